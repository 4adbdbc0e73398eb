import { prod, type Thing } from './estate.ts';

/** What runs as an account, as the interfaces of the services write it. */
const number = '8101';
const at = 'locations/europe-west1';

export const things = {
  instance: (email: string): Thing => [
    'compute.googleapis.com/Instance',
    'zones/europe-west1-b/instances/vm',
    {
      name: 'vm',
      status: 'RUNNING',
      serviceAccounts: [{ email, scopes: ['https://www.googleapis.com/auth/cloud-platform'] }],
      metadata: { items: [{ key: 'startup-script-url', value: 'gs://boot-scripts/start.sh' }] },
    },
  ],
  function: (email: string): Thing => [
    'cloudfunctions.googleapis.com/Function',
    `${at}/functions/f2`,
    {
      name: `projects/${prod}/${at}/functions/f2`,
      environment: 'GEN_2',
      buildConfig: { source: { storageSource: { bucket: 'functions-src', object: 'f2.zip' } } },
      serviceConfig: { serviceAccountEmail: email },
    },
  ],
  'old function': (email: string): Thing => [
    'cloudfunctions.googleapis.com/CloudFunction',
    `${at}/functions/f1`,
    {
      name: `projects/${prod}/${at}/functions/f1`,
      sourceArchiveUrl: 'gs://functions-src/f1.zip',
      serviceAccountEmail: email,
    },
  ],
  service: (email: string): Thing => [
    'run.googleapis.com/Service',
    `${at}/services/web`,
    {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: number },
      spec: {
        template: {
          spec: {
            serviceAccountName: email,
            containers: [{ image: `europe-docker.pkg.dev/${prod}/app/web:latest` }],
          },
        },
      },
    },
  ],
  'service of an old image': (email: string): Thing => [
    'run.googleapis.com/Service',
    `${at}/services/old`,
    {
      spec: {
        template: {
          spec: { serviceAccountName: email, containers: [{ image: `eu.gcr.io/${prod}/web:latest` }] },
        },
      },
    },
  ],
  'service of one image': (email: string): Thing => [
    'run.googleapis.com/Service',
    `${at}/services/pinned`,
    {
      spec: {
        template: {
          spec: {
            serviceAccountName: email,
            containers: [{ image: `europe-docker.pkg.dev/${prod}/app/web@sha256:${'ab'.repeat(32)}` }],
          },
        },
      },
    },
  ],
  job: (email: string): Thing => [
    'run.googleapis.com/Job',
    `${at}/jobs/nightly`,
    { spec: { template: { spec: { template: { spec: { serviceAccountName: email } } } } } },
  ],
  cluster: (email: string): Thing => [
    'container.googleapis.com/Cluster',
    `${at}/clusters/plain`,
    {
      name: 'plain',
      location: 'europe-west1',
      nodeConfig: { serviceAccount: email },
      nodePools: [{ name: 'p', config: { serviceAccount: email } }],
    },
  ],
  'cluster with workload identity': (email: string): Thing => [
    'container.googleapis.com/Cluster',
    `${at}/clusters/wi`,
    {
      name: 'wi',
      location: 'europe-west1',
      workloadIdentityConfig: { workloadPool: `${prod}.svc.id.goog` },
      nodeConfig: { serviceAccount: email, workloadMetadataConfig: { mode: 'GKE_METADATA' } },
      nodePools: [
        { name: 'p', config: { serviceAccount: email, workloadMetadataConfig: { mode: 'GKE_METADATA' } } },
      ],
    },
  ],
  'cluster with narrow nodes': (email: string): Thing => [
    'container.googleapis.com/Cluster',
    `${at}/clusters/narrow`,
    {
      name: 'narrow',
      location: 'europe-west1',
      nodePools: [
        {
          name: 'p',
          config: {
            serviceAccount: email,
            oauthScopes: [
              'https://www.googleapis.com/auth/devstorage.read_only',
              'https://www.googleapis.com/auth/logging.write',
            ],
          },
        },
      ],
    },
  ],
  'cluster with an old pool of nodes': (email: string): Thing => [
    'container.googleapis.com/Cluster',
    `${at}/clusters/old`,
    {
      name: 'old',
      location: 'europe-west1',
      workloadIdentityConfig: { workloadPool: `${prod}.svc.id.goog` },
      nodePools: [
        {
          name: 'p',
          config: {
            serviceAccount: email,
            oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
            workloadMetadataConfig: { mode: 'GCE_METADATA' },
          },
        },
      ],
    },
  ],
  autopilot: (email: string): Thing => [
    'container.googleapis.com/Cluster',
    `${at}/clusters/auto`,
    {
      name: 'auto',
      location: 'europe-west1',
      autopilot: { enabled: true },
      workloadIdentityConfig: { workloadPool: `${prod}.svc.id.goog` },
      nodeConfig: { serviceAccount: email },
    },
  ],
  dataproc: (email: string): Thing => [
    'dataproc.googleapis.com/Cluster',
    'regions/europe-west1/clusters/hadoop',
    { clusterName: 'hadoop', config: { gceClusterConfig: { serviceAccount: email } } },
  ],
  composer: (email: string): Thing => [
    'composer.googleapis.com/Environment',
    `${at}/environments/air`,
    {
      name: `projects/${prod}/${at}/environments/air`,
      config: { dagGcsPrefix: 'gs://eu-composer-bucket/dags', nodeConfig: { serviceAccount: email } },
    },
  ],
  notebook: (email: string): Thing => [
    'notebooks.googleapis.com/Instance',
    'locations/europe-west1-b/instances/nb',
    { gceSetup: { serviceAccounts: [{ email }] } },
  ],
  workflow: (email: string): Thing => [
    'workflows.googleapis.com/Workflow',
    `${at}/workflows/flow`,
    { serviceAccount: `projects/${prod}/serviceAccounts/${email}` },
  ],
  schedule: (email: string): Thing => [
    'cloudscheduler.googleapis.com/Job',
    `${at}/jobs/tick`,
    { httpTarget: { uri: 'https://x.example', oauthToken: { serviceAccountEmail: email } } },
  ],
  queue: (): Thing => ['cloudtasks.googleapis.com/Queue', `${at}/queues/q`, { state: 'RUNNING' }],
  trigger: (email: string): Thing => [
    'cloudbuild.googleapis.com/BuildTrigger',
    'locations/global/triggers/t',
    {
      name: 't',
      triggerTemplate: { repoName: 'app', branchName: 'main' },
      serviceAccount: `projects/${prod}/serviceAccounts/${email}`,
    },
  ],
  deployment: (email: string): Thing => [
    'config.googleapis.com/Deployment',
    `${at}/deployments/infra`,
    { serviceAccount: `projects/${prod}/serviceAccounts/${email}` },
  ],
  app: (email: string): Thing => [
    'appengine.googleapis.com/Application',
    '',
    { id: prod, serviceAccount: email },
  ],
  version: (email: string): Thing => [
    'appengine.googleapis.com/Version',
    'services/default/versions/v1',
    { env: 'flexible', serviceAccount: email },
  ],
  agent: (email: string): Thing => [
    'aiplatform.googleapis.com/ReasoningEngine',
    `${at}/reasoningEngines/77`,
    { displayName: 'agent', spec: { serviceAccount: email } },
  ],
  workstations: (email: string): Thing => [
    'workstations.googleapis.com/WorkstationConfig',
    `${at}/workstationClusters/c/workstationConfigs/w`,
    { host: { gceInstance: { serviceAccount: email } } },
  ],
  fusion: (email: string): Thing => [
    'datafusion.googleapis.com/Instance',
    `${at}/instances/df`,
    { dataprocServiceAccount: email },
  ],
  dataform: (email: string): Thing => [
    'dataform.googleapis.com/Repository',
    `${at}/repositories/r`,
    { serviceAccount: email },
  ],
  dataflow: (email: string): Thing => [
    'dataflow.googleapis.com/Job',
    `${at}/jobs/2026-1`,
    {
      environment: {
        serviceAccountEmail: email,
        tempStoragePrefix: 'storage.googleapis.com/dataflow-staging/tmp',
      },
    },
  ],
} satisfies Readonly<Record<string, (email: string) => Thing>>;
