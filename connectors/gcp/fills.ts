import type { Fills } from '../../src/model/coverage.ts';

const resources = 'the output of `gcloud asset export --content-type resource`';

/** What provides data of Google Cloud: https://cloud.google.com/sdk/gcloud/reference */
export const gcpFills: Fills = {
  inventory: 'the output of `gcloud iam service-accounts list --format json`',
  grants: 'the output of `gcloud asset search-all-iam-policies --format json`',
  trusts: 'the output of `gcloud iam workload-identity-pools providers list --format json`',
  credentials: 'the output of `gcloud iam service-accounts keys list --format json`',
  organization: 'the outputs of `gcloud projects list` and `gcloud resource-manager folders list`',
  guardrails: 'the output of `gcloud iam policies get --kind denypolicies`',
  owners: '`owners` to nhi-audit.yaml',
  workloads: resources,
  configuration: resources,
};
