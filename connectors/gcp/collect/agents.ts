import { publicAddress } from '../../../src/redaction/address.ts';
import { at, type Element, listOf, type Made, object, text } from '../import/element.ts';
import { reasoningEngine } from '../import/elements.ts';
import { makeStep, type Place, type Step } from './place.ts';

const providers = 'agentidentity.projects.locations.authProviders.list';
const workloads = 'agentidentity.projects.locations.authProviders.queryWorkloads';
const authorizations = 'agentidentity.projects.locations.authProviders.authorizations.list';
const summaries = 'agentidentity.projects.locations.accessSummaries.list';
const registryPlaces = 'agentregistry.projects.locations.list';
const vertexPlaces = 'aiplatform.projects.locations.list';
const engines = 'aiplatform.projects.locations.reasoningEngines.list';

const addressIn = (written: unknown): string | undefined =>
  text(written) === '' ? undefined : publicAddress(text(written)).url;

/** The member of the parameters that is there says how it signs in; keys and secrets are input only, and have no place here. */
const providerTypes = [
  'apiKey',
  'twoLeggedOauth',
  'threeLeggedOauth',
  'geAuthProvider',
  'xaaAuthProvider',
  'connectorReferenceAuthProvider',
] as const;

const providerOf = (data: Element, used: readonly string[] | undefined): Made => {
  const parameters = object(data.authProviderTypeParams);
  const type = providerTypes.find((each) => Object.hasOwn(parameters, each));
  const own = object(type === undefined ? undefined : parameters[type]);
  return {
    kind: 'gcp.auth-provider',
    id: text(data.name),
    data: {
      ...data,
      type,
      tokenUrl: addressIn(own.tokenUrl ?? object(own.customIssuer).tokenUrl),
      clientId:
        own.clientId ?? object(own.clientSecretAuth).clientId ?? object(own.clientAssertionJwtAuth).clientId,
      workloads: used,
    },
  };
};

const named =
  (kind: 'gcp.agent-authorization' | 'gcp.access-summary') =>
  (data: Element): Made => ({
    kind,
    id: text(data.name),
    data: { ...data, ...(kind === 'gcp.access-summary' ? { tokenUrl: addressIn(data.tokenUrl) } : {}) },
  });

const attribute = (data: Element, name: string): Element =>
  object(object(data.attributes)[`agentregistry.googleapis.com/system/${name}`]);

const registered = (data: Element): Element => ({
  ...data,
  runtimeIdentity: attribute(data, 'RuntimeIdentity').principal,
  runtimeReference: attribute(data, 'RuntimeReference').uri,
  framework: attribute(data, 'Framework').framework,
  addresses: [
    ...new Set(
      [...at(data, ['interfaces', 'url']), ...at(data, ['protocols', 'interfaces', 'url'])].flatMap(
        (url) => addressIn(url) ?? [],
      ),
    ),
  ],
});

const registry: readonly (readonly [call: string, make: (data: Element) => Made])[] = [
  [
    'agentregistry.projects.locations.agents.list',
    (data) => ({
      kind: 'gcp.agent',
      id: text(data.name),
      data: { ...registered(data), skills: at(data, ['skills', 'name']) },
    }),
  ],
  [
    'agentregistry.projects.locations.mcpServers.list',
    (data) => ({
      kind: 'gcp.mcp-server',
      id: text(data.name),
      data: {
        ...registered(data),
        tools: listOf(data.tools).map((each) => {
          const { name, annotations } = object(each);
          const { readOnlyHint, destructiveHint } = object(annotations);
          return { name, readOnly: readOnlyHint, destructive: destructiveHint };
        }),
      },
    }),
  ],
  [
    'agentregistry.projects.locations.endpoints.list',
    (data) => ({ kind: 'gcp.agent-endpoint', id: text(data.name), data: registered(data) }),
  ],
  [
    'agentregistry.projects.locations.bindings.list',
    (data) => ({
      kind: 'gcp.agent-binding',
      id: text(data.name),
      data: {
        name: data.name,
        source: object(data.source).identifier,
        target: object(data.target).identifier,
        authProvider: object(data.authProviderBinding).authProvider,
        scopes: object(data.authProviderBinding).scopes,
        createTime: data.createTime,
      },
    }),
  ],
];

const readIdentity = async (step: Step, id: string): Promise<void> => {
  const { entries } = await step.list(providers, { project: id }, id);
  for (const entry of entries as readonly Element[]) {
    const name = text(entry.name);
    const used = await step.list(workloads, { provider: name }, name);
    step.put(providers, [providerOf(entry, used.whole ? used.entries.map(String) : undefined)]);
    const allowed = await step.list(authorizations, { provider: name }, name);
    step.put(
      authorizations,
      allowed.entries.map((each) => named('gcp.agent-authorization')(each as Element)),
    );
  }
  const seen = await step.list(summaries, { project: id }, id);
  step.put(
    summaries,
    seen.entries.map((each) => named('gcp.access-summary')(each as Element)),
  );
};

/** Google's form of the name of a place. */
const isPlace = (location: string): boolean => /^[a-z][a-z0-9-]{0,62}$/.test(location);

const placesBy = async (step: Step, call: string, id: string): Promise<readonly string[]> => {
  const { entries } = await step.list(call, { project: id }, id);
  return [...new Set(entries.map((entry) => text((entry as Element).locationId)).filter(isPlace))].sort();
};

const readRegistry = async (step: Step, id: string): Promise<void> => {
  for (const location of await placesBy(step, registryPlaces, id))
    for (const [call, make] of registry) {
      const { entries } = await step.list(call, { project: id, location }, `${id} ${location}`);
      step.put(
        call,
        entries.map((entry) => make(entry as Element)),
      );
    }
};

const readEngines = async (step: Step, id: string): Promise<void> => {
  for (const location of await placesBy(step, vertexPlaces, id)) {
    if (location === 'global') continue;
    const { entries } = await step.list(engines, { project: id, location }, `${id} ${location}`);
    step.put(
      engines,
      entries.map((entry) => reasoningEngine(entry as Element)),
    );
  }
};

/** What is enabled in a project. */
export interface AgentApis {
  readonly identity: boolean;
  readonly registry: boolean;
  readonly vertex: boolean;
}

export const dueAgents = (place: Place): void =>
  place.due(
    providers,
    workloads,
    authorizations,
    summaries,
    registryPlaces,
    ...registry.map(([call]) => call),
    vertexPlaces,
    engines,
  );

/** Agents, by what they sign in, and what they run as. */
export const readAgents = (place: Place, id: string, apis: AgentApis): Promise<void> =>
  makeStep(place, `agents ${id}`, async (step) => {
    if (apis.identity) await readIdentity(step, id);
    if (apis.registry) await readRegistry(step, id);
    if (apis.vertex) await readEngines(step, id);
  });
