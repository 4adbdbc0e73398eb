import { expect, test } from 'vitest';
import { copyOf, numbers } from '../../src/reach/numbers.ts';

test.each([0, 1, 1000, 65_536, 300_000])('an array of %d zeros', (length) => {
  const array = numbers(length);
  expect(array).toHaveLength(length);
  expect(array.every((value) => value === 0)).toBe(true);
});

test('a copy is its own', () => {
  const array = numbers(100_000).fill(7);
  const copy = copyOf(array.subarray(1));
  copy[0] = 8;
  expect(array[1]).toBe(7);
  expect(copy).toHaveLength(99_999);
  expect(copy[1]).toBe(7);
});
