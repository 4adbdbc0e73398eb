import type { EdgeReason, TakeoverGraph, TakeoverGroup, Technique } from '../model/takeover.ts';
import { type EdgeDetails, noDetails, reasonOf } from './edge-details.ts';

/**
 * Collects the nodes and edges of one provider's {@link TakeoverGraph}. Nodes are numbers:
 *
 *     identities           groups (made as needed)           control of a scope
 *     0 1 2 3 …            identities, identities + 1, …     negative, until the graph is finished
 *
 *     identity ──member──► holders ──technique──► targets ──member──► identity
 *                          "all who have            "all roles that
 *                           these policies"          a pattern matches"
 *
 * A group takes the place of pairs: h holders of equal rights over t targets are h + 1 + t edges instead of h × t.
 */
export interface GraphBuilder {
  /** A new group of those who hold the same; `profile` is what they can do by that, beside their own. */
  readonly holders: (label: string, profile?: number) => number;
  /** A new group of identities that one step reaches. */
  readonly targets: (label: string) => number;
  /** The node that stands for full control of a scope; its number is another in the finished graph. */
  readonly control: (scope: number) => number;
  /** Whether it is a new edge: equal ones are kept once, and none leads from a node to itself. */
  readonly edge: (from: number, to: number, technique: Technique, details?: EdgeDetails) => boolean;
  /** Says that a node is in a group of holders, or an identity in a group of targets. Nothing is in a group twice. */
  readonly belongs: (from: number, to: number, details?: EdgeDetails) => void;
  /** Nodes that have an edge from this one, with whether the edge is proven. For searches while building. */
  readonly out: (node: number) => Iterable<{ readonly to: number; readonly proven: boolean }>;
  /** Nodes that have an edge to a node, of the nodes and edges that there are now. */
  readonly origins: () => (node: number) => Iterable<number>;
  /** No node or edge may be added after it. */
  readonly finish: () => FinishedGraph;
}

export interface FinishedGraph {
  readonly takeover: TakeoverGraph;
  /** The number, in the finished graph, of a node of the builder. */
  readonly nodeOf: (node: number) => number;
}

/** Values in the order in which they first came, each kept once. */
const internTable = <Value>() => {
  const list: Value[] = [];
  const places = new Map<string, number>();
  return {
    list,
    placeOf: (key: string, make: () => Value): number => {
      let place = places.get(key);
      if (place === undefined) {
        place = list.push(make()) - 1;
        places.set(key, place);
      }
      return place;
    },
  };
};

/**
 * @param identities how many there are: the nodes of groups come after them
 * @param membership how the provider says, in a sentence, that somebody is in a group
 */
export const createGraphBuilder = (identities: number, membership: Technique): GraphBuilder => {
  const groups: TakeoverGroup[] = [];
  // Edges in columns; `nextOut[k]` is the edge after k with the same origin, `firstOut` the newest one of each node.
  const from: number[] = [];
  const to: number[] = [];
  const techniqueOf: number[] = [];
  const reasons: number[] = [];
  const nextOut: number[] = [];
  const firstOut = new Map<number, number>();
  const techniqueTable = internTable<Technique>();
  const reasonTable = internTable<EdgeReason>();
  // Many edges share one object of a technique or of details: it is read once.
  const knownTechniques = new WeakMap<Technique, number>();
  const knownDetails = new WeakMap<EdgeDetails, number>();
  const seen = new Set<string>();

  const techniqueAt = (technique: Technique): number => {
    let place = knownTechniques.get(technique);
    if (place === undefined) {
      const { id, mechanism, does, source, endsByItself } = technique;
      place = techniqueTable.placeOf(`${id} ${does}`, () => ({
        id,
        mechanism,
        does,
        source,
        ...(endsByItself === undefined ? {} : { endsByItself }),
      }));
      knownTechniques.set(technique, place);
    }
    return place;
  };

  // The members of a group come one after the other, most of them for one reason.
  let last: { readonly details: EdgeDetails; readonly place: number } | undefined;
  const reasonAt = (details: EdgeDetails): number => {
    if (details === last?.details) return last.place;
    let place = knownDetails.get(details);
    if (place === undefined) {
      const reason = reasonOf(details);
      place = reasonTable.placeOf(JSON.stringify(reason), () => reason);
      knownDetails.set(details, place);
    }
    last = { details, place };
    return place;
  };

  const put = (source: number, target: number, technique: number, reason: number): void => {
    nextOut.push(firstOut.get(source) ?? -1);
    firstOut.set(source, from.length);
    from.push(source);
    to.push(target);
    techniqueOf.push(technique);
    reasons.push(reason);
  };

  const group = (made: TakeoverGroup): number => identities + groups.push(made) - 1;

  return {
    holders: (label, profile) =>
      group({ kind: 'holders', label, ...(profile === undefined ? {} : { profile }) }),
    targets: (label) => group({ kind: 'targets', label }),
    // Control nodes come after the groups, whose number is not known yet: negative until `finish`.
    control: (scope) => -1 - scope,
    edge: (source, target, technique, details = noDetails) => {
      if (source === target) return false;
      const does = techniqueAt(technique);
      const reason = reasonAt(details);
      const key = `${source} ${target} ${does} ${reason}`;
      if (seen.has(key)) return false;
      seen.add(key);
      put(source, target, does, reason);
      return true;
    },
    belongs: (source, target, details = noDetails) => {
      if (source !== target) put(source, target, techniqueAt(membership), reasonAt(details));
    },
    out: function* (node) {
      for (let edge = firstOut.get(node); edge !== undefined && edge >= 0; edge = nextOut[edge]) {
        yield { to: to[edge]!, proven: reasonTable.list[reasons[edge]!]!.assumes.length === 0 };
      }
    },
    origins: () => {
      // Rows of one list: where those of a node end, and the origins of all nodes one after the other.
      const nodes = identities + groups.length;
      const end = new Uint32Array(nodes + 1);
      for (const target of to) if (target >= 0) end[target + 1]! += 1;
      for (let node = 0; node < nodes; node += 1) end[node + 1]! += end[node]!;
      const origin = new Int32Array(end[nodes]!);
      const next = end.slice();
      to.forEach((target, edge) => {
        if (target < 0) return;
        origin[next[target]!] = from[edge]!;
        next[target]! += 1;
      });
      return (node) => origin.subarray(end[node], end[node + 1]);
    },
    finish: () => {
      const controlFrom = identities + groups.length - 1;
      const nodeOf = (node: number): number => (node < 0 ? controlFrom - node : node);
      const resolved = (nodes: readonly number[]): Uint32Array => {
        const column = new Uint32Array(nodes.length);
        for (let k = 0; k < nodes.length; k += 1) column[k] = nodeOf(nodes[k]!);
        return column;
      };
      return {
        nodeOf,
        takeover: {
          groups,
          from: resolved(from),
          to: resolved(to),
          technique: new Uint16Array(techniqueOf),
          reason: new Uint32Array(reasons),
          techniques: techniqueTable.list,
          reasons: reasonTable.list,
        },
      };
    },
  };
};
