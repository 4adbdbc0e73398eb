import { api, ecsCluster, ecsTask, existing, on } from './shared.ts';
import type { AwsRow, Need, PassRoleRow, WorkloadRow } from './types.ts';

/** Parts of an EKS cluster are named by it. */
const ofCluster = { of: /^(arn:[^:]+:eks:[^:]*:[^:]*:)[a-z]+\/([^/]+)\/.*$/, is: '$1cluster/$2' };

/**
 * An access entry with a policy makes its holder an administrator of the cluster, who runs pods as any of its service
 * accounts and on any of its nodes.
 */
const clusterAdmin = (
  row: Pick<WorkloadRow, 'id' | 'does' | 'resourceType' | 'workload' | 'services'> & Partial<WorkloadRow>,
): WorkloadRow => ({
  kind: 'workload',
  source: api('eks/latest/userguide/access-policies'),
  needs: [
    { action: 'eks:CreateAccessEntry', on: on('eks', 'cluster/?*') },
    { action: 'eks:AssociateAccessPolicy', on: on('eks', 'access-entry/?*/?*/?*/?*/?*') },
  ],
  owner: ofCluster,
  ...row,
});

/** The roles that an Express service asks for besides, by which ECS itself acts: nothing is gained from them. */
const expressRoles =
  'roles for ECS itself exist that it may pass (for the infrastructure and to start tasks)';

/** ECS, Batch, App Runner and EKS: containers and pods that run as a role. */
export const containerTechniques: readonly AwsRow[] = [
  ...['ecs:CreateService', 'ecs:RunTask'].flatMap((run): PassRoleRow[] => {
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
        kind: 'pass-role',
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
        kind: 'pass-role',
        id: `ecs-${isService ? 'service' : 'task'}`,
        does: `run a container with the role ${how} on an ECS cluster`,
        catalogue: [isService ? 'ecs-003' : 'ecs-004'],
        needs: [
          { action: 'ecs:RegisterTaskDefinition', on: ecsTask },
          { action: run, on: runOn },
        ],
        assumes: existing('an ECS cluster'),
        existing: ['AWS::ECS::Cluster'],
      },
    ];
  }),
  {
    kind: 'pass-role',
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
    kind: 'pass-role',
    id: 'ecs-update-service',
    does: 'move an ECS service to a task definition with the role',
    source: api('AmazonECS/latest/APIReference/API_UpdateService'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'ecs:RegisterTaskDefinition', on: ecsTask },
      { action: 'ecs:UpdateService', on: on('ecs', 'service/?*/?*') },
    ],
    assumes: existing('an ECS service'),
    existing: ['AWS::ECS::Service'],
  },
  {
    kind: 'pass-role',
    id: 'ecs-create-express-service',
    does: 'run a container with the role as an Express service of ECS',
    source: api('AmazonECS/latest/APIReference/API_CreateExpressGatewayService'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:CreateExpressGatewayService', on: on('ecs', 'service/?*/?*') }],
    assumes: expressRoles,
  },
  {
    kind: 'pass-role',
    id: 'ecs-update-express-service',
    does: 'give the role and an image of its own to an Express service of ECS',
    source: api('AmazonECS/latest/APIReference/API_UpdateExpressGatewayService'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:UpdateExpressGatewayService', on: on('ecs', 'service/?*/?*') }],
    assumes: existing('an Express service of ECS that it may update'),
    existing: ['AWS::ECS::ExpressGatewayService'],
  },
  {
    kind: 'pass-role',
    id: 'ecs-create-daemon',
    does: 'run a container with the role as a daemon on the instances of an ECS cluster',
    source: api('AmazonECS/latest/APIReference/API_RegisterDaemonTaskDefinition'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'ecs:RegisterDaemonTaskDefinition', on: on('ecs', 'daemon-task-definition/?*:?*') },
      { action: 'ecs:CreateDaemon', on: on('ecs', 'daemon/?*/?*') },
    ],
    assumes: existing('an ECS cluster with managed instances'),
  },
  {
    kind: 'pass-role',
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
    existing: ['AWS::Batch::JobQueue'],
  },
  {
    kind: 'pass-role',
    id: 'apprunner-create-service',
    does: 'create an App Runner service with the role',
    source: api('apprunner/latest/api/API_CreateService'),
    catalogue: ['apprunner-001'],
    services: ['tasks.apprunner.amazonaws.com'],
    needs: [{ action: 'apprunner:CreateService', on: on('apprunner', 'service/?*/?*') }],
  },
  {
    kind: 'pass-role',
    id: 'eks-pod-identity',
    does: 'give the role to the pods of an EKS service account',
    source: api('eks/latest/APIReference/API_CreatePodIdentityAssociation'),
    services: ['pods.eks.amazonaws.com'],
    needs: [{ action: 'eks:CreatePodIdentityAssociation', on: on('eks', 'cluster/?*') }],
    assumes: 'it can run a pod in an EKS cluster of the account',
  },
  {
    kind: 'pass-role',
    id: 'ecs-run-task-override',
    does: 'run an existing task definition with the role and commands of its own in place of what it says',
    source: api('AmazonECS/latest/APIReference/API_TaskOverride'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:RunTask', on: ecsTask }],
    assumes: 'a task definition that it may run and a cluster for it exist',
    existing: ['AWS::ECS::TaskDefinition', 'AWS::ECS::Cluster'],
  },
  {
    kind: 'pass-role',
    id: 'ecs-start-task-override',
    does: 'start an existing task definition on a container instance with the role and commands of its own in place of what it says',
    source: api('AmazonECS/latest/APIReference/API_StartTask'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:StartTask', on: ecsTask }],
    assumes: 'a task definition that it may start and a cluster with a container instance exist',
  },
  {
    kind: 'pass-role',
    id: 'ecs-own-container-instance',
    does: 'register a container instance of its own with an ECS cluster and start a task with the role on it',
    source: api('AmazonECS/latest/APIReference/API_RegisterContainerInstance'),
    services: ['ecs-tasks.amazonaws.com'],
    needs: [
      { action: 'ecs:RegisterContainerInstance', on: ecsCluster },
      { action: 'ecs:DiscoverPollEndpoint', on: '*' },
      { action: 'ecs:Poll', on: on('ecs', 'container-instance/?*/?*') },
      { action: 'ecs:StartTask', on: ecsTask },
    ],
    assumes: 'it has an EC2 instance, and a task definition that it may start and a cluster exist',
  },
  {
    kind: 'pass-role',
    id: 'eks-update-pod-identity',
    does: 'give the role to the pods of an EKS pod identity association',
    source: api('eks/latest/APIReference/API_UpdatePodIdentityAssociation'),
    services: ['pods.eks.amazonaws.com'],
    needs: [{ action: 'eks:UpdatePodIdentityAssociation', on: on('eks', 'podidentityassociation/?*/?*') }],
    assumes: 'it can run a pod as the service account of the association',
  },
  {
    kind: 'pass-role',
    id: 'eks-create-capability',
    does: 'let controllers in an EKS cluster make resources, identities among them, with the role',
    source: api('eks/latest/userguide/capability-role'),
    services: ['capabilities.eks.amazonaws.com'],
    needs: [{ action: 'eks:CreateCapability', on: on('eks', 'cluster/?*') }],
    assumes: 'it can create objects in an EKS cluster of the account',
  },
  {
    kind: 'workload',
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
    kind: 'workload',
    id: 'ecs-execute-command',
    does: 'open a shell in a container that has the role',
    source: api('AmazonECS/latest/APIReference/API_ExecuteCommand'),
    resourceType: 'AWS::ECS::TaskDefinition',
    workload: 'an ECS task with command execution enabled',
    services: ['ecs-tasks.amazonaws.com'],
    needs: [{ action: 'ecs:ExecuteCommand', on: on('ecs', 'task/?*/?*') }],
    assumes: 'command execution is enabled for the task',
  },
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
  {
    kind: 'workload',
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
];
