import { type GcpCall, groups, node, pages, recommendations } from './call.ts';

const ofOrganization = 'For each organisation.';
const withAccounts = 'For each project that has service accounts.';

const activity = (type: string, permission: string, why: string): GcpCall =>
  node(
    `policyanalyzer.activities.query ${type}`,
    `GET /v1/projects/{project}/locations/global/activityTypes/${type}/activities:query`,
    [`policyanalyzer.${permission}.query`],
    [type === 'serviceAccountLastAuthentication' ? 'identity-use' : 'credential-use'],
    {
      list: 'activities',
      ...pages(1000),
      bucket: 'Policy Analyzer',
      lead: 'accounts',
      why,
      when: `${withAccounts} A page for each 1,000.`,
    },
  );

/** What no inventory has. */
export const nodeCalls: readonly GcpCall[] = [
  node(
    'iam.organizations.locations.principalAccessBoundaryPolicies.list',
    'GET /v3/organizations/{organization}/locations/global/principalAccessBoundaryPolicies',
    ['iam.principalaccessboundarypolicies.list'],
    ['guardrails'],
    {
      list: 'principalAccessBoundaryPolicies',
      ...pages(1000),
      bucket: 'IAM v3 reads',
      why: 'Beyond which resources principals can do nothing.',
      when: 'For each organisation, and that above a folder or project.',
    },
  ),
  node(
    'iam.locations.policyBindings.list',
    'GET /v3/{node}/locations/global/policyBindings',
    ['iam.policybindings.list'],
    ['guardrails'],
    {
      list: 'policyBindings',
      ...pages(1000),
      bucket: 'IAM v3 reads',
      why: 'To whom boundaries apply, and where access policies do.',
      when: 'For each organisation, and each node above a folder or project. Those below come with the inventory; without it, for each node.',
    },
  ),
  node('iam.accessPolicies.get', 'GET /v3/{policy}', ['iam.accesspolicies.get'], ['grants', 'guardrails'], {
    bucket: 'IAM v3 reads',
    lead: 'iam.locations.policyBindings.list',
    why: 'What an access policy allows and denies.',
    when: 'For each access policy that is bound somewhere.',
  }),
  node('logging.entries.list', 'POST /v2/entries:list', ['logging.logEntries.list'], [], {
    body: {
      resourceNames: ['{node}'],
      // Without a time the interface looks at the last day alone.
      filter:
        'protoPayload.serviceName="admin.googleapis.com" AND protoPayload.methodName=("google.admin.AdminService.authorizeApiClientAccess" OR "google.admin.AdminService.removeApiClientAccess") AND timestamp>="2000-01-01T00:00:00Z"',
      orderBy: 'timestamp desc',
      pageSize: 1000,
    },
    bucket: 'log reads',
    why: 'Whom administrators of Workspace let act for everybody of the domain, where Workspace shares its logs with Google Cloud.',
    when: 'For each organisation, and that above a folder or project. The newest 1,000 such entries; nothing else is asked of logs.',
  }),
  node(
    'iam.locations.workforcePools.list',
    'GET /v1/locations/global/workforcePools',
    ['iam.googleapis.com/workforcePools.list'],
    ['trusts'],
    {
      list: 'workforcePools',
      takes: ['parent'],
      ...pages(1000),
      bucket: 'federation reads',
      why: 'Pools of people who sign in elsewhere.',
      when: ofOrganization,
    },
  ),
  node(
    'iam.locations.workforcePools.providers.list',
    'GET /v1/locations/global/workforcePools/{workforce}/providers',
    ['iam.googleapis.com/workforcePoolProviders.list'],
    ['trusts'],
    {
      list: 'workforcePoolProviders',
      ...pages(100),
      bucket: 'federation reads',
      lead: 'iam.locations.workforcePools.list',
      why: 'Who vouches for them.',
      when: 'For each pool.',
    },
  ),
  node(
    'storage.projects.hmacKeys.list',
    'GET /storage/v1/projects/{project}/hmacKeys',
    ['storage.hmacKeys.list'],
    ['credentials'],
    {
      list: 'items',
      ...pages(250, 'maxResults'),
      bucket: 'others',
      lead: 'accounts',
      why: 'HMAC keys of service accounts: the inventory has none.',
      when: `${withAccounts} A page for each 250.`,
    },
  ),
  activity(
    'serviceAccountLastAuthentication',
    'serviceAccountLastAuthenticationActivities',
    'When each account last signed in.',
  ),
  activity(
    'serviceAccountKeyLastAuthentication',
    'serviceAccountKeyLastAuthenticationActivities',
    'When each key was last used.',
  ),
  node(
    'privilegedaccessmanager.entitlements.list',
    'GET /v1/{node}/locations/global/entitlements',
    ['privilegedaccessmanager.entitlements.list'],
    ['approvals'],
    {
      list: 'entitlements',
      ...pages(1000),
      bucket: 'Privileged Access Manager',
      lead: 'enabled',
      why: 'Who may have what when they ask for it, and who approves.',
      when: 'For each organisation and folder, and each project that has the API enabled.',
    },
  ),
  node(
    'privilegedaccessmanager.entitlements.grants.list',
    'GET /v1/{entitlement}/grants',
    ['privilegedaccessmanager.grants.list'],
    ['approvals'],
    {
      list: 'grants',
      ...pages(1000),
      bucket: 'Privileged Access Manager',
      lead: 'privilegedaccessmanager.entitlements.list',
      why: 'Who asked, got it and for how long.',
      when: 'For each entitlement.',
    },
  ),
];

/** Members of groups. https://cloud.google.com/identity/docs/reference/rest/v1/groups */
export const groupCalls: readonly GcpCall[] = [
  groups('cloudidentity.groups.lookup', 'GET /v1/groups:lookup', [], ['grants'], {
    takes: ['groupKey.id'],
    bucket: 'directory',
    lead: 'policies',
    why: 'The id of a group that holds something.',
    when: 'For each such group; the caller has to be let into it, or to administer groups in Workspace.',
  }),
  groups('cloudidentity.groups.memberships.list', 'GET /v1/groups/{group}/memberships', [], ['grants'], {
    list: 'memberships',
    query: { view: 'FULL' },
    ...pages(500),
    bucket: 'directory',
    lead: 'cloudidentity.groups.lookup',
    why: 'Who is in it.',
    when: 'For each such group, and for each group in it.',
  }),
];

const insight = (type: string, permission: string, why: string): GcpCall =>
  recommendations(
    `recommender.insights.list ${type}`,
    `GET /v1/{node}/locations/global/insightTypes/${type}/insights`,
    [`recommender.${permission}.list`],
    ['service-use'],
    {
      list: 'insights',
      ...pages(1000),
      bucket: 'recommendations',
      why,
      when: 'With --gcp-recommendations, for each organisation, folder and project.',
    },
  );

/** Free for 100 questions a day and organisation. https://cloud.google.com/recommender/quotas */
export const recommendationCalls: readonly GcpCall[] = [
  recommendations(
    'recommender.recommendations.list google.iam.policy.Recommender',
    'GET /v1/{node}/locations/global/recommenders/google.iam.policy.Recommender/recommendations',
    ['recommender.iamPolicyRecommendations.list'],
    ['service-use'],
    {
      list: 'recommendations',
      ...pages(1000),
      bucket: 'recommendations',
      why: 'Which roles Google would take away or replace.',
      when: 'With --gcp-recommendations, for each organisation, folder and project.',
    },
  ),
  insight('google.iam.policy.Insight', 'iamPolicyInsights', 'Which permissions of a role were used.'),
  insight(
    'google.iam.policy.LateralMovementInsight',
    'iamPolicyLateralMovementInsights',
    'Which accounts can act as those of other projects.',
  ),
  insight(
    'google.iam.serviceAccount.Insight',
    'iamServiceAccountInsights',
    'Which accounts were not used for 90 days.',
  ),
];
