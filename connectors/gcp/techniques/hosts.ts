import { runsPods } from './pods.ts';
import type { HostTechnique, Need } from './types.ts';

/** https://cloud.google.com/iam/docs/service-account-permissions#user-role */
export const actAs: Need = ['iam.serviceAccounts.actAs'];

/** In force unless it is switched off. https://cloud.google.com/iam/docs/attach-service-accounts#attaching-different-project */
export const crossProjectConstraint = 'iam.disableCrossProjectServiceAccountUsage';
export const crossProjectAssumes: readonly string[] = [
  'the agents of the other project may make tokens of the account',
];

/** https://cloud.google.com/functions/docs/securing/managing-access-iam */
export const callsFunctions: Need = [
  'cloudfunctions.functions.call',
  'cloudfunctions.functions.invoke',
  'cloudfunctions.functions.setIamPolicy',
  'run.routes.invoke',
];

const onlyIdTokens: readonly string[] = ['what it is after takes ID tokens: interfaces of Google do not'];
const onlyQueries: readonly string[] = ['what it is after is in BigQuery: it runs queries only'];

const host = (
  id: string,
  what: string,
  source: string,
  needs: readonly [Need, ...Need[]],
  rest: Partial<Pick<HostTechnique, 'assumes' | 'proves' | 'shownBy' | 'shownByAccount'>> = {},
): HostTechnique => ({
  id,
  mechanism: 'pass-to-service',
  does: `run ${what} as the service account`,
  source,
  needs,
  ...rest,
});

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
    ],
    {
      assumes: ['its disk may be made from an image of its own'],
      proves: ['compute.instances.setMetadata'],
    },
  ),
  host(
    'compute-create-instance-group',
    'instances of a template',
    'https://cloud.google.com/compute/docs/instance-templates',
    [['compute.instanceTemplates.create'], ['compute.instanceGroupManagers.create']],
  ),
  host(
    'functions-create',
    'a function',
    'https://cloud.google.com/functions/docs/securing/function-identity',
    [['cloudfunctions.functions.create']],
    { assumes: ['something calls the function'], proves: callsFunctions },
  ),
  host('run-create-service', 'a service', 'https://cloud.google.com/run/docs/securing/service-identity', [
    ['run.services.create'],
  ]),
  host('run-create-job', 'a job', 'https://cloud.google.com/run/docs/securing/service-identity', [
    ['run.jobs.create'],
    ['run.jobs.run', 'run.jobs.runWithOverrides', 'run.jobs.setIamPolicy'],
  ]),
  host(
    'run-create-worker-pool',
    'a worker pool',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.workerpools.create']],
  ),
  host(
    'run-create-instance',
    'an instance of Cloud Run',
    'https://cloud.google.com/run/docs/securing/service-identity',
    [['run.instances.create']],
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
    [['cloudscheduler.jobs.create']],
  ),
  host(
    'tasks-create',
    'calls of a task',
    'https://cloud.google.com/tasks/docs/creating-http-target-tasks',
    [['cloudtasks.tasks.create', 'cloudtasks.queues.setIamPolicy']],
    {
      assumes: ['a queue is there'],
      proves: ['cloudtasks.queues.create'],
      shownBy: ['cloudtasks.googleapis.com/Queue'],
    },
  ),
  host(
    'tasks-create-queue',
    'calls of a queue',
    'https://cloud.google.com/tasks/docs/configuring-queues#routing',
    [['cloudtasks.queues.create', 'cloudtasks.queues.update']],
    {
      assumes: ['something puts tasks into the queue'],
      proves: ['cloudtasks.tasks.create', 'cloudtasks.queues.setIamPolicy'],
    },
  ),
  host(
    'workflows-create',
    'a workflow',
    'https://cloud.google.com/workflows/docs/authentication',
    [['workflows.workflows.create']],
    { assumes: ['something starts the workflow'], proves: ['workflows.executions.create'] },
  ),
  host(
    'eventarc-create-pipeline',
    'calls of a pipeline of events',
    'https://cloud.google.com/eventarc/advanced/docs/receive-events/authenticate-google-apis',
    [['eventarc.pipelines.create']],
    { assumes: ['something sends messages to the pipeline'], proves: ['eventarc.enrollments.create'] },
  ),
  host(
    'dataflow-create-job',
    'the workers of a pipeline',
    'https://cloud.google.com/dataflow/docs/concepts/security-and-permissions',
    [['dataflow.jobs.create']],
  ),
  host(
    'data-pipelines-create',
    'the workers of a pipeline that a schedule starts',
    'https://cloud.google.com/dataflow/docs/guides/data-pipelines',
    [['datapipelines.pipelines.create']],
  ),
  host(
    // What initialises a cluster is code of the creator's own: no job is needed.
    'dataproc-create-cluster',
    'a cluster',
    'https://cloud.google.com/dataproc/docs/concepts/configuring-clusters/init-actions',
    [['dataproc.clusters.create']],
  ),
  host(
    'dataproc-create-batch',
    'a batch',
    'https://cloud.google.com/dataproc-serverless/docs/concepts/service-account',
    [['dataproc.batches.create', 'dataproc.sessions.create']],
  ),
  host(
    'dataproc-inline-workflow',
    'a cluster of a workflow template',
    'https://cloud.google.com/dataproc/docs/concepts/workflows/workflow-parameters',
    [['dataproc.workflowTemplates.instantiateInline']],
  ),
  host(
    'dataproc-workflow-template',
    'a cluster of a workflow template of its own',
    'https://cloud.google.com/dataproc/docs/concepts/workflows/use-workflows',
    [['dataproc.workflowTemplates.create'], ['dataproc.workflowTemplates.instantiate']],
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
    'notebooks-execute',
    'a notebook that is executed',
    'https://cloud.google.com/vertex-ai/docs/workbench/instances/schedule-notebook-run-quickstart',
    [
      [
        'notebooks.executions.create',
        'notebooks.schedules.create',
        'aiplatform.notebookExecutionJobs.create',
      ],
    ],
  ),
  host(
    'vertex-create-job',
    'a training job or pipeline',
    'https://cloud.google.com/vertex-ai/docs/general/custom-service-account',
    [
      [
        'aiplatform.customJobs.create',
        'aiplatform.pipelineJobs.create',
        'aiplatform.hyperparameterTuningJobs.create',
        'aiplatform.nasJobs.create',
        'aiplatform.trainingPipelines.create',
        'aiplatform.schedules.create',
      ],
    ],
  ),
  host(
    'vertex-deploy-model',
    'the container of a model',
    'https://cloud.google.com/vertex-ai/docs/general/custom-service-account#attach',
    [['aiplatform.models.upload'], ['aiplatform.endpoints.deploy', 'aiplatform.batchPredictionJobs.create']],
    {
      assumes: ['an endpoint or input is there'],
      proves: ['aiplatform.endpoints.create'],
      shownBy: ['aiplatform.googleapis.com/Endpoint'],
    },
  ),
  host(
    'vertex-create-agent',
    'an agent',
    'https://cloud.google.com/vertex-ai/generative-ai/docs/agent-engine/set-up#service-agent',
    [['aiplatform.reasoningEngines.create']],
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
    {
      assumes: ['the project has an app of App Engine'],
      proves: ['appengine.applications.create'],
      shownBy: ['appengine.googleapis.com/Application', 'appengine.googleapis.com/Version'],
      shownByAccount: /@appspot\.gserviceaccount\.com$/,
    },
  ),
  host(
    'gke-create-cluster',
    'nodes of a cluster',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts',
    [['container.clusters.create'], runsPods],
  ),
  host('tpu-create-node', 'a TPU machine', 'https://cloud.google.com/tpu/docs/managing-tpus-tpu-vm', [
    ['tpu.nodes.create'],
  ]),
  host(
    'infrastructure-manager-create',
    'a deployment or preview of Terraform',
    'https://cloud.google.com/infrastructure-manager/docs/configure-service-account',
    [['config.deployments.create', 'config.previews.create']],
  ),
  host(
    'deploy-create-release',
    'a release of Cloud Deploy',
    'https://cloud.google.com/deploy/docs/cloud-deploy-service-account',
    [['clouddeploy.releases.create', 'clouddeploy.deliveryPipelines.setIamPolicy']],
    {
      assumes: ['a delivery pipeline uses the service account'],
      proves: ['clouddeploy.targets.create', 'clouddeploy.targets.update'],
    },
  ),
  host('workstations-create', 'a workstation', 'https://cloud.google.com/workstations/docs/service-agent', [
    ['workstations.workstationConfigs.create'],
    ['workstations.workstations.create', 'workstations.workstationConfigs.setIamPolicy'],
  ]),
  host(
    'app-hosting-create',
    'a backend of App Hosting',
    'https://firebase.google.com/docs/app-hosting/about-app-hosting#service-accounts',
    [['firebaseapphosting.backends.create'], ['firebaseapphosting.builds.create']],
  ),
  host(
    'dataplex-create-task',
    'a task of a lake',
    'https://cloud.google.com/dataplex/docs/schedule-custom-spark-tasks',
    [['dataplex.tasks.create']],
    {
      assumes: ['a lake is there'],
      proves: ['dataplex.lakes.create'],
      shownBy: ['dataplex.googleapis.com/Lake'],
    },
  ),
  host(
    'datafusion-create-instance',
    'pipelines of Data Fusion',
    'https://cloud.google.com/data-fusion/docs/concepts/service-accounts',
    [['datafusion.instances.create']],
    { assumes: ['it may run pipelines there'], proves: ['datafusion.pipelines.create'] },
  ),
  host(
    'integrations-publish',
    'an integration',
    'https://cloud.google.com/application-integration/docs/configure-service-account',
    [
      ['integrations.integrationVersions.create', 'integrations.integrationVersions.update'],
      ['integrations.integrationVersions.deploy', 'integrations.integrations.deploy'],
      ['integrations.integrations.invoke', 'integrations.integrationVersions.invoke'],
    ],
    { assumes: ['Application Integration is set up in the project'] },
  ),
  host(
    'apigee-deploy-proxy',
    'a proxy of Apigee, which gets tokens,',
    'https://cloud.google.com/apigee/docs/api-platform/security/google-auth/overview',
    [
      ['apigee.proxies.create', 'apigee.proxyrevisions.update'],
      ['apigee.deployments.create', 'apigee.proxyrevisions.deploy'],
    ],
    { assumes: ['the project has an environment of Apigee'], shownBy: ['apigee.googleapis.com/Environment'] },
  ),
  host(
    'dataform-run',
    'queries of a repository',
    'https://cloud.google.com/dataform/docs/access-control#custom-service-account',
    [
      [
        'dataform.repositories.create',
        'dataform.workflowConfigs.create',
        'dataform.workflowInvocations.create',
      ],
    ],
    { assumes: onlyQueries },
  ),
  host(
    'bigquery-schedule-query',
    'a scheduled query',
    'https://cloud.google.com/bigquery/docs/scheduling-queries#using_a_service_account',
    [['bigquery.transfers.update']],
    { assumes: onlyQueries },
  ),
  host(
    'pubsub-push',
    'deliveries of a subscription',
    'https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions',
    [['pubsub.subscriptions.create', 'pubsub.subscriptions.update', 'pubsub.subscriptions.setIamPolicy']],
    { assumes: onlyIdTokens },
  ),
  host(
    'api-gateway-create',
    'calls of a gateway',
    'https://cloud.google.com/api-gateway/docs/configure-dev-env#configuring_a_service_account',
    [['apigateway.apiconfigs.create']],
    { assumes: onlyIdTokens },
  ),
];
