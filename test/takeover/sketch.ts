import type { TakeoverGraph, Technique } from '../../src/model/takeover.ts';
import { createGraphBuilder, type GraphBuilder } from '../../src/takeover/graph-builder.ts';

export const membership: Technique = {
  id: 'membership',
  mechanism: 'control',
  does: 'act as a member',
  source: 'https://example.com/membership',
};

export const step = (id: string): Technique => ({
  id,
  mechanism: 'assume',
  does: `do ${id}`,
  source: `https://example.com/${id}`,
});

export const builderOf = (identities: number): GraphBuilder => createGraphBuilder(identities, membership);

/** Every edge as `from technique to`, in order; groups by label, control nodes as `control 0`. */
export const edgesOf = (graph: TakeoverGraph, identities: number): readonly string[] => {
  const nameOf = (node: number): string =>
    node < identities
      ? String(node)
      : (graph.groups[node - identities]?.label ?? `control ${node - identities - graph.groups.length}`);
  return [...graph.from].map(
    (from, edge) =>
      `${nameOf(from)} ${graph.techniques[graph.technique[edge]!]!.id} ${nameOf(graph.to[edge]!)}`,
  );
};

/** Pairs of identities that a step leads between, through whatever groups: `from→to`. */
export const pairsOf = (graph: TakeoverGraph, identities: number): ReadonlySet<string> => {
  const out = Map.groupBy(graph.from.keys(), (edge) => graph.from[edge]!);
  const pairs = new Set<string>();
  for (let start = 0; start < identities; start += 1) {
    const seen = new Set([start]);
    for (const node of seen) {
      if (node !== start && node < identities) pairs.add(`${start}→${node}`);
      // An identity is where a step ends.
      else for (const edge of out.get(node) ?? []) seen.add(graph.to[edge]!);
    }
  }
  return pairs;
};
