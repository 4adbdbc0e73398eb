import { type FleetFile, staleAfter } from './fleet-file.ts';
import type { TargetState } from './targets.ts';

/** One word for each target: the first that fits. */
export const conditions = ['never', 'given-up', 'failing', 'stale', 'waiting', 'fresh'] as const;
export type Condition = (typeof conditions)[number];

/** @param now by the clock of the database, in milliseconds since 1970 */
export const conditionOf = (
  target: TargetState,
  file: Pick<FleetFile, 'stale' | 'every'>,
  now: number,
): Condition => {
  const { collectedAt, deadAt, failingSince, wantedAt, endedAt } = target;
  if (deadAt !== undefined) return 'given-up';
  if (failingSince !== undefined) return 'failing';
  if (collectedAt === undefined) return wantedAt === undefined ? 'never' : 'waiting';
  if (now - Date.parse(collectedAt) > staleAfter(file) * 1000) return 'stale';
  return wantedAt !== undefined && (endedAt === undefined || endedAt < wantedAt) ? 'waiting' : 'fresh';
};

export interface FleetStatus {
  readonly targets: number;
  readonly conditions: Readonly<Record<Condition, number>>;
  /** Those with which something is wrong. */
  readonly wrong: readonly (TargetState & { readonly condition: Condition })[];
}

export const statusOf = (
  states: readonly TargetState[],
  file: Pick<FleetFile, 'stale' | 'every'>,
  now: number,
): FleetStatus => {
  const judged = states.map((state) => ({ ...state, condition: conditionOf(state, file, now) }));
  const counted = new Map(conditions.map((condition) => [condition, 0]));
  for (const { condition } of judged) counted.set(condition, counted.get(condition)! + 1);
  return {
    targets: states.length,
    conditions: Object.fromEntries(counted) as Record<Condition, number>,
    wrong: judged.filter(({ condition }) => condition !== 'fresh' && condition !== 'waiting'),
  };
};
