import type { Mechanism } from '../../src/model/trust.ts';

/**
 * Ways to become another AWS identity or to gain full control, as data. Published collections that name them:
 * https://pathfinding.cloud (Apache-2.0; ids in `catalogue`) and https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/.
 * Each `source` is the AWS page that documents the mechanism itself.
 */
export interface Need {
  /** As AWS writes it. */
  readonly action: string;
  /**
   * What the action is checked against. `target`: the identity that is taken over. Otherwise an ARN pattern with
   * `{partition}` and `{account}`; the holder picks the resource (a new one, or one that fits). `*`: the action knows
   * no resources.
   */
  readonly on: 'target' | '*' | `arn:${string}`;
}

interface TechniqueRow {
  /** kebab-case, stable. */
  readonly id: string;
  /** The rest of the sentence "it can …". */
  readonly does: string;
  readonly source: string;
  /** Ids of the same path in the published catalogue. */
  readonly catalogue?: readonly string[];
}

const iam = (operation: string): string =>
  `https://docs.aws.amazon.com/IAM/latest/APIReference/API_${operation}.html`;

const on = (service: string, resource: string) =>
  `arn:{partition}:${service}:?*:{account}:${resource}` as const;

/** What a credential technique needs to be true of its target user. */
export type UserFact = 'room-for-key' | 'has-password' | 'has-no-password' | 'has-two-keys';

/** Writes something that proves the target: the holder can then act as it. */
export interface CredentialTechnique extends TechniqueRow {
  readonly mechanism: Mechanism;
  readonly target: 'user' | 'role';
  readonly needs: readonly Need[];
  readonly fact?: UserFact;
}

export const credentialTechniques: readonly CredentialTechnique[] = [
  {
    id: 'create-access-key',
    mechanism: 'write-credential',
    does: 'create an access key for the user',
    source: iam('CreateAccessKey'),
    catalogue: ['iam-002'],
    target: 'user',
    needs: [{ action: 'iam:CreateAccessKey', on: 'target' }],
    fact: 'room-for-key',
  },
  {
    id: 'replace-access-key',
    mechanism: 'write-credential',
    does: "delete one of the user's two access keys and create a new one",
    source: iam('DeleteAccessKey'),
    catalogue: ['iam-003'],
    target: 'user',
    needs: [
      { action: 'iam:CreateAccessKey', on: 'target' },
      { action: 'iam:DeleteAccessKey', on: 'target' },
    ],
    fact: 'has-two-keys',
  },
  {
    id: 'create-login-profile',
    mechanism: 'write-credential',
    does: 'give the user a console password',
    source: iam('CreateLoginProfile'),
    catalogue: ['iam-004'],
    target: 'user',
    needs: [{ action: 'iam:CreateLoginProfile', on: 'target' }],
    fact: 'has-no-password',
  },
  {
    id: 'update-login-profile',
    mechanism: 'write-credential',
    does: "set the user's console password",
    source: iam('UpdateLoginProfile'),
    catalogue: ['iam-006'],
    target: 'user',
    needs: [{ action: 'iam:UpdateLoginProfile', on: 'target' }],
    fact: 'has-password',
  },
  {
    id: 'update-assume-role-policy',
    mechanism: 'write-trust',
    does: 'let itself into the trust policy of the role and assume it',
    source: iam('UpdateAssumeRolePolicy'),
    catalogue: ['iam-012'],
    target: 'role',
    needs: [{ action: 'iam:UpdateAssumeRolePolicy', on: 'target' }],
  },
];

/** Writes the permissions of an identity: whoever holds that identity then has any permission its limits admit. */
export interface PermissionTechnique extends TechniqueRow {
  /**
   * Whose permissions. `group`: of the members of the group. `policy`: of everyone the policy is attached to.
   * `membership`: of the user that joins a group which already has more.
   */
  readonly target: 'user' | 'role' | 'group' | 'policy' | 'policy-version' | 'membership';
  readonly action: string;
}

export const permissionTechniques: readonly PermissionTechnique[] = [
  {
    id: 'put-user-policy',
    does: 'write an inline policy of the user',
    source: iam('PutUserPolicy'),
    catalogue: ['iam-007', 'iam-018'],
    target: 'user',
    action: 'iam:PutUserPolicy',
  },
  {
    id: 'attach-user-policy',
    does: 'attach any managed policy to the user',
    source: iam('AttachUserPolicy'),
    catalogue: ['iam-008', 'iam-015'],
    target: 'user',
    action: 'iam:AttachUserPolicy',
  },
  {
    id: 'put-role-policy',
    does: 'write an inline policy of the role',
    source: iam('PutRolePolicy'),
    catalogue: ['iam-005', 'iam-017', 'iam-021'],
    target: 'role',
    action: 'iam:PutRolePolicy',
  },
  {
    id: 'attach-role-policy',
    does: 'attach any managed policy to the role',
    source: iam('AttachRolePolicy'),
    catalogue: ['iam-009', 'iam-014', 'iam-019'],
    target: 'role',
    action: 'iam:AttachRolePolicy',
  },
  {
    id: 'put-group-policy',
    does: 'write an inline policy of a group that the user is in',
    source: iam('PutGroupPolicy'),
    catalogue: ['iam-011'],
    target: 'group',
    action: 'iam:PutGroupPolicy',
  },
  {
    id: 'attach-group-policy',
    does: 'attach any managed policy to a group that the user is in',
    source: iam('AttachGroupPolicy'),
    catalogue: ['iam-010'],
    target: 'group',
    action: 'iam:AttachGroupPolicy',
  },
  {
    id: 'create-policy-version',
    does: 'write a new default version of an attached policy',
    source: iam('CreatePolicyVersion'),
    catalogue: ['iam-001', 'iam-016', 'iam-020'],
    target: 'policy',
    action: 'iam:CreatePolicyVersion',
  },
  {
    id: 'set-default-policy-version',
    does: 'bring back an older version of an attached policy that allows more',
    source: iam('SetDefaultPolicyVersion'),
    target: 'policy-version',
    action: 'iam:SetDefaultPolicyVersion',
  },
  {
    id: 'add-user-to-group',
    does: 'put the user into a group that has more',
    source: iam('AddUserToGroup'),
    catalogue: ['iam-013'],
    target: 'membership',
    action: 'iam:AddUserToGroup',
  },
];

/** Makes an identity of its own with any permission. `principal`: the new identity, whose name the holder picks. */
export interface CreationTechnique extends TechniqueRow {
  readonly principal: 'user' | 'role';
  readonly create: string;
  /** One of each list must be allowed on the new identity. */
  readonly oneOf: readonly (readonly string[])[];
}

export const creationTechniques: readonly CreationTechnique[] = [
  {
    id: 'create-user-with-any-policy',
    does: 'create a user with any permission and a credential for it',
    source: iam('CreateUser'),
    principal: 'user',
    create: 'iam:CreateUser',
    oneOf: [
      ['iam:AttachUserPolicy', 'iam:PutUserPolicy'],
      ['iam:CreateAccessKey', 'iam:CreateLoginProfile'],
    ],
  },
  {
    id: 'create-role-with-any-policy',
    does: 'create a role with any permission that it may assume',
    source: iam('CreateRole'),
    principal: 'role',
    create: 'iam:CreateRole',
    oneOf: [['iam:AttachRolePolicy', 'iam:PutRolePolicy']],
  },
];

/** Hands a role to a service and runs code or calls there as the role. `iam:PassRole` on the role is always needed. */
export interface PassRoleTechnique extends TechniqueRow {
  /** Service principals of which the role must trust one; `iam:PassedToService` is the first of them. */
  readonly services: readonly string[];
  readonly needs: readonly Need[];
  /** The role must be in an instance profile, or the holder must be able to make one. */
  readonly instanceProfile?: boolean;
  /** What the snapshot does not show and the technique rests on. */
  readonly assumes?: string;
}

const ec2Instance: Need['on'] = on('ec2', 'instance/?*');
const lambdaFunction: Need['on'] = on('lambda', 'function:?*');
const ecsTaskDefinition: Need['on'] = '*';
const ecsTask: Need['on'] = on('ecs', 'task-definition/?*:?*');
const codebuildProject: Need['on'] = on('codebuild', 'project/?*');
const stack: Need['on'] = on('cloudformation', 'stack/?*/?*');
const stackSet: Need['on'] = on('cloudformation', 'stackset/?*:?*');
const glueJob: Need['on'] = on('glue', 'job/?*');
const glueTrigger: Need['on'] = on('glue', 'trigger/?*');
const glueEndpoint: Need['on'] = on('glue', 'devEndpoint/?*');
const notebook: Need['on'] = on('sagemaker', 'notebook-instance/?*');
const agentcore = (kind: string): Need['on'] => on('bedrock-agentcore', `${kind}/?*`);

const api = (path: string): string => `https://docs.aws.amazon.com/${path}.html`;
const existing = (what: string): string => `${what} exists`;

export const passRoleTechniques: readonly PassRoleTechnique[] = [
  {
    id: 'lambda-create-function',
    does: 'create a Lambda function with the role and invoke it',
    source: api('lambda/latest/api/API_CreateFunction'),
    catalogue: ['lambda-001'],
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:CreateFunction', on: lambdaFunction },
      { action: 'lambda:InvokeFunction', on: lambdaFunction },
    ],
  },
  {
    id: 'lambda-create-function-event-source',
    does: 'create a Lambda function with the role and let an event source run it',
    source: api('lambda/latest/api/API_CreateEventSourceMapping'),
    catalogue: ['lambda-002'],
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:CreateFunction', on: lambdaFunction },
      { action: 'lambda:CreateEventSourceMapping', on: '*' },
    ],
    assumes: 'an event source exists that the role may read (a queue or a stream)',
  },
  {
    id: 'lambda-create-function-add-permission',
    does: 'create a Lambda function with the role and allow an outside caller to invoke it',
    source: api('lambda/latest/api/API_AddPermission'),
    catalogue: ['lambda-006'],
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:CreateFunction', on: lambdaFunction },
      { action: 'lambda:AddPermission', on: lambdaFunction },
    ],
  },
  {
    id: 'lambda-create-function-url',
    does: 'create a Lambda function with the role and open a URL to it',
    source: api('lambda/latest/api/API_CreateFunctionUrlConfig'),
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:CreateFunction', on: lambdaFunction },
      { action: 'lambda:CreateFunctionUrlConfig', on: lambdaFunction },
      { action: 'lambda:AddPermission', on: lambdaFunction },
    ],
  },
  {
    id: 'lambda-replace-role',
    does: 'give the role to a Lambda function whose code it can replace',
    source: api('lambda/latest/api/API_UpdateFunctionConfiguration'),
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:UpdateFunctionConfiguration', on: lambdaFunction },
      { action: 'lambda:UpdateFunctionCode', on: lambdaFunction },
    ],
    assumes: existing('a Lambda function that it may update'),
  },
  {
    id: 'ec2-run-instances',
    does: 'start an EC2 instance with the role and read its credentials there',
    source: api('AWSEC2/latest/APIReference/API_RunInstances'),
    catalogue: ['ec2-001'],
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'ec2:RunInstances', on: ec2Instance }],
    instanceProfile: true,
  },
  {
    id: 'ec2-request-spot-instances',
    does: 'request a spot instance with the role and read its credentials there',
    source: api('AWSEC2/latest/APIReference/API_RequestSpotInstances'),
    catalogue: ['ec2-003'],
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'ec2:RequestSpotInstances', on: on('ec2', 'spot-instances-request/?*') }],
    instanceProfile: true,
  },
  {
    id: 'ec2-associate-instance-profile',
    does: 'put the role on a running EC2 instance that it can log in to',
    source: api('AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile'),
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'ec2:AssociateIamInstanceProfile', on: ec2Instance }],
    instanceProfile: true,
    assumes: 'it controls a running EC2 instance',
  },
  {
    id: 'autoscaling-launch-configuration',
    does: 'let an Auto Scaling group start instances with the role',
    source: api('autoscaling/ec2/APIReference/API_CreateLaunchConfiguration'),
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'autoscaling:CreateLaunchConfiguration', on: on('autoscaling', 'launchConfiguration:?*') },
      { action: 'autoscaling:CreateAutoScalingGroup', on: on('autoscaling', 'autoScalingGroup:?*') },
    ],
    instanceProfile: true,
  },
  ...['ecs:CreateService', 'ecs:RunTask'].flatMap((run): PassRoleTechnique[] => {
    const isService = run === 'ecs:CreateService';
    const runOn: Need['on'] = isService ? on('ecs', 'service/?*/?*') : ecsTask;
    const row = {
      source: api(`AmazonECS/latest/APIReference/API_${run.slice(4)}`),
      services: ['ecs-tasks.amazonaws.com'],
    };
    const how = isService ? 'as a service' : 'as a task';
    return [
      {
        ...row,
        id: `ecs-new-cluster-${isService ? 'service' : 'task'}`,
        does: `run a container with the role ${how} on a new ECS cluster`,
        catalogue: [isService ? 'ecs-001' : 'ecs-002'],
        needs: [
          { action: 'ecs:CreateCluster', on: '*' },
          { action: 'ecs:RegisterTaskDefinition', on: ecsTaskDefinition },
          { action: run, on: runOn },
        ],
      },
      {
        ...row,
        id: `ecs-${isService ? 'service' : 'task'}`,
        does: `run a container with the role ${how} on an ECS cluster`,
        catalogue: [isService ? 'ecs-003' : 'ecs-004'],
        needs: [
          { action: 'ecs:RegisterTaskDefinition', on: ecsTaskDefinition },
          { action: run, on: runOn },
        ],
        assumes: existing('an ECS cluster'),
      },
    ];
  }),
  {
    id: 'ecs-start-task',
    does: 'start a container with the role on a chosen container instance',
    source: api('AmazonECS/latest/APIReference/API_StartTask'),
    catalogue: ['ecs-005'],
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'ecs:RegisterTaskDefinition', on: ecsTaskDefinition },
      { action: 'ecs:StartTask', on: ecsTask },
    ],
    assumes: existing('an ECS cluster with a container instance'),
  },
  {
    id: 'ecs-update-service',
    does: 'move an ECS service to a task definition with the role',
    source: api('AmazonECS/latest/APIReference/API_UpdateService'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'ecs:RegisterTaskDefinition', on: ecsTaskDefinition },
      { action: 'ecs:UpdateService', on: on('ecs', 'service/?*/?*') },
    ],
    assumes: existing('an ECS service'),
  },
  {
    id: 'batch-submit-job',
    does: 'run a Batch job with the role',
    source: api('batch/latest/APIReference/API_RegisterJobDefinition'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'batch:RegisterJobDefinition', on: on('batch', 'job-definition/?*') },
      { action: 'batch:SubmitJob', on: on('batch', 'job-definition/?*') },
    ],
    assumes: existing('a Batch job queue'),
  },
  {
    id: 'apprunner-create-service',
    does: 'create an App Runner service with the role',
    source: api('apprunner/latest/api/API_CreateService'),
    catalogue: ['apprunner-001'],
    services: ['tasks.apprunner.amazonaws.com'],
    needs: [{ action: 'apprunner:CreateService', on: on('apprunner', 'service/?*/?*') }],
  },
  {
    id: 'bedrock-code-interpreter',
    does: 'create a Bedrock AgentCore code interpreter with the role and run code in it',
    source: api('bedrock-agentcore-control/latest/APIReference/API_CreateCodeInterpreter'),
    catalogue: ['bedrock-001'],
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:CreateCodeInterpreter', on: '*' },
      { action: 'bedrock-agentcore:StartCodeInterpreterSession', on: agentcore('code-interpreter-custom') },
      { action: 'bedrock-agentcore:InvokeCodeInterpreter', on: agentcore('code-interpreter-custom') },
    ],
  },
  {
    id: 'bedrock-agent-runtime',
    does: 'create a Bedrock AgentCore runtime with the role and invoke it',
    source: api('bedrock-agentcore-control/latest/APIReference/API_CreateAgentRuntime'),
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:CreateAgentRuntime', on: agentcore('runtime') },
      { action: 'bedrock-agentcore:InvokeAgentRuntime', on: agentcore('runtime') },
    ],
  },
  {
    id: 'cloudformation-create-stack',
    does: 'create a CloudFormation stack that acts with the role',
    source: api('AWSCloudFormation/latest/APIReference/API_CreateStack'),
    catalogue: ['cloudformation-001'],
    services: ['cloudformation.amazonaws.com'],
    needs: [{ action: 'cloudformation:CreateStack', on: stack }],
  },
  {
    id: 'cloudformation-update-stack-role',
    does: 'give the role to an existing CloudFormation stack and change its template',
    source: api('AWSCloudFormation/latest/APIReference/API_UpdateStack'),
    services: ['cloudformation.amazonaws.com'],
    needs: [{ action: 'cloudformation:UpdateStack', on: stack }],
    assumes: existing('a CloudFormation stack that it may update'),
  },
  {
    id: 'cloudformation-change-set-role',
    does: 'create a stack by a change set that acts with the role',
    source: api('AWSCloudFormation/latest/APIReference/API_CreateChangeSet'),
    services: ['cloudformation.amazonaws.com'],
    needs: [
      { action: 'cloudformation:CreateChangeSet', on: stack },
      { action: 'cloudformation:ExecuteChangeSet', on: stack },
    ],
  },
  {
    id: 'cloudformation-create-stack-set',
    does: 'deploy a CloudFormation stack set that is administered by the role',
    source: api('AWSCloudFormation/latest/APIReference/API_CreateStackSet'),
    catalogue: ['cloudformation-003'],
    services: ['cloudformation.amazonaws.com'],
    needs: [
      { action: 'cloudformation:CreateStackSet', on: stackSet },
      { action: 'cloudformation:CreateStackInstances', on: stackSet },
    ],
  },
  {
    id: 'cloudformation-update-stack-set',
    does: 'change a CloudFormation stack set that is administered by the role',
    source: api('AWSCloudFormation/latest/APIReference/API_UpdateStackSet'),
    catalogue: ['cloudformation-004'],
    services: ['cloudformation.amazonaws.com'],
    needs: [{ action: 'cloudformation:UpdateStackSet', on: stackSet }],
    assumes: existing('a CloudFormation stack set with an instance'),
  },
  ...['codebuild:StartBuild', 'codebuild:StartBuildBatch'].map(
    (start): PassRoleTechnique => ({
      id: `codebuild-create-project-${start === 'codebuild:StartBuild' ? 'build' : 'batch'}`,
      does: 'create a CodeBuild project with the role and run a build in it',
      source: api('codebuild/latest/APIReference/API_CreateProject'),
      catalogue: [start === 'codebuild:StartBuild' ? 'codebuild-001' : 'codebuild-004'],
      services: ['codebuild.amazonaws.com'],
      needs: [
        { action: 'codebuild:CreateProject', on: codebuildProject },
        { action: start, on: codebuildProject },
      ],
    }),
  ),
  {
    id: 'codebuild-update-project',
    does: 'give the role to a CodeBuild project and run a build in it',
    source: api('codebuild/latest/APIReference/API_UpdateProject'),
    services: ['codebuild.amazonaws.com'],
    needs: [
      { action: 'codebuild:UpdateProject', on: codebuildProject },
      { action: 'codebuild:StartBuild', on: codebuildProject },
    ],
    assumes: existing('a CodeBuild project that it may update'),
  },
  {
    id: 'codepipeline-create-pipeline',
    does: 'create a pipeline that acts with the role',
    source: api('codepipeline/latest/APIReference/API_CreatePipeline'),
    services: ['codepipeline.amazonaws.com'],
    needs: [{ action: 'codepipeline:CreatePipeline', on: on('codepipeline', '?*') }],
    assumes: 'a pipeline action can use what the role may do (deploy a stack, start a build)',
  },
  {
    id: 'datapipeline-activate',
    does: 'run a Data Pipeline with the role',
    source: api('datapipeline/latest/APIReference/API_PutPipelineDefinition'),
    catalogue: ['datapipeline-001'],
    services: ['datapipeline.amazonaws.com', 'elasticmapreduce.amazonaws.com'],
    needs: [
      { action: 'datapipeline:CreatePipeline', on: '*' },
      { action: 'datapipeline:PutPipelineDefinition', on: on('datapipeline', 'pipeline/?*') },
      { action: 'datapipeline:ActivatePipeline', on: on('datapipeline', 'pipeline/?*') },
    ],
  },
  {
    id: 'emr-run-job-flow',
    does: 'start an EMR cluster whose instances have the role',
    source: api('emr/latest/APIReference/API_RunJobFlow'),
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'elasticmapreduce:RunJobFlow', on: '*' }],
    instanceProfile: true,
    assumes: 'a service role for EMR exists that it may pass',
  },
  {
    id: 'emr-serverless-start-job-run',
    does: 'run an EMR Serverless job with the role',
    source: api('emr-serverless/latest/APIReference/API_StartJobRun'),
    services: ['emr-serverless.amazonaws.com'],
    needs: [
      { action: 'emr-serverless:CreateApplication', on: '*' },
      { action: 'emr-serverless:StartJobRun', on: on('emr-serverless', '/applications/?*') },
    ],
  },
  {
    id: 'glue-create-dev-endpoint',
    does: 'create a Glue development endpoint with the role and log in to it',
    source: api('glue/latest/webapi/API_CreateDevEndpoint'),
    catalogue: ['glue-001'],
    services: ['glue.amazonaws.com'],
    needs: [{ action: 'glue:CreateDevEndpoint', on: glueEndpoint }],
  },
  {
    id: 'glue-create-session',
    does: 'open an interactive Glue session with the role',
    source: api('glue/latest/webapi/API_CreateSession'),
    services: ['glue.amazonaws.com'],
    needs: [
      { action: 'glue:CreateSession', on: on('glue', 'session/?*') },
      { action: 'glue:RunStatement', on: on('glue', 'session/?*') },
    ],
  },
  ...(
    [
      ['create', 'CreateJob', 'start', 'glue-003'],
      ['create', 'CreateJob', 'trigger', 'glue-004'],
      ['update', 'UpdateJob', 'start', 'glue-005'],
      ['update', 'UpdateJob', 'trigger', 'glue-006'],
    ] as const
  ).map(
    ([verb, operation, run, catalogue]): PassRoleTechnique => ({
      id: `glue-${verb}-job-${run}`,
      does: `${verb} a Glue job with the role and ${run === 'start' ? 'start it' : 'let a trigger start it'}`,
      source: api(`glue/latest/webapi/API_${operation}`),
      catalogue: [catalogue],
      services: ['glue.amazonaws.com'],
      needs: [
        { action: `glue:${operation}`, on: glueJob },
        run === 'start'
          ? { action: 'glue:StartJobRun', on: glueJob }
          : { action: 'glue:CreateTrigger', on: glueTrigger },
      ],
      ...(verb === 'update' ? { assumes: existing('a Glue job that it may update') } : {}),
    }),
  ),
  ...(
    [
      ['notebook-instance', 'CreateNotebookInstance', notebook, 'sagemaker-001'],
      ['training-job', 'CreateTrainingJob', on('sagemaker', 'training-job/?*'), 'sagemaker-002'],
      ['processing-job', 'CreateProcessingJob', on('sagemaker', 'processing-job/?*'), 'sagemaker-003'],
    ] as const
  ).map(
    ([what, operation, resource, catalogue]): PassRoleTechnique => ({
      id: `sagemaker-create-${what}`,
      does: `create a SageMaker ${what.replace('-', ' ')} with the role`,
      source: api(`sagemaker/latest/APIReference/API_${operation}`),
      catalogue: [catalogue],
      services: ['sagemaker.amazonaws.com'],
      needs: [{ action: `sagemaker:${operation}`, on: resource }],
    }),
  ),
  {
    id: 'ssm-start-automation',
    does: 'run a Systems Manager automation that calls any API with the role',
    source: api('systems-manager/latest/APIReference/API_StartAutomationExecution'),
    services: ['ssm.amazonaws.com'],
    needs: [
      { action: 'ssm:CreateDocument', on: on('ssm', 'document/?*') },
      { action: 'ssm:StartAutomationExecution', on: on('ssm', 'automation-definition/?*:?*') },
    ],
  },
  {
    id: 'states-create-state-machine',
    does: 'run a Step Functions state machine that calls any API with the role',
    source: api('step-functions/latest/apireference/API_CreateStateMachine'),
    services: ['states.amazonaws.com'],
    needs: [
      { action: 'states:CreateStateMachine', on: on('states', 'stateMachine:?*') },
      { action: 'states:StartExecution', on: on('states', 'stateMachine:?*') },
    ],
  },
  {
    id: 'states-update-state-machine',
    does: 'give the role to a Step Functions state machine and run it',
    source: api('step-functions/latest/apireference/API_UpdateStateMachine'),
    services: ['states.amazonaws.com'],
    needs: [
      { action: 'states:UpdateStateMachine', on: on('states', 'stateMachine:?*') },
      { action: 'states:StartExecution', on: on('states', 'stateMachine:?*') },
    ],
    assumes: existing('a state machine that it may update'),
  },
  {
    id: 'scheduler-create-schedule',
    does: 'let EventBridge Scheduler call any API with the role',
    source: api('scheduler/latest/APIReference/API_CreateSchedule'),
    services: ['scheduler.amazonaws.com'],
    needs: [{ action: 'scheduler:CreateSchedule', on: on('scheduler', 'schedule/?*/?*') }],
  },
  {
    id: 'rolesanywhere-create-profile',
    does: 'let certificates of its own into the role with IAM Roles Anywhere',
    source: api('rolesanywhere/latest/APIReference/API_CreateTrustAnchor'),
    services: ['rolesanywhere.amazonaws.com'],
    needs: [
      { action: 'rolesanywhere:CreateTrustAnchor', on: '*' },
      { action: 'rolesanywhere:CreateProfile', on: '*' },
    ],
  },
  {
    id: 'eks-pod-identity',
    does: 'give the role to the pods of an EKS service account',
    source: api('eks/latest/APIReference/API_CreatePodIdentityAssociation'),
    services: ['pods.eks.amazonaws.com'],
    needs: [{ action: 'eks:CreatePodIdentityAssociation', on: on('eks', 'cluster/?*') }],
    assumes: 'it can run a pod in an EKS cluster of the account',
  },
  {
    id: 'airflow-create-environment',
    does: 'create a managed Airflow environment with the role and run a workflow in it',
    source: api('mwaa/latest/API/API_CreateEnvironment'),
    services: ['airflow-env.amazonaws.com', 'airflow.amazonaws.com'],
    needs: [{ action: 'airflow:CreateEnvironment', on: on('airflow', 'environment/?*') }],
    assumes: 'a bucket of workflows and a network for the environment exist',
  },
];

/** Controls what runs as a role already. Real only where such a workload runs. */
export interface WorkloadTechnique extends TechniqueRow {
  /** In the words of AWS Config. */
  readonly resourceType: string;
  /** What the snapshot would have to show, with `a` or `an`. */
  readonly workload: string;
  /** Service principals that the role would trust. */
  readonly services: readonly string[];
  /** Checked against the workload's ARN where it is known. */
  readonly needs: readonly Need[];
  /** What a known workload still leaves open. */
  readonly assumes?: string;
}

const ssmSession = 'ssm';

export const workloadTechniques: readonly WorkloadTechnique[] = [
  ...(
    [
      ['', [], ['lambda-003'], 'the function is invoked by something else'],
      ['-invoke', [{ action: 'lambda:InvokeFunction', on: lambdaFunction }], ['lambda-004'], undefined],
      [
        '-add-permission',
        [{ action: 'lambda:AddPermission', on: lambdaFunction }],
        ['lambda-005'],
        undefined,
      ],
    ] as const
  ).map(
    ([suffix, more, catalogue, assumes]): WorkloadTechnique => ({
      id: `lambda-update-function-code${suffix}`,
      does: 'replace the code of a Lambda function that runs as the role',
      source: api('lambda/latest/api/API_UpdateFunctionCode'),
      catalogue,
      resourceType: 'AWS::Lambda::Function',
      workload: 'a Lambda function',
      services: ['lambda.amazonaws.com'],
      needs: [{ action: 'lambda:UpdateFunctionCode', on: lambdaFunction }, ...more],
      ...(assumes === undefined ? {} : { assumes }),
    }),
  ),
  {
    id: 'lambda-update-function-configuration',
    does: 'slip a layer of its own into a Lambda function that runs as the role',
    source: api('lambda/latest/api/API_UpdateFunctionConfiguration'),
    resourceType: 'AWS::Lambda::Function',
    workload: 'a Lambda function',
    services: ['lambda.amazonaws.com'],
    needs: [{ action: 'lambda:UpdateFunctionConfiguration', on: lambdaFunction }],
    assumes: 'the function is invoked',
  },
  {
    id: 'apprunner-update-service',
    does: 'change the image or start command of an App Runner service that runs as the role',
    source: api('apprunner/latest/api/API_UpdateService'),
    catalogue: ['apprunner-002'],
    resourceType: 'AWS::AppRunner::Service',
    workload: 'an App Runner service',
    services: ['tasks.apprunner.amazonaws.com'],
    needs: [{ action: 'apprunner:UpdateService', on: on('apprunner', 'service/?*/?*') }],
  },
  {
    id: 'bedrock-invoke-code-interpreter',
    does: 'run code in a Bedrock AgentCore code interpreter that has the role',
    source: api('bedrock-agentcore/latest/APIReference/API_InvokeCodeInterpreter'),
    catalogue: ['bedrock-002'],
    resourceType: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
    workload: 'a Bedrock AgentCore code interpreter',
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:StartCodeInterpreterSession', on: agentcore('code-interpreter-custom') },
      { action: 'bedrock-agentcore:InvokeCodeInterpreter', on: agentcore('code-interpreter-custom') },
    ],
  },
  {
    id: 'cloudformation-update-stack',
    does: 'change the template of a CloudFormation stack that acts with the role',
    source: api('AWSCloudFormation/latest/APIReference/API_UpdateStack'),
    catalogue: ['cloudformation-002'],
    resourceType: 'AWS::CloudFormation::Stack',
    workload: 'a CloudFormation stack',
    services: ['cloudformation.amazonaws.com'],
    needs: [{ action: 'cloudformation:UpdateStack', on: stack }],
  },
  {
    id: 'cloudformation-change-set',
    does: 'change a CloudFormation stack that acts with the role by a change set',
    source: api('AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet'),
    catalogue: ['cloudformation-005'],
    resourceType: 'AWS::CloudFormation::Stack',
    workload: 'a CloudFormation stack',
    services: ['cloudformation.amazonaws.com'],
    needs: [
      { action: 'cloudformation:CreateChangeSet', on: stack },
      { action: 'cloudformation:ExecuteChangeSet', on: stack },
    ],
  },
  ...['StartBuild', 'StartBuildBatch'].map(
    (operation): WorkloadTechnique => ({
      id: operation === 'StartBuild' ? 'codebuild-start-build' : 'codebuild-start-build-batch',
      does: 'start a build with commands of its own in a CodeBuild project that has the role',
      source: api(`codebuild/latest/APIReference/API_${operation}`),
      catalogue: [operation === 'StartBuild' ? 'codebuild-002' : 'codebuild-003'],
      resourceType: 'AWS::CodeBuild::Project',
      workload: 'a CodeBuild project',
      services: ['codebuild.amazonaws.com'],
      needs: [{ action: `codebuild:${operation}`, on: codebuildProject }],
    }),
  ),
  {
    id: 'ec2-modify-user-data',
    does: 'change the start-up script of an EC2 instance that has the role and restart it',
    source: api('AWSEC2/latest/APIReference/API_ModifyInstanceAttribute'),
    catalogue: ['ec2-002'],
    resourceType: 'AWS::EC2::Instance',
    workload: 'an EC2 instance',
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'ec2:ModifyInstanceAttribute', on: ec2Instance },
      { action: 'ec2:StopInstances', on: ec2Instance },
      { action: 'ec2:StartInstances', on: ec2Instance },
    ],
  },
  {
    id: 'ec2-modify-launch-template',
    does: 'change the launch template of instances that have the role',
    source: api('AWSEC2/latest/APIReference/API_ModifyLaunchTemplate'),
    catalogue: ['ec2-004'],
    resourceType: 'AWS::EC2::LaunchTemplate',
    workload: 'a launch template in use',
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'ec2:CreateLaunchTemplateVersion', on: on('ec2', 'launch-template/?*') },
      { action: 'ec2:ModifyLaunchTemplate', on: on('ec2', 'launch-template/?*') },
    ],
    assumes: 'an instance is started from the launch template',
  },
  ...['SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'].map(
    (operation): WorkloadTechnique => ({
      id: operation === 'SendSSHPublicKey' ? 'ec2-instance-connect' : 'ec2-serial-console',
      does: 'log in to an EC2 instance that has the role',
      source: api(`ec2-instance-connect/latest/APIReference/API_${operation}`),
      ...(operation === 'SendSSHPublicKey' ? { catalogue: ['ec2instanceconnect-003'] } : {}),
      resourceType: 'AWS::EC2::Instance',
      workload: 'an EC2 instance',
      services: ['ec2.amazonaws.com'],
      needs: [{ action: `ec2-instance-connect:${operation}`, on: ec2Instance }],
      assumes: 'the instance can be reached and accepts the key',
    }),
  ),
  ...['StartSession', 'SendCommand'].map(
    (operation): WorkloadTechnique => ({
      id: operation === 'StartSession' ? 'ssm-start-session' : 'ssm-send-command',
      does: 'run commands through Systems Manager on an EC2 instance that has the role',
      source: api(`systems-manager/latest/APIReference/API_${operation}`),
      catalogue: [operation === 'StartSession' ? 'ssm-001' : 'ssm-002'],
      resourceType: 'AWS::EC2::Instance',
      workload: 'an EC2 instance',
      services: ['ec2.amazonaws.com'],
      needs: [{ action: `${ssmSession}:${operation}`, on: ec2Instance }],
      assumes: 'the instance is managed by Systems Manager',
    }),
  ),
  {
    id: 'ecs-execute-command',
    does: 'open a shell in a container that has the role',
    source: api('AmazonECS/latest/APIReference/API_ExecuteCommand'),
    resourceType: 'AWS::ECS::TaskDefinition',
    workload: 'an ECS task with command execution enabled',
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:ExecuteCommand', on: on('ecs', 'task/?*/?*') }],
    assumes: 'command execution is enabled for the task',
  },
  {
    id: 'glue-update-dev-endpoint',
    does: 'put its own SSH key on a Glue development endpoint that has the role',
    source: api('glue/latest/webapi/API_UpdateDevEndpoint'),
    catalogue: ['glue-002'],
    resourceType: 'AWS::Glue::DevEndpoint',
    workload: 'a Glue development endpoint',
    services: ['glue.amazonaws.com'],
    needs: [{ action: 'glue:UpdateDevEndpoint', on: glueEndpoint }],
  },
  {
    id: 'sagemaker-presigned-notebook-url',
    does: 'open a SageMaker notebook that has the role',
    source: api('sagemaker/latest/APIReference/API_CreatePresignedNotebookInstanceUrl'),
    catalogue: ['sagemaker-004'],
    resourceType: 'AWS::SageMaker::NotebookInstance',
    workload: 'a SageMaker notebook instance',
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:CreatePresignedNotebookInstanceUrl', on: notebook }],
  },
  {
    id: 'sagemaker-notebook-lifecycle',
    does: 'run a start-up script of its own in a SageMaker notebook that has the role',
    source: api('sagemaker/latest/APIReference/API_CreateNotebookInstanceLifecycleConfig'),
    catalogue: ['sagemaker-005'],
    resourceType: 'AWS::SageMaker::NotebookInstance',
    workload: 'a SageMaker notebook instance',
    services: ['sagemaker.amazonaws.com'],
    needs: [
      {
        action: 'sagemaker:CreateNotebookInstanceLifecycleConfig',
        on: on('sagemaker', 'notebook-instance-lifecycle-config/?*'),
      },
      { action: 'sagemaker:StopNotebookInstance', on: notebook },
      { action: 'sagemaker:UpdateNotebookInstance', on: notebook },
      { action: 'sagemaker:StartNotebookInstance', on: notebook },
    ],
  },
];

/** Steps that the code knows by name. */
export const assumeRole = {
  id: 'assume-role',
  mechanism: 'assume',
  does: 'assume the role',
  source: api('STS/latest/APIReference/API_AssumeRole'),
  catalogue: ['sts-001'],
} as const;

export const fullAccess = {
  id: 'full-access',
  mechanism: 'control',
  does: 'do everything in the account',
  source: api('IAM/latest/UserGuide/access_policies_job-functions'),
} as const;

export const updateSamlProvider = {
  id: 'update-saml-provider',
  mechanism: 'write-trust',
  does: 'replace the metadata of the SAML provider that the role trusts, and sign in as anyone',
  source: iam('UpdateSAMLProvider'),
} as const;
