import { isObject } from '../../../src/exports/checked.ts';
import { at, type Element, listOf, type Made, object, ownName, text } from './element.ts';
import {
  apiKey,
  boundary,
  denial,
  entitlement,
  folder,
  grant,
  key,
  oauthClient,
  orgPolicy,
  policy,
  policyBinding,
  pool,
  project,
  provider,
  reasoningEngine,
  role,
  serviceAccount,
} from './elements.ts';

/**
 * Assets as Cloud Asset Inventory writes them: `gcloud asset list` in camelCase, exports in snake_case, one a line.
 * https://cloud.google.com/asset-inventory/docs/reference/rest/v1/TopLevel/exportAssets
 */
export const member = (element: Element, name: string): unknown =>
  element[name] ?? element[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];

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
  ['aiplatform.googleapis.com/Endpoint', ['deployedModels.serviceAccount']],
  ['aiplatform.googleapis.com/ReasoningEngine', ['spec.serviceAccount']],
  ['cloudbuild.googleapis.com/BuildTrigger', ['serviceAccount']],
  [
    'cloudscheduler.googleapis.com/Job',
    ['httpTarget.oauthToken.serviceAccountEmail', 'httpTarget.oidcToken.serviceAccountEmail'],
  ],
  ['eventarc.googleapis.com/Trigger', ['serviceAccount']],
  ['batch.googleapis.com/Job', ['allocationPolicy.serviceAccount.email']],
]);

const usesWorkloadIdentity = (data: Element): boolean =>
  at(data, ['workloadIdentityConfig', 'workloadPool']).length > 0 ||
  at(data, ['config', 'workloadMetadataConfig', 'mode']).includes('GKE_METADATA');

export const carrier = (
  name: string,
  assetType: string,
  data: Element,
  ancestors: readonly string[],
): readonly Made[] => {
  const paths = accountPaths.get(assetType);
  if (paths === undefined) return [];
  const number = ancestors.find((each) => each.startsWith('projects/'))?.slice('projects/'.length);
  // Where none is named, or `default`, it is the one that Compute Engine has in the project.
  const accounts = paths
    .flatMap((path) => at(data, path.split('.')))
    .flatMap((email) => {
      if (email !== 'default') return [email.replace(/^.*\/serviceAccounts\//, '')];
      return number === undefined ? [] : [`${number}-compute@developer.gserviceaccount.com`];
    });
  return [
    {
      kind: 'gcp.resource',
      id: name,
      data: {
        name,
        assetType,
        project: number,
        serviceAccounts: [...new Set(accounts)],
        labels: data.labels,
        workloadIdentity: usesWorkloadIdentity(data),
      },
    },
  ];
};

const inMapping =
  (make: (data: Element) => Made) =>
  (name: string, data: Element): readonly Made[] => [
    make({ ...data, name: text(data.name) === '' ? name : data.name }),
  ];

/** Resources that say who is there, by type. */
const resources: ReadonlyMap<string, (name: string, data: Element) => readonly Made[]> = new Map([
  ['cloudresourcemanager.googleapis.com/Organization', inMapping(folder)],
  ['cloudresourcemanager.googleapis.com/Folder', inMapping(folder)],
  ['cloudresourcemanager.googleapis.com/Project', inMapping(project)],
  ['iam.googleapis.com/ServiceAccount', (_, data) => [serviceAccount(data)]],
  ['iam.googleapis.com/ServiceAccountKey', inMapping(key)],
  ['iam.googleapis.com/Role', inMapping(role)],
  ['iam.googleapis.com/WorkloadIdentityPool', inMapping(pool)],
  ['iam.googleapis.com/WorkloadIdentityPoolProvider', inMapping(provider)],
  ['iam.googleapis.com/WorkforcePool', inMapping(pool)],
  ['iam.googleapis.com/WorkforcePoolProvider', inMapping(provider)],
  ['iam.googleapis.com/OauthClient', inMapping(oauthClient)],
  ['iam.googleapis.com/PrincipalAccessBoundaryPolicy', inMapping(boundary)],
  ['iam.googleapis.com/PolicyBinding', inMapping(policyBinding)],
  ['iam.googleapis.com/PolicyV2', inMapping(denial)],
  ['apikeys.googleapis.com/Key', inMapping(apiKey)],
  ['privilegedaccessmanager.googleapis.com/Entitlement', inMapping(entitlement)],
  ['privilegedaccessmanager.googleapis.com/Grant', inMapping(grant)],
  ['aiplatform.googleapis.com/ReasoningEngine', inMapping(reasoningEngine)],
  ['orgpolicy.googleapis.com/Policy', (_, data) => orgPolicy(data)],
]);

const orgPolicies = (name: string, written: unknown): readonly Made[] =>
  listOf(written).flatMap((each): readonly Made[] => {
    const { constraint, ...rest } = object(each);
    const settings = member(rest, 'booleanPolicy');
    if (typeof constraint !== 'string' || !isObject(settings)) return [];
    const resource = ownName(name);
    return [
      {
        kind: 'gcp.org-policy',
        id: `${resource} ${constraint}`,
        data: { resource, constraint, enforced: settings.enforced === true },
      },
    ];
  });

/** What an asset tells: a resource, an allow policy, policies of the organisation. */
export const recordsOfAsset = (value: Element): readonly Made[] => {
  const name = text(value.name);
  const assetType = text(member(value, 'assetType'));
  const ancestors = listOf(value.ancestors).map(text);
  const data = object(object(value.resource).data);
  return [
    ...(Object.keys(data).length === 0
      ? []
      : [...(resources.get(assetType)?.(name, data) ?? []), ...carrier(name, assetType, data, ancestors)]),
    ...(isObject(member(value, 'iamPolicy'))
      ? [policy(name, member(value, 'iamPolicy'), assetType, ancestors)]
      : []),
    ...orgPolicies(name, member(value, 'orgPolicy')),
  ];
};

/** Types of which anything is kept: what is asked of the inventory. */
export const assetTypes: readonly string[] = [
  ...new Set([...resources.keys(), ...accountPaths.keys()]),
].sort();
