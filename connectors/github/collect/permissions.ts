import type { GitHubPart } from './calls.ts';
import { githubCalls } from './calls.ts';

/**
 * The smallest set of permissions of a GitHub App that a scan needs, from the table of calls, in the form of an App
 * manifest's `default_permissions`.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export interface GitHubPermissions {
  readonly default_permissions: Readonly<Record<string, 'read'>>;
}

/** Only where the scan is asked for more than an organisation. */
export interface PermissionOptions {
  readonly enterprise?: boolean;
  readonly codespaces?: boolean;
}

export const githubPermissions = (options: PermissionOptions = {}): GitHubPermissions => {
  const parts = new Set<GitHubPart>(['session', 'organization', 'repository']);
  if (options.enterprise === true) parts.add('enterprise');
  if (options.codespaces === true) parts.add('codespaces');
  const needed = githubCalls
    .filter(
      ({ id, part }) => parts.has(part) && (options.codespaces === true || !id.includes('/codespaces/')),
    )
    .flatMap(({ permissions }) => permissions);
  return {
    default_permissions: Object.fromEntries(
      [...new Set(needed)].sort().map((permission) => [permission, 'read'] as const),
    ),
  };
};
