import { describe, expect, test } from 'vitest';
import {
  correctedJobs,
  holdsNoSecret,
  keepsNoToken,
  pinned,
  readsOnly,
  underPullRequest,
} from '../../../../connectors/github/exposures/corrected.ts';
import {
  namesSecrets,
  namesSecretsOf,
  throughVariable,
  withInputs,
  withSetting,
  withWorkflowToken,
} from '../../../../connectors/github/exposures/corrected-steps.ts';

const workflow = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: write-all
    steps:
      # the code
      - uses: actions/checkout@v4
      - uses: acme/upload@v1
        with: { path: . }
  other:
    uses: acme/flows/.github/workflows/x.yml@main
`;

describe('the whole job, corrected', () => {
  test.each([
    [
      'a checkout that keeps no token',
      ['build'],
      keepsNoToken('actions/checkout@v4'),
      ['      - uses: actions/checkout@v4', '        with:', '          persist-credentials: false'],
    ],
    ['a token that reads', ['build'], readsOnly, ['    permissions:', '      contents: read']],
    [
      'an action by its commit',
      ['build'],
      pinned('acme/upload@v1'),
      ['      - uses: acme/upload@FULL_COMMIT # v1'],
    ],
    [
      'a called workflow by its commit',
      ['other'],
      pinned('acme/flows/.github/workflows/x.yml@main'),
      ['    uses: acme/flows/.github/workflows/x.yml@FULL_COMMIT # main'],
    ],
  ])('%s', (_, names, change, expected) => {
    const lines = correctedJobs(workflow, names, change);
    expect(lines.slice(0, 2)).toEqual(['jobs:', `  ${names[0]}:`]);
    expect(lines.join('\n')).toContain(expected.join('\n'));
    if (names[0] === 'build') {
      expect(lines).toContain('    runs-on: ubuntu-latest');
      expect(lines).toContain('      # the code');
    }
  });

  test.each([
    ['no text', undefined, ['build']],
    ['no such job', workflow, ['deploy']],
    ['an anchor', workflow.replace('runs-on:', 'env: &all { A: b }\n    runs-on:'), ['build']],
    ['a line that no screen shows', workflow.replace('ubuntu-latest', `"${'x'.repeat(200)}"`), ['build']],
    [
      'too many lines',
      workflow.replace('    steps:\n', `    steps:\n${'      - run: make\n'.repeat(70)}`),
      ['build'],
    ],
    ['no YAML', 'jobs: [', ['build']],
  ])('nothing for %s', (_, text, names) => {
    expect(correctedJobs(text, names, readsOnly)).toEqual([]);
  });
  test('nothing where there is nothing to change', () => {
    expect(correctedJobs(workflow, ['build'], pinned('acme/other@v1'))).toEqual([]);
  });
});

describe('steps and what is handed over', () => {
  const job = (...lines: readonly string[]): string =>
    [
      'on: issues',
      'jobs:',
      '  a:',
      '    runs-on: ubuntu-latest',
      ...lines.map((line) => `    ${line}`),
      '',
    ].join('\n');
  const shown = (text: string, change: Parameters<typeof correctedJobs>[2]): string =>
    correctedJobs(text, ['a'], change).join('\n');
  const title = 'github.event.issue.title';
  const pasting = (run: string, ...more: readonly string[]): string =>
    job('steps:', `  - run: ${run}`, ...more.map((line) => `    ${line}`));

  test.each([
    ['echo ${{ github.event.issue.title }}', 'run: echo "$ISSUE_TITLE"'],
    ['echo "on ${{ github.event.issue.title }}"', 'run: echo "on ${ISSUE_TITLE}"'],
    ["echo ${{ format('{0}', github.event.issue.title) }}", 'run: echo "$ISSUE_TITLE"'],
    ['echo ${{ GitHub.Event.Issue.Title }}', 'run: echo "$ISSUE_TITLE"'],
  ])('a script that pastes a text takes it from a variable: %s', (run, expected) => {
    const text = shown(pasting(run), throughVariable(1, title));
    expect(text).toContain(expected);
    const [expression] = /\$\{\{.*?\}\}/.exec(run)!;
    expect(text).toContain(`ISSUE_TITLE: ${expression}`);
  });

  test('beside variables that it has', () => {
    const text = shown(
      pasting('echo ${{ github.event.issue.title }}', 'env:', '  A: b'),
      throughVariable(1, title),
    );
    expect(text).toContain('        env:\n          A: b\n          ISSUE_TITLE:');
  });

  test.each([
    ['single quotes', pasting(`"echo 'on \${{ github.event.issue.title }}'"`)],
    ['another shell', pasting('echo ${{ github.event.issue.title }}', 'shell: pwsh')],
    ['Windows', pasting('echo ${{ github.event.issue.title }}').replace('ubuntu', 'windows')],
    ['nothing of it', pasting('echo ready')],
    ['a step that is no script', job('steps:', '  - uses: acme/x@v1')],
    [
      'two forms of it',
      pasting('echo ${{ github.event.issue.title }} ${{ toJSON(github.event.issue.title) }}'),
    ],
  ])('nothing where there is %s', (_, text) => {
    expect(correctedJobs(text, ['a'], throughVariable(1, title))).toEqual([]);
  });

  test('secrets by name in place of inherit', () => {
    const text = 'jobs:\n  a:\n    uses: acme/x/.github/workflows/y.yml@v1\n    secrets: inherit\n';
    expect(shown(text, namesSecrets)).toContain(
      '    secrets:\n      NAME: ${{ secrets.NAME }} # and so each secret that the workflow needs',
    );
    expect(correctedJobs(workflow, ['other'], namesSecrets)).toEqual([]);
  });

  describe('secrets in env of the workflow', () => {
    const text = (more = ''): string =>
      `on: push\nenv:\n  NPM_TOKEN: \${{ secrets.NPM }}\n  CI: true\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm publish\n${more}`;
    const other = '  b:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
    test('go with the fix of the job that has them, and others are told', () => {
      expect(shown(text(other), withWorkflowToken('NPM'))).toMatch(
        /^# NPM_TOKEN: set in env of each other job that needs it\n\nenv:\n {2}CI: true\njobs:\n {2}a:\n(?!.*NPM)/s,
      );
    });
    test('nobody is told where there is no other job', () => {
      expect(shown(text(), holdsNoSecret)).toMatch(/^env:\n {2}CI: true\njobs:/);
    });
    test('stay where they have nothing to do with it', () => {
      expect(shown(text(other), readsOnly)).toMatch(/^jobs:(?!.*env)/s);
      expect(correctedJobs(text(other), ['a'], withWorkflowToken('PYPI'))).toEqual([]);
    });
    test('stand in the job by name, where all of them stood for all jobs', () => {
      const all = text(other).replace('secrets.NPM', 'toJSON(secrets)');
      expect(shown(all, namesSecretsOf(['toJSON(secrets)']))).toMatch(
        /env:\n {2}CI: true\njobs:\n {2}a:.*\n {4}env:\n {6}NPM_TOKEN: \$\{\{ secrets\.NAME \}\}/s,
      );
    });
  });

  test('one secret in place of all, but not in a script', () => {
    const env = job('env:', '  ALL: ${{ toJSON(secrets) }}');
    expect(shown(env, namesSecretsOf(['toJSON(secrets)']))).toContain(
      'ALL: ${{ secrets.NAME }} # and so each secret that it needs',
    );
    expect(
      correctedJobs(pasting('echo ${{ toJSON(secrets) }}'), ['a'], namesSecretsOf(['toJSON(secrets)'])),
    ).toEqual([]);
  });

  test('a token of the workflow in place of a key', () => {
    const text = shown(
      job(
        'steps:',
        '  - uses: pypa/gh-action-pypi-publish@v1',
        '    with:',
        '      password: ${{ secrets.PYPI }}',
      ),
      withWorkflowToken('PYPI'),
    );
    expect(text).not.toContain('PYPI');
    expect(text).not.toContain('with:');
    expect(text).toContain('    permissions:\n      contents: read\n      id-token: write');
  });

  test('no permission and no secret, where no script names one', () => {
    const text = shown(
      job(
        'env:',
        '  KEY: ${{ secrets.KEY }}',
        'steps:',
        '  - uses: acme/x@v1',
        '    with: { token: "${{ secrets[\'T\'] }}", path: dist }',
        '  - run: make',
        '    env:',
        '      LEVEL: ${{ needs.secrets.outputs.level }}',
      ),
      holdsNoSecret,
    );
    expect(text).not.toMatch(/KEY|token/);
    expect(text).toContain('path: dist');
    expect(text).toContain('LEVEL: ${{ needs.secrets.outputs.level }}');
    expect(text).toContain('permissions: {}');
    expect(shown(pasting('echo ${{ secrets.KEY }}'), holdsNoSecret)).toBe('');
    expect(shown(job('uses: acme/x/.github/workflows/y.yml@v1', 'secrets: inherit'), holdsNoSecret)).toBe('');
  });

  test('settings of job and step, and no permission at all', () => {
    const text = job('steps:', '  - uses: acme/x@v1');
    expect(shown(text, withSetting('runs-on', 'ubuntu-24.04'))).toContain('runs-on: ubuntu-24.04');
    expect(shown(text, withSetting('if', 'false', 1))).toContain('        if: "false"');
    expect(shown(text, withInputs(1, { path: 'x' }))).toContain('        with:\n          path: x');
    expect(shown(text, holdsNoSecret)).toContain('    permissions: {}');
    expect(correctedJobs(text, ['a'], withInputs(2, { path: 'x' }))).toEqual([]);
  });
});

describe('a file that runs the code of pull requests', () => {
  const text = `name: check
on:
  pull_request_target:
    types: [opened]
permissions: write-all
jobs:
  a:
    permissions: { contents: write }
    runs-on: ubuntu-latest
    steps: [{ run: make }]
`;

  test('does so under pull_request, with a token that reads', () => {
    expect(underPullRequest(text, ['pull_request_target'])).toEqual([
      'name: check',
      'on: pull_request',
      'permissions:',
      '  contents: read',
      'jobs:',
      '  a:',
      '    runs-on: ubuntu-latest',
      '    steps: [ { run: make } ]',
    ]);
  });

  test('is left alone where something else starts it as well, or nothing is known', () => {
    const both = text.replace('permissions: write-all', '  push:\npermissions: write-all');
    expect(underPullRequest(both, ['pull_request_target'])).toEqual([]);
    expect(underPullRequest(undefined, ['pull_request_target'])).toEqual([]);
    expect(underPullRequest('on: [', ['pull_request_target'])).toEqual([]);
  });
});
