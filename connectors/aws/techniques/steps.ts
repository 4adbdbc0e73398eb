import { membershipTechnique, type Technique } from '../../../src/model/takeover.ts';
import { api, iamApi } from './shared.ts';
import type { CreationRow, TechniqueRow } from './types.ts';

/** Steps that the code knows by name, because no service or single permission makes them. */

/** Says only that an identity is in a group; what is done stands on the edge between the groups. */
export const membership: Technique = {
  id: membershipTechnique,
  mechanism: 'control',
  does: 'act with the policies it has',
  source: api('IAM/latest/UserGuide/access_policies'),
};

export const assumeRole: Technique & Pick<TechniqueRow, 'catalogue'> = {
  id: 'assume-role',
  mechanism: 'assume',
  does: 'assume the role',
  source: api('STS/latest/APIReference/API_AssumeRole'),
  catalogue: ['sts-001'],
};

export const fullAccess: Technique = {
  id: 'full-access',
  mechanism: 'control',
  does: 'do everything in the account',
  source: api('IAM/latest/UserGuide/access_policies_job-functions'),
};

export const removeBoundary: Technique = {
  id: 'remove-permissions-boundary',
  mechanism: 'write-permission',
  does: 'take off its own permissions boundary',
  source: api('IAM/latest/UserGuide/access_policies_boundaries'),
};

export const removeDenies: Technique = {
  id: 'remove-own-denies',
  mechanism: 'write-permission',
  does: 'take off policies of its own that deny',
  source: api('IAM/latest/UserGuide/access_policies_manage-attach-detach'),
};

export const joinGroups: Technique = {
  id: 'add-user-to-group',
  mechanism: 'write-permission',
  does: 'put itself into groups that have more',
  source: iamApi('AddUserToGroup'),
};

export const attachOwnPolicies = (action: string): Technique => ({
  id: 'attach-own-policies',
  mechanism: 'write-permission',
  does: 'attach policies to itself that it may attach',
  source: iamApi(action.slice('iam:'.length)),
});

export const attachGroupPolicies: Technique = {
  id: 'attach-group-policies',
  mechanism: 'write-permission',
  does: 'attach policies that it may attach to a group that it is in',
  source: iamApi('AttachGroupPolicy'),
};

export const limitedCreation = ({ principal, source }: CreationRow): Technique => ({
  id: `create-${principal}-with-some-policies`,
  mechanism: 'write-permission',
  does: `create a ${principal} with the policies that it may attach to it, and act as it`,
  source,
});
