import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/azure/facts/inventory.ts';
import { activationsOf } from '../../../../connectors/azure/facts/policies.ts';
import { arrange } from '../../../../connectors/azure/identities/arrange.ts';
import { delegatedGrantsOf } from '../../../../connectors/azure/identities/drafts.ts';
import { groupsOf } from '../../../../connectors/azure/identities/groups.ts';
import { permissionsOf } from '../../../../connectors/azure/identities/permissions.ts';
import { scopesOf } from '../../../../connectors/azure/identities/scopes.ts';
import {
  acceptanceOf,
  federatedCredentialsOf,
  issuerOf,
  testsOfExpression,
  trustsOf,
} from '../../../../connectors/azure/identities/trusts.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  application,
  applicationId,
  assignment,
  collectedAt,
  directoryAssignment,
  directoryRole,
  estateOf,
  group,
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
  subscription,
  subscriptionPath,
  subscriptionRecord,
  tenant,
  tenantRecord,
  user,
} from '../support.ts';

const inventoryOf = (records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of records) reader.add(each);
  return reader.finish();
};
const arranged = (...records: readonly SnapshotRecord[]) =>
  arrange(inventoryOf([tenantRecord, ...records]), collectedAt);
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

describe('groups', () => {
  const instance = (who: string, of: string, part: object = {}) =>
    record('azure.group-instance', `${who} ${of} ${JSON.stringify(part)}`, {
      id: `${who} ${of} ${JSON.stringify(part)}`,
      is: 'active',
      groupId: idOf(of),
      principalId: idOf(who),
      accessId: 'member',
      assignmentType: 'Assigned',
      ...part,
    } as never);
  const names = ['a', 'b', 'c', 'd'];
  const nameOf = (id: string): string => names.find((each) => idOf(each) === id) ?? id;
  const groupsIn = (...records: readonly SnapshotRecord[]) => {
    const inventory = inventoryOf([...names.map((each) => group(each)), ...records]);
    return groupsOf(inventory, [], activationsOf(inventory), collectedAt);
  };
  const of = (...records: readonly SnapshotRecord[]): readonly string[] =>
    groupsIn(...records)
      .of(idOf('ana'))
      .map(({ group: { id }, term }) =>
        [nameOf(id), term.duration, term.until, ...(term.activation ?? [])]
          .filter((each) => each !== undefined)
          .join(' '),
      )
      .sort();
  const [soon, later] = ['2026-10-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
  const eligible = { is: 'eligible' };
  const activated = { assignmentType: 'Activated', endDateTime: soon };
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['nobody’s', [], []],
    ['directly', [member('a', 'ana')], ['a permanent']],
    ['through another', [member('a', 'ana'), member('b', 'a')], ['a permanent', 'b permanent']],
    ['in a circle', [member('a', 'ana'), member('b', 'a'), member('a', 'b')], ['a permanent', 'b permanent']],
    ['until an end', [instance('ana', 'a', { endDateTime: soon })], [`a time-bound ${soon}`]],
    ['no more', [instance('ana', 'a', { endDateTime: '2026-09-01T00:00:00Z' })], []],
    [
      'listed, and for a while',
      [member('a', 'ana'), instance('ana', 'a', { endDateTime: soon })],
      [`a time-bound ${soon}`],
    ],
    ['listed, and eligible too', [member('a', 'ana'), instance('ana', 'a', eligible)], ['a permanent']],
    ['eligible', [instance('ana', 'a', eligible)], ['a eligible']],
    [
      'eligible and active',
      [instance('ana', 'a', eligible), instance('ana', 'a', activated)],
      [`a activated ${soon}`],
    ],
    [
      'twice, the longer counts',
      [instance('ana', 'a', { endDateTime: soon }), instance('ana', 'a', { endDateTime: later })],
      [`a time-bound ${later}`],
    ],
    [
      'twice, one without an end',
      [instance('ana', 'a', { endDateTime: soon }), instance('ana', 'a', { memberType: 'Group' })],
      ['a permanent'],
    ],
    ['as an owner', [instance('ana', 'a', { accessId: 'owner' })], []],
    [
      'through one until an end',
      [member('a', 'ana'), instance('a', 'b', { endDateTime: soon })],
      ['a permanent', `b time-bound ${soon}`],
    ],
    [
      'two ways, the better counts',
      [member('a', 'ana'), instance('ana', 'b', { endDateTime: soon }), member('c', 'a'), member('c', 'b')],
      ['a permanent', `b time-bound ${soon}`, 'c permanent'],
    ],
    [
      'two ways, the one that lasts longer counts, and on from there',
      [
        instance('ana', 'a', { endDateTime: soon }),
        instance('ana', 'b', { endDateTime: later }),
        member('c', 'a'),
        member('c', 'b'),
        member('d', 'c'),
      ],
      [`a time-bound ${soon}`, `b time-bound ${later}`, `c time-bound ${later}`, `d time-bound ${later}`],
    ],
    [
      'with what stands before activation',
      [
        instance('ana', 'a', eligible),
        record('azure.role-policy', 'p', {
          id: 'p',
          place: idOf('a').toUpperCase(),
          role: 'member',
          approval: true,
          multiFactor: true,
          authenticationContext: 'c1',
        }),
      ],
      [
        'a eligible somebody approves it it has a second factor it meets what Conditional Access asks for in c1',
      ],
    ],
  ])('%s', (_, records, expected) => {
    expect(of(...records)).toEqual(expected);
    // In whatever order they are told.
    expect(of(...records.toReversed())).toEqual(expected);
  });
  test('members and owners of one, sorted, with where it is written', () => {
    const { all } = groupsIn(
      member('a', 'zoe'),
      member('a', 'bo'),
      owner('group', 'a', 'ana'),
      owner('application', 'a', 'x'),
      instance('kim', 'a', { accessId: 'owner' }),
    );
    const one = all.get(idOf('a'))!;
    expect(one.members.map(({ id }) => id)).toEqual([idOf('zoe'), idOf('bo')].sort());
    expect(one.owners.map(({ id, source }) => [id, source.record]).sort()).toEqual(
      [
        [idOf('ana'), 'azure.ownership'],
        [idOf('kim'), 'azure.group-instance'],
      ].sort(),
    );
    expect([one.name, one.tenant, one.source]).toEqual([
      'a',
      tenant,
      { record: 'azure.group', id: idOf('a') },
    ]);
    expect([...all.keys()]).toEqual(names.map(idOf).sort());
  });
  test('one that only an assignment names', () => {
    const inventory = inventoryOf([member('a', 'ana'), group('b', { displayName: undefined })]);
    const source = { record: 'r', id: 'i' };
    const { all, of: groupsFor } = groupsOf(
      inventory,
      [
        { id: idOf('a'), tenant, source },
        { id: idOf('b'), tenant: 'x', source },
      ],
      activationsOf(inventory),
      collectedAt,
    );
    const { members, ...named } = all.get(idOf('a'))!;
    expect(named).toEqual({ id: idOf('a'), name: idOf('a'), tenant, owners: [], source });
    expect(members.map(({ id }) => id)).toEqual([idOf('ana')]);
    expect([all.get(idOf('b'))!.name, all.get(idOf('b'))!.tenant]).toEqual([idOf('b'), tenant]);
    expect(groupsFor(idOf('ana'))).toBe(groupsFor(idOf('ana')));
  });
});

describe('application permissions', () => {
  const mail = '810c84a8-4a9e-49e6-bf7d-12d183f40d01';
  const graph = servicePrincipal('graph', {
    appId: '00000003-0000-0000-c000-000000000000',
    appRoles: [{ id: idOf('own'), value: 'Own.Read' }],
  });
  const api = servicePrincipal('api', {
    appRoles: [
      { id: mail, value: 'Orders.Read' },
      { id: idOf('nameless'), value: null },
    ],
  });
  const told = (part: object): readonly unknown[] =>
    permissionsOf(
      inventoryOf([
        graph,
        api,
        record('azure.app-role-assignment', 'x', {
          principalId: idOf('bot'),
          principalType: 'ServicePrincipal',
          resourceId: idOf('graph'),
          appRoleId: mail,
          ...part,
        }),
      ]),
    ).map(({ source, tenant: of, principal, ...rest }) => {
      expect([of, principal, source.id]).toEqual([tenant, idOf('bot'), 'x']);
      return rest;
    });
  const principalType = 'ServicePrincipal';
  const ofGraph = '00000003-0000-0000-c000-000000000000';
  test.each<[string, object, readonly object[]]>([
    ['of Graph, by its published name', {}, [{ principalType, name: 'Mail.Read', resource: ofGraph }]],
    [
      'of Graph, by its own list',
      { appRoleId: idOf('own') },
      [{ principalType, name: 'Own.Read', resource: ofGraph }],
    ],
    [
      'of Graph, which was not read',
      { resourceId: idOf('gone') },
      [{ principalType, name: 'Mail.Read', resource: ofGraph }],
    ],
    [
      'of another, whose id is the same',
      { resourceId: idOf('api') },
      [{ principalType, name: 'Orders.Read', resource: idOf('c api') }],
    ],
    [
      'of another, without a name',
      { resourceId: idOf('api'), appRoleId: idOf('nameless') },
      [{ principalType, name: idOf('nameless'), resource: idOf('c api') }],
    ],
    [
      'of nobody knows whom',
      { resourceId: idOf('gone'), appRoleId: idOf('x') },
      [{ principalType, name: idOf('x') }],
    ],
    [
      'of nobody knows what',
      { principalType: undefined },
      [{ principalType: undefined, name: 'Mail.Read', resource: ofGraph }],
    ],
    ['that only lets in', { appRoleId: '00000000-0000-0000-0000-000000000000' }, []],
    ['of a user', { principalType: 'User' }, []],
    ['of a group', { principalType: 'group' }, []],
    [
      'of what is called almost so',
      { principalType: 'SuperUser' },
      [{ principalType: 'SuperUser', name: 'Mail.Read', resource: ofGraph }],
    ],
  ])('%s', (_, part, expected) => {
    expect(told(part)).toStrictEqual(expected);
  });

  const consent = (id: string, part: object) =>
    record('azure.delegated-grant', id, {
      id,
      clientId: idOf('app'),
      resourceId: idOf('api'),
      consentType: 'Principal',
      principalId: idOf('ana'),
      scope: 'b a',
      ...part,
    } as never);
  test('that users consented to, by the application', () => {
    const grants = delegatedGrantsOf(
      inventoryOf([
        api,
        consent('1', {}),
        consent('2', {
          consentType: 'AllPrincipals',
          principalId: null,
          scope: '  Mail.Send\t User.Read ',
          resourceId: idOf('gone'),
        }),
        consent('3', { scope: ' ' }),
        consent('4', { scope: null }),
        consent('5', { clientId: idOf('other'), principalId: null }),
      ]),
    );
    const plain = {
      scope: tenant,
      name: 'delegated permissions',
      via: 'consent',
      duration: 'permanent',
      providerManaged: true,
    };
    const applications = {
      service: 'applications',
      level: 2,
      full: false,
      privileges: ['delegated a', 'delegated b'],
    };
    expect([...grants]).toEqual([
      [
        idOf('app'),
        [
          {
            ...plain,
            on: idOf('ana'),
            rights: [applications],
            source: { record: 'azure.delegated-grant', id: '1' },
          },
          {
            ...plain,
            on: '*',
            rights: [
              {
                service: 'microsoft.directory',
                level: 3,
                full: false,
                privileges: ['delegated Mail.Send', 'delegated User.Read'],
              },
            ],
            source: { record: 'azure.delegated-grant', id: '2' },
          },
        ],
      ],
      [
        idOf('other'),
        [{ ...plain, on: '*', rights: [applications], source: { record: 'azure.delegated-grant', id: '5' } }],
      ],
    ]);
  });
});

describe('scopes', () => {
  const other = '5aaaaaaa-0000-4000-8000-000000000002';
  const management = (name: string, part: object = {}) =>
    record('azure.management-group', name, {
      name,
      displayName: name.toUpperCase(),
      tenantId: tenant,
      parent: null,
      ...part,
    } as never);
  const at = (name: string): string => `/providers/microsoft.management/managementgroups/${name}`;
  const scopesIn = (...records: readonly SnapshotRecord[]) => {
    const { inventory, principals, paths } = arranged(...records);
    return scopesOf(inventory, principals.all.values(), paths, defaultSettings);
  };
  const told = (...records: readonly SnapshotRecord[]): readonly string[] =>
    scopesIn(...records).numbered.list.map(({ id, kind, name, parent, environment, provider }) =>
      [
        id.replace(at(''), '~'),
        kind,
        name,
        `in ${parent?.replace(at(''), '~') ?? 'none'}`,
        environment,
        provider,
      ].join(', '),
    );
  const home = `${tenant}, tenant, Contoso, in none, unknown, azure`;
  const root = `~${tenant}, management-group, Tenant root group, in ${tenant}, unknown, azure`;
  const sub = (parent: string, name = 'Production', environment = 'production'): string =>
    `${subscription}, subscription, ${name}, in ${parent}, ${environment}, azure`;
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['a tenant alone', [], [home]],
    ['a subscription in it', [subscriptionRecord()], [home, sub(tenant)]],
    [
      'a subscription that only a path names',
      [assignment('x', role.reader)],
      [home, `${subscription}, subscription, ${subscription}, in ${tenant}, unknown, azure`],
    ],
    [
      'a tag before the name',
      [subscriptionRecord({ tags: { environment: 'test' } })],
      [home, sub(tenant, 'Production', 'test')],
    ],
    [
      'what is assigned at the root',
      [subscriptionRecord(), assignment('x', role.reader, '/')],
      [root, home, sub(`~${tenant}`)],
    ],
    [
      'what is assigned at the root group',
      [subscriptionRecord(), assignment('x', role.reader, at(tenant))],
      [root, home, sub(`~${tenant}`)],
    ],
    [
      'what is assigned at another group',
      [assignment('x', role.reader, at('prod'))],
      [root, `~prod, management-group, prod, in ~${tenant}, production, azure`, home],
    ],
    [
      'a group with its name',
      [management('prod'), assignment('x', role.reader, at('prod'))],
      [root, `~prod, management-group, PROD, in ~${tenant}, production, azure`, home],
    ],
    [
      'groups in groups',
      [management('a', { parent: 'B' }), management('b')],
      [
        root,
        `~a, management-group, A, in ~b, unknown, azure`,
        `~b, management-group, B, in ~${tenant}, unknown, azure`,
        home,
      ],
    ],
    [
      'the root group as it is called',
      [management(tenant, { displayName: 'Root' })],
      [`~${tenant}, management-group, Root, in ${tenant}, unknown, azure`, home],
    ],
    [
      'a group without a name',
      [management('a', { displayName: null })],
      [root, `~a, management-group, a, in ~${tenant}, unknown, azure`, home],
    ],
    [
      'a subscription in a group',
      [management('a'), subscriptionRecord({ managementGroup: 'A' })],
      [root, `~a, management-group, A, in ~${tenant}, unknown, azure`, home, sub('~a')],
    ],
    [
      'in one that nobody listed',
      [subscriptionRecord({ managementGroup: 'A' })],
      [root, `~a, management-group, A, in ~${tenant}, unknown, azure`, home, sub('~a')],
    ],
    ['in the root group', [subscriptionRecord({ managementGroup: tenant })], [root, home, sub(`~${tenant}`)]],
    [
      'below groups that its own list shows',
      [
        management('a'),
        management('b'),
        subscriptionRecord({ inherits: ['b', 'a', tenant, 'gone'] }),
        assignment('x', role.reader),
      ],
      [
        root,
        `~a, management-group, A, in ~${tenant}, unknown, azure`,
        `~b, management-group, B, in ~${tenant}, unknown, azure`,
        home,
        sub('~b', subscription, 'unknown'),
      ],
    ],
    [
      'whose application lives elsewhere',
      [servicePrincipal('p', { appOwnerOrganizationId: otherTenant })],
      [home, `${otherTenant}, external-tenant, ${otherTenant}, in ${tenant}, unknown, azure`],
    ],
    [
      'a subscription of another tenant',
      [subscriptionRecord({ tenantId: otherTenant })],
      [home, `${otherTenant}, tenant, ${otherTenant}, in none, unknown, azure`, sub(otherTenant)],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(...records)).toEqual(expected);
  });
  test('where a path lies, what is below it, and what share it is', () => {
    const paths = ['a', 'b', 'c'].map((name) =>
      assignment(`x${name}`, role.reader, `${subscriptionPath}/resourceGroups/${name}`),
    );
    const things = ['1', '2', '3', '4', '5'].map((name) =>
      resource('Microsoft.Web/sites', name, [], { identity: null }),
    );
    const scopes = scopesIn(
      management('a'),
      subscriptionRecord({ managementGroup: 'a' }),
      subscriptionRecord({ id: other, displayName: 'x', inherits: ['a', 'b'] }),
      subscriptionRecord({ id: '5aaaaaaa-0000-4000-8000-000000000003', tenantId: otherTenant }),
      ...paths,
      ...things,
      resource('Microsoft.Web/sites', 'lone', [], {
        id: `/subscriptions/${other}/resourceGroups/z/providers/Microsoft.Web/sites/lone`,
        identity: null,
      }),
    );
    expect(
      ['/', at('a'), at('gone'), `${subscriptionPath}/x`, '/providers/microsoft.billing/x'].map((path) =>
        scopes.idOf(path, tenant),
      ),
    ).toEqual([at(tenant), at('a'), tenant, subscription, tenant]);
    expect(
      ['/', at('a'), at('gone'), groupPath].map((path) => scopes.subscriptionsBelow(path, tenant)),
    ).toEqual([[subscription, other], [subscription, other], [], [subscription]]);
    expect(scopes.subscriptionsBelow('/', tenant)).toBe(scopes.subscriptionsBelow('/', tenant));
    expect(scopes.subscriptionsBelow('/', otherTenant)).toEqual(['5aaaaaaa-0000-4000-8000-000000000003']);
    const lone = `/subscriptions/${other}/resourcegroups/z`;
    const share = (path: string): string => scopes.shareOf(path).toFixed(3);
    expect(
      [
        '/',
        subscriptionPath,
        `${subscriptionPath}/resourcegroups/a`,
        `${groupPath.toLowerCase()}/providers/microsoft.web/sites/1`,
        lone,
        `${lone}/providers/microsoft.web/sites/lone`,
        '/subscriptions/gone/resourcegroups/x',
        '/subscriptions/gone/resourcegroups/x/y/z',
      ].map(share),
    ).toEqual(['1.000', '1.000', '0.250', '0.200', '0.500', '0.250', '0.500', '0.250']);
    expect([...scopes.alsoAbove]).toEqual([[other, [at('a')]]]);
  });
});

describe('tokens of others', () => {
  const federated = (part: object = {}) =>
    record('azure.federated-credential', 'f', {
      id: 'f',
      of: idOf('app'),
      issuer: 'https://ci.example/',
      subject: 's',
      audiences: ['a'],
      ...part,
    } as never);
  const factOf = (part: object) => inventoryOf([federated(part)]).of('azure.federated-credential')[0]!;
  const plain = { operator: 'equals', negated: false, ifExists: false, ignoreCase: false };
  test.each<[string, object, object]>([
    [
      'to the letter',
      {},
      {
        issuer: 'ci.example',
        tests: [
          { claim: 'sub', ...plain, values: ['s'] },
          { claim: 'aud', ...plain, values: ['a'] },
        ],
        assumes: [],
      },
    ],
    [
      'of no subject, for no audience',
      { subject: null, audiences: null },
      { issuer: 'ci.example', tests: [{ claim: 'sub', ...plain, values: [''] }], assumes: [] },
    ],
    [
      'by an expression',
      { subject: null, claimsMatchingExpression: { value: "claims['sub'] matches 'a*'" } },
      {
        issuer: 'ci.example',
        tests: [
          { claim: 'sub', ...plain, operator: 'like', values: ['a*'] },
          { claim: 'aud', ...plain, values: ['a'] },
        ],
        assumes: [],
      },
    ],
    [
      'by one that nobody reads',
      { claimsMatchingExpression: { value: `x${'y'.repeat(200)}` } },
      {
        issuer: 'ci.example',
        tests: [{ claim: 'aud', ...plain, values: ['a'] }],
        assumes: [`the token meets x${'y'.repeat(119)}`],
      },
    ],
  ])('%s', (_, part, expected) => {
    expect(acceptanceOf(factOf(part))).toEqual(expected);
  });
  test.each([
    ["claims['sub'] eq 'a'", ['sub equals a']],
    ["  claims['sub']  EQ  'it''s'  ", ["sub equals it's"]],
    ["claims['a'] eq 'b'  AND  claims['c']\nmatches\n'd'", ['a equals b', 'c like d']],
    ["claims['a'] eq ''", ['a equals ']],
    ["claims['a'] eq 'b' or claims['c'] eq 'd'", undefined],
    ["claims['a'] eq 'b' andclaims['c'] eq 'd'", undefined],
    ["claims['a'] eq 'b' and", undefined],
    ["x claims['a'] eq 'b'", undefined],
    ["claims['a']eq 'b'", undefined],
    ["claims['a'] eq'b'", undefined],
    ["claims[''] eq 'b'", undefined],
    ["claims['a'] like 'b'", undefined],
    ['', undefined],
  ])('%s', (expression, expected) => {
    expect(
      testsOfExpression(expression)?.map(
        ({ claim, operator, values }) => `${claim} ${operator} ${values.join()}`,
      ),
    ).toEqual(expected);
  });
  test('issuers, with and without what stands around them', () => {
    expect(
      ['https://a.example//', 'HTTPS://a.example/b/', 'http://a.example', 'a.https://b'].map(issuerOf),
    ).toEqual([...['a.example', 'a.example/b', 'http://a.example', 'a.https://b']]);
  });
  test('are kept by the application, its principal, its client id or its resource', () => {
    const facts = [...application('app'), ...managedIdentity('mi')];
    const ofs = [
      idOf('app').toUpperCase(),
      applicationId('app'),
      idOf('c app'),
      identityPath('MI'),
      idOf('other'),
    ];
    const { inventory, principals } = arranged(
      ...facts,
      ...ofs.map((of, at) =>
        record('azure.federated-credential', `${at}`, { id: `${at}`, of, issuer: 'x', subject: 's' }),
      ),
    );
    const found = federatedCredentialsOf(inventory);
    expect(['app', 'mi'].map((name) => found(principals.all.get(idOf(name))!).map(({ id }) => id))).toEqual([
      ['0', '1', '2'],
      ['3'],
    ]);
  });
  test('what they say of who lets in whom', () => {
    const { inventory, principals } = arranged(...application('app'));
    const app = principals.all.get(idOf('app'))!;
    const said = (part: object): string => {
      const [trust] = trustsOf(app, [factOf(part)], [], []);
      return `${trust!.principal} external ${trust!.external}: ${trust!.conditions.map((each) => `${each.class} ${each.operator} ${each.key}`).join(', ')}`;
    };
    expect([
      said({}),
      said({ issuer: `https://login.microsoftonline.com/${tenant.toUpperCase()}/v2.0` }),
      said({ issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, subject: '/eid1/c/pub/t/x' }),
      said({ claimsMatchingExpression: { value: "claims['ref'] matches 'a*'" }, audiences: null }),
    ]).toEqual([
      'https://ci.example/ external yes: federated-subject StringEquals sub, federated-audience StringEquals aud',
      `https://login.microsoftonline.com/${tenant.toUpperCase()}/v2.0 external no: federated-subject StringEquals sub, federated-audience StringEquals aud`,
      `https://login.microsoftonline.com/${tenant}/v2.0 external yes: federated-subject StringEquals sub, federated-audience StringEquals aud`,
      'https://ci.example/ external yes: federated-claim StringLike ref',
    ]);
    const connection = (part: object) =>
      inventoryOf([
        record('azure.service-connection', 'c', {
          id: 'c',
          name: 'c',
          issuer: 'https://ci.example',
          subject: 's',
          ...part,
        } as never),
      ]).of('azure.service-connection');
    const by = (part: object, ...known: readonly object[]): number =>
      trustsOf(app, known.map(factOf), connection(part), []).length - known.length;
    expect([
      by({}),
      by({ issuer: undefined }),
      by({ subject: undefined }),
      by({}, {}),
      by({}, { subject: 't' }),
      by({}, { issuer: 'https://other' }),
    ]).toEqual([...[1, 0, 0, 0, 1, 1]]);
    expect(inventory.of('azure.service-connection')).toEqual([]);
  });
});

test('the tokens that Entra makes for each, value by value', () => {
  const estate = estateOf([
    ...application('app'),
    ...managedIdentity('mi'),
    servicePrincipal('plain', { appId: undefined }),
    servicePrincipal('off', { accountEnabled: false }),
    user('ana'),
  ]);
  const offers = estate.tokenOffers!.map(({ node, issuer, claims, assumes }) => [
    estate.identities[node]!.name,
    issuer,
    claims,
    assumes,
  ]);
  const issuers = [
    `login.microsoftonline.com/${tenant}/v2.0`,
    `sts.windows.net/${tenant}`,
    `sts.windows.net/${tenant}/`,
  ];
  expect(offers).toEqual(
    ['app', 'mi', 'plain']
      .map((name) => ({ name, id: idOf(name) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap(({ name, id }) =>
        issuers.map((issuer) => [
          name,
          issuer,
          {
            ...{ sub: { like: [id] }, oid: { like: [id] }, tid: { like: [tenant] }, aud: { like: ['*'] } },
            ...(name === 'plain'
              ? {}
              : { appid: { like: [idOf(`c ${name}`)] }, azp: { like: [idOf(`c ${name}`)] } }),
          },
          [],
        ]),
      ),
  );
});
