import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  estateOf,
  exposuresIn,
  organizationRecord,
  record,
  repository as repositoryRecord,
} from '../support.ts';

const shop = { id: 7, full_name: 'acme/shop' };

const workflow = (text: string, path = '.github/workflows/ci.yml'): SnapshotRecord =>
  record('github.workflow', `acme/shop/${path}`, { repository: shop, path, text });
const action = (path: string, text: string): SnapshotRecord =>
  record('github.local-action', `acme/shop/${path}`, { repository: shop, path, text });

/** What is told of the code of outsiders: `injection`, or `trigger` where nothing is pasted. */
const cases = (...records: readonly SnapshotRecord[]): readonly string[] =>
  exposuresIn([organizationRecord(), repositoryRecord(shop, { visibility: 'public' }), ...records]).flatMap(
    (each) => / untrusted-code (.*)$/.exec(each)?.[1] ?? [],
  );

/** A job on issues that may write, with these members of the job, then these steps. */
const job = (steps: readonly string[], members: readonly string[] = [], on = 'issues'): string =>
  [
    `on: ${on}`,
    'permissions: { contents: write }',
    'jobs:',
    '  one:',
    '    runs-on: ubuntu-latest',
    ...members.map((each) => `    ${each}`),
    '    steps:',
    ...steps.map((each) => `      - ${each}`),
  ].join('\n');
const echo = (expression: string): string => `{ run: 'echo "\${{ ${expression.replaceAll("'", "''")} }}"' }`;

const pasted = ['one injection'];
const not = ['one trigger'];

describe('a text of outsiders in a script', () => {
  test.each([
    ['github.event.issue.title', pasted],
    ["github['event']['issue']['title']", pasted],
    ["github.event['issue'].title", pasted],
    ['GitHub.Event.Issue.Title', pasted],
    ['toJSON(github.event.issue)', pasted],
    ['toJSON(github.event)', pasted],
    ['toJson( github )', pasted],
    ["format('{0}: {1}', github.event.issue.title, 1)", pasted],
    ["github.event.issue.title || 'none'", pasted],
    ["github.event.action == 'opened' && github.event.issue.title || ''", pasted],
    ["join(github.event.*.title, ', ')", pasted],
    ['fromJSON(toJSON(github.event.issue)).title', pasted],
    // Only true or false is pasted.
    ["github.event.issue.title == 'x'", not],
    ["contains(github.event.issue.body, 'y')", not],
    ["startsWith(github.event.issue.title, 'fix') && 'fix' || 'other'", not],
    ['!github.event.issue.title', not],
    ["github.event.issue.title && 'yes' || 'no'", not],
    ["github.event.issue.body != '' && github.event.issue.number", not],
    // Nothing that outsiders write.
    ['github.event.issue.number', not],
    ['toJSON(github.event.issue.labels)', not],
    ['toJSON(github.event.repository)', not],
    ['hashFiles(github.event.issue.title)', not],
    ["format('github.event.issue.title {0}', github.sha)", not],
    // An object that is no text says `Object`.
    ['github.event.issue', not],
    // The event does not carry it.
    ['github.head_ref', not],
    ['github.event.comment.body', not],
  ])('%s', (expression, expected) => {
    expect(cases(workflow(job([echo(expression)])))).toEqual(expected);
  });

  test.each([
    ['a branch of a fork', 'pull_request_target', 'github.head_ref', pasted],
    ['a comment', 'issue_comment', 'github.event.comment.body', pasted],
    ['the branch of another run', 'workflow_run', 'github.event.workflow_run.head_branch', pasted],
    ['a page of the wiki', 'gollum', 'github.event.pages[0].page_name', pasted],
    ['the commit of another run', 'workflow_run', 'github.event.workflow_run.head_sha', not],
  ])('%s', (_, on, expression, expected) => {
    expect(cases(workflow(job([echo(expression)], [], on)))).toEqual(expected);
  });

  test.each([
    ['in the script of an action that runs scripts', 'actions/github-script@v7', 'script', pasted],
    ['in the command of an action that runs commands', 'nick-fields/retry@v3', 'command', pasted],
    ['in an input that is no code', 'actions/github-script@v7', 'result-encoding', not],
    ['in an input of an action that runs none', 'acme/label@v1', 'script', not],
  ])('%s', (_, uses, input, expected) => {
    const step = `{ uses: '${uses}', with: { ${input}: "\${{ github.event.issue.title }}" } }`;
    expect(cases(workflow(job([step])))).toEqual(expected);
  });
});

test.each([
  ['xt0rted/pull-request-comment-branch@v1', 'head_ref', 'issue_comment', pasted],
  ['XT0rted/pull-request-comment-branch@v1', 'ref', 'issue_comment', pasted],
  ['xt0rted/pull-request-comment-branch@v1', 'ref', 'issues', not],
  ['xt0rted/pull-request-comment-branch@v1', 'head_sha', 'issue_comment', not],
  ['xt0rted/pull-request-comment-branch@v1', 'base_ref', 'issue_comment', not],
  ['x/xt0rted/pull-request-comment-branch@v1', 'ref', 'issue_comment', not],
  ['tj-actions/changed-files@v40', 'files', 'pull_request_target', pasted],
  ['tj-actions/changed-files@v40', 'all_changed_files', 'pull_request_target', pasted],
  ['tj-actions/changed-files@v40', 'allfiles', 'pull_request_target', not],
  ['tj-actions/changed-files@v40', 'files_count', 'pull_request_target', not],
  ['tj-actions/changed-files@v40', 'files', 'issue_comment', not],
])('output of %s, %s, on %s', (uses, output, on, expected) => {
  expect(
    cases(workflow(job([`{ id: s, uses: ${uses} }`, echo(`steps.s.outputs.${output}`)], [], on))),
  ).toEqual(expected);
});

const title = '${{ github.event.issue.title }}';

describe('a text of outsiders on its way', () => {
  test.each([
    [
      'by a variable of the step that an expression reads',
      job([`{ run: 'echo "\${{ env.T }}"', env: { T: "${title}" } }`]),
      pasted,
    ],
    ['by a variable that the shell reads', job([`{ run: 'echo "$T"', env: { T: "${title}" } }`]), not],
    ['by a variable of the job', job([echo('env.T')], [`env: { T: "${title}" }`]), pasted],
    ['by a variable of the job in another case', job([echo("env['t']")], [`env: { T: "${title}" }`]), pasted],
    ['by a variable that is compared', job([echo("env.T == 'x'")], [`env: { T: "${title}" }`]), not],
    [
      'by a variable of the step that hides it',
      job([`{ run: 'echo "\${{ env.T }}"', env: { T: safe } }`], [`env: { T: "${title}" }`]),
      not,
    ],
    [
      'by an output of a step before',
      job([`{ id: s, run: 'echo "x=${title}" >> "$GITHUB_OUTPUT"' }`, echo('steps.s.outputs.x')]),
      pasted,
    ],
    [
      'by an output of a step that reads a variable',
      job([
        `{ id: s, run: 'echo "x=$T" >> $GITHUB_OUTPUT', env: { T: "${title}" } }`,
        echo('steps.s.outputs.x'),
      ]),
      pasted,
    ],
    [
      'another output of that step',
      job([
        `{ id: s, run: 'echo "x=$T" >> $GITHUB_OUTPUT; echo y=1 >> $GITHUB_OUTPUT', env: { T: "${title}" } }`.replace(
          '; ',
          '\\n',
        ),
        echo('steps.s.outputs.z'),
      ]),
      not,
    ],
    [
      'by an output of a script',
      job([
        `{ id: s, uses: 'actions/github-script@v7', with: { script: "core.setOutput('x', context.payload.issue.title)" } }`,
        echo('steps.s.outputs.x'),
      ]),
      pasted,
    ],
    [
      'the number as an output of a script',
      job([
        `{ id: s, uses: 'actions/github-script@v7', with: { script: "core.setOutput('x', context.payload.issue.number)" } }`,
        echo('steps.s.outputs.x'),
      ]),
      not,
    ],
    [
      'by a variable that a step before writes',
      job([`{ run: 'echo "T=$V" >> "$GITHUB_ENV"', env: { V: "${title}" } }`, echo('env.T')]),
      pasted,
    ],
    [
      'by a row of the matrix',
      job([echo('matrix.t')], [`strategy: { matrix: { t: ["${title}"] } }`]),
      pasted,
    ],
  ])('%s', (_, text, expected) => {
    expect(cases(workflow(text))).toEqual(expected);
  });

  test.each([
    [title, ['two injection', 'one trigger']],
    ['${{ github.event.issue.number }}', ['one trigger', 'two trigger']],
  ])('by an output of a job before: %s', (written, expected) => {
    const text = job([], [`outputs: { x: "${written}" }`]).concat(
      '\n  two:\n    needs: one\n    runs-on: ubuntu-latest\n    steps:\n      - ',
      echo('needs.one.outputs.x'),
    );
    expect([...cases(workflow(text))].sort()).toEqual([...expected].sort());
  });

  test('by an input of a workflow that it calls', () => {
    const caller = (given: string): string =>
      [
        'on: issues',
        'permissions: { contents: write }',
        'jobs:',
        '  one:',
        '    uses: ./.github/workflows/say.yml',
        `    with: { text: "${given}" }`,
      ].join('\n');
    const called = workflow(job([echo('inputs.text')], [], 'workflow_call'), '.github/workflows/say.yml');
    expect(cases(workflow(caller(title)), called)).toEqual(['one / one injection']);
    expect(cases(workflow(caller('hello')), called)).toEqual(['one / one trigger']);
  });
});

const composite = (step: string, ...more: readonly string[]): string =>
  ['name: x', 'description: x', ...more, 'runs:', '  using: composite', '  steps:', `    - ${step}`].join(
    '\n',
  );

describe('actions that lie in the repository', () => {
  const path = '.github/actions/say/action.yml';
  const inputs = 'inputs: { text: { required: true } }';

  test.each(['./.github/actions/say', './.github/actions/say/', '$/.github/actions/say'])(
    'their steps are steps of the job that says %s',
    (uses) => {
      const text = workflow(job([`{ uses: '${uses}' }`]));
      expect(cases(text, action(path, composite(echo('github.event.issue.title'))))).toEqual(pasted);
      expect(cases(text, action(path, composite(echo('github.event.issue.number'))))).toEqual(not);
    },
  );

  test.each([
    ['a text of outsiders', title, pasted],
    ['a number', '${{ github.event.issue.number }}', not],
  ])('an input that is given %s', (_, given, expected) => {
    const text = workflow(job([`{ uses: ./.github/actions/say, with: { text: "${given}" } }`]));
    expect(cases(text, action(path, composite(echo('inputs.text'), inputs)))).toEqual(expected);
  });

  test.each([
    [title, pasted],
    ['${{ github.sha }}', not],
  ])('an output that is %s', (value, expected) => {
    const text = workflow(job(['{ id: s, uses: ./.github/actions/say }', echo('steps.s.outputs.x')]));
    const own = action(path, composite('{ run: date }', `outputs: { x: { value: "${value}" } }`));
    expect(cases(text, own)).toEqual(expected);
  });

  test('what they use of others is unpinned, take foreign code, and enter clouds like steps of the job', () => {
    const text = workflow(
      job(
        ['{ uses: ./.github/actions/say, with: { text: "${{ github.event.pull_request.head.sha }}" } }'],
        [],
        'pull_request_target',
      ),
    );
    const own = (steps: string): SnapshotRecord => action(path, composite(steps, inputs));
    const all = (steps: string): readonly string[] =>
      exposuresIn([organizationRecord(), repositoryRecord(shop), text, own(steps)]).map((each) =>
        each.replace(/^\S+ /, ''),
      );
    expect(all('{ uses: other/thing@v1 }')).toContain('unpinned-code other/thing@v1');
    expect(all('{ uses: actions/checkout@v4, with: { ref: "${{ inputs.text }}" } }')).toContain(
      'untrusted-code one checkout',
    );
    expect(
      all('{ uses: aws-actions/configure-aws-credentials@v4, with: { aws-secret-access-key: x } }'),
    ).toContain('key-instead-of-federation one AWS');
  });

  test('one that uses itself ends', () => {
    const text = workflow(job(['{ uses: ./.github/actions/say }']));
    expect(cases(text, action(path, composite('{ uses: ./.github/actions/say }')))).toEqual(not);
  });

  test('a text in them that looks like a secret is told of the repository', () => {
    const own = record('github.local-action', `acme/shop/${path}`, {
      repository: shop,
      path,
      text: composite('{ run: x }'),
      blanked: 1,
    });
    expect(exposuresIn([organizationRecord(), repositoryRecord(shop), own])).toEqual([
      `repos/acme/shop/actions literal-secret ${path}`,
    ]);
  });
});

describe('a repository that only offers workflows', () => {
  const offered = workflow(job(['{ run: ./publish }'], [], 'workflow_call'), '.github/workflows/say.yml');
  const identities = (...records: readonly SnapshotRecord[]): readonly string[] =>
    estateOf([repositoryRecord(shop), ...records])
      .identities.map(({ id }) => id)
      .filter((id) => id.includes('workflows'));

  test('shows them, and where something calls them they are part of that', () => {
    expect(identities(offered)).toEqual(['repos/acme/shop/.github/workflows/say.yml']);
    const caller = workflow(
      ['on: push', 'jobs:', '  a:', '    uses: $/.github/workflows/say.yml'].join('\n'),
    );
    expect(identities(offered, caller)).toEqual(['repos/acme/shop/.github/workflows/ci.yml']);
  });
});

test('what the repository itself holds is no code of others', () => {
  const text = workflow(job(['{ uses: $/.github/actions/setup }'], [], 'push'));
  expect(exposuresIn([organizationRecord(), repositoryRecord(shop), text])).toEqual([]);
});
