import type { Evidence } from '../../../src/model/evidence.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { runnerId } from '../facts/identity-keys.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import { takesJob } from '../identities/runner-jobs.ts';
import { runsOnBranches, startsOnPullRequest } from '../workflows/triggers.ts';
import type { NodeOf, Places } from './nodes.ts';
import { stayOnRunner, takeJobs } from './techniques.ts';

/** Runners get the jobs of a repository, and a job can stay on its runner. */
export const addRunners = (
  graph: GraphBuilder,
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
  nodeOf: NodeOf,
  places: Places,
): void => {
  const jobsOf = Map.groupBy(groups, ({ repository }) => repository);
  for (const [name, nodes] of places) {
    for (const { id, scope, data } of inventory.runnersOf(name)) {
      const runner = nodeOf(runnerId(data.repository?.full_name ?? scope, data));
      if (runner === undefined) continue;
      const evidence: readonly Evidence[] = [
        { record: 'github.runner', id, says: `runner ${data.name} takes jobs of ${name}` },
      ];
      const plain = { evidence };
      // A job can stay where the next one comes: an ephemeral runner is gone with its one job.
      const stays = data.ephemeral !== true;
      const limited = inventory.runnerGroupOf({ scope, data })?.restricted_to_workflows === true;
      const idle = !inventory.runsJobs(name);
      if (stays && !limited) graph.edge(idle ? nodes.control : nodes.workflows, runner, stayOnRunner, plain);
      if (idle) continue;
      const taken = (jobsOf.get(name) ?? []).flatMap((group) => {
        const node = nodeOf(group.id);
        const assumes = takesJob({ id, scope, data }, group.jobs, group.file, inventory);
        if (node === undefined || assumes === undefined) return [];
        return [{ group, node, assumes, details: assumes.length === 0 ? plain : { evidence, assumes } }];
      });
      for (const { node, details } of taken) graph.edge(runner, node, takeJobs, details);
      if (!stays) continue;
      // Whoever pushes workflow files is there already; for the rest one job is as good as another, the easiest best.
      const easiest = taken
        .toSorted((one, other) => costOf(one) - costOf(other))
        .slice(0, limited ? undefined : 1);
      for (const { node, details } of easiest) graph.edge(node, runner, stayOnRunner, details);
    }
  }
};

/** How hard it is to have a job of a runner do something else: what it rests on, and whether it runs what is merged only. */
const costOf = ({
  group: { file, protection },
  assumes,
}: {
  readonly group: JobGroup;
  readonly assumes: readonly string[];
}): number =>
  2 * (assumes.length + (protection === undefined ? 0 : 1)) +
  (startsOnPullRequest(file.workflow) || runsOnBranches(file.workflow, undefined) ? 0 : 1);
