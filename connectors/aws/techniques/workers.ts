import { api, existing, on } from './shared.ts';
import type { AwsRow, Need } from './types.ts';

const queue: Need['on'] = on('deadline', 'farm/?*/queue/?*');
const fleet: Need['on'] = on('deadline', 'farm/?*/fleet/?*');
const worker: Need['on'] = on('deadline', 'farm/?*/fleet/?*/worker/?*');
const queueRole: Need = { action: 'deadline:AssumeQueueRoleForUser', on: queue };
const workerRole: readonly Need[] = [
  { action: 'deadline:CreateWorker', on: worker },
  { action: 'deadline:AssumeFleetRoleForWorker', on: worker },
];
/** What gives out credentials: https://docs.aws.amazon.com/deadline-cloud/latest/userguide/security-iam-service-roles.html */
const deadline: readonly string[] = ['credentials.deadline.amazonaws.com'];
const microvmImage: Need['on'] = on('lambda', 'microvm-image:?*');
const farm = existing('a Deadline Cloud farm');

/**
 * Deadline Cloud, Device Farm, MSK Connect and Lambda's MicroVMs: code of the caller on workers of a service, which have a role.
 * Credentials that Deadline Cloud gives for reading (AssumeQueueRoleForRead, AssumeFleetRoleForRead) are limited to that.
 */
export const workerTechniques: readonly AwsRow[] = [
  {
    kind: 'pass-role',
    id: 'deadline-create-queue',
    does: 'create a Deadline Cloud queue with the role and ask for its credentials',
    source: api('deadline-cloud/latest/APIReference/API_AssumeQueueRoleForUser'),
    services: deadline,
    needs: [{ action: 'deadline:CreateQueue', on: queue }, queueRole],
    assumes: farm,
  },
  {
    kind: 'pass-role',
    id: 'deadline-update-queue',
    does: 'give the role to a Deadline Cloud queue and ask for its credentials',
    source: api('deadline-cloud/latest/APIReference/API_UpdateQueue'),
    services: deadline,
    needs: [{ action: 'deadline:UpdateQueue', on: queue }, queueRole],
    assumes: existing('a Deadline Cloud queue that it may update'),
    existing: ['AWS::Deadline::Queue'],
  },
  {
    kind: 'pass-role',
    id: 'deadline-create-fleet',
    does: 'create a Deadline Cloud fleet with the role and register a worker of its own with it',
    source: api('deadline-cloud/latest/APIReference/API_AssumeFleetRoleForWorker'),
    services: deadline,
    needs: [{ action: 'deadline:CreateFleet', on: fleet }, ...workerRole],
    assumes: farm,
  },
  {
    kind: 'workload',
    id: 'deadline-queue-credentials',
    does: 'ask for the credentials of a Deadline Cloud queue that has the role',
    source: api('deadline-cloud/latest/APIReference/API_AssumeQueueRoleForUser'),
    resourceType: 'AWS::Deadline::Queue',
    workload: 'a Deadline Cloud queue',
    services: deadline,
    needs: [queueRole],
  },
  {
    kind: 'workload',
    id: 'deadline-create-job',
    does: 'submit a job with commands of its own to a Deadline Cloud queue that has the role',
    source: api('deadline-cloud/latest/APIReference/API_CreateJob'),
    resourceType: 'AWS::Deadline::Queue',
    workload: 'a Deadline Cloud queue',
    services: deadline,
    needs: [{ action: 'deadline:CreateJob', on: on('deadline', 'farm/?*/queue/?*/job/?*') }],
    owner: { of: /^(.*:farm\/[^/]+\/queue\/[^/]+)$/, is: '$1/job/job-new' },
    assumes: 'a fleet works for the queue',
  },
  {
    kind: 'workload',
    id: 'deadline-fleet-worker',
    does: 'register a worker of its own with a Deadline Cloud fleet that has the role',
    source: api('deadline-cloud/latest/APIReference/API_AssumeFleetRoleForWorker'),
    resourceType: 'AWS::Deadline::Fleet',
    workload: 'a Deadline Cloud fleet',
    services: deadline,
    needs: workerRole,
    owner: { of: /^(.*:farm\/[^/]+\/fleet\/[^/]+)$/, is: '$1/worker/worker-new' },
    assumes: "the fleet takes workers that are not the service's own",
  },
  {
    kind: 'pass-role',
    id: 'devicefarm-schedule-run',
    does: 'run commands of its own on a test host of Device Farm with the role',
    source: api('devicefarm/latest/developerguide/custom-test-environments-iam-roles'),
    services: ['devicefarm.amazonaws.com'],
    needs: [
      { action: 'devicefarm:CreateProject', on: '*' },
      { action: 'devicefarm:CreateUpload', on: on('devicefarm', 'project:?*') },
      { action: 'devicefarm:ScheduleRun', on: on('devicefarm', 'project:?*') },
    ],
  },
  {
    kind: 'pass-role',
    id: 'kafkaconnect-create-connector',
    does: 'run a plugin of its own in a connector of MSK Connect with the role',
    source: api('msk/latest/developerguide/msk-connect-service-execution-role'),
    services: ['kafkaconnect.amazonaws.com'],
    needs: [
      { action: 'kafkaconnect:CreateCustomPlugin', on: '*' },
      { action: 'kafkaconnect:CreateConnector', on: '*' },
    ],
    assumes: 'it can place a plugin in a bucket, and a Kafka cluster and a network for the connector exist',
  },
  {
    kind: 'pass-role',
    id: 'lambda-create-microvm-image',
    does: 'build an image of a Lambda MicroVM, whose commands run with the role',
    source: api('lambda/latest/dg/microvms-security'),
    services: ['lambda.amazonaws.com'],
    needs: [{ action: 'lambda:CreateMicrovmImage', on: '*' }],
    assumes: 'it can place code where the role may read it',
  },
  {
    kind: 'pass-role',
    id: 'lambda-run-microvm',
    does: 'start a Lambda MicroVM with the role and open a shell in it',
    source: api('lambda/latest/dg/microvms-security'),
    services: ['lambda.amazonaws.com'],
    needs: [
      { action: 'lambda:RunMicrovm', on: microvmImage },
      { action: 'lambda:PassNetworkConnector', on: '*' },
      { action: 'lambda:CreateMicrovmShellAuthToken', on: microvmImage },
    ],
    assumes: existing('an image of a MicroVM that it may run'),
  },
];
