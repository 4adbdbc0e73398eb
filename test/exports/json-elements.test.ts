import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonPiece, splitPages } from '../../src/exports/json-elements.ts';
import { sourceOf } from './bytes-source.ts';
import { inputErrorOf } from './reading.ts';

const lists = new Set(['List']);
const values = new Set(['IsTruncated', 'Marker']);
const wanted = { lists, values };
const remedies = { remake: 'Make it again.', damaged: 'Give it whole.' };

const split = (text: string | Uint8Array, chunk = 1 << 20): readonly JsonPiece[] => [
  ...splitPages(sourceOf(text, { name: 'f.json', chunk }), wanted, remedies),
];

/** What the pieces say, for comparison with the same text parsed whole. */
const elementsOf = (pieces: readonly JsonPiece[]): readonly unknown[] =>
  pieces.flatMap((piece) => (piece.kind === 'element' ? [piece.value] : []));
const valuesOf = (pieces: readonly JsonPiece[]): readonly unknown[] =>
  pieces.flatMap((piece) => (piece.kind === 'value' ? [[piece.key, JSON.parse(piece.text)]] : []));

const withOffset = (piece: JsonPiece) =>
  piece.kind === 'element' ? { ...piece, offset: piece.offset() } : piece;

/** JSON with white space anywhere that JSON allows it. */
const spaced = fc
  .tuple(fc.array(fc.constantFrom('', ' ', '\n', '\r\n\t', '    '), { minLength: 1, maxLength: 7 }))
  .map(([spaces]) => (value: unknown): string => {
    let turn = 0;
    const space = () => spaces[turn++ % spaces.length];
    const write = (item: unknown): string => {
      if (Array.isArray(item))
        return `[${item.map((one) => `${space()}${write(one)}${space()}`).join(',')}${space()}]`;
      if (typeof item !== 'object' || item === null) return JSON.stringify(item);
      const members = Object.entries(item).map(
        ([key, member]) => `${space()}${JSON.stringify(key)}${space()}:${space()}${write(member)}${space()}`,
      );
      return `{${members.join(',')}${space()}}`;
    };
    return `${space()}${write(value)}${space()}`;
  });

const page = fc.record(
  {
    List: fc.array(fc.jsonValue(), { maxLength: 6 }),
    Other: fc.jsonValue(),
    IsTruncated: fc.boolean(),
    Marker: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: [] },
);

describe('the elements of a list', () => {
  test('are those of the file parsed whole, whatever the white space and the size of the chunks', () => {
    fc.assert(
      fc.property(page, spaced, fc.integer({ min: 1, max: 64 }), (content, write, chunk) => {
        const text = write(content);
        const pieces = split(text, chunk);
        const parsed = JSON.parse(text);
        expect(elementsOf(pieces)).toEqual(parsed.List ?? []);
        expect(Object.fromEntries(valuesOf(pieces) as [string, unknown][])).toEqual(
          Object.fromEntries(Object.entries(parsed).filter(([key]) => values.has(key))),
        );
      }),
    );
  });

  test('come with their list, position and first byte', () => {
    expect(split('{"List":[1, {"ü":"]"},\n"x"]}').map(withOffset)).toEqual([
      { kind: 'list', list: 'List' },
      { kind: 'element', list: 'List', index: 0, offset: 9, value: 1 },
      { kind: 'element', list: 'List', index: 1, offset: 12, value: { ü: ']' } },
      { kind: 'element', list: 'List', index: 2, offset: 24, value: 'x' },
      { kind: 'page-end' },
    ]);
  });

  test('as the AWS CLI writes them are the same with their offsets as when they are read one by one', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(objects, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(4, 1, '\t', ''),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 4096 }),
        (pages, indent, newline, chunk) => {
          const texts = pages.map((List) => JSON.stringify({ List }, null, indent).replaceAll('\n', newline));
          const text = texts.join(newline);
          const pieces = split(text, chunk).map(withOffset);
          const bytes = Buffer.from(text);
          expect(
            pieces.flatMap((piece) => (piece.kind === 'element' ? [[piece.index, piece.value]] : [])),
          ).toEqual(JSON.parse(JSON.stringify(pages.flatMap((page) => [...page.entries()]))));
          for (const piece of pieces) {
            if (piece.kind !== 'element') continue;
            const written = JSON.stringify(piece.value, null, indent).slice(0, 20).split('\n', 1)[0]!;
            expect(bytes.toString('utf8', piece.offset).startsWith(written)).toBe(true);
          }
        },
      ),
    );
  });

  test.each([
    [
      'a separator inside an element',
      '{"List":[\n{"a":[\n{\n},\n{\n}]\n},\n{"a":[\n{\n},\n{\n}]\n},\n{"a":[]}]}',
    ],
    ['a separator in a later part only', '{"List":[\n{"a":1\n},\n{"a":[\n{\n},\n{\n}]\n}]}'],
  ])('are found with %s', (_, text) => {
    for (let chunk = 1; chunk <= text.length; chunk += 1)
      expect(elementsOf(split(text, chunk))).toEqual(JSON.parse(text).List);
  });

  test('damaged ones are told with their place, after the sound ones before them', () => {
    const text = `{"List":[\n  {"a":1\n  },\n  {"a":2\n  },\n  {"a":nul\n  },\n  {"a":4\n  }\n]}`;
    const sound: unknown[] = [];
    const error = inputErrorOf(() => {
      for (const piece of splitPages(sourceOf(text, { name: 'f.json' }), wanted, remedies))
        if (piece.kind === 'element') sound.push(piece.value);
    });
    expect(sound).toEqual([{ a: 1 }, { a: 2 }]);
    expect(error.message).toBe('the element is not valid JSON');
    expect(error.where).toBe(`f.json, List element 2, byte ${text.indexOf('{"a":nul')}`);
  });

  test.each([
    ['pages in one list', '[{"List":[1]},{"List":[2]}]'],
    ['pages one after the other', '{"List":[1]}\n{"List":[2]}'],
    ['both', '[{"List":[1]}]{"List":[2]}'],
    ['an empty list of pages beside them', '[] {"List":[1]} {"List":[2]}'],
    ['a byte order mark', '\uFEFF{"List":[1]}{"List":[2]}'],
    ['a name written with escapes', '{"\\u004cist":[1]}{"List":[2]}'],
  ])('are found with %s', (_, text) => {
    for (let chunk = 1; chunk < text.length; chunk += 1) {
      expect(elementsOf(split(text, chunk))).toEqual([1, 2]);
      expect(split(text, chunk).filter(({ kind }) => kind === 'page-end')).toHaveLength(2);
    }
  });

  test('a list that is null counts as missing', () => {
    expect(split('{"List":null,"IsTruncated":false}')).toEqual([
      { kind: 'value', key: 'IsTruncated', offset: 27, text: 'false' },
      { kind: 'page-end' },
    ]);
  });

  test('strings may hold anything that looks like structure', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', ':', 'ü', '\n', '𝄞') }),
        ),
        fc.integer({ min: 1, max: 9 }),
        (list, chunk) => {
          expect(
            elementsOf(split(JSON.stringify({ Skipped: list, List: list.map((text) => ({ text })) }), chunk)),
          ).toEqual(list.map((text) => ({ text })));
        },
      ),
    );
  });
});

describe('a file that is not whole is refused', () => {
  test('wherever a page was cut', () => {
    fc.assert(
      fc.property(
        page,
        spaced,
        fc.integer({ min: 1, max: 64 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (content, write, chunk, share) => {
          const text = Buffer.from(write(content).trimEnd());
          const start = text.indexOf('{');
          const length = Math.max(0, Math.min(text.length - 1, Math.floor(share * text.length)));
          const error = inputErrorOf(() => split(text.subarray(0, length), chunk));
          expect(error.message).toMatch(length <= start ? /nothing in the file/ : /cut short/);
        },
      ),
    );
  });

  test.each([
    ['nothing but white space', ' \n', /nothing in the file/, 2],
    ['a value that is no page', '"text"', /"\{" was expected/, 0],
    ['a list of something else', '[1]', /"\{" was expected/, 1],
    ['a missing comma', '{"List":[1 2]}', /"," or "]" was expected/, 11],
    ['a comma too many', '{"List":[1,]}', /value is missing/, 11],
    ['a missing colon', '{"List" [1]}', /":" was expected/, 8],
    ['a name that is no string', '{List:[1]}', /""" was expected/, 1],
    ['a list that is an object', '{"List":{"a":1}}', /"\[" was expected/, 8],
    ['half a byte order mark', Buffer.from([0xef, 0xbb, 0x7b]), /not JSON/, 2],
    [
      'nesting made to exhaust the stack',
      `{"List":[${'['.repeat(201)}${']'.repeat(201)}]}`,
      /nest deeper/,
      210,
    ],
    [
      'the same among elements that are parsed at once',
      `{"List":[\n{\n},\n{"a":${'['.repeat(200)}${']'.repeat(200)}\n},\n{\n}]}`,
      /nest deeper/,
      220,
    ],
    ['the same in a part that is passed over', `{"Other":${'[{"a":'.repeat(101)}1`, /nest deeper/, 610],
  ])('%s', (_, text, what, byte) => {
    for (const chunk of [1, 7, 1 << 20]) {
      const error = inputErrorOf(() => split(text, chunk));
      expect(error.message).toMatch(what);
      expect(error.where).toBe(`f.json, byte ${byte}`);
      expect(error.remedy).not.toBe('');
    }
  });

  test('text in another encoding than UTF-8', () => {
    const latin1 = Buffer.from('{"List":["Müller"]}', 'latin1');
    expect(inputErrorOf(() => split(latin1)).message).toMatch(/not UTF-8/);
  });
});

test('the file is closed when reading stops early', () => {
  let closed = false;
  const file = {
    ...sourceOf('{}'),
    *chunks() {
      try {
        yield Buffer.from('{"List":[1,');
        yield Buffer.from('2]}');
      } finally {
        closed = true;
      }
    },
  };
  for (const piece of splitPages(file, wanted, remedies)) if (piece.kind === 'element') break;
  expect(closed).toBe(true);
});
