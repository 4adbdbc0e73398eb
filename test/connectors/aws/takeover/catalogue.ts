import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  administrator,
  allow,
  arn,
  document,
  group,
  policy,
  reportRow,
  role,
  trusting,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';

/**
 * Known ways to full control: what each needs, and the smallest account in which it works.
 * Ids and required actions: pathfinding.cloud (DataDog/pathfinding.cloud, docs/paths.json, commit 84dd65c), Apache-2.0.
 */
export interface KnownPath {
  readonly id: string;
  readonly required: readonly string[];
  /** Who starts: `start`, a user unless the path needs a role. */
  readonly start?: 'user' | 'role';
  /** What must be there besides the start. */
  readonly with: readonly SnapshotRecord[];
  /** Groups that the start is in. */
  readonly groups?: readonly string[];
  /** Managed policies that the start has besides. */
  readonly attached?: readonly string[];
  /** Absent: the snapshot proves every step. Else what it cannot show, in a few words. */
  readonly restsOn?: string;
  /** Why there is more than `required` names, or less. */
  readonly note?: string;
}

const admin = (trust: unknown, inInstanceProfile = false) =>
  role('admin', trust, { attached: [administrator], inInstanceProfile });
const adminFor = (service: string) => admin(trustingService(service));
const adminOnEc2 = admin(trustingService('ec2.amazonaws.com'), true);
const adminUser = user('boss', { attached: [administrator] });
/** A role without permissions that the start may assume, and one that it may not. */
const openRole = role('target', trusting({ AWS: arn.root() }));
const closedRole = role('target', trustingService('lambda.amazonaws.com'));

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const runsAsAdmin = (type: string, workloadArn: string, service: string): readonly SnapshotRecord[] => [
  adminFor(service),
  workload(type, workloadArn, 'admin'),
];
const lambdaAsAdmin = runsAsAdmin(
  'AWS::Lambda::Function',
  at('lambda', 'function:job'),
  'lambda.amazonaws.com',
);
const instanceAsAdmin = [
  adminOnEc2,
  workload('AWS::EC2::Instance', at('ec2', 'instance/i-0123456789abcdef0'), 'admin'),
];
const stackAsAdmin = runsAsAdmin(
  'AWS::CloudFormation::Stack',
  at('cloudformation', 'stack/base/1'),
  'cloudformation.amazonaws.com',
);
const stackSetRoles = [
  adminFor('cloudformation.amazonaws.com'),
  role('AWSCloudFormationStackSetExecutionRole', trusting({ AWS: arn.role('admin') }), {
    attached: [administrator],
  }),
];
const projectAsAdmin = runsAsAdmin(
  'AWS::CodeBuild::Project',
  at('codebuild', 'project/build'),
  'codebuild.amazonaws.com',
);
const notebookAsAdmin = runsAsAdmin(
  'AWS::SageMaker::NotebookInstance',
  at('sagemaker', 'notebook-instance/lab'),
  'sagemaker.amazonaws.com',
);

const passRole = (id: string, service: string, actions: readonly string[], restsOn?: string): KnownPath => ({
  id,
  required: ['iam:PassRole', ...actions],
  with: [service === 'ec2.amazonaws.com' ? adminOnEc2 : adminFor(service)],
  ...(restsOn === undefined ? {} : { restsOn }),
});
const existing = (
  id: string,
  records: readonly SnapshotRecord[],
  required: readonly string[],
  restsOn?: string,
): KnownPath => ({
  id,
  required,
  with: records,
  ...(restsOn === undefined ? {} : { restsOn }),
});
const self = (
  id: string,
  start: 'user' | 'role',
  required: readonly string[],
  more: Partial<KnownPath> = {},
): KnownPath => ({
  id,
  start,
  required,
  with: [],
  ...more,
});

export const knownPaths: readonly KnownPath[] = [
  passRole('apprunner-001', 'tasks.apprunner.amazonaws.com', ['apprunner:CreateService']),
  existing(
    'apprunner-002',
    runsAsAdmin('AWS::AppRunner::Service', at('apprunner', 'service/web/1'), 'tasks.apprunner.amazonaws.com'),
    ['apprunner:UpdateService'],
  ),
  passRole('bedrock-001', 'bedrock-agentcore.amazonaws.com', [
    'bedrock-agentcore:CreateCodeInterpreter',
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ]),
  existing(
    'bedrock-002',
    runsAsAdmin(
      'AWS::BedrockAgentCore::CodeInterpreterCustom',
      at('bedrock-agentcore', 'code-interpreter-custom/c1'),
      'bedrock-agentcore.amazonaws.com',
    ),
    ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
  ),
  passRole('cloudformation-001', 'cloudformation.amazonaws.com', ['cloudformation:CreateStack']),
  existing('cloudformation-002', stackAsAdmin, ['cloudformation:UpdateStack']),
  // Nothing is gained from the administration role itself, but from the roles that it assumes.
  existing('cloudformation-003', stackSetRoles, [
    'iam:PassRole',
    'cloudformation:CreateStackSet',
    'cloudformation:CreateStackInstances',
  ]),
  existing(
    'cloudformation-004',
    stackSetRoles,
    ['iam:PassRole', 'cloudformation:UpdateStackSet'],
    'a stack set that it may update',
  ),
  existing('cloudformation-005', stackAsAdmin, [
    'cloudformation:CreateChangeSet',
    'cloudformation:ExecuteChangeSet',
  ]),
  passRole('codebuild-001', 'codebuild.amazonaws.com', ['codebuild:CreateProject', 'codebuild:StartBuild']),
  existing('codebuild-002', projectAsAdmin, ['codebuild:StartBuild']),
  existing('codebuild-003', projectAsAdmin, ['codebuild:StartBuildBatch']),
  passRole('codebuild-004', 'codebuild.amazonaws.com', [
    'codebuild:CreateProject',
    'codebuild:StartBuildBatch',
  ]),
  passRole('datapipeline-001', 'datapipeline.amazonaws.com', [
    'datapipeline:CreatePipeline',
    'datapipeline:PutPipelineDefinition',
    'datapipeline:ActivatePipeline',
  ]),
  passRole('ec2-001', 'ec2.amazonaws.com', ['ec2:RunInstances']),
  existing('ec2-002', instanceAsAdmin, [
    'ec2:ModifyInstanceAttribute',
    'ec2:StopInstances',
    'ec2:StartInstances',
  ]),
  passRole('ec2-003', 'ec2.amazonaws.com', ['ec2:RequestSpotInstances']),
  existing(
    'ec2-004',
    [adminOnEc2, workload('AWS::EC2::LaunchTemplate', at('ec2', 'launch-template/lt-1'), 'admin')],
    ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
    'an instance that starts from the template',
  ),
  {
    ...existing(
      'ec2instanceconnect-003',
      instanceAsAdmin,
      ['ec2-instance-connect:SendSSHPublicKey', 'ec2:DescribeInstances'],
      'a way to the instance over the network',
    ),
    note: 'DescribeInstances only finds the instance; who knows its id goes without',
  },
  passRole('ecs-001', 'ecs-tasks.amazonaws.com', [
    'ecs:CreateCluster',
    'ecs:RegisterTaskDefinition',
    'ecs:CreateService',
  ]),
  passRole('ecs-002', 'ecs-tasks.amazonaws.com', [
    'ecs:CreateCluster',
    'ecs:RegisterTaskDefinition',
    'ecs:RunTask',
  ]),
  passRole(
    'ecs-003',
    'ecs-tasks.amazonaws.com',
    ['ecs:RegisterTaskDefinition', 'ecs:CreateService'],
    'an ECS cluster',
  ),
  passRole(
    'ecs-004',
    'ecs-tasks.amazonaws.com',
    ['ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    'an ECS cluster',
  ),
  passRole(
    'ecs-005',
    'ecs-tasks.amazonaws.com',
    ['ecs:RegisterTaskDefinition', 'ecs:StartTask'],
    'an ECS cluster',
  ),
  passRole('glue-001', 'glue.amazonaws.com', ['glue:CreateDevEndpoint']),
  existing(
    'glue-002',
    runsAsAdmin('AWS::Glue::DevEndpoint', at('glue', 'devEndpoint/dev'), 'glue.amazonaws.com'),
    ['glue:UpdateDevEndpoint'],
  ),
  passRole('glue-003', 'glue.amazonaws.com', ['glue:CreateJob', 'glue:StartJobRun']),
  passRole('glue-004', 'glue.amazonaws.com', ['glue:CreateJob', 'glue:CreateTrigger']),
  passRole(
    'glue-005',
    'glue.amazonaws.com',
    ['glue:UpdateJob', 'glue:StartJobRun'],
    'a Glue job that it may update',
  ),
  passRole(
    'glue-006',
    'glue.amazonaws.com',
    ['glue:UpdateJob', 'glue:CreateTrigger'],
    'a Glue job that it may update',
  ),
  self('iam-001', 'user', ['iam:CreatePolicyVersion'], {
    with: [policy('own', document(allow('s3:ListAllMyBuckets')))],
    attached: [arn.policy('own')],
  }),
  self('iam-002', 'user', ['iam:CreateAccessKey'], { with: [adminUser] }),
  self('iam-003', 'user', ['iam:CreateAccessKey', 'iam:DeleteAccessKey'], {
    with: [adminUser, reportRow('boss', { keys: 2 })],
  }),
  self('iam-004', 'user', ['iam:CreateLoginProfile'], {
    with: [adminUser, reportRow('boss', { password: false })],
  }),
  self('iam-005', 'role', ['iam:PutRolePolicy']),
  self('iam-006', 'user', ['iam:UpdateLoginProfile'], {
    with: [adminUser, reportRow('boss', { password: true })],
  }),
  self('iam-007', 'user', ['iam:PutUserPolicy']),
  self('iam-008', 'user', ['iam:AttachUserPolicy']),
  self('iam-009', 'role', ['iam:AttachRolePolicy']),
  self('iam-010', 'user', ['iam:AttachGroupPolicy'], { with: [group('team')], groups: ['team'] }),
  self('iam-011', 'user', ['iam:PutGroupPolicy'], { with: [group('team')], groups: ['team'] }),
  self('iam-012', 'user', ['iam:UpdateAssumeRolePolicy'], { with: [adminFor('lambda.amazonaws.com')] }),
  self('iam-013', 'user', ['iam:AddUserToGroup'], { with: [group('admins', { attached: [administrator] })] }),
  self('iam-014', 'user', ['iam:AttachRolePolicy', 'sts:AssumeRole'], { with: [openRole] }),
  self('iam-015', 'user', ['iam:AttachUserPolicy', 'iam:CreateAccessKey'], { with: [user('target')] }),
  self('iam-016', 'user', ['iam:CreatePolicyVersion', 'sts:AssumeRole'], {
    with: [
      role('target', trusting({ AWS: arn.root() }), { attached: [arn.policy('shared')] }),
      policy('shared', document(allow('s3:ListAllMyBuckets'))),
    ],
  }),
  self('iam-017', 'user', ['iam:PutRolePolicy', 'sts:AssumeRole'], { with: [openRole] }),
  self('iam-018', 'user', ['iam:PutUserPolicy', 'iam:CreateAccessKey'], { with: [user('target')] }),
  self('iam-019', 'user', ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'], { with: [closedRole] }),
  self('iam-020', 'user', ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'], {
    with: [
      role('target', trustingService('lambda.amazonaws.com'), { attached: [arn.policy('shared')] }),
      policy('shared', document(allow('s3:ListAllMyBuckets'))),
    ],
  }),
  self('iam-021', 'user', ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], { with: [closedRole] }),
  passRole('lambda-001', 'lambda.amazonaws.com', ['lambda:CreateFunction', 'lambda:InvokeFunction']),
  passRole(
    'lambda-002',
    'lambda.amazonaws.com',
    ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'],
    'an event source',
  ),
  existing('lambda-003', lambdaAsAdmin, ['lambda:UpdateFunctionCode'], 'something that invokes the function'),
  existing('lambda-004', lambdaAsAdmin, ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']),
  existing('lambda-005', lambdaAsAdmin, ['lambda:UpdateFunctionCode', 'lambda:AddPermission']),
  passRole('lambda-006', 'lambda.amazonaws.com', ['lambda:CreateFunction', 'lambda:AddPermission']),
  passRole('sagemaker-001', 'sagemaker.amazonaws.com', ['sagemaker:CreateNotebookInstance']),
  passRole('sagemaker-002', 'sagemaker.amazonaws.com', ['sagemaker:CreateTrainingJob']),
  passRole('sagemaker-003', 'sagemaker.amazonaws.com', ['sagemaker:CreateProcessingJob']),
  existing('sagemaker-004', notebookAsAdmin, ['sagemaker:CreatePresignedNotebookInstanceUrl']),
  existing('sagemaker-005', notebookAsAdmin, [
    'sagemaker:CreateNotebookInstanceLifecycleConfig',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
    'sagemaker:StartNotebookInstance',
  ]),
  existing('ssm-001', instanceAsAdmin, ['ssm:StartSession'], 'Systems Manager on the instance'),
  existing('ssm-002', instanceAsAdmin, ['ssm:SendCommand'], 'Systems Manager on the instance'),
  self('sts-001', 'user', ['sts:AssumeRole'], { with: [admin(trusting({ AWS: arn.root() }))] }),
];

/** The account of a path, its start holding these actions on everything. */
export const accountOf = (path: KnownPath, actions: readonly string[]): readonly SnapshotRecord[] => {
  const permissions = {
    inline: actions.length === 0 ? [] : [[allow(actions)]],
    attached: path.attached ?? [],
  };
  const start =
    path.start === 'role'
      ? role('start', trustingService('lambda.amazonaws.com'), permissions)
      : user('start', { ...permissions, groups: path.groups ?? [] });
  return [start, ...path.with];
};

export const startOf = (path: KnownPath): string =>
  path.start === 'role' ? arn.role('start') : arn.user('start');
