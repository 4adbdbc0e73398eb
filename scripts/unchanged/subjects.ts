import type { ServerName } from './servers.ts';

/** An estate whose reports, verdicts and answers are compared. */
export interface Subject {
  readonly name: string;
  /** Arguments that read it; a file of inputs is `in/…`. */
  readonly source: readonly string[];
  /** Arguments that read it live, once, by the base: both trees then read the snapshot. */
  readonly live?: { readonly source: readonly string[]; readonly server: ServerName };
  /** Left out by --quick. */
  readonly slow?: true;
  /** Fewer cases: see `rowsOfSmall`. */
  readonly large?: true;
  /** Left out, with a line that says so, where this input is missing. */
  readonly needs?: string;
  /** Actions asked about with `who-can`. */
  readonly questions: readonly string[];
}

const exportedAt = ['--collected-at', '2026-09-01T06:00:00Z'];

const rolesOf = (...accounts: readonly string[]): readonly string[] =>
  accounts.flatMap((account) => ['--aws-role-arn', `arn:aws:iam::${account}:role/audit`]);

export const subjects: readonly Subject[] = [
  {
    name: 'demo',
    source: ['--demo'],
    questions: [
      'secretsmanager:GetSecretValue',
      's3:GetObject --on arn:aws:s3:::nordlicht-prod-data/x --denied',
      'iam:Put*Policy --format json --top 5',
    ],
  },
  {
    name: 'sample-account',
    source: ['in/sample-account.json', ...exportedAt],
    needs: 'sample-account.json',
    questions: ['s3:GetObject'],
  },
  {
    name: 'fake-github',
    source: ['in/snapshots/fake-github.ndjson'],
    live: { source: ['--github', 'acme'], server: 'github' },
    questions: ['contents:write'],
  },
  {
    name: 'fake-aws',
    source: ['in/snapshots/fake-aws.ndjson'],
    // Account by account: the organisation has a closed one, and without it there is no verdict.
    live: { source: [...rolesOf('111111111111', '222222222222'), '--aws-workloads'], server: 'aws' },
    slow: true,
    questions: ['s3:GetObject', 'sts:AssumeRole --denied'],
  },
  {
    name: 'moto',
    source: ['in/snapshots/moto.ndjson'],
    live: { source: ['--aws'], server: 'moto' },
    slow: true,
    large: true,
    questions: ['s3:GetObject --format json'],
  },
  {
    name: 'generated',
    source: ['in/generated.json', ...exportedAt],
    needs: 'generated.json',
    slow: true,
    large: true,
    questions: ['s3:GetObject', 'iam:CreateAccessKey --format json'],
  },
];
