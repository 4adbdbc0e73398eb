import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { standingOf } from '../../../src/model/standing.ts';
import { lawRuns } from '../../support/law-runs.ts';
import {
  application,
  assignment,
  collectedAt,
  directoryAssignment,
  directoryRole,
  estateOf,
  graphPermission,
  group,
  groupPath,
  identityAt,
  idOf,
  managedIdentity,
  member,
  otherTenant,
  owner,
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
} from './support.ts';

const secret = {
  keyId: idOf('key'),
  startDateTime: '2024-01-01T00:00:00Z',
  endDateTime: '2027-01-01T00:00:00Z',
};
const told = (records: readonly SnapshotRecord[], name: string) => {
  const estate = estateOf(records);
  return estate.identities[identityAt(estate, idOf(name))]!;
};
const standing = (records: readonly SnapshotRecord[], name: string): string => {
  const { grants, credentials } = told(records, name);
  return standingOf(grants, credentials, Date.parse(collectedAt), 30);
};
const levels = (records: readonly SnapshotRecord[], name: string): Readonly<Record<string, number>> => {
  const estate = estateOf(records);
  const { grants } = estate.identities[identityAt(estate, idOf(name))]!;
  return Object.fromEntries(
    grants.flatMap(({ privileges }) =>
      privileges.map(({ service, level }) => [estate.services[service]!.name, level]),
    ),
  );
};

describe('identities', () => {
  test('an application and its principal are one, with the credentials of both', () => {
    const records = [
      ...application('app', { passwordCredentials: [secret] }),
      servicePrincipal('app', {
        keyCredentials: [
          {
            keyId: idOf('certificate'),
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
            endDateTime: '2026-01-01T00:00:00Z',
          },
          {
            keyId: idOf('saml'),
            type: 'AsymmetricX509Cert',
            usage: 'Sign',
            endDateTime: '2027-01-01T00:00:00Z',
          },
        ],
      }),
      owner('application', 'app', 'ana'),
      user('ana'),
    ];
    const { kind, nature, scope, owner: owned, credentials } = told(records, 'app');
    expect({ kind, nature: nature.is, scope, owned }).toEqual({
      kind: 'service-principal',
      nature: 'machine',
      scope: tenant,
      owned: 'ana@contoso.example',
    });
    expect(credentials.map(({ kind: of, status, lifetime }) => [of, status, lifetime]).sort()).toEqual([
      ['certificate', 'expired', 'expiring'],
      ['client-secret', 'active', 'expiring'],
    ]);
  });

  test('a managed identity lives in its subscription, and its resources are its workloads', () => {
    const records = [...managedIdentity('mi'), resource('Microsoft.Compute/virtualMachines', 'web', ['mi'])];
    const { kind, scope, credentials, workloads } = told(records, 'mi');
    expect({ kind, scope }).toEqual({ kind: 'managed-identity', scope: subscription });
    expect(credentials.map(({ lifetime, binding }) => [lifetime, binding])).toEqual([
      ['platform-managed', 'attested'],
    ]);
    expect(workloads!.map(({ name }) => name)).toEqual(['web']);
  });

  test('what is registered elsewhere lives there; Microsoft’s own is the provider’s', () => {
    const records = [
      servicePrincipal('vendor', { appOwnerOrganizationId: otherTenant }),
      servicePrincipal('graph', { appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }),
    ];
    expect(told(records, 'vendor').scope).toBe(otherTenant);
    expect(told(records, 'vendor').providerOwned).toBe(false);
    expect(told(records, 'graph').providerOwned).toBe(true);
  });

  test('agents are told apart', () => {
    const records = [
      servicePrincipal('agent', {
        '@odata.type': '#microsoft.graph.agentIdentity',
        agentIdentityBlueprintId: idOf('b'),
      }),
      user('ana'),
      record('azure.sponsorship', 's', { object: idOf('agent'), sponsor: idOf('ana') }),
    ];
    const { kind, agent, owner: sponsor } = told(records, 'agent');
    expect({ kind, agent, sponsor }).toEqual({
      kind: 'agent-identity',
      agent: true,
      sponsor: 'ana@contoso.example',
    });
  });

  test('whom only an assignment names is told as far as it goes', () => {
    const records = [
      assignment('gone', role.reader, subscriptionPath, { principalType: 'ServicePrincipal' }),
    ];
    const { kind, name } = told(records, 'gone');
    expect({ kind, name }).toEqual({ kind: 'service-principal', name: idOf('gone') });
  });
});

describe('standing by both axes', () => {
  const app = application('app', { passwordCredentials: [secret] });
  const instance = (part: object) =>
    record('azure.role-instance', 'i', {
      id: 'i',
      is: 'active',
      scope: subscriptionPath,
      roleDefinitionId: rolePath(role.contributor),
      principalId: idOf('app'),
      memberType: 'Direct',
      ...part,
    });
  const plain = assignment('app', role.contributor);
  const origin = { originRoleAssignmentId: (plain.data as { readonly id: string }).id };
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['an assignment without an instance', [plain], 'standing'],
    ['Assigned without an end', [plain, instance({ ...origin, assignmentType: 'Assigned' })], 'standing'],
    [
      'Assigned with an end that is near',
      [plain, instance({ ...origin, assignmentType: 'Assigned', endDateTime: '2026-09-10T00:00:00Z' })],
      'time-bound',
    ],
    [
      'Assigned with an end beyond policy',
      [plain, instance({ ...origin, assignmentType: 'Assigned', endDateTime: '2030-01-01T00:00:00Z' })],
      'standing',
    ],
    [
      'Activated',
      [plain, instance({ ...origin, assignmentType: 'Activated', endDateTime: '2026-09-01T08:00:00Z' })],
      'time-bound',
    ],
    ['eligible, which no application can activate', [instance({ is: 'eligible' })], 'none'],
    [
      'a condition that ends by the clock',
      [
        assignment('app', role.contributor, subscriptionPath, {
          condition: "@Environment[UtcNow] DateTimeLessThan '2026-09-10T00:00:00Z'",
        }),
      ],
      'time-bound',
    ],
    [
      'a condition that the clock has ended',
      [
        assignment('app', role.contributor, subscriptionPath, {
          condition: "@Environment[UtcNow] DateTimeLessThan '2026-08-10T00:00:00Z'",
        }),
      ],
      'none',
    ],
    [
      'a condition whose end concerns one action only',
      [
        assignment('app', role.contributor, subscriptionPath, {
          condition:
            "!(ActionMatches{'Microsoft.Compute/*'}) OR @Environment[UtcNow] DateTimeLessThan '2026-08-10T00:00:00Z'",
        }),
      ],
      'standing',
    ],
    [
      'a condition whose beginning is past',
      [
        assignment('app', role.contributor, subscriptionPath, {
          condition: "@Environment[UtcNow] DateTimeGreaterThan '2026-08-10T00:00:00Z'",
        }),
      ],
      'standing',
    ],
    [
      'a permission of Graph, which has no end',
      [graphPermission('app', '810c84a8-4a9e-49e6-bf7d-12d183f40d01')],
      'standing',
    ],
    ['nothing', [], 'none'],
  ])('%s', (_, records, expected) => {
    expect(standing([...app, ...records], 'app')).toBe(expected);
  });

  test.each<[string, object, string]>([
    ['eligible alone', {}, 'eligible'],
    ['eligible until a past time', { endDateTime: '2026-08-01T00:00:00Z' }, 'none'],
  ])('of a person: %s', (_, part, expected) => {
    const held = instance({ is: 'eligible', principalId: idOf('ana'), ...part });
    expect(standing([user('ana'), held], 'ana')).toBe(expected);
  });

  test('a managed identity’s standing grant is one behind a short-lived credential', () => {
    expect(standing([...managedIdentity('mi'), assignment('mi', role.reader)], 'mi')).toBe(
      'short-lived credential on a standing grant',
    );
  });

  test.each([
    ['an eligible membership makes a group’s role eligible', { is: 'eligible' }, 'eligible', undefined],
    [
      'an activated one makes it activated',
      { is: 'active', assignmentType: 'Activated', endDateTime: '2026-09-01T08:00:00Z' },
      'activated',
      '2026-09-01T08:00:00.000Z',
    ],
    [
      'one that is assigned for a time, time-bound',
      { is: 'active', assignmentType: 'Assigned', endDateTime: '2026-09-05T00:00:00Z' },
      'time-bound',
      '2026-09-05T00:00:00.000Z',
    ],
    [
      'one that is assigned for good, permanent',
      { is: 'active', assignmentType: 'Assigned' },
      'permanent',
      undefined,
    ],
  ] as const)('%s', (_, part, duration, until) => {
    const records = [
      user('ana'),
      group('admins'),
      ...(part.is === 'active' ? [member('admins', 'ana')] : []),
      assignment('admins', role.owner, subscriptionPath, { principalType: 'Group' }),
      record('azure.group-instance', 'g', {
        id: 'g',
        groupId: idOf('admins'),
        principalId: idOf('ana'),
        accessId: 'member',
        ...part,
      }),
    ];
    const [grant] = told(records, 'ana').grants;
    expect({ via: grant!.via, duration: grant!.duration, until: grant!.until }).toEqual({
      via: 'group admins',
      duration,
      until,
    });
  });

  test('what is eligible is no privilege yet, and a grant all the same', () => {
    const records = [user('ana'), instance({ is: 'eligible', principalId: idOf('ana') })];
    const estate = estateOf(records);
    const { profile, grants } = estate.identities[identityAt(estate, idOf('ana'))]!;
    expect(estate.profiles[profile]!.cells).toEqual([]);
    expect(grants.map(({ duration }) => duration)).toEqual(['eligible']);
  });
});

describe('levels', () => {
  test.each([
    [
      'Owner',
      role.owner,
      { 'Microsoft.Authorization': 4, 'Microsoft.KeyVault': 4, 'Microsoft.Storage': 4, other: 4 },
    ],
    [
      'Contributor',
      role.contributor,
      { 'Microsoft.Authorization': 1, 'Microsoft.KeyVault': 4, 'Microsoft.Compute': 4 },
    ],
    [
      'Reader',
      role.reader,
      { 'Microsoft.Authorization': 1, 'Microsoft.KeyVault': 1, 'Microsoft.Compute': 1 },
    ],
    [
      'User Access Administrator',
      role.userAccessAdministrator,
      { 'Microsoft.Authorization': 4, 'Microsoft.KeyVault': 1 },
    ],
    ['Storage Blob Data Reader', role.blobReader, { 'Microsoft.Storage': 2 }],
    ['Virtual Machine Contributor', role.vmContributor, { 'Microsoft.Compute': 4 }],
    ['Key Vault Data Access Administrator', role.vaultAccessAdministrator, { 'Microsoft.Authorization': 3 }],
    ['Key Vault Secrets User', '4633458b-17de-408a-b874-0445c86b69e6', { 'Microsoft.KeyVault': 2 }],
    ['Key Vault Reader', '21090545-7ca7-4776-b22c-e363652d74d2', { 'Microsoft.KeyVault': 1 }],
    ['Storage Account Key Operator', '81a9662b-bebf-436f-a333-f67b29880f12', { 'Microsoft.Storage': 3 }],
  ])('%s', (_, id, expected) => {
    expect(levels([servicePrincipal('bot'), assignment('bot', id)], 'bot')).toMatchObject(expected);
  });
  test('permissions of Graph and roles of the directory', () => {
    const of = (name: string) => levels([servicePrincipal('bot'), graphPermission('bot', name)], 'bot');
    expect(of('9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8')).toEqual({ 'microsoft.directory': 4 });
    expect(of('810c84a8-4a9e-49e6-bf7d-12d183f40d01')).toEqual({ 'microsoft.office365': 2 });
    expect(of('e2a3a72e-5f79-4c64-b1b1-878b674786c9')).toEqual({ 'microsoft.office365': 3 });
    const by = (id: string) => levels([user('ana'), directoryAssignment('ana', id)], 'ana');
    expect(by(directoryRole.globalReader)).toEqual({ 'microsoft.directory': 2, 'microsoft.office365': 2 });
    expect(by(directoryRole.applicationAdministrator)).toEqual({ 'microsoft.directory': 4 });
  });
  test('a part of a subscription counts by its share', () => {
    const estate = estateOf([servicePrincipal('bot'), assignment('bot', role.contributor, groupPath)]);
    const [grant] = estate.identities[identityAt(estate, idOf('bot'))]!.grants;
    expect(grant!.scope).toBe(subscription);
    expect(new Set(grant!.privileges.map(({ breadth }) => breadth))).toEqual(new Set([0.5]));
  });
  test('what is given on a management group holds in its subscriptions', () => {
    const other = '5aaaaaaa-0000-4000-8000-000000000002';
    const estate = estateOf([
      subscriptionRecord({ managementGroup: 'prod' }),
      subscriptionRecord({ id: other, managementGroup: 'test' }),
      record('azure.management-group', 'prod', { name: 'prod', tenantId: tenant, parent: tenant }),
      record('azure.management-group', 'test', { name: 'test', tenantId: tenant, parent: tenant }),
      servicePrincipal('bot'),
      assignment('bot', role.reader, '/providers/Microsoft.Management/managementGroups/prod'),
    ]);
    const { profile } = estate.identities[identityAt(estate, idOf('bot'))]!;
    const places = new Set(estate.profiles[profile]!.cells.map(({ scope }) => estate.scopes[scope]!.id));
    expect([...places]).toEqual([subscription]);
  });
});

describe('what is not known', () => {
  test('a role whose definition was not read is said', () => {
    const unknown = 'c0ffee00-0000-4000-8000-000000000009';
    const estate = estateOf([servicePrincipal('bot'), assignment('bot', unknown)]);
    expect(estate.coverage.map(({ source, status }) => [source, status])).toEqual([
      ['role definitions of Azure', 'partial'],
    ]);
  });
  test('conditions of built-in roles count where the API hid them', () => {
    const hidden = record('azure.role-definition', role.vaultAccessAdministrator, {
      id: rolePath(role.vaultAccessAdministrator),
      name: role.vaultAccessAdministrator,
      roleName: 'Key Vault Data Access Administrator',
      roleType: 'BuiltInRole',
      permissions: [{ actions: ['Microsoft.Authorization/roleAssignments/write'] }],
      assignableScopes: ['/'],
    });
    const records = [servicePrincipal('bot'), assignment('bot', role.vaultAccessAdministrator)];
    expect(levels([...records, hidden], 'bot')).toMatchObject({ 'Microsoft.Authorization': 3 });
  });
});

test('the order of records means nothing', () => {
  const records = [
    ...application('app', { passwordCredentials: [secret] }),
    ...managedIdentity('mi'),
    user('ana'),
    group('admins'),
    member('admins', 'ana'),
    owner('application', 'app', 'ana'),
    assignment('admins', role.userAccessAdministrator, groupPath, { principalType: 'Group' }),
    assignment('app', role.contributor),
    directoryAssignment('ana', directoryRole.helpdeskAdministrator),
    graphPermission('app', '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9'),
    resource('Microsoft.Compute/virtualMachines', 'web', ['mi']),
  ];
  const text = (some: readonly SnapshotRecord[]): string =>
    JSON.stringify(estateOf(some), (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Uint32Array) : value,
    );
  const expected = text(records);
  fc.assert(
    fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
      expect(text(shuffled)).toBe(expected);
    }),
    { numRuns: lawRuns(5, 20) },
  );
});

describe('access policies of a vault', () => {
  const vault = (settings: object) =>
    resource('Microsoft.KeyVault/vaults', 'vault', [], {
      identity: null,
      settings: { accessPolicies: [{ objectId: idOf('bot'), secrets: ['Get', 'List'] }], ...settings },
    });
  test.each([
    ['they decide: secrets are read', {}, 2],
    ['secrets are written', { accessPolicies: [{ objectId: idOf('bot'), secrets: ['all'] }] }, 3],
    ['names are listed', { accessPolicies: [{ objectId: idOf('bot'), secrets: ['list'] }] }, 1],
    ['roles decide instead', { roleBased: true }, undefined],
    ['of somebody else', { accessPolicies: [{ objectId: idOf('ana'), secrets: ['get'] }] }, undefined],
  ])('%s', (_, settings, level) => {
    expect(levels([servicePrincipal('bot'), vault(settings)], 'bot')['Microsoft.KeyVault']).toBe(level);
  });
});

test('a user who is assigned to an application to sign in has no permission by that', () => {
  const records = [
    user('ana'),
    record('azure.app-role-assignment', 'x', {
      principalId: idOf('ana'),
      principalType: 'User',
      resourceId: idOf('some app'),
      appRoleId: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
    }),
  ];
  expect(told(records, 'ana').grants).toEqual([]);
});
