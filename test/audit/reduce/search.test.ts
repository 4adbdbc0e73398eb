import { expect, test } from 'vitest';
import { searchPlan } from '../../../src/audit/reduce/search.ts';
import type { SearchOptions } from '../../../src/audit/reduce/trial.ts';
import { type Falls, identity, now, simulation, sketchOptions, sketchTable, things } from './sketch.ts';

/** What a search tries, in which order, and when it ends, in estates of numbers. */

interface Scene {
  /** By identity what it has: `k…` are credentials, `g…` grants, and what falls to it, `gone` being what was taken away of it. */
  readonly of: Readonly<
    Record<
      string,
      readonly [has: string, falls: (gone: string, others: string) => number | Falls, part?: object]
    >
  >;
  /** Further identities that have nothing. */
  readonly idle?: number;
  readonly options?: Partial<SearchOptions>;
}

/** What is not there any more, as `a:k1 b`; the one credential `k` goes without its name. */
const short = (gone: readonly string[]): string => gone.join('+').replaceAll(' k', '').replaceAll(' ', ':');

const searched = ({ of, idle = 0, options = {} }: Scene) => {
  const owners = Object.entries(of);
  const all = owners.flatMap(([id, [has]]) =>
    has.split(' ').flatMap((name) => (name === '' ? [] : [`${id} ${name}`])),
  );
  const log: string[] = [];
  const rest = Array.from({ length: idle }, (_, n) => identity(`idle-${n}`));
  const plan = searchPlan(
    things(...all),
    sketchOptions((left) => {
      const gone = all.filter((each) => !left.has(each));
      log.push(short(gone));
      const identities = owners.map(([id, [has, , part]]) => {
        const own = has.split(' ').filter((name) => left.has(`${id} ${name}`));
        return identity(id, {
          credentials: own
            .filter((name) => name.startsWith('k'))
            .map((name) => ({ id: name, kind: 'key', status: 'active', lifetime: 'static' })),
          grants: own
            .filter((name) => name.startsWith('g'))
            .map((name, n) => ({
              ...{
                name,
                via: 'attached',
                scope: 'acme',
                duration: 'permanent',
                source: { record: 'p', id: name },
              },
              privileges: [{ service: n, level: 1, breadth: 1 }],
            })),
          ...part,
        });
      });
      const fallen = owners.map(([id, [, falls]]): Falls => {
        const own = gone.filter((each) => each.startsWith(`${id} `)).map((each) => each.slice(id.length + 1));
        const is = falls(own.join('+'), short(gone));
        return typeof is === 'number' ? { score: is } : is;
      });
      return simulation({
        identities: identities.concat(rest),
        falls: fallen,
        counted: owners.map((_, index) => index),
      });
    }, options),
  );
  return {
    plan,
    tried: log.slice(1).join(' '),
    steps: plan.steps
      .map(({ changes }) => changes.map(({ facts: [fact] }) => short([fact!.id])).join('+'))
      .join(' '),
  };
};

/** One credential, with which all goes. */
const one = (score: number): Scene['of'][string] => ['k', (gone) => (gone === 'k' ? 0 : score)];
const each = (scores: Readonly<Record<string, number>>): Scene['of'] =>
  Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, one(score)]));
const alphabet = (count: number, score: (n: number) => number) =>
  each(
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [String.fromCharCode(97 + n), score(n)] as const),
    ),
  );

const endless = { interpreted: 1e6, each: 1e6, verified: 1e6 };
const batches = { interpreted: Number.POSITIVE_INFINITY, each: 1, verified: 100 };
const estimatesAlone = { interpreted: Number.POSITIVE_INFINITY, each: 1, verified: 1 };
/** Neither goes without the other. */
const both = (has: string): Scene['of'][string] => [has, (gone) => (gone.length === has.length ? 0 : 10)];
/** What is thought to end all and ends a tenth; and, but for four, less when those are gone. */
const overrated: Scene['of'] = Object.fromEntries(
  Object.keys(alphabet(12, () => 0)).map((id) => [
    id,
    ['k', (gone, others) => (gone === '' ? 100 : id > 'd' && others.startsWith('a+b+c+d') ? 99 : 90)],
  ]),
);
/** So many that are thought to end the most, and end nothing; then one that ends a little. */
const inVain = (count: number, of: Scene['of'] = {}): Scene['of'] => ({
  ...Object.fromEntries(Object.keys(alphabet(count, () => 0)).map((id) => [id, ['k', () => 90] as const])),
  z: one(10),
  ...of,
});
/** `p` is where somebody can be asked for consent. */
const guards: Partial<SearchOptions> = {
  tables: new Map([
    ['aws', { ...sketchTable, guards: ({ id }) => (id === 'a' ? [{ record: 'p', id: 'p' }] : []) }],
  ]),
};
const guarded = (has: string): Scene['of'][string] => [
  has,
  (gone) => ({ score: 90, proven: gone.includes('p') ? 40 : 90 }),
];
const raising: Scene['of'] = {
  a: one(20),
  b: ['', (_, others) => (others.includes('a') ? 50 : 10)],
  c: one(5),
};

test.each<[says: string, tried: string, steps: string, scene: Scene]>([
  [
    'the best first, and none that cannot be better',
    'c b a b+c b+c+a',
    'c b a',
    { of: each({ b: 20, c: 30, a: 10 }) },
  ],
  ['no more than is asked for', 'c b a', 'c', { of: each({ b: 20, c: 30, a: 10 }), options: { most: 1 } }],
  [
    'until the goal is reached',
    'c b a b+c',
    'c b',
    { of: each({ b: 20, c: 30, a: 10 }), options: { goal: { share: 10 } } },
  ],
  [
    'of equals that were tried eight',
    'a b c d e f g h i j k l a+b a+c a+d a+e a+f a+g a+h a+i',
    'a b',
    { of: alphabet(12, () => 10), options: { most: 2 } },
  ],
  [
    'of two thousand identities ten, and two of equals',
    'a b c d e f g h i j a+b a+c',
    'a b',
    { of: alphabet(12, () => 10), options: { most: 2 }, idle: 1988 },
  ],
  [
    'of ten thousand two',
    'a b a+b a+c',
    'a b',
    { of: alphabet(4, () => 10), options: { most: 2, limits: endless }, idle: 10_000 },
  ],
  [
    'twice as many where what was known is not so any more',
    [
      ...['a b', 'a+c a+d a+b', 'a+b+e a+b+f a+b+c', 'a+b+c+g a+b+c+h a+b+c+d'],
      'a+b+c+d+i a+b+c+d+j a+b+c+d+e a+b+c+d+f',
    ].join(' '),
    'a b c d e',
    { of: overrated, options: { most: 5 }, idle: 6700 },
  ],
  [
    'what ended nothing once more when another is gone',
    'b a a+b',
    'a b',
    { of: { a: one(10), b: ['k', (gone, others) => (gone === 'k' && others.includes('a') ? 0 : 20)] } },
  ],
  ['what ends nothing once', 'a b', '', { of: { a: ['k', () => 10], b: ['k', () => 9] } }],
  [
    'what ends no more than rounding does once',
    'a',
    '',
    { of: { a: ['k', (gone) => (gone === 'k' ? 9.985 : 10)] } },
  ],
  ['what ends a little more', 'a', 'a', { of: { a: ['k', (gone) => (gone === 'k' ? 9.97 : 10)] } }],
  [
    'two that give the same, together',
    'a:g1+a:g2 a:g2 a:g1 a:g1 a:g2',
    'a:g1+a:g2',
    { of: { a: both('g1 g2') } },
  ],
  [
    'not where there is room for one',
    'a:g1+a:g2 a:g2 a:g1 a:g2 a:g1 a:g1 a:g2',
    '',
    { of: { a: both('g1 g2') }, options: { most: 1 } },
  ],
  [
    'not bit by bit where half of it is no better',
    'a b:g1+b:g2 b:g1 b:g2 a+b:g1+b:g2 a+b:g2 a+b:g1 a+b:g1 a+b:g2',
    'a b:g1+b:g2',
    { of: { a: one(5), b: both('g1 g2') } },
  ],
  ['a pair', 'a a:g1 a:g1+a', 'a+a:g1', { of: { a: both('g1 k') } }],
  ['no pair where there is room for one', 'a a:g1', '', { of: { a: both('g1 k') }, options: { most: 1 } }],
  [
    'a pair that is better than what is best alone',
    'a a:g1 b a:g1+a a:g1+a+b',
    'a+a:g1 b',
    { of: { a: both('g1 k'), b: one(4) } },
  ],
  [
    'one change by two names once',
    'a:g1',
    'a:g1',
    {
      of: { a: ['g1', (gone) => (gone === '' ? 10 : 0)] },
      options: {
        tables: new Map([['aws', { ...sketchTable, statements: ({ name }) => [{ record: 'p', id: name }] }]]),
      },
    },
  ],
  ['nothing that somebody else has more after', 'a c', 'c', { of: raising }],
  [
    'those that may be of use, eight times in vain',
    expect.stringMatching(/ o z$/),
    'z',
    { of: inVain(15), idle: 6700, options: { most: 1 } },
  ],
  ['no more than that', expect.stringMatching(/ o p a b$/), '', { of: inVain(16), idle: 6700 }],
  ['what rests on consent then', 'a:p', 'a:p', { of: { a: guarded('p') }, options: guards }],
  ['no consent for a goal', '', '', { of: { a: guarded('p') }, options: { ...guards, goal: { share: 1 } } }],
  [
    'consent where all else was in vain',
    expect.stringMatching(/ o p a b a:p$/),
    'a:p',
    { of: inVain(16, { a: guarded('k p') }), idle: 6700, options: guards },
  ],
  [
    'ten at a time in a larger estate',
    'a+b+c+d+e+f+g+h+i+j a+b+c+d+e+f+g+h+i+j+k+l',
    'a b c d e f g h i j k l',
    { of: alphabet(12, (n) => 50 - n), options: { most: 20, limits: { ...batches, verified: 12 } } },
  ],
  [
    'none in a very large one',
    '',
    'a b c',
    { of: alphabet(4, () => 5), options: { most: 3, limits: estimatesAlone } },
  ],
  [
    'each identity once among ten, those of two changes as two',
    'a:g1+a:g2+b',
    'a:g1+a:g2 b',
    { of: { a: both('g1 g2'), b: one(3) }, options: { limits: batches, most: 3 } },
  ],
  [
    'one by one where there is no room for two',
    'a:g1+a:g2 a:g2 a:g1 a:g2 a:g1 a:g1 a:g2 b',
    'b',
    { of: { a: both('g1 g2'), b: one(3) }, options: { limits: batches, most: 1 } },
  ],
  [
    'one by one where one of ten raises something',
    'a+c a c',
    'c',
    { of: raising, options: { limits: batches } },
  ],
  [
    'ten at a time again, without what was left out',
    expect.stringMatching(/^a\+d.*l\+m c\+d\+e\+f\+g\+h\+i\+j\+k\+l\+m\+n\+o$/),
    'd e f g h i j k l m n o c',
    {
      of: { ...raising, ...each(Object.fromEntries([...'defghijklmno'].map((id, n) => [id, 19 - n]))) },
      options: { limits: batches, most: 20 },
    },
  ],
  [
    'those of a provider whose changes nobody knows not',
    'b',
    'b',
    { of: { a: ['g k', () => 9, { provider: 'gcp' }], b: one(3) } },
  ],
])('tried are %s', (_, tried, steps, scene) => {
  const found = searched(scene);
  expect([found.tried, found.steps]).toEqual([tried, steps]);
});

const own = (plan: ReturnType<typeof searched>['plan']) => ({ ...plan, steps: plan.steps.length });

test('what a plan says beside its steps', () => {
  const { plan } = searched({
    of: { a: one(20), b: ['', () => 10] },
    options: { keepUsedWithinDays: 30, people: true, goal: { share: 10 } },
  });
  expect(own(plan)).toEqual({
    collectedAt: now,
    start: { changes: 0, share: 20, proven: 20, standing: 2, controlling: 0, sum: 30 },
    steps: 0,
    goal: { of: { share: 10 }, why: 'No change that is known here ends any more of it.' },
    verified: 'each',
    candidates: 1,
    keepUsedWithinDays: 30,
    people: true,
    leftOut: [
      {
        says: 'Switch off the key of role a.',
        identity: 'a',
        why: 'It is kept. Whether it is used is not known.',
      },
    ],
    furtherLeftOut: 0,
  });
});

test('what somebody would have more after is left out, and says who', () => {
  expect(searched({ of: raising }).plan.leftOut).toEqual([
    {
      says: 'Switch off the key of role a.',
      identity: 'a',
      why: 'It would compromise more through b: what is removed also contains a deny.',
    },
  ]);
});

test('what is left out is told once by each name, fifty of them, by identity and name', () => {
  const twoPlaces = ['p', 'q'].map((id) => ({ record: 'r', id }));
  const { plan } = searched({
    of: {
      ...Object.fromEntries(Object.entries(alphabet(25, () => 10)).reverse()),
      a: ['g p q k', () => 9],
    },
    options: {
      keepUsedWithinDays: 30,
      tables: new Map([
        ['aws', { ...sketchTable, statements: ({ name }) => (name === 'g' ? twoPlaces : []) }],
      ]),
    },
  });
  expect(plan.leftOut.slice(0, 4).map(({ says, identity: id }) => `${id} ${says}`)).toEqual([
    'a Switch off the key of role a.',
    'a Take the statement out of g, from all who have it.',
    'a Withdraw g from role a.',
    'b Switch off the key of role b.',
  ]);
  expect([plan.leftOut.length, plan.furtherLeftOut, plan.candidates]).toEqual([27, 0, 28]);
  const many = searched({
    of: Object.fromEntries(Array.from({ length: 52 }, (_, n) => [`i${n}`, one(10)] as const)),
    options: { keepUsedWithinDays: 30 },
  });
  expect([many.plan.leftOut.length, many.plan.furtherLeftOut]).toEqual([50, 2]);
});

test('what is estimated, and what is looked at again', () => {
  const told = (scene: Scene) => {
    const progress: string[] = [];
    const onStep = (changes: number, share: number) => progress.push(`${changes}:${share}`);
    const { plan } = searched({ ...scene, options: { ...scene.options, onStep } });
    return {
      verified: plan.verified,
      progress: progress.join(' '),
      steps: plan.steps.map(
        ({ verified, after, lowers, lowered }) =>
          `${verified} ${after.changes} ${after.share} ${after.sum} ${lowers} ${lowered.length}`,
      ),
    };
  };
  const three: Scene['of'] = { a: one(30), b: ['k', (gone) => (gone === 'k' ? 5 : 20)], c: one(10) };
  expect(told({ of: three, options: { limits: batches } })).toEqual({
    verified: 'every tenth',
    progress: '3:5',
    steps: ['false 1 30 30 1 0', 'false 2 30 10 1 0', 'true 3 5 5 3 3'],
  });
  expect(told({ of: three, options: { limits: { ...batches, verified: 3 } } }).verified).toBe('every tenth');
  expect(told({ of: three, options: { limits: estimatesAlone, goal: 'no-full-control' } })).toMatchObject({
    steps: [],
  });
  expect(told({ of: three, options: { limits: estimatesAlone } })).toEqual({
    verified: 'none',
    progress: '',
    steps: ['false 1 30 30 1 0', 'false 2 30 10 1 0', 'false 3 30 0 1 0'],
  });
  const goal = { share: 30 };
  expect(searched({ of: three, options: { limits: estimatesAlone, goal, most: 2 } }).plan.goal).toEqual({
    of: goal,
    changes: 0,
  });
  expect(
    searched({ of: three, options: { limits: estimatesAlone, goal: { share: 1 }, most: 2 } }).plan.goal,
  ).toEqual({
    of: { share: 1 },
    why: '2 changes were not enough; --most allows more.',
  });
  expect(
    told({ of: { a: ['', () => 1], b: ['', () => 2] }, options: { limits: estimatesAlone } }).steps,
  ).toEqual([]);
  expect(told({ of: three })).toEqual({
    verified: 'each',
    progress: '1:20 2:10 3:5',
    steps: ['true 1 20 30 1 1', 'true 2 10 15 1 1', 'true 3 5 5 1 1'],
  });
  const paidFor = { limits: { interpreted: 7, each: 3, verified: 3 } };
  expect(told({ of: three, options: paidFor }).steps.map((step) => step.slice(0, 6))).toEqual([
    ...['true 1', 'true 2', 'true 3'],
  ]);
  // The weight of full control is no part of a sum.
  const owner: Scene['of'] = {
    a: ['k', (gone) => (gone === 'k' ? 0 : { score: 30, admin: [0] })],
    b: one(4),
  };
  expect(told({ of: owner, options: { limits: estimatesAlone, goal: 'no-full-control' } }).steps).toEqual([
    'false 1 30 4 1 0',
    'false 2 30 0 1 0',
  ]);
});

test('a plan ends where ten changes end nobody more, and before those', () => {
  const ownerAnd = (readers: number): Scene => ({
    of: {
      ...alphabet(readers, (n) => 20 - n),
      boss: ['k', (gone) => (gone === 'k' ? 0 : { score: 50, admin: [0] })],
      root: ['', () => ({ score: 60, admin: [0] })],
    },
    options: { goal: 'no-full-control', most: 30 },
  });
  const why = 'No change that is known here ends the full control of root.';
  expect(searched(ownerAnd(9))).toMatchObject({ steps: 'boss a b c d e f g h i', plan: { goal: { why } } });
  expect(searched(ownerAnd(10))).toMatchObject({ steps: 'boss', plan: { goal: { why } } });
  // Of a share it cannot be told.
  const readers = { ...ownerAnd(12), options: { goal: { share: 60 }, most: 30 } };
  expect(searched(readers).steps).toBe('');
  const share = {
    of: { ...ownerAnd(12).of, root: ['', () => 7] } as const,
    options: { goal: { share: 8 }, most: 30 },
  };
  expect(searched(share).plan.goal).toEqual({ of: { share: 8 }, changes: 13 });
  const few = searched({ ...ownerAnd(9), options: { goal: 'no-full-control', most: 3 } });
  expect(few.plan.goal).toEqual({
    of: 'no-full-control',
    why: '3 changes were not enough; --most allows more.',
  });
});
