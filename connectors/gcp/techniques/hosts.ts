import type { AccountTechnique, CarrierTechnique, HostTechnique, Need } from './types.ts';

/** https://cloud.google.com/iam/docs/service-account-permissions#user-role */
export const actAs: Need = ['iam.serviceAccounts.actAs'];

/** In force unless it is switched off. https://cloud.google.com/iam/docs/attach-service-accounts#attaching-different-project */
export const crossProjectConstraint = 'iam.disableCrossProjectServiceAccountUsage';
export const crossProjectAssumes: readonly string[] = [
  'the agents of the other project may make tokens of the account',
];

/** https://cloud.google.com/functions/docs/securing/managing-access-iam */
const callsFunctions: Need = [
  'cloudfunctions.functions.call',
  'cloudfunctions.functions.invoke',
  'cloudfunctions.functions.setIamPolicy',
  'run.routes.invoke',
];

const host = (
  id: string,
  what: string,
  source: string,
  needs: readonly [Need, ...Need[]],
  assumes?: readonly string[],
  proves?: Need,
): HostTechnique => ({
  id,
  mechanism: 'pass-to-service',
  does: `run ${what} as the service account`,
  source,
  needs,
  ...(assumes === undefined ? {} : { assumes }),
  ...(proves === undefined ? {} : { proves }),
});

/** On the project of the cluster. https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
export const podIdentity: AccountTechnique = {
  id: 'gke-workload-identity',
  mechanism: 'write-code',
  does: 'run a pod as a service account of Kubernetes',
  source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity',
  needs: [
    [
      'container.pods.create',
      'container.pods.exec',
      'container.deployments.create',
      'container.daemonSets.create',
      'container.statefulSets.create',
      'container.jobs.create',
      'container.cronJobs.create',
      'container.serviceAccounts.createToken',
    ],
  ],
};

/** Services that run code or make calls as the account that whoever sets them up names. */
export const hostTechniques: readonly HostTechnique[] = [
  host(
    'compute-create-instance',
    'an instance',
    'https://cloud.google.com/compute/docs/access/create-enable-service-accounts-for-instances',
    [
      ['compute.instances.create'],
      ['compute.disks.create'],
      ['compute.subnetworks.use', 'compute.networks.use'],
      ['compute.instances.setServiceAccount'],
      ['compute.instances.setMetadata'],
    ],
  ),
  host(
    'compute-create-instance-group',
    'instances of a template',
    'https://cloud.google.com/compute/docs/instance-templates',
    [
      ['compute.instanceTemplates.create'],
      ['compute.instanceGroupManagers.create', 'compute.instanceGroupManagers.update'],
    ],
  ),
  host(
    'functions-create',
    'a function',
    'https://cloud.google.com/functions/docs/securing/function-identity',
    [['cloudfunctions.functions.create']],
    ['something calls the function'],
    callsFunctions,
  ),
  host('run-create-service', 'a service', 'https://cloud.google.com/run/docs/securing/service-identity', [
    ['run.services.create'],
  ]),
  host('run-create-job', 'a job', 'https://cloud.google.com/run/docs/securing/service-identity', [
    ['run.jobs.create'],
    ['run.jobs.run', 'run.jobs.runWithOverrides'],
  ]),
  host(
    'run-create-worker-pool',
    'a worker pool',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.workerpools.create']],
  ),
  host(
    'cloud-build-create',
    'a build',
    'https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts',
    [['cloudbuild.builds.create']],
  ),
  host(
    'scheduler-create-job',
    'calls of a schedule',
    'https://cloud.google.com/scheduler/docs/http-target-auth',
    [['cloudscheduler.jobs.create', 'cloudscheduler.jobs.update']],
  ),
  host(
    'tasks-create',
    'calls of a task',
    'https://cloud.google.com/tasks/docs/creating-http-target-tasks',
    [['cloudtasks.tasks.create']],
    ['a queue is there'],
  ),
  host('workflows-create', 'a workflow', 'https://cloud.google.com/workflows/docs/authentication', [
    ['workflows.workflows.create', 'workflows.workflows.update'],
    ['workflows.executions.create'],
  ]),
  host(
    'dataflow-create-job',
    'the workers of a pipeline',
    'https://cloud.google.com/dataflow/docs/concepts/security-and-permissions',
    [['dataflow.jobs.create']],
  ),
  host(
    'dataproc-create-cluster',
    'a cluster and jobs on it',
    'https://cloud.google.com/dataproc/docs/concepts/configuring-clusters/service-accounts',
    [['dataproc.clusters.create'], ['dataproc.jobs.create']],
  ),
  host(
    'dataproc-create-batch',
    'a batch',
    'https://cloud.google.com/dataproc-serverless/docs/concepts/service-account',
    [['dataproc.batches.create']],
  ),
  host(
    'composer-create-environment',
    'an Airflow environment',
    'https://cloud.google.com/composer/docs/how-to/access-control',
    [['composer.environments.create']],
  ),
  host(
    'notebooks-create',
    'a notebook',
    'https://cloud.google.com/vertex-ai/docs/workbench/instances/manage-access-jupyterlab',
    [['notebooks.instances.create', 'notebooks.runtimes.create']],
  ),
  host(
    'vertex-create-job',
    'a training job or pipeline',
    'https://cloud.google.com/vertex-ai/docs/general/custom-service-account',
    [['aiplatform.customJobs.create', 'aiplatform.pipelineJobs.create']],
  ),
  host(
    'batch-create-job',
    'a batch job',
    'https://cloud.google.com/batch/docs/create-run-job-custom-service-account',
    [['batch.jobs.create']],
  ),
  host(
    'app-engine-create-version',
    'a version of the app',
    'https://cloud.google.com/appengine/docs/standard/configure-service-accounts',
    [['appengine.versions.create']],
    ['the project has an app of App Engine'],
  ),
  host(
    'gke-create-cluster',
    'nodes of a cluster',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts',
    [
      ['container.clusters.create'],
      ['container.pods.create', 'container.deployments.create', 'container.jobs.create'],
    ],
  ),
  host(
    'infrastructure-manager-create',
    'a deployment of Terraform',
    'https://cloud.google.com/infrastructure-manager/docs/configure-service-account',
    [['config.deployments.create', 'config.deployments.update']],
  ),
  host(
    'deploy-create-release',
    'a release of Cloud Deploy',
    'https://cloud.google.com/deploy/docs/cloud-deploy-service-account',
    [['clouddeploy.releases.create']],
    ['a delivery pipeline uses the service account'],
  ),
  host('workstations-create', 'a workstation', 'https://cloud.google.com/workstations/docs/service-agent', [
    ['workstations.workstationConfigs.create', 'workstations.workstationConfigs.update'],
    ['workstations.workstations.create'],
  ]),
];

const carrier = (
  id: string,
  on: CarrierTechnique['on'],
  does: string,
  source: string,
  needs: readonly [Need, ...Need[]],
  rest: Partial<Pick<CarrierTechnique, 'actsAs' | 'assumes' | 'proves' | 'closedByWorkloadIdentity'>> = {},
): CarrierTechnique => ({ id, mechanism: 'write-code', on, does, source, needs, actsAs: true, ...rest });

const instance = 'compute.googleapis.com/Instance';
const functions = 'cloudfunctions.googleapis.com/Function';
const oldFunctions = 'cloudfunctions.googleapis.com/CloudFunction';

/** Resources that run as an account already. */
export const carrierTechniques: readonly CarrierTechnique[] = [
  carrier(
    'compute-instance-metadata',
    [instance],
    'set keys of SSH or a startup script in the metadata of the instance',
    'https://cloud.google.com/compute/docs/connect/add-ssh-keys',
    [['compute.instances.setMetadata']],
    {
      assumes: ['the instance takes keys from its metadata, or starts again'],
    },
  ),
  carrier(
    'compute-project-metadata',
    [instance],
    'set keys of SSH in the metadata of the project',
    'https://cloud.google.com/compute/docs/connect/add-ssh-keys',
    [['compute.projects.setCommonInstanceMetadata']],
    {
      assumes: ['the instance takes keys from the metadata of the project'],
    },
  ),
  carrier(
    'compute-os-login',
    [instance],
    'log in to the instance',
    'https://cloud.google.com/compute/docs/oslogin/set-up-oslogin',
    [['compute.instances.osAdminLogin', 'compute.instances.osLogin']],
    {
      assumes: ['OS Login is on at the instance, and its network lets it in'],
    },
  ),
  carrier(
    'functions-update',
    [functions, oldFunctions],
    'replace the code of the function',
    'https://cloud.google.com/functions/docs/securing/function-identity',
    [['cloudfunctions.functions.update']],
    {
      proves: callsFunctions,
      assumes: ['something calls the function'],
    },
  ),
  carrier(
    'run-update-service',
    ['run.googleapis.com/Service'],
    'replace the container of the service',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.services.update']],
  ),
  carrier(
    'run-update-job',
    ['run.googleapis.com/Job'],
    'replace the container of the job and run it',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.jobs.update'], ['run.jobs.run', 'run.jobs.runWithOverrides']],
  ),
  carrier(
    'run-job-overrides',
    ['run.googleapis.com/Job'],
    'run the job with a command of its own',
    'https://cloud.google.com/run/docs/execute/jobs',
    [['run.jobs.runWithOverrides']],
    { actsAs: false },
  ),
  carrier(
    'gke-run-pods',
    ['container.googleapis.com/Cluster', 'container.googleapis.com/NodePool'],
    'run a pod, which gets tokens of the nodes',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
    [
      [
        'container.pods.create',
        'container.pods.exec',
        'container.deployments.create',
        'container.daemonSets.create',
        'container.jobs.create',
        'container.cronJobs.create',
      ],
    ],
    {
      actsAs: false,
      closedByWorkloadIdentity: true,
    },
  ),
  carrier(
    'dataproc-submit-job',
    ['dataproc.googleapis.com/Cluster'],
    'run a job on the cluster',
    'https://cloud.google.com/dataproc/docs/concepts/iam/iam',
    [['dataproc.jobs.create']],
    { actsAs: false },
  ),
  carrier(
    'composer-run',
    ['composer.googleapis.com/Environment'],
    'run commands in the Airflow environment',
    'https://cloud.google.com/composer/docs/how-to/access-control',
    [['composer.environments.executeAirflowCommand']],
    {
      actsAs: false,
      assumes: ['a command that is left on runs code'],
    },
  ),
  carrier(
    'notebooks-use',
    ['notebooks.googleapis.com/Instance'],
    'have its own script run when the notebook starts',
    'https://cloud.google.com/vertex-ai/docs/workbench/instances/manage-metadata',
    [['notebooks.instances.update', 'notebooks.instances.updateConfig']],
    {
      assumes: ['the notebook starts again'],
    },
  ),
  carrier(
    'workflows-update',
    ['workflows.googleapis.com/Workflow'],
    'replace the steps of the workflow',
    'https://cloud.google.com/workflows/docs/authentication',
    [['workflows.workflows.update']],
    {
      proves: ['workflows.executions.create'],
      assumes: ['something starts the workflow'],
    },
  ),
];
