import { expect, test } from 'vitest';
import { commonExample, compileWildcard } from '../../../../connectors/aws/policy/wildcard.ts';

test('a wildcard of hostile shape is answered: nothing is tried twice', () => {
  const text = 'a'.repeat(20_000);
  expect(compileWildcard(`${'a*'.repeat(5_000)}b`)(text)).toBe(false);
  expect(compileWildcard(`${'a*'.repeat(5_000)}a`)(text)).toBe(true);
  expect(compileWildcard(`*${'a'.repeat(10_000)}b*`)(text)).toBe(false);
  expect(compileWildcard('*'.repeat(100_000))(text)).toBe(true);
  expect(compileWildcard('?'.repeat(1_000_000))(text)).toBe(false);
});

test('a common example of a pattern that no policy can hold is not looked for', () => {
  expect(commonExample('a'.repeat(10_000_000), '*')).toBeUndefined();
});
