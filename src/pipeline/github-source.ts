import { apiUrlFrom, credentialFrom } from '../../connectors/github/collect/environment.ts';
import { journalStart } from '../../connectors/github/collect/journal.ts';
import { loadOptional } from '../collection/optional-packages.ts';
import type { Source } from './facts.ts';

export interface GitHubSourceOptions {
  readonly organizations: readonly string[];
  readonly enterprise?: string;
  readonly appId?: string;
  /** File with the App's private key. */
  readonly appKey?: string;
  readonly codespaces?: boolean;
  /** File that an interrupted collection goes on from. */
  readonly journal?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly connector: string;
    readonly scope: string;
    readonly source: string;
    readonly count: number;
  }) => void;
  /** For each request sent, repeated ones included. */
  readonly onCall?: (call: string) => void;
  /** What is left of GitHub's budgets, at the end. */
  readonly onBudgets?: (
    budgets: readonly {
      readonly resource: string;
      readonly limit: number;
      readonly remaining: number;
      readonly resetAt: string;
    }[],
  ) => void;
  readonly onWait?: (until: string) => void;
  readonly now: () => Date;
}

/**
 * Live GitHub organisations. Octokit is loaded when the first entry is asked for.
 * @throws InputError when there is no credential
 */
export const githubSource = (options: GitHubSourceOptions): Source => {
  const { appId, appKey, ...rest } = options;
  const credential = credentialFrom({ appId, appKey });
  const apiUrl = apiUrlFrom();
  // A resumed collection is as old as its first facts.
  const begun = options.journal === undefined ? undefined : journalStart(options.journal);
  return {
    collectedAt: begun ?? options.now().toISOString(),
    entries: async function* () {
      const { collectGitHub } = await loadOptional(
        'a live scan of GitHub',
        () => import('../../connectors/github/collect/index.ts'),
      );
      yield* collectGitHub({ ...rest, credential, apiUrl });
    },
  };
};
