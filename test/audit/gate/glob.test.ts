import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, mayMeet } from '../../../src/audit/gate/glob.ts';
import { lawRuns } from '../../support/law-runs.ts';

describe('what contains what', () => {
  test.each([
    ['*', 'anything', true],
    ['s3:*', 's3:Get*', true],
    ['s3:Get*', 's3:*', false],
    ['s3:G*t', 's3:Get', true],
    ['s3:*t*', 's3:Get*', true],
    ['a*b*c', 'axbyc', true],
    ['a*b*c', 'a*c', false],
    ['*bc*bc*', 'bc', false],
    ['*bc*bc*', 'bcbc', true],
    ['*bc*bc*', 'bcxbc', true],
    ['a?c', 'abc', true],
    ['a?c', 'a?c', true],
    ['a?c', 'a*c', false],
    ['a*', 'a?', true],
    ['a?', 'a', false],
    ['ab', 'a?', false],
    ['a*a', 'a', false],
    ['*.example', 'x.example.org', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s contains %s: %s', (outer, inner, expected) => {
    expect(contains(outer, inner)).toBe(expected);
  });

  /** A few letters, so that patterns meet. */
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', 'abb', 'bab', 'abab', 'aabb', 'bbaab', 'ababab'];
  const matches = (glob: string, text: string): boolean =>
    new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);

  test('whatever the inner pattern matches is matched by the outer one', () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        if (!contains(outer, inner)) return;
        for (const text of texts) if (matches(inner, text)) expect(matches(outer, text)).toBe(true);
      }),
      { numRuns: lawRuns(400, 2000) },
    );
  });

  test('patterns that are said not to meet have no text in common', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        if (mayMeet(a, b)) return;
        for (const text of texts) expect(matches(a, text) && matches(b, text)).toBe(false);
      }),
      { numRuns: lawRuns(400, 2000) },
    );
  });

  test('long patterns end', () => {
    expect(contains('a*'.repeat(20_000), `${'a'.repeat(40_000)}b`)).toBe(true);
    expect(contains(`${'a*'.repeat(20_000)}c`, 'a'.repeat(40_000))).toBe(false);
  });
});
