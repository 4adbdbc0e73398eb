import { describe, expect, test } from 'vitest';
import { graphPermissions } from '../../../../connectors/azure/directory/graph-permissions.ts';
import { graphPowerByName, graphPowers } from '../../../../connectors/azure/directory/graph-powers.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { withoutWay } from '../graph-without-way.ts';
import {
  application,
  assignment,
  directoryRole,
  group,
  idOf,
  member,
  record,
  role,
  servicePrincipal,
  subscriptionPath,
  tenant,
  user,
  wayBetween,
  wayToControl,
} from '../support.ts';

/** Every application permission that changes something is judged: it leads somewhere, or it is said why not. */
describe('all application permissions of Graph', () => {
  test('there are many of them', () => {
    expect(graphPermissions.length).toBeGreaterThan(700);
    expect(new Set(graphPermissions.map(({ name }) => name)).size).toBe(graphPermissions.length);
  });
  test('each that changes something leads somewhere, or it is said why not', () => {
    const open = graphPermissions.filter(
      ({ name, writes }) =>
        writes &&
        !graphPowerByName.has(name.toLowerCase()) &&
        !withoutWay.some(([pattern]) => pattern.test(name)),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });
  test('each reason is about something', () => {
    const judged = graphPermissions.filter(
      ({ writes, name }) => writes && !graphPowerByName.has(name.toLowerCase()),
    );
    for (const [pattern, because] of withoutWay)
      expect(
        judged.some(({ name }) => pattern.test(name)),
        because,
      ).toBe(true);
  });
  test('what leads on is a permission that there is', () => {
    const names = new Set(graphPermissions.map(({ name }) => name));
    for (const { name, source } of graphPowers) {
      expect(names).toContain(name);
      expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    }
    expect(graphPowerByName.size).toBe(graphPowers.length);
  });
});

const graphName = 'Microsoft Graph';
/** By name, as Graph's own list of app roles tells it: some ids are published nowhere. */
const holding = (who: string, name: string): readonly SnapshotRecord[] => [
  servicePrincipal(graphName, {
    appId: '00000003-0000-0000-c000-000000000000',
    appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    appRoles: [{ id: idOf(`role ${name}`), value: name }],
  }),
  record('azure.app-role-assignment', `${who} ${name}`, {
    id: `${who} ${name}`,
    principalId: idOf(who),
    principalType: 'ServicePrincipal',
    resourceId: idOf(graphName),
    appRoleId: idOf(`role ${name}`),
  }),
];

const base: readonly SnapshotRecord[] = [...application('bot'), user('ana'), user('ben')];
const owning = (part: object): readonly SnapshotRecord[] => [
  group('deployers', part),
  assignment('deployers', role.owner, subscriptionPath, { principalType: 'Group' }),
];
const dynamic = { groupTypes: ['DynamicMembership'] };
const team = { groupTypes: ['Unified'] };

describe('what each leads to', () => {
  const federated = 'a domain of the tenant can be federated with an issuer of its own';
  const certificate = 'the tenant lets users sign in by certificate';
  test.each([
    ['Domain-InternalFederation.ReadWrite.All', federated],
    ['PublicKeyInfrastructure.ReadWrite.All', certificate],
    ['Organization.ReadWrite.All', certificate],
    [
      'DelegatedPermissionGrant.ReadWrite.All',
      'an administrator signs in to an application that it controls',
    ],
    ['Domain.Read.All', 'no way'],
    ['Policy.ReadWrite.ConditionalAccess', 'no way'],
    ['Synchronization.ReadWrite.All', 'no way'],
  ])('%s to the tenant: %s', (name, way) => {
    expect(wayToControl([...base, ...holding('bot', name)], 'bot', tenant)).toBe(way);
  });

  const workflow = 'lifecycle workflows are licensed; a user whom it controls is in the scope of one';
  const inTeam = 'a team stands on the group; it controls a user';
  const attribute = 'it controls a user; the rule of the group goes by what it may change';
  test.each<[string, object, string]>([
    ['Group.ReadWrite.All', dynamic, 'surely'],
    ['Directory.ReadWrite.All', dynamic, 'surely'],
    ['GroupMember.ReadWrite.All', dynamic, 'no way'],
    ['Group.ReadWrite.All', { ...dynamic, isManagementRestricted: true }, 'no way'],
    ['User.ReadWrite.All', dynamic, attribute],
    ['User.ReadWrite.All', {}, 'no way'],
    ['User.ReadWrite.All', { ...dynamic, onPremisesSyncEnabled: true }, 'no way'],
    ['TeamMember.ReadWrite.All', team, inTeam],
    ['TeamMember.ReadWrite.All', {}, 'no way'],
    ['TeamMember.ReadWrite.All', { ...team, isAssignableToRole: true }, 'no way'],
    ['LifecycleWorkflows.ReadWrite.All', {}, workflow],
    ['LifecycleWorkflows.ReadWrite.All', { isAssignableToRole: true }, 'no way'],
    ['LifecycleWorkflows.ReadWrite.All', dynamic, 'no way'],
    ['Group-NestingSupport.ReadWrite.All', {}, 'no way'],
  ])('%s to what a group %j holds: %s', (name, part, way) => {
    expect(wayToControl([...base, ...owning(part), ...holding('bot', name)], 'bot')).toBe(way);
  });

  const pass = 'the tenant lets a Temporary Access Pass be used';
  const device = 'the user works on a device that Intune manages';
  test.each([
    ['UserAuthMethod-TAP.ReadWrite.All', 'ben', pass],
    ['UserAuthMethod-Passkey.ReadWrite.All', 'ben', 'the tenant lets passkeys be set up for others'],
    ['UserAuthMethod-Phone.ReadWrite.All', 'ben', 'the tenant lets users sign in by text message'],
    ['UserAuthMethod-QR.ReadWrite.All', 'ben', 'the tenant lets users sign in by QR code'],
    ['UserAuthMethod-SoftwareOATH.ReadWrite.All', 'ben', 'no way'],
    ['UserAuthMethod-TAP.Read.All', 'ben', 'no way'],
    ['DeviceManagementScripts.ReadWrite.All', 'ben', device],
    ['DeviceManagementConfiguration.ReadWrite.All', 'ben', device],
    ['DeviceManagementConfiguration.ReadWrite.All', 'visitor', 'no way'],
    ['DeviceManagementConfiguration.ReadWrite.All', 'gone', 'no way'],
    ['DeviceManagementScripts.Read.All', 'ben', 'no way'],
    [
      'User-ConvertToInternal.ReadWrite.All',
      'visitor',
      'guests can be turned into members, which is in preview',
    ],
    ['User-ConvertToInternal.ReadWrite.All', 'ben', 'no way'],
    ['User-PasswordProfile.ReadWrite.All', 'visitor', 'no way'],
  ])('%s to %s: %s', (name, whom, way) => {
    const records = [
      ...base,
      user('visitor', { userType: 'Guest' }),
      user('gone', { accountEnabled: false }),
      ...holding('bot', name),
    ];
    expect(wayBetween(records, 'bot', whom)).toBe(way);
  });
});

describe('what is asked before something is activated', () => {
  const eligible = (roleDefinitionId: string): SnapshotRecord =>
    record('azure.directory-role-instance', 'e', {
      id: 'e',
      is: 'eligible',
      principalId: idOf('ana'),
      roleDefinitionId,
      directoryScopeId: '/',
    });
  const policy = (approval: boolean): SnapshotRecord =>
    record('azure.role-policy', 'p', {
      id: 'p',
      place: '/',
      role: directoryRole.globalAdministrator,
      approval,
    });
  const loosens = holding('bot', 'RoleManagementPolicy.ReadWrite.Directory');
  const way = (records: readonly SnapshotRecord[]) => wayToControl([...base, ...records], 'bot', tenant);
  test.each<[string, readonly SnapshotRecord[], string]>([
    [
      'an approval that the policy’s writer takes away',
      [eligible(directoryRole.globalAdministrator), policy(true), ...loosens],
      'it acts through ana@contoso.example, who can activate Global Administrator',
    ],
    [
      'nothing is asked: there is nothing to take away',
      [eligible(directoryRole.globalAdministrator), policy(false), ...loosens],
      'no way',
    ],
    ['nobody is eligible', [policy(true), ...loosens], 'no way'],
    [
      'the role is none that controls',
      [eligible(directoryRole.globalReader), policy(true), ...loosens],
      'no way',
    ],
    [
      'policies of groups are others',
      [
        eligible(directoryRole.globalAdministrator),
        policy(true),
        ...holding('bot', 'RoleManagementPolicy.ReadWrite.AzureADGroup'),
      ],
      'no way',
    ],
  ])('%s', (_, records, expected) => {
    expect(way(records)).toBe(expected);
  });

  const membership = (is: 'active' | 'eligible'): SnapshotRecord =>
    record('azure.group-instance', 'g', {
      id: 'g',
      is,
      assignmentType: 'Assigned',
      groupId: idOf('deployers'),
      principalId: idOf('ana'),
      accessId: 'member',
    });
  const ofGroup = (approval: boolean): SnapshotRecord =>
    record('azure.role-policy', 'g', { id: 'g', place: idOf('deployers'), role: 'member', approval });
  test.each<[string, readonly SnapshotRecord[], string]>([
    [
      'of a membership',
      [membership('eligible'), ofGroup(true)],
      'it acts through ana@contoso.example, who can activate its membership of deployers',
    ],
    ['of a membership without an approval', [membership('eligible'), ofGroup(false)], 'no way'],
    ['of a membership that ana has', [membership('active'), ofGroup(true)], 'no way'],
  ])('%s', (_, records, expected) => {
    const all = [
      ...base,
      ...owning({}),
      ...holding('bot', 'RoleManagementPolicy.ReadWrite.AzureADGroup'),
      ...records,
    ];
    expect(wayToControl(all, 'bot')).toBe(expected);
  });
  test('a member for good is nobody who activates', () => {
    const all = [...base, ...owning({}), member('deployers', 'ben'), ...loosens];
    expect(wayToControl(all, 'bot')).toBe('no way');
  });
});
