import { createGraphBuilder, type GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { nodePerPlace } from '../../../src/takeover/holders.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import type { Draft } from '../identities/draft.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import { mayWrite, type Person } from '../identities/people.ts';
import { addApprovals } from './approvals.ts';
import { addPassing, passingOf } from './bypass.ts';
import { addHolds } from './holds.ts';
import { addCalledCode, addWaysIntoJobs } from './jobs.ts';
import { type NodeOf, type Places, repositoryNodes } from './nodes.ts';
import { addRunners } from './runners.ts';
import { membership } from './techniques.ts';

export interface TakeoverInput {
  readonly inventory: GitHubInventory;
  /** Sorted as the identities of the estate. */
  readonly drafts: readonly Draft[];
  readonly groups: readonly JobGroup[];
  readonly people: readonly Person[];
  /** Index of a scope in the estate, by id. */
  readonly scopeIndex: ReadonlyMap<string, number>;
}

/** The graph before it is finished: tokens and stored keys are of its nodes, and some of these are made when asked for. */
export interface OpenTakeover {
  readonly graph: GraphBuilder;
  /** The nodes of repositories. */
  readonly places: Places;
  readonly nodeOf: NodeOf;
  /** Of an organisation: whoever decides which repositories use its secrets. */
  readonly choosersOf: (organization: string) => number;
  /** Of a repository: the people who can push to it; keys and apps are none of them. */
  readonly writersOf: (repository: string) => number;
}

/** Who can become whom within GitHub. */
export const takeoverOf = (input: TakeoverInput): OpenTakeover => {
  const { inventory, drafts, groups, people, scopeIndex } = input;
  const graph = createGraphBuilder(drafts.length, membership);
  const indexOf = new Map(drafts.map(({ id }, index) => [id, index]));
  const nodeOf: NodeOf = (id) => indexOf.get(id);
  const passing = passingOf(inventory, drafts);
  const places = repositoryNodes(graph, inventory, scopeIndex, (name) => passing.has(name));

  const choosersOf = nodePerPlace((organization) =>
    graph.holders(`whoever decides which repositories use the secrets of ${organization}`),
  );
  addHolds(graph, input, places, nodeOf, choosersOf);
  for (const group of groups) {
    const node = nodeOf(group.id);
    const nodes = places.get(group.repository);
    // An archived repository takes no push and runs no job, until somebody who administers it takes it out of the archive.
    if (node !== undefined && nodes !== undefined && inventory.runsJobs(group.repository)) {
      addWaysIntoJobs(graph, inventory, group, node, nodes);
      addCalledCode(graph, inventory, group, node, places);
    }
  }
  addApprovals(graph, inventory, drafts, groups, nodeOf);
  addRunners(graph, inventory, groups, nodeOf, places);
  addPassing(graph, inventory, drafts, places, passing);

  return { graph, places, nodeOf, choosersOf, writersOf: peopleWhoWrite(graph, people, nodeOf) };
};

const peopleWhoWrite = (
  graph: GraphBuilder,
  people: readonly Person[],
  nodeOf: NodeOf,
): ((repository: string) => number) =>
  nodePerPlace((name) => {
    const node = graph.holders(`people who can push a branch to ${name}`);
    for (const person of people) {
      const from = nodeOf(person.id);
      if (from !== undefined && person.organization === organizationOf(name) && mayWrite(person, name))
        graph.belongs(from, node);
    }
    return node;
  });
