import type { Evidence } from '../../../src/model/evidence.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { addLimitedStep } from '../../../src/takeover/limits.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import { isGuarded } from '../facts/protection.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import { callsOf, useOf } from '../workflows/calls.ts';
import { runsOnBranches, startsOnPullRequest } from '../workflows/triggers.ts';
import { firstGuard } from './approvals.ts';
import type { Places, RepositoryNodes } from './nodes.ts';
import { changeCalled, changeWhatRuns, writeWorkflow } from './techniques.ts';

/** Whoever can push decides what the jobs of a repository run. */
export const addWaysIntoJobs = (
  graph: GraphBuilder,
  inventory: GitHubInventory,
  group: JobGroup,
  node: number,
  nodes: RepositoryNodes,
): void => {
  const { repository, file, protection } = group;
  const evidence: readonly Evidence[] = [
    {
      record: 'github.workflow',
      id: file.id,
      says: `${file.data.path} runs what is pushed to ${repository}`,
    },
    ...(protection === undefined
      ? []
      : [
          {
            record: 'github.environment',
            id: protection.id,
            says: `environment ${protection.data.name} ${isGuarded(protection.data) ? 'is protected' : 'lets every branch in'}`,
          },
        ]),
  ];
  // Whoever administers the repository takes every protection away first.
  graph.edge(nodes.control, node, changeWhatRuns, { evidence });
  const guarded = firstGuard(inventory, group);
  const main = inventory.repositories.get(repository)?.data;
  const merged = [`a change of the protected branch ${main?.default_branch ?? 'main'} is let in`];
  const closed = isGuarded(main?.protection);
  // A job of another branch is another to whoever takes tokens by their branch; who pushes gets those by himself.
  const ofBranch = closed && group.idToken && group.environment === undefined;
  const runsElsewhere =
    startsOnPullRequest(file.workflow) || runsOnBranches(file.workflow, main?.default_branch ?? undefined);
  graph.edge(nodes.workflows, node, writeWorkflow, {
    evidence,
    assumes: [...guarded, ...(ofBranch ? merged : [])],
  });
  graph.edge(nodes.push, node, changeWhatRuns, {
    evidence,
    assumes: [...guarded, ...(ofBranch || (closed && !runsElsewhere) ? merged : [])],
  });
  if (closed && nodes.merge !== undefined)
    graph.edge(nodes.merge.code, node, changeWhatRuns, { evidence, assumes: guarded });
};

const commit = /^[0-9a-f]{40}$/;

/** Code of other repositories of the estate that jobs call by a name: whoever can push there decides what it means. */
export const addCalledCode = (
  graph: GraphBuilder,
  inventory: GitHubInventory,
  group: JobGroup,
  node: number,
  places: Places,
): void => {
  const used = new Set(
    group.jobs.flatMap((job) => [...callsOf(job), ...job.steps.flatMap(({ uses }) => uses ?? [])]),
  );
  for (const name of used) {
    const use = useOf(name);
    const there = use === undefined ? undefined : inventory.repositoryNamed(use.repository)?.data;
    if (use === undefined || there === undefined || there.full_name === group.repository) continue;
    const nodes = places.get(there.full_name)!;
    if (commit.test(use.ref) || there.archived === true) continue;
    const main = there.default_branch ?? 'main';
    const merged =
      [main, `refs/heads/${main}`].includes(use.ref) && isGuarded(there.protection)
        ? [`a change of the protected branch ${main} of ${there.full_name} is let in`]
        : [];
    const evidence: readonly Evidence[] = [
      {
        record: 'github.workflow',
        id: group.file.id,
        says: `${group.file.data.path} runs ${name}`,
      },
    ];
    // What stands before the environment lets in what it is asked for, and does not see what others changed elsewhere.
    const assumes = firstGuard(inventory, group);
    const usesWorkflow = use.path.startsWith('.github/workflows/');
    const past = nodes.merge === undefined ? [] : [usesWorkflow ? nodes.merge.files : nodes.merge.code];
    addLimitedStep(graph, {
      to: node,
      technique: changeCalled,
      stopped: usesWorkflow ? nodes.workflows : nodes.push,
      limit: merged,
      past: [nodes.control, ...past],
      details: { evidence, assumes },
    });
  }
};
