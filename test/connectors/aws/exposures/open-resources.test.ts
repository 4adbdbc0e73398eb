import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { account, arn, estateOf, role, trustingService, workload } from '../../../support/aws-sketch.ts';

const foreign = '999999999999';
const own = role('app', trustingService('lambda.amazonaws.com'));
const job = `arn:aws:lambda:eu-west-1:${account}:function:job`;
const fn = workload('AWS::Lambda::Function', job, 'app', { Name: 'job' });
const at = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${account}:${rest}`;
const bucket = 'arn:aws:s3:::files';

interface Written {
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
  readonly Effect?: 'Allow' | 'Deny';
}

const policy = (id: string, ...statements: readonly Written[]): SnapshotRecord => ({
  record: 'aws.resource-policy',
  scope: account,
  id,
  data: {
    Arn: id,
    ResourceType: id === job ? 'AWS::Lambda::Function' : 'AWS::Other',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
    },
  },
});

/** `severity confidence: what is said`, of the identity. */
const openOf = (records: readonly SnapshotRecord[], id = arn.root()): readonly string[] =>
  (estateOf(records).identities.find((identity) => identity.id === id)?.exposures ?? []).map(
    ({ severity, confidence, says }) => `${severity} ${confidence}: ${says}`,
  );

const everyone = { AWS: '*' };
const ours = { StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } };

describe('everyone', () => {
  test.each<readonly [string, string, Written, readonly string[]]>([
    [
      'may read a bucket',
      bucket,
      { Principal: '*', Action: ['s3:GetObject', 's3:ListBucket'] },
      ['medium medium: Bucket files lets everyone use s3:GetObject, s3:ListBucket'],
    ],
    [
      'may write to a bucket',
      bucket,
      { Principal: everyone, Action: 's3:PutObject' },
      ['high medium: Bucket files lets everyone use s3:PutObject'],
    ],
    ['of the organisation only', bucket, { Principal: '*', Action: 's3:*', Condition: ours }, []],
    [
      'whose organisation may be any',
      at('sqs', 'jobs'),
      {
        Principal: '*',
        Action: 'sqs:SendMessage',
        Condition: { StringLike: { 'aws:PrincipalOrgID': '*' } },
      },
      ['high high: Queue jobs lets everyone use sqs:SendMessage'],
    ],
    [
      'who meets something that nobody here understands',
      at('sqs', 'jobs'),
      { Principal: '*', Action: 'sqs:SendMessage', Condition: { StringEquals: { 'sqs:Odd': 'x' } } },
      ['medium low: Queue jobs lets everyone use sqs:SendMessage'],
    ],
    [
      'may decrypt with a key',
      at('kms', 'key/1'),
      { Principal: everyone, Action: 'kms:Decrypt' },
      ['high high: Key 1 lets everyone use kms:Decrypt'],
    ],
    [
      'of the account, through a service: a key that AWS manages',
      at('kms', 'key/1'),
      {
        Principal: everyone,
        Action: 'kms:Decrypt',
        Condition: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
        },
      },
      [],
    ],
    [
      'in the default policy of a topic',
      at('sns', 'news'),
      {
        Principal: everyone,
        Action: 'SNS:Publish',
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
      [],
    ],
    [
      'from one network',
      bucket,
      {
        Principal: '*',
        Action: 's3:GetObject',
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
      },
      [],
    ],
    [
      'may read a secret',
      at('secretsmanager', 'secret:db-AbCdEf'),
      { Principal: '*', Action: 'secretsmanager:GetSecretValue' },
      ['high high: Secret db-AbCdEf lets everyone use secretsmanager:GetSecretValue'],
    ],
    [
      'may pull images',
      at('ecr', 'repository/team/base'),
      { Principal: '*', Action: 'ecr:BatchGetImage' },
      ['high high: Repository base lets everyone use ecr:BatchGetImage'],
    ],
  ])('%s', (_, id, statement, expected) => {
    expect(openOf([own, policy(id, statement)])).toEqual(expected);
  });

  test('is kept out again by a deny of everybody else, and not by one of something else', () => {
    const open: Written = { Principal: '*', Action: 's3:GetObject' };
    const fence = (Action: string): Written => ({
      Effect: 'Deny',
      Principal: '*',
      Action,
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-example1234' } },
    });
    expect(openOf([own, policy(bucket, open, fence('s3:*'))])).toEqual([]);
    expect(openOf([own, policy(bucket, open, fence('s3:DeleteObject'))])).toHaveLength(1);
  });
});

describe('another account', () => {
  const given = (Action: string, Principal: unknown = { AWS: `arn:aws:iam::${foreign}:root` }): Written => ({
    Principal,
    Action,
  });

  test.each<readonly [string, Written, number]>([
    ['as a whole', given('kms:Decrypt'), 1],
    ['as a whole, by its id', given('kms:Decrypt', { AWS: foreign }), 1],
    ['under a condition on the organisation', { ...given('kms:Decrypt'), Condition: ours }, 0],
    ['one role of it', given('kms:Decrypt', { AWS: `arn:aws:iam::${foreign}:role/reader` }), 0],
    ['the own one', given('kms:*', { AWS: `arn:aws:iam::${account}:root` }), 0],
  ])('%s', (_, statement, count) => {
    expect(openOf([own, policy(at('kms', 'key/1'), statement)])).toHaveLength(count);
  });

  test('that only puts logs into a bucket is a delivery', () => {
    expect(openOf([own, policy(bucket, given('s3:PutObject'))])).toEqual([]);
    expect(openOf([own, policy(bucket, given('s3:GetObject'))])).toEqual([
      `low low: Bucket files lets all of account ${foreign} use s3:GetObject`,
    ]);
  });
});

describe('a function', () => {
  const invoke = (Principal: unknown, Condition?: unknown): SnapshotRecord =>
    policy(job, {
      Principal,
      Action: 'lambda:InvokeFunction',
      ...(Condition === undefined ? {} : { Condition }),
    });
  const ofRole = (record: SnapshotRecord): readonly string[] => openOf([own, fn, record], arn.role('app'));
  const s3 = { Service: 's3.amazonaws.com' };

  test.each<readonly [string, SnapshotRecord, readonly string[]]>([
    [
      'that a service may invoke for anybody',
      invoke(s3),
      ['low medium: Function job lets s3.amazonaws.com for anybody’s resource use lambda:InvokeFunction'],
    ],
    [
      'that a service may invoke for the account',
      invoke(s3, { StringEquals: { 'AWS:SourceAccount': account } }),
      [],
    ],
    [
      'that a service may invoke for one thing',
      invoke({ Service: 'sns.amazonaws.com' }, { ArnLike: { 'AWS:SourceArn': at('sns', 'news') } }),
      [],
    ],
    [
      'whose address asks nobody who they are',
      policy(job, {
        Principal: '*',
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      }),
      ['high high: Function job lets everyone use lambda:InvokeFunctionUrl'],
    ],
  ])('%s', (_, record, expected) => {
    expect(ofRole(record)).toEqual(expected);
  });

  test('stands with its role alone, and where that is not known with the account', () => {
    expect(openOf([own, fn, invoke(s3)])).toEqual([]);
    expect(openOf([own, invoke(s3)])).toHaveLength(1);
  });
});
