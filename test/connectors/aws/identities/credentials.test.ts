import { describe, expect, test } from 'vitest';
import type { Inventory, Principal } from '../../../../connectors/aws/facts/inventory.ts';
import { credentialsOf, useOf } from '../../../../connectors/aws/identities/credentials.ts';
import type { RoleTrust } from '../../../../connectors/aws/identities/trust.ts';

const now = '2026-06-01T00:00:00.000Z';
const account = '111122223333';
const arn = `arn:aws:iam::${account}:user/ci`;
const user = { kind: 'user', account, name: 'ci', arn } as Principal;
const root = { kind: 'root', account, name: 'root', arn: `arn:aws:iam::${account}:root` } as Principal;
const role = {
  kind: 'role',
  account,
  name: 'deploy',
  arn: `arn:aws:iam::${account}:role/deploy`,
} as Principal;

/** A row of the credential report in which nothing is there. */
const noRow = {
  user_creation_time: '2024-01-01T00:00:00+00:00',
  password_enabled: 'false',
  password_last_used: 'N/A',
  password_last_changed: 'N/A',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_1_last_rotated: 'N/A',
  access_key_1_last_used_date: 'N/A',
  access_key_2_active: 'false',
  access_key_2_last_rotated: 'N/A',
  access_key_2_last_used_date: 'N/A',
};

interface Facts {
  readonly row?: Partial<typeof noRow>;
  readonly of?: Principal;
  readonly accessKeys?: readonly object[];
  readonly serviceCredentials?: readonly object[];
  readonly sshKeys?: readonly object[];
  readonly certificates?: readonly object[];
  readonly rootKeys?: number;
}

const inventoryOf = ({ row, of = user, rootKeys, ...lists }: Facts): Inventory => {
  const key = `${account}/${of.name}`;
  const listed = (list: readonly object[] | undefined) => new Map(list === undefined ? [] : [[key, list]]);
  return {
    reportRows: new Map(row === undefined ? [] : [[of.arn, { ...noRow, ...row }]]),
    accessKeys: listed(lists.accessKeys),
    serviceCredentials: listed(lists.serviceCredentials),
    sshKeys: listed(lists.sshKeys),
    certificates: listed(lists.certificates),
    summaries: new Map(
      rootKeys === undefined ? [] : [[account, { SummaryMap: { AccountAccessKeysPresent: rootKeys } }]],
    ),
  } as unknown as Inventory;
};

const of = (facts: Facts) => credentialsOf(facts.of ?? user, [], inventoryOf(facts), now);
const secret = { lifetime: 'static', binding: 'shared-secret' };

describe('the credentials of a user, value by value', () => {
  const fromReport = { record: 'aws.credential-report-row', id: arn };
  test.each<[string, Facts, readonly object[]]>([
    ['nothing', { row: {} }, []],
    [
      'nobody knows what, without a report',
      {},
      [{ id: `${arn}#unknown`, kind: 'unknown', lifetime: 'unknown', binding: 'unknown', status: 'unknown' }],
    ],
    [
      'two keys of the report: one in use, one switched off and never used',
      {
        row: {
          access_key_1_active: 'true',
          access_key_1_last_rotated: '2025-01-01T01:02:03+00:00',
          access_key_1_last_used_date: '2026-05-05T00:00:00+00:00',
          access_key_2_last_rotated: '2025-02-02T00:00:00+00:00',
        },
      },
      [
        {
          id: `${arn}#access-key-1`,
          source: fromReport,
          kind: 'access-key',
          ...secret,
          status: 'active',
          createdAt: '2025-01-01T01:02:03.000Z',
          lastUsedAt: '2026-05-05T00:00:00.000Z',
        },
        {
          id: `${arn}#access-key-2`,
          source: fromReport,
          kind: 'access-key',
          ...secret,
          status: 'inactive',
          createdAt: '2025-02-02T00:00:00.000Z',
          lastUsedAt: 'never',
        },
      ],
    ],
    [
      'listed keys, of which the report knows the last use of one by its second of creation',
      {
        row: {
          access_key_1_active: 'true',
          access_key_1_last_rotated: '2025-01-01T01:02:03+00:00',
          access_key_1_last_used_date: '2026-05-05T00:00:00+00:00',
        },
        accessKeys: [
          { AccessKeyId: 'AKIA1', Status: 'Active', CreateDate: '2025-01-01T01:02:03.000Z' },
          { AccessKeyId: 'AKIA2', Status: 'Inactive', CreateDate: '2025-01-01T01:02:04.000Z' },
          { AccessKeyId: 'AKIA3', Status: 'Odd', LastUsedCollected: true },
          { AccessKeyId: 'AKIA4', Status: 'Active', LastUsedDate: '2026-04-04T00:00:00.000Z' },
        ],
      },
      [
        [
          'AKIA1',
          'active',
          { createdAt: '2025-01-01T01:02:03.000Z', lastUsedAt: '2026-05-05T00:00:00.000Z' },
        ],
        ['AKIA2', 'inactive', { createdAt: '2025-01-01T01:02:04.000Z' }],
        ['AKIA3', 'unknown', { lastUsedAt: 'never' }],
        ['AKIA4', 'active', { lastUsedAt: '2026-04-04T00:00:00.000Z' }],
      ].map(([id, status, times]) => ({
        id,
        source: { record: 'aws.access-key', id },
        kind: 'access-key',
        ...secret,
        status,
        ...(times as object),
      })),
    ],
    [
      'a password with a second factor',
      {
        row: {
          password_enabled: 'true',
          password_last_changed: '2025-03-03T00:00:00+00:00',
          password_last_used: '2026-03-04T00:00:00+00:00',
          mfa_active: 'true',
        },
      },
      [
        {
          id: `${arn}#console-password`,
          source: fromReport,
          kind: 'console-password',
          ...secret,
          status: 'active',
          createdAt: '2025-03-03T00:00:00.000Z',
          lastUsedAt: '2026-03-04T00:00:00.000Z',
          secondFactor: true,
        },
      ],
    ],
    [
      'a password that was never used, without one',
      { row: { password_enabled: 'true', password_last_used: 'no_information' } },
      [
        {
          id: `${arn}#console-password`,
          source: fromReport,
          kind: 'console-password',
          ...secret,
          status: 'active',
          lastUsedAt: 'never',
          secondFactor: false,
        },
      ],
    ],
    [
      'keys for one service: without an end, ended now, to end a millisecond from now',
      {
        row: {},
        serviceCredentials: [
          {
            ServiceSpecificCredentialId: 'ACCA1',
            ServiceName: 's.example',
            Status: 'Active',
            CreateDate: 'c',
          },
          {
            ServiceSpecificCredentialId: 'ACCA2',
            ServiceName: 's.example',
            Status: 'Active',
            ExpirationDate: now,
          },
          {
            ServiceSpecificCredentialId: 'ACCA3',
            ServiceName: 's.example',
            Status: 'Inactive',
            ExpirationDate: '2026-06-01T00:00:00.001Z',
          },
        ],
      },
      [
        ['ACCA1', 'static', 'active', { createdAt: 'c' }],
        ['ACCA2', 'expiring', 'expired', { expiresAt: now }],
        ['ACCA3', 'expiring', 'inactive', { expiresAt: '2026-06-01T00:00:00.001Z' }],
      ].map(([id, lifetime, status, times]) => ({
        id,
        source: { record: 'aws.service-specific-credential', id },
        kind: 'service-specific-credential',
        lifetime,
        binding: 'shared-secret',
        status,
        service: 's.example',
        ...(times as object),
      })),
    ],
    [
      'an SSH key and a certificate, of which nobody knows the end',
      {
        row: {},
        sshKeys: [{ SSHPublicKeyId: 'APKA1', Status: 'Active', UploadDate: 'u1' }],
        certificates: [{ CertificateId: 'CERT1', Status: 'Inactive', UploadDate: 'u2' }],
      },
      [
        {
          id: 'APKA1',
          source: { record: 'aws.ssh-public-key', id: 'APKA1' },
          kind: 'ssh-public-key',
          lifetime: 'static',
          binding: 'certificate',
          status: 'active',
          service: 'codecommit.amazonaws.com',
          createdAt: 'u1',
        },
        {
          id: 'CERT1',
          source: { record: 'aws.signing-certificate', id: 'CERT1' },
          kind: 'signing-certificate',
          lifetime: 'unknown',
          binding: 'certificate',
          status: 'inactive',
          createdAt: 'u2',
        },
      ],
    ],
    [
      'the root user: a password of which the report does not say whether it is there',
      { of: root, row: { password_enabled: 'not_supported', mfa_active: 'not_supported' }, rootKeys: 1 },
      [
        {
          id: `${root.arn}#console-password`,
          source: { record: 'aws.credential-report-row', id: root.arn },
          kind: 'console-password',
          ...secret,
          status: 'unknown',
          lastUsedAt: 'never',
        },
      ],
    ],
    [
      'the root user without a report: keys that the summary counts',
      { of: root, rootKeys: 1 },
      [
        {
          id: `${root.arn}#access-key`,
          source: { record: 'aws.account-summary', id: account },
          kind: 'access-key',
          ...secret,
          status: 'active',
        },
      ],
    ],
    ['the root user without a report and without keys', { of: root, rootKeys: 0 }, []],
  ])('%s', (_, facts, expected) => {
    expect(of(facts)).toEqual(expected);
  });
});

describe('the session of a role', () => {
  const parties = (...given: readonly RoleTrust['party'][]) => given.map((party) => ({ party }) as RoleTrust);
  test.each<[string, Partial<Principal>, readonly RoleTrust[], object]>([
    ['of a service', {}, parties('service'), { lifetime: 'short-lived', binding: 'attested' }],
    ['of an issuer', {}, parties('federated', 'service'), { lifetime: 'short-lived', binding: 'attested' }],
    [
      'of a service and somebody',
      {},
      parties('service', 'scope'),
      { lifetime: 'short-lived', binding: 'unknown' },
    ],
    ['of nobody', {}, [], { lifetime: 'short-lived', binding: 'unknown' }],
    [
      'of AWS itself',
      { serviceLinked: true },
      parties('service'),
      { lifetime: 'platform-managed', binding: 'attested' },
    ],
    ['of two hours', { maxSessionSeconds: 7200 }, [], { maxSeconds: 7200 }],
    ['of which nobody wrote how long', {}, [], { maxSeconds: 3600, status: 'active', kind: 'role-session' }],
  ])('%s', (_, part, trusts, expected) => {
    const found = credentialsOf({ ...role, ...part }, trusts, inventoryOf({}), now);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id: `${role.arn}#session`, ...expected });
  });
});

describe('the use of', () => {
  const trackedSince = '2025-04-27T00:00:00.000Z';
  const credential = (lastUsedAt?: string) => ({ ...of({})[0]!, ...(lastUsedAt && { lastUsedAt }) });
  test.each<[string, Partial<Principal>, readonly (string | undefined)[], Facts, object]>([
    ['a role of which nothing is known', role, [], {}, {}],
    [
      'a role that is older than the tracking',
      { ...role, lastUsed: 'never', createdAt: '2025-04-26T23:59:59.999Z' },
      [],
      {},
      { lastUsedAt: 'never', observedSince: trackedSince },
    ],
    [
      'a role that is younger than the tracking',
      { ...role, lastUsed: 'x', createdAt: '2025-04-27T00:00:00.001Z' },
      [],
      {},
      { lastUsedAt: 'x', observedSince: '2025-04-27T00:00:00.001Z' },
    ],
    ['a user without a report', user, ['2026-01-01'], {}, {}],
    [
      'a user: the latest of its credentials',
      { ...user, createdAt: 'made' },
      ['2026-01-01', '2026-03-03', 'never', undefined],
      { row: {} },
      { lastUsedAt: '2026-03-03', observedSince: 'made' },
    ],
    [
      'a user whose credentials were never used, created by the word of the report',
      user,
      ['never', 'never'],
      { row: {} },
      { lastUsedAt: 'never', observedSince: '2024-01-01T00:00:00.000Z' },
    ],
    ['a user of one of whose credentials nothing is known', user, ['never', undefined], { row: {} }, {}],
  ])('%s', (_, principal, uses, facts, expected) => {
    const credentials = uses.map(credential);
    expect(useOf(principal as Principal, credentials, inventoryOf(facts), now)).toEqual(expected);
  });
});
