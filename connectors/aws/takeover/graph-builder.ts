import type { StatementRef } from '../../../src/model/evidence.ts';
import type { EdgeReason, TakeoverGraph, TakeoverGroup, Technique } from '../../../src/model/takeover.ts';
import type { Decision } from '../policy/evaluate.ts';
import { membership } from '../techniques/index.ts';

export interface EdgeDetails {
  readonly allowedBy?: readonly StatementRef[];
  readonly trustedBy?: readonly number[];
  readonly through?: string;
  readonly assumes?: readonly string[];
  readonly until?: string | undefined;
}

export interface GroupMember {
  /** Of an identity. */
  readonly index: number;
  readonly details: EdgeDetails;
}

/** Collects nodes and edges; equal techniques and reasons are stored once, equal edges too. */
export interface GraphBuilder {
  /** A new group node. */
  readonly group: (kind: TakeoverGroup['kind'], label: string, profile?: number) => number;
  /** The node that stands for full control of a scope. */
  readonly control: (scope: number) => number;
  /** Edges from a group to each of its members, which are listed once each. */
  readonly members: (group: number, members: readonly GroupMember[]) => void;
  /** Whether it is a new one. */
  readonly edge: (from: number, to: number, technique: Technique, details?: EdgeDetails) => boolean;
  /** Nodes that have an edge from this one, with whether the edge is proven. For searches while building. */
  readonly out: (node: number) => Iterable<{ readonly to: number; readonly proven: boolean }>;
  /** Nodes that have an edge to a node, of the nodes and edges that there are now. */
  readonly origins: () => (node: number) => Iterable<number>;
  readonly identityCount: number;
  readonly finish: (scopes: number) => TakeoverGraph;
}

export const detailsOf = (decision: Decision): EdgeDetails => ({
  allowedBy: decision.by.map(({ document, index }) => ({ document, statement: index })),
  assumes: decision.assumes,
  until: decision.until,
});

/** Of an edge that nothing is to be said of. */
export const noDetails: EdgeDetails = {};

const reasonFrom = ({
  allowedBy = [],
  trustedBy,
  through,
  assumes = [],
  until,
}: EdgeDetails): EdgeReason => ({
  allowedBy,
  ...(trustedBy === undefined ? {} : { trustedBy }),
  ...(through === undefined ? {} : { through }),
  assumes,
  ...(until === undefined ? {} : { until }),
});

export const createGraphBuilder = (identityCount: number): GraphBuilder => {
  const groups: TakeoverGroup[] = [];
  // Edges in columns; `nextOut[k]` is the edge after k with the same origin, `firstOut` the newest one of each node.
  const from: number[] = [];
  const to: number[] = [];
  const techniqueOf: number[] = [];
  const reasonOf: number[] = [];
  const nextOut: number[] = [];
  const firstOut = new Map<number, number>();
  const techniques: Technique[] = [];
  const techniqueIndex = new Map<string, number>();
  const indexOfTechnique = new WeakMap<Technique, number>();
  const reasons: EdgeReason[] = [];
  const reasonIndex = new Map<string, number>();
  // Members of a group often share one object of details: it is interned without being read again.
  const reasonOfDetails = new WeakMap<EdgeDetails, number>();
  const seen = new Set<string>();

  const intern = <Value>(
    list: Value[],
    index: Map<string, number>,
    key: string,
    make: () => Value,
  ): number => {
    let position = index.get(key);
    if (position === undefined) {
      position = list.length;
      list.push(make());
      index.set(key, position);
    }
    return position;
  };

  const techniqueAt = (technique: Technique): number => {
    let index = indexOfTechnique.get(technique);
    if (index === undefined) {
      const { id, mechanism, does, source } = technique;
      index = intern(techniques, techniqueIndex, `${id} ${does}`, () => ({ id, mechanism, does, source }));
      indexOfTechnique.set(technique, index);
    }
    return index;
  };

  const reasonAt = (details: EdgeDetails): number => {
    let index = reasonOfDetails.get(details);
    if (index === undefined) {
      const whole = reasonFrom(details);
      index = intern(reasons, reasonIndex, JSON.stringify(whole), () => whole);
      reasonOfDetails.set(details, index);
    }
    return index;
  };

  const put = (source: number, target: number, technique: number, reason: number): void => {
    nextOut.push(firstOut.get(source) ?? -1);
    firstOut.set(source, from.length);
    from.push(source);
    to.push(target);
    techniqueOf.push(technique);
    reasonOf.push(reason);
  };

  return {
    identityCount,
    group: (kind, label, profile) => {
      groups.push({ kind, label, ...(profile === undefined ? {} : { profile }) });
      return identityCount + groups.length - 1;
    },
    // Control nodes come after the groups, whose number is not known yet: negative until `finish`.
    control: (scope) => -1 - scope,
    out: function* (node) {
      for (let edge = firstOut.get(node); edge !== undefined && edge >= 0; edge = nextOut[edge]) {
        yield { to: to[edge]!, proven: reasons[reasonOf[edge]!]!.assumes.length === 0 };
      }
    },
    origins: () => {
      // Rows of one list: where those of a node end, and the origins of all nodes one after the other.
      const nodes = identityCount + groups.length;
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
    members: (group, members) => {
      const does = techniqueAt(membership);
      let details: EdgeDetails | undefined;
      let reason = 0;
      for (const member of members) {
        // Most of them are in it for one reason.
        if (member.details !== details) {
          details = member.details;
          reason = reasonAt(details);
        }
        put(group, member.index, does, reason);
      }
    },
    edge: (source, target, technique, details = noDetails) => {
      if (source === target) return false;
      const does = techniqueAt(technique);
      const reason = reasonAt(details);
      // Nobody belongs to a group twice, so only other edges can come again.
      if (technique !== membership) {
        const key = `${source} ${target} ${does} ${reason}`;
        if (seen.has(key)) return false;
        seen.add(key);
      }
      put(source, target, does, reason);
      return true;
    },
    finish: () => {
      const controlFrom = identityCount + groups.length - 1;
      const resolved = (nodes: readonly number[]): Uint32Array => {
        const column = new Uint32Array(nodes.length);
        for (let k = 0; k < nodes.length; k += 1) {
          const node = nodes[k]!;
          column[k] = node < 0 ? controlFrom - node : node;
        }
        return column;
      };
      return {
        groups,
        from: resolved(from),
        to: resolved(to),
        technique: new Uint16Array(techniqueOf),
        reason: new Uint32Array(reasonOf),
        techniques,
        reasons,
      };
    },
  };
};
