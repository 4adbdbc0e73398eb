import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evenShares } from '../../../../connectors/aws/collect/resource-shares.ts';
import type { WorkloadOptions } from '../../../../connectors/aws/collect/workloads.ts';
import { plantedSecret, recordedRegion, sampleAccount, sampleRegion } from '../../../support/aws-account.ts';
import type { Fault, LoopbackRequest } from '../../../support/aws-loopback.ts';
import { accessDenied } from '../../../support/aws-loopback.ts';
import type { LoopbackRegion } from '../../../support/aws-regional.ts';
import { collectFrom, ofKind } from './support.ts';

const account = '111111111111';
const here = 'eu-west-1';
const there = 'us-east-1';
const at = (service: string, rest: string): string => `arn:aws:${service}:${here}:${account}:${rest}`;

interface How {
  readonly workloads?: WorkloadOptions;
  readonly pageSize?: number;
  readonly fault?: (request: LoopbackRequest) => Fault | undefined;
}

const collect = (
  regions: Readonly<Record<string, LoopbackRegion>>,
  { workloads = {}, ...server }: How = {},
) => collectFrom({ accounts: [{ ...sampleAccount(account), regions }], ...server }, { workloads });

type Collected = Awaited<ReturnType<typeof collect>>;
const idsOf = (collected: Collected, kind: string): readonly string[] =>
  ofKind(collected, kind)
    .map(({ id }) => id)
    .sort();
const entryOf = (collected: Collected, source: string) =>
  collected.coverage.find((entry) => entry.source === source);

const sample = { [here]: sampleRegion(account, here) };
const asks = [
  'ec2:DescribeInstanceAttribute',
  'ecr:GetRepositoryPolicy',
  'kms:GetKeyPolicy',
  'kms:ListGrants',
  'lambda:GetPolicy',
  's3:GetBucketAcl',
  's3:GetBucketPolicy',
  's3:GetPublicAccessBlock',
  'secretsmanager:GetResourcePolicy',
  'sns:GetTopicAttributes',
  'sqs:GetQueueAttributes',
];

describe('policies of resources', () => {
  test('come of every kind, and of what has none there is no record', async () => {
    const collected = await collect(sample);
    expect(idsOf(collected, 'aws.resource-policy')).toEqual(
      [
        at('ecr', 'repository/base'),
        at('kms', 'key/key-1'),
        at('lambda', 'function:job'),
        'arn:aws:s3:::open-111111111111-eu-west-1',
        at('secretsmanager', 'secret:db-AbCdEf'),
        at('sns', 'news'),
        at('sqs', 'jobs'),
      ].sort(),
    );
    const [key] = ofKind(collected, 'aws.resource-policy').filter(({ id }) => id.includes(':kms:'));
    expect(key?.data).toEqual({
      Arn: at('kms', 'key/key-1'),
      ResourceType: 'AWS::KMS::Key',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::999999999999:root' },
            Action: 'kms:Decrypt',
            Resource: '*',
          },
        ],
      },
    });
    expect(entryOf(collected, 'policies of resources')).toMatchObject({
      status: 'complete',
      gives: ['resource-policies'],
    });
    for (const call of asks) expect(entryOf(collected, call)?.status, call).toBe('complete');
  });

  test('come by pages, of lists and of nothing else', async () => {
    const many: LoopbackRegion = {
      ...sample[here],
      topics: Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`t${n}`, undefined])),
      queues: Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`q${n}`, undefined])),
    };
    const { calls } = await collect({ [here]: many }, { pageSize: 2 });
    expect(calls).toMatchObject({
      'sns:ListTopics': 3,
      'sns:GetTopicAttributes': 5,
      'sqs:ListQueues': 3,
      'sqs:GetQueueAttributes': 5,
      's3:ListBuckets': 1,
    });
  });

  test('of buckets are asked for where each bucket is', async () => {
    const collected = await collect({ ...sample, [there]: sampleRegion(account, there) });
    const asked = collected.loopback.requests.filter(({ call }) => call === 's3:GetBucketPolicy');
    expect(
      asked.map(({ region, input }) => `${region} ${String(input.path).replaceAll('/', '')}`).sort(),
    ).toEqual([
      'eu-west-1 open-111111111111-eu-west-1',
      'eu-west-1 plain-111111111111-eu-west-1',
      'us-east-1 open-111111111111-us-east-1',
      'us-east-1 plain-111111111111-us-east-1',
    ]);
    expect(collected.calls['s3:ListBuckets']).toBe(1);
  });

  test('that AWS Config shows as they are now are not asked for', async () => {
    const arn = at('kms', 'key/key-1');
    const PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*' }],
    };
    const region = recordedRegion(account);
    const item = {
      arn,
      accountId: account,
      awsRegion: here,
      resourceType: 'AWS::KMS::Key',
      configuration: {},
      supplementaryConfiguration: { Policy: JSON.stringify(PolicyDocument) },
    };
    const items = [...(region.items ?? []), item];
    const current = await collect({ [here]: { ...region, items } });
    expect(current.calls['kms:GetKeyPolicy']).toBeUndefined();
    expect(entryOf(current, 'kms:GetKeyPolicy')?.status).toBe('complete');
    const policyOf = ({ records }: Collected): readonly unknown[] =>
      records
        .filter(({ id, record }) => id === arn && record === 'aws.resource-policy')
        .map(({ data }) => data);
    expect(policyOf(current)).toEqual([{ Arn: arn, ResourceType: 'AWS::KMS::Key', PolicyDocument }]);
    const daily = {
      name: 'default',
      recordingGroup: { allSupported: true },
      recordingMode: { recordingFrequency: 'DAILY' as const },
    };
    const older = await collect({ [here]: { ...region, items, recorder: daily } });
    expect(older.calls['kms:GetKeyPolicy']).toBe(1);
    expect(JSON.stringify(policyOf(older))).toContain('kms:Decrypt');
  });
});

describe('what is in the way', () => {
  test.each<readonly [string, string, string]>([
    ['s3:GetBucketPolicy', 'denied', 'allow s3:GetBucketPolicy'],
    ['s3:ListBuckets', 'skipped', 'could not be listed (see s3:ListBuckets)'],
    ['kms:ListKeys', 'skipped', 'could not be listed (see kms:ListKeys)'],
  ])('a refusal of %s is said, and the others go on', async (broken, status, detail) => {
    const collected = await collect(sample, {
      fault: ({ call }) => (call === broken ? accessDenied : undefined),
    });
    const [service] = broken.split(':');
    const asked = asks.includes(broken) ? broken : asks.find((call) => call.startsWith(`${service}:`))!;
    expect(entryOf(collected, asked)).toMatchObject({ status, detail: expect.stringContaining(detail) });
    expect(entryOf(collected, 'policies of resources')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining(asked),
    });
    expect(idsOf(collected, 'aws.resource-policy')).toHaveLength(6);
  });

  test('one bucket that refuses leaves the others', async () => {
    const collected = await collect(sample, {
      fault: ({ call, input }) =>
        call === 's3:GetBucketPolicy' && String(input.path).includes('plain') ? accessDenied : undefined,
    });
    expect(entryOf(collected, 's3:GetBucketPolicy')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/1 of 2 answered.*s3:GetBucketPolicy/),
    });
  });

  test('a queue that is gone meanwhile is no fault', async () => {
    const collected = await collect(sample, {
      fault: ({ call, input }) =>
        call === 'sqs:GetQueueAttributes' && String(input.QueueUrl).endsWith('quiet')
          ? { kind: 'error', code: 'QueueDoesNotExist', status: 400 }
          : undefined,
    });
    expect(entryOf(collected, 'sqs:GetQueueAttributes')).toMatchObject({
      status: 'complete',
      detail: expect.stringContaining('1 of 2 were deleted meanwhile'),
    });
  });
});

describe('who gets at buckets and keys beside their policies', () => {
  const both = { IgnorePublicAcls: true, RestrictPublicBuckets: true };

  test('comes of both, with the names of an encryption context and no values', async () => {
    const collected = await collect(sample);
    expect(ofKind(collected, 'aws.key-grant').map(({ data }) => data)).toEqual([
      {
        GrantId: 'grant-111111111111-eu-west-1',
        KeyArn: at('kms', 'key/key-1'),
        Name: 'backup',
        CreationDate: '2023-11-14T22:13:20.000Z',
        GranteePrincipal: `arn:aws:iam::${account}:role/admin`,
        IssuingAccount: `arn:aws:iam::${account}:root`,
        Operations: ['Decrypt', 'DescribeKey'],
        EncryptionContextKeys: ['purpose'],
      },
    ]);
    expect(ofKind(collected, 'aws.bucket-acl').map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        {
          Arn: 'arn:aws:s3:::open-111111111111-eu-west-1',
          PublicGrants: [{ Grantee: 'AllUsers', Permission: 'READ' }],
        },
        { Arn: 'arn:aws:s3:::plain-111111111111-eu-west-1', PublicGrants: [] },
      ]),
    );
    const blocked = ofKind(collected, 'aws.public-access-block').flatMap(({ id, data }) =>
      (data as { RestrictPublicBuckets?: boolean }).RestrictPublicBuckets === true ? [id] : [],
    );
    expect(blocked).toEqual(['arn:aws:s3:::plain-111111111111-eu-west-1']);
    expect(idsOf(collected, 'aws.public-access-block')).toHaveLength(3);
  });

  test('is asked of no bucket where the account blocks it for all', async () => {
    const collected = await collect({ [here]: { ...sample[here], accountBlock: both } });
    expect(collected.calls['s3:GetBucketAcl']).toBeUndefined();
    expect(collected.calls['s3:GetPublicAccessBlock']).toBeUndefined();
    expect(collected.calls['s3control:GetPublicAccessBlock']).toBe(1);
    expect(idsOf(collected, 'aws.public-access-block')).toEqual([account]);
    expect(entryOf(collected, 's3:GetBucketAcl')).toMatchObject({
      status: 'complete',
      detail: expect.stringContaining('the account blocks public access'),
    });
  });

  test('is asked of each bucket where the account is silent or says half of it', async () => {
    const half = { ...both, RestrictPublicBuckets: false };
    const collected = await collect({ [here]: { ...sample[here], accountBlock: half } });
    expect(collected.calls['s3:GetBucketAcl']).toBeUndefined();
    expect(collected.calls['s3:GetPublicAccessBlock']).toBe(2);
    const refused = await collect(sample, {
      fault: ({ call }) => (call === 's3control:GetPublicAccessBlock' ? accessDenied : undefined),
    });
    expect(refused.calls['s3:GetBucketAcl']).toBe(2);
    expect(entryOf(refused, 's3control:GetPublicAccessBlock')).toMatchObject({
      status: 'denied',
      detail: expect.stringContaining('allow s3:GetAccountPublicAccessBlock'),
    });
  });

  test('all pages of the grants on a key are read', async () => {
    const many = Array.from({ length: 5 }, (_, n) => ({
      GrantId: `g${n}`,
      GranteePrincipal: 'rds.eu-west-1.amazonaws.com',
      Operations: ['Decrypt' as const],
    }));
    const collected = await collect(
      { [here]: { ...sample[here], grants: { 'key-1': many } } },
      { pageSize: 2 },
    );
    expect(idsOf(collected, 'aws.key-grant')).toEqual(['g0', 'g1', 'g2', 'g3', 'g4']);
    expect(collected.calls['kms:ListGrants']).toBe(3);
  });
});

describe('the budget', () => {
  test('is kept to, divided among the kinds, and what was left is said', async () => {
    const queues = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`q${n}`, undefined]));
    const collected = await collect(
      { [here]: { ...sample[here], queues } },
      { workloads: { resourceBudget: 20 } },
    );
    const made = asks.reduce((sum, call) => sum + (collected.calls[call] ?? 0), 0);
    expect(made).toBe(20);
    for (const call of asks) expect(collected.calls[call], call).toBeGreaterThan(0);
    expect(entryOf(collected, 'sqs:GetQueueAttributes')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/\d+ of 40 were asked for.*budget of 20 calls \(--aws-resource-budget\)/),
    });
    expect(entryOf(collected, 'kms:GetKeyPolicy')?.status).toBe('complete');
    expect(entryOf(collected, 'policies of resources')?.status).toBe('partial');
  });

  test('is never exceeded, and gives nobody more than is wanted, nor less than an even part', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }), fc.nat(300), (wants, budget) => {
        const shares = evenShares(wants, budget);
        const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
        expect(sum(shares)).toBe(Math.min(budget, sum(wants)));
        const even = Math.floor(budget / wants.length);
        for (const [index, share] of shares.entries()) {
          expect(share).toBeLessThanOrEqual(wants[index]!);
          expect(share).toBeGreaterThanOrEqual(Math.min(wants[index]!, even));
        }
      }),
    );
  });
});

describe('secrets, parameters and user data', () => {
  test('come as names, ages and types', async () => {
    const collected = await collect(sample);
    expect(ofKind(collected, 'aws.secret').map(({ data }) => data)).toEqual([
      {
        ARN: at('secretsmanager', 'secret:db-AbCdEf'),
        Name: 'db',
        RotationEnabled: false,
        LastChangedDate: '2025-01-08T00:00:00.000Z',
      },
      { ARN: at('secretsmanager', 'secret:own-AbCdEf'), Name: 'own', RotationEnabled: true },
    ]);
    expect(idsOf(collected, 'aws.parameter')).toEqual(['/app/db-password', '/app/key']);
    expect(entryOf(collected, 'secretsmanager:ListSecrets')).toMatchObject({
      status: 'complete',
      gives: ['stored-secrets'],
    });
  });

  test('an instance without a role is told of only where its user data holds a secret', async () => {
    const bare = { InstanceId: 'i-2', State: { Name: 'running' as const } };
    const of = (userData: Readonly<Record<string, string>>) =>
      collect({ [here]: { instances: [bare], userData } });
    const told = await of({ 'i-2': `PASSWORD=${plantedSecret}` });
    expect(ofKind(told, 'aws.workload').map(({ data }) => data)).toEqual([
      expect.objectContaining({
        Arn: at('ec2', 'instance/i-2'),
        RoleArns: [],
        Literals: [{ Place: 'user data', Name: 'PASSWORD' }],
      }),
    ]);
    expect(ofKind(await of({ 'i-2': 'echo ready' }), 'aws.workload')).toEqual([]);
  });

  test('of a launch template: how it starts by default, and what its latest version holds', async () => {
    const template = ofKind(await collect(sample, { pageSize: 1 }), 'aws.workload').filter(({ id }) =>
      id.includes(':launch-template/'),
    );
    expect(template.map(({ data }) => data)).toEqual([
      {
        Arn: at('ec2', 'launch-template/lt-web'),
        ResourceType: 'AWS::EC2::LaunchTemplate',
        Name: 'web',
        Region: here,
        RoleArns: [],
        InstanceProfileArn: `arn:aws:iam::${account}:instance-profile/web`,
        Literals: [{ Place: 'user data', Name: 'TOKEN' }],
        MetadataTokens: 'optional',
      },
    ]);
  });

  test('parameters of a stack that do not hide their value are told of', async () => {
    const stack = ofKind(await collect(sample), 'aws.workload').find(({ id }) => id.includes(':stack/'));
    expect(stack?.data).toMatchObject({
      Literals: [{ Place: 'parameter without NoEcho', Name: 'Password' }],
    });
  });

  test('no value of them enters', async () => {
    const { records, coverage } = await collect(sample);
    expect(JSON.stringify([records, coverage])).not.toContain(plantedSecret);
  });
});
