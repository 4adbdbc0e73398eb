import { numberServices } from '../../../src/identities/numbers.ts';
import type { Sensitivity } from '../../../src/model/scope.ts';

/** Services by what they hold; the rest is one. https://cloud.google.com/iam/docs/understanding-roles */
export const servicesBySensitivity: Readonly<Record<Exclude<Sensitivity, 'rest'>, string>> = {
  identity: 'iam iap resourcemanager orgpolicy privilegedaccessmanager accesscontextmanager',
  secrets: 'secretmanager',
  data: 'alloydb artifactregistry bigquery bigtable cloudkms cloudsql datastore firebase firestore pubsub redis spanner storage',
  compute:
    'aiplatform appengine cloudbuild cloudfunctions composer compute container dataflow dataproc deploymentmanager run serviceusage workflows',
};

/** Whatever has no row of its own. */
export const otherService = 'other';

const rows = [
  ...(Object.entries(servicesBySensitivity) as [Sensitivity, string][]).flatMap(([sensitivity, names]) =>
    names.split(' ').map((name) => ({ name, sensitivity })),
  ),
  { name: otherService, sensitivity: 'rest' as const },
];

export const gcpServices = numberServices('gcp', rows);

/** Cells of a project. */
export const projectServices: readonly number[] = rows.map((_, index) => index);
/** Cells of an organisation and a folder: what lies in projects counts there. */
export const parentServices: readonly number[] = rows.flatMap(({ sensitivity }, index) =>
  sensitivity === 'identity' ? [index] : [],
);
export const heldByParents: ReadonlySet<string> = new Set(parentServices.map((index) => rows[index]!.name));

const names = new Set(rows.map(({ name }) => name));
/** Row of a permission. Whoever makes or changes API keys, which may be bound to accounts, does so to credentials. */
export const rowOfPermission = (permission: string): string => {
  const service = permission.slice(0, permission.indexOf('.'));
  if (service === 'apikeys' && permission !== 'apikeys.keys.getKeyString') return 'iam';
  return names.has(service) ? service : otherService;
};
