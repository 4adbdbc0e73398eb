import type { InputKind } from '../../../src/model/coverage.ts';
import { queries } from './queries.ts';

/**
 * Every API call that this connector can make, and no other: the guard refuses what is not in this table, the
 * permissions are printed from it, `docs/api-calls/github.md` is checked against it. Loads no SDK.
 * Routes: https://docs.github.com/en/enterprise-cloud@latest/rest
 * Permissions: https://docs.github.com/en/enterprise-cloud@latest/rest/authentication/permissions-required-for-github-apps
 */
export interface GitHubCall {
  /** Method and path as GitHub documents them, or `graphql` and the name of the query. */
  readonly id: string;
  /** Permissions of a GitHub App that it needs, each at `read`. Empty: needs none. */
  readonly permissions: readonly string[];
  /** Scope of a classic personal access token that it needs; empty: none. */
  readonly scope: string;
  /** Member of the answer that holds the entries of a list; empty: the answer is the list. Absent: no list. */
  readonly list?: string;
  /** Empty: the call only leads to another one, or no rule rests on what it gives. */
  readonly gives: readonly InputKind[];
  readonly part: GitHubPart;
  /** GitHub Enterprise Cloud only: elsewhere a 404 means that there is no such thing. */
  readonly cloudOnly?: true;
  /** What it is for. */
  readonly why: string;
  /** When and how often it is made. */
  readonly when: string;
}

/**
 * `session`: how the scan gets in. `organization`: for each organisation. `repository`: for its repositories.
 * `enterprise`: only with `--github-enterprise`. `codespaces`: only with `--github-codespaces`.
 */
export type GitHubPart = 'session' | 'organization' | 'repository' | 'enterprise' | 'codespaces';

const everyHundred = 'A page for each 100.';
const once = 'Once.';
const eachActive = 'For each repository that is not archived.';

type Rest = Omit<GitHubCall, 'id' | 'part' | 'permissions' | 'scope' | 'gives'>;

const call =
  (part: GitHubPart) =>
  (
    id: string,
    permissions: readonly string[],
    scope: string,
    gives: readonly InputKind[],
    rest: Rest,
  ): GitHubCall => ({ id, part, permissions, scope, gives, ...rest });

const session = call('session');
const org = call('organization');
const repo = call('repository');
const enterprise = call('enterprise');
const codespaces = call('codespaces');

const orgAdministration = ['organization_administration'];

export const githubCalls: readonly GitHubCall[] = [
  session('GET /user', [], '', ['scanner'], {
    why: 'Whom the scan runs as, with a token.',
    when: 'Once, with a token.',
  }),
  session('GET /app', [], '', ['scanner'], {
    why: 'Which App the scan runs as.',
    when: 'Once, with an App.',
  }),
  session('GET /orgs/{org}/installation', [], '', [], {
    why: "Finds the App's installation in the organisation, and what it was granted.",
    when: 'Once for each organisation, with an App.',
  }),
  session('GET /enterprises/{enterprise}/installation', [], '', [], {
    why: "Finds the App's installation in the enterprise.",
    when: 'Once, with an App and --github-enterprise.',
    cloudOnly: true,
  }),
  session('POST /app/installations/{installation_id}/access_tokens', [], '', [], {
    why: 'Exchanges the signed assertion of the App for a token of one hour: the one request that is not a read.',
    when: 'Once an hour for each installation, with an App.',
  }),

  org('GET /orgs/{org}', [], 'admin:org', ['organization', 'configuration'], {
    why: 'Base permission of members, two-factor requirement, whether deploy keys may be used.',
    when: once,
  }),
  org('GET /orgs/{org}/installations', orgAdministration, 'admin:org', ['inventory', 'grants'], {
    list: 'installations',
    why: 'App installations with their permissions, repositories (all or selected), suspension.',
    when: everyHundred,
  }),
  org('GET /apps/{app_slug}', [], '', ['owners'], {
    why: 'Who owns an App. Private Apps of others are not shown.',
    when: 'Once for each App that is installed.',
  }),
  org(
    'GET /orgs/{org}/personal-access-tokens',
    ['organization_personal_access_tokens'],
    '',
    ['inventory', 'grants', 'credentials', 'credential-use'],
    {
      list: '',
      why: 'Fine-grained personal access tokens that may enter the organisation. Shown to Apps only.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories',
    ['organization_personal_access_tokens'],
    '',
    [],
    {
      list: '',
      why: 'Which repositories a token may enter.',
      when: 'For each token that may enter some and not all, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/personal-access-token-requests',
    ['organization_personal_access_token_requests'],
    '',
    ['approvals'],
    {
      list: '',
      why: 'Requests for fine-grained tokens that wait for approval. Shown to Apps only.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/credential-authorizations',
    orgAdministration,
    'read:org',
    ['inventory', 'credentials', 'credential-use'],
    {
      list: '',
      cloudOnly: true,
      why: 'Classic personal access tokens, SSH keys and OAuth tokens that members let in by SAML single sign-on.',
      when: 'A page for each 100. Only organisations with SAML have it.',
    },
  ),
  org(
    'GET /orgs/{org}/insights/api/subject-stats',
    ['organization_api_insights'],
    'admin:org',
    ['identity-use'],
    {
      list: '',
      cloudOnly: true,
      why: 'When App installations and users last called the API.',
      when: 'A page for each 100, of the last 30 days. Only on GitHub Enterprise Cloud.',
    },
  ),
  org(
    'GET /orgs/{org}/actions/secrets',
    ['organization_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Actions secrets: names, dates, visibility. Never values: the API does not give them.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/actions/secrets/{secret_name}/repositories',
    ['organization_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/dependabot/secrets',
    ['organization_dependabot_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Dependabot secrets.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/dependabot/secrets/{secret_name}/repositories',
    ['organization_dependabot_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  codespaces(
    'GET /orgs/{org}/codespaces/secrets',
    ['organization_codespaces_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Codespaces secrets.',
      when: everyHundred,
    },
  ),
  codespaces(
    'GET /orgs/{org}/codespaces/secrets/{secret_name}/repositories',
    ['organization_codespaces_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/agents/secrets',
    ['organization_agent_secrets'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Secrets of the Copilot cloud agent.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/agents/secrets/{secret_name}/repositories',
    ['organization_agent_secrets'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories see a secret.',
      when: 'For each secret of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/private-registries',
    ['organization_private_registries'],
    'admin:org',
    ['configuration', 'credentials'],
    {
      list: 'configurations',
      why: 'Private registries: whether by a stored token or by OIDC, and as whom.',
      when: everyHundred,
    },
  ),
  org('GET /orgs/{org}/hooks', ['organization_hooks'], 'admin:org_hook', ['configuration'], {
    list: '',
    why: 'Webhooks: where they go, whether they are signed. A secret is only noted as present.',
    when: everyHundred,
  }),
  org('GET /orgs/{org}/actions/permissions', orgAdministration, 'admin:org', ['configuration'], {
    why: 'Which repositories may run Actions, and which actions; whether actions must be pinned.',
    when: once,
  }),
  org('GET /orgs/{org}/actions/permissions/repositories', orgAdministration, 'admin:org', ['configuration'], {
    list: 'repositories',
    why: 'Which repositories may run Actions.',
    when: 'Where only selected repositories may, a page for each 100.',
  }),
  org(
    'GET /orgs/{org}/actions/permissions/selected-actions',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'Which actions may run.',
      when: 'Once, where only selected actions may run.',
    },
  ),
  org('GET /orgs/{org}/actions/permissions/workflow', orgAdministration, 'admin:org', ['configuration'], {
    why: 'What the token of a job may do by default, and whether it may approve pull requests.',
    when: once,
  }),
  org(
    'GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'Whose pull requests run workflows without an approval.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/actions/permissions/fork-pr-workflows-private-repos',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'What pull requests from forks of private repositories get.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/actions/permissions/self-hosted-runners',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'Which repositories may have runners of their own.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories',
    orgAdministration,
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which ones these are.',
      when: 'Where only selected repositories may, a page for each 100.',
    },
  ),
  org('GET /orgs/{org}/actions/runners', ['organization_self_hosted_runners'], 'admin:org', ['inventory'], {
    list: 'runners',
    why: 'Self-hosted runners.',
    when: everyHundred,
  }),
  org(
    'GET /orgs/{org}/actions/runner-groups',
    ['organization_self_hosted_runners'],
    'admin:org',
    ['configuration'],
    {
      list: 'runner_groups',
      why: 'Runner groups: which repositories they serve, public ones among them.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories',
    ['organization_self_hosted_runners'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories a group serves.',
      when: 'For each group of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners',
    ['organization_self_hosted_runners'],
    'admin:org',
    ['inventory'],
    {
      list: 'runners',
      why: 'Runners of the enterprise that the organisation may use.',
      when: 'For each group that the enterprise shares, a page for each 100.',
    },
  ),
  org('GET /orgs/{org}/actions/oidc/customization/sub', orgAdministration, 'read:org', ['trusts'], {
    why: 'What the subject of a job token to a cloud is made of; whether it names ids that cannot be taken over.',
    when: once,
  }),
  org(
    'GET /orgs/{org}/actions/oidc/customization/properties/repo',
    orgAdministration,
    'read:org',
    ['trusts'],
    {
      why: 'Which custom properties are claims of a job token.',
      when: once,
    },
  ),
  org('GET /orgs/{org}/outside_collaborators', ['members'], 'read:org', ['inventory'], {
    list: '',
    why: 'Outside collaborators.',
    when: everyHundred,
  }),
  org(
    'GET /orgs/{org}/copilot/coding-agent/permissions',
    ['organization_copilot_agent_settings'],
    'admin:org',
    ['inventory', 'configuration'],
    {
      why: 'In which repositories the Copilot cloud agent works.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/copilot/coding-agent/permissions/repositories',
    ['organization_copilot_agent_settings'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories these are.',
      when: 'Where it works in selected repositories, a page for each 100.',
    },
  ),
  org(queries.Members.id, ['members'], 'read:org', ['inventory'], {
    why: 'Members, their role and whether they have a second factor.',
    when: everyHundred,
  }),
  org(queries.Teams.id, ['members', 'metadata'], 'read:org', ['grants'], {
    why: 'Teams: members, and repositories with the permission that they give.',
    when: 'A page for each 50 teams.',
  }),
  org(queries.TeamMembers.id, ['members'], 'read:org', [], {
    why: 'More members of a team.',
    when: 'For each team of more than 100, a page for each 100 more.',
  }),
  org(queries.TeamRepositories.id, ['members', 'metadata'], 'read:org', [], {
    why: 'More repositories of a team.',
    when: 'For each team with more than 100, a page for each 100 more.',
  }),

  repo(
    queries.Repositories.id,
    ['metadata', 'administration', 'contents'],
    'repo',
    ['inventory', 'organization'],
    {
      why: 'Repositories; protection of the default branch; how many deploy keys, environments and direct collaborators each has; ids of its workflow files.',
      when: everyHundred,
    },
  ),
  repo(queries.WorkflowTexts.id, ['contents'], 'repo', ['workloads', 'trusts'], {
    why: 'Texts of workflows. Whatever looks like a secret in them is blanked.',
    when: 'For each 50 repositories with workflows, or fewer with more than a megabyte of them.',
  }),
  repo(queries.Protections.id, ['metadata', 'administration'], 'repo', [], {
    why: 'Which Apps, teams, roles and deploy keys may get past the protection of default branches.',
    when: 'For each 50 rulesets and branch protections that hold for default branches; a ruleset of the organisation once.',
  }),
  repo(queries.Collaborators.id, ['metadata', 'members'], 'repo', ['grants'], {
    why: 'Who was given access to a repository directly, and which permission.',
    when: 'For each 50 repositories with direct or outside collaborators.',
  }),
  repo(queries.MoreCollaborators.id, ['metadata', 'members'], 'repo', [], {
    why: 'More collaborators of a repository.',
    when: 'For each repository with more than 100, a page for each 100 more.',
  }),
  repo(
    'GET /repos/{owner}/{repo}/keys',
    ['administration'],
    'repo',
    ['inventory', 'credentials', 'credential-use'],
    {
      list: '',
      why: 'Deploy keys with their last use. The key itself is dropped.',
      when: 'For each repository that has one, a page for each 100.',
    },
  ),
  repo('GET /repos/{owner}/{repo}/actions/secrets', ['secrets'], 'repo', ['configuration', 'credentials'], {
    list: 'secrets',
    why: 'Actions secrets of the repository.',
    when: eachActive,
  }),
  repo(
    'GET /repos/{owner}/{repo}/dependabot/secrets',
    ['dependabot_secrets'],
    'repo',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Dependabot secrets of the repository.',
      when: eachActive,
    },
  ),
  repo('GET /repos/{owner}/{repo}/hooks', ['repository_hooks'], 'admin:repo_hook', ['configuration'], {
    list: '',
    why: 'Webhooks of the repository.',
    when: eachActive,
  }),
  repo('GET /repos/{owner}/{repo}/environments', ['actions'], 'repo', ['configuration', 'trusts'], {
    list: 'environments',
    why: 'Environments and their protection: reviewers, waiting time, branches.',
    when: 'For each repository with environments, a page for each 100.',
  }),
  repo(
    'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies',
    ['actions'],
    'repo',
    ['configuration'],
    {
      list: 'branch_policies',
      why: 'From which branches an environment can be entered.',
      when: 'For each environment with branch patterns of its own.',
    },
  ),
  repo(
    'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets',
    ['secrets', 'environments'],
    'repo',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Secrets of an environment.',
      when: 'For each environment, a page for each 100.',
    },
  ),
  repo(
    'GET /repos/{owner}/{repo}/actions/permissions/workflow',
    ['administration'],
    'repo',
    ['configuration'],
    {
      why: 'What the token of a job may do by default in the repository.',
      when: 'For each repository that is not archived and may run Actions, where the organisation allows more than reading or did not tell.',
    },
  ),
  repo('GET /repos/{owner}/{repo}/actions/oidc/customization/sub', ['actions'], 'repo', ['trusts'], {
    why: 'The subject that job tokens of the repository carry.',
    when: 'For each repository with a workflow that may ask for a job token (`id-token`).',
  }),
  repo('GET /repos/{owner}/{repo}/actions/runners', ['administration'], 'repo', ['inventory'], {
    list: 'runners',
    why: 'Self-hosted runners of the repository.',
    when: 'For each repository that may have some by the organisation.',
  }),
  repo(
    'GET /repos/{owner}/{repo}/agents/secrets',
    ['agent_secrets'],
    'repo',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Secrets of the Copilot cloud agent in the repository.',
      when: 'For each repository that it works in.',
    },
  ),
  repo(
    'GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration',
    ['copilot_agent_settings'],
    'repo',
    ['configuration'],
    {
      why: 'Firewall, approvals and MCP servers of the agent. Of literal values only their kind is kept.',
      when: 'For each repository that it works in.',
    },
  ),

  codespaces(
    'GET /repos/{owner}/{repo}/codespaces/secrets',
    ['codespaces_secrets'],
    'repo',
    ['configuration', 'credentials'],
    {
      list: 'secrets',
      why: 'Codespaces secrets of the repository.',
      when: 'For each repository that is not archived.',
    },
  ),

  enterprise(queries.EnterpriseOrganizations.id, [], 'read:enterprise', ['organization'], {
    cloudOnly: true,
    why: 'Organisations of the enterprise.',
    when: everyHundred,
  }),
  enterprise(
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations',
    ['enterprise_organization_installations'],
    '',
    [],
    {
      list: '',
      cloudOnly: true,
      why: 'App installations as the enterprise sees them. Shown to Apps that the enterprise installed.',
      when: 'A page for each 100 in each organisation.',
    },
  ),
  enterprise(
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories',
    ['enterprise_organization_installation_repositories'],
    '',
    ['grants'],
    {
      list: '',
      cloudOnly: true,
      why: 'Which repositories an App may enter; no other call tells it.',
      when: 'For each installation of selected repositories, a page for each 100.',
    },
  ),
];

/**
 * Not in the description of every Enterprise Server that GitHub supports: a 404 there says that there is no such thing.
 * https://github.com/github/rest-api-description (ghes-3.17)
 */
const notOnEveryServer = [
  '/agents/secrets',
  '/codespaces/secrets',
  '/copilot/',
  '/insights/api/',
  '/credential-authorizations',
  '/oidc/customization/properties/repo',
  '/permissions/fork-pr-',
  '/permissions/self-hosted-runners',
  'GET /enterprises/',
];

export const mayLackOnServer = (id: string): boolean => notOnEveryServer.some((part) => id.includes(part));

const byId = new Map(githubCalls.map((each) => [each.id, each]));

export const githubCall = (id: string): GitHubCall | undefined => byId.get(id);

/** What GitHub shows to nobody, or not to everybody: said in every scan, so that it is not taken for "none". */
export const githubBlindSpots: readonly {
  readonly source: string;
  readonly detail: string;
}[] = [
  {
    source: 'classic personal access tokens',
    detail:
      'GitHub lists them only where members let them in by SAML single sign-on (credential-authorizations); all others are not shown to anybody',
  },
  {
    source: 'OAuth apps',
    detail:
      'GitHub has no list of the OAuth apps that members let in; only their tokens in organisations with SAML are seen',
  },
  {
    source: 'private keys of Apps',
    detail:
      'GitHub shows them to nobody but the owner of the App, in its settings; age and number are not known',
  },
  {
    source: 'SSH keys of members',
    detail:
      'ages and last uses are shown only where members let them in by SAML single sign-on (credential-authorizations)',
  },
];
