import { identityReader } from '../../../src/plan/identity-reader.ts';
import { actionsTypes } from './actions.ts';
import { guardTypes } from './guards.ts';
import { keyTypes } from './keys.ts';
import { attributeOf } from './names.ts';
import { organizationTypes } from './organization.ts';
import { publicTypes } from './public.ts';
import { teamTypes } from './teams.ts';
import { typesOf } from './unread-types.ts';

/** Terraform's GitHub provider: https://registry.terraform.io/providers/integrations/github/latest/docs */
export const githubPlan = identityReader({
  provider: 'github',
  unreadTypes: typesOf,
  types: { ...keyTypes, ...teamTypes, ...organizationTypes, ...actionsTypes, ...guardTypes, ...publicTypes },
  attributeOf,
});
