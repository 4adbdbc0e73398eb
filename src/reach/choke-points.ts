import { byText } from '../model/by-text.ts';
import type { Estate } from '../model/estate.ts';
import type { PathStep } from '../model/finding.ts';
import type { ChokeCandidate, ChokePoint } from '../model/reach.ts';
import type { Bridges } from './dominators.ts';
import { bridgesOf } from './dominators.ts';
import type { Graph } from './graph.ts';
import { none } from './rows.ts';
import { sharersOf, sumOver } from './sharers.ts';

/** An edge, and how many identities have no way to control without it. */
interface Cut {
  readonly edge: number;
  readonly all: number;
  readonly proven: number;
}

/** A cut of those for whom one change makes it. */
interface OwnCut extends Cut {
  readonly origins: readonly number[];
}

/** Every edge that somebody's ways all go through. At most two a node: one of all ways, one of the proven ones. */
const cutsOf = ({ nodes }: Graph, all: Bridges, proven: Bridges): readonly Cut[] => {
  const cuts: Cut[] = [];
  for (let node = 0; node < nodes; node++) {
    const [ofAll, ofProven] = [all.edge[node]!, proven.edge[node]!];
    const [most, mostProven] = [all.identities[node]!, proven.identities[node]!];
    const same = ofAll === ofProven;
    if (ofAll !== none && most > 0) cuts.push({ edge: ofAll, all: most, proven: same ? mostProven : 0 });
    if (!same && ofProven !== none && mostProven > 0)
      cuts.push({ edge: ofProven, all: 0, proven: mostProven });
  }
  return cuts;
};

/** Apart for those who are kept from the step by different changes. */
const ownCutsOf =
  (estate: Estate, graph: Graph, ofAll: Bridges, ofProven: Bridges) =>
  ({ edge, all, proven }: Cut): readonly OwnCut[] =>
    sharersOf(estate, graph, all > 0 ? ofAll : ofProven, edge).map((sharers) => ({
      edge,
      all: all === 0 ? 0 : sumOver(sharers, ofAll.identities),
      proven: proven === 0 ? 0 : sumOver(sharers, ofProven.identities),
      origins: sharers.origins,
    }));

/** A step leads out of an identity into a group, from that to another, and from that to an identity: these are one. */
const edgesOfStep = 4;

const bySize = (a: Cut, b: Cut): number => b.all - a.all || b.proven - a.proven;

/**
 * The edges without which the most identities control nothing any more, the largest first: all ways count, then the proven
 * ones, then the ids of its ends. Worked out when asked for.
 * @param wayToControl the best way of an identity to control of anything
 */
export const chokeCandidatesOf = (
  estate: Estate,
  graph: Graph,
  wayToControl: () => (identity: number) => readonly PathStep[],
): ((most: number) => readonly ChokeCandidate[]) => {
  const firstOf = (origins: readonly number[]): string => estate.identities[origins[0]!]?.id ?? '';
  return (most) => {
    const all = bridgesOf(graph, true);
    const proven = graph.outProven === graph.out ? all : bridgesOf(graph, false);
    const cuts = cutsOf(graph, all, proven)
      .flatMap(ownCutsOf(estate, graph, all, proven))
      .toSorted(bySize);
    const last = cuts[most * edgesOfStep - 1];
    // What ties with the last that may be wanted is compared by name; the rest need not be looked at.
    const near = last === undefined ? cuts : cuts.filter((cut) => bySize(cut, last) <= 0);
    const named = near
      .map((cut) => ({ ...cut, first: firstOf(cut.origins), to: graph.out.values[cut.edge]! }))
      .sort((a, b) => bySize(a, b) || byText(a.first, b.first) || a.to - b.to)
      .slice(0, most * edgesOfStep);
    if (named.length === 0) return [];
    const way = wayToControl();
    return named.map(({ all: identities, proven: identitiesProven, origins, first, to }): ChokeCandidate => {
      const [step] = way(origins[0]!);
      const sizes = { identities, identitiesProven };
      const point = step === undefined ? undefined : { step, origins: origins.length, ...sizes };
      return { ...sizes, first, to, point };
    });
  };
};

/** Edges of one step are one choke point: the first of them, which is the largest. @param candidates in order, of one estate or of all its parts */
export const chokePointsAmong = (
  candidates: readonly Pick<ChokeCandidate, 'point'>[],
  most: number,
): readonly ChokePoint[] => {
  const points = new Map<string, ChokePoint>();
  for (const { point } of candidates.slice(0, most * edgesOfStep)) {
    if (point === undefined) continue;
    const key = JSON.stringify([point.step.from, point.step.to, point.origins]);
    if (!points.has(key)) points.set(key, point);
  }
  return [...points.values()].slice(0, most);
};
