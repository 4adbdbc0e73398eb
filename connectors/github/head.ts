import type { Connector } from '../connector.ts';

/** GitHub: organisations, enterprises, and checkouts of repositories. */
export const github: Connector = {
  id: 'github',
  title: 'GitHub',
  benchmarks: ['cis-github-v1-2', 'owasp-mcp-2025'],
  files: [
    {
      id: 'github-audit-log',
      title:
        'audit log of a GitHub organisation: its export as JSON, or what is streamed (a file, or a folder of them)',
      usage: true,
      marks: [
        { of: 'the audit log of GitHub as JSON', members: ['action', 'actor', '_document_id', 'created_at'] },
      ],
      recognises: ({ keys }) =>
        keys.has('action') && keys.has('actor') && (keys.has('@timestamp') || keys.has('_document_id')),
    },
  ],
  folder: {
    title: 'a folder with .github/workflows: the checkout of a repository',
    marks: '.github/workflows',
    files: /\.ya?ml$/i,
    wanted: 'the root of a checkout that has workflows',
    load: async () => (await import('./import/checkout.ts')).checkout,
  },
  starts: [
    {
      what: 'a GitHub organisation (reads only; nhi-audit permissions github prints what it needs):',
      command: 'nhi-audit scan --github ORGANISATION',
    },
    { what: 'the workflows of a checkout, without a network:', command: 'nhi-audit scan path/to/checkout' },
  ],
  examples: {
    permissions: [['the permissions of a GitHub App', 'nhi-audit permissions github']],
  },
  live: {
    flags: [
      {
        flags: '--github <organization>',
        help: 'live GitHub, with an App or GITHUB_TOKEN',
        takes: 'many',
      },
      { flags: '--github-enterprise <slug>', help: 'its organisations, and what each App may enter' },
      { flags: '--github-app-id <id>', help: 'GitHub App to scan as (default: GITHUB_APP_ID)' },
      { flags: '--github-app-key <file>', help: 'its private key (default: GITHUB_APP_PRIVATE_KEY)' },
      { flags: '--github-codespaces', help: 'secrets of Codespaces too' },
      {
        flags: '--github-resume <file>',
        help: 'keep here what is read, and go on from it after an interruption',
        readingOnly: true,
      },
    ],
    askedBy: ['github', 'githubEnterprise'],
    unasked: {
      says: 'no organisation was given',
      where: 'the --github-… flags',
      remedy: 'Give --github ORGANISATION as well, or --github-enterprise SLUG.',
    },
    permissionFlags: [
      { flags: '--github-enterprise', help: 'github: also what scan --github-enterprise needs' },
      { flags: '--github-codespaces', help: 'github: also what scan --github-codespaces needs' },
    ],
    load: async () => (await import('./live.ts')).githubLive,
  },
  plan: { terraform: ['github'], load: async () => (await import('./plan/index.ts')).githubPlan },
  gates: [
    {
      id: 'workflows',
      flags: [
        { flags: '--workflows <folder>', help: 'a checkout whose GitHub workflows are judged' },
        { flags: '--base-workflows <folder>', help: 'a checkout of what they are compared with' },
      ],
      onEstate: false,
      compares: 'Workflows are compared with those of --base-workflows.',
      prepare: async (...given) => (await import('./workflows/gate.ts')).compareCheckouts(...given),
    },
  ],
  records: async () => (await import('./facts/records.ts')).githubRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactGitHub,
  interpretation: async () => (await import('./index.ts')).githubInterpretation,
  changes: async () => (await import('./changes/index.ts')).githubChanges,
  demo: async () => (await import('./demo/index.ts')).githubDemo,
};
