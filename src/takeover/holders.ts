import type { EdgeDetails } from './edge-details.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * Holders of equal rights share a node, from which the steps lead on once for all of them:
 *
 *     app-1 ─┐
 *     app-2 ─┼─member──► "3 roles with the same policies" ──► what they can do
 *     app-3 ─┘
 *
 * One alone is its own node, unless its having the rights rests on something: then that stands on an edge of its own.
 * @param labelOf names the node; asked where there is one
 * @param detailsOf what the membership of the node at a position rests on
 */
export const sharedHolder = (
  graph: GraphBuilder,
  nodes: readonly number[],
  labelOf: () => string,
  detailsOf?: (position: number) => EdgeDetails,
): number => {
  const [first] = nodes;
  if (nodes.length === 1 && first !== undefined && detailsOf === undefined) return first;
  const shared = graph.holders(labelOf());
  nodes.forEach((node, position) => {
    graph.belongs(node, shared, detailsOf?.(position));
  });
  return shared;
};

/**
 * "Whoever can do this at that place", as a node for each place, made when it is first asked for:
 *
 *     ana ─┐                                  ┌──► job that deploys
 *     bot ─┼─member──► "whoever can push" ────┼──► job that tests
 *     key ─┘           to repository r        └──► …
 *
 * @param make gives the node, with the edges that lead on from it
 */
export const nodePerPlace = (make: (place: string) => number): ((place: string) => number) => {
  const known = new Map<string, number>();
  return (place) => {
    let node = known.get(place);
    if (node === undefined) {
      node = make(place);
      known.set(place, node);
    }
    return node;
  };
};
