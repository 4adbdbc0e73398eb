import type { FakeOrganization, FakeRepository, FakeSecret } from './github-estate.ts';
import { userOf } from './github-estate.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a route answers: a list to be paged, or one thing. */
export type Answer =
  | { readonly list: readonly unknown[]; readonly member?: string; readonly link?: false }
  | { readonly one: unknown }
  | { readonly status: number; readonly message: string };

export interface Place {
  readonly organization: FakeOrganization;
  readonly repository?: FakeRepository;
  readonly named: (name: string) => string;
  /** Address of the server, as clients see it. */
  readonly url: string;
}

/** `permissions`: what an App needs, from GitHub's documents; `'none'`: nothing. Not taken from our own table. */
export interface Route {
  readonly path: string;
  readonly permissions: readonly string[];
  /** Scopes of a classic token, one of which it needs. */
  readonly scopes: readonly string[];
  readonly cloudOnly?: true;
  readonly answer: (place: Place) => Answer;
}

const day = '2026-03-01T10:00:00Z';
const admin = ['admin:org'];
const readOrg = ['read:org', 'admin:org', 'write:org'];
const repo = ['repo'];

const fullRepository = ({ organization, url }: Place, repository: FakeRepository): Json => {
  const full = `${organization.login}/${repository.name}`;
  const api = `${url}/repos/${full}`;
  const names =
    'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees';
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: full,
    private: repository.visibility !== 'public',
    owner: userOf(organization.id, organization.login, 'Organization'),
    html_url: `https://github.com/${full}`,
    description: null,
    fork: false,
    url: api,
    hooks_url: api,
    clone_url: api,
    git_url: api,
    ssh_url: api,
    svn_url: api,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: 'main',
    archived: false,
    disabled: false,
    size: 1,
    has_downloads: true,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    forks: 0,
    forks_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    created_at: day,
    updated_at: day,
    pushed_at: day,
    ...Object.fromEntries(names.split(' ').map((name) => [`${name}_url`, api])),
  };
};

const chosen = (place: Place, ids: readonly number[] = []): readonly Json[] =>
  place.organization.repositories
    .filter(({ id }) => ids.includes(id))
    .map((each) => fullRepository(place, each));

const orgSecret = (place: Place, base: string, { name, visibility = 'all' }: FakeSecret): Json => ({
  name,
  created_at: day,
  updated_at: day,
  visibility,
  ...(visibility === 'selected'
    ? {
        selected_repositories_url: `${place.url}/orgs/${place.organization.login}/${base}/${name}/repositories`,
      }
    : {}),
});

const secretNamed = (name: string): Json => ({ name, created_at: day, updated_at: day });

const orgSecrets = (
  path: string,
  permission: string,
  secrets: (organization: FakeOrganization) => readonly FakeSecret[] | undefined,
): readonly Route[] => [
  {
    path: `/orgs/{org}/${path}`,
    permissions: [permission],
    scopes: admin,
    answer: (place) => ({
      list: (secrets(place.organization) ?? []).map((each) => orgSecret(place, path, each)),
      member: 'secrets',
    }),
  },
  {
    path: `/orgs/{org}/${path}/{secret_name}/repositories`,
    permissions: [permission],
    scopes: admin,
    answer: (place) => ({
      list: chosen(
        place,
        secrets(place.organization)?.find(({ name }) => name === place.named('secret_name'))?.selected,
      ),
      member: 'repositories',
      link: false,
    }),
  },
];

const one = (
  path: string,
  permissions: readonly string[],
  scopes: readonly string[],
  of: (place: Place) => unknown,
): Route => ({
  path,
  permissions,
  scopes,
  answer: (place) => {
    const found = of(place);
    return found === undefined ? { status: 404, message: 'Not Found' } : { one: found };
  },
});

const list = (
  path: string,
  permissions: readonly string[],
  scopes: readonly string[],
  of: (place: Place) => readonly unknown[] | undefined,
  member?: string,
  link?: false,
): Route => ({
  path,
  permissions,
  scopes,
  answer: (place) => {
    const found = of(place);
    if (found === undefined) return { status: 404, message: 'Not Found' };
    return {
      list: found,
      ...(member === undefined ? {} : { member }),
      ...(link === undefined ? {} : { link }),
    };
  },
});

const administration = ['organization_administration'];
const actions = '/orgs/{org}/actions';
const own = '/repos/{owner}/{repo}';

const organizationOf = ({ organization, url }: Place): Json => {
  const api = `${url}/orgs/${organization.login}`;
  return {
    login: organization.login,
    id: organization.id,
    node_id: `O_${organization.id}`,
    url: api,
    repos_url: api,
    events_url: api,
    hooks_url: api,
    issues_url: api,
    members_url: api,
    public_members_url: api,
    avatar_url: api,
    description: '',
    html_url: `https://github.com/${organization.login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: day,
    updated_at: day,
    archived_at: null,
    two_factor_requirement_enabled: false,
    default_repository_permission: 'read',
    members_can_create_repositories: true,
    deploy_keys_enabled_for_repositories: true,
    billing_email: 'billing@acme.test',
    plan: { name: 'enterprise', space: 1, private_repos: 1, seats: 10, filled_seats: 2 },
    ...organization.settings,
  };
};

const runnerChoice = ({ organization: { runnerRepositories = 'all' } }: Place): string =>
  typeof runnerRepositories === 'string' ? runnerRepositories : 'selected';
const agentChoice = ({ organization: { agentRepositories = 'none' } }: Place): string =>
  typeof agentRepositories === 'string' ? agentRepositories : 'selected';
const idsOf = (choice: unknown): readonly number[] => (Array.isArray(choice) ? choice : []);

const environmentOf = (place: Place) =>
  place.repository!.environments?.find(({ name }) => name === place.named('environment_name'));

const environments = (place: Place): readonly Json[] =>
  (place.repository!.environments ?? []).map(({ id, name, protection_rules, deployment_branch_policy }) => ({
    id,
    node_id: `E_${id}`,
    name,
    url: `${place.url}/x`,
    html_url: 'https://github.com/x',
    created_at: day,
    updated_at: day,
    protection_rules: protection_rules ?? [],
    deployment_branch_policy: deployment_branch_policy ?? null,
  }));

export const routes: readonly Route[] = [
  one('/orgs/{org}', [], [], organizationOf),
  list(
    '/orgs/{org}/installations',
    administration,
    admin,
    ({ organization }) => organization.installations ?? [],
    'installations',
  ),
  list(
    '/orgs/{org}/personal-access-tokens',
    ['organization_personal_access_tokens'],
    [],
    ({ organization }) => (organization.patGrants ?? []).map(({ repositories: _, ...grant }) => grant),
  ),
  list(
    '/orgs/{org}/personal-access-tokens/{pat_id}/repositories',
    ['organization_personal_access_tokens'],
    [],
    (place) =>
      chosen(
        place,
        place.organization.patGrants?.find(({ id }) => String(id) === place.named('pat_id'))?.repositories,
      ),
  ),
  list(
    '/orgs/{org}/personal-access-token-requests',
    ['organization_personal_access_token_requests'],
    [],
    ({ organization }) => organization.patRequests ?? [],
  ),
  list(
    '/orgs/{org}/credential-authorizations',
    administration,
    readOrg,
    ({ organization }) => organization.authorizations,
    undefined,
    false,
  ),
  list(
    '/orgs/{org}/insights/api/subject-stats',
    ['organization_api_insights'],
    admin,
    ({ organization }) => organization.insights ?? [],
    undefined,
    false,
  ),
  ...orgSecrets('actions/secrets', 'organization_secrets', ({ secrets }) => secrets),
  ...orgSecrets(
    'dependabot/secrets',
    'organization_dependabot_secrets',
    ({ dependabotSecrets }) => dependabotSecrets,
  ),
  ...orgSecrets('agents/secrets', 'organization_agent_secrets', ({ agentSecrets }) => agentSecrets),
  ...orgSecrets('codespaces/secrets', 'organization_codespaces_secrets', () => []),
  list(
    '/orgs/{org}/private-registries',
    ['organization_private_registries'],
    admin,
    ({ organization }) => organization.registries ?? [],
    'configurations',
  ),
  list(
    '/orgs/{org}/hooks',
    ['organization_hooks'],
    ['admin:org_hook'],
    ({ organization }) => organization.hooks ?? [],
  ),
  one(
    `${actions}/permissions`,
    administration,
    admin,
    ({ organization }) => organization.actions ?? { enabled_repositories: 'all', allowed_actions: 'all' },
  ),
  list(
    `${actions}/permissions/repositories`,
    administration,
    admin,
    (place) => chosen(place, place.organization.actionsRepositories),
    'repositories',
    false,
  ),
  one(
    `${actions}/permissions/selected-actions`,
    administration,
    admin,
    ({ organization }) => organization.selectedActions,
  ),
  one(
    `${actions}/permissions/workflow`,
    administration,
    admin,
    ({ organization }) => organization.workflowPermissions,
  ),
  one(`${actions}/permissions/fork-pr-contributor-approval`, administration, admin, () => ({
    approval_policy: 'first_time_contributors',
  })),
  one(`${actions}/permissions/fork-pr-workflows-private-repos`, administration, admin, () => ({
    run_workflows_from_fork_pull_requests: true,
    send_write_tokens_to_workflows: false,
    send_secrets_and_variables: false,
    require_approval_for_fork_pr_workflows: true,
  })),
  one(`${actions}/permissions/self-hosted-runners`, administration, admin, (place) => ({
    enabled_repositories: runnerChoice(place),
    ...(runnerChoice(place) === 'selected' ? { selected_repositories_url: `${place.url}/x` } : {}),
  })),
  list(
    `${actions}/permissions/self-hosted-runners/repositories`,
    administration,
    admin,
    (place) => chosen(place, idsOf(place.organization.runnerRepositories)),
    'repositories',
    false,
  ),
  list(
    `${actions}/runners`,
    ['organization_self_hosted_runners'],
    admin,
    ({ organization }) => organization.runners ?? [],
    'runners',
  ),
  list(
    `${actions}/runner-groups`,
    ['organization_self_hosted_runners'],
    admin,
    ({ organization }) =>
      (organization.groups ?? []).map(({ repositories: _, runners: _own, ...group }) => group),
    'runner_groups',
    false,
  ),
  list(
    `${actions}/runner-groups/{runner_group_id}/repositories`,
    ['organization_self_hosted_runners'],
    admin,
    (place) =>
      chosen(
        place,
        place.organization.groups?.find(({ id }) => String(id) === place.named('runner_group_id'))
          ?.repositories,
      ),
    'repositories',
    false,
  ),
  list(
    `${actions}/runner-groups/{runner_group_id}/runners`,
    ['organization_self_hosted_runners'],
    admin,
    ({ organization, named }) =>
      organization.groups?.find(({ id }) => String(id) === named('runner_group_id'))?.runners ?? [],
    'runners',
  ),
  one(
    `${actions}/oidc/customization/sub`,
    administration,
    readOrg,
    ({ organization }) => organization.subject ?? { include_claim_keys: [] },
  ),
  one(`${actions}/oidc/customization/properties/repo`, administration, readOrg, () => [
    { custom_property_name: 'tier', inclusion_source: 'organization' },
  ]),
  list('/orgs/{org}/outside_collaborators', ['members'], readOrg, ({ organization }) =>
    (organization.outside ?? []).map(({ id, login }) => userOf(id, login)),
  ),
  one(
    '/orgs/{org}/copilot/coding-agent/permissions',
    ['organization_copilot_agent_settings'],
    admin,
    (place) => ({
      enabled_repositories: agentChoice(place),
      ...(agentChoice(place) === 'selected' ? { selected_repositories_url: `${place.url}/x` } : {}),
    }),
  ),
  list(
    '/orgs/{org}/copilot/coding-agent/permissions/repositories',
    ['organization_copilot_agent_settings'],
    admin,
    (place) => chosen(place, idsOf(place.organization.agentRepositories)),
    'repositories',
    false,
  ),

  list(`${own}/keys`, ['administration'], repo, ({ repository }) => repository!.keys ?? []),
  list(
    `${own}/actions/secrets`,
    ['secrets'],
    repo,
    ({ repository }) => (repository!.secrets ?? []).map(secretNamed),
    'secrets',
  ),
  list(
    `${own}/dependabot/secrets`,
    ['dependabot_secrets'],
    repo,
    ({ repository }) => (repository!.dependabotSecrets ?? []).map(secretNamed),
    'secrets',
  ),
  list(`${own}/codespaces/secrets`, ['codespaces_secrets'], repo, () => [], 'secrets'),
  list(
    `${own}/agents/secrets`,
    ['agent_secrets'],
    repo,
    ({ repository }) => (repository!.agentSecrets ?? []).map(secretNamed),
    'secrets',
  ),
  list(
    `${own}/hooks`,
    ['repository_hooks'],
    ['admin:repo_hook', 'read:repo_hook', 'repo'],
    ({ repository }) => repository!.hooks ?? [],
  ),
  list(`${own}/environments`, ['actions'], repo, environments, 'environments', false),
  list(
    `${own}/environments/{environment_name}/deployment-branch-policies`,
    ['actions'],
    repo,
    (place) =>
      environmentOf(place)?.branches?.map((name, id) => ({ id, node_id: `B_${id}`, name, type: 'branch' })),
    'branch_policies',
    false,
  ),
  list(
    `${own}/environments/{environment_name}/secrets`,
    ['secrets', 'environments'],
    repo,
    (place) =>
      environmentOf(place) === undefined ? undefined : (environmentOf(place)!.secrets ?? []).map(secretNamed),
    'secrets',
  ),
  one(
    `${own}/actions/permissions/workflow`,
    ['administration'],
    repo,
    ({ repository, organization }) => repository!.workflowPermissions ?? organization.workflowPermissions,
  ),
  one(
    `${own}/actions/oidc/customization/sub`,
    ['actions'],
    repo,
    ({ repository }) => repository!.subject ?? { use_default: true, use_immutable_subject: false },
  ),
  list(
    `${own}/actions/runners`,
    ['administration'],
    repo,
    ({ repository }) => repository!.runners ?? [],
    'runners',
  ),
  one(
    `${own}/copilot/cloud-agent/configuration`,
    ['copilot_agent_settings'],
    repo,
    ({ repository }) => repository!.agent,
  ),
];
