/**
 * How strong a privilege is, in words that hold for every provider. Weakest first; the index is the rank.
 * `control` is: can change permissions or take over identities there.
 */
export const levels = ['none', 'view', 'read', 'write', 'control'] as const;

export type Level = (typeof levels)[number];

/** Position in {@link levels}: 0 `none` … 4 `control`. Compare ranks, print names. */
export type LevelRank = 0 | 1 | 2 | 3 | 4;

export const levelRank = { none: 0, view: 1, read: 2, write: 3, control: 4 } as const satisfies Record<
  Level,
  LevelRank
>;

export const levelName = (rank: LevelRank): Level => levels[rank];
