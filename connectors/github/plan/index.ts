import { identityReader } from '../../../src/plan/identity-reader.ts';
import { terraform } from '../head.ts';
import { accessTypes } from './access.ts';
import { actionsTypes } from './actions.ts';
import { guardTypes } from './guards.ts';
import { attributeOf } from './names.ts';

/** Terraform's GitHub provider: https://registry.terraform.io/providers/integrations/github/latest/docs */
export const githubPlan = identityReader({
  provider: 'github',
  terraformProviders: terraform,
  types: { ...accessTypes, ...actionsTypes, ...guardTypes },
  attributeOf,
});
