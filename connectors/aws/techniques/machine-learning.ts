import { agentcore, api, existing, notebook, ofAction, on } from './shared.ts';
import type { AwsRow, Need, PassRoleRow, WorkloadRow } from './types.ts';

const model: Need = { action: 'sagemaker:CreateModel', on: on('sagemaker', 'model/?*') };
const userProfile: readonly Need[] = [
  { action: 'sagemaker:CreateUserProfile', on: on('sagemaker', 'user-profile/?*/?*') },
  { action: 'sagemaker:CreatePresignedDomainUrl', on: on('sagemaker', 'user-profile/?*/?*') },
];

/** AWS lists it without resources, and names the browser in its own examples of policies. */
const driveBrowser: Need = {
  action: 'bedrock-agentcore:ConnectBrowserAutomationStream',
  on: '*',
  or: ['arn:{partition}:bedrock-agentcore:?*:{account}:browser-custom/?*'],
};
const browserReachesMetadata = 'the browser reaches the metadata service of its session';

/** SageMaker, Bedrock and Braket: notebooks, jobs and agents that run as a role. */
export const machineLearningTechniques: readonly AwsRow[] = [
  {
    kind: 'pass-role',
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
    kind: 'pass-role',
    id: 'bedrock-agent-runtime',
    does: 'create a Bedrock AgentCore runtime with the role and invoke it',
    source: api('bedrock-agentcore-control/latest/APIReference/API_CreateAgentRuntime'),
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:CreateAgentRuntime', on: '*' },
      { action: 'bedrock-agentcore:InvokeAgentRuntime', on: agentcore('runtime') },
    ],
  },
  // Whoever acts inside the session can ask the metadata service for the role's credentials.
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security-credentials-management.html
  {
    kind: 'pass-role',
    id: 'bedrock-browser',
    does: 'create a Bedrock AgentCore browser with the role and drive a session of it',
    source: api('bedrock-agentcore-control/latest/APIReference/API_CreateBrowser'),
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:CreateBrowser', on: '*' },
      { action: 'bedrock-agentcore:StartBrowserSession', on: agentcore('browser-custom') },
      driveBrowser,
    ],
    assumes: browserReachesMetadata,
  },
  ...(
    [
      ['notebook-instance', 'CreateNotebookInstance', notebook, 'sagemaker-001'],
      ['training-job', 'CreateTrainingJob', on('sagemaker', 'training-job/?*'), 'sagemaker-002'],
      ['processing-job', 'CreateProcessingJob', on('sagemaker', 'processing-job/?*'), 'sagemaker-003'],
    ] as const
  ).map(
    ([what, operation, resource, catalogue]): PassRoleRow => ({
      kind: 'pass-role',
      id: `sagemaker-create-${what}`,
      does: `create a SageMaker ${what.replace('-', ' ')} with the role`,
      source: api(`sagemaker/latest/APIReference/API_${operation}`),
      catalogue: [catalogue],
      services: ['sagemaker.amazonaws.com'],
      needs: [{ action: `sagemaker:${operation}`, on: resource }],
    }),
  ),
  {
    kind: 'pass-role',
    id: 'braket-create-job',
    does: 'run a Braket hybrid job with the role',
    source: api('braket/latest/APIReference/API_CreateJob'),
    services: ['braket.amazonaws.com'],
    needs: [{ action: 'braket:CreateJob', on: on('braket', 'job/?*') }],
  },
  {
    kind: 'pass-role',
    id: 'sagemaker-create-endpoint',
    does: 'run a container of its own behind a SageMaker endpoint with the role',
    source: api('sagemaker/latest/APIReference/API_CreateModel'),
    services: ['sagemaker.amazonaws.com'],
    needs: [
      model,
      { action: 'sagemaker:CreateEndpointConfig', on: on('sagemaker', 'endpoint-config/?*') },
      { action: 'sagemaker:CreateEndpoint', on: on('sagemaker', 'endpoint/?*') },
    ],
  },
  {
    kind: 'pass-role',
    id: 'sagemaker-create-transform-job',
    does: 'run a container of its own in a SageMaker transform job with the role',
    source: api('sagemaker/latest/APIReference/API_CreateTransformJob'),
    services: ['sagemaker.amazonaws.com'],
    needs: [model, { action: 'sagemaker:CreateTransformJob', on: on('sagemaker', 'transform-job/?*') }],
  },
  {
    kind: 'pass-role',
    id: 'sagemaker-create-tuning-job',
    does: 'run a container of its own in a SageMaker tuning job with the role',
    source: api('sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob'),
    services: ['sagemaker.amazonaws.com'],
    needs: [
      {
        action: 'sagemaker:CreateHyperParameterTuningJob',
        on: on('sagemaker', 'hyper-parameter-tuning-job/?*'),
      },
    ],
  },
  {
    kind: 'pass-role',
    id: 'sagemaker-create-domain',
    does: 'open SageMaker Studio in a new domain with the role',
    source: api('sagemaker/latest/APIReference/API_CreateDomain'),
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:CreateDomain', on: on('sagemaker', 'domain/?*') }, ...userProfile],
  },
  {
    kind: 'pass-role',
    id: 'sagemaker-create-user-profile',
    does: 'open SageMaker Studio as a new user whose notebooks have the role',
    source: api('sagemaker/latest/APIReference/API_CreateUserProfile'),
    services: ['sagemaker.amazonaws.com'],
    needs: userProfile,
    assumes: existing('a SageMaker domain that signs its users in through IAM'),
  },
  {
    kind: 'pass-role',
    id: 'bedrock-update-agent-runtime',
    does: 'give the role and code of its own to a Bedrock AgentCore runtime',
    source: api('bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntime'),
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:UpdateAgentRuntime', on: agentcore('runtime') },
      { action: 'bedrock-agentcore:InvokeAgentRuntime', on: agentcore('runtime') },
    ],
    assumes: existing('a Bedrock AgentCore runtime'),
    existing: ['AWS::BedrockAgentCore::Runtime'],
  },
  {
    kind: 'pass-role',
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
    kind: 'pass-role',
    id: 'sagemaker-create-cluster',
    does: 'start a SageMaker HyperPod cluster whose start-up scripts run with the role',
    source: api('sagemaker/latest/APIReference/API_CreateCluster'),
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:CreateCluster', on: on('sagemaker', 'cluster/?*') }],
    assumes: 'it can place a script where the role may read it',
  },
  {
    kind: 'pass-role',
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
  {
    kind: 'workload',
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
    kind: 'workload',
    id: 'bedrock-drive-browser',
    does: 'drive a session of a Bedrock AgentCore browser that has the role',
    source: api('bedrock-agentcore/latest/devguide/browser-resource-session-management'),
    resourceType: 'AWS::BedrockAgentCore::BrowserCustom',
    workload: 'a Bedrock AgentCore browser',
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:StartBrowserSession', on: agentcore('browser-custom') },
      driveBrowser,
    ],
    assumes: browserReachesMetadata,
  },
  {
    kind: 'workload',
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
    kind: 'workload',
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
  {
    kind: 'workload',
    id: 'sagemaker-presigned-domain-url',
    does: 'open SageMaker Studio as a user whose notebooks have the role',
    source: api('sagemaker/latest/APIReference/API_CreatePresignedDomainUrl'),
    resourceType: 'AWS::SageMaker::Domain',
    workload: 'a SageMaker domain',
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:CreatePresignedDomainUrl', on: on('sagemaker', 'user-profile/?*/?*') }],
    assumes: 'the domain signs its users in through IAM',
  },
  {
    kind: 'workload',
    id: 'sagemaker-start-session',
    does: 'connect to a SageMaker Studio space that has the role',
    source: api('sagemaker/latest/APIReference/API_StartSession'),
    resourceType: 'AWS::SageMaker::Domain',
    workload: 'a SageMaker domain',
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:StartSession', on: on('sagemaker', 'space/?*/?*') }],
    assumes: 'a space with remote access is running',
  },
  ...['InvokeAgentRuntimeCommand', 'InvokeAgentRuntimeCommandShell'].map(
    (operation): WorkloadRow => ({
      kind: 'workload',
      id: operation === 'InvokeAgentRuntimeCommand' ? 'bedrock-runtime-command' : 'bedrock-runtime-shell',
      does: 'run commands in a Bedrock AgentCore runtime that has the role',
      source: api('bedrock-agentcore/latest/devguide/runtime-execute-command'),
      resourceType: 'AWS::BedrockAgentCore::Runtime',
      workload: 'a Bedrock AgentCore runtime',
      services: ['bedrock-agentcore.amazonaws.com'],
      needs: [{ action: `bedrock-agentcore:${operation}`, on: agentcore('runtime') }],
    }),
  ),
];
