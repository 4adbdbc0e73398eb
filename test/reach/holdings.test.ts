import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/model/grant.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { emptyHolding, holdingsOf, totalOf, type Whole } from '../../src/reach/holdings.ts';
import { strengthOf, valuesOf } from '../../src/reach/weights.ts';
import { lawRuns } from '../support/law-runs.ts';

/** Scopes worth 4, 2, 1, 0.5, 3; services worth 24, 4, 0.1; the second service is none of the last scope's. */
const values = {
  scopeWeight: Float64Array.of(4, 2, 1, 0.5, 3),
  serviceWeight: Float64Array.of(24, 4, 0.1),
  scopeValue: Float64Array.of(112.4, 56.2, 28.1, 14.05, 72.3),
  hasCell: (scope: number, service: number) => !(scope === 4 && service === 1),
};
const cell = (scope: number, service: number, level: Cell['level'], breadth = 1): Cell => ({
  scope,
  service,
  level,
  breadth,
});
const made = (whole?: Whole) => holdingsOf(values, Uint8Array.of(1, 1, 2, 4, 4), whole);

describe('what is held', () => {
  test.each<[says: string, cells: readonly Cell[], value: number]>([
    ['nothing', [], 0],
    ['to read one service', [cell(0, 1, 2)], 4 * 4 * 0.4],
    ['to see it', [cell(0, 1, 1)], 4 * 4 * 0.1],
    ['to write half of it', [cell(0, 1, 3, 0.5)], 4 * 4 * 0.7 * 0.5],
    ['more than all of it is all of it', [cell(0, 1, 3, 1.5)], 4 * 4 * 0.7],
    ['none of it', [cell(0, 1, 3, 0), cell(0, 1, 0)], 0],
    ['less than none of it', [cell(0, 1, 3, -1), cell(0, 1, 3, Number.NaN)], 0],
    ['what the scope does not have', [cell(4, 1, 4)], 0],
    ['of one cell the most', [cell(0, 1, 2), cell(0, 1, 3), cell(0, 1, 1)], 4 * 4 * 0.7],
    ['of one scope each service', [cell(1, 0, 2), cell(1, 2, 4)], 2 * 24 * 0.4 + 2 * 0.1],
    ['of two scopes', [cell(3, 0, 4), cell(4, 0, 1)], 0.5 * 24 + 3 * 24 * 0.1],
  ])('%s', (_, cells, value) => {
    const holdings = made();
    expect(holdings.value(holdings.ofCells(cells))).toBeCloseTo(value, 9);
  });

  test('equal ones are one number, others are not', () => {
    const { ofCells, ofControl, join } = made();
    const read = ofCells([cell(0, 1, 2), cell(1, 0, 3)]);
    expect(ofCells([cell(1, 0, 3), cell(0, 1, 2)])).toBe(read);
    expect(join(ofCells([cell(0, 1, 2)]), ofCells([cell(1, 0, 3)]))).toBe(read);
    const others = [
      ofCells([cell(0, 1, 2)]),
      ofCells([cell(0, 0, 2)]),
      ofCells([cell(1, 1, 2)]),
      ofCells([cell(0, 1, 3)]),
      ofCells([cell(0, 1, 2, 0.5)]),
      ofControl(0),
      ofControl(1),
      emptyHolding,
      read,
    ];
    expect(new Set(others).size).toBe(others.length);
    expect(ofCells([])).toBe(emptyHolding);
  });

  test('control of a scope swallows what else is held there, and is the whole of it', () => {
    const { ofCells, ofControl, join, joinAll, value, control, controlled, total } = made();
    const read = ofCells([cell(0, 1, 2)]);
    expect([join(read, ofControl(0)), join(ofControl(0), read)]).toEqual([ofControl(0), ofControl(0)]);
    expect(joinAll([read, ofCells([cell(0, 0, 1)]), ofControl(0)])).toBe(ofControl(0));
    const both = join(ofControl(3), join(read, ofControl(1)));
    expect(value(both)).toBeCloseTo(14.05 + 56.2 + 4 * 4 * 0.4, 9);
    expect([controlled(both), controlled(read), controlled(emptyHolding)]).toEqual([[1, 3], [], []]);
    expect(control(both)).toBe(join(ofControl(1), ofControl(3)));
    expect(control(read)).toBe(emptyHolding);
    const everything = joinAll([0, 1, 2, 3, 4].map(ofControl));
    expect([value(everything), controlled(everything)]).toEqual([total, [0, 1, 2, 3, 4]]);
    expect(total).toBeCloseTo(283.05, 9);
  });

  test('providers of the scopes in which anything is held', () => {
    const { ofCells, ofControl, join, providers } = made();
    expect([
      providers(emptyHolding),
      providers(ofCells([cell(0, 1, 2), cell(1, 1, 2)])),
      providers(ofCells([cell(2, 1, 2)])),
      providers(join(ofControl(4), ofCells([cell(0, 1, 2)]))),
      providers(join(ofControl(3), ofControl(2))),
    ]).toEqual([0, 1, 2, 5, 6]);
  });
});

/** Told apart to a millionth, as hashes are made of. */
const cells = fc.array(
  fc.record({
    scope: fc.nat({ max: 4 }),
    service: fc.nat({ max: 2 }),
    level: fc.constantFrom(0, 1, 2, 3, 4) as fc.Arbitrary<Cell['level']>,
    breadth: fc.constantFrom(0, 0.1, 0.5, 1),
  }),
  { maxLength: 6 },
);
interface Held {
  readonly cells: readonly Cell[];
  readonly controlled: readonly number[];
}
const held: fc.Arbitrary<Held> = fc.record({
  cells,
  controlled: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 2 }),
});
/** The same, cell by cell. */
const worth = (all: readonly Held[]): number => {
  const controlled = new Set(all.flatMap((each) => each.controlled));
  const best = new Map<string, number>();
  for (const { scope, service, level, breadth } of all.flatMap((each) => each.cells)) {
    if (controlled.has(scope) || !values.hasCell(scope, service)) continue;
    const value = values.scopeWeight[scope]! * values.serviceWeight[service]! * strengthOf(level) * breadth;
    const key = `${scope} ${service}`;
    best.set(key, Math.max(best.get(key) ?? 0, value));
  }
  return [...best.values(), ...[...controlled].map((scope) => values.scopeValue[scope]!)].reduce(
    (sum, each) => sum + each,
    0,
  );
};

test('however it is put together, of each cell the most is held', () => {
  fc.assert(
    fc.property(fc.array(held, { maxLength: 5 }), (all) => {
      const { ofCells, ofControl, join, joinAll, value, controlled } = made();
      const each = all.map((one) => [ofCells(one.cells), ...one.controlled.map(ofControl)].reduce(join));
      const whole = each.reduce(join, emptyHolding);
      expect(value(whole)).toBeCloseTo(worth(all), 9);
      expect(joinAll(each)).toBe(whole);
      expect(joinAll(each.toReversed())).toBe(whole);
      expect(each.toReversed().reduce(join, emptyHolding)).toBe(whole);
      expect(controlled(whole)).toEqual(
        [...new Set(all.flatMap((one) => one.controlled))].sort((a, b) => a - b),
      );
    }),
    { numRuns: lawRuns(100, 1000) },
  );
});

test('a part of an estate is summed as it is in the whole', () => {
  const part = made({ scopes: 9, places: [1, 2, 4, 7, 8], total: 1234.5 });
  const own = made();
  for (const { ofCells, ofControl, join, value, controlled } of [part, own]) {
    const both = join(ofCells([cell(0, 1, 2)]), ofControl(4));
    expect(value(both)).toBeCloseTo(4 * 4 * 0.4 + 72.3, 9);
    expect(controlled(join(both, ofControl(2)))).toEqual([2, 4]);
  }
  expect(part.total).toBe(1234.5);
});

test.each<[scopeValue: readonly number[], total: number]>([
  [[], 0],
  [[7], 7],
  [[1, 2, 4], 7],
  [[1, 2, 4, 8, 16, 32, 64, 128, 256], 511],
  // As the tree adds them: 0.1 + 0.2 first, then 0.3 + 0.6.
  [[0.1, 0.2, 0.3, 0.6], 0.1 + 0.2 + (0.3 + 0.6)],
  [[0.1, 0.2, 0.3], 0.1 + 0.2 + 0.3],
])('worth of scopes of %j', (scopeValue, total) => {
  expect(totalOf(scopeValue)).toBe(total);
});

test('worth of the cells of an estate', () => {
  const scope = (id: string, environment: string, services: readonly number[]) => ({
    id,
    environment,
    services,
  });
  const list = [2, 0];
  const { scopeWeight, serviceWeight, scopeValue, hasCell } = valuesOf(
    {
      scopes: [
        scope('a', 'production', list),
        scope('b', 'sandbox', list),
        scope('c', 'unknown', [1]),
        scope('constructor', 'development', []),
      ],
      services: ['secrets', 'data', 'rest'].map((sensitivity) => ({ provider: 'x', name: 'y', sensitivity })),
    } as never,
    { ...defaultSettings.weights, scopes: { c: 10 } },
  );
  expect([...scopeWeight]).toEqual([4, 0.5, 10, 1]);
  expect([...serviceWeight]).toEqual([24, 4, 0.1]);
  expect([...scopeValue]).toEqual([4 * 24 + 4 * 0.1, 0.5 * 24 + 0.5 * 0.1, 40, 0]);
  expect([0, 1, 2, 3].map((each) => [0, 1, 2].map((service) => hasCell(each, service)))).toEqual([
    [true, false, true],
    [true, false, true],
    [false, true, false],
    [false, false, false],
  ]);
});
