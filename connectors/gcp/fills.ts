import type { Fills } from '../../src/model/coverage.ts';

const resources = 'the output of `gcloud asset export --content-type resource`';
const live = 'a live scan: `nhi-audit scan --gcp --gcp-organization ID`';

/** What provides data of Google Cloud: https://cloud.google.com/sdk/gcloud/reference */
export const gcpFills: Fills = {
  inventory: 'the output of `gcloud iam service-accounts list --format json`',
  grants: 'the output of `gcloud asset search-all-iam-policies --format json`',
  trusts: 'the output of `gcloud iam workload-identity-pools providers list --format json`',
  credentials: 'the output of `gcloud iam service-accounts keys list --format json`',
  'credential-use': live,
  'identity-use': live,
  approvals: live,
  scanner: live,
  'stored-keys': 'a scan of GitHub beside it: `nhi-audit scan --github ORGANISATION`',
  organization: 'the outputs of `gcloud projects list` and `gcloud resource-manager folders list`',
  guardrails: 'the output of `gcloud iam policies get --kind denypolicies`',
  owners: '`owners` to nhi-audit.yaml',
  workloads: resources,
  configuration: resources,
};
