import { startsFormula, visible } from './inert-text.ts';
import type { CellValue } from './tables/column.ts';

/**
 * The parts of a workbook as XML: SpreadsheetML, ECMA-376 part 1,
 * https://ecma-international.org/publications-and-standards/standards/ecma-376/
 */

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel's limits: https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
export const sheetLimits = { rows: 1_048_576, cell: 32_767, sheetName: 31 } as const;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 has no place for, and inert text may still hold. */
const notInXml = /[\ufffe\uffff]/g;
/** Excel reads `_x0041_` as the character of that number: https://learn.microsoft.com/en-us/dotnet/api/documentformat.openxml.varianttypes.vtlpwstr */
const escapeLike = /_(?=x[0-9A-Fa-f]{4}_)/g;

const xml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => entities[character]!)
    .replace(notInXml, '\ufffd')
    .replace(escapeLike, '_x005F_');

/** Places in `cellXfs` of {@link stylesXml}. */
const styles = { title: 1, text: 2, quoted: 3 } as const;

/** `A`, `Z`, `AA`: of a column, from 0. */
export const columnName = (index: number): string => {
  let name = '';
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
};

/** A cell of text. What reads as a formula stays text when somebody edits it (`quotePrefix`). */
const textCell = (place: string, text: string, style: number): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;

/** Text as it fits into a cell, and whether something of it was left out. */
const fitting = (text: string): { readonly shown: string; readonly isCut: boolean } => {
  const shown = visible(text.length > 2 * sheetLimits.cell ? text.slice(0, 2 * sheetLimits.cell) : text);
  return shown.length <= sheetLimits.cell
    ? { shown, isCut: text.length > 2 * sheetLimits.cell }
    : { shown: `${shown.slice(0, sheetLimits.cell - 1)}…`.toWellFormed(), isCut: true };
};

export const rowXml = (row: number, values: readonly CellValue[], onCut: () => void): string => {
  let cells = '';
  for (const [column, value] of values.entries()) {
    if (value === undefined) continue;
    const place = `${columnName(column)}${row}`;
    if (typeof value === 'number') cells += `<c r="${place}"><v>${value}</v></c>`;
    else if (typeof value === 'boolean') cells += `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    else {
      const { shown, isCut } = fitting(value);
      if (isCut) onCut();
      cells += textCell(place, shown, startsFormula(shown) ? styles.quoted : styles.text);
    }
  }
  return `<row r="${row}">${cells}</row>`;
};

/** The beginning of a sheet, its titles included: frozen, so that they stay in sight. */
export const sheetStart = (titles: readonly string[]): string => {
  const widths = titles
    .map(
      (title, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${Math.max(title.length + 4, 16)}" customWidth="1"/>`,
    )
    .join('');
  const cells = titles
    .map((title, column) => textCell(`${columnName(column)}1`, title, styles.title))
    .join('');
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${cells}</row>`;
};

/** Its end, with a filter over all of it. @param rows the titles included */
export const sheetEnd = (columns: number, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${rows}"/></worksheet>`;

export const stylesXml = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

export const workbookXml = (sheets: readonly string[]): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets
    .map((name, index) => `<sheet name="${xml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')}</sheets></workbook>`;

export const workbookRelations = (sheets: number): string =>
  `${head}<Relationships xmlns="${packageRelations}">${Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  ).join(
    '',
  )}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;

export const rootRelations = `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const contentTypesXml = (sheets: number): string =>
  `${head}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  ).join('')}</Types>`;
