import type { RankedIdentity } from '../src/audit/ranking.ts';
import type { PathStep } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';

/** A path costs one search of the graph: beyond this many identities only those with findings are given theirs. */
export const identitiesWithAllPaths = 20_000;

export const givesAllPaths = (result: AuditResult): boolean =>
  result.estate.identities.length <= identitiesWithAllPaths;

/** The path that a list of identities carries; `explain` gives the others. */
export const listedPath = (result: AuditResult, ranked: RankedIdentity): readonly PathStep[] => {
  const { hops, admin, adminIf } = ranked.radius;
  const reachesBeyond = hops > 0 || admin.length > 0 || adminIf.length > 0;
  if (!reachesBeyond || !(givesAllPaths(result) || ranked.findings.length > 0)) return [];
  return result.reach.path(ranked.index);
};
