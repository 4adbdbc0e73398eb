import type { Fact, GitHubInventory, WorkflowFact } from '../facts/inventory.ts';
import { callsOf } from '../workflows/calls.ts';
import { isExpression, type Job, type RunsOn } from '../workflows/file.ts';
import { mayBeOwn, namesHosted } from '../workflows/runs-on.ts';

/**
 * Which jobs a self-hosted runner takes.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
 * https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/manage-access
 */

type Runner = Fact<'github.runner'>;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const groupTerms = (
  groups: readonly string[] | undefined,
  runner: Runner,
  inventory: GitHubInventory,
): readonly string[] | undefined => {
  if (groups === undefined) return [];
  // Runners of a repository are in no group that a job could name.
  if (runner.data.level === 'repository') return undefined;
  const own = inventory.runnerGroupOf(runner);
  if (own === undefined) return [`the runner is in group ${groups.join(' or ')}`];
  if (groups.some((group) => same(group, own.name))) return [];
  const written = groups.find(isExpression);
  return written === undefined ? undefined : [`${written} names group ${own.name}`];
};

const labelTerms = (labels: readonly string[], { data }: Runner): readonly string[] | undefined => {
  const plain = labels.filter((label) => !isExpression(label));
  if (data.labels === undefined)
    return plain.length === 0 ? [] : [`the runner has the labels ${plain.join(', ')}`];
  const own = new Set(data.labels.map((label) => label.toLowerCase()));
  if (!plain.every((label) => own.has(label))) return undefined;
  return labels.filter(isExpression).map((written) => `${written} names a label of the runner`);
};

/** What it rests on that the runner takes a job that asks so; undefined: it never does. */
const termsOf = (
  asked: RunsOn,
  runner: Runner,
  inventory: GitHubInventory,
): readonly string[] | undefined => {
  const { labels, groups } = asked;
  if (labels.length === 0 && groups === undefined) return undefined;
  if (!mayBeOwn(asked) && namesHosted(labels)) return undefined;
  const inGroup = groupTerms(groups, runner, inventory);
  const byLabel = labelTerms(labels, runner);
  return inGroup === undefined || byLabel === undefined ? undefined : [...inGroup, ...byLabel];
};

/** `owner/name/.github/workflows/file.yml@ref`, as a group names the workflows that it lets in. */
const selectedWorkflow = (written: string): { readonly path: string; readonly ref: string } => {
  const at = written.lastIndexOf('@');
  return at < 0 ? { path: written, ref: '' } : { path: written.slice(0, at), ref: written.slice(at + 1) };
};

const admissionTerms = (
  job: Job,
  { data: { repository, path } }: WorkflowFact,
  runner: Runner,
  inventory: GitHubInventory,
): readonly string[] | undefined => {
  const group = inventory.runnerGroupOf(runner);
  if (group?.restricted_to_workflows !== true) return [];
  const own = `${repository.full_name}/${path}`;
  if (group.selected_workflows === undefined) return [`group ${group.name} lets ${own} in`];
  const called = callsOf(job).map((used) => selectedWorkflow(used).path);
  const selected = group.selected_workflows
    .map(selectedWorkflow)
    .find((each) => [own, ...called].some((name) => same(name, each.path)));
  if (selected === undefined) return undefined;
  return selected.ref === '' ? [] : [`it runs as ${selected.path} of ${selected.ref}`];
};

/** What it rests on that the runner takes one of the jobs, the fewest terms; undefined: it never does. */
export const takesJob = (
  runner: Runner,
  jobs: readonly Job[],
  file: WorkflowFact,
  inventory: GitHubInventory,
): readonly string[] | undefined =>
  jobs
    .flatMap((job) =>
      job.runsOn.flatMap((asked) => {
        const terms = termsOf(asked, runner, inventory);
        const admission = terms === undefined ? undefined : admissionTerms(job, file, runner, inventory);
        return admission === undefined ? [] : [[...terms!, ...admission]];
      }),
    )
    .toSorted((one, other) => one.length - other.length)[0];
