import type { StateIdentity } from '../../src/model/gate.ts';
import type { IdentityUser } from '../../src/model/remedy.ts';
import type { Sensitivity } from '../../src/model/scope.ts';

/** What the policy of the gate asks about roles and resources of Google Cloud. */

/** By the service in the name of a role. https://cloud.google.com/iam/docs/understanding-roles */
const services: Readonly<Record<Exclude<Sensitivity, 'rest'>, string>> = {
  identity: 'iam iap resourcemanager orgpolicy privilegedaccessmanager accesscontextmanager serviceusage',
  secrets: 'secretmanager',
  data: 'alloydb artifactregistry bigquery bigtable cloudkms cloudsql datastore firebase firestore pubsub redis spanner storage',
  compute:
    'aiplatform appengine cloudbuild cloudfunctions composer compute container dataflow dataproc deploymentmanager run workflows',
};

const byService = new Map(
  (Object.entries(services) as [Sensitivity, string][]).flatMap(([sensitivity, names]) =>
    names.split(' ').map((name) => [name, sensitivity] as const),
  ),
);

export const concerns = (_: string, service: string): Sensitivity => byService.get(service) ?? 'rest';

/** A thing in a project, and not the project, folder or organisation with all that is in it. */
export const namesResources = (pattern: string): boolean => /^projects\/[^/]+\/[^/]+\/[^/*]/.test(pattern);

const pipelines = /githubusercontent|attribute\.repository|gitlab|app\.terraform\.io/i;

export const usedBy = ({ kind, id, trusts }: StateIdentity): IdentityUser | undefined => {
  if (trusts.some(({ party, principal }) => party === 'federated' && pipelines.test(principal)))
    return 'pipeline';
  if (pipelines.test(id)) return 'pipeline';
  return kind === 'service-account' ? 'workload' : kind === 'user' || kind === 'group' ? 'person' : undefined;
};
