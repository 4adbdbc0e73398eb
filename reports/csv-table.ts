import { stringify } from 'csv-stringify/sync';
import type { AuditResult, ReportFile } from '../src/model/report.ts';
import { cellText } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import type { CellValue } from './tables/column.ts';
import type { Table } from './tables/table.ts';

/**
 * RFC 4180: every field quoted, CRLF; https://www.rfc-editor.org/rfc/rfc4180. As all is quoted, nothing need be looked for
 * that would have to be.
 */
const dialect = {
  quoted: true,
  quoted_empty: true,
  record_delimiter: 'windows',
  quote_record_delimiter: false,
} as const;
const delimiter = ',';
const lineEnd = '\r\n';
const rowsAtATime = 256;

/** Values of a column that are remembered: words, numbers, names of scopes. A column of ids has more, and none of them twice. */
const remembered = 512;

/** Told once a table was read to its end: how many of its cells differ from the text that they were made of. */
export type OnSanitised = (file: string, cells: number) => void;

/** A value as it stands in the file. */
interface Cell {
  /** Empty until `csv-stringify` was asked. */
  quoted: string;
  /** Whether it differs from the text that it was made of. */
  readonly sanitised: boolean;
}

/** The cells of one column: the last one, for rows about the same, and those that come again, where some do. */
const createCells = (make: (value: CellValue) => Cell): ((value: CellValue) => Cell) => {
  let lastValue: CellValue;
  let last: Cell | undefined;
  let known: Map<CellValue, Cell> | undefined = new Map();
  let found = 0;
  return (value) => {
    if (last !== undefined && value === lastValue) return last;
    let cell = known?.get(value);
    if (cell !== undefined) found++;
    else {
      cell = make(value);
      if (known !== undefined && known.size < remembered) known.set(value, cell);
      // To look for long texts that never come again costs more than to quote them.
      else if (found < remembered) known = undefined;
    }
    lastValue = value;
    last = cell;
    return cell;
  };
};

/**
 * Lines of a table. `csv-stringify` takes 0.2 µs for a record of one field and four times that for each field of a record of
 * forty, so it is given the cells of some hundred rows one below the other; none has a line break, which
 * {@link cellText} shows as `\n`. What a column says again and again it is asked for once.
 */
function* lines(
  columns: Table['columns'],
  rows: Iterable<readonly CellValue[]>,
  onSanitised: ((cells: number) => void) | undefined,
): Generator<string> {
  let sanitised = 0;
  let table: Cell[][] = [];
  let texts: string[][] = [];
  let awaited: Cell[] = [];

  const make = (value: CellValue): Cell => {
    const text = typeof value === 'string' ? cellText(value) : value === undefined ? '' : String(value);
    const cell = { quoted: '', sanitised: typeof value === 'string' && text !== value };
    texts.push([text]);
    awaited.push(cell);
    return cell;
  };
  const cells = columns.map(() => createCells(make));

  const addLine = (values: readonly CellValue[]): void => {
    table.push(
      values.map((value, column) => {
        const cell = cells[column]!(value);
        if (cell.sanitised) sanitised++;
        return cell;
      }),
    );
  };

  const written = (): string => {
    const quoted = stringify(texts, dialect).split(lineEnd);
    for (let index = 0; index < awaited.length; index++) awaited[index]!.quoted = quoted[index]!;
    let text = '';
    for (const line of table) {
      let before = '';
      for (const cell of line) {
        text += before + cell.quoted;
        before = delimiter;
      }
      text += lineEnd;
    }
    table = [];
    texts = [];
    awaited = [];
    return text;
  };

  addLine(columns.map(({ name }) => name));
  for (const values of rows) {
    addLine(values);
    if (table.length >= rowsAtATime) yield written();
  }
  yield written();
  onSanitised?.(sanitised);
}

/** A table as a file. */
export const csvFile = (
  { name, columns, rows }: Table,
  result: AuditResult,
  onSanitised?: OnSanitised,
): ReportFile => {
  const file = `${name}.csv`;
  const told = onSanitised && ((cells: number): void => onSanitised(file, cells));
  return { name: file, text: inPieces(() => lines(columns, rows(result), told)) };
};
