import { byText } from '../model/by-text.ts';
import type { ExposureScore } from '../model/exposure-score.ts';
import { letsIdentity } from '../model/filter.ts';
import type { Finding } from '../model/finding.ts';
import { severityRank } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import type { BlastRadius } from '../model/reach.ts';
import type { AuditResult } from '../model/report.ts';
import type { Standing } from '../model/standing.ts';
import { type FindingGroup, groupsOf } from './groups.ts';
import { type IdentityOrder, identityOrder, orderKeys } from './identity-order.ts';
import { isOpen, mostSevere } from './order.ts';

/** One identity with all that a report says about it. */
export interface RankedIdentity {
  /** From 1. */
  readonly rank: number;
  /** Index into `Estate.identities`. */
  readonly index: number;
  readonly identity: Identity;
  readonly radius: BlastRadius;
  /** Worked out when asked. */
  readonly exposure: () => ExposureScore;
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
  /** In the order of their identities, then by severity, then fingerprint: of a scope, where the first of its identities is. */
  readonly findings: readonly Finding[];
  /** The same by what ends them, in the order of their first members. */
  readonly groups: readonly FindingGroup[];
  /** Id of the group of each finding, by fingerprint. */
  readonly groupOf: ReadonlyMap<string, string>;
  readonly at: (index: number) => RankedIdentity;
  /** Those that are shown, in the order of {@link orderKeys}. Made one at a time: an estate may have a million. */
  readonly identities: () => Iterable<RankedIdentity>;
  /** Why one identity (index) stands before another. Undefined: only their ids differ. */
  readonly decision: IdentityOrder['decision'];
}

const rankings = new WeakMap<AuditResult, Ranking>();

/** The order that all formats share, worked out once for a result. */
export const rank = (result: AuditResult): Ranking => {
  const ranking = rankings.get(result) ?? ranked(result);
  rankings.set(result, ranking);
  return ranking;
};

const ranked = (result: AuditResult): Ranking => {
  const { estate, reach, settings, exposure, filter } = result;
  const { identities } = estate;
  const { order, decision } = identityOrder(estate, orderKeys(estate, reach, settings, exposure));
  const place = new Uint32Array(order.length);
  order.forEach((index, position) => {
    place[index] = position + 1;
  });
  const indexOf = indexesOf(result);
  const findings = inOrder(result, place, indexOf);
  const findingsOf = Map.groupBy(findings, (finding) => indexOf.get(finding.identity));
  const at = (index: number): RankedIdentity => {
    const identity = identities[index]!;
    const found = findingsOf.get(index) ?? none;
    const open = found.length === 0 ? none : found.filter(isOpen);
    return {
      rank: place[index]!,
      index,
      identity,
      radius: reach.radius(index),
      exposure: () => exposure(index),
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
      for (const index of order)
        if (filter === undefined || letsIdentity(filter.filter, identities[index]!)) yield at(index);
    },
    decision,
  };
};

/** Index of each identity that a finding is about. */
const indexesOf = ({ estate, findings }: AuditResult): ReadonlyMap<string, number> => {
  const wanted = new Set<string>();
  for (const { identity, about } of findings) {
    wanted.add(identity);
    for (const id of about ?? []) wanted.add(id);
  }
  const indexes = new Map<string, number>();
  if (wanted.size === 0) return indexes;
  for (const [index, { id }] of estate.identities.entries()) if (wanted.has(id)) indexes.set(id, index);
  return indexes;
};

/** @param place by identity (index), from 1 */
const inOrder = (
  { findings }: AuditResult,
  place: Uint32Array,
  indexOf: ReadonlyMap<string, number>,
): readonly Finding[] => {
  const placeOf = (id: string): number => {
    const index = indexOf.get(id);
    return index === undefined ? Number.POSITIVE_INFINITY : place[index]!;
  };
  const firstPlace = ({ identity, about }: Finding): number =>
    (about ?? []).reduce((first, id) => Math.min(first, placeOf(id)), placeOf(identity));
  const keyed = findings.map((finding) => ({
    finding,
    place: firstPlace(finding),
    severity: severityRank(finding.severity),
  }));
  keyed.sort(
    (a, b) =>
      (a.place === b.place ? 0 : a.place - b.place) ||
      b.severity - a.severity ||
      // What is said of one identity comes before what is said of all of its scope.
      Number(a.finding.about !== undefined) - Number(b.finding.about !== undefined) ||
      byText(a.finding.fingerprint, b.finding.fingerprint),
  );
  return keyed.map(({ finding }) => finding);
};

/** What a list of work holds, and what it leaves out. */
export interface WorkList {
  /** Those with open findings first, then those without that reach something; each in the order of the ranking. */
  readonly listed: readonly RankedIdentity[];
  /** How many more with open findings there are. */
  readonly more: number;
  /** People who were left out. */
  readonly people: number;
}

/**
 * The identities that a page lists: what has nothing open does not stand before what has, and people stand in it when asked
 * for.
 */
export const workList = (
  ranking: Ranking,
  most: number,
  { people = false }: { readonly people?: boolean | undefined } = {},
): WorkList => {
  const work: RankedIdentity[] = [];
  const idle: RankedIdentity[] = [];
  let more = 0;
  let left = 0;
  for (const ranked of ranking.identities()) {
    if (!people && ranked.identity.nature.is === 'human') left++;
    else if (ranked.worst !== undefined) {
      if (work.length < most) work.push(ranked);
      else more++;
    } else if (idle.length < most && ranked.radius.score > 0) idle.push(ranked);
  }
  return { listed: [...work, ...idle].slice(0, most), more, people: left };
};
