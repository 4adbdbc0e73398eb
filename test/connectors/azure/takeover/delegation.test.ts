import { describe, expect, test } from 'vitest';
import {
  assignment,
  collectedAt,
  custom,
  customRole,
  group,
  groupPath,
  idOf,
  managedIdentity,
  member,
  otherCustom,
  record,
  resource,
  role,
  rolePath,
  servicePrincipal,
  subscription,
  subscriptionPath,
  subscriptionRecord,
  tenant,
  user,
  wayBetween,
  wayToControl,
} from '../support.ts';

/** Who may give itself privileges, and within which conditions. */
const base = [servicePrincipal('bot'), user('ana')];
const write = "ActionMatches{'Microsoft.Authorization/roleAssignments/write'}";
const attribute = (name: string): string => `@Request[Microsoft.Authorization/roleAssignments:${name}]`;
const when = (expression: string): { readonly condition: string; readonly conditionVersion: string } => ({
  condition: `((!(${write})) OR (${expression}))`,
  conditionVersion: '2.0',
});

describe('control of a subscription', () => {
  test.each([
    ['Owner', role.owner, 'surely'],
    ['User Access Administrator', role.userAccessAdministrator, 'surely'],
    ['Role Based Access Control Administrator', role.rbacAdministrator, 'surely'],
    ['Contributor', role.contributor, 'no way'],
    ['Reader', role.reader, 'no way'],
    // Its definition lets it give roles of vaults only.
    ['Key Vault Data Access Administrator', role.vaultAccessAdministrator, 'no way'],
  ])('%s', (_, id, way) => {
    expect(wayToControl([...base, assignment('bot', id)], 'bot')).toBe(way);
  });

  test.each([
    ['may write role assignments', ['Microsoft.Authorization/roleAssignments/write'], [], 'surely'],
    ['may by a star in the middle', ['Microsoft.Authorization/*/Write'], [], 'surely'],
    ['may do all of authorization', ['Microsoft.Authorization/*'], [], 'surely'],
    ['may all but that', ['*'], ['Microsoft.Authorization/*/Write'], 'no way'],
    ['may delete them only', ['Microsoft.Authorization/roleAssignments/delete'], [], 'no way'],
    ['may read them only', ['Microsoft.Authorization/roleAssignments/read'], [], 'no way'],
    ['writes what only begins alike', ['Microsoft.Authorization/roleAssignmentsX/write'], [], 'no way'],
    ['may redefine its own role', ['Microsoft.Authorization/roleDefinitions/write'], [], 'surely'],
  ])('a custom role that %s, whatever its name', (_, actions, notActions, way) => {
    const records = [...base, customRole(custom, { actions, notActions }), assignment('bot', custom)];
    expect(wayToControl(records, 'bot')).toBe(way);
  });

  test('what notActions take back in one entry another entry of the role gives', () => {
    const definition = record('azure.role-definition', custom, {
      id: rolePath(custom),
      name: custom,
      roleType: 'CustomRole',
      permissions: [
        { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] },
        { actions: ['Microsoft.Authorization/roleAssignments/write'] },
      ],
      assignableScopes: [subscriptionPath],
    });
    expect(wayToControl([...base, definition, assignment('bot', custom)], 'bot')).toBe('surely');
  });

  test('actions on data are no actions of management', () => {
    const records = [...base, customRole(custom, { dataActions: ['*'] }), assignment('bot', custom)];
    expect(wayToControl(records, 'bot')).toBe('no way');
  });

  test.each([
    ['the root', '/', 'surely'],
    ['the tenant’s root group', `/providers/Microsoft.Management/managementGroups/${tenant}`, 'surely'],
    ['the management group above it', '/providers/Microsoft.Management/managementGroups/Prod', 'surely'],
    ['another management group', '/providers/Microsoft.Management/managementGroups/test', 'no way'],
    ['one of its resource groups', groupPath, 'no way'],
  ])('Owner at %s', (_, scope, way) => {
    const records = [
      ...base,
      subscriptionRecord({ managementGroup: 'prod' }),
      record('azure.management-group', 'prod', { name: 'prod', tenantId: tenant, parent: tenant }),
      record('azure.management-group', 'test', { name: 'test', tenantId: tenant, parent: tenant }),
      assignment('bot', role.owner, scope),
    ];
    expect(wayToControl(records, 'bot')).toBe(way);
  });

  test('through a group, and a group in it', () => {
    const records = [
      ...base,
      group('outer'),
      group('inner'),
      member('outer', 'inner'),
      member('inner', 'ana'),
      assignment('outer', role.owner, subscriptionPath, { principalType: 'Group' }),
    ];
    expect(wayToControl(records, 'ana')).toBe('surely');
    expect(wayToControl(records, 'bot')).toBe('no way');
  });

  test('a role that another role of the same principal may redefine', () => {
    const records = [
      ...base,
      customRole(custom, { actions: ['Microsoft.Authorization/roleDefinitions/write'] }),
      customRole(otherCustom, { actions: ['Microsoft.Storage/*/read'] }),
      assignment('bot', custom),
    ];
    expect(wayToControl(records, 'ana')).toBe('no way');
    expect(wayToControl([...records, assignment('bot', otherCustom)], 'bot')).toBe('surely');
  });

  test('a role that is assignable elsewhere as well cannot be redefined from here', () => {
    const elsewhere = [subscriptionPath, '/subscriptions/5aaaaaaa-0000-4000-8000-000000000099'];
    const rights = { actions: ['Microsoft.Authorization/roleDefinitions/write'] };
    const records = [...base, customRole(custom, rights, elsewhere), assignment('bot', custom)];
    expect(wayToControl(records, 'bot')).toBe('no way');
  });
});

describe('conditions of a delegation', () => {
  const way = (condition: object, who = 'bot'): string =>
    wayToControl(
      [
        ...base,
        servicePrincipal('cat'),
        assignment(who, role.rbacAdministrator, subscriptionPath, condition),
      ],
      who,
    );
  const harmless = `${role.blobReader}, ${role.reader}`;

  test.each([
    [
      'only harmless roles',
      `${attribute('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals{${harmless}}`,
      'no way',
    ],
    [
      'Owner among them',
      `${attribute('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals{${harmless}, ${role.owner}}`,
      'surely',
    ],
    [
      'a role that delegates on',
      `${attribute('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals{${role.userAccessAdministrator}}`,
      'surely',
    ],
    [
      'a role whose own definition limits what it delegates',
      `${attribute('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals{${role.vaultAccessAdministrator}}`,
      'no way',
    ],
    [
      'all but the three that grant',
      `${attribute('RoleDefinitionId')} ForAnyOfAllValues:GuidNotEquals{${role.owner}, ${role.userAccessAdministrator}, ${role.rbacAdministrator}}`,
      'no way',
    ],
    [
      'all but two of the three',
      `${attribute('RoleDefinitionId')} ForAnyOfAllValues:GuidNotEquals{${role.owner}, ${role.rbacAdministrator}}`,
      'surely',
    ],
    [
      'itself as the one who gets it',
      `${attribute('PrincipalId')} ForAnyOfAnyValues:GuidEquals{${idOf('bot')}}`,
      'surely',
    ],
    [
      'another who gets it',
      `${attribute('PrincipalId')} ForAnyOfAnyValues:GuidEquals{${idOf('cat')}}`,
      'no way',
    ],
    ['its own type', `${attribute('PrincipalType')} StringEqualsIgnoreCase 'serviceprincipal'`, 'surely'],
    [
      'another type',
      `${attribute('PrincipalType')} ForAnyOfAnyValues:StringEqualsIgnoreCase{'User'}`,
      'it controls a principal of type User, which can be given the role',
    ],
    ['a time that is past', "@Environment[UtcNow] DateTimeLessThan '2026-01-01T00:00:00Z'", 'no way'],
    ['a time to come', "@Environment[UtcNow] DateTimeLessThan '2027-01-01T00:00:00Z'", 'surely'],
  ])('%s', (_, expression, expected) => {
    expect(way(when(expression))).toBe(expected);
  });

  test('what cannot be decided is said', () => {
    const text = "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Team_Name] StringEquals 'ops'";
    expect(way(when(text))).toContain('the condition of Role Based Access Control Administrator lets it');
    expect(way({ condition: 'this is no condition' })).toContain('lets it');
  });

  test('a condition on another action leaves this one open', () => {
    const condition =
      "!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}) OR 'a' StringEquals 'b'";
    expect(way({ condition })).toBe('surely');
  });

  test('what may be delegated leads on: Virtual Machine Contributor to a machine’s identity', () => {
    const records = [
      ...base,
      ...managedIdentity('carried'),
      resource('Microsoft.Compute/virtualMachines', 'web-1', ['carried']),
    ];
    const limited = (id: string) =>
      assignment(
        'bot',
        role.rbacAdministrator,
        subscriptionPath,
        when(`${attribute('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals{${id}}`),
      );
    expect(wayBetween([...records, limited(role.vmContributor)], 'bot', 'carried')).toBe('surely');
    expect(wayBetween([...records, limited(role.reader)], 'bot', 'carried')).toBe('no way');
  });

  test('control of a resource group is of what is in it, and not of the subscription', () => {
    const records = [
      ...base,
      ...managedIdentity('carried'),
      resource('Microsoft.Compute/virtualMachines', 'web-1', ['carried']),
      assignment('bot', role.userAccessAdministrator, groupPath),
    ];
    expect(wayBetween(records, 'bot', 'carried')).toBe('surely');
    expect(wayToControl(records, 'bot')).toBe('no way');
  });
});

describe('privileged identity management', () => {
  const instance = (is: 'active' | 'eligible', part: object = {}) =>
    record('azure.role-instance', `${is} 1`, {
      id: `${is} 1`,
      is,
      scope: subscriptionPath,
      roleDefinitionId: rolePath(role.owner),
      principalId: idOf('ana'),
      principalType: 'User',
      memberType: 'Direct',
      startDateTime: '2026-01-01T00:00:00Z',
      ...part,
    });
  test('an eligible role is one that is activated first', () => {
    expect(wayToControl([...base, instance('eligible')], 'ana')).toBe('it activates Owner');
  });
  test('with what its policy asks for', () => {
    const policy = record('azure.role-policy', 'p', {
      id: 'p',
      place: subscriptionPath,
      role: role.owner,
      approval: true,
      multiFactor: true,
    });
    expect(wayToControl([...base, instance('eligible'), policy], 'ana')).toBe(
      'it activates Owner; somebody approves it; it has a second factor',
    );
  });
  test('an eligibility that has ended is none', () => {
    expect(wayToControl([...base, instance('eligible', { endDateTime: collectedAt })], 'ana')).toBe('no way');
  });
  test('an eligible membership makes what the group holds eligible', () => {
    const records = [
      ...base,
      group('admins'),
      assignment('admins', role.owner, subscriptionPath, { principalType: 'Group' }),
      record('azure.group-instance', 'g', {
        id: 'g',
        is: 'eligible',
        groupId: idOf('admins'),
        principalId: idOf('ana'),
        accessId: 'member',
      }),
    ];
    expect(wayToControl(records, 'ana')).toBe('it activates its membership of admins');
    expect(subscription).toBe(subscriptionPath.split('/')[2]);
  });
});
