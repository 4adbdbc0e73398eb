import type { Fills } from '../../src/model/coverage.ts';

const principals = 'the outputs of `az ad sp list --all` and `az identity list`';
const hound = 'what AzureHound collected: `azurehound list -o azurehound.json`';

/** What provides data of Azure and Entra: https://learn.microsoft.com/en-us/cli/azure/reference-index */
export const azureFills: Fills = {
  inventory: principals,
  grants: 'the outputs of `az role assignment list --all` and `az role definition list`',
  trusts: 'the output of `az identity federated-credential list`',
  credentials: 'the output of `az ad app list --all`',
  owners: `owners to nhi-audit.yaml, or ${hound}`,
  organization: 'the output of `az account list`',
  workloads: 'the output of `az resource list`',
};
