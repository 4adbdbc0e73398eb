import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { delegatedScopes, isStrongScope } from '../../../../connectors/azure/directory/delegated-scopes.ts';

const listed = readFileSync(new URL('./delegated-scopes.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test('every delegated permission of Graph is judged', () => {
  expect(delegatedScopes.size).toBeGreaterThan(700);
  expect(
    [...delegatedScopes.values()].map(
      ({ name }) => `${isStrongScope(name, true) ? 'strong' : 'weak'} ${name}`,
    ),
  ).toEqual(listed);
});

test.each<[string, boolean, boolean]>([
  ['MAIL.READ', true, true],
  ['openid', true, false],
  ['offline_access', true, false],
  ['Something.ReadWrite.All', true, true],
  ['Something.Read.All', true, false],
  ['user_impersonation', false, true],
  ['Orders.Read', false, false],
  ['Mail.Read', false, false],
])('%s, of Graph: %s', (scope, ofGraph, expected) => {
  expect(isStrongScope(scope, ofGraph)).toBe(expected);
});
