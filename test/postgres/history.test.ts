import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/history/database.ts';
import { migrate, migrations } from '../../src/history/migrations.ts';
import { openPostgres } from '../../src/history/postgres.ts';
import { prune } from '../../src/history/prune.ts';
import { recordScan } from '../../src/history/record.ts';
import { sqliteEngine } from '../../src/history/sqlite.ts';
import { openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import { drawScans, subjects } from '../history/draws.ts';
import { hostileScan, hostileSubjects } from '../history/hostile.ts';
import { keptState } from '../history/naive.ts';
import { type ScanSketch, sketchObservation } from '../history/observations.ts';
import { cli, temporaryFolder } from '../support/cli.ts';
import { type Postgres, startPostgres } from './server.ts';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const withEngine = async <Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> => {
  const { engine } = await openHistory(historyTarget(postgres.url), true);
  return work(engine).finally(() => engine.close());
};

beforeEach(async () => {
  const engine = await openPostgres(postgres.url, false);
  await sql`drop schema if exists nhi_audit cascade`.execute(engine.db);
  await sql`drop schema if exists nhi_audit_version_2 cascade`.execute(engine.db);
  await engine.close();
});

const add = async (engine: Engine, scans: readonly ScanSketch[]): Promise<void> => {
  for (const scan of scans) await recordScan(engine, sketchObservation(scan, subjects), 'test');
};

const inSqlite = async (scans: readonly ScanSketch[], keepDays?: number) => {
  const engine = await sqliteEngine(':memory:');
  await migrate(engine, 'memory');
  await add(engine, scans);
  if (keepDays !== undefined) await prune(engine, keepDays);
  return keptState(engine.db).finally(() => engine.close());
};

const drawn = fc.sample(drawScans, { numRuns: 12, seed: 20261130 });

describe('a history in Postgres', () => {
  test('is the same as in SQLite, backwards and twice', async () => {
    for (const scans of drawn) {
      const kept = await withEngine(async (engine) => {
        await add(engine, [...scans.toReversed(), ...scans]);
        const state = await keptState(engine.db);
        await sql`drop schema nhi_audit cascade`.execute(engine.db);
        return state;
      });
      expect(kept).toEqual(await inSqlite(scans));
    }
  });

  test('is one truth where several machines begin it and add at once', async () => {
    const scans = drawn.flat();
    await Promise.all(
      [0, 1, 2, 3].map((machine) =>
        withEngine((engine) => add(engine, [...scans.slice(machine * 7), ...scans.slice(0, machine * 7)])),
      ),
    );
    expect(await withEngine(({ db }) => keptState(db))).toEqual(await inSqlite(scans));
  });

  test('takes names that it does not take as text, as SQLite does', async () => {
    const states: unknown[] = [];
    const sqlite = await sqliteEngine(':memory:');
    await migrate(sqlite, 'memory');
    const stateOf = async (engine: Engine): Promise<void> => {
      for (const day of [0, 2, 1])
        await recordScan(engine, sketchObservation(hostileScan(day), hostileSubjects), 'test');
      states.push(await keptState(engine.db));
    };
    await stateOf(sqlite);
    await sqlite.close();
    await withEngine(stateOf);
    expect(states[1]).toEqual(states[0]);
  });

  test('is pruned as in SQLite', async () => {
    const scans = drawn.flat();
    const kept = await withEngine(async (engine) => {
      await add(engine, scans);
      await prune(engine, 5);
      return keptState(engine.db);
    });
    expect(kept).toEqual(await inSqlite(scans, 5));
  });

  test('of an older version is brought up to date, with a copy of what it was', async () => {
    await withEngine((engine) => add(engine, drawn[0]!));
    const engine = await openPostgres(postgres.url, false);
    const before = await keptState(engine.db);
    const copy = await migrate(engine, 'test', [
      ...migrations,
      async (db) => db.schema.alterTable('scans').addColumn('note', 'text').execute(),
    ]);
    expect(copy).toBe('schema nhi_audit_version_2');
    const copied = await sql<{ id: string }>`select id from nhi_audit_version_2.scans`.execute(engine.db);
    expect(copied.rows.length).toBe((await engine.db.selectFrom('scans').select('id').execute()).length);
    expect((await keptState(engine.db)).lives).toEqual(before.lives);
    await engine.close();
    await expect(openHistory(historyTarget(postgres.url), true)).rejects.toThrow(
      'this history is of version 3, and this nhi-audit knows versions up to 2',
    );
  });
});

describe('the command line', () => {
  const folder = temporaryFolder();

  test('adds, tells new from old, and shows it', async () => {
    const first = await cli(['scan', '--demo', '--history', postgres.url, '--format', 'json'], {
      cwd: folder,
    });
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout).findings[0]).toMatchObject({ state: 'new', age: 0 });
    const list = await cli(['history', 'list', '--history', postgres.url], { cwd: folder });
    expect(list).toMatchObject({ code: 0, stderr: '' });
    expect(list.stdout).toMatch(/2026-09-01 06:00/);
    const trend = await cli(['trend', '--history', postgres.url, '--format', 'json'], { cwd: folder });
    expect(JSON.parse(trend.stdout).points).toHaveLength(1);
  });

  test('writes the report where the database is lost, and ends with 3', async () => {
    const gone = postgres.url.replace(/:\d+\//, ':1/').replace('nhi@', 'nhi:Canary-93ac@');
    const run = await cli(['scan', '--demo', '--history', gone, '--out', 'out'], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stdout).toContain('Findings');
    expect(run.stderr).toContain('reports written to out');
    expect(run.stderr).toContain('the scan is not in the history postgres://nhi@127.0.0.1:1/postgres');
    expect(run.stdout + run.stderr).not.toContain('Canary');
  });

  test('says that a database holds no history yet', async () => {
    const run = await cli(['history', 'list', '--history', postgres.url], { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('there is no history here yet');
  });
});

test('a server that restarts between two scans loses nothing', async () => {
  const scans = drawn[1]!;
  await withEngine(async (engine) => {
    await add(engine, scans.slice(0, 2));
    await postgres.restart();
    // The connection is gone, and the server not yet ready: what is under way fails as a whole, and is done again.
    for (let tries = 0; tries < 100; tries += 1) {
      const failure = await add(engine, scans).catch((error: unknown) => error);
      if (failure === undefined) break;
      await wait(200);
    }
    expect(await keptState(engine.db)).toEqual(await inSqlite(scans));
  });
});
