import { byText } from '../model/by-text.ts';
import type { Finding } from '../model/finding.ts';
import { severityRank } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import type { BlastRadius } from '../model/reach.ts';
import type { AuditResult } from '../model/report.ts';
import type { Standing } from '../model/standing.ts';
import { type FindingGroup, groupsOf } from './groups.ts';
import { inReportOrder, isOpen, mostSevere } from './order.ts';

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

export interface Ranking {
  readonly findings: readonly Finding[];
  /** The same by what ends them, in the order of their first members. */
  readonly groups: readonly FindingGroup[];
  /** Id of the group of each finding, by fingerprint. */
  readonly groupOf: ReadonlyMap<string, string>;
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
    const worst = mostSevere((findingsOf.get(id) ?? none).filter(isOpen));
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
      worst: mostSevere(open),
    };
  };
  const groups = groupsOf(findings, result.rules);
  return {
    findings,
    groups,
    groupOf: new Map(
      groups.flatMap(({ id, members }) => members.map(({ fingerprint }) => [fingerprint, id] as const)),
    ),
    at,
    *identities() {
      for (const index of order) yield at(index);
    },
  };
};
