import { describe, expect, test } from 'vitest';
import {
  builtInDirectoryRoles,
  globalAdministrator,
  passwordsOf,
} from '../../../connectors/azure/directory/built-in-roles.ts';
import { hasPower, powers } from '../../../connectors/azure/techniques/powers.ts';

const named = (name: string) => [...builtInDirectoryRoles.values()].find((row) => row.name === name)!;
const powersOf = (name: string): readonly string[] => [
  ...new Set(powers.filter((power) => hasPower(named(name).actions, power)).map(({ power }) => power)),
];

describe('built-in roles of the directory', () => {
  test('are all there, each with the form of its actions', () => {
    expect(builtInDirectoryRoles.size).toBeGreaterThan(140);
    const actions = new Set([...builtInDirectoryRoles.values()].flatMap((row) => row.actions));
    expect([...actions].filter((action) => !/^microsoft\.[A-Za-z0-9.]+\/[\w.]+\//.test(action))).toEqual([]);
  });
  test('the one that has every power is the Global Administrator', () => {
    const all = [...builtInDirectoryRoles].filter(([, { actions }]) =>
      powers.every((power) => hasPower(actions, power)),
    );
    expect(all.map(([id]) => id)).toEqual([globalAdministrator]);
  });
  test('whose password is reset is told for roles that reset passwords', () => {
    for (const id of passwordsOf.keys())
      expect(powersOf(builtInDirectoryRoles.get(id)!.name), builtInDirectoryRoles.get(id)!.name).toContain(
        'passwords',
      );
  });
  test.each([
    [
      'Application Administrator',
      ['application-credentials', 'application-owners', 'principal-credentials', 'principal-owners'],
    ],
    ['Helpdesk Administrator', ['passwords']],
    ['Exchange Administrator', ['unified-groups']],
    ['Domain Name Administrator', ['domains']],
    ['Conditional Access Administrator', []],
    ['Security Reader', []],
    ['Global Reader', []],
  ])('%s', (name, expected) => {
    expect(powersOf(name)).toEqual(expected);
  });
});
