import { expect, test } from 'vitest';
import { builtInRoles } from '../../../../connectors/azure/rbac/built-in-roles.ts';
import { isMatched, patternsMeet } from '../../../../connectors/azure/rbac/pattern.ts';
import {
  entryPermits,
  lowerAll,
  permittingEntries,
  type Role,
  roleIdOf,
} from '../../../../connectors/azure/rbac/role.ts';

const named = (name: string): Role => [...builtInRoles().values()].find((role) => role.name === name)!;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
test('built-in roles are unpacked as they were packed', () => {
  expect(builtInRoles().size).toBe(928);
  expect(builtInRoles().get('b24988ac-6180-42a0-ab88-20f7382dd24c')).toBe(named('Contributor'));
  expect(named('Contributor').entries[0]!.notActions.slice(0, 3)).toEqual([
    'microsoft.authorization/*/delete',
    'microsoft.authorization/*/write',
    'microsoft.authorization/elevateaccess/action',
  ]);
  expect(named('Cognitive Services Custom Vision Trainer')).toEqual({
    id: '0a5ae4ab-0d65-4eeb-be61-29fc9b54394b',
    name: 'Cognitive Services Custom Vision Trainer',
    builtIn: true,
    entries: [
      {
        actions: ['microsoft.cognitiveservices/*/read'],
        notActions: [],
        dataActions: ['microsoft.cognitiveservices/accounts/customvision/*'],
        notDataActions: [
          'microsoft.cognitiveservices/accounts/customvision/projects/action',
          'microsoft.cognitiveservices/accounts/customvision/projects/delete',
          'microsoft.cognitiveservices/accounts/customvision/projects/import/action',
          'microsoft.cognitiveservices/accounts/customvision/projects/export/read',
        ],
      },
    ],
    assignableScopes: [],
  });
  expect(named('Key Vault Data Access Administrator').entries[0]!.condition).toMatch(
    /^\(\(!\(ActionMatches\{'Microsoft\.Authorization\/roleAssignments\/write'\}\)\) OR \(@Request/,
  );
  expect(
    [...builtInRoles().values()]
      .flatMap(({ entries }) => entries)
      .filter(({ actions }) => actions.includes('*/read')).length,
  ).toBeGreaterThan(3);
});

test.each([
  ['microsoft.compute/virtualmachines/read', 'management', true],
  ['microsoft.compute/virtualmachines/delete', 'management', false],
  ['microsoft.web/sites/read', 'management', false],
  ['microsoft.storage/blobs/read', 'management', false],
  ['microsoft.storage/blobs/read', 'data', true],
  ['microsoft.storage/blobs/tags/read', 'data', false],
  ['microsoft.compute/virtualmachines/read', 'data', false],
] as const)('an entry on %s (%s): %s', (action, plane, answer) => {
  const entry = {
    actions: ['microsoft.compute/*', 'microsoft.network/*'],
    notActions: ['*/delete', '*/nothing'],
    dataActions: ['microsoft.storage/*', 'microsoft.queue/*'],
    notDataActions: ['*/tags/*', '*/nothing'],
  };
  expect(entryPermits(entry, action, plane)).toBe(answer);
});

test('of a role those entries that permit', () => {
  const entry = (...actions: readonly string[]) => ({
    actions,
    notActions: [],
    dataActions: ['x/y'],
    notDataActions: [],
  });
  const [some, all] = [entry('a/b'), entry('*')];
  const role = { id: 'r', name: 'r', builtIn: false, entries: [some, all], assignableScopes: [] };
  expect([
    permittingEntries(role, 'a/b'),
    permittingEntries(role, 'a/c'),
    permittingEntries(role, 'x/y', 'data'),
    permittingEntries(role, 'a/b', 'data'),
  ]).toEqual([[some, all], [all], [some, all], []]);
});

test('patterns and ids are read without regard to case', () => {
  expect([lowerAll(['A/B', 'c']), lowerAll(null), lowerAll(undefined)]).toEqual([['a/b', 'c'], [], []]);
  expect(['/x/roleDefinitions/ABC', 'ABC'].map(roleIdOf)).toEqual(['abc', 'abc']);
});

test.each([
  // One stands for all that the other does; some action is both.
  ['a/b', 'a/b', true, true],
  ['a/b', 'a/c', false, false],
  ['a/b', 'a/*', true, true],
  ['a/*', 'a/b', false, true],
  ['a/*', '*', true, true],
  ['a/*/c', 'a/b*', false, true],
  ['a/b*', 'a/*/c', false, true],
  ['a/*b', 'a/*c', false, false],
  ['b*', 'c*', false, false],
  ['a*', 'a*b*', false, true],
  ['*a', 'b*', false, true],
  ['a*a', 'a', false, false],
  ['*', '*', true, true],
  ['a**', 'a', false, true],
  ['*a*a', 'b*a', false, true],
  ['*ab', 'a*b*', false, true],
  ['x*y', 'xy*z', false, false],
])('%s by %s: all %s, some %s', (one, other, all, some) => {
  expect([isMatched(one, other), patternsMeet(one, other), patternsMeet(other, one)]).toEqual([
    all,
    some,
    some,
  ]);
});
