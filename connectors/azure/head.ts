import type { Connector } from '../connector.ts';
import { azureFiles } from './file-kinds.ts';

/** Microsoft Azure and Entra ID. */
export const azure: Connector = {
  id: 'azure',
  title: 'Azure',
  files: azureFiles,
  starts: [
    {
      what: 'files of the Azure CLI: az ad sp list --all > sp.json; az role assignment list --all > ra.json',
      command: 'nhi-audit scan sp.json ra.json',
    },
    { what: 'what AzureHound collected:', command: 'nhi-audit scan azurehound.json' },
  ],
  benchmarks: ['cis-azure-v6-0', 'cis-m365-v7-0'],
  plan: { terraform: ['azurerm', 'azuread'], load: async () => (await import('./plan/index.ts')).azurePlan },
  records: async () => (await import('./facts/records.ts')).azureRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactAzure,
  interpretation: async () => (await import('./index.ts')).azureInterpretation,
};
