import type { Duration } from '../../../src/model/grant.ts';

/** For how long something is held, and what is asked before it is. */
export interface Term {
  readonly duration: Duration;
  /** ISO 8601; with `time-bound` and `activated`, and with `permanent` where it lies beyond what the role's policy lets last. */
  readonly until?: string;
  /** Of `eligible`: what activating it asks for, one short clause each. */
  readonly activation?: readonly string[];
}

export const permanent: Term = { duration: 'permanent' };

/** How sure it is to be there tomorrow: the weakest part of a chain decides. */
const weakness: Readonly<Record<Duration, number>> = {
  permanent: 0,
  unknown: 1,
  'time-bound': 2,
  activated: 3,
  eligible: 4,
};

/** Held through something that is held itself: a role of a group whose membership ends. */
export const through = (a: Term, b: Term): Term => {
  const weaker = weakness[a.duration] >= weakness[b.duration] ? a : b;
  const ends = [a.until, b.until].filter((end) => end !== undefined).sort();
  const activation = [...new Set([...(a.activation ?? []), ...(b.activation ?? [])])];
  return {
    duration: weaker.duration,
    ...(ends.length === 0 || weaker.duration === 'eligible' ? {} : { until: ends[0]! }),
    ...(activation.length === 0 ? {} : { activation }),
  };
};

export const isEligible = ({ duration }: Term): boolean => duration === 'eligible';

interface Instance {
  readonly is: 'active' | 'eligible';
  readonly assignmentType?: string | null | undefined;
  readonly startDateTime?: string | null | undefined;
  readonly endDateTime?: string | null | undefined;
}

/** Of the role or membership: what is asked at activation, and how long an active assignment may last, in milliseconds. */
export interface TermPolicy {
  readonly asks: readonly string[];
  readonly longest?: number | undefined;
}

const hour = 3_600_000;

/**
 * Whether an end lies further away than the policy lets an assignment last that is made today, or when it begins: it was made
 * against the policy, or before it. What was extended in time is within it.
 */
const isBeyond = (
  { startDateTime, endDateTime }: Instance,
  longest: number | undefined,
  now: string,
): boolean => {
  if (longest === undefined || endDateTime == null) return false;
  const start = startDateTime == null ? Number.NaN : Date.parse(startDateTime);
  const from = Number.isNaN(start) ? Date.parse(now) : Math.max(start, Date.parse(now));
  return Date.parse(endDateTime) - from > longest + hour;
};

/**
 * `Assigned` without an end is standing; with one it is time-bound, where its policy lets it last so long; `Activated` ends, at the
 * latest, as it says.
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure
 */
export const termOfInstance = (instance: Instance, { asks, longest }: TermPolicy, now: string): Term => {
  const { is, assignmentType, endDateTime } = instance;
  if (is === 'eligible') return { duration: 'eligible', activation: asks };
  const until = endDateTime ?? undefined;
  if (assignmentType?.toLowerCase() === 'activated')
    return { duration: 'activated', ...(until === undefined ? {} : { until }) };
  if (until === undefined) return permanent;
  return { duration: isBeyond(instance, longest, now) ? 'permanent' : 'time-bound', until };
};

/** What an eligible thing is worth once its own end is past: nothing. */
export const hasEnded = (endDateTime: string | null | undefined, now: string): boolean =>
  endDateTime != null && Date.parse(endDateTime) <= Date.parse(now);
