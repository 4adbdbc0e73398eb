import type { Graph } from './graph.ts';
import { numbers } from './numbers.ts';
import { none } from './rows.ts';

/** Which edges all ways to control of anything go through. */
export interface Bridges {
  /** By node: the one edge out of it that all of its ways to control begin with, or `none`. */
  readonly edge: Uint32Array;
  /** By node: how many identities have no way to control of anything but through it, itself included. */
  readonly identities: Uint32Array;
  /** Whether all ways of a node to control lead through another, or it is that node. */
  readonly leadsThrough: (node: number, through: number) => boolean;
  /** Whether a node has a way to control of anything. */
  readonly leads: (node: number) => boolean;
  /** The nearest node that all ways of a node to control lead through, itself left out; `none`: there is none. */
  readonly above: (node: number) => number;
  /** By node, like `identities`: how many of those that count. */
  readonly countOf: (counts: (identity: number) => boolean) => Uint32Array;
  /** By node: the same of weights by identity; of an identity without a way to control its own. */
  readonly sumOf: (weights: Float64Array) => Float64Array;
}

/** The graph walked backwards from control: nodes in the order in which they are first met. */
interface Walk {
  /** By position; position 0 is the root that stands before all control nodes, and no node. */
  readonly node: Uint32Array;
  /** By node: its position, or `none`: no way to control. */
  readonly position: Uint32Array;
  /** By position: that of the node through which it was met. */
  readonly parent: Uint32Array;
  readonly count: number;
}

const walkBack = (graph: Graph, isLeft: (edge: number) => boolean): Walk => {
  const { nodes, firstControl, into, from } = graph;
  const node = numbers(nodes + 1).fill(none);
  const parent = numbers(nodes + 1);
  const position = numbers(nodes).fill(none);
  const next = numbers(nodes); // by node: the edge into it to follow next
  const path = numbers(nodes);
  let count = 1;
  const meet = (met: number, above: number): void => {
    position[met] = count;
    node[count] = met;
    parent[count++] = above;
    next[met] = into.offsets[met]!;
  };
  for (let control = firstControl; control < nodes; control++) {
    if (position[control] !== none) continue;
    meet(control, 0);
    path[0] = control;
    for (let depth = 1; depth > 0; ) {
      const at = path[depth - 1]!;
      if (next[at]! === into.offsets[at + 1]!) {
        depth--;
        continue;
      }
      const edge = into.values[next[at]!]!;
      next[at]! += 1;
      const origin = from[edge]!;
      if (position[origin] !== none || isLeft(edge)) continue;
      meet(origin, position[at]!);
      path[depth++] = origin;
    }
  }
  return { node, position, parent, count };
};

/**
 * Immediate dominators, by position: the nearest node that all ways to control lead through. Lengauer and Tarjan, "A fast
 * algorithm for finding dominators in a flowgraph" (1979), with path compression alone: time is edges × log nodes at most.
 */
const dominatorsOf = (graph: Graph, walk: Walk, isLeft: (edge: number) => boolean): Uint32Array => {
  const { out, firstControl } = graph;
  const { node, position, parent, count } = walk;
  const semi = numbers(count);
  const best = numbers(count); // the position with the least semi between a position and the root of its tree
  const ancestor = numbers(count).fill(none);
  const dominator = numbers(count);
  const bucket = numbers(count).fill(none); // positions by the position of their semidominator, chained by `inBucket`
  const inBucket = numbers(count).fill(none);
  const chain = numbers(count);
  for (let p = 0; p < count; p++) {
    semi[p] = p;
    best[p] = p;
  }

  /** The position with the least semi on the way up from one that was linked. Shortens that way. */
  const leastAbove = (start: number): number => {
    if (ancestor[start] === none) return start;
    let length = 0;
    for (let p = start; ancestor[ancestor[p]!] !== none; p = ancestor[p]!) chain[length++] = p;
    while (length > 0) {
      const p = chain[--length]!;
      const above = ancestor[p]!;
      if (semi[best[above]!]! < semi[best[p]!]!) best[p] = best[above]!;
      ancestor[p] = ancestor[above]!;
    }
    return best[start]!;
  };

  for (let p = count - 1; p > 0; p--) {
    const at = node[p]!;
    if (at >= firstControl) semi[p] = 0;
    for (let edge = out.offsets[at]!; edge < out.offsets[at + 1]!; edge++) {
      const before = position[out.values[edge]!]!;
      if (before === none || isLeft(edge)) continue;
      const least = semi[leastAbove(before)]!;
      if (least < semi[p]!) semi[p] = least;
    }
    inBucket[p] = bucket[semi[p]!]!;
    bucket[semi[p]!] = p;
    const above = parent[p]!;
    ancestor[p] = above;
    for (let waiting = bucket[above]!; waiting !== none; waiting = inBucket[waiting]!) {
      const least = leastAbove(waiting);
      dominator[waiting] = semi[least]! < semi[waiting]! ? least : above;
    }
    bucket[above] = none;
  }
  for (let p = 1; p < count; p++) {
    if (dominator[p] !== semi[p]) dominator[p] = dominator[dominator[p]!]!;
  }
  return dominator;
};

/**
 * An edge is the only way of a node where it leads to the node's dominator, and every other edge leads to nodes that come
 * back through the node. That is the dominator of the node in the graph with every edge split in two, without splitting it.
 * Time grows with nodes and edges, but for the logarithm in `dominatorsOf`.
 * @param withAssumed whether edges that rest on an assumption count as ways
 */
export const bridgesOf = (graph: Graph, withAssumed: boolean): Bridges => {
  const { nodes, identities, firstControl, out, assumed } = graph;
  const isLeft = withAssumed ? () => false : (edge: number): boolean => assumed[edge] === 1;
  const walk = walkBack(graph, isLeft);
  const { node, position, count } = walk;
  const dominator = dominatorsOf(graph, walk, isLeft);

  // What is below a position in the tree of dominators; a dominator stands before all that it dominates.
  const size = numbers(count);
  const people = numbers(count);
  for (let p = count - 1; p > 0; p--) {
    size[p]! += 1;
    if (node[p]! < identities) people[p]! += 1;
    size[dominator[p]!]! += size[p]!;
    people[dominator[p]!]! += people[p]!;
  }
  // Numbers so that all below a position are the `size` numbers from its own.
  const number = numbers(count);
  const free = numbers(count);
  free[0] = 1;
  for (let p = 1; p < count; p++) {
    const above = dominator[p]!;
    number[p] = free[above]!;
    free[above]! += size[p]!;
    free[p] = number[p]! + 1;
  }
  const isBelow = (p: number, above: number): boolean =>
    number[p]! >= number[above]! && number[p]! < number[above]! + size[above]!;

  const edgeOf = numbers(nodes).fill(none);
  const identitiesOf = numbers(nodes);
  for (let p = 1; p < count; p++) {
    const at = node[p]!;
    identitiesOf[at] = people[p]!;
    if (at >= firstControl) continue;
    let only = none;
    for (let edge = out.offsets[at]!; edge < out.offsets[at + 1]!; edge++) {
      const to = position[out.values[edge]!]!;
      if (to === none || isLeft(edge) || isBelow(to, p)) continue;
      if (only !== none) {
        only = none;
        break;
      }
      only = edge;
    }
    edgeOf[at] = only;
  }
  return {
    edge: edgeOf,
    identities: identitiesOf,
    leadsThrough: (from, through) =>
      position[from] !== none && position[through] !== none && isBelow(position[from]!, position[through]!),
    leads: (at) => position[at] !== none,
    above: (at) => {
      const p = position[at]!;
      return p === none || dominator[p] === 0 ? none : node[dominator[p]!]!;
    },
    countOf: (counts) => {
      const below = numbers(count);
      const byNode = numbers(nodes);
      for (let p = count - 1; p > 0; p--) {
        const at = node[p]!;
        if (at < identities && counts(at)) below[p]! += 1;
        below[dominator[p]!]! += below[p]!;
        byNode[at] = below[p]!;
      }
      return byNode;
    },
    sumOf: (weights) => {
      const below = new Float64Array(count);
      const byNode = new Float64Array(nodes);
      byNode.set(weights);
      for (let p = count - 1; p > 0; p--) {
        const at = node[p]!;
        if (at < identities) below[p]! += weights[at]!;
        below[dominator[p]!]! += below[p]!;
        byNode[at] = below[p]!;
      }
      return byNode;
    },
  };
};
