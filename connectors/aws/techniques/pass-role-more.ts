import { agentcore, api, codebuildProject, ecsTask, existing, on } from './shared.ts';
import type { Need, PassRoleTechnique } from './types.ts';

const ofAction = 'can use what the role may do (run a task, start a build, run an automation)';
const model: Need = { action: 'sagemaker:CreateModel', on: on('sagemaker', 'model/?*') };
const userProfile: readonly Need[] = [
  { action: 'sagemaker:CreateUserProfile', on: on('sagemaker', 'user-profile/?*/?*') },
  { action: 'sagemaker:CreatePresignedDomainUrl', on: on('sagemaker', 'user-profile/?*/?*') },
];

/** Ways to hand a role to a service that the published catalogue lacks; each `source` says that code or calls run as the role. */
export const furtherPassRoleTechniques: readonly PassRoleTechnique[] = [
  {
    id: 'ssm-create-activation',
    does: 'register a machine of its own with Systems Manager, which gives it credentials of the role',
    source: api('systems-manager/latest/userguide/hybrid-multicloud-service-role'),
    services: ['ssm.amazonaws.com'],
    needs: [{ action: 'ssm:CreateActivation', on: '*' }],
  },
  {
    id: 'states-test-state',
    does: 'let Step Functions try out a state that calls any API with the role',
    source: api('step-functions/latest/apireference/API_TestState'),
    services: ['states.amazonaws.com'],
    needs: [{ action: 'states:TestState', on: '*' }],
  },
  {
    id: 'cloudcontrol-create-resource',
    does: 'create resources, identities among them, through Cloud Control with the role',
    source: api('cloudcontrolapi/latest/APIReference/API_CreateResource'),
    services: ['cloudformation.amazonaws.com'],
    needs: [{ action: 'cloudformation:CreateResource', on: '*' }],
  },
  {
    id: 'amplify-create-app',
    does: 'create an Amplify app whose build commands run with the role',
    source: api('amplify/latest/APIReference/API_CreateApp'),
    services: ['amplify.amazonaws.com'],
    needs: [
      { action: 'amplify:CreateApp', on: '*' },
      { action: 'amplify:CreateBranch', on: on('amplify', 'apps/?*/branches/?*') },
      { action: 'amplify:StartJob', on: on('amplify', 'apps/?*/branches/?*/jobs/?*') },
    ],
    assumes: 'it has a source repository that the app can be connected to',
  },
  {
    id: 'braket-create-job',
    does: 'run a Braket hybrid job with the role',
    source: api('braket/latest/APIReference/API_CreateJob'),
    services: ['braket.amazonaws.com'],
    needs: [{ action: 'braket:CreateJob', on: on('braket', 'job/?*') }],
  },
  {
    id: 'imagebuilder-create-image',
    does: 'let Image Builder run commands of its own on an instance with the role',
    source: api('imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration'),
    services: ['ec2.amazonaws.com'],
    needs: [
      {
        action: 'imagebuilder:CreateInfrastructureConfiguration',
        on: on('imagebuilder', 'infrastructure-configuration/?*'),
      },
      { action: 'imagebuilder:CreateComponent', on: on('imagebuilder', 'component/?*/?*/?*') },
      { action: 'imagebuilder:CreateImageRecipe', on: on('imagebuilder', 'image-recipe/?*/?*') },
      { action: 'imagebuilder:CreateImage', on: on('imagebuilder', 'image/?*/?*/?*') },
    ],
    instanceProfile: true,
  },
  {
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
    id: 'iot-role-alias',
    does: 'trade a device certificate of its own for credentials of the role',
    source: api('iot/latest/developerguide/authorizing-direct-aws'),
    services: ['credentials.iot.amazonaws.com'],
    needs: [
      { action: 'iot:CreateRoleAlias', on: on('iot', 'rolealias/?*') },
      { action: 'iot:CreateKeysAndCertificate', on: '*' },
      { action: 'iot:CreatePolicy', on: on('iot', 'policy/?*') },
      { action: 'iot:AttachPolicy', on: on('iot', 'cert/?*') },
    ],
  },
  {
    id: 'pipes-create-pipe',
    does: 'let an EventBridge pipe act on a target with the role',
    source: api('eventbridge/latest/pipes-reference/API_CreatePipe'),
    services: ['pipes.amazonaws.com'],
    needs: [{ action: 'pipes:CreatePipe', on: on('pipes', 'pipe/?*') }],
    assumes: `a target of the pipe ${ofAction}`,
  },
  {
    id: 'events-put-targets',
    does: 'let an EventBridge rule act on a target with the role',
    source: api('eventbridge/latest/APIReference/API_PutTargets'),
    services: ['events.amazonaws.com'],
    needs: [
      { action: 'events:PutRule', on: on('events', 'rule/?*') },
      { action: 'events:PutTargets', on: on('events', 'rule/?*') },
    ],
    assumes: `a target of the rule ${ofAction}`,
  },
  {
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
    id: 'sagemaker-create-transform-job',
    does: 'run a container of its own in a SageMaker transform job with the role',
    source: api('sagemaker/latest/APIReference/API_CreateTransformJob'),
    services: ['sagemaker.amazonaws.com'],
    needs: [model, { action: 'sagemaker:CreateTransformJob', on: on('sagemaker', 'transform-job/?*') }],
  },
  {
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
    id: 'sagemaker-create-domain',
    does: 'open SageMaker Studio in a new domain with the role',
    source: api('sagemaker/latest/APIReference/API_CreateDomain'),
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:CreateDomain', on: on('sagemaker', 'domain/?*') }, ...userProfile],
  },
  {
    id: 'sagemaker-create-user-profile',
    does: 'open SageMaker Studio as a new user whose notebooks have the role',
    source: api('sagemaker/latest/APIReference/API_CreateUserProfile'),
    services: ['sagemaker.amazonaws.com'],
    needs: userProfile,
    assumes: existing('a SageMaker domain that signs its users in through IAM'),
  },
  {
    id: 'ecs-run-task-override',
    does: 'run an existing task definition with the role and commands of its own in place of what it says',
    source: api('AmazonECS/latest/APIReference/API_TaskOverride'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:RunTask', on: ecsTask }],
    assumes: 'a task definition that it may run and a cluster for it exist',
  },
  {
    id: 'codebuild-start-build-role',
    does: 'start a build with the role and commands of its own in place of what the project says',
    source: api('codebuild/latest/APIReference/API_StartBuild'),
    services: ['codebuild.amazonaws.com'],
    needs: [{ action: 'codebuild:StartBuild', on: codebuildProject }],
    assumes: existing('a CodeBuild project that it may build'),
  },
  {
    id: 'emr-serverless-existing-application',
    does: 'run a job with the role in an EMR Serverless application',
    source: api('emr-serverless/latest/APIReference/API_StartJobRun'),
    services: ['emr-serverless.amazonaws.com'],
    needs: [{ action: 'emr-serverless:StartJobRun', on: on('emr-serverless', '/applications/?*') }],
    assumes: existing('an EMR Serverless application'),
  },
  {
    id: 'bedrock-update-agent-runtime',
    does: 'give the role and code of its own to a Bedrock AgentCore runtime',
    source: api('bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntime'),
    services: ['bedrock-agentcore.amazonaws.com'],
    needs: [
      { action: 'bedrock-agentcore:UpdateAgentRuntime', on: agentcore('runtime') },
      { action: 'bedrock-agentcore:InvokeAgentRuntime', on: agentcore('runtime') },
    ],
    assumes: existing('a Bedrock AgentCore runtime'),
  },
  {
    id: 'gamelift-create-fleet',
    does: 'run a server build of its own on a GameLift fleet with the role',
    source: api('gamelift/latest/apireference/API_CreateFleet'),
    services: ['gamelift.amazonaws.com'],
    needs: [
      { action: 'gamelift:CreateBuild', on: '*' },
      { action: 'gamelift:CreateFleet', on: '*' },
    ],
  },
  {
    id: 'appstream-image-builder',
    does: 'log in to an AppStream image builder with the role',
    source: api(
      'appstream2/latest/developerguide/using-iam-roles-to-grant-permissions-to-applications-scripts-streaming-instances',
    ),
    services: ['appstream.amazonaws.com'],
    needs: [
      { action: 'appstream:CreateImageBuilder', on: on('appstream', 'image-builder/?*') },
      { action: 'appstream:CreateImageBuilderStreamingURL', on: on('appstream', 'image-builder/?*') },
    ],
  },
  {
    id: 'kinesisanalytics-create-application',
    does: 'run a Flink application of its own with the role',
    source: api('managed-flink/latest/apiv2/API_CreateApplication'),
    services: ['kinesisanalytics.amazonaws.com'],
    needs: [
      { action: 'kinesisanalytics:CreateApplication', on: '*' },
      { action: 'kinesisanalytics:StartApplication', on: on('kinesisanalytics', 'application/?*') },
    ],
  },
  {
    id: 'servicecatalog-launch-role',
    does: 'launch a Service Catalog product of its own with the role',
    source: api('servicecatalog/latest/adminguide/constraints-launch'),
    services: ['servicecatalog.amazonaws.com'],
    needs: [
      { action: 'servicecatalog:CreatePortfolio', on: on('catalog', 'portfolio/?*') },
      { action: 'servicecatalog:CreateProduct', on: on('catalog', 'product/?*') },
      { action: 'servicecatalog:AssociateProductWithPortfolio', on: '*' },
      { action: 'servicecatalog:AssociatePrincipalWithPortfolio', on: on('catalog', 'portfolio/?*') },
      { action: 'servicecatalog:CreateConstraint', on: on('catalog', 'product/?*') },
      { action: 'servicecatalog:ProvisionProduct', on: on('catalog', 'product/?*') },
    ],
  },
  {
    id: 'elasticbeanstalk-create-environment',
    does: 'run an application of its own on Elastic Beanstalk instances with the role',
    source: api('elasticbeanstalk/latest/dg/iam-instanceprofile'),
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'elasticbeanstalk:CreateApplication', on: on('elasticbeanstalk', 'application/?*') },
      {
        action: 'elasticbeanstalk:CreateApplicationVersion',
        on: on('elasticbeanstalk', 'applicationversion/?*/?*'),
      },
      { action: 'elasticbeanstalk:CreateEnvironment', on: on('elasticbeanstalk', 'environment/?*/?*') },
    ],
    instanceProfile: true,
    assumes: 'a service role for Elastic Beanstalk exists that it may pass',
  },
  {
    id: 'rolesanywhere-update-profile',
    does: 'add the role to a Roles Anywhere profile and let certificates of its own in',
    source: api('rolesanywhere/latest/APIReference/API_UpdateProfile'),
    services: ['rolesanywhere.amazonaws.com'],
    needs: [
      { action: 'rolesanywhere:UpdateProfile', on: on('rolesanywhere', 'profile/?*') },
      { action: 'rolesanywhere:CreateTrustAnchor', on: '*' },
    ],
    newResource: true,
    assumes: existing('a Roles Anywhere profile that it may update'),
  },
  {
    id: 'eks-update-pod-identity',
    does: 'give the role to the pods of an EKS pod identity association',
    source: api('eks/latest/APIReference/API_UpdatePodIdentityAssociation'),
    services: ['pods.eks.amazonaws.com'],
    needs: [{ action: 'eks:UpdatePodIdentityAssociation', on: on('eks', 'podidentityassociation/?*/?*') }],
    assumes: 'it can run a pod as the service account of the association',
  },
  {
    id: 'cognito-set-identity-pool-roles',
    does: 'make the role the one that a Cognito identity pool gives out',
    source: api('cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles'),
    services: ['cognito-identity.amazonaws.com'],
    identityProvider: 'cognito-identity.amazonaws.com',
    needs: [{ action: 'cognito-identity:SetIdentityPoolRoles', on: '*' }],
    assumes: existing('an identity pool that gives it an identity'),
  },
];
