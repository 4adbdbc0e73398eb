import { describe, expect, test } from 'vitest';
import { workflowGateInput } from '../../../../connectors/github/workflows/states.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { runGate } from '../../../../src/pipeline/gate.ts';
import { interpretations } from '../../../support/providers.ts';

interface Files {
  readonly [path: string]: string;
}
const folder = (name: string, files: Files) => ({
  folder: name,
  files: Object.entries(files)
    .filter(([path]) => !path.startsWith('./'))
    .map(([path, text]) => ({ path: `.github/workflows/${path}`, text })),
  actions: new Map(Object.entries(files).filter(([path]) => path.startsWith('./'))),
});
const judge = (base: Files, head: Files) =>
  runGate({
    input: workflowGateInput(folder('base', base), folder('.', head), '2026-11-01T00:00:00Z'),
    settings: defaultSettings,
    labels: { mode: 'workflows', before: 'base', after: 'head' },
    interpretations,
  });
/** Classes that fail, and what they are about. */
const failing = (base: Files, head: Files): readonly string[] =>
  judge(base, head)
    .changes.filter(({ fails }) => fails)
    .map((change) => `${change.class} ${change.who.replace('github:.github/workflows/', '')}`)
    .sort();

const dev = 'arn:aws:iam::111122223333:role/deploy-dev';
const admin = 'arn:aws:iam::444455556666:role/prod-admin';
const sha = 'a'.repeat(40);

interface Written {
  readonly on?: string;
  readonly top?: string;
  readonly job?: string;
  readonly role?: string;
  readonly env?: string;
  readonly before?: string;
  readonly input?: string;
}
const deploy = ({
  on = 'push',
  top = '',
  job = '',
  role = dev,
  env = '',
  before = '',
  input = 'role-to-assume',
}: Written): Files => ({
  'm.yml': `on: ${on}
permissions: {}
${top}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    permissions: { id-token: write }
${job}
    steps:
${before}
      - uses: aws-actions/configure-aws-credentials@${sha}
        with: { ${input}: "${role}", aws-region: eu-central-1 }
        ${env}
`,
});
const matrix = (written: string): string => `    strategy: { matrix: ${written} }`;
const byMatrix = (written: string): Files => deploy({ role: '${{ matrix.role }}', job: matrix(written) });
const gains = ['scope-widened m.yml#deploy'];
const nobody = ['indeterminate m.yml#deploy'];

describe('values behind expressions are compared as values', () => {
  test.each<[says: string, base: Files, head: Files, fails: readonly string[]]>([
    [
      'a role is added to a matrix',
      byMatrix(`{ include: [{ role: "${dev}" }] }`),
      byMatrix(`{ include: [{ role: "${dev}" }, { role: "${admin}" }] }`),
      gains,
    ],
    ['a role that the text named comes by the matrix', deploy({}), byMatrix(`{ role: ["${dev}"] }`), []],
    [
      'a role comes by an axis',
      byMatrix(`{ role: ["${dev}"] }`),
      byMatrix(`{ role: ["${dev}", "${admin}"] }`),
      gains,
    ],
    [
      'a role comes back from an exclusion',
      byMatrix(`{ role: ["${dev}", "${admin}"], exclude: [{ role: "${admin}" }] }`),
      byMatrix(`{ role: ["${dev}", "${admin}"] }`),
      gains,
    ],
    [
      'a role is given to one of the targets',
      deploy({
        role: '${{ matrix.role }}',
        job: matrix(`{ stage: [a, b], include: [{ stage: a, role: "${dev}" }] }`),
      }),
      deploy({
        role: '${{ matrix.role }}',
        job: matrix(
          `{ stage: [a, b], include: [{ stage: a, role: "${dev}" }, { stage: b, role: "${admin}" }] }`,
        ),
      }),
      gains,
    ],
    [
      'a member of a target',
      deploy({ role: '${{ matrix.to.role }}', job: matrix(`{ to: [{ role: "${dev}" }] }`) }),
      deploy({ role: '${{ matrix.to.role }}', job: matrix(`{ to: [{ role: "${admin}" }] }`) }),
      gains,
    ],
    [
      'a matrix in JSON',
      byMatrix(`{ role: "\${{ fromJSON('[\\"${dev}\\"]') }}" }`),
      byMatrix(`{ role: "\${{ fromJSON('[\\"${dev}\\",\\"${admin}\\"]') }}" }`),
      gains,
    ],
    [
      'a variable of the workflow',
      deploy({ top: `env: { ROLE: "${dev}" }`, role: '${{ env.ROLE }}' }),
      deploy({ top: `env: { ROLE: "${admin}" }`, role: '${{ env.ROLE }}' }),
      gains,
    ],
    [
      'a variable of the job hides that of the workflow',
      deploy({ top: `env: { ROLE: "${dev}" }`, role: '${{ env.ROLE }}' }),
      deploy({
        top: `env: { ROLE: "${dev}" }`,
        job: `    env: { Role: "${admin}" }`,
        role: '${{ env.ROLE }}',
      }),
      gains,
    ],
    [
      'a variable of the step',
      deploy({ role: '${{ env.ROLE }}', env: `env: { ROLE: "${dev}" }` }),
      deploy({ role: '${{ env.ROLE }}', env: `env: { ROLE: "${admin}" }` }),
      gains,
    ],
    [
      'a part of the name',
      deploy({ top: 'env: { STAGE: dev }', role: 'arn:aws:iam::111122223333:role/${{ env.STAGE }}' }),
      deploy({ top: 'env: { STAGE: prod }', role: 'arn:aws:iam::111122223333:role/${{ env.STAGE }}' }),
      gains,
    ],
    [
      'one or the other',
      deploy({ role: `\${{ github.ref == 'refs/heads/main' && '${dev}' || '${dev}' }}` }),
      deploy({ role: `\${{ github.ref == 'refs/heads/main' && '${admin}' || '${dev}' }}` }),
      gains,
    ],
    [
      'a fallback behind a variable',
      deploy({ role: `\${{ vars.ROLE || '${dev}' }}` }),
      deploy({ role: `\${{ vars.ROLE || '${admin}' }}` }),
      gains,
    ],
    [
      'a choice of whoever starts it',
      deploy({
        on: `{ workflow_dispatch: { inputs: { role: { type: choice, options: ["${dev}"] } } } }`,
        role: '${{ inputs.role }}',
      }),
      deploy({
        on: `{ workflow_dispatch: { inputs: { role: { type: choice, options: ["${dev}", "${admin}"] } } } }`,
        role: '${{ github.event.inputs.role }}',
      }),
      gains,
    ],
    [
      'a default of whoever starts it',
      deploy({
        on: `{ workflow_dispatch: { inputs: { role: { default: "${dev}" } } } }`,
        role: '${{ inputs.role }}',
      }),
      deploy({
        on: `{ workflow_dispatch: { inputs: { role: { default: "${admin}" } } } }`,
        role: '${{ inputs.role }}',
      }),
      gains,
    ],
    ['a variable of the settings comes', deploy({}), deploy({ role: '${{ vars.ROLE }}' }), nobody],
    [
      'another variable of the settings',
      deploy({ role: '${{ vars.DEV }}' }),
      deploy({ role: '${{ vars.PROD }}' }),
      nobody,
    ],
    [
      'the same variable of the settings',
      deploy({ role: '${{ vars.DEV }}' }),
      deploy({ role: "${{ vars['dev'] }}" }),
      [],
    ],
    [
      'a variable that stands for one of the settings',
      deploy({ top: 'env: { ROLE: "${{ vars.DEV }}" }', role: '${{ env.ROLE }}' }),
      deploy({ top: 'env: { ROLE: "${{ vars.PROD }}" }', role: '${{ env.ROLE }}' }),
      nobody,
    ],
    [
      'a matrix that only a run tells',
      byMatrix(`{ role: ["${dev}"] }`),
      byMatrix('"${{ fromJSON(vars.TARGETS) }}"'),
      nobody,
    ],
    [
      'what a step before it writes',
      deploy({ role: '${{ env.ROLE }}', before: `      - run: echo "ROLE=${dev}" >> "$GITHUB_ENV"` }),
      deploy({ role: '${{ env.ROLE }}', before: `      - run: echo "ROLE=${admin}" >> "$GITHUB_ENV"` }),
      [...nobody, ...gains],
    ],
    [
      'what a step before it gives',
      deploy({
        role: '${{ steps.r.outputs.a }}',
        before: `      - { id: r, run: "echo a=${dev} >> $GITHUB_OUTPUT" }`,
      }),
      deploy({
        role: '${{ steps.r.outputs.a }}',
        before: `      - { id: r, run: "echo a=${admin} >> $GITHUB_OUTPUT" }`,
      }),
      [...nobody, ...gains],
    ],
    ['an input in another case', deploy({}), deploy({ input: 'Role-To-Assume', role: admin }), gains],
    [
      'an input by its variable',
      deploy({}),
      deploy({ input: 'role-session-name', role: 'x', env: `env: { INPUT_ROLE-TO-ASSUME: "${admin}" }` }),
      gains,
    ],
    [
      'steps side by side',
      deploy({}),
      deploy({
        before: `      - parallel: [{ uses: aws-actions/configure-aws-credentials@${sha}, with: { role-to-assume: "${admin}" } }]`,
      }),
      gains,
    ],
    [
      'the environment by the matrix',
      deploy({
        role: '${{ matrix.role }}',
        job: `    environment: prod\n${matrix(`{ role: ["${admin}"] }`)}`,
      }),
      deploy({
        role: '${{ matrix.role }}',
        job: `    environment: "\${{ matrix.env }}"\n${matrix(`{ include: [{ env: dev, role: "${admin}" }] }`)}`,
      }),
      ['privilege-widened m.yml#deploy'],
    ],
    [
      'a machine that the settings name',
      deploy({}),
      { 'm.yml': deploy({})['m.yml']!.replace('ubuntu-24.04', '"${{ vars.RUNNER }}"') },
      nobody,
    ],
    [
      'a machine of one’s own by JSON',
      deploy({}),
      { 'm.yml': deploy({})['m.yml']!.replace('ubuntu-24.04', `"\${{ fromJSON('[\\"self-hosted\\"]') }}"`) },
      ['new-standing-grant m.yml#deploy'],
    ],
    [
      'code of a pull request by a variable',
      deploy({ on: 'pull_request_target', before: '      - uses: actions/checkout@v4' }),
      deploy({
        on: 'pull_request_target',
        top: 'env: { REF: "${{ github.event.pull_request.head.sha }}" }',
        before: '      - { uses: actions/checkout@v4, with: { ref: "${{ env.REF }}" } }',
      }),
      ['trust-widened m.yml#deploy'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(failing(base, head)).toEqual(expected);
    expect(failing(head, head)).toEqual([]);
  });
});

const called = (
  role = '${{ inputs.role }}',
  more = '',
  permissions = 'permissions: { id-token: write }',
): string => `
on:
  workflow_call:
    inputs: { role: { type: string${more} } }
${permissions}
jobs:
  inner:
    runs-on: ubuntu-24.04
    steps: [{ uses: aws-actions/configure-aws-credentials@${sha}, with: { role-to-assume: "${role}" } }]
`;
const calling = (given: string, permissions = '{ id-token: write }', job = ''): string => `
on: push
jobs:
  go:
    uses: ./.github/workflows/c.yml
    permissions: ${permissions}
    with: { ${given} }
${job}
`;
const release = `on: workflow_call
jobs:
  c: { runs-on: ubuntu-24.04, steps: [{ run: ./release.sh }] }
`;

describe('workflows that others of the repository call', () => {
  test.each<[says: string, base: Files, head: Files, fails: readonly string[]]>([
    [
      'the caller gives another role',
      { 'c.yml': called(), 'p.yml': calling(`role: "${dev}"`) },
      { 'c.yml': called(), 'p.yml': calling(`role: "${admin}"`) },
      ['scope-widened p.yml#go / inner'],
    ],
    [
      'the caller gives a role of its matrix',
      {
        'c.yml': called(),
        'p.yml': calling('role: "${{ matrix.r }}"', undefined, matrix(`{ r: ["${dev}"] }`)),
      },
      {
        'c.yml': called(),
        'p.yml': calling('role: "${{ matrix.r }}"', undefined, matrix(`{ r: ["${dev}", "${admin}"] }`)),
      },
      ['scope-widened p.yml#go / inner'],
    ],
    [
      'the default of an input',
      { 'c.yml': called(undefined, `, default: "${dev}"`), 'p.yml': calling('') },
      { 'c.yml': called(undefined, `, default: "${admin}"`), 'p.yml': calling('') },
      ['scope-widened p.yml#go / inner'],
    ],
    [
      'the called one enters another role',
      { 'c.yml': called(dev), 'p.yml': calling('') },
      { 'c.yml': called(admin), 'p.yml': calling('') },
      ['scope-widened p.yml#go / inner'],
    ],
    [
      'through another one',
      {
        'c.yml': called(),
        'b.yml': calling('role: "${{ inputs.r }}"').replace(
          'on: push',
          'on: { workflow_call: { inputs: { r: { type: string } } } }',
        ),
        'p.yml': calling(`r: "${dev}"`).replace('c.yml', 'b.yml'),
      },
      {
        'c.yml': called(),
        'b.yml': calling('role: "${{ inputs.r }}"').replace(
          'on: push',
          'on: { workflow_call: { inputs: { r: { type: string } } } }',
        ),
        'p.yml': calling(`r: "${admin}"`).replace('c.yml', 'b.yml'),
      },
      ['scope-widened p.yml#go / go / inner'],
    ],
    [
      'one without permissions has those of its caller',
      {},
      { 'c.yml': release, 'p.yml': calling('', '{ contents: write }') },
      ['new-standing-grant p.yml#go / c'],
    ],
    ['and no more', {}, { 'c.yml': release, 'p.yml': calling('', '{ contents: read }') }, []],
    [
      'a caller without permissions of its own',
      {},
      {
        'c.yml': release,
        'p.yml': calling('', '{ contents: read }').replace('    permissions: { contents: read }\n', ''),
      },
      ['indeterminate p.yml#go / c'],
    ],
    ['one that only others call', {}, { 'c.yml': release }, []],
    [
      'one that only others call, and that enters a role',
      {},
      { 'c.yml': called(admin) },
      ['new-standing-grant c.yml#inner'],
    ],
    [
      'two that call each other',
      {},
      { 'c.yml': calling('').replace('on: push', 'on: workflow_call'), 'p.yml': calling('') },
      ['new-standing-grant p.yml#go / go'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(failing(base, head)).toEqual(expected);
    expect(failing(head, head)).toEqual([]);
  });

  test('the line is that of the file that the change touches', () => {
    const { changes } = judge(
      { 'c.yml': called(dev), 'p.yml': calling('') },
      { 'c.yml': called(admin), 'p.yml': calling('') },
    );
    expect(changes.map(({ location, since }) => [location?.file, location?.line, since])).toEqual([
      ['.github/workflows/c.yml', 7, '.github/workflows/c.yml (update)'],
    ]);
  });

  test('what a caller elsewhere gives is told, and passes', () => {
    const { changes, verdict } = judge({}, { 'c.yml': called(undefined, '', 'permissions: {}') });
    expect([verdict, changes.map(({ what, fails }) => [what, fails])]).toEqual([
      'pass',
      [
        [
          'Nobody can tell as whom it enters aws (${{ inputs.role }}): whoever calls it gives it, out of what it may itself.',
          false,
        ],
      ],
    ]);
  });
});

const action = (role: string): string => `
name: deploy
inputs: { role: { default: "${dev}" } }
runs:
  using: composite
  steps: [{ uses: aws-actions/configure-aws-credentials@${sha}, with: { role-to-assume: "${role}" } }]
`;
const using = (uses: string, given = '', on = 'push'): string => `
on: ${on}
permissions: { id-token: write }
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{ uses: ${uses}, with: { ${given} } }]
`;
const own = './.github/actions/deploy';

describe('what a step uses', () => {
  test.each<[says: string, base: Files, head: Files, fails: readonly string[]]>([
    [
      'an action of the repository enters another role',
      { 'm.yml': using(own), [own]: action(dev) },
      { 'm.yml': using(own), [own]: action(admin) },
      ['scope-widened m.yml#a'],
    ],
    [
      'an action of the repository is given another role',
      { 'm.yml': using(own), [own]: action('${{ inputs.role }}') },
      { 'm.yml': using(own, `role: "${admin}"`), [own]: action('${{ inputs.role }}') },
      ['scope-widened m.yml#a'],
    ],
    [
      'an action that is not known gets a role',
      { 'm.yml': using(`acme/ship@${sha}`) },
      { 'm.yml': using(`acme/ship@${sha}`, `target: "${admin}"`) },
      ['new-standing-grant m.yml#a'],
    ],
    [
      'a workflow of others gets another role',
      {
        'p.yml': calling(`role: "${dev}"`)
          .replace('./.github', `acme/x/.github`)
          .replace('c.yml', `c.yml@${sha}`),
      },
      {
        'p.yml': calling(`role: "${admin}"`)
          .replace('./.github', `acme/x/.github`)
          .replace('c.yml', `c.yml@${sha}`),
      },
      ['scope-widened p.yml#go'],
    ],
    [
      'an action that is not known signs in',
      { 'm.yml': using(`acme/ship@${sha}`) },
      { 'm.yml': using(`acme/cloud-login@${sha}`, 'stage: prod') },
      ['indeterminate m.yml#a'],
    ],
    [
      'and signs in elsewhere',
      { 'm.yml': using(`acme/cloud-login@${sha}`, 'stage: dev') },
      { 'm.yml': using(`acme/cloud-login@${sha}`, 'stage: prod') },
      ['indeterminate m.yml#a'],
    ],
    [
      'in another version',
      { 'm.yml': using(`acme/cloud-login@${sha}`, 'stage: dev') },
      { 'm.yml': using(`acme/cloud-login@${'b'.repeat(40)}`, 'stage: dev') },
      [],
    ],
    [
      'one that signs in to a registry with what it is given',
      { 'm.yml': using(`acme/ship@${sha}`) },
      { 'm.yml': using(`docker/login-action@${sha}`, 'registry: ghcr.io') },
      [],
    ],
    [
      'one that looks for secrets',
      { 'm.yml': using(`acme/ship@${sha}`) },
      { 'm.yml': using(`acme/secrets-scan@${sha}`) },
      [],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(failing(base, head)).toEqual(expected);
    expect(failing(head, head)).toEqual([]);
  });
});

const job = (more: string, top = ''): Files => ({
  'm.yml': `on: push\n${top}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    permissions: { contents: read }\n    steps: [{ run: make }]\n${more}\n`,
});

describe('a file that GitHub would not take is told, and is no pass', () => {
  test.each<[says: string, head: Files, why: string]>([
    ['merge keys', job('  b:\n    <<: *x', 'env: &x { A: b }'), 'it has a merge key (`<<`)'],
    ['a key twice', job('    steps: []'), 'Map keys must be unique'],
    ['a key twice, in another case', job('    env: { A: b, a: c }'), 'the key `a` stands there twice'],
    [
      'permissions by an expression',
      job('  b: { permissions: "${{ vars.P }}", steps: [] }'),
      'its permissions are an expression',
    ],
    [
      'a permission by an expression',
      job('  b: { permissions: { contents: "${{ vars.P }}" }, steps: [] }'),
      'the permission `contents` is neither',
    ],
    [
      'permissions in one word',
      job('  b: { permissions: write, steps: [] }'),
      'neither `read-all`, `write-all`',
    ],
    [
      'a permission that there is not',
      job('  b: { permissions: { contents: admin }, steps: [] }'),
      'the permission `contents` is neither',
    ],
    [
      'an action by an expression',
      job('  b: { permissions: {}, steps: [{ uses: "${{ matrix.a }}" }] }'),
      'names its action by an expression',
    ],
    [
      'a workflow by an expression',
      job('  b: { permissions: {}, uses: "./${{ inputs.w }}" }'),
      'the workflow that it calls by an expression',
    ],
    [
      'a key that there is not',
      job('  b: { permissons: write-all, permissions: {}, steps: [] }'),
      'a job has no key `permissons`',
    ],
    ['a job that is none', job('  b: deploy'), 'the job b is no mapping'],
    [
      'steps that are none',
      job('  b: { permissions: {}, steps: { run: x } }'),
      'the steps of a job are no list',
    ],
  ])('%s', (_, head, why) => {
    const { verdict, changes } = judge(job(''), head);
    expect(verdict).toBe('fail');
    const [told] = changes.filter(({ who }) => who === 'github:.github/workflows/m.yml');
    expect([told!.class, told!.fails]).toEqual(['indeterminate', true]);
    expect(told!.what).toContain(why);
    expect(judge(head, head).verdict).toBe('pass');
  });

  test('another text of a file that was refused already is told again', () => {
    expect(failing(job('  b: deploy'), job('  b: deploy it'))).toEqual(['indeterminate m.yml']);
  });
});

test('more jobs than can be told apart are told, and are no pass', () => {
  const list = Array.from({ length: 250 }, (_, index) => index).join(',');
  const many = (jobs: number): Files => ({
    'm.yml': `on: push\npermissions: {}\njobs:\n${Array.from(
      { length: jobs },
      (_, index) =>
        `  j${index}:\n    strategy: { matrix: { a: [${list}] } }\n    steps: [{ run: "${'${{ matrix.a }}'}" }]\n`,
    ).join('')}`,
  });
  expect(failing({}, many(2))).toEqual([]);
  const told = judge({}, many(60)).changes.filter(({ fails }) => fails);
  expect(told[0]!.what).toContain('more jobs than are analysed separately');
  expect(failing(many(60), many(60))).toEqual([]);
});
