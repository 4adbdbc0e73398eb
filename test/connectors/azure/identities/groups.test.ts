import { describe, expect, test } from 'vitest';
import { rolePoliciesOf } from '../../../../connectors/azure/facts/policies.ts';
import { groupsOf } from '../../../../connectors/azure/identities/groups.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { collectedAt, group, idOf, inventoryOf, member, owner, record, tenant } from '../support.ts';

describe('groups', () => {
  const instance = (who: string, of: string, part: object = {}) =>
    record('azure.group-instance', `${who} ${of} ${JSON.stringify(part)}`, {
      id: `${who} ${of} ${JSON.stringify(part)}`,
      is: 'active',
      groupId: idOf(of),
      principalId: idOf(who),
      accessId: 'member',
      assignmentType: 'Assigned',
      ...part,
    } as never);
  const names = ['a', 'b', 'c', 'd'];
  const nameOf = (id: string): string => names.find((each) => idOf(each) === id) ?? id;
  const groupsIn = (...records: readonly SnapshotRecord[]) => {
    const inventory = inventoryOf([...names.map((each) => group(each)), ...records]);
    return groupsOf(inventory, [], rolePoliciesOf(inventory), new Set(), collectedAt);
  };
  const of = (...records: readonly SnapshotRecord[]): readonly string[] =>
    groupsIn(...records)
      .of(idOf('ana'))
      .map(({ group: { id }, term }) =>
        [nameOf(id), term.duration, term.until, ...(term.activation ?? [])]
          .filter((each) => each !== undefined)
          .join(' '),
      )
      .sort();
  const [soon, later] = ['2026-10-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
  const eligible = { is: 'eligible' };
  const activated = { assignmentType: 'Activated', endDateTime: soon };
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['nobody’s', [], []],
    ['directly', [member('a', 'ana')], ['a permanent']],
    ['through another', [member('a', 'ana'), member('b', 'a')], ['a permanent', 'b permanent']],
    ['in a circle', [member('a', 'ana'), member('b', 'a'), member('a', 'b')], ['a permanent', 'b permanent']],
    ['until an end', [instance('ana', 'a', { endDateTime: soon })], [`a time-bound ${soon}`]],
    ['no more', [instance('ana', 'a', { endDateTime: '2026-09-01T00:00:00Z' })], []],
    [
      'listed, and for a while',
      [member('a', 'ana'), instance('ana', 'a', { endDateTime: soon })],
      [`a time-bound ${soon}`],
    ],
    [
      'listed, and eligible too, with nothing told of who is active',
      [member('a', 'ana'), instance('ana', 'a', eligible)],
      ['a unknown'],
    ],
    ['eligible', [instance('ana', 'a', eligible)], ['a eligible']],
    [
      'eligible and active',
      [instance('ana', 'a', eligible), instance('ana', 'a', activated)],
      [`a activated ${soon}`],
    ],
    [
      'twice, the longer counts',
      [instance('ana', 'a', { endDateTime: soon }), instance('ana', 'a', { endDateTime: later })],
      [`a time-bound ${later}`],
    ],
    [
      'twice, one without an end',
      [instance('ana', 'a', { endDateTime: soon }), instance('ana', 'a', { memberType: 'Group' })],
      ['a permanent'],
    ],
    ['as an owner', [instance('ana', 'a', { accessId: 'owner' })], []],
    [
      'through one until an end',
      [member('a', 'ana'), instance('a', 'b', { endDateTime: soon })],
      ['a permanent', `b time-bound ${soon}`],
    ],
    [
      'two ways, the better counts',
      [member('a', 'ana'), instance('ana', 'b', { endDateTime: soon }), member('c', 'a'), member('c', 'b')],
      ['a permanent', `b time-bound ${soon}`, 'c permanent'],
    ],
    [
      'two ways, the one that lasts longer counts, and on from there',
      [
        instance('ana', 'a', { endDateTime: soon }),
        instance('ana', 'b', { endDateTime: later }),
        member('c', 'a'),
        member('c', 'b'),
        member('d', 'c'),
      ],
      [`a time-bound ${soon}`, `b time-bound ${later}`, `c time-bound ${later}`, `d time-bound ${later}`],
    ],
    [
      'with what stands before activation',
      [
        instance('ana', 'a', eligible),
        record('azure.role-policy', 'p', {
          id: 'p',
          place: idOf('a').toUpperCase(),
          role: 'member',
          approval: true,
          multiFactor: true,
          authenticationContext: 'c1',
        }),
      ],
      [
        'a eligible somebody approves it it has a second factor it meets what Conditional Access asks for in c1',
      ],
    ],
  ])('%s', (_, records, expected) => {
    expect(of(...records)).toEqual(expected);
    // In whatever order they are told.
    expect(of(...records.toReversed())).toEqual(expected);
  });
  test('machines activate nothing: what is eligible does not count for them', () => {
    const ofMachine = (...records: readonly SnapshotRecord[]): readonly string[] => {
      const inventory = inventoryOf([...names.map((each) => group(each)), ...records]);
      return groupsOf(inventory, [], rolePoliciesOf(inventory), new Set([idOf('ana')]), collectedAt)
        .of(idOf('ana'))
        .map(({ group: { id }, term }) => `${nameOf(id)} ${term.duration}`)
        .sort();
    };
    expect([
      ofMachine(instance('ana', 'a', eligible)),
      ofMachine(instance('ana', 'a')),
      ofMachine(member('a', 'ana'), instance('ana', 'a', eligible)),
      ofMachine(member('a', 'ana'), instance('a', 'b', eligible)),
      ofMachine(member('a', 'ana'), instance('a', 'b')),
      ofMachine(member('a', 'ana'), instance('a', 'b', eligible), member('c', 'b')),
      ofMachine(instance('bo', 'a', eligible), member('a', 'ana')),
    ]).toEqual([
      [],
      ['a permanent'],
      ['a permanent'],
      ['a permanent'],
      ['a permanent', 'b permanent'],
      ['a permanent'],
      ['a permanent'],
    ]);
  });
  test('listed and eligible, where somebody is known to be active: both are told', () => {
    expect(of(member('a', 'ana'), instance('ana', 'a', eligible), instance('bo', 'a'))).toEqual([
      'a permanent',
    ]);
    expect(of(member('a', 'bo'), instance('ana', 'a', eligible))).toEqual(['a eligible']);
  });
  test('which may hold roles of the directory', () => {
    const { all } = groupsIn(
      group('e', { isAssignableToRole: true }),
      record('azure.directory-role-assignment', 'r', {
        id: 'r',
        principalId: idOf('b'),
        roleDefinitionId: idOf('role'),
        directoryScopeId: '/',
      }),
      record('azure.directory-role-instance', 'i', {
        id: 'i',
        is: 'active',
        principalId: idOf('c'),
        roleDefinitionId: idOf('role'),
        directoryScopeId: '/',
      } as never),
    );
    expect(['a', 'b', 'c', 'e'].map((name) => all.get(idOf(name))!.mayHoldRoles)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
  test('members and owners of one, sorted, with where it is written', () => {
    const { all } = groupsIn(
      member('a', 'zoe'),
      member('a', 'bo'),
      owner('group', 'a', 'ana'),
      owner('application', 'a', 'x'),
      instance('kim', 'a', { accessId: 'owner' }),
    );
    const one = all.get(idOf('a'))!;
    expect(one.members.map(({ id }) => id)).toEqual([idOf('zoe'), idOf('bo')].sort());
    expect(one.owners.map(({ id, source }) => [id, source.record]).sort()).toEqual(
      [
        [idOf('ana'), 'azure.ownership'],
        [idOf('kim'), 'azure.group-instance'],
      ].sort(),
    );
    expect([one.name, one.tenant, one.source]).toEqual([
      'a',
      tenant,
      { record: 'azure.group', id: idOf('a') },
    ]);
    expect([...all.keys()]).toEqual(names.map(idOf).sort());
  });
  test('one that only an assignment names', () => {
    const inventory = inventoryOf([member('a', 'ana'), group('b', { displayName: undefined })]);
    const source = { record: 'r', id: 'i' };
    const { all, of: groupsFor } = groupsOf(
      inventory,
      [
        { id: idOf('a'), tenant, source },
        { id: idOf('b'), tenant: 'x', source },
      ],
      rolePoliciesOf(inventory),
      new Set(),
      collectedAt,
    );
    const { members, ...named } = all.get(idOf('a'))!;
    expect(named).toEqual({
      id: idOf('a'),
      name: idOf('a'),
      tenant,
      mayHoldRoles: false,
      owners: [],
      source,
    });
    expect(members.map(({ id }) => id)).toEqual([idOf('ana')]);
    expect([all.get(idOf('b'))!.name, all.get(idOf('b'))!.tenant]).toEqual([idOf('b'), tenant]);
    expect(groupsFor(idOf('ana'))).toBe(groupsFor(idOf('ana')));
  });
});
