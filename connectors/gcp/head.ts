import type { Connector } from '../connector.ts';

/** Short names of its providers of Terraform. */
export const terraform: readonly string[] = ['google', 'google-beta'];

/** Google Cloud: plans only. */
export const gcp: Connector = {
  id: 'gcp',
  title: 'GCP',
  plan: { terraform, load: async () => (await import('./plan/index.ts')).gcpPlan },
  interpretation: async () => (await import('./index.ts')).gcpInterpretation,
};
