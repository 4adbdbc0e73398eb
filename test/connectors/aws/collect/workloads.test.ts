import { describe, expect, test } from 'vitest';
import { recordsAtOnce, workloadQuery } from '../../../../connectors/aws/collect/workload-config.ts';
import { firstOfEachFamily } from '../../../../connectors/aws/collect/workload-lists.ts';
import type { WorkloadOptions } from '../../../../connectors/aws/collect/workloads.ts';
import { workloadSources } from '../../../../connectors/aws/facts/workloads.ts';
import { workloadRoles } from '../../../../connectors/aws/import/workload-roles.ts';
import { InputError } from '../../../../src/model/input-error.ts';
import { plantedSecret, recordedRegion, sampleAccount, sampleRegion } from '../../../support/aws-account.ts';
import type { Fault, LoopbackRequest } from '../../../support/aws-loopback.ts';
import { accessDenied } from '../../../support/aws-loopback.ts';
import type { LoopbackRegion } from '../../../support/aws-regional.ts';
import { collectFrom, ofKind, statusOf } from './support.ts';

const account = '111111111111';
const here = 'eu-west-1';
const there = 'us-east-1';
const plain = (region: string) => sampleRegion(account, region);

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
const arns = (collected: Collected) =>
  ofKind(collected, 'aws.workload')
    .map(({ id }) => id)
    .sort();
const entryOf = (collected: Collected, source: string) =>
  collected.coverage.find((entry) => entry.source === source);
/** Types of which the coverage says that all were read. */
const known = (collected: Collected) =>
  Object.entries(workloadSources)
    .filter(([, source]) => entryOf(collected, source)?.status === 'complete')
    .map(([type]) => type)
    .sort();
const everyType = Object.keys(workloadSources).sort();

describe('without AWS Config', () => {
  test('every kind of workload comes from lists, with its role, and all types are known', async () => {
    const collected = await collect({ [here]: plain(here), [there]: plain(there) });
    expect(arns(collected)).toHaveLength(24);
    expect(known(collected)).toEqual(everyType);
    expect(ofKind(collected, 'aws.workload').map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        {
          Arn: `arn:aws:ec2:${there}:${account}:instance/i-1`,
          ResourceType: 'AWS::EC2::Instance',
          Name: 'i-1',
          Region: there,
          RoleArns: [],
          InstanceProfileArn: `arn:aws:iam::${account}:instance-profile/web`,
          State: 'running',
          Tags: [{ Key: 'password', Value: '[blanked]' }],
          Literals: [{ Place: 'user data', Name: 'DB_PASSWORD' }],
        },
        {
          Arn: `arn:aws:sagemaker:${here}:${account}:model/ranker`,
          ResourceType: 'AWS::SageMaker::Model',
          Name: 'ranker',
          Region: here,
          RoleArns: [`arn:aws:iam::${account}:role/admin`],
          Literals: [{ Place: 'environment variable', Name: 'HF_TOKEN' }],
        },
        {
          Arn: `arn:aws:glue:${here}:${account}:job/etl`,
          ResourceType: 'AWS::Glue::Job',
          Name: 'etl',
          Region: here,
          RoleArns: [`arn:aws:iam::${account}:role/admin`],
          Literals: [{ Place: 'argument', Name: '--token' }],
        },
      ]),
    );
    expect(entryOf(collected, 'config:SelectResourceConfig')).toMatchObject({
      status: 'skipped',
      detail: expect.stringContaining('AWS Config does not record'),
    });
    expect(collected.calls['config:SelectResourceConfig']).toBeUndefined();
  });

  test('an instance without a profile, and one that is gone, are no workload', async () => {
    const ids = arns(await collect({ [here]: plain(here) }));
    expect(ids.filter((id) => id.includes(':instance/'))).toEqual([
      `arn:aws:ec2:${here}:${account}:instance/i-1`,
    ]);
  });

  test('pages are followed to the last one', async () => {
    const whole = await collect({ [here]: plain(here) });
    const paged = await collect({ [here]: plain(here) }, { pageSize: 1 });
    expect(arns(paged)).toEqual(arns(whole));
    expect(paged.calls['lambda:ListFunctions']).toBe(2);
    expect(paged.calls['ec2:DescribeInstances']).toBe(3);
    expect(paged.calls['ecs:ListTaskDefinitions']).toBe(2);
  });

  test('models: at most 100 of a region are described, the newest first, and the type stays open', async () => {
    const models = Array.from({ length: 150 }, (_, n) => ({
      ModelName: `m-${n}`,
      ModelArn: `arn:aws:sagemaker:${here}:${account}:model/m-${n}`,
      ExecutionRoleArn: `arn:aws:iam::${account}:role/admin`,
      Containers: [{ Environment: { STAGE: 'blue' } }],
    }));
    const collected = await collect({ [here]: { models } });
    expect(collected.calls['sagemaker:DescribeModel']).toBe(100);
    expect(arns(collected)).toContain(models[99]!.ModelArn);
    expect(arns(collected)).not.toContain(models[100]!.ModelArn);
    expect(entryOf(collected, 'sagemaker:DescribeModel')?.status).toBe('partial');
    // Nothing in them looks like a secret: no word of them.
    expect(JSON.stringify(collected.records)).not.toContain('Literals');
  });

  test('more task definitions than may be described: the newest of each family, and the type stays open', async () => {
    const taskDefinitions = Array.from({ length: 150 }, (_, n) => ({
      taskDefinitionArn: `arn:aws:ecs:${here}:${account}:task-definition/web:${150 - n}`,
      taskRoleArn: `arn:aws:iam::${account}:role/admin`,
    }));
    const collected = await collect({ [here]: { taskDefinitions } });
    expect(collected.calls['ecs:DescribeTaskDefinition']).toBe(100);
    expect(entryOf(collected, 'ecs:DescribeTaskDefinition')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('100 of 150'),
    });
    expect(known(collected)).not.toContain('AWS::ECS::TaskDefinition');
  });
});

describe('with AWS Config', () => {
  test('types that it shows are not listed, the others are, and all are known', async () => {
    const collected = await collect({ [here]: recordedRegion(account) });
    expect(collected.calls).toMatchObject({ 'config:SelectResourceConfig': 1, 'glue:GetJobs': 1 });
    for (const call of ['lambda:ListFunctions', 'ec2:DescribeInstances', 'codebuild:ListProjects'])
      expect(collected.calls[call], call).toBeUndefined();
    expect(known(collected)).toEqual(everyType);
    expect(arns(collected)).toContain(`arn:aws:apprunner:${here}:${account}:service/web/1`);
    expect(entryOf(collected, 'lambda:ListFunctions')?.detail).toContain('AWS Config answered');
  });

  test('policies of resources come with the same calls, and nothing else of the resources', async () => {
    const arn = 'arn:aws:s3:::backups';
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*' }],
    };
    const bucket = {
      arn,
      accountId: account,
      awsRegion: here,
      resourceType: 'AWS::S3::Bucket',
      resourceId: 'backups',
      configuration: { name: 'backups', owner: plantedSecret },
      supplementaryConfiguration: { BucketPolicy: { policyText: JSON.stringify(policy) } },
    };
    const plainBucket = { ...bucket, arn: 'arn:aws:s3:::plain', supplementaryConfiguration: {} };
    const region = recordedRegion(account);
    const collected = await collect({
      [here]: { ...region, items: [...(region.items ?? []), bucket, plainBucket] },
    });
    const before = await collect({ [here]: region });
    const known = new Set(ofKind(before, 'aws.resource-policy').map(({ id }) => id));
    expect(
      ofKind(collected, 'aws.resource-policy').flatMap(({ id, data }) => (known.has(id) ? [] : [data])),
    ).toEqual([{ Arn: arn, ResourceType: 'AWS::S3::Bucket', PolicyDocument: policy }]);
    expect(arns(collected)).not.toContain(arn);
    expect(collected.calls).toEqual(before.calls);
    expect(JSON.stringify(collected.records)).not.toContain(plantedSecret);
  });

  test('its pages are followed', async () => {
    const paged = await collect({ [here]: recordedRegion(account) }, { pageSize: 1 });
    expect(paged.calls['config:SelectResourceConfig']).toBe(5);
    expect(arns(paged)).toEqual(arns(await collect({ [here]: recordedRegion(account) })));
  });

  test.each<[string, NonNullable<LoopbackRegion['recorder']>]>([
    ['that is stopped', { name: 'default', stopped: true, recordingGroup: { allSupported: true } }],
    ['of other types', { name: 'default', recordingGroup: { resourceTypes: ['AWS::S3::Bucket'] } }],
    [
      'that looks once a day',
      {
        name: 'default',
        recordingGroup: { allSupported: true },
        recordingMode: { recordingFrequency: 'DAILY' },
      },
    ],
  ])('a recorder %s does not replace the lists', async (_, recorder) => {
    const collected = await collect({ [here]: { ...recordedRegion(account), recorder } });
    expect(collected.calls['lambda:ListFunctions']).toBe(1);
    expect(arns(collected)).toContain(`arn:aws:lambda:${here}:${account}:function:other`);
    expect(known(collected)).toEqual(everyType);
    expect(new Set(arns(collected)).size).toBe(arns(collected).length);
  });

  test('a query that is refused, or breaks off, leaves the lists', async () => {
    for (const broken of [undefined, '2']) {
      const collected = await collect(
        { [here]: recordedRegion(account) },
        {
          pageSize: 2,
          fault: ({ call, input }) =>
            call === 'config:SelectResourceConfig' && input.NextToken === broken ? accessDenied : undefined,
        },
      );
      expect(statusOf(collected, 'config:SelectResourceConfig')).toEqual([
        broken === undefined ? 'denied' : 'partial',
      ]);
      expect(known(collected)).toEqual(everyType);
    }
  });

  test('asks for every type of the table of roles, in the length that AWS allows', () => {
    for (const type of Object.keys(workloadRoles)) expect(workloadQuery).toContain(`'${type}'`);
    expect(workloadQuery.length).toBeLessThanOrEqual(4096);
  });

  test.each([
    ['all types', { allSupported: true }, true],
    ['a list with the type', { resourceTypes: ['AWS::Lambda::Function'] }, true],
    ['a list without the type', { resourceTypes: ['AWS::EC2::Instance'] }, false],
    [
      'all but the type',
      {
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        exclusionByResourceTypes: { resourceTypes: ['AWS::Lambda::Function'] },
      },
      false,
    ],
    [
      'all but another type',
      {
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Instance'] },
      },
      true,
    ],
  ] as const)('a recorder of %s', (_, group, expected) => {
    const recorder = structuredClone({ recordingGroup: group }) as Parameters<typeof recordsAtOnce>[0];
    expect(recordsAtOnce(recorder, 'AWS::Lambda::Function')).toBe(expected);
  });
});

describe('regions', () => {
  const regions = { [here]: plain(here), [there]: plain(there) };

  test('one that refuses leaves the other as it is, and its types open', async () => {
    const collected = await collect(regions, {
      fault: ({ region, service }) =>
        region === there && service !== 'iam' && service !== 'organizations' ? accessDenied : undefined,
    });
    expect(arns(collected)).toEqual(arns(await collect({ [here]: plain(here) })));
    expect(known(collected)).toEqual([]);
    expect(entryOf(collected, 'lambda:ListFunctions')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/1 of 2 regions read; us-east-1: AccessDenied.*lambda:ListFunctions/),
    });
  });

  test('one that refuses one service leaves its other types known', async () => {
    const collected = await collect(regions, {
      fault: ({ region, call }) => (region === there && call === 'glue:GetJobs' ? accessDenied : undefined),
    });
    expect(known(collected)).toEqual(everyType.filter((type) => !type.endsWith('Glue::Job')));
  });

  test('asked for by name: only these, and no type is known', async () => {
    const collected = await collect(regions, { workloads: { regions: [there] } });
    expect(new Set(arns(collected).map((arn) => arn.split(':')[3]))).toEqual(new Set([there]));
    expect(known(collected)).toEqual([]);
    expect(entryOf(collected, 'glue:GetJobs')?.detail).toContain('1 of 2 enabled regions');
  });

  test('all of them asked for by name is all of them', async () => {
    expect(known(await collect(regions, { workloads: { regions: [there, here] } }))).toEqual(everyType);
  });

  test('none that is enabled is said', async () => {
    const collected = await collect(regions, { workloads: { regions: ['ap-south-2'] } });
    expect(arns(collected)).toEqual([]);
    expect(statusOf(collected, 'config:SelectResourceConfig')).toEqual(['skipped']);
  });

  test('where the enabled ones are not told, the own region is read and no type is known', async () => {
    const collected = await collect(regions, {
      fault: ({ call }) => (call === 'ec2:DescribeRegions' ? accessDenied : undefined),
    });
    expect(statusOf(collected, 'ec2:DescribeRegions')).toEqual(['denied']);
    expect(new Set(arns(collected).map((arn) => arn.split(':')[3]))).toEqual(new Set([here]));
    expect(known(collected)).toEqual([]);
  });

  test('a name that is none is the mistake of the one who typed it', async () => {
    await expect(collect(regions, { workloads: { regions: ['Ireland'] } })).rejects.toBeInstanceOf(
      InputError,
    );
  });
});

describe('secrets', () => {
  test('of environments, parameters, arguments and configuration items never enter', async () => {
    const collected = await collect({ [here]: recordedRegion(account), [there]: plain(there) });
    expect(arns(collected)).toHaveLength(25);
    const written = JSON.stringify([collected.records, collected.coverage]);
    expect(written).not.toContain(plantedSecret);
  });
});

test('workloads are not asked for without being wanted, and coverage says how to', async () => {
  const collected = await collectFrom({ accounts: [sampleAccount(account)] });
  expect(ofKind(collected, 'aws.workload')).toEqual([]);
  expect(collected.coverage).toContainEqual(
    expect.objectContaining({
      status: 'skipped',
      gives: ['workloads', 'configuration'],
      detail: expect.stringContaining('--aws-workloads'),
    }),
  );
  expect(Object.keys(collected.calls).filter((call) => !/^(iam|sts|organizations):/.test(call))).toEqual([]);
});

test('the newest revision of each family comes first, then the older ones', () => {
  expect(firstOfEachFamily(['b:2', 'b:1', 'a:9', 'a:8'])).toEqual(['b:2', 'a:9', 'b:1', 'a:8']);
});
