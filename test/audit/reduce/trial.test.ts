import { expect, test } from 'vitest';
import type { Made } from '../../../src/audit/reduce/making.ts';
import type { Candidate } from '../../../src/audit/reduce/proposals.ts';
import { measured, settled, stateOf, trialOf, trimmed } from '../../../src/audit/reduce/trial.ts';
import type { Proposal } from '../../../src/model/reduce.ts';
import { identity, simulation, sketchOptions, things } from './sketch.ts';

/** What a trial ends, and what of several changes is worth making. */

const all = ['a', 'b', 'c'];

const made = (id: string): Made =>
  ({
    proposal: { kind: 'end-identity', identity: identity(id) },
    edits: [{ record: 'aws.thing', id, change: () => undefined }],
  }) as unknown as Made;

const candidateOf = (ids: readonly string[]): Candidate => ({
  key: ids.join('+'),
  proposals: ids.map((id) => ({ kind: 'end-identity', identity: identity(id) }) as Proposal),
  changes: ids.length,
  estimate: 0,
  holders: [0],
});

/** By what is taken away: what falls to the first of two identities, and what to the other (0 if absent). */
type Left = Readonly<Record<string, readonly [first: number, other?: number]>>;

const scene = (table: Left) => {
  const of = (left: ReadonlySet<string>) => {
    const [first, other = 0] = table[all.filter((id) => !left.has(id)).join('+')] ?? [100];
    return simulation({
      identities: [identity('one'), identity('two')],
      falls: [{ score: first }, { score: other }],
    });
  };
  const options = sketchOptions(of);
  return { options, state: stateOf(things(...all), options) };
};

test.each<[says: string, kept: string, gain: number, room: number, table: Left]>([
  ['all, where each ends as much', 'a+b+c', 90, 9, { 'a+b+c': [10], 'b+c': [40], 'a+c': [40], 'a+b': [40] }],
  ['all, where one less is worth the same', 'a+b+c', 90, 9, { 'a+b+c': [10], 'b+c': [40] }],
  ['those that are worth more', 'b+c', 90, 9, { 'a+b+c': [10], 'b+c': [10] }],
  ['one after the other', 'c', 90, 9, { 'a+b+c': [10], 'b+c': [10], c: [10] }],
  ['none without which somebody has more', 'a+c', 80, 9, { 'a+b+c': [10], 'b+c': [0, 9], 'a+c': [20] }],
  ['as many as there is room for', 'a+c', 50, 2, { 'a+b+c': [10], 'b+c': [60], 'a+c': [50], 'a+b': [70] }],
  ['the first of equals', 'b+c', 50, 2, { 'a+b+c': [10], 'b+c': [50], 'a+c': [50], 'a+b': [50] }],
  ['one, where there is room for none', 'b', 20, 0, { 'a+b+c': [10], 'b+c': [60], 'a+b': [70], b: [80] }],
])('what is made of three changes: %s', (_, kept, gain, room, table) => {
  const { options, state } = scene(table);
  const whole = trialOf(candidateOf(all), all.map(made), state, options);
  const trial = trimmed(whole, state, options, room);
  const ids = trial.made.map(({ proposal }) => proposal.identity.id);
  expect([ids.join('+'), trial.gain]).toEqual([kept, gain]);
  expect(trial.candidate.changes).toBe(ids.length);
  expect(trial.candidate.proposals.map((proposal) => proposal.identity.id)).toEqual(ids);
});

test('who takes over a part may have as much as whose part it is', () => {
  const parts = (score: number, partOf?: string) => {
    const options = sketchOptions((left) =>
      simulation({
        identities: [identity('one'), ...(left.has('part') ? [identity('part')] : [])],
        falls: [{ score: 50 }, { score }],
      }),
    );
    const edits = [
      { record: 'aws.thing', id: 'part', scope: 'acme', change: () => ({}), ...(partOf && { partOf }) },
    ];
    const state = stateOf(things(...all), options);
    return trialOf(candidateOf(['a']), [{ ...made('a'), edits }], state, options).raised;
  };
  expect([parts(50, 'one'), parts(51, 'one'), parts(50)]).toEqual([undefined, 'part', 'part']);
});

test('what counts is what it was when a search began, until the goal is near', () => {
  const goal = { share: 40 };
  const of = (score: number) => simulation({ identities: [identity('one')], falls: [{ score, proven: 5 }] });
  const options = (score: number) => sketchOptions(() => of(score), { goal });
  const told = ({ counting, total }: ReturnType<typeof stateOf>) => `${counting} ${total}`;
  const [far, near] = [stateOf(things(), options(41)), stateOf(things(), options(40))];
  expect([told(far), told(near)]).toEqual(['goal 41', 'near 40']);
  // Beside what it is compared with it counts as that does.
  expect(told(stateOf(things(), options(40), far))).toBe('goal 0.4');

  const memory = () => ({
    known: new Map([['a', 1]]),
    leftOut: new Map(),
    looked: new Set<string>(),
    inVain: new Set<string>(),
  });
  const after = (state: ReturnType<typeof stateOf>) => {
    const own = memory();
    return `${told(settled(state, goal, own))}, ${own.known.size} known`;
  };
  expect(after(far)).toBe('goal 41, 1 known');
  expect(after(near)).toBe('near 40, 1 known');
  expect(after(measured(of(40), things(), goal, 'goal'))).toBe('near 40, 0 known');
  expect(after(measured(of(41), things(), goal, 'near'))).toBe('goal 41, 0 known');
  expect(after(measured(of(40), things(), goal, 'proven'))).toBe('proven 5, 1 known');
});
