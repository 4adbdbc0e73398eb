import { digestOf } from '../audit/fingerprint.ts';
import { isOpen, sortedCoverage } from '../audit/order.ts';
import { byText } from '../model/by-text.ts';
import type { Finding } from '../model/finding.ts';
import { scopeOfEnd } from '../model/finding.ts';
import type { ScanFigures } from '../model/history.ts';
import type { Identity } from '../model/identity.ts';
import { unknownFacts } from '../model/identity-fact.ts';
import type { AuditResult } from '../model/report.ts';
import { isWithoutEnd } from '../model/standing.ts';
import { type KindName, kindNames, type Saying } from './kinds.ts';

/** All that one scan adds to a history. It is made of what reports say, and of nothing else. */
export interface Observation extends ScanFigures {
  /** Id of the series, which the roots make. */
  readonly series: string;
  /** Each key once, sorted by it. */
  readonly sayings: Readonly<Record<KindName, readonly Saying[]>>;
}

/** Blast radii are shares of the whole estate: whatever is added anywhere moves all of them a little. */
const inTenths = (share: number): number => Math.round(share * 10) / 10;

/** Each key once: the first saying of it counts. */
const sortedByKey = (sayings: Iterable<Saying>): readonly Saying[] => {
  const byKey = new Map<string, Saying>();
  for (const saying of sayings) if (!byKey.has(saying.key)) byKey.set(saying.key, saying);
  return [...byKey.values()].sort((a, b) => byText(a.key, b.key));
};

const byNumber = (numbers: Iterable<number>): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
};

function* findingSayings({ estate, findings }: AuditResult): Generator<Saying> {
  const scopeOf = new Map(estate.identities.map(({ id, scope }) => [id, scope]));
  const known = new Set(estate.scopes.map(({ id }) => id));
  const crossed = ({ path, scope }: Finding): readonly string[] => {
    const ends = path.flatMap(({ from, to }) => [from, to]);
    const scopes = new Set(ends.flatMap((end) => scopeOfEnd(end) ?? scopeOf.get(end) ?? []));
    scopes.delete(scope);
    return [...scopes].filter((each) => known.has(each)).sort(byText);
  };
  for (const finding of findings) {
    const { fingerprint, rule, identity, scope, title, status, severity } = finding;
    yield {
      key: fingerprint,
      fixed: [rule, identity, scope],
      described: [title],
      values: [status, severity, JSON.stringify(crossed(finding))],
    };
  }
}

function* identitySayings({ estate, reach, standings, exposure, rules }: AuditResult): Generator<Saying> {
  const demanding = rules
    .filter(({ needsOfIdentity }) => needsOfIdentity !== undefined)
    .toSorted((a, b) => byText(a.id, b.id));
  const notJudged = (identity: Identity): readonly string[] =>
    demanding
      .filter(({ needsOfIdentity }) => unknownFacts(identity, needsOfIdentity!).length > 0)
      .map(({ id }) => id);
  for (const [index, identity] of estate.identities.entries()) {
    const { id, provider, kind, nature, name, scope, owner } = identity;
    const radius = reach.radius(index);
    yield {
      key: JSON.stringify([provider, id]),
      fixed: [provider, id],
      described: [kind, nature.is, name, scope, owner ?? null],
      values: [
        standings[index]!,
        inTenths(radius.score),
        inTenths(radius.proven),
        exposure(index).score ?? null,
        radius.admin.length,
        JSON.stringify(notJudged(identity)),
      ],
    };
  }
}

function* scopeSayings({ estate, reach, standings, findings }: AuditResult): Generator<Saying> {
  const indexOf = new Map(estate.scopes.map(({ id }, index) => [id, index]));
  const places = estate.identities.map(({ scope }) => indexOf.get(scope) ?? -1);
  const identities = byNumber(places);
  const standing = byNumber(places.filter((_, index) => isWithoutEnd(standings[index]!)));
  const open = byNumber(findings.filter(isOpen).map(({ scope }) => indexOf.get(scope) ?? -1));
  const worst = new Map<number, number>();
  for (const [index, place] of places.entries())
    worst.set(place, Math.max(worst.get(place) ?? 0, reach.radius(index).score));
  for (const [index, { id, provider, kind, name, environment, parent }] of estate.scopes.entries()) {
    yield {
      key: id,
      fixed: [provider],
      described: [kind, name, environment],
      values: [
        parent ?? null,
        identities.get(index) ?? 0,
        standing.get(index) ?? 0,
        open.get(index) ?? 0,
        inTenths(worst.get(index) ?? 0),
      ],
    };
  }
}

function* sourceSayings({ coverage }: AuditResult): Generator<Saying> {
  for (const { connector, scope, source, status, detail } of sortedCoverage(coverage))
    yield {
      key: JSON.stringify([connector, scope, source]),
      fixed: [connector, scope, source],
      described: [],
      values: [status, detail],
    };
}

function* judgementSayings({ assessments }: AuditResult): Generator<Saying> {
  for (const { rule, scope, status, allThatIsShown } of assessments)
    yield {
      key: JSON.stringify([rule, scope]),
      fixed: [rule, scope],
      described: [],
      values: [allThatIsShown === true ? 'assessed' : status],
    };
}

const sayingsOf: Readonly<Record<KindName, (result: AuditResult) => Iterable<Saying>>> = {
  finding: findingSayings,
  identity: identitySayings,
  scope: scopeSayings,
  source: sourceSayings,
  judgement: judgementSayings,
};

/** Ids of the scopes that no other of the estate holds, sorted. */
export const rootsOf = ({ estate: { scopes } }: AuditResult): readonly string[] => {
  const ids = new Set(scopes.map(({ id }) => id));
  return scopes
    .filter(({ parent }) => parent === undefined || !ids.has(parent))
    .map(({ id }) => id)
    .sort(byText);
};

/** Ids of the scopes that a scan tried to read, and of which nothing is there. */
export const triedOf = ({
  coverage,
  estate: { scopes },
}: Pick<AuditResult, 'coverage' | 'estate'>): readonly string[] => {
  const ids = new Set(scopes.map(({ id }) => id));
  const tried = coverage.filter(
    ({ scope, status, gives }) => scope !== '*' && status !== 'complete' && gives.includes('inventory'),
  );
  return [...new Set(tried.map(({ scope }) => scope))].filter((id) => !ids.has(id));
};

/** Id of the series that a scan belongs to. */
export const seriesOf = (result: AuditResult): string => digestOf(rootsOf(result));

/** What a scan adds to a history. Pure. @param result all of it: filters are about what is shown */
export const observationOf = (result: AuditResult): Observation => {
  const { estate, reach, standings, settings, coverage, tool } = result;
  const roots = rootsOf(result);
  const sayings = Object.fromEntries(
    kindNames.map((kind) => [kind, sortedByKey(sayingsOf[kind](result))]),
  ) as unknown as Observation['sayings'];
  const collectedAt = new Date(estate.collectedAt).toISOString();
  const worst = estate.identities.reduce(
    (most, { nature }, index) => (nature.is === 'human' ? most : Math.max(most, reach.radius(index).score)),
    0,
  );
  const scan = {
    collectedAt,
    series: digestOf(roots),
    roots,
    tool: tool.version,
    configuration: digestOf([settings]),
    identities: estate.identities.length,
    privileged: standings.filter((standing) => standing !== 'none').length,
    standing: standings.filter(isWithoutEnd).length,
    worstBlastRadius: inTenths(worst),
    gaps: coverage.filter(({ status }) => status !== 'complete').length,
    sources: coverage.length,
  };
  return { id: digestOf([scan, sayings]), ...scan, sayings };
};
