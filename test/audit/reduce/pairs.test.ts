import { expect, test } from 'vitest';
import { bestPair } from '../../../src/audit/reduce/pairs.ts';
import type { Candidate } from '../../../src/audit/reduce/proposals.ts';
import { leastGain, measured, type SearchOptions, type Trial } from '../../../src/audit/reduce/trial.ts';
import type { Proposal } from '../../../src/model/reduce.ts';
import { identity, simulation, sketchOptions, things } from './sketch.ts';

/** Two changes of which neither ends anything without the other: which are tried, in what order, and which is taken. */

const kinds = {
  g: (name: string) => ({ kind: 'withdraw-grant', grant: { name, privileges: [] } }),
  c: (id: string) => ({ kind: 'end-credential', credential: { id } }),
  s: (id: string) => ({ kind: 'withdraw-statement', grant: { privileges: [] }, place: { id } }),
};

/** `g1` of the holder 0 is a change of the kind `g` of something that is called so. */
const candidate = (
  thing: string,
  estimate: number,
  holders: readonly number[] = [0],
  changes = 1,
): Candidate => {
  const part = kinds[thing[0] as keyof typeof kinds](thing);
  const proposal = { identity: identity(`i${holders[0]}`), ...part } as unknown as Proposal;
  return { key: `${thing}-${holders.join('-')}`, proposals: [proposal], changes, estimate, holders };
};

interface Scene {
  readonly candidates: readonly Candidate[];
  /** By what is taken away, sorted: what falls to each of the holders. Absent: as much as before. */
  readonly falls?: Readonly<Record<string, readonly number[]>>;
  readonly known?: Readonly<Record<string, number>>;
  readonly leftOut?: string;
  readonly best?: number;
  readonly tries?: number;
  readonly gone?: string;
  readonly options?: Partial<SearchOptions>;
}

const scores = [100, 80, 60, 40];

const tried = ({ candidates, falls = {}, known, leftOut, best, tries = 99, gone, options }: Scene) => {
  const names = candidates.flatMap(({ holders, key }) =>
    holders.map((holder) => `i${holder} ${key.split('-')[0]}`),
  );
  const all = [...new Set(names)];
  const seen: string[] = [];
  const of = (left: ReadonlySet<string>) => {
    const taken = all.filter((each) => !left.has(each) && each !== gone);
    if (taken.length > 0) seen.push(taken.map((each) => each.slice(1).replace(' ', '')).join('+'));
    const now =
      falls[
        taken
          .map((each) => each.split(' ')[1])
          .sort()
          .join('+')
      ] ?? scores;
    return simulation({
      identities: scores.map((_, index) => identity(`i${index}`)),
      falls: scores.map((score, index) => ({ score: now[index] ?? score })),
    });
  };
  const facts = things(...all.filter((each) => each !== gone));
  const state = measured(of(new Set(all)), facts, undefined, 'goal');
  seen.length = 0;
  const memory = {
    known: new Map(Object.entries(known ?? Object.fromEntries(candidates.map(({ key }) => [key, 0])))),
    leftOut: new Map(leftOut === undefined ? [] : [[leftOut, {} as never]]),
    looked: new Set<string>(),
  };
  const leader =
    best === undefined ? undefined : ({ gain: best, candidate: { changes: 2 } } as unknown as Trial);
  const found = bestPair(candidates, leader, state, memory, sketchOptions(of, options), tries);
  return { found, told: `${seen.join(' ')} > ${found?.candidate.key ?? '-'}`, known: memory.known };
};

const both = { 'c1+g1': [0] };
const pair = [candidate('g1', 10), candidate('c1', 8)];
const three = [candidate('g1', 10), candidate('c1', 8), candidate('s1', 6)];

test.each<[says: string, told: string, scene: Scene]>([
  ['two of different kinds', '0g1+0c1 > g1-0 c1-0', { candidates: pair, falls: both }],
  [
    'two of one kind',
    ' > -',
    { candidates: [candidate('g1', 10), candidate('g2', 8)], falls: { 'g1+g2': [0] } },
  ],
  ['one alone', ' > -', { candidates: [candidate('g1', 10)] }],
  [
    'one that ends something',
    ' > -',
    { candidates: pair, falls: both, known: { 'g1-0': leastGain, 'c1-0': 0 } },
  ],
  [
    'one that ends no more than rounding makes',
    '0g1+0c1 > g1-0 c1-0',
    { candidates: pair, falls: both, known: { 'g1-0': leastGain - 0.001, 'c1-0': 0 } },
  ],
  ['one that was not tried', ' > -', { candidates: pair, falls: both, known: { 'g1-0': 0 } }],
  ['one that is left out', ' > -', { candidates: pair, falls: both, leftOut: 'c1-0' }],
  [
    'one that two have',
    ' > -',
    { candidates: [candidate('g1', 9), candidate('c1', 9, [0, 1])], falls: both },
  ],
  ['one that is two', ' > -', { candidates: [candidate('g1', 9), candidate('c1', 9, [0], 2)], falls: both }],
  ['of two identities', ' > -', { candidates: [candidate('g1', 9), candidate('c1', 9, [1])], falls: both }],
  ['one that cannot be made', ' > -', { candidates: pair, falls: both, gone: 'i0 c1' }],
  [
    'one that is kept',
    ' > -',
    { candidates: [candidate('s1', 9), candidate('c1', 9)], options: { keepUsedWithinDays: 30 } },
  ],
  [
    'two that were tried',
    '0g1+0s1 0c1+0s1 > -',
    { candidates: three, known: { 'g1-0': 0, 'c1-0': 0, 's1-0': 0, 'g1-0 c1-0': 0 } },
  ],
  ['nothing by both', '0g1+0c1 > -', { candidates: pair }],
  ['less than rounding by both', '0g1+0c1 > -', { candidates: pair, falls: { 'c1+g1': [99.985] } }],
  ['the least by both', '0g1+0c1 > g1-0 c1-0', { candidates: pair, falls: { 'c1+g1': [99.97] } }],
  ['more falls to somebody else', '0g1+0c1 > -', { candidates: pair, falls: { 'c1+g1': [0, 90] } }],
  ['what is known is as good', ' > -', { candidates: pair, falls: both, best: 10 }],
  ['what is known is worse', '0g1+0c1 > g1-0 c1-0', { candidates: pair, falls: both, best: 9.9 }],
  ['no tries are left', ' > -', { candidates: pair, falls: both, tries: 0 }],
  ['two tries are left', '0g1+0c1 0g1+0s1 > -', { candidates: three, falls: { 'c1+s1': [0] }, tries: 2 }],
  [
    'the best of several',
    '0g1+0c1 0g1+0s1 0c1+0s1 > g1-0 s1-0',
    { candidates: three, falls: { 'c1+g1': [98], 'g1+s1': [96], 'c1+s1': [97] } },
  ],
  [
    'no other where half of the worth is reached',
    '0g1+0c1 > g1-0 c1-0',
    { candidates: three, falls: { 'c1+g1': [90], 'g1+s1': [0] } },
  ],
  [
    'by worth, then by holder, of three identities',
    '2g1+2c1 1g1+1c1 3g1+3c1 > -',
    {
      candidates: [3, 1, 2, 0].flatMap((holder) => [
        candidate('g1', [1, 5, 7, 5][holder]!, [holder]),
        candidate('c1', [4, 1, 1, 1][holder]!, [holder]),
      ]),
    },
  ],
  [
    'not of one with a single change, however much it is worth',
    '1g1+1c1 2g1+2c1 3g1+3c1 > -',
    {
      candidates: [
        candidate('g1', 9, [0]),
        ...[1, 2, 3].flatMap((holder) => [candidate('g1', 5, [holder]), candidate('c1', 4, [holder])]),
      ],
    },
  ],
  [
    'the eight of which the most is thought',
    '0g1+0c9 0g2+0c9 0g3+0c9 0g4+0c9 0g5+0c9 0g6+0c9 0g7+0c9 > -',
    {
      candidates: [
        ...['g7', 'g8', 'g6', 'g5', 'g4', 'g3', 'g2', 'g1'].map((thing) => candidate(thing, 5)),
        ...[candidate('c9', 6), candidate('s9', 4)],
      ],
    },
  ],
])('%s', (_, told, scene) => {
  expect(tried(scene).told).toBe(told);
});

test('a pair is two changes with what both end, remembered for each change', () => {
  const { found, known } = tried({ candidates: pair, falls: both });
  expect(found).toMatchObject({
    candidate: { changes: 2, holders: [0], proposals: [pair[0]!.proposals[0], pair[1]!.proposals[0]] },
    made: [{ edits: [{ id: 'i0 g1' }] }, { edits: [{ id: 'i0 c1' }] }],
    gain: 100,
  });
  expect(known.get('g1-0 c1-0')).toBe(50);
});
