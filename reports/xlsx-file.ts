import { Zip, ZipDeflate } from 'fflate';
import type { AuditResult, ReportFile } from '../src/model/report.ts';
import type { Table } from './tables/table.ts';
import {
  contentTypesXml,
  rootRelations,
  rowXml,
  sheetEnd,
  sheetLimits,
  sheetStart,
  stylesXml,
  workbookRelations,
  workbookXml,
} from './xlsx-parts.ts';

/**
 * A workbook, written row by row: an estate of any size is in memory for some rows only. The libraries that write XLSX keep all
 * cells until the end (write-excel-file, exceljs beside its streams of Node), so only the archive is theirs: fflate.
 */

/** The first day that a zip can tell, as the clock on the wall has it: the same tables are the same bytes. */
const noTime = (): Date => new Date(1980, 0, 1);
/** Rows of a table that are packed at once. */
const rowsAtATime = 256;
/** An archive without extensions takes 4 GiB a part: a sheet ends before. */
const sheetBytes = 2 ** 31;

interface SheetOptions {
  /** Rows of a sheet, the titles included; for tests. */
  readonly rows?: number;
}

const encoder = new TextEncoder();

function* workbook(
  tables: readonly Table[],
  result: AuditResult,
  about: readonly (readonly [string, string])[],
  { rows: mostRows = sheetLimits.rows }: SheetOptions,
): Generator<Uint8Array> {
  let packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const taken = (): readonly Uint8Array[] => {
    const pieces = packed;
    packed = [];
    return pieces;
  };
  const part = (name: string): ZipDeflate => {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = noTime();
    zip.add(entry);
    return entry;
  };
  const whole = (name: string, text: string): void => part(name).push(encoder.encode(text), true);

  const names: string[] = [];
  const counts: [string, string][] = [];
  const sheetPart = (name: string): ZipDeflate => {
    names.push(name);
    return part(`xl/worksheets/sheet${names.length}.xml`);
  };

  function* sheetsOf({ name, columns, rows }: Table): Generator<Uint8Array> {
    const start = sheetStart(columns.map((column) => column.name));
    let part_ = 1;
    let sheet = sheetPart(name);
    let row = 1;
    let bytes = 0;
    let cut = 0;
    let total = 0;
    let text = start;
    const push = (last: boolean): readonly Uint8Array[] => {
      const piece = encoder.encode(text);
      bytes += piece.length;
      sheet.push(piece, last);
      text = '';
      return taken();
    };
    const onCut = (): void => {
      cut++;
    };
    for (const values of rows(result)) {
      if (row === mostRows || bytes > sheetBytes) {
        text += sheetEnd(columns.length, row);
        yield* push(true);
        part_++;
        sheet = sheetPart(`${name} (${part_})`);
        row = 1;
        bytes = 0;
        text = start;
      }
      row++;
      total++;
      text += rowXml(row, values, onCut);
      if (row % rowsAtATime === 0) yield* push(false);
    }
    text += sheetEnd(columns.length, row);
    yield* push(true);
    const split = part_ === 1 ? '' : `, on ${part_} sheets: one takes ${mostRows - 1} rows`;
    const shortened =
      cut === 0 ? '' : `; ${cut} cells are cut at ${sheetLimits.cell} characters, whole in the CSV`;
    counts.push([name, `${total} rows${split}${shortened}`]);
  }

  for (const table of tables) yield* sheetsOf(table);
  // Last, as it tells how many rows there were.
  const lines = [...about, ...counts];
  sheetPart('about').push(
    encoder.encode(
      `${sheetStart(['what', 'says'])}${lines.map((line, index) => rowXml(index + 2, line, () => {})).join('')}${sheetEnd(2, lines.length + 1)}`,
    ),
    true,
  );
  whole('xl/styles.xml', stylesXml);
  whole('xl/workbook.xml', workbookXml(names));
  whole('xl/_rels/workbook.xml.rels', workbookRelations(names.length));
  whole('_rels/.rels', rootRelations);
  whole('[Content_Types].xml', contentTypesXml(names.length));
  zip.end();
  yield* taken();
}

/** Tables as one workbook: a sheet a table, the last says what they are of and how many rows each has. */
export const xlsxFile = (
  name: string,
  tables: readonly Table[],
  result: AuditResult,
  options: SheetOptions = {},
): ReportFile => {
  const about = [
    ['tool', `${result.tool.name} ${result.tool.version}`],
    ['data as of', result.estate.collectedAt],
  ] as const;
  return { name, text: { [Symbol.iterator]: () => workbook(tables, result, about, options) } };
};
