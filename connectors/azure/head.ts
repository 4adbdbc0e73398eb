import type { Connector } from '../connector.ts';
import { azureFiles } from './file-kinds.ts';

/** Microsoft Azure and Entra ID. */
export const azure: Connector = {
  id: 'azure',
  title: 'Azure',
  files: azureFiles,
  words: {
    id: 'an object id',
    action: 'an action of Azure, or a permission of Graph: Mail.Read',
    resource: 'a path of Azure',
  },
  examples: {
    'who-can': [
      [
        'whoever may assign roles in a subscription',
        'nhi-audit who-can Microsoft.Authorization/roleAssignments/write --on /subscriptions/ID today.ndjson',
      ],
      [
        'a permission of Microsoft Graph',
        'nhi-audit who-can RoleManagement.ReadWrite.Directory today.ndjson',
      ],
    ],
  },
  benchmarks: ['cis-azure-v6-0', 'cis-m365-v7-0'],
  plan: {
    terraform: ['azurerm', 'azuread', 'azapi'],
    load: async () => (await import('./plan/index.ts')).azurePlan,
  },
  records: async () => (await import('./facts/records.ts')).azureRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactAzure,
  demo: async () => (await import('./demo/index.ts')).azureDemo,
  interpretation: async () => (await import('./index.ts')).azureInterpretation,
};
