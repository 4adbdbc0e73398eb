/** Sound inputs of Azure and Google Cloud, small, as the providers' own tools write them. */

const tenant = '11111111-1111-4111-8111-111111111111';
const guid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
const subscription = '5aaaaaaa-0000-4000-8000-000000000001';
const subscriptionPath = `/subscriptions/${subscription}`;
const bot = '0b000000-0000-4000-8000-000000000001';
const application = '0c000000-0000-4000-8000-000000000001';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const rolePath = `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${owner}`;

const delegation = `(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})\n )\n OR \n (\n  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${owner}, acdd72a7-3385-48ef-bd42-f606fba81ae7}\n  AND\n  @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'\n )\n)`;
const conditions = [
  delegation,
  "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringLike 'a*?\\*' && NOT Exists @Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Project]",
  "(@Environment[UtcNow] DateTimeLessThan '2027-01-01T00:00:00Z') AND @Environment[isPrivateLink] BoolEquals true OR SubOperationMatches{'Blob.List'}",
  "ActionMatches{'Microsoft.Compute/*/read'} AND @Resource[x:y] NumericGreaterThanEquals '10' AND @Resource[a] ForAllOfAllValues:StringNotEquals {'it''s', \"b\"}",
];

const principal = {
  accountEnabled: true,
  appId: application,
  appOwnerOrganizationId: tenant,
  appRoles: [{ id: owner, value: 'Read.All', allowedMemberTypes: ['Application'] }],
  displayName: 'bot',
  id: bot,
  passwordCredentials: [
    {
      displayName: 'ci',
      endDateTime: '2027-01-01T00:00:00Z',
      keyId: owner,
      startDateTime: '2025-01-01T00:00:00Z',
    },
  ],
  servicePrincipalType: 'Application',
  tags: ['HideApp'],
};
const assignment = {
  condition: delegation,
  conditionVersion: '2.0',
  createdOn: '2024-01-01T00:00:00.000000+00:00',
  id: `${subscriptionPath}/providers/Microsoft.Authorization/roleAssignments/1`,
  principalId: bot,
  principalType: 'ServicePrincipal',
  roleDefinitionId: rolePath,
  scope: subscriptionPath,
  type: 'Microsoft.Authorization/roleAssignments',
};
const cliLists: readonly object[] = [
  principal,
  assignment,
  {
    assignableScopes: [subscriptionPath, '/'],
    id: rolePath,
    name: owner,
    permissions: [
      {
        actions: ['*/read', 'Microsoft.Compute/*'],
        dataActions: [],
        notActions: ['*/delete'],
        notDataActions: [],
      },
    ],
    roleName: 'ours',
    roleType: 'CustomRole',
  },
  { appId: application, displayName: 'bot', id: owner, requiredResourceAccess: [], passwordCredentials: [] },
  { displayName: 'g', groupTypes: ['DynamicMembership'], id: owner, securityEnabled: true },
  { displayName: 'u', id: owner, userPrincipalName: 'u@contoso.example' },
  {
    clientId: application,
    id: `${subscriptionPath}/resourcegroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi`,
    name: 'mi',
    principalId: bot,
    tags: { owner: 'a@b.example' },
    tenantId: tenant,
  },
  {
    audiences: ['api://AzureADTokenExchange'],
    id: `${subscriptionPath}/resourcegroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi/federatedIdentityCredentials/gh`,
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:acme/web:ref:refs/heads/main',
  },
  { homeTenantId: tenant, id: subscription, name: 'Production', state: 'Enabled', tenantId: tenant },
  {
    id: `${subscriptionPath}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`,
    identity: { principalId: bot, tenantId: tenant, type: 'SystemAssigned', userAssignedIdentities: null },
    managedBy: null,
    name: 'web',
    type: 'Microsoft.Compute/virtualMachines',
  },
];
const hound: readonly (readonly [kind: string, data: object])[] = [
  ['AZTenant', { id: `/tenants/${tenant}`, displayName: 'Contoso' }],
  ['AZServicePrincipal', principal],
  ['AZApp', { id: owner, appId: application, displayName: 'bot' }],
  [
    'AZAppOwner',
    {
      appId: application,
      owners: [{ owner: { id: bot, '@odata.type': '#microsoft.graph.servicePrincipal' } }],
    },
  ],
  ['AZGroupMember', { groupId: owner, members: [{ groupId: owner, member: { id: bot } }] }],
  ['AZSubscription', { id: subscriptionPath, subscriptionId: subscription, displayName: 'Production' }],
  [
    'AZSubscriptionRoleAssignment',
    {
      roleAssignments: [
        {
          roleAssignment: {
            id: assignment.id,
            properties: { principalId: bot, roleDefinitionId: rolePath, scope: subscriptionPath },
          },
        },
      ],
    },
  ],
  [
    'AZManagementGroupDescendant',
    {
      id: subscriptionPath,
      name: subscription,
      type: '/subscriptions',
      properties: { parent: { id: '/providers/Microsoft.Management/managementGroups/prod' } },
    },
  ],
  ['AZVM', { id: `${subscriptionPath}/x/VM`, name: 'web', identity: { principalId: bot }, properties: {} }],
  ['AZDevice', { id: 'x' }],
];

const robot = 'ci@shop.iam.gserviceaccount.com';
const roles = "'roles/viewer', 'roles/editor'";
const expressions = [
  'request.time < timestamp("2027-01-01T00:00:00Z") && resource.name.startsWith("projects/_/buckets/logs")',
  `api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([${roles}])`,
  "assertion.repository=='acme/web' && attribute['ref'] in ['refs/heads/main', r'refs\\tags'] || !(assertion.x != 1)",
  '(request.time + duration("1h30m")).getFullYear() == 2026 ? true : resource.type == "a" // why',
  'request.time.getHours("Europe/Berlin") >= 9 && request.time - timestamp("2026-01-01T00:00:00Z") <= duration("-3600s")',
];
const accounts = [
  {
    displayName: 'CI',
    email: robot,
    etag: 'x',
    name: `projects/shop/serviceAccounts/${robot}`,
    projectId: 'shop',
    uniqueId: '11',
  },
];
const bindings = [
  { members: [`serviceAccount:${robot}`, 'group:ops@example.com', 'allUsers'], role: 'roles/owner' },
  {
    condition: { expression: expressions[0], title: 't' },
    members: ['user:a@example.com'],
    role: 'projects/shop/roles/x',
  },
];
const gcloud: readonly object[] = [
  accounts,
  [
    {
      keyType: 'USER_MANAGED',
      name: `projects/shop/serviceAccounts/${robot}/keys/abc`,
      validAfterTime: '2025-01-01T00:00:00Z',
      validBeforeTime: '9999-12-31T23:59:59Z',
    },
  ],
  [
    {
      includedPermissions: ['iam.serviceAccounts.actAs'],
      name: 'projects/shop/roles/x',
      stage: 'GA',
      title: 'X',
    },
  ],
  [
    {
      lifecycleState: 'ACTIVE',
      name: 'Shop',
      parent: { id: '10', type: 'folder' },
      projectId: 'shop',
      projectNumber: '100',
    },
  ],
  [{ displayName: 'shops', lifecycleState: 'ACTIVE', name: 'folders/10', parent: 'organizations/1' }],
  [
    {
      assetType: 'cloudresourcemanager.googleapis.com/Project',
      folders: ['folders/10'],
      organization: 'organizations/1',
      policy: { bindings },
      project: 'projects/100',
      resource: '//cloudresourcemanager.googleapis.com/projects/shop',
    },
  ],
  [
    {
      attributeCondition: expressions[2],
      attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.ref': 'assertion.ref' },
      name: 'projects/100/locations/global/workloadIdentityPools/ci/providers/gh',
      oidc: { allowedAudiences: ['x'], issuerUri: 'https://token.actions.githubusercontent.com' },
      state: 'ACTIVE',
    },
  ],
  [
    {
      eligibleUsers: [{ principals: ['user:a@example.com'] }],
      maxRequestDuration: '3600s',
      name: 'projects/shop/locations/global/entitlements/e',
      privilegedAccess: {
        gcpIamAccess: {
          resource: '//cloudresourcemanager.googleapis.com/projects/shop',
          roleBindings: [{ conditionExpression: expressions[0], role: 'roles/owner' }],
        },
      },
    },
  ],
  {
    kind: 'DenyPolicy',
    name: 'policies/cloudresourcemanager.googleapis.com%2Fprojects%2F100/denypolicies/d',
    rules: [
      {
        denyRule: {
          denialCondition: { expression: expressions[4] },
          deniedPermissions: ['iam.googleapis.com/serviceAccounts.actAs'],
          deniedPrincipals: ['principalSet://goog/public:all'],
        },
      },
    ],
  },
];
const ancestors = ['projects/100', 'folders/10', 'organizations/1'];
const assets: readonly object[] = [
  {
    name: '//cloudresourcemanager.googleapis.com/projects/100',
    asset_type: 'cloudresourcemanager.googleapis.com/Project',
    resource: {
      data: { projectId: 'shop', projectNumber: 100, name: 'Shop', parent: { type: 'folder', id: '10' } },
    },
    iam_policy: { bindings },
    ancestors,
  },
  {
    name: `//iam.googleapis.com/projects/shop/serviceAccounts/11`,
    asset_type: 'iam.googleapis.com/ServiceAccount',
    resource: { data: accounts[0] },
    ancestors,
  },
  {
    name: '//compute.googleapis.com/projects/shop/zones/z/instances/i',
    asset_type: 'compute.googleapis.com/Instance',
    resource: { data: { serviceAccounts: [{ email: robot }], labels: { a: 'b' } } },
    ancestors,
  },
  {
    name: '//cloudresourcemanager.googleapis.com/projects/100',
    asset_type: 'cloudresourcemanager.googleapis.com/Project',
    org_policy: [
      { constraint: 'constraints/iam.disableServiceAccountKeyCreation', boolean_policy: { enforced: true } },
    ],
    ancestors,
  },
];

/** Rows of Resource Graph: the same columns in every table. */
const row = (type: string, id: string, properties: object): object => ({
  id,
  identity: null,
  location: 'westeurope',
  managedBy: '',
  name: id.slice(id.lastIndexOf('/') + 1),
  properties,
  resourceGroup: 'app',
  subscriptionId: guid('5'),
  tenantId: tenant,
  type,
});
const rows = [
  row(
    'microsoft.authorization/roleassignments',
    `/subscriptions/${guid('5')}/providers/Microsoft.Authorization/RoleAssignments/${guid('9')}`,
    {
      principalId: guid('1'),
      principalType: 'ServicePrincipal',
      roleDefinitionId: `/providers/Microsoft.Authorization/RoleDefinitions/${guid('8')}`,
      scope: `/subscriptions/${guid('5')}`,
    },
  ),
  row('microsoft.resources/subscriptions', `/subscriptions/${guid('5')}`, {
    managementGroupAncestorsChain: [{ name: 'corp' }],
    state: 'Enabled',
  }),
  row('microsoft.management/managementgroups', '/providers/Microsoft.Management/managementGroups/corp', {
    details: { parent: { name: 'root' } },
    displayName: 'corp',
  }),
];

export const cloudSeeds = {
  azureRows: [
    JSON.stringify({ count: rows.length, data: rows, skip_token: null, total_records: rows.length }),
    JSON.stringify(rows),
  ],
  azureCli: cliLists.map((element) => JSON.stringify([element])),
  azureHound: [
    JSON.stringify({
      data: hound.map(([kind, data]) => ({ kind, data: { ...data, tenantId: tenant } })),
      meta: { type: 'azure', version: 5 },
    }),
  ],
  azureConditions: conditions,
  gcloud: gcloud.map((output) => JSON.stringify(output)),
  gcpAssets: [assets.map((asset) => JSON.stringify(asset)).join('\n')],
  cel: expressions,
} as const;
