import { describe, expect, test } from 'vitest';
import { account, document, type Statement, variable } from '../../../support/aws-sketch.ts';
import { type Conditions, denies, lets, trustsOf } from './trusting.ts';

describe('tokens that a trust accepts', () => {
  const hub = 'token.actions.githubusercontent.com';
  const provider = `arn:aws:iam::${account}:oidc-provider/${hub}`;
  const web = 'sts:AssumeRoleWithWebIdentity';
  const accepted = (conditions: Conditions | undefined, ...more: readonly Statement[]) =>
    trustsOf(document(lets({ Federated: provider }, conditions, web), ...more))[0]!.accepts;
  const claim = { operator: 'equals', negated: false, ifExists: false, ignoreCase: false } as const;

  test('of whom: the address of the provider', () => {
    const issuerOf = (principal: string, action = web) =>
      trustsOf(document(lets({ Federated: principal }, undefined, action)))[0]!.accepts?.issuer;
    expect(issuerOf(provider)).toBe(hub);
    expect(issuerOf('accounts.google.com')).toBe('accounts.google.com');
    expect(issuerOf(`arn:aws-cn:iam::${account}:oidc-provider/sts.windows.net/7d0c/`)).toBe(
      'sts.windows.net/7d0c',
    );
    expect(issuerOf(`arn:aws:iam::${account}:saml-provider/idp`)).toBeUndefined();
    expect(issuerOf(provider, 'sts:AssumeRoleWithSAML')).toBeUndefined();
  });

  test.each<[operator: string, value: string | readonly string[], test: object]>([
    ['StringEquals', ['a', 'b'], { values: ['a', 'b'] }],
    ['StringLike', 'a*', { operator: 'like', values: ['a*'] }],
    ['StringEqualsIgnoreCase', 'a', { ignoreCase: true, values: ['a'] }],
    ['StringNotEquals', 'a', { negated: true, ifExists: true, values: ['a'] }],
    ['StringNotLike', 'a*', { operator: 'like', negated: true, ifExists: true, values: ['a*'] }],
    ['StringNotEqualsIgnoreCase', 'a', { negated: true, ifExists: true, ignoreCase: true, values: ['a'] }],
    ['StringEqualsIfExists', 'a', { ifExists: true, values: ['a'] }],
    ['ForAllValues:StringEquals', 'a', { ifExists: true, values: ['a'] }],
    ['ForAnyValue:StringEquals', 'a', { values: ['a'] }],
    ['Null', 'false', { operator: 'like', values: ['*'] }],
    ['Null', 'TRUE', { operator: 'like', negated: true, ifExists: true, values: ['*'] }],
  ])('%s %j', (operator, value, expected) => {
    expect(accepted({ [operator]: { [`${hub}:sub`]: value } })).toEqual({
      issuer: hub,
      tests: [{ claim: 'sub', ...claim, ...expected }],
      assumes: [],
    });
  });

  test('an issuer whose keys end with a slash', () => {
    const entra = `arn:aws:iam::${account}:oidc-provider/sts.windows.net/7D0C/`;
    const trust = document(
      lets({ Federated: entra }, { StringEquals: { 'sts.windows.net/7D0C/:aud': 'a' } }, web),
    );
    expect(trustsOf(trust)[0]!.accepts!.tests).toEqual([{ claim: 'aud', ...claim, values: ['a'] }]);
  });

  test('what no claim is tested by is said', () => {
    expect(
      accepted({
        StringEquals: {
          [`${hub}:sub`]: variable('aws:username'),
          'aws:PrincipalOrgID': ['o-a', 'o-b', 'o-c', 'o-d'],
        },
        NumericEquals: { [`${hub}:run`]: '1' },
        StringLike: { 'other.example.com:sub': ['a', 'b', 'c'] },
      }),
    ).toEqual({
      issuer: hub,
      tests: [],
      assumes: [
        `${hub}:sub meets StringEquals ${variable('aws:username')}`,
        'aws:PrincipalOrgID meets StringEquals o-a, o-b, o-c…',
        `${hub}:run meets NumericEquals 1`,
        'other.example.com:sub meets StringLike a, b, c',
      ],
    });
  });

  test('the earliest end counts; what is over lets nobody in', () => {
    const endingBefore = (...times: readonly string[]): Conditions =>
      Object.fromEntries(
        times.map((time, at) => [
          at === 0 ? 'DateLessThan' : 'DateLessThanEquals',
          { 'aws:CurrentTime': time },
        ]),
      );
    expect(accepted(endingBefore('2026-08-01T00:00:00Z', '2026-07-01T00:00:00Z'))?.until).toBe(
      '2026-07-01T00:00:00.000Z',
    );
    expect(accepted(endingBefore('2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z'))?.until).toBe(
      '2026-07-01T00:00:00.000Z',
    );
    expect(accepted(endingBefore('2026-05-01T00:00:00Z'))).toBeUndefined();
    expect(accepted({ DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } })).toBeUndefined();
    expect(accepted(undefined)).toEqual({ issuer: hub, tests: [], assumes: [] });
  });

  test.each<[text: string, deny: Statement, accepts: object | undefined]>([
    ['all of them', denies({ Federated: provider }, undefined, web), undefined],
    ['everyone', denies('*', undefined, 'sts:*'), undefined],
    [
      'another provider',
      denies({ Federated: 'accounts.google.com' }, undefined, web),
      { tests: [], assumes: [] },
    ],
    [
      'another action',
      denies({ Federated: provider }, undefined, 'sts:AssumeRole'),
      { tests: [], assumes: [] },
    ],
    [
      'all but it',
      { Effect: 'Deny', NotPrincipal: { Federated: provider }, Action: web },
      { tests: [], assumes: [] },
    ],
    [
      'all but another',
      { Effect: 'Deny', NotPrincipal: { Federated: 'accounts.google.com' }, Action: web },
      undefined,
    ],
    [
      'others than its own',
      denies('*', { StringNotEquals: { [`${hub}:repository_owner`]: 'acme' } }, web),
      { tests: [{ claim: 'repository_owner', ...claim, ifExists: false, values: ['acme'] }], assumes: [] },
    ],
    [
      'its own',
      denies('*', { StringEquals: { [`${hub}:sub`]: 'a' } }, web),
      { tests: [{ claim: 'sub', ...claim, negated: true, ifExists: true, values: ['a'] }], assumes: [] },
    ],
    [
      'by two conditions',
      denies('*', { StringEquals: { [`${hub}:sub`]: 'a', [`${hub}:aud`]: 'b' } }, web),
      { tests: [], assumes: ['no deny of the trust policy takes it back'] },
    ],
    [
      'by what is no claim',
      denies('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } }, web),
      { tests: [], assumes: ['no deny of the trust policy takes it back'] },
    ],
  ])('a deny of %s', (_, deny, expected) => {
    const found = accepted(undefined, deny);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toEqual({ issuer: hub, ...expected });
  });
});
