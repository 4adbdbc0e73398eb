import { expect, test } from 'vitest';
import { microsoftGraph } from '../../../../connectors/azure/directory/graph-permissions.ts';
import {
  type AzureRight,
  rightOfDelegation,
  rightOfPermission,
  rightsOfDirectoryRole,
  rightsOfRole,
} from '../../../../connectors/azure/identities/rights.ts';
import { lowerAll, type Role } from '../../../../connectors/azure/rbac/role.ts';
import { levelName } from '../../../../src/model/level.ts';
import { collectedAt, role as guids } from '../support.ts';

/** What roles and permissions come to: service, level, and what gives it. */
const said = ({ service, level, full, privileges }: AzureRight): string =>
  `${service} ${full ? 'all of ' : ''}${levelName(level)}: ${privileges.join(' ')}`;

interface Written {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
  readonly condition?: string;
}
const roleOf = (...entries: readonly Written[]): Role => ({
  id: 'r',
  name: 'of our own',
  builtIn: false,
  assignableScopes: [],
  entries: entries.map(({ actions, notActions, dataActions, notDataActions, condition }) => ({
    actions: lowerAll(actions),
    notActions: lowerAll(notActions),
    dataActions: lowerAll(dataActions),
    notDataActions: lowerAll(notDataActions),
    ...(condition === undefined ? {} : { condition }),
  })),
});
const rightsIn = (written: Written, condition?: string): readonly string[] =>
  rightsOfRole(roleOf(written), condition, collectedAt).map(said);

const onlyReader = `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals ${guids.reader}`;
const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';

/** https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations */
test.each<[string, string]>([
  ['Microsoft.Web/sites/read', 'Microsoft.Web view'],
  ['Microsoft.Web/sites/write', 'Microsoft.Web control'],
  ['Microsoft.Sql/servers/delete', 'Microsoft.Sql write'],
  ['Microsoft.Network/x/start/action', 'Microsoft.Network write'],
  ['Microsoft.Network/x/getThings/action', 'Microsoft.Network read'],
  ['Microsoft.Network/x/showThings/action', 'Microsoft.Network read'],
  ['Microsoft.Network/x/exportThings/action', 'Microsoft.Network read'],
  ['Microsoft.Network/x/forgetThings/action', 'Microsoft.Network write'],
  [
    'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
    'Microsoft.Storage read',
  ],
  // Keys that open all of it.
  ['Microsoft.Storage/storageAccounts/listKeys/action', 'Microsoft.Storage write'],
  ['Microsoft.Storage/storageAccounts/regenerateKey/action', 'Microsoft.Storage write'],
  ['Microsoft.Storage/storageAccounts/listAccountSas/action', 'Microsoft.Storage write'],
  ['Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action', 'Microsoft.DocumentDB write'],
  ['Microsoft.Storage/storageAccounts/listKeysAndMore/action', 'Microsoft.Storage read'],
  ['Microsoft.Storage/storageAccounts/unlistKeys/action', 'Microsoft.Storage write'],
  ['Microsoft.Network/x/listMetadata/action', 'Microsoft.Network read'],
  ['Contoso.Other/things/write', 'other write'],
])('%s: %s', (action, right) => {
  expect(rightsIn({ actions: [action] })).toEqual([`${right}: ${action.toLowerCase()}`]);
});

test.each<[string, string]>([
  [`${blobs}/read`, 'Microsoft.Storage read'],
  [`${blobs}/write`, 'Microsoft.Storage write'],
  [`${blobs}/manageOwnership/action`, 'Microsoft.Storage control'],
  ['Microsoft.Storage/storageAccounts/listKeys/action', 'Microsoft.Storage read'],
  ['Microsoft.KeyVault/vaults/secrets/read', 'Microsoft.KeyVault view'],
  ['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'Microsoft.KeyVault read'],
  ['Microsoft.KeyVault/vaults/secrets/readMetadata/action', 'Microsoft.KeyVault view'],
  ['Microsoft.KeyVault/vaults/keys/sign/action', 'Microsoft.KeyVault write'],
])('on data, %s: %s', (action, right) => {
  expect(rightsIn({ dataActions: [action] })).toEqual([`${right}: data:${action.toLowerCase()}`]);
});

/** Each gives control of its service. */
test.each([
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write',
  'Microsoft.KeyVault/vaults/accessPolicies/write',
  'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write',
  'Microsoft.Kusto/clusters/principalAssignments/write',
  'Microsoft.Sql/servers/administrators/write',
  'Microsoft.DBforPostgreSQL/flexibleServers/administrators/write',
  'Microsoft.DBforMySQL/flexibleServers/administrators/write',
  'Microsoft.Cache/redis/accessPolicyAssignments/write',
])('%s is control', (action) => {
  const service = action.slice(0, action.indexOf('/'));
  expect(rightsIn({ actions: [action] })).toEqual([`${service} control: ${action.toLowerCase()}`]);
  expect(rightsIn({ dataActions: [action] })).toEqual([`${service} write: data:${action.toLowerCase()}`]);
});

const modify = `${blobs}/modifyPermissions/action`;
test.each<[string, Written, readonly string[]]>([
  ['nothing', {}, []],
  ['what is of no service', { actions: ['noslash'] }, []],
  ['all of a service', { actions: ['Microsoft.Web/*'] }, ['Microsoft.Web all of control: microsoft.web/*']],
  [
    'all of it, less what is of another',
    { actions: ['Microsoft.Web/*'], notActions: ['Microsoft.Sql/*'] },
    ['Microsoft.Web all of control: microsoft.web/*'],
  ],
  ['all of it, less all of it', { actions: ['Microsoft.Web/*'], notActions: ['Microsoft.Web/*'] }, []],
  [
    'all of it, less a verb',
    { actions: ['Microsoft.Search/*'], notActions: ['*/write'] },
    ['Microsoft.Search write: microsoft.search/*/action microsoft.search/*/delete microsoft.search/*/read'],
  ],
  [
    'all of it, less one action',
    { actions: ['Microsoft.Search/*'], notActions: ['Microsoft.Search/x/delete'] },
    [
      'Microsoft.Search write: microsoft.search/*/action microsoft.search/*/delete microsoft.search/*/read microsoft.search/*/write',
    ],
  ],
  [
    'a part, less one action',
    { actions: ['Microsoft.Search/x/*/read'], notActions: ['Microsoft.Search/x/y/read'] },
    ['Microsoft.Search view: microsoft.search/*/read'],
  ],
  [
    'two, of which one is taken back',
    { actions: ['Microsoft.Search/x/read', 'Microsoft.Search/y/read'], notActions: ['Microsoft.Search/y/*'] },
    ['Microsoft.Search view: microsoft.search/x/read'],
  ],
  [
    'a star at the end stands for every verb',
    { actions: ['Microsoft.Search/x/*'] },
    ['Microsoft.Search write: microsoft.search/x/*'],
  ],
  [
    'a right to grant that is taken back',
    { actions: ['Microsoft.Authorization/*'], notActions: ['*/Write', '*/Delete'] },
    ['Microsoft.Authorization view: microsoft.authorization/*/read'],
  ],
  [
    'asking to be assigned is assigning',
    { actions: ['Microsoft.Authorization/roleAssignmentScheduleRequests/write'] },
    [
      'Microsoft.Authorization control: microsoft.authorization/roleassignments/write microsoft.authorization/roleassignmentschedulerequests/write',
    ],
  ],
  [
    'a condition of the entry that leaves Owner out',
    { actions: ['Microsoft.Authorization/roleAssignments/write'], condition: onlyReader },
    ['Microsoft.Authorization write: microsoft.authorization/roleassignments/write'],
  ],
  [
    'a condition that is about assignments says nothing of definitions',
    { actions: ['Microsoft.Authorization/roleDefinitions/write'], condition: "'a' StringEquals 'b'" },
    ['Microsoft.Authorization control: microsoft.authorization/roledefinitions/write'],
  ],
  ['all of one that has no row', { actions: ['Microsoft.Unknown/*'] }, ['other write: microsoft.unknown/*']],
  [
    'two that have none',
    { actions: ['Microsoft.Unknown/x/read', 'Contoso.Other/y/write'] },
    ['other write: contoso.other/y/write microsoft.unknown/x/read'],
  ],
  [
    'all data of a service',
    { dataActions: ['Microsoft.Storage/*'] },
    [
      `Microsoft.Storage control: data:microsoft.storage/* data:${blobs.toLowerCase()}/manageownership/action`,
    ],
  ],
  [
    'all data but a part',
    { dataActions: ['Microsoft.Search/*'], notDataActions: ['Microsoft.Search/x/delete'] },
    [
      `Microsoft.Search write: ${['action', 'delete', 'read', 'write'].map((verb) => `data:microsoft.search/*/${verb}`).join(' ')}`,
    ],
  ],
  [
    'what changes who may do what with data',
    { dataActions: [modify] },
    [
      `Microsoft.Storage control: data:${blobs.toLowerCase()}/manageownership/action data:${modify.toLowerCase()}`,
    ],
  ],
  [
    'the same action of management and on data',
    { actions: ['Microsoft.Search/x/read'], dataActions: ['Microsoft.Search/x/read'] },
    ['Microsoft.Search read: data:microsoft.search/x/read microsoft.search/x/read'],
  ],
])('%s', (_, written, expected) => {
  expect(rightsIn(written)).toEqual(expected);
});

test('a star for the service is about each that has a row, and about the rest', () => {
  const read = rightsIn({ actions: ['*/read'], notActions: ['Microsoft.Web/*'] });
  expect([read.length, read[0], read.at(-1)]).toEqual([
    35,
    'Microsoft.Authorization view: microsoft.authorization/*/read',
    'other view: */read',
  ]);
  const all = rightsIn({ actions: ['*'] });
  expect([all.length, all[0], all.at(-1)]).toEqual([
    36,
    'Microsoft.Authorization all of control: microsoft.authorization/*',
    'other control: *',
  ]);
  expect(rightsIn({ actions: ['Microsoft.*/sites/write'] })[0]).toBe(
    'Microsoft.Authorization write: microsoft.*/sites/write',
  );
});

test('entries add up, and a condition of the assignment takes the delegation away', () => {
  const role = roleOf(
    { actions: ['Microsoft.Search/x/read'] },
    { actions: ['Microsoft.Search/y/write'] },
    { actions: ['Microsoft.Authorization/roleAssignments/write'] },
  );
  const [search, free] = [
    'Microsoft.Search write: microsoft.search/x/read microsoft.search/y/write',
    'microsoft.authorization/roleassignments/write',
  ];
  const by = (condition?: string) => rightsOfRole(role, condition, collectedAt);
  expect([by(), by(onlyReader), by('nonsense')].map((rights) => rights.map(said))).toEqual([
    [search, `Microsoft.Authorization control: ${free}`],
    [search, `Microsoft.Authorization write: ${free}`],
    [search, `Microsoft.Authorization control: ${free}`],
  ]);
  // Once for all who have the same.
  expect(by()).toBe(by());
  expect(by(onlyReader)).toBe(by(onlyReader));
});

const actions = {
  'microsoft.directory/users/standard/read': 'microsoft.directory view',
  'microsoft.directory/users/allProperties/read': 'microsoft.directory read',
  'microsoft.directory/users/password/update': 'microsoft.directory control',
  'microsoft.directory/contacts/create': 'microsoft.directory write',
  'microsoft.office365.exchange/allEntities/allTasks': 'microsoft.office365 write',
  'microsoft.teams/allEntities/allProperties/read': 'microsoft.office365 read',
  // News of the service, requests for help, figures; and what is about devices.
  'microsoft.office365.messageCenter/messages/read': undefined,
  'microsoft.office365.network/performance/allProperties/read': undefined,
  'microsoft.office365.serviceHealth/allEntities/allTasks': undefined,
  'microsoft.office365.supportTickets/allEntities/allTasks': undefined,
  'microsoft.office365.usageReports/allEntities/allProperties/read': undefined,
  'microsoft.office365.webPortal/allEntities/standard/read': undefined,
  'microsoft.intune/allEntities/allTasks': undefined,
};
test('roles of the directory by their actions', () => {
  const of = (...held: readonly string[]): readonly string[] =>
    rightsOfDirectoryRole({ actions: held } as Parameters<typeof rightsOfDirectoryRole>[0]).map(said);
  expect(Object.fromEntries(Object.keys(actions).map((action) => [action, of(action)]))).toEqual(
    Object.fromEntries(
      Object.entries(actions).map(([action, right]) => [
        action,
        right === undefined ? [] : [`${right}: ${action}`],
      ]),
    ),
  );
  expect(of(...Object.keys(actions).slice(0, 6).reverse())).toEqual([
    'microsoft.office365 write: microsoft.office365.exchange/allEntities/allTasks microsoft.teams/allEntities/allProperties/read',
    `microsoft.directory control: ${Object.keys(actions).slice(0, 4).sort().join(' ')}`,
  ]);
});

/** https://learn.microsoft.com/graph/permissions-reference */
test.each([
  ['User.Read.All', microsoftGraph, 'microsoft.directory read'],
  ['User.ReadWrite.All', microsoftGraph, 'microsoft.directory write'],
  ['Application.ReadWrite.All', microsoftGraph, 'microsoft.directory control'],
  ['application.readwrite.all', microsoftGraph, 'microsoft.directory control'],
  ['Application.ReadWrite.All', 'another', 'applications write'],
  ['Mail.Read', undefined, 'microsoft.office365 read'],
  ['Mail.ReadWrite', microsoftGraph, 'microsoft.office365 write'],
  ['full_access_as_app', 'exchange', 'microsoft.office365 write'],
  ['Sites.FullControl.All', 'sharepoint', 'microsoft.office365 write'],
  ['Hotmail.Read', 'another', 'applications read'],
  ['Thing.Read', 'another', 'applications read'],
  ...['Manage', 'Send', 'Create', 'Delete', 'Write', 'FullControl', 'full_access'].map(
    (verb): [string, string, string] => [`Thing.${verb}`, 'another', 'applications write'],
  ),
])('permission %s of %s: %s', (permission, resource, right) => {
  expect(said(rightOfPermission(permission, resource))).toBe(`${right}: ${permission}`);
});

test.each([
  ['Mail', 'Files', 'Sites', 'Chat', 'Channel', 'Calendars', 'Contacts', 'OnlineMeetings', 'Notes', 'Tasks'],
  [
    'Teams',
    'Teamwork',
    'TeamsActivity',
    'Mailbox',
    'SharePoint',
    'Lists',
    'TermStore',
    'Exchange',
    'CallRecords',
    'Calls',
  ],
])('%s and the like are about what the office services hold', (...words) => {
  expect(words.map((word) => rightOfPermission(`${word}.Read.All`, microsoftGraph).service)).toEqual(
    words.map(() => 'microsoft.office365'),
  );
});

test.each<[readonly string[], string | undefined, string]>([
  [['User.Read'], undefined, 'microsoft.directory read: delegated User.Read'],
  [
    ['User.Read', 'Mail.Send'],
    microsoftGraph,
    'microsoft.directory write: delegated Mail.Send delegated User.Read',
  ],
  [
    ['Application.ReadWrite.All'],
    microsoftGraph,
    'microsoft.directory write: delegated Application.ReadWrite.All',
  ],
  [['b', 'a'], 'another', 'applications read: delegated a delegated b'],
])('consent to %j of %s: %s', (scopes, resource, right) => {
  expect(said(rightOfDelegation(scopes, resource))).toBe(right);
});
