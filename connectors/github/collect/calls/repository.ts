import { queries } from '../queries.ts';
import { codespaces, everyHundred, type GitHubCall, repo } from './call.ts';

const eachActive = 'For each repository that is not archived.';

/** What its repositories are asked for. */
export const repositoryCalls: readonly GitHubCall[] = [
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
  repo(queries.WorkflowTexts.id, ['contents'], 'repo', ['workloads', 'trusts', 'owners'], {
    why: 'Texts of workflows, in which whatever looks like a secret is blanked, and who owns them by CODEOWNERS.',
    when: 'For each 50 repositories with workflows, or fewer with more than a megabyte of them.',
  }),
  repo(queries.LocalActions.id, ['contents'], 'repo', [], {
    why: 'Texts of the actions in a repository that its workflows use (`uses: ./…`), in which whatever looks like a secret is blanked.',
    when: 'For each 20 such actions of all repositories; 100 times at most.',
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
];
