import { byText } from '../../model/by-text.ts';
import type { PlanStep, Proposal, ReductionPlan, Residual } from '../../model/reduce.ts';
import { controlWeight, loweredBy, raisedBy, weightsOf } from './effect.ts';
import { hasStalled, type Nearest, nearer, outcomeOf, reached } from './goal.ts';
import { makeCandidate, plannedChange } from './making.ts';
import { byBound, forgetShifted, type Memory } from './memory.ts';
import { keyOfRecord, type Overlay } from './overlay.ts';
import { type Candidate, candidatesOf, type Proposing } from './proposals.ts';
import { residualOf, rounded } from './standing.ts';
import { bestTogether, noted, watchedOf } from './together.ts';
import {
  better,
  leastGain,
  measured,
  type SearchLimits,
  type SearchOptions,
  type State,
  settled,
  stateOf,
  type Trial,
  trialOf,
  trimmed,
} from './trial.ts';
import { saysOf } from './words.ts';

/** Ten thousand identities for each of twenty steps. */
const defaultLimits: SearchLimits = { interpreted: 200_000, each: 10_000, verified: 200_000 };
const verifiedEvery = 10;

/** How many simulations a round may take: the larger the estate, the more the estimates decide. */
const triesOf = (identities: number): number =>
  Math.min(mostTries, Math.max(2, Math.floor(20_000 / identities)));
const mostTries = 60;
/** Further ones for changes that only help together: a part of those, but at least one, and one of what it leaves. */
const partTogether = 0.4;
const leastTogether = 2;
/** Rounds in a row that find nothing. */
const mostEmptyRounds = 8;

/**
 * Tries the most promising until none of those that are left can be better.
 * @param isLast nothing else is tried where nothing is found
 */
const round = (
  state: State,
  candidates: readonly Candidate[],
  proposing: Proposing,
  memory: Memory,
  options: SearchOptions,
  room: number,
  isLast: boolean,
): { readonly best: Trial | undefined; readonly tried: number } => {
  const order = byBound(candidates, memory);
  const most = triesOf(state.simulation.estate.identities.length);
  const seen = new Set<string>();
  const watched = room < 2 || state.counting === 'proven' ? undefined : watchedOf(state, proposing, memory);
  let best: Trial | undefined;
  let tried = 0;
  let again = 0;
  for (const candidate of order) {
    const known = memory.known.get(candidate.key);
    // After so many tries only what is known to end more is looked at, and not much of that.
    if (tried >= most && known === undefined) continue;
    if (tried >= 2 * most) break;
    if (known !== undefined && known < leastGain) continue;
    if (known !== undefined && best !== undefined) {
      const rate = best.gain / best.candidate.changes;
      if (rate > known + leastGain) break;
      // Of many that are worth the same some are looked at again, not all.
      if (rate > known - leastGain && ++again > Math.max(1, most / 8)) break;
    }
    memory.looked.add(candidate.key);
    const outcome = makeCandidate(candidate, state.simulation, state.facts, options);
    const leave = (proposal: Proposal, why: string): void => {
      memory.leftOut.set(candidate.key, { says: saysOf(proposal), identity: proposal.identity.id, why });
    };
    if (outcome === undefined) {
      memory.known.set(candidate.key, 0);
      continue;
    }
    if ('kept' in outcome) {
      leave(outcome.proposal, `It is kept. ${outcome.kept}`);
      continue;
    }
    const edits = outcome.made.flatMap((each) => each.edits);
    const facts = state.facts.with(edits);
    // Two names for one change are tried once.
    const same = JSON.stringify(
      edits.map((edit) => [keyOfRecord(edit), facts.of(edit.record, edit.id)?.data]),
    );
    if (seen.has(same)) continue;
    seen.add(same);
    tried += 1;
    const whole = trialOf(candidate, outcome.made, state, options);
    if (watched !== undefined && outcome.made.length === 1) noted(whole, watched, state, options);
    memory.known.set(candidate.key, whole.gain / candidate.changes);
    if (whole.raised === undefined && whole.gain < leastGain) continue;
    // Where many are taken away together, some may stay as they are.
    const rate = best === undefined ? 0 : best.gain / best.candidate.changes;
    const trial =
      outcome.made.length > 1 && whole.gain / 2 > rate ? trimmed(whole, state, options, room) : whole;
    if (trial.raised !== undefined) {
      leave(
        outcome.made[0]!.proposal,
        `It would compromise more through ${trial.raised}: what is removed also contains a deny.`,
      );
      continue;
    }
    memory.known.set(candidate.key, trial.gain / trial.candidate.changes);
    if (trial.candidate.changes > room || trial.gain < leastGain) continue;
    if (best === undefined || better(trial, best) < 0) best = trial;
  }
  // Of a large estate what was not tried by itself may end more for each change.
  const isCutShort = most < mostTries && tried >= most && !isLast;
  const together =
    watched === undefined || isCutShort
      ? undefined
      : bestTogether(candidates, best, state, memory, proposing, options, watched, {
          tries: Math.max(leastTogether, Math.min(most - tried, Math.floor(most * partTogether))),
          room,
        });
  if (together !== undefined && (best === undefined || better(together, best) < 0)) best = together;
  return { best, tried };
};

const stepOf = (trial: Trial, before: State, changes: number, options: SearchOptions): PlanStep => {
  let facts = before.facts;
  const planned = trial.made.map((made) => {
    const change = plannedChange(made, facts, options.tables.get(made.proposal.identity.provider)!);
    facts = facts.with(made.edits);
    return change;
  });
  return {
    changes: planned,
    verified: true,
    after: residualOf(trial.after.simulation, changes + trial.candidate.changes),
    ...loweredBy(before.simulation, trial.after.simulation),
  };
};

/** Steps that no one looked at again: the estimates of those that touch none of the same facts. */
const estimated = (
  state: State,
  candidates: readonly Candidate[],
  memory: Memory,
  options: SearchOptions,
  from: Residual,
  room: number,
): { readonly steps: readonly PlanStep[]; readonly facts: Overlay } => {
  const touched = new Set<string>();
  const steps: PlanStep[] = [];
  let facts = state.facts;
  let residual = from;
  for (const candidate of candidates) {
    if (residual.changes - from.changes + candidate.changes > room) break;
    if (memory.leftOut.has(candidate.key) || memory.known.get(candidate.key) === 0) continue;
    memory.looked.add(candidate.key);
    const outcome = makeCandidate(candidate, state.simulation, state.facts, options);
    if (outcome === undefined || 'kept' in outcome) continue;
    const keys = [
      ...outcome.made.flatMap(({ edits }) => edits.map(keyOfRecord)),
      ...candidate.holders.map((index) => state.simulation.estate.identities[index]!.id),
    ];
    if (keys.some((key) => touched.has(key))) continue;
    for (const key of keys) touched.add(key);
    const changes = outcome.made.map((made) => {
      const table = options.tables.get(made.proposal.identity.provider)!;
      const change = plannedChange(made, facts, table);
      facts = facts.with(made.edits);
      return change;
    });
    residual = {
      ...residual,
      changes: residual.changes + candidate.changes,
      sum: rounded(Math.max(0, residual.sum - (candidate.estimate % controlWeight))),
    };
    steps.push({ changes, verified: false, after: residual, lowers: candidate.holders.length, lowered: [] });
  }
  return { steps, facts };
};

const mostLeftOut = 50;

/** Greedy: the change that ends the most for each change, then again on what is left. */
export const searchPlan = (base: Overlay, options: SearchOptions): ReductionPlan => {
  const { settings, goal, most, limits = defaultLimits } = options;
  const memory: Memory = { known: new Map(), leftOut: new Map(), looked: new Set(), inVain: new Set() };
  let state = stateOf(base, options);
  const start = residualOf(state.simulation, 0);
  const size = state.simulation.estate.identities.length;
  let eachUntil = size > limits.each ? 0 : Math.floor(limits.interpreted / size);
  const steps: PlanStep[] = [];
  let residual = start;
  let empty = 0;
  let nearest: Nearest = { steps: 0, residual: start };
  let isStalled = false;

  const proposingNow = (): Proposing => {
    const world = options.worldOf(state.simulation, state.facts);
    return {
      settings,
      weights: weightsOf(state.simulation, goal, state.counting),
      statements: (identity, grant) =>
        options.tables.get(identity.provider)?.statements?.(grant, world) ?? [],
      ...(state.counting === 'proven'
        ? { guards: (identity) => options.tables.get(identity.provider)?.guards?.(identity, world) ?? [] }
        : {}),
    };
  };

  while (residual.changes < most && !reached(goal, residual) && empty < mostEmptyRounds && !isStalled) {
    const isEach = residual.changes < eachUntil;
    const proposing = proposingNow();
    const candidates = candidatesOf(state.simulation, proposing);
    if (!isEach) {
      const room = Math.min(
        most - residual.changes,
        size > limits.verified ? Number.POSITIVE_INFINITY : verifiedEvery,
      );
      const { steps: further, facts } = estimated(state, candidates, memory, options, residual, room);
      if (size > limits.verified) {
        steps.push(...further);
        residual = further.at(-1)?.after ?? residual;
        break;
      }
      const after = further.length === 0 ? undefined : stateOf(facts, options);
      if (after !== undefined && raisedBy(state.simulation, after.simulation) === undefined) {
        // The last of them is what the pipeline says, all before it are as they were thought to be.
        residual = residualOf(after.simulation, further.at(-1)!.after.changes);
        steps.push(...further.slice(0, -1), {
          ...further.at(-1)!,
          verified: true,
          after: residual,
          ...loweredBy(state.simulation, after.simulation),
        });
        state = settled(after, goal, memory);
        options.onStep?.(residual.changes, residual.share);
        continue;
      }
      // One of them raises something: the next ones are looked at one by one.
      eachUntil = residual.changes + verifiedEvery;
    }
    const isLast = empty === mostEmptyRounds - 1;
    const { best, tried } = round(
      state,
      candidates,
      proposing,
      memory,
      options,
      most - residual.changes,
      isLast,
    );
    if (best === undefined) {
      empty += 1;
      if (tried > 0 && empty < mostEmptyRounds) continue;
      // Nothing ends anything any more: what is left can be made to rest on somebody's consent.
      if (goal !== undefined || state.counting === 'proven') break;
      memory.known.clear();
      state = measured(state.simulation, state.facts, goal, 'proven');
      empty = 0;
      continue;
    }
    empty = 0;
    const step = stepOf(best, state, residual.changes, options);
    steps.push(step);
    residual = step.after;
    state = settled(best.after, goal, memory);
    forgetShifted(best.made, memory);
    // What ended nothing may end something now that one of two ways is gone.
    for (const [key, gain] of memory.known) if (gain < leastGain) memory.known.delete(key);
    options.onStep?.(residual.changes, residual.share);
    nearest = nearer(nearest, steps.length, residual);
    isStalled = hasStalled(goal, nearest, residual);
  }
  if (isStalled) {
    steps.length = nearest.steps;
    residual = nearest.residual;
  }

  // What several names stand for is told once.
  const told = new Map([...memory.leftOut.values()].map((each) => [`${each.identity} ${each.says}`, each]));
  const leftOut = [...told.values()].sort((a, b) => byText(a.identity, b.identity) || byText(a.says, b.says));
  return {
    collectedAt: state.simulation.estate.collectedAt,
    start,
    steps,
    ...(goal === undefined
      ? {}
      : { goal: outcomeOf(goal, residual, state.simulation, isStalled ? undefined : most) }),
    verified: size > limits.verified ? 'none' : steps.every((step) => step.verified) ? 'each' : 'every tenth',
    candidates: memory.looked.size,
    ...(options.keepUsedWithinDays === undefined ? {} : { keepUsedWithinDays: options.keepUsedWithinDays }),
    people: options.people,
    leftOut: leftOut.slice(0, mostLeftOut),
    furtherLeftOut: Math.max(0, leftOut.length - mostLeftOut),
  };
};
