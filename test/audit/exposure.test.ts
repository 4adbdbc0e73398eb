import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposureFacts, exposureLimits, exposuresOf } from '../../src/audit/exposure.ts';
import type { Credential } from '../../src/model/credential.ts';
import { type ExposureScore, exposurePartIds } from '../../src/model/exposure-score.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { type EstateSketch, sketchEstate } from '../support/estate.ts';
import {
  accessKey,
  account,
  audience,
  condition,
  oidc,
  password,
  session,
  subject,
  trust,
} from '../support/parts.ts';
import { daysAgo } from '../support/rule-cases.ts';

type Sketched = NonNullable<EstateSketch['identities']>[number];

const exposureOf = (
  part: Partial<Sketched>,
  {
    becomableBy = 0,
    settings = defaultSettings,
    ...sketch
  }: Omit<EstateSketch, 'identities'> & { becomableBy?: number; settings?: typeof defaultSettings } = {},
): ExposureScore => {
  const estate = sketchEstate({ ...sketch, identities: [{ id: 'a', ...part }] });
  const isOpenToOthers = ({ party, conditions }: { party: string; conditions: readonly unknown[] }) =>
    party === 'federated' && conditions.length === 0;
  return exposuresOf(estate, { becomableBy: () => becomableBy }, settings, isOpenToOthers)(0);
};
const points = (part: Partial<Sketched>, about: Parameters<typeof exposureOf>[1] = {}) =>
  Object.fromEntries(exposureOf(part, about).parts.map((each) => [each.part, each.points]));

const fresh = (key: Partial<Credential> = {}) =>
  accessKey({ createdAt: daysAgo(5), lastUsedAt: daysAgo(1), ...key });
const alone = { workloads: [] };
const workload = (id: string) => ({ id, kind: 'job', name: id, source: { record: 'job', id } });

describe('what exposes an identity', () => {
  test.each<[string, Partial<Sketched>, number]>([
    ['nothing', {}, 0],
    ['sessions alone', { credentials: [session()] }, 0],
    ['a key that was switched off', { credentials: [fresh({ status: 'inactive' })] }, 0],
    // Whether a pipeline stores it nobody can tell: half of 10.
    ['a new key that is in use', { credentials: [fresh()], ...alone }, 25],
    ['a key as old as allowed', { credentials: [fresh({ createdAt: daysAgo(90) })], ...alone }, 25],
    ['a key a day older', { credentials: [fresh({ createdAt: daysAgo(91) })], ...alone }, 30],
    [
      'a key of an age that is not known',
      { credentials: [fresh({ createdAt: undefined as never })], ...alone },
      27.5,
    ],
    ['a key that somebody used lately', { credentials: [fresh({ lastUsedAt: daysAgo(44) })], ...alone }, 25],
    ['a key that nobody uses', { credentials: [fresh({ lastUsedAt: daysAgo(45) })], ...alone }, 30],
    [
      'a key never used, so young that this says nothing',
      { credentials: [fresh({ createdAt: daysAgo(44), lastUsedAt: 'never' })], ...alone },
      25,
    ],
    [
      'a key never used',
      { credentials: [fresh({ createdAt: daysAgo(45), lastUsedAt: 'never' })], ...alone },
      30,
    ],
    ['a key of one workload', { credentials: [fresh()], workloads: [workload('a')] }, 25],
    ['a key of two workloads', { credentials: [fresh()], workloads: [workload('a'), workload('b')] }, 30],
    ['a key that several workloads may share', { credentials: [fresh()] }, 27.5],
    [
      'a password without a second factor',
      {
        credentials: [password({ ...fresh(), id: 'p', kind: 'console-password', secondFactor: false })],
        ...alone,
      },
      35,
    ],
    [
      'a password with one',
      {
        credentials: [password({ ...fresh(), id: 'p', kind: 'console-password', secondFactor: true })],
        ...alone,
      },
      25,
    ],
    [
      'an old password that nobody uses, without a second factor: the most there is',
      {
        credentials: [password({ createdAt: daysAgo(400), lastUsedAt: daysAgo(300), secondFactor: false })],
      },
      40,
    ],
  ])('%s: %j', (_, part, expected) => {
    expect(points(part).credential).toBe(expected);
  });

  test.each<[string, Partial<Sketched>, number]>([
    ['nobody', {}, 0],
    ['everyone', { trusts: [trust({ party: 'everyone', principal: '*' })] }, 30],
    [
      'everyone of the organisation',
      {
        trusts: [
          trust({ party: 'everyone', principal: '*', conditions: [condition({ class: 'organization' })] }),
        ],
      },
      0,
    ],
    ['a foreign account', { trusts: [trust()] }, 20],
    [
      'a foreign account that must name an id',
      { trusts: [trust({ conditions: [condition({ class: 'external-id' })] })] },
      5,
    ],
    [
      'a foreign account under an audience',
      { trusts: [trust({ conditions: [condition({ class: 'federated-audience' })] })] },
      20,
    ],
    [
      'a foreign account under a subject',
      { trusts: [trust({ conditions: [subject('StringEquals', 'x')] })] },
      5,
    ],
    [
      'everyone, of whom the conditions name one outside',
      {
        trusts: [
          trust({
            party: 'everyone',
            principal: '*',
            only: [{ party: 'scope', principal: '9', external: 'yes', scope: '9' }],
          }),
        ],
      },
      20,
    ],
    [
      'everyone, of whom the conditions name one of the estate',
      {
        trusts: [
          trust({
            party: 'everyone',
            principal: '*',
            only: [{ party: 'scope', principal: '1', external: 'no', scope: '1' }],
          }),
        ],
      },
      0,
    ],
    ['an issuer that others use, with an audience alone', { trusts: [oidc([audience()])] }, 0],
    ['whoever may start it', { trusts: [trust({ mechanism: 'start' })] }, 0],
    ['whoever holds a credential of it', { trusts: [trust({ mechanism: 'hold' })] }, 0],
    ['a trust that never holds', { trusts: [trust({ conditions: [condition({ class: 'never' })] })] }, 0],
    ['an account that may be foreign', { trusts: [trust({ external: 'unknown' })] }, 10],
    ['an account of one’s own', { trusts: [trust({ external: 'no' })] }, 0],
    ['an issuer that others use, without a subject', { trusts: [oidc([])] }, 25],
    ['a trust that has ended', { trusts: [trust({ conditions: [condition({ class: 'expired' })] })] }, 0],
    [
      'a service for anybody’s resource',
      {
        trusts: [
          trust({
            party: 'service',
            principal: 's.example.com',
            external: 'no',
            openEnds: [{ of: 'source', by: ['x'], page: 'https://docs.example.com' }],
          }),
        ],
      },
      5,
    ],
  ])('a way in for %s: %j', (_, part, expected) => {
    expect(points(part).outside).toBe(expected);
  });

  test('an account that the configuration trusts is not foreign', () => {
    const settings = { ...defaultSettings, trustedScopes: ['999999999999'] };
    expect(points({ trusts: [trust()] }, { settings }).outside).toBe(0);
  });

  test('a public repository is a way in', () => {
    expect(points({}, { scopes: [{ id: account, public: true }] }).outside).toBe(10);
  });

  test.each([
    [0, 0],
    [1, 5],
    [5, 8],
    [20, 11],
    [100, 13],
    [1000, 15],
    [1_000_000, 15],
  ])('%i others that can become it add %i', (becomableBy, expected) => {
    expect(points({}, { becomableBy }).reach).toBe(expected);
  });

  test.each([
    ['untrusted-code', 15],
    ['open-host', 10],
    ['unpinned-code', 5],
    ['literal-secret', 0],
  ] as const)('%s adds %i', (kind, expected) => {
    const exposures = [
      { kind, key: 'k', says: 'x', evidence: [{ record: 'r', id: 'i', says: 'x' }], fix: 'f' },
    ];
    expect(points({ exposures }).code).toBe(expected);
  });

  test('no other technique stores a key', () => {
    const [assume, stored] = ['assume-role', 'stored-key'].map((id) => ({
      id,
      mechanism: 'impersonate' as const,
      does: id,
      source: 'https://example.com',
    }));
    const estate = sketchEstate({
      identities: ['a', 'b', 'job'].map((id) => ({ id, credentials: [fresh()], ...alone })),
      edges: [
        { from: 'job', to: 'a', technique: assume! },
        { from: 'job', to: 'b', technique: stored! },
      ],
    });
    const of = exposuresOf(estate, { becomableBy: () => 0 }, defaultSettings, () => false);
    expect([0, 1].map((index) => of(index).parts[0]!.points)).toEqual([25, 30]);
  });

  test('a key that somebody stores adds what it is worth', () => {
    const technique = {
      id: 'stored-key',
      mechanism: 'impersonate',
      does: 'read a stored key',
      source: 'https://example.com',
    } as const;
    const estate = sketchEstate({
      identities: [{ id: 'a', credentials: [fresh()], ...alone }, { id: 'job' }],
      edges: [{ from: 'job', to: 'a', technique }],
    });
    const [credential] = exposuresOf(estate, { becomableBy: () => 0 }, defaultSettings, () => false)(0).parts;
    expect(credential).toMatchObject({
      points: 30,
      known: [
        'has a credential that lasts',
        'a lasting credential is plausibly stored as a secret of a pipeline',
      ],
      unknown: [],
    });
  });
});

describe('what is not known', () => {
  test('is named and counts half; where nothing is known there is no number', () => {
    const exposure = exposureOf({}, { coverage: [] });
    expect(exposure.score).toBeUndefined();
    expect(exposure.parts.flatMap(({ known }) => known)).toEqual([]);
    expect(exposure.parts.every(({ unknown }) => unknown.length > 0)).toBe(true);
  });

  test('of each side that nobody knows the first fact of is named, and what refines it is not', () => {
    const { parts } = exposureOf({}, { coverage: [] });
    expect(Object.fromEntries(parts.map(({ part, unknown }) => [part, unknown.length]))).toEqual({
      credential: 1,
      outside: 6,
      reach: 1,
      code: 3,
    });
  });

  test('a person, or an App, whose credentials nobody could read is not one without any', () => {
    for (const credentials of [[], [session()]]) {
      const { score, parts } = exposureOf({ credentials, credentialsUnseen: true });
      expect(score).toBe(20);
      expect(parts[0]).toMatchObject({ points: 20, unknown: ['has a credential that lasts'] });
    }
    expect(exposureOf({ credentials: [fresh()], credentialsUnseen: true, ...alone }).parts[0]).toMatchObject({
      points: 25,
      known: ['has a credential that lasts'],
    });
    expect(exposureOf({ credentialsUnseen: true }, { coverage: [] }).score).toBeUndefined();
  });

  test('a source of credentials that was denied leaves them open, whatever another gave', () => {
    const of = (status: 'denied' | 'skipped') =>
      exposureOf(
        {},
        {
          coverage: [
            { source: 'report', status: 'complete' as const },
            { source: 'keys', status },
          ].map((each) => ({
            connector: 'aws',
            scope: account,
            detail: 'why',
            gives: ['credentials'],
            ...each,
          })),
        },
      ).parts[0]!.unknown;
    expect(of('denied')).toEqual(['has a credential that lasts']);
    expect(of('skipped')).toEqual([]);
  });

  test('where all is known to be harmless the score is 0', () => {
    expect(exposureOf({}).score).toBe(0);
  });

  test('one session beside a key that was switched off says nothing of further keys', () => {
    const credentials = [session(), fresh({ status: 'inactive' })];
    expect(exposureOf({ credentials }, { coverage: [] }).parts[0]!.unknown).toEqual([
      'has a credential that lasts',
    ]);
  });

  test('one exposure of several is enough', () => {
    const exposures = (['literal-secret', 'untrusted-code'] as const).map((kind) => ({
      kind,
      key: kind,
      says: 'x',
      evidence: [{ record: 'r', id: 'i', says: 'x' }],
      fix: 'f',
    }));
    expect(points({ exposures }).code).toBe(15);
  });

  test('sessions are known not to last, whether or not lists of keys were read', () => {
    const { score, parts } = exposureOf({ credentials: [session()] }, { coverage: [] });
    expect(parts[0]).toMatchObject({ part: 'credential', points: 0, unknown: [] });
    expect(score).toBe(15 + 7.5 + 7.5);
  });

  test('what was found counts although the rest of its input was not read', () => {
    const { parts } = exposureOf({ trusts: [trust()] }, { coverage: [] });
    expect(parts.find(({ part }) => part === 'outside')?.known).toEqual([
      'a party outside of the estate can become it without a condition',
    ]);
  });
});

describe('the table', () => {
  test('is that of docs/ranking.md', () => {
    const docs = readFileSync(new URL('../../docs/ranking.md', import.meta.url), 'utf8');
    const rows = exposureFacts.map(
      ({ part, points: each, says }) => `| \`${part}\` | ${exposureLimits[part]} | ${says} | ${each} |`,
    );
    expect(docs.split('\n').filter((line) => /^\| `\w+` \| \d+ \|/.test(line))).toEqual(rows);
  });

  test('adds up to a hundred at most, and reaches the limit of each side', () => {
    expect(Object.values(exposureLimits).reduce((sum, most) => sum + most, 0)).toBe(100);
    for (const part of exposurePartIds) {
      const sum = exposureFacts
        .filter((fact) => fact.part === part)
        .reduce((all, fact) => all + fact.points, 0);
      expect(sum).toBeGreaterThanOrEqual(exposureLimits[part]);
    }
  });

  const keys = fc.array(
    fc.record({
      lifetime: fc.constantFrom('static', 'expiring', 'short-lived', 'unknown'),
      status: fc.constantFrom('active', 'inactive', 'unknown'),
      createdAt: fc.constantFrom(daysAgo(3), daysAgo(300)),
      lastUsedAt: fc.constantFrom('never', daysAgo(3), daysAgo(300)),
    }),
    { maxLength: 3 },
  );
  test('tokens beside which there may be keys say nothing of those', () => {
    const token = accessKey({ id: 't', kind: 'access-token', lifetime: 'short-lived' }) as Credential;
    const session = accessKey({ id: 't', kind: 'role-session', lifetime: 'short-lived' }) as Credential;
    const of = (credential: Credential, read: boolean) =>
      exposureOf({ credentials: [credential] }, read ? {} : { coverage: [] }).parts[0];
    expect(of(token, false)).toMatchObject({ points: 20, unknown: ['has a credential that lasts'] });
    expect(of(token, true)).toMatchObject({ points: 0, unknown: [] });
    expect(of(session, false)).toMatchObject({ points: 0, unknown: [] });
  });

  test('a score is a whole number from 0 to 100, whatever is known', () => {
    fc.assert(
      fc.property(keys, fc.boolean(), fc.nat(2000), (drawn, isRead, becomableBy) => {
        const credentials = drawn.map((key, n) => accessKey({ id: `k${n}`, ...key }) as Credential);
        const { score } = exposureOf({ credentials }, { becomableBy, ...(isRead ? {} : { coverage: [] }) });
        if (score === undefined) return;
        expect(Number.isInteger(score)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('a further lasting key never lowers it', () => {
    fc.assert(
      fc.property(keys, (drawn) => {
        const credentials = drawn.map((key, n) => accessKey({ id: `k${n}`, ...key }) as Credential);
        const more = [
          ...credentials,
          accessKey({ id: 'more', createdAt: daysAgo(400), lastUsedAt: 'never' }),
        ];
        expect(exposureOf({ credentials: more }).score).toBeGreaterThanOrEqual(
          exposureOf({ credentials }).score ?? 0,
        );
      }),
    );
  });
});
