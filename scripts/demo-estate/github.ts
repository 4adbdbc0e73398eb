import {
  type GitHubRecordInput,
  type GitHubRecordKind,
  githubRecords,
} from '../../connectors/github/facts/records.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { workflowText } from './github/workflows.ts';

/**
 * The company's GitHub organisation, as `nhi-audit collect --github nordlicht-logistics` would have kept it. What the scan
 * should find is told in `connectors/github/demo/README.md`.
 */
const organization = 'nordlicht-logistics';

const record = <Kind extends GitHubRecordKind>(
  kind: Kind,
  id: string,
  data: GitHubRecordInput<Kind>,
): SnapshotRecord => ({
  record: kind,
  scope: organization,
  id,
  // The schema drops what has no place in a snapshot, as it does for a collector.
  data: githubRecords[kind].schema.parse(data),
});

interface Sketch {
  readonly id: number;
  readonly name: string;
  readonly visibility?: string;
  readonly created: string;
  readonly protected?: boolean;
}

const owner = { id: 80_100_200, login: organization, type: 'Organization' };

const sketches: readonly Sketch[] = [
  { id: 501_001, name: 'tracking-api', created: '2023-02-11', protected: true },
  { id: 501_002, name: 'booking-api', created: '2023-03-02', protected: true },
  { id: 501_003, name: 'route-plan', created: '2024-01-22', protected: true },
  { id: 501_004, name: 'label-templates', created: '2022-05-09' },
  { id: 501_005, name: 'infrastructure', created: '2023-07-20', protected: true },
  { id: 501_006, name: 'status-page', visibility: 'public', created: '2024-08-14', protected: true },
  { id: 501_008, name: 'warehouse', created: '2023-05-15', protected: true },
  { id: 501_009, name: 'driver-app', created: '2024-04-02', protected: true },
  { id: 501_007, name: 'access-audit', created: '2025-10-01', protected: true },
];

const reference = (name: string) => {
  const { id } = sketches.find((sketch) => sketch.name === name)!;
  return { id, full_name: `${organization}/${name}` };
};

const repositories = sketches.map(({ id, name, visibility = 'private', created, protected: guarded }) =>
  record('github.repository', `${organization}/${name}`, {
    id,
    full_name: `${organization}/${name}`,
    name,
    owner,
    visibility,
    archived: false,
    disabled: false,
    fork: false,
    created_at: `${created}T09:00:00Z`,
    pushed_at: '2026-08-28T14:00:00Z',
    default_branch: 'main',
    protection:
      guarded === true
        ? { requires_approving_reviews: true, required_approving_review_count: 1, rules: ['PULL_REQUEST'] }
        : null,
  }),
);

const environment = (
  repository: string,
  name: string,
  reviewers: readonly { type: string; name: string; id: number }[],
): SnapshotRecord =>
  record('github.environment', `${organization}/${repository}/${name}`, {
    name,
    repository: reference(repository),
    created_at: '2024-02-01T09:00:00Z',
    reviewers: [...reviewers],
    deployment_branch_policy:
      reviewers.length === 0 ? null : { protected_branches: true, custom_branch_policies: false },
    prevent_self_review: reviewers.length > 0,
  });

const platform = [{ type: 'Team', name: 'platform', id: 7001 }];

const environments = [
  environment('tracking-api', 'production', platform),
  environment('booking-api', 'development', []),
  environment('route-plan', 'production', platform),
  environment('access-audit', 'audit', platform),
];

const secret = (name: string, repository: string, updated: string, within?: string): SnapshotRecord =>
  record('github.secret', `${organization}/${repository}/${within ?? ''}/actions/${name}`, {
    level: within === undefined ? 'repository' : 'environment',
    kind: 'actions',
    name,
    created_at: `${updated}T10:00:00Z`,
    updated_at: `${updated}T10:00:00Z`,
    repository: reference(repository),
    ...(within === undefined ? {} : { environment: within }),
  });

const workflow = (repository: string, file: keyof typeof workflowText): SnapshotRecord =>
  record('github.workflow', `${organization}/${repository}/.github/workflows/${file}`, {
    repository: reference(repository),
    path: `.github/workflows/${file}`,
    ref: 'main',
    text: workflowText[file],
    blanked: 0,
  });

const member = (id: number, login: string, role: string): SnapshotRecord =>
  record('github.member', login, { id, login, role, has_two_factor_enabled: true });

export const demoGitHubRecords: readonly SnapshotRecord[] = [
  record('github.organization', organization, {
    id: owner.id,
    login: organization,
    created_at: '2021-03-01T09:00:00Z',
    plan: { name: 'enterprise' },
    two_factor_requirement_enabled: true,
    default_repository_permission: 'read',
    members_can_create_repositories: false,
    deploy_keys_enabled_for_repositories: true,
    server: 'github.com',
  }),
  record('github.actions-policy', organization, {
    level: 'organization',
    enabled_repositories: 'all',
    allowed_actions: 'all',
    sha_pinning_required: false,
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: false,
    fork_pr_approval_policy: 'all_external_contributors',
  }),
  record('github.oidc-subject', organization, { level: 'organization', use_immutable_subject: false }),
  ...repositories,
  ...environments,
  record('github.deploy-key', '91001', {
    id: 91_001,
    repository: reference('label-templates'),
    title: 'label printer office',
    read_only: false,
    verified: true,
    enabled: true,
    created_at: '2022-05-10T08:30:00Z',
    last_used: '2026-08-30T04:10:00Z',
    added_by: 'mbecker',
  }),
  record('github.deploy-key', '91002', {
    id: 91_002,
    repository: reference('status-page'),
    title: 'mirror to the web host',
    read_only: true,
    verified: true,
    enabled: true,
    created_at: '2026-05-14T08:30:00Z',
    last_used: '2026-08-31T22:00:00Z',
    added_by: 'falk-ingrid',
  }),
  record('github.app-installation', '66001', {
    id: 66_001,
    app_id: 4711,
    app_slug: 'release-train',
    permissions: { metadata: 'read', contents: 'write', workflows: 'write', pull_requests: 'write' },
    repository_selection: 'all',
    events: [],
    created_at: '2023-09-12T09:00:00Z',
    updated_at: '2024-03-04T09:00:00Z',
    owner: { id: 9_004_001, login: 'release-train-gmbh', type: 'Organization' },
    last_request_at: '2026-08-31T20:15:00Z',
  }),
  record('github.app-installation', '66002', {
    id: 66_002,
    app_id: 4712,
    app_slug: 'spell-checker',
    permissions: { metadata: 'read', contents: 'read', pull_requests: 'write' },
    repository_selection: 'selected',
    repositories: [reference('status-page')],
    events: ['pull_request'],
    created_at: '2025-11-03T09:00:00Z',
    updated_at: '2025-11-03T09:00:00Z',
    owner: { id: 9_004_002, login: 'spell-checker-inc', type: 'Organization' },
    last_request_at: '2026-08-31T09:00:00Z',
  }),
  record('github.pat-grant', '33001', {
    id: 33_001,
    owner: { id: 12_003, login: 'nordlicht-bot', type: 'User' },
    repository_selection: 'all',
    permissions: { repository: { metadata: 'read', contents: 'write' }, organization: {} },
    access_granted_at: '2024-06-18T11:00:00Z',
    token_id: 5_550_001,
    token_name: 'changelog script',
    token_expired: false,
    token_expires_at: null,
    token_last_used_at: '2026-08-31T05:00:00Z',
  }),
  record('github.pat-grant', '33002', {
    id: 33_002,
    owner: { id: 12_004, login: 'falk-ingrid', type: 'User' },
    repository_selection: 'subset',
    repositories: [reference('status-page')],
    permissions: { repository: { metadata: 'read', issues: 'write' }, organization: {} },
    access_granted_at: '2026-08-20T11:00:00Z',
    token_id: 5_550_002,
    token_name: 'triage until the fair',
    token_expired: false,
    token_expires_at: '2026-09-19T11:00:00Z',
    token_last_used_at: '2026-08-31T07:00:00Z',
  }),
  member(12_001, 'mbecker', 'ADMIN'),
  member(12_003, 'nordlicht-bot', 'MEMBER'),
  member(12_004, 'falk-ingrid', 'MEMBER'),
  record('github.team', 'platform', {
    id: 7001,
    slug: 'platform',
    members: [{ id: 12_004, login: 'falk-ingrid', type: 'User' }],
    repositories: [{ repository: reference('tracking-api'), permission: 'WRITE' }],
  }),
  secret('AWS_SECRET_ACCESS_KEY', 'infrastructure', '2024-06-11', 'terraform'),
  secret('AWS_ACCESS_KEY_ID', 'infrastructure', '2024-06-11', 'terraform'),
  secret('STATUS_PAGE_TOKEN', 'status-page', '2026-07-01'),
  record('github.webhook', '22001', {
    id: 22_001,
    level: 'repository',
    repository: reference('infrastructure'),
    active: true,
    events: ['push'],
    url: 'http://jenkins.nordlicht.example/github-webhook/',
    content_type: 'json',
    insecure_ssl: false,
    has_secret: false,
    created_at: '2021-04-08T09:00:00Z',
  }),
  record('github.runner', '8001', {
    id: 8001,
    level: 'organization',
    name: 'warehouse-build-1',
    os: 'linux',
    status: 'online',
    ephemeral: false,
    runner_group_id: 1,
    labels: ['self-hosted', 'linux', 'x64'],
  }),
  record('github.runner-group', '1', {
    id: 1,
    name: 'Default',
    visibility: 'all',
    default: true,
    inherited: false,
    allows_public_repositories: true,
    restricted_to_workflows: false,
  }),
  workflow('tracking-api', 'deploy-tracking.yml'),
  workflow('booking-api', 'deploy-booking.yml'),
  workflow('label-templates', 'release.yml'),
  workflow('infrastructure', 'terraform.yml'),
  workflow('status-page', 'preview.yml'),
  workflow('access-audit', 'scan.yml'),
];

/** What a live collection would say of itself. */
export const demoGitHubCoverage: readonly Coverage[] = [
  ...(
    [
      ['GET /orgs/{org}', ['inventory', 'configuration']],
      ['POST /graphql (repositories)', ['inventory', 'workloads', 'trusts', 'configuration']],
      ['GET /repos/{owner}/{repo}/keys', ['credentials', 'credential-use', 'grants']],
      ['GET /orgs/{org}/installations', ['inventory', 'grants']],
      ['GET /orgs/{org}/personal-access-tokens', ['credentials', 'credential-use', 'grants']],
      ['GET /orgs/{org}/actions/secrets', ['configuration']],
      ['GET /orgs/{org}/actions/runners', ['inventory', 'configuration']],
      ['GET /repos/{owner}/{repo}/hooks', ['configuration']],
    ] as const
  ).map(
    ([source, gives]): Coverage => ({
      connector: 'github',
      scope: organization,
      source,
      status: 'complete',
      detail: '',
      gives: [...gives],
    }),
  ),
  {
    connector: 'github',
    scope: organization,
    source: 'classic personal access tokens, OAuth apps, private keys of Apps',
    status: 'unsupported',
    detail: 'GitHub shows them to nobody but their owners, without SAML single sign-on in the organisation.',
    gives: ['credentials'],
  },
];
