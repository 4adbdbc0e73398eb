import { describe, expect, test } from 'vitest';
import { graphPermissions } from '../../../../connectors/azure/directory/graph-permissions.ts';
import type { AzureRecordInput } from '../../../../connectors/azure/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  application,
  applicationId,
  assignment,
  directoryAssignment,
  directoryRole,
  graphPermission,
  group,
  idOf,
  managedIdentity,
  member,
  otherTenant,
  owner,
  record,
  role,
  servicePrincipal,
  subscriptionPath,
  tenant,
  user,
  wayBetween,
  wayToControl,
} from '../support.ts';

/** Who becomes whom by the directory. `bot` is an application, `ana` and `ben` are users. */
const base: readonly SnapshotRecord[] = [...application('bot'), user('ana'), user('ben')];
const permission = (name: string): string => graphPermissions.find((row) => row.name === name)!.id;
const foreign = servicePrincipal('vendor', { appOwnerOrganizationId: otherTenant });
const microsoft = servicePrincipal('office', {
  appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
});
const locked = (lock: object) => ({ servicePrincipalLockConfiguration: { isEnabled: true, ...lock } });
const definition = (actions: readonly string[]): SnapshotRecord =>
  record('azure.directory-role-definition', 'd0000000-0000-4000-8000-000000000001', {
    id: 'd0000000-0000-4000-8000-000000000001',
    displayName: 'of our own',
    isBuiltIn: false,
    rolePermissions: [{ allowedResourceActions: [...actions] }],
  });
const ownRole = 'd0000000-0000-4000-8000-000000000001';

describe('credentials of applications', () => {
  test.each<[string, readonly SnapshotRecord[], string]>([
    [
      'an administrator of applications',
      [directoryAssignment('ana', directoryRole.applicationAdministrator)],
      'surely',
    ],
    [
      'an administrator of this application',
      [directoryAssignment('ana', directoryRole.applicationAdministrator, `/${applicationId('app')}`)],
      'surely',
    ],
    [
      'an administrator of another application',
      [directoryAssignment('ana', directoryRole.applicationAdministrator, `/${applicationId('bot')}`)],
      'no way',
    ],
    [
      'a role of one’s own with the action',
      [
        definition(['microsoft.directory/applications/credentials/update']),
        directoryAssignment('ana', ownRole),
      ],
      'surely',
    ],
    [
      'a role of one’s own with all of it',
      [
        definition(['microsoft.directory/applications/allProperties/allTasks']),
        directoryAssignment('ana', ownRole),
      ],
      'surely',
    ],
    [
      'a role of one’s own that makes owners',
      [definition(['microsoft.directory/applications/owners/update']), directoryAssignment('ana', ownRole)],
      'surely',
    ],
    [
      'a role of one’s own that reads',
      [
        definition(['microsoft.directory/applications/allProperties/read']),
        directoryAssignment('ana', ownRole),
      ],
      'no way',
    ],
    [
      'a role of one’s own on other properties',
      [definition(['microsoft.directory/applications/basic/update']), directoryAssignment('ana', ownRole)],
      'no way',
    ],
    ['Global Reader', [directoryAssignment('ana', directoryRole.globalReader)], 'no way'],
    ['an owner of the application', [owner('application', 'app', 'ana')], 'surely'],
    ['an owner of another application', [owner('application', 'bot', 'ana')], 'no way'],
    ['an owner of its principal', [owner('service-principal', 'app', 'ana')], 'surely'],
  ])('%s', (_, records, way) => {
    expect(wayBetween([...base, ...application('app'), ...records], 'ana', 'app')).toBe(way);
  });

  test.each([
    ['all properties are locked', { allProperties: true }, 'no way'],
    ['credentials that prove it are locked', { credentialsWithUsageVerify: true }, 'no way'],
    ['credentials that sign are locked', { credentialsWithUsageSign: true }, 'surely'],
    ['the lock is off', { isEnabled: false, allProperties: true }, 'surely'],
  ])('the owner of a principal alone, where %s', (_, lock, way) => {
    const records = [...base, ...application('app', locked(lock)), owner('service-principal', 'app', 'ana')];
    expect(wayBetween(records, 'ana', 'app')).toBe(way);
  });

  test('a lock keeps nobody from the application itself', () => {
    const records = [
      ...base,
      ...application('app', locked({ allProperties: true })),
      owner('application', 'app', 'ana'),
    ];
    expect(wayBetween(records, 'ana', 'app')).toBe('surely');
  });

  test.each([
    ['is registered in another tenant', foreign, 'vendor'],
    ['is Microsoft’s own', microsoft, 'office'],
    ['is a managed identity', managedIdentity('mi')[0]!, 'mi'],
  ])('nobody gives a credential to what %s', (_, there, name) => {
    const records = [
      ...base,
      there,
      directoryAssignment('ana', directoryRole.applicationAdministrator),
      owner('service-principal', name, 'ana'),
      graphPermission('bot', permission('Application.ReadWrite.All')),
    ];
    expect(wayBetween(records, 'ana', name)).toBe('no way');
    expect(wayBetween(records, 'bot', name)).toBe('no way');
  });

  test('an application that owns another needs a permission for it', () => {
    const records = [...base, ...application('app'), owner('application', 'app', 'bot')];
    expect(wayBetween(records, 'bot', 'app')).toBe('it is given Application.ReadWrite.OwnedBy as well');
    expect(
      wayBetween(
        [...records, graphPermission('bot', permission('Application.ReadWrite.OwnedBy'))],
        'bot',
        'app',
      ),
    ).toBe('surely');
  });
});

describe('Conditional Access for workloads', () => {
  const policy = (part: Partial<AzureRecordInput<'azure.conditional-access-policy'>>): SnapshotRecord =>
    record('azure.conditional-access-policy', 'p', {
      id: 'p',
      displayName: 'office only',
      state: 'enabled',
      ...part,
    });
  const everybody = ['ServicePrincipalsInMyTenant'];
  const asks = 'Conditional Access lets it sign in (office only)';
  test.each<[string, Partial<AzureRecordInput<'azure.conditional-access-policy'>>, string]>([
    ['for all principals', { includeServicePrincipals: everybody }, asks],
    ['for this one', { includeServicePrincipals: [idOf('app').toUpperCase()] }, asks],
    ['for another', { includeServicePrincipals: [idOf('other')] }, 'surely'],
    [
      'without this one',
      { includeServicePrincipals: everybody, excludeServicePrincipals: [idOf('app')] },
      'surely',
    ],
    [
      'only reported',
      { includeServicePrincipals: everybody, state: 'enabledForReportingButNotEnforced' },
      'surely',
    ],
  ])('%s', (_, part, way) => {
    const records = [...application('app'), user('ana'), owner('application', 'app', 'ana'), policy(part)];
    expect(wayBetween(records, 'ana', 'app')).toBe(way);
  });
});

describe('permissions of Microsoft Graph', () => {
  const all = [
    ...base,
    ...application('app'),
    group('deployers'),
    group('admins', { isAssignableToRole: true }),
    assignment('deployers', role.owner, subscriptionPath, { principalType: 'Group' }),
    directoryAssignment('admins', directoryRole.globalReader),
    ...application('held'),
    member('deployers', 'held'),
    directoryAssignment('ben', directoryRole.globalReader),
  ];
  const way = (name: string, to: (records: readonly SnapshotRecord[]) => string): string =>
    to([...all, graphPermission('bot', permission(name))]);
  const control = (records: readonly SnapshotRecord[]) => wayToControl(records, 'bot', tenant);
  const owning = (records: readonly SnapshotRecord[]) => wayToControl(records, 'bot');
  const secret = (records: readonly SnapshotRecord[]) => wayBetween(records, 'bot', 'app');

  test.each([
    ['RoleManagement.ReadWrite.Directory', 'surely'],
    ['AppRoleAssignment.ReadWrite.All', 'surely'],
    ['RoleAssignmentSchedule.ReadWrite.Directory', 'surely'],
    [
      'RoleEligibilitySchedule.ReadWrite.Directory',
      'it acts through a user who activates what it makes eligible',
    ],
    ['Application.ReadWrite.OwnedBy', 'no way'],
    ['Application.ReadWrite.All', 'no way'],
    ['Directory.ReadWrite.All', 'no way'],
    ['User.ReadWrite.All', 'no way'],
    ['Mail.Read', 'no way'],
  ])('%s to control of the tenant: %s', (name, expected) => {
    expect(way(name, control)).toBe(expected);
  });
  test.each([
    ['Application.ReadWrite.All', 'surely'],
    ['Application.ReadWrite.OwnedBy', 'no way'],
    ['Directory.ReadWrite.All', 'no way'],
    ['Group.ReadWrite.All', 'no way'],
  ])('%s to an application: %s', (name, expected) => {
    expect(way(name, secret)).toBe(expected);
  });
  test.each([
    ['Group.ReadWrite.All', 'surely'],
    ['GroupMember.ReadWrite.All', 'surely'],
    ['Directory.ReadWrite.All', 'surely'],
    ['PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup', 'surely'],
    ['User.ReadWrite.All', 'no way'],
    ['Mail.ReadWrite', 'no way'],
  ])('%s to what a group holds: %s', (name, expected) => {
    expect(way(name, owning)).toBe(expected);
  });
  test('control of the tenant leads to its applications, users and subscriptions', () => {
    const records = [...all, graphPermission('bot', permission('RoleManagement.ReadWrite.Directory'))];
    expect(wayBetween(records, 'bot', 'app')).toBe('surely');
    expect(wayBetween(records, 'bot', 'ben')).toBe('surely');
    expect(wayToControl(records, 'bot')).toBe('surely');
  });
  test('an application that controls an administrator of applications’ application goes on from there', () => {
    const records = [
      ...all,
      owner('application', 'app', 'ana'),
      graphPermission('app', permission('RoleManagement.ReadWrite.Directory')),
    ];
    expect(wayToControl(records, 'ana', tenant)).toBe('surely');
    expect(wayToControl(records, 'ben', tenant)).toBe('no way');
  });
  test('a permission of another interface of the same id of a role is none of Graph', () => {
    const records = [
      ...all,
      servicePrincipal('own api', {
        appRoles: [{ id: permission('RoleManagement.ReadWrite.Directory'), value: 'Read' }],
      }),
      record('azure.app-role-assignment', 'x', {
        principalId: idOf('bot'),
        resourceId: idOf('own api'),
        appRoleId: permission('RoleManagement.ReadWrite.Directory'),
      }),
    ];
    expect(control(records)).toBe('no way');
  });
});

describe('groups', () => {
  const holding = (part: object = {}): readonly SnapshotRecord[] => [
    ...base,
    group('deployers', part),
    assignment('deployers', role.owner, subscriptionPath, { principalType: 'Group' }),
  ];
  test.each<[string, object, readonly SnapshotRecord[], string]>([
    ['Groups Administrator', {}, [directoryAssignment('ana', directoryRole.groupsAdministrator)], 'surely'],
    [
      'Groups Administrator of a group that may hold roles',
      { isAssignableToRole: true },
      [directoryAssignment('ana', directoryRole.groupsAdministrator)],
      'no way',
    ],
    [
      'a role of one’s own that updates such groups',
      { isAssignableToRole: true },
      [
        definition(['microsoft.directory/groupsAssignableToRoles/allProperties/update']),
        directoryAssignment('ana', ownRole),
      ],
      'surely',
    ],
    [
      'members of security groups only, of a Microsoft 365 group',
      { groupTypes: ['Unified'] },
      [
        definition(['microsoft.directory/groups.security/members/update']),
        directoryAssignment('ana', ownRole),
      ],
      'no way',
    ],
    [
      'members of Microsoft 365 groups, of one',
      { groupTypes: ['Unified'] },
      [
        definition(['microsoft.directory/groups.unified/members/update']),
        directoryAssignment('ana', ownRole),
      ],
      'surely',
    ],
    [
      'a group that is kept on premises',
      { onPremisesSyncEnabled: true },
      [directoryAssignment('ana', directoryRole.groupsAdministrator)],
      'no way',
    ],
    [
      'a group whose members follow a rule, for whoever changes members alone',
      { groupTypes: ['DynamicMembership'] },
      [
        definition(['microsoft.directory/groups/members/update', 'microsoft.directory/groups/owners/update']),
        directoryAssignment('ana', ownRole),
      ],
      'no way',
    ],
    [
      'a group whose members follow a rule, for whoever changes the rule',
      { groupTypes: ['DynamicMembership'] },
      [directoryAssignment('ana', directoryRole.groupsAdministrator)],
      'surely',
    ],
    [
      'a Microsoft 365 group with a rule, for whoever changes rules of security groups',
      { groupTypes: ['DynamicMembership', 'Unified'] },
      [
        definition(['microsoft.directory/groups.security/dynamicMembershipRule/update']),
        directoryAssignment('ana', ownRole),
      ],
      'no way',
    ],
    [
      'who changes rules, of a group that has none',
      {},
      [
        definition(['microsoft.directory/groups/dynamicMembershipRule/update']),
        directoryAssignment('ana', ownRole),
      ],
      'no way',
    ],
    [
      'who describes users, of a group with a rule',
      { groupTypes: ['DynamicMembership'] },
      [definition(['microsoft.directory/users/basic/update']), directoryAssignment('ana', ownRole)],
      'it controls a user; the rule of the group goes by what it may change',
    ],
    [
      'who describes users, of another group',
      {},
      [definition(['microsoft.directory/users/basic/update']), directoryAssignment('ana', ownRole)],
      'no way',
    ],
    [
      'a group in a restricted administrative unit',
      { isManagementRestricted: true },
      [directoryAssignment('ana', directoryRole.groupsAdministrator)],
      'no way',
    ],
    ['an owner of the group', {}, [owner('group', 'deployers', 'ana')], 'surely'],
    [
      'an owner of a group that may hold roles',
      { isAssignableToRole: true },
      [owner('group', 'deployers', 'ana')],
      'surely',
    ],
    [
      'Helpdesk Administrator',
      {},
      [directoryAssignment('ana', directoryRole.helpdeskAdministrator)],
      'no way',
    ],
  ])('%s', (_, part, records, way) => {
    expect(wayToControl([...holding(part), ...records], 'ana')).toBe(way);
  });

  test('an administrative unit is the whole reach of a role that is given there', () => {
    const unit = (members: readonly string[]) =>
      record('azure.administrative-unit', 'a0000000-0000-4000-8000-000000000001', {
        id: 'a0000000-0000-4000-8000-000000000001',
        members: members.map(idOf),
      });
    const scoped = directoryAssignment(
      'ana',
      directoryRole.groupsAdministrator,
      '/administrativeUnits/a0000000-0000-4000-8000-000000000001',
    );
    expect(wayToControl([...holding(), scoped, unit(['deployers'])], 'ana')).toBe('surely');
    expect(wayToControl([...holding(), scoped, unit(['ben'])], 'ana')).toBe('no way');
  });

  test('an owner by privileged identity management activates the ownership first', () => {
    const eligible = record('azure.group-instance', 'o', {
      id: 'o',
      is: 'eligible',
      groupId: idOf('deployers'),
      principalId: idOf('ana'),
      accessId: 'owner',
    });
    expect(wayToControl([...holding(), eligible], 'ana')).toBe('it activates its ownership of deployers');
  });
});

describe('passwords', () => {
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['a user without a role', [], 'surely'],
    [
      'a user with a role that the helpdesk reaches',
      [directoryAssignment('ben', directoryRole.directoryReaders)],
      'surely',
    ],
    [
      'a user with a role that it does not',
      [directoryAssignment('ben', directoryRole.globalReader)],
      'no way',
    ],
    [
      'a user with such a role by a group',
      [
        group('readers'),
        member('readers', 'ben'),
        directoryAssignment('readers', directoryRole.globalReader),
      ],
      'no way',
    ],
    [
      'a member of a group that may hold roles',
      [group('admins', { isAssignableToRole: true }), member('admins', 'ben')],
      'no way',
    ],
    [
      'an owner of such a group',
      [group('admins', { isAssignableToRole: true }), owner('group', 'admins', 'ben')],
      'no way',
    ],
    ['a guest', [user('ben', { userType: 'Guest' })], 'no way'],
    ['a user who is switched off', [user('ben', { accountEnabled: false })], 'no way'],
    [
      'a user from on premises',
      [user('ben', { onPremisesSyncEnabled: true })],
      'passwords are written back to where the user is synchronised from',
    ],
  ])('Helpdesk Administrator and %s', (_, records, way) => {
    const all = [...base, directoryAssignment('ana', directoryRole.helpdeskAdministrator), ...records];
    expect(wayBetween(all, 'ana', 'ben')).toBe(way);
  });
  test('User Administrator resets what the helpdesk does not', () => {
    const records = [...base, directoryAssignment('ben', directoryRole.groupsAdministrator)];
    expect(
      wayBetween([...records, directoryAssignment('ana', directoryRole.userAdministrator)], 'ana', 'ben'),
    ).toBe('surely');
    expect(
      wayBetween([...records, directoryAssignment('ana', directoryRole.helpdeskAdministrator)], 'ana', 'ben'),
    ).toBe('no way');
  });
});

describe('roles of the directory', () => {
  test.each([
    ['Global Administrator', directoryRole.globalAdministrator, 'surely'],
    ['Privileged Role Administrator', directoryRole.privilegedRoleAdministrator, 'surely'],
    ['Application Administrator', directoryRole.applicationAdministrator, 'no way'],
    ['User Administrator', directoryRole.userAdministrator, 'no way'],
    ['Global Reader', directoryRole.globalReader, 'no way'],
  ])('%s', (_, id, way) => {
    expect(wayToControl([...base, directoryAssignment('ana', id)], 'ana', tenant)).toBe(way);
  });
  test('a built-in role is judged by its actions, not by its name', () => {
    const renamed = record('azure.directory-role-definition', directoryRole.globalReader, {
      id: directoryRole.globalReader,
      templateId: directoryRole.globalReader,
      displayName: 'Global Administrator',
      isBuiltIn: true,
      rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/standard/read'] }],
    });
    const records = [...base, renamed, directoryAssignment('ana', directoryRole.globalReader)];
    expect(wayToControl(records, 'ana', tenant)).toBe('no way');
  });
  test('what is eligible is activated first', () => {
    const eligible = record('azure.directory-role-instance', 'e', {
      id: 'e',
      is: 'eligible',
      principalId: idOf('ana'),
      roleDefinitionId: directoryRole.globalAdministrator,
      directoryScopeId: '/',
    });
    expect(wayToControl([...base, eligible], 'ana', tenant)).toBe('it activates Global Administrator');
  });
});

describe('agents', () => {
  const blueprint: readonly SnapshotRecord[] = [
    servicePrincipal('blueprint', { '@odata.type': '#microsoft.graph.agentIdentityBlueprintPrincipal' }),
    record('azure.application', applicationId('blueprint'), {
      id: applicationId('blueprint'),
      appId: idOf('c blueprint'),
      displayName: 'blueprint',
      '@odata.type': '#microsoft.graph.agentIdentityBlueprint',
    }),
  ];
  const agent = servicePrincipal('agent', {
    '@odata.type': '#microsoft.graph.agentIdentity',
    agentIdentityBlueprintId: idOf('c blueprint'),
  });
  const ofAnother = servicePrincipal('other', {
    '@odata.type': '#microsoft.graph.agentIdentity',
    agentIdentityBlueprintId: idOf('c elsewhere'),
  });
  const agentUser = user('agent user', {
    '@odata.type': '#microsoft.graph.agentUser',
    identityParentId: idOf('agent'),
  });
  test('who administers agents adds a credential to their blueprint, who reads them does not', () => {
    const by = (id: string): string =>
      wayBetween([user('ana'), ...blueprint, directoryAssignment('ana', id)], 'ana', 'blueprint');
    expect(by('db506228-d27e-4b7d-95e5-295956d6615f')).toBe('surely');
    expect(by(directoryRole.globalReader)).toBe('no way');
  });

  test('whoever owns a blueprint becomes its agents and their users, and no others', () => {
    const records = [
      ...base,
      ...blueprint,
      agent,
      ofAnother,
      agentUser,
      owner('application', 'blueprint', 'ana'),
    ];
    expect(wayBetween(records, 'ana', 'agent')).toBe('surely');
    expect(wayBetween(records, 'ana', 'agent user')).toBe('surely');
    expect(wayBetween(records, 'ana', 'other')).toBe('no way');
    expect(wayBetween(records, 'ben', 'agent')).toBe('no way');
  });
});

describe('tokens that an application of the tenant accepts', () => {
  const credential = (part: object) =>
    record('azure.federated-credential', 'f', {
      id: 'f',
      issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
      subject: idOf('mi'),
      audiences: ['api://AzureADTokenExchange'],
      of: applicationId('app'),
      ...part,
    });
  const records = [...base, ...application('app'), ...managedIdentity('mi'), ...managedIdentity('mi2')];
  test.each([
    ['of the managed identity that it names', {}, 'surely'],
    ['of another managed identity', { subject: idOf('mi2') }, 'no way'],
    ['of another tenant', { issuer: `https://login.microsoftonline.com/${otherTenant}/v2.0` }, 'no way'],
    ['for another application', { of: applicationId('bot') }, 'no way'],
  ])('%s', (_, part, way) => {
    expect(wayBetween([...records, credential(part)], 'mi', 'app')).toBe(way);
  });
});
