import type { Estate } from '../model/estate.ts';
import type { EdgeReason, TakeoverGraph } from '../model/takeover.ts';
import { numbers } from './numbers.ts';
import type { Rows } from './rows.ts';
import { none, placesByKey } from './rows.ts';

/**
 * The takeover graph in the form that the rest works on. Nodes are numbered as in {@link TakeoverGraph}: identities,
 * groups, control nodes. Edges are sorted by origin and target, with one edge at most between two nodes, so that
 * nothing further on depends on the order in which a connector lists them.
 */
export interface Graph {
  readonly identities: number;
  /** The first control node; the control node of scope `s` is `firstControl + s`. Groups lie before it. */
  readonly firstControl: number;
  readonly nodes: number;
  /** Targets of the edges out of each node; the place of a target is the number of its edge. */
  readonly out: Rows;
  /** The same without the edges that rest on an assumption; `out` itself when there are none of those. */
  readonly outProven: Rows;
  /** Numbers of the edges into each node, by origin. */
  readonly into: Rows;
  /** By edge: */
  readonly from: Uint32Array;
  readonly assumed: Uint8Array;
  /** By edge: index into the columns of the takeover graph, or `none` for "who controls a scope is all in it". */
  readonly given: Uint32Array;
}

/** Whether a takes the place of b between the same two nodes: fewer assumptions, then any fixed order. */
const preference = (takeover: TakeoverGraph) => {
  const reasonText = ({ allowedBy, trustedBy, through, assumes, until, evidence }: EdgeReason): string =>
    JSON.stringify([assumes, through, until, trustedBy, allowedBy, evidence]);
  return (a: number, b: number): boolean => {
    const reasonA = takeover.reasons[takeover.reason[a]!]!;
    const reasonB = takeover.reasons[takeover.reason[b]!]!;
    const assumptions = reasonA.assumes.length - reasonB.assumes.length;
    if (assumptions !== 0) return assumptions < 0;
    const techniqueA = takeover.techniques[takeover.technique[a]!]!.id;
    const techniqueB = takeover.techniques[takeover.technique[b]!]!.id;
    if (techniqueA !== techniqueB) return techniqueA < techniqueB;
    return reasonA !== reasonB && reasonText(reasonA) < reasonText(reasonB);
  };
};

/**
 * Adds the one edge that the model implies: who controls a scope can become every identity in it, except those that
 * the provider owns. Control of a scope says nothing about the scopes below it: an AWS organisation's management
 * account has no rights in a member account by itself. Where it does, the connector gives the edge.
 * Steps that have stopped working at the time of the snapshot are left out.
 */
export const graphOf = (estate: Estate): Graph => {
  const { takeover } = estate;
  const identities = estate.identities.length;
  const firstControl = identities + takeover.groups.length;
  const nodes = firstControl + estate.scopes.length;
  const now = Date.parse(estate.collectedAt);
  const reasonEnded = takeover.reasons.map(({ until }) => until !== undefined && Date.parse(until) <= now);
  const scopeIndex = new Map(estate.scopes.map((scope, index) => [scope.id, index]));

  const from = numbers(takeover.from.length + identities);
  const to = numbers(from.length);
  const given = numbers(from.length);
  let count = 0;
  for (let edge = 0; edge < takeover.from.length; edge++) {
    const [origin, target] = [takeover.from[edge]!, takeover.to[edge]!];
    if (origin >= nodes || target >= nodes) {
      throw new RangeError(
        `takeover edge ${edge} joins node ${origin} to ${target}; there are ${nodes} nodes`,
      );
    }
    if (origin === target || reasonEnded[takeover.reason[edge]!]) continue;
    from[count] = origin;
    to[count] = target;
    given[count++] = edge;
  }
  for (const [index, identity] of estate.identities.entries()) {
    const scope = scopeIndex.get(identity.scope);
    if (scope === undefined || identity.providerOwned) continue;
    from[count] = firstControl + scope;
    to[count] = index;
    given[count++] = none;
  }

  return sorted(
    { identities, firstControl, nodes },
    from.subarray(0, count),
    to.subarray(0, count),
    given,
    takeover,
  );
};

const sorted = (
  size: Pick<Graph, 'identities' | 'firstControl' | 'nodes'>,
  from: Uint32Array,
  to: Uint32Array,
  given: Uint32Array,
  takeover: TakeoverGraph,
): Graph => {
  const { nodes } = size;
  const reasonAssumes = takeover.reasons.map(({ assumes }) => assumes.length > 0);
  const isAssumed = (edge: number): boolean => edge !== none && reasonAssumes[takeover.reason[edge]!]!;
  const preferred = preference(takeover);
  // An implied edge is proven: it gives way only to a given edge that is proven too and says more.
  const replaces = (a: number, b: number): boolean =>
    a === none ? isAssumed(b) : b === none ? !isAssumed(a) : preferred(a, b);

  const order = placesByKey(nodes, from, placesByKey(nodes, to).values);
  const offsets = numbers(nodes + 1);
  const targets = numbers(from.length);
  const origins = numbers(from.length);
  const givens = numbers(from.length);
  let count = 0;
  for (let node = 0; node < nodes; node++) {
    const start = count;
    for (let p = order.offsets[node]!; p < order.offsets[node + 1]!; p++) {
      const edge = order.values[p]!;
      if (count > start && targets[count - 1] === to[edge]) {
        if (replaces(given[edge]!, givens[count - 1]!)) givens[count - 1] = given[edge]!;
        continue;
      }
      targets[count] = to[edge]!;
      origins[count] = node;
      givens[count++] = given[edge]!;
    }
    offsets[node + 1] = count;
  }

  const assumed = new Uint8Array(count);
  let assumptions = 0;
  for (let edge = 0; edge < count; edge++) {
    if (!isAssumed(givens[edge]!)) continue;
    assumed[edge] = 1;
    assumptions++;
  }
  const out: Rows = { offsets, values: targets.subarray(0, count) };
  return {
    ...size,
    out,
    outProven: assumptions === 0 ? out : without(out, assumed, count - assumptions),
    into: placesByKey(nodes, out.values),
    from: origins.subarray(0, count),
    assumed,
    given: givens.subarray(0, count),
  };
};

const without = ({ offsets, values }: Rows, left: Uint8Array, length: number): Rows => {
  const kept = { offsets: numbers(offsets.length), values: numbers(length) };
  let count = 0;
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
      if (left[edge] === 0) kept.values[count++] = values[edge]!;
    }
    kept.offsets[node + 1] = count;
  }
  return kept;
};
