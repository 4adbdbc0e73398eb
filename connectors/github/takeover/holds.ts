import type { Technique } from '../../../src/model/takeover.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { nodePerPlace } from '../../../src/takeover/holders.ts';
import { requestId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import type { Draft, Hold } from '../identities/draft.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import { takenByNewRunner } from '../workflows/runs-on.ts';
import { evidenceOf, type NodeOf, type Places, type RepositoryNodes } from './nodes.ts';
import { administer, approveRequest, own, pushBranch, registerRunner, writeWorkflow } from './techniques.ts';

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
  graph: GraphBuilder,
  groups: readonly JobGroup[],
  nodeOf: NodeOf,
): ((organization: string) => number) =>
  nodePerPlace((organization) => {
    const node = graph.holders(`whoever can register runners of ${organization}`);
    for (const { id, repository, jobs, file } of groups) {
      const to = nodeOf(id);
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
  nodeOf: NodeOf,
): ReadonlyMap<string, readonly (readonly [node: number, terms: readonly string[]])[]> => {
  const known = inventory.of('github.pat-request').flatMap(({ scope, data }) => {
    const node = nodeOf(requestId(scope, data.id));
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

interface HoldsInput {
  readonly inventory: GitHubInventory;
  readonly drafts: readonly Draft[];
  readonly groups: readonly JobGroup[];
  readonly scopeIndex: ReadonlyMap<string, number>;
}

/** What each identity can do with code: alike holders of all repositories share one node. */
export const addHolds = (
  graph: GraphBuilder,
  { drafts, inventory, groups, scopeIndex }: HoldsInput,
  places: Places,
  nodeOf: NodeOf,
  choosersOf: (organization: string) => number,
): void => {
  const newRunners = registrars(graph, groups, nodeOf);
  const requests = requestsIn(inventory, nodeOf);
  const inAll = (strength: RepositoryStrength): ((organization: string) => number) =>
    nodePerPlace((organization) => {
      const node = graph.holders(
        `whoever can ${techniques[strength].does} in every repository of ${organization}`,
      );
      for (const { data } of inventory.repositoriesOf(organization))
        graph.edge(node, nodeFor(places.get(data.full_name)!, strength), techniques[strength], {
          through: data.full_name,
        });
      return node;
    });
  const everywhere: Readonly<Record<RepositoryStrength, (organization: string) => number>> = {
    push: inAll('push'),
    workflows: inAll('workflows'),
    administer: inAll('administer'),
  };
  drafts.forEach((draft, index) => {
    for (const { place, strength, assumes } of draft.holds) {
      const details = { assumes, evidence: [evidenceOf(draft)] };
      const whole = !place.includes('/');
      if (strength === 'runners') graph.belongs(index, newRunners(place), details);
      else if (strength === 'secrets') graph.belongs(index, choosersOf(place), details);
      else if (strength === 'requests') {
        for (const [request, terms] of requests.get(place) ?? [])
          graph.edge(index, request, approveRequest, { ...details, assumes: [...assumes, ...terms] });
      } else if (strength === 'control') {
        const scope = scopeIndex.get(place);
        if (scope !== undefined) graph.edge(index, graph.control(scope), own, details);
      } else if (whole) graph.belongs(index, everywhere[strength](place), details);
      else {
        const nodes = places.get(place);
        if (nodes !== undefined)
          graph.edge(index, nodeFor(nodes, strength), techniques[strength], { ...details, through: place });
      }
    }
  });
};
