import { describe, expect, test } from 'vitest';
import { headKeys } from '../../src/exports/json-head.ts';

const keysOf = (head: string) => {
  const { keys, elementKeys } = headKeys(head);
  return [[...keys], [...elementKeys]];
};

describe('the names at the top of a JSON file', () => {
  test.each([
    ['a page', '{"A":[{"x":1,"y":{"deep":1}}],"B":2}', ['A', 'B'], ['x', 'y']],
    ['pages in a list', ' [ {"A":[{"x":1}]}, {"B":[]} ]', ['A', 'B'], ['x']],
    ['pages one after the other', '{"A":[]}\n{"B":[{"x":1}]}', ['A', 'B'], ['x']],
    ['a beginning that ends in a string', '{"A":[{"x":"unfinished: \\', ['A'], ['x']],
    ['structure in strings', '{"A":["{\\"no\\":1}"],"B" :"}"}', ['A', 'B'], []],
    ['text that is no JSON', 'user,arn\n"{":1', [], []],
    ['a list of numbers', '[1,2]', [], []],
  ])('%s', (_, head, keys, elementKeys) => {
    expect(keysOf(head)).toEqual([keys, elementKeys]);
  });

  test.each([
    ['quotes without end', `{"A":"${'\\"'.repeat(32_000)}`],
    ['white space without end', ' '.repeat(64_000)],
    ['brackets without end', `{${'['.repeat(64_000)}`],
  ])('%s take no longer than any other text', (_, head) => {
    expect(headKeys(head).elementKeys.size).toBe(0);
  });
});
