import { expect, test } from 'vitest';
import { growthBetween, growthDraft } from '../../../src/audit/gate/growth.ts';
import { lastingEstate } from '../../../src/audit/gate/lasting.ts';
import { allAspects, candidates, type Line } from '../../../src/audit/gate/lines.ts';
import { ratcheted } from '../../../src/audit/gate/ratchet.ts';
import { counted, dayOf, fallsText, listed, short } from '../../../src/audit/gate/wording.ts';
import type { Estate } from '../../../src/model/estate.ts';
import type { GateState, StateIdentity, StateReach } from '../../../src/model/gate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';

/** Figures and texts of the gate, on each side of each border. */

const one = (id: string, blastRadius: number, part: object = {}): StateIdentity =>
  ({
    id,
    provider: 'aws',
    kind: 'role',
    scope: 'a',
    name: id,
    ...{ entitlements: [], trusts: [], credentials: [] },
    ...{ blastRadius, admin: [], adminIf: [] },
    ...part,
  }) as unknown as StateIdentity;

const state = (identities: readonly StateIdentity[], part: object = {}): GateState =>
  ({ collectedAt: '2026-06-01T12:00:00.000Z', identities, complete: [], gaps: [], ...part }) as GateState;

const [a, ab] = [{ a: [] }, { a: [], b: [] }];

test.each<
  [
    says: string,
    before: object,
    after: object,
    was: StateIdentity | undefined,
    is: StateIdentity,
    points: number,
    scopes: string,
  ]
>([
  ['more of the same', {}, {}, one('x', 10), one('x', 14), 4, ''],
  ['less', {}, {}, one('x', 10), one('x', 4), -6, ''],
  ['one that is new', {}, {}, undefined, one('x', 14, { admin: ['a'] }), 14, 'a'],
  [
    'what lasts of it',
    {},
    {},
    one('x', 50, { lasting: one('x', 10) }),
    one('x', 90, { lasting: one('x', 12) }),
    2,
    '',
  ],
  ['the same of twice as much', { totalValue: 50 }, { totalValue: 100 }, one('x', 40), one('x', 20), 0, ''],
  ['the same of half as much', { totalValue: 100 }, { totalValue: 50 }, one('x', 20), one('x', 40), 0, ''],
  ['of what was worth nothing', { totalValue: 100 }, { totalValue: 0 }, one('x', 20), one('x', 20), 0, ''],
  ['of which nobody knows the worth', {}, { totalValue: 50 }, one('x', 20), one('x', 20), 0, ''],
  [
    'control of a new scope by whoever controls all',
    { totalValue: 50, inputs: a },
    { totalValue: 100, inputs: ab },
    one('x', 100, { admin: ['a'] }),
    one('x', 100, { admin: ['a'], adminIf: ['b'] }),
    0,
    '',
  ],
  [
    'control of a new scope alone by one that is new',
    { totalValue: 50, inputs: a },
    { totalValue: 100, inputs: ab },
    undefined,
    one('x', 50, { admin: ['b'] }),
    50,
    'b',
  ],
  [
    'nothing of a new scope',
    { totalValue: 50, inputs: a },
    { totalValue: 100, inputs: ab },
    one('x', 40),
    one('x', 30),
    10,
    '',
  ],
  [
    'control of a known scope',
    { inputs: ab },
    { inputs: ab },
    one('x', 40),
    one('x', 40, { adminIf: ['b'] }),
    0,
    'b',
  ],
  [
    'control as before',
    { inputs: ab },
    { inputs: ab },
    one('x', 4, { admin: ['b'] }),
    one('x', 4, { adminIf: ['b'] }),
    0,
    '',
  ],
  [
    'control where nobody knows the scopes',
    {},
    { inputs: ab },
    one('x', 4),
    one('x', 4, { admin: ['a', 'b'] }),
    0,
    'a b',
  ],
])('how reach grows: %s', (_, before, after, was, is, points, scopes) => {
  const found = growthBetween(state([], before), state([], after))({ before: was, after: is });
  expect([Math.round(found.points * 1e6) / 1e6, found.scopes.join(' ')]).toEqual([points, scopes]);
});

test.each<
  [points: number, scopes: readonly string[], threshold: number, what: string | undefined, part?: object]
>([
  [
    5,
    [],
    5,
    ' 5 percentage points more of the estate are compromised if it leaks.',
    { weight: 'growth', where: 'a' },
  ],
  [4.99, [], 5, undefined],
  [0.05, [], 0, undefined],
  [0.06, [], 0, ' 0.1 percentage points more of the estate are compromised if it leaks.'],
  [-3, [], -9, undefined],
  [
    0.05,
    ['b', 'a'],
    5,
    ' It now reaches full control of b, a.',
    { weight: 'growth-to-control', key: ['a', 'b'], where: 'b, a' },
  ],
  [
    2.34,
    ['b'],
    5,
    ' It now reaches full control of b. 2.3 percentage points more of the estate are compromised if it leaks.',
    { key: ['b'], who: 'x', scope: 'a', about: 'chain', class: 'blast-radius-grown' },
  ],
])('what is said of a growth by %d points and %j, of %d', (points, scopes, threshold, what, part = {}) => {
  const drafts = growthDraft({ before: undefined, after: one('x', 0) }, { points, scopes }, threshold);
  const begins =
    'None of its own grants, trusts or credentials fails, and yet it reaches more through others.';
  expect(drafts).toMatchObject(what === undefined ? [] : [{ what: `${begins}${what}`, ...part }]);
});

test('the next baseline: who shrank as he is, who grew as he was, in shares of the estate of now', () => {
  const before = state(
    [
      one('same', 10),
      one('grew', 20.333, { admin: ['a'], lasting: one('grew', 60), name: 'old' }),
      one('gone', 1, { kind: 'user' }),
    ],
    { totalValue: 100 },
  );
  const identities = [one('new', 5), one('grew', 90, { name: 'now' }), one('same', 12), one('a', 3)];
  const next = (totalValue: number | undefined, of: GateState = before) =>
    ratcheted(
      of,
      state(identities, { ...(totalValue !== undefined && { totalValue }), gaps: ['g'] }),
      { changes: ['grew', 'new'].map((who) => ({ who })) as never },
      new Map(),
    );
  const told = (of: GateState) =>
    of.identities.map(
      ({ id, name, blastRadius, lasting }) => `${id} ${name} ${blastRadius} ${lasting?.blastRadius ?? '-'}`,
    );
  expect(told(next(50))).toEqual(['a a 3 -', 'grew old 40.67 100', 'same same 12 -']);
  expect(told(next(200))).toEqual(['a a 3 -', 'grew old 10.17 30', 'same same 12 -']);
  expect(next(50).identities[1]).toMatchObject({ admin: ['a'], adminIf: [] });
  for (const same of [next(100), next(0), next(undefined), next(50, state(before.identities))])
    expect(told(same)).toEqual(['a a 3 -', 'grew old 20.333 60', 'same same 12 -']);
  expect(next(50)).toMatchObject({ totalValue: 50, gaps: ['g'] });
  expect(next(50)).not.toHaveProperty('holders');
});

const line = (duration: string, until?: string, part: object = {}): Line =>
  ({
    ...{
      scope: 'a',
      service: 's3',
      level: 'write',
      privileges: ['p'],
      resources: ['*'],
      exceptResources: [],
    },
    ...{ duration, conditions: [], ...(until === undefined ? {} : { until }) },
    ...part,
  }) as unknown as Line;

const [soon, later] = ['2026-06-10T00:00:00.000Z', '2026-06-20T00:00:00.000Z'];
const lines: Readonly<Record<string, Line>> = {
  permanent: line('permanent'),
  unknown: line('unknown'),
  bound: line('time-bound'),
  'bound soon': line('time-bound', soon),
  'bound later': line('time-bound', later),
  activated: line('activated'),
  'activated soon': line('activated', soon),
  eligible: line('eligible'),
  'eligible soon': line('eligible', soon),
  'eligible later': line('eligible', later),
};

test.each<[older: string, holds: string]>([
  ['permanent', Object.keys(lines).join(', ')],
  ['unknown', Object.keys(lines).slice(1).join(', ')],
  ['bound', 'bound'],
  ['bound soon', 'bound soon, activated soon'],
  ['bound later', 'bound soon, bound later, activated soon'],
  ['activated', 'activated'],
  ['activated soon', 'bound soon, activated soon'],
  ['eligible', 'activated, activated soon, eligible, eligible soon, eligible later'],
  ['eligible soon', 'activated, activated soon, eligible soon'],
  ['eligible later', 'activated, activated soon, eligible soon, eligible later'],
])('what is %s lasts as long as %s', (older, holds) => {
  const found = Object.keys(lines).filter(
    (name) => candidates(lines[name]!, [lines[older]!], allAspects, 0).length > 0,
  );
  expect(found.join(', ')).toBe(holds);
});

test('what lasts of an estate: cells of lines that last, and no level that passes', () => {
  const cell = (scope: number, service: number, level: number, breadth: number) => ({
    scope,
    service,
    level,
    breadth,
  });
  const profiles = [
    { cells: [cell(0, 0, 4, 0.5), cell(0, 1, 3, 0.05), cell(0, 2, 4, 1), cell(0, 0, 1, 1)] },
    { cells: [cell(0, 0, 4, 0.5), cell(0, 0, 1, 1)] },
  ];
  const own: readonly (readonly Line[])[] = [
    [
      line('permanent', undefined, { service: 's3', level: 'control', resources: ['b'] }),
      line('unknown', undefined, { service: 'sqs' }),
      line('permanent', undefined, { service: 'sqs', exceptResources: ['q'] }),
      line('time-bound', soon, { service: 'sns' }),
    ],
    [line('permanent')],
    [line('time-bound', soon), line('permanent', undefined, { service: '*', level: 'write' })],
    [line('time-bound', soon), line('permanent', undefined, { scope: 'b', service: '*' })],
  ];
  const estate = {
    collectedAt: '2026-06-01T00:00:00.000Z',
    scopes: [{ id: 'a' }],
    services: [{ name: 's3' }, { name: 'sqs' }, { name: 'sns' }],
    profiles,
    identities: [0, 1, 1, 1].map((profile, n) => ({ id: `i${n}`, profile })),
    entitlements: (index: number) => own[index],
    takeover: { techniques: [], reasons: [], reason: [], from: [], to: [], technique: [] },
  } as unknown as Estate;
  const gate = { ...defaultSettings.gate, level: 'write' as const };
  const { identities, profiles: lasting } = lastingEstate(estate, { ...defaultSettings, gate });
  const told = identities.map(({ profile }) =>
    lasting[profile]!.cells.map(({ service, level, breadth }) => `${service} ${level} ${breadth}`),
  );
  expect(told).toEqual([['0 4 0.1', '1 3 0.05'], ['0 4 0.5'], ['0 3 0.5'], []]);
});

const takeover = {
  techniques: [{ id: 't' }, { id: 'passing', endsByItself: true }],
  reasons: [
    {},
    { until: '2026-06-20T00:00:00.000Z' },
    { until: '2027-06-20T00:00:00.000Z' },
    { until: soon },
  ],
  from: Uint32Array.of(10, 11, 12, 13, 14),
  to: Uint32Array.of(20, 21, 22, 23, 24),
  technique: Uint16Array.of(0, 0, 0, 1, 0),
  reason: Uint32Array.of(0, 1, 2, 0, 3),
};

test('ways last but those that end within the policy, and those that pass', () => {
  const edges = (part: object) => {
    const estate = {
      ...{ collectedAt: '2026-06-01T00:00:00.000Z', scopes: [], services: [], profiles: [], identities: [] },
      takeover,
      ...part,
    } as unknown as Estate;
    const { from, to, technique, reason } = lastingEstate(estate, defaultSettings).takeover;
    return [from, to, technique, reason].map((each) => [...each].join(' '));
  };
  expect(edges({})).toEqual(['10 12', '20 22', '0 0', '0 2']);
  const none = { ...takeover, reasons: takeover.reasons.map(() => ({})) };
  expect(edges({ takeover: none })[0]).toBe('10 11 12 14');
  const plain = { ...none, techniques: [{ id: 't' }, { id: 'u' }] };
  expect(edges({ takeover: plain })[0]).toBe('10 11 12 13 14');
  const ending = { ...takeover, techniques: plain.techniques };
  expect(edges({ takeover: ending })[0]).toBe('10 12 13');
  const asked: string[] = [];
  const takeoverAt = (time: string) => {
    asked.push(time);
    return plain;
  };
  expect(edges({ takeoverAt })[0]).toBe('10 11 12 13 14');
  expect(asked).toEqual(['2026-07-01T00:00:00.001Z']);
});

const falls = (blastRadius: number, part: object = {}): StateReach =>
  ({ blastRadius, admin: [], adminIf: [], ...part }) as StateReach;

test.each<[before: StateReach | undefined, after: StateReach | undefined, says: string]>([
  [undefined, undefined, 'What is compromised if it leaks is not known.'],
  [falls(1), undefined, 'What is compromised if it leaks is not known.'],
  [
    undefined,
    falls(9, { reachKnown: false }),
    'If it leaks, its own privileges are compromised; what they lead to is not worked out here.',
  ],
  [undefined, falls(9.06), 'If its credential leaks, 9.1% of the estate is compromised.'],
  [falls(9.06), falls(9.14), 'If its credential leaks, 9.1% of the estate is compromised (as before).'],
  [falls(9.04), falls(9.06), 'If its credential leaks, 9.1% of the estate is compromised (9% before).'],
  [
    falls(0),
    falls(50, { admin: ['a'], adminIf: ['b', 'c'] }),
    'If its credential leaks, 50% of the estate is compromised (0% before), with full control of a and under assumptions full control of b, c.',
  ],
  [
    undefined,
    falls(50, { adminIf: ['b'] }),
    'If its credential leaks, 50% of the estate is compromised, with under assumptions full control of b.',
  ],
])('what falls: %j, then %j', (before, after, says) => {
  expect(fallsText(before, after)).toBe(says);
});

test('texts are cut in their middle, and lists at their end', () => {
  const text = `${'a'.repeat(100)}${'b'.repeat(10)}${'c'.repeat(50)}`;
  expect(short(text)).toBe(text);
  expect(short(`x${text}`)).toBe(`x${'a'.repeat(99)}…${'c'.repeat(50)}`);
  expect(short(`${'a'.repeat(99)}😀${'c'.repeat(70)}`)).toBe(`${'a'.repeat(99)}\uFFFD…${'c'.repeat(50)}`);
  const items = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect([0, 1, 4, 5, 6].map((count) => listed(items.slice(0, count)))).toEqual([
    ...['', 'a', 'a, b, c, d', 'a, b, c, d and 1 more', 'a, b, c, d and 2 more'],
  ]);
  expect(listed(items, 1)).toBe('a and 5 more');
  expect([0, 1, 2].map((count) => counted(count, 'change'))).toEqual(['0 changes', '1 change', '2 changes']);
  expect(counted(2, 'identity', 'identities')).toBe('2 identities');
  expect([dayOf('2026-06-01T12:00:00Z'), dayOf(undefined)]).toEqual(['2026-06-01', 'an unknown day']);
});
