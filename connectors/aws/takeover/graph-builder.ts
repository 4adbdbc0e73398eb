import type { StatementRef } from '../../../src/model/evidence.ts';
import {
  type EdgeReason,
  membershipTechnique,
  type TakeoverGraph,
  type TakeoverGroup,
  type Technique,
} from '../../../src/model/takeover.ts';
import type { Decision } from '../policy/evaluate.ts';

/** Says only that an identity is in a group; what is done stands on the edge between the groups. */
export const membership: Technique = {
  id: membershipTechnique,
  mechanism: 'control',
  does: 'act with the policies it has',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html',
};

export interface EdgeDetails {
  readonly allowedBy?: readonly StatementRef[];
  readonly trustedBy?: readonly number[];
  readonly through?: string;
  readonly assumes?: readonly string[];
  readonly until?: string | undefined;
}

/** Collects nodes and edges; equal techniques and reasons are stored once, equal edges too. */
export interface GraphBuilder {
  /** A new group node. */
  readonly group: (kind: TakeoverGroup['kind'], label: string, profile?: number) => number;
  /** The node that stands for full control of a scope. */
  readonly control: (scope: number) => number;
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

const nothing: EdgeDetails = {};

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
    edge: (source, target, { id, mechanism, does, source: page }, details = nothing) => {
      if (source === target) return false;
      const technique = intern(techniques, techniqueIndex, `${id} ${does}`, () => ({
        id,
        mechanism,
        does,
        source: page,
      }));
      let reason = reasonOfDetails.get(details);
      if (reason === undefined) {
        const whole = reasonFrom(details);
        reason = intern(reasons, reasonIndex, JSON.stringify(whole), () => whole);
        reasonOfDetails.set(details, reason);
      }
      // A group's members are listed once each, so only other edges can come twice.
      if (id !== membershipTechnique) {
        const key = `${source} ${target} ${technique} ${reason}`;
        if (seen.has(key)) return false;
        seen.add(key);
      }
      nextOut.push(firstOut.get(source) ?? -1);
      firstOut.set(source, from.length);
      from.push(source);
      to.push(target);
      techniqueOf.push(technique);
      reasonOf.push(reason);
      return true;
    },
    finish: () => {
      const resolve = (node: number): number => (node < 0 ? identityCount + groups.length - 1 - node : node);
      return {
        groups,
        from: Uint32Array.from(from, resolve),
        to: Uint32Array.from(to, resolve),
        technique: Uint16Array.from(techniqueOf),
        reason: Uint32Array.from(reasonOf),
        techniques,
        reasons,
      };
    },
  };
};
