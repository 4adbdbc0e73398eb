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
  readonly group: (kind: TakeoverGroup['kind'], label: string) => number;
  /** The node that stands for full control of a scope. */
  readonly control: (scope: number) => number;
  readonly edge: (from: number, to: number, technique: Technique, details?: EdgeDetails) => void;
  /** Nodes that have an edge from this one, with whether the edge is proven. For searches while building. */
  readonly out: (
    node: number,
  ) => readonly { readonly to: number; readonly proven: boolean; readonly until: string | undefined }[];
  readonly identityCount: number;
  readonly finish: (scopes: number) => TakeoverGraph;
}

export const detailsOf = (decision: Decision): EdgeDetails => ({
  allowedBy: decision.by.map(({ document, index }) => ({ document, statement: index })),
  assumes: decision.assumes,
  until: decision.until,
});

export const createGraphBuilder = (identityCount: number): GraphBuilder => {
  const groups: TakeoverGroup[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const techniqueOf: number[] = [];
  const reasonOf: number[] = [];
  const techniques: Technique[] = [];
  const techniqueIndex = new Map<string, number>();
  const reasons: EdgeReason[] = [];
  const reasonIndex = new Map<string, number>();
  const seen = new Set<string>();
  const outEdges = new Map<number, { to: number; proven: boolean; until: string | undefined }[]>();

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
    group: (kind, label) => {
      groups.push({ kind, label });
      return identityCount + groups.length - 1;
    },
    // Control nodes come after the groups, whose number is not known yet: negative until `finish`.
    control: (scope) => -1 - scope,
    out: (node) => outEdges.get(node) ?? [],
    edge: (source, target, { id, mechanism, does, source: page }, details = {}) => {
      if (source === target) return;
      const technique = intern(techniques, techniqueIndex, id, () => ({ id, mechanism, does, source: page }));
      const { allowedBy = [], trustedBy, through, assumes = [], until } = details;
      const reason: EdgeReason = {
        allowedBy,
        ...(trustedBy === undefined ? {} : { trustedBy }),
        ...(through === undefined ? {} : { through }),
        assumes,
        ...(until === undefined ? {} : { until }),
      };
      const key = JSON.stringify(reason);
      const position = intern(reasons, reasonIndex, key, () => reason);
      const edgeKey = `${source} ${target} ${technique} ${position}`;
      if (seen.has(edgeKey)) return;
      seen.add(edgeKey);
      from.push(source);
      to.push(target);
      techniqueOf.push(technique);
      reasonOf.push(position);
      const list = outEdges.get(source);
      const edge = { to: target, proven: assumes.length === 0, until };
      if (list === undefined) outEdges.set(source, [edge]);
      else list.push(edge);
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
