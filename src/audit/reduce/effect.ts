import type { RadiusChange, ReduceGoal } from '../../model/reduce.ts';
import { controlsAnything, rounded, type Simulation } from './standing.ts';

/** What counts most: one that controls nothing any more outweighs any sum of radii. */
export const controlWeight = 10_000_000;
/** What is within the goal already counts for little. */
const withinGoal = 0.01;

/** Whether a share is the goal that no identity exceeds by itself any more: only all of them together may. */
export const isNear = ({ reach, counted }: Simulation, goal: ReduceGoal | undefined): boolean =>
  typeof goal === 'object' && counted.every((index) => reach.radius(index).score <= goal.share);

/**
 * What a search lowers. `goal`: what is asked for. `near`: all that is left, as the goal is a share that no one exceeds by itself.
 * `proven`: where nothing ends anything any more, what falls by proven steps alone.
 */
export type Counting = 'goal' | 'near' | 'proven';

/**
 * Weights of what is to be ended, by identity; 0: it does not count.
 * @param goal absent: all of it
 */
export const weightsOf = (
  { estate, reach, counted }: Simulation,
  goal: ReduceGoal | undefined,
  counting: Counting = 'goal',
): Float64Array => {
  const weights = new Float64Array(estate.identities.length);
  for (const index of counted) {
    const { score, proven } = reach.radius(index);
    if (counting === 'proven') weights[index] = proven;
    else if (goal === undefined || counting === 'near') weights[index] = score;
    else if (goal === 'no-full-control')
      weights[index] = score + (controlsAnything(reach, index) ? controlWeight : 0);
    else weights[index] = score > goal.share ? score : score * withinGoal;
  }
  return weights;
};

export const totalOf = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + weight, 0);

/** Radii are rounded to hundredths. */
const tolerance = 0.011;

/** What a share of the one estate is in the other: one that holds less is worth less. */
const scaleOf = (before: Simulation, after: Simulation): number =>
  before.reach.totalValue === 0 ? 1 : after.reach.totalValue / before.reach.totalValue;

/**
 * An identity from which more falls than before, whoever it is: what was withdrawn denied something as well. By what is
 * compromised, not by its share: an estate that holds less is worth less.
 * @param partOf by the id of an identity that was made: the one whose part it takes over
 */
export const raisedBy = (
  before: Simulation,
  after: Simulation,
  partOf: ReadonlyMap<string, string> = new Map(),
): string | undefined => {
  const scale = scaleOf(before, after);
  for (const [index, { id }] of after.estate.identities.entries()) {
    const was = before.indexOf(partOf.get(id) ?? id);
    const now = after.reach.radius(index);
    const then = was === undefined ? { score: 0, proven: 0 } : before.reach.radius(was);
    if (now.score * scale > then.score + tolerance || now.proven * scale > then.proven + tolerance) return id;
  }
  return undefined;
};

const mostShown = 10;

/** Those from which less falls than before. */
export const loweredBy = (
  before: Simulation,
  after: Simulation,
): { readonly lowers: number; readonly lowered: readonly RadiusChange[] } => {
  const counted = new Set(after.counted);
  const scale = scaleOf(before, after);
  const isLess = (now: number, then: number): boolean =>
    scale === 1 ? now < then : now * scale < then - tolerance;
  const lowered = before.counted.flatMap((index): readonly RadiusChange[] => {
    const { id } = before.estate.identities[index]!;
    const now = after.indexOf(id);
    const was = before.reach.radius(index).score;
    // One that does not stand any more holds nothing that counts.
    const is = now === undefined || !counted.has(now) ? undefined : after.reach.radius(now);
    const { proven } = before.reach.radius(index);
    const change = { identity: id, before: was, after: is?.score ?? 0 };
    if (isLess(change.after, was)) return [change];
    // What fell by proven steps rests on somebody's consent now.
    return is !== undefined && isLess(is.proven, proven)
      ? [{ ...change, proven: { before: rounded(proven), after: rounded(is.proven) } }]
      : [];
  });
  return {
    lowers: lowered.length,
    lowered: lowered
      .sort((a, b) => b.before - b.after - (a.before - a.after) || (a.identity < b.identity ? -1 : 1))
      .slice(0, mostShown)
      .map((each) => ({ ...each, before: rounded(each.before), after: rounded(each.after) })),
  };
};
