import { expect, test } from 'vitest';
import { type Made, makeCandidate } from '../../../src/audit/reduce/making.ts';
import { keyOfRecord } from '../../../src/audit/reduce/overlay.ts';
import type { Candidate } from '../../../src/audit/reduce/proposals.ts';
import { bestTogether, noted, watchedOf } from '../../../src/audit/reduce/together.ts';
import { measured, type SearchOptions, type Trial, trialOf } from '../../../src/audit/reduce/trial.ts';
import type { Proposal } from '../../../src/model/reduce.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { identity, simulation, sketchOptions, things } from './sketch.ts';

/** Changes of which none ends a way without the others: which are tried, in what order, and which are taken. */

const names = ['a', 'b', 'c', 'd'];

/** `a1` is something that `a` has. */
const factOf = (thing: string): string => `${thing[0]} ${thing}`;
const grant = (thing: string) => ({
  name: thing,
  via: thing,
  scope: 'acme',
  source: { record: 'aws.thing', id: factOf(thing) },
  privileges: [{ service: 1, level: 3, breadth: 1 }],
});
const keyed = (
  thing: string,
  estimate = 0,
  changes = 1,
  holders: readonly number[] = [names.indexOf(thing[0]!)],
): Candidate => ({
  key: thing,
  proposals: [
    { kind: 'withdraw-grant', identity: identity(thing[0]!), grant: grant(thing) } as unknown as Proposal,
  ],
  changes,
  estimate,
  holders,
});

interface Scene {
  /** By identity: its ways to the worst, each by what it needs; the first that is open is the worst. */
  readonly ways: Readonly<Record<string, readonly string[]>>;
  /** Absent: a change for all that ways need. */
  readonly candidates?: readonly Candidate[];
  /** Of whom a way is no candidate, but something that they have. */
  readonly having?: readonly string[];
  readonly scores?: Readonly<Record<string, number>>;
  /** What is raised when all of it is gone. */
  readonly denies?: readonly string[];
  readonly known?: readonly string[];
  readonly leftOut?: string;
  readonly best?: number;
  readonly tries?: number;
  readonly room?: number;
  readonly becomable?: Readonly<Record<string, number>>;
  /** What was tried by itself. */
  readonly alone?: readonly string[];
  readonly inVain?: readonly string[];
  readonly gone?: string;
  readonly options?: Partial<SearchOptions>;
}

const tried = (scene: Scene) => {
  const {
    ways,
    having = [],
    scores = {},
    denies = [],
    known = [],
    becomable = {},
    gone,
    alone = [],
    inVain = [],
  } = scene;
  const { best, tries = 99, room = 9, leftOut, options } = scene;
  const needed = [...new Set(Object.values(ways).flatMap((each) => each.flatMap((way) => way.split(' '))))];
  const { candidates = needed.filter((thing) => !having.includes(thing)).map((each) => keyed(each)) } = scene;
  const all = [...new Set([...needed, ...candidates.map(({ key }) => key), ...denies])];
  const seen: string[] = [];
  const of = (left: ReadonlySet<string>) => {
    const isLeft = (thing: string): boolean => left.has(factOf(thing));
    const taken = all.filter((thing) => !isLeft(thing) && thing !== gone);
    if (taken.length > 0) seen.push(taken.join('+'));
    const wayOf = (index: number): readonly string[] | undefined =>
      ways[names[index]!]?.map((way) => way.split(' ')).find((way) => way.every(isLeft));
    return simulation({
      identities: names.map((name) =>
        identity(name, { grants: having.filter((thing) => thing[0] === name).map(grant) }),
      ),
      falls: names.map((name, index) => ({
        score:
          wayOf(index) === undefined
            ? denies.length > 0 && denies.every((thing) => !isLeft(thing))
              ? 101
              : 0
            : (scores[name] ?? 100),
      })),
      counted: Object.keys(ways).map((name) => names.indexOf(name)),
      reach: {
        path: (index: number) =>
          (wayOf(index) ?? []).map((thing) => ({
            to: thing[0],
            evidence: [{ record: 'aws.thing', id: factOf(thing) }],
          })),
        becomableBy: (index: number) => becomable[names[index]!] ?? 0,
      },
    });
  };
  const facts = things(...all.filter((each) => each !== gone).map(factOf));
  const state = measured(of(new Set(all.map(factOf))), facts, undefined, 'goal');
  const memory = {
    known: new Map(known.map((key) => [key, 0])),
    leftOut: new Map(leftOut === undefined ? [] : [[leftOut, {} as never]]),
    looked: new Set<string>(),
    inVain: new Set(inVain),
  };
  const weights = Float64Array.from(names, (_, index) => state.simulation.reach.radius(index).score);
  const proposing = { settings: defaultSettings, weights, statements: () => [] };
  const leader =
    best === undefined ? undefined : ({ gain: best, candidate: { changes: 1 } } as unknown as Trial);
  const searching = sketchOptions(of, options);
  const watched = watchedOf(state, proposing, memory);
  for (const candidate of candidates.filter(({ key }) => alone.includes(key))) {
    const outcome = makeCandidate(candidate, state.simulation, state.facts, searching) as { made: Made[] };
    noted(trialOf(candidate, outcome.made, state, searching), watched, state, searching);
  }
  seen.length = 0;
  const found = bestTogether(candidates, leader, state, memory, proposing, searching, watched, {
    tries,
    room,
  });
  const taken = found?.made.map(({ edits }) => keyOfRecord(edits[0]!).match(/[a-d]\d/)![0]).join('+');
  return { found, told: `${seen.join(' ')} > ${taken ?? '-'}`, memory };
};

const two = { a: ['b1', 'c1'] };
const four = { a: ['b1', 'c1', 'd1', 'd2'] };
const three = { a: ['b1', 'c1', 'd1'] };

test.each<[says: string, told: string, scene: Scene]>([
  ['two ways through different ones', 'b1 b1+c1 > b1+c1', { ways: two }],
  [
    'three ways, and whether two are enough',
    'b1 b1+c1 b1+c1+d1 c1+d1 b1+d1 b1+c1 > b1+c1+d1',
    { ways: three },
  ],
  ['no more than three go together', 'b1 b1+c1 b1+c1+d1 b1+c1+d2 > -', { ways: four }],
  ['one way', 'b1 > -', { ways: { a: ['b1'] } }],
  ['what was tried by itself is not tried again', 'b1+c1 > b1+c1', { ways: two, alone: ['b1', 'c1'] }],
  [
    'what ends something by itself is no part of it',
    'b1+c1 > b1+c1',
    { ways: { a: ['a1 b1', 'a1 c1'] }, alone: ['a1', 'b1', 'c1'] },
  ],
  [
    'one that several have',
    'b1 b1+c1 > b1+c1',
    { ways: two, candidates: [keyed('b1'), keyed('c1', 0, 1, [2, 3])] },
  ],
  ['one that counts as two', 'b1 > -', { ways: two, candidates: [keyed('b1'), keyed('c1', 9, 2)] }],
  ['one that is left out', 'b1 > -', { ways: two, leftOut: 'c1' }],
  ['one that ends nothing', 'b1 b1+c2 > -', { ways: two, candidates: [keyed('b1'), keyed('c2')] }],
  ['one that cannot be made', 'b1 > -', { ways: two, candidates: [keyed('b1'), keyed('c2')], gone: 'c2' }],
  ['those that are kept', ' > -', { ways: two, options: { keepUsedWithinDays: 30 } }],
  ['two that were tried', 'b1 > -', { ways: two, known: ['b1 c1'] }],
  ['more falls to somebody when both are gone', 'b1 b1+c1 > -', { ways: two, denies: ['b1', 'c1'] }],
  ['what is known is as good', ' > -', { ways: two, best: 50 }],
  ['what is known is worse', 'b1 b1+c1 > b1+c1', { ways: two, best: 49.9 }],
  [
    'whoever comes along may be worth as much',
    'b1 b1+c1 > b1+c1',
    { ways: two, best: 50, becomable: { b: 1 } },
  ],
  ['no tries are left', ' > -', { ways: two, tries: 0 }],
  ['one try is left', 'b1 > -', { ways: two, tries: 1 }],
  ['two changes may be made', 'b1 b1+c1 > -', { ways: three, room: 2 }],
  [
    'facts of the way before what is thought to be worth more',
    'b1 b1+c1 > b1+c1',
    { ways: two, candidates: [keyed('b2', 9), keyed('c2', 9), keyed('b1'), keyed('c1')] },
  ],
  [
    'five of a way are looked at',
    'b1 b2 b3 b4 b5 > -',
    { ways: { a: ['b1 b2 b3 b4 b5 b6', 'c1'] }, leftOut: 'c1' },
  ],
  [
    'three identities are looked at',
    'a1 b1 c1 > -',
    { ways: { a: ['a1'], b: ['b1'], c: ['c1'], d: ['d1'] } },
  ],
  [
    'those first through whom the most is compromised',
    'b2 b2+c2 > b2+c2',
    { ways: { a: ['b1', 'c1'], d: ['b2', 'c2'] }, scores: { d: 101 } },
  ],
  [
    'changes of whoever stands on it, whom nobody has to come through',
    'b1 b1+c1 > b1+c1',
    { ways: two, having: ['b1', 'c1'] },
  ],
])('%s', (_, told, scene) => {
  expect(tried(scene).told).toBe(told);
});

test('they are one step with all who have them, remembered for each change', () => {
  const { found, memory } = tried({ ways: two, candidates: [keyed('b1'), keyed('c1', 0, 1, [2, 3])] });
  expect(found).toMatchObject({
    candidate: { key: 'b1 c1', changes: 2, holders: [1, 2, 3] },
    made: [{ holders: 1 }, { holders: 2 }],
    gain: 100,
  });
  expect(memory.known.get('b1 c1')).toBe(50);
});

test('a way on which nothing was found is not looked at again, but another of the same is', () => {
  const { memory } = tried({ ways: four });
  const inVain = [...memory.inVain];
  expect(inVain).toHaveLength(1);
  expect(tried({ ways: four, inVain }).told).toBe(' > -');
  expect(tried({ ways: { a: ['c1', 'd1'] }, inVain }).told).toBe('c1 c1+d1 > c1+d1');
  for (const scene of [{ ways: two }, { ways: two, best: 50 }, { ways: two, tries: 0 }])
    expect([...tried(scene).memory.inVain]).toEqual([]);
});
