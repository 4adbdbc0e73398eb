import type { Technique } from '../../../src/model/takeover.ts';
import type { Need } from './types.ts';

/** Ways to control a project, a folder or an organisation. */

const policies = 'https://cloud.google.com/iam/docs/granting-changing-revoking-access';

/** By the beginning of the scope's name. */
export const setPolicyOf: Readonly<Record<'organizations' | 'folders' | 'projects', Need>> = {
  organizations: ['resourcemanager.organizations.setIamPolicy'],
  folders: ['resourcemanager.folders.setIamPolicy'],
  projects: ['resourcemanager.projects.setIamPolicy'],
};

export const setPolicy: Technique = {
  id: 'set-iam-policy',
  mechanism: 'write-permission',
  does: 'give itself any role there',
  source: policies,
};

/** Held by a role that is meant to be everything, and no step up. https://cloud.google.com/iam/docs/roles-overview#basic */
export const ownScope: Technique = {
  id: 'owner',
  mechanism: 'control',
  does: 'use its full control of the scope',
  source: 'https://cloud.google.com/iam/docs/roles-overview#basic',
};

export const inherit: Technique = {
  id: 'inherited-policy',
  mechanism: 'control',
  does: 'control what lies below',
  source: 'https://cloud.google.com/iam/docs/resource-hierarchy-access-control',
};

export const updateRole: Technique = {
  id: 'custom-role-update',
  mechanism: 'write-permission',
  does: 'add any permission to a custom role that it has there',
  source: 'https://cloud.google.com/iam/docs/creating-custom-roles',
};
export const updateRoleOfAccount: Technique = {
  id: 'custom-role-update-of-account',
  mechanism: 'write-permission',
  does: 'add any permission to a custom role of an account that it may become',
  source: 'https://cloud.google.com/iam/docs/creating-custom-roles',
};
export const updateRoleNeed: Need = ['iam.roles.update'];

export const changeEntitlement: Technique = {
  id: 'privileged-access-entitlement',
  mechanism: 'write-permission',
  does: 'make itself eligible for any role there, without approval',
  source: 'https://cloud.google.com/iam/docs/pam-create-entitlements',
};
export const changeEntitlementNeed: Need = [
  'privilegedaccessmanager.entitlements.create',
  'privilegedaccessmanager.entitlements.update',
];

/** Taken away first, where a deny policy stands in the way. https://cloud.google.com/iam/docs/deny-access */
export const liftDenyNeed: Need = ['iam.denypolicies.delete', 'iam.denypolicies.update'];
/** Widened first, where a principal access boundary does: on its organisation. https://cloud.google.com/iam/docs/principal-access-boundary-policies-edit */
export const widenBoundaryNeed: Need = ['iam.principalaccessboundarypolicies.update'];
/** Taken away first, the same. https://cloud.google.com/iam/docs/principal-access-boundary-policies-remove */
export const removeBoundaryNeed: Need = ['iam.principalaccessboundarypolicies.delete'];
/**
 * Unbound first, or bound under a condition that leaves the holder out: the first on the policy's organisation, the second on
 * whom it is bound to, by the beginning of that one's canonical name. https://cloud.google.com/iam/docs/principal-access-boundary-policies-remove
 */
export const unbindBoundaryNeeds: readonly {
  readonly from: RegExp;
  readonly needs: readonly [policy: Need, target: Need];
}[] = [
  [/^organizations\//, 'resourcemanager.organizations'] as const,
  [/^folders\//, 'resourcemanager.folders'] as const,
  [/^projects\//, 'resourcemanager.projects'] as const,
  [/^iam\.googleapis\.com\/.*\/workloadIdentityPools\//, 'iam.workloadIdentityPools'] as const,
  [/^iam\.googleapis\.com\/.*\/workforcePools\//, 'iam.googleapis.com/workforcePools'] as const,
].flatMap(([from, of]) => [
  { from, needs: [['iam.principalaccessboundarypolicies.unbind'], [`${of}.deletePolicyBinding`]] },
  { from, needs: [['iam.principalaccessboundarypolicies.bind'], [`${of}.updatePolicyBinding`]] },
]);
/** Changed or taken away first, where an access policy denies: on the node that it is of. https://cloud.google.com/iam/docs/roles-permissions/iam */
export const changeAccessPolicyNeed: Need = ['iam.accesspolicies.update', 'iam.accesspolicies.delete'];
/** Unbound first, the same: the first on the node that the policy is of, the second on what it is bound to. */
export const unbindAccessPolicyNeeds: readonly {
  readonly from: RegExp;
  readonly needs: readonly [policy: Need, target: Need];
}[] = ['organizations', 'folders', 'projects'].map((node) => ({
  from: new RegExp(`^${node}/[^/]+$`),
  needs: [['iam.accesspolicies.unbind'], [`resourcemanager.${node}.deletePolicyBinding`]],
}));
/** Taken away first, where a constraint does. https://cloud.google.com/resource-manager/docs/organization-policy/overview */
export const liftConstraintNeed: Need = [
  'orgpolicy.policy.set',
  'orgpolicy.policies.create',
  'orgpolicy.policies.update',
  'orgpolicy.policies.delete',
];

/** Under a folder or organisation that it controls. https://cloud.google.com/resource-manager/docs/moving-projects-folders */
export const moveNode: Readonly<Record<'projects' | 'folders', Technique>> = {
  projects: {
    id: 'project-move',
    mechanism: 'write-permission',
    does: 'move it under a folder that it controls',
    source: 'https://cloud.google.com/resource-manager/docs/moving-projects-folders',
  },
  folders: {
    id: 'folder-move',
    mechanism: 'write-permission',
    does: 'move it, with all that is in it, under a folder that it controls',
    source: 'https://cloud.google.com/resource-manager/docs/moving-folders',
  },
};
/** By the beginning of the name of what is moved: on itself, and on what it is moved from and to. */
export const moveNeeds: Readonly<
  Record<'projects' | 'folders', { readonly itself: readonly Need[]; readonly parents: Need }>
> = {
  projects: {
    itself: [['resourcemanager.projects.update']],
    parents: ['resourcemanager.projects.move'],
  },
  folders: { itself: [], parents: ['resourcemanager.folders.move'] },
};

/** What puts a tag on a resource, and may use the value. https://cloud.google.com/resource-manager/docs/tags/tags-creating-and-managing */
export const useTagNeed: Need = [
  'resourcemanager.tagValueBindings.create',
  'resourcemanager.tagValues.setIamPolicy',
];
/** By the canonical name of what is tagged. https://cloud.google.com/iam/docs/permissions-reference */
export const tagsNeed: readonly { readonly of: RegExp; readonly permission: string }[] = [
  {
    of: /^(?:organizations|folders|projects)\/[^/]+$/,
    permission: 'resourcemanager.hierarchyNodes.createTagBinding',
  },
  { of: /^projects\/[^/]+\/serviceAccounts\//, permission: 'iam.serviceAccounts.createTagBinding' },
  { of: /^storage\.googleapis\.com\/[^/]+$/, permission: 'storage.buckets.createTagBinding' },
  { of: /^compute\.googleapis\.com\/.*\/instances\//, permission: 'compute.instances.createTagBinding' },
  { of: /^run\.googleapis\.com\/.*\/services\//, permission: 'run.services.createTagBinding' },
];
