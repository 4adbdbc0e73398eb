import type { Hidden } from './compare.ts';
import type { ServerName } from './servers.ts';
import { type Subject, subjects } from './subjects.ts';

/** One working folder, one or several commands in it; every file and every word of both trees is compared. */
export interface Case {
  readonly name: string;
  /** Command lines. `{source}`, `{snapshot}`, `{earlier}` stand for the subject; `{identity}` makes a line of each chosen one. */
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

/** Of each subject. */
const rowsOf = ({ name, questions, live }: Subject): readonly Row[] => [
  // What is read live was reported on live.
  ['report', ['scan {source} --out out --snapshot kept.ndjson'], live === undefined ? {} : slow],
  ['formats', formats.map((format) => `scan {source} --format ${format}`), slow],
  ['settings', ['scan {source} --config in/settings/strict.yaml --fail-on high --top 3 --out out'], slow],
  ['snapshot', ['collect {source} --snapshot kept.ndjson', 'analyze kept.ndjson --format json'], slow],
  ['gate-more', [`gate {source} --against {earlier} ${judged} --out out`]],
  ['gate-less', [`gate {earlier} --against {snapshot} ${judged} --format json`], slow],
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
  ['who-can', questions.map((question) => `who-can ${question} {source}`)],
  ['explain', ['explain {identity} {source}']],
  ['explain-json', ['explain {identity} {source} --format json'], slow],
  [
    'evidence',
    [
      'evidence {source} --out pack --with-snapshot --sign-key in/key.pem',
      'evidence verify pack --public-key in/public.pem',
    ],
    slow,
  ],
];

/** Folders of recorded plans, and one of GitHub. */
const plans = ['boundary', 'github', 'moved', 'split', 'widened'];
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
      'exceptions list --demo',
      'exceptions check --demo',
      addedException,
      'exceptions list --demo --exceptions nhi-audit.exceptions.yaml --format json',
    ],
  ],
  ['demo/gate', ['gate --demo --out out']],
  ['demo/gate-formats', gateFormats.map((format) => `gate --demo --format ${format}`), slow],
  ['demo/files', ['scan {demo-files} --collected-at 2026-09-01T06:00:00Z --out out'], slow],
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

const live: readonly Row[] = [
  ['live/github', ['scan --github acme --out out --snapshot kept.ndjson'], { server: 'github' }],
];

export const cases = (): readonly Case[] => [
  ...[...ownRows, ...live].map(([name, lines, more]) => ({ name, lines, ...more })),
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
