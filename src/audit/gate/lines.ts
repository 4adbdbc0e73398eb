import type { Condition } from '../../model/condition.ts';
import type { StateIdentity } from '../../model/gate.ts';
import type { Duration } from '../../model/grant.ts';
import { effectiveDuration } from '../../model/standing.ts';
import { dropped, isDead } from './conditions.ts';
import { contains, mayMeet } from './glob.ts';

/** One line of what an identity may do, as a state holds it. */
export type Line = StateIdentity['entitlements'][number];

/** The clock and the policy by which durations are told. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly longestGrantDays: number;
}

/** A line's duration by policy: an end too far away is `permanent`, a past one `ended`. */
export const durationOf = (line: Line, { now, longestGrantDays }: Clock): Duration | 'ended' =>
  isDead(line.conditions) ? 'ended' : effectiveDuration(line, now, longestGrantDays);

/** Whether a line lasts: `unknown` never passes as safe. */
export const isLasting = (duration: Duration | 'ended'): boolean =>
  duration === 'permanent' || duration === 'unknown';

const conditionKey = ({ operator, key, values }: Condition): string =>
  JSON.stringify([operator.toLowerCase(), key.toLowerCase(), [...values].sort()]);

/** The same for lines that mean the same: neither the order of anything nor what follows from the clock counts. */
export const lineKey = (line: Line): string =>
  JSON.stringify([
    line.scope,
    line.service,
    [...line.privileges].sort(),
    [...line.resources].sort(),
    [...line.exceptResources].sort(),
    line.duration,
    line.until ?? '',
    line.conditions.map(conditionKey).sort(),
  ]);

/** What of a line an older one must hold for it to be covered; `false` leaves that out of account. */
export interface Aspects {
  readonly time: boolean;
  readonly conditions: boolean;
  readonly resources: boolean;
  readonly scope: boolean;
}

export const allAspects: Aspects = { time: true, conditions: true, resources: true, scope: true };

const strength: Readonly<Record<Duration, number>> = {
  permanent: 3,
  unknown: 2,
  'time-bound': 1,
  activated: 1,
  eligible: 0,
};

/** Whether the older line lasts as long: by its kind, and by its end where it has one. */
const lastsAsLong = (older: Line, line: Line): boolean => {
  // An eligible grant in use is no more than the eligible grant.
  if (older.duration === 'eligible' && line.duration === 'activated') return true;
  if (strength[older.duration] < strength[line.duration]) return false;
  // Without an end of its own it ends with what it is given for: so does the other, or it lasts longer.
  if (older.until === undefined)
    return (
      (older.duration !== 'time-bound' && older.duration !== 'activated') ||
      (line.until === undefined && line.duration === older.duration)
    );
  if (line.duration === 'eligible' && older.duration !== 'eligible') return false;
  return line.until !== undefined && Date.parse(line.until) <= Date.parse(older.until);
};

/** What the exceptions of the older line leave of a resource pattern: all of it, or not. */
const exceptsNothingMore = (older: Line, line: Line, resource: string): boolean =>
  older.exceptResources.every(
    (excluded) => !mayMeet(excluded, resource) || line.exceptResources.some((own) => contains(own, excluded)),
  );

const holdsResource = (older: Line, line: Line, resource: string): boolean =>
  older.resources.some((pattern) => contains(pattern, resource)) && exceptsNothingMore(older, line, resource);

/** Privileges of many lines are long lists without wildcards: those are found by name. */
interface Privileges {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

const known = new WeakMap<Line, Privileges>();

const privilegesOf = (line: Line): Privileges => {
  let found = known.get(line);
  if (found === undefined) {
    found = {
      exact: new Set(line.privileges),
      patterns: line.privileges.filter((privilege) => privilege.includes('*')),
    };
    known.set(line, found);
  }
  return found;
};

const holdsPrivilege = (older: Line, privilege: string): boolean => {
  const { exact, patterns } = privilegesOf(older);
  return exact.has(privilege) || patterns.some((pattern) => contains(pattern, privilege));
};

/** Older lines that could cover a part of a line, all aspects but privilege and resource looked at. */
export const candidates = (
  line: Line,
  older: readonly Line[],
  aspects: Aspects,
  now: number,
): readonly Line[] =>
  older.filter(
    (other) =>
      (!aspects.scope || other.scope === line.scope) &&
      (other.service === line.service || other.service === '*') &&
      (!aspects.time || lastsAsLong(other, line)) &&
      (!aspects.conditions || dropped(line.conditions, other.conditions, now).length === 0),
  );

/**
 * Resources of a line on which the candidates together do not hold a privilege. Empty: it is covered. Without the aspect
 * `resources` one candidate that holds the privilege on anything covers it.
 */
export const uncovered = (
  line: Line,
  privilege: string,
  among: readonly Line[],
  aspects: Aspects,
): readonly string[] => {
  const holders = among.filter((other) => holdsPrivilege(other, privilege));
  if (holders.length === 0) return line.resources;
  if (!aspects.resources) return [];
  return line.resources.filter((resource) => !holders.some((other) => holdsResource(other, line, resource)));
};
