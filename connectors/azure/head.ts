import type { Connector } from '../connector.ts';

/** Short names of its providers of Terraform. */
export const terraform: readonly string[] = ['azurerm', 'azuread'];

/** Microsoft Azure and Entra ID: plans only. */
export const azure: Connector = {
  id: 'azure',
  title: 'Azure',
  plan: { terraform, load: async () => (await import('./plan/index.ts')).azurePlan },
  interpretation: async () => (await import('./index.ts')).azureInterpretation,
};
