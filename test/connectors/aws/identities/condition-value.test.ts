import { describe, expect, test } from 'vitest';
import type { ConditionClass } from '../../../../src/model/condition.ts';
import { account, arn, document, other, variable } from '../../../support/aws-sketch.ts';
import { lets, trustsOf } from './trusting.ts';

type Row = readonly [operator: string, key: string, value: string | readonly string[], ConditionClass];

/** What a condition asks of whom the statement names. */
const classOf = (principal: unknown, operator: string, key: string, value: string | readonly string[]) => {
  const [trust] = trustsOf(document(lets(principal, { [operator]: { [key]: value } }, 'sts:AssumeRole*')));
  return trust!.conditions[0]!.class;
};

describe('conditions limit by their values: of everyone', () => {
  const resourceAccount = variable('aws:ResourceAccount');
  test.each<Row>([
    ['StringEquals', 'aws:ResourceAccount', account, 'always'],
    ['Bool', 'aws:SecureTransport', 'true', 'always'],
    ['StringEquals', 'aws:RequestedRegion', 'eu-central-1', 'always'],
    ['StringLike', 'aws:UserAgent', 'me*', 'always'],
    ['StringLike', 'aws:Referer', 'me*', 'always'],
    ['IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', 'always'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', 'source-network'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7', 'source-network'],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', 'always'],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/2', '64.0.0.0/2'], 'always'],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/2', '64.0.0.0/3'], 'source-network'],
    ['IpAddress', 'aws:SourceIp', '2000::/3', 'always'],
    ['IpAddress', 'aws:SourceIp', '2000::/4', 'source-network'],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', 'exclusion'],
    ['IpAddressIfExists', 'aws:SourceIp', '203.0.113.0/24', 'exclusion'],
    ['Null', 'aws:SourceIp', 'false', 'exclusion'],
    ['StringEquals', 'aws:SourceVpc', 'vpc-1a2b', 'source-network'],
    ['StringLike', 'aws:SourceVpc', 'vpc-1a2b*', 'source-network'],
    ['StringLike', 'aws:SourceVpc', 'vpc-1a2*', 'exclusion'],
    ['StringLike', 'aws:SourceVpce', 'vpce-1a2b*', 'source-network'],
    ['StringLike', 'aws:SourceVpce', 'vpce-*', 'exclusion'],
    ['ArnLike', 'aws:SourceVpcArn', `arn:aws:ec2:*:${account}:vpc/*`, 'source-network'],
    ['ArnLike', 'aws:SourceVpcArn', 'arn:aws:ec2:eu-central-1:*:vpc/*', 'exclusion'],
    ['StringEquals', 'aws:VpceAccount', account, 'source-network'],
    ['StringLike', 'aws:VpceAccount', '1111*', 'exclusion'],
    ['StringEquals', 'aws:VpceOrgID', 'o-abcdefghij', 'organization'],
    ['StringLike', 'aws:VpceOrgPaths', 'o-abcdefghij/*', 'organization'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-abc', 'organization'],
    ['StringEquals', 'aws:SourceOrgID', 'o-abc', 'organization'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*', 'exclusion'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-abcdefghi*', 'exclusion'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-abcdefghij*', 'organization'],
    ['StringLike', 'aws:PrincipalOrgID', 'x-abcdefghij*', 'exclusion'],
    ['StringEquals', 'aws:PrincipalOrgID', variable('aws:ResourceOrgID'), 'organization'],
    ['StringLike', 'aws:PrincipalOrgPaths', `${variable('aws:ResourceOrgPaths')}*`, 'organization'],
    ['StringEquals', 'aws:PrincipalOrgID', variable('aws:PrincipalOrgID'), 'exclusion'],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-abc', 'exclusion'],
    ['ForAllValues:StringLike', 'aws:PrincipalOrgPaths', 'o-abc/*', 'exclusion'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abc/*', 'organization'],
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-abc', 'exclusion'],
    ['StringEquals', 'aws:PrincipalOrgMasterAccountId', account, 'organization'],
    ['StringEquals', 'aws:SourceAccount', account, 'source-resource'],
    ['StringEquals', 'aws:SourceAccount', resourceAccount, 'source-resource'],
    ['StringEquals', 'aws:SourceAccount', variable('aws:PrincipalAccount'), 'exclusion'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:s3:::logs-*`, 'source-resource'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::lo*', 'exclusion'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:sns:*:${resourceAccount}:*`, 'source-resource'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:mine', 'exclusion'],
    ['StringEquals', 'sts:ExternalId', 'secret-7', 'external-id'],
    ['StringLike', 'sts:ExternalId', 'secret*', 'external-id'],
    ['StringLike', 'sts:ExternalId', '*', 'always'],
    ['StringLike', 'sts:ExternalId', '?*', 'always'],
    ['StringEquals', 'sts:ExternalId', '', 'always'],
    ['StringEquals', 'sts:ExternalId', '*', 'external-id'],
    ['Null', 'sts:ExternalId', 'false', 'always'],
    ['Null', 'sts:ExternalId', 'FALSE', 'always'],
    ['Null', 'sts:ExternalId', 'true', 'exclusion'],
    ['StringEquals', 'sts:RoleSessionName', 'me', 'always'],
    ['StringEquals', 'sts:SourceIdentity', 'me', 'always'],
    ['NumericLessThan', 'sts:DurationSeconds', '900', 'always'],
    ['StringEquals', 'aws:RequestTag/team', 'me', 'always'],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', 'mfa'],
    ['Bool', 'aws:MultiFactorAuthPresent', 'True', 'mfa'],
    ['Bool', 'aws:MultiFactorAuthPresent', 'false', 'exclusion'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', 'exclusion'],
    ['Null', 'aws:MultiFactorAuthPresent', 'false', 'exclusion'],
    ['Null', 'aws:MultiFactorAuthAge', 'false', 'mfa'],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600', 'mfa'],
    ['StringEquals', 'aws:PrincipalTag/team', 'web', 'tag'],
    ['StringLike', 'aws:PrincipalTag/team', 'w*', 'tag'],
    ['StringLike', 'aws:PrincipalTag/team', '*', 'exclusion'],
    ['StringEquals', 'aws:PrincipalAccount', other, 'principal'],
    ['StringLike', 'aws:PrincipalAccount', '44*', 'exclusion'],
    ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy', 'exclusion'],
    ['StringEquals', 'x:aws:CalledVia', 'athena.amazonaws.com', 'other'],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${other}:role/*`, 'principal'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy', 'exclusion'],
    ['StringEquals', 'aws:PrincipalArn', arn.role('x', other), 'principal'],
    ['StringLike', 'aws:userid', 'AROAEXAMPLE:*', 'principal'],
    ['StringLike', 'aws:userid', 'AROA*', 'exclusion'],
    ['StringEquals', 'aws:userid', `${account}:x`, 'principal'],
    ['StringLike', 'aws:userid', `${account}:*`, 'principal'],
    ['StringLike', 'aws:userid', '*:me', 'exclusion'],
    ['StringEquals', 'aws:userid', 'x', 'principal'],
    ['StringEquals', 'aws:username', 'ci', 'exclusion'],
    ['StringEquals', 'aws:PrincipalType', 'User', 'exclusion'],
    ['Bool', 'aws:PrincipalIsAWSService', 'true', 'called-via-service'],
    ['Bool', 'aws:PrincipalIsAWSService', 'false', 'exclusion'],
    ['Bool', 'aws:ViaAWSService', 'TRUE', 'called-via-service'],
    ['ForAnyValue:StringEquals', 'aws:CalledVia', 'athena.amazonaws.com', 'called-via-service'],
    ['StringEquals', 'aws:CalledViaFirst', 'athena.amazonaws.com', 'called-via-service'],
    ['StringEqualsIfExists', 'aws:CalledViaFirst', 'athena.amazonaws.com', 'exclusion'],
    ['DateLessThan', 'aws:CurrentTime', '2026-07-01T00:00:00Z', 'time-bound'],
    ['DateLessThan', 'aws:CurrentTime', '2026-05-01T00:00:00Z', 'expired'],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-07-01T00:00:00Z', 'not-yet-valid'],
  ])('%s %s %j is %s', (operator, key, value, kind) => {
    expect(classOf('*', operator, key, value)).toBe(kind);
  });
});

describe('the same conditions of others', () => {
  test.each<readonly [principal: unknown, ...Row]>([
    [{ AWS: account }, 'StringEquals', 'aws:username', 'ci', 'principal'],
    [{ AWS: account }, 'StringLike', 'aws:username', '*', 'exclusion'],
    [{ AWS: other }, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy', 'principal'],
    [{ AWS: other }, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*', 'exclusion'],
    [{ AWS: other }, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*', 'exclusion'],
    [{ AWS: other }, 'ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${other}:role/*`, 'principal'],
    [{ Service: 'ec2.amazonaws.com' }, 'StringEquals', 'aws:SourceAccount', account, 'source-resource'],
    [{ Service: 'ec2.amazonaws.com' }, 'StringEquals', 'sts:ExternalId', 'x', 'external-id'],
    [
      { Federated: 'accounts.google.com' },
      'StringEquals',
      'accounts.google.com:aud',
      'x',
      'federated-audience',
    ],
    [{ Federated: 'accounts.google.com' }, 'StringEquals', 'aws:SourceAccount', account, 'source-resource'],
    [
      { Federated: 'cognito-identity.amazonaws.com' },
      'ForAnyValue:StringLike',
      'cognito-identity.amazonaws.com:amr',
      'authenticated',
      'federated-claim',
    ],
    [
      { Federated: 'cognito-identity.amazonaws.com' },
      'ForAnyValue:StringLike',
      'cognito-identity.amazonaws.com:amr',
      '*authenticated',
      'guests',
    ],
  ])('%j: %s %s %j is %s', (principal, operator, key, value, kind) => {
    expect(classOf(principal, operator, key, value)).toBe(kind);
  });
});

describe('values of a condition', () => {
  const values = (key: string, value: string | readonly string[], operator = 'StringEquals') =>
    trustsOf(document(lets('*', { [operator]: { [key]: value } })))[0]!.conditions[0]!.values;

  test('an external id is told only as being there', () => {
    expect(values('sts:ExternalId', ['secret-7', 'x'])).toEqual(['…']);
    expect(values('sts:ExternalId', '?*', 'StringLike')).toEqual(['?*']);
    expect(values('sts:ExternalId', 'false', 'Null')).toEqual(['false']);
    expect(values('aws:PrincipalOrgID', 'o-abc')).toEqual(['o-abc']);
  });

  test('of many the first are named, and the rest leaves its digest', () => {
    const many = Array.from({ length: 52 }, (_, at) => `o-${100 + at}`);
    expect(values('aws:PrincipalOrgID', many.slice(0, 50))).toEqual(many.slice(0, 50));
    const cut = values('aws:PrincipalOrgID', many.toReversed());
    expect(cut.slice(0, 50)).toEqual(many.slice(0, 50));
    expect(cut[50]).toMatch(/^and 2 more \(sha256 [0-9a-f]{16}\)$/);
    expect(values('aws:PrincipalOrgID', [...many.slice(0, 51), 'o-999'])[50]).not.toBe(cut[50]);
  });
});
