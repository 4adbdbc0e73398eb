import type { ReduceGoal, ReductionPlan, Residual } from '../../model/reduce.ts';
import { controlsAnything, type Simulation } from './standing.ts';

export const reached = (goal: ReduceGoal | undefined, { share, controlling }: Residual): boolean =>
  goal !== undefined && (goal === 'no-full-control' ? controlling === 0 : share <= goal.share);

/** Where the goal last came nearer: steps until then, and what was left. */
export interface Nearest {
  readonly steps: number;
  readonly residual: Residual;
}

export const nearer = (before: Nearest, steps: number, residual: Residual): Nearest =>
  residual.controlling < before.residual.controlling ? { steps, residual } : before;

/** Changes in a row after which as many control something as before: the plan ends before them. */
const mostStalled = 10;

/** Whether what is done ends nobody's full control any more. Of a share this cannot be told: it falls with the last who reaches it. */
export const hasStalled = (goal: ReduceGoal | undefined, nearest: Nearest, residual: Residual): boolean =>
  goal === 'no-full-control' && residual.changes - nearest.residual.changes >= mostStalled;

const mostNamed = 3;

const whoControls = ({ estate, reach, counted }: Simulation): string => {
  const names = counted
    .filter((index) => controlsAnything(reach, index))
    .map((index) => estate.identities[index]!.name);
  const more = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** @param most changes that were allowed; absent: more would not have helped */
export const outcomeOf = (
  goal: ReduceGoal,
  residual: Residual,
  left: Simulation,
  most: number | undefined,
): NonNullable<ReductionPlan['goal']> => {
  if (reached(goal, residual)) return { of: goal, changes: residual.changes };
  if (most !== undefined && residual.changes >= most)
    return { of: goal, why: `${most} changes were not enough; --most allows more.` };
  return {
    of: goal,
    why:
      goal === 'no-full-control'
        ? `No change that is known here ends the full control of ${whoControls(left)}.`
        : 'No change that is known here ends any more of it.',
  };
};
