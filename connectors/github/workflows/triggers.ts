import type { Workflow } from './file.ts';

/**
 * Events that trigger a workflow.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */

const pullRequests = ['pull_request', 'pull_request_target', 'pull_request_review', 'merge_group'];

/** A pull request of a branch of the same repository gets secrets and a token that writes. */
export const startsOnPullRequest = (workflow: Workflow | undefined): boolean =>
  pullRequests.some((event) => workflow?.events.has(event) === true);

/** Whether a push of some branch besides the default one starts it. */
export const runsOnBranches = (workflow: Workflow | undefined, main: string | undefined): boolean => {
  const push = workflow?.events.get('push');
  if (push === undefined) return false;
  const branches = Array.isArray(push.branches)
    ? push.branches
    : push.branches === undefined
      ? []
      : [push.branches];
  if (branches.length === 0) return push.tags === undefined;
  return branches.some((branch) => branch !== main);
};
