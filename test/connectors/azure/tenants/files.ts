import { createHash } from 'node:crypto';

/**
 * Files of small tenants as tools write them: lists of the Azure CLI (2.60 and later, with the members that it prints and the
 * nulls among them), and what AzureHound collects. Written by hand from the documentation of both.
 */
export type Json = Readonly<Record<string, unknown>>;
/** By the name of the file. */
export type Files = Readonly<Record<string, unknown>>;

export const tenant = '11111111-1111-4111-8111-111111111111';
export const elsewhere = '22222222-2222-4222-8222-222222222222';
export const subscription = '5aaaaaaa-0000-4000-8000-000000000001';
export const inSubscription = `/subscriptions/${subscription}`;
export const inGroup = `${inSubscription}/resourceGroups/app`;

/** The object id of somebody, by name. */
export const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
export const clientOf = (name: string): string => idOf(`client ${name}`);
export const appIdOf = (name: string): string => idOf(`application ${name}`);

/** An element of `az ad sp list --all`. */
export const azSp = (name: string, part: Json = {}): Json => ({
  accountEnabled: true,
  addIns: [],
  alternativeNames: [],
  appDescription: null,
  appDisplayName: name,
  appId: clientOf(name),
  appOwnerOrganizationId: tenant,
  appRoleAssignmentRequired: false,
  appRoles: [],
  applicationTemplateId: null,
  createdDateTime: '2024-02-01T10:00:00Z',
  deletedDateTime: null,
  description: null,
  disabledByMicrosoftStatus: null,
  displayName: name,
  homepage: null,
  id: idOf(name),
  keyCredentials: [],
  loginUrl: null,
  oauth2PermissionScopes: [],
  passwordCredentials: [],
  preferredSingleSignOnMode: null,
  replyUrls: [],
  resourceSpecificApplicationPermissions: [],
  servicePrincipalNames: [clientOf(name)],
  servicePrincipalType: 'Application',
  signInAudience: 'AzureADMyOrg',
  tags: [],
  tokenEncryptionKeyId: null,
  verifiedPublisher: { addedDateTime: null, displayName: null, verifiedPublisherId: null },
  ...part,
});
/** The same of a managed identity at a path. */
export const azManaged = (name: string, path: string, explicit: boolean): Json =>
  azSp(name, {
    alternativeNames: [`isExplicit=${explicit ? 'True' : 'False'}`, path],
    appDisplayName: null,
    appOwnerOrganizationId: null,
    servicePrincipalType: 'ManagedIdentity',
    signInAudience: null,
  });
/** An element of `az ad app list --all`. */
export const azApp = (name: string, part: Json = {}): Json => ({
  addIns: [],
  api: { knownClientApplications: [], oauth2PermissionScopes: [], preAuthorizedApplications: [] },
  appId: clientOf(name),
  appRoles: [],
  createdDateTime: '2024-02-01T10:00:00Z',
  displayName: name,
  id: appIdOf(name),
  identifierUris: [],
  isFallbackPublicClient: null,
  keyCredentials: [],
  passwordCredentials: [],
  publisherDomain: 'contoso.onmicrosoft.com',
  requiredResourceAccess: [],
  servicePrincipalLockConfiguration: null,
  signInAudience: 'AzureADMyOrg',
  tags: [],
  ...part,
});
/** An element of `az ad user list`: it prints no more than this. */
export const azUser = (name: string, part: Json = {}): Json => ({
  businessPhones: [],
  displayName: name,
  givenName: null,
  id: idOf(name),
  jobTitle: null,
  mail: null,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  surname: null,
  userPrincipalName: `${name}@contoso.example`,
  ...part,
});
/** An element of `az ad group list`. */
export const azGroup = (name: string, part: Json = {}): Json => ({
  classification: null,
  createdDateTime: '2024-02-01T10:00:00Z',
  displayName: name,
  groupTypes: [],
  id: idOf(name),
  isAssignableToRole: null,
  mailEnabled: false,
  mailNickname: name,
  membershipRule: null,
  membershipRuleProcessingState: null,
  onPremisesSyncEnabled: null,
  securityEnabled: true,
  ...part,
});

export const roles = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'Role Based Access Control Administrator': 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  'Virtual Machine Contributor': '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
  'Managed Identity Operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
  'Managed Identity Contributor': 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
  'Website Contributor': 'de139f84-1756-47ae-9be6-808fbbe84772',
  'Logic App Contributor': '87a39d53-fc1b-424a-814c-f7e04687dc9e',
  'Logic App Operator': '515c2055-d9d4-4321-b1b9-bd0c9a0f79fe',
  'Automation Contributor': 'f353d9bd-d4a6-484e-a77a-8050b599b867',
  'Automation Job Operator': '4fe576fe-1146-4730-92eb-48519fa6bf9f',
  'Key Vault Contributor': 'f25e0fa2-a7c8-4377-a976-54943a77a395',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Key Vault Reader': '21090545-7ca7-4776-b22c-e363652d74d2',
  'Azure Kubernetes Service Cluster Admin Role': '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
  'Azure Connected Machine Resource Administrator': 'cd570a14-e51a-42ad-bac8-bafd67325302',
  'Storage Account Contributor': '17d1049b-9a84-46fb-8f53-869881c3d3ab',
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
} as const;
export type RoleName = keyof typeof roles;

/** An element of `az role assignment list --all`. */
export const azRa = (who: string, role: RoleName | string, scope = inSubscription, part: Json = {}): Json => {
  const guid = (roles as Readonly<Record<string, string>>)[role] ?? idOf(role);
  const name = idOf(`${who} ${role} ${scope}`);
  return {
    condition: null,
    conditionVersion: null,
    createdBy: idOf('someone'),
    createdOn: '2024-03-01T08:00:00.123456+00:00',
    delegatedManagedIdentityResourceId: null,
    description: null,
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    principalId: idOf(who),
    principalName: who,
    principalType: 'ServicePrincipal',
    ...(scope.startsWith('/subscriptions') ? { resourceGroup: scope.split('/')[4] ?? null } : {}),
    roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    roleDefinitionName: role,
    scope,
    type: 'Microsoft.Authorization/roleAssignments',
    updatedBy: idOf('someone'),
    updatedOn: '2024-03-01T08:00:00.123456+00:00',
    ...part,
  };
};
/** An element of `az role definition list --custom-role-only`. */
export const azRole = (
  name: string,
  permission: Json,
  assignableScopes: readonly string[] = [inSubscription],
): Json => ({
  assignableScopes,
  createdBy: idOf('someone'),
  createdOn: '2024-03-01T08:00:00.123456+00:00',
  description: '',
  id: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${idOf(name)}`,
  name: idOf(name),
  permissions: [
    {
      actions: [],
      condition: null,
      conditionVersion: null,
      dataActions: [],
      notActions: [],
      notDataActions: [],
      ...permission,
    },
  ],
  roleName: name,
  roleType: 'CustomRole',
  type: 'Microsoft.Authorization/roleDefinitions',
  updatedBy: idOf('someone'),
  updatedOn: '2024-03-01T08:00:00.123456+00:00',
});
export const identityPath = (name: string, group = inGroup): string =>
  `${group.replace('resourceGroups', 'resourcegroups')}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
/** An element of `az identity list`. */
export const azIdentity = (name: string): Json => ({
  clientId: clientOf(name),
  id: identityPath(name),
  isolationScope: 'None',
  location: 'westeurope',
  name,
  principalId: idOf(name),
  resourceGroup: 'app',
  systemData: null,
  tags: {},
  tenantId: tenant,
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
});
/** What a resource carries. */
export const carries = (system: string | null, ...assigned: readonly string[]): Json => ({
  principalId: system === null ? null : idOf(system),
  tenantId: system === null ? null : tenant,
  type:
    system === null
      ? 'UserAssigned'
      : assigned.length === 0
        ? 'SystemAssigned'
        : 'SystemAssigned, UserAssigned',
  userAssignedIdentities:
    assigned.length === 0
      ? null
      : Object.fromEntries(
          assigned.map((name) => [identityPath(name), { clientId: clientOf(name), principalId: idOf(name) }]),
        ),
});
/** An element of `az resource list`. */
export const azResource = (type: string, name: string, identity: Json | null, part: Json = {}): Json => ({
  changedTime: '2024-04-01T00:00:00.123456+00:00',
  createdTime: '2024-04-01T00:00:00.123456+00:00',
  extendedLocation: null,
  id: `${inGroup}/providers/${type}/${name}`,
  identity,
  kind: null,
  location: 'westeurope',
  managedBy: null,
  name,
  plan: null,
  properties: null,
  provisioningState: 'Succeeded',
  resourceGroup: 'app',
  sku: null,
  tags: {},
  type,
  ...part,
});
/** `az keyvault show`; its list has no properties. */
export const azVault = (name: string, properties: Json): Json => ({
  id: `${inGroup}/providers/Microsoft.KeyVault/vaults/${name}`,
  location: 'westeurope',
  name,
  properties: {
    accessPolicies: [],
    createMode: null,
    enablePurgeProtection: true,
    enableRbacAuthorization: false,
    enableSoftDelete: true,
    enabledForDeployment: false,
    enabledForDiskEncryption: null,
    enabledForTemplateDeployment: null,
    networkAcls: null,
    provisioningState: 'Succeeded',
    publicNetworkAccess: 'Enabled',
    sku: { family: 'A', name: 'standard' },
    softDeleteRetentionInDays: 90,
    tenantId: tenant,
    vaultUri: `https://${name}.vault.azure.net/`,
    ...properties,
  },
  resourceGroup: 'app',
  systemData: null,
  tags: {},
  type: 'Microsoft.KeyVault/vaults',
});
export const accessPolicy = (who: string, secrets: readonly string[]): Json => ({
  applicationId: null,
  objectId: idOf(who),
  permissions: { certificates: [], keys: [], secrets, storage: [] },
  tenantId: tenant,
});

export const directoryRoles = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Directory Synchronization Accounts': 'd29b2b05-8046-44ba-8758-1e26182fcf32',
  'Hybrid Identity Administrator': '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
  'Application Developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'Partner Tier2 Support': 'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
  'Partner Tier1 Support': '4ba39ca4-527c-499a-b93d-d9b492c50246',
  'Intune Administrator': '3a2c62db-5318-420d-8d74-23affee5d9d5',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Identity Governance Administrator': '45d8d3c5-c802-45c6-b32a-1d70b5e1e86e',
  'Knowledge Administrator': 'b5a8dcf3-09d5-43a9-a639-8e29ef291470',
  'Directory Writers': '9360feb5-f418-4baa-8175-e2a00bac4301',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const;
export type DirectoryRoleName = keyof typeof directoryRoles;

/** What AzureHound writes: objects with `kind`, ids in capitals where it has them so. */
export const hound = (...data: readonly (readonly [kind: string, data: Json])[]): Json => ({
  data: data.map(([kind, each]) => ({ kind, data: { ...each, tenantId: tenant, tenantName: 'Contoso' } })),
  meta: { type: 'azure', version: 5, count: data.length },
});
export const hTenant: readonly [string, Json] = [
  'AZTenant',
  { id: `/tenants/${tenant}`, displayName: 'Contoso', collected: true },
];
export const hSp = (name: string, part: Json = {}): readonly [string, Json] => [
  'AZServicePrincipal',
  { ...azSp(name), id: idOf(name).toUpperCase(), ...part },
];
export const hApp = (name: string, part: Json = {}): readonly [string, Json] => ['AZApp', azApp(name, part)];
export const hUser = (name: string, part: Json = {}): readonly [string, Json] => [
  'AZUser',
  {
    accountEnabled: true,
    createdDateTime: '2024-01-01T00:00:00Z',
    displayName: name,
    id: idOf(name),
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: false,
    userPrincipalName: `${name}@contoso.example`,
    userType: 'Member',
    ...part,
  },
];
export const hGroup = (name: string, part: Json = {}): readonly [string, Json] => [
  'AZGroup',
  {
    displayName: name,
    id: idOf(name),
    isAssignableToRole: false,
    securityEnabled: true,
    groupTypes: [],
    ...part,
  },
];
const typed = (name: string, type: string): Json => ({
  '@odata.type': `#microsoft.graph.${type}`,
  id: idOf(name),
});
export const hMember = (group: string, member: string, type = 'user'): readonly [string, Json] => [
  'AZGroupMember',
  { groupId: idOf(group), members: [{ groupId: idOf(group), member: typed(member, type) }] },
];
export const hOwner = (
  of: 'App' | 'ServicePrincipal' | 'Group',
  object: string,
  owner: string,
  type = 'user',
): readonly [string, Json] => {
  const key =
    of === 'App'
      ? { appId: clientOf(object) }
      : of === 'Group'
        ? { groupId: idOf(object) }
        : { servicePrincipalId: idOf(object) };
  return [`AZ${of}Owner`, { ...key, owners: [{ ...key, owner: typed(owner, type) }] }];
};
/** A role of the directory; of an application alone by its object id. */
export const hDirectory = (
  who: string,
  role: DirectoryRoleName | string,
  scope = '/',
): readonly [string, Json] => {
  const id = (directoryRoles as Readonly<Record<string, string>>)[role] ?? idOf(role);
  return [
    'AZRoleAssignment',
    {
      roleDefinitionId: id,
      roleAssignments: [
        {
          id: `${who}-${role}-${scope}`,
          directoryScopeId: scope,
          principalId: idOf(who),
          roleDefinitionId: id,
        },
      ],
    },
  ];
};
export const hEligible = (who: string, role: DirectoryRoleName): readonly [string, Json] => [
  'AZRoleEligibilityScheduleInstance',
  {
    directoryScopeId: '/',
    id: `${who}-${role}-eligible`,
    principalId: idOf(who),
    roleDefinitionId: directoryRoles[role],
    startDateTime: '2026-01-01T00:00:00Z',
  },
];
export const graphSp: readonly [string, Json] = hSp('Microsoft Graph', {
  appId: '00000003-0000-0000-c000-000000000000',
  appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
});
export const permissions = {
  'RoleManagement.ReadWrite.Directory': '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'GroupMember.ReadWrite.All': 'dbaae8cf-10b5-4b86-a4a1-f871c94c6695',
  'Group.ReadWrite.All': '62a82d76-70ea-41e2-9197-370581804d09',
  'Directory.ReadWrite.All': '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'UserAuthenticationMethod.ReadWrite.All': '50483e42-d915-4231-9639-7fdb7fd190e5',
} as const;
export type PermissionName = keyof typeof permissions;
export const hPermission = (
  who: string,
  name: PermissionName,
  to = 'Microsoft Graph',
): readonly [string, Json] => [
  'AZAppRoleAssignment',
  {
    appRoleId: permissions[name],
    createdDateTime: '2024-01-01T00:00:00Z',
    id: `${who}-${name}`,
    principalDisplayName: who,
    principalId: idOf(who),
    principalType: 'ServicePrincipal',
    resourceDisplayName: to,
    resourceId: idOf(to),
    appId: to === 'Microsoft Graph' ? '00000003-0000-0000-c000-000000000000' : clientOf(to),
  },
];
