import { agentcore, api, codebuildProject, existing, ofAction, on } from './shared.ts';
import type { PassRoleTechnique } from './types.ts';

/** More ways to hand a role to a service: by services that came later, and by calls that few policies think of. */
export const newerPassRoleTechniques: readonly PassRoleTechnique[] = [
  {
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
    id: 'athena-spark',
    does: 'run code in an Athena workgroup for Spark with the role',
    source: api('athena/latest/ug/notebooks-spark'),
    services: ['athena.amazonaws.com'],
    needs: [
      { action: 'athena:CreateWorkGroup', on: on('athena', 'workgroup/?*') },
      { action: 'athena:StartSession', on: on('athena', 'workgroup/?*') },
      { action: 'athena:StartCalculationExecution', on: on('athena', 'workgroup/?*') },
    ],
  },
  {
    id: 'airflow-serverless-workflow',
    does: 'run a workflow of its own in managed Airflow with the role',
    source: api('service-authorization/latest/reference/list_mwaa-serverless'),
    services: ['airflow-serverless.amazonaws.com'],
    needs: [
      { action: 'airflow-serverless:CreateWorkflow', on: '*' },
      { action: 'airflow-serverless:StartWorkflowRun', on: on('airflow-serverless', 'workflow/?*') },
    ],
  },
  {
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
    id: 'cloudcontrol-update-resource',
    does: 'change resources, identities among them, through Cloud Control with the role',
    source: api('cloudcontrolapi/latest/APIReference/API_UpdateResource'),
    services: ['cloudformation.amazonaws.com'],
    needs: [{ action: 'cloudformation:UpdateResource', on: '*' }],
  },
  {
    id: 'sagemaker-create-pipeline',
    does: 'run a SageMaker pipeline that starts jobs of its own with the role',
    source: api('sagemaker/latest/APIReference/API_CreatePipeline'),
    services: ['sagemaker.amazonaws.com'],
    needs: [
      { action: 'sagemaker:CreatePipeline', on: on('sagemaker', 'pipeline/?*') },
      { action: 'sagemaker:StartPipelineExecution', on: on('sagemaker', 'pipeline/?*') },
    ],
  },
  {
    id: 'sagemaker-create-cluster',
    does: 'start a SageMaker HyperPod cluster whose start-up scripts run with the role',
    source: api('sagemaker/latest/APIReference/API_CreateCluster'),
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:CreateCluster', on: on('sagemaker', 'cluster/?*') }],
    assumes: 'it can place a script where the role may read it',
  },
  {
    id: 'codebuild-create-project-sandbox',
    does: 'create a CodeBuild project with the role and run commands in a sandbox of it',
    source: api('codebuild/latest/userguide/sandbox'),
    services: ['codebuild.amazonaws.com'],
    needs: [
      { action: 'codebuild:CreateProject', on: codebuildProject },
      { action: 'codebuild:StartSandbox', on: codebuildProject },
      { action: 'codebuild:StartCommandExecution', on: on('codebuild', 'sandbox/?*') },
    ],
  },
  {
    id: 'datapipeline-resource-role',
    does: 'run commands on an instance of a Data Pipeline that has the role',
    source: api('datapipeline/latest/DeveloperGuide/dp-iam-roles'),
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'datapipeline:CreatePipeline', on: '*' },
      { action: 'datapipeline:PutPipelineDefinition', on: on('datapipeline', 'pipeline/?*') },
      { action: 'datapipeline:ActivatePipeline', on: on('datapipeline', 'pipeline/?*') },
    ],
    instanceProfile: true,
    assumes: 'a role for Data Pipeline itself exists that it may pass',
  },
  {
    id: 'scheduler-update-schedule',
    does: 'give the role and a target to a schedule of EventBridge Scheduler',
    source: api('scheduler/latest/APIReference/API_UpdateSchedule'),
    services: ['scheduler.amazonaws.com'],
    needs: [{ action: 'scheduler:UpdateSchedule', on: on('scheduler', 'schedule/?*/?*') }],
    assumes: existing('a schedule that it may update'),
  },
  {
    id: 'fis-start-experiment',
    does: 'run a fault injection experiment with the role',
    source: api('fis/latest/userguide/fis-actions-reference'),
    services: ['fis.amazonaws.com'],
    needs: [
      { action: 'fis:CreateExperimentTemplate', on: on('fis', 'experiment-template/?*') },
      { action: 'fis:StartExperiment', on: on('fis', 'experiment-template/?*') },
    ],
    assumes: `an action of the experiment ${ofAction}`,
  },
  {
    id: 'bedrock-gateway',
    does: 'let a Bedrock AgentCore gateway call targets with the role',
    source: api('bedrock-agentcore-control/latest/APIReference/API_CreateGatewayTarget'),
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:CreateGateway', on: '*' },
      { action: 'bedrock-agentcore:CreateGatewayTarget', on: agentcore('gateway') },
      { action: 'bedrock-agentcore:InvokeGateway', on: agentcore('gateway') },
    ],
    assumes: `a target of the gateway ${ofAction}`,
  },
];
