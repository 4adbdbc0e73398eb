import type { Described } from './gcp-discovery.ts';
import {
  accessBinding,
  accessPolicy,
  account,
  accountId,
  addressOf,
  apiKey,
  assetsOf,
  boundary,
  delegationEntry,
  denial,
  type FakeOrganization,
  type FakeProject,
  instance,
  keysOf,
  policyBinding,
  policyOf,
  pool,
  project,
  provider,
  role,
} from './gcp-organization.ts';

export type Answered =
  | { readonly is: unknown }
  | { readonly refused: string }
  | {
      readonly list: string;
      readonly entries: readonly unknown[];
      readonly beside?: Readonly<Record<string, unknown>>;
    };

export interface Asked {
  readonly query: URLSearchParams;
  readonly body: string;
  readonly api: string;
}

/** The most that Google gives on a page, from its documentation. */
export const mostOnPage: Readonly<Record<string, number>> = {
  'cloudasset.assets.list': 1000,
  'cloudasset.searchAllIamPolicies': 500,
  'cloudasset.searchAllResources': 500,
  'cloudresourcemanager.organizations.search': 50,
  'cloudresourcemanager.folders.search': 500,
  'cloudresourcemanager.projects.search': 500,
  'iam.projects.serviceAccounts.list': 100,
  'iam.projects.roles.list': 1000,
  'iam.organizations.roles.list': 1000,
  'iam.projects.locations.workloadIdentityPools.list': 1000,
  'iam.projects.locations.workloadIdentityPools.providers.list': 100,
  'iam.locations.workforcePools.list': 1000,
  'iam.locations.workforcePools.providers.list': 100,
  'iam.projects.locations.oauthClients.list': 100,
  'iam.policies.listPolicies': 1000,
  'apikeys.projects.locations.keys.list': 300,
  'storage.projects.hmacKeys.list': 250,
  'policyanalyzer.projects.locations.activityTypes.activities.query': 1000,
  'serviceusage.services.list': 200,
  'cloudidentity.groups.memberships.list': 500,
  'compute.instances.aggregatedList': 500,
  'compute.regions.list': 500,
};

/** Types that the inventory has. */
const knownTypes = [
  'cloudresourcemanager.googleapis.com/Organization',
  'cloudresourcemanager.googleapis.com/Folder',
  'cloudresourcemanager.googleapis.com/Project',
  'iam.googleapis.com/ServiceAccount',
  'iam.googleapis.com/ServiceAccountKey',
  'iam.googleapis.com/Role',
  'compute.googleapis.com/Instance',
];

const within = (node: string, ancestors: readonly string[], organization: FakeOrganization): boolean => {
  const id = node.replace(/^projects\//, '');
  const own = organization.projects.find((each) => each.id === id);
  return ancestors.includes(own === undefined ? node : `projects/${own.number}`);
};

const inventory = (organization: FakeOrganization, node: string, { query }: Asked): Answered => {
  const content = query.get('contentType');
  const types = query.getAll('assetTypes').map((each) => new RegExp(`^(?:${each})$`));
  if (
    types.some(
      (type) =>
        ![...knownTypes, ...assetsOf(organization).map(({ assetType }) => assetType)].some((each) =>
          type.test(each),
        ),
    )
  )
    return { refused: 'the asset type is not supported' };
  const entries = assetsOf(organization)
    .filter(
      ({ ancestors, assetType }) =>
        within(node, ancestors, organization) &&
        (types.length === 0 || types.some((type) => type.test(assetType))),
    )
    .flatMap(({ resource, iamPolicy, orgPolicy, ...asset }) => {
      const own =
        { RESOURCE: { resource }, IAM_POLICY: { iamPolicy }, ORG_POLICY: { orgPolicy } }[content ?? ''] ?? {};
      return Object.values(own)[0] === undefined ? [] : [{ ...asset, ...own }];
    });
  return { list: 'assets', entries, beside: { readTime: '2026-04-01T00:00:00Z' } };
};

/** Below version 3 conditions are left out, and roles renamed. */
const shown = (policy: Readonly<Record<string, unknown>>, version: number): unknown =>
  version >= 3 || !Array.isArray(policy.bindings)
    ? policy
    : {
        ...policy,
        bindings: policy.bindings.map(({ condition, ...binding }: Readonly<Record<string, unknown>>) =>
          condition === undefined ? binding : { ...binding, role: `${String(binding.role)}_withcond_0a1b2c` },
        ),
      };

const versionIn = (body: string): number =>
  (
    JSON.parse(body === '' ? '{}' : body) as {
      readonly options?: { readonly requestedPolicyVersion?: number };
    }
  ).options?.requestedPolicyVersion ?? 0;

const agentProvider = (id: string) => `projects/${id}/locations/global/authProviders/jira`;

const grantOf = (name: string) => ({
  name: `${name}/grants/g1`,
  createTime: '2026-03-31T22:00:00Z',
  requester: 'bob@acme.test',
  requestedDuration: '3600s',
  state: 'ACTIVE',
  timeline: {
    events: [
      { eventTime: '2026-03-31T22:00:00Z', requested: {} },
      { eventTime: '2026-03-31T22:10:00Z', approved: { reason: 'ok', actor: 'ann@acme.test' } },
    ],
  },
  privilegedAccess: {
    gcpIamAccess: {
      resourceType: 'cloudresourcemanager.googleapis.com/Project',
      resource: '//cloudresourcemanager.googleapis.com/projects/acme-p0000',
      roleBindings: [{ role: 'roles/owner' }],
    },
  },
  auditTrail: { accessGrantTime: '2026-03-31T22:10:05Z' },
});

type Handler = (
  organization: FakeOrganization,
  parts: readonly string[],
  asked: Asked,
) => Answered | undefined;

const list = (member: string, entries: readonly unknown[]): Answered => ({ list: member, entries });

const inProject =
  (
    member: string,
    entriesOf: (
      each: FakeProject,
      parts: readonly string[],
      asked: Asked,
      isFirst: boolean,
    ) => readonly unknown[],
  ): Handler =>
  (organization, parts, asked) => {
    const at = organization.projects.findIndex(({ id, number }) => id === parts[0] || number === parts[0]);
    const own = organization.projects[at];
    return own === undefined ? undefined : list(member, entriesOf(own, parts, asked, at === 0));
  };

const emailIn = (written: string | undefined): string => String(written).split('@')[0]!;

const handlers: Readonly<Record<string, Handler>> = {
  'iamcredentials.projects.serviceAccounts.generateAccessToken': () => ({
    is: { accessToken: 'ya29.fake', expireTime: '2099-01-01T00:00:00Z' },
  }),
  'cloudasset.assets.list': (organization, [kind, id], asked) =>
    inventory(organization, `${kind}/${id}`, asked),
  'cloudasset.searchAllIamPolicies': (organization, [kind, id]) =>
    list(
      'results',
      assetsOf(organization)
        .filter(
          ({ iamPolicy, ancestors }) =>
            iamPolicy !== undefined && within(`${kind}/${id}`, ancestors, organization),
        )
        .map(({ name, assetType, iamPolicy, ancestors }) => ({
          resource: name,
          assetType,
          policy: iamPolicy,
          organization: 'organizations/1',
          folders: ancestors.filter((each) => each.startsWith('folders/')),
          ...(ancestors[0]?.startsWith('projects/') ? { project: ancestors[0] } : {}),
        })),
    ),
  'cloudasset.searchAllResources': (organization, _, { query }) =>
    list(
      'results',
      organization.projects.flatMap(({ number, enabled }) =>
        enabled
          .filter((api) => query.get('query')?.includes(`${api}.googleapis.com`))
          .map((api) => ({
            name: `//serviceusage.googleapis.com/projects/${number}/services/${api}.googleapis.com`,
            assetType: 'serviceusage.googleapis.com/Service',
            project: `projects/${number}`,
            state: 'ENABLED',
          })),
      ),
    ),
  'cloudresourcemanager.organizations.search': ({ number }) =>
    list('organizations', [{ name: `organizations/${number}`, displayName: 'acme.test', state: 'ACTIVE' }]),
  'cloudresourcemanager.folders.search': ({ folders, number }) =>
    list('folders', [
      ...folders.map((each) => ({
        name: `folders/${each}`,
        parent: `organizations/${number}`,
        displayName: 'all',
        state: 'ACTIVE',
      })),
      { name: 'folders/99', parent: 'organizations/77', displayName: 'of others', state: 'ACTIVE' },
    ]),
  'cloudresourcemanager.projects.search': ({ projects }) =>
    list('projects', [
      ...projects.map(project),
      { name: 'projects/990', projectId: 'of-others', parent: 'folders/99', state: 'ACTIVE' },
    ]),
  'cloudresourcemanager.projects.get': ({ projects }, [id]) => {
    const own = projects.find((each) => each.id === id || each.number === id);
    return own === undefined ? undefined : { is: project(own) };
  },
  'cloudresourcemanager.folders.get': ({ number }, [id]) => ({
    is: { name: `folders/${id}`, parent: `organizations/${number}`, displayName: 'all', state: 'ACTIVE' },
  }),
  ...Object.fromEntries(
    ['organizations', 'folders', 'projects'].flatMap((kind): [string, Handler][] => [
      [
        `cloudresourcemanager.${kind}.getIamPolicy`,
        (organization, [id], { body }) => ({
          is: shown(policyOf(organization, `${kind}/${id}`), versionIn(body)),
        }),
      ],
      [
        `orgpolicy.${kind}.policies.list`,
        (_, [id]) =>
          list(
            'policies',
            kind === 'organizations'
              ? [
                  {
                    name: `organizations/${id}/policies/iam.disableServiceAccountKeyCreation`,
                    spec: { rules: [{ enforce: true }] },
                  },
                ]
              : [],
          ),
      ],
      [
        `recommender.${kind}.locations.recommenders.recommendations.list`,
        (_, [id]) =>
          list(
            'recommendations',
            kind === 'projects'
              ? [
                  {
                    name: `projects/${id}/locations/global/recommenders/google.iam.policy.Recommender/recommendations/r1`,
                    recommenderSubtype: 'REPLACE_ROLE',
                    priority: 'P2',
                    stateInfo: { state: 'ACTIVE' },
                    content: {
                      operationGroups: [
                        {
                          operations: [
                            {
                              action: 'remove',
                              path: '/iamPolicy/bindings/*/members/*',
                              resource: `//cloudresourcemanager.googleapis.com/projects/${id}`,
                              pathFilters: {
                                '/iamPolicy/bindings/*/role': 'roles/editor',
                                '/iamPolicy/bindings/*/members/*':
                                  'serviceAccount:a@b.iam.gserviceaccount.com',
                              },
                            },
                            {
                              action: 'add',
                              path: '/iamPolicy/bindings/*/members/-',
                              pathFilters: { '/iamPolicy/bindings/*/role': 'roles/viewer' },
                            },
                          ],
                        },
                      ],
                    },
                  },
                ]
              : [],
          ),
      ],
      [
        `recommender.${kind}.locations.insightTypes.insights.list`,
        (_, [id, , type]) =>
          list(
            'insights',
            kind === 'projects'
              ? [
                  {
                    name: `projects/${id}/locations/global/insightTypes/${type}/insights/i1`,
                    insightSubtype: 'PERMISSIONS_USAGE',
                    stateInfo: { state: 'ACTIVE' },
                    content: {
                      role: 'roles/editor',
                      member: 'serviceAccount:a@b.iam.gserviceaccount.com',
                      exercisedPermissions: [{ permission: 'storage.objects.get' }],
                      currentTotalPermissionsCount: '9000',
                    },
                  },
                ]
              : [],
          ),
      ],
    ]),
  ),
  'iam.policies.listPolicies': ({ number }, [attachment]) => {
    const node = String(attachment).replace('cloudresourcemanager.googleapis.com/', '');
    return list('policies', node === `organizations/${number}` ? [denial(node)] : []);
  },
  'iam.organizations.locations.principalAccessBoundaryPolicies.list': () =>
    list('principalAccessBoundaryPolicies', [boundary]),
  'iam.policyBindings.list': (_, [kind, id]) =>
    list(
      'policyBindings',
      kind === 'organizations'
        ? [policyBinding(`organizations/${id}`), accessBinding(`organizations/${id}`)]
        : [],
    ),
  'iam.accessPolicies.get': (_, [kind, id, location, name]) =>
    `${kind}/${id}/locations/${location}/accessPolicies/${name}` === accessPolicy.name
      ? { is: accessPolicy }
      : undefined,
  'logging.entries.list': ({ number }, _, { body }) => {
    const asked = JSON.parse(body) as { readonly resourceNames: readonly string[]; readonly filter: string };
    return asked.resourceNames[0] === `organizations/${number}` &&
      asked.filter.includes('authorizeApiClientAccess')
      ? { is: { entries: [delegationEntry], nextPageToken: 'm' } }
      : { is: {} };
  },
  'iam.locations.workforcePools.list': (_, _parts, { query }) =>
    list('workforcePools', [
      {
        name: 'locations/global/workforcePools/staff',
        parent: query.get('parent'),
        state: 'ACTIVE',
        sessionDuration: '3600s',
      },
    ]),
  'iam.locations.workforcePools.providers.list': (_, [, id]) =>
    list('workforcePoolProviders', [
      {
        name: `locations/global/workforcePools/${id}/providers/okta`,
        attributeMapping: { 'google.subject': 'assertion.sub' },
        oidc: { issuerUri: 'https://acme.okta.test', clientId: 'x' },
      },
    ]),
  'iam.projects.serviceAccounts.list': inProject('accounts', (each) =>
    each.accounts.map((name, at) => account(each, name, at)),
  ),
  'iam.projects.serviceAccounts.keys.list': inProject('keys', (each, [, email], { query }) =>
    keysOf(each, emailIn(email)).filter(({ keyType }) => query.getAll('keyTypes').includes(keyType)),
  ),
  'iam.projects.serviceAccounts.getIamPolicy': (organization, [id, email], { query }) => ({
    is: shown(
      policyOf(organization, `projects/${id}/serviceAccounts/${email}`),
      Number(query.get('options.requestedPolicyVersion') ?? 0),
    ),
  }),
  'iam.organizations.roles.list': (_, [id]) => list('roles', [role(`organizations/${id}`)]),
  'iam.projects.roles.list': inProject('roles', (each, _, _asked, isFirst) =>
    isFirst ? [role(`projects/${each.id}`)] : [],
  ),
  'iam.projects.locations.workloadIdentityPools.list': inProject(
    'workloadIdentityPools',
    (each, _, _asked, isFirst) => (isFirst ? [pool(each)] : []),
  ),
  'iam.projects.locations.workloadIdentityPools.providers.list': inProject(
    'workloadIdentityPoolProviders',
    (each) => [provider(each)],
  ),
  'iam.projects.locations.oauthClients.list': inProject('oauthClients', (each, _, _asked, isFirst) =>
    isFirst
      ? [
          {
            name: `projects/${each.id}/locations/global/oauthClients/o1`,
            clientId: 'o1',
            allowedScopes: ['openid'],
          },
        ]
      : [],
  ),
  'apikeys.projects.locations.keys.list': inProject('keys', (each) => [apiKey(each)]),
  'storage.projects.hmacKeys.list': (organization, parts, asked) => {
    const told = inProject('items', (each, _, _asked, isFirst) =>
      isFirst
        ? [
            {
              kind: 'storage#hmacKeyMetadata',
              accessId: `GOOG1E${each.number}`,
              projectId: each.id,
              serviceAccountEmail: addressOf('sa-0', each.id),
              state: 'ACTIVE',
              timeCreated: '2024-01-01T00:00:00Z',
              updated: '2024-01-01T00:00:00Z',
            },
          ]
        : [],
    )(organization, parts, asked);
    return told === undefined ? undefined : { ...told, beside: { kind: 'storage#hmacKeysMetadata' } };
  },
  'policyanalyzer.projects.locations.activityTypes.activities.query': inProject(
    'activities',
    (each, [, , type]) =>
      each.accounts.slice(0, 1).map((name) => ({
        fullResourceName:
          type === 'serviceAccountLastAuthentication'
            ? `//iam.googleapis.com/projects/${each.id}/serviceAccounts/${addressOf(name, each.id)}`
            : `//iam.googleapis.com/${keysOf(each, name)[0]!.name}`,
        activityType: type,
        observationPeriod: { startTime: '2025-12-31T07:00:00Z', endTime: '2026-03-30T07:00:00Z' },
        activity: {
          lastAuthenticatedTime: '2026-03-01T07:00:00Z',
          serviceAccount: { serviceAccountId: accountId(each, 0) },
        },
      })),
  ),
  'privilegedaccessmanager.entitlements.list': (_, [kind, id]) =>
    list(
      'entitlements',
      kind === 'folders'
        ? []
        : [
            {
              name: `${kind}/${id}/locations/global/entitlements/owner`,
              state: 'AVAILABLE',
              eligibleUsers: [{ principals: ['user:bob@acme.test'] }],
              maxRequestDuration: '7200s',
              approvalWorkflow: {
                manualApprovals: {
                  steps: [{ approvers: [{ principals: ['user:ann@acme.test'] }], approvalsNeeded: 1 }],
                },
              },
              privilegedAccess: grantOf('').privilegedAccess,
            },
          ],
    ),
  'privilegedaccessmanager.entitlements.grants.list': (_, [kind, id, place, name]) =>
    list('grants', [grantOf(`${kind}/${id}/locations/${place}/entitlements/${name}`)]),
  'cloudidentity.groups.lookup': ({ groups }, _, { query }) => {
    const at = [...groups.keys()].indexOf(query.get('groupKey.id') ?? '');
    return at < 0 ? undefined : { is: { name: `groups/g${at}` } };
  },
  'cloudidentity.groups.memberships.list': ({ groups }, [id]) => {
    const members = [...groups.values()][Number(String(id).slice(1))];
    return members === undefined
      ? undefined
      : list(
          'memberships',
          members.map((each, at) => ({
            name: `groups/${id}/memberships/${at}`,
            preferredMemberKey: { id: each.id },
            type: each.type,
            roles: [{ name: 'MEMBER' }],
          })),
        );
  },
  'agentidentity.projects.locations.authProviders.list': inProject('authProviders', ({ id }) => [
    {
      name: agentProvider(id),
      state: 'ENABLED',
      createTime: '2026-01-01T00:00:00Z',
      authProviderTypeParams: {
        twoLeggedOauth: { clientId: 'c1', tokenUrl: 'https://auth.test/token?key=abc' },
      },
    },
  ]),
  'agentidentity.projects.locations.authProviders.queryWorkloads': inProject('workloadIds', () => [
    'principal://agents.global.org-1.system.id.goog/resources/aiplatform/projects/100/locations/europe-west1/reasoningEngines/7',
  ]),
  'agentidentity.projects.locations.authProviders.authorizations.list': inProject(
    'authorizations',
    ({ id }) => [
      {
        name: `${agentProvider(id)}/authorizations/a1`,
        state: 'ACTIVE',
        scopes: ['read'],
        clientUserId: 'u1',
      },
    ],
  ),
  'agentidentity.projects.locations.accessSummaries.list': inProject('accessSummaries', ({ id }) => [
    {
      name: `projects/${id}/locations/global/accessSummaries/s1`,
      authProvider: agentProvider(id),
      authProviderType: 'AUTH_PROVIDER_TYPE_TWO_LEGGED_OAUTH',
      workloadId: 'principal://agents.global.org-1.system.id.goog/resources/x',
      lastAccessTime: '2026-03-30T10:00:00Z',
      scopes: ['read'],
      userId: 'u1',
    },
  ]),
  'agentregistry.projects.locations.list': inProject('locations', ({ id }) => [
    { name: `projects/${id}/locations/global`, locationId: 'global' },
  ]),
  'agentregistry.projects.locations.agents.list': inProject('agents', ({ id }) => [
    {
      name: `projects/${id}/locations/global/agents/helper`,
      agentId: 'urn:agent:acme:x:helper',
      displayName: 'helper',
      attributes: {
        'agentregistry.googleapis.com/system/RuntimeIdentity': {
          principal: 'principal://agents.global.org-1.system.id.goog/resources/x',
        },
        'agentregistry.googleapis.com/system/Framework': { framework: 'google-adk' },
      },
      protocols: [
        {
          type: 'A2A_AGENT',
          interfaces: [{ url: 'https://helper.acme.test/a2a', protocolBinding: 'JSONRPC' }],
        },
      ],
      skills: [{ id: 's', name: 'book' }],
    },
  ]),
  'agentregistry.projects.locations.mcpServers.list': inProject('mcpServers', ({ id }) => [
    {
      name: `projects/${id}/locations/global/mcpServers/files`,
      displayName: 'files',
      tools: [{ name: 'delete', annotations: { destructiveHint: true } }],
      interfaces: [{ url: 'https://mcp.acme.test/', protocolBinding: 'JSONRPC' }],
    },
  ]),
  'agentregistry.projects.locations.endpoints.list': inProject('endpoints', ({ id }) => [
    { name: `projects/${id}/locations/global/endpoints/e1`, endpointId: 'urn:endpoint:e1' },
  ]),
  'agentregistry.projects.locations.bindings.list': inProject('bindings', ({ id }) => [
    {
      name: `projects/${id}/locations/global/bindings/b1`,
      source: { identifier: 'urn:agent:acme:x:helper' },
      target: { identifier: 'urn:mcp:acme:x:files' },
      authProviderBinding: { authProvider: agentProvider(id), scopes: ['read'] },
    },
  ]),
  'aiplatform.projects.locations.list': inProject('locations', ({ id }) => [
    { name: `projects/${id}/locations/europe-west1`, locationId: 'europe-west1' },
  ]),
  'aiplatform.projects.locations.reasoningEngines.list': (organization, parts, asked) =>
    asked.api === `${parts[1]}-aiplatform`
      ? inProject('reasoningEngines', ({ id }) => [
          {
            name: `projects/${id}/locations/europe-west1/reasoningEngines/7`,
            displayName: 'helper',
            spec: {
              identityType: 'AGENT_IDENTITY',
              effectiveIdentity: 'agents.global.org-1.system.id.goog/resources/x',
            },
          },
        ])(organization, parts, asked)
      : undefined,
  'serviceusage.services.list': (organization, [, id]) =>
    inProject('services', (each) =>
      each.enabled.map((api) => ({
        name: `projects/${each.number}/services/${api}.googleapis.com`,
        state: 'ENABLED',
        config: { name: `${api}.googleapis.com` },
      })),
    )(organization, [String(id)], { query: new URLSearchParams(), body: '', api: '' }),
  'compute.instances.aggregatedList': (organization, [id]) => {
    const at = organization.projects.findIndex((each) => each.id === id);
    const own = organization.projects[at];
    if (own === undefined) return undefined;
    return {
      is: {
        kind: 'compute#instanceAggregatedList',
        items: {
          'zones/europe-west1-b':
            at === 0 ? { instances: [instance(own)] } : { warning: { code: 'NO_RESULTS_ON_PAGE' } },
        },
      },
    };
  },
  'run.projects.locations.services.list': inProject('services', ({ id }) => [
    {
      name: `projects/${id}/locations/europe-west1/services/api`,
      template: { serviceAccount: addressOf('sa-0', id) },
    },
  ]),
  'run.projects.locations.jobs.list': inProject('jobs', ({ id }) => [
    {
      name: `projects/${id}/locations/europe-west1/jobs/nightly`,
      template: { template: { serviceAccount: addressOf('sa-1', id) } },
    },
  ]),
  'cloudfunctions.projects.locations.functions.list': inProject('functions', ({ id }) => [
    {
      name: `projects/${id}/locations/europe-west1/functions/hook`,
      serviceConfig: { serviceAccountEmail: addressOf('sa-0', id) },
    },
  ]),
  'container.projects.locations.clusters.list': inProject('clusters', () => [
    {
      name: 'main',
      location: 'europe-west1',
      nodePools: [{ name: 'np', config: { serviceAccount: 'default' } }],
    },
  ]),
  'dataflow.projects.jobs.aggregated': inProject('jobs', ({ id }) => [
    {
      id: 'j1',
      name: 'etl',
      location: 'europe-west1',
      environment: { serviceAccountEmail: addressOf('sa-1', id) },
    },
  ]),
  'compute.regions.list': inProject('items', () => [{ name: 'europe-west1' }, { name: 'us-east1' }]),
  'dataproc.projects.regions.clusters.list': inProject('clusters', ({ id }, [, region]) =>
    region === 'europe-west1'
      ? [
          {
            projectId: id,
            clusterName: 'spark',
            config: { gceClusterConfig: { serviceAccount: addressOf('sa-0', id) } },
          },
        ]
      : [],
  ),
  'composer.projects.locations.environments.list': inProject('environments', ({ id }, [, region]) =>
    region === 'us-east1'
      ? [
          {
            name: `projects/${id}/locations/us-east1/environments/flows`,
            config: { dagGcsPrefix: 'gs://dags/x', nodeConfig: { serviceAccount: addressOf('sa-1', id) } },
          },
        ]
      : [],
  ),
  'notebooks.projects.locations.instances.list': inProject('instances', ({ id }) => [
    {
      name: `projects/${id}/locations/europe-west1-b/instances/desk`,
      gceSetup: { serviceAccounts: [{ email: addressOf('sa-0', id) }] },
    },
  ]),
  ...Object.fromEntries(
    (
      [
        ['endpoints', { deployedModels: [{ id: '1', serviceAccount: 'ACCOUNT' }] }],
        [
          'schedules',
          { cron: '0 0 * * *', createPipelineJobRequest: { pipelineJob: { serviceAccount: 'ACCOUNT' } } },
        ],
        ['pipelineJobs', { serviceAccount: 'ACCOUNT' }],
        ['customJobs', { jobSpec: { serviceAccount: 'ACCOUNT' } }],
      ] as const
    ).map(([what, data]): [string, Handler] => [
      `aiplatform.projects.locations.${what}.list`,
      (organization, parts, asked) =>
        asked.api !== `${parts[1]}-aiplatform`
          ? undefined
          : inProject(what, ({ id }) => [
              {
                name: `projects/${id}/locations/europe-west1/${what}/9`,
                ...JSON.parse(JSON.stringify(data).replaceAll('ACCOUNT', addressOf('sa-1', id))),
              },
            ])(organization, parts, asked),
    ]),
  ),
  'workflows.projects.locations.workflows.list': inProject('workflows', ({ id }) => [
    {
      name: `projects/${id}/locations/europe-west1/workflows/w`,
      serviceAccount: `projects/${id}/serviceAccounts/${addressOf('sa-0', id)}`,
    },
  ]),
};

/** The answer of the fake; `undefined`: there is no such thing. */
export const answers = (
  organization: FakeOrganization,
  { id, parts }: Described,
  asked: Asked,
): Answered | undefined => handlers[id]?.(organization, parts, asked);
