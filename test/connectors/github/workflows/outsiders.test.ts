import { describe, expect, test } from 'vitest';
import { readJobs, type Workflow } from '../../../../connectors/github/workflows/file.ts';
import {
  foreignCodeStep,
  isMovable,
  outsiderEvents,
  startsInside,
} from '../../../../connectors/github/workflows/foreign-code.ts';
import { guardOf } from '../../../../connectors/github/workflows/guards.ts';
import { asWritten, pastedIn } from '../../../../connectors/github/workflows/outsider-text.ts';
import { takenByNewRunner } from '../../../../connectors/github/workflows/runs-on.ts';
import { runsOnBranches, startsOnPullRequest } from '../../../../connectors/github/workflows/triggers.ts';

const read = (on: string, job = 'runs-on: ubuntu-latest'): Workflow =>
  readJobs(`on: ${on}\njobs: { one: { ${job} } }\n`)!;
const stepsOf = (...steps: readonly object[]) =>
  read('push', `steps: ${JSON.stringify(steps)}`).jobs[0]!.steps;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context */
const conditions = {
  firm: [
    "github.event.pull_request.author_association == 'OWNER'",
    'contains(fromJSON(\'["OWNER"]\'), github.event.comment.author_association)',
    'github.event.pull_request.head.repo.full_name == github.repository',
    "github.event.pull_request.head.repo.owner.login == 'acme'",
    'github.event.pull_request.head.repo.id == 7',
    "github.event.workflow_run.head_repository.full_name == 'acme/web'",
    "github.event.workflow_run.head_repository.owner.login == 'acme'",
    'github.event.workflow_run.head_repository.id == 7',
    "github.event.pull_request.user.login == 'ada'",
    'github.event.issue.user.id == 5',
    "github.event.issue.user.type == 'Bot'",
    "github.actor_id == '5'",
    "github.repository_owner_id == '5'",
    "github.actor == 'ada'",
    "'ada' == github.actor",
    "github.triggering_actor == 'ada'",
    "github.event.sender.login == 'ada'",
    "github.event.workflow_run.actor.login == 'ada'",
    "github.event.workflow_run.triggering_actor.login == 'ada'",
    '!github.event.pull_request.head.repo.fork',
    'github.event.pull_request.head.repo.fork != true',
    'true != github.event.workflow_run.head_repository.fork',
    "github.event_name == 'push'",
    "github.event_name == 'push' && github.ref == 'refs/heads/main'",
    "github.ref == 'x' && github.event_name == 'push'",
    "github.event_name == 'push' || github.actor == 'ada'",
    "github.event.workflow_run.event == 'push'",
    "${{ github.actor == 'ada' }}",
    " ${{ github['actor'] == 'ada' }} ",
    "startsWith(github.actor, 'ada')",
    "endsWith(github.actor, 'ada')",
    "GitHub.Actor == 'ada'",
    "github.head_ref == 'x' && github.actor == 'ada'",
  ],
  spoofable: [
    "github.actor == 'dependabot[bot]'",
    "github.actor == 'renovate'",
    "github.triggering_actor == 'github-actions'",
    "contains(github.actor, '[bot]')",
    "github.head_ref == 'release'",
    "github.event.pull_request.head.ref == 'release'",
    "github.event.workflow_run.head_branch == 'main'",
    "github.event.workflow_run.head_commit.author.name == 'ada'",
    "github.event.workflow_run.head_commit.author.email == 'ada'",
    "github.event.workflow_run.head_commit.committer.name == 'ada'",
    "startsWith(github.head_ref, 'release/')",
    "github.actor == 'ada' || github.head_ref == 'x'",
  ],
  open: [
    undefined,
    '',
    'always()',
    "github.ref == 'refs/heads/main'",
    "github.event_name == 'pull_request'",
    "github.event_name == 'pull_request_target'",
    "github.event_name == 'issue_comment'",
    "github.event_name != 'push'",
    "github.actor != 'dependabot[bot]'",
    "github.event_name == 'push' || github.event_name == 'issues'",
    "github.event_name == 'issues' || github.actor == 'ada'",
    'github.event.pull_request.head.repo.fork < true',
    'github.event.pull_request.head.repo.forks != 1',
    '!github.event.pull_request.draft',
    '!cancelled()',
    "format(github.actor) == 'ada'",
    'toJSON(github.actor)',
    "contains('a', 'b')",
    "'a' == 'a'",
    "github[env.X] == 'ada'",
    'a b',
    "${{ github.actor == 'ada' }} && ${{ true }}",
    "github.event.pull_request.user.logins == 'ada'",
    "github.actor_id_x == '5'",
    "x.github.actor_id == '5'",
  ],
} as const;
test.each(Object.entries(conditions))('conditions that are %s to outsiders', (guard, written) => {
  expect(written.map((each) => [each, guardOf(each)])).toEqual(written.map((each) => [each, guard]));
});

describe('what starts a workflow', () => {
  test('by outsiders, with what the repository has', () => {
    const all = ['pull_request_target', 'workflow_run', 'issues', 'issue_comment', 'discussion'];
    const more = ['discussion_comment', 'fork', 'watch', 'gollum'];
    expect(outsiderEvents(read(`[${[...all, ...more, 'push', 'pull_request', 'schedule'].join()}]`))).toEqual(
      [...all, ...more].sort(),
    );
  });
  const inside = ['unlabeled', 'unassigned', 'milestoned', 'demilestoned', 'pinned', 'unpinned', 'locked'];
  const also = ['unlocked', 'transferred', 'deleted', 'untyped'];
  test.each([
    [`{ issues: { types: [${[...inside, ...also].join()}] } }`, true],
    [`{ pull_request_target: { types: [${[...inside, ...also].join()}] } }`, true],
    [
      '{ pull_request_target: { types: [labeled, assigned, review_requested, review_request_removed] } }',
      true,
    ],
    ['{ pull_request_target: { types: labeled } }', true],
    ['{ issues: { types: locked }, pull_request_target: { types: labeled } }', true],
    // They come with a form that an outsider fills in.
    ['{ issues: { types: labeled } }', false],
    ['{ issues: { types: assigned } }', false],
    ['{ pull_request_target: { types: [labeled, opened] } }', false],
    ['{ issues: { types: locked }, issue_comment: { types: deleted } }', false],
    ['{ pull_request_target: {} }', false],
    ['{ pull_request_target: { types: [] } }', false],
    ['push', true],
  ])('%s is by somebody inside: %s', (on, answer) => {
    expect(startsInside(read(on))).toBe(answer);
  });
  test.each([
    ['push', undefined, true],
    ['{ push: { tags: [v1] } }', undefined, false],
    ['{ push: { branches: main } }', 'main', false],
    ['{ push: { branches: [main] } }', 'trunk', true],
    ['{ push: { branches: [main, release], tags: [v1] } }', 'main', true],
    ['{ push: { branches: [] } }', 'main', true],
    ['pull_request', 'main', false],
  ])('%s runs on branches besides %s: %s', (on, main, answer) => {
    expect(runsOnBranches(read(on), main)).toBe(answer);
  });
  test('pull requests, and nothing where nothing was read', () => {
    const events = ['pull_request', 'pull_request_target', 'pull_request_review', 'merge_group', 'push'];
    expect([...events.map((on) => read(on)), undefined].map(startsOnPullRequest)).toEqual([
      ...[true, true, true, true, false],
      false,
    ]);
    expect(runsOnBranches(undefined, 'main')).toBe(false);
  });
});

const checkout = (given: object) => ({ uses: 'actions/checkout@v4', with: given });
const fetched = 'git fetch origin pull/1/head';
test.each<[string, readonly object[], number | undefined]>([
  ['nothing', [], undefined],
  ['its own code', [checkout({})], undefined],
  ...[
    '${{ github.head_ref }}',
    '${{ github.event.pull_request.head.sha }}',
    '${{ github.event.pull_request.merge_commit_sha }}',
    'refs/pull/1/merge',
    '${{ github.event.workflow_run.head_sha }}',
    'refs/x/${{ github.event.issue.number }}',
    '${{ github.event.pull_request.number }}',
  ].map((ref): [string, readonly object[], number] => [ref, [{ run: 'x' }, checkout({ ref })], 2]),
  [
    'a repository of theirs',
    [checkout({ repository: '${{ github.event.pull_request.head.repo.full_name }}' })],
    1,
  ],
  ['another ref', [checkout({ ref: 'main' })], undefined],
  ['another input', [checkout({ path: 'refs/pull/1' })], undefined],
  ['another action', [{ uses: 'acme/actions/checkout@v4', with: { ref: 'refs/pull/1' } }], undefined],
  ...[
    'gh pr checkout 1',
    'gh  pr  checkout 1',
    'git pull origin pull/1/head',
    'git checkout -q $head_ref',
  ].map((run): [string, readonly object[], number] => [run, [{ run }], 1]),
  ...[
    'git switch refs/pull/1',
    'git merge ${{ github.event.pull_request.head.sha }}',
    'git worktree add refs/pull/1',
  ].map((run): [string, readonly object[], number] => [run, [{ run }], 1]),
  ...[
    'gh pr view 1',
    'git log refs/pull/1',
    'git checkout main\n# refs/pull/1',
    'xgit pull pull/1',
    'git checkout mypull/1',
  ].map((run): [string, readonly object[], undefined] => [run, [{ run }], undefined]),
  ['fetched alone', [{ run: fetched }], undefined],
  ['fetched, and diffed', [{ run: fetched }, { run: 'git diff FETCH_HEAD' }], undefined],
  ['taken before it is fetched', [{ run: 'git checkout x' }, { run: fetched }], undefined],
  ...[
    'checkout',
    'switch',
    'merge',
    'reset --hard',
    'restore',
    'rebase',
    'cherry-pick',
    'worktree',
    'archive',
    'read-tree',
    'apply',
    'am',
    'show',
    '-C  dir -c a=b  checkout',
  ].map((verb): [string, readonly object[], number] => [
    `fetched, and git ${verb}`,
    [{ run: fetched }, { run: `git ${verb} FETCH_HEAD` }],
    1,
  ]),
  ['fetched and taken at once', [{ run: `${fetched} && git checkout FETCH_HEAD` }], 1],
  ['taken without being fetched', [{ run: 'git checkout FETCH_HEAD' }], undefined],
])('code of a pull request: %s', (_, steps, number) => {
  expect(foreignCodeStep(stepsOf(...steps))?.number).toBe(number);
});

test.each([
  ['other/thing@v1', true],
  ['other/thing@0123456789abcdef0123456789abcdef01234567', false],
  ['other/thing@0123456789abcdef0123456789abcdef012345678', true],
  ['other/thing@0123456789ABCDEF', true],
  ['actions/checkout@v4', false],
  ['GitHub/codeql-action@v3', false],
  ['notactions/checkout@v4', true],
  ['./.github/actions/own', false],
  ['$/.github/actions/own', false],
  ['${{ inputs.action }}', false],
  ['docker://alpine:3', true],
  [`docker://alpine@sha256:${'0'.repeat(64)}`, false],
  [`docker://alpine@sha256:${'0'.repeat(65)}`, true],
  ['docker://actions/x@0123456789abcdef0123456789abcdef01234567', true],
])('%s can change its meaning: %s', (used, answer) => {
  expect(isMovable(used)).toBe(answer);
});

const named = "names a runner of one's own";
test.each<[string, readonly string[] | undefined]>([
  ['ubuntu-latest', undefined],
  ['windows-2022', undefined],
  ['macos-14', undefined],
  ['[linux, ubuntu-latest]', undefined],
  ['[]', undefined],
  ['self-hosted', []],
  ['[self-hosted, linux]', []],
  ['{ group: big }', []],
  ['my-ubuntu-box', []],
  ['"${{ inputs.where }}"', [`\${{ inputs.where }} ${named}`]],
  ['["${{ inputs.a }}", "${{ inputs.b }}"]', [`\${{ inputs.a }} ${named}`, `\${{ inputs.b }} ${named}`]],
])('a new runner takes a job that runs on %s', (runsOn, expected) => {
  expect(takenByNewRunner(read('push', `runs-on: ${runsOn}`).jobs)).toEqual(expected);
});
test('of several jobs the one for which least is needed', () => {
  const jobs = ['"${{ inputs.where }}"', 'self-hosted', 'ubuntu-latest'].flatMap(
    (runsOn) => read('push', `runs-on: ${runsOn}`).jobs,
  );
  expect([takenByNewRunner(jobs), takenByNewRunner([])]).toEqual([[], undefined]);
});

/** By event: the fields that whoever causes it writes. https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const run = 'github.event.workflow_run.';
const request = 'github.event.pull_request.';
const carried: Readonly<Record<string, readonly string[]>> = {
  pull_request_target: [
    ...['github.head_ref', 'github.event.changes.title.from', 'github.event.changes.body.from'],
    ...['title', 'body', 'head.ref', 'head.label', 'head.repo.default_branch', 'head.repo.description'].map(
      (field) => request + field,
    ),
    `${request}head.repo.homepage`,
  ],
  issues: ['changes.title.from', 'changes.body.from', 'issue.title', 'issue.body'].map(
    (field) => `github.event.${field}`,
  ),
  issue_comment: ['changes.body.from', 'issue.title', 'issue.body', 'comment.body'].map(
    (field) => `github.event.${field}`,
  ),
  discussion: ['changes.title.from', 'changes.body.from', 'discussion.title', 'discussion.body'].map(
    (field) => `github.event.${field}`,
  ),
  discussion_comment: ['changes.body.from', 'comment.body', 'discussion.title', 'discussion.body'].map(
    (field) => `github.event.${field}`,
  ),
  gollum: ['github.event.pages.*.page_name', 'github.event.pages.*.title'],
  fork: ['github.event.forkee.description', 'github.event.forkee.homepage'],
  workflow_run: [
    ...[
      'head_branch',
      'display_title',
      'head_commit.message',
      'head_commit.author.email',
      'head_commit.author.name',
    ],
    ...['head_repository.description', 'pull_requests.*.head.ref'],
  ].map((field) => run + field),
  watch: [],
};
const fields = [...new Set(Object.values(carried).flat())];
const pasted = (code: object, events: readonly string[]): string | undefined =>
  pastedIn(asWritten(stepsOf(code), undefined), events, () => [])?.field;

test.each(Object.entries(carried))('%s carries what its starter writes', (event, expected) => {
  const found = fields.filter((field) => pasted({ run: `echo \${{ ${field} }}` }, [event]) !== undefined);
  expect(found).toEqual(fields.filter((field) => expected.includes(field)));
  for (const field of found) expect(pasted({ run: `echo \${{ ${field} }}` }, ['x', event])).toBe(field);
});

test.each([
  ['actions/github-script@v7', 'script'],
  ['Azure/cli@v2', 'inlineScript'],
  ['azure/powershell@v2', 'inlineScript'],
  ['appleboy/ssh-action@v1', 'script'],
  ['nick-fields/retry@v3', 'command'],
  ['nick-invision/retry@v2', 'command'],
  ['addnab/docker-run-action@v3', 'run'],
])('%s executes its input %s', (uses, input) => {
  const given = (action: string, name: string) =>
    pasted({ uses: action, with: { [name]: '${{ github.event.issue.title }}' } }, ['issues']);
  expect([
    given(uses, input),
    given(uses, 'other'),
    given(`other/${uses}`, input),
    given(uses.replace('@', '-x@'), input),
  ]).toEqual(['github.event.issue.title', undefined, undefined, undefined]);
});
