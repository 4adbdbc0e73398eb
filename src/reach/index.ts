import type { Estate } from '../model/estate.ts';
import type { Reach } from '../model/reach.ts';
import type { Settings } from '../model/settings.ts';
import { chokeCandidatesOf, chokePointsAmong } from './choke-points.ts';
import { cutsOf } from './cuts.ts';
import { type Bridges, bridgesOf } from './dominators.ts';
import { goalsOf } from './goals.ts';
import { graphOf } from './graph.ts';
import type { Whole } from './holdings.ts';
import { pathsOf } from './paths.ts';
import { closuresOf, radiiOf } from './radius.ts';
import { none } from './rows.ts';
import { shareReader } from './share.ts';
import { walkerOf } from './walk.ts';
import { valuesOf } from './weights.ts';

/**
 * Who can become whom, and what falls: everything about blast radius.
 *
 *     takeover graph ─► graph ─► components ─► closure (holdings, count) ─► radius
 *                         └────► walk (backwards from what is worst) ─────► hops, assumptions, paths
 *
 * Nothing walks the graph from each identity. Time and memory grow with nodes and edges; the two places where they
 * can grow faster say so: `weightsBelow` (count.ts) and `conditionalControl` (assumptions.ts).
 * The result does not depend on the order of the edges.
 * @param whole what the estate is a part of, whose shares its blast radii are then
 */
export const reachOf = (estate: Estate, settings: Settings, whole?: Whole): Reach => {
  const graph = graphOf(estate);
  const values = valuesOf(estate, settings.weights);
  const walker = walkerOf(graph);
  const closures = closuresOf(estate, graph, values, whole);
  const goals = goalsOf(graph, values, closures.all, closures.proven);
  const radii = radiiOf(estate, graph, values, closures, goals, walker);
  const paths = pathsOf(estate, graph, goals, walker);
  let bridges: Bridges | undefined;
  const controls = estate.scopes.map((_, scope) => graph.firstControl + scope);
  const chokeCandidates = chokeCandidatesOf(estate, graph, () => paths.toAny(controls));

  return {
    radius: radii.of,
    path: (identity) => {
      const goal = radii.goal[identity]!;
      return goal === none ? [] : paths.toGoal(identity, goal);
    },
    pathToControl: (identity, scope) => paths.toGoal(identity, goals.ofControl(scope)),
    pathsToAny: ({ identities, scopes, nodes = [] }) =>
      paths.toAny([...identities, ...scopes.map((scope) => graph.firstControl + scope), ...nodes]),
    takenOverBy: (identity) => {
      const found = new Set<number>();
      const nodes = [identity];
      const seen = new Set(nodes);
      for (const node of nodes) {
        for (let p = graph.into.offsets[node]!; p < graph.into.offsets[node + 1]!; p++) {
          const origin = graph.from[graph.into.values[p]!]!;
          if (seen.has(origin) || origin >= graph.firstControl) continue;
          seen.add(origin);
          if (origin < graph.identities) found.add(origin);
          else nodes.push(origin);
        }
      }
      return [...found].sort((a, b) => a - b);
    },
    becomableBy: (identity) => closures.all.becomableBy()[identity]!,
    chokeCandidates,
    chokePoints: (most) => chokePointsAmong(chokeCandidates(most), most),
    cuts: cutsOf(estate, graph, (identity, scope) => paths.legsToGoal(identity, goals.ofControl(scope))),
    shareOf: shareReader(closures),
    behind: (weights) => {
      bridges ??= bridgesOf(graph, true);
      const sums = bridges.sumOf(weights);
      return (identity) => sums[identity]!;
    },
    totalValue: closures.holdings.total,
  };
};
