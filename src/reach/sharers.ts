import type { Estate } from '../model/estate.ts';
import { membershipTechnique } from '../model/takeover.ts';
import type { Bridges } from './dominators.ts';
import type { Graph } from './graph.ts';
import { evidenceOf } from './paths.ts';
import { none } from './rows.ts';

/** Identities that one change keeps from a step: what allows it stands in the same places for all of them. */
export interface Sharers {
  /** Ascending. */
  readonly origins: readonly number[];
  /** Those of them that no other of them stands before: none is counted twice. */
  readonly outermost: readonly number[];
}

/** Whether an edge says only who belongs to a group. */
export const saysMembership = (
  { given }: Pick<Graph, 'given'>,
  { takeover }: Pick<Estate, 'takeover'>,
  edge: number,
): boolean =>
  given[edge] !== none && takeover.techniques[takeover.technique[given[edge]!]!]!.id === membershipTechnique;

/** Whether a node is a group whose members are the ones that are become. */
export const isTargets = (
  { takeover, identities }: Pick<Estate, 'takeover' | 'identities'>,
  node: number,
): boolean => takeover.groups[node - identities.length]?.kind === 'targets';

/**
 * Who takes the step that begins with an edge, which all of their ways to control go through: an identity, or the members of
 * a group, apart where what allows it stands in different places. A node that nobody is before he has taken a step (anyone
 * with any permission) has none: what leads out of it cannot be taken away.
 */
export const sharersOf = (
  estate: Estate,
  graph: Graph,
  bridges: Bridges,
  edge: number,
): readonly Sharers[] => {
  const { takeover, identities } = estate;
  const node = graph.from[edge]!;
  if (node < graph.identities) return [{ origins: [node], outermost: [node] }];
  const found = new Set<number>();
  const waiting = [node];
  const seen = new Set(waiting);
  for (const at of waiting) {
    for (let p = graph.into.offsets[at]!; p < graph.into.offsets[at + 1]!; p++) {
      const into = graph.into.values[p]!;
      const origin = graph.from[into]!;
      if (seen.has(origin) || !bridges.leadsThrough(origin, node)) continue;
      if (!isTargets(estate, at) && !saysMembership(graph, estate, into)) continue;
      seen.add(origin);
      if (origin < graph.identities) found.add(origin);
      else if (origin < graph.firstControl) waiting.push(origin);
    }
  }
  const reason =
    graph.given[edge] === none ? undefined : takeover.reasons[takeover.reason[graph.given[edge]!]!];
  const placesOf = (origin: number): string =>
    reason === undefined || isTargets(estate, node)
      ? ''
      : JSON.stringify(
          evidenceOf(reason, identities[origin], undefined, takeover).map(({ record, id, pointer }) => [
            record,
            id,
            pointer,
          ]),
        );
  const ascending = [...found].sort((a, b) => a - b);
  return [...Map.groupBy(ascending, placesOf).values()].map((origins) => {
    const among = new Set(origins);
    const isBehind = (origin: number): boolean => {
      for (let at = bridges.above(origin); at !== none && at !== node; at = bridges.above(at))
        if (among.has(at)) return true;
      return false;
    };
    return { origins, outermost: origins.filter((origin) => !isBehind(origin)) };
  });
};

/** How many there are in all, by a count by node. */
export const sumOver = ({ outermost }: Sharers, counts: Uint32Array): number =>
  outermost.reduce((sum, origin) => sum + counts[origin]!, 0);
