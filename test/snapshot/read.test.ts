import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openSourceFile } from '../../src/exports/source-file.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { Snapshot, SnapshotRecord } from '../../src/model/snapshot.ts';
import { isCoverage, openSnapshot, readSnapshot, recognisesSnapshot } from '../../src/snapshot/read.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { sourceOf } from '../exports/bytes-source.ts';
import { givenLawRuns, lawRuns } from '../support/law-runs.ts';
import { anyCharacter } from '../support/texts.ts';

const schemas = { 'test.thing': z.object({ name: z.string(), document: z.unknown() }) };
const collectedAt = '2026-01-01T00:00:00.000Z';
const completedAt = '2026-01-01T00:01:00.000Z';
const header = {
  record: 'header',
  schema: 'nhi-audit/snapshot/v2',
  tool: { name: 'nhi-audit', version: '1.2.3' },
  collectedAt,
} as const;
const coverage: Coverage = {
  connector: 'test',
  scope: '1',
  source: 'test:List',
  status: 'partial',
  detail: 'one page of two',
  gives: ['inventory', 'grants'],
};
const thing = (id: string, document: unknown = { Version: '2012-10-17' }): SnapshotRecord => ({
  record: 'test.thing',
  scope: '1',
  id,
  data: { name: `ünïcode ${id}`, document },
});

const bytesOf = (snapshot: Snapshot): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-read-'));
  try {
    writeSnapshot(join(folder, 's'), snapshot, completedAt);
    return readFileSync(join(folder, 's'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Lines with a seal that fits them: for files that only this version's writer would not write. */
const sealed = (lines: readonly unknown[], seal: object = {}): string => {
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const sha256 = createHash('sha256').update(text).update(completedAt).digest('hex');
  return `${text}${JSON.stringify({ record: 'seal', lines: lines.length, sha256, completedAt, ...seal })}\n`;
};

const read = (content: string | Uint8Array, chunk?: number): Snapshot =>
  readSnapshot(sourceOf(content, { name: 's.ndjson', ...(chunk === undefined ? {} : { chunk }) }), schemas);

const errorOf = (act: () => unknown): InputError => {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('no InputError was thrown');
};

const snapshot: Snapshot = {
  header,
  records: [thing('a'), thing('b', ['x', { y: null }])],
  coverage: [coverage],
};
const whole = bytesOf(snapshot);

describe('a whole snapshot', () => {
  test('reads back as it was written', () => {
    expect(read(whole)).toEqual(snapshot);
    expect(recognisesSnapshot(whole.toString('utf8'))).toBe(true);
  });

  test('reads the same in chunks of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length + 1 }), (chunk) => {
        expect(read(whole, chunk)).toEqual(snapshot);
      }),
    );
  });

  test('any records read back as they were written', () => {
    fc.assert(
      fc.property(
        // One record an id: two would be ordered by their documents, whose keys are sorted when written.
        fc.uniqueArray(
          fc.tuple(
            fc.string({ unit: anyCharacter }).map((id) => id.toWellFormed()),
            fc.jsonValue(),
          ),
          { selector: ([id]) => id },
        ),
        fc.integer({ min: 1, max: 99 }),
        (things, chunk) => {
          const records = things.map(([id, document]) => thing(id, document));
          const back = read(bytesOf({ header, records, coverage: [] }), chunk);
          // Compared as JSON, which knows no -0.
          const sorted = (some: Iterable<SnapshotRecord>) =>
            [...some].map((one) => JSON.stringify(one)).sort();
          expect(sorted(back.records).map((one) => JSON.parse(one))).toEqual(
            sorted(records).map((one) => JSON.parse(one)),
          );
        },
      ),
      { numRuns: lawRuns(6, 30) },
    );
  });

  test('can be read entry by entry, more than once, and ends with its seal', () => {
    const { header: first, entries } = openSnapshot(sourceOf(whole), schemas);
    expect(first).toEqual(header);
    for (const _ of [1, 2]) {
      const reading = entries();
      const kinds: boolean[] = [];
      let step = reading.next();
      for (; step.done !== true; step = reading.next()) kinds.push(isCoverage(step.value));
      expect(kinds).toEqual([false, false, true]);
      expect(step.value).toMatchObject({ record: 'seal', lines: 4, completedAt });
    }
  });

  test('fields that the schema does not know are kept out', () => {
    const back = read(
      sealed([
        header,
        { ...thing('a'), data: { name: 'n', document: {}, SecretAccessKey: 'hush' }, more: 1 },
      ]),
    );
    expect([...back.records]).toEqual([
      { record: 'test.thing', scope: '1', id: 'a', data: { name: 'n', document: {} } },
    ]);
  });
});

describe('a snapshot that is not whole', () => {
  test('is refused wherever it was cut, in chunks of any size', () => {
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 300 }), (length, chunk) => {
        expect(errorOf(() => read(whole.subarray(0, length), chunk)).message).toMatch(
          /cut short|not a snapshot/,
        );
      }),
    );
  });

  test('is refused at every single place near its end', () => {
    for (let length = whole.length - 200; length < whole.length; length += 1) {
      expect(errorOf(() => read(whole.subarray(0, length))).message).toMatch(/cut short/);
    }
  });

  test('is refused when any byte of it was changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const changed = Buffer.from(whole);
        changed[position]! ^= change;
        errorOf(() => read(changed));
      }),
    );
  });
});

const rearranged = (change: (lines: readonly string[]) => readonly string[]): string =>
  change(whole.toString('utf8').split('\n')).join('\n');
const sha512Of = (line: unknown): string =>
  createHash('sha512')
    .update(`${JSON.stringify(line)}\n`)
    .update(completedAt)
    .digest('hex');

describe('packed, a snapshot is held by its seal as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-packed-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const readFile = (bytes: Uint8Array): Snapshot => {
    writeFileSync(join(folder, 's.gz'), bytes);
    return readSnapshot(openSourceFile(join(folder, 's.gz')), schemas);
  };
  const packed = gzipSync(whole);

  test('as it is, and in several members', () => {
    const half = Math.floor(whole.length / 2);
    const two = Buffer.concat([gzipSync(whole.subarray(0, half)), gzipSync(whole.subarray(half))]);
    for (const bytes of [packed, two]) expect([...readFile(bytes).records].length).toBeGreaterThan(1);
  });

  test.each([
    ['bytes behind it', Buffer.concat([packed, Buffer.from('more')])],
    ['zeros behind it', Buffer.concat([packed, Buffer.alloc(8)])],
    ['a member behind it with a line', Buffer.concat([packed, gzipSync(`${JSON.stringify(thing('b'))}\n`)])],
    ['a member behind it with the same again', Buffer.concat([packed, packed])],
    ['cut short', packed.subarray(0, packed.length - 9)],
    ['without its last byte', packed.subarray(0, packed.length - 1)],
    ['with another checksum', Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)])],
  ])('%s is refused', (_, bytes) => {
    errorOf(() => readFile(bytes));
  });
});

describe('a snapshot that this version cannot use says the line and what to do', () => {
  const cases: readonly [string, string, RegExp, number][] = [
    ['another JSON file', '{"UserDetailList":[]}', /not a snapshot/, 1],
    ['a text file', 'user,arn\nx,y\n', /not a snapshot/, 1],
    ['a newer format', sealed([{ ...header, schema: 'nhi-audit/snapshot/v3' }]), /newer version/, 1],
    ['an older format', sealed([{ ...header, schema: 'nhi-audit/snapshot/v0' }]), /no longer reads/, 1],
    ['a header without a time', sealed([{ ...header, collectedAt: 'yesterday' }]), /collectedAt/, 1],
    [
      'an unknown kind',
      sealed([header, { ...thing('a'), record: 'test.other' }]),
      /record kind "test.other".*newer version \(nhi-audit 1\.2\.3\)/,
      2,
    ],
    [
      'an unknown connector',
      sealed([header, { ...thing('a'), record: 'moon.base' }]),
      /connector of "moon.base".*newer version/,
      2,
    ],
    [
      'a kind that is a name of every object',
      sealed([header, { ...thing('a'), record: 'constructor' }]),
      /not known/,
      2,
    ],
    [
      'data of the wrong shape',
      sealed([header, thing('a'), { ...thing('b'), data: { name: 7 } }]),
      /data\.name/,
      3,
    ],
    [
      'a record without an id',
      sealed([header, { record: 'test.thing', scope: '1', data: {} }]),
      /no scope or no id/,
      2,
    ],
    [
      'coverage of an unknown status',
      sealed([header, { record: 'coverage', ...coverage, status: 'fine' }]),
      /status/,
      2,
    ],
    ['a line that is not JSON', sealed([header, '{"record":']), /not a record/, 2],
    ['a line that is a list', sealed([header, '[]']), /not a record/, 2],
    ['an empty line', sealed([header, '', thing('a')]), /not a record/, 2],
    ['a wrong count in the seal', sealed([header, thing('a')], { lines: 3 }), /counts 3 lines/, 3],
    ['a wrong hash in the seal', sealed([header], { sha256: '0'.repeat(64) }), /does not fit/, 2],
    ['a seal without a hash', sealed([header], { sha256: undefined }), /seal is malformed/, 2],
    [
      'another time in the seal',
      sealed([header], { completedAt: '2026-01-01T00:02:00.000Z' }),
      /its own time/,
      2,
    ],
    ['lines after the seal', `${sealed([header])}${JSON.stringify(thing('a'))}\n`, /more after the seal/, 3],
    ['a second seal', `${sealed([header])}${sealed([header]).split('\n')[1]}\n`, /more after the seal/, 3],
    ['an empty line after the seal', `${sealed([header])}\n`, /more after the seal/, 3],
    ['a seal in the middle', sealed([header, sealed([header]).split('\n')[1], thing('a')]), /more after/, 3],
    [
      'a line that is there twice',
      rearranged(([head, a, ...rest]) => [head!, a!, a!, ...rest]),
      /changed/,
      6,
    ],
    ['lines in another order', rearranged(([head, a, b, ...rest]) => [head!, b!, a!, ...rest]), /changed/, 5],
    ['a member more in the seal', sealed([header], { algorithm: 'md5' }), /not written as a seal/, 2],
    ['a digest of another algorithm', sealed([header], { sha256: sha512Of(header) }), /does not fit/, 2],
    ['no digest', sealed([header], { sha256: '' }), /does not fit/, 2],
    ['a seal with blanks', sealed([header]).replace('"lines":', '"lines": '), /not written as a seal/, 2],
    [
      'a seal with two times',
      sealed([header]).replace('"completedAt"', '"completedAt":"2020-01-01T00:00:00.000Z","completedAt"'),
      /not written as a seal/,
      2,
    ],
    ['a line removed', whole.toString('utf8').split('\n').toSpliced(1, 1).join('\n'), /changed/, 4],
    ['other line ends', whole.toString('utf8').replaceAll('\n', '\r\n'), /changed/, 5],
    [
      'a document made to exhaust the stack',
      sealed([
        header,
        `{"record":"test.thing","scope":"1","id":"a","data":{"name":"n","document":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      ]),
      /too deep/,
      2,
    ],
  ];
  test.each(cases)('%s', (_, content, what, line) => {
    const error = errorOf(() => read(content));
    expect(error.message).toMatch(what);
    expect(error.where).toBe(`s.ndjson, line ${line}`);
    expect(error.remedy).toMatch(/\.$|nhi-audit collect/);
  });

  test('a malformed line does not show its content', () => {
    const { message } = errorOf(() => read(sealed([header, '{"record":"hush hush'])));
    expect(message).not.toContain('hush');
  });

  test.each([
    ['a JSON list', '[1]'],
    ['nothing', ''],
    ['a header of something else', '{"record":"header","schema":"other/v1"}'],
  ])('%s is not recognised', (_, head) => expect(recognisesSnapshot(head)).toBe(false));
});

test('a snapshot of version 1, whose seal is of the lines alone, is read as ever', () => {
  const old = { ...header, schema: 'nhi-audit/snapshot/v1' };
  const text = `${JSON.stringify(old)}\n${JSON.stringify(thing('a'))}\n`;
  const seal = {
    record: 'seal',
    lines: 2,
    sha256: createHash('sha256').update(text).digest('hex'),
    completedAt,
  };
  const { header: found, records } = read(`${text}${JSON.stringify(seal)}\n`);
  expect(found.schema).toBe('nhi-audit/snapshot/v1');
  expect([...records]).toEqual([thing('a')]);
});

// Six hundred megabytes: with the many cases of `.ci/run`.
test.skipIf(givenLawRuns === undefined)(
  'a snapshot larger than a string can be is read in pieces',
  () => {
    // 600 MiB of records, made as they are read: neither the test nor the reader ever holds them.
    const line = `${JSON.stringify(thing('a', 'x'.repeat(1024 * 1024)))}\n`;
    const start = `${JSON.stringify(header)}\n`;
    const hash = createHash('sha256').update(start);
    const count = 600;
    for (let i = 0; i < count; i += 1) hash.update(line);
    const seal = `${JSON.stringify({ record: 'seal', lines: count + 1, sha256: hash.update(completedAt).digest('hex'), completedAt })}\n`;
    const file = {
      ...sourceOf(start),
      *chunks() {
        yield Buffer.from(start);
        const bytes = Buffer.from(line);
        for (let i = 0; i < count; i += 1) yield bytes;
        yield Buffer.from(seal);
      },
    };
    let records = 0;
    for (const _ of openSnapshot(file, schemas).entries()) records += 1;
    expect(records).toBe(count);
  },
  60_000,
);
