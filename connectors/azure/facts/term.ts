import type { Duration } from '../../../src/model/grant.ts';

/** For how long something is held, and what is asked before it is. */
export interface Term {
  readonly duration: Duration;
  /** ISO 8601; with `time-bound` and `activated`. */
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
  readonly endDateTime?: string | null | undefined;
}

/**
 * `Assigned` without an end is standing; with one it is time-bound; `Activated` ends, at the latest, as it says.
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure
 */
export const termOfInstance = (
  { is, assignmentType, endDateTime }: Instance,
  activation: readonly string[],
): Term => {
  if (is === 'eligible') return { duration: 'eligible', activation };
  const until = endDateTime ?? undefined;
  if (assignmentType?.toLowerCase() === 'activated')
    return { duration: 'activated', ...(until === undefined ? {} : { until }) };
  return until === undefined ? permanent : { duration: 'time-bound', until };
};

/** What an eligible thing is worth once its own end is past: nothing. */
export const hasEnded = (endDateTime: string | null | undefined, now: string): boolean =>
  endDateTime != null && Date.parse(endDateTime) <= Date.parse(now);
