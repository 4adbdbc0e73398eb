import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { CreateGrantCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Moto } from './moto.ts';
import { startMoto } from './moto.ts';
import { account } from './seed.ts';

/** Resources whose policies a live scan reads, two of each kind: one that lets outsiders in, and one that lets nobody in. */

const cli = join(import.meta.dirname, '../../dist/src/cli/main.js');
const here = 'us-east-1';
const foreign = '999988887777';
const planted = 'emulator-planted-value-1';

const open = (Action: string | readonly string[], Principal: unknown, Condition?: unknown): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal,
        Action,
        Resource: '*',
        ...(Condition === undefined ? {} : { Condition }),
      },
    ],
  });
const ofAccount = { AWS: `arn:aws:iam::${account}:root` };
const ofForeign = { AWS: `arn:aws:iam::${foreign}:root` };

const seed = async (endpoint: string): Promise<void> => {
  const config = {
    endpoint,
    region: here,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'emulator' },
  };
  const iam = new IAMClient(config);
  const trust = (Service: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
    });
  for (const [RoleName, service] of [
    ['job', 'lambda.amazonaws.com'],
    ['box', 'ec2.amazonaws.com'],
  ] as const)
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(service) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'box' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'box', RoleName: 'box' }));

  const s3 = new S3Client({ ...config, forcePathStyle: true });
  for (const Bucket of ['open-files', 'closed-files', 'plain-files', 'blocked-files', 'listed-files'])
    await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketPolicyCommand({ Bucket: 'open-files', Policy: open(['s3:GetObject', 's3:PutObject'], '*') }),
  );
  await s3.send(
    new PutBucketPolicyCommand({ Bucket: 'closed-files', Policy: open('s3:GetObject', ofAccount) }),
  );

  // Public by its policy, and closed by what S3 makes of it.
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'blocked-files', Policy: open('s3:GetObject', '*') }));
  const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true };
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket: 'blocked-files',
      PublicAccessBlockConfiguration: { ...all, RestrictPublicBuckets: true },
    }),
  );
  await s3.send(new PutBucketAclCommand({ Bucket: 'listed-files', ACL: 'public-read' }));

  const kms = new KMSClient(config);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: open('kms:*', ofAccount) }));
  await kms.send(
    new CreateGrantCommand({
      KeyId: KeyMetadata?.KeyId,
      GranteePrincipal: `arn:aws:iam::${account}:role/job`,
      Operations: ['Decrypt'],
      Name: 'job',
      Constraints: { EncryptionContextSubset: { purpose: planted } },
    }),
  );
  await kms.send(new CreateKeyCommand({ Policy: open('kms:Decrypt', ofForeign), Description: 'shared' }));
  await kms.send(new CreateKeyCommand({ Policy: open('kms:*', ofAccount) }));

  const sqs = new SQSClient(config);
  const queue = (QueueName: string, Policy: string) =>
    sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  await queue('open-jobs', open('sqs:SendMessage', '*'));
  await queue(
    'closed-jobs',
    open('sqs:SendMessage', '*', { StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } }),
  );
  await sqs.send(new CreateQueueCommand({ QueueName: 'plain-jobs' }));

  const sns = new SNSClient(config);
  for (const Name of ['open-news', 'plain-news']) {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }));
    if (Name === 'plain-news') continue;
    const AttributeValue = open('sns:Publish', '*');
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  }

  const lambda = new LambdaClient(config);
  const ZipFile = zipSync({ 'index.mjs': Buffer.from('export const handler = () => 1;') });
  for (const FunctionName of ['open-job', 'closed-job', 'plain-job']) {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: `arn:aws:iam::${account}:role/job`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile },
        ...(FunctionName === 'plain-job' ? {} : { Environment: { Variables: { API_TOKEN: planted } } }),
      }),
    );
  }
  const permission = {
    StatementId: 'from-s3',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
  };
  await lambda.send(new AddPermissionCommand({ FunctionName: 'open-job', ...permission }));
  await lambda.send(
    new AddPermissionCommand({ FunctionName: 'closed-job', ...permission, SourceAccount: account }),
  );

  const sagemaker = new SageMakerClient(config);
  for (const [ModelName, variables] of [
    ['ranker', { HF_TOKEN: planted }],
    ['plain-ranker', { STAGE: 'blue' }],
  ] as const)
    await sagemaker.send(
      new CreateModelCommand({
        ModelName,
        ExecutionRoleArn: `arn:aws:iam::${account}:role/job`,
        PrimaryContainer: { Image: 'image', Environment: variables },
      }),
    );

  const secrets = new SecretsManagerClient(config);
  for (const Name of ['open-secret', 'closed-secret', 'plain-secret'])
    await secrets.send(new CreateSecretCommand({ Name, SecretString: planted }));
  const get = 'secretsmanager:GetSecretValue';
  await secrets.send(
    new PutResourcePolicyCommand({ SecretId: 'open-secret', ResourcePolicy: open(get, ofForeign) }),
  );
  await secrets.send(
    new PutResourcePolicyCommand({ SecretId: 'closed-secret', ResourcePolicy: open(get, ofAccount) }),
  );

  const ecr = new ECRClient(config);
  for (const repositoryName of ['open-pictures', 'plain-pictures'])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  await ecr.send(
    new SetRepositoryPolicyCommand({
      repositoryName: 'open-pictures',
      policyText: open('ecr:BatchGetImage', '*'),
    }),
  );

  const ssm = new SSMClient(config);
  for (const Type of ['String', 'SecureString'] as const)
    await ssm.send(new PutParameterCommand({ Name: `/app/${Type}/db-password`, Value: planted, Type }));

  const ec2 = new EC2Client(config);
  for (const UserData of [`export DB_PASSWORD=${planted}`, 'echo ready'])
    await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: 'box' },
        UserData: Buffer.from(`#!/bin/sh\n${UserData}\n`).toString('base64'),
      }),
    );
};

interface Report {
  readonly identities: readonly { readonly name: string; readonly standing: string | null }[];
  readonly coverage: readonly { readonly source: string; readonly status: string; readonly detail: string }[];
  readonly findings: readonly { readonly rule: string; readonly identity: string; readonly title: string }[];
}

let moto: Moto;
let folder: string;
let report: Report;
let snapshot: string;
let output: string;

const scan = async (...more: readonly string[]): Promise<string> => {
  const out = join(folder, 'report');
  const args = ['scan', '--aws', '--aws-workloads', '--aws-region', here, '--verbose', '--out', out, ...more];
  const child = spawn(process.execPath, [cli, ...args], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'emulator-secret',
      AWS_REGION: here,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the scan ended with ${code}: ${text}`);
  report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
  return text;
};

const titlesOf = (rule: string): readonly string[] =>
  report.findings
    .filter((finding) => finding.rule === rule)
    .map(({ title }) => title)
    .sort();
const statusOf = (source: string): string | undefined =>
  report.coverage.find((entry) => entry.source === source)?.status;

beforeAll(async () => {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: npm run build makes it`);
  folder = mkdtempSync(join(tmpdir(), 'nhi-audit-resources-'));
  moto = await startMoto(false);
  await seed(moto.url);
  snapshot = join(folder, 'snapshot.ndjson');
  output = await scan('--snapshot', snapshot);
});

afterAll(async () => {
  await moto?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe('a live scan of an emulated AWS', () => {
  test('finds the policy of each kind of resource that lets outsiders in, and of the others none', () => {
    const titles = titlesOf('resource-open-to-outsiders');
    expect(
      titles.map((title) => title.replace(/Key \S+/, 'Key K').replace(/-[A-Za-z0-9]{6} lets/, ' lets')),
    ).toEqual([
      'Bucket listed-files lets everyone use s3:ListBucket by its access control list',
      'Bucket open-files lets everyone use s3:GetObject, s3:PutObject',
      'Function open-job lets s3.amazonaws.com for anybody’s resource use lambda:InvokeFunction',
      `Key K lets all of account ${foreign} use kms:Decrypt`,
      'Queue open-jobs lets everyone use sqs:SendMessage',
      'Repository open-pictures lets everyone use ecr:BatchGetImage',
      `Secret open-secret lets all of account ${foreign} use secretsmanager:GetSecretValue`,
      'Topic open-news lets everyone use sns:Publish',
    ]);
  });

  test('reads what was written out in clear: variables, user data, parameters', () => {
    const titles = titlesOf('literal-secret-in-configuration').join('\n');
    for (const name of ['API_TOKEN', 'HF_TOKEN', 'DB_PASSWORD', '/app/String/db-password'])
      expect(titles).toContain(name);
    expect(titles).not.toContain('SecureString');
    expect(titles).not.toContain('plain-job');
    expect(titles).not.toContain('plain-ranker');
  });

  test('knows a grant on a key as a permanent grant of its role', () => {
    const standingOf = (wanted: string): string | null | undefined =>
      report.identities.find(({ name }) => name === wanted)?.standing;
    // Neither has a policy.
    expect([standingOf('job'), standingOf('box')]).toEqual([
      'short-lived credential on a standing grant',
      'none',
    ]);
  });

  test('says how far each call came', () => {
    // Of all regions one was asked for, which makes it partial and no less.
    for (const call of [
      's3:GetBucketPolicy',
      's3:GetBucketAcl',
      's3:GetPublicAccessBlock',
      's3control:GetPublicAccessBlock',
      'kms:ListGrants',
      'kms:GetKeyPolicy',
      'sqs:GetQueueAttributes',
      'sns:GetTopicAttributes',
      'lambda:GetPolicy',
      'secretsmanager:GetResourcePolicy',
      'ecr:GetRepositoryPolicy',
      'ec2:DescribeInstanceAttribute',
      'ssm:DescribeParameters',
    ])
      expect([call, statusOf(call)]).toEqual([call, 'partial']);
    for (const { source, detail } of report.coverage)
      if (/^(s3|kms|sqs|sns|ssm|ecr|secretsmanager):/.test(source))
        expect(detail, source).toMatch(/enabled regions were asked for.*; 1 of 1 region read$/);
  });

  test('writes no value anywhere', () => {
    const out = join(folder, 'report');
    const written = [
      output,
      readFileSync(snapshot, 'utf8'),
      ...readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8')),
    ];
    for (const text of written) expect(text).not.toContain(planted);
  });

  test('keeps to its budget, and says what was left', async () => {
    await scan('--aws-resource-budget', '8');
    const asked = report.coverage.filter(({ detail }) => detail.includes('--aws-resource-budget'));
    expect(asked.length).toBeGreaterThan(3);
    const made = asked.map(({ detail }) => Number(/(\d+) of \d+ were asked for/.exec(detail)?.[1]));
    expect(made.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(8);
  });
});
