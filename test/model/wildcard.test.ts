import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsWildcards } from '../../src/model/wildcard.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
const expression = (pattern: string): RegExp =>
  new RegExp(`^${[...pattern].map((c) => ({ '*': '.*', '?': '.' })[c] ?? c).join('')}$`);

it('says what a regular expression of the pattern says', () => {
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      expect(fitsWildcards(pattern, text, '*', '?')).toBe(expression(pattern).test(text));
    }),
  );
});

it('without a sign for one character, it is a character like others', () => {
  expect(fitsWildcards('a?', 'ab', '*')).toBe(false);
  expect(fitsWildcards('a?', 'a?', '*')).toBe(true);
});

it('takes a character of a list as itself where it is not the sign', () => {
  const run = Symbol('run');
  expect(fitsWildcards<string | symbol>(['a', '*'], 'ab', run)).toBe(false);
  expect(fitsWildcards<string | symbol>(['a', '*'], 'a*', run)).toBe(true);
  expect(fitsWildcards<string | symbol>(['a', run], 'a*b', run)).toBe(true);
});
