import type { Connector } from '../connector.ts';
import { gcpFiles } from './file-kinds.ts';

/** Google Cloud. */
export const gcp: Connector = {
  id: 'gcp',
  title: 'GCP',
  files: gcpFiles,
  starts: [
    {
      what: 'files of Google Cloud: gcloud asset search-all-iam-policies --scope organizations/123 --format json > iam.json',
      command: 'nhi-audit scan iam.json',
    },
  ],
  benchmarks: ['cis-gcp-v5-0'],
  plan: { terraform: ['google', 'google-beta'], load: async () => (await import('./plan/index.ts')).gcpPlan },
  records: async () => (await import('./facts/records.ts')).gcpRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactGcp,
  interpretation: async () => (await import('./index.ts')).gcpInterpretation,
};
