import type { ChokePoint } from '../model/reach.ts';
import type { AuditResult } from '../model/report.ts';

/** The largest choke points that reports hold. */
export const listedChokePoints = 10;

const known = new WeakMap<AuditResult, readonly ChokePoint[]>();

/** Worked out once for a result: it walks all of the graph. */
export const chokePoints = (result: AuditResult): readonly ChokePoint[] => {
  const points = known.get(result) ?? result.reach.chokePoints(listedChokePoints);
  known.set(result, points);
  return points;
};

/** Those that are worth a line on a page: a step that only one identity takes is told by its own finding. */
export const firstChokePoints = (result: AuditResult, most: number): readonly ChokePoint[] =>
  chokePoints(result)
    .filter(({ identities, identitiesProven }) => Math.max(identities, identitiesProven) > 1)
    .slice(0, most);
