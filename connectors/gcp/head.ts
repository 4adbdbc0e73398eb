import type { Connector, Flag } from '../connector.ts';
import { gcpFiles } from './file-kinds.ts';

const ofGcp = ['gcp'];

const flags: readonly Flag[] = [
  { flags: '--gcp', help: 'live Google Cloud, with Application Default Credentials' },
  {
    flags: '--gcp-organization <number>',
    help: 'this organisation (default: all that the credential is shown)',
    takes: 'many',
    implies: ofGcp,
  },
  { flags: '--gcp-folder <number>', help: 'this folder', takes: 'many', implies: ofGcp },
  { flags: '--gcp-project <id>', help: 'this project', takes: 'many', implies: ofGcp },
  { flags: '--gcp-impersonate <email>', help: 'read as this service account', implies: ofGcp },
  {
    flags: '--gcp-quota-project <id>',
    help: 'project whose quota is used (default: that of the credential)',
    implies: ofGcp,
    readingOnly: true,
  },
  {
    flags: '--gcp-recommendations',
    help: 'ask what Google recommends too: few questions a day are free',
    implies: ofGcp,
  },
  {
    flags: '--gcp-endpoint <address>',
    help: 'where the APIs answer, with {name} in it (Private Service Connect)',
    implies: ofGcp,
  },
  {
    flags: '--gcp-resume <file>',
    help: 'keep here what is read, and go on from it after an interruption',
    implies: ofGcp,
    readingOnly: true,
  },
];

/** Google Cloud. */
export const gcp: Connector = {
  id: 'gcp',
  title: 'GCP',
  files: gcpFiles,
  starts: [
    {
      what: 'Google Cloud (reads only; nhi-audit permissions gcp prints what it needs):',
      command: 'nhi-audit scan --gcp',
    },
    {
      what: 'files of Google Cloud: gcloud asset search-all-iam-policies --scope organizations/123 --format json > iam.json',
      command: 'nhi-audit scan iam.json',
    },
  ],
  words: {
    id: 'an e-mail',
    action: 'a permission of Google Cloud',
    resource: 'a name: projects/ID',
  },
  benchmarks: ['cis-gcp-v5-0'],
  examples: {
    'who-can': [
      [
        'whoever gets tokens of service accounts of a project',
        'nhi-audit who-can iam.serviceAccounts.getAccessToken --on projects/ID today.ndjson',
      ],
    ],
    permissions: [['a custom role of Google Cloud', 'nhi-audit permissions gcp > nhi-audit-role.json']],
  },
  live: {
    flags,
    askedBy: ofGcp,
    permissionFlags: [
      {
        flags: '--gcp-without-inventory',
        help: 'gcp: also what is needed where Cloud Asset Inventory is refused',
      },
      { flags: '--gcp-recommendations', help: 'gcp: also what scan --gcp-recommendations needs' },
    ],
    load: async () => (await import('./live.ts')).gcpLive,
  },
  plan: { terraform: ['google', 'google-beta'], load: async () => (await import('./plan/index.ts')).gcpPlan },
  demo: async () => (await import('./demo/index.ts')).gcpDemo,
  records: async () => (await import('./facts/records.ts')).gcpRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactGcp,
  interpretation: async () => (await import('./index.ts')).gcpInterpretation,
  changes: async () => (await import('./changes/index.ts')).gcpChanges,
};
