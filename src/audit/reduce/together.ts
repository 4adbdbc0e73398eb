import { byText } from '../../model/by-text.ts';
import { addTo } from '../../model/many.ts';
import { weightsOf } from './effect.ts';
import { type Made, makeCandidate } from './making.ts';
import type { Memory } from './memory.ts';
import { keyOfRecord } from './overlay.ts';
import { type Candidate, candidatesAlong, type Proposing } from './proposals.ts';
import type { Simulation } from './standing.ts';
import { better, leastGain, type SearchOptions, type State, type Trial, trialOf, trimmed } from './trial.ts';

/** Changes of which none ends a way to the worst without the others, as there is another way beside each. */

/** So many identities are looked at in a round. */
const mostIdentities = 3;
/** So many changes are looked at that begin, so many after each of them, and so many after both: no more go together. */
const mostParts = [5, 5, 2];

export interface Room {
  /** Trials that may be made. */
  readonly tries: number;
  /** Changes that may be made. */
  readonly room: number;
}

/** What has gone already, and what is left of it. */
interface Chain {
  readonly parts: readonly Candidate[];
  readonly made: readonly Made[];
  readonly after: State;
}

interface Part {
  readonly candidate: Candidate;
  readonly made: readonly Made[];
  /** Whether it changes a fact that allows a step of the way. */
  readonly isOnTheWay: boolean;
}

interface TheWay {
  /** Its index in the estate in which it is looked for. */
  readonly of: number;
  /** Who stands on it, itself first. */
  readonly ids: readonly string[];
  /** Keys of the records that allow its steps. */
  readonly facts: ReadonlySet<string>;
}

/** An identity whose way is looked at. */
interface Followed {
  readonly id: string;
  readonly way: TheWay;
  /** The most that may end with it. */
  readonly worth: number;
  /** Keys of changes that end some of it by themselves. */
  readonly lowering: Set<string>;
}

/** What a round knows of those whose ways it looks at. */
export interface Watched {
  readonly followed: readonly Followed[];
  /** Trials of changes by themselves with which a way may be looked for again, by key. */
  readonly begun: Map<string, Trial>;
}

/** The way of an identity to the worst that it reaches; undefined: it is not there any more. */
const wayOf = ({ reach, indexOf }: Simulation, id: string): TheWay | undefined => {
  const of = indexOf(id);
  if (of === undefined) return undefined;
  const steps = reach.path(of);
  return {
    of,
    ids: [...new Set([id, ...steps.map(({ to }) => to)])],
    facts: new Set(steps.flatMap(({ evidence }) => evidence.map(keyOfRecord))),
  };
};

const keyOfWay = ({ ids, facts }: TheWay): string => JSON.stringify([ids[0], ...[...facts].sort()]);

const keysOf = (made: readonly Made[]): readonly string[] =>
  made.flatMap(({ edits }) => edits.map(keyOfRecord));

/** The identities through which the most is compromised, without those on whose way the same was looked for in vain. */
export const watchedOf = ({ simulation }: State, { weights }: Proposing, { inVain }: Memory): Watched => {
  const { reach, counted, estate, indexOf } = simulation;
  const behind = reach.behind(weights);
  const order = counted
    .filter((index) => weights[index]! > leastGain)
    .toSorted((a, b) => behind(b) - behind(a) || a - b);
  const followed: Followed[] = [];
  for (const index of order) {
    if (followed.length === mostIdentities) break;
    const { id } = estate.identities[index]!;
    const way = wayOf(simulation, id)!;
    if (inVain.has(keyOfWay(way))) continue;
    // As if all who come along were worth as much: who has others beside it on the way is the only way of nobody.
    const along = Math.max(...way.ids.flatMap((each) => indexOf(each) ?? []).map(reach.becomableBy));
    followed.push({ id, way, worth: weights[index]! * (1 + along), lowering: new Set() });
  }
  return { followed, begun: new Map() };
};

/** Whether less is compromised through an identity after a trial: that ended some of it without any other. */
const isLowered = (id: string, { after }: Trial, state: State, options: SearchOptions): boolean => {
  const weightIn = ({ simulation, counting }: State): number =>
    weightsOf(simulation, options.goal, counting)[simulation.indexOf(id) ?? -1] ?? 0;
  return weightIn(after) < weightIn(state) - leastGain;
};

/** Remembers what a change does by itself; the whole trial only where it may begin something. */
export const noted = (
  trial: Trial,
  { followed, begun }: Watched,
  state: State,
  options: SearchOptions,
): void => {
  const { key, holders } = trial.candidate;
  const ids = holders.map((index) => state.simulation.estate.identities[index]!.id);
  const keys = keysOf(trial.made);
  for (const { id, way, lowering } of followed) {
    if (isLowered(id, trial, state, options)) lowering.add(key);
    else if (keys.some((each) => way.facts.has(each)) || ids.some((each) => way.ids.includes(each)))
      begun.set(key, trial);
  }
};

const byHolderOf = (candidates: readonly Candidate[]): ReadonlyMap<number, readonly Candidate[]> => {
  const found = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    for (const holder of candidate.changes === 1 ? candidate.holders : []) addTo(found, holder, candidate);
  }
  return found;
};

const joined = (parts: readonly Candidate[]): Candidate => ({
  key: parts
    .map(({ key }) => key)
    .sort()
    .join(' '),
  proposals: parts.flatMap(({ proposals }) => proposals),
  changes: parts.length,
  estimate: parts[0]!.estimate,
  holders: [...new Set(parts.flatMap(({ holders }) => holders))].sort((a, b) => a - b),
});

/** Changes on a way: those of its facts first, then those that are thought to be worth the most. */
const partsOf = (
  all: readonly Candidate[],
  { facts }: TheWay,
  state: State,
  options: SearchOptions,
): readonly Part[] =>
  [...new Map(all.map((each) => [each.key, each])).values()]
    .flatMap((candidate): readonly Part[] => {
      const outcome = makeCandidate(candidate, state.simulation, state.facts, options);
      if (outcome === undefined || 'kept' in outcome) return [];
      const { made } = outcome;
      return [{ candidate, made, isOnTheWay: keysOf(made).some((key) => facts.has(key)) }];
    })
    .sort(
      (a, b) =>
        Number(b.isOnTheWay) - Number(a.isOnTheWay) ||
        b.candidate.estimate - a.candidate.estimate ||
        byText(a.candidate.key, b.candidate.key),
    );

/**
 * The worst way of an identity is looked for again in what a change on it leaves, and the next change is one on that way, whoever
 * stands on it.
 * @param best what they have to be better than. Absent: anything
 */
export const bestTogether = (
  candidates: readonly Candidate[],
  best: Trial | undefined,
  state: State,
  memory: Memory,
  proposing: Proposing,
  options: SearchOptions,
  { followed, begun }: Watched,
  { tries, room }: Room,
): Trial | undefined => {
  const { simulation } = state;
  const byHolder = byHolderOf(candidates);
  let found: Trial | undefined;
  let left = tries;

  const rate = (): number => {
    const leader = found ?? best;
    return leader === undefined ? 0 : leader.gain / leader.candidate.changes;
  };

  const partsOn = (way: TheWay, { parts, after }: Chain, lowering: ReadonlySet<string>): readonly Part[] => {
    const had = new Set(parts.map(({ key }) => key));
    const nodes = way.ids.flatMap((id) => simulation.indexOf(id) ?? []);
    const all = [
      ...nodes.flatMap((node) => byHolder.get(node) ?? []),
      ...candidatesAlong(simulation, proposing, nodes, after.simulation, way.of),
    ].filter(
      ({ key, changes }) => changes === 1 && !lowering.has(key) && !had.has(key) && !memory.leftOut.has(key),
    );
    return partsOf(all, way, state, options).slice(0, mostParts[parts.length]);
  };

  const trialWith = (chain: Chain, { candidate, made }: Part): Trial | undefined => {
    const isFirst = chain.parts.length === 0;
    const before = isFirst ? begun.get(candidate.key) : undefined;
    if (before !== undefined) return before;
    const all = joined([...chain.parts, candidate]);
    if (!isFirst && memory.known.has(all.key)) return undefined;
    left -= 1;
    const trial = trialOf(all, [...chain.made, ...made], state, options);
    memory.known.set(all.key, trial.gain / all.changes);
    return trial;
  };

  /** @returns whether nothing was found that ends anything */
  const follow = (each: Followed, chain: Chain): boolean => {
    const { id, worth, lowering } = each;
    const depth = chain.parts.length + 1;
    const way = wayOf(chain.after.simulation, id);
    let inVain = true;
    for (const part of way === undefined ? [] : partsOn(way, chain, lowering)) {
      if (left <= 0 || worth / Math.max(2, depth) <= rate() + leastGain) return inVain && left <= 0;
      const trial = trialWith(chain, part);
      if (trial === undefined || trial.raised !== undefined) continue;
      const isWorth = depth > 1 && trial.gain >= leastGain;
      if (isWorth) inVain = false;
      if (isWorth && (found === undefined || better(trial, found) < 0)) found = trial;
      if (depth >= Math.min(room, mostParts.length) || isLowered(id, trial, state, options)) continue;
      const next = { parts: [...chain.parts, part.candidate], made: trial.made, after: trial.after };
      if (!follow(each, next)) inVain = false;
    }
    return inVain;
  };

  for (const each of followed) {
    const isSpent = left <= 0;
    if (follow(each, { parts: [], made: [], after: state }) && !isSpent)
      memory.inVain.add(keyOfWay(each.way));
  }
  // Of three one may be needless: what began it may have ended nothing.
  return found === undefined || found.made.length < 3 ? found : trimmed(found, state, options, room);
};
