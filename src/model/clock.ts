/** A time that was read in a file, and where. */
export interface Dated {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** File, thing and member: `account.json: arn:aws:iam::…:role/deploy, RoleLastUsed.LastUsedDate`. */
  readonly place: string;
}

/**
 * What the time of the facts rests on. `given`: `--collected-at`; `collection`: whoever collected wrote it down; `file-time`: the
 * last change of a file; `newest-date`: the newest date inside the files, because the last change lies too far from it.
 */
export const clockBases = ['given', 'collection', 'file-time', 'newest-date'] as const;
export type ClockBasis = (typeof clockBases)[number];

/** The one time by which a report says how old something is. */
export interface Clock {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly basis: ClockBasis;
  /** Newest last change of the files; absent: there are none without a time of their own. */
  readonly fileTime?: string | undefined;
  /** Newest date inside these files of something that has happened; absent: there is none. */
  readonly newest?: Dated | undefined;
  /** Which was taken and why, for people; one sentence. */
  readonly says: string;
}

/** Whether the facts may be younger than the clock says, so that every age is at least what it says. */
export const agesAreMinimums = (clock: Clock | undefined): boolean => clock?.basis === 'newest-date';
