import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type ParquetTable, parquetTables } from '../../reports/parquet-columns.ts';
import { type ParquetSink, parquetSink } from '../../reports/parquet-file.ts';
import { InputError } from '../model/input-error.ts';
import type { AuditResult } from '../model/report.ts';

/** Rows of one table that are held at most, over all of its partitions. */
const mostHeld = 100_000;
/** File systems take 255 bytes for a name. */
const longestKey = 200;

/** A scope's id as the value of a partition, as Hive writes it: whatever is no letter or digit as `%2F`. */
export const partitionValue = (scope: string): string => {
  const encoded = encodeURIComponent(scope.toWellFormed()).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (encoded.length <= longestKey) return encoded;
  return `sha256-${createHash('sha256').update(scope).digest('hex').slice(0, 32)}`;
};

interface Partition {
  readonly sink: ParquetSink;
  readonly partial: string;
  readonly target: string;
}

const sync = (path: string): void => {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** All files of one table, beside their places: nothing has its name yet. */
const partials = (
  table: ParquetTable,
  day: string,
  name: string,
  result: AuditResult,
  made: Partition[],
): void => {
  const byScope = new Map<string, Partition>();
  let held = 0;
  for (const row of table.rows(result)) {
    const scope = String(row[table.scopeAt] ?? '*');
    let partition = byScope.get(scope);
    if (partition === undefined) {
      const folder = join(day, `in_scope=${partitionValue(scope)}`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      partition = {
        sink: parquetSink(table, result),
        partial: join(folder, `.${name}.${randomBytes(6).toString('hex')}.partial`),
        target: join(folder, name),
      };
      // Findings are a map of weaknesses: for their owner's eyes.
      writeFileSync(partition.partial, '', { mode: 0o600, flag: 'wx' });
      byScope.set(scope, partition);
      made.push(partition);
    }
    partition.sink.push(row);
    held++;
    if (held < mostHeld) continue;
    for (const { sink, partial } of byScope.values())
      if (sink.held() > 0) appendFileSync(partial, sink.flush());
    held = 0;
  }
  for (const { sink, partial } of byScope.values()) {
    appendFileSync(partial, sink.end());
    sync(partial);
  }
};

/**
 * Adds a result to a lake: `FOLDER/<table>/date=2026-03-01/in_scope=<scope>/<time>.parquet`. Files are named by the time of their
 * facts, so that the same facts written twice are there once. Each file is whole or not there; all of them get their names only
 * when the last is written.
 * @throws InputError when it cannot be written; what stood there before is unchanged
 */
export const writeLake = (folder: string, result: AuditResult): void => {
  const collectedAt = new Date(result.estate.collectedAt).toISOString();
  const name = `${collectedAt.replace(/[-:.]/g, '')}.parquet`;
  const dayOf = ({ name: table }: ParquetTable): string =>
    join(folder, table, `date=${collectedAt.slice(0, 10)}`);
  const made: Partition[] = [];
  try {
    for (const table of parquetTables) partials(table, dayOf(table), name, result, made);
    for (const { partial, target } of made) renameSync(partial, target);
    // Of the same facts and scopes, judged before under other rules.
    const targets = new Set(made.map(({ target }) => target));
    for (const table of parquetTables)
      for (const scope of ['*', ...result.estate.scopes.map(({ id }) => id)]) {
        const stale = join(dayOf(table), `in_scope=${partitionValue(scope)}`, name);
        if (!targets.has(stale) && existsSync(stale)) rmSync(stale);
      }
  } catch (error) {
    for (const { partial } of made) rmSync(partial, { force: true });
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new InputError(
      `The lake cannot be written: ${error.message}`,
      folder,
      'Check the folder, its permissions and the space on it. What it held is whole.',
    );
  }
};
