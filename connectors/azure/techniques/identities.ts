import type { Technique } from '../../../src/model/takeover.ts';
import type { Need } from './types.ts';

const authorization = 'microsoft.authorization';
const assigned = 'microsoft.managedidentity/userassignedidentities';

/** Actions on privileges and on managed identities, whatever carries them. */
export const assignRoles: Need = {
  action: [`${authorization}/roleassignments/write`, `${authorization}/roleassignmentschedulerequests/write`],
};
export const makeEligible: Need = {
  action: [`${authorization}/roleeligibilityschedulerequests/write`],
};
/** What is asked before a role is activated. */
export const writeActivation: Need = { action: [`${authorization}/rolemanagementpolicies/write`] };
export const elevate: Need = { action: [`${authorization}/elevateaccess/action`] };
export const defineRoles: Need = { action: [`${authorization}/roledefinitions/write`] };
export const assignBlueprints: Need = { action: ['microsoft.blueprint/blueprintassignments/write'] };
export const delegateToOthers: Need = { action: ['microsoft.managedservices/registrationassignments/write'] };
/** Custom roles write it without the name of the identity, built-in ones with a star for it. */
export const assignIdentity: Need = {
  action: [`${assigned}/assign/action`, `${assigned}/name/assign/action`],
};
export const federateIdentity: Need = { action: [`${assigned}/federatedidentitycredentials/write`] };

export const assignRole: Technique = {
  id: 'assign-role',
  mechanism: 'write-permission',
  does: 'assign itself a role there',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/role-assignments',
};
/** Those that are not the platform's own. */
export const removeDenies: Need = { action: [`${authorization}/denyassignments/delete`] };
export const removeLocks: Need = { action: [`${authorization}/locks/delete`] };
/** Of a deployment stack whoever manages its deny settings ends the denies that it made. */
export const manageStackDenies: readonly Need[] = [
  { action: ['microsoft.resources/deploymentstacks/managedenysetting/action'] },
  { action: ['microsoft.resources/deploymentstacks/write', 'microsoft.resources/deploymentstacks/delete'] },
];
export const removeDeny: Technique = {
  id: 'remove-deny-assignment',
  mechanism: 'write-permission',
  does: 'remove the deny assignments that hold it back',
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-stacks',
};
export const removeLock: Technique = {
  id: 'remove-lock',
  mechanism: 'write-permission',
  does: 'remove the locks that hold it back',
  source:
    'https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#who-can-create-or-delete-locks',
};
export const ownScope: Technique = {
  id: 'full-access',
  mechanism: 'control',
  does: 'use its full control of the scope',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged#owner',
};
export const activateRole: Technique = {
  id: 'activate-role',
  mechanism: 'write-permission',
  does: 'activate what it is eligible for',
  source:
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-activate-role',
  endsByItself: true,
};
export const makeItselfEligible: Technique = {
  id: 'make-eligible',
  mechanism: 'write-permission',
  does: 'make a user eligible for a role there',
  source: 'https://learn.microsoft.com/rest/api/authorization/privileged-role-eligibility-rest-sample',
};
export const loosenRoleActivation: Technique = {
  id: 'loosen-role-activation',
  mechanism: 'write-permission',
  does: 'take away what is asked before the role is activated',
  source: 'https://learn.microsoft.com/rest/api/authorization/privileged-role-policy-rest-sample',
};
export const widenRole: Technique = {
  id: 'widen-role-of-another',
  mechanism: 'write-permission',
  does: 'add actions to a custom role that somebody has',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/custom-roles',
};
export const changeRole: Technique = {
  id: 'change-role-definition',
  mechanism: 'write-permission',
  does: 'add actions to the custom role that it has',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/custom-roles',
};
export const assignBlueprint: Technique = {
  id: 'assign-blueprint',
  mechanism: 'write-permission',
  does: 'assign a blueprint that gives it a role',
  source: 'https://learn.microsoft.com/azure/governance/blueprints/overview',
};
export const lighthouse: Technique = {
  id: 'delegate-to-another-tenant',
  mechanism: 'write-permission',
  does: 'delegate the scope to principals of another tenant',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer',
};
export const elevateAccess: Technique = {
  id: 'elevate-access',
  mechanism: 'write-permission',
  does: 'give itself User Access Administrator at the root',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin',
};
export const inherit: Technique = {
  id: 'control-of-what-is-below',
  mechanism: 'control',
  does: 'control what the scope holds',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/scope-overview',
};
export const attachIdentity: Technique = {
  id: 'attach-managed-identity',
  mechanism: 'pass-to-service',
  does: 'attach the managed identity to a resource on which it runs code',
  source:
    'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-manage-user-assigned-managed-identities',
};
export const addIdentityFederation: Technique = {
  id: 'add-federated-credential-to-managed-identity',
  mechanism: 'write-trust',
  does: 'let tokens of an issuer of its own in',
  source:
    'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity',
};
export const presentToken: Technique = {
  id: 'federated-token',
  mechanism: 'federate',
  does: 'present its token, which the federated credential accepts',
  source:
    'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity',
};
/** Of what a vault holds. */
export const readSecrets: Need = {
  action: ['microsoft.keyvault/vaults/secrets/getsecret/action'],
  plane: 'data',
};
/** Where policies of the vault decide: who writes them, or the vault with them. */
export const writeVaultPolicies: Need = {
  action: ['microsoft.keyvault/vaults/accesspolicies/write', 'microsoft.keyvault/vaults/write'],
};
/** Where the vault serves deployments: the right to take its secrets into one, and to deploy. */
export const deployFromVault: readonly [Need, Need] = [
  { action: ['microsoft.keyvault/vaults/deploy/action'] },
  { action: ['microsoft.resources/deployments/write'] },
];
export const deployStoredCredential: Technique = {
  id: 'deploy-credential-of-vault',
  mechanism: 'impersonate',
  does: 'deploy a template that takes its credential from a vault',
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter',
};
export const readStoredCredential: Technique = {
  id: 'read-credential-in-vault',
  mechanism: 'impersonate',
  does: 'read its credential in a vault',
  source: 'https://learn.microsoft.com/azure/key-vault/general/rbac-guide',
};
export const openVault: Technique = {
  id: 'write-vault-access-policy',
  mechanism: 'write-permission',
  does: 'give itself an access policy of the vault in which its credential lies',
  source: 'https://learn.microsoft.com/azure/key-vault/general/assign-access-policy',
};
export const readKeys: Technique = {
  id: 'read-account-keys',
  mechanism: 'impersonate',
  does: 'read the keys of the account',
  source: 'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
};
