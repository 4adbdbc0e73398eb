import type { Connector } from '../connector.ts';

/** Google Cloud: plans only. */
export const gcp: Connector = {
  id: 'gcp',
  title: 'GCP',
  plan: { terraform: ['google', 'google-beta'], load: async () => (await import('./plan/index.ts')).gcpPlan },
  interpretation: async () => (await import('./index.ts')).gcpInterpretation,
};
