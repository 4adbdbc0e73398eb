import { expect, test } from 'vitest';
import { deepestNesting, nestsTooDeep } from '../../src/model/nesting.ts';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test.each([
  ['a plain value', 1, false],
  ['the deepest that is allowed', nested(deepestNesting), false],
  ['one level more', nested(deepestNesting + 1), true],
  ['null within the deepest that is allowed', JSON.parse(`${'['.repeat(200)}null${']'.repeat(200)}`), false],
  ['text within it', JSON.parse(`${'['.repeat(200)}"["${']'.repeat(200)}`), false],
  ['null', null, false],
  ['far more than a stack holds', nested(100_000), true],
  [
    'an object in a list in an object, over and over',
    JSON.parse('{"a":['.repeat(150) + ']}'.repeat(150)),
    true,
  ],
])('%s', (_, value, tooDeep) => {
  expect(nestsTooDeep(value)).toBe(tooDeep);
});
