import { describe, expect, test } from 'vitest';
import { keyedTypes } from '../../../../connectors/azure/facts/account-keys.ts';
import type { AzureRecordInput } from '../../../../connectors/azure/facts/records.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  assignment,
  custom,
  customRole,
  estateOf,
  groupPath,
  identityAt,
  idOf,
  otherGroupPath,
  resource,
  role,
  servicePrincipal,
} from '../support.ts';

/** Keys of storage and the like are identities of nobody: who reads them, and what they open. */
const account = (type: string, settings: AzureRecordInput<'azure.resource'>['settings'] = {}) =>
  resource(type, 'data', [], { identity: null, settings });
const keysId = (type: string): string => `${groupPath}/providers/${type}/data/keys`.toLowerCase();

const way = (records: Parameters<typeof estateOf>[0], type: string): string => {
  const estate = estateOf([servicePrincipal('bot'), ...records]);
  const to = estate.identities.findIndex(({ id }) => id === keysId(type));
  if (to < 0) return 'no keys';
  const steps = reachOf(estate, defaultSettings).pathsToAny({ identities: [to], scopes: [] })(
    identityAt(estate, idOf('bot')),
  );
  return steps.length === 0 ? 'no way' : steps.flatMap(({ assumes }) => assumes).join('; ') || 'surely';
};

const shown = keyedTypes.flatMap(({ type, shownBy }) => shownBy.map((action) => [type, action] as const));
describe.each(shown)('%s by %s', (type, action) => {
  const reading = [customRole(custom, { actions: [action] }), assignment('bot', custom)];
  test('whoever may list the keys has them', () => {
    expect(way([account(type), ...reading], type)).toBe('surely');
  });
  test.each([
    ['without the action', [assignment('bot', role.reader)]],
    [
      'with the action taken back',
      [
        customRole(custom, { actions: [action], notActions: [action.toUpperCase()] }),
        assignment('bot', custom),
      ],
    ],
    [
      'in another resource group',
      [customRole(custom, { actions: [action] }), assignment('bot', custom, otherGroupPath)],
    ],
  ])('nobody %s', (_, records) => {
    expect(way([account(type), ...records], type)).toBe('no way');
  });
  test('where keys are switched off there are none', () => {
    expect(way([account(type, { localKeys: false }), ...reading], type)).toBe('no keys');
  });
});

test.each([
  ['Microsoft.Storage/storageAccounts', 'listAccountSas', 'surely'],
  ['Microsoft.DocumentDB/databaseAccounts', 'listConnectionStrings', 'surely'],
  ['Microsoft.ServiceBus/namespaces', 'authorizationRules/regenerateKeys', 'surely'],
  ['Microsoft.CognitiveServices/accounts', 'regenerateKey', 'surely'],
  // It answers with nothing, and others show read-only keys, or keys for queries.
  ['Microsoft.DocumentDB/databaseAccounts', 'regenerateKey', 'no way'],
  ['Microsoft.DocumentDB/databaseAccounts', 'readonlykeys', 'no way'],
  ['Microsoft.Search/searchServices', 'listQueryKeys', 'no way'],
])('%s: %s', (type, action, expected) => {
  const reading = [customRole(custom, { actions: [`${type}/${action}/action`] }), assignment('bot', custom)];
  expect(way([account(type), ...reading], type)).toBe(expected);
});

test('of a resource whose settings were not read nothing is said', () => {
  const type = 'Microsoft.Storage/storageAccounts';
  expect(way([resource(type, 'data', [], { settings: null })], type)).toBe('no keys');
});

test('a key is as old as it is told, and its name is its id', () => {
  const type = 'Microsoft.Storage/storageAccounts';
  const estate = estateOf([account(type, { keysCreated: [{ name: 'key1', at: '2024-01-01T00:00:00Z' }] })]);
  const { credentials, grants, kind } = estate.identities[identityAt(estate, keysId(type))]!;
  expect(kind).toBe('account-keys');
  expect(credentials).toMatchObject([
    {
      id: 'key1',
      kind: 'account-key',
      lifetime: 'static',
      service: 'Microsoft.Storage',
      createdAt: '2024-01-01T00:00:00.000Z',
    },
  ]);
  expect(grants.map(({ privileges }) => privileges.map(({ level }) => level))).toEqual([[3]]);
});
