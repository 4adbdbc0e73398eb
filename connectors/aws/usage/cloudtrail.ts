import { clientOf } from '../../../src/usage/client.ts';
import type { UsageEntry, UsageEvent } from '../../../src/usage/event.ts';
import { type Entry, memberOf, structOf, textOf, timeOf } from '../../../src/usage/members.ts';
import { networkOf } from '../../../src/usage/network.ts';
import { awsClients } from './clients.ts';
import { actionsOfEvent } from './event-actions.ts';
import { resourcesOf } from './event-resources.ts';

export const cloudTrail = 'CloudTrail';

/** Not allowed, or not let in: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const refusal =
  /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|AuthFailure|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|^OptInRequired/i;

interface Actor {
  readonly id: string;
  readonly scope: string;
}

const accountIn = (arn: string): string | undefined => /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1];

const actorAt = (arn: string | undefined): Actor | undefined => {
  const scope = arn === undefined ? undefined : accountIn(arn);
  return arn === undefined || scope === undefined ? undefined : { id: arn, scope };
};

/** Of a session whose issuer is not told, the role without its path: `arn:aws:sts::…:assumed-role/deploy/session`. */
const roleOfSession = (arn: string | undefined): Actor | undefined => {
  const parts = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn ?? '');
  return parts === null
    ? undefined
    : { id: `arn:${parts[1]}:iam::${parts[2]}:role/${parts[3]}`, scope: parts[2]! };
};

const issuer = (identity: Entry): Actor | undefined => {
  const context = structOf(identity, 'sessionContext');
  const issued = context === undefined ? undefined : structOf(context, 'sessionIssuer');
  return issued === undefined ? undefined : actorAt(textOf(issued, 'arn'));
};

/**
 * Who acted, by `userIdentity.type`. Those that are missing are no identities of an account: services, other accounts, and whoever
 * shows a token to enter a role.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
const actors: ReadonlyMap<string, (identity: Entry) => Actor | undefined> = new Map([
  ['AssumedRole', (identity: Entry) => issuer(identity) ?? roleOfSession(textOf(identity, 'arn'))],
  ['FederatedUser', issuer],
  ['IAMUser', (identity: Entry) => actorAt(textOf(identity, 'arn'))],
  ['Role', (identity: Entry) => issuer(identity) ?? actorAt(textOf(identity, 'arn'))],
  [
    'Root',
    (identity: Entry) => {
      const account = textOf(identity, 'accountId');
      const partition = /^arn:([^:]+):/.exec(textOf(identity, 'arn') ?? '')?.[1] ?? 'aws';
      return account !== undefined && /^\d{12}$/.test(account)
        ? { id: `arn:${partition}:iam::${account}:root`, scope: account }
        : undefined;
    },
  ],
]);

/** Long-lived keys begin so; sessions with ASIA: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const longLived = /^AKIA[A-Z0-9]{12,28}$/;

/**
 * Name of the session, where it is one that a platform gives: those of people hold their addresses. Empty: another one.
 * A function of Lambda has its own name, a machine of EC2 its id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse
 */
const sessionOf = (identity: Entry): string | undefined => {
  const type = textOf(identity, 'type');
  if (type !== 'AssumedRole' && type !== 'Role') return undefined;
  const arn = textOf(identity, 'arn') ?? '';
  return /^arn:[^:]+:sts::\d{12}:assumed-role\/[^/]+\/([\w+=,.-]{1,64})$/.exec(arn)?.[1] ?? '';
};

const yes = (value: unknown): boolean => value === true || value === 'true';
const no = (value: unknown): boolean => value === false || value === 'false';

/** The role that an `AssumeRole` leads into: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const entersRole = (event: Entry, service: string, name: string): Actor | undefined => {
  if (service !== 'sts' || !/^AssumeRole(?:WithSAML|WithWebIdentity)?$/.test(name)) return undefined;
  const parameters = structOf(event, 'requestParameters');
  const arn = parameters === undefined ? undefined : textOf(parameters, 'roleArn');
  return arn !== undefined && /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/.test(arn)
    ? actorAt(arn)
    : undefined;
};

const asides: Readonly<Record<string, string>> = {
  Insight: 'Insights event',
  NetworkActivity: 'network activity event',
  Aggregated: 'aggregated event',
};

/** In the place of an address, where a service called. */
const internal = 'AWS Internal';

/** @param value of any shape */
export const usageOfEvent = (value: unknown): UsageEntry => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { aside: 'element that is no event' };
  const event = value as Entry;
  const category = textOf(event, 'eventCategory');
  const aside = category === undefined ? undefined : new Map(Object.entries(asides)).get(category);
  if (aside !== undefined) return { aside };
  const time = timeOf(memberOf(event, 'eventTime'));
  const source = textOf(event, 'eventSource');
  const name = textOf(event, 'eventName');
  const identity = structOf(event, 'userIdentity');
  const account =
    textOf(event, 'recipientAccountId') ??
    (identity === undefined ? undefined : textOf(identity, 'accountId'));
  if (
    time === undefined ||
    source === undefined ||
    name === undefined ||
    account === undefined ||
    !/^\d{12}$/.test(account) ||
    !/^[\w.-]{1,128}$/.test(source) ||
    !/^[\w.:-]{1,128}$/.test(name)
  )
    return { aside: 'event without time, name or account' };
  const region = textOf(event, 'awsRegion') ?? '';
  const type = identity === undefined ? undefined : textOf(identity, 'type');
  const actor = identity === undefined || type === undefined ? undefined : actors.get(type)?.(identity);
  const key = identity === undefined ? undefined : textOf(identity, 'accessKeyId');
  const agent = textOf(event, 'userAgent');
  const session = identity === undefined ? undefined : sessionOf(identity);
  const address = textOf(event, 'sourceIPAddress');
  const network = address === undefined ? undefined : address === internal ? internal : networkOf(address);
  const { service, actions, unmapped } = actionsOfEvent(source, name);
  const enters = entersRole(event, service, name);
  const place = { partition: /^arn:([^:]+):/.exec(actor?.id ?? '')?.[1] ?? 'aws', region, account };
  return {
    log: cloudTrail,
    scope: account,
    time,
    ...(/^[a-z0-9-]{1,32}$/.test(region) ? { place: region } : {}),
    service,
    actions,
    ...(unmapped === true ? { unmapped } : {}),
    reads: yes(memberOf(event, 'readOnly')),
    ofData: category === 'Data' || no(memberOf(event, 'managementEvent')),
    refused: refusal.test(textOf(event, 'errorCode') ?? ''),
    ...(actor === undefined ? {} : { identity: actor }),
    ...(enters === undefined ? {} : { enters }),
    ...(session === undefined ? {} : { session }),
    ...(key !== undefined && longLived.test(key) ? { credential: key } : {}),
    resources: resourcesOf(event, service, place),
    ...(network === undefined ? {} : { network }),
    client: yes(memberOf(event, 'sessionCredentialFromConsole')) ? 'console' : clientOf(agent, awsClients),
  } satisfies UsageEvent;
};
