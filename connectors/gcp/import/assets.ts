import { isObject } from '../../../src/exports/checked.ts';
import { placeOf, splitDocuments } from '../../../src/exports/json-elements.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { wholeEstate } from '../facts/records.ts';
import { type Element, type Made, ownName, recordOf, remedies, text } from './element.ts';
import {
  apiKey,
  denial,
  entitlement,
  folder,
  key,
  policy,
  project,
  provider,
  role,
  serviceAccount,
} from './elements.ts';

/**
 * Assets as Cloud Asset Inventory writes them: `gcloud asset list` in camelCase, exports in snake_case, one a line.
 * https://cloud.google.com/asset-inventory/docs/reference/rest/v1/TopLevel/exportAssets
 */
const member = (element: Element, name: string): unknown =>
  element[name] ?? element[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];

const object = (value: unknown): Element => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Texts at a path; lists on the way are gone through. */
const at = (value: unknown, path: readonly string[]): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => at(each, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'string' && value !== '' ? [value] : [];
  return isObject(value) ? at(value[name], rest) : [];
};

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
]);

const usesWorkloadIdentity = (data: Element): boolean =>
  at(data, ['workloadIdentityConfig', 'workloadPool']).length > 0 ||
  at(data, ['config', 'workloadMetadataConfig', 'mode']).includes('GKE_METADATA');

const carrier = (
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
  ['iam.googleapis.com/WorkloadIdentityPoolProvider', inMapping(provider)],
  ['iam.googleapis.com/PolicyV2', inMapping(denial)],
  ['apikeys.googleapis.com/Key', inMapping(apiKey)],
  ['privilegedaccessmanager.googleapis.com/Entitlement', inMapping(entitlement)],
  [
    'orgpolicy.googleapis.com/Policy',
    (_, data) => {
      const [, resource, constraint] =
        /^((?:projects|folders|organizations)\/[^/]+)\/policies\/(.+)$/.exec(text(data.name)) ?? [];
      if (resource === undefined || constraint === undefined) return [];
      const rules = listOf(object(data.spec).rules);
      // A rule with a condition holds somewhere only.
      const enforced = rules.some(
        (rule) => isObject(rule) && rule.enforce === true && rule.condition === undefined,
      );
      return [
        { kind: 'gcp.org-policy', id: `${resource} ${constraint}`, data: { resource, constraint, enforced } },
      ];
    },
  ],
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

/** What was exported, by what there is of it: of contents that nobody asked for nothing is told. */
const contents: readonly (readonly [content: string, source: string, gives: readonly InputKind[]])[] = [
  ['iamPolicy', 'assets: IAM policies', ['grants', 'trusts']],
  ['resource', 'assets: resources', ['inventory', 'credentials', 'workloads', 'configuration']],
  ['orgPolicy', 'assets: organization policies', ['guardrails']],
];

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const seen = new Set<string>();
  for (const element of splitDocuments(file, remedies)) {
    const place = (): string => placeOf(file, element);
    const { value } = element;
    if (!isObject(value) || text(value.name) === '' || text(member(value, 'assetType')) === '')
      throw new InputError('name, assetType: missing; this is no asset', place(), remedies.damaged);
    const name = text(value.name);
    const assetType = text(member(value, 'assetType'));
    const ancestors = listOf(value.ancestors).map(text);
    for (const [content] of contents) if (member(value, content) != null) seen.add(content);
    const data = object(object(value.resource).data);
    const made: readonly Made[] = [
      ...(Object.keys(data).length === 0
        ? []
        : [...(resources.get(assetType)?.(name, data) ?? []), ...carrier(name, assetType, data, ancestors)]),
      ...(isObject(member(value, 'iamPolicy'))
        ? [policy(name, member(value, 'iamPolicy'), assetType, ancestors)]
        : []),
      ...orgPolicies(name, member(value, 'orgPolicy')),
    ];
    for (const each of made) yield recordOf(each, place);
  }
  for (const [content, source, gives] of contents)
    if (seen.has(content))
      yield { connector: 'gcp', scope: wholeEstate, source, status: 'complete', detail: '', gives };
  if (seen.size === 0)
    yield {
      connector: 'gcp',
      scope: wholeEstate,
      source: 'assets',
      status: 'partial',
      detail: 'the file has names alone: ask for --content-type resource and for --content-type iam-policy',
      gives: ['inventory', 'grants'],
    };
}

export const gcpAssets: FileFormat = { id: 'gcp-assets', read };
