import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  application,
  applicationId,
  arranged,
  assignment,
  directoryAssignment,
  directoryRole,
  groupPath,
  identityPath,
  idOf,
  managedIdentity,
  member,
  otherTenant,
  owner,
  record,
  resource,
  role,
  servicePrincipal,
  subscriptionPath,
  tenant,
  user,
} from '../support.ts';

const storage = (part: object) =>
  resource('Microsoft.Storage/storageAccounts', 'data', [], { identity: null, settings: {}, ...part });

describe('who there is', () => {
  const vmPath = `${groupPath}/providers/Microsoft.Compute/virtualMachines/vm`;
  const vm = (part: object = {}) =>
    resource('Microsoft.Compute/virtualMachines', 'vm', [], {
      identity: { type: 'SystemAssigned', principalId: idOf('vm') },
      tags: { a: 'b' },
      ...part,
    });
  const managed = (part: object = {}) =>
    servicePrincipal('vm', {
      servicePrincipalType: 'ManagedIdentity',
      appOwnerOrganizationId: null,
      ...part,
    });
  const identity = (part: object = {}) =>
    record('azure.managed-identity', 'i', {
      id: identityPath('I'),
      name: 'I',
      principalId: idOf('vm'),
      clientId: idOf('c i'),
      tenantId: tenant,
      tags: { owner: 'x' },
      ...part,
    } as never);
  const cluster = (which: 'kubelet' | 'addon', each: object) =>
    resource('Microsoft.ContainerService/managedClusters', 'c', [], {
      identity: null,
      ...(which === 'kubelet' ? { kubeletIdentity: each } : { settings: { addonIdentities: [each] } }),
    });
  const classic = (emailAddress: string | undefined, id = 'c') =>
    record('azure.classic-administrator', id, {
      id: `${subscriptionPath}/providers/Microsoft.Authorization/classicAdministrators/${id}`,
      ...(emailAddress === undefined ? {} : { emailAddress }),
      role: 'CoAdministrator',
    });
  test.each<[string, readonly SnapshotRecord[], string, object]>([
    [
      'an application with its principal',
      application('app'),
      idOf('app'),
      { kind: 'service-principal', name: 'app', home: 'here', enabled: true, appId: idOf('c app') },
    ],
    [
      'one without a principal',
      application('app').slice(1),
      applicationId('app'),
      { kind: 'application', name: 'app', home: 'here', enabled: true, appId: idOf('c app') },
    ],
    [
      'one that is switched off, without a name',
      [record('azure.application', 'a', { id: applicationId('app'), appId: 'X', isDisabled: true })],
      applicationId('app'),
      { kind: 'application', name: 'x', home: 'here', enabled: false, appId: 'x' },
    ],
    [
      'a blueprint',
      [
        record('azure.application', 'a', {
          id: applicationId('app'),
          appId: 'x',
          '@odata.type': '#microsoft.graph.agentIdentityBlueprint',
        }),
      ],
      applicationId('app'),
      { kind: 'agent-blueprint', name: 'x', home: 'here', enabled: true, appId: 'x' },
    ],
    [
      'a principal of here',
      [servicePrincipal('p')],
      idOf('p'),
      { kind: 'service-principal', name: 'p', home: 'here', enabled: true, appId: idOf('c p') },
    ],
    [
      'of elsewhere',
      [servicePrincipal('p', { appOwnerOrganizationId: otherTenant })],
      idOf('p'),
      {
        kind: 'service-principal',
        name: 'p',
        home: 'elsewhere',
        homeTenant: otherTenant,
        enabled: true,
        appId: idOf('c p'),
      },
    ],
    ...[
      'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
      '72f988bf-86f1-41af-91ab-2d7cd011db47',
      '33e01921-4d64-4f8c-a055-5bdaffd5e33d',
      'cdc5aeea-15c5-4db6-b079-fcadd2505dc2',
    ].map((of): [string, readonly SnapshotRecord[], string, object] => [
      `of Microsoft (${of})`,
      [servicePrincipal('p', { appOwnerOrganizationId: of })],
      idOf('p'),
      { kind: 'service-principal', name: 'p', home: 'microsoft', enabled: true, appId: idOf('c p') },
    ]),
    [
      'of nobody knows where, switched off by its owner',
      [servicePrincipal('p', { appOwnerOrganizationId: undefined, isDisabled: true })],
      idOf('p'),
      { kind: 'service-principal', name: 'p', home: 'unknown', enabled: false, appId: idOf('c p') },
    ],
    [
      'in a tenant that no file names',
      [{ ...servicePrincipal('p', { appOwnerOrganizationId: otherTenant }), scope: 'tenant' }],
      idOf('p'),
      {
        kind: 'service-principal',
        name: 'p',
        tenant: 'tenant',
        home: 'unknown',
        enabled: true,
        appId: idOf('c p'),
      },
    ],
    [
      'switched off',
      [servicePrincipal('p', { accountEnabled: false })],
      idOf('p'),
      { kind: 'service-principal', name: 'p', home: 'here', enabled: false, appId: idOf('c p') },
    ],
    [
      'named by its client id',
      [servicePrincipal('p', { displayName: undefined })],
      idOf('p'),
      { kind: 'service-principal', name: idOf('c p'), home: 'here', enabled: true, appId: idOf('c p') },
    ],
    [
      'named by nothing',
      [servicePrincipal('p', { displayName: undefined, appId: undefined })],
      idOf('p'),
      { kind: 'service-principal', name: idOf('p'), home: 'here', enabled: true },
    ],
    [
      'an agent by its blueprint',
      [servicePrincipal('p', { agentIdentityBlueprintId: idOf('b') })],
      idOf('p'),
      { kind: 'agent-identity', name: 'p', home: 'here', enabled: true, appId: idOf('c p') },
    ],
    [
      'a managed identity by the path of its own',
      [managed({ alternativeNames: ['isExplicit=False', vmPath, '/subscriptions/other'] })],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: 'vm',
        home: 'here',
        enabled: true,
        appId: idOf('c vm'),
        place: vmPath.toLowerCase(),
      },
    ],
    [
      'by the resource that carries it',
      [managed({ displayName: undefined, alternativeNames: ['/subscriptions/other'] }), vm()],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: idOf('c vm'),
        home: 'here',
        enabled: true,
        appId: idOf('c vm'),
        place: vmPath.toLowerCase(),
      },
    ],
    [
      'by its own resource first',
      [managed({ displayName: undefined }), identity(), vm()],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: 'I',
        home: 'here',
        enabled: true,
        appId: idOf('c vm'),
        assignedPath: identityPath('i').toLowerCase(),
        place: identityPath('i').toLowerCase(),
        tags: { owner: 'x' },
      },
    ],
    [
      'of nobody knows which resource',
      [managed({ alternativeNames: ['x/subscriptions/s'] })],
      idOf('vm'),
      { kind: 'managed-identity', name: 'vm', home: 'here', enabled: true, appId: idOf('c vm') },
    ],
    [
      'by its resource alone',
      [identity({ name: null })],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: 'i',
        home: 'here',
        enabled: true,
        appId: idOf('c i'),
        assignedPath: identityPath('i').toLowerCase(),
        place: identityPath('i').toLowerCase(),
        tags: { owner: 'x' },
      },
    ],
    [
      'by its resource alone, which says little',
      [identity({ clientId: null, tags: null })],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: 'I',
        home: 'here',
        enabled: true,
        assignedPath: identityPath('i').toLowerCase(),
        place: identityPath('i').toLowerCase(),
      },
    ],
    [
      'by what carries it alone',
      [vm()],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: 'vm',
        home: 'here',
        enabled: true,
        place: vmPath.toLowerCase(),
        tags: { a: 'b' },
      },
    ],
    [
      'by what carries it alone, which says little',
      [vm({ name: null, tags: null })],
      idOf('vm'),
      {
        kind: 'managed-identity',
        name: idOf('vm'),
        home: 'here',
        enabled: true,
        place: vmPath.toLowerCase(),
      },
    ],
    [
      'a user',
      [user('ana')],
      idOf('ana'),
      { kind: 'user', name: 'ana@contoso.example', home: 'here', enabled: true },
    ],
    [
      'one without an address, switched off',
      [user('ana', { userPrincipalName: undefined, accountEnabled: false })],
      idOf('ana'),
      { kind: 'user', name: 'ana', home: 'here', enabled: false },
    ],
    [
      'one without a name',
      [user('ana', { userPrincipalName: undefined, displayName: undefined })],
      idOf('ana'),
      { kind: 'user', name: idOf('ana'), home: 'here', enabled: true },
    ],
    [
      'of an agent',
      [user('ana', { identityParentId: idOf('agent') })],
      idOf('ana'),
      { kind: 'agent-user', name: 'ana@contoso.example', home: 'here', enabled: true },
    ],
    [
      'of an agent by its type',
      [user('ana', { '@odata.type': '#microsoft.graph.agentUser' })],
      idOf('ana'),
      { kind: 'agent-user', name: 'ana@contoso.example', home: 'here', enabled: true },
    ],
    [
      'the keys of a resource',
      [storage({ tags: { a: 'b' } })],
      `${groupPath.toLowerCase()}/providers/microsoft.storage/storageaccounts/data/keys`,
      {
        kind: 'account-keys',
        name: 'keys of data',
        home: 'here',
        enabled: true,
        place: `${groupPath.toLowerCase()}/providers/microsoft.storage/storageaccounts/data`,
        tags: { a: 'b' },
      },
    ],
    [
      'of one without a name',
      [storage({ name: undefined, tags: undefined })],
      `${groupPath.toLowerCase()}/providers/microsoft.storage/storageaccounts/data/keys`,
      {
        kind: 'account-keys',
        name: 'keys of data',
        home: 'here',
        enabled: true,
        place: `${groupPath.toLowerCase()}/providers/microsoft.storage/storageaccounts/data`,
      },
    ],
    [
      'whom an assignment names',
      [assignment('x', role.reader)],
      idOf('x'),
      { kind: 'principal', name: idOf('x'), home: 'unknown', enabled: true },
    ],
    [
      'as what it calls him',
      [assignment('x', role.reader, subscriptionPath, { principalType: 'User' })],
      idOf('x'),
      { kind: 'user', name: idOf('x'), home: 'unknown', enabled: true },
    ],
    [
      'as what only an object has',
      [assignment('x', role.reader, subscriptionPath, { principalType: 'constructor' })],
      idOf('x'),
      { kind: 'principal', name: idOf('x'), home: 'unknown', enabled: true },
    ],
    ...(['kubelet', 'addon'] as const).map((which): [string, readonly SnapshotRecord[], string, object] => [
      `what ${which}s of a cluster run as`,
      [cluster(which, { resourceId: identityPath('Pods'), objectId: idOf('x'), clientId: idOf('c x') })],
      idOf('x'),
      {
        kind: 'managed-identity',
        name: 'pods',
        home: 'here',
        enabled: true,
        appId: idOf('c x'),
        assignedPath: identityPath('pods').toLowerCase(),
        place: identityPath('pods').toLowerCase(),
      },
    ]),
    [
      'what a machine says the ids of',
      [resource('Microsoft.Compute/virtualMachines', 'vm', ['x'])],
      idOf('x'),
      {
        kind: 'managed-identity',
        name: 'x',
        home: 'here',
        enabled: true,
        appId: idOf('c x'),
        assignedPath: identityPath('x').toLowerCase(),
        place: identityPath('x').toLowerCase(),
      },
    ],
    [
      'who administers a subscription as it was done before roles',
      [classic('Zoe@Mail.example')],
      'zoe@mail.example',
      { kind: 'user', name: 'zoe@mail.example', home: 'unknown', enabled: true },
    ],
    [
      'who is in a group',
      [member('g', 'x')],
      idOf('x'),
      { kind: 'principal', name: idOf('x'), home: 'unknown', enabled: true },
    ],
    [
      'who owns one',
      [owner('group', 'g', 'x')],
      idOf('x'),
      { kind: 'principal', name: idOf('x'), home: 'unknown', enabled: true },
    ],
    [
      'who has a role of the directory',
      [directoryAssignment('x', directoryRole.globalReader)],
      idOf('x'),
      { kind: 'principal', name: idOf('x'), home: 'unknown', enabled: true },
    ],
  ])('%s', (_, records, id, expected) => {
    const found = arranged(...records).principals.all.get(id)!;
    const { servicePrincipal: __, application: ___, user: person, keys: ____, source, ...rest } = found;
    expect(rest).toStrictEqual({ id, tenant, ...expected });
    expect(source.id.length).toBeGreaterThan(0);
    expect(person === undefined).toBe(!records.some((each) => each.record === 'azure.user'));
  });

  test('what a cluster says too little of is nobody', () => {
    const all = (...records: readonly SnapshotRecord[]) => [...arranged(...records).principals.all.keys()];
    for (const which of ['kubelet', 'addon'] as const)
      expect([
        all(cluster(which, { objectId: idOf('x') })),
        all(cluster(which, { resourceId: identityPath('x') })),
        all(cluster(which, { resourceId: identityPath('x'), objectId: idOf('x') })),
      ]).toEqual([[], [], [idOf('x')]]);
  });

  test('classic administrators who are listed as users are those, guests by what they sign in with', () => {
    const all = (...records: readonly SnapshotRecord[]) => [...arranged(...records).principals.all.keys()];
    const guest = user('zoe', { userPrincipalName: 'zoe_mail.example#EXT#@contoso.example' });
    expect([
      all(user('ana'), classic('Ana@Contoso.example')),
      all(user('ana'), classic('bo@contoso.example')),
      all(guest, classic('zoe@mail.example')),
      all(guest, classic('zoe@other.example')),
      all(classic('')),
      all(classic(undefined)),
      all(classic('b@x.example', '1'), classic('a@x.example', '2'), classic('B@x.example', '3')),
    ]).toEqual([
      [idOf('ana')],
      [idOf('ana'), 'bo@contoso.example'].sort(),
      [idOf('zoe')],
      [idOf('zoe'), 'zoe@other.example'].sort(),
      [],
      [],
      ['a@x.example', 'b@x.example'],
    ]);
  });

  test('what is looked up by other names', () => {
    const { principals } = arranged(...application('app'), ...managedIdentity('mi'), user('ana'));
    expect([...principals.byAppId].map(([key, { name }]) => [key, name]).sort()).toEqual(
      [
        [idOf('c app'), 'app'],
        [idOf('c mi'), 'mi'],
      ].sort(),
    );
    expect([...principals.byApplication].map(([key, { name }]) => [key, name])).toEqual([
      [applicationId('app'), 'app'],
    ]);
    expect([...principals.byPath].map(([key, { name }]) => [key, name])).toEqual([
      [identityPath('mi').toLowerCase(), 'mi'],
    ]);
    expect([...principals.all.keys()]).toEqual([...principals.all.keys()].sort());
  });

  test('groups are none of them, whoever names them', () => {
    const named = [
      assignment('g', role.reader, subscriptionPath, { principalType: 'Group' }),
      assignment('foreign', role.reader, subscriptionPath, { principalType: 'ForeignGroup' }),
      record('azure.app-role-assignment', 'p', {
        principalId: idOf('h'),
        principalType: 'Group',
        resourceId: idOf('r'),
        appRoleId: idOf('a'),
      }),
      directoryAssignment('of-members', directoryRole.globalReader),
      member('of-members', 'x'),
      directoryAssignment('of-instances', directoryRole.globalReader),
      record('azure.group-instance', 'i', {
        id: 'i',
        is: 'active',
        groupId: idOf('of-instances'),
        principalId: idOf('y'),
        accessId: 'member',
      }),
      owner('group', 'owned', 'z'),
      record('azure.membership', 'n', {
        group: idOf('outer'),
        member: idOf('inner'),
        memberType: '#microsoft.graph.group',
      }),
    ];
    const { principals, groups } = arranged(...named);
    expect(
      [...groups.all.values()]
        .map(({ id, name, fact }) => [id === name, fact])
        .every(([same, fact]) => same === true && fact === undefined),
    ).toBe(true);
    expect([...groups.all.keys()].sort()).toEqual(
      ['g', 'foreign', 'of-members', 'of-instances', 'owned', 'outer', 'inner'].map(idOf).sort(),
    );
    expect([...principals.all.keys()].sort()).toEqual(['x', 'y', 'z'].map(idOf).sort());
  });

  test('every path that is known, in order, each once', () => {
    const paths = arranged(
      assignment('x', role.reader, groupPath),
      assignment('y', role.reader, `${groupPath}/`),
      ...managedIdentity('mi').slice(1),
      resource('Microsoft.Web/sites', 'shop', [], { identity: null }),
      record('azure.deny-assignment', 'd', {
        id: `${subscriptionPath}/d`,
        scope: subscriptionPath,
        permissions: [],
        principals: [],
        excludePrincipals: [],
      } as never),
    ).paths;
    expect(paths).toEqual(
      [
        subscriptionPath,
        groupPath.toLowerCase(),
        identityPath('mi').toLowerCase(),
        `${groupPath.toLowerCase()}/providers/microsoft.web/sites/shop`,
      ].map((path) => [path, tenant]),
    );
  });
});
