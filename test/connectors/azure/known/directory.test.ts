import { describe, expect, test } from 'vitest';
import {
  appIdOf,
  azApp,
  azGroup,
  azIdentity,
  azSp,
  azUser,
  clientOf,
  directoryRoles,
  elsewhere,
  type Files,
  idOf,
  type Json,
  tenant,
} from '../tenants/files.ts';
import { type Goal, wayIn } from '../tenants/ways.ts';

/**
 * Ways through the directory as pages of Graph tell them, each beside the tenant that differs by the one thing that closes it.
 * Written from Microsoft's documentation before anything was run.
 */
const page = (...value: readonly Json[]): Json => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x',
  value,
});
const user = (name: string): Json => ({ '@odata.type': '#microsoft.graph.user', id: idOf(name) });
const principal = (name: string): Json => ({
  '@odata.type': '#microsoft.graph.servicePrincipal',
  id: idOf(name),
});
const held = (who: string, role: string, part: Json = {}): Json => ({
  directoryScopeId: '/',
  id: `${who}-${role}`,
  principalId: idOf(who),
  roleDefinitionId: (directoryRoles as Readonly<Record<string, string>>)[role] ?? idOf(role),
  ...part,
});
const permission = (who: string, appRoleId: string): Json => ({
  appRoleId,
  createdDateTime: '2024-01-01T00:00:00Z',
  id: `${who}-${appRoleId}`,
  principalId: idOf(who),
  principalType: 'ServicePrincipal',
  resourceDisplayName: 'Microsoft Graph',
  resourceId: idOf('Microsoft Graph'),
});
const ownedBy = '18a4783c-866b-4cc7-a460-3d5e5662c884';
/** A role of one's own. */
const role = (name: string, actions: readonly string[], part: Json = {}): Json => ({
  description: '',
  displayName: name,
  id: idOf(name),
  isBuiltIn: false,
  isEnabled: true,
  resourceScopes: ['/'],
  rolePermissions: [{ allowedResourceActions: actions, condition: null }],
  templateId: idOf(name),
  version: null,
  ...part,
});
const lock = (part: Json): Json => ({
  servicePrincipalLockConfiguration: {
    allProperties: false,
    credentialsWithUsageSign: false,
    credentialsWithUsageVerify: false,
    identifierUris: false,
    isEnabled: true,
    tokenEncryptionKeyId: false,
    ...part,
  },
});
/** The application that is Global Administrator. */
const robot = (ofPrincipal: Json = {}, ofApplication: Json = {}): Files => ({
  sp: page(azSp('robot', ofPrincipal), azSp('ci')),
  app: page(azApp('robot', ofApplication)),
  roles: page(held('robot', 'Global Administrator')),
});
const people: Files = { users: [azUser('ana'), azUser('dev')] };
const off: Files = {
  users: page({ ...azUser('ana'), accountEnabled: false, userType: 'Member' }, azUser('dev')),
};
const surely = 'surely';
const none = 'no way';
const owning = (ofApplication: Json): Files => ({
  ...robot({ owners: [user('ana')] }, ofApplication),
  ...people,
});
const withRole = (actions: readonly string[], more: Files = {}, part: Json = {}): Files => ({
  ...robot(),
  ...people,
  roles: page(held('robot', 'Global Administrator'), held('ana', 'own')),
  definitions: page(role('own', actions, part)),
  ...more,
});
const d = 'microsoft.directory';
const roleGroup: Files = {
  groups: page(azGroup('t0', { isAssignableToRole: true })),
  roles: page(held('robot', 'Global Administrator'), held('t0', 'Global Administrator'), held('ana', 'own')),
};
const token = (issuer: string, subject: string): Files => ({
  hound: {
    data: [
      { kind: 'AZTenant', data: { id: `/tenants/${tenant}`, tenantId: tenant, displayName: 'Contoso' } },
      {
        kind: 'AZFederatedIdentityCredential',
        data: {
          appId: clientOf('robot'),
          tenantId: tenant,
          fics: [
            {
              appId: clientOf('robot'),
              fic: {
                audiences: ['api://AzureADTokenExchange'],
                id: idOf(`${issuer} ${subject}`),
                issuer,
                name: 'mi',
                subject,
              },
            },
          ],
        },
      },
    ],
    meta: { type: 'azure', version: 5, count: 2 },
  },
  ids: [azIdentity('mi')],
});

const unitPermissions = {
  'User.ReadWrite.All': '741f803b-c850-494e-b5df-cde7c675a1ca',
  'AdministrativeUnit.ReadWrite.All': '5eb59dd3-1da2-4329-8733-9dabdc435916',
};
/** An application with a role at a unit, beside somebody who is Global Administrator and in none. */
const atUnit = (
  permitted: keyof typeof unitPermissions,
  unit: Json,
  at: keyof typeof directoryRoles = 'Privileged Authentication Administrator',
  more: readonly Json[] = [],
): Files => ({
  sp: page(azSp('ci'), azSp('Microsoft Graph', { appId: '00000003-0000-0000-c000-000000000000' })),
  users: [azUser('dev')],
  roles: page(
    held('dev', 'Global Administrator'),
    held('ci', at, { directoryScopeId: `/administrativeUnits/${idOf('unit')}` }),
  ),
  p: page(permission('ci', unitPermissions[permitted])),
  units: page(
    {
      displayName: 'unit',
      id: idOf('unit'),
      isMemberManagementRestricted: false,
      members: [],
      membershipRule: null,
      membershipType: 'Assigned',
      ...unit,
    },
    ...more,
  ),
});
const dynamic: Json = { membershipType: 'Dynamic', membershipRule: 'user.department -eq "IT"' };
const fortress: Json = {
  displayName: 'fortress',
  id: idOf('fortress'),
  isMemberManagementRestricted: true,
  members: [user('dev')],
};

const ways: readonly (readonly [says: string, files: Files, from: string, way: string, goal?: Goal])[] = [
  // The property lock
  ['an owner of the principal', owning({}), 'ana', surely],
  ['a lock of all', owning(lock({ allProperties: true })), 'ana', none],
  ['a lock of what is verified', owning(lock({ credentialsWithUsageVerify: true })), 'ana', none],
  ['a lock of what signs', owning(lock({ credentialsWithUsageSign: true })), 'ana', surely],
  ['a lock that is off', owning(lock({ allProperties: true, isEnabled: false })), 'ana', surely],
  // Who can act at all
  ['an owner who is switched off', { ...owning({}), ...off }, 'ana', none],
  ['an application that is', robot(), 'robot', surely],
  ['an application that is switched off', robot({ accountEnabled: false }), 'robot', none],
  [
    'whoever may switch it on again',
    {
      ...robot({ accountEnabled: false }),
      ...people,
      roles: page(held('robot', 'Global Administrator'), held('ana', 'Application Administrator')),
    },
    'ana',
    surely,
  ],
  // An application that owns
  [
    'an application that owns the principal, by its permission',
    { ...robot({ owners: [principal('ci')] }), p: page(permission('ci', ownedBy)) },
    'ci',
    surely,
  ],
  [
    'a permission without what it owns',
    { ...robot({ owners: [principal('robot')] }), p: page(permission('ci', ownedBy)) },
    'ci',
    none,
  ],
  // Roles of one's own
  ['owners of applications', withRole([`${d}/applications/owners/update`]), 'ana', surely],
  ['all of applications', withRole([`${d}/applications/allProperties/allTasks`]), 'ana', surely],
  [
    'all properties of those of the organisation',
    withRole([`${d}/applications.myOrganization/allProperties/update`]),
    'ana',
    surely,
  ],
  [
    'names of applications',
    withRole([`${d}/applications/basic/update`, `${d}/applications/tag/update`]),
    'ana',
    none,
  ],
  ['credentials of principals', withRole([`${d}/servicePrincipals/credentials/update`]), 'ana', surely],
  ['reading all of them', withRole([`${d}/servicePrincipals/allProperties/read`]), 'ana', none],
  [
    'a role that is switched off',
    withRole([`${d}/applications/credentials/update`], {}, { isEnabled: false }),
    'ana',
    none,
  ],
  [
    'members of groups that may hold roles',
    withRole([`${d}/groupsAssignableToRoles/allProperties/update`], roleGroup),
    'ana',
    surely,
  ],
  ['members of all other groups', withRole([`${d}/groups/members/update`], roleGroup), 'ana', none],
  // Who is in a unit
  [
    'by what the rule of the unit goes by',
    atUnit('User.ReadWrite.All', dynamic),
    'ci',
    'the rule of the unit goes by what it may change',
  ],
  ['a unit without a rule', atUnit('User.ReadWrite.All', {}), 'ci', none],
  ['into a unit', atUnit('AdministrativeUnit.ReadWrite.All', {}), 'ci', surely],
  ['by another rule', atUnit('AdministrativeUnit.ReadWrite.All', dynamic), 'ci', surely],
  [
    'with a role that sets no password of administrators',
    atUnit('AdministrativeUnit.ReadWrite.All', {}, 'Helpdesk Administrator'),
    'ci',
    none,
  ],
  [
    'somebody who is in a restricted unit',
    atUnit('AdministrativeUnit.ReadWrite.All', {}, 'Privileged Authentication Administrator', [fortress]),
    'ci',
    none,
  ],
  // Tokens of managed identities
  [
    'a token of a managed identity',
    { ...robot(), ...token(`https://login.microsoftonline.com/${tenant}/v2.0`, idOf('mi')) },
    'mi',
    surely,
  ],
  [
    'by its client id',
    { ...robot(), ...token(`https://login.microsoftonline.com/${tenant}/v2.0`, clientOf('mi')) },
    'mi',
    none,
  ],
  [
    'of another tenant',
    { ...robot(), ...token(`https://login.microsoftonline.com/${elsewhere}/v2.0`, idOf('mi')) },
    'mi',
    none,
  ],
  // Ends
  [
    'a role that ended',
    {
      ...people,
      roles: page(
        held('ana', 'Global Administrator', {
          assignmentType: 'Assigned',
          endDateTime: '2024-02-01T00:00:00Z',
          memberType: 'Direct',
          startDateTime: '2024-01-01T00:00:00Z',
        }),
      ),
    },
    'ana',
    none,
  ],
  [
    'a role at one application',
    {
      ...robot(),
      ...people,
      roles: page(
        held('robot', 'Global Administrator'),
        held('ana', 'Cloud Application Administrator', { directoryScopeId: `/${appIdOf('robot')}` }),
      ),
    },
    'ana',
    surely,
  ],
  [
    'a role at another',
    {
      ...robot(),
      ...people,
      roles: page(
        held('robot', 'Global Administrator'),
        held('ana', 'Cloud Application Administrator', { directoryScopeId: `/${appIdOf('other')}` }),
      ),
    },
    'ana',
    none,
  ],
];

describe('through the directory', () => {
  test.each(ways.map(([says, files, from, way, goal = 'the tenant']) => ({ says, files, from, way, goal })))(
    '$says: $way',
    ({ files, from, way, goal }) => {
      expect(wayIn(files, from, goal)).toBe(way);
    },
  );
});
