import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { includesAction, namespaceOf, taskOf } from '../../../../connectors/azure/directory/actions.ts';
import { builtInDirectoryRoles, passwordsOf } from '../../../../connectors/azure/directory/built-in-roles.ts';
import {
  graphPermissionById,
  graphPermissions,
  microsoftGraph,
} from '../../../../connectors/azure/directory/graph-permissions.ts';
import {
  graphPowerByName,
  graphPowers,
  isControl,
} from '../../../../connectors/azure/directory/graph-powers.ts';
import { linesIn } from '../../../support/holdings.ts';

/** https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions */
describe('actions of roles', () => {
  const password = 'microsoft.directory/users/password/update';
  test.each([
    [password, true],
    ['Microsoft.Directory/Users/Password/Update', true],
    ['microsoft.directory/users/password/allTasks', true],
    ['microsoft.directory/users/allProperties/update', true],
    ['microsoft.directory/users/allProperties/allTasks', true],
    ['microsoft.directory/allEntities/password/update', true],
    ['microsoft.directory/allEntities/allProperties/allTasks', true],
    ['microsoft.office365/users/password/update', false],
    ['microsoft.directory/groups/password/update', false],
    ['microsoft.directory/users.guests/password/update', false],
    ['microsoft.directory/users/basic/update', false],
    ['microsoft.directory/users/password/read', false],
    ['microsoft.directory/users/update', false],
    ['microsoft.directory', false],
    ['', false],
  ])('%s resets passwords: %s', (held, answer) => {
    expect(includesAction(held, password)).toBe(answer);
  });
  test.each([
    ['microsoft.directory/groups/members/update', true],
    ['microsoft.directory/groups.security/members/update', true],
    ['microsoft.directory/groups.unified/members/update', false],
    ['microsoft.directory/allEntities.security/members/update', true],
  ])('%s changes members of groups for security: %s', (held, answer) => {
    expect(includesAction(held, 'microsoft.directory/groups.security/members/update')).toBe(answer);
  });
  test('what has several properties is not what has the last', () => {
    const policies = 'microsoft.directory/policies/standard/owners/update';
    expect([
      includesAction(policies, policies),
      includesAction('microsoft.directory/policies/owners/update', policies),
      includesAction('microsoft.directory/policies/standardowners/update', policies),
    ]).toEqual([true, false, false]);
  });
  test.each([
    ['microsoft.directory/users/create', 'write'],
    ['microsoft.directory/users/allProperties/allTasks', 'write'],
    ['microsoft.directory/users/standard/read', 'view'],
    ['microsoft.directory/users/allProperties/read', 'read'],
    ['microsoft.directory/users/readings', 'write'],
    ['microsoft.directory/bitlockerKeys/key/read', 'view'],
    ['microsoft.directory/deviceLocalCredentials/getCredential', 'read'],
    ['microsoft.directory/things/getStatus', 'view'],
    ['microsoft.directory/things/budget', 'write'],
  ])('%s: %s', (action, task) => {
    expect(taskOf(action)).toBe(task);
  });
  test('of what', () => {
    expect(['Microsoft.Directory/users/create', ''].map(namespaceOf)).toEqual(['microsoft.directory', '']);
  });
});

describe('built-in roles of the directory', () => {
  test('are unpacked as they were packed', () => {
    expect(
      [...builtInDirectoryRoles].filter(
        ([, { name }]) =>
          name === 'Teams Reader' || name === 'Authentication Extensibility Password Administrator',
      ),
    ).toEqual([
      [
        '0b00bede-4072-4d22-b441-e7df02a1ef63',
        {
          name: 'Authentication Extensibility Password Administrator',
          privileged: true,
          actions: [
            'microsoft.directory/onPasswordSubmitCustomAuthenticationExtension/allProperties/allTasks',
            'microsoft.directory/onPasswordUpdateCustomAuthenticationExtension/allProperties/allTasks',
          ],
        },
      ],
      [
        '1076ac91-f3d9-41a7-a339-dcdf5f480acc',
        {
          name: 'Teams Reader',
          privileged: false,
          actions: [
            'microsoft.office365.webPortal/allEntities/standard/read',
            'microsoft.teams/allEntities/allProperties/read',
          ],
        },
      ],
    ]);
  });
  /** https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords */
  test('whose password each resets', () => {
    const nameOf = (id: string): string => builtInDirectoryRoles.get(id)!.name;
    const weakest = ['Directory Readers', 'Guest Inviter'];
    const readers = [
      ...['Message Center Reader', 'Reports Reader', 'User Experience Success Manager'],
      'Usage Summary Reports Reader',
    ];
    expect(
      Object.fromEntries(
        [...passwordsOf].map(([id, whose]) => [
          nameOf(id),
          whose === 'all' ? whose : [...whose].map(nameOf).sort(),
        ]),
      ),
    ).toEqual({
      'Global Administrator': 'all',
      'Privileged Authentication Administrator': 'all',
      'Partner Tier2 Support': 'all',
      'Password Administrator': [...weakest, 'Password Administrator'].sort(),
      'Helpdesk Administrator': [
        ...weakest,
        ...readers,
        'Helpdesk Administrator',
        'Password Administrator',
      ].sort(),
      'Authentication Administrator': [
        ...[...weakest, ...readers],
        ...['Authentication Administrator', 'Password Administrator'],
      ].sort(),
      'User Administrator': [
        ...[...weakest, ...readers, 'Groups Administrator', 'Helpdesk Administrator'],
        ...['Password Administrator', 'User Administrator'],
      ].sort(),
    });
  });
});

/** https://learn.microsoft.com/graph/permissions-reference */
describe('application permissions of Graph', () => {
  test('are unpacked as they were packed, with what the file of all does not have', () => {
    const named = (name: string) => graphPermissions.find((row) => row.name === name);
    expect(
      [
        ...['AccessReview.Read.All', 'AccessReview.ReadWrite.All', 'AgentIdentity.Read.All'],
        ...['DeviceManagementScripts.ReadWrite.All', 'Sites.FullControl.All', 'Sites.Read.All'],
        ...['Sites.ReadWrite.All', 'ServicePrincipalEndpoint.ReadWrite.All'],
        ...['RoleManagementPolicy.ReadWrite.Directory', 'RoleManagementPolicy.ReadWrite.AzureADGroup'],
      ].map((name) => [name, named(name)!.id, named(name)!.writes]),
    ).toEqual([
      ['AccessReview.Read.All', 'd07a8cc0-3d51-4b77-b3b0-32704d1f69fa', false],
      ['AccessReview.ReadWrite.All', 'ef5f7d5c-338f-44b0-86c3-351f46c8bb5f', true],
      ['AgentIdentity.Read.All', '', false],
      ['DeviceManagementScripts.ReadWrite.All', '9255e99d-faf5-445e-bbf7-cb71482737c4', true],
      ['Sites.FullControl.All', 'a82116e5-55eb-4c41-a434-62fe8a61c773', true],
      // Changes nothing, and Microsoft counts it among the strongest.
      ['Sites.Read.All', '332a536c-c7ef-4017-ab91-336970924f0d', true],
      ['Sites.ReadWrite.All', '9492366f-7969-46a4-8d15-ed1a20078fff', true],
      ['ServicePrincipalEndpoint.ReadWrite.All', '89c8469c-83ad-45f7-8ff2-6e3d4285709e', true],
      ['RoleManagementPolicy.ReadWrite.Directory', '31e08e0a-d3f7-4ca2-ac39-7343fb83e8ad', true],
      ['RoleManagementPolicy.ReadWrite.AzureADGroup', 'b38dcc4d-a239-4ed6-aa84-6c65b284f97c', true],
    ]);
    const withId = graphPermissions.filter(({ id }) => id !== '');
    expect([graphPermissionById.size, graphPermissionById.has('')]).toEqual([withId.length, false]);
    expect(withId.every((row) => graphPermissionById.get(row.id) === row)).toBe(true);
    expect(microsoftGraph).toBe('00000003-0000-0000-c000-000000000000');
  });
  test('what each leads to, value by value', () => {
    const lines = graphPowers.map((power) => {
      const rests = power.assumes === undefined ? '' : `, if ${power.assumes.join('; ')}`;
      const page = power.source.replace('https://learn.microsoft.com/graph/api/', '');
      return `${power.name}: ${isControl(power) ? 'controls ' : ''}${power.reaches}${rests} (${page})`;
    });
    expect(lines).toEqual(linesIn(readFileSync(new URL('graph-powers.txt', import.meta.url), 'utf8')));
    expect(graphPowers.map((power) => graphPowerByName.get(power.name.toLowerCase()))).toEqual(graphPowers);
  });
});
