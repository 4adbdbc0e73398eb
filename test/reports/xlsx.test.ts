import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { visible } from '../../reports/inert-text.ts';
import { tables } from '../../reports/tables/index.ts';
import { type Table, tableOf } from '../../reports/tables/table.ts';
import { xlsxFormat } from '../../reports/xlsx.ts';
import { xlsxFile } from '../../reports/xlsx-file.ts';
import { columnName } from '../../reports/xlsx-parts.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { temporaryFolder } from '../support/cli.ts';
import { hostileTexts, unseenIn } from './hostile.ts';
import { sampleResult } from './sample.ts';

const bytesOf = ({ text }: ReportFile): Buffer => Buffer.concat([...text].map((piece) => Buffer.from(piece)));

/** Parts of the archive as trees, read by a parser that is not ours. */
const parts = (file: ReportFile): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytesOf(file))).map(([name, bytes]) => [
      name,
      new XMLParser({
        ignoreAttributes: false,
        attributeNamePrefix: '',
        parseTagValue: false,
        trimValues: false,
        isArray: (tag) => ['sheet', 'row', 'c'].includes(tag),
      }).parse(Buffer.from(bytes).toString('utf8')),
    ]),
  );

interface Cell {
  readonly r: string;
  readonly t?: string;
  readonly s?: string;
  readonly v?: string;
  readonly f?: string;
  readonly is?: { readonly t: { readonly '#text'?: string } };
}

const sheets = (file: ReportFile) => {
  const all = parts(file);
  const { sheet } = (all['xl/workbook.xml'] as { workbook: { sheets: { sheet: { name: string }[] } } })
    .workbook.sheets;
  return new Map(
    sheet.map(({ name }, index) => {
      const { worksheet } = all[`xl/worksheets/sheet${index + 1}.xml`] as {
        worksheet: {
          sheetData: { row: { c: Cell[] }[] };
          autoFilter: { ref: string };
          sheetViews: { sheetView: { pane: { state: string } } };
        };
      };
      return [name, { rows: worksheet.sheetData.row.map(({ c }) => c ?? []), ...worksheet }] as const;
    }),
  );
};

/** Excel shows `_x005F_` as an underscore. */
const shown = (cell: Cell | undefined): string | undefined =>
  cell?.is === undefined ? cell?.v : (cell.is.t['#text'] ?? '').replaceAll('_x005F_', '_');

type Row = readonly [string, string | number | boolean | undefined];
const tableWith = (...rows: readonly Row[]): Table =>
  tableOf<Row>(
    'things',
    [
      { name: 'name', description: '', value: ([name]) => name },
      { name: 'value', description: '', value: ([, value]) => value },
    ],
    () => rows,
  );
const sheetOf = (...rows: readonly Row[]) =>
  sheets(xlsxFile('x.xlsx', [tableWith(...rows)], sampleResult())).get('things')!;

describe('the workbook', () => {
  const book = sheets(xlsxFormat.files(sampleResult(), { width: 80, colour: false })[0]!);

  test('has a sheet for each table, in the order of the tables, and one that tells of them', () => {
    expect([...book.keys()]).toEqual([...Object.values(tables).map(({ name }) => name), 'about']);
    expect(book.get('about')!.rows.map((row) => row.map(shown))).toEqual(
      expect.arrayContaining([['identities', '3 rows']]),
    );
  });

  test('says what the tables say, row by row', () => {
    for (const { name, columns, rows } of Object.values(tables)) {
      const [titles, ...own] = book.get(name)!.rows;
      expect(titles!.map(shown)).toEqual(columns.map((column) => column.name));
      const expected = [...rows(sampleResult())].map((row) =>
        row.flatMap((value, column) =>
          value === undefined
            ? []
            : [
                [
                  columnName(column),
                  typeof value === 'boolean' ? String(Number(value)) : visible(String(value)),
                ],
              ],
        ),
      );
      expect(own.map((row) => row.map((cell) => [cell.r.replace(/\d+$/, ''), shown(cell)]))).toEqual(
        expected,
      );
    }
  });

  test('keeps the titles in sight, and filters all rows', () => {
    const { autoFilter, sheetViews, rows } = book.get('findings')!;
    expect(sheetViews.sheetView.pane.state).toBe('frozen');
    expect(autoFilter.ref).toBe(`A1:${columnName(rows[0]!.length - 1)}${rows.length}`);
  });

  test('is the same, byte for byte, each time and in any time zone', () => {
    const written = (): Buffer => bytesOf(xlsxFormat.files(sampleResult(), { width: 80, colour: false })[0]!);
    const first = written();
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Apia';
    try {
      expect(written().equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});

describe('a cell', () => {
  test.each([
    ['an account id', '012345678901'],
    ['a number in words of a name', '1E5'],
    ['a date', '2026-01-01'],
    ['what looks like an escape of Excel', '_x0041_ and _x000D_'],
    ['blanks at its ends', '  x  '],
    ['markup', '<b>&amp;</b> "q"'],
  ])('shows %s as it is', (_, text) => {
    const [, row] = sheetOf([text, undefined]).rows;
    expect(row).toHaveLength(1);
    expect(row![0]!.t).toBe('inlineStr');
    expect(shown(row![0])).toBe(text);
  });

  test.each(['=1+1', '@SUM(A1)', '-2', '+x', '=cmd|/c calc!A1'])(
    '%s stays text, also when it is edited',
    (text) => {
      const [, row] = sheetOf([text, undefined]).rows;
      expect(row![0]).toMatchObject({ t: 'inlineStr', s: '3' });
      expect(row![0]!.f).toBeUndefined();
      expect(shown(row![0])).toBe(text);
    },
  );

  test('of a number is a number, of a truth a truth, of nothing not there', () => {
    const { rows } = sheetOf(['a', 12.5], ['b', true], ['c', undefined]);
    expect(rows.slice(1, 3).map((row) => row[1])).toMatchObject([
      { r: 'B2', v: '12.5' },
      { r: 'B3', t: 'b', v: '1' },
    ]);
    expect(rows[3]).toHaveLength(1);
  });

  test('longer than Excel takes is cut, and that is told', () => {
    const book = sheets(xlsxFile('x.xlsx', [tableWith(['x'.repeat(40_000), 1])], sampleResult()));
    expect(shown(book.get('things')!.rows[1]![0])!.length).toBe(32_767);
    expect(book.get('about')!.rows.flatMap((row) => row.map(shown))).toContain(
      '1 rows; 1 cells are cut at 32767 characters, whole in the CSV',
    );
  });

  test.each(hostileTexts)('of hostile text (%s) is well-formed and leaves nothing unseen', (_, text) => {
    const { rows } = sheetOf([`${text}own`, undefined], [text, 1]);
    expect(rows).toHaveLength(3);
    for (const cell of rows.flat()) {
      expect(cell.f).toBeUndefined();
      expect(unseenIn(shown(cell) ?? '')).toEqual([]);
    }
  });
});

test('a table of more rows than a sheet takes goes on to the next, and that is told', () => {
  const table = tableWith(['a', 1], ['b', 2], ['c', 3], ['d', 4], ['e', 5]);
  const book = sheets(xlsxFile('x.xlsx', [table], sampleResult(), { rows: 3 }));
  expect(
    [...book].map(([name, { rows }]) => [name, rows.slice(1).map((row) => shown(row[0]))]).slice(0, 3),
  ).toEqual([
    ['things', ['a', 'b']],
    ['things (2)', ['c', 'd']],
    ['things (3)', ['e']],
  ]);
  expect(book.get('about')!.rows.flatMap((row) => row.map(shown))).toContain(
    '5 rows, on 3 sheets: one takes 2 rows',
  );
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, name) => {
  expect(columnName(index)).toBe(name);
});

const python = process.env.NHI_AUDIT_OPENPYXL ?? 'python3';
const hasOpenpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0;

// A reader of spreadsheets, where the machine has one.
test.skipIf(!hasOpenpyxl)('openpyxl reads it, and finds no formula', () => {
  const file = join(temporaryFolder(), 'x.xlsx');
  writeFileSync(
    file,
    bytesOf(xlsxFile('x.xlsx', [tableWith(['=1+1', 12.5], ['012', true])], sampleResult())),
  );
  const { stdout, stderr } = spawnSync(
    python,
    [
      '-W',
      'error',
      '-c',
      'import openpyxl,json,sys; s=openpyxl.load_workbook(sys.argv[1])["things"]; print(json.dumps([[[c.value, c.data_type] for c in r] for r in s.rows]))',
      file,
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([
    [
      ['name', 's'],
      ['value', 's'],
    ],
    [
      ['=1+1', 's'],
      [12.5, 'n'],
    ],
    [
      ['012', 's'],
      [true, 'b'],
    ],
  ]);
});
