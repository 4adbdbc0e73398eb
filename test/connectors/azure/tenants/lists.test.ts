import { describe, expect, test } from 'vitest';
import {
  accessPolicy,
  azApp,
  azGroup,
  azRa,
  azResource,
  azRole,
  azSp,
  azUser,
  carries,
  directoryRoles,
  type Files,
  hGroup,
  hMember,
  hound,
  hTenant,
  hUser,
  idOf,
  inGroup,
  inSubscription,
  type Json,
  roles,
  subscription,
  tenant,
} from './files.ts';
import { estateOfFiles, type Goal, wayIn } from './ways.ts';

/** Ways in that only some lists tell: what `az rest` gets from Graph and Resource Manager, and rarer kinds of AzureHound. */
const page = (...value: readonly Json[]): Json => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x',
  value,
});
const armPage = (type: string, properties: Json): Json => ({
  value: [
    {
      id: `${inSubscription}/providers/Microsoft.Authorization/${type}/1`,
      name: '1',
      type: `Microsoft.Authorization/${type}`,
      properties,
    },
  ],
});
const ana: Files = { users: [azUser('ana'), azUser('dev')] };
const robot: Files = { sp: [azSp('robot')], app: [azApp('robot')] };
const typed = (name: string): Json => ({
  '@odata.type': '#microsoft.graph.user',
  id: idOf(name),
  displayName: name,
});
const administrator = directoryRoles['Global Administrator'];
const directory = (who: string, roleDefinitionId: string, part: Json = {}): Json => ({
  directoryScopeId: '/',
  id: `${who}-${roleDefinitionId}`,
  principalId: idOf(who),
  roleDefinitionId,
  ...part,
});
const held = (who: string, role: keyof typeof roles): Json => ({
  scope: inSubscription,
  roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
  principalId: idOf(who),
  principalType: 'User',
  memberType: 'Direct',
  status: 'Provisioned',
  startDateTime: '2024-01-01T00:00:00Z',
});
const ownsGroup = { ra: [azRa('g', 'Owner', inSubscription, { principalType: 'Group' })] };
const ownsRobot = { ra: [azRa('robot', 'Owner')] };
/** Everybody but the excluded, of all but reading in the group. */
const denies = (...excludePrincipals: readonly Json[]): Files => ({
  deny: armPage('denyAssignments', {
    denyAssignmentName: 'stack',
    scope: inGroup,
    permissions: [{ actions: ['*'], notActions: ['*/read'], dataActions: [], notDataActions: [] }],
    principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
    excludePrincipals,
    isSystemProtected: true,
    doNotApplyToChildScopes: false,
  }),
});
const runs: Files = {
  vms: [azResource('Microsoft.Compute/virtualMachines', 'web', carries('mi'))],
  ra: [azRa('ana', 'Virtual Machine Contributor', inSubscription, { principalType: 'User' })],
};
/** `az lock list`. */
const lock = (level: string, scope: string): Files => ({
  locks: [
    {
      id: `${scope}/providers/Microsoft.Authorization/locks/keep`,
      level,
      name: 'keep',
      notes: null,
      owners: null,
      resourceGroup: 'app',
      type: 'Microsoft.Authorization/locks',
    },
  ],
});
const owns: Files = { ra: [azRa('ana', 'Owner', inSubscription, { principalType: 'User' })] };
const mayUnlock: Files = {
  roles: [
    azRole('unlock', {
      actions: ['Microsoft.Authorization/locks/*', 'Microsoft.Compute/virtualMachines/runCommand/action'],
    }),
  ],
  ra: [azRa('ana', 'unlock', inSubscription, { principalType: 'User' })],
};
const unit = (restricted: boolean, member = 'dev'): Files => ({
  units: page({
    displayName: 'executives',
    id: idOf('unit'),
    isMemberManagementRestricted: restricted,
    membershipType: null,
    members: [typed(member)],
  }),
});
const inGroupOf = (accessId: string, part: Json = {}): Json => ({
  accessId,
  groupId: idOf('g'),
  principalId: idOf('ana'),
  id: `${accessId}-instance`,
  memberType: 'direct',
  startDateTime: '2024-01-01T00:00:00Z',
  endDateTime: null,
  ...part,
});
const groups = directoryRoles['Groups Administrator'];
const helpdesk = directoryRoles['Helpdesk Administrator'];
const inUnit = { directoryScopeId: `/administrativeUnits/${idOf('unit')}` };

const lists: readonly (readonly [
  says: string,
  files: Files,
  from: string,
  goal: Goal,
  way: string | RegExp,
])[] = [
  [
    'roles of the directory',
    { ...robot, roles: page(directory('robot', administrator)) },
    'robot',
    'the tenant',
    'surely',
  ],
  [
    'a lesser one',
    { ...robot, roles: page(directory('robot', directoryRoles['Global Reader'])) },
    'robot',
    'the tenant',
    'no way',
  ],
  [
    'an eligible one',
    {
      ...ana,
      roles: page(
        directory('ana', administrator, {
          memberType: 'Direct',
          endDateTime: null,
          startDateTime: '2024-01-01T00:00:00Z',
        }),
      ),
    },
    'ana',
    'the tenant',
    'it activates Global Administrator',
  ],
  [
    'an active instance of one',
    {
      ...ana,
      roles: page(
        directory('ana', administrator, {
          memberType: 'Direct',
          assignmentType: 'Assigned',
          endDateTime: null,
        }),
      ),
    },
    'ana',
    'the tenant',
    'surely',
  ],
  [
    'application permissions',
    {
      ...robot,
      p: page({
        appRoleId: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
        createdDateTime: '2024-01-01T00:00:00Z',
        id: 'x',
        principalId: idOf('robot'),
        principalType: 'ServicePrincipal',
        resourceDisplayName: 'Microsoft Graph',
        resourceId: idOf('Microsoft Graph'),
      }),
    },
    'robot',
    'the tenant',
    'surely',
  ],
  [
    'groups with their members',
    { ...ana, ...ownsGroup, g: page(azGroup('g', { members: [typed('ana')] })) },
    'ana',
    'the subscription',
    'surely',
  ],
  [
    'somebody else is in it',
    { ...ana, ...ownsGroup, g: page(azGroup('g', { members: [typed('dev')] })) },
    'ana',
    'the subscription',
    'no way',
  ],
  [
    'groups with their owners',
    { ...ana, ...ownsGroup, g: page(azGroup('g', { owners: [typed('ana')] })) },
    'ana',
    'the subscription',
    'surely',
  ],
  [
    'applications with their owners',
    { ...ana, ...ownsRobot, sp: [azSp('robot')], a: page(azApp('robot', { owners: [typed('ana')] })) },
    'ana',
    'the subscription',
    'surely',
  ],
  [
    'principals with their owners',
    { ...ana, ...ownsRobot, sp: page(azSp('robot', { owners: [typed('ana')] })) },
    'ana',
    'the subscription',
    'the application of robot is registered in this tenant',
  ],
  [
    'eligible roles of Azure',
    { ...ana, e: armPage('roleEligibilityScheduleInstances', held('ana', 'Owner')) },
    'ana',
    'the subscription',
    'it activates Owner',
  ],
  [
    'assignments as Resource Manager writes them',
    { ...ana, e: armPage('roleAssignments', held('ana', 'Owner')) },
    'ana',
    'the subscription',
    'surely',
  ],
  [
    'an eligible membership of a group',
    { ...ana, ...ownsGroup, g: [azGroup('g')], e: page(inGroupOf('member')) },
    'ana',
    'the subscription',
    'it activates its membership of g',
  ],
  [
    'an active one',
    { ...ana, ...ownsGroup, g: [azGroup('g')], e: page(inGroupOf('member', { assignmentType: 'assigned' })) },
    'ana',
    'the subscription',
    'surely',
  ],
  [
    'an eligible ownership',
    { ...ana, ...ownsGroup, g: [azGroup('g')], e: page(inGroupOf('owner')) },
    'ana',
    'the subscription',
    'it activates its ownership of g',
  ],
  [
    'an administrator of groups at the unit of a group',
    {
      ...ana,
      ...ownsGroup,
      g: [azGroup('g')],
      ...unit(false, 'g'),
      roles: page(directory('ana', groups, inUnit)),
    },
    'ana',
    'the subscription',
    'surely',
  ],
  [
    'at a unit of another',
    {
      ...ana,
      ...ownsGroup,
      g: [azGroup('g')],
      ...unit(false, 'dev'),
      roles: page(directory('ana', groups, inUnit)),
    },
    'ana',
    'the subscription',
    'no way',
  ],
  [
    'classic administrators in the list',
    {
      ...ana,
      ra: [
        {
          ...azRa('ana', 'Reader', inSubscription, { principalType: 'User' }),
          roleDefinitionName: 'CoAdministrator',
          roleDefinitionId: 'NA(classic admin role)',
          id: 'NA(classic admins)',
        },
        azRa('dev', 'Reader', inSubscription, { principalType: 'User' }),
      ],
    },
    'ana',
    'the subscription',
    'no way',
  ],
  ['a lock to read only', { ...ana, ...runs, ...lock('ReadOnly', inGroup) }, 'ana', 'mi', 'no way'],
  ['a lock against deletion', { ...ana, ...runs, ...lock('CanNotDelete', inGroup) }, 'ana', 'mi', 'surely'],
  ['of another group', { ...ana, ...runs, ...lock('ReadOnly', `${inGroup}2`) }, 'ana', 'mi', 'surely'],
  [
    'who may take it away',
    { ...ana, ...runs, ...mayUnlock, ...lock('ReadOnly', inGroup) },
    'ana',
    'mi',
    'surely',
  ],
  [
    'an owner, who may',
    { ...ana, ...owns, ...lock('ReadOnly', inSubscription) },
    'ana',
    'the subscription',
    'surely',
  ],
  ['no deny assignment', { ...ana, ...runs }, 'ana', 'mi', 'surely'],
  ['a deny assignment', { ...ana, ...runs, ...denies() }, 'ana', 'mi', 'no way'],
  [
    'that spares somebody',
    { ...ana, ...runs, ...denies({ id: idOf('ana'), type: 'User' }) },
    'ana',
    'mi',
    'surely',
  ],
  [
    'a unit of the directory',
    { ...ana, ...unit(false), roles: page(directory('ana', helpdesk)) },
    'ana',
    'dev',
    'surely',
  ],
  [
    'a restricted one',
    { ...ana, ...unit(true), roles: page(directory('ana', helpdesk)) },
    'ana',
    'dev',
    'no way',
  ],
  [
    'a role at it',
    { ...ana, ...unit(false), roles: page(directory('ana', helpdesk, inUnit)) },
    'ana',
    'dev',
    'surely',
  ],
  [
    'a role at another',
    {
      ...ana,
      ...unit(false),
      roles: page(directory('ana', helpdesk, { directoryScopeId: `/administrativeUnits/${idOf('other')}` })),
    },
    'ana',
    'dev',
    'no way',
  ],
  [
    'a role at a restricted one',
    { ...ana, ...unit(true), roles: page(directory('ana', helpdesk, inUnit)) },
    'ana',
    'dev',
    'surely',
  ],
  [
    'a guest, whom az ad user list prints without saying so',
    {
      users: [
        azUser('ana'),
        azUser('dev', { userPrincipalName: 'dev_partner.example#EXT#@contoso.onmicrosoft.com' }),
      ],
      roles: page(directory('ana', helpdesk)),
    },
    'ana',
    'dev',
    'no way',
  ],
];

describe('lists of az rest', () => {
  test.each(lists)('%s', (_, files, from, goal, way) => {
    expect(wayIn(files, from, goal)).toMatch(way);
  });
});

test.each([
  ['activated', 'activated'],
  ['Activated', 'activated'],
  ['assigned', 'time-bound'],
])(
  'a membership that is %s until an end is %s, as Graph and Resource Manager write it',
  (assignmentType, duration) => {
    const instance = inGroupOf('member', { assignmentType, endDateTime: '2026-12-01T00:00:00Z' });
    const { identities } = estateOfFiles({ ...ana, ...ownsGroup, g: [azGroup('g')], e: page(instance) });
    expect(identities.find(({ id }) => id === idOf('ana'))!.grants.map((grant) => grant.duration)).toEqual([
      duration,
    ]);
  },
);

const vaultPath = `${inGroup}/providers/Microsoft.KeyVault/vaults/v`;
const policy = [
  'AZKeyVaultAccessPolicy',
  { keyVaultId: vaultPath, ...accessPolicy('ana', ['Get']) },
] as const;
const vault = (enableRbacAuthorization: boolean) =>
  [
    'AZKeyVault',
    { id: vaultPath, name: 'v', properties: { enableRbacAuthorization, accessPolicies: [] } },
  ] as const;
const team = ['AZGroup365', { id: idOf('team'), displayName: 'team', groupTypes: ['Unified'] }] as const;
const ownerAt = (group: string) =>
  [
    'AZManagementGroupRoleAssignment',
    {
      managementGroupId: `/providers/Microsoft.Management/managementGroups/${group}`,
      roleAssignments: [
        {
          roleAssignment: {
            id: `/providers/Microsoft.Management/managementGroups/${group}/providers/Microsoft.Authorization/roleAssignments/1`,
            properties: {
              principalId: idOf('ana').toUpperCase(),
              principalType: 'User',
              roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roles.Owner}`,
              scope: `/providers/Microsoft.Management/managementGroups/${group.toUpperCase()}`,
            },
          },
        },
      ],
    },
  ] as const;
const hierarchy = [
  ...['corp', 'lab'].map(
    (name) =>
      [
        'AZManagementGroup',
        {
          id: `/providers/Microsoft.Management/managementGroups/${name}`,
          name,
          properties: { displayName: name, tenantId: tenant },
        },
      ] as const,
  ),
  [
    'AZSubscription',
    { id: inSubscription, subscriptionId: subscription, displayName: 'p', state: 'Enabled' },
  ] as const,
  [
    'AZManagementGroupDescendant',
    {
      id: inSubscription,
      name: subscription,
      type: '/subscriptions',
      properties: {
        displayName: 'p',
        parent: { id: '/providers/Microsoft.Management/managementGroups/corp' },
      },
    },
  ] as const,
];
const site = `${inGroup}/providers/Microsoft.Web/sites/fn`;
const functionApp = (scope: string) =>
  [
    [
      'AZFunctionApp',
      {
        id: site,
        name: 'fn',
        type: 'Microsoft.Web/sites',
        identity: { principalId: idOf('mi'), type: 'SystemAssigned' },
        properties: {},
      },
    ],
    [
      'AZFunctionAppRoleAssignment',
      {
        objectId: site,
        roleAssignments: [
          {
            objectId: site,
            roleDefinitionId: roles.Contributor,
            assignee: {
              id: `${scope}/providers/Microsoft.Authorization/roleAssignments/1`,
              properties: {
                principalId: idOf('ana'),
                principalType: 'User',
                roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${roles.Contributor}`,
                scope,
              },
            },
          },
        ],
      },
    ],
  ] as const;

type Part = readonly [string, Json];
type Kind = readonly [says: string, parts: readonly Part[], goal: Goal, way: string, ra?: readonly Json[]];
const kinds: readonly Kind[] = [
  ['policies of a vault one by one', [policy], 'secrets', 'surely'],
  ['and the vault, which has none', [vault(false), policy], 'secrets', 'surely'],
  ['and the vault, where roles decide', [policy, vault(true)], 'secrets', 'no way'],
  [
    'Microsoft 365 groups',
    [team, ['AZGroup365Member', hMember('team', 'ana')[1]]],
    'the subscription',
    'surely',
    [azRa('team', 'Owner', inSubscription, { principalType: 'Group' })],
  ],
  [
    'without the member',
    [team, hGroup('other'), hMember('other', 'ana')],
    'the subscription',
    'no way',
    [azRa('team', 'Owner', inSubscription, { principalType: 'Group' })],
  ],
  ['owner of the management group above', [...hierarchy, ownerAt('corp')], 'the subscription', 'surely'],
  ['of the one beside it', [...hierarchy, ownerAt('lab')], 'the subscription', 'no way'],
  ['a role on a function app', functionApp(site), 'mi', 'surely'],
  ['a role on another', functionApp(`${site}2`), 'mi', 'no way'],
];

describe('kinds of AzureHound', () => {
  test.each(kinds.map(([says, parts, goal, way, ra = []]) => ({ says, parts, goal, way, ra })))(
    '$says',
    ({ parts, goal, way, ra }) => {
      expect(
        wayIn(
          { hound: hound(hTenant, hUser('ana'), ...parts), ...(ra.length === 0 ? {} : { ra }) },
          'ana',
          goal,
        ),
      ).toBe(way);
    },
  );
});
