import type { Fills } from '../../src/model/coverage.ts';

const authorizationDetails = 'the output of `aws iam get-account-authorization-details`';
const credentialReport =
  'the credential report (`aws iam generate-credential-report && aws iam get-credential-report`)';
const workloads = '`--aws-workloads` to a live scan, or the resources of AWS Config';
const organization =
  'a live scan with `--aws-organization`, or the output of `aws organizations list-accounts`';

/** What provides data of AWS: https://docs.aws.amazon.com/cli/latest/reference/iam/ */
export const awsFills: Fills = {
  inventory: authorizationDetails,
  grants: authorizationDetails,
  trusts: authorizationDetails,
  'identity-use': authorizationDetails,
  owners: 'tags to the identities (ownerTagKeys), or `owners` in nhi-audit.yaml',
  credentials: credentialReport,
  'root-keys': credentialReport,
  'credential-use': credentialReport,
  'service-use': '`--aws-usage` to a live scan, or the files of CloudTrail',
  'ai-keys': 'the output of `aws iam list-service-specific-credentials --all-users`',
  organization,
  guardrails: organization,
  workloads,
  configuration: workloads,
  approvals: 'the output of `aws iam list-delegation-requests`',
  'stored-secrets': '`--aws-workloads` to a live scan, or the output of `aws secretsmanager list-secrets`',
  'resource-policies': workloads,
  'stored-keys': 'a scan of GitHub beside it: `nhi-audit scan --github ORGANISATION`',
  scanner: 'the output of `aws sts get-caller-identity`',
};
