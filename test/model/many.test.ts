import { expect, test } from 'vitest';
import { endOf, startOf } from '../../connectors/aws/policy/condition.ts';
import { append, greatest, smallest } from '../../src/model/many.ts';

const many = 300_000;
const numbers = Array.from({ length: many }, (_, index) => index);

test('more numbers than a function takes arguments', () => {
  expect(() => Math.max(...numbers)).toThrow(RangeError);
  expect([greatest(numbers), smallest(numbers)]).toEqual([many - 1, 0]);
  expect([greatest([]), greatest([], 2), greatest([1], 2)]).toEqual([Number.NEGATIVE_INFINITY, 2, 2]);
  const list = [1];
  append(list, numbers);
  expect(list.length).toBe(many + 1);
});

test('a condition with as many times as fit into a file does not end the run', () => {
  const values = numbers.map((each) => new Date(1.8e12 + each * 1000).toISOString());
  const clause = (operator: string): Parameters<typeof endOf>[0] => ({
    written: operator,
    operator,
    quantifier: undefined,
    ifExists: false,
    key: 'aws:currenttime',
    keyWritten: 'aws:CurrentTime',
    values,
  });
  expect(endOf(clause('datelessthan'))).toBe(values.at(-1));
  expect(startOf(clause('dategreaterthan'))).toBe(values[0]);
});
