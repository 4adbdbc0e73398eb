import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  application,
  assignment,
  custom,
  customRole,
  estateOf,
  group,
  groupPath,
  identityAt,
  idOf,
  member,
  record,
  resource,
  role,
  servicePrincipal,
  subscriptionPath,
  wayBetween,
} from '../support.ts';

const vaultPath = `${groupPath}/providers/Microsoft.KeyVault/vaults/vault`;
const vault = (settings: object | null): SnapshotRecord =>
  resource('Microsoft.KeyVault/vaults', 'vault', [], { identity: null, settings });
const byRoles = vault({ roleBased: true });
const byPolicies = (...policies: readonly object[]): SnapshotRecord =>
  vault({ roleBased: false, accessPolicies: policies });
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const key = { keyId: idOf('k app'), endDateTime: '2027-01-01T00:00:00Z' };
const app = application('billing', { passwordCredentials: [key] });
const secret = (part: object = {}, name = 'x1'): SnapshotRecord =>
  record('azure.vault-secret', `https://vault.vault.azure.net/secrets/${name}`, {
    id: `https://vault.vault.azure.net/secrets/${name}`,
    name,
    ...part,
  });
const marked = secret({ tags: { application: idOf('c billing') } });
const bot = servicePrincipal('bot');
const reader = assignment('bot', secretsUser, vaultPath);

describe('whoever reads a secret of a vault becomes whom it is a credential of', () => {
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['by a role at the vault', [byRoles, reader, marked], 'surely'],
    ['by a role at the subscription', [byRoles, assignment('bot', secretsUser), marked], 'surely'],
    [
      'by a role at the secret',
      [byRoles, assignment('bot', secretsUser, `${vaultPath}/secrets/x1`), marked],
      'surely',
    ],
    [
      'by a role at another secret',
      [byRoles, assignment('bot', secretsUser, `${vaultPath}/secrets/x2`), marked],
      'no way',
    ],
    [
      'by a role at another vault',
      [byRoles, assignment('bot', secretsUser, `${vaultPath}2`), marked],
      'no way',
    ],
    [
      'by a role that shows names',
      [byRoles, assignment('bot', '21090545-7ca7-4776-b22c-e363652d74d2', vaultPath), marked],
      'no way',
    ],
    ['where policies decide', [byPolicies(), reader, marked], 'no way'],
    [
      'where it is not told how the vault decides',
      [vault(null), reader, marked],
      'roles decide who reads what the vault holds',
    ],
    ['by a policy', [byPolicies({ objectId: idOf('bot'), secrets: ['Get'] }), marked], 'surely'],
    ['by a policy for all', [byPolicies({ objectId: idOf('bot'), secrets: ['all'] }), marked], 'surely'],
    ['by a policy for names', [byPolicies({ objectId: idOf('bot'), secrets: ['list'] }), marked], 'no way'],
    ['by a policy for keys', [byPolicies({ objectId: idOf('bot'), keys: ['get'] }), marked], 'no way'],
    [
      'by a policy together with an application',
      [byPolicies({ objectId: idOf('bot'), applicationId: idOf('c other'), secrets: ['get'] }), marked],
      'no way',
    ],
    [
      'by a policy of a group',
      [
        group('team'),
        member('team', 'bot'),
        byPolicies({ objectId: idOf('team'), secrets: ['get'] }),
        marked,
      ],
      'surely',
    ],
    [
      'by a policy that roles overrule',
      [vault({ roleBased: true, accessPolicies: [{ objectId: idOf('bot'), secrets: ['get'] }] }), marked],
      'no way',
    ],
    [
      'by writing the policies',
      [byPolicies(), assignment('bot', role.contributor, groupPath), marked],
      'surely',
    ],
    [
      'by writing policies that roles overrule',
      [byRoles, assignment('bot', role.contributor, groupPath), marked],
      'no way',
    ],
    [
      'by an action of a role of its own',
      [
        byRoles,
        customRole(custom, { dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'] }),
        assignment('bot', custom, vaultPath),
        marked,
      ],
      'surely',
    ],
  ])('%s', (_, records, expected) => {
    expect(wayBetween([bot, ...app, ...records], 'bot', 'billing')).toBe(expected);
  });
});

describe('what tells whose a secret is', () => {
  const guess = 'the secret billing-client-secret of vault vault is what its name says';
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['the client id in a tag', [marked], 'surely'],
    [
      'the client id in its type',
      [secret({ contentType: `secret of ${idOf('c billing').toUpperCase()}` })],
      'surely',
    ],
    ['the object id in its name', [secret({}, idOf('billing'))], 'surely'],
    ['the id of the credential', [secret({ tags: { keyId: key.keyId } })], 'surely'],
    ['its name', [secret({}, 'billing-client-secret')], guess],
    ['a name without an ending', [secret({}, 'billing')], 'no way'],
    ['the name of something else', [secret({}, 'billing-db-connection')], 'no way'],
    ['nothing', [secret()], 'no way'],
    ['a mark of another application', [secret({ tags: { application: idOf('c other') } })], 'no way'],
    [
      'a secret that is switched off',
      [secret({ tags: { a: idOf('c billing') }, attributes: { enabled: false } })],
      'no way',
    ],
    [
      'one that has ended',
      [secret({ tags: { a: idOf('c billing') }, attributes: { expires: '2026-01-01T00:00:00Z' } })],
      'no way',
    ],
  ])('%s', (_, records, expected) => {
    expect(wayBetween([bot, ...app, byRoles, reader, ...records], 'bot', 'billing')).toBe(expected);
  });
  test('two applications of one name: nobody can tell which', () => {
    const twin = application('twin', { displayName: 'billing', passwordCredentials: [key] }).map((each) =>
      each.record === 'azure.service-principal'
        ? { ...each, data: { ...(each.data as object), displayName: 'billing' } }
        : each,
    );
    const records = [bot, ...app, ...twin, byRoles, reader, secret({}, 'billing-client-secret')];
    expect(wayBetween(records as readonly SnapshotRecord[], 'bot', 'billing')).toBe('no way');
  });
  test('an application without a secret or certificate has none there', () => {
    expect(wayBetween([bot, ...application('billing'), byRoles, reader, marked], 'bot', 'billing')).toBe(
      'no way',
    );
    const ended = application('billing', {
      passwordCredentials: [{ ...key, endDateTime: '2026-01-01T00:00:00Z' }],
    });
    expect(wayBetween([bot, ...ended, byRoles, reader, marked], 'bot', 'billing')).toBe('no way');
  });
  test('keys of an account by the mark of its rotation', () => {
    const account = resource('Microsoft.Storage/storageAccounts', 'files', [], {
      identity: null,
      settings: { localKeys: true },
    });
    const path = `${groupPath}/providers/Microsoft.Storage/storageAccounts/files`;
    const rotated = secret({ tags: { CredentialId: 'key1', ProviderAddress: path } });
    const steps = (records: readonly SnapshotRecord[]): number => {
      const estate = estateOf([bot, account, byRoles, reader, ...records]);
      const to = identityAt(estate, `${path.toLowerCase()}/keys`);
      return [...estate.takeover.to].filter((each) => each === to).length;
    };
    expect(steps([rotated])).toBe(1);
    expect(steps([secret({ tags: { CredentialId: 'key1' } })])).toBe(0);
  });
  test('a vault that only an assignment names', () => {
    expect(wayBetween([bot, ...app, reader, marked], 'bot', 'billing')).toBe(
      'roles decide who reads what the vault holds',
    );
    expect(
      wayBetween([bot, ...app, assignment('bot', secretsUser, subscriptionPath), marked], 'bot', 'billing'),
    ).toBe('no way');
  });
});

/** Key Vault Contributor manages vaults and reads nothing that they hold. */
describe('a vault that serves deployments', () => {
  const contributor = 'f25e0fa2-a7c8-4377-a976-54943a77a395';
  const forTemplates = vault({ roleBased: true, forTemplates: true });
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['of whoever manages its group', [forTemplates, assignment('bot', contributor, groupPath)], 'surely'],
    ['that serves none', [byRoles, assignment('bot', contributor, groupPath)], 'no way'],
    [
      'of whoever manages the vault alone',
      [forTemplates, assignment('bot', contributor, vaultPath)],
      'no way',
    ],
    ['of whoever reads its group', [forTemplates, assignment('bot', role.reader, groupPath)], 'no way'],
    [
      'of whoever deploys, and takes no secret',
      [
        forTemplates,
        customRole(custom, { actions: ['Microsoft.Resources/deployments/*'] }),
        assignment('bot', custom, groupPath),
      ],
      'no way',
    ],
  ])('%s', (_, records, expected) => {
    expect(wayBetween([bot, ...app, marked, ...records], 'bot', 'billing')).toBe(expected);
  });
});
