import type { Graph } from './graph.ts';
import { numbers } from './numbers.ts';
import { none } from './rows.ts';

/**
 * Cost of a way to a target: steps that rest on an assumption first, steps in all second. In one number, so that
 * costs compare as numbers do.
 */
const oneAssumption = 2 ** 32;

export const assumptionsIn = (cost: number): number => Math.floor(cost / oneAssumption);
export const stepsIn = (cost: number): number => cost % oneAssumption;

/** Working space of walks, all in its initial state between them. */
export interface Walker {
  /**
   * Walks backwards from the targets and calls `visit` once for each other node that leads to one, nearest first.
   * `edge` is the first edge of the node's best way: the node behind it is a target or was visited before. Between
   * equal ways the first one found stays; edges are sorted, so the result depends on the graph alone.
   * Nodes that `enter` refuses are walked around.
   */
  readonly back: (
    targets: readonly number[],
    visit: (node: number, cost: number, edge: number) => void,
    enter: (node: number) => boolean,
  ) => void;
}

/**
 * A step is a change of identity; a group on the way is none. Costs are small whole numbers, so nodes wait in a list
 * for each cost instead of a heap: time grows with the edges into what leads to the targets, and with nothing else.
 */
export const walkerOf = (graph: Graph): Walker => {
  const { identities, firstControl, into, from, assumed } = graph;
  const best = new Float64Array(graph.nodes).fill(Infinity);
  const first = numbers(graph.nodes).fill(none);

  return {
    back: (targets, visit, enter) => {
      const touched: number[] = [];
      // waiting[assumptions][steps]: nodes reached at this cost, unless a better way to them was found since.
      const waiting: number[][][] = [];
      const wait = (node: number, assumptions: number, steps: number): void => {
        waiting[assumptions] ??= [];
        waiting[assumptions][steps] ??= [];
        waiting[assumptions][steps].push(node);
      };
      for (const target of targets) {
        best[target] = 0;
        touched.push(target);
        wait(target, 0, 0);
      }
      for (let assumptions = 0; assumptions < waiting.length; assumptions++) {
        const bySteps = waiting[assumptions];
        if (bySteps === undefined) continue;
        for (let steps = 0; steps < bySteps.length; steps++) {
          const nodes: number[] | undefined = bySteps[steps];
          if (nodes === undefined) continue;
          const cost = assumptions * oneAssumption + steps;
          // Grows while it is read: steps into groups cost nothing.
          for (let n = 0; n < nodes.length; n++) {
            const node = nodes[n]!;
            if (best[node] !== cost) continue;
            if (first[node] !== none) visit(node, cost, first[node]!);
            const isGroup = node >= identities && node < firstControl;
            const oneStep = isGroup ? 0 : 1;
            for (let p: number = into.offsets[node]!; p < into.offsets[node + 1]!; p++) {
              const edge: number = into.values[p]!;
              const origin = from[edge]!;
              const costThere = cost + oneStep + assumed[edge]! * oneAssumption;
              if (costThere >= best[origin]! || !enter(origin)) continue;
              if (best[origin] === Infinity) touched.push(origin);
              best[origin] = costThere;
              first[origin] = edge;
              wait(origin, assumptions + assumed[edge]!, steps + oneStep);
            }
          }
          delete bySteps[steps];
        }
      }
      for (const node of touched) {
        best[node] = Infinity;
        first[node] = none;
      }
    },
  };
};
