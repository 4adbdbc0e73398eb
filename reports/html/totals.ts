import { isOpen } from '../../src/audit/order.ts';
import type { RankedIdentity, Ranking } from '../../src/audit/ranking.ts';
import { type OwaspRisk, owaspRisks, severities, severityRank } from '../../src/model/finding.ts';
import { levels } from '../../src/model/level.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { isWithoutEnd, standings } from '../../src/model/standing.ts';
import { durationsOf, levelsOfProfiles, lifetimesOf } from './identities.ts';
import { type Crossing, durations, lifetimes, type Totals } from './page-data.ts';

const bandsFrom: readonly (readonly [name: string, least: number])[] = [
  ['half of the estate or more', 50],
  ['a quarter to a half', 25],
  ['5 to 25 %', 5],
  ['1 to 5 %', 1],
  ['less than 1 %', Number.MIN_VALUE],
  ['nothing', 0],
];

/** A table that is counted up one by one; rows and columns without any are left out. */
const counter = (rows: readonly string[], columns: readonly string[]) => {
  const of = rows.map(() => columns.map(() => 0));
  return {
    add: (row: string, column: string): void => {
      const counts = of[rows.indexOf(row)];
      const place = columns.indexOf(column);
      if (counts !== undefined && place >= 0) counts[place] = counts[place]! + 1;
    },
    crossing: (): Crossing => {
      const kept = columns.map((_, place) => of.some((counts) => counts[place]! > 0));
      const used = of.map((counts) => counts.some((count) => count > 0));
      return {
        rows: rows.filter((_, place) => used[place]),
        columns: columns.filter((_, place) => kept[place]),
        of: of.filter((_, place) => used[place]).map((counts) => counts.filter((_, place) => kept[place])),
      };
    },
  };
};

/** The one that lasts longest decides. */
const longest = (words: readonly string[], present: ReadonlySet<string>): string =>
  words.find((word) => present.has(word)) ?? 'none';

const longestLifetimes = ['static', 'expiring', 'unknown', 'platform-managed', 'short-lived'] as const;
const longestDurations = ['permanent', 'unknown', 'time-bound', 'activated', 'eligible', 'ended'] as const;

/** Everything that is counted over all identities that are shown, those that the table leaves out among them. */
export const totalsOf = (result: AuditResult, ranking: Ranking, rows: Iterable<RankedIdentity>): Totals => {
  const levelOf = levelsOfProfiles(result);
  const providers = [...new Set(result.estate.identities.map(({ provider }) => provider))].sort();
  const byProvider = counter(providers, standings);
  const byLevel = counter(levels.toReversed(), standings);
  const byAxis = counter([...lifetimes, 'none'], [...durations, 'none']);
  const bands = bandsFrom.map(([name]) => ({ name, identities: 0, standing: 0 }));
  const total = { identities: 0, machines: 0, people: 0, standing: 0, half: 0, controlling: 0 };
  for (const row of rows) {
    const { identity, radius, standing } = row;
    const isStanding = isWithoutEnd(standing);
    total.identities++;
    if (identity.nature.is === 'machine') total.machines++;
    if (identity.nature.is === 'human') total.people++;
    if (isStanding) total.standing++;
    if (radius.score >= 50) total.half++;
    if (radius.admin.length > 0) total.controlling++;
    const band = bands[bandsFrom.findIndex(([, least]) => radius.score >= least)]!;
    band.identities++;
    if (isStanding) band.standing++;
    byProvider.add(identity.provider, standing);
    byLevel.add(levels[levelOf[identity.profile] ?? 0]!, standing);
    byAxis.add(
      longest(longestLifetimes, lifetimesOf(row)),
      longest(longestDurations, durationsOf(row, result)),
    );
  }
  const openBySeverity = severities.map(() => 0);
  const acceptedBySeverity = severities.map(() => 0);
  const byRisk = new Map<OwaspRisk, number>();
  for (const finding of ranking.findings) {
    const counts = isOpen(finding) ? openBySeverity : acceptedBySeverity;
    counts[severityRank(finding.severity)]!++;
    if (isOpen(finding)) for (const risk of finding.owasp) byRisk.set(risk, (byRisk.get(risk) ?? 0) + 1);
  }
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  return {
    ...total,
    open: sum(openBySeverity),
    accepted: sum(acceptedBySeverity),
    openBySeverity,
    acceptedBySeverity,
    bands,
    byProvider: byProvider.crossing(),
    byLevel: byLevel.crossing(),
    byAxis: byAxis.crossing(),
    owasp: (Object.keys(owaspRisks) as OwaspRisk[]).map((id) => [id, owaspRisks[id], byRisk.get(id) ?? 0]),
  };
};
