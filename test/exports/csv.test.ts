import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../../src/exports/csv.ts';
import { InputError } from '../../src/model/input-error.ts';
import { lawRuns } from '../support/law-runs.ts';
import { sourceOf } from './bytes-source.ts';
import { inputErrorOf } from './reading.ts';

const remedy = 'Make it again.';
const rows = (content: string | Uint8Array, chunk = 1 << 20) => [
  ...csvRows(sourceOf(content, { name: 'f.csv', chunk }), { checkColumns: () => {}, remedy }),
];

describe('rows of a CSV file', () => {
  const expected = [
    { record: { a: '1', b: 'x' }, line: 2 },
    { record: { a: '2', b: 'y, "z"' }, line: 3 },
    { record: { a: '3', b: '' }, line: 4 },
  ];
  const plain = 'a,b\n1,x\n2,"y, ""z"""\n3,\n';
  test.each([
    ['plain', plain],
    ['without a last line end', plain.slice(0, -1)],
    ['with Windows line ends', plain.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${plain}`],
    ['with all fields quoted', 'a,b\n"1","x"\n"2","y, ""z"""\n"3",""\n'],
  ])('%s', (_, text) => {
    for (const chunk of [1, 2, 3, 7, 1 << 20]) expect(rows(text, chunk)).toEqual(expected);
  });

  test('a file without rows has none', () => {
    expect(rows('a,b\n')).toEqual([]);
  });

  test('are those of the file parsed whole, however many parts it has', () => {
    const field = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', 'ü', ' ') }),
      fc.integer({ min: 1, max: 90_000 }).map((length) => 'x'.repeat(length)),
      fc.integer({ min: 1, max: 90_000 }).map((length) => ',\n"'.repeat(length / 3)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, field), { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(997, 65_536, 1 << 22),
        (records, newline, chunk) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = [['a', 'b'], ...records].map((fields) => fields.map(quoted).join(',')).join(newline);
          const found = rows(text, chunk);
          expect(found.map(({ record }) => record)).toEqual(parse(text, { columns: true }));
          // Where the row ends: of the line ends in the text, so many are before it.
          const ends = (part: string) => part.split('\n').length - 1;
          let line = 1;
          if (!text.includes('\r')) {
            for (const [index, [a, b]] of records.entries()) {
              line += 1 + ends(a) + ends(b);
              expect(found[index]?.line).toBe(line);
            }
          }
        },
      ),
      { numRuns: lawRuns(8, 40) },
    );
  });
});

describe('a file that is no such CSV is refused with the line', () => {
  const long = `a,b\n${`1,${'2'.repeat(97)}\n`.repeat(10_000)}`;
  test.each([
    ['a field too many', 'a,b\n1,2\n1,2,3\n', /as many fields/, 'f.csv, line 3'],
    ['a quote without end', 'a,b\n1,"2\n', /not valid CSV/, /^f\.csv, line \d$/],
    ['a field too few, far down', `${long}1\n`, /as many fields/, 'f.csv, line 10002'],
    ['another encoding', Buffer.from('a,b\nü,2\n', 'latin1'), /not UTF-8/, 'f.csv, line 1 or after'],
  ])('%s', (_, content, what, where) => {
    for (const chunk of [65_536, 1 << 22]) {
      const error = inputErrorOf(() => rows(content, chunk));
      expect(error.message).toMatch(what);
      expect(error.where).toMatch(where);
    }
  });

  test('columns are checked before the rows', () => {
    const checkColumns = (columns: readonly string[], place: string): void => {
      throw new InputError(columns.join(' and '), place, remedy);
    };
    const error = inputErrorOf(() => [
      ...csvRows(sourceOf('a,b\n1\n', { name: 'f.csv' }), { checkColumns, remedy }),
    ]);
    expect(error).toMatchObject({ message: 'a and b', where: 'f.csv, line 1' });
  });
});
