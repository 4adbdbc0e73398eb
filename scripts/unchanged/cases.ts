import type { Hidden } from './compare.ts';
import type { ServerName } from './servers.ts';
import { type Subject, subjects } from './subjects.ts';

/** One working folder, one or several commands in it; every file and every word of both trees is compared. */
export interface Case {
  readonly name: string;
  /** Command lines. `{source}`, `{snapshot}`, `{earlier}` stand for the subject; `{identity}` and `{further-identity}` make a line of each. */
  readonly lines: readonly string[];
  readonly subject?: Subject;
  readonly server?: ServerName;
  readonly slow?: true;
  /** A folder of inputs that the working folder begins as. */
  readonly begin?: string;
  readonly hidden?: readonly Hidden[];
}

type Row = readonly [name: string, lines: readonly string[], more?: Partial<Case>];
const slow = { slow: true } as const;
/** Beside the subjects' own rows: what needs the snapshot of the bundled estate. */
const demo = subjects.find(({ name }) => name === 'demo')!;

const formats = ['terminal', 'json', 'markdown', 'sarif', 'junit', 'ocsf', 'oscal'];
const gateFormats = ['terminal', 'json', 'markdown', 'sarif', 'junit', 'annotations'];
/** An export alone has no credentials: the gate is told to judge without. */
const judged = '--config in/settings/needs.yaml';

const ask = (question: string): string => `who-can ${question} {source}`;

/** Of each subject that is small: on a large one they take long, and show nothing else. */
const rowsOfSmall: readonly Row[] = [
  ['formats', formats.map((format) => `scan {source} --format ${format}`), slow],
  ['gate-less', [`gate {earlier} --against {snapshot} ${judged} --format json`], slow],
  ['explain-json', ['explain {identity} {source} --format json'], slow],
  ['explain-further', ['explain {further-identity} {source}'], slow],
];

/** Of each subject. */
const rowsOf = ({ name, questions, large, live }: Subject): readonly Row[] => [
  // What is read live was reported on live.
  ['report', ['scan {source} --out out --snapshot kept.ndjson'], live === undefined ? {} : slow],
  ['settings', ['scan {source} --config in/settings/strict.yaml --fail-on high --top 3 --out out'], slow],
  ['snapshot', ['collect {source} --snapshot kept.ndjson', 'analyze kept.ndjson --format json'], slow],
  ['gate-more', [`gate {source} --against {earlier} ${judged} --out out`]],
  [
    'baseline',
    [
      `baseline write {earlier} ${judged}`,
      `baseline check ${judged}`,
      `baseline update {snapshot} ${judged} --accept-growth`,
      `gate {snapshot} ${judged} --format json`,
    ],
    name === 'demo' ? {} : slow,
  ],
  ['who-can', questions.slice(0, 1).map(ask)],
  ['who-can-more', questions.slice(1).map(ask), slow],
  ['explain', ['explain {identity} {source}']],
  [
    'evidence',
    [
      'evidence {source} --out pack --with-snapshot --sign-key in/key.pem',
      'evidence verify pack --public-key in/public.pem',
    ],
    slow,
  ],
  ...(large === true ? [] : rowsOfSmall),
];

/** Recorded plans of AWS, and one sketched plan of each other provider. */
const plans = ['azure', 'boundary', 'github', 'google', 'moved', 'split', 'widened'];
const furtherPlans = ['document', 'for-each', 'key', 'narrowed', 'no-op', 'renamed', 'trust', 'demo'];
const judgePlan = (plan: string): string => `gate --plan in/plans/${plan}.json --format json`;

const judgements: readonly (readonly [name: string, flags: string])[] = [
  ['plan', '--plan in/plans/demo.json --snapshot in/snapshots/demo.ndjson'],
  ['template', '--template in/templates/head.yaml --base-template in/templates/base.yaml'],
  ['workflows', '--workflows in/checkouts/head --base-workflows in/checkouts/base'],
];

const commands = [
  'scan',
  'collect',
  'analyze',
  'explain',
  'who-can',
  'gate',
  'baseline',
  'baseline write',
  'baseline check',
  'baseline update',
  'rules',
  'permissions',
  'exceptions',
  'exceptions check',
  'exceptions list',
  'exceptions add',
  'evidence',
  'evidence verify',
  'config',
  'config init',
  'config show',
];

const mistakes = [
  '',
  'scann',
  'scan',
  'scan in/nowhere.json',
  'scan in/templates/base.yaml',
  'scan --demo --format yaml',
  'scan --demo --config in/settings/wrong.yaml',
  'explain nobody --demo',
  'who-can nothing --demo',
  'rules no-such-rule',
  'permissions gitlab',
  'gate in/snapshots/demo.ndjson',
  'gate --demo --base-ref main',
  'gate --plan in/templates/base.yaml',
  'baseline check',
  'evidence --demo',
  'exceptions check',
  'collect --github-codespaces --snapshot x.ndjson',
];

const addedException =
  'exceptions add --demo --id for-now --identity arn:aws:iam::111122223333:role/prod-hotfix --rule no-owner --reason moves-soon --owner a@nordlicht.example --approver b@nordlicht.example --created 2026-09-01 --expires 2026-09-10';

const ownRows: readonly Row[] = [
  ['help', ['--help', '--version', ...commands.map((command) => `${command} --help`)], slow],
  ['mistakes', mistakes, { ...slow, subject: demo }],
  ['commands', ['--help', 'scan', 'gate --help', 'rules --format json', 'permissions aws', 'config show']],
  ['rules', ['rules', 'rules standing-administrator', 'rules standing-administrator --format json'], slow],
  [
    'permissions',
    [
      'permissions aws',
      'permissions aws --assume-role arn:aws:iam::*:role/nhi-audit',
      'permissions github',
      'permissions github --github-enterprise --github-codespaces',
    ],
    slow,
  ],
  ['config', ['config init', 'config show', 'config show --config in/settings/strict.yaml'], slow],
  [
    'demo/exceptions',
    [
      'exceptions list --demo --exceptions in/demo/nhi-audit.exceptions.yaml',
      'exceptions check --demo --exceptions in/demo/nhi-audit.exceptions.yaml',
      addedException,
      'exceptions list --demo --exceptions nhi-audit.exceptions.yaml --format json',
    ],
  ],
  ['demo/gate', ['gate --demo --out out']],
  ['demo/gate-formats', gateFormats.map((format) => `gate --demo --format ${format}`), slow],
  ['demo/files', ['scan {demo-files} --collected-at 2026-09-01T06:00:00Z --out out'], slow],
  // A baseline on the base branch; the settings and the baseline of the working folder must not count.
  [
    'demo/gate-base-ref',
    ['HEAD', 'nowhere', 'a:b'].map((name) => `gate --demo --base-ref ${name} --format json`),
    { ...slow, begin: 'repository' },
  ],
  ['checkout', ['scan in/checkouts/head --out out', 'collect in/checkouts/head --snapshot kept.ndjson']],
  ['plans', plans.map(judgePlan)],
  ['further-plans', furtherPlans.map(judgePlan), slow],
  ...judgements.map(([name, flags]): Row => [`gate-${name}`, [`gate ${flags} --out out`], { subject: demo }]),
  ...judgements.map(
    ([name, flags]): Row => [
      `gate-${name}-formats`,
      gateFormats.map((format) => `gate ${flags} --format ${format}`),
      { ...slow, subject: demo },
    ],
  ),
];

/** What GitHub still answers falls with every call of both trees. */
const budgets: Hidden = {
  files: /\.stderr$/,
  without: (text) => text.replaceAll(/\d+( of \d+ calls left until) \S+/g, 'N$1 TIME'),
};

/**
 * `collect` writes facts, and says what was not read, as answers come: AWS's come several at a time, in any order. Their lines
 * are compared in order, and not the digest of the file.
 */
const arrival: Hidden = {
  files: /(collected\.ndjson|\.stderr)$/,
  without: (text) =>
    text
      .replace(/("sha256":")\w+/, '$1DIGEST')
      .split('\n')
      .sort()
      .join('\n'),
};

const wholeAws = '--aws-organization --aws-usage --aws-workloads --aws-region eu-west-1,us-east-1 --verbose';

/** Read live by both trees. */
const live: readonly Row[] = [
  ['live/aws', [`scan ${wholeAws} --out out --snapshot kept.ndjson`], { server: 'aws' }],
  [
    'live/aws-collect',
    [
      `collect ${wholeAws} --snapshot collected.ndjson`,
      'collect --aws-role-arn arn:aws:iam::222222222222:role/audit,x --snapshot one-collected.ndjson',
      'who-can s3:GetObject --aws',
    ],
    { ...slow, server: 'aws', hidden: [arrival] },
  ],
  ['live/github', ['scan --github acme --out out --snapshot kept.ndjson'], { server: 'github' }],
  [
    'live/github-collect',
    ['collect --github acme --github globex --verbose --snapshot collected.ndjson'],
    { ...slow, server: 'github', hidden: [budgets] },
  ],
  [
    'live/github-enterprise',
    ['scan --github-enterprise acme-group --github-codespaces --verbose --out out --snapshot kept.ndjson'],
    { ...slow, server: 'github-app', hidden: [budgets] },
  ],
  [
    'live/moto',
    ['scan --aws --verbose --out out --snapshot kept.ndjson', 'scan --aws --aws-usage --format json'],
    { ...slow, server: 'moto' },
  ],
];

const all: readonly Case[] = [
  ...[...live, ...ownRows].map(([name, lines, more]) => ({ name, lines, ...more })),
  ...subjects.flatMap((subject) =>
    rowsOf(subject).map(([name, lines, more]) => ({
      name: `${subject.name}/${name}`,
      lines,
      subject,
      ...(subject.slow === true ? slow : {}),
      ...more,
    })),
  ),
];

export const cases = all.filter(({ lines }) => lines.length > 0);
