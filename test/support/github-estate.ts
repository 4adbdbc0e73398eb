/** What the fake GitHub of `github-loopback.ts` knows. Shapes are those of the REST API where it gives them back whole. */
type Json = Readonly<Record<string, unknown>>;

export interface FakeSecret {
  readonly name: string;
  readonly visibility?: 'all' | 'private' | 'selected';
  /** Numbers of repositories. */
  readonly selected?: readonly number[];
}

export interface FakeEnvironment {
  readonly id: number;
  readonly name: string;
  readonly protection_rules?: readonly Json[];
  readonly deployment_branch_policy?: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  readonly branches?: readonly string[];
  readonly secrets?: readonly string[];
}

export interface FakeRepository {
  readonly id: number;
  readonly name: string;
  readonly visibility?: 'public' | 'private' | 'internal';
  readonly archived?: boolean;
  /** Public, and no App was let into it: it is seen, and tells nothing. */
  readonly outside?: true;
  /** By the user whose token it is. */
  readonly administered?: false;
  readonly branch?: string | null;
  readonly branchRule?: Json | null;
  readonly rules?: readonly string[];
  /** Numbers of rulesets of the organisation that hold for the default branch, to their rules. */
  readonly rulesets?: Readonly<Record<number, readonly string[]>>;
  readonly keys?: readonly Json[];
  readonly environments?: readonly FakeEnvironment[];
  readonly collaborators?: readonly {
    readonly id: number;
    readonly login: string;
    readonly permission: string;
    readonly from?: 'Organization' | 'Repository' | 'Team';
  }[];
  /** Name of the file to its text. */
  readonly workflows?: Readonly<Record<string, string>>;
  /** Other files: path to its text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Text of `.github/CODEOWNERS`. */
  readonly codeowners?: string;
  readonly secrets?: readonly string[];
  readonly dependabotSecrets?: readonly string[];
  readonly agentSecrets?: readonly string[];
  readonly hooks?: readonly Json[];
  readonly runners?: readonly Json[];
  readonly workflowPermissions?: Json;
  readonly subject?: Json;
  readonly agent?: Json;
}

export interface FakeActor {
  readonly app?: string;
  readonly team?: string;
  readonly deployKey?: true;
  readonly role?: string;
  readonly mode?: 'ALWAYS' | 'PULL_REQUEST';
}

export interface FakeOrganization {
  readonly id: number;
  readonly login: string;
  readonly settings?: Json;
  readonly installationId?: number;
  readonly repositories: readonly FakeRepository[];
  readonly members?: readonly {
    readonly id: number;
    readonly login: string;
    readonly role: string;
    readonly twoFactor?: boolean;
  }[];
  readonly teams?: readonly {
    readonly id: number;
    readonly slug: string;
    readonly members: readonly string[];
    readonly repositories: readonly { readonly id: number; readonly permission: string }[];
  }[];
  readonly rulesets?: readonly {
    readonly id: number;
    readonly name: string;
    /** `null`: GitHub does not tell. */
    readonly bypass: readonly FakeActor[] | null;
  }[];
  readonly outside?: readonly { readonly id: number; readonly login: string }[];
  readonly installations?: readonly Json[];
  readonly patGrants?: readonly (Json & { readonly id: number; readonly repositories?: readonly number[] })[];
  readonly patRequests?: readonly Json[];
  /** Absent: no SAML, and a 404. */
  readonly authorizations?: readonly Json[];
  readonly secrets?: readonly FakeSecret[];
  readonly dependabotSecrets?: readonly FakeSecret[];
  readonly agentSecrets?: readonly FakeSecret[];
  readonly registries?: readonly Json[];
  readonly hooks?: readonly Json[];
  readonly runners?: readonly Json[];
  readonly groups?: readonly (Json & {
    readonly id: number;
    readonly repositories?: readonly number[];
    /** Of a group that the enterprise shares. */
    readonly runners?: readonly Json[];
  })[];
  readonly actions?: Json;
  /** Numbers of the repositories that may run Actions. */
  readonly actionsRepositories?: readonly number[];
  readonly selectedActions?: Json;
  readonly workflowPermissions?: Json;
  readonly runnerRepositories?: 'all' | 'none' | readonly number[];
  readonly subject?: Json;
  readonly insights?: readonly Json[];
  readonly agentRepositories?: 'all' | 'none' | readonly number[];
}

const day = '2026-03-01T10:00:00Z';

export const keyOf = (id: number, more: Json = {}): Json => ({
  id,
  key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
  url: `https://api.github.com/keys/${id}`,
  title: `deploy ${id}`,
  verified: true,
  created_at: day,
  read_only: true,
  added_by: 'ana',
  last_used: null,
  enabled: true,
  ...more,
});

export const userOf = (id: number, login: string, type = 'User'): Json => {
  const url = `https://api.github.com/users/${login}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: url,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: url,
    following_url: url,
    gists_url: url,
    starred_url: url,
    subscriptions_url: url,
    organizations_url: url,
    repos_url: url,
    events_url: url,
    received_events_url: url,
    type,
    site_admin: false,
  };
};

export const installationOf = (id: number, slug: string, more: Json = {}): Json => ({
  id,
  app_id: id * 10,
  app_slug: slug,
  client_id: `Iv1.${id}`,
  account: userOf(1, 'acme', 'Organization'),
  repository_selection: 'all',
  access_tokens_url: `https://api.github.com/app/installations/${id}/access_tokens`,
  repositories_url: 'https://api.github.com/installation/repositories',
  html_url: `https://github.com/organizations/acme/settings/installations/${id}`,
  target_id: 1,
  target_type: 'Organization',
  permissions: { contents: 'read', metadata: 'read' },
  events: ['push'],
  created_at: day,
  updated_at: day,
  single_file_name: null,
  suspended_by: null,
  suspended_at: null,
  ...more,
});

export const patOf = (id: number, more: Json = {}): Json & { readonly id: number } => ({
  id,
  owner: userOf(900 + id, `owner-${id}`),
  repository_selection: 'all',
  repositories_url: `https://api.github.com/organizations/1/personal-access-tokens/${id}/repositories`,
  permissions: { repository: { contents: 'read', metadata: 'read' } },
  access_granted_at: day,
  token_id: id + 5000,
  token_name: `token ${id}`,
  token_expired: false,
  token_expires_at: null,
  token_last_used_at: null,
  ...more,
});

export const hookOf = (id: number, config: Json, more: Json = {}): Json => ({
  type: 'Organization',
  id,
  name: 'web',
  active: true,
  events: ['push'],
  config,
  url: `https://api.github.com/orgs/acme/hooks/${id}`,
  ping_url: `https://api.github.com/orgs/acme/hooks/${id}/pings`,
  deliveries_url: `https://api.github.com/orgs/acme/hooks/${id}/deliveries`,
  created_at: day,
  updated_at: day,
  ...more,
});

export const repositoryHookOf = (id: number, config: Json): Json => ({
  ...hookOf(id, config),
  type: 'Repository',
  test_url: `https://api.github.com/repos/acme/web/hooks/${id}/tests`,
  last_response: { code: 200, status: 'active', message: 'OK' },
});

export const runnerAnswerOf = (id: number, more: Json = {}): Json => ({
  id,
  name: `runner-${id}`,
  os: 'linux',
  status: 'online',
  busy: false,
  runner_group_id: 1,
  labels: [{ id: 1, name: 'self-hosted', type: 'read-only' }],
  ...more,
});

const deploy = `name: deploy
on:
  push:
    branches: [main]
permissions:
  id-token: write
  contents: read
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::111111111111:role/deploy
          aws-region: eu-west-1
      - run: ./deploy.sh
        env:
          LEGACY_PASSWORD: spring-2019-Summer
`;

/** An organisation that has one of everything. */
export const sampleOrganization = (): FakeOrganization => ({
  id: 1,
  login: 'acme',
  installationId: 77,
  repositories: [
    {
      id: 101,
      name: 'web',
      visibility: 'public',
      branchRule: {
        pattern: 'main',
        requiresApprovingReviews: true,
        requiredApprovingReviewCount: 1,
        requiresStatusChecks: false,
        restrictsPushes: true,
        allowsForcePushes: false,
        isAdminEnforced: false,
        pushers: [{ app: 'deployer' }],
      },
      rulesets: { 5: ['PULL_REQUEST'] },
      keys: [keyOf(1, { read_only: false, last_used: day }), keyOf(2)],
      environments: [
        {
          id: 11,
          name: 'production',
          protection_rules: [
            { id: 1, node_id: 'a', type: 'wait_timer', wait_timer: 30 },
            {
              id: 2,
              node_id: 'b',
              type: 'required_reviewers',
              prevent_self_review: true,
              reviewers: [{ type: 'User', reviewer: userOf(501, 'ana') }],
            },
            { id: 3, node_id: 'c', type: 'branch_policy' },
          ],
          deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
          branches: ['main', 'release/*'],
          secrets: ['AWS_SECRET_ACCESS_KEY'],
        },
        { id: 12, name: 'feature/preview', deployment_branch_policy: null },
      ],
      collaborators: [
        { id: 501, login: 'ana', permission: 'ADMIN', from: 'Repository' },
        { id: 601, login: 'contractor', permission: 'WRITE', from: 'Repository' },
      ],
      workflows: { 'deploy.yml': deploy, 'README.md': 'x' },
      secrets: ['NPM_TOKEN'],
      dependabotSecrets: ['NPM_TOKEN'],
      agentSecrets: ['COPILOT_MCP_KEY'],
      hooks: [
        repositoryHookOf(31, { url: 'http://ci.acme.test/hook', content_type: 'json', insecure_ssl: '1' }),
      ],
      runners: [runnerAnswerOf(41, { ephemeral: false })],
      workflowPermissions: { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
      subject: { use_default: true, use_immutable_subject: true, sub_claim_prefix: 'repo:acme@1/web@101' },
      agent: {
        mcp_configuration: {
          mcpServers: {
            sentry: {
              type: 'local',
              command: 'npx',
              args: ['@sentry/mcp-server'],
              tools: ['*'],
              env: { SENTRY_ACCESS_TOKEN: 'COPILOT_MCP_KEY', SENTRY_TOKEN: 'plainly-written-9' },
            },
          },
        },
        enabled_tools: {
          codeql: true,
          copilot_code_review: true,
          secret_scanning: true,
          dependency_vulnerability_checks: true,
        },
        require_actions_workflow_approval: false,
        is_firewall_enabled: false,
        is_firewall_recommended_allowlist_enabled: true,
        custom_allowlist: [],
        is_automations_enabled: true,
        require_write_access_for_automation_triggers: false,
      },
    },
    { id: 102, name: 'old', archived: true, keys: [keyOf(3)], secrets: ['GONE'] },
    { id: 103, name: 'empty', branch: null },
  ],
  members: [
    { id: 501, login: 'ana', role: 'ADMIN', twoFactor: true },
    { id: 502, login: 'acme-bot', role: 'MEMBER', twoFactor: false },
  ],
  teams: [{ id: 9, slug: 'ops', members: ['ana'], repositories: [{ id: 101, permission: 'ADMIN' }] }],
  rulesets: [
    {
      id: 5,
      name: 'main is reviewed',
      bypass: [
        { app: 'deployer' },
        { team: 'ops', mode: 'PULL_REQUEST' },
        { deployKey: true },
        { role: 'maintain' },
      ],
    },
  ],
  outside: [{ id: 601, login: 'contractor' }],
  installations: [
    installationOf(77, 'nhi-audit'),
    installationOf(78, 'deployer', {
      permissions: { contents: 'write', secrets: 'write', metadata: 'read' },
      repository_selection: 'selected',
    }),
  ],
  patGrants: [
    patOf(201),
    {
      ...patOf(202, { repository_selection: 'subset', token_expires_at: '2026-12-01T00:00:00Z' }),
      repositories: [101],
    },
  ],
  patRequests: [{ ...patOf(211), reason: 'a release', created_at: day }],
  authorizations: [
    {
      login: 'ana',
      credential_id: 301,
      credential_type: 'personal access token',
      token_last_eight: 'abcdefgh',
      credential_authorized_at: day,
      credential_accessed_at: day,
      scopes: ['repo', 'admin:org'],
      authorized_credential_id: 401,
      authorized_credential_note: 'laptop',
      authorized_credential_expires_at: null,
    },
  ],
  secrets: [
    { name: 'AWS_ACCESS_KEY_ID', visibility: 'all' },
    { name: 'DEPLOY_TOKEN', visibility: 'selected', selected: [101] },
  ],
  dependabotSecrets: [{ name: 'REGISTRY', visibility: 'private' }],
  agentSecrets: [{ name: 'COPILOT_MCP_X', visibility: 'all' }],
  registries: [
    {
      name: 'MAVEN',
      registry_type: 'maven_repository',
      auth_type: 'token',
      url: 'https://user:pass@maven.acme.test/',
      username: 'ci',
      visibility: 'all',
      created_at: day,
      updated_at: day,
    },
  ],
  hooks: [
    hookOf(21, {
      url: 'https://hooks.acme.test/?token=very-secret',
      content_type: 'json',
      insecure_ssl: '0',
      secret: '********',
    }),
  ],
  runners: [runnerAnswerOf(51, { ephemeral: true })],
  groups: [
    {
      id: 1,
      name: 'Default',
      visibility: 'selected',
      default: true,
      inherited: false,
      runners_url: 'https://api.github.com/x',
      allows_public_repositories: true,
      restricted_to_workflows: false,
      selected_workflows: [],
      repositories: [101],
    },
  ],
  actions: { enabled_repositories: 'all', allowed_actions: 'selected', sha_pinning_required: false },
  selectedActions: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ['acme/*'] },
  workflowPermissions: { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
  runnerRepositories: [101],
  subject: { include_claim_keys: ['repo', 'context'], use_immutable_subject: false },
  insights: [
    {
      subject_type: 'installation',
      subject_name: 'deployer',
      subject_id: 78,
      total_request_count: 12,
      last_request_timestamp: day,
    },
    {
      subject_type: 'user',
      subject_name: 'acme-bot',
      subject_id: 502,
      total_request_count: 7,
      last_request_timestamp: day,
    },
  ],
  agentRepositories: [101],
});

/** Many repositories and tokens: each repository with a workflow, every fourth with a key, every tenth with an environment. */
export const largeOrganization = (repositories: number, tokens: number): FakeOrganization => ({
  ...sampleOrganization(),
  repositories: Array.from(
    { length: repositories },
    (_, at): FakeRepository => ({
      id: 1000 + at,
      name: `repo-${String(at).padStart(5, '0')}`,
      visibility: 'private',
      rulesets: { 5: ['PULL_REQUEST'] },
      workflows: { 'ci.yml': at % 5 === 0 ? deploy : deploy.replace('  id-token: write\n', '') },
      keys: at % 4 === 0 ? [keyOf(100_000 + at)] : [],
      environments: at % 10 === 0 ? [{ id: 200_000 + at, name: 'production', secrets: ['KEY'] }] : [],
      secrets: at % 3 === 0 ? ['TOKEN', 'OTHER'] : [],
      collaborators: at % 20 === 0 ? [{ id: 601, login: 'contractor', permission: 'WRITE' }] : [],
    }),
  ),
  patGrants: Array.from({ length: tokens }, (_, at) => ({
    ...patOf(10_000 + at, { repository_selection: at % 2 === 0 ? 'subset' : 'all' }),
    repositories: [1000],
  })),
  groups: [],
  teams: [],
  secrets: [{ name: 'AWS_ACCESS_KEY_ID', visibility: 'all' }],
  workflowPermissions: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
  runnerRepositories: 'none',
  agentRepositories: 'none',
});
