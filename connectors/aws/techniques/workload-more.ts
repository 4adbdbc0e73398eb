import { api, codebuildProject, ec2Instance, glueJob, lambdaFunction, on } from './shared.ts';
import type { Need, WorkloadTechnique } from './types.ts';

const flink: Need['on'] = on('kinesisanalytics', 'application/?*');

/** Parts of an EKS cluster are named by it. */
const ofCluster = { of: /^(arn:[^:]+:eks:[^:]*:[^:]*:)[a-z]+\/([^/]+)\/.*$/, is: '$1cluster/$2' };

/**
 * An access entry with a policy makes its holder an administrator of the cluster, who runs pods as any of its service
 * accounts and on any of its nodes.
 */
const clusterAdmin = (
  row: Pick<WorkloadTechnique, 'id' | 'does' | 'resourceType' | 'workload' | 'services'> &
    Partial<WorkloadTechnique>,
): WorkloadTechnique => ({
  source: api('eks/latest/userguide/access-policies'),
  needs: [
    { action: 'eks:CreateAccessEntry', on: on('eks', 'cluster/?*') },
    { action: 'eks:AssociateAccessPolicy', on: on('eks', 'access-entry/?*/?*/?*/?*/?*') },
  ],
  owner: ofCluster,
  ...row,
});

const anchors = (
  id: string,
  does: string,
  operation: string,
  needs: readonly Need[],
  more: Partial<WorkloadTechnique>,
): WorkloadTechnique => ({
  id,
  does,
  source: api(`rolesanywhere/latest/APIReference/API_${operation}`),
  resourceType: 'AWS::RolesAnywhere::Profile',
  workload: 'a Roles Anywhere profile',
  services: ['rolesanywhere.amazonaws.com'],
  needs,
  ...more,
});

/** Ways to control what runs as a role that the published catalogue lacks. */
export const furtherWorkloadTechniques: readonly WorkloadTechnique[] = [
  clusterAdmin({
    id: 'eks-access-entry-pod-identity',
    does: 'make itself an administrator of an EKS cluster and run a pod that has the role',
    resourceType: 'AWS::EKS::PodIdentityAssociation',
    workload: 'a service account of an EKS cluster',
    services: ['pods.eks.amazonaws.com'],
  }),
  clusterAdmin({
    id: 'eks-access-entry-node',
    does: 'make itself an administrator of an EKS cluster and take the role of its nodes',
    resourceType: 'AWS::EKS::Nodegroup',
    workload: 'a node group of an EKS cluster',
    services: ['ec2.amazonaws.com'],
    assumes: "pods can reach the nodes' metadata service",
  }),
  clusterAdmin({
    id: 'eks-access-entry-service-account',
    does: 'make itself an administrator of an EKS cluster and run a pod as a service account that has the role',
    resourceType: 'AWS::EKS::Addon',
    workload: 'a service account of an EKS cluster',
    services: ['eks.amazonaws.com'],
    identityProvider: 'oidc.eks.',
  }),
  anchors(
    'rolesanywhere-create-trust-anchor',
    'let certificates of its own in at Roles Anywhere, where a profile gives out the role',
    'CreateTrustAnchor',
    [{ action: 'rolesanywhere:CreateTrustAnchor', on: '*' }],
    { newResource: true },
  ),
  anchors(
    'rolesanywhere-update-trust-anchor',
    'replace the certificate authority of a Roles Anywhere trust anchor, where a profile gives out the role',
    'UpdateTrustAnchor',
    [{ action: 'rolesanywhere:UpdateTrustAnchor', on: on('rolesanywhere', 'trust-anchor/?*') }],
    { assumes: 'a trust anchor that the role accepts exists' },
  ),
  {
    id: 'lambda-layer-invoke',
    does: 'slip a layer of its own into a Lambda function that runs as the role and invoke it',
    source: api('lambda/latest/dg/adding-layers'),
    resourceType: 'AWS::Lambda::Function',
    workload: 'a Lambda function',
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:UpdateFunctionConfiguration', on: lambdaFunction },
      { action: 'lambda:GetLayerVersion', on: 'arn:{partition}:lambda:?*:?*:layer:?*:?*' },
      { action: 'lambda:InvokeFunction', on: lambdaFunction },
    ],
  },
  {
    id: 'glue-start-job-run-script',
    does: "start a Glue job that has the role with a script of its own in place of the job's",
    source: api('glue/latest/dg/aws-glue-programming-etl-glue-arguments'),
    resourceType: 'AWS::Glue::Job',
    workload: 'a Glue job',
    services: ['glue.amazonaws.com'],
    needs: [{ action: 'glue:StartJobRun', on: glueJob }],
    assumes: 'the role may read a script that the caller can place',
  },
  {
    id: 'batch-submit-job-command',
    does: 'submit a Batch job that has the role with commands of its own',
    source: api('batch/latest/APIReference/API_ContainerOverrides'),
    resourceType: 'AWS::Batch::JobDefinition',
    workload: 'a Batch job definition',
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'batch:SubmitJob', on: on('batch', 'job-definition/?*') },
      { action: 'batch:SubmitJob', on: on('batch', 'job-queue/?*') },
    ],
    assumes: 'a job queue exists and the image runs the commands that it is given',
  },
  {
    id: 'codebuild-sandbox',
    does: 'run commands in a sandbox of a CodeBuild project that has the role',
    source: api('codebuild/latest/userguide/sandbox'),
    resourceType: 'AWS::CodeBuild::Project',
    workload: 'a CodeBuild project',
    services: ['codebuild.amazonaws.com'],
    needs: [
      { action: 'codebuild:StartSandbox', on: codebuildProject },
      { action: 'codebuild:StartCommandExecution', on: on('codebuild', 'sandbox/?*') },
    ],
  },
  {
    id: 'ssm-create-association',
    does: 'let State Manager run commands on an EC2 instance that has the role',
    source: api('systems-manager/latest/APIReference/API_CreateAssociation'),
    resourceType: 'AWS::EC2::Instance',
    workload: 'an EC2 instance',
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'ssm:CreateAssociation', on: ec2Instance },
      { action: 'ssm:CreateAssociation', on: on('ssm', 'document/?*') },
    ],
    assumes: 'the instance is managed by Systems Manager',
  },
  {
    id: 'ec2-replace-root-volume',
    does: 'replace the root volume of an EC2 instance that has the role by an image of its own',
    source: api('AWSEC2/latest/APIReference/API_CreateReplaceRootVolumeTask'),
    resourceType: 'AWS::EC2::Instance',
    workload: 'an EC2 instance',
    services: ['ec2.amazonaws.com'],
    needs: [
      { action: 'ec2:CreateReplaceRootVolumeTask', on: ec2Instance },
      { action: 'ec2:CreateReplaceRootVolumeTask', on: on('ec2', 'replace-root-volume-task/?*') },
    ],
    assumes: 'it has an image of the same kind as the instance',
  },
  {
    id: 'codedeploy-create-deployment',
    does: 'deploy a revision of its own to an EC2 instance that has the role',
    source: api('codedeploy/latest/APIReference/API_CreateDeployment'),
    resourceType: 'AWS::EC2::Instance',
    workload: 'an EC2 instance',
    services: ['ec2.amazonaws.com'],
    needs: [{ action: 'codedeploy:CreateDeployment', on: on('codedeploy', 'deploymentgroup:?*/?*') }],
    assumes: 'the instance is in a deployment group, and it can place a revision where the group looks',
  },
  {
    id: 'amplify-update-app',
    does: 'change the build commands of an Amplify app that has the role and start a build',
    source: api('amplify/latest/APIReference/API_UpdateApp'),
    resourceType: 'AWS::Amplify::App',
    workload: 'an Amplify app',
    services: ['amplify.amazonaws.com'],
    needs: [
      { action: 'amplify:UpdateApp', on: on('amplify', 'apps/?*') },
      { action: 'amplify:StartJob', on: on('amplify', 'apps/?*/branches/?*/jobs/?*') },
    ],
    assumes: 'a branch of the app is built from its own commands',
  },
  {
    id: 'appstream-streaming-url',
    does: 'open a session on an AppStream fleet that has the role',
    source: api('appstream2/latest/APIReference/API_CreateStreamingURL'),
    resourceType: 'AWS::AppStream::Fleet',
    workload: 'an AppStream fleet',
    services: ['appstream.amazonaws.com'],
    needs: [
      { action: 'appstream:CreateStreamingURL', on: on('appstream', 'fleet/?*') },
      { action: 'appstream:CreateStreamingURL', on: on('appstream', 'stack/?*') },
    ],
    assumes: 'the session lets it run commands',
  },
  {
    id: 'kinesisanalytics-update-application',
    does: 'replace the code of a Flink application that has the role',
    source: api('managed-flink/latest/apiv2/API_UpdateApplication'),
    resourceType: 'AWS::KinesisAnalyticsV2::Application',
    workload: 'a Flink application',
    services: ['kinesisanalytics.amazonaws.com'],
    needs: [{ action: 'kinesisanalytics:UpdateApplication', on: flink }],
    assumes: 'the application is running',
  },
  {
    id: 'sagemaker-start-session',
    does: 'connect to a SageMaker Studio space that has the role',
    source: api('sagemaker/latest/APIReference/API_StartSession'),
    resourceType: 'AWS::SageMaker::Domain',
    workload: 'a SageMaker domain',
    services: ['sagemaker.amazonaws.com'],
    needs: [{ action: 'sagemaker:StartSession', on: on('sagemaker', 'space/?*/?*') }],
    assumes: 'a space with remote access is running',
  },
];
