import type { UsageOf } from '../../src/usage/apply.ts';

/**
 * What events of a category are about, where one kind of permission allows them.
 * https://docs.github.com/en/enterprise-cloud@latest/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
const categories: ReadonlyMap<string, string> = new Map([
  ['copilot', 'copilot'],
  ['environment', 'environments'],
  ['git', 'contents'],
  ['hook', 'webhooks'],
  ['packages', 'packages'],
  ['protected_branch', 'administration'],
  ['pull_request', 'pull-requests'],
  ['repo', 'administration'],
  ['repository_ruleset', 'administration'],
  ['secret_scanning', 'security'],
  ['secret_scanning_alert', 'security'],
  ['team', 'members'],
  ['workflows', 'actions'],
]);

/** Logs name people by login, Apps by their slug: https://docs.github.com/en/enterprise-cloud@latest/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization */
export const githubUsage: UsageOf = {
  provider: 'github',
  namesOf: ({ kind, name, scope }) => {
    const organization = scope.split('/', 1)[0]!.toLowerCase();
    const login = name.toLowerCase();
    if (kind === 'user' || kind === 'outside-collaborator') return [`${organization}/${login}`];
    return kind === 'app-installation' ? [`${organization}/${login}[bot]`] : [];
  },
  serviceOf: (service) => categories.get(service),
  blind: 'most reads (Git events are kept for seven days, requests to the API only where streaming has them)',
};
