import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { migrate, migrations } from '../../src/history/migrations.ts';
import { prune } from '../../src/history/prune.ts';
import { recordScan } from '../../src/history/record.ts';
import { removeScan } from '../../src/history/remove.ts';
import { schemaVersion, tables } from '../../src/history/schema.ts';
import { openSqlite, sqliteEngine } from '../../src/history/sqlite.ts';
import { openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import { temporaryFolder } from '../support/cli.ts';
import { hostileNames, hostileScan, hostileSubjects } from './hostile.ts';
import { keptState } from './naive.ts';
import { type ScanSketch, sketchObservation, timeOf } from './observations.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const subjects = { f1: { rule: 'old-key', identity: 'user', scope: 'a' } };
const scan = (day: number, found: boolean): ScanSketch => ({
  day,
  roots: ['a'],
  scopes: { a: null },
  findings: found ? { f1: {} } : {},
});

describe('the file', () => {
  test('is readable by its owner only, also where it was not before', async () => {
    await (await openHistory(historyTarget(at('own.db')), true)).engine.close();
    expect(statSync(at('own.db')).mode & 0o777).toBe(0o600);
    writeFileSync(at('open.db'), '', { mode: 0o644 });
    await (await openHistory(historyTarget(at('open.db')), true)).engine.close();
    expect(statSync(at('open.db')).mode & 0o777).toBe(0o600);
  });

  test('is not begun by who only reads', async () => {
    await expect(openHistory(historyTarget(at('none.db')), false)).rejects.toThrow(
      'there is no such history',
    );
    expect(existsSync(at('none.db'))).toBe(false);
  });

  test('that is something else is refused and stays as it is', async () => {
    writeFileSync(at('notes.txt'), 'hello\n'.repeat(300));
    await expect(openHistory(historyTarget(at('notes.txt')), true)).rejects.toThrow('this is no history');
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe('hello\n'.repeat(300));
    const other = await openSqlite(at('other.db'), true);
    await sql`create table songs (title text)`.execute(other.db);
    await other.close();
    await expect(openHistory(historyTarget(at('other.db')), true)).rejects.toThrow(
      'this database holds something else than a history',
    );
  });
});

/** All rows of all tables. */
const contentOf = (path: string): Readonly<Record<string, unknown>> => {
  const database = new DatabaseSync(path, { readOnly: true });
  const found = database.prepare("select name, sql from sqlite_master where type = 'table'").all();
  const rows = found.map(({ name, sql: made }) => [
    name,
    [made, database.prepare(`select * from ${String(name)}`).all()],
  ]);
  database.close();
  return Object.fromEntries(rows) as Readonly<Record<string, unknown>>;
};

describe('versions', () => {
  test('a newer one is refused, an older one brought up to date with a copy of what it was', async () => {
    const { engine } = await openHistory(historyTarget(at('old.db')), true);
    await recordScan(engine, sketchObservation(scan(0, true), subjects), 'test');
    await engine.close();
    copyFileSync(at('old.db'), at('before.db'));
    const opened = await openSqlite(at('old.db'), false);
    const copy = await migrate(opened, 'old.db', [
      ...migrations,
      async (db) => db.schema.alterTable('scans').addColumn('note', 'text').execute(),
    ]);
    await opened.close();
    expect(copy).toBe(`${at('old.db')}.version-2`);
    expect(contentOf(copy!)).toEqual(contentOf(at('before.db')));
    expect(statSync(copy!).mode & 0o777).toBe(0o600);
    await expect(openHistory(historyTarget(at('old.db')), true)).rejects.toThrow(
      'this history is of version 3, and this nhi-audit knows versions up to 2',
    );
  });

  test('nobody writes between the copy and the update', async () => {
    const path = at('alone.db');
    await (await openHistory(historyTarget(path), true)).engine.close();
    const engine = await openSqlite(path, false);
    const other = `
      const { DatabaseSync } = require('node:sqlite');
      new DatabaseSync(process.argv[1], { timeout: 0 }).exec('begin immediate');
    `;
    const tried: string[] = [];
    await migrate(engine, path, [
      ...migrations,
      async () => {
        const { stderr } = spawnSync(process.execPath, ['-e', other, path], { encoding: 'utf8' });
        tried.push(stderr);
      },
    ]);
    await engine.close();
    expect(tried).toEqual([expect.stringContaining('database is locked')]);
  });

  test('the copy of an update is over no other copy', async () => {
    const path = at('twice.db');
    await (await openHistory(historyTarget(path), true)).engine.close();
    const failing = [...migrations, () => Promise.reject(new Error('no more'))];
    const engine = await openSqlite(path, false);
    await expect(migrate(engine, path, failing)).rejects.toThrow('no more');
    const copy = await migrate(engine, path, [...migrations, () => Promise.resolve()]);
    await engine.close();
    expect(copy).toBe(`${path}.version-2.2`);
    expect(contentOf(copy!)).toEqual(contentOf(`${path}.version-2`));
  });

  test('an update that fails changes nothing', async () => {
    const { engine } = await openHistory(historyTarget(at('whole.db')), true);
    const failing = migrate(engine, 'whole.db', [
      ...migrations,
      async (db) => {
        await db.schema.alterTable('scans').addColumn('note', 'text').execute();
        throw new Error('no more');
      },
    ]);
    await expect(failing).rejects.toThrow('no more');
    expect(await engine.db.selectFrom('store').select('version').execute()).toEqual([{ version: 2 }]);
    await engine.close();
  });

  test('there is a step to each', () => {
    expect(migrations).toHaveLength(schemaVersion);
  });

  test('a table holds the columns that the query builder knows', async () => {
    const engine = await sqliteEngine(':memory:');
    await migrate(engine, 'memory');
    for (const { name, columns } of tables) {
      const found = await sql<{ name: string }>`select name from pragma_table_info(${name})`.execute(
        engine.db,
      );
      expect(found.rows.map((row) => row.name)).toEqual(columns.map((column) => column.name));
    }
    await engine.close();
  });
});

test('names that no database takes as text keep no scan from its history', async () => {
  const { engine } = await openHistory(historyTarget(at('hostile.db')), true);
  for (const day of [0, 2, 1])
    await recordScan(engine, sketchObservation(hostileScan(day), hostileSubjects), 'test');
  const found = await engine.db.selectFrom('findings').select(['state', 'title', 'first_seen']).execute();
  const scopes = await engine.db.selectFrom('scopes').select('id').execute();
  await engine.close();
  expect(new Set(found.map(({ state, first_seen }) => `${state} ${first_seen}`))).toEqual(
    new Set([`open ${timeOf(0)}`]),
  );
  expect(found.map(({ title }) => title).toSorted()).toEqual([
    String.raw`\udc00`,
    String.raw`x\u0000y`,
    String.raw`x\u0000y`,
    String.raw`x\u0000z`,
    String.raw`x\ud800`,
    String.raw`x\ud801`,
  ]);
  // Two of them read the same.
  expect(scopes.length).toBe(hostileNames.length - 1);
});

describe('failures', () => {
  test('a full disk fails with the whole scan, and leaves what was there', async () => {
    const { engine } = await openHistory(historyTarget(at('full.db')), true);
    await recordScan(engine, sketchObservation(scan(0, true), subjects), 'test');
    const before = await keptState(engine.db);
    const { rows } = await sql<{ page_count: number }>`select * from pragma_page_count()`.execute(engine.db);
    await sql.raw(`pragma max_page_count = ${rows[0]!.page_count}`).execute(engine.db);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`m${index}`, {}]));
    const large = { ...scan(1, true), findings: many };
    const all = Object.fromEntries(Object.keys(many).map((id) => [id, subjects.f1]));
    await expect(recordScan(engine, sketchObservation(large, all), 'test')).rejects.toThrow(/full/);
    await sql.raw('pragma max_page_count = 1000000').execute(engine.db);
    expect(await keptState(engine.db)).toEqual(before);
    await recordScan(engine, sketchObservation(scan(1, false), subjects), 'test');
    expect((await keptState(engine.db)).lives[0]!.state).toBe('fixed');
    await engine.close();
  });
});

describe('pruning', () => {
  test('keeps since when something is open, forgets what was fixed, and refuses what is older', async () => {
    const { engine } = await openHistory(historyTarget(at('pruned.db')), true);
    const two = { ...subjects, f2: { rule: 'old-key', identity: 'other', scope: 'a' } };
    for (const [day, found] of [
      [0, ['f1', 'f2']],
      [1, ['f1']],
      [50, ['f1']],
      [60, ['f1']],
    ] as const)
      await recordScan(
        engine,
        sketchObservation(
          { ...scan(day, true), findings: Object.fromEntries(found.map((id) => [id, {}])) },
          two,
        ),
        'test',
      );
    expect(await prune(engine, 20)).toEqual({ scans: 2, findings: 1, horizon: timeOf(40) });
    const { lives } = await keptState(engine.db);
    expect(lives).toHaveLength(1);
    expect(lives[0]).toMatchObject({ fingerprint: 'f1', state: 'open', firstSeen: timeOf(0) });
    await expect(recordScan(engine, sketchObservation(scan(30, true), two), 'test')).rejects.toThrow(
      'scans before 2026-02-10T00:00:00.000Z were pruned',
    );
    // A scan between those that stay: all is worked out anew, from what was known at the horizon.
    await recordScan(engine, sketchObservation(scan(55, false), two), 'test');
    expect((await keptState(engine.db)).lives[0]).toMatchObject({
      state: 'reopened',
      firstSeen: timeOf(0),
      openSince: timeOf(60),
    });
    await engine.close();
  });

  test('a scan of a clock that was years ahead takes nothing with it, and can be taken out', async () => {
    const { engine } = await openHistory(historyTarget(at('ahead.db')), true);
    for (const [day, found] of [
      [0, true],
      [10, true],
      [9000, false],
    ] as const)
      await recordScan(engine, sketchObservation(scan(day, found), subjects), 'test');
    const now = new Date(timeOf(11));
    expect(await prune(engine, 30, now)).toEqual({ scans: 0, findings: 0 });
    expect((await keptState(engine.db)).lives[0]!.state).toBe('fixed');
    const ahead = sketchObservation(scan(9000, false), subjects).id;
    await removeScan(engine, ahead);
    // A second process that does the same has nothing to do.
    await removeScan(engine, ahead);
    expect((await keptState(engine.db)).lives[0]).toMatchObject({ state: 'open', lastSeen: timeOf(10) });
    await recordScan(engine, sketchObservation(scan(11, false), subjects), 'test');
    expect((await keptState(engine.db)).lives[0]).toMatchObject({ state: 'fixed', fixedAt: timeOf(11) });
    await engine.close();
  });
});
