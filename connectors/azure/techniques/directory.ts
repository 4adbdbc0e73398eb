import type { Technique } from '../../../src/model/takeover.ts';

/** Ways through the directory: applications, groups, users, roles. */
const credentials = 'https://learn.microsoft.com/graph/api/application-addpassword';

export const addApplicationCredential: Technique = {
  id: 'add-application-credential',
  mechanism: 'write-credential',
  does: 'add a secret, a certificate or a federated credential to its application',
  source: credentials,
};
export const addPrincipalCredential: Technique = {
  id: 'add-principal-credential',
  mechanism: 'write-credential',
  does: 'add a secret or a certificate to it',
  source: 'https://learn.microsoft.com/graph/api/serviceprincipal-addpassword',
};
export const takeApplicationOwnership: Technique = {
  id: 'take-application-ownership',
  mechanism: 'write-credential',
  does: 'make itself an owner of its application and add a credential',
  source: 'https://learn.microsoft.com/graph/api/application-post-owners',
};
export const takePrincipalOwnership: Technique = {
  id: 'take-principal-ownership',
  mechanism: 'write-credential',
  does: 'make itself an owner of it and add a credential',
  source: 'https://learn.microsoft.com/graph/api/serviceprincipal-post-owners',
};
export const ownApplication: Technique = {
  id: 'own-application',
  mechanism: 'write-credential',
  does: 'add a credential to the application that it owns',
  source: 'https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview',
};
export const ownPrincipal: Technique = {
  id: 'own-service-principal',
  mechanism: 'write-credential',
  does: 'add a credential to the service principal that it owns',
  source: 'https://learn.microsoft.com/graph/api/serviceprincipal-addpassword',
};
export const addCredentialToBlueprint: Technique = {
  id: 'add-blueprint-credential',
  mechanism: 'write-credential',
  does: 'add a credential to the blueprint',
  source: 'https://learn.microsoft.com/graph/api/resources/agentidentityblueprint',
};
export const actAsAgent: Technique = {
  id: 'act-as-agent',
  mechanism: 'impersonate',
  does: 'get tokens as the agents that are made of it',
  source: 'https://learn.microsoft.com/entra/agent-id/identity-platform/agent-identities',
};
export const actAsAgentUser: Technique = {
  id: 'act-as-agent-user',
  mechanism: 'impersonate',
  does: 'get tokens as its user',
  source: 'https://learn.microsoft.com/entra/agent-id/identity-platform/agent-users',
};
export const joinGroup: Technique = {
  id: 'join-group',
  mechanism: 'write-permission',
  does: 'add itself to the group',
  source: 'https://learn.microsoft.com/graph/api/group-post-members',
};
export const changeMembershipRule: Technique = {
  id: 'change-membership-rule',
  mechanism: 'write-permission',
  does: 'change the rule by which the group has its members',
  source: 'https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership',
};
export const changeUserAttribute: Technique = {
  id: 'change-user-attribute',
  mechanism: 'write-permission',
  does: 'change what the rule of the group goes by',
  source: 'https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership',
};
export const ownGroup: Technique = {
  id: 'own-group',
  mechanism: 'write-permission',
  does: 'add itself to the group that it owns',
  source: 'https://learn.microsoft.com/graph/api/group-post-members',
};
export const resetPassword: Technique = {
  id: 'reset-password',
  mechanism: 'write-credential',
  does: 'set another password',
  source:
    'https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords',
};
export const addSignInMethod: Technique = {
  id: 'add-sign-in-method',
  mechanism: 'write-credential',
  does: 'add a way to sign in',
  source: 'https://learn.microsoft.com/graph/api/authentication-post-temporaryaccesspassmethods',
};
export const convertGuest: Technique = {
  id: 'convert-guest',
  mechanism: 'write-credential',
  does: 'make the guest somebody whom it can sign in as',
  source: 'https://learn.microsoft.com/graph/api/user-convertexternaltointernalmemberuser',
};
export const runOnDevice: Technique = {
  id: 'run-on-managed-device',
  mechanism: 'write-code',
  does: 'run a script on the device that the user works on',
  source: 'https://learn.microsoft.com/intune/intune-service/apps/intune-management-extension',
};
export const loosenActivation: Technique = {
  id: 'loosen-activation',
  mechanism: 'write-permission',
  does: 'take away what is asked before it is activated',
  source:
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-change-default-settings',
};
export const assignDirectoryRole: Technique = {
  id: 'assign-directory-role',
  mechanism: 'write-permission',
  does: 'give itself any role of the directory',
  source:
    'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#privileged-role-administrator',
};
/** Before what a role at the unit does. */
export const fillUnit = {
  id: 'fill-administrative-unit',
  does: 'bring it into the unit where it has the role,',
  source: 'https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-members-dynamic',
} as const;
export const ownTenant: Technique = {
  id: 'administer-tenant',
  mechanism: 'control',
  does: 'administer the tenant',
  source:
    'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#global-administrator',
};
export const grantItselfPermissions: Technique = {
  id: 'grant-app-role',
  mechanism: 'write-permission',
  does: 'give itself any permission of Microsoft Graph',
  source: 'https://learn.microsoft.com/graph/permissions-reference#approleassignmentreadwriteall',
};
export const federateDomain: Technique = {
  id: 'federate-domain',
  mechanism: 'write-trust',
  does: 'federate a domain with an issuer of its own',
  source:
    'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#hybrid-identity-administrator',
};
export const usePermission: Technique = {
  id: 'use-graph-permission',
  mechanism: 'write-permission',
  does: 'use a permission of Microsoft Graph to become an administrator',
  source: 'https://learn.microsoft.com/graph/permissions-reference',
};
