import { isOpen } from '../../src/audit/order.ts';
import { rank } from '../../src/audit/ranking.ts';
import { byText } from '../../src/model/by-text.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { letsIdentity } from '../../src/model/filter.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { isWithoutEnd } from '../../src/model/standing.ts';
import type { ChangedFinding, ChangedIdentity, PageChanges } from './page-data.ts';

/** Lines of each list; the CSV tables of both reports hold all. */
const most = { lines: 1_000, sources: 50 } as const;

interface Seen {
  readonly radius: number;
  readonly standing: string;
}

/** Identities that are shown, with what is compared of them. */
const seenIn = ({ estate, reach, standings, filter }: AuditResult): ReadonlyMap<string, Seen> =>
  new Map(
    estate.identities.flatMap((identity, index) =>
      filter !== undefined && !letsIdentity(filter.filter, identity)
        ? []
        : [[identity.id, { radius: reach.radius(index).score, standing: standings[index]! }] as const],
    ),
  );

/** What happened to one; undefined: nothing. A radius that moves says more than a standing that does. */
const whatOf = (before: Seen | undefined, now: Seen | undefined): ChangedIdentity['what'] | undefined => {
  if (before === undefined) return 'new';
  if (now === undefined) return 'gone';
  if (now.radius > before.radius) return 'wider';
  if (now.radius < before.radius) return 'narrower';
  return now.standing === before.standing ? undefined : 'standing';
};

const changedIdentities = (
  before: ReadonlyMap<string, Seen>,
  now: ReadonlyMap<string, Seen>,
): readonly ChangedIdentity[] => {
  const changed = [...new Set([...before.keys(), ...now.keys()])].flatMap((id): ChangedIdentity[] => {
    const was = before.get(id);
    const is = now.get(id);
    const what = whatOf(was, is);
    if (what === undefined) return [];
    return [
      {
        id,
        what,
        before: was?.radius ?? null,
        now: is?.radius ?? null,
        standingBefore: was?.standing ?? '',
        standingNow: is?.standing ?? '',
      },
    ];
  });
  // What came to reach more stands first, what went away last.
  const growth = ({ before: was, now: is }: ChangedIdentity): number => (is ?? 0) - (was ?? 0);
  return changed.sort((a, b) => growth(b) - growth(a) || byText(a.id, b.id));
};

const openOnes = ({ findings }: Pick<AuditResult, 'findings'>): ReadonlyMap<string, Finding> =>
  new Map(findings.filter(isOpen).map((finding) => [finding.fingerprint, finding]));

const changedFindings = (
  what: ChangedFinding['what'],
  findings: Iterable<Finding>,
  others: ReadonlyMap<string, Finding>,
): readonly ChangedFinding[] =>
  [...findings]
    .filter(({ fingerprint }) => !others.has(fingerprint))
    .map(({ identity, rule, severity, title }) => ({ what, identity, rule, severity, title }));

const sourceKey = ({ connector, scope, source }: Coverage): string => `${connector} ${scope} ${source}`;

/** Sources that were read in full at one time only: without it a change may be one of seeing. */
const unequalSources = (before: readonly Coverage[], now: readonly Coverage[]): readonly string[] => {
  const was = new Map(before.map((entry) => [sourceKey(entry), entry.status]));
  const is = new Map(now.map((entry) => [sourceKey(entry), entry.status]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => (was.get(key) === 'complete') !== (is.get(key) === 'complete'))
    .sort(byText)
    .slice(0, most.sources)
    .map((key) => `${key}: before ${was.get(key) ?? 'not asked for'}, now ${is.get(key) ?? 'not asked for'}`);
};

/** What is other than in the earlier snapshot; null: none was given. */
export const pageChanges = (result: AuditResult): PageChanges | null => {
  const { earlier } = result;
  if (earlier === undefined) return null;
  const before = seenIn(earlier);
  const identities = changedIdentities(before, seenIn(result));
  const openBefore = openOnes(earlier);
  const openNow = openOnes(result);
  const findings = [
    ...changedFindings('new', rank(result).findings.filter(isOpen), openBefore),
    ...changedFindings('ended', rank(earlier).findings.filter(isOpen), openNow),
  ];
  return {
    earlier: earlier.estate.collectedAt,
    openBefore: openBefore.size,
    standingBefore: [...before.values()].filter(({ standing }) => isWithoutEnd(standing)).length,
    identitiesBefore: before.size,
    identities: identities.slice(0, most.lines),
    findings: findings.slice(0, most.lines),
    more: {
      identities: Math.max(0, identities.length - most.lines),
      findings: Math.max(0, findings.length - most.lines),
    },
    unequal: unequalSources(earlier.coverage, result.coverage),
  };
};
