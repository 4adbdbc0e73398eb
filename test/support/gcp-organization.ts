/** An organisation of Google Cloud for the fake: one of everything in its first project, accounts in all. */

export interface FakeProject {
  readonly id: string;
  readonly number: string;
  readonly folder: string;
  /** APIs, without `.googleapis.com`. */
  readonly enabled: readonly string[];
  readonly accounts: readonly string[];
  /** Keys of each account that people have; Google's own come on top. */
  readonly keys: number;
}

export interface FakeOrganization {
  readonly number: string;
  readonly folders: readonly string[];
  readonly projects: readonly FakeProject[];
  /** Members by address of a group. */
  readonly groups: ReadonlyMap<string, readonly { readonly id: string; readonly type: string }[]>;
  /** Names of buckets with a policy, by project. */
  readonly buckets: number;
}

const everything = [
  'compute',
  'run',
  'cloudfunctions',
  'container',
  'dataflow',
  'workflows',
  'dataproc',
  'composer',
  'notebooks',
  'apikeys',
  'agentidentity',
  'agentregistry',
  'aiplatform',
  'privilegedaccessmanager',
];

export const addressOf = (name: string, project: string): string =>
  `${name}@${project}.iam.gserviceaccount.com`;

export const fakeOrganization = (projects = 3, accounts = 2, keys = 1, buckets = 1): FakeOrganization => ({
  number: '1',
  folders: ['2'],
  projects: Array.from({ length: projects }, (_, at) => ({
    id: `acme-p${String(at).padStart(4, '0')}`,
    number: String(100 + at),
    folder: '2',
    enabled: at === 0 ? everything : ['compute'],
    accounts: Array.from({ length: accounts }, (_each, n) => `sa-${n}`),
    keys,
  })),
  groups: new Map([
    [
      'admins@acme.test',
      [
        { id: 'ann@acme.test', type: 'USER' },
        { id: 'inner@acme.test', type: 'GROUP' },
      ],
    ],
    ['inner@acme.test', [{ id: addressOf('sa-0', 'acme-p0000'), type: 'SERVICE_ACCOUNT' }]],
  ]),
  buckets,
});

export interface Asset {
  readonly name: string;
  readonly assetType: string;
  readonly ancestors: readonly string[];
  readonly resource?: { readonly data: Readonly<Record<string, unknown>> };
  readonly iamPolicy?: Readonly<Record<string, unknown>>;
  readonly orgPolicy?: readonly unknown[];
}

const crm = '//cloudresourcemanager.googleapis.com/';
const iam = '//iam.googleapis.com/';

export const condition = {
  title: 'until summer',
  expression: 'request.time < timestamp("2026-06-01T00:00:00Z")',
};

export const accountId = (project: FakeProject, at: number): string => `9${project.number}00${at}`;

/** The allow policy of a node of the tree or of an account. */
export const policyOf = (organization: FakeOrganization, name: string): Readonly<Record<string, unknown>> => {
  const [first] = organization.projects;
  const own = first === undefined ? '' : addressOf('sa-0', first.id);
  if (name.startsWith('organizations/'))
    return {
      version: 1,
      etag: 'ACAB',
      bindings: [
        { role: 'roles/resourcemanager.organizationAdmin', members: ['group:admins@acme.test'] },
        { role: 'organizations/1/roles/reader', members: [`serviceAccount:${own}`] },
      ],
    };
  if (name.startsWith('folders/'))
    return {
      version: 1,
      etag: 'ACAB',
      bindings: [{ role: 'roles/viewer', members: [`serviceAccount:${own}`] }],
    };
  if (name.includes('/serviceAccounts/'))
    return name.includes('sa-0')
      ? {
          version: 1,
          etag: 'ACAB',
          bindings: [
            {
              role: 'roles/iam.workloadIdentityUser',
              members: [
                'principalSet://iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci/attribute.repository/acme/web',
              ],
            },
          ],
        }
      : { etag: 'ACAB' };
  return {
    version: 3,
    etag: 'ACAB',
    bindings: [{ role: 'roles/editor', members: [`serviceAccount:${own}`], condition }],
  };
};

export const project = (each: FakeProject) => ({
  name: `projects/${each.number}`,
  projectId: each.id,
  parent: `folders/${each.folder}`,
  displayName: each.id,
  state: 'ACTIVE',
  labels: { environment: 'production' },
});

export const account = (each: FakeProject, name: string, at: number) => ({
  name: `projects/${each.id}/serviceAccounts/${addressOf(name, each.id)}`,
  projectId: each.id,
  uniqueId: accountId(each, at),
  email: addressOf(name, each.id),
  oauth2ClientId: accountId(each, at),
});

export const keysOf = (each: FakeProject, name: string) => [
  ...Array.from({ length: each.keys }, (_, at) => ({
    name: `projects/${each.id}/serviceAccounts/${addressOf(name, each.id)}/keys/${each.number}${name}${at}`,
    keyType: 'USER_MANAGED',
    keyOrigin: 'GOOGLE_PROVIDED',
    keyAlgorithm: 'KEY_ALG_RSA_2048',
    validAfterTime: '2024-01-01T00:00:00Z',
    validBeforeTime: '9999-12-31T23:59:59Z',
    ...(at === 0 && name === 'sa-0'
      ? {
          disabled: true,
          disableReason: 'SERVICE_ACCOUNT_KEY_DISABLE_REASON_EXPOSED',
          extendedStatus: [
            { key: 'SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_EXPOSED', value: 'https://x.test' },
          ],
        }
      : {}),
  })),
  {
    name: `projects/${each.id}/serviceAccounts/${addressOf(name, each.id)}/keys/google${each.number}${name}`,
    keyType: 'SYSTEM_MANAGED',
    keyOrigin: 'GOOGLE_PROVIDED',
  },
];

export const role = (node: string) => ({
  name: `${node}/roles/reader`,
  title: 'Reader',
  stage: 'GA',
  includedPermissions: ['storage.objects.get'],
  etag: 'x',
});

export const pool = ({ number }: FakeProject) => ({
  name: `projects/${number}/locations/global/workloadIdentityPools/ci`,
  state: 'ACTIVE',
  mode: 'FEDERATION_ONLY',
});

export const provider = (each: FakeProject) => ({
  name: `${pool(each).name}/providers/github`,
  state: 'ACTIVE',
  attributeMapping: { 'google.subject': 'assertion.sub' },
  oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
});

export const denial = (node: string) => ({
  name: `policies/cloudresourcemanager.googleapis.com%2F${node.replace('/', '%2F')}/denypolicies/no-keys`,
  displayName: 'no keys',
  rules: [
    {
      denyRule: {
        deniedPrincipals: ['principalSet://goog/public:all'],
        deniedPermissions: ['iam.googleapis.com/serviceAccountKeys.create'],
      },
    },
  ],
});

export const apiKey = ({ number, id }: FakeProject) => ({
  name: `projects/${number}/locations/global/keys/k1`,
  uid: 'k1',
  displayName: 'maps',
  createTime: '2024-01-01T00:00:00Z',
  serviceAccountEmail: addressOf('sa-0', id),
  restrictions: { apiTargets: [{ service: 'translate.googleapis.com' }] },
});

export const boundary = {
  name: 'organizations/1/locations/global/principalAccessBoundaryPolicies/own',
  displayName: 'own',
  details: { enforcementVersion: '3', rules: [{ resources: [`${crm}organizations/1`], effect: 'ALLOW' }] },
};

export const policyBinding = (node: string) => ({
  name: `${node}/locations/global/policyBindings/own`,
  target: { principalSet: `${crm}${node}` },
  policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
  policy: boundary.name,
});

/** As Workspace shares it. https://cloud.google.com/logging/docs/audit/gsuite-audit-logging */
export const delegationEntry = {
  logName: 'organizations/1/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2026-03-01T10:00:00Z',
  insertId: 'x',
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'admin.googleapis.com',
    methodName: 'google.admin.AdminService.authorizeApiClientAccess',
    authenticationInfo: { principalEmail: 'root@acme.test' },
    metadata: {
      event: [
        {
          eventName: 'AUTHORIZE_API_CLIENT_ACCESS',
          parameter: [
            { name: 'API_CLIENT_NAME', value: '9100000' },
            { name: 'API_SCOPES', multiStrValue: ['https://www.googleapis.com/auth/gmail.send'] },
          ],
        },
      ],
    },
  },
};

export const accessPolicy = {
  name: 'organizations/1/locations/global/accessPolicies/buses',
  displayName: 'buses',
  details: {
    rules: [
      {
        effect: 'DENY',
        principals: ['principalSet://goog/group/ops@acme.test'],
        operation: { permissions: ['eventarc.googleapis.com/messageBuses.publish'] },
        conditions: { 'iam.googleapis.com': { expression: "resource.matchTag('1/env', 'prod')" } },
      },
    ],
  },
};

export const accessBinding = (node: string) => ({
  name: `${node}/locations/global/policyBindings/buses`,
  target: { resource: `${crm}${node}` },
  policyKind: 'ACCESS',
  policy: accessPolicy.name,
});

export const instance = ({ id, number }: FakeProject) => ({
  name: 'vm',
  selfLink: `https://www.googleapis.com/compute/v1/projects/${id}/zones/europe-west1-b/instances/vm`,
  serviceAccounts: [{ email: `${number}-compute@developer.gserviceaccount.com`, scopes: ['cloud-platform'] }],
});

const known = new WeakMap<FakeOrganization, readonly Asset[]>();

/** All assets of the organisation, as the inventory has them. */
export const assetsOf = (organization: FakeOrganization): readonly Asset[] => {
  const assets = known.get(organization) ?? makeAssets(organization);
  known.set(organization, assets);
  return assets;
};

const makeAssets = (organization: FakeOrganization): readonly Asset[] => {
  const org = `organizations/${organization.number}`;
  const asset = (
    name: string,
    assetType: string,
    ancestors: readonly string[],
    data: Readonly<Record<string, unknown>>,
    more: Partial<Asset> = {},
  ): Asset => ({ name, assetType, ancestors, resource: { data }, ...more });
  const policy = (name: string) => ({ iamPolicy: policyOf(organization, name) });
  return [
    asset(
      `${crm}${org}`,
      'cloudresourcemanager.googleapis.com/Organization',
      [org],
      { name: org, displayName: 'acme.test' },
      {
        ...policy(org),
        orgPolicy: [
          {
            constraint: 'constraints/iam.disableServiceAccountKeyCreation',
            booleanPolicy: { enforced: true },
          },
        ],
      },
    ),
    asset(`${iam}${org}/roles/reader`, 'iam.googleapis.com/Role', [org], role(org)),
    asset(`${iam}${boundary.name}`, 'iam.googleapis.com/PrincipalAccessBoundaryPolicy', [org], boundary),
    asset(`${iam}${denial(org).name}`, 'iam.googleapis.com/PolicyV2', [org], denial(org)),
    ...organization.folders.map((folder) =>
      asset(
        `${crm}folders/${folder}`,
        'cloudresourcemanager.googleapis.com/Folder',
        [`folders/${folder}`, org],
        { name: `folders/${folder}`, parent: org, displayName: 'all' },
        policy(`folders/${folder}`),
      ),
    ),
    ...organization.projects.flatMap((each, at): readonly Asset[] => {
      const above = [`projects/${each.number}`, `folders/${each.folder}`, org];
      const own = each.accounts.flatMap((name, n): readonly Asset[] => [
        asset(
          `${iam}projects/${each.id}/serviceAccounts/${accountId(each, n)}`,
          'iam.googleapis.com/ServiceAccount',
          above,
          account(each, name, n),
          policy(`projects/${each.id}/serviceAccounts/${addressOf(name, each.id)}`),
        ),
        ...keysOf(each, name).map((key) =>
          asset(
            `${iam}projects/${each.id}/serviceAccounts/${accountId(each, n)}/keys/${key.name.slice(key.name.lastIndexOf('/') + 1)}`,
            'iam.googleapis.com/ServiceAccountKey',
            above,
            key,
          ),
        ),
      ]);
      const vm = instance(each);
      return [
        asset(
          `${crm}projects/${each.number}`,
          'cloudresourcemanager.googleapis.com/Project',
          above,
          { ...project(each), projectNumber: each.number },
          policy(`projects/${each.id}`),
        ),
        ...own,
        ...Array.from({ length: organization.buckets }, (_, n) => ({
          name: `//storage.googleapis.com/${each.id}-b${n}`,
          assetType: 'storage.googleapis.com/Bucket',
          ancestors: above,
          iamPolicy: {
            etag: 'ACAB',
            bindings: [
              {
                role: 'roles/storage.objectViewer',
                members: [`serviceAccount:${addressOf(each.accounts[0] ?? 'x', each.id)}`],
              },
            ],
          },
        })),
        ...(at === 0
          ? [
              asset(`${iam}${pool(each).name}`, 'iam.googleapis.com/WorkloadIdentityPool', above, pool(each)),
              asset(
                `${iam}${provider(each).name}`,
                'iam.googleapis.com/WorkloadIdentityPoolProvider',
                above,
                provider(each),
              ),
              asset(
                `//apikeys.googleapis.com/${apiKey(each).name}`,
                'apikeys.googleapis.com/Key',
                above,
                apiKey(each),
              ),
              asset(
                `//compute.googleapis.com/projects/${each.id}/zones/europe-west1-b/instances/vm`,
                'compute.googleapis.com/Instance',
                above,
                vm,
              ),
            ]
          : []),
      ];
    }),
  ];
};
