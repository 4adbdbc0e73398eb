import { expect, test } from 'vitest';
import { estateOf, nodeName, organizationRecord, repository, web, workflow } from '../support.ts';

/** The subjects of the tokens that a job of such a workflow gets. */
const subjects = (on: string): readonly string[] => {
  const estate = estateOf([
    organizationRecord({ default_repository_permission: 'none' }),
    repository(web, { default_branch: 'trunk' }),
    workflow(
      `on: ${on}\njobs: { a: { runs-on: x, permissions: { id-token: write }, steps: [{ run: make }] } }\n`,
    ),
  ]);
  return (estate.tokenOffers ?? [])
    .filter(({ node }) => nodeName(estate, node).includes('/.github/workflows/'))
    .flatMap(({ claims }) => claims.sub!.like)
    .map((each) => each.replace(/^repo:acme\/web:/, ''));
};
const main = ['ref:refs/heads/trunk'];
const branches = ['ref:refs/heads/*'];
const tags = ['ref:refs/tags/*'];

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
test.each<[on: string, subjects: readonly string[]]>([
  ...[
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'discussion',
    'discussion_comment',
    'fork',
    'gollum',
    'issue_comment',
    'issues',
    'label',
    'milestone',
    'public',
    'pull_request_target',
    'repository_dispatch',
    'watch',
    'workflow_run',
  ].map((event): [string, readonly string[]] => [event, main]),
  ['{ schedule: [{ cron: "0 0 * * *" }] }', main],
  ['{ workflow_run: { workflows: [a], branches: [b] } }', main],
  ['pull_request', ['pull_request']],
  ['pull_request_review', ['pull_request']],
  ['[pull_request, pull_request_review]', ['pull_request']],
  ['release', [...tags, ...branches]],
  ['create', [...tags, ...branches]],
  ['workflow_dispatch', branches],
  ['deployment', branches],
  ['push', [...branches, ...tags]],
  ['{ push: { branches: [main, "release/**"] } }', ['ref:refs/heads/main', 'ref:refs/heads/release/*']],
  ['{ push: { branches: main } }', ['ref:refs/heads/main']],
  ['{ push: { tags: [v*] } }', tags],
  ['{ push: { branches: [main], tags: [v*] } }', ['ref:refs/heads/main', ...tags]],
  ['[issues, watch]', main],
  ['[issues, pull_request, workflow_dispatch]', [...main, 'pull_request', ...branches]],
])('on %s', (on, expected) => {
  expect(subjects(on)).toEqual(expected);
});
