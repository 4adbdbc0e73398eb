import { gcloudLists } from '../connectors/gcp/import/gcloud-lists.ts';
import { activitiesPage } from '../connectors/gcp/import/workspace.ts';
import { cloudSeeds } from './seeds-cloud.ts';

/** Outputs of the providers' tools that are small and many: one of each, so that every reader is reached. */

const id = '0d000000-0000-4000-8000-000000000001';
const account = '111122223333';
const created = '2023-01-01T00:00:00+00:00';

const awsLists: readonly object[] = [
  {
    AccessKeyMetadata: [
      { UserName: 'ci', AccessKeyId: 'AKIAEXAMPLE', Status: 'Active', CreateDate: created },
    ],
  },
  {
    Accounts: [
      {
        Id: account,
        Arn: `arn:aws:organizations::${account}:account/o-a/${account}`,
        Name: 'prod',
        Status: 'ACTIVE',
      },
    ],
  },
  { Certificates: [{ UserName: 'ci', CertificateId: 'X', Status: 'Active', UploadDate: created }] },
  {
    DelegationRequests: [
      {
        DelegationRequestId: 'd',
        Description: 'x',
        State: 'PENDING',
        OwnerAccountId: account,
        CreateDate: created,
      },
    ],
  },
  {
    OpenIDConnectProviderList: [
      { Arn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
    ],
  },
  {
    Parameters: [
      {
        Name: '/a/b',
        Type: 'SecureString',
        LastModifiedDate: created,
        ARN: `arn:aws:ssm:eu-central-1:${account}:parameter/a/b`,
      },
    ],
  },
  {
    SAMLProviderList: [
      { Arn: `arn:aws:iam::${account}:saml-provider/idp`, ValidUntil: created, CreateDate: created },
    ],
  },
  { SSHPublicKeys: [{ UserName: 'ci', SSHPublicKeyId: 'APKA', Status: 'Active', UploadDate: created }] },
  {
    SecretList: [
      {
        ARN: `arn:aws:secretsmanager:eu-central-1:${account}:secret:a-x`,
        Name: 'a',
        RotationEnabled: false,
        Tags: [],
      },
    ],
    NextToken: 'x',
  },
  {
    ServiceSpecificCredentials: [
      {
        UserName: 'ci',
        ServiceSpecificCredentialId: 'ACCA',
        ServiceName: 'bedrock.amazonaws.com',
        Status: 'Active',
        CreateDate: created,
        ServiceUserName: 'ci-at-x',
      },
    ],
  },
];

const hmac = {
  accessId: 'GOOG1E',
  serviceAccountEmail: 'ci@shop.iam.gserviceaccount.com',
  state: 'ACTIVE',
  timeCreated: created,
  projectId: 'shop',
};
const gcloudMore: readonly object[] = [
  {
    bindings: [{ members: ['allUsers', 'deleted:user:a@b.example?uid=1'], role: 'roles/viewer' }],
    etag: 'BwX',
    version: 3,
  },
  [hmac],
  [
    {
      name: 'groups/a/memberships/b',
      preferredMemberKey: { id: 'a@example.com' },
      roles: [{ name: 'OWNER' }],
      type: 'USER',
    },
  ],
];

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets#secretitem */
const vaultSecret = {
  attributes: { created, enabled: true, expires: null, updated: created },
  contentType: 'text/plain',
  id: 'https://shop.vault.azure.net/secrets/ci-key',
  managed: null,
  name: 'ci-key',
  tags: { of: 'ci' },
};

/** https://learn.microsoft.com/rest/api/azure/devops/serviceendpoint/endpoints/get-service-endpoints */
const serviceConnection = {
  id,
  name: 'prod',
  type: 'azurerm',
  url: 'https://management.azure.com/',
  isReady: true,
  isShared: false,
  authorization: {
    scheme: 'WorkloadIdentityFederation',
    parameters: { serviceprincipalid: id, tenantid: id, workloadIdentityFederationSubject: 'sc://o/p/prod' },
  },
  data: { subscriptionId: id, scopeLevel: 'Subscription' },
  serviceEndpointProjectReferences: [{ name: 'prod', projectReference: { id, name: 'shop' } }],
};
const subscription = '/subscriptions/5aaaaaaa-0000-4000-8000-000000000001';
const resource = (kind: string, properties: object): readonly [string, object] => [
  kind,
  {
    id: `${subscription}/resourceGroups/a/providers/x/${kind}`,
    name: kind,
    identity: { principalId: id, type: 'SystemAssigned' },
    properties,
    tags: { owner: 'a' },
  },
];
const houndMore: readonly (readonly [kind: string, data: object])[] = [
  ['AZUser', { id, displayName: 'u', userPrincipalName: 'u@contoso.example', accountEnabled: true }],
  ['AZGroup', { id, displayName: 'g', isAssignableToRole: true, securityEnabled: true }],
  [
    'AZRole',
    {
      id,
      displayName: 'Helpdesk',
      isBuiltIn: true,
      rolePermissions: [{ allowedResourceActions: ['a/b/c'] }],
    },
  ],
  ['AZServicePrincipalOwner', { servicePrincipalId: id, owners: [{ owner: { id } }] }],
  ['AZGroupOwner', { groupId: id, owners: [{ owner: { id, '@odata.type': '#microsoft.graph.user' } }] }],
  [
    'AZRoleAssignment',
    { roleDefinitionId: id, roleAssignments: [{ id: 'r', principalId: id, directoryScopeId: '/' }] },
  ],
  [
    'AZRoleEligibilityScheduleInstance',
    { id: 'e', principalId: id, roleDefinitionId: id, directoryScopeId: '/', endDateTime: null },
  ],
  [
    'AZRoleManagementPolicyAssignment',
    { id: 'p', roleDefinitionId: id, endUserAssignmentRequiresApproval: true },
  ],
  [
    'AZAppRoleAssignment',
    { appRoleId: id, principalId: id, resourceId: id, principalType: 'ServicePrincipal' },
  ],
  [
    'AZOAuth2PermissionGrant',
    { clientId: id, resourceId: id, consentType: 'AllPrincipals', scope: 'User.Read Mail.Send' },
  ],
  [
    'AZManagementGroup',
    {
      name: 'prod',
      id: '/providers/Microsoft.Management/managementGroups/prod',
      properties: { tenantId: id, details: { parent: { name: 'root' } } },
    },
  ],
  [
    'AZFederatedIdentityCredential',
    {
      appId: id,
      fics: [{ appId: id, fic: { id: 'f', issuer: 'https://x.example', subject: 's', audiences: ['a'] } }],
    },
  ],
  [
    'AZKeyVaultContributor',
    {
      contributors: [
        {
          contributor: {
            id: 'c',
            properties: { principalId: id, roleDefinitionId: id, scope: subscription },
          },
        },
      ],
    },
  ],
  resource('AZManagedCluster', {
    identityProfile: { kubeletidentity: { objectId: id } },
    disableLocalAccounts: false,
  }),
  resource('AZKeyVault', {
    enableRbacAuthorization: false,
    accessPolicies: [{ objectId: id, permissions: { secrets: ['get'] } }],
  }),
  resource('AZStorageAccount', { allowSharedKeyAccess: true }),
  resource('AZAutomationAccount', { disableLocalAuth: true }),
  resource('AZFunctionApp', {}),
];

const hounds = (elements: typeof houndMore): string =>
  JSON.stringify({
    data: elements.map(([kind, data]) => ({ kind, data: { ...data, tenantId: id } })),
    meta: { type: 'azure', version: 5 },
  });

/** Of `az vm list`. */
const machine = {
  hardwareProfile: { vmSize: 'Standard_B1s' },
  id: '/subscriptions/5aaaaaaa-0000-4000-8000-000000000001/resourceGroups/APP/providers/Microsoft.Compute/virtualMachines/web',
  identity: { principalId: '5bbbbbbb-0000-4000-8000-000000000002', type: 'SystemAssigned' },
  location: 'westeurope',
  name: 'web',
  resourceGroup: 'APP',
  type: 'Microsoft.Compute/virtualMachines',
};

/** What `az rest` brings of Graph, a page at a time. */
const graphPages: readonly object[] = [
  { id: 'a', principalId: id, roleDefinitionId: id, directoryScopeId: '/' },
  {
    id: 'i',
    principalId: id,
    roleDefinitionId: id,
    directoryScopeId: '/administrativeUnits/u',
    memberType: 'Group',
    endDateTime: '2027-01-01T00:00:00Z',
  },
  {
    id,
    isBuiltIn: false,
    displayName: 'Own',
    rolePermissions: [{ allowedResourceActions: ['microsoft.directory/applications/credentials/update'] }],
  },
  { id: 'r', appRoleId: id, principalId: id, resourceId: id, principalType: 'ServicePrincipal' },
  { id: 'g', clientId: id, consentType: 'AllPrincipals', resourceId: id, scope: 'User.Read' },
  { id, displayName: 'Unit', isMemberManagementRestricted: true, members: [{ id }] },
  {
    id: 'm',
    accessId: 'member',
    groupId: id,
    principalId: id,
    assignmentType: 'activated',
    memberType: 'direct',
  },
  {
    id: `${subscription}/providers/Microsoft.Authorization/locks/l`,
    level: 'ReadOnly',
    name: 'l',
    notes: null,
  },
];

/** And of Resource Manager. */
const armPages: readonly (readonly [type: string, properties: object])[] = [
  ['roleAssignments', { principalId: id, roleDefinitionId: `${subscription}/r`, scope: subscription }],
  [
    'roleDefinitions',
    { roleName: 'Own', assignableScopes: [subscription], permissions: [{ actions: ['*'], notActions: [] }] },
  ],
  [
    'roleEligibilityScheduleInstances',
    { principalId: id, roleDefinitionId: `${subscription}/r`, scope: subscription, memberType: 'Direct' },
  ],
  [
    'roleAssignmentScheduleInstances',
    {
      principalId: id,
      roleDefinitionId: `${subscription}/r`,
      scope: subscription,
      assignmentType: 'Activated',
      endDateTime: '2026-12-01T00:00:00Z',
    },
  ],
  [
    'denyAssignments',
    { scope: subscription, permissions: [{ actions: ['*'] }], principals: [{ id, type: 'SystemDefined' }] },
  ],
];

const pages: readonly string[] = [
  ...graphPages,
  ...armPages.map(([type, properties]) => ({
    id: `${subscription}/providers/Microsoft.Authorization/${type}/x`,
    name: 'x',
    type: `Microsoft.Authorization/${type}`,
    properties,
  })),
].map((element) => JSON.stringify({ value: [element] }));

export const kindSeeds = {
  awsLists: awsLists.map((output) => JSON.stringify(output)),
  callerIdentity: [
    JSON.stringify({ UserId: 'AIDA:x', Account: account, Arn: `arn:aws:sts::${account}:assumed-role/r/x` }),
  ],
  azureCli: [
    ...cloudSeeds.azureCli,
    ...[[serviceConnection], [machine], [vaultSecret]].map((list) => JSON.stringify(list)),
    ...pages,
  ],
  /** In pieces as well: of short texts many more can be tried. */
  azureHound: [...cloudSeeds.azureHound, hounds(houndMore), ...houndMore.map((each) => hounds([each]))],
  workspace: [
    JSON.stringify(
      activitiesPage({
        client: '1001',
        time: created,
        scopes: ['https://www.googleapis.com/auth/gmail.send'],
      }),
    ),
  ],
  gcloud: [
    ...cloudSeeds.gcloud,
    ...[...gcloudMore, ...gcloudLists.map(({ element }) => [element])].map((output) =>
      JSON.stringify(output),
    ),
  ],
} as const;
