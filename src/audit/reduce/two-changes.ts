import { byText } from '../../model/by-text.ts';
import { makeCandidate } from './making.ts';
import type { Memory } from './memory.ts';
import type { Candidate } from './proposals.ts';
import { better, leastGain, type SearchOptions, type State, type Trial, trialOf } from './trial.ts';

/** So many identities are looked at, and so many changes of each. */
const mostIdentities = 3;
const mostOfEach = 8;

/** Changes of one identity that end nothing by themselves, by identity; those that are thought to be worth the most first. */
const noEffectAlone = (
  candidates: readonly Candidate[],
  { known, leftOut }: Memory,
): readonly { readonly worth: number; readonly changes: readonly Candidate[] }[] => {
  const byHolder = Map.groupBy(
    candidates.filter(({ holders, key }) => holders.length === 1 && !leftOut.has(key)),
    ({ holders }) => holders[0]!,
  );
  return [...byHolder]
    .map(([holder, own]) => ({
      holder,
      worth: Math.max(...own.map(({ estimate }) => estimate)),
      changes: own
        .filter(({ key, changes }) => changes === 1 && (known.get(key) ?? 1) < leastGain)
        .sort((a, b) => b.estimate - a.estimate || byText(a.key, b.key))
        .slice(0, mostOfEach),
    }))
    .filter(({ changes }) => changes.length > 1)
    .sort((a, b) => b.worth - a.worth || a.holder - b.holder)
    .slice(0, mostIdentities);
};

/**
 * Two changes of different kinds of which neither ends anything without the other: a step that is denied, and a grant that gives
 * another way. Changes of one kind are tried together anyway.
 * @param best what they have to be better than. Absent: anything
 * @param tries trials that may be made
 */
export const bestTwoChanges = (
  candidates: readonly Candidate[],
  best: Trial | undefined,
  state: State,
  memory: Memory,
  options: SearchOptions,
  tries: number,
): Trial | undefined => {
  let found: Trial | undefined;
  let left = tries;
  for (const { worth, changes } of noEffectAlone(candidates, memory)) {
    const made = changes.flatMap((candidate) => {
      const outcome = makeCandidate(candidate, state.simulation, state.facts, options);
      return outcome === undefined || 'kept' in outcome ? [] : [{ candidate, made: outcome.made }];
    });
    for (const [position, one] of made.entries())
      for (const other of made.slice(position + 1)) {
        const leader = found ?? best;
        const rate = leader === undefined ? 0 : leader.gain / leader.candidate.changes;
        if (left <= 0 || worth / 2 <= rate) break;
        if (one.candidate.proposals[0]!.kind === other.candidate.proposals[0]!.kind) continue;
        const key = `${one.candidate.key} ${other.candidate.key}`;
        if (memory.known.has(key)) continue;
        left -= 1;
        const both: Candidate = {
          ...one.candidate,
          key,
          proposals: [...one.candidate.proposals, ...other.candidate.proposals],
          changes: 2,
        };
        const trial = trialOf(both, [...one.made, ...other.made], state, options);
        memory.known.set(key, trial.gain / 2);
        if (trial.raised !== undefined || trial.gain < leastGain) continue;
        if (found === undefined || better(trial, found) < 0) found = trial;
      }
  }
  return found;
};
