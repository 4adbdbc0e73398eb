import { sql } from 'kysely';
import type { Engine, Write } from './database.ts';
import { type Cell, type Kind, kindNames, kinds } from './kinds.ts';
import { type PlacedScan, readScans } from './placed-scan.ts';
import { dropSilent } from './prune.ts';
import { readSpells, startOver } from './record.ts';
import { inChunks, insertRows } from './rows.ts';
import { type SeriesOrder, seriesOrder, withoutScan } from './spells.ts';

const cutOut = async (db: Write, kind: Kind, series: number, order: SeriesOrder): Promise<void> => {
  const bySubject = Map.groupBy(await readSpells(db, kind, series, false), ({ subject }) => subject);
  const rows: Cell[][] = [];
  for (const [subject, spells] of bySubject) {
    const { removed, added } = withoutScan(spells, order);
    for (const { from } of removed)
      await sql`delete from ${sql.table(kind.spells)} where ${sql.ref(kind.subject)} = ${subject} and series = ${series} and from_scan = ${from}`.execute(
        db,
      );
    for (const { from, until, value } of added)
      rows.push([subject, series, from, until ?? null, ...(JSON.parse(value) as Cell[])]);
  }
  await insertRows(
    db,
    kind.spells,
    [kind.subject, 'series', 'from_scan', 'until_scan', ...kind.values],
    rows,
  );
};

/** Looks of notices at what is not there any more were none: changes are told against what was known, from the scan before on. */
const lookAgain = async (db: Write, gone: PlacedScan, rest: readonly PlacedScan[]): Promise<void> => {
  const series = await db
    .selectFrom('series')
    .select('id')
    .where('no', '=', gone.series)
    .executeTakeFirstOrThrow();
  const newest = rest.findLast((scan) => scan.series === gone.series);
  if (newest === undefined) return;
  await db
    .updateTable('notice_looks')
    .set({ looked_at: newest.collected_at })
    .where('series', '=', series.id)
    .where('looked_at', '>', newest.collected_at)
    .execute();
};

/**
 * Takes a scan out of the store, as if it had never been added: one of a clock that was wrong, or of something that was not to be
 * in it. What subjects are called stays as it was last said.
 * @param id of the scan
 */
export const removeScan = (engine: Engine, id: string): Promise<void> =>
  engine.alone(async (db) => {
    const scans = await readScans(db);
    const gone = scans.find((scan) => scan.id === id);
    // Another process may have been faster.
    if (gone === undefined) return;
    const rest = scans.filter((scan) => scan !== gone);
    const ofSeries = scans.filter(({ series }) => series === gone.series).map(({ no }) => no);
    const order = seriesOrder(ofSeries, gone.no);
    for (const name of kindNames) await cutOut(db, kinds[name], gone.series, order);
    await lookAgain(db, gone, rest);
    await db.deleteFrom('transitions').execute();
    await db.deleteFrom('figures').execute();
    await db.deleteFrom('scans').where('no', '=', gone.no).execute();
    const unsaid = await db
      .selectFrom('findings')
      .select('no')
      .where('base', 'is', null)
      .where('no', 'not in', db.selectFrom('finding_spells').select('finding'))
      .execute();
    for (const numbers of inChunks(
      unsaid.map(({ no }) => no),
      5_000,
    ))
      await db
        .deleteFrom('findings')
        .where('no', 'in', [...numbers])
        .execute();
    await dropSilent(db);
    await startOver(db);
  });
