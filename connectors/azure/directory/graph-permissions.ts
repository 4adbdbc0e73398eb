/**
 * Application permissions of Microsoft Graph by which their holder becomes somebody else or gives privileges, and what each
 * needs besides. Ids: microsoftgraph/microsoft-graph-devx-content `permissions/new/provisioningInfo.json` at
 * 6cbd6bbd665a (MIT). What each allows: https://learn.microsoft.com/graph/permissions-reference
 */
export interface GraphPermissionRow {
  /** As applications ask for it. */
  readonly name: string;
  /** Of the app role, lower case. */
  readonly id: string;
  /** A way that leads on from it, by its key in `techniques/graph.ts`; absent: none that is documented. */
  readonly reaches?: GraphReach;
  /** What the way rests on that no snapshot shows, one short clause each. */
  readonly assumes?: readonly string[];
}

/**
 * Whom a permission reaches. `tenant`: it gives itself any role of the directory. `applications`: it adds credentials to every
 * application of the tenant; `principals`: makes itself an owner of their principals; `owned`: adds credentials to those that it
 * owns. `groups`: changes groups that cannot hold roles of the directory; `all-groups`: those that can as well.
 * `passwords`: sets those of users without a role; `methods`: adds a way to sign in to any user's. `blueprints`: adds
 * credentials to blueprints of agents.
 */
export type GraphReach =
  | 'tenant'
  | 'applications'
  | 'principals'
  | 'owned'
  | 'groups'
  | 'all-groups'
  | 'passwords'
  | 'methods'
  | 'blueprints';

export const microsoftGraph = '00000003-0000-0000-c000-000000000000';

export const graphPermissions: readonly GraphPermissionRow[] = [
  {
    name: 'RoleManagement.ReadWrite.Directory',
    id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
    reaches: 'tenant',
  },
  { name: 'AppRoleAssignment.ReadWrite.All', id: '06b708a9-e830-4db3-a914-8e69da51d44f', reaches: 'tenant' },
  {
    name: 'RoleAssignmentSchedule.ReadWrite.Directory',
    id: 'dd199f4a-f148-40a4-a2ec-f0069cc799ec',
    reaches: 'tenant',
  },
  {
    name: 'RoleEligibilitySchedule.ReadWrite.Directory',
    id: 'fee28b28-e1f3-4841-818e-2704dc62245f',
    reaches: 'tenant',
    assumes: ['it acts through a user who activates what it makes eligible'],
  },
  { name: 'Application.ReadWrite.All', id: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', reaches: 'applications' },
  { name: 'Application.ReadWrite.OwnedBy', id: '18a4783c-866b-4cc7-a460-3d5e5662c884', reaches: 'owned' },
  {
    name: 'ServicePrincipalEndpoint.ReadWrite.All',
    id: '89c8469c-83ad-45f7-8ff2-6e3d4285709e',
    reaches: 'principals',
  },
  { name: 'Directory.ReadWrite.All', id: '19dbc75e-c2e2-444c-a770-ec69d8559fc7', reaches: 'groups' },
  { name: 'Group.ReadWrite.All', id: '62a82d76-70ea-41e2-9197-370581804d09', reaches: 'groups' },
  { name: 'GroupMember.ReadWrite.All', id: 'dbaae8cf-10b5-4b86-a4a1-f871c94c6695', reaches: 'groups' },
  {
    name: 'PrivilegedAccess.ReadWrite.AzureADGroup',
    id: '2f6817f8-7b12-4f0f-bc18-eeaf60705a9e',
    reaches: 'all-groups',
  },
  {
    name: 'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
    id: '41202f2c-f7ab-45be-b001-85c9728b9d69',
    reaches: 'all-groups',
  },
  {
    name: 'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
    id: '618b6020-bca8-4de6-99f6-ef445fa4d857',
    reaches: 'all-groups',
    assumes: ['it acts through a user who activates what it makes eligible'],
  },
  {
    name: 'User-PasswordProfile.ReadWrite.All',
    id: 'cc117bb9-00cf-4eb8-b580-ea2a878fe8f7',
    reaches: 'passwords',
  },
  {
    name: 'UserAuthenticationMethod.ReadWrite.All',
    id: '50483e42-d915-4231-9639-7fdb7fd190e5',
    reaches: 'methods',
    assumes: ['the tenant lets a Temporary Access Pass be used'],
  },
  {
    name: 'Policy.ReadWrite.PermissionGrant',
    id: 'a402ca1c-2696-4531-972d-6e5ee4aa11ea',
    reaches: 'tenant',
    assumes: ['somebody consents under the policy that it writes'],
  },
  {
    name: 'Domain.ReadWrite.All',
    id: '7e05723c-0bb0-42da-be95-ae9f08a6e53c',
    reaches: 'tenant',
    assumes: ['a domain of the tenant can be federated with an issuer of its own'],
  },
  {
    name: 'Organization.ReadWrite.All',
    id: '292d869f-3427-49a8-9dab-8c70152b74e9',
    reaches: 'tenant',
    assumes: ['the tenant lets users sign in by certificate'],
  },
  {
    name: 'Policy.ReadWrite.AuthenticationMethod',
    id: '29c18626-4985-4dcd-85c0-193eef327366',
  },
  {
    name: 'EntitlementManagement.ReadWrite.All',
    id: '9acd699f-1e81-4958-b001-93b1d2506e19',
    reaches: 'all-groups',
    assumes: ['the group is in a catalog of access packages, or can be put into one'],
  },
  { name: 'User.ReadWrite.All', id: '741f803b-c850-494e-b5df-cde7c675a1ca' },
  { name: 'RoleManagementPolicy.ReadWrite.Directory', id: '31e08e0a-d3f7-4ca2-ac39-7343fb83e8ad' },
  { name: 'RoleManagementPolicy.ReadWrite.AzureADGroup', id: 'b38dcc4d-a239-4ed6-aa84-6c65b284f97c' },
  { name: 'Policy.ReadWrite.ConditionalAccess', id: '01c0a623-fc9b-48e9-b794-0756f8e8f067' },
  { name: 'Policy.ReadWrite.ApplicationConfiguration', id: 'be74164b-cff1-491c-8741-e671cb536e13' },
  { name: 'Synchronization.ReadWrite.All', id: '9b50c33d-700f-43b1-b2eb-87e89b703581' },
  { name: 'DelegatedPermissionGrant.ReadWrite.All', id: '8e8e4742-1d95-4f68-9d56-6ee75648c72a' },
  { name: 'AdministrativeUnit.ReadWrite.All', id: '5eb59dd3-1da2-4329-8733-9dabdc435916' },
  { name: 'DeviceManagementConfiguration.ReadWrite.All', id: '9241abd9-d0e6-425a-bd4f-47ba86e767a4' },
  { name: 'DeviceManagementScripts.ReadWrite.All', id: '9255e99d-faf5-445e-bbf7-cb71482737c4' },
  { name: 'DeviceManagementRBAC.ReadWrite.All', id: 'e330c4f0-4170-414e-a55a-2f022ec2b57b' },
  { name: 'AgentIdUser.ReadWrite.All', id: 'd0ca41aa-9212-8ec6-8bee-d30600b82eda' },
  { name: 'Mail.Read', id: '810c84a8-4a9e-49e6-bf7d-12d183f40d01' },
  { name: 'Mail.ReadWrite', id: 'e2a3a72e-5f79-4c64-b1b1-878b674786c9' },
  { name: 'Mail.Send', id: 'b633e1c5-b582-4048-a93e-9f11b44c7e96' },
  { name: 'Files.Read.All', id: '01d4889c-1287-42c6-ac1f-5d1e02578ef6' },
  { name: 'Files.ReadWrite.All', id: '75359482-378d-4052-8f01-80520e7db3cd' },
  { name: 'Sites.Read.All', id: '332a536c-c7ef-4017-ab91-336970924f0d' },
  { name: 'Sites.ReadWrite.All', id: '9492366f-7969-46a4-8d15-ed1a20078fff' },
  { name: 'Sites.FullControl.All', id: 'a82116e5-55eb-4c41-a434-62fe8a61c773' },
  { name: 'Chat.ReadWrite.All', id: '294ce7c9-31ba-490a-ad7d-97a7d075e4ed' },
  // Their ids are not published; the resource's own list of app roles tells them by name.
  { name: 'AgentIdentityBlueprint.AddRemoveCreds.All', id: '', reaches: 'blueprints' },
  { name: 'AgentIdentityBlueprint.ReadWrite.All', id: '', reaches: 'blueprints' },
];

export const graphPermissionById: ReadonlyMap<string, GraphPermissionRow> = new Map(
  graphPermissions.filter(({ id }) => id !== '').map((row) => [row.id, row]),
);
export const graphPermissionByName: ReadonlyMap<string, GraphPermissionRow> = new Map(
  graphPermissions.map((row) => [row.name.toLowerCase(), row]),
);
