import { expect, test } from 'vitest';
import { workflowGateInput } from '../../connectors/github/workflows/states.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { runGate } from '../../src/pipeline/gate.ts';
import { interpretations } from '../support/providers.ts';

/** What somebody writes into a workflow who wants a privilege to get past the gate, and what teams write every day. */

type Files = Readonly<Record<string, string>>;
const folder = (name: string, files: Files) => ({
  folder: name,
  files: Object.entries(files)
    .filter(([p]) => !p.startsWith('./'))
    .map(([path, text]) => ({ path: `.github/workflows/${path}`, text })),
  actions: new Map(Object.entries(files).filter(([p]) => p.startsWith('./'))),
});
const judge = (base: Files, head: Files) =>
  runGate({
    input: workflowGateInput(folder('base', base), folder('.', head), '2026-11-01T00:00:00Z'),
    settings: defaultSettings,
    labels: { mode: 'workflows', before: 'b', after: 'h' },
    interpretations,
  });
const sha = 'a'.repeat(40);
const dev = 'arn:aws:iam::111122223333:role/dev';
const adm = 'arn:aws:iam::444455556666:role/prod-admin';
const step = (role: string) =>
  `      - uses: aws-actions/configure-aws-credentials@${sha}\n        with: { role-to-assume: ${role}, aws-region: eu-central-1 }\n`;
const wf = (
  steps: string,
  { on = 'push', top = '', perm = '    permissions: { id-token: write }\n', job = '' } = {},
) =>
  `on: ${on}\npermissions: {}\n${top}jobs:\n  d:\n    runs-on: ubuntu-24.04\n${perm}${job}    steps:\n${steps}`;
const run = (s: string) =>
  `      - run: |\n${s
    .split('\n')
    .map((l) => `          ${l}`)
    .join('\n')}\n`;
const twenty = [...Array(20).keys()].join(', ');
const manyChoices = `{ workflow_dispatch: { inputs: { a: { type: choice, options: [${twenty}] }, b: { type: choice, options: [${twenty}] } } } }`;
type Row = readonly [verdict: string, says: string, base: Files, head: Files];
const cases: readonly Row[] = [
  ['fail', 'role swap', { 'a.yml': wf(step(dev)) }, { 'a.yml': wf(step(adm)) }],
  [
    'fail',
    'role via aws cli sts in run',
    { 'a.yml': wf(run('make')) },
    {
      'a.yml': wf(
        run(
          `aws sts assume-role-with-web-identity --role-arn ${adm} --role-session-name x --web-identity-token "$T"`,
        ),
      ),
    },
  ],
  [
    'fail',
    'run swaps role',
    { 'a.yml': wf(run(`aws sts assume-role-with-web-identity --role-arn ${dev}`)) },
    { 'a.yml': wf(run(`aws sts assume-role-with-web-identity --role-arn ${adm}`)) },
  ],
  [
    'fail',
    'AWS_ROLE_ARN env + web identity file',
    { 'a.yml': wf(run('make')) },
    {
      'a.yml': wf(run('make'), {
        job: `    env: { AWS_ROLE_ARN: ${adm}, AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/t }\n`,
      }),
    },
  ],
  [
    'fail',
    'write-all via reusable',
    {
      'a.yml': `on: push\npermissions: {}\njobs:\n  d:\n    uses: ./.github/workflows/b.yml\n`,
      'b.yml': `on: workflow_call\njobs:\n  x:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n`,
    },
    {
      'a.yml': `on: push\npermissions: write-all\njobs:\n  d:\n    uses: ./.github/workflows/b.yml\n`,
      'b.yml': `on: workflow_call\njobs:\n  x:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n`,
    },
  ],
  ['fail', 'id-token write new', { 'a.yml': wf(run('make'), { perm: '' }) }, { 'a.yml': wf(run('make')) }],
  [
    'fail',
    'anchors',
    { 'a.yml': wf(step(dev)) },
    {
      'a.yml': `on: push\npermissions: {}\njobs:\n  d: &j\n    runs-on: ubuntu-24.04\n    permissions: { id-token: write }\n    steps:\n${step(dev)}  e:\n    runs-on: ubuntu-24.04\n    permissions: { contents: write }\n    steps: [{ run: x }]\n`,
    },
  ],
  [
    'fail',
    'alias job',
    {
      'a.yml': `on: push\npermissions: {}\njobs:\n  d: &j\n    runs-on: ubuntu-24.04\n    permissions: &p { contents: write }\n    steps: [{ run: x }]\n`,
    },
    {
      'a.yml': `on: push\npermissions: {}\njobs:\n  d: &j\n    runs-on: ubuntu-24.04\n    permissions: &p { contents: write }\n    steps: [{ run: x }]\n  e: *j\n`,
    },
  ],
  [
    'fail',
    'matrix fromJSON env',
    {
      'a.yml': wf(step('${{ matrix.role }}'), {
        top: `env:\n  R: '["${dev}"]'\n`,
        job: '    strategy: { matrix: { role: "${{ fromJSON(env.R) }}" } }\n',
      }),
    },
    {
      'a.yml': wf(step('${{ matrix.role }}'), {
        top: `env:\n  R: '["${dev}","${adm}"]'\n`,
        job: '    strategy: { matrix: { role: "${{ fromJSON(env.R) }}" } }\n',
      }),
    },
  ],
  [
    'fail',
    'nested composites',
    {
      'a.yml': wf('      - uses: ./actions/one\n'),
      './actions/one': `runs:\n  using: composite\n  steps:\n    - uses: ./actions/two\n`,
      './actions/two': `runs:\n  using: composite\n  steps:\n    - uses: aws-actions/configure-aws-credentials@${sha}\n      with: { role-to-assume: ${dev} }\n`,
    },
    {
      'a.yml': wf('      - uses: ./actions/one\n'),
      './actions/one': `runs:\n  using: composite\n  steps:\n    - uses: ./actions/two\n`,
      './actions/two': `runs:\n  using: composite\n  steps:\n    - uses: aws-actions/configure-aws-credentials@${sha}\n      with: { role-to-assume: ${adm} }\n`,
    },
  ],
  [
    'fail',
    'pull_request_target added',
    { 'a.yml': wf(step(dev), { on: 'push' }) },
    { 'a.yml': wf(step(dev), { on: '[push, pull_request_target]' }) },
  ],
  [
    'fail',
    'workflow_run added',
    { 'a.yml': wf(step(dev), { on: 'push' }) },
    { 'a.yml': wf(step(dev), { on: '{ push: {}, workflow_run: { workflows: [x] } }' }) },
  ],
  [
    'fail',
    'environment removed',
    { 'a.yml': wf(step(dev), { job: '    environment: prod\n' }) },
    { 'a.yml': wf(step(dev)) },
  ],
  // Whoever pushes a branch writes the workflow of that branch: neither is a limit.
  [
    'pass',
    'if removed',
    { 'a.yml': wf(step(dev), { job: "    if: github.ref == 'refs/heads/main'\n" }) },
    { 'a.yml': wf(step(dev)) },
  ],
  [
    'pass',
    'branch filter removed',
    { 'a.yml': wf(step(dev), { on: '{ push: { branches: [main] } }' }) },
    { 'a.yml': wf(step(dev), { on: 'push' }) },
  ],
  [
    'fail',
    'secret new',
    { 'a.yml': wf(run('make')) },
    { 'a.yml': wf('      - run: make\n        env: { K: "${{ secrets.ADMIN_KEY }}" }\n') },
  ],
  [
    'fail',
    'toJSON secrets',
    { 'a.yml': wf(run('make')) },
    { 'a.yml': wf('      - run: make\n        env: { K: "${{ toJSON(secrets) }}" }\n') },
  ],
  [
    'fail',
    'secrets inherit',
    { 'a.yml': `on: push\npermissions: {}\njobs:\n  d:\n    uses: o/r/.github/workflows/b.yml@${sha}\n` },
    {
      'a.yml': `on: push\npermissions: {}\njobs:\n  d:\n    uses: o/r/.github/workflows/b.yml@${sha}\n    secrets: inherit\n`,
    },
  ],
  [
    'fail',
    'remote reusable gets new perms',
    { 'a.yml': `on: push\npermissions: {}\njobs:\n  d:\n    uses: o/r/.github/workflows/b.yml@${sha}\n` },
    {
      'a.yml': `on: push\npermissions: {}\njobs:\n  d:\n    permissions: write-all\n    uses: o/r/.github/workflows/b.yml@${sha}\n`,
    },
  ],
  [
    'fail',
    'self-hosted runner',
    { 'a.yml': wf(run('make')) },
    { 'a.yml': wf(run('make')).replace('runs-on: ubuntu-24.04', 'runs-on: [self-hosted, prod]') },
  ],
  [
    'fail',
    'merge key',
    { 'a.yml': wf(run('make')) },
    {
      'a.yml': `on: push\npermissions: {}\nx: &x { permissions: write-all }\njobs:\n  d:\n    <<: *x\n    runs-on: u\n    steps: [{ run: x }]\n`,
    },
  ],
  [
    'fail',
    'permission expression',
    { 'a.yml': wf(run('make')) },
    { 'a.yml': wf(run('make'), { perm: "    permissions: ${{ 'write-all' }}\n" }) },
  ],
  ['fail', 'new wf .yaml', {}, { 'z.yaml': wf(step(adm)) }],
  [
    'fail',
    'uses unpinned branch of other with id-token',
    { 'a.yml': wf(`      - uses: evil/login@${sha}\n`) },
    { 'a.yml': wf('      - uses: evil/login@main\n') },
  ],
  [
    'fail',
    'action swapped to unknown with token',
    {
      'a.yml': wf(`      - uses: actions/checkout@${sha}\n`, {
        perm: '    permissions: { contents: write }\n',
      }),
    },
    { 'a.yml': wf('      - uses: evil/thing@main\n', { perm: '    permissions: { contents: write }\n' }) },
  ],
  [
    'fail',
    'github-script? gh api',
    { 'a.yml': wf(run('make'), { perm: '    permissions: { contents: read }\n' }) },
    {
      'a.yml': wf('      - run: gh api -X PUT x\n        env: { GH_TOKEN: "${{ secrets.ADMIN_PAT }}" }\n', {
        perm: '    permissions: { contents: read }\n',
      }),
    },
  ],
  ['fail', 'vars role', { 'a.yml': wf(step(dev)) }, { 'a.yml': wf(step('${{ vars.ROLE }}')) }],
  [
    'fail',
    'GITHUB_ENV write role',
    { 'a.yml': wf(run('echo R=x >> $GITHUB_ENV') + step('${{ env.R }}')) },
    { 'a.yml': wf(run('echo R=y >> $GITHUB_ENV') + step('${{ env.R }}')) },
  ],
  [
    'fail',
    'output of step role',
    {
      'a.yml': wf(
        `      - id: s\n        run: echo r=a >> $GITHUB_OUTPUT\n${step('${{ steps.s.outputs.r }}')}`,
      ),
    },
    {
      'a.yml': wf(
        `      - id: s\n        run: echo r=b >> $GITHUB_OUTPUT\n${step('${{ steps.s.outputs.r }}')}`,
      ),
    },
  ],
  [
    'pass',
    'checkout bump',
    { 'a.yml': wf(`      - uses: actions/checkout@${sha}\n${step(dev)}`) },
    { 'a.yml': wf(`      - uses: actions/checkout@${'b'.repeat(40)} # v5\n${step(dev)}`) },
  ],
  ['pass', 'rename job', { 'a.yml': wf(step(dev)) }, { 'a.yml': wf(step(dev)).replace('  d:', '  deploy:') }],
  ['pass', 'rename file', { 'a.yml': wf(step(dev)) }, { 'b.yml': wf(step(dev)) }],
  ['pass', 'new test step', { 'a.yml': wf(step(dev)) }, { 'a.yml': wf(run('npm test') + step(dev)) }],
  [
    'pass',
    'new lint workflow',
    {},
    {
      'l.yml': wf(`      - uses: actions/checkout@${sha}\n${run('npm test')}`, {
        on: 'pull_request',
        perm: '    permissions: { contents: read }\n',
      }),
    },
  ],
  [
    'pass',
    'configure-aws bump',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': wf(step(dev)).replace(sha, 'c'.repeat(40)) },
  ],
  [
    'pass',
    'perm narrowed',
    { 'a.yml': wf(run('make'), { perm: '    permissions: write-all\n' }) },
    { 'a.yml': wf(run('make'), { perm: '    permissions: { contents: read }\n' }) },
  ],
  [
    'pass',
    'timeout, concurrency',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': wf(step(dev), { job: '    timeout-minutes: 5\n    concurrency: x\n' }) },
  ],
  [
    'fail',
    'events as a set, which GitHub reads as a mapping',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': wf(step(dev), { on: '!!set { push, pull_request_target }' }) },
  ],
  [
    'fail',
    'steps as pairs',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': wf(step(dev)).replace('    steps:\n', '    steps: !!pairs\n') + run(`aws --role-arn ${adm}`) },
  ],
  [
    'fail',
    'permissions with a tag of its own',
    { 'a.yml': wf(run('make'), { perm: '' }) },
    { 'a.yml': wf(run('make'), { perm: '    permissions: !x { contents: write }\n' }) },
  ],
  [
    'fail',
    'a second document',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': `${wf(step(dev))}---\n${wf(step(adm))}` },
  ],
  [
    'fail',
    'a second document behind an end',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': `${wf(step(dev))}...\n${wf(step(adm))}` },
  ],
  [
    'fail',
    'an addition that may be too many things',
    { 'a.yml': wf(step(dev), { on: manyChoices }) },
    {
      'a.yml': wf(step("'${{ matrix.r }}'"), {
        on: manyChoices,
        job: `    strategy: { matrix: { include: [{ a: "\${{ inputs.a }}", b: "\${{ inputs.b }}", r: "\${{ inputs.a == '19' && inputs.b == '19' && '${adm}' || '${dev}' }}" }] } }\n`,
      }),
    },
  ],
  [
    'fail',
    'bytes before and returns at the ends of lines',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': `\ufeff${wf(step(adm)).replaceAll('\n', '\r\n')}` },
  ],
  [
    'pass',
    'a beginning of the document, and comments of any length',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': `---\n${wf(step(dev))}# ${'x'.repeat(100_000)}\n` },
  ],
  [
    'pass',
    'runner image bump',
    { 'a.yml': wf(step(dev)) },
    { 'a.yml': wf(step(dev)).replace('ubuntu-24.04', 'ubuntu-26.04') },
  ],
];
test.each(cases)('%s: %s', (verdict, _, base, head) => {
  const judged = judge(base, head);
  expect(judged.verdict, judged.reason).toBe(verdict);
});
