import type { Evidence } from '../../src/model/evidence.ts';
import type { StoredKey, TokenOffer } from '../../src/model/federation.ts';
import type { TakeoverGraph, Technique } from '../../src/model/takeover.ts';
import { addPassing, mergeNodes, passingOf } from './bypass.ts';
import type { Draft, Hold } from './draft.ts';
import { createGraph, type Graph, membership } from './graph.ts';
import { runnerId } from './identity-keys.ts';
import { type GitHubInventory, organizationOf } from './inventory.ts';
import type { JobGroup } from './jobs.ts';
import type { Person } from './people.ts';
import { environmentGuard, isGuarded, runsOnBranches, startsOnPullRequest } from './protection.ts';
import { storedKeysOf } from './stored-keys.ts';
import {
  administer,
  approve,
  changeWhatRuns,
  own,
  pushBranch,
  stayOnRunner,
  takeJobs,
  writeWorkflow,
} from './techniques.ts';
import { tokenOffersOf } from './token-offers.ts';

export interface Ways {
  readonly takeover: TakeoverGraph;
  readonly tokenOffers: readonly TokenOffer[];
  readonly storedKeys: readonly StoredKey[];
}

/** Nodes that stand for whoever can do something in a repository. */
export interface RepositoryNodes {
  /** Pushes branches, but no workflow files. */
  readonly push: number;
  /** Pushes workflow files too. */
  readonly workflows: number;
  readonly control: number;
  /** Past what protects the default branch, where somebody gets past it. */
  readonly merge?: {
    /** Pushes code to it. */
    readonly code: number;
    /** Pushes workflow files too. */
    readonly files: number;
  };
}

interface Input {
  readonly inventory: GitHubInventory;
  /** Sorted as the identities of the estate. */
  readonly drafts: readonly Draft[];
  readonly groups: readonly JobGroup[];
  readonly people: readonly Person[];
  /** Index of a scope in the estate, by id. */
  readonly scopeIndex: ReadonlyMap<string, number>;
}

const evidenceOf = ({ source, name }: Draft): Evidence => ({ ...source, says: `${name} may do this` });

/** Who can become whom within GitHub, and who gets which tokens and stored keys. */
export const waysOf = ({ inventory, drafts, groups, people, scopeIndex }: Input): Ways => {
  const graph = createGraph(drafts.length);
  const indexOf = new Map(drafts.map(({ id }, index) => [id, index]));
  const places = new Map<string, RepositoryNodes>();
  const passing = passingOf(inventory, drafts);
  for (const name of inventory.repositories.keys()) {
    const nodes = {
      push: graph.group(`whoever can push a branch to ${name}`),
      workflows: graph.group(`whoever can push workflow files to ${name}`),
      control: graph.control(scopeIndex.get(name)!),
      ...(passing.has(name) ? { merge: mergeNodes(graph, name) } : {}),
    };
    places.set(name, nodes);
    graph.edge(nodes.control, nodes.workflows, administer);
    graph.edge(nodes.workflows, nodes.push, membership);
  }
  for (const login of new Set([...places.keys()].map(organizationOf))) {
    const scope = scopeIndex.get(login);
    if (scope === undefined) continue;
    for (const { data } of inventory.repositoriesOf(login))
      graph.edge(graph.control(scope), places.get(data.full_name)!.control, own);
  }

  addHolds(graph, drafts, places, inventory, scopeIndex);
  for (const group of groups) {
    const node = indexOf.get(group.id);
    const nodes = places.get(group.repository);
    // An archived repository takes no push and runs no job, until somebody who administers it takes it out of the archive.
    if (node !== undefined && nodes !== undefined && inventory.runsJobs(group.repository))
      addWaysIntoJobs(graph, inventory, group, node, nodes);
  }
  addApprovals(graph, people, groups, indexOf);
  addRunners(graph, inventory, groups, indexOf, places);
  addPassing(graph, inventory, drafts, places, passing);

  const offers = tokenOffersOf(inventory, groups, places, (id) => indexOf.get(id));
  const keys = storedKeysOf(inventory, groups, places, (id) => indexOf.get(id));
  const final = <Item extends { readonly node: number }>(items: readonly Item[]): readonly Item[] =>
    items.map((item) => ({ ...item, node: graph.finalNode(item.node) }));
  return { takeover: graph.finish(), tokenOffers: final(offers), storedKeys: final(keys) };
};

type RepositoryStrength = Exclude<Hold['strength'], 'control'>;

const techniques: Readonly<Record<RepositoryStrength, Technique>> = {
  push: pushBranch,
  workflows: writeWorkflow,
  administer,
};

const nodeFor = (nodes: RepositoryNodes, strength: RepositoryStrength): number =>
  strength === 'administer' ? nodes.control : nodes[strength];

/** What each identity can do with code: alike holders of all repositories share one node. */
const addHolds = (
  graph: Graph,
  drafts: readonly Draft[],
  places: ReadonlyMap<string, RepositoryNodes>,
  inventory: GitHubInventory,
  scopeIndex: ReadonlyMap<string, number>,
): void => {
  const everywhere = new Map<string, number>();
  const inAll = (organization: string, strength: RepositoryStrength): number => {
    const key = `${organization} ${strength}`;
    let node = everywhere.get(key);
    if (node === undefined) {
      node = graph.group(`whoever can ${techniques[strength].does} in every repository of ${organization}`);
      everywhere.set(key, node);
      for (const { data } of inventory.repositoriesOf(organization))
        graph.edge(node, nodeFor(places.get(data.full_name)!, strength), techniques[strength], {
          through: data.full_name,
        });
    }
    return node;
  };
  drafts.forEach((draft, index) => {
    for (const { place, strength, assumes } of draft.holds) {
      const details = { assumes, evidence: [evidenceOf(draft)] };
      const whole = !place.includes('/');
      if (strength === 'control') {
        const scope = scopeIndex.get(place);
        if (scope !== undefined) graph.edge(index, graph.control(scope), own, details);
      } else if (whole) graph.edge(index, inAll(place, strength), membership, details);
      else {
        const nodes = places.get(place);
        if (nodes !== undefined)
          graph.edge(index, nodeFor(nodes, strength), techniques[strength], { ...details, through: place });
      }
    }
  });
};

const addWaysIntoJobs = (
  graph: Graph,
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
  const guard = environmentGuard(protection?.data);
  const guarded = guard === undefined ? [] : [guard];
  graph.edge(nodes.workflows, node, writeWorkflow, { evidence, assumes: guarded });
  const main = inventory.repositories.get(repository)?.data;
  const free =
    startsOnPullRequest(file.workflow) ||
    runsOnBranches(file.workflow, main?.default_branch ?? undefined) ||
    !isGuarded(main?.protection);
  const merged = free ? [] : [`a change of the protected branch ${main?.default_branch ?? 'main'} is let in`];
  graph.edge(nodes.push, node, changeWhatRuns, { evidence, assumes: [...guarded, ...merged] });
  if (merged.length > 0 && nodes.merge !== undefined)
    graph.edge(nodes.merge.code, node, changeWhatRuns, { evidence, assumes: guarded });
};

/** A reviewer who can push approves what is his own, unless the environment forbids it. */
const addApprovals = (
  graph: Graph,
  people: readonly Person[],
  groups: readonly JobGroup[],
  indexOf: ReadonlyMap<string, number>,
): void => {
  const byLogin = new Map(people.map((person) => [`${person.organization} ${person.login}`, person]));
  for (const { id, repository, protection } of groups) {
    const node = indexOf.get(id);
    if (node === undefined || protection === undefined || protection.data.prevent_self_review === true)
      continue;
    for (const { type, name } of protection.data.reviewers ?? []) {
      const person = type === 'User' ? byLogin.get(`${organizationOf(repository)} ${name}`) : undefined;
      const from = person === undefined ? undefined : indexOf.get(person.id);
      if (person === undefined || from === undefined) continue;
      if (Math.max(person.base, person.roles.get(repository) ?? 0) < 3) continue;
      graph.edge(from, node, approve, {
        evidence: [
          {
            record: 'github.environment',
            id: protection.id,
            says: `${name} reviews environment ${protection.data.name} and may review what is his own`,
          },
        ],
      });
    }
  }
};

const addRunners = (
  graph: Graph,
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
  indexOf: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, RepositoryNodes>,
): void => {
  const jobsOf = Map.groupBy(groups, ({ repository }) => repository);
  for (const [name, nodes] of places) {
    for (const { id, scope, data } of inventory.runnersOf(name)) {
      const runner = indexOf.get(runnerId(data.repository?.full_name ?? scope, data));
      if (runner === undefined) continue;
      const evidence: readonly Evidence[] = [
        { record: 'github.runner', id, says: `runner ${data.name} takes jobs of ${name}` },
      ];
      // A job can stay where the next one comes: an ephemeral runner is gone with its one job.
      const limited = inventory.runnerGroupOf({ scope, data })?.restricted_to_workflows === true;
      if (data.ephemeral !== true && !limited)
        graph.edge(nodes.workflows, runner, stayOnRunner, { evidence });
      const labels = new Set((data.labels ?? []).map((label) => label.toLowerCase()));
      for (const group of jobsOf.get(name) ?? []) {
        const node = indexOf.get(group.id);
        const takes = group.jobs.some(
          (job) => job.ownRunner && job.labels.every((label) => label.includes('${{') || labels.has(label)),
        );
        if (node !== undefined && takes) graph.edge(runner, node, takeJobs, { evidence });
      }
    }
  }
};
