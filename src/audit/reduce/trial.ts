import { byText } from '../../model/by-text.ts';
import type { ChangeKind, ReduceGoal } from '../../model/reduce.ts';
import type { Settings } from '../../model/settings.ts';
import { type Counting, isNear, raisedBy, totalOf, weightsOf } from './effect.ts';
import type { Made, Making } from './making.ts';
import type { Memory } from './memory.ts';
import type { Overlay } from './overlay.ts';
import type { Candidate } from './proposals.ts';
import type { Simulation } from './standing.ts';

/** Candidates as they are tried: the whole way again, and what it ends. */

export interface SearchOptions extends Making {
  readonly settings: Settings;
  /** Changes at most. */
  readonly most: number;
  readonly goal?: ReduceGoal | undefined;
  readonly people: boolean;
  /** Absent: what is done within a minute on two cores. */
  readonly limits?: SearchLimits | undefined;
  /** The whole way again, from facts to what falls. */
  readonly simulate: (facts: Overlay) => Simulation;
  /** Told after each step. */
  readonly onStep?: ((changes: number, share: number) => void) | undefined;
}

/** Up to which size of an estate what is simulated. */
export interface SearchLimits {
  /** Identities that are interpreted again for the sake of verification, in all. */
  readonly interpreted: number;
  /** Identities of an estate of which each step is verified, as far as `interpreted` goes. */
  readonly each: number;
  /** Of a larger estate no step is verified. */
  readonly verified: number;
}

/** Less than this is rounding. */
export const leastGain = 0.02;

export interface State {
  readonly facts: Overlay;
  readonly simulation: Simulation;
  readonly counting: Counting;
  readonly total: number;
}

export interface Trial {
  readonly candidate: Candidate;
  readonly made: readonly Made[];
  readonly after: State;
  readonly gain: number;
  /** Identity from which more falls than before. */
  readonly raised: string | undefined;
}

const riskRank = { unused: 0, 'not known': 1, used: 2 } as const;
/** What can be activated or given again breaks less than what is taken away from somebody who may need it. */
const softer: ReadonlySet<ChangeKind> = new Set(['make-eligible', 'make-time-bound']);
const softerRank = 0.5;
const riskOfTrial = ({ made }: Trial): number =>
  Math.max(...made.map(({ proposal, risk }) => (softer.has(proposal.kind) ? softerRank : riskRank[risk.is])));

/** The most for each change; then what may break least, what fewest have, and any fixed order. */
export const better = (a: Trial, b: Trial): number => {
  const [rateA, rateB] = [a, b].map(({ gain, candidate }) => gain / candidate.changes);
  return (
    (Math.abs(rateA! - rateB!) < leastGain ? 0 : rateB! - rateA!) ||
    riskOfTrial(a) - riskOfTrial(b) ||
    a.candidate.holders.length - b.candidate.holders.length ||
    byText(a.candidate.key, b.candidate.key)
  );
};

export const measured = (
  simulation: Simulation,
  facts: Overlay,
  goal: ReduceGoal | undefined,
  counting: Counting,
): State => ({
  facts,
  simulation,
  counting,
  total: totalOf(weightsOf(simulation, goal, counting)),
});

/** @param before what it is compared with. Absent: nothing */
export const stateOf = (facts: Overlay, { simulate, goal }: SearchOptions, before?: State): State => {
  const simulation = simulate(facts);
  return measured(simulation, facts, goal, before?.counting ?? (isNear(simulation, goal) ? 'near' : 'goal'));
};

/** It counts by itself from now on. Other weights: what was known of candidates is not true any more. */
export const settled = (
  { simulation, facts, counting }: State,
  goal: ReduceGoal | undefined,
  memory: Memory,
): State => {
  if (counting === 'proven') return measured(simulation, facts, goal, counting);
  const now = isNear(simulation, goal) ? 'near' : 'goal';
  if (now !== counting) memory.known.clear();
  return measured(simulation, facts, goal, now);
};

export const trialOf = (
  candidate: Candidate,
  made: readonly Made[],
  state: State,
  options: SearchOptions,
): Trial => {
  const edits = made.flatMap((each) => each.edits);
  const after = stateOf(state.facts.with(edits), options, state);
  const partOf = new Map(
    edits.flatMap((edit) => (edit.partOf === undefined ? [] : [[edit.id, edit.partOf]])),
  );
  return {
    candidate,
    made,
    after,
    gain: state.total - after.total,
    raised: raisedBy(state.simulation, after.simulation, partOf),
  };
};

/** The same without one of its changes. */
const without = (trial: Trial, one: Made, state: State, options: SearchOptions): Trial => {
  const made = trial.made.filter((each) => each !== one);
  const proposals = made.map(({ proposal }) => proposal);
  return trialOf({ ...trial.candidate, proposals, changes: made.length }, made, state, options);
};

/**
 * Without those of its changes that end nothing beside the others, one after the other; then, where there is no room for all
 * that are left, without those that end the least.
 */
export const trimmed = (whole: Trial, state: State, options: SearchOptions, room: number): Trial => {
  let trial = whole;
  for (const one of whole.made) {
    if (trial.made.length === 1) break;
    const less = without(trial, one, state, options);
    const isWorth = less.gain / less.candidate.changes > trial.gain / trial.candidate.changes;
    if (less.raised === undefined && isWorth) trial = less;
  }
  while (trial.candidate.changes > room && trial.made.length > 1) {
    const all = trial.made.map((one) => without(trial, one, state, options));
    trial = all.reduce((best, each) => (each.gain > best.gain ? each : best));
  }
  return trial;
};
