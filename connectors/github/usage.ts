import type { UsageOf } from '../../src/usage/apply.ts';

/** Logs name people by login, Apps by their slug: https://docs.github.com/en/enterprise-cloud@latest/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization */
export const githubUsage: UsageOf = {
  provider: 'github',
  namesOf: ({ kind, name, scope }) => {
    const organization = scope.split('/', 1)[0]!.toLowerCase();
    const login = name.toLowerCase();
    if (kind === 'user' || kind === 'outside-collaborator') return [`${organization}/${login}`];
    return kind === 'app-installation' ? [`${organization}/${login}[bot]`] : [];
  },
  blind: 'most reads (Git events are kept for seven days, requests to the API only where streaming has them)',
};
