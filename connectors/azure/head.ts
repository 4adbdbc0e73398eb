import type { Connector } from '../connector.ts';

/** Microsoft Azure and Entra ID: plans only. */
export const azure: Connector = {
  id: 'azure',
  title: 'Azure',
  benchmarks: ['cis-azure-v6-0', 'cis-m365-v7-0'],
  plan: { terraform: ['azurerm', 'azuread'], load: async () => (await import('./plan/index.ts')).azurePlan },
  interpretation: async () => (await import('./index.ts')).azureInterpretation,
};
