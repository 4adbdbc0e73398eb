import { stringify } from 'csv-stringify/sync';
import type { ReportFile } from '../src/model/report.ts';
import type { CellValue, Column } from './csv-columns/column.ts';
import { cellText } from './inert-text.ts';
import { inPieces } from './pieces.ts';

/** RFC 4180: every field quoted, CRLF; https://www.rfc-editor.org/rfc/rfc4180 */
const dialect = { quoted: true, quoted_empty: true, record_delimiter: 'windows' } as const;
const rowsAtATime = 256;

/** Told once a table was read to its end: how many of its cells differ from the text that they were made of. */
export type OnSanitised = (file: string, cells: number) => void;

/** A table as a file. */
export const csvFile = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: () => Iterable<Row>,
  onSanitised?: OnSanitised,
): ReportFile => ({
  name,
  text: inPieces(function* () {
    let sanitised = 0;
    const cell = (value: CellValue): string => {
      if (value === undefined) return '';
      if (typeof value !== 'string') return String(value);
      const text = cellText(value);
      if (text !== value) sanitised++;
      return text;
    };
    let lines: string[][] = [columns.map((column) => column.name)];
    for (const row of rows()) {
      lines.push(columns.map(({ value }) => cell(value(row))));
      if (lines.length >= rowsAtATime) {
        yield stringify(lines, dialect);
        lines = [];
      }
    }
    if (lines.length > 0) yield stringify(lines, dialect);
    onSanitised?.(name, sanitised);
  }),
});
