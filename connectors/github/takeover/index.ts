import type { Evidence } from '../../../src/model/evidence.ts';
import type { StoredKey, TokenOffer } from '../../../src/model/federation.ts';
import type { TakeoverGraph, Technique } from '../../../src/model/takeover.ts';
import { requestId, runnerId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { isGuarded, runsOnBranches, startsOnPullRequest } from '../facts/protection.ts';
import { registryKeys } from '../federation/private-registries.ts';
import { storedKeysOf } from '../federation/stored-keys.ts';
import { tokenOffersOf } from '../federation/token-offers.ts';
import type { Draft, Hold } from '../identities/draft.ts';
import type { JobGroup } from '../identities/jobs.ts';
import { mayWrite, type Person } from '../identities/people.ts';
import { callsOf, useOf } from '../workflows/calls.ts';
import { takenByNewRunner, takesJob } from '../workflows/runners.ts';
import { addApprovals, firstGuard } from './approvals.ts';
import { addPassing, mergeNodes, passingOf } from './bypass.ts';
import { createGraph, type Graph, membership } from './graph.ts';
import {
  administer,
  approveRequest,
  changeCalled,
  changeWhatRuns,
  own,
  pushBranch,
  registerRunner,
  stayOnRunner,
  takeJobs,
  writeWorkflow,
} from './techniques.ts';

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

export interface Input {
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
export const waysOf = (input: Input): Ways => {
  const { inventory, drafts, groups, people, scopeIndex } = input;
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

  const choosersOf = oncePerPlace((organization) =>
    graph.group(`whoever decides which repositories use the secrets of ${organization}`),
  );
  addHolds(graph, input, places, indexOf, choosersOf);
  for (const group of groups) {
    const node = indexOf.get(group.id);
    const nodes = places.get(group.repository);
    // An archived repository takes no push and runs no job, until somebody who administers it takes it out of the archive.
    if (node !== undefined && nodes !== undefined && inventory.runsJobs(group.repository)) {
      addWaysIntoJobs(graph, inventory, group, node, nodes);
      addCalledCode(graph, inventory, group, node, places);
    }
  }
  addApprovals(graph, input, indexOf);
  addRunners(graph, inventory, groups, indexOf, places);
  addPassing(graph, inventory, drafts, places, passing);

  const offers = tokenOffersOf(inventory, groups, places, (id) => indexOf.get(id));
  const keys = [
    ...storedKeysOf({
      inventory,
      groups,
      places,
      indexOf: (id) => indexOf.get(id),
      choosersOf,
      writersOf: peopleWhoWrite(graph, people, (id) => indexOf.get(id)),
    }),
    ...registryKeys(inventory, (id) => indexOf.get(id)),
  ];
  const final = <Item extends { readonly node: number }>(items: readonly Item[]): readonly Item[] =>
    items.map((item) => ({ ...item, node: graph.finalNode(item.node) }));
  return { takeover: graph.finish(), tokenOffers: final(offers), storedKeys: final(keys) };
};

/** A node of each organisation or repository that is asked for. */
const oncePerPlace = (make: (place: string) => number): ((place: string) => number) => {
  const known = new Map<string, number>();
  return (place) => {
    const node = known.get(place) ?? make(place);
    known.set(place, node);
    return node;
  };
};

/** Of each repository that is asked for, a node of the people who can push to it: keys and apps are none of them. */
const peopleWhoWrite = (
  graph: Graph,
  people: readonly Person[],
  indexOf: (id: string) => number | undefined,
): ((repository: string) => number) =>
  oncePerPlace((name) => {
    const node = graph.group(`people who can push a branch to ${name}`);
    for (const person of people) {
      const from = indexOf(person.id);
      if (from !== undefined && person.organization === organizationOf(name) && mayWrite(person, name))
        graph.edge(from, node, membership);
    }
    return node;
  });

type RepositoryStrength = Exclude<Hold['strength'], 'control' | 'runners' | 'requests' | 'secrets'>;

const techniques: Readonly<Record<RepositoryStrength, Technique>> = {
  push: pushBranch,
  workflows: writeWorkflow,
  administer,
};

const nodeFor = (nodes: RepositoryNodes, strength: RepositoryStrength): number =>
  strength === 'administer' ? nodes.control : nodes[strength];

/** Of each organisation that is asked for, a node of whoever registers runners there: jobs that are not hosted come to them. */
const registrars = (
  graph: Graph,
  groups: readonly JobGroup[],
  indexOf: ReadonlyMap<string, number>,
): ((organization: string) => number) =>
  oncePerPlace((organization) => {
    const node = graph.group(`whoever can register runners of ${organization}`);
    for (const { id, repository, jobs, file } of groups) {
      const to = indexOf.get(id);
      const assumes = takenByNewRunner(jobs);
      if (to === undefined || assumes === undefined || organizationOf(repository) !== organization) continue;
      const says = `${file.data.path} of ${repository} runs on runners of one's own`;
      graph.edge(node, to, registerRunner, {
        assumes,
        evidence: [{ record: 'github.workflow', id: file.id, says }],
      });
    }
    return node;
  });

/** Tokens that wait to be let in, by organisation, and what is left to do once they are. */
const requestsIn = (
  inventory: GitHubInventory,
  indexOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly (readonly [node: number, terms: readonly string[]])[]> => {
  const known = inventory.of('github.pat-request').flatMap(({ scope, data }) => {
    const node = indexOf.get(requestId(scope, data.id));
    return node === undefined
      ? []
      : [{ scope, entry: [node, [`${data.owner.login}, who holds the token, works with it`]] as const }];
  });
  return new Map(
    [...Map.groupBy(known, ({ scope }) => scope)].map(([scope, own]) => [
      scope,
      own.map(({ entry }) => entry),
    ]),
  );
};

/** What each identity can do with code: alike holders of all repositories share one node. */
const addHolds = (
  graph: Graph,
  { drafts, inventory, groups, scopeIndex }: Input,
  places: ReadonlyMap<string, RepositoryNodes>,
  indexOf: ReadonlyMap<string, number>,
  choosersOf: (organization: string) => number,
): void => {
  const newRunners = registrars(graph, groups, indexOf);
  const requests = requestsIn(inventory, indexOf);
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
      if (strength === 'runners') graph.edge(index, newRunners(place), membership, details);
      else if (strength === 'secrets') graph.edge(index, choosersOf(place), membership, details);
      else if (strength === 'requests') {
        for (const [request, terms] of requests.get(place) ?? [])
          graph.edge(index, request, approveRequest, { ...details, assumes: [...assumes, ...terms] });
      } else if (strength === 'control') {
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
const addCalledCode = (
  graph: Graph,
  inventory: GitHubInventory,
  group: JobGroup,
  node: number,
  places: ReadonlyMap<string, RepositoryNodes>,
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
    const pushers = use.path.startsWith('.github/workflows/') ? nodes.workflows : nodes.push;
    graph.edge(pushers, node, changeCalled, { evidence, assumes: [...merged, ...assumes] });
    if (merged.length === 0) continue;
    graph.edge(nodes.control, node, changeCalled, { evidence, assumes });
    const { merge } = nodes;
    if (merge === undefined) continue;
    const passing = pushers === nodes.workflows ? merge.files : merge.code;
    graph.edge(passing, node, changeCalled, { evidence, assumes });
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
      const plain = { evidence };
      // A job can stay where the next one comes: an ephemeral runner is gone with its one job.
      const stays = data.ephemeral !== true;
      const limited = inventory.runnerGroupOf({ scope, data })?.restricted_to_workflows === true;
      const idle = !inventory.runsJobs(name);
      if (stays && !limited) graph.edge(idle ? nodes.control : nodes.workflows, runner, stayOnRunner, plain);
      if (idle) continue;
      const taken = (jobsOf.get(name) ?? []).flatMap((group) => {
        const node = indexOf.get(group.id);
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
