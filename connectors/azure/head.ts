import type { Connector } from '../connector.ts';

/** Microsoft Azure and Entra ID: plans only. */
export const azure: Connector = {
  id: 'azure',
  title: 'Azure',
  plan: { terraform: ['azurerm', 'azuread'], load: async () => (await import('./plan/index.ts')).azurePlan },
  interpretation: async () => (await import('./index.ts')).azureInterpretation,
};
