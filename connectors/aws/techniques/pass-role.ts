import { furtherPassRoleTechniques } from './pass-role-more.ts';
import {
  agentcore,
  api,
  codebuildProject,
  ec2Instance,
  ecsCluster,
  ecsTask,
  existing,
  glueJob,
  glueTrigger,
  lambdaFunction,
  notebook,
  on,
  stack,
  stackSet,
} from './shared.ts';
import type { Need, PassRoleTechnique } from './types.ts';

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
    id: 'lambda-replace-role-layer',
    does: 'give the role and a layer of its own to a Lambda function and invoke it',
    source: api('lambda/latest/dg/adding-layers'),
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:UpdateFunctionConfiguration', on: lambdaFunction },
      { action: 'lambda:GetLayerVersion', on: 'arn:{partition}:lambda:?*:?*:layer:?*:?*' },
      { action: 'lambda:InvokeFunction', on: lambdaFunction },
    ],
    assumes: existing('a Lambda function that it may update'),
  },
  {
    id: 'ec2-run-instances',
    does: 'start an EC2 instance with the role and read its credentials there',
    source: api('AWSEC2/latest/APIReference/API_RunInstances'),
    catalogue: ['ec2-001'],
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'ec2:RunInstances', on: ec2Instance },
      { action: 'ec2:RunInstances', on: 'arn:{partition}:ec2:?*::image/?*' },
      { action: 'ec2:RunInstances', on: on('ec2', 'subnet/?*') },
      { action: 'ec2:RunInstances', on: on('ec2', 'network-interface/?*') },
      { action: 'ec2:RunInstances', on: on('ec2', 'security-group/?*') },
    ],
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
    id: 'ec2-replace-instance-profile',
    does: 'change the role of a running EC2 instance that it can log in to',
    source: api('AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation'),
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'ec2:ReplaceIamInstanceProfileAssociation', on: ec2Instance }],
    instanceProfile: true,
    assumes: 'it controls a running EC2 instance',
  },
  {
    id: 'autoscaling-launch-configuration',
    does: 'let an Auto Scaling group start instances with the role',
    source: api('autoscaling/ec2/APIReference/API_CreateLaunchConfiguration'),
    services: ['ec2.amazonaws.com'],
    needs: [
      {
        action: 'autoscaling:CreateLaunchConfiguration',
        on: on('autoscaling', 'launchConfiguration:?*:launchConfigurationName/?*'),
      },
      {
        action: 'autoscaling:CreateAutoScalingGroup',
        on: on('autoscaling', 'autoScalingGroup:?*:autoScalingGroupName/?*'),
      },
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
          { action: 'ecs:CreateCluster', on: ecsCluster },
          { action: 'ecs:RegisterTaskDefinition', on: ecsTask },
          { action: run, on: runOn },
        ],
      },
      {
        ...row,
        id: `ecs-${isService ? 'service' : 'task'}`,
        does: `run a container with the role ${how} on an ECS cluster`,
        catalogue: [isService ? 'ecs-003' : 'ecs-004'],
        needs: [
          { action: 'ecs:RegisterTaskDefinition', on: ecsTask },
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
      { action: 'ecs:RegisterTaskDefinition', on: ecsTask },
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
      { action: 'ecs:RegisterTaskDefinition', on: ecsTask },
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
      { action: 'batch:SubmitJob', on: on('batch', 'job-queue/?*') },
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
      { action: 'bedrock-agentcore:CreateAgentRuntime', on: '*' },
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
      { action: 'cloudformation:CreateStackSet', on: '*' },
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
    does: 'create a pipeline that runs commands with the role',
    source: api('codepipeline/latest/userguide/action-reference-Commands'),
    services: ['codepipeline.amazonaws.com'],
    needs: [{ action: 'codepipeline:CreatePipeline', on: on('codepipeline', '?*') }],
    assumes: existing('a source that the pipeline can read'),
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
    needs: [{ action: 'glue:CreateDevEndpoint', on: '*' }],
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
      { action: 'ssm:StartAutomationExecution', on: on('ssm', '?*/?*') },
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
    newResource: true,
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
  ...furtherPassRoleTechniques,
];
