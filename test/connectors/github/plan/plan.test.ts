import { describe, expect, test } from 'vitest';
import type { SketchedChange } from '../../../support/plan.ts';
import { failingClasses, judgePlan, kept } from '../../../support/plan-verdict.ts';

const repository = kept('github_repository.app', {
  name: 'app',
  full_name: 'octo/app',
  node_id: 'R_app',
  repo_id: 42,
});
const team = kept('github_team.dev', { name: 'dev', id: '7', slug: 'dev' });
const change = (address: string, before: object | null, after: object | null): SketchedChange => ({
  address,
  before: before as SketchedChange['before'] & object,
  after: after as SketchedChange['after'] & object,
});
const key = (further: object = {}) => ({
  repository: 'app',
  title: 'ci',
  key: 'ssh-ed25519 AAAA',
  read_only: true,
  ...further,
});
const protection = (further: object = {}) => ({
  repository_id: 'R_app',
  pattern: 'main',
  enforce_admins: true,
  required_pull_request_reviews: [{ required_approving_review_count: 2, pull_request_bypassers: [] }],
  ...further,
});
const environment = (further: object = {}) => ({
  repository: 'app',
  environment: 'production',
  can_admins_bypass: false,
  reviewers: [{ users: [1], teams: [] }],
  ...further,
});
const ruleset = (further: object = {}) => ({
  repository: 'app',
  name: 'main',
  enforcement: 'active',
  target: 'branch',
  bypass_actors: [],
  rules: [{ deletion: true, non_fast_forward: true, pull_request: [{ required_approving_review_count: 1 }] }],
  ...further,
});
const group = (further: object = {}) => ({
  name: 'build',
  visibility: 'selected',
  selected_repository_ids: [42],
  allows_public_repositories: false,
  ...further,
});

/** What a careful reviewer would say of each plan: classes that fail; none: it passes. */
const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  // Guards that are elsewhere afterwards
  [
    'the protection of one branch becomes that of another',
    [repository, change('github_branch_protection.p', protection(), protection({ pattern: 'never' }))],
    ['trust-widened'],
  ],
  [
    'a ruleset holds for fewer branches',
    [
      repository,
      change(
        'github_repository_ruleset.r',
        ruleset({ conditions: [{ ref_name: [{ include: ['~ALL'], exclude: [] }] }] }),
        ruleset({ conditions: [{ ref_name: [{ include: ['refs/heads/never'], exclude: [] }] }] }),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'a ruleset holds for more branches',
    [
      repository,
      change(
        'github_repository_ruleset.r',
        ruleset({ conditions: [{ ref_name: [{ include: ['~DEFAULT_BRANCH'], exclude: [] }] }] }),
        ruleset({ conditions: [{ ref_name: [{ include: ['~ALL'], exclude: [] }] }] }),
      ),
    ],
    [],
  ],
  [
    'a ruleset is for tags now',
    [repository, change('github_repository_ruleset.r', ruleset(), ruleset({ target: 'tag' }))],
    ['trust-widened'],
  ],
  [
    'a ruleset has another name and is otherwise the same',
    [repository, change('github_repository_ruleset.r', ruleset(), ruleset({ name: 'trunk' }))],
    [],
  ],
  [
    'a ruleset is in another repository now',
    [repository, change('github_repository_ruleset.r', ruleset(), ruleset({ repository: 'web' }))],
    ['trust-widened'],
  ],
  [
    'one check fewer must pass',
    [
      repository,
      change(
        'github_branch_protection.p',
        protection({ required_status_checks: [{ strict: true, contexts: ['build', 'review'] }] }),
        protection({ required_status_checks: [{ strict: true, contexts: ['build'] }] }),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'one check more must pass',
    [
      repository,
      change(
        'github_branch_protection.p',
        protection({ required_status_checks: [{ strict: true, contexts: ['build'] }] }),
        protection({ required_status_checks: [{ strict: true, contexts: ['build', 'review'] }] }),
      ),
    ],
    [],
  ],
  [
    'somebody may force a push',
    [
      repository,
      change('github_branch_protection.p', protection(), protection({ force_push_bypassers: ['/someone'] })),
    ],
    ['trust-widened'],
  ],
  [
    'a protected repository is renamed',
    [
      change(
        'github_repository.app',
        { name: 'app', full_name: 'octo/app', node_id: 'R_app', repo_id: 42 },
        { name: 'web', full_name: 'octo/app', node_id: 'R_app', repo_id: 42 },
      ),
      change('github_repository_ruleset.r', ruleset(), ruleset({ repository: 'web' })),
    ],
    [],
  ],
  [
    'a protected repository is renamed, and its rules go',
    [
      change(
        'github_repository.app',
        { name: 'app', full_name: 'octo/app', node_id: 'R_app', repo_id: 42 },
        { name: 'web', full_name: 'octo/app', node_id: 'R_app', repo_id: 42 },
      ),
      change('github_repository_ruleset.r', ruleset(), null),
    ],
    ['new-standing-grant', 'trust-widened'],
  ],
  [
    'somebody enters a team that the plan does not hold',
    [change('github_team_membership.m', null, { team_id: '99', username: 'someone', role: 'member' })],
    ['trust-widened'],
  ],
  ['nothing changes', [repository, kept('github_repository_deploy_key.k', key())], []],
  [
    'a new deploy key that reads',
    [repository, change('github_repository_deploy_key.k', null, key())],
    ['credential-added', 'new-standing-grant'],
  ],
  [
    'a deploy key may write now',
    [repository, change('github_repository_deploy_key.k', key(), key({ read_only: false }))],
    ['privilege-widened'],
  ],
  [
    'a deploy key only reads now',
    [repository, change('github_repository_deploy_key.k', key({ read_only: false }), key())],
    [],
  ],
  [
    'a deploy key is made anew with another title',
    [
      repository,
      {
        ...change('github_repository_deploy_key.k', key(), key({ title: 'build' })),
        actions: ['delete', 'create'],
      },
    ],
    [],
  ],
  ['a deploy key goes', [repository, change('github_repository_deploy_key.k', key(), null)], []],
  [
    'one more instance of for_each',
    [
      repository,
      kept('github_repository_deploy_key.k["a"]', key({ title: 'a' })),
      change('github_repository_deploy_key.k["b"]', null, key({ title: 'b' })),
    ],
    ['credential-added', 'new-standing-grant'],
  ],
  [
    'a key of a repository that is made by the same plan',
    [
      { address: 'github_repository.new', after: { name: 'new' }, unknown: { node_id: true } },
      {
        address: 'github_repository_deploy_key.k',
        after: { title: 'ci', read_only: false, key: 'k' },
        unknown: { repository: true },
        expressions: {
          repository: { references: ['github_repository.new.name', 'github_repository.new'] },
          title: {},
          read_only: {},
          key: {},
        },
      },
    ],
    ['credential-added', 'new-standing-grant'],
  ],
  [
    'a new secret of a repository',
    [repository, change('github_actions_secret.s', null, { repository: 'app', secret_name: 'AWS_KEY' })],
    ['credential-added'],
  ],
  [
    'a secret gets another value',
    [
      repository,
      change(
        'github_actions_secret.s',
        { repository: 'app', secret_name: 'AWS_KEY', encrypted_value: 'a' },
        { repository: 'app', secret_name: 'AWS_KEY', encrypted_value: 'b' },
      ),
    ],
    [],
  ],
  [
    'a secret of an organisation for one repository',
    [
      repository,
      change('github_actions_organization_secret.s', null, {
        secret_name: 'NPM',
        visibility: 'selected',
        selected_repository_ids: [42],
      }),
    ],
    ['credential-added'],
  ],
  [
    'a secret of one repository is seen by all',
    [
      repository,
      change(
        'github_actions_organization_secret.s',
        { secret_name: 'NPM', visibility: 'selected', selected_repository_ids: [42] },
        { secret_name: 'NPM', visibility: 'all' },
      ),
    ],
    ['scope-widened'],
  ],
  [
    'a secret of all is seen by one',
    [
      repository,
      change(
        'github_actions_organization_secret.s',
        { secret_name: 'NPM', visibility: 'all' },
        { secret_name: 'NPM', visibility: 'selected', selected_repository_ids: [42] },
      ),
    ],
    [],
  ],
  [
    'a team may push',
    [
      repository,
      team,
      change('github_team_repository.t', null, { team_id: '7', repository: 'app', permission: 'push' }),
    ],
    ['new-standing-grant'],
  ],
  [
    'a team that may push becomes administrator',
    [
      repository,
      team,
      change(
        'github_team_repository.t',
        { team_id: '7', repository: 'app', permission: 'push' },
        { team_id: '7', repository: 'app', permission: 'admin' },
      ),
    ],
    ['privilege-widened'],
  ],
  [
    'an administrating team may only maintain',
    [
      repository,
      team,
      change(
        'github_team_repository.t',
        { team_id: '7', repository: 'app', permission: 'admin' },
        { team_id: '7', repository: 'app', permission: 'maintain' },
      ),
    ],
    [],
  ],
  [
    'somebody enters a team that may push',
    [
      repository,
      team,
      kept('github_team_repository.t', { team_id: '7', repository: 'app', permission: 'push' }),
      change('github_team_membership.m', null, { team_id: '7', username: 'bot', role: 'member' }),
    ],
    ['trust-widened'],
  ],
  [
    'a grant moves from one resource to another',
    [
      repository,
      change(
        'github_repository_collaborator.c',
        { repository: 'app', username: 'bot', permission: 'push' },
        null,
      ),
      change('github_repository_collaborators.all', null, {
        repository: 'app',
        user: [{ username: 'Bot', permission: 'push' }],
        team: [],
      }),
    ],
    [],
  ],
  [
    'collaborators in another order',
    [
      repository,
      change(
        'github_repository_collaborators.all',
        {
          repository: 'app',
          user: [
            { username: 'a', permission: 'pull' },
            { username: 'b', permission: 'push' },
          ],
        },
        {
          repository: 'app',
          user: [
            { username: 'b', permission: 'push' },
            { username: 'a', permission: 'pull' },
          ],
        },
      ),
    ],
    [],
  ],
  [
    'an app reaches one more repository',
    [
      repository,
      change(
        'github_app_installation_repositories.a',
        { installation_id: '1', selected_repositories: ['app'] },
        { installation_id: '1', selected_repositories: ['app', 'infra'] },
      ),
    ],
    ['scope-widened'],
  ],
  [
    'an app reaches one repository less',
    [
      repository,
      change(
        'github_app_installation_repositories.a',
        { installation_id: '1', selected_repositories: ['app', 'infra'] },
        { installation_id: '1', selected_repositories: ['app'] },
      ),
    ],
    [],
  ],
  [
    'tokens of jobs may write by default',
    [
      repository,
      change(
        'github_workflow_repository_permissions.w',
        { repository: 'app', default_workflow_permissions: 'read' },
        { repository: 'app', default_workflow_permissions: 'write' },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'tokens of jobs may only read by default',
    [
      repository,
      change('github_workflow_repository_permissions.w', null, {
        repository: 'app',
        default_workflow_permissions: 'read',
        can_approve_pull_request_reviews: false,
      }),
    ],
    [],
  ],
  [
    'workflows may approve pull requests',
    [
      repository,
      change(
        'github_workflow_repository_permissions.w',
        { repository: 'app', default_workflow_permissions: 'write' },
        { repository: 'app', default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
      ),
    ],
    ['privilege-widened'],
  ],
  ['a branch is protected', [repository, change('github_branch_protection.main', null, protection())], []],
  [
    'the protection of a branch goes',
    [repository, change('github_branch_protection.main', protection(), null)],
    ['trust-widened'],
  ],
  [
    'the protection of a branch goes with its repository',
    [
      change('github_repository.app', { name: 'app', full_name: 'octo/app', node_id: 'R_app' }, null),
      change('github_branch_protection.main', protection(), null),
    ],
    [],
  ],
  [
    'one review less',
    [
      repository,
      change(
        'github_branch_protection.main',
        protection(),
        protection({
          required_pull_request_reviews: [{ required_approving_review_count: 1, pull_request_bypassers: [] }],
        }),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'one review more',
    [
      repository,
      change(
        'github_branch_protection.main',
        protection(),
        protection({
          required_pull_request_reviews: [{ required_approving_review_count: 3, pull_request_bypassers: [] }],
        }),
      ),
    ],
    [],
  ],
  [
    'an app may skip the review',
    [
      repository,
      change(
        'github_branch_protection.main',
        protection(),
        protection({
          required_pull_request_reviews: [
            { required_approving_review_count: 2, pull_request_bypassers: ['A_1'] },
          ],
        }),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'a ruleset is only evaluated',
    [repository, change('github_repository_ruleset.r', ruleset(), ruleset({ enforcement: 'evaluate' }))],
    ['trust-widened'],
  ],
  [
    'an app may skip a ruleset',
    [
      repository,
      change(
        'github_repository_ruleset.r',
        ruleset(),
        ruleset({ bypass_actors: [{ actor_id: 5, actor_type: 'Integration', bypass_mode: 'always' }] }),
      ),
    ],
    ['trust-widened'],
  ],
  [
    'a new environment with a reviewer',
    [repository, change('github_repository_environment.e', null, environment())],
    [],
  ],
  [
    'an environment loses its reviewers',
    [repository, change('github_repository_environment.e', environment(), environment({ reviewers: [] }))],
    ['trust-widened'],
  ],
  [
    'one more branch deploys',
    [
      repository,
      kept('github_repository_environment.e', environment()),
      change('github_repository_environment_deployment_policy.p', null, {
        repository: 'app',
        environment: 'production',
        branch_pattern: 'release/*',
      }),
    ],
    ['privilege-widened'],
  ],
  [
    'public repositories run on the runners',
    [
      repository,
      change('github_actions_runner_group.g', group(), group({ allows_public_repositories: true })),
    ],
    ['trust-widened'],
  ],
  [
    'runners of one repository serve all',
    [repository, change('github_actions_runner_group.g', group(), group({ visibility: 'all' }))],
    ['trust-widened'],
  ],
  [
    'actions of anybody may run',
    [
      repository,
      change(
        'github_actions_repository_permissions.p',
        { repository: 'app', allowed_actions: 'local_only' },
        { repository: 'app', allowed_actions: 'all' },
      ),
    ],
    ['trust-widened'],
  ],
  [
    'only own actions may run',
    [
      repository,
      change('github_actions_repository_permissions.p', null, {
        repository: 'app',
        allowed_actions: 'local_only',
      }),
    ],
    [],
  ],
  [
    'the subject of OIDC tokens changes',
    [
      repository,
      change(
        'github_actions_repository_oidc_subject_claim_customization_template.o',
        { repository: 'app', use_default: true },
        { repository: 'app', use_default: false, include_claim_keys: ['repo'] },
      ),
    ],
    ['indeterminate'],
  ],
  [
    'a workflow is written',
    [
      repository,
      change('github_repository_file.w', null, {
        repository: 'app',
        file: '.github/workflows/ci.yml',
        content: 'on: push',
      }),
    ],
    ['indeterminate'],
  ],
  [
    'another file is written',
    [
      repository,
      change('github_repository_file.w', null, { repository: 'app', file: 'README.md', content: '#' }),
    ],
    [],
  ],
  [
    'a member becomes owner',
    [change('github_membership.m', { username: 'bot', role: 'member' }, { username: 'bot', role: 'admin' })],
    ['privilege-widened'],
  ],
  [
    'every member may write',
    [
      change(
        'github_organization_settings.o',
        { default_repository_permission: 'read' },
        { default_repository_permission: 'write' },
      ),
    ],
    ['privilege-widened'],
  ],
  [
    'whoever collaborates is known after apply',
    [
      repository,
      {
        address: 'github_repository_collaborator.c',
        after: { repository: 'app', permission: 'admin' },
        unknown: { username: true },
        expressions: {
          repository: {},
          permission: {},
          username: { references: ['data.external.who.result', 'data.external.who'] },
        },
      },
    ],
    ['indeterminate'],
  ],
];

describe('verdicts of a careful reviewer on plans of GitHub', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    // What is new at all: the default lets small grants pass, and lists them.
    expect(failingClasses(changes, {}, { policy: 'strict' })).toEqual(expected);
  });

  test('the order of resources never matters', () => {
    for (const [, changes] of cases)
      expect(failingClasses(changes.toReversed())).toEqual(failingClasses(changes));
  });
});

test('who, where and since which change', () => {
  const [first] = judgePlan([
    repository,
    change('github_repository_deploy_key.k', key(), key({ read_only: false })),
  ]).changes;
  expect(first).toMatchObject({
    who: 'github:octo/deploy-key/app/ci',
    provider: 'github',
    scope: 'octo',
    since: 'github_repository_deploy_key.k (update)',
    location: { file: 'plan.json', address: 'github_repository_deploy_key.k' },
  });
  expect(first!.where).toContain('octo/app');
  expect(first!.falls).toContain('not worked out');
});
