import { agents, type GcpCall, pages } from './call.ts';

const registry = (what: string, list: string, why: string): GcpCall =>
  agents(
    `agentregistry.projects.locations.${what}.list`,
    `GET /v1/projects/{project}/locations/{location}/${what}`,
    [`agentregistry.${what}.list`],
    ['workloads'],
    {
      list,
      ...pages(500),
      bucket: 'others',
      lead: 'agentregistry.projects.locations.list',
      why,
      when: 'For each place of each project that has the API enabled.',
    },
  );

/** Agents and by what they sign in. Never a key: a provider is listed, its credentials are not retrieved. */
export const agentCalls: readonly GcpCall[] = [
  agents(
    'agentidentity.projects.locations.authProviders.list',
    'GET /v1/projects/{project}/locations/-/authProviders',
    ['agentidentity.authProviders.list'],
    ['credentials'],
    {
      list: 'authProviders',
      ...pages(500),
      bucket: 'others',
      lead: 'enabled',
      why: 'How agents sign in elsewhere: type, scopes, state.',
      when: 'For each project that has the API enabled.',
    },
  ),
  agents(
    'agentidentity.projects.locations.authProviders.queryWorkloads',
    'GET /v1/{provider}:queryWorkloads',
    ['agentidentity.authProviders.queryWorkloads'],
    ['workloads'],
    {
      list: 'workloadIds',
      ...pages(500),
      bucket: 'others',
      lead: 'agentidentity.projects.locations.authProviders.list',
      why: 'Which agents used a provider.',
      when: 'For each provider.',
    },
  ),
  agents(
    'agentidentity.projects.locations.authProviders.authorizations.list',
    'GET /v1/{provider}/authorizations',
    ['agentidentity.authorizations.list'],
    ['approvals'],
    {
      list: 'authorizations',
      ...pages(500),
      bucket: 'others',
      lead: 'agentidentity.projects.locations.authProviders.list',
      why: 'What people let agents do.',
      when: 'For each provider.',
    },
  ),
  agents(
    'agentidentity.projects.locations.accessSummaries.list',
    'GET /v1/projects/{project}/locations/-/accessSummaries',
    ['agentidentity.accessSummaries.list'],
    ['credential-use'],
    {
      list: 'accessSummaries',
      ...pages(500),
      bucket: 'others',
      lead: 'enabled',
      why: 'When each agent last used which credential.',
      when: 'For each project that has the API enabled.',
    },
  ),
  agents(
    'agentregistry.projects.locations.list',
    'GET /v1/projects/{project}/locations',
    ['agentregistry.locations.list'],
    [],
    {
      list: 'locations',
      ...pages(500),
      bucket: 'others',
      lead: 'enabled',
      why: 'Where agents can be registered.',
      when: 'For each project that has the API enabled.',
    },
  ),
  registry('agents', 'agents', 'Agents, and what they run as.'),
  registry('mcpServers', 'mcpServers', 'MCP servers and their tools.'),
  registry('endpoints', 'endpoints', 'Endpoints that agents call.'),
  registry('bindings', 'bindings', 'Which agent calls what, by which provider.'),
  agents(
    'aiplatform.projects.locations.list',
    'GET /v1/projects/{project}/locations',
    ['aiplatform.locations.list'],
    [],
    {
      list: 'locations',
      ...pages(500),
      bucket: 'others',
      lead: 'enabled',
      why: 'Where Vertex AI is.',
      when: 'For each project that has Vertex AI and one of the APIs of agents enabled.',
    },
  ),
  agents(
    'aiplatform.projects.locations.reasoningEngines.list',
    'GET /v1/projects/{project}/locations/{location}/reasoningEngines',
    ['aiplatform.reasoningEngines.list'],
    ['workloads'],
    {
      list: 'reasoningEngines',
      ...pages(100),
      bucket: 'others',
      regional: true,
      lead: 'aiplatform.projects.locations.list',
      why: 'Agents of Vertex AI, and what they really run as.',
      when: 'For each of those places.',
    },
  ),
];
