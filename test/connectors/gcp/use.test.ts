import { expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { account, emailOf, estateOf, identityAt, project, record } from './support.ts';

const bot = emailOf('bot');
const place = `//iam.googleapis.com/projects/${project}/serviceAccounts/${bot}`;
const start = '2026-06-01T00:00:00.000Z';
const activity = (seen?: string, key?: string, of: object = {}): SnapshotRecord =>
  record('gcp.activity', `${key ?? 'account'} ${place}`, {
    activityType:
      key === undefined ? 'serviceAccountLastAuthentication' : 'serviceAccountKeyLastAuthentication',
    fullResourceName: key === undefined ? place : `${place}/keys/${key}`,
    lastAuthenticatedTime: seen ?? null,
    observationStart: start,
    observationEnd: '2026-08-30T00:00:00Z',
    ...of,
  });
const key = (made: string, id = 'k1'): SnapshotRecord =>
  record('gcp.service-account-key', id, {
    name: `projects/${project}/serviceAccounts/${bot}/keys/${id}`,
    keyType: 'USER_MANAGED',
    validAfterTime: made,
  });
const hmac = (state: string): SnapshotRecord =>
  record('gcp.hmac-key', 'G1', { accessId: 'G1', serviceAccountEmail: bot, state });
const apiKey = (deleteTime: string | null): SnapshotRecord =>
  record('gcp.api-key', 'a', {
    name: 'projects/1/locations/global/keys/a',
    serviceAccountEmail: bot,
    deleteTime,
  });
const seen = '2026-08-01T00:00:00.000Z';

const cases: readonly (readonly [
  says: string,
  records: readonly SnapshotRecord[],
  used: string | undefined,
])[] = [
  ['nobody was asked', [], undefined],
  ['it was seen', [activity(seen)], seen],
  ['it was not seen in the observed time', [activity()], 'never'],
  [
    'nothing tells of which time it is said',
    [activity(undefined, undefined, { observationStart: null })],
    undefined,
  ],
  ['it has a key of Cloud Storage, whose use nobody sees', [activity(), hmac('ACTIVE')], undefined],
  ['that key can be switched on again', [activity(), hmac('INACTIVE')], undefined],
  ['that key is gone', [activity(), hmac('DELETED')], 'never'],
  ['it has an API key, whose use nobody sees', [activity(), apiKey(null)], undefined],
  ['that API key is gone', [activity(), apiKey('2026-01-01T00:00:00Z')], 'never'],
  ['it was seen, and has such a key', [activity(seen), hmac('ACTIVE')], seen],
  ['it is older than what was observed', [activity(), key('2024-01-01T00:00:00Z')], start],
  ['its key is younger than what was observed', [activity(), key('2026-08-01T00:00:00Z')], 'never'],
  [
    'it was of an account that had its address before',
    [activity(seen, undefined, { serviceAccountId: '9' })],
    undefined,
  ],
];

test('an account that acts for a domain, whose use nobody sees there', () => {
  const used = (client: string, part: object): string | undefined => {
    const estate = estateOf([
      account('bot', project, part),
      activity(),
      record('gcp.delegation', 'd', {
        clientId: client,
        time: '2026-08-01T00:00:00.000Z',
        scopes: ['https://www.googleapis.com/auth/gmail.send'],
      }),
    ]);
    return estate.identities[identityAt(estate, bot)]!.lastUsedAt;
  };
  expect([
    used('1', { uniqueId: '1', oauth2ClientId: '2' }),
    used('2', { uniqueId: '1', oauth2ClientId: '2' }),
    used('1', { uniqueId: '1' }),
    used('3', { uniqueId: '1', oauth2ClientId: '2' }),
  ]).toEqual([undefined, undefined, undefined, 'never']);
});

/** What says nothing of an account is of none, and a number counts where the account is listed. */
test('use of what is no account, and of one that nobody listed', () => {
  const other = (name: string): SnapshotRecord =>
    record('gcp.activity', name, {
      activityType: 'x',
      fullResourceName: name,
      lastAuthenticatedTime: seen,
      observationStart: start,
    });
  const lost = emailOf('lost');
  const estate = estateOf([
    account('bot'),
    other('//iam.googleapis.com/projects/1'),
    other(`${place}/keys/k1/more`),
    key('2024-01-01T00:00:00Z'),
    record('gcp.service-account-key', 'odd', {
      name: 'projects/1/keys/odd',
      keyType: 'USER_MANAGED',
      validAfterTime: start,
    }),
    record('gcp.service-account-key', 'of lost', {
      name: `projects/${project}/serviceAccounts/${lost}/keys/l1`,
      keyType: 'USER_MANAGED',
      validAfterTime: '2026-08-01T00:00:00Z',
    }),
    record('gcp.activity', 'lost', {
      activityType: 'serviceAccountLastAuthentication',
      fullResourceName: place.replace(bot, lost),
      serviceAccountId: '9',
      lastAuthenticatedTime: seen,
      observationStart: start,
    }),
  ]);
  const used = (id: string): readonly unknown[] => {
    const { lastUsedAt, credentials } = estate.identities[identityAt(estate, id)]!;
    return [lastUsedAt, ...credentials.map((each) => `${each.id} ${each.lastUsedAt}`)];
  };
  expect([used(bot), used(lost)]).toEqual([
    [undefined, 'access-token undefined', 'k1 undefined'],
    [seen, 'access-token undefined', 'l1 undefined'],
  ]);
});

test.each(cases)('last use of an account: %s', (_, records, used) => {
  const estate = estateOf([account('bot'), ...records]);
  const identity = estate.identities[identityAt(estate, bot)]!;
  expect([identity.lastUsedAt, used === undefined ? undefined : identity.observedSince]).toEqual([
    used,
    used === undefined ? undefined : start,
  ]);
});

test('an account is as old as its oldest key, and each key as old as itself', () => {
  const used = (...made: readonly string[]): readonly unknown[] => {
    const estate = estateOf([
      account('bot'),
      ...made.map((each, at) => key(each, `k${at + 1}`)),
      activity(),
      activity(undefined, 'k1'),
      activity(undefined, 'k2'),
    ]);
    const { lastUsedAt, credentials } = estate.identities[identityAt(estate, bot)]!;
    return [lastUsedAt, ...credentials.flatMap((each) => each.lastUsedAt ?? [])];
  };
  const [old, young] = ['2024-01-01T00:00:00Z', '2026-08-01T00:00:00Z'];
  expect([used(old, young), used(young, old), used(young, young), used()]).toEqual([
    [start, start, 'never'],
    [start, 'never', start],
    ['never', 'never', 'never'],
    ['never'],
  ]);
});

test.each([
  ['seen', activity(seen, 'k1'), '2024-01-01T00:00:00Z', seen],
  ['not seen, and made in the observed time', activity(undefined, 'k1'), '2026-08-01T00:00:00Z', 'never'],
  ['not seen, and made before', activity(undefined, 'k1'), '2024-01-01T00:00:00Z', start],
  ['of another key', activity(seen, 'k2'), '2024-01-01T00:00:00Z', undefined],
])('last use of a key: %s', (_, fact, made, used) => {
  const estate = estateOf([account('bot'), key(made), fact]);
  const { credentials } = estate.identities[identityAt(estate, bot)]!;
  expect(credentials.find(({ id }) => id === 'k1')!.lastUsedAt).toBe(used);
});
