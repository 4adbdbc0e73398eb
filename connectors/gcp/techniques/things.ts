/** Accounts that things run as whose maker names none: of Compute Engine, of App Engine. */
export type DefaultAccount = 'compute' | 'app';

interface Thing {
  readonly is: string;
  /** Whom one is taken to run as that nobody listed. Absent: no one in particular. */
  readonly byDefault?: DefaultAccount;
}

/** Types that run code, in words. https://cloud.google.com/iam/docs/service-account-types#default */
const things: ReadonlyMap<string, Thing> = new Map<string, Thing>([
  ['compute.googleapis.com/Instance', { is: 'an instance', byDefault: 'compute' }],
  ['tpu.googleapis.com/Node', { is: 'a TPU machine' }],
  ['cloudfunctions.googleapis.com/Function', { is: 'a function' }],
  ['cloudfunctions.googleapis.com/CloudFunction', { is: 'a function' }],
  ['run.googleapis.com/Service', { is: 'a service of Cloud Run' }],
  ['run.googleapis.com/Job', { is: 'a job of Cloud Run' }],
  ['run.googleapis.com/WorkerPool', { is: 'a worker pool of Cloud Run' }],
  ['container.googleapis.com/Cluster', { is: 'a cluster without workload identity', byDefault: 'compute' }],
  ['dataproc.googleapis.com/Cluster', { is: 'a cluster of Dataproc', byDefault: 'compute' }],
  ['composer.googleapis.com/Environment', { is: 'an Airflow environment', byDefault: 'compute' }],
  ['notebooks.googleapis.com/Instance', { is: 'a notebook' }],
  ['workflows.googleapis.com/Workflow', { is: 'a workflow' }],
  ['cloudscheduler.googleapis.com/Job', { is: 'a schedule' }],
  ['cloudbuild.googleapis.com/BuildTrigger', { is: 'a build trigger' }],
  ['config.googleapis.com/Deployment', { is: 'a deployment of Terraform' }],
  ['appengine.googleapis.com/Version', { is: 'a version of the app', byDefault: 'app' }],
  ['aiplatform.googleapis.com/ReasoningEngine', { is: 'an agent' }],
  ['datafusion.googleapis.com/Instance', { is: 'an instance of Data Fusion', byDefault: 'compute' }],
]);

export const thingOf = (type: string): Thing | undefined => things.get(type);
