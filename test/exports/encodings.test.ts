import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Encoding, encodingOf, originalOffset, toUtf8 } from '../../src/exports/encoding.ts';
import { gunzip } from '../../src/exports/gunzip.ts';
import { placeOf, splitDocuments } from '../../src/exports/json-elements.ts';
import { lawRuns } from '../support/law-runs.ts';
import { inputErrorOf } from './reading.ts';

const encode: Readonly<Record<Encoding, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};
const encodings = Object.keys(encode) as Encoding[];

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const remedies = { remake: 'Make it again.', damaged: 'Give it whole.' };

const fileOf = (bytes: Uint8Array, encoding: Encoding, chunk: number) => {
  const raw = () => cut(bytes, chunk);
  return {
    name: 'f.json',
    size: bytes.length,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    head: '',
    chunks: () => toUtf8(raw(), encoding, 'f.json'),
    where: (offset: number) => `byte ${originalOffset(raw(), encoding, 'f.json', offset)}`,
  };
};

const elements = fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), { maxLength: 6 });
const written = fc
  .tuple(elements, fc.constantFrom('', 2), fc.boolean())
  .map(([list, indent, oneByOne]) =>
    oneByOne
      ? list.map((element) => JSON.stringify(element, null, indent)).join('\n')
      : JSON.stringify(list, null, indent),
  )
  .filter((text) => text !== '');

describe('the encoding never changes elements', () => {
  test('nor does the size of the chunks; places are those of the file', () => {
    fc.assert(
      fc.property(
        written,
        fc.constantFrom(...encodings),
        fc.integer({ min: 1, max: 200 }),
        (text, encoding, chunk) => {
          const bytes = encode[encoding](text);
          const file = fileOf(bytes, encoding, chunk);
          expect(encodingOf(bytes, 'f.json')).toBe(encoding);
          const expected = [...splitDocuments(fileOf(Buffer.from(text), 'utf-8', 1 << 20), remedies)];
          const found = [...splitDocuments(file, remedies)];
          expect(found.map(({ value }) => value)).toEqual(expected.map(({ value }) => value));
          for (const element of found) {
            const place = /^f\.json, element (\d+), byte (\d+)$/.exec(placeOf(file, element))!;
            expect(Number(place[1])).toBe(element.index);
            const mark = encode[encoding](encoding === 'utf-8' ? '{' : '').length;
            const brace = encode[encoding]('{').subarray(encoding === 'utf-8' ? 0 : mark);
            expect(bytes.subarray(Number(place[2])).indexOf(brace)).toBe(0);
          }
        },
      ),
    );
  });
});

describe('gzip', () => {
  const unpack = (bytes: Uint8Array, chunk = 1 << 20): Buffer =>
    Buffer.concat([...gunzip(cut(bytes, chunk), { path: 'f.gz', size: bytes.length })]);

  test('is unpacked whatever its members and the size of the chunks', () => {
    const member = fc.tuple(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom(0, 1, 9),
    );
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        (members, chunk) => {
          const parts = members.map(([bytes, times]) =>
            Buffer.concat(Array.from({ length: times }, () => bytes)),
          );
          const packed = Buffer.concat(
            members.map(([, , level], index) => gzipSync(parts[index]!, { level })),
          );
          expect(unpack(packed, chunk).equals(Buffer.concat(parts))).toBe(true);
        },
      ),
      { numRuns: lawRuns(6, 30) },
    );
  });

  const whole = gzipSync(Buffer.from('{"List":[1,2,3]}'.repeat(100)));
  const change = (at: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes[at]! ^= 0x55;
    return bytes;
  };

  test('that is cut short anywhere is refused', () => {
    for (let length = 2; length < whole.length; length += 1)
      expect(inputErrorOf(() => unpack(whole.subarray(0, length))).message).toMatch(/cut short or damaged/);
  });

  test.each([
    ['a changed byte in the middle', change(40)],
    ['another checksum', change(whole.length - 6)],
    ['another length', change(whole.length - 2)],
    ['another checksum of a member that is not the last', Buffer.concat([change(whole.length - 6), whole])],
    ['something else after it', Buffer.concat([whole, Buffer.from('something else')])],
  ])('with %s is refused', (_, bytes) => {
    for (const chunk of [7, 1 << 20]) {
      const error = inputErrorOf(() => unpack(bytes, chunk));
      expect(error.message).toMatch(/cut short or damaged/);
      expect(error.where).toBe('f.gz');
    }
  });

  test('that becomes more than 64 MiB and 200 times its size is refused, and never whole in memory', () => {
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024));
    let largest = 0;
    let total = 0;
    const error = inputErrorOf(() => {
      for (const { length } of gunzip([bomb], { path: 'f.gz', size: bomb.length })) {
        largest = Math.max(largest, length);
        total += length;
      }
    });
    expect(error.message).toBe('the file unpacks to more than 200 times its size');
    expect(largest).toBeLessThan(40 * 1024 * 1024);
    expect(total).toBeLessThanOrEqual(64 * 1024 * 1024);
  });
});
