import { globSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parquetFormat } from '../../reports/parquet.ts';
import { parquetTables } from '../../reports/parquet-columns.ts';
import { tables } from '../../reports/tables/index.ts';
import { partitionValue, writeLake } from '../../src/cli/lake.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { temporaryFolder } from '../support/cli.ts';
import { demoResult } from '../support/demo.ts';
import { sketchResult } from '../support/result.ts';

/** The part of DuckDB that is used; its package is installed here alone. */
interface Rows {
  readonly getRowObjectsJS: () => readonly Record<string, unknown>[];
}
interface Connection {
  readonly runAndReadAll: (sql: string) => Promise<Rows>;
}
interface Library {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<Connection> }>;
  };
}
const packageName: string = '@duckdb/node-api';

let connection: Connection;
const ask = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
  (await connection.runAndReadAll(sql)).getRowObjectsJS();

beforeAll(async () => {
  const { DuckDBInstance } = (await import(packageName)) as Library;
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

const duckTypes = {
  STRING: 'VARCHAR',
  INT64: 'BIGINT',
  DOUBLE: 'DOUBLE',
  BOOLEAN: 'BOOLEAN',
  TIMESTAMP: 'TIMESTAMP WITH TIME ZONE',
} as const;

describe('--out-formats parquet', () => {
  let folder: string;
  let result: AuditResult;
  beforeAll(async () => {
    result = await demoResult();
    folder = temporaryFolder();
    for (const { name, text } of parquetFormat.files(result, { width: 80, colour: false }))
      writeFileSync(join(folder, name), Buffer.concat([...text].map((piece) => Buffer.from(piece))));
  });

  test.each(parquetTables.map((table) => [table.name, table] as const))(
    '%s has the columns that are promised, and the rows of the CSV',
    async (name, table) => {
      const from = `read_parquet('${join(folder, `${name}.parquet`)}')`;
      const described = await ask(`DESCRIBE SELECT * FROM ${from}`);
      // DuckDB tells a time in UTC as one of them, by its version.
      const typesOf = described.map((row) => [
        row.column_name,
        row.column_type === 'TIMESTAMP' ? duckTypes.TIMESTAMP : row.column_type,
      ]);
      expect(typesOf).toEqual(table.columns.map((column) => [column.name, duckTypes[column.type]]));
      const [counted] = await ask(`SELECT count(*) AS n FROM ${from}`);
      const rows = [...tables[name as 'findings'].rows(result)];
      expect(Number(counted!.n)).toBe(rows.length);
      expect(rows.length).toBeGreaterThan(20);
    },
  );

  test('text, numbers, booleans and times are what the tables say', async () => {
    const rows = await ask(
      `SELECT rank, identity, blast_radius, bounded, epoch_ms(created_at) AS created FROM read_parquet('${join(folder, 'identities.parquet')}') ORDER BY rank`,
    );
    const columns = tables.identities.columns.map(({ name }) => name);
    const at = (name: string): number => columns.indexOf(name);
    const expected = [...tables.identities.rows(result)].map((row) => [
      row[at('rank')],
      row[at('identity')],
      row[at('blast_radius')],
      row[at('bounded')] ?? null,
      row[at('created_at')] === undefined ? null : Date.parse(String(row[at('created_at')])),
    ]);
    expect(
      rows.map(({ rank, identity, blast_radius, bounded, created }) => [
        Number(rank),
        identity,
        blast_radius,
        bounded,
        created === null ? null : Number(created),
      ]),
    ).toEqual(expected);
  });

  test('what is wrong joins with whom it is about', async () => {
    const [joined] = await ask(
      `SELECT count(*) AS n FROM '${join(folder, 'findings.parquet')}' f JOIN '${join(folder, 'identities.parquet')}' i USING (identity) WHERE f.severity = 'critical' AND i.blast_radius > 50`,
    );
    const strong = new Set(
      result.estate.identities
        .filter((_, index) => result.reach.radius(index).score > 50)
        .map(({ id }) => id),
    );
    const expected = result.findings.filter(
      ({ severity, identity }) => severity === 'critical' && strong.has(identity),
    ).length;
    expect(expected).toBeGreaterThan(0);
    expect(Number(joined!.n)).toBe(expected);
  });
});

describe('--lake', () => {
  const at = (collectedAt: string, scopes: readonly string[]): AuditResult =>
    sketchResult({
      collectedAt,
      scopes: scopes.map((id) => ({ id })),
      identities: scopes.map((scope, index) => ({ id: `id-${index}-${scope}`, scope })),
    });

  test('partitions by date and scope; the same facts twice are there once; scopes of any name come back', async () => {
    const folder = temporaryFolder();
    const odd = ['111111111111', '../../x/../y', "a'b c%2F", 'ü=é', 'x'.repeat(400)];
    writeLake(folder, at('2026-03-01T08:00:00.000Z', odd));
    writeLake(folder, at('2026-03-01T08:00:00.000Z', odd));
    writeLake(folder, at('2026-03-02T08:00:00.000Z', odd.slice(0, 1)));
    expect(readdirSync(join(folder, 'identities'))).toEqual(['date=2026-03-01', 'date=2026-03-02']);
    const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((each) => each.isFile());
    expect(files.every(({ name }) => name.endsWith('.parquet'))).toBe(true);
    const rows = await ask(
      `SELECT CAST(date AS VARCHAR) AS day, in_scope, identity_scope FROM read_parquet('${folder}/identities/*/*/*.parquet', hive_partitioning = true, hive_types_autocast = false) ORDER BY day, identity`,
    );
    expect(rows.length).toBe(6);
    expect(new Set(rows.map(({ identity_scope }) => identity_scope))).toEqual(new Set(odd));
    for (const { in_scope, identity_scope } of rows) {
      const value = partitionValue(String(identity_scope));
      expect(in_scope).toBe(value.startsWith('sha256-') ? value : identity_scope);
    }
    const [pruned] = await ask(
      `SELECT count(*) AS n FROM read_parquet('${folder}/identities/*/*/*.parquet', hive_partitioning = true) WHERE date = '2026-03-02'`,
    );
    expect(Number(pruned!.n)).toBe(1);
  });

  test('a lake that cannot be written is told, and leaves nothing half written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'coverage'), 'a file in the way');
    const result = await demoResult();
    expect(() => writeLake(folder, result)).toThrow('cannot be written');
    expect(readdirSync(join(folder, 'findings')).length).toBe(1);
    expect(globSync('**/{,.}*.{parquet,partial}', { cwd: folder })).toEqual([]);
  });
});
