import { describe, expect, test } from 'vitest';
import { durationOf } from '../../../connectors/azure/facts/policies.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  assignment,
  collectedAt,
  directoryAssignment,
  directoryRole,
  estateOf,
  group,
  groupPath,
  idOf,
  member,
  record,
  role,
  rolePath,
  servicePrincipal,
  subscription,
  subscriptionPath,
  user,
} from './support.ts';

const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.parse(collectedAt) + days * day).toISOString();

const policy = (place: string, of: string, longestActive?: string): SnapshotRecord =>
  record('azure.role-policy', `${place} ${of}`, {
    id: `${place} ${of}`,
    place,
    role: of,
    activeMustEnd: true,
    ...(longestActive === undefined ? {} : { longestActive }),
  });
const timed = (starts: number | undefined, ends: number, part: object = {}): SnapshotRecord =>
  record('azure.role-instance', 'i', {
    id: `${subscriptionPath}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances/i`,
    is: 'active',
    scope: subscriptionPath,
    roleDefinitionId: rolePath(role.owner),
    principalId: idOf('bot'),
    assignmentType: 'Assigned',
    memberType: 'Direct',
    ...(starts === undefined ? {} : { startDateTime: inDays(starts) }),
    endDateTime: inDays(ends),
    ...part,
  });
const terms = (records: readonly SnapshotRecord[]): readonly string[] => {
  const estate = estateOf([servicePrincipal('bot'), ...records]);
  return estate.identities
    .find(({ id }) => id === idOf('bot'))!
    .grants.map(({ duration, until }) => (until === undefined ? duration : `${duration} until ${until}`));
};
const until = (days: number): string => `until ${inDays(days)}`;
const at = (longest: string, place = subscriptionPath) => policy(place, role.owner, longest);

describe('an assignment with an end is time-bound within the policy of its role', () => {
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['no policy is known', [timed(-1, 20)], `time-bound ${until(20)}`],
    ['within it', [timed(-1, 14), at('P15D')], `time-bound ${until(14)}`],
    ['as long as it allows', [timed(0, 15), at('P15D')], `time-bound ${until(15)}`],
    ['beyond it', [timed(-1, 20), at('P15D')], `permanent ${until(20)}`],
    [
      'beyond it, from a beginning that nobody tells',
      [timed(undefined, 20), at('P15D')],
      `permanent ${until(20)}`,
    ],
    ['extended in time: what is left is within it', [timed(-100, 10), at('P15D')], `time-bound ${until(10)}`],
    ['beginning later', [timed(10, 25), at('P15D')], `time-bound ${until(25)}`],
    ['the policy of another scope', [timed(-1, 20), at('P15D', groupPath)], `time-bound ${until(20)}`],
    [
      'the policy of another role',
      [timed(-1, 20), policy(subscriptionPath, role.reader, 'P15D')],
      `time-bound ${until(20)}`,
    ],
    [
      'a policy without a longest time',
      [timed(-1, 20), policy(subscriptionPath, role.owner)],
      `time-bound ${until(20)}`,
    ],
    ['a policy in words that nobody knows', [timed(-1, 20), at('fortnight')], `time-bound ${until(20)}`],
    ['activated', [timed(-1, 20, { assignmentType: 'Activated' }), at('P15D')], `activated ${until(20)}`],
    ['ended', [timed(-30, -1), at('P15D')], ''],
  ])('%s', (_, records, expected) => {
    expect(terms(records).join()).toBe(expected);
  });
  test('the assignment that the instance is of has its term', () => {
    const origin = assignment('bot', role.owner);
    const of = timed(-1, 20, { originRoleAssignmentId: (origin.data as { readonly id: string }).id });
    expect(terms([origin, of, at('P15D')])).toEqual([`permanent ${until(20)}`]);
    expect(terms([origin, of])).toEqual([`time-bound ${until(20)}`]);
  });
  test('of the directory, and of a group', () => {
    const ofDirectory = record('azure.directory-role-instance', 'd', {
      id: 'd',
      is: 'active',
      principalId: idOf('bot'),
      roleDefinitionId: directoryRole.globalReader,
      directoryScopeId: '/',
      assignmentType: 'Assigned',
      endDateTime: inDays(20),
    });
    expect(terms([ofDirectory, policy('/', directoryRole.globalReader, 'P7D')])).toEqual([
      `permanent ${until(20)}`,
    ]);
    expect(terms([ofDirectory, policy('/', directoryRole.globalReader, 'P1M')])).toEqual([
      `time-bound ${until(20)}`,
    ]);
    const membership = [
      group('team'),
      assignment('team', role.owner, subscriptionPath, { principalType: 'Group' }),
      record('azure.group-instance', 'g', {
        id: 'g',
        is: 'active',
        principalId: idOf('bot'),
        groupId: idOf('team'),
        accessId: 'member',
        assignmentType: 'Assigned',
        endDateTime: inDays(20),
      }),
    ];
    expect(terms([...membership, policy(idOf('team'), 'member', 'P7D')])).toEqual([`permanent ${until(20)}`]);
    expect(terms([...membership, policy(idOf('team'), 'owner', 'P7D')])).toEqual([`time-bound ${until(20)}`]);
  });
  test('a scope is the same however it is written', () => {
    expect(terms([timed(-1, 20), at('P15D', `/Subscriptions/${subscription.toUpperCase()}/`)])).toEqual([
      `permanent ${until(20)}`,
    ]);
  });
});

test.each<[string, number | undefined]>([
  ['P180D', 180 * day],
  ['P6M', 186 * day],
  ['P1Y', 366 * day],
  ['P2W', 14 * day],
  ['PT8H', day / 3],
  ['P1DT12H30M10S', day * 1.5 + 1_810_000],
  ['P0D', undefined],
  ['P', undefined],
  ['', undefined],
  ['8 hours', undefined],
])('duration %s', (text, expected) => {
  expect(durationOf(text)).toBe(expected);
});

describe('what is active and eligible as well may be activated, where nobody read what is active', () => {
  const eligible = (scope: string = subscriptionPath, who = 'bea') =>
    record('azure.role-instance', `e ${scope} ${who}`, {
      id: `e ${scope} ${who}`,
      is: 'eligible',
      scope,
      roleDefinitionId: rolePath(role.owner),
      principalId: idOf(who),
      memberType: 'Direct',
    });
  const active = record('azure.role-instance', 'a', {
    id: 'a',
    is: 'active',
    scope: subscriptionPath,
    roleDefinitionId: rolePath(role.reader),
    principalId: idOf('cem'),
    assignmentType: 'Assigned',
  });
  const owner = assignment('bea', role.owner);
  const inGroup = assignment('bea', role.owner, groupPath);
  const termsOf = (records: readonly SnapshotRecord[]): readonly string[] =>
    estateOf([user('bea'), ...records])
      .identities.find(({ id }) => id === idOf('bea'))!
      .grants.map(({ duration }) => duration)
      .sort();
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['of the same role there', [owner, eligible()], ['eligible', 'unknown']],
    ['of the same role above', [inGroup, eligible()], ['eligible', 'unknown']],
    ['of the same role below', [owner, eligible(groupPath)], ['eligible', 'permanent']],
    ['of another', [owner, eligible(subscriptionPath, 'cem')], ['permanent']],
    ['where active ones were read', [owner, eligible(), active], ['eligible', 'permanent']],
    [
      'where they were, and there were none',
      [
        owner,
        eligible(),
        record('azure.subscription', subscription, { id: subscription, activeRolesRead: true }),
      ],
      ['eligible', 'permanent'],
    ],
  ])('%s', (_, records, expected) => {
    expect(termsOf(records)).toEqual(expected);
  });
  test('in the directory', () => {
    const of = (is: 'active' | 'eligible', who: string) =>
      record('azure.directory-role-instance', `${is} ${who}`, {
        id: `${is} ${who}`,
        is,
        principalId: idOf(who),
        roleDefinitionId: directoryRole.globalAdministrator,
        directoryScopeId: '/',
        ...(is === 'active' ? { assignmentType: 'Assigned' } : {}),
      });
    const given = directoryAssignment('bea', directoryRole.globalAdministrator);
    expect(termsOf([given, of('eligible', 'bea')])).toEqual(['eligible', 'unknown']);
    expect(termsOf([given, of('eligible', 'bea'), of('active', 'cem')])).toEqual(['eligible', 'permanent']);
    expect(termsOf([given, of('eligible', 'cem')])).toEqual(['permanent']);
  });
  test('in a group', () => {
    const of = (is: 'active' | 'eligible', who: string) =>
      record('azure.group-instance', `${is} ${who}`, {
        id: `${is} ${who}`,
        is,
        principalId: idOf(who),
        groupId: idOf('team'),
        accessId: 'member',
        ...(is === 'active' ? { assignmentType: 'Assigned' } : {}),
      });
    const team = [
      group('team'),
      assignment('team', role.owner, subscriptionPath, { principalType: 'Group' }),
      member('team', 'bea'),
    ];
    expect(termsOf([...team, of('eligible', 'bea')])).toEqual(['unknown']);
    expect(termsOf([...team, of('eligible', 'bea'), of('active', 'cem')])).toEqual(['permanent']);
    expect(termsOf([...team, of('eligible', 'cem')])).toEqual(['permanent']);
  });
});
