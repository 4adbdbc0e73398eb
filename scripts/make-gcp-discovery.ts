/**
 * Google's discovery documents, reduced to the methods that a live scan of Google Cloud asks and what they answer with:
 * `node scripts/make-gcp-discovery.ts FOLDER`. The folder is `googleapiclient/discovery_cache/documents` of the PyPI package
 * google-api-python-client (Apache-2.0), unpacked. Descriptions are left out. Writes test/fixtures/gcp/discovery.json.gz.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Schema {
  readonly [member: string]: unknown;
}
interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly flatPath?: string;
  readonly parameters?: Readonly<Record<string, { readonly location: string }>>;
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
}
interface Resource {
  readonly methods?: Readonly<Record<string, Method>>;
  readonly resources?: Readonly<Record<string, Resource>>;
}
interface Document extends Resource {
  readonly revision: string;
  readonly servicePath: string;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Methods by document. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  'cloudasset.v1': ['assets.list', 'searchAllIamPolicies', 'searchAllResources'],
  'cloudresourcemanager.v3': [
    'organizations.search',
    'folders.search',
    'projects.search',
    'projects.get',
    'folders.get',
    'organizations.getIamPolicy',
    'folders.getIamPolicy',
    'projects.getIamPolicy',
  ],
  'iam.v1': [
    'projects.serviceAccounts.list',
    'projects.serviceAccounts.getIamPolicy',
    'projects.serviceAccounts.keys.list',
    'projects.roles.list',
    'organizations.roles.list',
    'projects.locations.workloadIdentityPools.list',
    'projects.locations.workloadIdentityPools.providers.list',
    'locations.workforcePools.list',
    'locations.workforcePools.providers.list',
    'projects.locations.oauthClients.list',
  ],
  'iam.v2': ['policies.listPolicies'],
  'logging.v2': ['entries.list'],
  'iamcredentials.v1': ['projects.serviceAccounts.generateAccessToken'],
  'apikeys.v2': ['projects.locations.keys.list'],
  'storage.v1': ['projects.hmacKeys.list'],
  'policyanalyzer.v1': ['projects.locations.activityTypes.activities.query'],
  'orgpolicy.v2': ['organizations.policies.list', 'folders.policies.list', 'projects.policies.list'],
  'serviceusage.v1': ['services.list'],
  'compute.v1': ['instances.aggregatedList', 'regions.list'],
  'run.v2': ['projects.locations.services.list', 'projects.locations.jobs.list'],
  'cloudfunctions.v2': ['projects.locations.functions.list'],
  'container.v1': ['projects.locations.clusters.list'],
  'dataflow.v1b3': ['projects.jobs.aggregated'],
  'workflows.v1': ['projects.locations.workflows.list'],
  'dataproc.v1': ['projects.regions.clusters.list'],
  'composer.v1': ['projects.locations.environments.list'],
  'notebooks.v2': ['projects.locations.instances.list'],
  'cloudidentity.v1': ['groups.lookup', 'groups.memberships.list'],
  'agentidentity.v1': [
    'projects.locations.authProviders.list',
    'projects.locations.authProviders.queryWorkloads',
    'projects.locations.authProviders.authorizations.list',
    'projects.locations.accessSummaries.list',
  ],
  'agentregistry.v1': [
    'projects.locations.list',
    'projects.locations.agents.list',
    'projects.locations.mcpServers.list',
    'projects.locations.endpoints.list',
    'projects.locations.bindings.list',
  ],
  'aiplatform.v1': [
    'projects.locations.list',
    ...['reasoningEngines', 'endpoints', 'schedules', 'pipelineJobs', 'customJobs'].map(
      (what) => `projects.locations.${what}.list`,
    ),
  ],
  'recommender.v1': ['organizations', 'folders', 'projects'].flatMap((node) => [
    `${node}.locations.insightTypes.insights.list`,
    `${node}.locations.recommenders.recommendations.list`,
  ]),
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of discovery documents');

const methodsIn = (resource: Resource): readonly Method[] => [
  ...Object.values(resource.methods ?? {}),
  ...Object.values(resource.resources ?? {}).flatMap(methodsIn),
];

const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      ['enumDescriptions', 'enumDeprecated', 'readOnly'].includes(name) ||
      (name === 'annotations' && typeof inner === 'object' && inner !== null && 'required' in inner) ||
      (name === 'description' && typeof inner === 'string')
        ? []
        : [[name, bare(inner)]],
    ),
  );
};

const referencesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
};

const documents = Object.entries(wanted).map(([name, ids]) => {
  const document = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Document;
  const api = name.slice(0, name.indexOf('.'));
  const all = methodsIn(document);
  const methods = ids.map((id) => {
    const method = all.find((each) => each.id === `${api}.${id}`);
    if (method === undefined) throw new Error(`${name} has no ${id}`);
    return {
      id: method.id,
      httpMethod: method.httpMethod,
      path: `/${document.servicePath}${method.flatPath ?? method.path}`,
      parameters: Object.entries(method.parameters ?? {})
        .filter(([, { location }]) => location === 'query')
        .map(([parameter]) => parameter),
      request: method.request?.$ref,
      response: method.response?.$ref,
    };
  });
  const needed = new Set<string>();
  const open = methods.flatMap(({ request, response }) =>
    [request, response].filter((each) => each !== undefined),
  );
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (needed.has(next)) continue;
    needed.add(next);
    open.push(...referencesIn(document.schemas[next]));
  }
  const schemas = Object.fromEntries([...needed].sort().map((id) => [id, bare(document.schemas[id])]));
  return { name, revision: document.revision, methods, schemas };
});

const text = JSON.stringify({ source: 'google-api-python-client, Apache-2.0', documents });
writeFileSync('test/fixtures/gcp/discovery.json.gz', gzipSync(text, { level: 9 }));
process.stdout.write(`${documents.length} documents, ${text.length} bytes\n`);
