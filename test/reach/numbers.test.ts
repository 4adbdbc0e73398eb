import { expect, test } from 'vitest';
import { copyOf, numbers } from '../../src/reach/numbers.ts';

test.each([0, 1, 1000, 65_536, 300_000])('an array of %d zeros', (length) => {
  const array = numbers(length);
  expect(array).toHaveLength(length);
  expect(array.every((value) => value === 0)).toBe(true);
});

test('no array shares a place with another, within a block and over its end', () => {
  // Of places in a row that are written twice, one is the first or the last of an array.
  const arrays = Array.from({ length: 300 }, (_, k) => numbers(65_536 + k * 1000).fill(k + 1));
  for (const [k, array] of arrays.entries()) expect([array[0], array.at(-1)]).toEqual([k + 1, k + 1]);
});

test('a copy is its own', () => {
  const array = numbers(100_000).fill(7);
  const copy = copyOf(array.subarray(1));
  copy[0] = 8;
  expect(array[1]).toBe(7);
  expect(copy).toHaveLength(99_999);
  expect(copy[1]).toBe(7);
});
