import { z } from 'zod';
import { answerFault } from '../../../src/collection/failure.ts';
import { batchCall } from './calls/graph.ts';
import type { AzureCall } from './calls.ts';

/**
 * What an entry of a list must have to be one of the API's. Proxies and sign-in pages answer with 200 as well. Only what
 * Microsoft always gives is asked for here: the rest is up to the records.
 */
const text = z.string();
const withId = z.object({ id: text });
const withTexts = (...members: readonly string[]) =>
  z.object(Object.fromEntries(members.map((member) => [member, text])));
const instance = z.object({ id: text, principalId: text });

const settings = z.looseObject({}).nullish();
const listOf = (entry: z.ZodType) => z.array(entry).nullish();
const typed = z.object({ id: text, '@odata.type': text.nullish() });
const rules = listOf(
  z.looseObject({
    id: text.nullish(),
    enabledRules: listOf(text),
    setting: z
      .looseObject({
        approvalStages: listOf(
          z.looseObject({ primaryApprovers: listOf(z.record(text, z.union([text, z.boolean(), z.null()]))) }),
        ),
      })
      .nullish(),
  }),
);
const managementPolicy = z.object({
  id: text,
  roleDefinitionId: text.nullish(),
  policy: z.looseObject({ rules }).nullish(),
});

const roleManagementPolicies = 'GET /v1.0/policies/roleManagementPolicyAssignments';
const authorization = 'GET {scope}/providers/Microsoft.Authorization';

/** Of an entry as it is given on: of what the SDK reads, its model. Others: an id is enough. */
const shapes: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['GET /subscriptions', z.object({ subscriptionId: text })],
  [`${authorization}/roleAssignments`, withTexts('id', 'principalId', 'roleDefinitionId')],
  [`${authorization}/roleDefinitions`, z.object({ id: text, name: text, permissions: z.array(z.unknown()) })],
  [`${authorization}/denyAssignments`, withTexts('id', 'scope')],
  [
    `${authorization}/roleAssignmentScheduleInstances`,
    withTexts('id', 'principalId', 'roleDefinitionId', 'scope'),
  ],
  [
    `${authorization}/roleEligibilityScheduleInstances`,
    withTexts('id', 'principalId', 'roleDefinitionId', 'scope'),
  ],
  [
    `${authorization}/roleManagementPolicyAssignments`,
    z.object({ id: text, scope: text, effectiveRules: rules }),
  ],
  ['GET /v1.0/applications', z.object({ id: text, appId: text, owners: listOf(typed) })],
  ['GET /v1.0/servicePrincipals/{id}/appRoleAssignedTo', z.object({ principalId: text, resourceId: text })],
  ['GET /v1.0/oauth2PermissionGrants', z.object({ clientId: text, resourceId: text })],
  ['GET /v1.0/roleManagement/directory/roleAssignments', instance],
  ['GET /v1.0/roleManagement/directory/roleAssignmentScheduleInstances', instance],
  ['GET /v1.0/roleManagement/directory/roleEligibilityScheduleInstances', instance],
  ['GET /v1.0/identityGovernance/privilegedAccess/group/assignmentScheduleInstances', instance],
  ['GET /v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances', instance],
  ['GET /beta/reports/servicePrincipalSignInActivities', z.object({ appId: text })],
  ['GET /beta/reports/appCredentialSignInActivities', z.object({ keyId: text })],
  [roleManagementPolicies, managementPolicy],
  [`${roleManagementPolicies} (of a group)`, managementPolicy],
  [
    'GET /beta/identity/conditionalAccess/policies',
    z.object({
      id: text,
      state: text,
      conditions: z.looseObject({
        users: z.looseObject({ includeUsers: listOf(text) }).nullish(),
        clientApplications: settings,
      }),
      grantControls: settings,
    }),
  ],
  [
    'POST /providers/Microsoft.ResourceGraph/resources (hierarchy)',
    z.object({
      id: text,
      type: text,
      name: text.nullish(),
      parent: text.nullish(),
      subscriptionId: text.nullish(),
      ancestors: z.array(z.looseObject({ name: text })).nullish(),
    }),
  ],
]);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const permission = z.looseObject({
  actions: z.array(text).nullish(),
  notActions: z.array(text).nullish(),
  dataActions: z.array(text).nullish(),
  notDataActions: z.array(text).nullish(),
  condition: text.nullish(),
});
const party = z.looseObject({ id: text });

/** What the SDK's reader would choke on, or make something else of. */
const inArm = z.looseObject({
  id: text,
  properties: z.looseObject({
    permissions: z.array(permission).nullish(),
    assignableScopes: z.array(text).nullish(),
    principals: z.array(party).nullish(),
    excludePrincipals: z.array(party).nullish(),
    effectiveRules: z.array(z.looseObject({ id: text, ruleType: text })).nullish(),
    expandedProperties: z.looseObject({}).nullish(),
    policyAssignmentProperties: z.looseObject({}).nullish(),
  }),
});

/** An answer of which the SDK can read everything: what is not as documented is an empty entry, which is then left out. */
export const readable = (answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Array.isArray(answer.value)
    ? { ...answer, value: answer.value.map((each) => (inArm.safeParse(each).success ? each : {})) }
    : answer;

/** Whether an entry of a list has the form that is documented. */
export const isEntry = (call: string, entry: unknown): boolean =>
  (shapes.get(call) ?? withId).safeParse(entry).success;

export const nextOf = ({ kql }: AzureCall, answer: Readonly<Record<string, unknown>>): string | undefined => {
  const next = kql === undefined ? (answer.nextLink ?? answer['@odata.nextLink']) : answer.$skipToken;
  if (next === undefined || next === null || next === '') return;
  if (typeof next === 'string') return next;
  throw answerFault('what leads to the next page is no text');
};

/** The entries of a list, of whatever form. @throws answerFault */
export const entriesOf = (call: AzureCall, answer: Readonly<Record<string, unknown>>): readonly unknown[] => {
  const list = call.kql === undefined ? answer.value : answer.data;
  if (Array.isArray(list)) return list;
  throw answerFault('the answer is not the list that Microsoft documents');
};

/** @throws answerFault where it is no answer to the call */
export const checkAnswer = (call: AzureCall, answer: unknown): Readonly<Record<string, unknown>> => {
  if (!isObject(answer)) throw answerFault('the answer is no JSON object');
  if (call.id === batchCall.id) {
    if (!Array.isArray(answer.responses)) throw answerFault('the answer is not that of a $batch');
  } else if (call.single === true) {
    if (!withId.safeParse(answer).success)
      throw answerFault('the answer has not the form that Microsoft documents');
  } else {
    entriesOf(call, answer);
    // More than the service gives at once, and nothing to ask on with: the rest would be lost in silence.
    if (call.kql !== undefined && answer.resultTruncated === 'true' && nextOf(call, answer) === undefined)
      throw answerFault('the answer is cut off, and does not say how to go on');
  }
  return answer;
};
