import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonBeyond, mostValues } from '../../src/model/json-bound.ts';
import { lawRuns } from '../support/law-runs.ts';

describe('what a JSON text is before it is parsed', () => {
  test.each([
    ['levels', '['.repeat(201), /nest deeper than 200 levels/],
    ['levels of objects', '{"a":'.repeat(201), /nest deeper than 200 levels/],
    ['values', `[${'0,'.repeat(mostValues)}0]`, /more than 20 million values/],
    ['empty objects', `[${'{},'.repeat(mostValues / 2 + 1)}{}]`, /more than 20 million values/],
  ])('%s past the bound', (_, text, says) => {
    expect(jsonBeyond(text)).toMatch(says);
  });

  test.each([
    ['as many levels as may be', `${'['.repeat(200)}${']'.repeat(200)}`],
    ['brackets and commas in a text', JSON.stringify({ a: '[{,'.repeat(1_000), b: `\\"${'['.repeat(500)}` })],
    ['a text that does not end', `{"a":"${'['.repeat(500)}`],
    ['one that ends in a backslash', `{"a":"${'['.repeat(500)}\\`],
    ['levels beside one another', `[${'[],'.repeat(1_000)}[]]`],
  ])('%s: nothing', (_, text) => {
    expect(jsonBeyond(text)).toBeUndefined();
  });

  test('of any JSON: the levels that there are', () => {
    const levelsOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.values(value).map(levelsOf))
        : 0;
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const levels = levelsOf(JSON.parse(text));
        const padded = text.padEnd(20);
        expect(jsonBeyond(padded, levels)).toBeUndefined();
        if (levels > 0) expect(jsonBeyond(padded, levels - 1)).toContain('nest deeper');
      }),
      { numRuns: lawRuns(50, 1_000) },
    );
  });
});
