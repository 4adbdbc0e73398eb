import { describe, expect, test } from 'vitest';
import { type Bound, bound, estateOfFiles, type Files, policyOf, wayIn } from './support.ts';

/**
 * Small and incomplete exports, as somebody hands in who tries the tool: each with a way in, and a twin that lacks one thing of
 * it. Written from Google's documentation.
 */
const id = 'shop-prod';
const email = (name: string, of = id): string => `${name}@${of}.iam.gserviceaccount.com`;
const [bot, admin, mid] = [email('bot'), email('admin'), email('mid')];
const compute = '300-compute@developer.gserviceaccount.com';
const deployer = '300@cloudservices.gserviceaccount.com';
const owned = `owner ${admin}`;

type Line = string | Bound;
const project = (...lines: readonly Line[]): Files => ({ 'shop-prod.json': policyOf(...lines) });
const onAccount = (account: string, ...lines: readonly Line[]): Files => ({
  [`${account}.json`]: policyOf(...lines),
});
const onOrganization = (...lines: readonly Line[]): Files => ({
  'organization-123.json': policyOf(...lines),
});
const accounts = (...emails: readonly string[]): Files => ({
  'accounts.json': emails.map((each, place) => ({
    displayName: each,
    email: each,
    etag: 'x',
    name: `projects/${id}/serviceAccounts/${each}`,
    projectId: id,
    uniqueId: `${1000 + place}`,
  })),
});
const role = (...permissions: readonly string[]): Files => ({
  'roles.json': [
    {
      etag: 'x',
      includedPermissions: permissions,
      name: `projects/${id}/roles/r`,
      stage: 'GA',
      title: 'r',
    },
  ],
});
/** The bot has these permissions on the project, of which somebody else is the owner. */
const holding = (...permissions: readonly string[]): Files => ({
  ...project(owned, `projects/${id}/roles/r ${bot}`, `editor ${compute} ${deployer}`),
  ...role(...permissions),
});
const policies = (
  ...rows: readonly (readonly [resource: string, type: string, ...lines: Line[]])[]
): Files => ({
  'search.json': rows.map(([resource, type, ...lines]) => ({
    assetType: `${type.includes('/') ? '' : 'cloudresourcemanager.googleapis.com/'}${type}`,
    folders: ['folders/456'],
    organization: 'organizations/123',
    policy: { bindings: lines.map((line) => (typeof line === 'string' ? bound(line) : line)) },
    ...(/projects\//.test(resource) ? { project: 'projects/300' } : {}),
    resource,
  })),
});
const deny = (rule: object): Files => ({
  'deny.json': {
    kind: 'DenyPolicy',
    name: `policies/cloudresourcemanager.googleapis.com%2Fprojects%2F${id}/denypolicies/d`,
    displayName: 'd',
    rules: [{ denyRule: { deniedPrincipals: ['principalSet://goog/public:all'], ...rule } }],
  },
});
const tokens = ['getAccessToken', 'signBlob', 'signJwt', 'getOpenIdToken'].map(
  (verb) => `iam.googleapis.com/serviceAccounts.${verb}`,
);
const crm = '//cloudresourcemanager.googleapis.com/';
const act = 'iam.serviceAccounts.actAs';
const pool = 'principalSet://iam.googleapis.com/projects/300/locations/global/workloadIdentityPools/ci/*';
const mayDelegate = { ...role('iam.serviceAccounts.implicitDelegation') };
const memberList = (member: string, type: string): unknown => [
  { name: 'groups/a/memberships/b', preferredMemberKey: { id: member }, roles: [{ name: 'MEMBER' }], type },
];
/** Without any of a role, the way is closed. */
const roleOnly = (...roles: readonly string[]): Files =>
  project(owned, `editor ${compute} ${deployer}`, ...roles.map((each) => `${each} ${bot}`));

interface Case {
  readonly files: Files;
  readonly way: string;
  readonly twin: Files;
  readonly from?: string;
  readonly to?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'sets the policy of the project': {
    files: project(`resourcemanager.projectIamAdmin ${bot}`),
    way: 'surely',
    twin: project(`iam.securityReviewer ${bot}`),
  },
  'sets the policy of the organisation, of which the project is taken to be': {
    files: { ...onOrganization(`resourcemanager.organizationAdmin ${bot}`), ...project(owned) },
    way: 'projects/shop-prod lies below organizations/123',
    twin: { ...onOrganization(`browser ${bot}`), ...project(owned) },
  },
  'has tokens of the organisation’s accounts, of which the project is taken to be': {
    files: { ...onOrganization(`iam.serviceAccountTokenCreator ${bot}`), ...project(owned) },
    way: 'projects/shop-prod lies below organizations/123',
    twin: {
      ...onOrganization(`iam.serviceAccountTokenCreator ${bot}`),
      'organization-124.json': policyOf(),
      ...project(owned),
    },
  },
  'sets the policy of the folder, as found by search': {
    files: policies(
      [`${crm}folders/456`, 'Folder', `resourcemanager.folderIamAdmin ${bot}`],
      [`${crm}projects/${id}`, 'Project', owned],
    ),
    way: 'surely',
    twin: policies(
      [`${crm}folders/456`, 'Folder', `resourcemanager.folderViewer ${bot}`],
      [`${crm}projects/${id}`, 'Project', owned],
    ),
  },
  'becomes the owner by a policy that names the account by number': {
    files: {
      ...policies(
        [
          `//iam.googleapis.com/projects/${id}/serviceAccounts/1001`,
          'iam.googleapis.com/ServiceAccount',
          `iam.serviceAccountTokenCreator ${bot}`,
        ],
        [`${crm}projects/${id}`, 'Project', owned],
      ),
      ...accounts(bot, admin),
    },
    way: 'surely',
    twin: {
      ...policies(
        [
          `//iam.googleapis.com/projects/${id}/serviceAccounts/1000`,
          'iam.googleapis.com/ServiceAccount',
          `iam.serviceAccountTokenCreator ${bot}`,
        ],
        [`${crm}projects/${id}`, 'Project', owned],
      ),
      ...accounts(bot, admin),
    },
  },
  'a chain of accounts': {
    files: {
      ...project(owned),
      ...onAccount(admin, `iam.serviceAccountTokenCreator ${mid}`),
      ...onAccount(mid, `iam.serviceAccountKeyAdmin ${bot}`),
    },
    way: 'surely',
    twin: {
      ...project(owned),
      ...onAccount(admin, `iam.serviceAccountUser ${mid}`),
      ...onAccount(mid, `iam.serviceAccountKeyAdmin ${bot}`),
    },
  },
  'delegation through an account that has the tokens': {
    files: {
      ...project(owned),
      ...onAccount(admin, `iam.serviceAccountTokenCreator ${mid}`),
      ...onAccount(mid, `projects/${id}/roles/r ${bot}`),
      ...mayDelegate,
    },
    way: 'surely',
    twin: { ...project(owned), ...onAccount(mid, `projects/${id}/roles/r ${bot}`), ...mayDelegate },
  },
  'changes a role of its own that nobody read': {
    files: project(owned, `iam.roleAdmin ${bot}`, `projects/${id}/roles/x ${bot}`),
    way: 'surely',
    twin: project(owned, `iam.roleAdmin ${bot}`, `projects/${id}/roles/x ${mid}`),
  },
  'changes the role of an account that it becomes': {
    files: {
      ...project(owned, `iam.roleAdmin ${bot}`, `projects/${id}/roles/x ${mid}`),
      ...onAccount(mid, `iam.serviceAccountTokenCreator ${bot}`),
    },
    way: 'surely',
    twin: {
      ...project(owned, `iam.roleViewer ${bot}`, `projects/${id}/roles/x ${mid}`),
      ...onAccount(mid, `iam.serviceAccountTokenCreator ${bot}`),
    },
  },
  'code of a new service under an account of its choice': {
    files: roleOnly('run.developer', 'iam.serviceAccountUser'),
    way: 'surely',
    twin: roleOnly('run.developer'),
  },
  'a build under an account of its choice': {
    files: roleOnly('cloudbuild.builds.editor', 'iam.serviceAccountUser'),
    way: 'surely',
    twin: roleOnly('cloudbuild.builds.editor'),
  },
  'a machine of an image of its own': {
    files: holding(
      'compute.instances.create',
      'compute.disks.create',
      'compute.subnetworks.use',
      'compute.instances.setServiceAccount',
      act,
    ),
    way: 'its disk may be made from an image of its own',
    twin: holding(
      'compute.instances.create',
      'compute.disks.create',
      'compute.subnetworks.use',
      'compute.instances.setServiceAccount',
    ),
  },
  'metadata of machines that nobody listed': {
    files: holding('compute.instances.setMetadata', act),
    way: 'an instance of shop-prod runs as the service account; the instance takes keys from its metadata, or starts again',
    twin: holding('compute.instances.setMetadata'),
  },
  'metadata of the project, with machines that nobody listed': {
    files: holding('compute.projects.setCommonInstanceMetadata', act),
    way: 'an instance of shop-prod runs as the service account; the instance takes keys from the metadata of the project',
    twin: holding('compute.projects.setCommonInstanceMetadata'),
  },
  'a login to machines that nobody listed': {
    files: roleOnly('compute.osAdminLogin', 'iam.serviceAccountUser'),
    way: 'an instance of shop-prod runs as the service account; OS Login is on at the instance, and its network lets it in',
    twin: roleOnly('compute.osAdminLogin'),
  },
  'a function that nobody listed': {
    files: holding('cloudfunctions.functions.update', act),
    way: 'something calls the function; a function of the project is there',
    twin: holding('cloudfunctions.functions.update'),
  },
  'pods of a cluster that nobody listed': {
    files: roleOnly('container.developer'),
    way: 'a cluster without workload identity of shop-prod runs as the service account',
    twin: roleOnly('container.viewer'),
  },
  'a job on a cluster of Dataproc that nobody listed': {
    files: holding('dataproc.jobs.create', 'dataproc.clusters.use'),
    way: 'a cluster of Dataproc of shop-prod runs as the service account',
    twin: holding('dataproc.jobs.create'),
  },
  'a machine of which a policy alone tells': {
    files: policies(
      [`${crm}projects/${id}`, 'Project', owned, `iam.serviceAccountUser ${bot}`],
      [
        `//compute.googleapis.com/projects/${id}/zones/z/instances/vm`,
        'compute.googleapis.com/Instance',
        `compute.instanceAdmin.v1 ${bot}`,
      ],
    ),
    way: 'surely',
    twin: policies(
      [`${crm}projects/${id}`, 'Project', owned],
      [
        `//compute.googleapis.com/projects/${id}/zones/z/instances/vm`,
        'compute.googleapis.com/Instance',
        `compute.instanceAdmin.v1 ${bot}`,
      ],
    ),
  },
  'an app whose default account shows that it is there': {
    files: {
      ...roleOnly('appengine.deployer', 'iam.serviceAccountUser'),
      ...accounts(bot, admin, `${id}@appspot.gserviceaccount.com`),
    },
    way: 'surely',
    twin: roleOnly('appengine.deployer'),
  },
  'the deployment of what its project is to have': {
    files: roleOnly('deploymentmanager.editor'),
    way: 'Deployment Manager, which Google is ending, still serves the project',
    twin: project(owned, `deploymentmanager.editor ${bot}`),
  },
  'a build as the account of old': {
    files: project(`owner 300@cloudbuild.gserviceaccount.com`, `cloudbuild.builds.editor ${bot}`),
    way: 'the project of number 300 is shop-prod; builds of the project run as this account where they name none',
    twin: project(`owner 300@cloudbuild.gserviceaccount.com`, `cloudbuild.builds.viewer ${bot}`),
  },
  'a job of Vertex AI that names no account': {
    files: project(
      owned,
      `editor ${compute} ${deployer}`,
      'aiplatform.customCodeServiceAgent service-300@gcp-sa-aiplatform-cc.iam.gserviceaccount.com',
      `aiplatform.user ${bot}`,
    ),
    way: 'surely',
    twin: project(
      owned,
      `editor ${compute} ${deployer}`,
      'aiplatform.customCodeServiceAgent service-300@gcp-sa-aiplatform-cc.iam.gserviceaccount.com',
      `aiplatform.viewer ${bot}`,
    ),
  },
  'whose tokens a pool takes, of which the number alone is told': {
    files: {
      ...project(owned, `iam.workloadIdentityPoolAdmin ${bot}`),
      ...onAccount(admin, `iam.workloadIdentityUser ${pool}`),
    },
    way: 'the project of number 300 is shop-prod',
    twin: {
      ...project(owned, `iam.workloadIdentityPoolViewer ${bot}`),
      ...onAccount(admin, `iam.workloadIdentityUser ${pool}`),
    },
  },
  'a member of a group whose members were read': {
    files: {
      ...project('owner group:ops@example.com'),
      'ops@example.com.json': memberList(bot, 'SERVICE_ACCOUNT'),
    },
    way: 'surely',
    twin: {
      ...project('owner group:ops@example.com', `viewer ${bot}`),
      'ops@example.com.json': memberList(mid, 'SERVICE_ACCOUNT'),
    },
  },
  'a person of a domain': {
    files: project('owner domain:example.com', 'viewer user:ann@example.com'),
    way: 'surely',
    from: 'ann@example.com',
    twin: project('owner domain:example.org', 'viewer user:ann@example.com'),
  },
  'whoever is signed in becomes the owner': {
    files: { ...project(owned), ...onAccount(admin, 'iam.serviceAccountTokenCreator allAuthenticatedUsers') },
    way: 'surely',
    from: 'allAuthenticatedUsers',
    twin: { ...project(owned), ...onAccount(admin, 'viewer allAuthenticatedUsers') },
  },
  'a condition that ends': {
    files: project(bound(`owner ${bot}`, 'request.time < timestamp("2030-01-01T00:00:00Z")')),
    way: 'surely',
    twin: project(`viewer ${bot}`, bound(`owner ${bot}`, 'request.time < timestamp("2020-01-01T00:00:00Z")')),
  },
  'grants roles that a condition allows': {
    files: project(
      bound(
        `resourcemanager.projectIamAdmin ${bot}`,
        "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/owner'])",
      ),
    ),
    way: 'surely',
    twin: project(
      bound(
        `resourcemanager.projectIamAdmin ${bot}`,
        "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/viewer'])",
      ),
    ),
  },
  'a policy that was read without its conditions': {
    files: project(`owner_withcond_0123456789abcdef ${bot}`),
    way: 'surely',
    twin: project(`viewer_withcond_0123456789abcdef ${bot}`),
  },
  'a deny rule that forgets a kind of token': {
    files: {
      ...project(owned, `iam.serviceAccountTokenCreator ${bot}`),
      ...deny({ deniedPermissions: tokens.slice(0, 1) }),
    },
    way: 'surely',
    twin: {
      ...project(owned, `iam.serviceAccountTokenCreator ${bot}`),
      ...deny({ deniedPermissions: tokens }),
    },
  },
  'a deny rule that leaves it out': {
    files: {
      ...project(owned, `iam.serviceAccountTokenCreator ${bot}`),
      ...deny({
        deniedPermissions: tokens,
        exceptionPrincipals: [`principal://iam.googleapis.com/projects/-/serviceAccounts/${bot}`],
      }),
    },
    way: 'surely',
    twin: {
      ...project(owned, `iam.serviceAccountTokenCreator ${bot}`),
      ...deny({ deniedPermissions: tokens }),
    },
  },
  'takes a deny rule away first': {
    files: {
      ...project(`resourcemanager.projectIamAdmin ${bot}`, `iam.denyAdmin ${bot}`),
      ...deny({ deniedPermissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy'] }),
    },
    way: 'it takes the deny policy d away first',
    twin: {
      ...project(`resourcemanager.projectIamAdmin ${bot}`),
      ...deny({ deniedPermissions: ['cloudresourcemanager.googleapis.com/projects.setIamPolicy'] }),
    },
  },
  'a service that its own list shows to run as the owner': {
    files: {
      ...project(owned),
      ...onAccount(admin, `iam.serviceAccountUser ${bot}`),
      ...policies([
        `//run.googleapis.com/projects/${id}/locations/europe-west1/services/web`,
        'run.googleapis.com/Service',
        `run.developer ${bot}`,
      ]),
      'services.json': [
        {
          apiVersion: 'serving.knative.dev/v1',
          kind: 'Service',
          metadata: {
            labels: { 'cloud.googleapis.com/location': 'europe-west1' },
            name: 'web',
            namespace: id,
          },
          spec: { template: { spec: { serviceAccountName: admin } } },
        },
      ],
    },
    way: 'surely',
    twin: {
      ...project(owned),
      ...policies([
        `//run.googleapis.com/projects/${id}/locations/europe-west1/services/web`,
        'run.googleapis.com/Service',
        `run.viewer ${bot}`,
      ]),
      ...onAccount(admin, `iam.serviceAccountUser ${bot}`),
    },
  },
};

describe('small exports', () => {
  test.each(Object.entries(cases))('%s', (_, { files, way, twin, from = bot, to = id }) => {
    expect([wayIn(files, from, to), wayIn(twin, from, to)]).toEqual([way, 'no way']);
  });
});

/** Minimal permissions beside `actAs` on the account that something is to run as: each is enough, and nothing without it. */
const creating: readonly (readonly string[])[] = [
  ['cloudfunctions.functions.create', 'cloudfunctions.functions.call'],
  ['run.services.create'],
  ['run.jobs.create', 'run.jobs.run'],
  ['cloudscheduler.jobs.create'],
  ['composer.environments.create'],
  ['dataproc.clusters.create'],
  ['dataflow.jobs.create'],
  ['notebooks.instances.create'],
  ['workflows.workflows.create', 'workflows.executions.create'],
  ['batch.jobs.create'],
  ['aiplatform.customJobs.create'],
  ['config.deployments.create'],
  ['compute.instanceTemplates.create', 'compute.instanceGroupManagers.create'],
];
test.each(creating)('%s', (...permissions) => {
  expect([wayIn(holding(...permissions, act), bot, id), wayIn(holding(...permissions), bot, id)]).toEqual([
    'surely',
    'no way',
  ]);
});

/** Each by itself on the project. */
const alone: readonly (readonly [permission: string, way: string])[] = [
  ['iam.serviceAccounts.getAccessToken', 'surely'],
  ['iam.serviceAccounts.signBlob', 'surely'],
  ['iam.serviceAccounts.signJwt', 'surely'],
  ['iam.serviceAccountKeys.create', 'surely'],
  ['iam.serviceAccounts.setIamPolicy', 'surely'],
  ['iam.roles.update', 'surely'],
  ['resourcemanager.projects.setIamPolicy', 'surely'],
  ['iam.serviceAccounts.actAs', 'no way'],
  ['iam.serviceAccounts.implicitDelegation', 'no way'],
  ['iam.roles.create', 'no way'],
  ['iam.serviceAccounts.enable', 'no way'],
  ['apikeys.keys.create', 'no way'],
  ['container.secrets.get', 'no way'],
  ['storage.objects.create', 'no way'],
];
test.each(alone)('%s alone', (permission, way) => {
  expect(wayIn(holding(permission), bot, id)).toBe(way);
});

test('a policy without bindings is its etag alone', () => {
  for (const empty of [{ etag: 'ACAB' }, { etag: 'ACAB', version: 1 }]) {
    const { identities, coverage } = estateOfFiles({ ...project(`owner ${bot}`), [`${mid}.json`]: empty });
    expect(identities.map(({ id: each }) => each)).toEqual([bot, mid]);
    expect(new Set(coverage.map(({ status }) => status))).toEqual(new Set(['partial']));
  }
  expect(() => estateOfFiles({ 'other.json': { etag: 'ACAB', name: 'x' } })).toThrow('0 kinds');
});

/** What names its accounts without a policy: each alone shows them, and nothing of another project. */
const bare: Readonly<Record<string, Files>> = {
  accounts: accounts(bot),
  keys: {
    'keys.json': [
      {
        keyAlgorithm: 'KEY_ALG_RSA_2048',
        keyOrigin: 'GOOGLE_PROVIDED',
        keyType: 'USER_MANAGED',
        name: `projects/${id}/serviceAccounts/${bot}/keys/abc`,
        validAfterTime: '2021-01-01T00:00:00Z',
        validBeforeTime: '9999-12-31T23:59:59Z',
      },
    ],
  },
  'HMAC keys': {
    'hmac.json': [
      {
        accessId: 'GOOG1EABC',
        etag: 'x',
        id: `${id}/GOOG1EABC`,
        kind: 'storage#hmacKeyMetadata',
        projectId: id,
        serviceAccountEmail: bot,
        state: 'ACTIVE',
        timeCreated: '2021-01-01T00:00:00Z',
        updated: '2021-01-01T00:00:00Z',
      },
    ],
  },
  entitlements: {
    'entitlements.json': [
      {
        createTime: '2021-01-01T00:00:00Z',
        eligibleUsers: [{ principals: [`serviceAccount:${bot}`] }],
        maxRequestDuration: '3600s',
        name: `projects/${id}/locations/global/entitlements/e`,
        privilegedAccess: {
          gcpIamAccess: {
            resource: `${crm}projects/${id}`,
            resourceType: 'cloudresourcemanager.googleapis.com/Project',
            roleBindings: [{ role: 'roles/owner' }],
          },
        },
        state: 'AVAILABLE',
      },
    ],
  },
};
test.each(Object.entries(bare))('a list of %s alone', (_, files) => {
  const estate = estateOfFiles(files);
  expect(
    estate.identities.map((each) => [each.id, estate.scopes.find((scope) => scope.id === each.scope)?.kind]),
  ).toEqual([[bot, 'project']]);
});

/** The key names its project by number alone: whose that is, nothing says. Its list was read, and the coverage says so. */
test('an API key that is bound to an account, alone', () => {
  const { identities, scopes, coverage } = estateOfFiles({
    'api-keys.json': [
      {
        createTime: '2021-01-01T00:00:00Z',
        displayName: 'k',
        name: 'projects/300/locations/global/keys/k',
        serviceAccountEmail: bot,
        uid: 'u',
        updateTime: '2021-01-01T00:00:00Z',
      },
    ],
  });
  expect({
    of: identities.map((each) => [each.id, each.credentials.map(({ kind }) => kind).sort()]),
    scopes: scopes.map(({ kind }) => kind),
    read: coverage.map(({ status }) => status),
  }).toEqual({ of: [[bot, ['access-token', 'api-key']]], scopes: ['external-project'], read: ['partial'] });
});
