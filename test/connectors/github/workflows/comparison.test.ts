import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workflowGateInput } from '../../../../connectors/github/workflows/states.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { runGate } from '../../../../src/pipeline/gate.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { interpretations } from '../../../support/providers.ts';
import { anyCharacter } from '../../../support/texts.ts';

type Files = Readonly<Record<string, string>>;
const folder = (name: string, files: Files) => ({
  folder: name,
  files: Object.entries(files).map(([path, text]) => ({ path: `.github/workflows/${path}`, text })),
});
const judge = (base: Files, head: Files) =>
  runGate({
    input: workflowGateInput(folder('base', base), folder('.', head), '2026-11-01T00:00:00Z'),
    settings: defaultSettings,
    labels: { mode: 'workflows', before: 'base', after: 'head' },
    interpretations,
  });
const failing = (base: Files, head: Files): readonly string[] =>
  [
    ...new Set(
      judge(base, head)
        .changes.filter(({ fails }) => fails)
        .map((change) => change.class),
    ),
  ].sort();

interface Job {
  readonly on?: string;
  readonly permissions?: string;
  readonly top?: string;
  readonly more?: string;
  readonly steps?: string;
  readonly runs?: string;
  readonly name?: string;
}
const reading = '{ contents: read }';
const ci = ({
  on = 'push',
  permissions = reading,
  top = '',
  more = '',
  steps = '- run: make',
  runs = 'ubuntu-24.04',
  name = 'build',
}: Job = {}): Files => ({
  'ci.yml': `on: ${on}
${top}
jobs:
  ${name}:
    runs-on: ${runs}
${permissions === '' ? '' : `    permissions: ${permissions}`}
${more}
    steps:
      ${steps}
`,
});
const secret = '- run: deploy\n        env: { KEY: "${{ secrets.DEPLOY_KEY }}" }';
const login =
  '- uses: aws-actions/configure-aws-credentials@e3dd6a429d7300a6a4c196c26e071d42e0343502\n        with: { role-to-assume: "arn:aws:iam::111122223333:role/deploy" }';
const target = (steps: string, permissions = '{ contents: write }'): Files =>
  ci({ on: 'pull_request_target', permissions, steps });

const cases: readonly (readonly [says: string, base: Files, head: Files, fails: readonly string[]])[] = [
  ['nothing changes', ci(), ci(), []],
  ['a new workflow that only reads', {}, ci(), []],
  ['a new workflow that writes', {}, ci({ permissions: '{ contents: write }' }), ['new-standing-grant']],
  ['a new workflow without permissions', {}, ci({ permissions: '' }), ['indeterminate']],
  [
    'a workflow that had no permissions has none',
    ci({ permissions: '' }),
    ci({ permissions: '', steps: '- run: make all' }),
    [],
  ],
  ['permissions are taken out', ci(), ci({ permissions: '' }), ['indeterminate']],
  ['reading becomes writing', ci(), ci({ permissions: '{ contents: write }' }), ['privilege-widened']],
  [
    'write-all',
    ci({ permissions: '{ contents: write }' }),
    ci({ permissions: 'write-all' }),
    ['privilege-widened'],
  ],
  [
    'write-all becomes one permission',
    ci({ permissions: 'write-all' }),
    ci({ permissions: '{ contents: write }' }),
    [],
  ],
  [
    'permissions move from the workflow to the job',
    ci({ permissions: '', top: 'permissions: { contents: write }' }),
    ci({ permissions: '{ contents: write }' }),
    [],
  ],
  [
    'tokens for a cloud',
    ci(),
    ci({ permissions: '{ contents: read, id-token: write }' }),
    ['privilege-widened'],
  ],
  ['a secret is used', ci(), ci({ steps: secret }), ['new-standing-grant']],
  [
    'another way to name a secret',
    ci({ steps: secret }),
    ci({ steps: secret.replace('secrets.DEPLOY_KEY', "secrets['deploy_key']") }),
    [],
  ],
  [
    'all secrets at once',
    ci({ steps: secret }),
    ci({ steps: '- run: echo "${{ toJSON(secrets) }}"' }),
    ['privilege-widened'],
  ],
  [
    'the token of the job is no secret',
    ci(),
    ci({ steps: '- run: gh pr list\n        env: { GH_TOKEN: "${{ secrets.GITHUB_TOKEN }}" }' }),
    [],
  ],
  [
    'a secret of the workflow',
    ci(),
    ci({ top: 'env: { KEY: "${{ secrets.KEY }}" }' }),
    ['new-standing-grant'],
  ],
  ['a role of a cloud', ci(), ci({ steps: login }), ['new-standing-grant']],
  [
    'another role of the cloud',
    ci({ steps: login }),
    ci({ steps: login.replace('role/deploy', 'role/admin') }),
    ['scope-widened'],
  ],
  [
    'the environment goes',
    ci({ steps: login, more: '    environment: production' }),
    ci({ steps: login }),
    ['privilege-widened'],
  ],
  [
    'an environment comes',
    ci({ steps: login }),
    ci({ steps: login, more: '    environment: { name: production }' }),
    [],
  ],
  [
    'anybody may start a job that writes',
    ci({ permissions: '{ contents: write }' }),
    target('- run: make'),
    ['trust-widened'],
  ],
  ['anybody may start a job that only reads', ci(), target('- run: make', reading), []],
  [
    'code of pull requests runs with a writing token',
    target('- run: make'),
    target('- uses: actions/checkout@v4\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }'),
    ['trust-widened'],
  ],
  [
    'a limit of who may start it goes',
    ci({
      on: 'issue_comment',
      permissions: '{ contents: write }',
      more: "    if: github.actor == 'octocat'",
    }),
    ci({ on: 'issue_comment', permissions: '{ contents: write }' }),
    ['trust-widened'],
  ],
  [
    'a limit of who may start it comes',
    ci({ on: 'issue_comment', permissions: '{ contents: write }' }),
    ci({
      on: 'issue_comment',
      permissions: '{ contents: write }',
      more: "    if: github.actor == 'octocat'",
    }),
    [],
  ],
  [
    'who may write starts what the clock started',
    ci({ on: '{ schedule: [{ cron: "0 5 * * *" }] }', permissions: '{ contents: write }' }),
    ci({ on: 'workflow_dispatch', permissions: '{ contents: write }' }),
    [],
  ],
  [
    'one more event of those who may write',
    ci({ permissions: '{ contents: write }' }),
    ci({ on: '[push, workflow_dispatch]', permissions: '{ contents: write }' }),
    [],
  ],
  [
    'an action of others by its tag',
    ci({ permissions: '{ contents: write }' }),
    ci({ permissions: '{ contents: write }', steps: '- uses: somebody/action@v1' }),
    ['trust-widened'],
  ],
  [
    'an action of others by its commit',
    ci({ permissions: '{ contents: write }' }),
    ci({ permissions: '{ contents: write }', steps: `- uses: somebody/action@${'a'.repeat(40)}` }),
    [],
  ],
  [
    'another tag of the same action',
    ci({ permissions: '{ contents: write }', steps: '- uses: somebody/action@v1' }),
    ci({ permissions: '{ contents: write }', steps: '- uses: somebody/action@v2' }),
    [],
  ],
  ['a machine of one’s own', ci(), ci({ runs: '[self-hosted, linux]' }), ['new-standing-grant']],
  ['a group of machines', ci(), ci({ runs: '{ group: builders }' }), ['new-standing-grant']],
  [
    'another group with the same labels',
    ci({ runs: '{ group: builders, labels: [linux] }' }),
    ci({ runs: '{ group: deployers, labels: [linux] }' }),
    ['scope-widened'],
  ],
  [
    'labels in another order',
    ci({ runs: '[self-hosted, linux, big]' }),
    ci({ runs: '[big, linux, self-hosted]' }),
    [],
  ],
  [
    'the file is renamed',
    ci({ permissions: '{ contents: write }', steps: login }),
    { 'build.yml': ci({ permissions: '{ contents: write }', steps: login })['ci.yml']! },
    [],
  ],
  [
    'the job is renamed',
    ci({ permissions: '{ contents: write }' }),
    ci({ permissions: '{ contents: write }', name: 'compile' }),
    [],
  ],
  ['a workflow goes', ci({ permissions: 'write-all' }), {}, []],
  [
    'a workflow of others gets all secrets',
    ci(),
    {
      'ci.yml':
        'on: push\npermissions: { contents: read }\njobs:\n  build:\n    uses: somebody/repo/.github/workflows/x.yml@v1\n    secrets: inherit\n',
    },
    ['new-standing-grant', 'trust-widened'],
  ],
  ['a file that is no YAML', ci(), { 'ci.yml': 'on: [' }, ['indeterminate']],
  ['a file without jobs', ci(), { 'ci.yml': 'on: push' }, ['indeterminate']],
];

describe('verdicts of a careful reviewer on workflow files', () => {
  test.each(cases)('%s', (_, base, head, expected) => {
    expect(failing(base, head)).toEqual(expected);
  });

  test('the order of files and jobs never matters', () => {
    const files = (swap: boolean): Files => {
      const jobs = ['a', 'b'].map(
        (name) =>
          `  ${name}:\n    runs-on: x\n    permissions: { contents: write }\n    steps: [{ run: ${name} }]`,
      );
      const one = `on: push\njobs:\n${(swap ? jobs.reverse() : jobs).join('\n')}\n`;
      return swap ? { 'z.yml': one, 'a.yml': one } : { 'a.yml': one, 'z.yml': one };
    };
    expect(failing(files(false), files(true))).toEqual([]);
    expect(judge({}, files(true)).changes.map(({ fingerprint }) => fingerprint)).toEqual(
      judge({}, files(false)).changes.map(({ fingerprint }) => fingerprint),
    );
  });

  test('any text is read or told of, and nothing is new against itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.jsonValue(), (written, value) => {
        for (const text of [
          written,
          JSON.stringify({ on: value, jobs: { a: value, b: { steps: [value], permissions: value } } }),
        ]) {
          const files = { 'ci.yml': text };
          expect(failing(files, files)).toEqual([]);
        }
      }),
      { numRuns: lawRuns(40, 200) },
    );
  });
});

test('who, since which change, and where it is written', () => {
  const [change] = judge(ci(), ci({ permissions: '{ contents: write }' })).changes;
  expect(change).toMatchObject({
    who: 'github:.github/workflows/ci.yml#build',
    kind: 'job',
    since: '.github/workflows/ci.yml (update)',
    location: { file: '.github/workflows/ci.yml', line: 4, address: 'build' },
  });
  expect(change!.instead).toContain('jobs.<id>.permissions');
});

test('who comes in is told in words', () => {
  const changes = judge(ci({ permissions: '{ contents: write }' }), target('- run: make')).changes.map(
    ({ what }) => what,
  );
  expect(changes).toContain(
    'Whoever causes pull_request_target may start it, without a condition; before it was not trusted.',
  );
});
