import type { Coverage } from '../src/model/coverage.ts';
import type { Finding, PathStep } from '../src/model/finding.ts';
import { severityRank } from '../src/model/finding.ts';
import type { Identity } from '../src/model/identity.ts';
import type { BlastRadius } from '../src/model/reach.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Assessment } from '../src/model/rule.ts';
import type { Standing } from '../src/model/standing.ts';

/** By code unit: the same on every machine, whatever its language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const inReportOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted(
    (a, b) =>
      b.blastRadius - a.blastRadius ||
      severityRank(b.severity) - severityRank(a.severity) ||
      byText(a.fingerprint, b.fingerprint),
  );

export const sortedCoverage = (coverage: readonly Coverage[]): readonly Coverage[] =>
  coverage.toSorted(
    (a, b) =>
      byText(a.connector, b.connector) ||
      byText(a.scope, b.scope) ||
      byText(a.source, b.source) ||
      byText(a.status, b.status) ||
      byText(a.detail, b.detail),
  );

export const sortedAssessments = (assessments: readonly Assessment[]): readonly Assessment[] =>
  assessments.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.scope, b.scope));

/** One identity with all that a report says about it. */
export interface RankedIdentity {
  /** From 1. */
  readonly rank: number;
  /** Index into `Estate.identities`. */
  readonly index: number;
  readonly identity: Identity;
  readonly radius: BlastRadius;
  readonly standing: Standing;
  /** In report order. */
  readonly findings: readonly Finding[];
  /** Those that no exception in force accepts. */
  readonly open: readonly Finding[];
  /** The most severe of the open ones. */
  readonly worst: Finding | undefined;
}

const none: readonly Finding[] = [];

export const isOpen = (finding: Finding): boolean => finding.status !== 'accepted';

const worstOf = (findings: readonly Finding[]): Finding | undefined => {
  let worst = findings[0];
  for (const finding of findings) {
    if (severityRank(finding.severity) > severityRank(worst!.severity)) worst = finding;
  }
  return worst;
};

export interface Ranking {
  readonly findings: readonly Finding[];
  readonly at: (index: number) => RankedIdentity;
  /** By blast radius, largest first, then by the worst open finding, then by id. Made one at a time: an estate may have a million. */
  readonly identities: () => Iterable<RankedIdentity>;
}

/** The order that all formats share, computed once for a report. */
export const rank = (result: AuditResult): Ranking => {
  const { identities } = result.estate;
  const scores = Float64Array.from(identities, (_, index) => result.reach.radius(index).score);
  const findings = inReportOrder(result.findings);
  const findingsOf = Map.groupBy(findings, (finding) => finding.identity);
  const severities = Int8Array.from(identities, ({ id }) => {
    const worst = worstOf((findingsOf.get(id) ?? none).filter(isOpen));
    return worst === undefined ? -1 : severityRank(worst.severity);
  });
  const order = Uint32Array.from(identities, (_, index) => index).sort(
    (a, b) =>
      scores[b]! - scores[a]! ||
      severities[b]! - severities[a]! ||
      byText(identities[a]!.id, identities[b]!.id),
  );
  const place = new Uint32Array(order.length);
  order.forEach((index, position) => {
    place[index] = position + 1;
  });
  const at = (index: number): RankedIdentity => {
    const identity = identities[index]!;
    const found = findingsOf.get(identity.id) ?? none;
    const open = found.filter(isOpen);
    return {
      rank: place[index]!,
      index,
      identity,
      radius: result.reach.radius(index),
      standing: result.standings[index]!,
      findings: found,
      open,
      worst: worstOf(open),
    };
  };
  return {
    findings,
    at,
    *identities() {
      for (const index of order) yield at(index);
    },
  };
};

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
