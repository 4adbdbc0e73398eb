import { describe, expect, test } from 'vitest';
import { account, arn, document, other, type Statement } from '../../../support/aws-sketch.ts';
import { denies, lets, trustsOf } from './trusting.ts';

describe('what a deny leaves to ask for', () => {
  /** Conditions of the one trust in `principal`: class, operator, key and values. */
  const asked = (principal: unknown, ...statements: readonly Statement[]) =>
    trustsOf(document(lets(principal), ...statements))[0]!.conditions.map((each) => [
      each.class,
      each.operator,
      each.key,
      each.values.join(','),
    ]);

  test.each<[operator: string, key: string, value: string, left: readonly string[]]>([
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-abc', ['organization', 'StringEquals']],
    ['StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-abc', ['organization', 'StringEquals']],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-abc', ['exclusion', 'StringNotEquals']],
    ['StringNotLike', 'sts:ExternalId', '?*', ['always', 'StringLike']],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', ['source-network', 'IpAddress']],
    ['ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/a*`, ['principal', 'ArnLike']],
    ['ArnNotEquals', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/a`, ['principal', 'ArnEquals']],
    ['StringNotEqualsIgnoreCase', 'aws:PrincipalTag/a', 'b', ['tag', 'StringEqualsIgnoreCase']],
    ['NumericGreaterThan', 'aws:MultiFactorAuthAge', '3600', ['exclusion', 'NumericLessThanEqualsIfExists']],
    ['NumericGreaterThanEquals', 'aws:MultiFactorAuthAge', '3600', ['exclusion', 'NumericLessThanIfExists']],
    ['NumericNotEquals', 'aws:MultiFactorAuthAge', '1', ['mfa', 'NumericEquals']],
    ['Bool', 'aws:MultiFactorAuthPresent', 'false', ['exclusion', 'BoolIfExists']],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'FALSE', ['mfa', 'Bool']],
    ['Null', 'aws:MultiFactorAuthAge', 'true', ['mfa', 'Null']],
    [
      'DateGreaterThan',
      'aws:CurrentTime',
      '2026-07-01T00:00:00Z',
      ['time-bound', 'DateLessThanEqualsIfExists'],
    ],
    [
      'DateGreaterThanEquals',
      'aws:CurrentTime',
      '2026-07-01T00:00:00Z',
      ['time-bound', 'DateLessThanIfExists'],
    ],
    [
      'ForAllValues:StringNotEquals',
      'aws:PrincipalOrgPaths',
      'o-abc/',
      ['organization', 'ForAnyValue:StringEquals'],
    ],
    [
      'ForAnyValue:StringNotEquals',
      'aws:PrincipalOrgPaths',
      'o-abc/',
      ['exclusion', 'ForAllValues:StringEquals'],
    ],
    ['BinaryEquals', 'aws:PrincipalOrgID', 'bw==', ['other', 'Deny BinaryEquals']],
  ])('of everyone whom %s %s %s does not stop', (operator, key, value, [kind, opposite]) => {
    const [left] = asked('*', denies('*', { [operator]: { [key]: value } }));
    expect(left!.slice(0, 3)).toEqual([kind, opposite, key]);
  });

  test('the value of a boolean is turned round, others stay', () => {
    expect(asked('*', denies('*', { Bool: { 'aws:ViaAWSService': 'false' } }))[0]![3]).toBe('true');
    expect(asked('*', denies('*', { Null: { 'aws:MultiFactorAuthAge': 'true' } }))[0]![3]).toBe('false');
    expect(asked('*', denies('*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc' } }))[0]![3]).toBe(
      'o-abc',
    );
  });

  test('a boolean of both values or of none says nothing of its opposite', () => {
    for (const value of [['true', 'false'], ['maybe']])
      expect(asked('*', denies('*', { Bool: { 'aws:ViaAWSService': value } }))[0]!.slice(0, 2)).toEqual([
        'other',
        'Deny Bool',
      ]);
  });

  test.each<[text: string, denied: unknown, left: readonly (readonly string[])[]]>([
    ['everyone', '*', [['never', 'Deny', 'Principal', other]]],
    ['the same account', { AWS: other }, [['never', 'Deny', 'Principal', other]]],
    ['its root', { AWS: arn.root(other) }, [['never', 'Deny', 'Principal', other]]],
    ['another account', { AWS: account }, []],
    ['a service', { Service: 'ec2.amazonaws.com' }, []],
  ])('a deny without conditions of %s', (_, denied, left) => {
    expect(asked({ AWS: other }, denies(denied))).toEqual(left);
  });

  test.each<[text: string, principal: unknown, denied: unknown, action: string, isDenied: boolean]>([
    ['a role, and it', { AWS: arn.role('x') }, { AWS: arn.role('x') }, 'sts:*', true],
    ['a role, and another', { AWS: arn.role('x') }, { AWS: arn.role('y') }, 'sts:*', false],
    ['a service, and it', { Service: 'a.amazonaws.com' }, { Service: 'a.amazonaws.com' }, 'sts:*', true],
    [
      'a service, and another',
      { Service: 'a.amazonaws.com' },
      { Service: 'b.amazonaws.com' },
      'sts:*',
      false,
    ],
    ['everyone, and one of them', '*', { AWS: arn.role('x') }, 'sts:*', false],
    ['everyone, and another action', '*', '*', 'sts:TagSession', false],
  ])('%s', (_, principal, denied, action, isDenied) => {
    const found = asked(principal, denies(denied, undefined, action));
    expect(found.map(([kind]) => kind)).toEqual(isDenied ? ['never'] : []);
  });

  test('a deny of all but those whom NotPrincipal names is not read as one of them', () => {
    const spared: Statement = { Effect: 'Deny', NotPrincipal: { AWS: account }, Action: 'sts:*' };
    expect(asked({ AWS: other }, spared)).toEqual([]);
  });

  const notOrganization = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc' } };
  const notService = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
  test('of several conditions any lets past; services that are spared let nobody else in', () => {
    expect(asked('*', denies('*', { ...notOrganization, ...notService }))).toEqual([
      ['organization', 'any of', 'aws:PrincipalOrgID', 'aws:PrincipalOrgID StringEquals o-abc'],
    ]);
    expect(asked('*', denies('*', notService))).toEqual([
      ['called-via-service', 'Bool', 'aws:PrincipalIsAWSService', 'true'],
    ]);
    expect(
      asked('*', denies('*', { ...notOrganization, StringNotEqualsIfExists: { 'aws:PrincipalTag/a': 'b' } })),
    ).toEqual([
      [
        'tag',
        'any of',
        'aws:PrincipalOrgID, aws:PrincipalTag/a',
        'aws:PrincipalOrgID StringEquals o-abc,aws:PrincipalTag/a StringEquals b',
      ],
    ]);
    expect(
      asked('*', denies('*', { ...notOrganization, StringNotLike: { 'sts:RoleSessionName': 'x' } })),
    ).toEqual([]);
  });

  test("the statement's own come first", () => {
    const trust = document(
      lets('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } }),
      denies('*', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    );
    expect(trustsOf(trust)[0]!.conditions.map(({ class: kind }) => kind)).toEqual([
      'organization',
      'source-network',
    ]);
  });
});
