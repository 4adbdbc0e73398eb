import { callsFunctions } from './hosts.ts';
import { configuresFleet, ofFleet, runsPods } from './pods.ts';
import type { CarrierTechnique, Need } from './types.ts';

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
const cluster = 'container.googleapis.com/Cluster';
const nodePool = 'container.googleapis.com/NodePool';
const trigger = 'cloudbuild.googleapis.com/BuildTrigger';
const notebook = 'notebooks.googleapis.com/Instance';
const startsAgain = ['the instance starts again'];

/**
 * Resources that run as an account already. Whoever may set the policy of the resource gives itself the permission first, where
 * that permission is asked of the resource.
 */
export const carrierTechniques: readonly CarrierTechnique[] = [
  carrier(
    'compute-instance-metadata',
    [instance],
    'set keys of SSH or a startup script in the metadata of the instance',
    'https://cloud.google.com/compute/docs/connect/add-ssh-keys',
    [['compute.instances.setMetadata', 'compute.instances.setIamPolicy']],
    {
      assumes: ['the instance takes keys from its metadata, or starts again'],
      proves: ['compute.instances.reset', 'compute.instances.setIamPolicy'],
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
    [['compute.instances.osAdminLogin', 'compute.instances.osLogin', 'compute.instances.setIamPolicy']],
    {
      assumes: ['OS Login is on at the instance, and its network lets it in'],
    },
  ),
  carrier(
    'os-config-run',
    [instance],
    'have the agent of VM Manager run a script on the instance',
    'https://cloud.google.com/compute/vm-manager/docs/patch/pre-patch-and-post-patch-scripts',
    [
      [
        'osconfig.patchJobs.exec',
        'osconfig.patchDeployments.create',
        'osconfig.patchDeployments.update',
        'osconfig.osPolicyAssignments.create',
        'osconfig.osPolicyAssignments.update',
        'osconfig.guestPolicies.create',
        'osconfig.guestPolicies.update',
      ],
    ],
    { actsAs: false, assumes: ['the agent of VM Manager runs on the instance'] },
  ),
  carrier(
    'tpu-metadata',
    ['tpu.googleapis.com/Node'],
    'set a startup script of the TPU machine',
    'https://cloud.google.com/tpu/docs/managing-tpus-tpu-vm',
    [['tpu.nodes.update']],
    { assumes: startsAgain, proves: ['tpu.nodes.reset', 'tpu.nodes.start'] },
  ),
  carrier(
    'functions-update',
    [functions, oldFunctions],
    'replace the code of the function',
    'https://cloud.google.com/functions/docs/securing/function-identity',
    [['cloudfunctions.functions.update', 'cloudfunctions.functions.setIamPolicy']],
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
    [['run.services.update', 'run.services.setIamPolicy']],
  ),
  carrier(
    'run-update-job',
    ['run.googleapis.com/Job'],
    'replace the container of the job and run it',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [
      ['run.jobs.update', 'run.jobs.setIamPolicy'],
      ['run.jobs.run', 'run.jobs.runWithOverrides', 'run.jobs.setIamPolicy'],
    ],
  ),
  carrier(
    'run-job-overrides',
    ['run.googleapis.com/Job'],
    'run the job with a command of its own',
    'https://cloud.google.com/run/docs/execute/jobs',
    [['run.jobs.runWithOverrides', 'run.jobs.setIamPolicy']],
    { actsAs: false },
  ),
  carrier(
    'run-update-worker-pool',
    ['run.googleapis.com/WorkerPool'],
    'replace the container of the worker pool',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.workerpools.update', 'run.workerpools.setIamPolicy']],
  ),
  carrier(
    'run-ssh',
    ['run.googleapis.com/Service', 'run.googleapis.com/Job', 'run.googleapis.com/WorkerPool'],
    'open a shell in the container',
    'https://cloud.google.com/run/docs/reference/iam/permissions',
    [
      [
        'run.services.sshRoot',
        'run.jobs.sshRoot',
        'run.workerpools.sshRoot',
        'run.services.setIamPolicy',
        'run.jobs.setIamPolicy',
        'run.workerpools.setIamPolicy',
      ],
    ],
    { assumes: ['the container takes sessions of SSH'] },
  ),
  carrier(
    'gke-run-pods',
    [cluster, nodePool],
    'run a pod, which gets tokens of the nodes',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
    [runsPods],
    {
      actsAs: false,
      closedByWorkloadIdentity: true,
    },
  ),
  carrier(
    'gke-fleet-configuration',
    [cluster, nodePool],
    'have the fleet apply manifests of its own to the cluster, or bind it to a role there',
    'https://cloud.google.com/kubernetes-engine/enterprise/config-sync/docs/how-to/installing-config-sync',
    [configuresFleet],
    {
      actsAs: false,
      closedByWorkloadIdentity: true,
      assumes: ofFleet,
    },
  ),
  carrier(
    'dataproc-submit-job',
    ['dataproc.googleapis.com/Cluster'],
    'run a job on the cluster',
    'https://cloud.google.com/dataproc/docs/concepts/iam/iam',
    [['dataproc.jobs.create'], ['dataproc.clusters.use', 'dataproc.clusters.setIamPolicy']],
    { actsAs: false },
  ),
  carrier(
    'dataproc-workflow-on-cluster',
    ['dataproc.googleapis.com/Cluster'],
    'run a workflow template on the cluster',
    'https://cloud.google.com/dataproc/docs/concepts/workflows/cluster-selectors',
    [
      ['dataproc.workflowTemplates.instantiateInline'],
      ['dataproc.clusters.use', 'dataproc.clusters.setIamPolicy'],
    ],
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
    'composer-update',
    ['composer.googleapis.com/Environment'],
    'install a package of its own in the Airflow environment',
    'https://cloud.google.com/composer/docs/how-to/using/installing-python-dependencies',
    [['composer.environments.update']],
    { actsAs: false, assumes: ['the environment takes packages that its account can read'] },
  ),
  carrier(
    'notebooks-use',
    [notebook],
    'have its own script run when the notebook starts',
    'https://cloud.google.com/vertex-ai/docs/workbench/instances/manage-metadata',
    [['notebooks.instances.update', 'notebooks.instances.updateConfig', 'notebooks.instances.setIamPolicy']],
    {
      assumes: ['the notebook starts again'],
      proves: ['notebooks.instances.reset', 'notebooks.instances.start', 'notebooks.instances.setIamPolicy'],
    },
  ),
  carrier(
    'notebooks-open',
    [notebook],
    'open the notebook and run code in it',
    'https://cloud.google.com/vertex-ai/docs/workbench/instances/manage-access-jupyterlab',
    [['notebooks.instances.use', 'notebooks.instances.get', 'notebooks.instances.setIamPolicy']],
    { assumes: ['the notebook lets in whoever may act as its account'] },
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
  carrier(
    'scheduler-update',
    ['cloudscheduler.googleapis.com/Job'],
    'have the schedule make calls of its own',
    'https://cloud.google.com/scheduler/docs/http-target-auth',
    [['cloudscheduler.jobs.update']],
  ),
  carrier(
    'build-trigger-update',
    [trigger],
    'replace the steps of the build trigger',
    'https://cloud.google.com/build/docs/iam-roles-permissions',
    [['cloudbuild.builds.update']],
    { assumes: ['something starts the trigger'], proves: ['cloudbuild.builds.create'] },
  ),
  carrier(
    'build-trigger-push',
    [trigger],
    'push to the repository that the trigger builds',
    'https://cloud.google.com/build/docs/automating-builds/create-manage-triggers',
    [
      [
        'source.repos.update',
        'source.repos.setIamPolicy',
        'securesourcemanager.repositories.push',
        'securesourcemanager.repositories.setIamPolicy',
        'cloudbuild.repositories.accessReadWriteToken',
        'cloudbuild.connections.setIamPolicy',
        'developerconnect.gitRepositoryLinks.fetchReadWriteToken',
      ],
    ],
    { actsAs: false, assumes: ['the trigger builds a repository that it may push to'] },
  ),
  carrier(
    'infrastructure-manager-change',
    ['config.googleapis.com/Deployment'],
    'replace the Terraform of the deployment',
    'https://cloud.google.com/infrastructure-manager/docs/configure-service-account',
    [['config.deployments.update', 'config.deployments.setIamPolicy']],
  ),
  carrier(
    'app-engine-debug',
    ['appengine.googleapis.com/Version'],
    'open a shell in an instance of the app',
    'https://cloud.google.com/appengine/docs/flexible/debugging-an-instance',
    [['appengine.instances.enableDebug']],
    { actsAs: false, assumes: ['the version is of the flexible environment'] },
  ),
  carrier(
    'vertex-update-agent',
    ['aiplatform.googleapis.com/ReasoningEngine'],
    'replace the code of the agent',
    'https://cloud.google.com/vertex-ai/generative-ai/docs/agent-engine/manage/overview',
    [['aiplatform.reasoningEngines.update', 'aiplatform.reasoningEngines.setIamPolicy']],
  ),
  carrier(
    'workstations-use',
    ['workstations.googleapis.com/WorkstationConfig'],
    'work in a workstation of the configuration',
    'https://cloud.google.com/workstations/docs/access-control',
    [
      [
        'workstations.workstations.create',
        'workstations.workstations.use',
        'workstations.workstations.setIamPolicy',
        'workstations.workstationConfigs.setIamPolicy',
      ],
    ],
    { actsAs: false },
  ),
  carrier(
    'datafusion-run-pipeline',
    ['datafusion.googleapis.com/Instance'],
    'run a pipeline with code of its own',
    'https://cloud.google.com/data-fusion/docs/concepts/service-accounts',
    [
      [
        'datafusion.pipelines.create',
        'datafusion.pipelines.update',
        'datafusion.namespaces.setIamPolicy',
        'datafusion.instances.setIamPolicy',
      ],
      [
        'datafusion.pipelines.execute',
        'datafusion.namespaces.setIamPolicy',
        'datafusion.instances.setIamPolicy',
      ],
    ],
    { actsAs: false },
  ),
  carrier(
    'dataform-change',
    ['dataform.googleapis.com/Repository'],
    'run queries of its own in the repository',
    'https://cloud.google.com/dataform/docs/access-control',
    [
      ['dataform.workspaces.writeFile', 'dataform.repositories.commit', 'dataform.repositories.setIamPolicy'],
      ['dataform.workflowInvocations.create', 'dataform.repositories.setIamPolicy'],
    ],
    { actsAs: false, assumes: ['what it is after is in BigQuery: it runs queries only'] },
  ),
];
