import { callsFunctions } from './hosts.ts';
import { runsPods } from './pods.ts';
import type { HostTechnique, Need } from './types.ts';

const reuse = (
  id: string,
  at: readonly [string, ...string[]],
  what: string,
  source: string,
  needs: readonly [Need, ...Need[]],
  rest: Partial<Pick<HostTechnique, 'assumes' | 'proves'>> = {},
): HostTechnique => ({
  id,
  at,
  mechanism: 'pass-to-service',
  does: `have ${what} run code of its own as the service account`,
  there: what,
  source,
  needs,
  ...rest,
});

/** Resources that are there already, and that may be given any account. */
export const reuseTechniques: readonly HostTechnique[] = [
  reuse(
    'compute-change-account',
    ['compute.googleapis.com/Instance'],
    'an instance of the project',
    'https://cloud.google.com/compute/docs/access/change-service-account',
    [
      ['compute.instances.setServiceAccount', 'compute.instances.setIamPolicy'],
      ['compute.instances.setMetadata', 'compute.instances.setIamPolicy'],
    ],
    {
      assumes: ['the instance is stopped, and starts again'],
      proves: ['compute.instances.stop', 'compute.instances.setIamPolicy'],
    },
  ),
  reuse(
    'compute-change-instance-group',
    ['compute.googleapis.com/InstanceGroupManager'],
    'a group of instances',
    'https://cloud.google.com/compute/docs/instance-groups/updating-migs',
    [['compute.instanceGroupManagers.update']],
    { assumes: ['a template with the account is there'], proves: ['compute.instanceTemplates.create'] },
  ),
  reuse(
    'functions-change-account',
    ['cloudfunctions.googleapis.com/Function', 'cloudfunctions.googleapis.com/CloudFunction'],
    'a function of the project',
    'https://cloud.google.com/functions/docs/securing/function-identity',
    [['cloudfunctions.functions.update', 'cloudfunctions.functions.setIamPolicy']],
    { assumes: ['something calls the function'], proves: callsFunctions },
  ),
  reuse(
    'run-change-account',
    ['run.googleapis.com/Service'],
    'a service of the project',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.services.update', 'run.services.setIamPolicy']],
  ),
  reuse(
    'run-change-account-of-job',
    ['run.googleapis.com/Job'],
    'a job of the project',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [
      ['run.jobs.update', 'run.jobs.setIamPolicy'],
      ['run.jobs.run', 'run.jobs.runWithOverrides', 'run.jobs.setIamPolicy'],
    ],
  ),
  reuse(
    'run-change-account-of-worker-pool',
    ['run.googleapis.com/WorkerPool'],
    'a worker pool of the project',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.workerpools.update', 'run.workerpools.setIamPolicy']],
  ),
  reuse(
    'workflows-change-account',
    ['workflows.googleapis.com/Workflow'],
    'a workflow of the project',
    'https://cloud.google.com/workflows/docs/authentication',
    [['workflows.workflows.update']],
    { assumes: ['something starts the workflow'], proves: ['workflows.executions.create'] },
  ),
  reuse(
    'scheduler-change-account',
    ['cloudscheduler.googleapis.com/Job'],
    'a schedule of the project',
    'https://cloud.google.com/scheduler/docs/http-target-auth',
    [['cloudscheduler.jobs.update']],
  ),
  reuse(
    'build-trigger-change-account',
    ['cloudbuild.googleapis.com/BuildTrigger'],
    'a build trigger of the project',
    'https://cloud.google.com/build/docs/iam-roles-permissions',
    [['cloudbuild.builds.update']],
    { assumes: ['something starts the trigger'], proves: ['cloudbuild.builds.create'] },
  ),
  reuse(
    'gke-create-node-pool',
    ['container.googleapis.com/Cluster'],
    'new nodes of a cluster',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/node-pools',
    [['container.clusters.update'], runsPods],
  ),
  reuse(
    'infrastructure-manager-update',
    ['config.googleapis.com/Deployment'],
    'a deployment of Terraform',
    'https://cloud.google.com/infrastructure-manager/docs/configure-service-account',
    [['config.deployments.update', 'config.deployments.setIamPolicy']],
  ),
  reuse(
    'vertex-change-agent',
    ['aiplatform.googleapis.com/ReasoningEngine'],
    'an agent of the project',
    'https://cloud.google.com/vertex-ai/generative-ai/docs/agent-engine/manage/overview',
    [['aiplatform.reasoningEngines.update', 'aiplatform.reasoningEngines.setIamPolicy']],
  ),
  reuse(
    'workstations-change-account',
    ['workstations.googleapis.com/WorkstationConfig'],
    'workstations of a configuration',
    'https://cloud.google.com/workstations/docs/service-agent',
    [
      ['workstations.workstationConfigs.update', 'workstations.workstationConfigs.setIamPolicy'],
      ['workstations.workstations.create', 'workstations.workstationConfigs.setIamPolicy'],
    ],
  ),
  reuse(
    'eventarc-change-pipeline',
    ['eventarc.googleapis.com/Pipeline'],
    'a pipeline of events',
    'https://cloud.google.com/eventarc/advanced/docs/receive-events/authenticate-google-apis',
    [['eventarc.pipelines.update', 'eventarc.pipelines.setIamPolicy']],
    { assumes: ['something sends messages to the pipeline'], proves: ['eventarc.enrollments.create'] },
  ),
  reuse(
    'data-pipelines-update',
    ['datapipelines.googleapis.com/Pipeline'],
    'a pipeline that a schedule starts',
    'https://cloud.google.com/dataflow/docs/guides/data-pipelines',
    [['datapipelines.pipelines.update']],
  ),
  reuse(
    'vertex-change-schedule',
    ['aiplatform.googleapis.com/Schedule'],
    'a schedule of jobs',
    'https://cloud.google.com/vertex-ai/docs/pipelines/schedule-pipeline-run',
    [['aiplatform.schedules.update']],
  ),
  reuse(
    'dataplex-change-task',
    ['dataplex.googleapis.com/Task'],
    'a task of a lake',
    'https://cloud.google.com/dataplex/docs/schedule-custom-spark-tasks',
    [['dataplex.tasks.update', 'dataplex.tasks.setIamPolicy']],
  ),
  reuse(
    'app-hosting-change-account',
    ['firebaseapphosting.googleapis.com/Backend'],
    'a backend of App Hosting',
    'https://firebase.google.com/docs/app-hosting/about-app-hosting#service-accounts',
    [['firebaseapphosting.backends.update'], ['firebaseapphosting.builds.create']],
  ),
];
