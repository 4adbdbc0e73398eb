import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { grouped, hanging, left, right, shorten, wrap } from '../../reports/layout.ts';
import { anyCharacter } from '../support/texts.ts';

const drawn = fc.string({ unit: anyCharacter, maxLength: 60 });

describe('shortened text', () => {
  test.each([
    ['what fits stays', 'deployer', 8, 'deployer'],
    ['what does not fit loses its middle', 'acme-production-deployer', 11, 'acme-…loyer'],
    ['a wide character takes two columns', '宽宽宽宽', 5, '宽…宽'],
    [
      'a character of several code points stays whole',
      'ae\u0301e\u0301e\u0301e\u0301z',
      5,
      'ae\u0301…e\u0301z',
    ],
  ])('%s', (_, text, width, expected) => {
    expect(shorten(text, width)).toBe(expected);
  });

  test('never takes more columns than it may, and is well-formed', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 30 }), (text, width) => {
        const shown = shorten(text, width);
        expect(stringWidth(shown)).toBeLessThanOrEqual(width);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  test('fills a column exactly, on either side', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(stringWidth(left(text, width))).toBe(width);
        expect(stringWidth(right(text, width))).toBe(width);
      }),
    );
  });
});

describe('wrapped text', () => {
  test('breaks at spaces and keeps all words', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  test('stands under its first line', () => {
    expect(hanging('- ', 'aaaaaaaaaa bbbbbbbbbb cccccccccc', 24)).toEqual([
      '- aaaaaaaaaa bbbbbbbbbb',
      '  cccccccccc',
    ]);
  });

  test('keeps its lead when there is nothing to say', () => {
    expect(hanging('owner ', '', 24)).toEqual(['owner ']);
  });

  test.each([
    [
      'behind a separator',
      'arn:aws:iam::111122223333:role/x',
      16,
      ['arn:aws:iam::', '111122223333:', 'role/x'],
    ],
    ['anywhere where there is none', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['before no command of a CI runner', 'abcd::set-output', 4, ['abc', 'd::', 'set-', 'outp', 'ut']],
  ])('breaks a word that is longer than the line %s', (_, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  test('keeps to the width, and loses nothing, whatever the word', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.integer({ min: 12, max: 30 }),
        (text, width) => {
          const word = text.replaceAll(' ', '');
          for (const line of wrap(word, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('lets a word be longer than the line where that is asked for', () => {
    expect(wrap(`see ${'x'.repeat(30)}`, 10, 40)).toEqual(['see', 'x'.repeat(30)]);
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [1_234_567, '1,234,567'],
])('%i reads %s', (count, text) => {
  expect(grouped(count)).toBe(text);
});
