import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordScan } from '../../src/history/record.ts';
import { openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import { temporaryFolder } from '../support/cli.ts';
import { keptState } from './naive.ts';
import { type ScanSketch, sketchObservation } from './observations.ts';

const subjects = Object.fromEntries(
  Array.from({ length: 400 }, (_, no) => [`f${no}`, { rule: 'old-key', identity: `user-${no}`, scope: 'a' }]),
);
const scan = (day: number, findings: readonly string[]): ScanSketch => ({
  day,
  roots: ['a'],
  scopes: { a: null },
  findings: Object.fromEntries(findings.map((id) => [id, {}])),
});
const first = sketchObservation(scan(0, ['f1', 'f2']), subjects);
const second = sketchObservation(scan(1, Object.keys(subjects)), subjects);

test('a writer that is killed in the middle leaves what was there, and the scan can be added again', async () => {
  const path = join(temporaryFolder(), 'nhi.db');
  const { engine } = await openHistory(historyTarget(path), true);
  await recordScan(engine, first, 'test');
  const before = await keptState(engine.db);
  await engine.close();
  const size = statSync(path).size;

  // Pages go to the file as they come, as they do of a large scan: what is killed has to be undone there.
  const script = `
    import { openHistory } from ${JSON.stringify(new URL('../../src/history/store.ts', import.meta.url).href)};
    import { historyTarget } from ${JSON.stringify(new URL('../../src/history/target.ts', import.meta.url).href)};
    import { recordScan } from ${JSON.stringify(new URL('../../src/history/record.ts', import.meta.url).href)};
    import { sql } from 'kysely';
    const { engine } = await openHistory(historyTarget(process.argv[1]), false);
    await sql.raw('pragma cache_size = 2').execute(engine.db);
    const never = { ...engine, alone: (work) => engine.alone(async (db) => {
      await work(db);
      process.stdout.write('written');
      await new Promise((done) => setInterval(done, 3_600_000));
    }) };
    await recordScan(never, ${JSON.stringify(second)}, 'test');`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script, path], {
    cwd: process.cwd(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(existsSync(`${path}-journal`)).toBe(true);
  expect(statSync(path).size).toBeGreaterThan(size);
  child.kill('SIGKILL');
  await once(child, 'exit');

  const again = await openHistory(historyTarget(path), false);
  expect(await keptState(again.engine.db)).toEqual(before);
  expect((await recordScan(again.engine, second, 'test')).added).toBe(true);
  expect((await keptState(again.engine.db)).lives).toHaveLength(400);
  await again.engine.close();
}, 60_000);
