import { describe, expect, test } from 'vitest';
import {
  couldHaveEnd,
  credentialEvidence,
  isByConsent,
  isInteractive,
  isLastingSecret,
  isOfCodeHost,
  isServiceKey,
  isUsable,
} from '../../../rules/knowledge/credentials.ts';
import { grantEvidence, isGrantInForce, strongestGrants } from '../../../rules/knowledge/grants.ts';
import { idleFor, isInForce, isNonHuman, isWayIn } from '../../../rules/knowledge/guards.ts';
import type { Credential } from '../../../src/model/credential.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { RuleContext } from '../../../src/model/rule.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { sketchEstate } from '../../support/estate.ts';
import { accessKey, condition, everything, grant, trust } from '../../support/parts.ts';
import { daysAgo } from '../../support/rule-cases.ts';

const of = (part: Partial<Identity> = {}): Identity =>
  sketchEstate({ identities: [{ id: 'i', ...part }] }).identities[0]!;
const context = { now: Date.parse(daysAgo(0)), settings: defaultSettings } as RuleContext;

test.each<[string, Partial<Identity>, boolean]>([
  ['a machine', {}, true],
  ['nobody knows what', { nature: { is: 'unknown', reason: 'x' } }, true],
  ['a person', { nature: { is: 'human', reason: 'x' } }, false],
  ['the provider’s own', { providerOwned: true }, false],
  ['a root user', { kind: 'root' }, false],
])('%s is looked at: %j', (_, part, expected) => {
  expect(isNonHuman(of(part))).toBe(expected);
});

test.each([
  ['without conditions', {}, true, true],
  ['under a condition', { conditions: [condition({ class: 'mfa' })] }, true, true],
  [
    'that never holds',
    { conditions: [condition({ class: 'mfa' }), condition({ class: 'never' })] },
    false,
    false,
  ],
  ['that has ended', { conditions: [condition({ class: 'expired' })] }, false, false],
  ['to hold a credential', { mechanism: 'hold' }, true, false],
  ['to start it', { mechanism: 'start' }, true, false],
  ['to write its code', { mechanism: 'write-code' }, true, true],
] as const)('a trust %s is in force and a way in: %j', (_, part, force, wayIn) => {
  expect([isInForce(trust(part)), isWayIn(trust(part))]).toEqual([force, wayIn]);
});

describe('idle', () => {
  const { neverUsedIdentityDays, unusedIdentityDays } = defaultSettings.thresholds;
  const never = (observed: number, made: number): Partial<Identity> => ({
    lastUsedAt: 'never',
    observedSince: daysAgo(observed),
    createdAt: daysAgo(made),
  });
  test.each<[string, Partial<Identity>, ReturnType<typeof idleFor>]>([
    ['nobody knows', {}, undefined],
    ['used a day before the threshold', { lastUsedAt: daysAgo(unusedIdentityDays - 1) }, undefined],
    [
      'used at the threshold',
      { lastUsedAt: daysAgo(unusedIdentityDays) },
      { never: false, days: unusedIdentityDays },
    ],
    [
      'used long ago, and not watched for long',
      { lastUsedAt: daysAgo(400), observedSince: daysAgo(unusedIdentityDays - 1) },
      undefined,
    ],
    [
      'used long ago, and watched for just long enough',
      { lastUsedAt: daysAgo(400), observedSince: daysAgo(unusedIdentityDays) },
      { never: false, days: 400 },
    ],
    ['never used, and nobody watched', { lastUsedAt: 'never', createdAt: daysAgo(400) }, undefined],
    ['never used, of unknown age', { lastUsedAt: 'never', observedSince: daysAgo(400) }, undefined],
    ['never used, at the threshold', never(neverUsedIdentityDays, 400), undefined],
    [
      'never used, a day after it',
      never(neverUsedIdentityDays + 1, 400),
      { never: true, days: neverUsedIdentityDays + 1 },
    ],
    ['never used, and young', never(400, neverUsedIdentityDays), undefined],
    [
      'never used, and older by a day',
      never(400, neverUsedIdentityDays + 1),
      { never: true, days: neverUsedIdentityDays + 1 },
    ],
  ])('%s', (_, part, expected) => {
    expect(idleFor(of(part), context)).toEqual(expected);
  });
});

describe('credentials', () => {
  const kinds = [
    ...['access-key', 'console-password', 'personal-access-token', 'classic-personal-access-token'],
    ...[
      'oauth-authorization',
      'app-user-token',
      'credential-authorization',
      'deploy-key',
      'runner-registration',
      'ssh-key',
    ],
  ];
  const having = (is: (credential: Credential) => boolean) => kinds.filter((kind) => is(accessKey({ kind })));
  test('what their kinds are', () => {
    expect(having(isInteractive)).toEqual(['console-password']);
    expect(having(couldHaveEnd)).toEqual(['personal-access-token', 'classic-personal-access-token']);
    expect(having(isByConsent)).toEqual(['oauth-authorization', 'app-user-token']);
    expect(having(isOfCodeHost)).toEqual(kinds.slice(2));
  });

  test.each<[string, Partial<Credential>, readonly boolean[]]>([
    ['a key', {}, [true, true, false]],
    ['one that ends', { lifetime: 'expiring' }, [true, true, false]],
    ['one of which nobody knows whether it works', { status: 'unknown' }, [true, true, false]],
    ['one that is off', { status: 'inactive', service: 's' }, [false, false, false]],
    ['one that has ended', { status: 'expired', service: 's' }, [false, false, false]],
    ['a session', { lifetime: 'short-lived', service: 's' }, [true, false, false]],
    ['a password', { kind: 'console-password', service: 's' }, [true, false, false]],
    ['a key of one service', { service: 's' }, [true, true, true]],
    ['a public key of one service', { service: 's', binding: 'certificate' }, [true, true, false]],
  ])('%s may work, lasts, is for one service: %j', (_, part, expected) => {
    const credential = accessKey(part);
    expect([isUsable(credential), isLastingSecret(credential), isServiceKey(credential)]).toEqual(expected);
  });

  test.each<[Partial<Credential>, string]>([
    [{}, 'access-key AKIAEXAMPLE000000001 is old'],
    [{ id: 'access-key-1' }, 'access-key-1 is old'],
    [{ id: 'i#access-key-1' }, 'access-key-1 is old'],
    [{ id: 'i#7' }, 'access-key 7 is old'],
    [{ id: 'j#7' }, 'access-key j#7 is old'],
  ])('%j is named so: %s', (part, says) => {
    expect(credentialEvidence(of(), accessKey(part), 'is old')).toEqual({
      record: 'aws.role',
      id: 'i',
      says,
    });
  });

  test('stands where it is written, where that is not the identity', () => {
    const source = { record: 'r', id: 'x', pointer: '/p' };
    expect(credentialEvidence(of(), accessKey({ source }), 'is')).toMatchObject(source);
  });
});

describe('grants', () => {
  const ended = { duration: 'time-bound', until: daysAgo(1) } as const;
  test.each([
    ['for ever', grant(), true],
    ['until later', grant({ duration: 'time-bound', until: daysAgo(-1) }), true],
    ['until yesterday', grant(ended), false],
    ['of nothing', grant({ privileges: [] }), false],
  ])('%s is in force: %j', (_, given, expected) => {
    expect(isGrantInForce(given, context)).toBe(expected);
  });

  const control = (name: string, full: number, part = {}) =>
    everything({
      name,
      privileges: [0, 1, 2].map((service) => ({ service, level: 4, breadth: 1, full: service < full })),
      ...part,
    });
  test('the strongest three that give control, full on the most services first, then by name', () => {
    const grants = [
      grant({ name: 'reads' }),
      control('b', 1),
      control('a', 1),
      control('ended', 3, ended),
      control('c', 2),
      control('most', 3),
    ];
    expect(strongestGrants(of({ grants }), context).map(({ name }) => name)).toEqual(['most', 'c', 'a']);
    const partly = everything({
      name: 'partly',
      privileges: [
        { service: 0, level: 2, breadth: 1, full: false },
        { service: 1, level: 4, breadth: 1, full: false },
      ],
    });
    expect(strongestGrants(of({ grants: [partly] }), context)).toEqual([partly]);
  });

  test('are told with their end', () => {
    expect(grantEvidence(grant()).says).toBe(
      'ReadObjects (attached) gives permissions in 111111111111 and has no end',
    );
    expect(grantEvidence(grant({ until: '2026-02-03T00:00:00Z' })).says).toBe(
      'ReadObjects (attached) gives permissions in 111111111111 until 2026-02-03T00:00:00Z',
    );
  });
});
