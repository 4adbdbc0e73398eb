import { type GcpCall, inventory, node, pages, session } from './call.ts';

/** How the scan gets in, and where it begins. */
export const sessionCalls: readonly GcpCall[] = [
  session(
    'iamcredentials.projects.serviceAccounts.generateAccessToken',
    'POST /v1/projects/-/serviceAccounts/{email}:generateAccessToken',
    ['iam.serviceAccounts.getAccessToken'],
    ['scanner'],
    {
      body: { scope: ['https://www.googleapis.com/auth/cloud-platform'], lifetime: '3600s' },
      bucket: 'others',
      why: 'To read as another account.',
      when: 'With --gcp-impersonate, once an hour; the permission is needed on that account alone.',
    },
  ),
  session(
    'cloudresourcemanager.organizations.search',
    'GET /v3/organizations:search',
    ['resourcemanager.organizations.get'],
    ['organization'],
    {
      list: 'organizations',
      ...pages(50),
      bucket: 'Resource Manager',
      why: 'Which organisations there are.',
      when: 'Without --gcp-organization, --gcp-folder and --gcp-project.',
    },
  ),
  session(
    'cloudresourcemanager.projects.search',
    'GET /v3/projects:search',
    ['resourcemanager.projects.get'],
    ['organization'],
    {
      list: 'projects',
      takes: ['query'],
      ...pages(500),
      bucket: 'Resource Manager',
      why: 'Which projects there are.',
      when: 'Where no organisation is seen, or the inventory is refused; a page for each 500.',
    },
  ),
];

const list = { list: 'assets', ...pages(1000), bucket: 'asset lists', takes: ['assetTypes'] } as const;

/** One question for a whole tree. https://cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list */
export const inventoryCalls: readonly GcpCall[] = [
  inventory(
    'cloudasset.assets.list RESOURCE',
    'GET /v1/{node}/assets',
    ['cloudasset.assets.listResource'],
    ['inventory', 'credentials', 'trusts', 'workloads', 'configuration', 'organization'],
    {
      ...list,
      query: { contentType: 'RESOURCE' },
      why: 'The tree, service accounts, keys, roles, pools, deny policies, boundaries, and what runs as which account.',
      when: 'A page for each 1,000.',
    },
  ),
  inventory(
    'cloudasset.assets.list IAM_POLICY',
    'GET /v1/{node}/assets',
    ['cloudasset.assets.listIamPolicy'],
    ['grants', 'trusts'],
    {
      ...list,
      query: { contentType: 'IAM_POLICY' },
      why: 'Who holds what, of every resource that has a policy, with conditions.',
      when: 'A page for each 1,000.',
    },
  ),
  inventory(
    'cloudasset.searchAllIamPolicies',
    'GET /v1/{node}:searchAllIamPolicies',
    ['cloudasset.assets.searchAllIamPolicies'],
    ['grants', 'trusts'],
    {
      list: 'results',
      ...pages(500),
      bucket: 'asset searches',
      why: 'The same, of the types that can be searched.',
      when: 'Where the list of policies is refused; a page for each 500.',
    },
  ),
  inventory(
    'cloudasset.assets.list ORG_POLICY',
    'GET /v1/{node}/assets',
    ['cloudasset.assets.listOrgPolicy'],
    ['guardrails'],
    {
      ...list,
      query: { contentType: 'ORG_POLICY' },
      why: 'What the organisation forbids about keys.',
      when: 'A page for each 1,000.',
    },
  ),
  inventory(
    'cloudasset.searchAllResources',
    'GET /v1/{node}:searchAllResources',
    ['cloudasset.assets.searchAllResources'],
    [],
    {
      list: 'results',
      query: { assetTypes: 'serviceusage.googleapis.com/Service' },
      takes: ['query'],
      ...pages(500),
      bucket: 'asset searches',
      why: 'In which projects the APIs are enabled that only projects can be asked about.',
      when: 'A page for each 500.',
    },
  ),
];

/** What lies above what was asked for: its grants are inherited. */
export const aboveCalls: readonly GcpCall[] = [
  node(
    'cloudresourcemanager.getIamPolicy',
    'POST /v3/{node}:getIamPolicy',
    [
      'resourcemanager.projects.getIamPolicy',
      'resourcemanager.folders.getIamPolicy',
      'resourcemanager.organizations.getIamPolicy',
    ],
    ['grants'],
    {
      body: { options: { requestedPolicyVersion: 3 } },
      bucket: 'Resource Manager',
      why: 'Who holds what, from above as well.',
      when: 'For each folder and organisation above what was asked for; without inventory for each project and folder.',
    },
  ),
  node(
    'cloudresourcemanager.projects.get',
    'GET /v3/projects/{project}',
    ['resourcemanager.projects.get'],
    ['organization'],
    {
      bucket: 'Resource Manager',
      why: 'Number and parent of a project.',
      when: 'With --gcp-project, once for each.',
    },
  ),
  node(
    'cloudresourcemanager.folders.get',
    'GET /v3/folders/{folder}',
    ['resourcemanager.folders.get'],
    ['organization'],
    {
      bucket: 'Resource Manager',
      why: 'What lies above.',
      when: 'For each folder above what was asked for.',
    },
  ),
  node(
    'iam.policies.listPolicies',
    'GET /v2/policies/{attachment}/denypolicies',
    ['iam.denypolicies.list'],
    ['guardrails'],
    {
      api: 'iam',
      list: 'policies',
      pageSize: { parameter: 'pageSize', most: 1000 },
      bucket: 'deny policies',
      why: 'What is denied whatever is granted.',
      when: 'For each organisation and what lies above a folder or project; without inventory for each node. Five a minute is what Google allows.',
    },
  ),
];
