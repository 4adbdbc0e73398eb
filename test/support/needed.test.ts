import { expect, test } from 'vitest';
import { isMissing } from './needed.ts';

test.each([
  ['what is here runs', true, {}, false],
  ['what is here runs in CI', true, { CI: 'true' }, false],
  ['what is missing is skipped', false, {}, true],
  ['what is missing is skipped where CI is something else', false, { CI: 'false' }, true],
])('%s', (_, isHere, environment, expected) => {
  expect(isMissing('a database', isHere, environment)).toBe(expected);
});

test('what is missing fails in CI, and is named', () => {
  expect(() => isMissing('a database', false, { CI: 'true' })).toThrow('a database: needed by a test');
});
