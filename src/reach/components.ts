import { copyOf, numbers } from './numbers.ts';
import type { Rows } from './rows.ts';
import { none, placesByKey, rowCount, rowsOfEdges } from './rows.ts';

/**
 * Strongly connected components: nodes that all reach each other fall together, so everything is computed once for
 * each component. Components are numbered successors first: every edge between two of them goes from the higher
 * number to the lower.
 */
export interface Components {
  readonly count: number;
  readonly of: Uint32Array;
  /** Nodes of each component, ascending. */
  readonly members: Rows;
  /** Components one step away from each component, itself left out; sorted, each once. */
  readonly next: Rows;
}

/** Tarjan's algorithm with its own stack, because a chain of a million roles would end that of the machine. */
const numberComponents = (graph: Rows): { count: number; of: Uint32Array } => {
  const { offsets, values } = graph;
  const nodes = rowCount(graph);
  const of = numbers(nodes).fill(none);
  const visited = numbers(nodes); // when first seen, from 1; 0: not yet
  const lowest = numbers(nodes); // the earliest visit known to be reachable without leaving the open nodes
  const edge = copyOf(offsets.subarray(0, nodes)); // the next edge to follow
  const path = numbers(nodes); // from the root to the node in hand
  const open = numbers(nodes); // seen, component not yet known
  let depth = 0;
  let opened = 0;
  let clock = 0;
  let count = 0;

  const enter = (node: number): void => {
    visited[node] = lowest[node] = ++clock;
    path[depth++] = node;
    open[opened++] = node;
  };

  for (let root = 0; root < nodes; root++) {
    if (visited[root] !== 0) continue;
    enter(root);
    while (depth > 0) {
      const node = path[depth - 1]!;
      if (edge[node]! < offsets[node + 1]!) {
        const to = values[edge[node]!]!;
        edge[node]! += 1;
        if (visited[to] === 0) enter(to);
        else if (of[to] === none && visited[to]! < lowest[node]!) lowest[node] = visited[to]!;
        continue;
      }
      depth--;
      if (lowest[node] === visited[node]) {
        // Nothing open before this node can be reached: what was opened since is one component.
        let member: number;
        do {
          member = open[--opened]!;
          of[member] = count;
        } while (member !== node);
        count++;
      } else {
        const parent = path[depth - 1]!;
        if (lowest[node]! < lowest[parent]!) lowest[parent] = lowest[node]!;
      }
    }
  }
  return { count, of };
};

/** Time and memory grow with nodes and edges. */
export const componentsOf = (graph: Rows): Components => {
  const { offsets, values } = graph;
  const { count, of } = numberComponents(graph);
  let crossings = 0;
  for (let node = 0; node < of.length; node++) {
    for (let p = offsets[node]!; p < offsets[node + 1]!; p++) if (of[values[p]!] !== of[node]) crossings++;
  }
  const from = numbers(crossings);
  const to = numbers(crossings);
  crossings = 0;
  for (let node = 0; node < of.length; node++) {
    for (let p = offsets[node]!; p < offsets[node + 1]!; p++) {
      if (of[values[p]!] === of[node]) continue;
      from[crossings] = of[node]!;
      to[crossings++] = of[values[p]!]!;
    }
  }
  return { count, of, members: placesByKey(count, of), next: rowsOfEdges(count, from, to) };
};
