import type { Estate } from '../model/estate.ts';
import { scopeAsEnd } from '../model/finding.ts';
import { greatest } from '../model/many.ts';
import type { PathCut, PathCuts, Way } from '../model/reach.ts';
import { membershipTechnique } from '../model/takeover.ts';
import { type Bridges, bridgesOf } from './dominators.ts';
import type { Graph } from './graph.ts';
import { distinct, evidenceOf, type Leg } from './paths.ts';
import { none, placesByKey } from './rows.ts';
import { isTargets, type Sharers, saysMembership, sharersOf, sumOver } from './sharers.ts';

/** Of one identity: what has more is not cut step by step. */
const mostFirstSteps = 24;
/** Edges that are looked at for them: groups have as many members as there are identities. */
const mostEdges = 4096;

/** What is known of the graph as a whole, once somebody asks. */
interface Whole {
  readonly bridges: Bridges;
  /** By node: how many identities in use have no way to control but through it. */
  readonly inUse: Uint32Array;
  /** All edges of the takeover graph between two nodes: the graph to walk keeps one of them. */
  readonly between: (from: number, to: number) => readonly number[];
}

const wholeOf = (estate: Estate, graph: Graph): Whole => {
  const { takeover, identities } = estate;
  const now = Date.parse(estate.collectedAt);
  const hasEnded = takeover.reasons.map(({ until }) => until !== undefined && Date.parse(until) <= now);
  const byOrigin = placesByKey(graph.nodes, takeover.from);
  const bridges = bridgesOf(graph, true);
  return {
    bridges,
    // Where nobody knows, it may be used.
    inUse: bridges.countOf((identity) => identities[identity]!.lastUsedAt !== 'never'),
    between: (from, to) => {
      const edges: number[] = [];
      for (let p = byOrigin.offsets[from]!; p < byOrigin.offsets[from + 1]!; p++) {
        const edge = byOrigin.values[p]!;
        if (takeover.to[edge] === to && !hasEnded[takeover.reason[edge]!]) edges.push(edge);
      }
      return edges;
    },
  };
};

/** Names edges of the graph as a way from one node to another. */
type WayOf = (start: number, end: number, edges: readonly number[]) => Way;

const waysIn = ({ takeover, identities, scopes }: Estate, graph: Graph): WayOf => {
  const idOf = (node: number): string | undefined =>
    node < graph.identities
      ? identities[node]!.id
      : node < graph.firstControl
        ? undefined
        : scopeAsEnd(scopes[node - graph.firstControl]!.id);

  return (start, end, edges) => {
    const to = idOf(end);
    const telling = edges.filter(
      (edge) => takeover.techniques[takeover.technique[edge]!]!.id !== membershipTechnique,
    );
    const techniques = telling.map((edge) => takeover.techniques[takeover.technique[edge]!]!);
    const reasons = edges.map((edge) => takeover.reasons[takeover.reason[edge]!]!);
    return {
      from: idOf(start)!,
      ...(to === undefined ? {} : { to }),
      by: techniques[0]?.does ?? 'act with what it has',
      techniques: [...new Set(techniques.map(({ id }) => id))].sort(),
      through: [...new Set(reasons.flatMap(({ through }) => through ?? []))].sort(),
      evidence: distinct(
        reasons.flatMap((reason) => evidenceOf(reason, identities[start], identities[end], takeover)),
      ),
    };
  };
};

/** Where no step is enough: all first steps of an identity that lead on to control. */
const firstSteps = (
  estate: Estate,
  graph: Graph,
  { bridges, between }: Whole,
  wayOf: WayOf,
  identity: number,
): Pick<PathCuts, 'first' | 'more'> => {
  const { takeover } = estate;
  const ways = new Map<string, Way>();
  const nodes = [identity];
  const seen = new Set(nodes);
  let looked = 0;
  let more = 0;
  for (const node of nodes) {
    for (let edge = graph.out.offsets[node]!; edge < graph.out.offsets[node + 1]!; edge++) {
      if (++looked > mostEdges) return { first: [...ways.values()], more: more + 1 };
      const to = graph.out.values[edge]!;
      if (!bridges.leads(to) || to === identity) continue;
      // What nobody is before he has taken the step leads on by itself.
      const isPassed = saysMembership(graph, estate, edge) || isTargets(estate, to);
      if (to >= graph.identities && to < graph.firstControl && isPassed && !seen.has(to)) {
        seen.add(to);
        nodes.push(to);
      }
      for (const given of between(node, to)) {
        if (takeover.techniques[takeover.technique[given]!]!.id === membershipTechnique) continue;
        const key = `${takeover.technique[given]} ${takeover.reason[given]} ${to < graph.identities ? to : ''}`;
        if (ways.has(key)) continue;
        if (ways.size === mostFirstSteps) more += 1;
        else ways.set(key, wayOf(identity, to, [given]));
      }
    }
  }
  return { first: [...ways.values()], more };
};

/**
 * How paths to control can be cut. A step is enough where an edge of it is one that all ways of the identity to control of
 * anything go through; where there is none, all of its first steps have to go.
 * Of a path that is too long to be shown as a whole, what is shown of it is looked at.
 * @param legsOf the path to full control of a scope
 */
export const cutsOf = (
  estate: Estate,
  graph: Graph,
  legsOf: (identity: number, scope: number) => readonly Leg[],
): ((identity: number, scope: number) => PathCuts) => {
  const { identities } = estate;
  const wayOf = waysIn(estate, graph);
  let known: Whole | undefined;
  const whole = (): Whole => {
    known ??= wholeOf(estate, graph);
    return known;
  };

  /** Edges that all ways of an identity go through, of those of the legs: what all ways lead through, each of them does. */
  const bridgesFrom = (identity: number, legs: readonly Leg[]): ReadonlySet<number> => {
    const { bridges } = whole();
    const passed = new Set([
      identity,
      ...legs.flatMap(({ edges }) => edges.map((edge) => graph.out.values[edge]!)),
    ]);
    const found = new Set<number>();
    for (let node = identity; node !== none && passed.has(node); node = bridges.above(node))
      found.add(bridges.edge[node]!);
    found.delete(none);
    return found;
  };

  /** That a scope's control is control of all in it cannot be taken away. */
  const isTaken = ({ edges }: Pick<Leg, 'edges'>): boolean => graph.given[edges[0]!] !== none;

  /** The edges that can be taken away: what follows the first that says what is done follows from it. */
  const takenOf = (edges: readonly number[]): readonly number[] => {
    const telling = edges.findIndex((edge) => !saysMembership(graph, estate, edge));
    return telling < 0 ? edges : edges.slice(0, telling + 1);
  };

  const sharers = new Map<number, ReadonlyMap<number, Sharers>>();
  /** By identity: who is kept from the step by the same change. */
  const sharing = (edge: number): ReadonlyMap<number, Sharers> => {
    const before =
      sharers.get(edge) ??
      new Map(
        sharersOf(estate, graph, whole().bridges, edge).flatMap((each) =>
          each.origins.map((origin) => [origin, each] as const),
        ),
      );
    sharers.set(edge, before);
    return before;
  };

  /** All edges of the takeover graph that lead over the same nodes, of those that can be taken away and what leads to the end. */
  const parallelTo = ({ edges }: Pick<Leg, 'edges'>): readonly number[] => {
    const { between } = whole();
    const taken = takenOf(edges).length;
    const next = edges.findIndex((edge, at) => at >= taken && !saysMembership(graph, estate, edge));
    return edges.slice(0, next < 0 ? edges.length : next).flatMap((edge) => {
      const all = between(graph.from[edge]!, graph.out.values[edge]!);
      // First the one that paths tell of.
      const told = graph.given[edge]!;
      return all.includes(told) ? [told, ...all.filter((other) => other !== told)] : all;
    });
  };

  const enoughOf = (identity: number, legs: readonly Leg[]): readonly PathCut[] => {
    const { bridges, inUse } = whole();
    const needed = bridgesFrom(identity, legs);
    const isUsed = identities[identity]!.lastUsedAt !== 'never' ? 1 : 0;
    return legs
      .flatMap(({ start, end, edges }, position): readonly PathCut[] => {
        const all = takenOf(edges).filter((edge) => needed.has(edge));
        if (all.length === 0 || !isTaken({ edges })) return [];
        const alike = all.map((edge) => sharing(edge).get(start));
        const most = (counts: Uint32Array): number =>
          greatest(
            alike.map((sharers) => (sharers === undefined ? 0 : sumOver(sharers, counts))),
            counts[start],
          );
        return [
          {
            ...wayOf(start, end, parallelTo({ edges })),
            position,
            others: bridges.identities[start]! - 1,
            othersInUse: inUse[start]! - isUsed,
            alike: { others: most(bridges.identities) - 1, othersInUse: most(inUse) - isUsed },
          },
        ];
      })
      .sort((a, b) => a.othersInUse - b.othersInUse || a.others - b.others || a.position - b.position);
  };

  return (identity, scope) => {
    const legs = legsOf(identity, scope);
    const enough = enoughOf(identity, legs);
    const steps = legs.filter(isTaken).map((leg) => wayOf(leg.start, leg.end, parallelTo(leg)));
    return enough.length > 0
      ? { enough, steps, first: [], more: 0 }
      : { enough, steps, ...firstSteps(estate, graph, whole(), wayOf, identity) };
  };
};
