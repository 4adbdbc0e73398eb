import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as codebuild from '@aws-sdk/client-codebuild';
import * as config from '@aws-sdk/client-config-service';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as glue from '@aws-sdk/client-glue';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as sagemaker from '@aws-sdk/client-sagemaker';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AwsService } from '../../../../connectors/aws/collect/calls.ts';
import { awsCall, awsCalls } from '../../../../connectors/aws/collect/calls.ts';
import { type Guardable, guard } from '../../../../connectors/aws/collect/guard.ts';
import { defaultBounds } from '../../../../src/collection/bounds.ts';
import { sampleAccount } from '../../../support/aws-account.ts';
import type { Loopback } from '../../../support/aws-loopback.ts';
import { startLoopback } from '../../../support/aws-loopback.ts';

interface Sender {
  readonly send: (command: unknown) => Promise<unknown>;
  readonly destroy: () => void;
}

const sdks = {
  cloudformation,
  codebuild,
  config,
  ec2,
  ecr,
  ecs,
  glue,
  iam,
  kms,
  lambda,
  organizations,
  s3,
  s3control,
  sagemaker,
  secretsmanager,
  sns,
  sqs,
  ssm,
  sts,
} as const;
const services = Object.keys(sdks) as AwsService[];

/** Every command of the service's SDK, by operation. */
const operationsOf = (service: AwsService): readonly string[] =>
  Object.keys(sdks[service])
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length));

let loopback: Loopback;
let clients: Readonly<Record<AwsService, Sender>>;
const counted: string[] = [];

beforeAll(async () => {
  loopback = await startLoopback({ accounts: [sampleAccount()] });
  const settings = {
    region: 'eu-west-1',
    endpoint: loopback.url,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIA111111111111', secretAccessKey: 'loopback' },
  };
  const watched = <Client extends Guardable>(service: AwsService, client: Client): Sender =>
    guard(client, {
      service,
      limit: (run) => run(),
      region: settings.region,
      remember: (_asked, ask) => ask(),
      bounds: defaultBounds,
      inTime: () => {},
      onCall: (call) => counted.push(call),
    }) as unknown as Sender;
  clients = {
    cloudformation: watched('cloudformation', new cloudformation.CloudFormationClient(settings)),
    codebuild: watched('codebuild', new codebuild.CodeBuildClient(settings)),
    config: watched('config', new config.ConfigServiceClient(settings)),
    ec2: watched('ec2', new ec2.EC2Client(settings)),
    ecr: watched('ecr', new ecr.ECRClient(settings)),
    ecs: watched('ecs', new ecs.ECSClient(settings)),
    glue: watched('glue', new glue.GlueClient(settings)),
    iam: watched('iam', new iam.IAMClient(settings)),
    kms: watched('kms', new kms.KMSClient(settings)),
    lambda: watched('lambda', new lambda.LambdaClient(settings)),
    organizations: watched('organizations', new organizations.OrganizationsClient(settings)),
    s3: watched('s3', new s3.S3Client(settings)),
    s3control: watched('s3control', new s3control.S3ControlClient(settings)),
    sagemaker: watched('sagemaker', new sagemaker.SageMakerClient(settings)),
    secretsmanager: watched('secretsmanager', new secretsmanager.SecretsManagerClient(settings)),
    sns: watched('sns', new sns.SNSClient(settings)),
    sqs: watched('sqs', new sqs.SQSClient(settings)),
    ssm: watched('ssm', new ssm.SSMClient(settings)),
    sts: watched('sts', new sts.STSClient(settings)),
  };
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await loopback.close();
});

describe('the read-only guard', () => {
  test('refuses a write before anything is sent', async () => {
    const before = loopback.requests.length;
    const writing = clients.iam.send(new iam.CreateUserCommand({ UserName: 'mallory' }));
    await expect(writing).rejects.toMatchObject({
      name: 'ReadOnlyViolation',
      message: expect.stringContaining('iam:CreateUser'),
    });
    expect(loopback.requests.length).toBe(before);
  });

  test.each(services)('lets through of %s what the table holds, and no other', async (service) => {
    const sdk = sdks[service] as unknown as Readonly<Record<string, new (input: object) => unknown>>;
    const operations = operationsOf(service);
    expect(operations.length).toBeGreaterThan(8);
    for (const operation of operations) {
      const sent = loopback.requests.length;
      const outcome = await clients[service].send(new sdk[`${operation}Command`]!({})).then(
        () => 'answered',
        (error: Error) => error.name,
      );
      if (awsCall(`${service}:${operation}`) === undefined) {
        expect(outcome, operation).toBe('ReadOnlyViolation');
        expect(loopback.requests.length, operation).toBe(sent);
      } else {
        expect(outcome, operation).not.toBe('ReadOnlyViolation');
      }
    }
    const known = awsCalls.filter((call) => call.service === service).map(({ operation }) => operation);
    expect(operations).toEqual(expect.arrayContaining(known));
  });

  test('counts each request that is sent, and none that is refused', () => {
    expect(counted.length).toBe(loopback.requests.length);
    expect([...new Set(counted)].filter((call) => awsCall(call) === undefined)).toEqual([]);
  });
});
