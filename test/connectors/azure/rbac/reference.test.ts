import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/azure/facts/inventory.ts';
import { arrange } from '../../../../connectors/azure/identities/arrange.ts';
import { scopesOf } from '../../../../connectors/azure/identities/scopes.ts';
import { interpretAzure } from '../../../../connectors/azure/interpret.ts';
import { isMatched, patternsMeet } from '../../../../connectors/azure/rbac/pattern.ts';
import { authoritiesOf } from '../../../../connectors/azure/takeover/authorities.ts';
import { deniesOf } from '../../../../connectors/azure/takeover/denies.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import {
  assignment,
  collectedAt,
  group,
  groupPath,
  idOf,
  member,
  otherGroupPath,
  record,
  rolePath,
  servicePrincipal,
  subscriptionPath,
  subscriptionRecord,
  tenant,
  tenantRecord,
} from '../support.ts';
import {
  type ReferenceAssignment,
  type ReferenceDeny,
  type ReferencePermission,
  referenceAllows,
} from './reference.ts';

/** The product's evaluation of roles, scopes, groups and denies against a slow one that was written apart from it. */
const vm = `${groupPath}/providers/Microsoft.Compute/virtualMachines/web`;
const places = ['/', subscriptionPath, groupPath, `${groupPath}2`, otherGroupPath, vm, `${vm}/extensions/x`];
const actions = [
  'Microsoft.Compute/virtualMachines/runCommand/action',
  'Microsoft.Compute/virtualMachines/extensions/write',
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Web/sites/config/write',
];
const patterns = [
  '*',
  '*/read',
  '*/write',
  'Microsoft.Compute/*',
  'Microsoft.Compute/virtualMachines/*',
  'microsoft.compute/VIRTUALMACHINES/*/action',
  'Microsoft.Authorization/*/Write',
  'Microsoft.*/sites/*',
  ...actions,
];

const someOf = (list: readonly string[], most: number) => fc.subarray([...list], { maxLength: most });
const permission: fc.Arbitrary<ReferencePermission> = fc.record({
  actions: someOf(patterns, 3),
  notActions: someOf(patterns, 2),
  dataActions: someOf(patterns, 2),
  notDataActions: someOf(patterns, 1),
});
const people = ['bot', 'cat', 'team', 'outer'];
const drawn = fc.record({
  assignments: fc.array(
    fc.record({
      principal: fc.constantFrom(...people),
      scope: fc.constantFrom(...places),
      permissions: fc.array(permission, { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  denies: fc.array(
    fc.record({
      principals: someOf([...people, 'everyone'], 2),
      excluded: someOf(people, 1),
      scope: fc.constantFrom(...places),
      childScopes: fc.boolean(),
      permissions: fc.array(permission, { minLength: 1, maxLength: 1 }),
    }),
    { maxLength: 2 },
  ),
});

const id = (name: string): string =>
  name === 'everyone' ? '00000000-0000-0000-0000-000000000000' : idOf(name);
const roleId = (index: number): string => `c0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const recordsOf = (
  assignments: readonly ReferenceAssignment[],
  denies: readonly ReferenceDeny[],
): readonly SnapshotRecord[] => [
  tenantRecord,
  subscriptionRecord(),
  servicePrincipal('bot'),
  servicePrincipal('cat'),
  group('team'),
  group('outer'),
  member('team', 'bot'),
  member('outer', 'team'),
  ...assignments.flatMap(({ principal, scope, permissions }, index) => [
    record('azure.role-definition', roleId(index), {
      id: rolePath(roleId(index)),
      name: roleId(index),
      roleType: 'CustomRole',
      permissions: permissions.map((each) => ({
        ...each,
        actions: [...each.actions],
        notActions: [...each.notActions],
        dataActions: [...each.dataActions],
        notDataActions: [...each.notDataActions],
      })),
      assignableScopes: ['/'],
    }),
    assignment(principal, roleId(index), scope),
  ]),
  ...denies.map(({ principals, excluded, scope, childScopes, permissions }, index) =>
    record('azure.deny-assignment', `deny ${index}`, {
      id: `deny ${index}`,
      scope,
      doNotApplyToChildScopes: !childScopes,
      principals: principals.map((each) => ({ id: id(each) })),
      excludePrincipals: excluded.map((each) => ({ id: id(each) })),
      permissions: permissions.map((each) => ({
        ...each,
        actions: [...each.actions],
        notActions: [...each.notActions],
        dataActions: [...each.dataActions],
        notDataActions: [...each.notDataActions],
      })),
    }),
  ),
];

/** Tenants drawn; ten thousand assignments are about 4,000 of them. */
const runs = lawRuns(100, 4000);

test('drawn assignments give no different answer', () => {
  let compared = 0;
  let allowed = 0;
  fc.assert(
    fc.property(drawn, ({ assignments, denies }) => {
      const reader = createInventoryReader();
      for (const each of recordsOf(assignments, denies)) reader.add(each);
      const arranged = arrange(reader.finish(), collectedAt);
      const scopes = scopesOf(
        arranged.inventory,
        arranged.principals.all.values(),
        arranged.paths,
        defaultSettings,
      );
      const authorities = authoritiesOf(arranged, scopes, deniesOf(arranged));
      const groupsOf: Readonly<Record<string, readonly string[]>> = {
        bot: ['bot', 'team', 'outer', 'everyone'],
        cat: ['cat', 'everyone'],
      };
      for (const who of ['bot', 'cat'])
        for (const action of actions)
          for (const plane of ['management', 'data'] as const)
            for (const place of places) {
              const expected = referenceAllows(
                groupsOf[who]!,
                action,
                plane === 'data',
                place,
                assignments,
                denies,
              );
              const target = place === '/' ? '/' : place.toLowerCase();
              const found = authorities
                .of(idOf(who))
                // Held are those whose roles have a power; of the others nothing is asked here.
                .some(
                  ({ authority }) =>
                    authorities.permits(authority, { action: [action.toLowerCase()], plane }, target) !==
                    undefined,
                );
              const isPower = action !== 'Microsoft.Compute/virtualMachines/read' && plane === 'management';
              if (found !== expected && (isPower || found))
                expect.unreachable(
                  `${who} ${plane} ${action} at ${place}: ${found}, and should be ${expected}`,
                );
              compared += 1;
              if (expected) allowed += 1;
            }
    }),
    { numRuns: runs },
  );
  // Both answers come up.
  expect(compared).toBeGreaterThan(10_000);
  expect(allowed).toBeGreaterThan(500);
});

/** Actions of one plane alone, by which `who-can` tells what is asked. */
const asked = [
  ...actions.map((action) => [action, 'management'] as const),
  ['Microsoft.Storage/storageAccounts/listKeys/action', 'management'],
  ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read', 'data'],
  ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write', 'data'],
  ['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'data'],
] as const;
const dataPatterns = [
  '*',
  '*/read',
  'Microsoft.Storage/*',
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*',
  'microsoft.storage/*/READ',
  'Microsoft.KeyVault/vaults/secrets/*',
  'Microsoft.KeyVault/*/action',
  ...asked.flatMap(([action, plane]) => (plane === 'data' ? [action] : [])),
];
const wholePermission: fc.Arbitrary<ReferencePermission> = fc.record({
  actions: someOf([...patterns, 'Microsoft.Storage/storageAccounts/*'], 3),
  notActions: someOf([...patterns, 'Microsoft.Storage/*/listKeys/action'], 2),
  dataActions: someOf(dataPatterns, 3),
  notDataActions: someOf(dataPatterns, 2),
});
const managementGroup = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`;
const hierarchy: ReadonlyMap<string, string> = new Map([
  [subscriptionPath.toLowerCase(), managementGroup('prod').toLowerCase()],
  [managementGroup('prod').toLowerCase(), managementGroup('company').toLowerCase()],
  [managementGroup('lab').toLowerCase(), managementGroup('company').toLowerCase()],
]);
const everywhere = [
  ...places,
  managementGroup('prod'),
  managementGroup('company'),
  managementGroup('lab'),
  managementGroup('PROD'),
  '/subscriptions/5aaaaaaa-0000-4000-8000-000000000009',
];
const questions = asked.flatMap(([action, plane]) => everywhere.map((place) => ({ action, plane, place })));
const wholeTenant = fc.record({
  /** Each tenant is asked some: ten thousand assignments are asked all of them many times over. */
  drawnQuestions: fc.shuffledSubarray(questions, { minLength: 12, maxLength: 12 }),
  assignments: fc.array(
    fc.record({
      principal: fc.constantFrom(...people),
      scope: fc.constantFrom(...everywhere),
      permissions: fc.array(wholePermission, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  denies: fc.array(
    fc.record({
      principals: someOf([...people, 'everyone'], 2),
      excluded: someOf(people, 1),
      scope: fc.constantFrom(...everywhere),
      childScopes: fc.boolean(),
      permissions: fc.array(wholePermission, { minLength: 1, maxLength: 1 }),
    }),
    { maxLength: 1 },
  ),
});
const groupsOf: Readonly<Record<string, readonly string[]>> = {
  bot: ['bot', 'team', 'outer', 'everyone'],
  cat: ['cat', 'everyone'],
};

/** Three assignments a tenant on average: ten thousand of them, and with few runs some hundred. */
test('who can do what is the same, on both planes and below management groups: no more, and no less', () => {
  const seen = { assignments: 0, allowed: 0, refused: 0, data: 0, above: 0 };
  fc.assert(
    fc.property(wholeTenant, ({ assignments, denies, drawnQuestions }) => {
      seen.assignments += assignments.length;
      const estate = interpretAzure(
        [
          ...recordsOf(assignments, denies).filter(({ record: kind }) => kind !== 'azure.subscription'),
          subscriptionRecord({ managementGroup: 'prod' }),
          ...['company', 'prod', 'lab'].map((name) =>
            record('azure.management-group', name, {
              name,
              tenantId: tenant,
              ...(name === 'company' ? {} : { parent: 'company' }),
            }),
          ),
        ],
        { collectedAt, coverage: [], settings: defaultSettings },
      );
      const indexOf = new Map(estate.identities.map(({ id: each }, index) => [each, index]));
      for (const { action, plane, place } of drawnQuestions) {
        const answer = estate.whoCan!({ privilege: action, resource: place });
        for (const who of ['bot', 'cat']) {
          const expected = referenceAllows(
            groupsOf[who]!,
            action,
            plane === 'data',
            place,
            assignments,
            denies,
            hierarchy,
          );
          const own = answer.identities.find(({ identity }) => identity === indexOf.get(idOf(who)))!;
          const found = own.verdict === 'allowed';
          if (found !== expected)
            expect.unreachable(
              `${who} ${plane} ${action} at ${place}: ${own.verdict}, and should be ${expected}`,
            );
          seen[expected ? 'allowed' : 'refused'] += 1;
          if (expected && plane === 'data') seen.data += 1;
          if (expected && place.startsWith('/providers/')) seen.above += 1;
        }
      }
    }),
    { numRuns: lawRuns(60, 3_800) },
  );
  expect(seen.assignments).toBeGreaterThan(lawRuns(100, 10_000));
  for (const count of [seen.allowed, seen.refused, seen.data, seen.above]) expect(count).toBeGreaterThan(10);
});

test('patterns of actions are matched as a regular expression would', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '/', '*'), { maxLength: 8 }).map((each) => each.join(''));
  fc.assert(
    fc.property(text, text, (pattern, drawnAction) => {
      const action = drawnAction.replaceAll('*', 'c');
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
      expect(isMatched(action, pattern)).toBe(expected);
      if (expected) expect(patternsMeet(pattern, action)).toBe(true);
    }),
    { numRuns: lawRuns(400, 2_000) },
  );
});
