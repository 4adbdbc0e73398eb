import { sql } from 'kysely';
import type { Engine, Write } from './database.ts';
import { kindNames, kinds } from './kinds.ts';
import { replayAll } from './lives.ts';
import { type PlacedScan, readScans } from './placed-scan.ts';
import { inChunks } from './rows.ts';

export interface Pruned {
  readonly scans: number;
  /** Findings that were fixed before, and are not known any more. */
  readonly findings: number;
  /** Scans before this time are gone; absent: nothing was old enough. */
  readonly horizon?: string;
}

const day = 86_400_000;
const chunk = 5_000;

const among = (numbers: readonly number[]) => sql`(${sql.join([...numbers])})`;

/** Spells that began with a scan that goes begin with the first that stays, or go with it. */
const cutSpells = async (
  db: Write,
  gone: readonly PlacedScan[],
  firstKept: ReadonlyMap<number, number>,
): Promise<void> => {
  for (const numbers of inChunks(
    gone.map(({ no }) => no),
    chunk,
  )) {
    for (const name of kindNames) {
      const table = sql.table(kinds[name].spells);
      const ends = [...firstKept.values()];
      const over = ends.length === 0 ? sql`` : sql` or until_scan in ${among(ends)}`;
      await sql`delete from ${table} where until_scan in ${among(numbers)}`.execute(db);
      // A spell that ends with the first scan that stays lies before it as a whole.
      await sql`delete from ${table} where from_scan in ${among(numbers)} and (1 = 0${over})`.execute(db);
    }
  }
  for (const numbers of inChunks(
    gone.map(({ no }) => no),
    chunk,
  )) {
    for (const name of kindNames) {
      const table = sql.table(kinds[name].spells);
      for (const series of new Set(gone.map((scan) => scan.series))) {
        const kept = firstKept.get(series);
        if (kept === undefined) await sql`delete from ${table} where series = ${series}`.execute(db);
        else
          await sql`update ${table} set from_scan = ${kept} where series = ${series} and from_scan in ${among(numbers)}`.execute(
            db,
          );
      }
    }
    await sql`delete from transitions where scan in ${among(numbers)}`.execute(db);
    await sql`delete from figures where scan in ${among(numbers)}`.execute(db);
    await sql`delete from scans where no in ${among(numbers)}`.execute(db);
  }
};

/** Rows that nothing speaks of any more. */
export const dropSilent = async (db: Write): Promise<void> => {
  for (const name of kindNames) {
    if (name === 'finding') continue;
    const { table, spells, subject } = kinds[name];
    await sql`delete from ${sql.table(table)} where no not in (select ${sql.ref(subject)} from ${sql.table(spells)})`.execute(
      db,
    );
  }
  await sql`delete from series where no not in (select series from scans)`.execute(db);
};

/**
 * Removes scans that are older than so many days before the newest. What is open keeps since when; what was fixed before is gone.
 * Scans that old are refused from then on.
 * @param now a scan that says to be of a later time was made by a clock that was wrong: it takes nothing with it
 */
export const prune = (engine: Engine, keepDays: number, now?: Date): Promise<Pruned> =>
  engine.alone(async (db) => {
    const scans = await readScans(db);
    const newest = scans.at(-1);
    if (newest === undefined) return { scans: 0, findings: 0 };
    const end = Math.min(Date.parse(newest.collected_at), now?.getTime() ?? Number.POSITIVE_INFINITY);
    const horizon = new Date(end - keepDays * day).toISOString();
    const gone = scans.filter(({ collected_at }) => collected_at < horizon);
    if (gone.length === 0) return { scans: 0, findings: 0 };
    // As things stood before the first scan that stays.
    const { lives } = await replayAll(db, gone.at(-1)!.no);
    const forgotten: number[] = [];
    for (const [finding, life] of lives) {
      if (life.state === 'fixed') forgotten.push(finding);
      else
        await db
          .updateTable('findings')
          .set({ base: JSON.stringify(life) })
          .where('no', '=', finding)
          .execute();
    }
    const kept = scans.slice(gone.length);
    const firstKept = new Map(kept.toReversed().map(({ no, series }) => [series, no]));
    await cutSpells(db, gone, firstKept);
    let findings = 0;
    for (const numbers of inChunks(forgotten, chunk)) {
      // One that was found again is told as what it is: reopened.
      const again = sql`select finding from finding_spells`;
      const { numAffectedRows } =
        await sql`delete from findings where no in ${among(numbers)} and no not in (${again})`.execute(db);
      findings += Number(numAffectedRows ?? 0);
    }
    for (const finding of forgotten) {
      const base = JSON.stringify(lives.get(finding));
      await db.updateTable('findings').set({ base }).where('no', '=', finding).execute();
    }
    await dropSilent(db);
    await db.updateTable('store').set({ horizon }).execute();
    return { scans: gone.length, findings, horizon };
  });
