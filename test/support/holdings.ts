import type { Condition } from '../../src/model/condition.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { FactRef } from '../../src/model/evidence.ts';
import type { Grant } from '../../src/model/grant.ts';
import { levelName } from '../../src/model/level.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { effectiveDuration, standingOf } from '../../src/model/standing.ts';
import type { Trust } from '../../src/model/trust.ts';

/** Lines of text for what an estate says of everybody, value by value: tests keep them in a file that is changed by hand. */
const { longestGrantDays } = defaultSettings.thresholds;
const day = (time: string | undefined): string | undefined => time?.slice(0, 10);
const said = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(', ');

const holds = (credential: Credential, of: string): string => {
  const { id, kind, lifetime, binding, status, service, createdAt, expiresAt, lastUsedAt, maxSeconds } =
    credential;
  const own = id.replace(of, '').replace(/^#/, '');
  return `  holds ${said(
    own === '' || own === kind ? kind : `${kind} ${own}`,
    `${lifetime} on ${binding}`,
    status,
    createdAt && `made ${day(createdAt)}`,
    expiresAt && `ends ${day(expiresAt)}`,
    lastUsedAt && `used ${day(lastUsedAt)}`,
    maxSeconds === undefined ? undefined : `${maxSeconds} s`,
    service && `only ${service}`,
  )}`;
};

const may = (grant: Grant, home: string, now: number): string => {
  const { name, via, scope, duration, until } = grant;
  const inForce = effectiveDuration(grant, now, longestGrantDays);
  return `  may ${said(
    `${name} (${via})`,
    duration,
    until && `until ${day(until)}`,
    inForce === duration ? undefined : `in force ${inForce}`,
    scope === home ? undefined : `in ${scope}`,
  )}`;
};

/** Who everybody is and by what that is known, and both axes of its standing. */
export const holdingsOf = ({ identities, collectedAt }: Estate): readonly string[] => {
  const now = Date.parse(collectedAt);
  return identities.flatMap(({ id, kind, nature, environment, owner, scope, credentials, grants }) => [
    id.replace(`arn:aws:iam::${scope}:`, `${scope} `),
    `  is ${said(kind, `${nature.is}: ${nature.reason}`, environment, owner === undefined ? 'nobody owns it' : `owned by ${owner}`)}`,
    `  stands ${standingOf(grants, credentials, now, longestGrantDays)}`,
    ...credentials.map((credential) => holds(credential, id)),
    ...grants.map((grant) => may(grant, scope, now)),
  ]);
};

const asks = (conditions: readonly Condition[]): string | undefined =>
  conditions.length === 0
    ? undefined
    : `if ${conditions.map((each) => `${each.class} ${each.operator} ${each.key} ${each.values.join('|')}`).join(' and ')}`;

/** At most so many services are named; more are counted. */
const named = 6;
const servicesOf = ({ services }: Estate, held: readonly number[]): string =>
  held.length > named ? `${held.length} services` : held.map((each) => services[each]!.name).join(' ');

const gives = (
  estate: Estate,
  { privileges, conditions, providerManaged, source }: Grant,
  of: FactRef,
): string => {
  const kinds = Map.groupBy(
    privileges.toSorted((a, b) => b.level - a.level),
    ({ level, breadth, full }) =>
      `${full ? 'all of ' : ''}${levelName(level)}${breadth === 1 ? '' : ` x ${breadth.toFixed(3)}`} of`,
  );
  return `    gives ${said(
    ...[...kinds].map(
      ([kind, of]) =>
        `${kind} ${servicesOf(
          estate,
          of.map(({ service }) => service),
        )}`,
    ),
    privileges.length === 0 ? 'nothing' : undefined,
    providerManaged ? "the provider's" : undefined,
    asks(conditions),
    written(source, of),
  )}`;
};

const lets = (
  { mechanism, party, principal, external, scope, conditions, only, openEnds, source }: Trust,
  of: FactRef,
): string =>
  `  lets ${said(
    `${mechanism} ${party} ${principal}`,
    `external: ${external}`,
    scope && `of ${scope}`,
    only && `only ${only.map((each) => `${each.party} ${each.principal}`).join('|')}`,
    openEnds && `open: ${openEnds.map(({ of, by }) => `${of} ${by.join('|')}`).join('|')}`,
    asks(conditions),
    written(source, of),
  )}`;

/** Where it is written, as far as that is not the place of the identity itself. */
const written = (source: FactRef | undefined, of: FactRef): string | undefined =>
  source === undefined || source === of
    ? undefined
    : `by ${source.record}${source.id === of.id ? '' : ` ${source.id}`}${source.pointer ?? ''}`;

/** The same with what every grant gives, who may become whom, what runs as them, and where they stand. */
export const everythingOf = (estate: Estate): readonly string[] => {
  const now = Date.parse(estate.collectedAt);
  return estate.identities.flatMap((identity) => {
    const { id, kind, name, nature, environment, owner, scope, credentials, grants } = identity;
    const marks = ['providerOwned', 'breakGlass', 'scanner', 'agent', 'bounded', 'trustsUnseen'] as const;
    return [
      `${id} ${name}`,
      `  is ${said(
        `${kind} of ${scope}`,
        `${nature.is}: ${nature.reason}`,
        environment,
        owner === undefined ? 'nobody owns it' : `owned by ${owner}`,
        identity.createdAt && `made ${day(identity.createdAt)}`,
        identity.lastUsedAt && `used ${day(identity.lastUsedAt)}`,
        identity.observedSince && `seen since ${day(identity.observedSince)}`,
        ...marks.filter((mark) => identity[mark] === true),
        `by ${identity.source.record}${identity.source.id === id ? '' : ` ${identity.source.id}`}`,
      )}`,
      `  stands ${standingOf(grants, credentials, now, longestGrantDays)}`,
      ...credentials.map((credential) =>
        said(
          holds(credential, id),
          credential.secondFactor === undefined ? undefined : `second factor ${credential.secondFactor}`,
          written(credential.source, identity.source),
        ),
      ),
      ...grants.flatMap((grant) => [may(grant, scope, now), gives(estate, grant, identity.source)]),
      ...identity.trusts.map((trust) => lets(trust, identity.source)),
      ...(identity.workloads ?? []).map((workload) => `  runs ${workload.kind} ${workload.name}`),
    ];
  });
};

/** Where everything lies: scopes with what holds them. */
export const scopesOf = (estate: Estate): readonly string[] =>
  estate.scopes.map(
    ({ id, kind, name, parent, environment, owner, environmentReason, services, ...more }) =>
      `${id} ${said(
        kind,
        name,
        parent && `in ${parent}`,
        environment,
        environmentReason,
        owner && `owned by ${owner}`,
        more.public && 'public',
        `with ${servicesOf(estate, services)}`,
      )}`,
  );

/** Lines of a file that say something. */
export const linesIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

/** Paths of members that are there and have no value: what is not known is left out. */
export const undefinedIn = (value: unknown, path = ''): readonly string[] =>
  value === undefined
    ? [path]
    : typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
      ? Object.entries(value).flatMap(([name, inner]) => undefinedIn(inner, `${path}/${name}`))
      : [];
