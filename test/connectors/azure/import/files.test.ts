import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { azureFiles } from '../../../../connectors/azure/file-kinds.ts';
import { azureFormats } from '../../../../connectors/azure/import/formats.ts';
import { connectors } from '../../../../connectors/index.ts';
import { fileHead } from '../../../../src/exports/file-head.ts';
import { openSourceFile } from '../../../../src/exports/source-file.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  idOf,
  otherTenant,
  role,
  rolePath,
  subscription,
  subscriptionPath,
  subscriptionRecord,
  tenant,
  wayBetween,
  wayToControl,
} from '../support.ts';

/** Files as `az` and AzureHound write them. */
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'azure-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isRecord = (entry: SnapshotRecord | Coverage): entry is SnapshotRecord => 'record' in entry;

/** The kind by which a file is recognised, and what is in it. */
const read = (name: string, text: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  const file = openSourceFile(path);
  const head = fileHead(file.head);
  const kinds = connectors.flatMap(({ files = [] }) => files).filter((kind) => kind.recognises(head));
  const entries = azureFormats.find(({ id }) => id === kinds[0]?.id)?.read(file) ?? [];
  const all = [...entries];
  return {
    kinds: kinds.map(({ id }) => id),
    records: all.filter(isRecord),
    coverage: all.filter((entry): entry is Coverage => !isRecord(entry)),
  };
};

const principal = {
  accountEnabled: true,
  alternativeNames: [],
  appId: idOf('c bot'),
  appOwnerOrganizationId: tenant,
  appRoles: [],
  displayName: 'bot',
  id: idOf('bot').toUpperCase(),
  keyCredentials: [],
  passwordCredentials: [
    {
      customKeyIdentifier: null,
      displayName: 'ci',
      endDateTime: '2027-01-01T00:00:00Z',
      hint: 'Abc',
      keyId: idOf('key'),
      secretText: 'never-kept',
      startDateTime: '2025-01-01T00:00:00Z',
    },
  ],
  servicePrincipalType: 'Application',
  signInAudience: 'AzureADMyOrg',
  tags: [],
};
const assigned = {
  canDelegate: null,
  condition: null,
  createdOn: '2024-01-01T00:00:00.000000+00:00',
  id: `${subscriptionPath}/providers/Microsoft.Authorization/roleAssignments/${idOf('ra')}`,
  name: idOf('ra'),
  principalId: idOf('bot'),
  principalName: 'x',
  principalType: 'ServicePrincipal',
  roleDefinitionId: rolePath(role.owner),
  roleDefinitionName: 'Owner',
  scope: subscriptionPath,
  type: 'Microsoft.Authorization/roleAssignments',
};

describe('outputs of the Azure CLI', () => {
  const outputs: readonly (readonly [name: string, kind: string, element: object])[] = [
    ['role-assignments', 'azure.role-assignment', assigned],
    ['service-principals', 'azure.service-principal', principal],
    [
      'applications',
      'azure.application',
      {
        appId: idOf('c bot'),
        displayName: 'bot',
        id: idOf('a bot'),
        requiredResourceAccess: [],
        signInAudience: 'AzureADMyOrg',
      },
    ],
    [
      'role-definitions',
      'azure.role-definition',
      {
        assignableScopes: [subscriptionPath],
        id: rolePath(idOf('role')),
        name: idOf('role'),
        permissions: [
          { actions: ['*/read'], condition: null, dataActions: [], notActions: [], notDataActions: [] },
        ],
        roleName: 'ours',
        roleType: 'CustomRole',
        type: 'Microsoft.Authorization/roleDefinitions',
      },
    ],
    [
      'identities',
      'azure.managed-identity',
      {
        clientId: idOf('c mi'),
        id: `${subscriptionPath}/resourcegroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi`,
        location: 'westeurope',
        name: 'mi',
        principalId: idOf('mi'),
        resourceGroup: 'app',
        tags: {},
        tenantId: tenant,
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      },
    ],
    [
      'accounts',
      'azure.subscription',
      {
        homeTenantId: tenant,
        id: subscription,
        isDefault: true,
        name: 'Production',
        state: 'Enabled',
        tenantId: tenant,
      },
    ],
    ['groups', 'azure.group', { displayName: 'g', groupTypes: [], id: idOf('g'), securityEnabled: true }],
    ['users', 'azure.user', { displayName: 'u', id: idOf('u'), userPrincipalName: 'u@contoso.example' }],
    [
      'resources',
      'azure.resource',
      {
        id: `${subscriptionPath}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`,
        identity: {
          principalId: idOf('vm'),
          tenantId: tenant,
          type: 'SystemAssigned',
          userAssignedIdentities: null,
        },
        managedBy: null,
        name: 'web',
        type: 'Microsoft.Compute/virtualMachines',
      },
    ],
    [
      'federated',
      'azure.federated-credential',
      {
        audiences: ['api://AzureADTokenExchange'],
        id: `${subscriptionPath}/resourcegroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi/federatedIdentityCredentials/gh`,
        issuer: 'https://token.actions.githubusercontent.com',
        name: 'gh',
        subject: 'repo:acme/web:ref:refs/heads/main',
      },
    ],
  ];
  const older: readonly (readonly [name: string, kind: string, element: object])[] = [
    [
      'accounts of old',
      'azure.subscription',
      {
        cloudName: 'AzureCloud',
        id: subscription,
        isDefault: true,
        name: 'P',
        state: 'Enabled',
        tenantId: tenant,
      },
    ],
    [
      'users of Azure AD Graph',
      'azure.user',
      { displayName: 'u', objectId: idOf('u'), objectType: 'User', userPrincipalName: 'u@contoso.example' },
    ],
    [
      'groups of Azure AD Graph',
      'azure.group',
      {
        displayName: 'g',
        mailEnabled: false,
        objectId: idOf('g'),
        objectType: 'Group',
        securityEnabled: true,
      },
    ],
    [
      'resources without what is null',
      'azure.resource',
      {
        id: `${subscriptionPath}/resourceGroups/app/providers/A/b/c`,
        location: 'x',
        name: 'c',
        resourceGroup: 'app',
        type: 'A/b',
      },
    ],
  ];
  test.each(older)('other versions: %s', (name, kind, element) => {
    const { kinds, records } = read(`${name}.json`, JSON.stringify([element]));
    expect([kinds, records.map(({ record, id }) => [record, id.length > 0])]).toEqual([
      ['azure-cli-list'],
      [[kind, true]],
    ]);
  });
  test('principals of Azure AD Graph keep their ids and dates', () => {
    const { id, ...rest } = principal;
    const { records } = read(
      'graph-of-old.json',
      JSON.stringify([
        {
          ...rest,
          objectId: id,
          appOwnerTenantId: tenant,
          passwordCredentials: [
            { keyId: idOf('key'), startDate: '2020-01-01T00:00:00Z', endDate: '2030-01-01T00:00:00Z' },
          ],
        },
      ]),
    );
    expect(records[0]).toMatchObject({
      id: idOf('bot'),
      data: {
        appOwnerOrganizationId: tenant,
        passwordCredentials: [{ endDateTime: '2030-01-01T00:00:00.000Z' }],
      },
    });
  });
  const listed = (type: string, part: object): object => ({
    id: `${subscriptionPath}/resourceGroups/app/providers/${type}/one`,
    location: 'westeurope',
    name: 'one',
    resourceGroup: 'app',
    ...part,
  });
  test('virtual machines alone, the first without an identity and its type', () => {
    const machines = [
      listed('Microsoft.Compute/virtualMachines', { vmId: 'x' }),
      {
        ...listed('Microsoft.Compute/virtualMachines', { identity: { principalId: idOf('vm') } }),
        id: `${subscriptionPath}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/two`,
      },
    ];
    const given = { ...assigned, roleDefinitionId: rolePath(role.vmContributor) };
    const records = [machines, [given]].flatMap(
      (list, at) => read(`machines-${at}.json`, JSON.stringify(list)).records,
    );
    expect(wayBetween(records, 'bot', 'vm')).toBe('surely');
    const reads = { ...assigned, roleDefinitionId: rolePath(role.reader) };
    const without = [machines, [reads]].flatMap(
      (list, at) => read(`machines-${at}.json`, JSON.stringify(list)).records,
    );
    expect(wayBetween(without, 'bot', 'vm')).toBe('no way');
  });
  test('clusters say what their nodes run as, accounts whether keys open them', () => {
    const dataOf = (element: object) => read('kind.json', JSON.stringify([element])).records[0]!.data;
    const type = 'Microsoft.ContainerService/managedClusters';
    expect(
      dataOf(listed(type, { identityProfile: { kubeletidentity: { objectId: idOf('k') } } })),
    ).toMatchObject({ type: type.toLowerCase(), kubeletIdentity: { objectId: idOf('k') } });
    const storage = 'Microsoft.Storage/storageAccounts';
    expect(dataOf(listed(storage, { allowSharedKeyAccess: false }))).toMatchObject({
      settings: { localKeys: false },
    });
    expect(dataOf(listed(storage, {}))).not.toHaveProperty('settings');
  });
  test.each(outputs)('%s', (name, kind, element) => {
    const { kinds, records } = read(`${name}.json`, JSON.stringify([element], undefined, 2));
    expect(kinds).toEqual(['azure-cli-list']);
    expect(records.map(({ record }) => record)).toEqual([kind]);
  });
  test('the same as pages of Graph, of which one is missing', () => {
    const { kinds, records, coverage } = read(
      'pages.json',
      JSON.stringify({
        '@odata.context': 'x',
        '@odata.nextLink': 'https://graph.microsoft.com/v1.0/x',
        value: [principal],
      }),
    );
    expect(kinds).toEqual(['azure-cli-list']);
    expect(records).toHaveLength(1);
    expect(coverage.map(({ status, detail }) => [status, detail])).toEqual([
      ['partial', 'more entries would follow (nextLink)'],
    ]);
  });
  test('compressed', () => {
    const { kinds, records } = read('sp.json.gz', gzipSync(JSON.stringify([principal])));
    expect([kinds, records.length]).toEqual([['azure-cli-list'], 1]);
  });
  test('no secret is kept, nor the beginning of one', () => {
    const { records } = read('secret.json', JSON.stringify([principal]));
    expect(JSON.stringify(records)).not.toMatch(/never-kept|Abc|hint|secretText/);
  });
  test('the tenant is told by the file’s name where nothing in it says so', () => {
    expect(read(`${otherTenant}-sp.json`, JSON.stringify([principal])).records[0]!.scope).toBe(otherTenant);
    expect(read('sp.json', JSON.stringify([principal])).records[0]!.scope).toBe('entra');
  });
  test('what is damaged is told with its place', () => {
    expect(() => read('damaged.json', JSON.stringify([principal, { ...principal, id: 7 }]))).toThrow(
      /id: .*expected string/i,
    );
  });
  test('management groups above a subscription are those that its list shows', () => {
    const above = '/providers/Microsoft.Management/managementGroups/';
    const list = (
      owner: string,
      groups: readonly string[],
      of = subscriptionPath,
    ): readonly SnapshotRecord[] =>
      read(
        `above-${of.length}-${groups.join()}.json`,
        JSON.stringify([
          { ...assigned, roleDefinitionId: rolePath(role.reader).replace(subscriptionPath, of), scope: of },
          ...groups.map((group) => ({
            ...assigned,
            id: `${above}${group}/providers/Microsoft.Authorization/roleAssignments/${idOf(group)}`,
            scope: above + group,
            principalId: idOf(`owner of ${group}`),
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${owner}`,
          })),
        ]),
      ).records;
    const two = list(role.owner, ['prod', 'all']);
    for (const group of ['prod', 'all']) expect(wayToControl(two, `owner of ${group}`)).toBe('surely');
    expect(wayToControl(list(role.reader, ['prod']), 'owner of prod')).toBe('no way');
    // Of another subscription it says nothing.
    const other = list(role.owner, ['prod'], '/subscriptions/5aaaaaaa-0000-4000-8000-000000000002');
    expect(wayToControl([...other, subscriptionRecord()], 'owner of prod')).toBe('no way');
    // Nor what is put together from the lists of two.
    const mixed = read(
      'mixed.json',
      JSON.stringify([
        assigned,
        { ...assigned, id: '/a', scope: '/subscriptions/5aaaaaaa-0000-4000-8000-000000000002' },
        { ...assigned, id: '/b', scope: `${above}prod`, principalId: idOf('owner of prod') },
      ]),
    ).records;
    expect(wayToControl(mixed, 'owner of prod')).toBe('no way');
  });
  test('several make one estate', () => {
    const records = ['sp', 'ra'].flatMap(
      (name) => read(`${name}.json`, JSON.stringify([name === 'sp' ? principal : assigned])).records,
    );
    expect(wayToControl(records, 'bot')).toBe('surely');
  });
});

describe('AzureHound', () => {
  const hound = (...data: readonly (readonly [kind: string, data: object])[]): string =>
    `{\n\t"data": [\n${data.map(([kind, each]) => JSON.stringify({ kind, data: { ...each, tenantId: tenant.toUpperCase() } })).join(',\n')}\n],"meta":{"type":"azure","version":5,"count":${data.length}}}`;
  const vm =
    `${subscriptionPath}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`.toUpperCase();
  const file = hound(
    ['AZTenant', { id: `/tenants/${tenant}`, displayName: 'Contoso' }],
    [
      'AZUser',
      { id: idOf('ana').toUpperCase(), displayName: 'ana', userPrincipalName: 'ana@contoso.example' },
    ],
    ['AZServicePrincipal', { ...principal }],
    ['AZApp', { id: idOf('a bot'), appId: idOf('c bot'), displayName: 'bot' }],
    [
      'AZAppOwner',
      {
        appId: idOf('c bot'),
        owners: [
          {
            appId: idOf('c bot'),
            owner: { id: idOf('ana').toUpperCase(), '@odata.type': '#microsoft.graph.user' },
          },
        ],
      },
    ],
    ['AZGroup', { id: idOf('g'), displayName: 'g', securityEnabled: true }],
    [
      'AZGroupMember',
      {
        groupId: idOf('g'),
        members: [
          {
            groupId: idOf('g'),
            member: { id: idOf('bot'), '@odata.type': '#microsoft.graph.servicePrincipal' },
          },
        ],
      },
    ],
    [
      'AZSubscription',
      { id: subscriptionPath, subscriptionId: subscription, displayName: 'Production', state: 'Enabled' },
    ],
    [
      'AZSubscriptionRoleAssignment',
      {
        subscriptionId: subscription,
        roleAssignments: [
          {
            subscriptionId: subscription,
            roleAssignment: {
              id: `${subscriptionPath}/providers/Microsoft.Authorization/roleAssignments/1`,
              properties: {
                principalId: idOf('g').toUpperCase(),
                principalType: 'Group',
                roleDefinitionId: rolePath(role.vmContributor),
                scope: subscriptionPath,
              },
            },
          },
        ],
      },
    ],
    [
      'AZVM',
      {
        id: vm,
        name: 'web',
        identity: { type: 'SystemAssigned', principalId: idOf('vm').toUpperCase(), tenantId: tenant },
        properties: {},
      },
    ],
    ['AZDevice', { id: 'x' }],
  );
  test('a chain from an owner through an application and a group to a machine', () => {
    const { kinds, records, coverage } = read('hound.json', file);
    expect(kinds).toEqual(['azurehound']);
    expect(new Set(records.map(({ scope }) => scope))).toEqual(new Set([tenant]));
    expect(wayBetween(records, 'ana', 'vm')).toBe('surely');
    expect(coverage.at(-1)!.detail).toContain('AZDevice');
  });
  const assignment = (roleId: string, scope: string): object => ({
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/1`,
    name: '1',
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      principalId: idOf('bot').toUpperCase(),
      principalType: 'ServicePrincipal',
      roleDefinitionId: rolePath(roleId),
      scope,
    },
  });
  test.each([
    ['AZSubscriptionOwner', 'owners', 'owner', role.owner],
    ['AZSubscriptionUserAccessAdmin', 'userAccessAdmins', 'userAccessAdmin', role.userAccessAdministrator],
    ['AZSubscriptionRoleAssignment', 'roleAssignments', 'roleAssignment', role.owner],
  ])('what the whole collection writes of one role: %s', (kind, list, member, roleId) => {
    const { records, coverage } = read(
      'one-role.json',
      hound(
        ['AZServicePrincipal', principal],
        [
          kind,
          {
            subscriptionId: subscription,
            [list]: [{ subscriptionId: subscription, [member]: assignment(roleId, subscriptionPath) }],
          },
        ],
      ),
    );
    expect(wayToControl(records, 'bot')).toBe('surely');
    const grants = coverage.filter(({ gives }) => gives.includes('grants')).map(({ status }) => status);
    expect(grants).toEqual([list === 'roleAssignments' ? 'complete' : 'partial']);
    expect(coverage.flatMap(({ gives }) => gives)).not.toContain('owners');
  });
  test('contributors of one virtual machine', () => {
    const { records } = read(
      'one-machine.json',
      hound(
        ['AZServicePrincipal', principal],
        ['AZVMContributor', { contributors: [{ contributor: assignment(role.vmContributor, vm) }] }],
        ['AZVM', { id: vm, name: 'web', identity: { principalId: idOf('vm') }, properties: {} }],
      ),
    );
    expect(wayBetween(records, 'bot', 'vm')).toBe('surely');
  });
  test('a file of eligible roles alone is one that was read', () => {
    const { coverage } = read(
      'eligible.json',
      hound([
        'AZRoleEligibilityScheduleInstance',
        { id: 'e', principalId: idOf('ana'), roleDefinitionId: idOf('role'), directoryScopeId: '/' },
      ]),
    );
    expect(coverage.map(({ status }) => status)).toEqual(['complete', 'unsupported']);
  });
  test('without one of its links there is no chain', () => {
    for (const kind of ['AZAppOwner', 'AZGroupMember', 'AZSubscriptionRoleAssignment'])
      expect(
        wayBetween(read('hound.json', file.replace(`"${kind}"`, '"AZDevice"')).records, 'ana', 'vm'),
        kind,
      ).toBe('no way');
  });
  test('where a subscription hangs is told by another object', () => {
    const { records } = read(
      'groups.json',
      hound(
        [
          'AZManagementGroup',
          {
            id: '/providers/Microsoft.Management/managementGroups/prod',
            name: 'prod',
            properties: { displayName: 'Prod', tenantId: tenant },
          },
        ],
        ['AZSubscription', { id: subscriptionPath, subscriptionId: subscription, displayName: 'Production' }],
        [
          'AZManagementGroupDescendant',
          {
            id: subscriptionPath,
            name: subscription,
            type: '/subscriptions',
            properties: {
              displayName: 'Production',
              parent: { id: '/providers/Microsoft.Management/managementGroups/prod' },
            },
          },
        ],
      ),
    );
    expect(
      records.filter(({ record }) => record === 'azure.subscription').map(({ data }) => data),
    ).toMatchObject([{ id: subscription, displayName: 'Production', managementGroup: 'prod' }]);
  });
  test('what is none of its objects is told with its place', () => {
    expect(() =>
      read('broken.json', '{"data":[{"kind":"AZUser","data":{"id":"x"}},{"kind":7,"data":{}}],"meta":{}}'),
    ).toThrow(/AzureHound/);
  });
});

test('each kind has its format', () => {
  expect(azureFormats.map(({ id }) => id)).toEqual(azureFiles.map(({ id }) => id));
});
