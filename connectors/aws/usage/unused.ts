import type { Identity } from '../../../src/model/identity.ts';
import type { UsageWindow } from '../../../src/model/usage.ts';
import { seenSince, usageWindowOf } from '../../../src/model/usage.ts';
import type { UsageTable } from '../../../src/usage/table.ts';
import { knownAction } from './event-actions.ts';

/**
 * Services whose calls CloudTrail writes down as management events, and which of their actions are none of that: data events,
 * which are off unless somebody pays for them, and privileges that are asked for within another call. Of services that are not
 * here nothing is said.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/ (dependent actions)
 */
const logged: ReadonlyMap<string, RegExp | undefined> = new Map<string, RegExp | undefined>([
  ['access-analyzer', undefined],
  ['account', undefined],
  ['autoscaling', undefined],
  ['cloudformation', undefined],
  ['cloudtrail', /^PutAuditEvents$/],
  ['codebuild', undefined],
  ['codedeploy', undefined],
  ['codepipeline', undefined],
  ['config', undefined],
  ['dynamodb', /Item|PartiQL|^Query$|^Scan$|Record|ShardIterator|^DescribeStream$/],
  ['ec2', /^GetConsole/],
  ['ecr', undefined],
  ['ecs', /^Poll$|^Submit|^DiscoverPollEndpoint$|^StartTelemetrySession$/],
  ['eks', /^AccessKubernetesApi$|^AssumeRoleForPodIdentity$/],
  ['elasticloadbalancing', undefined],
  ['glue', undefined],
  ['guardduty', undefined],
  // Privileges to hand on: the call is the other service's.
  ['iam', /^PassRole$|^CreateServiceLinkedRole$/],
  ['kms', /^(?:CreateGrant|.*Encrypt.*|.*Decrypt.*|GenerateDataKey.*|ReEncrypt.*)$/],
  ['lambda', /^Invoke|^EnableReplication|^DisableReplication/],
  ['organizations', undefined],
  ['rds', undefined],
  ['route53', undefined],
  ['secretsmanager', undefined],
  ['ssm', undefined],
  // A session's tags and its source are asked for within the call that begins it.
  ['sts', /^TagSession$|^SetSourceIdentity$|^SetContext$|^GetServiceBearerToken$/],
]);

/** Asked for within calls that make what is tagged. */
const tagging = /^(?:Tag|Untag|AddTags|CreateTags|CreateOrUpdateTags|RemoveTags|DeleteTags|AddResourceTags)/;

/** Of which events are in us-east-1 alone: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events */
const global: ReadonlySet<string> = new Set(['account', 'iam', 'organizations', 'route53', 'sts']);
const globalPlaces: ReadonlySet<string> = new Set(['us-east-1', 'us-gov-west-1', 'cn-north-1']);

/** Events that a trail may leave out: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html */
const leftOut: ReadonlySet<string> = new Set(['kms', 'rds']);

/** Logs that end so much before the facts still say how things are. Delivery takes minutes, the next file a day. */
const mayBeOld = 2 * 86_400_000;

const showsUse = (window: UsageWindow, table: UsageTable, action: string, collectedAt: string): boolean => {
  const [service = '', name = ''] = action.split(':');
  if (!logged.has(service) || knownAction(action) === undefined) return false;
  if (tagging.test(name) || logged.get(service)?.test(name) === true) return false;
  if (!window.reads || Date.parse(collectedAt) - Date.parse(window.to) > mayBeOld) return false;
  const data = table.windowData.get(window.scope);
  if (data === undefined) return false;
  const { Places: places, Services: services } = data;
  if (leftOut.has(service) && !services.includes(service)) return false;
  // That a trail is of all regions shows by more than one of them; no file says so.
  return global.has(service) ? places.some((place) => globalPlaces.has(place)) : places.length > 1;
};

/**
 * Since when a use would have been seen, in logs or by what IAM tells of the last use, while none was.
 * @param trackedSince of IAM's own data
 */
export const unusedSince = (
  identity: Identity,
  action: string,
  {
    usage,
    windows,
    collectedAt,
    trackedSince,
  }: {
    readonly usage: UsageTable;
    readonly windows: readonly UsageWindow[];
    readonly collectedAt: string;
    readonly trackedSince: string;
  },
): string | undefined => {
  const name = knownAction(action) ?? action;
  const service = name.slice(0, name.indexOf(':'));
  const { actionsLastUsed, serviceLastUsed, createdAt } = identity;
  const told = actionsLastUsed?.[name] ?? serviceLastUsed?.[service];
  const born = (since: string): string => (createdAt !== undefined && createdAt > since ? createdAt : since);
  const byIam = told === 'never' ? born(trackedSince) : undefined;
  const window = usageWindowOf(windows, identity);
  const seen = usage.of(identity.id);
  const byLogs =
    window !== undefined &&
    showsUse(window, usage, name, collectedAt) &&
    seen?.unmapped.has(service) !== true &&
    !(seen !== undefined && (seen.actions.get(name) ?? '') >= window.unbrokenSince)
      ? born(seenSince(window))
      : undefined;
  if (byIam !== undefined && seen?.actions.get(name) === undefined)
    return byLogs !== undefined && byLogs < byIam ? byLogs : byIam;
  return byLogs;
};
