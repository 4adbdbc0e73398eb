import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import { standIn, text, type View } from '../names.ts';

/** On what a policy of `google_KIND_iam_*` stands. https://cloud.google.com/iam/docs/full-resource-names */

/** Interfaces whose names are not those of their kinds of resources. */
const services: readonly (readonly [prefix: string, service: string])[] = [
  ['artifact_registry', 'artifactregistry'],
  ['bigquery_analytics_hub', 'analyticshub'],
  ['bigquery', 'bigquery'],
  ['bigtable', 'bigtableadmin'],
  ['billing', 'cloudbilling'],
  ['binary_authorization', 'binaryauthorization'],
  ['cloud_run', 'run'],
  ['cloud_tasks', 'cloudtasks'],
  ['cloudfunctions', 'cloudfunctions'],
  ['data_catalog', 'datacatalog'],
  ['data_fusion', 'datafusion'],
  ['dns', 'dns'],
  ['endpoints', 'servicemanagement'],
  ['gke_hub', 'gkehub'],
  ['kms', 'cloudkms'],
  ['secret_manager', 'secretmanager'],
  ['vertex_ai', 'aiplatform'],
];

const nodes: Readonly<Record<string, { readonly field: string; readonly prefix: string }>> = {
  folder: { field: 'folder', prefix: 'folders/' },
  organization: { field: 'org_id', prefix: 'organizations/' },
};

/** What names no resource. */
const notName: ReadonlySet<string> = new Set([
  'role',
  'member',
  'members',
  'condition',
  'policy_data',
  'etag',
  'id',
  'region',
  'location',
  'zone',
  'project',
]);

const buckets: ReadonlySet<string> = new Set(['storage_bucket', 'storage_managed_folder']);

export interface PolicyPlace {
  /** Canonical name. */
  readonly place: string;
  /** Node of the tree that it lies in. */
  readonly node: string;
}

export const policyPlace = (
  kind: string,
  resource: PlannedResource,
  values: Values,
  view: View,
): PolicyPlace => {
  const segment = (value: unknown): string | undefined => {
    const found = view.text(value);
    return found.is === 'known'
      ? found.text
      : found.is === 'computed'
        ? standIn(resource.address)
        : undefined;
  };
  const project = `projects/${view.projectOf(resource, values)}`;
  if (kind === 'project') return { place: project, node: project };
  const node = nodes[kind];
  if (node !== undefined) {
    const id = segment(values[node.field])?.replace(node.prefix, '') ?? standIn(resource.address);
    return { place: `${node.prefix}${id}`, node: `${node.prefix}${id}` };
  }
  if (kind === 'service_account') {
    const written = segment(values.service_account_id) ?? standIn(resource.address);
    const name = written.includes('/') ? written : `${project}/serviceAccounts/${written}`;
    const place = view.nameOf(name);
    return { place, node: /^projects\/[^/]+/.exec(place)?.[0] ?? project };
  }
  const name = Object.keys(values)
    .filter((key) => !notName.has(key))
    .sort()
    .flatMap((key) => segment(values[key]) ?? [])
    .join('/');
  if (buckets.has(kind))
    return { place: `storage.googleapis.com/projects/_/buckets/${name.replace(/^b\//, '')}`, node: project };
  const service = services.find(([prefix]) => kind.startsWith(prefix))?.[1] ?? kind.split('_')[0]!;
  const whole = /^projects\/[^/]+/.exec(name)?.[0];
  const inProject = whole === undefined ? project : view.nameOf(whole);
  const where = text(values.location) ?? text(values.region) ?? text(values.zone);
  const last =
    whole === undefined
      ? `${where === undefined ? '' : `locations/${where}/`}${kind}/${name}`
      : name.slice(whole.length + 1);
  return { place: view.nameOf(`${service}.googleapis.com/${inProject}/${last}`), node: inProject };
};
