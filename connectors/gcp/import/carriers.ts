import { isObject } from '../../../src/exports/checked.ts';
import { at, type Element, listOf, type Made, object, text } from './element.ts';

/** Where resources name the account that they run as, by type. */
const accountPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['compute.googleapis.com/Instance', ['serviceAccounts.email']],
  ['cloudfunctions.googleapis.com/Function', ['serviceConfig.serviceAccountEmail']],
  [
    'cloudfunctions.googleapis.com/CloudFunction',
    ['serviceAccountEmail', 'serviceConfig.serviceAccountEmail'],
  ],
  ['run.googleapis.com/Service', ['spec.template.spec.serviceAccountName', 'template.serviceAccount']],
  [
    'run.googleapis.com/Job',
    ['spec.template.spec.template.spec.serviceAccountName', 'template.template.serviceAccount'],
  ],
  ['container.googleapis.com/Cluster', ['nodeConfig.serviceAccount', 'nodePools.config.serviceAccount']],
  ['container.googleapis.com/NodePool', ['config.serviceAccount']],
  ['dataproc.googleapis.com/Cluster', ['config.gceClusterConfig.serviceAccount']],
  ['composer.googleapis.com/Environment', ['config.nodeConfig.serviceAccount']],
  ['notebooks.googleapis.com/Instance', ['serviceAccount', 'gceSetup.serviceAccounts.email']],
  ['workflows.googleapis.com/Workflow', ['serviceAccount']],
  ['compute.googleapis.com/InstanceTemplate', ['properties.serviceAccounts.email']],
  ['run.googleapis.com/WorkerPool', ['template.serviceAccount']],
  ['appengine.googleapis.com/Application', ['serviceAccount']],
  ['appengine.googleapis.com/Version', ['serviceAccount']],
  ['dataflow.googleapis.com/Job', ['environment.serviceAccountEmail']],
  ['aiplatform.googleapis.com/CustomJob', ['jobSpec.serviceAccount']],
  ['aiplatform.googleapis.com/PipelineJob', ['serviceAccount']],
  [
    'aiplatform.googleapis.com/Schedule',
    [
      'createPipelineJobRequest.pipelineJob.serviceAccount',
      'createNotebookExecutionJobRequest.notebookExecutionJob.serviceAccount',
    ],
  ],
  ['aiplatform.googleapis.com/Endpoint', ['deployedModels.serviceAccount']],
  ['aiplatform.googleapis.com/ReasoningEngine', ['spec.serviceAccount']],
  ['cloudbuild.googleapis.com/BuildTrigger', ['serviceAccount']],
  [
    'cloudscheduler.googleapis.com/Job',
    ['httpTarget.oauthToken.serviceAccountEmail', 'httpTarget.oidcToken.serviceAccountEmail'],
  ],
  ['eventarc.googleapis.com/Trigger', ['serviceAccount']],
  ['batch.googleapis.com/Job', ['allocationPolicy.serviceAccount.email']],
  ['cloudtasks.googleapis.com/Queue', []],
  ['compute.googleapis.com/InstanceGroupManager', []],
  ['config.googleapis.com/Deployment', ['serviceAccount']],
  ['dataform.googleapis.com/Repository', ['serviceAccount']],
  ['datafusion.googleapis.com/Instance', ['serviceAccount', 'dataprocServiceAccount']],
  ['dataplex.googleapis.com/Lake', []],
  ['dataplex.googleapis.com/Task', ['executionSpec.serviceAccount']],
  ['firebaseapphosting.googleapis.com/Backend', ['serviceAccount']],
  [
    'eventarc.googleapis.com/Pipeline',
    [
      'destinations.authenticationConfig.oauthToken.serviceAccount',
      'destinations.authenticationConfig.googleOidc.serviceAccount',
    ],
  ],
  ['tpu.googleapis.com/Node', ['serviceAccount.email']],
  ['workstations.googleapis.com/WorkstationConfig', ['host.gceInstance.serviceAccount']],
]);

/** Where resources name what holds their code, by type. */
const codePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['composer.googleapis.com/Environment', ['config.dagGcsPrefix', 'storageConfig.bucket']],
  ['cloudfunctions.googleapis.com/Function', ['buildConfig.source.storageSource.bucket']],
  [
    'cloudfunctions.googleapis.com/CloudFunction',
    ['sourceArchiveUrl', 'buildConfig.source.storageSource.bucket'],
  ],
  ['appengine.googleapis.com/Version', ['deployment.zip.sourceUrl']],
  ['cloudbuild.googleapis.com/BuildTrigger', ['build.source.storageSource.bucket']],
  ['dataflow.googleapis.com/Job', ['environment.tempStoragePrefix']],
  ['dataproc.googleapis.com/Cluster', ['config.configBucket', 'config.initializationActions.executableFile']],
  ['run.googleapis.com/Service', ['spec.template.spec.containers.image', 'template.containers.image']],
  [
    'run.googleapis.com/Job',
    ['spec.template.spec.template.spec.containers.image', 'template.template.containers.image'],
  ],
  ['run.googleapis.com/WorkerPool', ['spec.template.spec.containers.image', 'template.containers.image']],
  ['notebooks.googleapis.com/Instance', ['postStartupScript']],
]);

/** Names of Container Registry are served by Artifact Registry. https://cloud.google.com/artifact-registry/docs/transition/transition-from-gcr */
const oldRegistries: ReadonlyMap<string, string> = new Map([
  ['gcr.io', 'us'],
  ['us.gcr.io', 'us'],
  ['eu.gcr.io', 'europe'],
  ['asia.gcr.io', 'asia'],
]);

/** `gs://B/…`, `storage.googleapis.com/B/…`, the name of a bucket, an image of Artifact Registry: the full name of what holds it. */
export const codeHolderOf = (written: string): readonly string[] => {
  // Under a digest there is one image for ever.
  if (/@sha256:[0-9a-f]+$/.test(written)) return [];
  const [, registry, domain, owner] =
    /^((?:[a-z]+\.)?gcr\.io)\/([a-z0-9-]+\.[a-z0-9.-]+\/)?([a-z][a-z0-9-]+)\//.exec(written) ?? [];
  const location = registry === undefined ? undefined : oldRegistries.get(registry);
  if (location !== undefined) {
    const project = domain === undefined ? owner : `${domain.slice(0, -1)}:${owner}`;
    return [
      `//artifactregistry.googleapis.com/projects/${project}/locations/${location}/repositories/${registry}`,
    ];
  }
  const [, region, project, repository] =
    /^([a-z0-9-]+)-docker\.pkg\.dev\/([^/]+)\/([^/:@]+)\//.exec(written) ?? [];
  if (region !== undefined)
    return [
      `//artifactregistry.googleapis.com/projects/${project}/locations/${region}/repositories/${repository}`,
    ];
  const [, bucket] =
    /^(?:gs:\/\/|(?:https:\/\/)?storage\.(?:googleapis|cloud\.google)\.com\/)([a-z0-9][a-z0-9._-]+)(?:\/|$)/.exec(
      written,
    ) ??
    /^([a-z0-9][a-z0-9._-]+)$/.exec(written) ??
    [];
  return bucket === undefined ? [] : [`//storage.googleapis.com/${bucket}`];
};

/** Scripts that machines fetch when they start, by the metadata that names them. */
const scriptKeys: ReadonlySet<string> = new Set([
  'startup-script-url',
  'windows-startup-script-url',
  'sysprep-specialize-script-url',
  'post-startup-script',
]);
const scriptsOf = (data: Element): readonly string[] =>
  listOf(object(data.metadata).items)
    .map(object)
    .flatMap(({ key, value }) =>
      scriptKeys.has(text(key)) && /^(?:gs|https):\/\//.test(text(value)) ? [text(value)] : [],
    );

const codeIn = (assetType: string, data: Element): readonly string[] => [
  ...new Set(
    [
      ...(codePaths.get(assetType) ?? []).flatMap((path) => at(data, path.split('.'))),
      ...scriptsOf(data),
    ].flatMap(codeHolderOf),
  ),
];

/** Machines that have an account although they name none. */
const machines: ReadonlySet<string> = new Set([
  'dataproc.googleapis.com/Cluster',
  'dataflow.googleapis.com/Job',
]);

/**
 * Whether pods get no tokens of their nodes. Pools of nodes from before the cluster had it keep to theirs, and say so.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#update_an_existing_cluster
 */
const usesWorkloadIdentity = (data: Element): boolean => {
  const own = at(data, ['config', 'workloadMetadataConfig', 'mode']);
  if (own.length > 0) return own.includes('GKE_METADATA');
  return (
    at(data, ['workloadIdentityConfig', 'workloadPool']).length > 0 &&
    !at(data, ['nodePools', 'config', 'workloadMetadataConfig', 'mode']).some(
      (mode) => mode !== 'GKE_METADATA',
    )
  );
};

/** Where machines name the scopes of their tokens, by type. */
const scopePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['compute.googleapis.com/Instance', ['serviceAccounts.scopes']],
  ['container.googleapis.com/Cluster', ['nodeConfig.oauthScopes', 'nodePools.config.oauthScopes']],
  ['container.googleapis.com/NodePool', ['config.oauthScopes']],
  ['dataproc.googleapis.com/Cluster', ['config.gceClusterConfig.serviceAccountScopes']],
  ['notebooks.googleapis.com/Instance', ['gceSetup.serviceAccounts.scopes']],
  ['tpu.googleapis.com/Node', ['serviceAccount.scope']],
]);
/** Scopes by which a token changes who may what, or has something run as another account. */
const wideScope =
  /^(?:https:\/\/www\.googleapis\.com\/auth\/)?(?:cloud-platform|cloudplatformprojects|iam|compute(?:-rw)?|appengine\.admin|ndev\.cloudman)$/;

/** Whether tokens of the machine are for so little that whoever has one is not the account. https://cloud.google.com/compute/docs/access/service-accounts#accesscopesiam */
export const isNarrow = (scopes: readonly string[]): boolean =>
  scopes.length > 0 && !scopes.some((scope) => wideScope.test(scope));

export const carrier = (
  name: string,
  assetType: string,
  data: Element,
  ancestors: readonly string[],
): readonly Made[] => {
  const paths = accountPaths.get(assetType);
  if (paths === undefined) return [];
  const number = ancestors.find((each) => each.startsWith('projects/'))?.slice('projects/'.length);
  const named = paths.flatMap((path) => at(data, path.split('.')));
  // Where none is named, or `default`, it is the one that Compute Engine has in the project.
  const accounts = (named.length === 0 && machines.has(assetType) ? ['default'] : named).flatMap((email) => {
    if (email !== 'default') return [email.replace(/^.*\/serviceAccounts\//, '')];
    return number === undefined ? [] : [`${number}-compute@developer.gserviceaccount.com`];
  });
  const code = codeIn(assetType, data);
  return [
    {
      kind: 'gcp.resource',
      id: name,
      data: {
        name,
        assetType,
        project: number,
        serviceAccounts: [...new Set(accounts)],
        ...(code.length === 0 ? {} : { code }),
        labels: data.labels,
        workloadIdentity: usesWorkloadIdentity(data),
        ...(isNarrow((scopePaths.get(assetType) ?? []).flatMap((path) => at(data, path.split('.'))))
          ? { narrowTokens: true }
          : {}),
      },
    },
  ];
};

/** Whether what stands on the way is of the types that lead there: what is absent is sound. */
const isSoundAlong = (value: unknown, [name, ...path]: readonly string[]): boolean => {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value))
    return value.every((each) => isSoundAlong(each, name === undefined ? [] : [name, ...path]));
  if (name === undefined) return typeof value === 'string';
  return isObject(value) && (!Object.hasOwn(value, name) || isSoundAlong(value[name], path));
};

/** Whether a resource names the accounts that it runs as in the types of Google, or not at all. */
export const namesSoundly = (assetType: string, data: unknown): boolean =>
  (accountPaths.get(assetType) ?? []).every((path) => isSoundAlong(data, path.split('.')));

/** Types of which it is kept what they run as. */
export const carrierTypes: readonly string[] = [...accountPaths.keys()];
