import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/model/grant.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { membershipTechnique } from '../../src/model/takeover.ts';
import { reachOf } from '../../src/reach/index.ts';
import { type EstateSketch, sketchEstate } from '../support/estate.ts';
import { fullAccess } from '../support/parts.ts';

const control = 'scope:111111111111';
const cell = (service: number, level: Cell['level'], breadth = 1): Cell => ({
  scope: 0,
  service,
  level,
  breadth,
});

describe('what several hold together', () => {
  // Services of the sketch: iam 16, secretsmanager 24, s3 4, lambda 3, sns 0.1: 47.1 in all, in one account.
  const reach = reachOf(
    sketchEstate({
      identities: [
        { id: 'a', cells: [cell(2, 3)] },
        { id: 'b', cells: [cell(1, 2)] },
        { id: 'c', cells: [cell(1, 2, 0.5), cell(2, 2)] },
        { id: 'd', cells: [cell(0, 1), cell(3, 4), cell(4, 4)] },
        { id: 'e' },
        { id: 'f' },
      ],
      edges: [
        { from: 'e', to: 'd', reason: { assumes: ['x'] } },
        { from: 'f', to: control, technique: fullAccess },
      ],
    }),
    defaultSettings,
  );
  test.each([
    ['nobody', [], 0, 0],
    ['s3 to write: 2.8', [0], 5.94, 5.94],
    ['secrets to read: 9.6', [1], 20.38, 20.38],
    ['both', [0, 1], 26.33, 26.33],
    ['the same twice', [0, 0, 0, 0], 5.94, 5.94],
    ['of each cell the most', [0, 1, 2], 26.33, 26.33],
    ['two, of which one by an assumption', [0, 4], 15.92, 5.94],
    ['four', [0, 1, 2, 3], 36.31, 36.31],
    ['by an assumption', [4], 9.98, 0],
    ['by that and proven as well', [3, 4], 9.98, 9.98],
    ['everything', [5, 0, 1, 2, 3], 100, 100],
  ])('%s', (_, identities, score, proven) => {
    expect(reach.shareOf(identities)).toEqual({ score, proven });
  });

  test('an estate of nothing is held by nobody', () => {
    const estate = { ...sketchEstate({ identities: [{ id: 'a' }] }), scopes: [] };
    expect(reachOf(estate, defaultSettings).shareOf([0])).toEqual({ score: 0, proven: 0 });
  });
});

test('of many cells in many scopes none is lost', () => {
  const numbers = Array.from({ length: 40 }, (_, n) => n);
  const services = numbers.map((n) => ({ provider: 'aws', name: `s${n}`, sensitivity: 'data' }) as const);
  const id = (n: number): string => `i${String(n).padStart(2, '0')}`;
  const reach = reachOf(
    sketchEstate({
      services,
      scopes: numbers.map((n) => ({ id: String(100 + n) })),
      identities: numbers.map((n) => ({
        id: id(n),
        cells: numbers.map((service) => ({ scope: n, service, level: 3, breadth: 1 - n / 100 }) as const),
      })),
      edges: numbers.slice(1).map((n) => ({ from: id(0), to: id(n) })),
    }),
    defaultSettings,
  );
  expect(reach.radius(1).score).toBe(1.73);
  expect(reach.radius(39).score).toBe(1.07);
  expect(reach.radius(0).score).toBe(56.35);
  expect(reach.shareOf(numbers.slice(1))).toEqual({ score: 54.6, proven: 54.6 });
});

test('what stands behind each: weights of all that have no way to control but through it', () => {
  const reach = reachOf(
    sketchEstate({
      identities: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, providerOwned: true })),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: control },
        { from: 'c', to: 'b' },
        { from: 'c', to: 'd' },
        { from: 'd', to: control },
      ],
    }),
    defaultSettings,
  );
  const behind = reach.behind(Float64Array.of(1, 2, 4, 8, 16));
  expect([0, 1, 2, 3, 4].map(behind)).toEqual([1, 3, 4, 8, 16]);
  expect([0, 1, 2, 3, 4].map(reach.behind(Float64Array.of(1, 0, 0, 0, 0.5)))).toEqual([1, 1, 0, 0, 0.5]);
});

/** Groups by name between identities: `g:…`. */
const grouped = (
  identities: readonly string[],
  groups: readonly { readonly name: string; readonly profile?: number }[],
  edges: readonly (readonly [string, string, string?])[],
  sketch: EstateSketch = {},
) => {
  const estate = sketchEstate({
    identities: identities.map((id) => ({ id, providerOwned: true })),
    ...sketch,
  });
  const nodes = new Map(
    [...identities, ...groups.map(({ name }) => name), control].map((name, node) => [name, node]),
  );
  const ids = [membershipTechnique, ...new Set(edges.flatMap(([, , technique]) => technique ?? []))];
  return reachOf(
    {
      ...estate,
      takeover: {
        groups: groups.map(({ name, profile }) => ({
          kind: 'holders' as const,
          label: name,
          ...(profile === undefined ? {} : { profile }),
        })),
        from: Uint32Array.from(edges, ([from]) => nodes.get(from)!),
        to: Uint32Array.from(edges, ([, to]) => nodes.get(to)!),
        technique: Uint16Array.from(edges, ([, , technique = membershipTechnique]) => ids.indexOf(technique)),
        reason: Uint32Array.from(edges, (_, index) => index),
        techniques: ids.map((id) => ({ id, mechanism: 'assume' as const, does: `do ${id}`, source: 'x' })),
        reasons: edges.map(() => ({ allowedBy: [], assumes: [] })),
      },
    },
    defaultSettings,
  );
};

test('who is in a group has what the group has', () => {
  const identities = [{ id: 'a' }, { id: 'b', cells: [cell(2, 3)] }];
  const reach = grouped(['a', 'b'], [{ name: 'g', profile: 1 }], [['a', 'g']], { identities });
  expect([reach.radius(0).score, reach.radius(1).score]).toEqual([5.94, 5.94]);
});

describe('choke points by groups', () => {
  const many = Array.from({ length: 12 }, (_, n) => `i${String(n).padStart(2, '0')}`);
  const told = (reach: ReturnType<typeof grouped>, most: number) =>
    reach
      .chokePoints(most)
      .map(({ step, origins, identities }) => `${step.from}>${step.to} ${origins} ${identities}`);

  test('are one step of all that are in it', () => {
    const reach = grouped(
      ['a', 'b', 'c'],
      [{ name: 'g' }, { name: 'h' }],
      [
        ['a', 'g'],
        ['b', 'g'],
        ['g', 'h', 'write'],
        ['h', 'c'],
        ['c', control, 'full'],
      ],
    );
    expect(told(reach, 9)).toEqual([`c>${control} 1 3`, 'a>c 2 2', 'a>c 1 1', 'b>c 1 1']);
  });

  test('are as many as are asked for, those of one size by name', () => {
    const reach = grouped(
      many,
      [],
      many.map((id) => [id, control, 'full'] as const),
    );
    expect(told(reach, 2)).toEqual([`i00>${control} 1 1`, `i01>${control} 1 1`]);
    expect(told(reach, 100)).toHaveLength(12);
    expect(told(reach, 0)).toEqual([]);
  });
});

describe('how a way is cut, by groups and many steps', () => {
  const estate = (count: number) => {
    const middle = Array.from({ length: count }, (_, n) => `m${String(n).padStart(4, '0')}`);
    return grouped(
      ['a', ...middle],
      [],
      middle.flatMap((id) => [['a', id, 'step'] as const, [id, control, 'full'] as const]),
    );
  };
  test.each([
    [2, 2, 0],
    [24, 24, 0],
    [25, 24, 1],
    [30, 24, 6],
  ])('of %i first steps %i are told, and %i more counted', (count, told, more) => {
    const { enough, first, more: left, steps } = estate(count).cuts(0, 0);
    expect([enough, first.length, left, steps.length]).toEqual([[], told, more, 2]);
    expect(first[0]).toMatchObject({
      from: 'a',
      to: 'm0000',
      by: 'do step',
      techniques: ['step'],
      through: [],
    });
  });

  test('of four thousand edges no more are looked at', () => {
    const { first, more } = estate(4200).cuts(0, 0);
    expect([first.length, more]).toEqual([24, 4096 - 24 + 1]);
  });

  test('first steps by groups are told as their own', () => {
    const reach = grouped(
      ['a', 'b', 'c'],
      [{ name: 'g' }, { name: 'h' }, { name: 'j' }],
      [
        ['a', 'g'],
        ['a', 'j'],
        ['j', 'h', 'write'],
        ['g', 'b', 'pass'],
        ['h', 'c'],
        ['b', control, 'full'],
        ['c', control, 'full'],
      ],
    );
    const { enough, first } = reach.cuts(0, 0);
    expect(enough).toEqual([]);
    expect(first.map(({ from, to, by }) => `${from}>${to ?? 'group'} ${by}`)).toEqual([
      'a>b do pass',
      'a>group do write',
    ]);
  });

  test('what only says who belongs where is acted with as it is', () => {
    const [only] = grouped(
      ['a', 'b'],
      [],
      [
        ['a', 'b'],
        ['b', control, 'full'],
      ],
    ).cuts(0, 0).enough;
    expect(only).toMatchObject({
      from: 'a',
      to: 'b',
      by: 'act with what it has',
      techniques: [],
      position: 0,
    });
  });
});

test('the step that control of a scope implies says so, and whose scope it is', () => {
  const estate = sketchEstate({
    scopes: [{ id: '111111111111' }, { id: '222222222222' }],
    identities: [{ id: 'a' }, { id: 'b', scope: '222222222222' }, { id: 'c', scope: '222222222222' }],
    edges: [
      { from: 'a', to: 'scope:222222222222', technique: fullAccess },
      { from: 'b', to: control },
    ],
  });
  const [, implied] = reachOf(estate, defaultSettings).pathToControl(0, 0);
  expect(implied).toEqual({
    from: 'scope:222222222222',
    to: 'b',
    by: 'use full control of the scope to become any identity in it',
    technique: 'control',
    assumes: [],
    evidence: [{ record: 'aws.role', id: 'b', says: 'this identity belongs to scope 222222222222' }],
  });
});
