import { expect, test } from 'vitest';
import { loweredBy, raisedBy, totalOf, weightsOf } from '../../../src/audit/reduce/effect.ts';
import { outcomeOf, reached } from '../../../src/audit/reduce/goal.ts';
import { residualOf } from '../../../src/audit/reduce/standing.ts';
import type { Residual } from '../../../src/model/reduce.ts';
import { type Falls, identity, simulation } from './sketch.ts';

/** What a search lowers and what it does, in numbers that are written out. */

const estateOf = (falls: Readonly<Record<string, Falls>>, rest: object = {}) =>
  simulation({
    identities: Object.keys(falls).map((id) => identity(id)),
    falls: Object.values(falls),
    ...rest,
  });

test('what counts of an identity, by what is asked for', () => {
  const estate = estateOf(
    {
      plain: { score: 30, proven: 20 },
      owner: { score: 50, admin: [0] },
      perhaps: { score: 40, proven: 10, adminIf: [{ scope: 0 }] },
      person: { score: 90, admin: [0] },
    },
    { counted: [0, 1, 2] },
  );
  const weights = (...args: [Parameters<typeof weightsOf>[1], Parameters<typeof weightsOf>[2]?]) => [
    ...weightsOf(estate, ...args),
  ];
  expect(weights(undefined)).toEqual([30, 50, 40, 0]);
  expect(weights('no-full-control')).toEqual([30, 10_000_050, 10_000_040, 0]);
  expect(weights({ share: 40 })).toEqual([0.3, 50, 0.4, 0]);
  expect(weights({ share: 40 }, 'near')).toEqual([30, 50, 40, 0]);
  expect(weights({ share: 40 }, 'proven')).toEqual([20, 50, 10, 0]);
  expect(weights(undefined, 'proven')).toEqual([20, 50, 10, 0]);
  expect(totalOf(weightsOf(estate, undefined))).toBe(120);
});

const before = estateOf({ a: { score: 20, proven: 10 }, b: { score: 5 } });

test.each<[says: string, after: Readonly<Record<string, Falls>>, raised: string | undefined, rest?: object]>([
  ['nothing', { a: { score: 20, proven: 10 }, b: { score: 5 } }, undefined],
  ['less', { a: { score: 19, proven: 9 }, b: { score: 0 } }, undefined],
  ['more by what rounding makes', { a: { score: 20.01, proven: 10.01 }, b: { score: 5 } }, undefined],
  ['more by all steps', { a: { score: 20.02, proven: 10 } }, 'a'],
  ['more by proven steps', { a: { score: 20, proven: 10.02 } }, 'a'],
  ['more of the second', { a: { score: 20, proven: 10 }, b: { score: 6 } }, 'b'],
  [
    'the same of an estate of half the value',
    { a: { score: 40, proven: 20 } },
    undefined,
    { totalValue: 50 },
  ],
  ['more of an estate of half the value', { a: { score: 41, proven: 20 } }, 'a', { totalValue: 50 }],
  ['more of it by proven steps', { a: { score: 40, proven: 21 } }, 'a', { totalValue: 50 }],
  ['one that is made and has nothing', { a: { score: 1 }, made: { score: 0 } }, undefined],
  ['one that is made and has something', { a: { score: 1 }, made: { score: 1 } }, 'made'],
  ['one that takes over a part', { a: { score: 1 }, part: { score: 20, proven: 10 } }, undefined],
  ['one that takes over a part and has more', { a: { score: 1 }, part: { score: 21, proven: 9 } }, 'part'],
])('who has more than before: %s', (_, after, raised, rest = {}) => {
  expect(raisedBy(before, estateOf(after, rest), new Map([['part', 'a']]))).toBe(raised);
});

test('of an estate that was worth nothing nobody asks for a share', () => {
  const empty = estateOf({ a: { score: 0 } }, { totalValue: 0 });
  expect(raisedBy(empty, empty)).toBeUndefined();
  expect(raisedBy(empty, estateOf({ a: { score: 1 } }, { totalValue: 0 }))).toBe('a');
});

test.each<[says: string, after: Readonly<Record<string, Falls>>, lowered: readonly object[], rest?: object]>([
  ['nothing', { a: { score: 20, proven: 10 }, b: { score: 5 } }, []],
  ['more', { a: { score: 21, proven: 11 }, b: { score: 5 } }, []],
  [
    'what counts no more as what is gone',
    { a: { score: 20, proven: 10 } },
    [
      { identity: 'a', before: 20, after: 0 },
      { identity: 'b', before: 5, after: 0 },
    ],
    { counted: [] },
  ],
  [
    'by all steps',
    { a: { score: 19.996, proven: 10 }, b: { score: 4 } },
    [
      { identity: 'b', before: 5, after: 4 },
      { identity: 'a', before: 20, after: 20 },
    ],
  ],
  [
    'by proven steps alone',
    { a: { score: 20, proven: 9.996 }, b: { score: 5 } },
    [{ identity: 'a', before: 20, after: 20, proven: { before: 10, after: 10 } }],
  ],
  [
    'nothing where half of the value is there',
    { a: { score: 39.99, proven: 20 }, b: { score: 10 } },
    [],
    { totalValue: 50 },
  ],
  [
    'more than rounding where half of the value is there',
    { a: { score: 39.9, proven: 20 }, b: { score: 10, proven: 9.9 } },
    [
      { identity: 'a', before: 20, after: 39.9 },
      { identity: 'b', before: 5, after: 10, proven: { before: 5, after: 9.9 } },
    ].toReversed(),
    { totalValue: 50 },
  ],
])('who has less than before: %s', (_, after, lowered, rest = {}) => {
  expect(loweredBy(before, estateOf(after, rest))).toEqual({ lowers: lowered.length, lowered });
});

test('those who lose the most are shown, ten of them, equals by id', () => {
  const names = ['l', 'k', 'j', 'i', 'h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'];
  const falls = (score: (at: number) => number) =>
    estateOf(Object.fromEntries(names.map((name, at) => [name, { score: score(at) }])));
  const { lowers, lowered } = loweredBy(
    falls(() => 50),
    falls((at) => (at === 4 ? 20 : at === 0 ? 49 : 40)),
  );
  expect([lowers, lowered.map((each) => each.identity).join('')]).toEqual([12, 'habcdefgij']);
});

test('what is left: those who hold anything, those who control anything, and the sum', () => {
  const estate = estateOf(
    {
      ...{ a: { score: 10.004, admin: [0] }, b: { score: 0 }, c: { score: 0.004, adminIf: [{ scope: 0 }] } },
      person: { score: 90, admin: [0] },
    },
    {
      counted: [0, 1, 2],
      reach: { shareOf: ([, , third]: readonly number[]) => ({ score: third, proven: 1 }) },
    },
  );
  expect(residualOf(estate, 7)).toEqual({
    changes: 7,
    share: 2,
    proven: 1,
    standing: 2,
    controlling: 2,
    sum: 10.01,
  });
});

const left = (part: Partial<Residual>) => ({ changes: 3, share: 20, controlling: 1, ...part }) as Residual;

test('a goal is reached at its border', () => {
  expect([19, 20, 21].map((share) => reached({ share }, left({})))).toEqual([false, true, true]);
  expect([0, 1].map((controlling) => reached('no-full-control', left({ controlling, share: 0 })))).toEqual([
    true,
    false,
  ]);
  expect(reached(undefined, left({ share: 0, controlling: 0 }))).toBe(false);
});

test('why a goal is not reached', () => {
  const owners = (count: number) =>
    simulation({
      identities: ['v', 'w', 'x', 'y', 'z'].map((name) => identity(`id-${name}`, { name })),
      falls: Array.from({ length: 5 }, (_, at) => ({ score: 1, admin: at < count ? [0] : [] })),
      counted: [0, 1, 2, 4],
    });
  const why = (goal: Parameters<typeof outcomeOf>[0], most: number | undefined, count = 3) =>
    outcomeOf(goal, left({}), owners(count), most);
  expect(why({ share: 20 }, 3)).toEqual({ of: { share: 20 }, changes: 3 });
  expect(why({ share: 1 }, 3).why).toBe('3 changes were not enough; --most allows more.');
  expect(why({ share: 1 }, 4).why).toBe('No change that is known here ends any more of it.');
  expect(why('no-full-control', undefined).why).toBe(
    'No change that is known here ends the full control of v, w, x.',
  );
  expect(why('no-full-control', 4, 5).why).toBe(
    'No change that is known here ends the full control of v, w, x and 1 more.',
  );
});
