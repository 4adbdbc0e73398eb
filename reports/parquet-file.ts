import { InputError } from '../src/model/input-error.ts';
import type { AuditResult, ReportFile } from '../src/model/report.ts';
import { inForceRecord } from './in-force.ts';
import type { ParquetTable, ParquetValue } from './parquet-columns.ts';

type Library = typeof import('hyparquet-writer');

/** Version of the columns, in every file: raised when a column changes its meaning, never when one is added. */
export const lakeSchema = '1';

/**
 * Formats make their files without waiting: it is loaded with this module, which is loaded by whoever asks for Parquet. In the
 * package it is built in; a clone without the packages of development lacks it.
 */
const loaded = await import('hyparquet-writer').catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
  throw error;
});

/** @throws InputError where the package is not installed */
export const parquetLibrary = (): Library => {
  if (loaded !== undefined) return loaded;
  throw new InputError(
    'Parquet needs the package hyparquet-writer, which is not installed',
    'the packages of this installation',
    'Add it: `npm install hyparquet-writer`; in a clone: `npm ci` without --omit.',
  );
};

/** A file that is being made: rows go in, bytes come out. */
export interface ParquetSink {
  readonly push: (row: readonly ParquetValue[]) => void;
  /** Rows that it holds. */
  readonly held: () => number;
  /** What is held as bytes; they follow those of before. */
  readonly flush: () => Uint8Array;
  /** The rest. Nothing may follow. */
  readonly end: () => Uint8Array;
}

export const parquetSink = (
  table: ParquetTable,
  { tool, estate, ...named }: Pick<AuditResult, 'tool' | 'estate' | 'inForce' | 'filter'>,
): ParquetSink => {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = parquetLibrary();
  const bytes = new ByteWriter();
  const columnData = (data: readonly ParquetValue[][]) =>
    table.columns.map(({ name, type }, index) => ({ name, type, data: data[index]! }));
  const empty = (): ParquetValue[][] => table.columns.map(() => []);
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columnData(empty()) }),
    createdBy: `${tool.name} ${tool.version}`,
    kvMetadata: [
      { key: 'nhi-audit.schema', value: lakeSchema },
      { key: 'nhi-audit.table', value: table.name },
      { key: 'nhi-audit.collected_at', value: estate.collectedAt },
      { key: 'nhi-audit.in_force', value: JSON.stringify(inForceRecord(named)) },
    ],
  });
  let held = empty();
  let count = 0;
  const flush = (): Uint8Array => {
    if (count > 0) writer.write({ columnData: columnData(held), rowGroupSize: count });
    held = empty();
    count = 0;
    const piece = bytes.getBytes().slice();
    // Places in the file are counted by `offset`, which goes on.
    bytes.index = 0;
    return piece;
  };
  return {
    push(row) {
      row.forEach((value, index) => {
        held[index]!.push(value);
      });
      count++;
    },
    held: () => count,
    flush,
    end() {
      const rows = flush();
      writer.finish();
      return Buffer.concat([rows, flush()]);
    },
  };
};

/** Rows that are held and compressed together. */
const rowsAtATime = 20_000;

function* pieces(
  table: ParquetTable,
  rows: Iterable<readonly ParquetValue[]>,
  result: AuditResult,
): Generator<Uint8Array> {
  const sink = parquetSink(table, result);
  for (const row of rows) {
    sink.push(row);
    if (sink.held() === rowsAtATime) yield sink.flush();
  }
  yield sink.end();
}

/** One table as one file, compressed by Snappy. Rows of the whole result where none are given. */
export const parquetFile = (
  name: string,
  table: ParquetTable,
  result: AuditResult,
  rows?: readonly (readonly ParquetValue[])[],
): ReportFile => ({
  name,
  text: { [Symbol.iterator]: () => pieces(table, rows ?? table.rows(result), result) },
});
