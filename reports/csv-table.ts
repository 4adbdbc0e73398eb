import { stringify } from 'csv-stringify/sync';
import type { ReportFile } from '../src/model/report.ts';
import type { CellValue, Column } from './csv-columns/column.ts';
import { cellText } from './inert-text.ts';
import { inPieces } from './pieces.ts';

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

/** Values of a column that are remembered: words, numbers and names of scopes, and not one id after the other. */
const remembered = 512;

/** Told once a table was read to its end: how many of its cells differ from the text that they were made of. */
export type OnSanitised = (file: string, cells: number) => void;

/** A value as it stands in the file. */
interface Cell {
  readonly quoted: string;
  /** Whether it differs from the text that it was made of. */
  readonly sanitised: boolean;
}

/** Cells that `csv-stringify` has not seen yet, with the places where they are awaited. */
interface Awaited {
  readonly text: string;
  readonly value: CellValue;
  readonly sanitised: boolean;
  readonly line: string[];
  readonly column: number;
}

/**
 * Lines of a table. `csv-stringify` takes 0.2 µs for a record of one field and four times that for each field of a record of
 * forty, so it is given the cells of some hundred rows one below the other; none has a line break, which
 * {@link cellText} shows as `\n`. What a column says again and again it is asked for once.
 */
function* lines<Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row>,
  onSanitised: ((cells: number) => void) | undefined,
): Generator<string> {
  const known = columns.map(() => new Map<CellValue, Cell>());
  let sanitised = 0;
  let table: string[][] = [];
  let awaited: Awaited[] = [];

  const fill = (): string => {
    const quoted = stringify(
      awaited.map(({ text }) => [text]),
      dialect,
    ).split(lineEnd);
    for (const [index, { line, column, value, sanitised }] of awaited.entries()) {
      line[column] = quoted[index]!;
      const cells = known[column]!;
      if (cells.size < remembered) cells.set(value, { quoted: quoted[index]!, sanitised });
    }
    const text = table.map((line) => line.join(delimiter) + lineEnd).join('');
    table = [];
    awaited = [];
    return text;
  };

  const add = (value: CellValue, line: string[], column: number): void => {
    const cell = known[column]!.get(value);
    if (cell !== undefined) {
      line.push(cell.quoted);
      if (cell.sanitised) sanitised++;
      return;
    }
    const text = typeof value === 'string' ? cellText(value) : value === undefined ? '' : String(value);
    const differs = typeof value === 'string' && text !== value;
    if (differs) sanitised++;
    awaited.push({ text, value, sanitised: differs, line, column });
    line.push('');
  };

  const head: string[] = [];
  for (const [column, { name }] of columns.entries()) add(name, head, column);
  table.push(head);
  for (const row of rows) {
    const line: string[] = [];
    for (const [column, { value }] of columns.entries()) add(value(row), line, column);
    table.push(line);
    if (table.length >= rowsAtATime) yield fill();
  }
  if (table.length > 0) yield fill();
  onSanitised?.(sanitised);
}

/** A table as a file. */
export const csvFile = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: () => Iterable<Row>,
  onSanitised?: OnSanitised,
): ReportFile => ({
  name,
  text: inPieces(() =>
    lines(columns, rows(), onSanitised && ((cells: number) => onSanitised(name, cells))),
  ),
});
