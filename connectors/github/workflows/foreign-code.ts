import { localPlace, type Step, type Workflow } from './file.ts';

/** Code in a job that its repository does not hold: of outsiders, and of other owners. */

/**
 * Events that people without write access cause, and that run with the repository's token and secrets all the same.
 * https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const outsiders: ReadonlySet<string> = new Set([
  'pull_request_target',
  // Follows a workflow that anybody may start.
  'workflow_run',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'fork',
  'watch',
  'gollum',
]);

export const isOfOutsiders = (event: string): boolean => outsiders.has(event);

export const outsiderEvents = ({ events }: Workflow): readonly string[] =>
  [...events.keys()].filter(isOfOutsiders).sort();

const foreignRef =
  /head_ref|pull_request\.head|pull_request\.merge_commit_sha|refs\/pull|workflow_run\.head|issue\.number|pull_request\.number/;
const foreignByCommand =
  /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull|checkout)\b[^\n]*(?:\bpull\/|refs\/pull|pull_request\.head|head_ref)/;

/** Takes the code of a pull request. */
export const takesForeignCode = ({ uses = '', run = '', with: given }: Step): boolean =>
  (/^actions\/checkout@/.test(uses) &&
    foreignRef.test(`${given.get('ref') ?? ''} ${given.get('repository') ?? ''}`)) ||
  foreignByCommand.test(run);

const commit = /@[0-9a-f]{40}$/;
const digest = /@sha256:[0-9a-f]{64}$/;
/** GitHub's own actions are as trusted as the runner that GitHub gives. */
const byGithub = /^(?:actions|github)\//i;

/**
 * Action, called workflow or image of others by a name whose meaning can change.
 * @param used `owner/action/path@v1`, `docker://image:tag`
 * https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 */
export const isMovable = (used: string): boolean =>
  localPlace(used) === undefined &&
  !used.includes('${{') &&
  (used.startsWith('docker://') ? !digest.test(used) : !commit.test(used) && !byGithub.test(used));
