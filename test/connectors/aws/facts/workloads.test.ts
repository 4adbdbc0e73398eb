import { describe, expect, test } from 'vitest';
import { awsCall } from '../../../../connectors/aws/collect/calls.ts';
import {
  arrangeWorkloads,
  knownWorkloadTypes,
  workloadSources,
} from '../../../../connectors/aws/facts/workloads.ts';
import { interpretAws } from '../../../../connectors/aws/interpret.ts';
import { workloadTechniques } from '../../../../connectors/aws/techniques/index.ts';
import type { Coverage, CoverageStatus } from '../../../../src/model/coverage.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';

const account = '111122223333';
const arn = (name: string) => `arn:aws:iam::${account}:${name}`;
const fn = (name: string) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;
const allow = (action: string | readonly string[], resource = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});
const record = (kind: string, id: string, data: object): SnapshotRecord => ({
  record: kind,
  scope: account,
  id,
  data,
});

const role = (name: string, service: string, policy: unknown, more: object = {}): SnapshotRecord =>
  record('aws.role', arn(`role/${name}`), {
    RoleName: name,
    Arn: arn(`role/${name}`),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: policy }],
    ...more,
  });

const coder = (actions: readonly string[]): SnapshotRecord =>
  record('aws.user', arn('user/coder'), {
    UserName: 'coder',
    Arn: arn('user/coder'),
    UserPolicyList: [{ PolicyName: 'own', PolicyDocument: allow(actions) }],
  });

const estate: readonly SnapshotRecord[] = [
  coder(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']),
  role('boss', 'lambda.amazonaws.com', allow('*')),
  role('clerk', 'lambda.amazonaws.com', allow('sqs:*')),
];

const workload = (name: string, roleName: string): SnapshotRecord =>
  record('aws.workload', fn(name), {
    Arn: fn(name),
    ResourceType: 'AWS::Lambda::Function',
    RoleArns: [arn(`role/${roleName}`)],
  });

const entry = (source: string, status: CoverageStatus, scope = account): Coverage => ({
  connector: 'aws',
  scope,
  source,
  status,
  detail: status === 'complete' ? '' : 'cut off',
  gives: ['workloads'],
});

const verdict = (records: readonly SnapshotRecord[], coverage: readonly Coverage[]): string => {
  const read = interpretAws(records, {
    collectedAt: '2026-01-01T00:00:00Z',
    coverage,
    settings: defaultSettings,
  });
  const { admin, adminIf } = reachOf(read, defaultSettings).radius(
    read.identities.findIndex(({ id }) => id === arn('user/coder')),
  );
  return admin.length > 0 ? 'admin' : adminIf.length > 0 ? 'adminIf' : 'none';
};

const functions = 'lambda:ListFunctions';

describe('code of a function that runs as an administrator', () => {
  test.each<[string, readonly SnapshotRecord[], readonly Coverage[], string]>([
    ['nothing collected: it may be', [], [], 'adminIf'],
    ['all functions read, none there: it is not', [], [entry(functions, 'complete')], 'none'],
    ['a list that was cut off leaves it open', [], [entry(functions, 'partial')], 'adminIf'],
    ['a refused list leaves it open', [], [entry(functions, 'denied')], 'adminIf'],
    [
      'all instances read says nothing about functions',
      [],
      [entry('ec2:DescribeInstances', 'complete')],
      'adminIf',
    ],
    [
      'another account says nothing about this one',
      [],
      [entry(functions, 'complete', '999999999999')],
      'adminIf',
    ],
    [
      'a function of another role in a cut off list leaves it open',
      [workload('a', 'clerk')],
      [entry(functions, 'partial')],
      'adminIf',
    ],
    [
      'a function of another role in a whole list ends it',
      [workload('a', 'clerk')],
      [entry(functions, 'complete')],
      'none',
    ],
    [
      'its function proves it even in a cut off list',
      [workload('a', 'boss')],
      [entry(functions, 'partial')],
      'admin',
    ],
  ])('%s', (_, workloads, coverage, expected) => {
    expect(verdict([...estate, ...workloads], coverage)).toBe(expected);
  });
});

describe('an instance and its profile', () => {
  const profile = arn('instance-profile/boss');
  const instance = record('aws.workload', 'i', {
    Arn: `arn:aws:ec2:eu-west-1:${account}:instance/i-1`,
    ResourceType: 'AWS::EC2::Instance',
    RoleArns: [],
    InstanceProfileArn: profile,
  });
  const boss = role('boss', 'ec2.amazonaws.com', allow('*'), { InstanceProfileList: [{ Arn: profile }] });
  const records = [coder(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances']), boss];

  test('runs as the role of the profile', () => {
    expect(verdict([...records, instance], [entry('ec2:DescribeInstances', 'complete')])).toBe('admin');
    expect(verdict(records, [entry('ec2:DescribeInstances', 'complete')])).toBe('none');
  });
});

test('a workload that two sources show is one workload, whatever comes first', () => {
  const one = { scope: account, data: { Arn: fn('a'), ResourceType: 'T', Name: 'b', RoleArns: ['r1'] } };
  const other = { scope: account, data: { Arn: fn('a'), ResourceType: 'T', Name: 'a', RoleArns: ['r2'] } };
  expect(arrangeWorkloads([one, other], [])).toEqual(arrangeWorkloads([other, one], []));
  expect(arrangeWorkloads([one, other], [])).toHaveLength(1);
});

test('each source is that of one type', () => {
  const sources = Object.values(workloadSources);
  expect(new Set(sources).size).toBe(sources.length);
  for (const source of sources) expect(awsCall(source)?.gives, source).toContain('workloads');
});

test('which types that techniques go through have no source that tells whether all are known', () => {
  const open = new Set(workloadTechniques.map(({ resourceType }) => resourceType));
  for (const type of Object.keys(workloadSources)) open.delete(type);
  expect([...open].sort()).toEqual([
    'AWS::Amplify::App',
    'AWS::AppRunner::Service',
    'AWS::AppStream::Fleet',
    'AWS::Athena::WorkGroup',
    'AWS::Batch::JobDefinition',
    'AWS::BedrockAgentCore::BrowserCustom',
    'AWS::BedrockAgentCore::CodeInterpreterCustom',
    'AWS::BedrockAgentCore::Runtime',
    'AWS::CloudFormation::StackSet',
    'AWS::Cognito::IdentityPoolRoleAttachment',
    'AWS::Deadline::Fleet',
    'AWS::Deadline::Queue',
    'AWS::EC2::LaunchTemplate',
    'AWS::EKS::Addon',
    'AWS::EKS::Nodegroup',
    'AWS::EKS::PodIdentityAssociation',
    'AWS::EMR::Cluster',
    'AWS::EMRContainers::VirtualCluster',
    'AWS::Glue::Session',
    'AWS::IoT::RoleAlias',
    'AWS::KinesisAnalyticsV2::Application',
    'AWS::RolesAnywhere::Profile',
    'AWS::SageMaker::Domain',
    'AWS::ServiceCatalog::LaunchRoleConstraint',
    'AWS::StepFunctions::StateMachine',
  ]);
});

describe('an export without a live list', () => {
  const functionOf = (scope: string) => ({
    scope,
    data: {
      Arn: `arn:aws:lambda:eu-west-1:${scope}:function:f`,
      ResourceType: 'AWS::Lambda::Function',
      RoleArns: [],
    },
  });
  const partial = {
    connector: 'aws',
    scope: '111122223333',
    source: 'lambda:ListFunctions',
    status: 'partial',
    detail: 'denied in eu-west-1',
    gives: ['workloads'],
  } as const;

  test('that shows a function is taken to show all functions of the account', () => {
    expect([...knownWorkloadTypes([], [functionOf('111122223333')])]).toEqual([
      '111122223333/AWS::Lambda::Function',
    ]);
  });

  test('says nothing of all where the account was also read live, with no list for the type', () => {
    const live = { ...partial, source: 'ec2:DescribeRegions', status: 'complete', gives: [] } as const;
    expect([...knownWorkloadTypes([live], [functionOf('111122223333')])]).toEqual([]);
  });

  test('does not outweigh a live list that is known to be partial', () => {
    expect([...knownWorkloadTypes([partial], [functionOf('111122223333')])]).toEqual([]);
  });
});
