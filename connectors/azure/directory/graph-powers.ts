/**
 * What an application permission of Microsoft Graph reaches. Of the others that change something
 * `test/connectors/azure/graph-without-way.ts` says why none leads on.
 */
export interface GraphPower {
  readonly name: string;
  readonly reaches: GraphReach;
  /** What the way rests on that no snapshot shows, one short clause each. */
  readonly assumes?: readonly string[];
  /** The page of the call by which it is done. */
  readonly source: string;
}

/**
 * Whom a permission reaches. `tenant`: it gives itself any role of the directory; `consents`: acts as whoever signs
 * in to an application of its own. `applications`: it adds credentials to every
 * application of the tenant; `principals`: makes itself an owner of their principals; `owned`: adds credentials to those that it
 * owns. `groups`: changes members of groups that cannot hold roles of the directory; `all-groups`: those that can as well;
 * `groups-and-rules`: the first, and by which rule members are found; `teams`: those of Microsoft 365 groups. `attributes`: what
 * such rules go by. `passwords`: sets those of users without a role; `methods`: adds a way to sign in to any user's; `guests`:
 * makes a guest somebody that it can sign in as. `devices`: runs code on what users work with. `activation`,
 * `group-activation`: takes away what is asked before somebody activates a role, or a membership. `blueprints`: adds
 * credentials to blueprints of agents.
 */
export type GraphReach =
  | 'tenant'
  | 'consents'
  | 'applications'
  | 'principals'
  | 'owned'
  | 'groups'
  | 'groups-and-rules'
  | 'all-groups'
  | 'teams'
  | 'attributes'
  | 'passwords'
  | 'methods'
  | 'guests'
  | 'devices'
  | 'activation'
  | 'group-activation'
  | 'blueprints';

/** Reaches that are control by themselves: whoever has them needs nobody else. */
const controls: ReadonlySet<GraphReach> = new Set([
  'tenant',
  'applications',
  'principals',
  'groups',
  'groups-and-rules',
  'all-groups',
  'passwords',
  'methods',
  'blueprints',
]);
export const isControl = ({ reaches }: GraphPower): boolean => controls.has(reaches);

const throughUser = ['it acts through a user who activates what it makes eligible'];
const federated = ['a domain of the tenant can be federated with an issuer of its own'];
const certificate = ['the tenant lets users sign in by certificate'];
const managed = ['the user works on a device that Intune manages'];
/** What lifecycle workflows ask for besides, whether a permission or a role lets somebody at them. */
export const inWorkflow = [
  'lifecycle workflows are licensed',
  'a user whom it controls is in the scope of one',
];
const guest = ['guests can be turned into members, which is in preview'];
const api = 'https://learn.microsoft.com/graph/api';

export const graphPowers: readonly GraphPower[] = [
  {
    name: 'RoleManagement.ReadWrite.Directory',
    reaches: 'tenant',
    source: `${api}/rbacapplication-post-roleassignments`,
  },
  {
    name: 'AppRoleAssignment.ReadWrite.All',
    reaches: 'tenant',
    source: `${api}/serviceprincipal-post-approleassignments`,
  },
  {
    name: 'RoleAssignmentSchedule.ReadWrite.Directory',
    reaches: 'tenant',
    source: `${api}/rbacapplication-post-roleassignmentschedulerequests`,
  },
  {
    name: 'RoleEligibilitySchedule.ReadWrite.Directory',
    reaches: 'tenant',
    assumes: throughUser,
    source: `${api}/rbacapplication-post-roleeligibilityschedulerequests`,
  },
  {
    name: 'Policy.ReadWrite.PermissionGrant',
    reaches: 'tenant',
    assumes: ['somebody consents under the policy that it writes'],
    source: `${api}/permissiongrantpolicy-post-includes`,
  },
  {
    name: 'DelegatedPermissionGrant.ReadWrite.All',
    reaches: 'consents',
    assumes: ['an administrator signs in to an application that it controls'],
    source: `${api}/oauth2permissiongrant-post`,
  },
  {
    name: 'Domain.ReadWrite.All',
    reaches: 'tenant',
    assumes: federated,
    source: `${api}/domain-post-federationconfiguration`,
  },
  {
    name: 'Domain-InternalFederation.ReadWrite.All',
    reaches: 'tenant',
    assumes: federated,
    source: `${api}/domain-post-federationconfiguration`,
  },
  {
    name: 'Organization.ReadWrite.All',
    reaches: 'tenant',
    assumes: certificate,
    source: `${api}/certificatebasedauthconfiguration-post-certificatebasedauthconfiguration`,
  },
  {
    name: 'PublicKeyInfrastructure.ReadWrite.All',
    reaches: 'tenant',
    assumes: certificate,
    source: `${api}/certificatebasedauthpki-post-certificateauthorities`,
  },
  { name: 'Application.ReadWrite.All', reaches: 'applications', source: `${api}/application-addpassword` },
  { name: 'Application.ReadWrite.OwnedBy', reaches: 'owned', source: `${api}/application-addpassword` },
  {
    name: 'ServicePrincipalEndpoint.ReadWrite.All',
    reaches: 'principals',
    source: `${api}/serviceprincipal-post-owners`,
  },
  { name: 'Directory.ReadWrite.All', reaches: 'groups-and-rules', source: `${api}/group-update` },
  { name: 'Group.ReadWrite.All', reaches: 'groups-and-rules', source: `${api}/group-update` },
  { name: 'GroupMember.ReadWrite.All', reaches: 'groups', source: `${api}/group-post-members` },
  {
    name: 'TeamMember.ReadWrite.All',
    reaches: 'teams',
    assumes: ['a team stands on the group', 'it controls a user'],
    source: `${api}/team-post-members`,
  },
  {
    name: 'TeamMember.ReadWriteNonOwnerRole.All',
    reaches: 'teams',
    assumes: ['a team stands on the group', 'it controls a user'],
    source: `${api}/team-post-members`,
  },
  {
    name: 'LifecycleWorkflows.ReadWrite.All',
    reaches: 'groups',
    assumes: inWorkflow,
    source: `${api}/identitygovernance-lifecycleworkflowscontainer-post-workflows`,
  },
  {
    name: 'LifecycleWorkflows-Workflow.ReadWrite.All',
    reaches: 'groups',
    assumes: inWorkflow,
    source: `${api}/identitygovernance-lifecycleworkflowscontainer-post-workflows`,
  },
  {
    name: 'PrivilegedAccess.ReadWrite.AzureADGroup',
    reaches: 'all-groups',
    source: `${api}/privilegedaccessgroup-post-assignmentschedulerequests`,
  },
  {
    name: 'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
    reaches: 'all-groups',
    source: `${api}/privilegedaccessgroup-post-assignmentschedulerequests`,
  },
  {
    name: 'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
    reaches: 'all-groups',
    assumes: throughUser,
    source: `${api}/privilegedaccessgroup-post-eligibilityschedulerequests`,
  },
  {
    name: 'EntitlementManagement.ReadWrite.All',
    reaches: 'all-groups',
    assumes: ['the group is in a catalog of access packages, or can be put into one'],
    source: `${api}/entitlementmanagement-post-assignmentrequests`,
  },
  {
    name: 'RoleManagementPolicy.ReadWrite.Directory',
    reaches: 'activation',
    source: `${api}/unifiedrolemanagementpolicyrule-update`,
  },
  {
    name: 'RoleManagementPolicy.ReadWrite.AzureADGroup',
    reaches: 'group-activation',
    source: `${api}/unifiedrolemanagementpolicyrule-update`,
  },
  {
    name: 'User-PasswordProfile.ReadWrite.All',
    reaches: 'passwords',
    source: `${api}/user-update`,
  },
  {
    name: 'UserAuthenticationMethod.ReadWrite.All',
    reaches: 'methods',
    assumes: ['the tenant lets a Temporary Access Pass be used'],
    source: `${api}/authentication-post-temporaryaccesspassmethods`,
  },
  {
    name: 'UserAuthMethod-TAP.ReadWrite.All',
    reaches: 'methods',
    assumes: ['the tenant lets a Temporary Access Pass be used'],
    source: `${api}/authentication-post-temporaryaccesspassmethods`,
  },
  {
    name: 'UserAuthMethod-Passkey.ReadWrite.All',
    reaches: 'methods',
    assumes: ['the tenant lets passkeys be set up for others'],
    source: `${api}/authentication-post-fido2methods`,
  },
  {
    name: 'UserAuthMethod-Phone.ReadWrite.All',
    reaches: 'methods',
    assumes: ['the tenant lets users sign in by text message'],
    source: `${api}/authentication-post-phonemethods`,
  },
  {
    name: 'UserAuthMethod-QR.ReadWrite.All',
    reaches: 'methods',
    assumes: ['the tenant lets users sign in by QR code'],
    source: `${api}/qrcodepinauthenticationmethod-update`,
  },
  {
    name: 'User.ReadWrite.All',
    reaches: 'attributes',
    source: `${api}/user-update`,
  },
  {
    name: 'User-ConvertToInternal.ReadWrite.All',
    reaches: 'guests',
    assumes: guest,
    source: `${api}/user-convertexternaltointernalmemberuser`,
  },
  {
    name: 'User.ManageIdentities.All',
    reaches: 'guests',
    assumes: ['the tenant lets users of another identity provider in'],
    source: `${api}/resources/objectidentity`,
  },
  {
    name: 'DeviceManagementConfiguration.ReadWrite.All',
    reaches: 'devices',
    assumes: managed,
    source: `${api}/intune-shared-devicemanagementscript-create`,
  },
  {
    name: 'DeviceManagementScripts.ReadWrite.All',
    reaches: 'devices',
    assumes: managed,
    source: `${api}/intune-shared-devicemanagementscript-create`,
  },
  {
    name: 'DeviceManagementApps.ReadWrite.All',
    reaches: 'devices',
    assumes: managed,
    source: `${api}/intune-apps-win32lobapp-create`,
  },
  {
    name: 'DeviceManagementRBAC.ReadWrite.All',
    reaches: 'devices',
    assumes: [...managed, 'it controls somebody who can be given a role of Intune'],
    source: `${api}/intune-rbac-deviceandappmanagementroleassignment-create`,
  },
  {
    name: 'AgentIdentityBlueprint.AddRemoveCreds.All',
    reaches: 'blueprints',
    source: `${api}/resources/agentidentityblueprint`,
  },
  {
    name: 'AgentIdentityBlueprint.ReadWrite.All',
    reaches: 'blueprints',
    source: `${api}/resources/agentidentityblueprint`,
  },
];

export const graphPowerByName: ReadonlyMap<string, GraphPower> = new Map(
  graphPowers.map((row) => [row.name.toLowerCase(), row]),
);
