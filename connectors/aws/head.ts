import type { Connector, Flag } from '../connector.ts';
import { awsFiles } from './file-kinds.ts';

const ofAws = ['aws'];
const ofWorkloads = ['aws', 'awsWorkloads'];

const flags: readonly Flag[] = [
  { flags: '--aws', help: 'live AWS, with the default credential chain' },
  { flags: '--aws-profile <name>', help: 'profile of the shared AWS configuration', implies: ofAws },
  {
    flags: '--aws-role-arn <arn>',
    help: 'scan the account of this role; ARN or ARN,EXTERNAL-ID',
    takes: 'many',
    implies: ofAws,
  },
  {
    flags: '--aws-external-id <id>',
    help: 'external id of the role given in the same place',
    takes: 'many',
  },
  { flags: '--aws-organization', help: "all active accounts of the caller's organisation", implies: ofAws },
  {
    flags: '--aws-organization-role <name>',
    help: 'role to enter them with (default: OrganizationAccountAccessRole)',
    implies: ['aws', 'awsOrganization'],
  },
  {
    flags: '--aws-usage',
    help: 'ask which services the privileged identities last used, and when',
    implies: ofAws,
    readingOnly: true,
  },
  {
    flags: '--aws-usage-budget <calls>',
    help: 'calls that may be spent on it (default: 500)',
    takes: 'count',
    implies: ['aws', 'awsUsage'],
    readingOnly: true,
  },
  {
    flags: '--aws-workloads',
    help: 'ask what runs as which role (functions, instances, projects…), and for the policies of buckets, keys, queues, topics, functions, secrets and repositories',
    implies: ofAws,
  },
  {
    flags: '--aws-region <name>',
    help: 'ask it in this region only; several with commas',
    takes: 'list',
    implies: ofWorkloads,
  },
  {
    flags: '--aws-resource-budget <calls>',
    help: 'calls that may be spent in each account on what is asked for one by one: policies of resources, user data (default: 2000)',
    takes: 'count',
    implies: ofWorkloads,
    readingOnly: true,
  },
  {
    flags: '--aws-resume <file>',
    help: 'keep here what is read, and go on from it after an interruption',
    implies: ofAws,
    readingOnly: true,
  },
];

/** Amazon Web Services. */
export const aws: Connector = {
  id: 'aws',
  title: 'AWS',
  benchmarks: ['cis-aws-v7-0', 'cis-aws-v5-0'],
  files: awsFiles,
  starts: [
    {
      what: 'a file: aws iam get-account-authorization-details > account.json',
      command: 'nhi-audit scan account.json',
    },
    {
      what: 'a live account (reads only; nhi-audit permissions aws prints what it needs):',
      command: 'nhi-audit scan --aws',
    },
  ],
  words: {
    id: 'an ARN',
    action: 's3:GetObject; wildcards ask for any action that matches: s3:Get*',
    resource: 'an ARN, wildcards allowed',
  },
  examples: {
    '': [
      ['an AWS account from its export', 'nhi-audit scan account.json'],
      ['an AWS account, live and read-only', 'nhi-audit scan --aws'],
    ],
    scan: [
      [
        'an export, together with the credential report of the account',
        'nhi-audit scan account.json credential-report.csv',
      ],
      [
        'a live account, all reports into a folder',
        'nhi-audit scan --aws --aws-profile audit --out nhi-audit-report',
      ],
      ['every account of the organisation', 'nhi-audit scan --aws-organization --snapshot today.ndjson'],
    ],
    collect: [
      ['a live account', 'nhi-audit collect --aws --snapshot today.ndjson'],
      [
        'two accounts, each through a role',
        'nhi-audit collect --aws-role-arn arn:aws:iam::111122223333:role/audit --aws-role-arn arn:aws:iam::444455556666:role/audit --snapshot today.ndjson',
      ],
    ],
    explain: [
      ['by ARN, from a snapshot', 'nhi-audit explain arn:aws:iam::111122223333:role/deploy today.ndjson'],
    ],
    'who-can': [
      ['an object', 'nhi-audit who-can s3:GetObject --on arn:aws:s3:::logs/x today.ndjson'],
      ['any action that changes permissions', "nhi-audit who-can 'iam:Put*Policy' account.json"],
      ['in the sample estate', 'nhi-audit who-can secretsmanager:GetSecretValue --demo'],
    ],
    gate: [
      [
        'in a pull request: baseline and exceptions of the base branch',
        'nhi-audit gate --aws --base-ref origin/main --format markdown',
      ],
    ],
    baseline: [['take in what shrank, every night', 'nhi-audit baseline update --aws']],
    permissions: [
      ['a policy file', 'nhi-audit permissions aws > nhi-audit-policy.json'],
      [
        'for an identity that scans several accounts',
        "nhi-audit permissions aws --assume-role 'arn:aws:iam::*:role/nhi-audit'",
      ],
    ],
  },
  live: {
    flags,
    askedBy: ofAws,
    permissionFlags: [
      {
        flags: '--assume-role <arn>',
        help: 'aws: also allow to enter other accounts through this role; wildcards allowed',
        takes: 'many',
      },
    ],
    load: async () => (await import('./live.ts')).awsLive,
  },
  plan: { terraform: ['aws'], load: async () => (await import('./plan/index.ts')).awsPlan },
  gates: [
    {
      id: 'cloudformation',
      flags: [
        { flags: '--template <file>', help: 'a CloudFormation template as it is to be' },
        { flags: '--base-template <file>', help: 'the same template as it was; without it all is new' },
      ],
      onEstate: true,
      compares: 'A template is compared with --base-template; --snapshot FILE adds the estate around it.',
      prepare: async (given) => (await import('./plan/template/gate.ts')).compareTemplates(given),
    },
  ],
  records: async () => (await import('./facts/records.ts')).awsRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactAws,
  interpretation: async () => (await import('./index.ts')).awsInterpretation,
  changes: async () => (await import('./changes/index.ts')).awsChanges,
  demo: async () => (await import('./demo/index.ts')).awsDemo,
};
