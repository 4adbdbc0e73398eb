import { describe, expect, test } from 'vitest';
import { awsCalls, callId } from '../../../../connectors/aws/collect/calls.ts';
import { isFinal, isKept, keptOf, threadOf } from '../../../../connectors/aws/collect/kept.ts';
import { plantedSecret } from '../../../support/aws-account.ts';

test('every call says what of its answer goes further, but how the scan gets in', () => {
  const without = awsCalls.filter((call) => !isKept(callId(call)));
  expect(without.map(({ part }) => part)).toEqual(['session', 'session']);
});

describe('of an answer goes further', () => {
  test('no environment, argument or parameter', () => {
    const kept = keptOf('lambda:ListFunctions', {
      Functions: [{ FunctionName: 'job', Role: 'r', Environment: { Variables: { TOKEN: plantedSecret } } }],
      NextMarker: 'more',
      $metadata: {},
    });
    const found = { Literals: [{ Place: 'environment variable', Name: 'TOKEN' }] };
    expect(kept).toEqual({
      Functions: [{ FunctionName: 'job', Role: 'r', nhiAuditFound: found }],
      NextMarker: 'more',
    });
  });

  test.each<readonly [string, object, string, readonly string[]]>([
    [
      'lambda:ListFunctions',
      { Functions: [{ FunctionName: 'f', Environment: { Variables: { DB_PASSWORD: plantedSecret } } }] },
      'environment variable',
      ['DB_PASSWORD'],
    ],
    [
      'cloudformation:DescribeStacks',
      {
        Stacks: [
          { StackName: 's', Parameters: [{ ParameterKey: 'DbPassword', ParameterValue: plantedSecret }] },
        ],
      },
      'parameter without NoEcho',
      ['DbPassword'],
    ],
    [
      'codebuild:BatchGetProjects',
      {
        projects: [
          { name: 'p', environment: { environmentVariables: [{ name: 'NPM_TOKEN', value: plantedSecret }] } },
        ],
      },
      'environment variable',
      ['NPM_TOKEN'],
    ],
    [
      'ecs:DescribeTaskDefinition',
      {
        taskDefinition: {
          family: 'web',
          containerDefinitions: [{ environment: [{ name: 'API_TOKEN', value: plantedSecret }] }],
        },
      },
      'environment variable',
      ['API_TOKEN'],
    ],
    [
      'glue:GetJobs',
      { Jobs: [{ Name: 'j', DefaultArguments: { '--db-password': plantedSecret } }] },
      'argument',
      ['--db-password'],
    ],
  ])('%s: where a secret is written out, and not the secret', (call, answer, place, names) => {
    const text = JSON.stringify(keptOf(call, answer));
    expect(text).not.toContain(plantedSecret);
    expect(text).toContain(
      JSON.stringify({ nhiAuditFound: { Literals: names.map((Name) => ({ Place: place, Name })) } }).slice(
        1,
        -1,
      ),
    );
  });

  test('whether the metadata service of an instance asks for a token', () => {
    const Instances = [
      { InstanceId: 'i-1', MetadataOptions: { HttpTokens: 'optional' } },
      { InstanceId: 'i-2' },
    ];
    expect(keptOf('ec2:DescribeInstances', { Reservations: [{ Instances }] })).toEqual({
      Reservations: [
        {
          Instances: [
            { InstanceId: 'i-1', nhiAuditFound: { MetadataTokens: 'optional' } },
            { InstanceId: 'i-2' },
          ],
        },
      ],
    });
  });

  const config = (item: unknown): unknown => {
    const text = typeof item === 'string' ? item : JSON.stringify(item);
    const { Results } = keptOf('config:SelectResourceConfig', { Results: [text] }) as {
      readonly Results: readonly string[];
    };
    return JSON.parse(Results[0] || 'null');
  };
  const resource = { arn: 'a', resourceName: 'n', resourceId: 'i' };

  test.each<[string, string, object, object]>([
    [
      'a role at the top',
      'AWS::Lambda::Function',
      { role: 'r', state: 'Active', environment: { TOKEN: plantedSecret } },
      { role: 'r', state: 'Active' },
    ],
    [
      'two roles, one of them in lists',
      'AWS::CodePipeline::Pipeline',
      {
        pipeline: {
          roleArn: 'r',
          stages: [{ actions: [{ roleArn: 's', configuration: { OAuthToken: plantedSecret } }] }],
        },
      },
      { pipeline: { roleArn: 'r', stages: [{ actions: [{ roleArn: 's' }] }] } },
    ],
    [
      'a profile that Config wraps, without user data',
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateData: { IamInstanceProfile: { Arn: 'p' }, UserData: plantedSecret } },
      { LaunchTemplateData: { IamInstanceProfile: { Arn: 'p' } } },
    ],
  ])('of a resource in Config: %s', (_, resourceType, configuration, kept) => {
    expect(config({ ...resource, resourceType, configuration, tags: [plantedSecret] })).toEqual({
      ...resource,
      resourceType,
      configuration: kept,
      tags: [],
    });
  });

  test.each([
    [
      'a type that is not asked for',
      { ...resource, resourceType: 'AWS::S3::Bucket', configuration: { a: 1 } },
    ],
    ['no object', '[1]'],
    ['no JSON', `{"configuration": "${plantedSecret}`],
  ])('of a resource in Config that is %s: no configuration', (_, item) =>
    expect(JSON.stringify(config(item))).not.toMatch(/configuration|planted/),
  );
});

describe('answers that belong together', () => {
  test.each<[string, string, object, object | undefined, object | undefined]>([
    ['an answer by itself', 'iam:GetAccountSummary', {}, { SummaryMap: {} }, undefined],
    ['the only page', 'iam:ListAccessKeys', { UserName: 'u' }, { AccessKeyMetadata: [] }, undefined],
    [
      'the first of two pages',
      'iam:ListAccessKeys',
      { UserName: 'u' },
      { Marker: '2' },
      { id: 'iam:ListAccessKeys {"UserName":"u"}', goesOn: true },
    ],
    [
      'the last of two pages',
      'iam:ListAccessKeys',
      { UserName: 'u', Marker: '2' },
      {},
      { id: 'iam:ListAccessKeys {"UserName":"u"}', goesOn: false },
    ],
    [
      'the start of a job',
      'iam:GenerateServiceLastAccessedDetails',
      { Arn: 'a' },
      { JobId: 'j' },
      { id: 'job j', goesOn: true },
    ],
    [
      'its result',
      'iam:GetServiceLastAccessedDetails',
      { JobId: 'j' },
      { JobStatus: 'COMPLETED' },
      { id: 'job j', goesOn: false },
    ],
    [
      'its refusal',
      'iam:GetServiceLastAccessedDetails',
      { JobId: 'j' },
      undefined,
      { id: 'job j', goesOn: false },
    ],
    [
      'the report',
      'iam:GetCredentialReport',
      {},
      { Content: '' },
      { id: 'credential report', goesOn: false },
    ],
  ])('%s', (_, call, input, answer, thread) =>
    expect(threadOf(call, input as Record<string, unknown>, answer)).toEqual(thread),
  );

  test.each<[string, string, object, boolean]>([
    ['a job that runs', 'iam:GetServiceLastAccessedDetails', { JobStatus: 'IN_PROGRESS' }, false],
    ['a job that failed', 'iam:GetServiceLastAccessedDetails', { JobStatus: 'FAILED' }, true],
    ['a list', 'iam:ListAccessKeys', {}, true],
    ['credentials', 'sts:AssumeRole', { Credentials: {} }, false],
  ])('%s: the last word %#', (_, call, answer, final) => expect(isFinal(call, answer)).toBe(final));
});
