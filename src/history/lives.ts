import { sql } from 'kysely';
import type { Database, Write } from './database.ts';
import { type Cell, kinds } from './kinds.ts';
import type { FindingSubject, Life, Sighting } from './life.ts';
import type { Observation } from './observation.ts';
import { readScans } from './placed-scan.ts';
import {
  type Figure,
  type Replayed,
  type ReplayedScan,
  replay,
  type SubjectOf,
  type Transition,
  viewOf,
} from './replay.ts';
import { insertRows, type Row } from './rows.ts';

/** Lives of findings as rows, and scans put together again from their spells. */

export interface KeptLives {
  /** Without findings that no scan before has found. */
  readonly lives: ReadonlyMap<number, Life>;
  readonly subjectOf: SubjectOf;
  readonly fingerprintOf: (finding: number) => string;
}

/** @param column `base`: as they were before the first scan that is kept */
export const readLives = async (
  db: Database | Write,
  column: 'life' | 'base' = 'life',
): Promise<KeptLives> => {
  const rows = await db
    .selectFrom('findings')
    .select(['no', 'fingerprint', 'rule', 'identity', 'scope', column])
    .execute();
  const byNumber = new Map(rows.map((row) => [row.no, row]));
  const lives = new Map<number, Life>();
  for (const row of rows) {
    const text = (row as { readonly life?: string; readonly base?: string | null })[column];
    if (text !== null && text !== undefined && text !== '') lives.set(row.no, JSON.parse(text) as Life);
  }
  return {
    lives,
    subjectOf: (finding): FindingSubject => byNumber.get(finding)!,
    fingerprintOf: (finding) => byNumber.get(finding)!.fingerprint,
  };
};

/** Those that are not as they were. */
export const changedLives = (
  before: ReadonlyMap<number, Life>,
  after: ReadonlyMap<number, Life>,
): ReadonlyMap<number, Life> =>
  new Map(
    [...after].filter(([finding, life]) => JSON.stringify(before.get(finding)) !== JSON.stringify(life)),
  );

const lifeColumns = [
  'state',
  'severity',
  'first_seen',
  'last_seen',
  'open_since',
  'fixed_at',
  'life',
] as const;

const cellsOf = (life: Life): readonly Cell[] => [
  life.state,
  life.severity,
  life.firstSeen,
  life.lastSeen,
  life.openSince,
  life.fixedAt ?? null,
  JSON.stringify(life),
];

export const writeLives = async (db: Write, lives: ReadonlyMap<number, Life>): Promise<void> => {
  for (const [finding, life] of lives) {
    const cells = cellsOf(life);
    const changes = sql.join(lifeColumns.map((column, index) => sql`${sql.ref(column)} = ${cells[index]}`));
    await sql`update findings set ${changes} where no = ${finding}`.execute(db);
  }
};

export const writeReplayed = async (
  db: Write,
  transitions: readonly Transition[],
  figures: readonly Figure[],
): Promise<void> => {
  await insertRows(
    db,
    'transitions',
    ['finding', 'scan', 'state', 'age'],
    transitions.map(({ finding, scan, state, age }) => [finding, scan, state, age]),
  );
  await insertRows(
    db,
    'figures',
    ['scan', 'state', 'severity', 'findings', 'age'],
    figures.map(({ scan, state, severity, findings, age }) => [scan, state, severity, findings, age]),
  );
};

/** A list, as JSON. */
const nothing = '[]';
const none: readonly string[] = [];

const sightingOf = ([status, severity, rests]: readonly Cell[]): Sighting => ({
  status: String(status),
  severity: String(severity),
  rests: rests === nothing ? none : (JSON.parse(String(rests)) as readonly string[]),
});

const position = (kind: 'identity' | 'scope', column: string): number =>
  (kinds[kind].values as readonly string[]).indexOf(column);

/** A scan that has just been made. @param findings numbers by fingerprint */
export const scanAsReplayed = (
  { collectedAt, series, sayings }: Observation,
  scan: number,
  findings: ReadonlyMap<string, number>,
): ReplayedScan => {
  const [parent, notJudged] = [position('scope', 'parent'), position('identity', 'not_judged')];
  return {
    scan,
    at: collectedAt,
    series,
    sightings: new Map(
      sayings.finding.map(({ key, values }) => [findings.get(key)!, sightingOf(values)] as const),
    ),
    view: viewOf(
      series,
      sayings.scope.map(({ key, values }) => scopeOf(key, values[parent]!)),
      sayings.judgement.map(({ fixed: [rule, scope], values: [status] }) =>
        judgementOf(rule!, scope!, status!),
      ),
      new Map(
        sayings.identity.flatMap(({ fixed: [, id], values }) =>
          unjudgedOf(String(id), String(values[notJudged])),
        ),
      ),
    ),
  };
};

const scopeOf = (id: string, parent: Cell) => ({
  id,
  ...(parent === null ? {} : { parent: String(parent) }),
});

const judgementOf = (rule: Cell, scope: Cell, status: Cell) => ({
  rule: String(rule),
  scope: String(scope),
  status: String(status),
});

const unjudgedOf = (id: string, rules: string): readonly (readonly [string, readonly string[]])[] =>
  rules === nothing ? [] : [[id, JSON.parse(rules) as readonly string[]]];

/** What a kind says in each series while its scans are gone through in order. */
interface Running {
  /** Takes the spells in that end or begin with a scan. @returns whether there are any */
  readonly enter: (scan: number) => boolean;
  /** Rows in force in a series, by subject. */
  readonly rows: (series: number) => ReadonlyMap<number, Row>;
}

const running = (rows: readonly Row[]): Running => {
  const begins = Map.groupBy(rows, ({ from_scan }) => Number(from_scan));
  const ends = Map.groupBy(rows, ({ until_scan }) => Number(until_scan ?? -1));
  const bySeries = new Map<number, Map<number, Row>>();
  return {
    enter: (scan) => {
      const [ending, beginning] = [ends.get(scan) ?? [], begins.get(scan) ?? []];
      for (const { series, subject } of ending) bySeries.get(Number(series))?.delete(Number(subject));
      for (const row of beginning) {
        const here = bySeries.get(Number(row.series)) ?? new Map<number, Row>();
        bySeries.set(Number(row.series), here);
        here.set(Number(row.subject), row);
      }
      return ending.length + beginning.length > 0;
    },
    rows: (series) => bySeries.get(series) ?? new Map(),
  };
};

const runningFindings = async (db: Database | Write): Promise<Running> =>
  running(
    (
      await sql<Row>`select finding as subject, series, from_scan, until_scan, status, severity, rests from finding_spells`.execute(
        db,
      )
    ).rows,
  );

const runningScopes = async (db: Database | Write): Promise<Running> =>
  running(
    (
      await sql<Row>`select s.scope as subject, s.series, s.from_scan, s.until_scan, s.parent, t.id from scope_spells s join scopes t on t.no = s.scope`.execute(
        db,
      )
    ).rows,
  );

const runningJudgements = async (db: Database | Write): Promise<Running> =>
  running(
    (
      await sql<Row>`select s.judgement as subject, s.series, s.from_scan, s.until_scan, s.status, t.rule, t.scope from judgement_spells s join judgements t on t.no = s.judgement`.execute(
        db,
      )
    ).rows,
  );

const runningUnjudged = async (db: Database | Write): Promise<Running> =>
  running(
    (
      await sql<Row>`select s.identity as subject, s.series, s.from_scan, s.until_scan, s.not_judged, t.id from identity_spells s join identities t on t.no = s.identity where s.not_judged <> ${nothing}`.execute(
        db,
      )
    ).rows,
  );

/** The scans of a store as they were, in their order. @param last the last of them; absent: all */
export const storedScans = async (
  db: Database | Write,
  last?: number,
): Promise<() => Generator<ReplayedScan>> => {
  const scans = await readScans(db);
  const series = new Map(
    (await db.selectFrom('series').select(['no', 'id']).execute()).map(({ no, id }) => [no, id]),
  );
  const findings = await runningFindings(db);
  const looked = [await runningScopes(db), await runningJudgements(db), await runningUnjudged(db)] as const;
  const views = new Map<number, ReplayedScan['view']>();
  // One at a time: a year of them does not fit into memory.
  return function* () {
    for (const { no, collected_at, series: of } of scans) {
      findings.enter(no);
      // All of them, whether or not one has something.
      const changes = looked.map(({ enter }) => enter(no));
      const id = series.get(of)!;
      let view = views.get(of);
      if (view === undefined || changes.includes(true)) {
        const [scopes, judgements, unjudged] = looked.map(({ rows }) => [...rows(of).values()]);
        view = viewOf(
          id,
          scopes!.map((row) => scopeOf(String(row.id), row.parent!)),
          judgements!.map(({ rule, scope, status }) => judgementOf(rule!, scope!, status!)),
          new Map(unjudged!.flatMap((row) => unjudgedOf(String(row.id), String(row.not_judged)))),
        );
        views.set(of, view);
      }
      const sightings = [...findings.rows(of)].map(
        ([finding, { status, severity, rests }]) =>
          [finding, sightingOf([status!, severity!, rests!])] as const,
      );
      yield { scan: no, at: collected_at, series: id, sightings: new Map(sightings), view };
      if (no === last) return;
    }
  };
};

/** Lives, transitions and figures from all that the scans said. @param last the last of them; absent: all */
export const replayAll = async (db: Database | Write, last?: number): Promise<Replayed> => {
  const { lives: begun, subjectOf } = await readLives(db, 'base');
  const scans = await storedScans(db, last);
  return replay(scans(), subjectOf, begun);
};
