import { z } from 'zod';
import { answerFault } from '../../../src/collection/failure.ts';
import { namesSoundly } from '../import/carriers.ts';
import { gcpCall } from './calls.ts';

/**
 * The least that an answer or an entry of a list has to have, by call: what is not so was not said by Google. False, zero and
 * empty members are left out of its answers. https://protobuf.dev/programming-guides/json/
 */
const text = z.string().min(1);
const named = z.object({ name: text });
const word = z.string();

const settings = z.looseObject({}).optional();
const objects = z.array(z.looseObject({})).optional();
const words = z.array(word).optional();
const orgPolicies = z.array(
  z.looseObject({ constraint: text, booleanPolicy: settings, listPolicy: settings }),
);
const orgRule = z.looseObject({ enforce: z.boolean().optional(), condition: settings, values: settings });
const steps = z.array(z.looseObject({ approvers: z.array(z.looseObject({ principals: words })).optional() }));
const entitlement = z.object({
  name: text,
  approvalWorkflow: z
    .looseObject({ manualApprovals: z.looseObject({ steps: steps.optional() }).optional() })
    .optional(),
});
const parameter = z.looseObject({ name: word, value: word.optional(), multiStrValue: words });
const logEntry = z.object({
  logName: text,
  protoPayload: z
    .looseObject({
      metadata: z
        .looseObject({
          event: z
            .array(z.looseObject({ eventName: text, parameter: z.array(parameter).optional() }))
            .optional(),
        })
        .optional(),
    })
    .optional(),
});
const protocols = z.array(z.looseObject({ interfaces: objects })).optional();
const insight = z.object({
  name: text,
  content: z.looseObject({ exercisedPermissions: z.array(z.unknown()).optional() }).optional(),
});
const bindings = z.array(z.looseObject({ role: text, members: z.array(word).optional() })).optional();
const asset = z
  .looseObject({
    name: z.string().startsWith('//'),
    assetType: text,
    ancestors: z.array(word).optional(),
    resource: z.looseObject({ data: settings }).optional(),
    iamPolicy: z.looseObject({ bindings }).optional(),
    orgPolicy: orgPolicies.optional(),
  })
  .refine(({ assetType, resource }) => namesSoundly(assetType, resource?.data));
/** What runs as an account, by its type in the inventory. */
const carrier = (assetType: string, by = 'name') =>
  z.looseObject({ [by]: text }).refine((data) => namesSoundly(assetType, data));
const policy = z.object({ etag: text, bindings });

export const shapes: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  [
    'iamcredentials.projects.serviceAccounts.generateAccessToken',
    z.object({ accessToken: text, expireTime: text }),
  ],
  ['cloudresourcemanager.organizations.search', z.object({ name: z.string().startsWith('organizations/') })],
  [
    'cloudresourcemanager.projects.search',
    z.object({
      name: z.string().startsWith('projects/'),
      projectId: text,
      parent: word.optional(),
      state: word.optional(),
    }),
  ],
  ['cloudasset.assets.list RESOURCE', asset],
  ['cloudasset.assets.list IAM_POLICY', asset],
  ['cloudasset.assets.list ORG_POLICY', asset],
  ['cloudasset.searchAllIamPolicies', z.object({ resource: text, policy: z.looseObject({ bindings }) })],
  ['cloudasset.searchAllResources', z.object({ name: text })],
  ['cloudresourcemanager.getIamPolicy', policy],
  [
    'cloudresourcemanager.projects.get',
    z.object({ name: z.string().startsWith('projects/'), projectId: text }),
  ],
  ['cloudresourcemanager.folders.get', z.object({ name: z.string().startsWith('folders/') })],
  [
    'cloudresourcemanager.folders.search',
    z.object({ name: z.string().startsWith('folders/'), parent: word.optional() }),
  ],
  ['iam.policies.listPolicies', named],
  ['iam.organizations.locations.principalAccessBoundaryPolicies.list', named],
  ['iam.locations.policyBindings.list', named],
  ['iam.locations.workforcePools.list', named],
  ['iam.locations.workforcePools.providers.list', named],
  ['iam.projects.locations.oauthClients.list', named],
  ['storage.projects.hmacKeys.list', z.object({ accessId: text, serviceAccountEmail: text })],
  [
    'policyanalyzer.activities.query serviceAccountLastAuthentication',
    z.object({ fullResourceName: text, activityType: text }),
  ],
  [
    'policyanalyzer.activities.query serviceAccountKeyLastAuthentication',
    z.object({ fullResourceName: text, activityType: text }),
  ],
  ['privilegedaccessmanager.entitlements.list', entitlement],
  ['privilegedaccessmanager.entitlements.grants.list', named],
  ['cloudidentity.groups.lookup', z.object({ name: z.string().startsWith('groups/') })],
  [
    'cloudidentity.groups.memberships.list',
    z.object({ preferredMemberKey: z.object({ id: text }), roles: objects }),
  ],
  ['agentidentity.projects.locations.authProviders.list', named],
  ['agentidentity.projects.locations.authProviders.queryWorkloads', text],
  ['agentidentity.projects.locations.authProviders.authorizations.list', named],
  ['agentidentity.projects.locations.accessSummaries.list', named],
  ['agentregistry.projects.locations.list', z.object({ locationId: text })],
  ['agentregistry.projects.locations.agents.list', z.object({ name: text, protocols, skills: objects })],
  [
    'agentregistry.projects.locations.mcpServers.list',
    z.object({ name: text, tools: objects, interfaces: objects }),
  ],
  ['agentregistry.projects.locations.endpoints.list', named],
  [
    'agentregistry.projects.locations.bindings.list',
    z.object({ name: text, source: settings, target: settings, authProviderBinding: settings }),
  ],
  ['aiplatform.projects.locations.list', z.object({ locationId: text })],
  [
    'aiplatform.projects.locations.reasoningEngines.list',
    carrier('aiplatform.googleapis.com/ReasoningEngine'),
  ],
  ['serviceusage.services.list', named],
  ['iam.projects.serviceAccounts.list', z.object({ email: text, uniqueId: text })],
  ['iam.projects.serviceAccounts.keys.list', named],
  ['iam.projects.serviceAccounts.getIamPolicy', policy],
  ['iam.roles.list', named],
  ['iam.projects.locations.workloadIdentityPools.list', named],
  ['iam.projects.locations.workloadIdentityPools.providers.list', named],
  ['apikeys.projects.locations.keys.list', named],
  [
    'orgpolicy.policies.list',
    z.object({ name: text, spec: z.looseObject({ rules: z.array(orgRule).optional() }).optional() }),
  ],
  ['compute.instances.aggregatedList', carrier('compute.googleapis.com/Instance', 'selfLink')],
  ['run.projects.locations.services.list', carrier('run.googleapis.com/Service')],
  ['run.projects.locations.jobs.list', carrier('run.googleapis.com/Job')],
  ['cloudfunctions.projects.locations.functions.list', carrier('cloudfunctions.googleapis.com/Function')],
  ['container.projects.locations.clusters.list', carrier('container.googleapis.com/Cluster')],
  ['dataflow.projects.jobs.aggregated', carrier('dataflow.googleapis.com/Job', 'id')],
  ['notebooks.projects.locations.instances.list', carrier('notebooks.googleapis.com/Instance')],
  ['compute.regions.list', named],
  ['dataproc.projects.regions.clusters.list', carrier('dataproc.googleapis.com/Cluster', 'clusterName')],
  ['composer.projects.locations.environments.list', carrier('composer.googleapis.com/Environment')],
  ['aiplatform.projects.locations.endpoints.list', carrier('aiplatform.googleapis.com/Endpoint')],
  ['aiplatform.projects.locations.schedules.list', carrier('aiplatform.googleapis.com/Schedule')],
  ['aiplatform.projects.locations.pipelineJobs.list', carrier('aiplatform.googleapis.com/PipelineJob')],
  ['aiplatform.projects.locations.customJobs.list', carrier('aiplatform.googleapis.com/CustomJob')],
  ['iam.accessPolicies.get', named],
  ['logging.entries.list', z.object({ entries: z.array(logEntry).optional() })],
  ['workflows.projects.locations.workflows.list', carrier('workflows.googleapis.com/Workflow')],
  ['recommender.recommendations.list google.iam.policy.Recommender', named],
  ['recommender.insights.list google.iam.policy.Insight', insight],
  ['recommender.insights.list google.iam.policy.LateralMovementInsight', insight],
  ['recommender.insights.list google.iam.serviceAccount.Insight', insight],
]);

type Answer = Readonly<Record<string, unknown>>;

/** What a list may hold beside its entries. */
const besideEntries = new Set([
  'nextPageToken',
  'readTime',
  'unreachable',
  'unreachables',
  'missingZones',
  'failedLocation',
  'kind',
  'id',
  'selfLink',
  'etag',
  'warning',
  'totalSize',
]);

/** Whether an entry of a list has the form that is documented. */
export const isEntry = (call: string, entry: unknown): boolean =>
  shapes.get(call)?.safeParse(entry).success ?? false;

/** The entries of a list; absent they are none. @throws answerFault where the answer is no such list */
export const entriesOf = (call: string, answer: Answer): readonly unknown[] => {
  const member = gcpCall(call)?.list ?? '';
  const list = Object.hasOwn(answer, member) ? answer[member] : undefined;
  if (Array.isArray(list)) return list;
  const wrong = answerFault('the answer is not the list that Google documents');
  if (list !== undefined) {
    // Compute Engine: an object by place, each with a list of its own.
    if (call !== 'compute.instances.aggregatedList' || typeof list !== 'object' || list === null) throw wrong;
    return Object.values(list).flatMap((place): readonly unknown[] => {
      const own = (place as Answer | null)?.instances;
      return own === undefined ? [] : Array.isArray(own) ? own : [own];
    });
  }
  if (Object.keys(answer).some((name) => !besideEntries.has(name))) throw wrong;
  return [];
};

/** @throws answerFault where it is no answer to the call */
export const checkShape = (call: string, answer: unknown): void => {
  if (!(shapes.get(call)?.safeParse(answer).success ?? false))
    throw answerFault('the answer has not the form that Google documents');
};

/** Places that did not answer, as lists tell it. */
export const unreachedIn = (answer: Answer): readonly string[] =>
  ['unreachable', 'unreachables', 'missingZones', 'failedLocation'].flatMap((member) => {
    const told = Object.hasOwn(answer, member) ? answer[member] : undefined;
    return (Array.isArray(told) ? told : []).map((each) =>
      typeof each === 'string'
        ? each
        : String((each as { readonly name?: unknown } | null)?.name ?? 'a place'),
    );
  });
