import { expect, test } from 'vitest';
import { type Candidate, candidatesOf, type Proposing } from '../../../src/audit/reduce/proposals.ts';
import type { Grant } from '../../../src/model/grant.ts';
import type { Way } from '../../../src/model/reach.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { identity, simulation } from './sketch.ts';

/** Which changes are proposed of an identity, on each side of each border, and what each is thought to be worth. */

/** @param privileges service, level, and breadth */
const grant = (
  name: string,
  privileges: readonly (readonly [service: number, level: number, breadth: number])[] = [[0, 1, 1]],
  part: object = {},
): Grant =>
  ({
    name,
    via: 'attached',
    scope: 'acme',
    source: { record: 'p', id: name },
    duration: 'permanent',
    providerManaged: false,
    privileges: privileges.map(([service, level, breadth]) => ({ service, level, breadth, full: false })),
    ...part,
  }) as unknown as Grant;

interface Scene {
  readonly identities: readonly object[];
  readonly weights?: readonly number[];
  readonly reach?: object;
  readonly falls?: Parameters<typeof simulation>[0]['falls'];
  readonly proposing?: Partial<Proposing>;
}

const found = ({ identities, weights, reach, falls, proposing }: Scene): readonly Candidate[] => {
  const list = identities.map((part, index) => identity(`i${index}`, part));
  return candidatesOf(
    simulation({ identities: list, falls: falls ?? list.map(() => ({ score: 8 })), reach: reach ?? {} }),
    {
      settings: defaultSettings,
      weights: Float64Array.from(weights ?? list.map(() => 8)),
      statements: () => [],
      ...proposing,
    },
  );
};

/** `withdraw-grant+withdraw-grant 0 8`: kinds, holders and estimate. */
const told = (scene: Scene): readonly string[] =>
  found(scene).map(
    ({ proposals, holders, estimate }) =>
      `${proposals.map(({ kind }) => kind).join('+')} ${holders.join(',')} ${Math.round(estimate * 1e4) / 1e4}`,
  );
const of = (part: object, rest: Partial<Scene> = {}) => told({ identities: [part], ...rest });

const at = (days: number, further = 0) =>
  new Date(Date.parse('2026-06-01T12:00:00.000Z') - days * 86_400_000 + further).toISOString();

test.each<[says: string, part: object, isUnused: boolean]>([
  ['no use is known', {}, false],
  ['used since', { lastUsedAt: at(90, 1) }, false],
  ['used on the border', { lastUsedAt: at(90) }, true],
  ['never used, and nobody knows since when', { lastUsedAt: 'never' }, false],
  ['never used, made since', { lastUsedAt: 'never', createdAt: at(30, 1) }, false],
  ['never used, made on the border', { lastUsedAt: 'never', createdAt: at(30) }, true],
  ['never used, seen on the border', { lastUsedAt: 'never', observedSince: at(30) }, true],
  [
    'never used, made after it was seen',
    { lastUsedAt: 'never', createdAt: at(3), observedSince: at(30) },
    false,
  ],
])('what is unused can end: %s', (_, part, isUnused) => {
  expect(of(part)).toEqual(isUnused ? ['end-identity 0 8'] : []);
});

const credentials = (...those: readonly (readonly [status: string, lifetime: string])[]) => ({
  credentials: those.map(([status, lifetime], n) => ({ id: `c${n}`, status, lifetime })),
});
const keys = (count: number) =>
  credentials(...Array.from({ length: count }, () => ['active', 'static'] as const));
const ends = (count: number) => `${Array.from({ length: count }, () => 'end-credential').join('+')} 0 8`;

test.each<[says: string, part: object, told: readonly string[], rest?: Partial<Scene>]>([
  ['active', credentials(['active', 'static']), [ends(1)]],
  ['perhaps active', credentials(['unknown', 'expiring']), [ends(1)]],
  ['inactive', credentials(['inactive', 'static']), []],
  ['short-lived', credentials(['active', 'short-lived']), []],
  ["its platform's", credentials(['active', 'platform-managed']), []],
  [
    'one of three',
    credentials(['active', 'static'], ['inactive', 'static'], ['active', 'short-lived']),
    [ends(1)],
  ],
  ['two', keys(2), [ends(2)]],
  ['six', keys(6), [ends(6)]],
  ['seven', keys(7), []],
  ['one of an identity that does not count', keys(1), [], { weights: [0], reach: { behind: () => () => 4 } }],
  ['two of an identity that does not count', keys(2), [], { weights: [0], reach: { behind: () => () => 4 } }],
])('credentials that can be switched off: %s', (_, part, kinds, rest) => {
  expect(of(part, rest)).toEqual(kinds);
});

const trust = (part: object) => ({ trusts: [{ party: 'scope', external: 'no', conditions: [], ...part }] });
/** Two others by whom it is taken over: of each as much counts as of itself. */
const taken: Partial<Scene> = {
  reach: { takenOverBy: () => [1, 2], behind: () => (n: number) => (n === 0 ? 8 : 0) },
};
const trusting = (part: object) => told({ identities: [trust(part), {}, {}], weights: [8, 3, 9], ...taken });

test.each<[says: string, part: object, told: readonly string[]]>([
  ['someone of the own estate', {}, []],
  ['everyone', { party: 'everyone' }, ['narrow-trust 0 19']],
  ['an outside party', { external: 'yes' }, ['narrow-trust 0 19']],
  ['perhaps an outside party', { external: 'unknown' }, []],
  ['everyone under a condition', { party: 'everyone', conditions: [{}] }, []],
  ['an outside party under a condition', { external: 'yes', conditions: [{}] }, []],
  ['tokens', { accepts: {} }, ['narrow-trust 0 11']],
  ['tokens of everyone', { party: 'everyone', accepts: {} }, ['narrow-trust 0 19', 'narrow-trust 0 11']],
])('trust that can be narrowed: %s', (_, part, narrowed) => {
  expect(trusting(part)).toEqual(narrowed);
});

test('what is removed of a trust and what is kept of it are told apart', () => {
  const both = { trusts: [trust({ party: 'everyone' }).trusts[0], trust({ accepts: {} }).trusts[0]] };
  expect(found({ identities: [both, {}], reach: { takenOverBy: () => [1] } })).toMatchObject([
    { key: '[2,"i0","removed"]', proposals: [{ change: 'removed', trusts: [both.trusts[0]] }] },
    { key: '[2,"i0","to-subjects"]', proposals: [{ change: 'to-subjects', trusts: [both.trusts[1]] }] },
  ]);
});

const withdrawals = (lines: readonly string[]) => lines.filter((line) => /^withdraw-grant[ +]/.test(line));
const grants = (count: number) => ({ grants: Array.from({ length: count }, (_, n) => grant(`g${n}`)) });
const single = (estimate: number) => `withdraw-grant 0 ${estimate}`;
const together = (count: number) => `${Array.from({ length: count }, () => 'withdraw-grant').join('+')} 0 8`;

test.each<[says: string, part: object, told: readonly string[]]>([
  ['none', {}, []],
  ['one', grants(1), [single(8)]],
  ['two of the same', grants(2), [together(2), single(0), single(0)]],
  ['six', grants(6), [together(6), ...Array.from({ length: 6 }, () => single(0))]],
  ['seven', grants(7), Array.from({ length: 7 }, () => single(0))],
  ['one that gives nothing', { grants: [grant('g', [])] }, []],
  [
    'one of which nobody knows what it gives',
    { grants: [grant('g', [], { duration: 'unknown' })] },
    [single(0)],
  ],
  ['one beside another that gives nothing', { grants: [grant('n', []), grant('g')] }, [single(8)]],
  [
    'one of two services, by the square of the level and the breadth',
    {
      grants: [
        grant('a', [[0, 2, 0.5]]),
        grant('b', [
          [1, 1, 1],
          [2, 1, 5],
        ]),
      ],
    },
    [single(6), together(2), single(2)],
  ],
  [
    'one that gives more of the same',
    { grants: [grant('a', [[0, 1, 1]]), grant('b', [[0, 2, 1]]), grant('c', [[0, 1, 3]])] },
    [together(3), single(2), single(0), single(0)],
  ],
  [
    'one that gives more than those after it',
    { grants: [grant('a', [[0, 2, 1]]), grant('b', [[0, 1, 1]]), grant('c', [[0, 1, 3]])] },
    [together(3), single(2), single(0), single(0)],
  ],
  [
    'the same in two scopes',
    { grants: [grant('a'), grant('b', [[0, 1, 3]], { scope: 'other' })] },
    [single(6), together(2), single(2)],
  ],
])('grants that can be withdrawn: %s', (_, part, kinds) => {
  expect(withdrawals(of(part))).toEqual(kinds);
});

test('what was used can stay in the place of all that is held', () => {
  const used = { serviceLastUsed: { s3: at(1) } };
  const narrowed = (part: object) => of(part).filter((line) => line.startsWith('narrow-to-used'));
  expect(narrowed({ ...used, ...grants(1) })).toEqual(['narrow-to-used 0 7.2']);
  expect(narrowed(used)).toEqual([]);
  expect(narrowed(grants(1))).toEqual([]);
});

test('what ends or is activated is worth what it alone gives', () => {
  const two = { grants: [grant('a', [[0, 1, 3]]), grant('b', [[1, 1, 1]])], lastUsedAt: at(7) };
  expect(of(two).filter((line) => line.startsWith('make-'))).toEqual([
    'make-time-bound 0 8',
    'make-eligible 0 6',
    'make-time-bound 0 6',
    'make-eligible 0 2',
    'make-time-bound 0 2',
  ]);
  expect(found({ identities: [two] }).flatMap(({ key }) => (key.startsWith('[9') ? [key] : []))).toEqual([
    '[9,"i0","all"]',
    '[9,"i0","attached",["p","a",""]]',
    '[9,"i0","attached",["p","b",""]]',
  ]);
});

test('parts of one that several share count as so many changes', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ id: `f:${name}`, name }));
  const uses = [
    { service: 's3', action: 's3:Get', sessions: ['a'] },
    { service: 'sqs', action: 'sqs:Get', sessions: ['b'] },
  ];
  const shared = { workloads: [a, b], uses };
  expect(found({ identities: [shared] })).toMatchObject([
    { key: '[10,"i0",[["f:a",["s3:*"]],["f:b",["sqs:*"]]]]', changes: 2, estimate: 8 },
  ]);
});

const places = (...ids: readonly string[]) => ids.map((id) => ({ record: 'p', id, pointer: `/${id}` }));

test('what several have goes for all of them, and is worth half of what it gives each', () => {
  const asked: string[] = [];
  const statements: Proposing['statements'] = ({ id }, { name }) => {
    asked.push(`${id} ${name}`);
    return places(`${name}-1`, `${name}-2`);
  };
  const group = grant('team', undefined, {
    via: 'group ops',
    source: { record: 'g', id: 'ops', pointer: '/0' },
  });
  const own = (id: string) => grant('own', [[1, 1, 1]], { source: { record: 'r', id } });
  const managed = grant('managed', [[2, 1, 2]], { providerManaged: true });
  const nothing = grant('nothing', []);
  const scene: Scene = {
    identities: [
      { grants: [group, own('i0'), managed, nothing] },
      { grants: [group, grant('shared', [[1, 1, 1]])] },
      { grants: [grant('shared', [[1, 1, 1]])] },
    ],
    weights: [8, 4, 0],
    proposing: { statements },
  };
  expect(told(scene).filter((line) => /^withdraw-(?:from|statement)/.test(line))).toEqual([
    'withdraw-from-group 0,1 4',
    'withdraw-statement 0,1 2',
    'withdraw-statement 0,1 2',
    'withdraw-statement 0 1',
    'withdraw-statement 0 1',
    'withdraw-statement 1,2 1',
    'withdraw-statement 1,2 1',
  ]);
  expect(asked).toEqual(['i0 team', 'i1 shared', 'i0 own']);
  expect(found(scene).find(({ holders }) => holders.join() === '0,1')).toMatchObject({
    key: '[6,"acme","group ops",["g","ops","/0"]]',
    changes: 1,
    proposals: [{ identity: { id: 'i0' }, grant: group }],
  });
});

const way = (from: string, part: Partial<Way> = {}): Way =>
  ({ from, to: 'scope:acme', techniques: ['t'], evidence: [{ record: 'r', id: from }], ...part }) as Way;
const controls = { score: 8, admin: [3] };
const cutting = (cuts: object, rest: Partial<Scene> = {}) => {
  const asked: string[] = [];
  const scene: Scene = {
    identities: [{}, {}],
    falls: [{ score: 0 }, controls],
    weights: [5, 8],
    reach: {
      cuts: (index: number, scope: number) => {
        asked.push(`${index}:${scope}`);
        return { enough: [], first: [], more: 0, ...cuts };
      },
    },
    ...rest,
  };
  return { asked, told: told(scene), found: found(scene) };
};
const ways = (count: number) => Array.from({ length: count }, (_, n) => way('i1', { to: `w${n}` }));
const cut = (count: number) => `${count} 1 8`;
const counted = ({ found: those }: ReturnType<typeof cutting>) =>
  those.map(({ changes, holders, estimate }) => `${changes} ${holders.join()} ${estimate}`);

test.each<[says: string, told: readonly string[], cuts: object]>([
  ['of whoever takes it', ['1 0 5'], { enough: [way('i0')] }],
  ['of itself', ['1 1 8'], { enough: [way('i1')] }],
  ['of somebody who is not known', ['1 1 8'], { enough: [way('gone')] }],
  ['each that is enough', ['1 1 8', '1 0 5'], { enough: [way('i0'), way('i1')] }],
  ['one first step that is not enough', [], { first: ways(1) }],
  ['two first steps', [cut(2)], { first: ways(2) }],
  ['six first steps', [cut(6)], { first: ways(6) }],
  ['seven first steps', [], { first: ways(7) }],
  ['two first steps and more', [], { first: ways(2), more: 1 }],
])('steps that can be cut: %s', (_, those, cuts) => {
  expect(counted(cutting(cuts))).toEqual(those);
});

test('of those who control anything, the first scope that they do, those behind whom the most lies first', () => {
  const falls = [
    controls,
    { score: 8 },
    { score: 8, adminIf: [{ scope: 5 }] },
    controls,
    { ...controls, admin: [1, 2] },
  ];
  const { asked } = cutting({}, { identities: [{}, {}, {}, {}, {}], falls, weights: [8, 9, 9, 8, 0] });
  expect(asked.slice(0, 3)).toEqual(['2:5', '0:3', '3:3']);
  const many = Array.from({ length: 202 }, () => ({}));
  const all = { identities: many, falls: many.map(() => controls), weights: many.map(() => 1) };
  expect(new Set(cutting({}, all).asked).size).toBe(200);
  const key = '[3,[["i0","scope:acme",["t"],[["r","i0",""]]]]]';
  expect(cutting({ enough: [way('i0')] }).found).toMatchObject([
    { key, proposals: [{ identity: { id: 'i0' } }] },
  ]);
});

test('where consent can be asked for: each place once, for whom the most lies behind', () => {
  const guards: Proposing['guards'] = ({ id }) =>
    places(...({ i0: ['a'], i1: ['a', 'b'], i2: ['c'] }[id] ?? []));
  const scene: Scene = { identities: [grants(1), {}, {}, {}], weights: [3, 5, 5, 0], proposing: { guards } };
  expect(told(scene)).toEqual(['guard-step 1 5', 'guard-step 1 5', 'guard-step 2 5']);
  expect(found(scene)[0]).toEqual({
    key: '[11,["p","a","/a"]]',
    proposals: [{ kind: 'guard-step', identity: identity('i1'), place: places('a')[0] }],
    changes: 1,
    estimate: 5,
    holders: [1],
  });
});

test('the most for each change comes first, equals by key; of many identities only what is worth anything', () => {
  const keysOf = (count: number) =>
    found({
      identities: [
        { ...grants(2), ...credentials(['active', 'static']) },
        ...Array.from({ length: count - 1 }, () => ({ grants: [grant('g0')] })),
      ],
      weights: Array.from({ length: count }, (_, n) => (n === 0 ? 8 : 0)),
    }).map(({ key }) => key.replace(/,"attached",\["p",/, ' '));
  expect(keysOf(201)).toEqual(['[0,"i0","c0"]', '[5,"i0","all"]']);
  expect(keysOf(200)).toEqual(['[0,"i0","c0"]', '[5,"i0","all"]', '[5,"i0" "g0",""]]', '[5,"i0" "g1",""]]']);
});
