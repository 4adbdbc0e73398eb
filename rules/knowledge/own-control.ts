import type { RuleContext } from '../../src/model/rule.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import { membershipTechnique, type TakeoverGraph } from '../../src/model/takeover.ts';

/** Full control of a scope that an identity holds by its own grants, without becoming anybody else. */
export interface OwnControl {
  /** Index into `Estate.scopes`. */
  readonly scope: number;
  /** No end is in sight: none is written down, or it lies beyond the longest allowed. */
  readonly permanent: boolean;
  /** What it rests on that the snapshot does not show; empty: proven. */
  readonly assumes: readonly string[];
}

/**
 * Edges of mechanism `control`, by the node they start from, and the groups of equal policies that lead there. Other
 * ways into a group are steps: whoever writes itself any policy is an administrator only afterwards.
 */
interface ControlEdges {
  readonly byNode: ReadonlyMap<number, readonly number[]>;
  readonly groupsOf: ReadonlyMap<number, readonly number[]>;
}

const push = (map: Map<number, number[]>, key: number, value: number): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

const controlEdges = (graph: TakeoverGraph, identities: number): ControlEdges => {
  const firstControl = identities + graph.groups.length;
  const isControl = graph.techniques.map(({ mechanism }) => mechanism === 'control');
  // Where estates are joined each provider brings its own.
  const isMembership = graph.techniques.map(({ id }) => id === membershipTechnique);
  const byNode = new Map<number, number[]>();
  for (let edge = 0; edge < graph.to.length; edge++) {
    if (graph.to[edge]! >= firstControl && isControl[graph.technique[edge]!])
      push(byNode, graph.from[edge]!, edge);
  }
  const groupsOf = new Map<number, number[]>();
  for (let edge = 0; edge < graph.to.length; edge++) {
    const to = graph.to[edge]!;
    if (!isMembership[graph.technique[edge]!]) continue;
    if (to >= identities && to < firstControl && byNode.has(to)) push(groupsOf, graph.from[edge]!, to);
  }
  return { byNode, groupsOf };
};

// One graph is asked about once for each identity and rule; its index is made once.
const indexes = new WeakMap<TakeoverGraph, ControlEdges>();

/** Scopes that the identity of the context controls by itself; each once, proven and permanent first. */
export const ownControl = ({ estate, settings, now, index }: RuleContext): readonly OwnControl[] => {
  const graph = estate.takeover;
  let edges = indexes.get(graph);
  if (edges === undefined) {
    edges = controlEdges(graph, estate.identities.length);
    indexes.set(graph, edges);
  }
  const { byNode, groupsOf } = edges;
  const nodes = [index, ...(groupsOf.get(index) ?? [])].filter((node) => byNode.has(node));
  if (nodes.length === 0) return [];
  const firstControl = estate.identities.length + graph.groups.length;
  const found = new Map<number, OwnControl>();
  for (const edge of nodes.flatMap((node) => byNode.get(node)!)) {
    const { until, assumes } = graph.reasons[graph.reason[edge]!]!;
    const duration =
      until === undefined
        ? 'permanent'
        : effectiveDuration({ duration: 'time-bound', until }, now, settings.thresholds.longestGrantDays);
    if (duration === 'ended') continue;
    const scope = graph.to[edge]! - firstControl;
    const control = { scope, permanent: duration !== 'time-bound', assumes };
    const known = found.get(scope);
    if (known === undefined || strength(control) > strength(known)) found.set(scope, control);
  }
  return [...found.values()].sort((a, b) => strength(b) - strength(a) || a.scope - b.scope);
};

const strength = ({ permanent, assumes }: OwnControl): number =>
  (assumes.length === 0 ? 2 : 0) + (permanent ? 1 : 0);
