import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { everythingOf, undefinedIn } from '../../../support/holdings.ts';
import {
  application,
  assignment,
  collectedAt,
  custom,
  customRole,
  estateOf,
  groupPath,
  identityAt,
  idOf,
  managedIdentity,
  otherTenant,
  record,
  resource,
  role,
  servicePrincipal,
  user,
} from '../support.ts';

const at = (records: readonly SnapshotRecord[], id: string) => {
  const estate = estateOf(records);
  const identity = estate.identities[identityAt(estate, id)]!;
  expect(undefinedIn(identity)).toEqual([]);
  return identity;
};
const told = (records: readonly SnapshotRecord[], id: string): readonly string[] =>
  at(records, id).credentials.map(
    ({ id: own, kind, lifetime, binding, status, service, createdAt, expiresAt, lastUsedAt, maxSeconds }) =>
      [
        kind,
        own,
        lifetime,
        binding,
        status,
        service ?? 'any',
        `made ${createdAt ?? 'sometime'}`,
        `ends ${expiresAt ?? 'never'}`,
        `used ${lastUsedAt ?? 'unknown'}`,
        maxSeconds ?? 'no limit',
      ].join(', '),
  );

const [long, then, soon] = [
  '2024-01-01T00:00:00.000Z',
  '2026-06-01T00:00:00.000Z',
  '2026-10-01T00:00:00.000Z',
];
const secret = (keyId: string, part: object = {}) => ({
  keyId,
  startDateTime: long,
  endDateTime: soon,
  ...part,
});
const [one, two, three] = ['1', '2', '3'].map((digit) => `c1000000-0000-4000-8000-00000000000${digit}`) as [
  string,
  string,
  string,
];
const principalUsed = (lastSignInDateTime: string): SnapshotRecord =>
  record('azure.sign-in', 'app', { appId: idOf('c app'), lastSignInActivity: { lastSignInDateTime } });
const keyUsed = (keyId: string, lastSignInDateTime: string | null): SnapshotRecord =>
  record('azure.credential-sign-in', keyId, { keyId, signInActivity: { lastSignInDateTime } } as never);
const line = (
  kind: string,
  id: string,
  part: Partial<Record<'life' | 'binding' | 'status' | 'made' | 'ends' | 'used', string>> = {},
): string =>
  [
    kind,
    id,
    part.life ?? 'expiring',
    part.binding ?? 'shared-secret',
    part.status ?? 'active',
    'any',
    `made ${part.made ?? long}`,
    `ends ${part.ends ?? soon}`,
    `used ${part.used ?? 'unknown'}`,
    'no limit',
  ].join(', ');

describe('what proves an application', () => {
  test.each<[string, object, readonly SnapshotRecord[], readonly string[]]>([
    ['a secret', { passwordCredentials: [secret(one)] }, [], [line('client-secret', one)]],
    [
      'one without dates',
      { passwordCredentials: [{ keyId: one }] },
      [],
      [line('client-secret', one, { life: 'static', made: 'sometime', ends: 'never' })],
    ],
    [
      'one that ends now',
      { passwordCredentials: [secret(one, { endDateTime: collectedAt })] },
      [],
      [line('client-secret', one, { status: 'expired', ends: collectedAt })],
    ],
    [
      'one that ended in 1970',
      { passwordCredentials: [secret(one, { endDateTime: '1970-01-01T00:00:00Z' })] },
      [],
      [line('client-secret', one, { status: 'expired', ends: '1970-01-01T00:00:00.000Z' })],
    ],
    [
      'certificates, and not those that sign for others',
      {
        keyCredentials: [
          secret(one, { type: 'AsymmetricX509Cert', usage: 'verify' }),
          secret(two, { type: 'Symmetric', usage: null }),
          secret(three, { type: 'AsymmetricX509Cert', usage: 'Sign' }),
        ],
      },
      [],
      [line('certificate', one, { binding: 'certificate' }), line('client-secret', two)],
    ],
    [
      'one that was used, and others of which nothing is told',
      { passwordCredentials: [secret(one), secret(two)] },
      [keyUsed(one, then), keyUsed(two, null)],
      [line('client-secret', one, { used: then }), line('client-secret', two, { used: 'never' })],
    ],
    [
      'none was used after the principal; of one that ended before that says nothing',
      {
        passwordCredentials: [
          secret(one),
          secret(two, { endDateTime: '2026-01-01T00:00:00Z' }),
          secret(three, { endDateTime: then }),
        ],
      },
      [principalUsed(then)],
      [
        line('client-secret', one, { used: then }),
        line('client-secret', two, { status: 'expired', ends: '2026-01-01T00:00:00.000Z' }),
        line('client-secret', three, { status: 'expired', ends: then }),
      ],
    ],
    [
      'of one that ended, beside one that was used: never',
      { passwordCredentials: [secret(one), secret(two, { endDateTime: '2026-01-01T00:00:00Z' })] },
      [keyUsed(one, then)],
      [
        line('client-secret', one, { used: then }),
        line('client-secret', two, { status: 'expired', ends: '2026-01-01T00:00:00.000Z', used: 'never' }),
      ],
    ],
    [
      'of one without an end',
      { passwordCredentials: [{ keyId: one }] },
      [principalUsed(then)],
      [line('client-secret', one, { life: 'static', made: 'sometime', ends: 'never', used: then })],
    ],
  ])('%s', (_, part, records, expected) => {
    expect(told([...application('app', part), ...records], idOf('app'))).toEqual(expected);
  });

  test('of both the application and its principal, each once, in order', () => {
    const records = [
      ...application('app', { passwordCredentials: [secret(two), secret(three)] }),
      servicePrincipal('app', {
        passwordCredentials: [secret(one), secret(two, { startDateTime: then })],
        accountEnabled: false,
      }),
    ];
    expect(told(records, idOf('app'))).toEqual([
      line('client-secret', one, { status: 'inactive' }),
      line('client-secret', two, { status: 'inactive', made: then }),
      line('client-secret', three, { status: 'inactive' }),
    ]);
  });
  const unread = (status = 'unknown'): string =>
    line('credential-of-registration', 'registration', {
      life: 'unknown',
      binding: 'unknown',
      status,
      made: 'sometime',
      ends: 'never',
    });
  const elsewhere = { appOwnerOrganizationId: otherTenant };
  const microsoft = { appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' };
  test.each<[says: string, records: readonly SnapshotRecord[], expected: readonly string[]]>([
    ['nothing was read of applications', [servicePrincipal('app')], [unread()]],
    ['and it is switched off', [servicePrincipal('app', { accountEnabled: false })], [unread('inactive')]],
    ['others were', [servicePrincipal('app'), ...application('other')], []],
    ['its own was', application('app'), []],
    [
      'it is registered elsewhere, whatever was read here',
      [servicePrincipal('app', elsewhere), ...application('other')],
      [unread()],
    ],
    ['it is Microsoft’s own', [servicePrincipal('app', microsoft)], []],
    [
      'only an assignment names it, and no principals were read',
      [
        assignment('app', role.reader, undefined, { principalType: 'ServicePrincipal' }),
        ...application('other').slice(1),
      ],
      [unread()],
    ],
    [
      'only an assignment names it, and principals were read',
      [
        assignment('app', role.reader, undefined, { principalType: 'ServicePrincipal' }),
        ...application('other'),
      ],
      [],
    ],
    ['only an assignment names it, as nobody knows what', [assignment('app', role.reader)], []],
  ])('what proves an application is kept with its registration: %s', (_, records, expected) => {
    expect(told(records, idOf('app'))).toEqual(expected);
  });
  test('nobody sees here what proves people', () => {
    expect([
      told([user('ana')], idOf('ana')),
      told([user('bo', { identityParentId: idOf('agent') })], idOf('bo')),
    ]).toEqual([[], []]);
  });
});

const storage = (settings: object, type = 'Microsoft.Storage/storageAccounts'): SnapshotRecord =>
  resource(type, 'data', [], { identity: null, settings });
const keysOf = (type: string): string => `${groupPath}/providers/${type}/data/keys`.toLowerCase();

describe('keys of a resource', () => {
  const type = 'Microsoft.Storage/storageAccounts';
  const records = [
    storage({
      keysCreated: [
        { name: 'key1', at: long },
        { name: 'key2', at: null },
      ],
    }),
  ];
  test('are static, of nobody, and open all that the service holds', () => {
    expect(told(records, keysOf(type))).toEqual([
      `account-key, key1, static, shared-secret, active, Microsoft.Storage, made ${long}, ends never, used unknown, no limit`,
      'account-key, key2, static, shared-secret, active, Microsoft.Storage, made sometime, ends never, used unknown, no limit',
    ]);
    const estate = estateOf(records);
    const identity = estate.identities[identityAt(estate, keysOf(type))]!;
    expect(identity.nature).toEqual({ is: 'machine', reason: 'keys of a resource' });
    expect(
      identity.grants.map(({ name, via, duration, providerManaged, privileges }) => [
        name,
        via,
        duration,
        providerManaged,
        privileges.map(({ service, level, breadth, full }) => [
          estate.services[service]!.name,
          level,
          breadth,
          full,
        ]),
      ]),
    ).toEqual([['account keys', 'keys', 'permanent', true, [['Microsoft.Storage', 3, 0.25, false]]]]);
  });
  test('are none where they are switched off', () => {
    expect(everythingOf(estateOf([storage({ localKeys: false })]))).toEqual([]);
  });
});

describe('roles at a vault, by what decides there', () => {
  const vault = (settings: object | null): SnapshotRecord =>
    resource('Microsoft.KeyVault/vaults', 'v', [], { identity: null, settings } as never);
  const path = `${groupPath}/providers/Microsoft.KeyVault/vaults/v`;
  const levels = (settings: object | null, scope = path): readonly unknown[] => {
    const estate = estateOf([
      servicePrincipal('bot'),
      vault(settings),
      customRole(custom, {
        actions: ['Microsoft.KeyVault/vaults/accessPolicies/write'],
        dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
      }),
      assignment('bot', custom, scope),
    ]);
    return estate.identities[identityAt(estate, idOf('bot'))]!.grants.flatMap(({ privileges }) =>
      privileges.map(({ service, level }) => [estate.services[service]!.name, level]),
    );
  };
  test.each<[string, object | null, string, readonly unknown[]]>([
    ['roles: policies give nothing', { roleBased: true }, path, [['Microsoft.KeyVault', 2]]],
    [
      'policies: roles give nothing of what it holds',
      { roleBased: false },
      path,
      [['Microsoft.KeyVault', 4]],
    ],
    ['nobody told', {}, path, [['Microsoft.KeyVault', 4]]],
    ['nothing was read', null, path, [['Microsoft.KeyVault', 4]]],
    ['above it', { roleBased: true }, groupPath, [['Microsoft.KeyVault', 4]]],
  ])('%s', (_, settings, scope, expected) => {
    expect(levels(settings, scope)).toEqual(expected);
  });
});

describe('marks', () => {
  const [key] = defaultSettings.breakGlass.tagKeys;
  test('break-glass by a tag or by a name', () => {
    const tagged = managedIdentity('mi').map((each) =>
      each.record === 'azure.managed-identity'
        ? { ...each, data: { ...(each.data as object), tags: { [key!]: 'yes' } } }
        : each,
    ) as readonly SnapshotRecord[];
    expect([
      at(tagged, idOf('mi')).breakGlass,
      at(managedIdentity('mi'), idOf('mi')).breakGlass,
      at([user('emergency-1')], idOf('emergency-1')).breakGlass,
    ]).toEqual([true, false, true]);
  });
  test('used is the fresher of all reports, and nothing where none tells', () => {
    const active = user('ana', {
      signInActivity: { lastSignInDateTime: soon, lastNonInteractiveSignInDateTime: then },
    });
    expect([
      at([active], idOf('ana')).lastUsedAt,
      at([user('ana')], idOf('ana')).lastUsedAt,
      'lastUsedAt' in at([user('ana')], idOf('ana')),
    ]).toEqual([soon, undefined, false]);
    expect(at([user('ana'), assignment('ana', role.reader)], idOf('ana')).grants.length).toBe(1);
  });
});
