import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  assignment,
  custom,
  customRole,
  groupPath,
  idOf,
  otherCustom,
  otherGroupPath,
  record,
  role,
  rolePath,
  servicePrincipal,
  subscriptionPath,
  user,
  wayToControl,
} from '../support.ts';

/** Roles that are changed, and what stands before them: for its own holder, and for somebody else whom the step goes through. */
const base: readonly SnapshotRecord[] = [servicePrincipal('bot'), servicePrincipal('app'), user('ana')];
const authorization = 'Microsoft.Authorization';

describe('an assignment within a condition', () => {
  const onlyReader = (action: string) =>
    `((!(ActionMatches{'${authorization}/${action}'})) OR (@Request[${authorization}/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals{${role.reader}}))`;
  test.each([
    ['User Access Administrator', role.userAccessAdministrator],
    ['Role Based Access Control Administrator', role.rbacAdministrator],
    // By what it does not constrain it still controls what is there, and gives nobody a role.
    ['Owner', role.owner],
  ])('%s: Privileged Identity Management is asked within the same condition', (_, id) => {
    const condition = onlyReader('roleAssignments/write');
    expect(wayToControl([...base, assignment('bot', id, subscriptionPath, { condition })], 'bot')).toBe(
      'no way',
    );
    expect(wayToControl([...base, assignment('bot', id)], 'bot')).toBe('surely');
  });
  test('a condition on deleting alone holds nothing back', () => {
    const condition = onlyReader('roleAssignments/delete');
    expect(
      wayToControl(
        [...base, assignment('bot', role.userAccessAdministrator, subscriptionPath, { condition })],
        'bot',
      ),
    ).toBe('surely');
  });
});

describe('a role that another one has', () => {
  const defines = (scope = subscriptionPath): readonly SnapshotRecord[] => [
    customRole(custom, { actions: [`${authorization}/roleDefinitions/write`] }, [
      subscriptionPath,
      otherGroupPath,
    ]),
    assignment('bot', custom, scope),
  ];
  const held = (assignableScopes: readonly string[] = [subscriptionPath]): readonly SnapshotRecord[] => [
    customRole(otherCustom, { actions: ['Microsoft.Compute/virtualMachines/read'] }, assignableScopes),
    assignment('app', otherCustom),
  ];
  const elsewhere = '/subscriptions/5aaaaaaa-0000-4000-8000-000000000009';
  const through = `it acts through app, who has custom ${otherCustom.slice(0, 8)}`;
  // Its own role is assignable outside of its reach, so that it does not widen that.
  const narrow = customRole(custom, { actions: [`${authorization}/roleDefinitions/write`] }, [
    subscriptionPath,
    elsewhere,
  ]);
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['is widened for that one', [...held(), ...defines(), narrow], through],
    [
      'is not, where it is assignable elsewhere too',
      [...held([subscriptionPath, elsewhere]), ...defines(), narrow],
      'no way',
    ],
    [
      'is not by whoever may define roles in one group only',
      [...held(), ...defines(otherGroupPath), narrow],
      'no way',
    ],
    ['is nobody’s: there is nothing to widen', [held()[0]!, ...defines(), narrow], 'no way'],
    ['is built in', [assignment('app', role.blobReader), ...defines(), narrow], 'no way'],
  ])('%s', (_, records, way) => {
    expect(wayToControl([...base, ...records], 'bot')).toBe(way);
  });
});

describe('what is asked before a role is activated', () => {
  const eligible = (who: string, scope = subscriptionPath): SnapshotRecord =>
    record('azure.role-instance', `eligible ${who}`, {
      id: `eligible ${who}`,
      is: 'eligible',
      scope,
      roleDefinitionId: rolePath(role.owner),
      principalId: idOf(who),
      memberType: 'Direct',
    });
  const policy = (approval: boolean): SnapshotRecord =>
    record('azure.role-policy', 'policy', {
      id: 'policy',
      place: subscriptionPath,
      role: role.owner,
      approval,
      multiFactor: approval,
    });
  const loosens = (who: string, scope = subscriptionPath): readonly SnapshotRecord[] => [
    customRole(custom, { actions: [`${authorization}/roleManagementPolicies/write`] }),
    assignment(who, custom, scope),
  ];
  const asked = 'it activates Owner; somebody approves it; it has a second factor';
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['is there', [eligible('ana'), policy(true)], asked],
    [
      'is taken away by who is eligible',
      [eligible('ana'), policy(true), ...loosens('ana')],
      'it activates Owner',
    ],
    [
      'stays, where it writes policies elsewhere',
      [eligible('ana'), policy(true), ...loosens('ana', groupPath)],
      asked,
    ],
    ['is not there', [eligible('ana'), policy(false)], 'it activates Owner'],
  ])('%s', (_, records, way) => {
    expect(wayToControl([...base, ...records], 'ana')).toBe(way);
  });
  test.each<[string, readonly SnapshotRecord[], string]>([
    [
      'by somebody else, who goes through who is eligible',
      [eligible('ana'), policy(true), ...loosens('bot')],
      'it acts through ana@contoso.example, who can activate Owner',
    ],
    [
      'where nothing is asked the policy’s writer gains nothing',
      [eligible('ana'), policy(false), ...loosens('bot')],
      'no way',
    ],
    ['where nobody is eligible neither', [policy(true), ...loosens('bot')], 'no way'],
    ['nor elsewhere', [eligible('ana'), policy(true), ...loosens('bot', groupPath)], 'no way'],
  ])('%s', (_, records, way) => {
    expect(wayToControl([...base, ...records], 'bot')).toBe(way);
  });
});

describe('making somebody eligible', () => {
  const may = (action: string): readonly SnapshotRecord[] => [
    customRole(custom, { actions: [`${authorization}/${action}`] }),
    assignment('bot', custom),
  ];
  test.each([
    ['roleEligibilityScheduleRequests/write', 'a user whom it controls activates what it makes eligible'],
    ['roleEligibilityScheduleRequests/read', 'no way'],
    ['roleEligibilityScheduleRequests/cancel/action', 'no way'],
    ['roleAssignmentScheduleRequests/write', 'surely'],
    // Only an administrator of the directory does it, at the root.
    ['elevateAccess/action', 'no way'],
  ])('%s: %s', (action, way) => {
    expect(wayToControl([...base, ...may(action)], 'bot')).toBe(way);
  });
});
