import type { AuditResult } from '../src/model/report.ts';
import { bounded } from './inert-text.ts';
import type { CellValue } from './tables/column.ts';
import { tables } from './tables/index.ts';
import type { Table } from './tables/table.ts';

/** Types of Parquet as the writer names them; every column may be null. `TIMESTAMP`: milliseconds, UTC. */
export type ParquetType = 'STRING' | 'INT64' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP';

export type ParquetValue = string | bigint | number | boolean | Date | null;

export interface ParquetColumn {
  readonly name: string;
  readonly type: ParquetType;
  /** One sentence, as in `docs/reports.md`. */
  readonly description: string;
}

export interface ParquetTable {
  readonly name: string;
  readonly columns: readonly ParquetColumn[];
  /** Made while they are read, and as often. */
  readonly rows: (result: AuditResult) => Iterable<readonly ParquetValue[]>;
  /** Place of the column by which a lake is partitioned. */
  readonly scopeAt: number;
}

/**
 * Columns that are not text. A name means the same in every table. The type of a column never changes: what would need another
 * becomes a column of its own.
 */
const namesByType: Readonly<Record<Exclude<ParquetType, 'STRING'>, readonly string[]>> = {
  INT64: [
    'rank',
    'identities',
    'identities_if',
    'hops',
    'findings',
    'credentials',
    'grants',
    'workloads',
    'becomable_by',
    'service_count',
    'age',
    'age_days',
    'unused_days',
    'max_seconds',
  ],
  DOUBLE: ['blast_radius', 'blast_radius_proven', 'exposure', 'breadth'],
  BOOLEAN: [
    'bounded',
    'provider_owned',
    'break_glass',
    'scanner',
    'agent',
    'unused',
    'provider_managed',
    'all_actions',
    'overdue',
  ],
  TIMESTAMP: ['created_at', 'last_used_at', 'observed_since', 'expires_at', 'until', 'first_seen', 'due'],
};

const types: ReadonlyMap<string, ParquetType> = new Map(
  Object.entries(namesByType).flatMap(([type, names]) =>
    names.map((name) => [name, type as ParquetType] as const),
  ),
);

/** Text of others is shown as every format shows it; a cell of many megabytes serves nobody. */
const longestText = 1_000_000;

const misfit = (column: ParquetColumn, value: CellValue): Error =>
  new Error(`Column ${column.name} is ${column.type}, and a value of it is ${typeof value}`);

const converters: Readonly<Record<ParquetType, (value: CellValue, column: ParquetColumn) => ParquetValue>> = {
  STRING: (value, column) => {
    if (typeof value !== 'string') throw misfit(column, value);
    return bounded(value, longestText);
  },
  INT64: (value, column) => {
    if (typeof value !== 'number') throw misfit(column, value);
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : null;
  },
  DOUBLE: (value, column) => {
    if (typeof value !== 'number') throw misfit(column, value);
    return value;
  },
  BOOLEAN: (value, column) => {
    if (typeof value !== 'boolean') throw misfit(column, value);
    return value;
  },
  TIMESTAMP: (value, column) => {
    if (typeof value !== 'string') throw misfit(column, value);
    const time = new Date(value);
    // `never`, or what a provider wrote that is no time.
    return Number.isNaN(time.getTime()) ? null : time;
  },
};

const neverUsed: ParquetColumn = {
  name: 'never_used',
  type: 'BOOLEAN',
  description: 'Whether it was never used, where `last_used_at` is null; null: not known.',
};

const head: readonly ParquetColumn[] = [
  { name: 'collected_at', type: 'TIMESTAMP', description: 'Time of the facts.' },
  { name: 'tool_version', type: 'STRING', description: 'Version of nhi-audit that wrote the row.' },
];

/**
 * A table of the reports with typed columns: when and by which version first, then those of the CSV, and `never_used` where there
 * is a last use.
 */
const typed = (table: Table, scopeColumn: string): ParquetTable => {
  const own = table.columns.map(
    ({ name, description }): ParquetColumn => ({ name, type: types.get(name) ?? 'STRING', description }),
  );
  const usedAt = own.findIndex(({ name }) => name === 'last_used_at');
  return {
    name: table.name,
    columns: [...head, ...own, ...(usedAt < 0 ? [] : [neverUsed])],
    scopeAt: head.length + own.findIndex(({ name }) => name === scopeColumn),
    *rows(result) {
      const beginning = [new Date(result.estate.collectedAt), result.tool.version] as const;
      for (const values of table.rows(result)) {
        const row: ParquetValue[] = [...beginning];
        own.forEach((column, index) => {
          const value = values[index];
          row.push(value === undefined ? null : converters[column.type](value, column));
        });
        if (usedAt >= 0) row.push(values[usedAt] === undefined ? null : values[usedAt] === 'never');
        yield row;
      }
    },
  };
};

/** What goes to a lake. Exceptions and configuration are of a run, and stay with the reports. */
export const parquetTables: readonly ParquetTable[] = [
  typed(tables.findings, 'scope'),
  typed(tables.identities, 'identity_scope'),
  typed(tables.grants, 'scope'),
  typed(tables.credentials, 'identity_scope'),
  typed(tables.coverage, 'scope'),
];
