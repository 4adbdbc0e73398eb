import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { exposuresIn, organizationRecord, record, repository as repositoryRecord } from '../support.ts';

const shop = { id: 7, full_name: 'acme/shop' };
const repository = (part: Partial<GitHubRecordInput<'github.repository'>> = {}) =>
  repositoryRecord(shop, { visibility: 'public', ...part });
const found = (...records: readonly SnapshotRecord[]): readonly string[] =>
  exposuresIn([organizationRecord(), ...records]);

const secret = (part: Partial<GitHubRecordInput<'github.secret'>>) =>
  record('github.secret', 'acme/actions/X', {
    level: 'organization',
    kind: 'actions',
    name: 'TALK_TOKEN',
    visibility: 'selected',
    updated_at: '2026-03-01T00:00:00Z',
    ...part,
  });

describe('stored secrets', () => {
  test.each([
    [
      'all repositories can use it',
      secret({ visibility: 'all' }),
      ['widely-visible-secret actions/TALK_TOKEN'],
    ],
    ['all private ones can', secret({ visibility: 'private' }), ['widely-visible-secret actions/TALK_TOKEN']],
    ['selected ones can', secret({}), []],
    [
      'it was written longer ago than the policy allows',
      secret({ updated_at: '2025-12-01T00:00:00Z' }),
      ['stale-secret actions/TALK_TOKEN'],
    ],
    [
      'its name is that of a static cloud key',
      secret({ name: 'AWS_SECRET_ACCESS_KEY' }),
      ['key-instead-of-federation AWS_SECRET_ACCESS_KEY'],
    ],
    ['its name is that of the id of a key', secret({ name: 'AWS_ACCESS_KEY_ID' }), []],
    [
      'Dependabot has the key, and tokens to exchange',
      secret({ kind: 'dependabot', name: 'AWS_SECRET_ACCESS_KEY' }),
      ['key-instead-of-federation dependabot/AWS_SECRET_ACCESS_KEY'],
    ],
    [
      'a codespace, which has no tokens to exchange, has the key',
      secret({ kind: 'codespaces', name: 'AWS_SECRET_ACCESS_KEY' }),
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(found(given)).toEqual(expected.map((each) => `orgs/acme/actions ${each}`));
  });

  test('a secret of an environment is told at its repository', () => {
    const given = secret({
      level: 'environment',
      repository: shop,
      environment: 'production',
      updated_at: '2025-01-01T00:00:00Z',
    });
    expect(found(given)).toEqual(['repos/acme/shop/actions stale-secret actions/production/TALK_TOKEN']);
  });
});

const workflow = (text: string, part: Partial<GitHubRecordInput<'github.workflow'>> = {}) =>
  record('github.workflow', 'acme/shop/.github/workflows/ci.yml', {
    repository: shop,
    path: '.github/workflows/ci.yml',
    text,
    ...part,
  });
const ci = 'repos/acme/shop/.github/workflows/ci.yml';
const job = (on: string, permissions: string, ...steps: readonly string[]): string =>
  [`on: ${on}`, `permissions: ${permissions}`, 'jobs:', '  one:', '    runs-on: ubuntu-latest', '    steps:']
    .concat(steps.map((step) => `      - ${step}`))
    .join('\n');
const write = '{ contents: write }';
const checkout = (ref: string) => `{ uses: actions/checkout@v4, with: { ref: "${ref}" } }`;
const head = checkout('${{ github.event.pull_request.head.sha }}');
const say = (field: string) => `{ run: 'echo "\${{ ${field} }}"' }`;

describe('code of outsiders', () => {
  test.each([
    [
      "it takes the pull request's code with a writing token",
      job('pull_request_target', write, head),
      ['checkout'],
    ],
    [
      "it takes the pull request's code with nothing to lose",
      job('pull_request_target', '{}', head),
      ['checkout'],
    ],
    ['it takes the code by command', job('issue_comment', write, '{ run: gh pr checkout 1 }'), ['checkout']],
    [
      'somebody inside labels',
      job('{ pull_request_target: { types: labeled } }', write, '{ run: ./notify }'),
      [],
    ],
    [
      'somebody inside labels, or anybody opens',
      job('{ pull_request_target: { types: [opened, labeled] } }', write, '{ run: ./notify }'),
      ['trigger'],
    ],
    ['an issue is moved', job('{ issues: { types: [transferred] } }', write, '{ run: ./notify }'), []],
    [
      'the form of an issue sets a label',
      job('{ issues: { types: [labeled] } }', write, '{ run: ./notify }'),
      ['trigger'],
    ],
    [
      'somebody inside labels, and the code is taken then',
      job('{ pull_request_target: { types: [labeled] } }', write, '{ run: gh pr checkout 1 }'),
      ['checkout'],
    ],
    [
      'it fetches the code and takes it later',
      job(
        'pull_request_target',
        write,
        '{ run: "git fetch origin pull/1/head:theirs" }',
        '{ run: "git switch theirs" }',
      ),
      ['checkout'],
    ],
    [
      'it fetches the code and never takes it',
      job('pull_request_target', write, '{ run: "git fetch origin +refs/pull/1/head" }', '{ run: ./check }'),
      ['trigger'],
    ],
    [
      'it fetches the code after it took its own',
      job(
        'pull_request_target',
        write,
        '{ run: git checkout main }',
        '{ run: "git fetch origin +refs/pull/1/head" }',
      ),
      ['trigger'],
    ],
    ['the trigger gives forks nothing', job('pull_request', write, head), []],
    ['it takes its own code', job('pull_request_target', '{}', checkout('main')), []],
    [
      'it is only started by outsiders, and may write',
      job('issues', '{ issues: write }', say('1')),
      ['trigger'],
    ],
    [
      'the title of an issue is pasted into a script',
      job('issues', write, say('github.event.issue.title')),
      ['injection'],
    ],
    ['a number is pasted into a script', job('issues', write, say('github.event.issue.number')), ['trigger']],
    [
      'the title is pasted where nothing is to be had',
      job('issues', '{}', say('github.event.issue.title')),
      [],
    ],
    [
      'files of another run are taken',
      job('workflow_run', write, '{ uses: actions/download-artifact@v4, with: { run-id: 1 } }'),
      ['artifact'],
    ],
    ['people who may write start it', job('workflow_dispatch', write, say('github.head_ref')), []],
  ])('%s', (_, text, keys) => {
    expect(found(repository(), workflow(text))).toEqual(keys.map((key) => `${ci} untrusted-code one ${key}`));
  });

  test('workflows of an archived repository do not run', () => {
    expect(found(repository({ archived: true }), workflow(job('issues', write, say('1'))))).toEqual([]);
  });
});

const pinned = `{ uses: other/deploy@${'a'.repeat(40)} }`;
describe('code of others by a name that can be moved', () => {
  test.each([
    ['a tag in a job that may write', job('push', write, '{ uses: other/deploy@v1 }'), ['other/deploy@v1']],
    [
      'a tag in a job that holds a secret',
      job('push', '{}', '{ uses: other/deploy@v1, with: { token: "${{ secrets.T }}" } }'),
      ['other/deploy@v1'],
    ],
    [
      'a tag in a job that can enter clouds',
      job('push', '{ id-token: write }', '{ uses: other/deploy@v1 }'),
      ['other/deploy@v1'],
    ],
    ['an image by tag', job('push', write, '{ uses: "docker://alpine:3" }'), ['docker://alpine:3']],
    ['a commit', job('push', write, pinned), []],
    ['a short commit', job('push', write, '{ uses: other/deploy@aaaaaaa }'), ['other/deploy@aaaaaaa']],
    ['a job that only reads', job('push', '{ contents: read }', '{ uses: other/deploy@v1 }'), []],
    [
      "GitHub's own",
      job('push', write, '{ uses: actions/cache@v4 }', '{ uses: github/codeql-action/init@v3 }'),
      [],
    ],
    [
      'what takes tags only',
      job(
        'push',
        write,
        '{ uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0 }',
      ),
      [],
    ],
    [
      'what takes tags only, by a branch',
      job(
        'push',
        write,
        '{ uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@main }',
      ),
      ['slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@main'],
    ],
    ["the organisation's own", job('push', write, '{ uses: Acme/deploy@v1 }'), []],
    ['a folder of the repository', job('push', write, '{ uses: ./tools/deploy }'), []],
  ])('%s', (_, text, keys) => {
    expect(found(repository(), workflow(text))).toEqual(keys.map((key) => `${ci} unpinned-code ${key}`));
  });

  test('nothing unpinned runs where the organisation requires commits', () => {
    const policy = record('github.actions-policy', 'acme', {
      level: 'organization',
      sha_pinning_required: true,
    });
    expect(found(repository(), policy, workflow(job('push', write, '{ uses: other/deploy@v1 }')))).toEqual(
      [],
    );
  });
});
