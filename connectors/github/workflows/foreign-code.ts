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

/**
 * What only somebody with the triage role or more does to an issue or a pull request, his own or another's.
 * https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
 */
const insideTypes = [
  'unlabeled',
  'unassigned',
  'milestoned',
  'demilestoned',
  'pinned',
  'unpinned',
  'locked',
  'unlocked',
  'transferred',
  'deleted',
  'untyped',
];

/**
 * By event. Labels, assignees and the type of an issue can come with the form that an outsider fills in.
 * https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
 */
const insideTypesOf: ReadonlyMap<string, ReadonlySet<unknown>> = new Map([
  ['issues', new Set(insideTypes)],
  [
    'pull_request_target',
    new Set([...insideTypes, 'labeled', 'assigned', 'review_requested', 'review_request_removed']),
  ],
]);

/** Outsiders cause none of the events by themselves: somebody inside labels or assigns first. */
export const startsInside = (workflow: Workflow): boolean =>
  outsiderEvents(workflow).every((event) => {
    const types = workflow.events.get(event)?.types;
    const named = Array.isArray(types) ? types : types === undefined ? [] : [types];
    return named.length > 0 && named.every((type) => insideTypesOf.get(event)?.has(type) === true);
  });

const foreignRef =
  /head_ref|pull_request\.head|pull_request\.merge_commit_sha|refs\/pull|workflow_run\.head|issue\.number|pull_request\.number/;
const foreignByCommand =
  /\bgh\s+pr\s+checkout\b|\bgit\s+(?:pull|checkout|switch|merge|worktree)\b[^\n]*(?:\bpull\/|refs\/pull|pull_request\.head|head_ref)/;
/** Brings objects into the store of git, and no file into the folder. */
const foreignFetch = /\bgit\s+fetch\b[^\n]*(?:\bpull\/|refs\/pull|pull_request\.head|head_ref)/;
/** What puts fetched objects into the folder, or hands out their contents. */
const intoTheFolder =
  /\bgit\s+(?:-\w\s+\S+\s+)*(?:checkout|switch|merge|reset|restore|rebase|cherry-pick|worktree|archive|read-tree|apply|am|show|pull)\b/;

/** Takes the code of a pull request by itself, whatever other steps do. */
const takesByItself = ({ uses = '', run = '', with: given }: Step): boolean =>
  (/^actions\/checkout@/.test(uses) &&
    foreignRef.test(`${given.get('ref') ?? ''} ${given.get('repository') ?? ''}`)) ||
  foreignByCommand.test(run);

/** The first step with which a job has the code of a pull request in its folder. */
export const foreignCodeStep = (steps: readonly Step[]): Step | undefined =>
  steps.find(
    (step, at) =>
      takesByItself(step) ||
      (foreignFetch.test(step.run ?? '') && steps.slice(at).some(({ run = '' }) => intoTheFolder.test(run))),
  );

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
