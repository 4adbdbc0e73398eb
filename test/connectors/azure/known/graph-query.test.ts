import { describe, expect, test } from 'vitest';
import {
  azRa,
  azRole,
  azSp,
  carries,
  clientOf,
  type Files,
  identityPath,
  idOf,
  inGroup,
  inSubscription,
  type Json,
  roles,
  subscription,
  tenant,
} from '../tenants/files.ts';
import { estateOfFiles, type Goal, wayIn } from '../tenants/ways.ts';

/** Rows of Resource Graph as `az graph query` prints them: the same columns in every table. */
const row = (type: string, id: string, part: Json = {}): Json => ({
  extendedLocation: null,
  id,
  identity: null,
  kind: '',
  location: 'westeurope',
  managedBy: '',
  name: id.slice(id.lastIndexOf('/') + 1),
  plan: null,
  properties: {},
  resourceGroup: 'app',
  sku: null,
  subscriptionId: subscription,
  tags: null,
  tenantId: tenant,
  type,
  zones: null,
  ...part,
});
const answer = (...data: readonly Json[]): Json => ({
  count: data.length,
  data,
  skip_token: null,
  total_records: data.length,
});
const auth = 'microsoft.authorization';
const assigned = (who: string, role: string, scope: string): Json =>
  row(
    `${auth}/roleassignments`,
    `${scope}/providers/Microsoft.Authorization/RoleAssignments/${idOf(who + role)}`,
    {
      properties: {
        createdOn: '2024-03-01T08:00:00.123Z',
        principalId: idOf(who),
        principalType: 'ServicePrincipal',
        roleDefinitionId: `/providers/Microsoft.Authorization/RoleDefinitions/${role}`,
        scope,
      },
    },
  );
const machine = row(
  'microsoft.compute/virtualmachines',
  `${inGroup}/providers/Microsoft.Compute/virtualMachines/web`,
  {
    identity: carries(null, 'mi'),
  },
);
const identity = row('microsoft.managedidentity/userassignedidentities', identityPath('mi'), {
  properties: { clientId: clientOf('mi'), principalId: idOf('mi'), tenantId: tenant },
});
const definition = row(
  `${auth}/roledefinitions`,
  `/providers/Microsoft.Authorization/RoleDefinitions/${idOf('own')}`,
  {
    name: idOf('own'),
    properties: {
      assignableScopes: [inSubscription],
      permissions: [{ actions: ['Microsoft.Compute/virtualMachines/runCommand/action'], notActions: [] }],
      roleName: 'own',
      type: 'CustomRole',
    },
  },
);
const hierarchy = [
  row('microsoft.management/managementgroups', '/providers/Microsoft.Management/managementGroups/corp', {
    properties: { displayName: 'corp', details: { parent: { name: tenant } } },
  }),
  row('microsoft.resources/subscriptions', inSubscription, {
    name: 'prod',
    properties: { managementGroupAncestorsChain: [{ name: 'corp' }, { name: tenant }], state: 'Enabled' },
  }),
];
const atGroup = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`;

const ways: readonly (readonly [says: string, files: Files, goal: Goal, way: string])[] = [
  [
    'all tables in one file',
    { q: answer(assigned('ci', roles['Virtual Machine Contributor'], inGroup), machine, identity) },
    'mi',
    'surely',
  ],
  [
    'a table a file',
    { a: answer(assigned('ci', roles['Virtual Machine Contributor'], inGroup)), b: answer(machine) },
    'mi',
    'surely',
  ],
  [
    'the list alone',
    { q: [assigned('ci', roles['Virtual Machine Contributor'], inGroup), machine] },
    'mi',
    'surely',
  ],
  ['a reader', { q: answer(assigned('ci', roles.Reader, inGroup), machine, identity) }, 'mi', 'no way'],
  [
    'a role of one’s own',
    { q: answer(assigned('ci', idOf('own'), inGroup), machine, identity, definition) },
    'mi',
    'surely',
  ],
  [
    'a management group above',
    { q: answer(assigned('ci', roles.Owner, atGroup('corp')), ...hierarchy) },
    'the subscription',
    'surely',
  ],
  [
    'one beside it',
    { q: answer(assigned('ci', roles.Owner, atGroup('lab')), ...hierarchy) },
    'the subscription',
    'no way',
  ],
];

describe('rows of az graph query', () => {
  test.each(ways)('%s', (_, files, goal, way) => {
    expect(wayIn({ sp: [azSp('ci')], ...files }, 'ci', goal)).toBe(way);
  });
  test('make the same of it as the lists of the CLI', () => {
    const asked = estateOfFiles({
      sp: [azSp('ci')],
      q: answer(assigned('ci', idOf('own'), inSubscription), definition),
    });
    const listed = estateOfFiles({
      sp: [azSp('ci')],
      ra: [azRa('ci', 'own')],
      roles: [azRole('own', { actions: ['Microsoft.Compute/virtualMachines/runCommand/action'] })],
    });
    const grantsOf = (estate: typeof asked) =>
      estate.entitlements!(estate.identities.findIndex(({ id }) => id === idOf('ci')));
    expect(grantsOf(asked).map(({ privileges, resources }) => [privileges, resources])).toEqual(
      grantsOf(listed).map(({ privileges, resources }) => [privileges, resources]),
    );
    expect(grantsOf(asked).length).toBe(1);
  });
  test('say that more rows would follow', () => {
    const { coverage } = estateOfFiles({ q: { ...answer(machine), skip_token: 'x' } });
    expect(coverage.find(({ source }) => source === 'az graph query')).toMatchObject({
      status: 'partial',
      detail: 'more rows would follow (skip_token)',
    });
  });
});
