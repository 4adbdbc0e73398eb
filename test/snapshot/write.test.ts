import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Coverage } from '../../src/model/coverage.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { SnapshotHeader, SnapshotRecord } from '../../src/model/snapshot.ts';
import { openSnapshotWriter, type WritableFiles, writeSnapshot } from '../../src/snapshot/write.ts';
import { lawRuns } from '../support/law-runs.ts';

const header: SnapshotHeader = {
  record: 'header',
  schema: 'nhi-audit/snapshot/v2',
  tool: { name: 'nhi-audit', version: '1.2.3' },
  collectedAt: '2026-01-01T00:00:00.000Z',
};
const completedAt = '2026-01-01T00:01:00.000Z';
const record = (id: string, data: unknown = { id }): SnapshotRecord => ({
  record: 'test.thing',
  scope: '1',
  id,
  data,
});
const coverage: Coverage = {
  connector: 'test',
  scope: '1',
  source: 'test:List',
  status: 'complete',
  detail: '',
  gives: ['inventory'],
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nhi-audit-write-'));
  path = join(folder, 'snapshot.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a written snapshot', () => {
  test('is a header, records, coverage and a seal, one JSON object a line', () => {
    writeSnapshot(path, { header, records: [record('a')], coverage: [coverage] }, completedAt);
    expect(readFileSync(path, 'utf8')).toMatchInlineSnapshot(`
      "{"record":"header","schema":"nhi-audit/snapshot/v2","tool":{"name":"nhi-audit","version":"1.2.3"},"collectedAt":"2026-01-01T00:00:00.000Z"}
      {"record":"test.thing","scope":"1","id":"a","data":{"id":"a"}}
      {"record":"coverage","connector":"test","detail":"","gives":["inventory"],"scope":"1","source":"test:List","status":"complete"}
      {"record":"seal","lines":3,"sha256":"ac7b3cb00dab11c7142788fc043733a12d2383c1a32b032be763b1055846d27d","completedAt":"2026-01-01T00:01:00.000Z"}
      "
    `);
  });

  test('can be read by its owner only', () => {
    writeSnapshot(path, { header, records: [], coverage: [] }, completedAt);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('has the same bytes whatever the order of records, coverage and keys', () => {
    const records = [
      record('b', { x: 1, y: { k: 1, l: 2 } }),
      record('a', { n: 1 }),
      record('a', { n: 2 }),
      { ...record('a'), record: 'test.another' },
      { ...record('a'), scope: '0' },
    ];
    const entries = [
      coverage,
      { ...coverage, scope: '0' },
      { ...coverage, status: 'partial', detail: 'why' } as const,
    ];
    writeSnapshot(path, { header, records, coverage: entries }, completedAt);
    const expected = readFileSync(path, 'utf8');
    const turned = ({ record, scope, id, data }: SnapshotRecord): SnapshotRecord => ({
      data: Object.fromEntries(Object.entries(data as object).reverse()),
      id,
      scope,
      record,
    });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(records, { minLength: 5, maxLength: 5 }),
        fc.shuffledSubarray(entries, { minLength: 3, maxLength: 3 }),
        (someRecords, someEntries) => {
          writeSnapshot(
            path,
            { header, records: someRecords.map(turned), coverage: someEntries },
            completedAt,
          );
          expect(readFileSync(path, 'utf8')).toBe(expected);
        },
      ),
      { numRuns: lawRuns(5, 20) },
    );
  });

  test('takes the place of an older one of that name', () => {
    fs.writeFileSync(path, 'old');
    writeSnapshot(path, { header, records: [], coverage: [] }, completedAt);
    expect(readFileSync(path, 'utf8')).toContain('"record":"seal"');
    expect(readdirSync(folder)).toEqual(['snapshot.ndjson']);
  });

  test('streams records that do not come as an array, in their order', () => {
    const records = function* () {
      yield record('b');
      yield record('a');
    };
    writeSnapshot(path, { header, records: records(), coverage: [] }, completedAt);
    expect(readFileSync(path, 'utf8')).toMatch(/"id":"b".*\n.*"id":"a"/);
  });
});

describe('nothing stands under the final name', () => {
  test('before the seal', () => {
    const writer = openSnapshotWriter(path, header);
    writer.add(record('a'));
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^snapshot\.ndjson\.[0-9a-f]{12}\.partial$/)]);
    writer.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('when the records end in an error', () => {
    const records = function* () {
      yield record('a');
      throw new Error('connection lost');
    };
    expect(() => writeSnapshot(path, { header, records: records(), coverage: [] }, completedAt)).toThrow(
      'connection lost',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  const failing = (call: keyof WritableFiles, code: string, after: number): WritableFiles => {
    let calls = 0;
    return {
      ...fs,
      [call]: (...given: unknown[]) => {
        calls += 1;
        if (calls > after) throw Object.assign(new Error(code), { code });
        return (fs[call] as (...given: unknown[]) => unknown)(...given);
      },
    };
  };
  test.each([
    ['the disk is full at once', 'writeSync', 'ENOSPC', 0, /disk is full/],
    ['the disk is full after a while', 'writeSync', 'ENOSPC', 2, /disk is full/],
    ['the disk breaks when it must be sure', 'fsyncSync', 'EIO', 0, /cannot be written \(EIO\)/],
    ['the folder is protected', 'openSync', 'EACCES', 0, /may not be written/],
    ['the name cannot be given', 'renameSync', 'EPERM', 0, /may not be written/],
  ] as const)('when %s', (_, call, code, after, what) => {
    const records = Array.from({ length: 40 }, (_, index) =>
      record(String(index), { filler: 'x'.repeat(100_000) }),
    );
    const write = () =>
      writeSnapshot(path, { header, records, coverage: [] }, completedAt, failing(call, code, after));
    expect(write).toThrow(InputError);
    expect(write).toThrow(what);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('when the process is killed: what was written keeps another name', async () => {
    const script = `
      import { openSnapshotWriter } from ${JSON.stringify(new URL('../../src/snapshot/write.ts', import.meta.url).href)};
      const writer = openSnapshotWriter(process.argv[1], ${JSON.stringify(header)});
      for (let id = 0; id < 30; id += 1) writer.add({ record: 'test.thing', scope: '1', id: String(id), data: 'x'.repeat(100_000) });
      process.stdout.write('written');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [name, ...others] = readdirSync(folder);
    expect(name).toMatch(/\.partial$/);
    expect(others).toEqual([]);
    expect(statSync(join(folder, name!)).size).toBeGreaterThan(1_000_000);
  });
});

describe('a path that cannot be written says so before anything is collected', () => {
  test.each([
    ['a folder that does not exist', () => join(folder, 'none', 'a.ndjson'), /folder does not exist/],
    ['a folder in place of the file', () => folder, /folder, not a file/],
  ])('%s', (_, target, what) => {
    const open = () => openSnapshotWriter(target(), header);
    expect(open).toThrow(InputError);
    expect(open).toThrow(what);
  });
});

test('a sealed snapshot takes nothing more', () => {
  const writer = openSnapshotWriter(path, header);
  writer.seal(completedAt);
  expect(() => writer.add(record('a'))).toThrow(/already sealed/);
  writer.discard();
  expect(readdirSync(folder)).toEqual(['snapshot.ndjson']);
});
