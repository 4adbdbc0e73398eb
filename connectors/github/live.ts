import { loadOptional } from '../../src/collection/optional-packages.ts';
import type { Given, Live } from '../connector.ts';
import { githubCalls } from './collect/calls.ts';
import { apiUrlFrom, credentialFrom } from './collect/environment.ts';
import { journalStart } from './collect/journal.ts';
import { githubPermissions } from './collect/permissions.ts';

/** Flags of `head.ts`, by name. */
interface GitHubFlags {
  readonly github?: readonly string[];
  readonly githubEnterprise?: string;
  readonly githubAppId?: string;
  readonly githubAppKey?: string;
  readonly githubCodespaces?: boolean;
  readonly githubResume?: string;
}

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** Live GitHub organisations, by an App or a token. */
export const githubLive: Live = {
  calls: {
    columns: ['Call', 'App permission (read)', 'Classic token', 'Part', 'What for', 'When'],
    rows: githubCalls.map(({ id, permissions, scope, part, why, when }) => [
      `\`${id}\``,
      code(permissions) || 'none',
      scope === '' ? (permissions.length === 0 ? 'none' : '–') : `\`${scope}\``,
      part,
      why,
      when,
    ]),
  },
  // Of `nhi-audit permissions`, whose --github-enterprise takes nothing.
  permissions: ({ githubEnterprise, githubCodespaces }: Given) =>
    githubPermissions({ enterprise: githubEnterprise === true, codespaces: githubCodespaces === true }),
  targets: async function* (given, { signal }) {
    const flags = given as GitHubFlags;
    const { githubTargets } = await loadOptional('a live scan of GitHub', () => import('./collect/index.ts'));
    yield* githubTargets({
      enterprise: flags.githubEnterprise,
      credential: credentialFrom({ appId: flags.githubAppId, appKey: flags.githubAppKey }),
      apiUrl: apiUrlFrom(),
      signal,
    });
  },
  open: (given, { note, now, signal, bounds, onProgress, onCall, onThrottled }) => {
    const flags = given as GitHubFlags;
    const credential = credentialFrom({ appId: flags.githubAppId, appKey: flags.githubAppKey });
    const apiUrl = apiUrlFrom();
    const journal = flags.githubResume;
    const budgets: string[] = [];
    return {
      // A resumed collection is as old as its first facts.
      collectedAt: (journal === undefined ? undefined : journalStart(journal)) ?? now().toISOString(),
      entries: async function* () {
        const { collectGitHub } = await loadOptional(
          'a live scan of GitHub',
          () => import('./collect/index.ts'),
        );
        yield* collectGitHub({
          organizations: flags.github ?? [],
          enterprise: flags.githubEnterprise,
          codespaces: flags.githubCodespaces,
          journal,
          credential,
          apiUrl,
          signal,
          bounds,
          ...(onProgress === undefined ? {} : { onProgress }),
          onCall,
          onThrottled,
          onBudgets: (all) => {
            for (const { resource, limit, remaining, resetAt } of all) {
              budgets.push(`GitHub ${resource}: ${remaining} of ${limit} calls left until ${resetAt}`);
            }
          },
          onWait: (until) => note?.(`GitHub's rate limit: waiting until ${until}`),
          now,
        });
      },
      budgets: () => budgets,
    };
  },
};
