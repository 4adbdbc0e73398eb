import { api, ec2Instance, existing, on, runDocument } from './shared.ts';
import type { AwsRow, ServiceUse, WorkloadRow } from './types.ts';

/** What a rule or pipe of EventBridge calls with the role that it is given, and lets run as other roles. */
const eventTargets = [
  'lambda:InvokeFunction',
  'states:StartExecution',
  'ecs:RunTask',
  'iam:PassRole',
  'batch:SubmitJob',
  'codepipeline:StartPipelineExecution',
  'sagemaker:StartPipelineExecution',
  'glue:notifyEvent',
  'execute-api:Invoke',
  'events:PutEvents',
  'events:InvokeApiDestination',
  'kinesis:PutRecord*',
  'firehose:PutRecord*',
  'sqs:SendMessage',
  'sns:Publish',
  'logs:*',
  'redshift-data:ExecuteStatement',
  'timestream:WriteRecords',
] as const;

/**
 * An automation without a role of its own acts as whoever starts it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup.html
 */
const automationAsCaller: ServiceUse['allThrough'] = {
  action: 'ssm:StartAutomationExecution',
  assumes: 'an automation document without a role of its own exists that does what it wants',
};

/** Systems Manager, Step Functions, EventBridge and APIs: what calls other services with a role, or runs commands where one is. */
export const automationTechniques: readonly AwsRow[] = [
  {
    kind: 'pass-role',
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
    kind: 'pass-role',
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
    kind: 'pass-role',
    id: 'states-update-state-machine',
    does: 'give the role to a Step Functions state machine and run it',
    source: api('step-functions/latest/apireference/API_UpdateStateMachine'),
    services: ['states.amazonaws.com'],
    needs: [
      { action: 'states:UpdateStateMachine', on: on('states', 'stateMachine:?*') },
      { action: 'states:StartExecution', on: on('states', 'stateMachine:?*') },
    ],
    assumes: existing('a state machine that it may update'),
    existing: ['AWS::StepFunctions::StateMachine'],
  },
  {
    kind: 'pass-role',
    id: 'scheduler-create-schedule',
    does: 'let EventBridge Scheduler call any API with the role',
    source: api('scheduler/latest/APIReference/API_CreateSchedule'),
    services: ['scheduler.amazonaws.com'],
    needs: [{ action: 'scheduler:CreateSchedule', on: on('scheduler', 'schedule/?*/?*') }],
  },
  {
    kind: 'pass-role',
    id: 'ssm-create-activation',
    does: 'register a machine of its own with Systems Manager, which gives it credentials of the role',
    source: api('systems-manager/latest/userguide/hybrid-multicloud-service-role'),
    services: ['ssm.amazonaws.com'],
    needs: [{ action: 'ssm:CreateActivation', on: '*' }],
  },
  {
    kind: 'pass-role',
    id: 'ssm-managed-instance-role',
    does: 'give the role to a machine of its own that is registered with Systems Manager',
    source: api('systems-manager/latest/APIReference/API_UpdateManagedInstanceRole'),
    services: ['ssm.amazonaws.com'],
    needs: [{ action: 'ssm:UpdateManagedInstanceRole', on: on('ssm', 'managed-instance/?*') }],
    assumes: 'it controls a machine that is registered so',
  },
  {
    kind: 'pass-role',
    id: 'states-test-state',
    does: 'let Step Functions try out a state that calls any API with the role',
    source: api('step-functions/latest/apireference/API_TestState'),
    services: ['states.amazonaws.com'],
    needs: [{ action: 'states:TestState', on: '*' }],
  },
  {
    kind: 'pass-role',
    id: 'appsync-http-data-source',
    does: 'let an AppSync API call any API with the role',
    source: api('appsync/latest/devguide/tutorial-http-resolvers'),
    services: ['appsync.amazonaws.com'],
    needs: [
      { action: 'appsync:CreateGraphqlApi', on: '*' },
      { action: 'appsync:StartSchemaCreation', on: '*' },
      { action: 'appsync:CreateApiKey', on: '*' },
      { action: 'appsync:CreateDataSource', on: '*' },
      { action: 'appsync:CreateResolver', on: '*' },
    ],
  },
  {
    kind: 'pass-role',
    id: 'pipes-create-pipe',
    does: 'let an EventBridge pipe act on a target with the role',
    source: api('eventbridge/latest/pipes-reference/API_CreatePipe'),
    services: ['pipes.amazonaws.com'],
    needs: [{ action: 'pipes:CreatePipe', on: on('pipes', 'pipe/?*') }],
    // Targets of a pipe: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
    uses: { actions: [...eventTargets, 'states:StartSyncExecution'] },
  },
  {
    kind: 'pass-role',
    id: 'events-put-targets',
    does: 'let an EventBridge rule act on a target with the role',
    source: api('eventbridge/latest/APIReference/API_PutTargets'),
    services: ['events.amazonaws.com'],
    needs: [
      { action: 'events:PutRule', on: on('events', 'rule/?*') },
      { action: 'events:PutTargets', on: on('events', 'rule/?*') },
    ],
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
    uses: {
      actions: [...eventTargets, 'ssm:SendCommand', 'ssm:StartAutomationExecution', 'codebuild:StartBuild'],
      allThrough: automationAsCaller,
    },
  },
  {
    kind: 'pass-role',
    id: 'apigateway-aws-integration',
    does: 'let a REST API of its own call any API with the role',
    source: api('apigateway/latest/developerguide/api-gateway-api-integration-types'),
    services: ['apigateway.amazonaws.com'],
    needs: [
      { action: 'apigateway:POST', on: 'arn:{partition}:apigateway:?*::/restapis' },
      { action: 'apigateway:POST', on: 'arn:{partition}:apigateway:?*::/restapis/?*/deployments' },
    ],
  },
  {
    kind: 'pass-role',
    id: 'states-create-express',
    does: 'run an express state machine that calls any API with the role',
    source: api('step-functions/latest/apireference/API_StartSyncExecution'),
    services: ['states.amazonaws.com'],
    needs: [
      { action: 'states:CreateStateMachine', on: on('states', 'stateMachine:?*') },
      { action: 'states:StartSyncExecution', on: on('states', 'stateMachine:?*') },
    ],
  },
  {
    kind: 'pass-role',
    id: 'scheduler-update-schedule',
    does: 'give the role and a target to a schedule of EventBridge Scheduler',
    source: api('scheduler/latest/APIReference/API_UpdateSchedule'),
    services: ['scheduler.amazonaws.com'],
    needs: [{ action: 'scheduler:UpdateSchedule', on: on('scheduler', 'schedule/?*/?*') }],
    assumes: existing('a schedule that it may update'),
    existing: ['AWS::Scheduler::Schedule'],
  },
  {
    kind: 'pass-role',
    id: 'fis-start-experiment',
    does: 'run a fault injection experiment with the role',
    source: api('fis/latest/userguide/fis-actions-reference'),
    services: ['fis.amazonaws.com'],
    needs: [
      { action: 'fis:CreateExperimentTemplate', on: on('fis', 'experiment-template/?*') },
      { action: 'fis:StartExperiment', on: on('fis', 'experiment-template/?*') },
    ],
    // https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
    uses: {
      actions: ['ssm:SendCommand', 'ssm:StartAutomationExecution', 'iam:PassRole', 'ec2:*', 'ecs:*', 'rds:*'],
      allThrough: automationAsCaller,
    },
  },
  {
    kind: 'pass-role',
    id: 'budgets-create-action',
    does: 'let a budget that is exceeded attach a policy with the role',
    source: api('aws-cost-management/latest/APIReference/API_budgets_CreateBudgetAction'),
    services: ['budgets.amazonaws.com'],
    needs: [
      {
        action: 'budgets:CreateBudgetAction',
        on: 'arn:{partition}:budgets::{account}:budget/?*/action/?*',
      },
    ],
    assumes: 'a budget exists that the costs of the account exceed',
    // Of the other two kinds of action, one attaches a policy that only forbids, and one stops instances.
    // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-controls.html
    uses: { actions: ['iam:AttachUserPolicy', 'iam:AttachGroupPolicy', 'iam:AttachRolePolicy'] },
  },
  ...['StartSession', 'SendCommand'].map(
    (operation): WorkloadRow => ({
      kind: 'workload',
      id: operation === 'StartSession' ? 'ssm-start-session' : 'ssm-send-command',
      does: 'run commands through Systems Manager on an EC2 instance that has the role',
      source: api(`systems-manager/latest/APIReference/API_${operation}`),
      catalogue: [operation === 'StartSession' ? 'ssm-001' : 'ssm-002'],
      resourceType: 'AWS::EC2::Instance',
      workload: 'an EC2 instance',
      services: ['ec2.amazonaws.com'],
      needs: [
        { action: `ssm:${operation}`, on: ec2Instance },
        // A command is also checked against the document that says what runs.
        ...(operation === 'SendCommand' ? [runDocument('ssm:SendCommand')] : []),
      ],
      assumes: 'the instance is managed by Systems Manager',
    }),
  ),
  {
    kind: 'workload',
    id: 'states-update-definition',
    does: 'rewrite a Step Functions state machine that has the role and run it',
    source: api('step-functions/latest/apireference/API_UpdateStateMachine'),
    resourceType: 'AWS::StepFunctions::StateMachine',
    workload: 'a Step Functions state machine',
    services: ['states.amazonaws.com'],
    needs: [
      { action: 'states:UpdateStateMachine', on: on('states', 'stateMachine:?*') },
      { action: 'states:StartExecution', on: on('states', 'stateMachine:?*') },
    ],
  },
  {
    kind: 'workload',
    id: 'ssm-create-association',
    does: 'let State Manager run commands on an EC2 instance that has the role',
    source: api('systems-manager/latest/APIReference/API_CreateAssociation'),
    resourceType: 'AWS::EC2::Instance',
    workload: 'an EC2 instance',
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'ssm:CreateAssociation', on: ec2Instance }, runDocument('ssm:CreateAssociation')],
    assumes: 'the instance is managed by Systems Manager',
  },
  {
    kind: 'workload',
    id: 'states-update-definition-only',
    does: 'rewrite a Step Functions state machine that has the role',
    source: api('step-functions/latest/apireference/API_UpdateStateMachine'),
    resourceType: 'AWS::StepFunctions::StateMachine',
    workload: 'a Step Functions state machine',
    services: ['states.amazonaws.com'],
    needs: [{ action: 'states:UpdateStateMachine', on: on('states', 'stateMachine:?*') }],
    assumes: 'something starts the state machine',
  },
  {
    kind: 'workload',
    id: 'ssm-maintenance-window',
    does: 'let a maintenance window run commands on an EC2 instance that has the role',
    source: api('systems-manager/latest/APIReference/API_RegisterTaskWithMaintenanceWindow'),
    resourceType: 'AWS::EC2::Instance',
    workload: 'an EC2 instance',
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'ssm:CreateMaintenanceWindow', on: '*' },
      { action: 'ssm:RegisterTargetWithMaintenanceWindow', on: on('ssm', 'maintenancewindow/?*') },
      { action: 'ssm:RegisterTaskWithMaintenanceWindow', on: on('ssm', 'maintenancewindow/?*') },
    ],
    assumes: 'the instance is managed by Systems Manager, which has its service-linked role',
  },
];
