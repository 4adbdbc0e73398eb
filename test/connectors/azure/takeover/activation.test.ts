import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  assignment,
  directoryRole,
  estateOf,
  group,
  idOf,
  managedIdentity,
  member,
  owner,
  record,
  role,
  servicePrincipal,
  subscriptionPath,
  tenant,
  user,
  wayToControl,
} from '../support.ts';

const instance = (who: string, principalType?: string): SnapshotRecord =>
  record('azure.role-instance', `e ${who}`, {
    id: `e ${who}`,
    is: 'eligible',
    scope: subscriptionPath,
    roleDefinitionId: `/x/${role.owner}`,
    principalId: idOf(who),
    ...(principalType === undefined ? {} : { principalType }),
  });
const administrator = (who: string): SnapshotRecord =>
  record('azure.directory-role-instance', `d ${who}`, {
    id: `d ${who}`,
    is: 'eligible',
    roleDefinitionId: directoryRole.globalAdministrator,
    principalId: idOf(who),
    directoryScopeId: '/',
  });
const inGroup = (who: string, of: string): SnapshotRecord =>
  record('azure.group-instance', `g ${who} ${of}`, {
    id: `g ${who} ${of}`,
    is: 'eligible',
    groupId: idOf(of),
    principalId: idOf(who),
    accessId: 'member',
  });

/** Both are in the groups; only ana is a person. */
const both = [
  user('ana'),
  servicePrincipal('bot'),
  group('a'),
  group('b'),
  member('a', 'ana'),
  member('a', 'bot'),
];

describe('who activates what is eligible: people, never service principals', () => {
  test.each<[of: string, records: readonly SnapshotRecord[], person: string, scope?: string]>([
    ['a role of Azure', [...both, instance('ana'), instance('bot')], 'it activates Owner'],
    ['of a group', [...both, instance('a')], 'it activates Owner'],
    ['of a group of groups', [...both, member('b', 'a'), instance('b')], 'it activates Owner'],
    [
      'a membership that a group has',
      [...both, inGroup('a', 'b'), assignment('b', role.owner)],
      'it activates its membership of b',
    ],
    [
      'a membership',
      [...both, inGroup('ana', 'b'), inGroup('bot', 'b'), assignment('b', role.owner)],
      'it activates its membership of b',
    ],
    [
      'a role of the directory',
      [...both, administrator('ana'), administrator('bot')],
      'it activates Global Administrator',
      tenant,
    ],
    [
      'a role of the directory that a group has',
      [...both, administrator('a')],
      'it activates Global Administrator',
      tenant,
    ],
  ])('%s', (_, records, person, scope) => {
    expect(wayToControl(records, 'ana', scope)).toBe(person);
    expect(wayToControl(records, 'bot', scope)).toBe('no way');
    const grants = estateOf(records).identities.flatMap(({ name, grants: own }) =>
      own.filter(({ duration }) => duration === 'eligible').map(() => name),
    );
    expect(grants).toEqual(['ana@contoso.example']);
  });

  test('what such a group holds for good its service principals have', () => {
    const records = [...both, member('b', 'a'), instance('a'), assignment('b', role.owner)];
    for (const who of ['ana', 'bot']) expect(wayToControl(records, who)).toBe('surely');
  });

  test('nor where a deny assignment keeps it apart from the rest of the group', () => {
    const deny = record('azure.deny-assignment', 'deny', {
      id: `${subscriptionPath}/providers/Microsoft.Authorization/denyAssignments/deny`,
      denyAssignmentName: 'no disks',
      scope: subscriptionPath,
      permissions: [{ actions: ['Microsoft.Compute/disks/delete'] }],
      principals: [{ id: idOf('bot'), type: 'ServicePrincipal' }],
    });
    const eligible = [...both, deny, instance('a'), administrator('a')];
    expect(wayToControl(eligible, 'ana')).toBe('it activates Owner');
    expect(wayToControl(eligible, 'bot')).toBe('no way');
    expect(wayToControl(eligible, 'bot', tenant)).toBe('no way');
    expect(wayToControl([...eligible, assignment('a', role.userAccessAdministrator)], 'bot')).toBe('surely');
  });

  test('whoever puts itself into such a group comes to what it activates', () => {
    const records = [...both, user('eva'), owner('group', 'a', 'eva'), instance('a')];
    expect(wayToControl(records, 'eva')).toBe('it activates Owner');
  });

  test('nor does a managed identity, or what an assignment alone calls a service principal', () => {
    const records = [
      ...managedIdentity('vm'),
      instance('vm'),
      instance('far', 'ServicePrincipal'),
      servicePrincipal('bot'),
    ];
    expect(wayToControl(records, 'vm')).toBe('no way');
    expect(estateOf(records).identities.map(({ grants }) => grants)).toEqual([[], []]);
  });
});

test('a tenant asks what its own policy asks, not what that of another tenant does', () => {
  const policy = (scope: string, approval: boolean): SnapshotRecord => ({
    ...record('azure.role-policy', `p ${scope}`, {
      id: `p ${scope}`,
      place: '/',
      role: directoryRole.globalAdministrator,
      approval,
      multiFactor: false,
    }),
    scope,
  });
  const other = '99999999-9999-4999-8999-999999999999';
  const way = (...policies: readonly SnapshotRecord[]): string =>
    wayToControl([user('ana'), administrator('ana'), ...policies], 'ana', tenant);
  expect(way(policy(tenant, false), policy(other, true))).not.toContain('somebody approves it');
  expect(way(policy(other, false), policy(tenant, true))).toContain('somebody approves it');
});
