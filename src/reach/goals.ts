import type { Closure } from './closure.ts';
import type { Graph } from './graph.ts';
import { numbers } from './numbers.ts';
import { none } from './rows.ts';
import type { Walker } from './walk.ts';
import { stepsIn } from './walk.ts';
import type { Values } from './weights.ts';

/**
 * Where a path is to end, as a number: full control of the nearest scope of one weight, full control of one scope, or
 * one identity. Scopes of equal weight are equally bad, so that one walk serves all of them, and the nearest is shown.
 */
export interface Goals {
  /** @param weight one of the scopes' weights */
  readonly ofWeight: (weight: number) => number;
  readonly ofControl: (scope: number) => number;
  readonly ofIdentity: (identity: number) => number;
  /** Nodes in which a path to the goal may end. */
  readonly targets: (goal: number) => readonly number[];
  /** Nodes that a path to the goal may use. */
  readonly enter: (goal: number) => (node: number) => boolean;
}

/** @param all by all edges @param proven by proven edges only */
export const goalsOf = (graph: Graph, values: Values, all: Closure, proven: Closure): Goals => {
  const { firstControl, nodes } = graph;
  const weights = [...new Set(values.scopeWeight)].sort((a, b) => b - a);
  const controls = Array.from(values.scopeWeight, (_, scope) => firstControl + scope);
  const byWeight = weights.map((weight) =>
    controls.filter((node) => values.scopeWeight[node - firstControl] === weight),
  );
  // Goals below `nodes` are that node; the rest are weights.
  return {
    ofWeight: (weight) => nodes + weights.indexOf(weight),
    ofControl: (scope) => firstControl + scope,
    ofIdentity: (identity) => identity,
    targets: (goal) => (goal < nodes ? [goal] : byWeight[goal - nodes]!),
    // Only who controls nothing has an identity for a goal: the strongest other one that it reaches. Then every node
    // on the way reaches nothing stronger than that, save the origin itself, so the goal is one of its two strongest.
    // That keeps all walks to identities together within a few times the edges.
    enter: (goal) =>
      goal >= firstControl
        ? () => true
        : (node) =>
            node < firstControl && (all.leadsToStrong(node, goal) || proven.leadsToStrong(node, goal)),
  };
};

/**
 * Steps of each identity's best way to its goal (0 without a goal). One walk for each different goal, over what leads
 * to it: the weights are few, and each node leads to four identities at most that are goals.
 * @param goalOf by identity: a goal or `none`
 */
export const stepsToGoals = (
  graph: Graph,
  walker: Walker,
  goals: Goals,
  goalOf: Uint32Array,
): Uint32Array => {
  const steps = numbers(graph.identities);
  for (const goal of new Set(goalOf)) {
    if (goal === none) continue;
    const note = (node: number, cost: number): void => {
      if (node < graph.identities && goalOf[node] === goal) steps[node] = stepsIn(cost);
    };
    walker.back(goals.targets(goal), note, goals.enter(goal));
  }
  return steps;
};
