import { sql } from 'kysely';
import { InputError } from '../model/input-error.ts';
import type { Engine, Write } from './database.ts';
import { type Cell, type Kind, kindNames, kinds, type Saying } from './kinds.ts';
import type { Life } from './life.ts';
import { changedLives, readLives, replayAll, scanAsReplayed, writeLives, writeReplayed } from './lives.ts';
import type { Observation } from './observation.ts';
import { compareScans, type PlacedScan, readScans } from './placed-scan.ts';
import { figuresOf, step } from './replay.ts';
import { inChunks, insertRows, nextNumber, selectRows } from './rows.ts';
import { type SeriesOrder, type Spell, type SpellEdit, seriesOrder, withScan } from './spells.ts';
import { storable } from './storable.ts';
import { keepSubjects } from './subjects.ts';

/** What came of adding a scan. */
export interface Recorded {
  /** Absent: the store has had it before. */
  readonly added: boolean;
  /** Lives of the findings as of this scan, by fingerprint. */
  readonly lives: ReadonlyMap<string, Life>;
}

const seriesNumber = async (db: Write, { series, roots }: Observation): Promise<number> => {
  const found = await db.selectFrom('series').select('no').where('id', '=', series).executeTakeFirst();
  if (found !== undefined) return found.no;
  const no = await nextNumber(db, 'series');
  await db
    .insertInto('series')
    .values({ no, id: series, roots: JSON.stringify(roots) })
    .execute();
  return no;
};

const asText = (cells: readonly Cell[]): string => JSON.stringify(cells);

export interface StoredSpell extends Spell {
  readonly subject: number;
}

export const readSpells = async (
  db: Write,
  kind: Kind,
  series: number,
  isNewest: boolean,
): Promise<readonly StoredSpell[]> => {
  const rows = await selectRows(
    db,
    kind.spells,
    [kind.subject, 'from_scan', 'until_scan', ...kind.values],
    isNewest ? sql`where series = ${series} and until_scan is null` : sql`where series = ${series}`,
  );
  return rows.map((row) => ({
    subject: Number(row[kind.subject]),
    from: Number(row.from_scan),
    until: row.until_scan === null ? undefined : Number(row.until_scan),
    value: asText(kind.values.map((column) => row[column]!)),
  }));
};

/** Spells that end with the scan, and had no end before: one statement for many. */
const endSpells = async (
  db: Write,
  kind: Kind,
  series: number,
  subjects: readonly number[],
  scan: number,
) => {
  for (const chunk of inChunks(subjects, 5_000))
    await sql`update ${sql.table(kind.spells)} set until_scan = ${scan} where series = ${series} and until_scan is null and ${sql.ref(kind.subject)} in (${sql.join([...chunk])})`.execute(
      db,
    );
};

const writeEdits = async (
  db: Write,
  kind: Kind,
  series: number,
  edits: ReadonlyMap<number, SpellEdit>,
  order: SeriesOrder,
): Promise<void> => {
  const rows: Cell[][] = [];
  const ended: number[] = [];
  for (const [subject, { removed, added }] of edits) {
    const kept = new Set<Spell>();
    for (const spell of removed) {
      const shortened = added.find(({ from, value }) => from === spell.from && value === spell.value);
      if (order.next === undefined && shortened !== undefined) {
        ended.push(subject);
        kept.add(shortened);
        continue;
      }
      await sql`delete from ${sql.table(kind.spells)} where ${sql.ref(kind.subject)} = ${subject} and series = ${series} and from_scan = ${spell.from}`.execute(
        db,
      );
    }
    for (const spell of added)
      if (!kept.has(spell))
        rows.push([subject, series, spell.from, spell.until ?? null, ...(JSON.parse(spell.value) as Cell[])]);
  }
  await endSpells(db, kind, series, ended, order.added);
  await insertRows(
    db,
    kind.spells,
    [kind.subject, 'series', 'from_scan', 'until_scan', ...kind.values],
    rows,
  );
};

const keepSpells = async (
  db: Write,
  kind: Kind,
  series: number,
  values: ReadonlyMap<number, string>,
  order: SeriesOrder,
): Promise<void> => {
  const stored = Map.groupBy(
    await readSpells(db, kind, series, order.next === undefined),
    ({ subject }) => subject,
  );
  const edits = new Map<number, SpellEdit>();
  for (const subject of new Set([...stored.keys(), ...values.keys()])) {
    const edit = withScan(stored.get(subject) ?? [], values.get(subject), order);
    if (edit.added.length > 0 || edit.removed.length > 0) edits.set(subject, edit);
  }
  await writeEdits(db, kind, series, edits, order);
};

/** For a scan that is not the newest: the subjects of which a newer one says something. */
const saidLater = async (
  db: Write,
  kind: Kind,
  scans: readonly PlacedScan[],
  scan: number,
): Promise<ReadonlySet<number>> => {
  const place = new Map(scans.map(({ no }, index) => [no, index]));
  const newest = new Map(scans.map(({ no, series }) => [series, place.get(no)!]));
  const at = place.get(scan)!;
  const before = (until: number, series: number): number =>
    scans.slice(0, place.get(until)!).findLastIndex((each) => each.series === series && each.no !== scan);
  const later = new Set<number>();
  for (const row of await selectRows(db, kind.spells, [kind.subject, 'series', 'until_scan'])) {
    const series = Number(row.series);
    const last = row.until_scan === null ? newest.get(series)! : before(Number(row.until_scan), series);
    if (last > at) later.add(Number(row[kind.subject]));
  }
  return later;
};

const unsaidOfFinding = {
  state: 'new',
  severity: 'info',
  first_seen: '',
  last_seen: '',
  open_since: '',
  life: '',
};

/** All that the scan says, kind by kind. @returns numbers of the findings by fingerprint */
const keepSayings = async (
  db: Write,
  observation: Observation,
  scans: readonly PlacedScan[],
  { no, series }: PlacedScan,
): Promise<ReadonlyMap<string, number>> => {
  const order = seriesOrder(
    scans.filter((each) => each.series === series).map((each) => each.no),
    no,
  );
  const isNewest = scans.at(-1)!.no === no;
  let findings: ReadonlyMap<string, number> = new Map();
  for (const name of kindNames) {
    const kind: Kind = kinds[name];
    const sayings: readonly Saying[] = observation.sayings[name];
    const later =
      isNewest || kind.described.length === 0 ? new Set<number>() : await saidLater(db, kind, scans, no);
    const numbers = await keepSubjects(
      db,
      kind,
      sayings,
      (subject) => !later.has(subject),
      name === 'finding' ? unsaidOfFinding : {},
    );
    const values = new Map(sayings.map(({ key, values: cells }) => [numbers.get(key)!, asText(cells)]));
    await keepSpells(db, kind, series, values, order);
    if (name === 'finding') findings = numbers;
  }
  return findings;
};

const addScan = async (db: Write, observation: Observation): Promise<PlacedScan> => {
  const scan = {
    no: await nextNumber(db, 'scans'),
    id: observation.id,
    collected_at: observation.collectedAt,
    series: await seriesNumber(db, observation),
  };
  await db
    .insertInto('scans')
    .values({
      ...scan,
      tool: observation.tool,
      configuration: observation.configuration,
      identities: observation.identities,
      privileged: observation.privileged,
      standing: observation.standing,
      worst_blast_radius: observation.worstBlastRadius,
      gaps: observation.gaps,
      sources: observation.sources,
    })
    .execute();
  return scan;
};

/** The usual case: nothing behind it, so that only what it changes is written. @returns lives as of the scan, by fingerprint */
const goOn = async (
  db: Write,
  observation: Observation,
  scan: PlacedScan,
  findings: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Life>> => {
  const { lives, subjectOf, fingerprintOf } = await readLives(db);
  const stepped = step(lives, scanAsReplayed(observation, scan.no, findings), subjectOf);
  await writeLives(db, changedLives(lives, stepped.lives));
  const after = new Map([...lives, ...stepped.lives]);
  await writeReplayed(db, stepped.transitions, figuresOf(after.values(), scan.no, scan.collected_at));
  return new Map([...after].map(([finding, life]) => [fingerprintOf(finding), life]));
};

/** Everything behind it may change. */
export const startOver = async (db: Write): Promise<void> => {
  const { lives } = await readLives(db);
  const replayed = await replayAll(db);
  await writeLives(db, changedLives(lives, replayed.lives));
  await db.deleteFrom('transitions').execute();
  await db.deleteFrom('figures').execute();
  await writeReplayed(db, replayed.transitions, replayed.figures);
};

const livesAt = async (
  db: Write,
  scan: PlacedScan,
  scans: readonly PlacedScan[],
): Promise<ReadonlyMap<string, Life>> => {
  const { lives, fingerprintOf } =
    scans.at(-1)!.no === scan.no
      ? await readLives(db)
      : { ...(await readLives(db)), ...(await replayAll(db, scan.no)) };
  return new Map([...lives].map(([finding, life]) => [fingerprintOf(finding), life]));
};

/**
 * Adds a scan: all of it or nothing. The store says the same in whichever order scans are added, and however often.
 * @throws InputError where it is older than what was pruned
 */
export const recordScan = (engine: Engine, given: Observation, shown: string): Promise<Recorded> =>
  engine.alone(async (db) => {
    const observation = storable(given);
    const before = await readScans(db);
    const known = before.find(({ id }) => id === observation.id);
    if (known !== undefined) return { added: false, lives: await livesAt(db, known, before) };
    const { horizon } = await db.selectFrom('store').select('horizon').executeTakeFirstOrThrow();
    if (observation.collectedAt < horizon)
      throw new InputError(
        `this scan is of ${observation.collectedAt}, and scans before ${horizon} were pruned`,
        shown,
        'Leave --history out, or add it to another history.',
      );
    const scan = await addScan(db, observation);
    const scans = [...before, scan].sort(compareScans);
    const findings = await keepSayings(db, observation, scans, scan);
    if (scans.at(-1) === scan) return { added: true, lives: await goOn(db, observation, scan, findings) };
    await startOver(db);
    return { added: true, lives: await livesAt(db, scan, scans) };
  });
