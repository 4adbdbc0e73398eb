import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { SourceFile } from '../model/connector.ts';
import { InputError } from '../model/input-error.ts';

/**
 * Rows of a CSV file of any size (RFC 4180, with a header): cut where a line ends outside of quotes, and each part
 * parsed by itself.
 */
export interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  /** From 1: where the row ends. */
  readonly line: number;
}

export interface CsvOptions {
  /** The columns as the header has them; throws where they will not do. */
  readonly checkColumns: (columns: readonly string[], place: string) => void;
  readonly remedy: string;
}

/** What is parsed at once holds at least this much, so that the cost of a parser is spread over many rows. */
const partBytes = 256 * 1024;
/** One row must fit into a string with room to spare. */
const largestRow = 128 * 1024 * 1024;

const quote = 0x22;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** Whole rows of the file; the last part may lack its line end. */
function* partsOf(file: Pick<SourceFile, 'name' | 'chunks'>, remedy: string): Generator<Uint8Array> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  // Two quotes inside a field turn it off and on again.
  let quoted = false;
  for (const chunk of file.chunks()) {
    /** After the last line end outside of quotes. */
    let end = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === quote) quoted = !quoted;
      else if (byte === newline && !quoted) end = at + 1;
    }
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (end > 0 && pendingBytes >= partBytes) {
      const rest = chunk.subarray(end);
      const whole = Buffer.concat(pending);
      yield whole.subarray(0, whole.length - rest.length);
      pending = [rest];
      pendingBytes = rest.length;
    } else if (pendingBytes > largestRow) {
      throw new InputError('one row is larger than 128 MiB', file.name, remedy);
    }
  }
  if (pendingBytes > 0) yield Buffer.concat(pending);
}

/** What ends the first row ends all of them; csv-parse would look for it again in each part. */
const delimiterOf = (part: Uint8Array): string | undefined => {
  let quoted = false;
  for (const [at, byte] of part.entries()) {
    if (byte === quote) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === newline) return '\n';
    else if (byte === carriageReturn) return part[at + 1] === newline ? '\r\n' : '\r';
  }
  return undefined;
};

const linesIn = (part: Uint8Array): number => {
  let lines = 0;
  for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) lines += 1;
  return lines;
};

interface ParsedRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * @throws InputError with the line where the file is not such CSV
 */
export function* csvRows(
  file: Pick<SourceFile, 'name' | 'chunks'>,
  { checkColumns, remedy }: CsvOptions,
): Generator<CsvRow> {
  const at = (line: number): string => `${file.name}, line ${line}`;
  let columns: string[] | undefined;
  let delimiter: string | undefined;
  let before = 0;
  for (const part of partsOf(file, remedy)) {
    if (!isUtf8(part)) {
      throw new InputError('the text is not UTF-8', `${at(before + 1)} or after`, 'Save the file as UTF-8.');
    }
    delimiter ??= delimiterOf(part);
    let rows: readonly ParsedRow[];
    try {
      rows = parse(part, {
        bom: before === 0,
        columns:
          columns ??
          ((names: string[]) => {
            checkColumns(names, at(1));
            columns = [...names];
            return columns;
          }),
        info: true,
        ...(delimiter === undefined ? {} : { record_delimiter: delimiter }),
        skip_empty_lines: true,
      }) as unknown as readonly ParsedRow[];
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'lines' in error)) throw error;
      const what =
        error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
          ? 'the row does not have as many fields as the header'
          : `the row is not valid CSV (${String(error.code)})`;
      throw new InputError(what, at(before + Number(error.lines)), remedy);
    }
    for (const { record, info } of rows) yield { record, line: before + info.lines };
    before += linesIn(part);
  }
}
