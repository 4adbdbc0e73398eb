import { expect, test } from 'vitest';
import { chokePoints, firstChokePoints } from '../../src/audit/choke-points.ts';
import type { ChokePoint } from '../../src/model/reach.ts';
import { sketchResult, sketchStep } from '../support/result.ts';

const point = (n: number, identities: number, identitiesProven = identities): ChokePoint => ({
  step: sketchStep({ from: `a${n}`, to: `b${n}` }),
  origins: 1,
  identities,
  identitiesProven,
});
const result = (points: readonly ChokePoint[]) => sketchResult({ identities: [], chokePoints: points });

test('ten are listed, and worked out once', () => {
  const of = result(Array.from({ length: 20 }, (_, n) => point(n, 5)));
  expect(chokePoints(of)).toHaveLength(10);
  expect(chokePoints(of)).toBe(chokePoints(of));
});

test('those of several identities stand on a page, by all steps or proven ones', () => {
  const points = [point(1, 3), point(2, 1), point(3, 0, 2), point(4, 2, 0), point(5, 1, 0), point(6, 9)];
  expect(firstChokePoints(result(points), 9).map(({ step }) => step.from)).toEqual(['a1', 'a3', 'a4', 'a6']);
  expect(firstChokePoints(result(points), 2).map(({ step }) => step.from)).toEqual(['a1', 'a3']);
});
