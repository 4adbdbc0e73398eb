import type { Fills } from '../../src/model/coverage.ts';

const principals = 'the outputs of `az ad sp list --all` and `az identity list`';
const hound = 'what AzureHound collected: `azurehound list -o azurehound.json`';
const live = 'a live scan: `nhi-audit scan --azure`';

/** What provides data of Azure and Entra: https://learn.microsoft.com/en-us/cli/azure/reference-index */
export const azureFills: Fills = {
  inventory: principals,
  grants: 'the outputs of `az role assignment list --all` and `az role definition list`',
  trusts: 'the output of `az identity federated-credential list`',
  credentials: 'the output of `az ad app list --all`',
  'credential-use': live,
  'identity-use': live,
  approvals: live,
  guardrails: live,
  configuration: live,
  risk: live,
  scanner: live,
  'ai-keys': live,
  'stored-keys': 'a scan of GitHub beside it: `nhi-audit scan --github ORGANISATION`',
  owners: `owners to nhi-audit.yaml, or ${hound}`,
  organization: 'the output of `az account list`',
  workloads: 'the output of `az resource list`',
};
