import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { visible } from '../../reports/inert-text.ts';
import { parquetFormat } from '../../reports/parquet.ts';
import { parquetTables } from '../../reports/parquet-columns.ts';
import { parquetFile } from '../../reports/parquet-file.ts';
import { tables } from '../../reports/tables/index.ts';
import type { FindingHistory } from '../../src/model/history.ts';
import type { AuditResult, ReportFile } from '../../src/model/report.ts';
import { demoResult } from '../support/demo.ts';
import { hostileTexts, timeFields, withTexts } from './hostile.ts';
import { sampleResult } from './sample.ts';

const options = { width: 80, colour: false };

const bytesOf = ({ text }: ReportFile): ArrayBuffer => {
  const joined = Buffer.concat([...text].map((piece) => Buffer.from(piece)));
  return joined.buffer.slice(joined.byteOffset, joined.byteOffset + joined.length) as ArrayBuffer;
};

const read = async (result: AuditResult): Promise<ReadonlyMap<string, Record<string, unknown>[]>> =>
  new Map(
    await Promise.all(
      parquetFormat
        .files(result, options)
        .map(async (file) => [file.name, await parquetReadObjects({ file: bytesOf(file) })] as const),
    ),
  );

/** What anybody's query rests on: a change here is a change of the contract (docs/lake.md). */
describe('columns', () => {
  test('have the same types whatever stands in them', async () => {
    const schemaOf = (file: ReportFile) =>
      parquetSchema(parquetMetadata(bytesOf(file))).children.map(
        ({ element: { name, type, converted_type: kind, repetition_type: may } }) =>
          [name, type, kind, may].join(' '),
      );
    const empty = { ...sampleResult(), findings: [], coverage: [], assessments: [] };
    for (const [index, file] of parquetFormat.files(await demoResult(), options).entries()) {
      const schema = schemaOf(file);
      expect(schema).toMatchSnapshot(file.name);
      expect(schemaOf(parquetFormat.files(empty, options)[index]!)).toEqual(schema);
    }
  });

  test('take what a history says of a finding', async () => {
    const result = await demoResult();
    const told: FindingHistory = {
      state: 'reopened',
      firstSeen: '2026-08-01T06:00:00.000Z',
      openSince: '2026-08-11T06:00:00.000Z',
      age: 21,
      due: '2026-08-31T06:00:00.000Z',
      overdue: true,
    };
    const findings = new Map(result.findings.slice(1).map(({ fingerprint }) => [fingerprint, told]));
    const rows = (await read({ ...result, history: { findings, fixed: 0, unseen: 0 } })).get(
      'findings.parquet',
    )!;
    const [known, others] = [true, false].map((wanted) =>
      rows.filter(({ state }) => (state === 'reopened') === wanted),
    );
    expect(known!.length).toBe(result.findings.length - 1);
    for (const { first_seen, age, due, overdue } of known!)
      expect([first_seen, age, due, overdue]).toEqual([
        new Date(told.firstSeen),
        21n,
        new Date(told.due!),
        true,
      ]);
    expect(others).toMatchObject([{ first_seen: null, age: null, due: null, overdue: null }]);
  });

  test('each table has the column that it is partitioned by', () => {
    for (const { columns, scopeAt } of parquetTables) expect(columns[scopeAt]?.name).toMatch(/scope$/);
  });
});

describe('rows', () => {
  test('say what the tables of CSV say', async () => {
    const result = await demoResult();
    const files = await read(result);
    for (const name of ['findings', 'identities', 'grants', 'credentials', 'coverage'] as const) {
      const rows = files.get(`${name}.parquet`)!;
      const columns = tables[name].columns.map((column) => column.name);
      const expected = [...tables[name].rows(result)];
      expect(rows.length, name).toBe(expected.length);
      expect(rows.length, name).toBeGreaterThan(20);
      expected.forEach((values, at) => {
        const row = rows[at]!;
        values.forEach((value, index) => {
          const got = row[columns[index]!] ?? undefined;
          if (got instanceof Date) expect(got.getTime()).toBe(Date.parse(String(value)));
          else if (typeof got === 'bigint') expect(Number(got)).toBe(value);
          else if (value === 'never') expect([got, row.never_used]).toEqual([undefined, true]);
          else expect(got).toBe(typeof value === 'string' ? visible(value) : value);
        });
        expect((row.collected_at as Date).toISOString()).toBe(
          new Date(result.estate.collectedAt).toISOString(),
        );
      });
    }
  });

  test.each(hostileTexts)('%s stays text, and shifts nothing', async (_, text) => {
    const result = withTexts(sampleResult(), (own) => text.slice(0, 2_000) + own, [...timeFields, 'tool']);
    const [plain, files] = [await read(sampleResult()), await read(result)];
    for (const [name, rows] of files) {
      expect(rows.length, name).toBe(plain.get(name)!.length);
      for (const row of rows)
        for (const value of Object.values(row))
          if (typeof value === 'string') expect(visible(value)).toBe(value);
    }
  });

  test('of more than one group are all there, in pieces', async () => {
    const [coverage] = parquetTables.slice(-1);
    const result = sampleResult();
    const rows = Array.from({ length: 45_000 }, (_, index) => [
      new Date(index),
      'v',
      'source',
      null,
      String(index),
      'n',
      'complete',
      '',
      '',
    ]);
    const file = parquetFile('coverage.parquet', coverage!, result, rows);
    expect([...file.text].length).toBe(3);
    const back = await parquetReadObjects({ file: bytesOf(file), columns: ['scope'] });
    expect(back.map(({ scope }) => scope)).toEqual(rows.map((row) => row[4]));
  });

  test('a value of another type than its column is an error, not another column', () => {
    const findings = parquetTables[0]!;
    const broken = { ...sampleResult() };
    const wrong = {
      ...broken,
      findings: broken.findings.map((each) => ({ ...each, blastRadius: 'x' as never })),
    };
    expect(() => [...findings.rows(wrong)]).toThrow('Column blast_radius is DOUBLE');
  });
});
