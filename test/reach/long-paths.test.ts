import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { reachOf } from '../../src/reach/index.ts';
import { mostSteps } from '../../src/reach/paths.ts';
import { type EstateSketch, sketchEstate } from '../support/estate.ts';

const control = 'scope:111111111111';
const numbers = (count: number): readonly number[] => [...Array(count).keys()];

/** Each can become the next, the last controls the scope; every tenth step rests on something else. */
const chain = (count: number): EstateSketch => ({
  identities: numbers(count).map((index) => ({ id: `i${index}` })),
  edges: numbers(count).map((index) => ({
    from: `i${index}`,
    to: index === count - 1 ? control : `i${index + 1}`,
    ...(index % 10 === 9 ? { reason: { assumes: [`condition ${index}`] } } : {}),
  })),
});
const reachIn = (count: number) => {
  const estate = sketchEstate(chain(count));
  const reach = reachOf(estate, defaultSettings);
  const indexOf = (id: string): number => estate.identities.findIndex((each) => each.id === id);
  return { reach, indexOf };
};

test('a path of as many steps as are shown is shown whole', () => {
  const { reach, indexOf } = reachIn(mostSteps);
  const path = reach.pathToControl(indexOf('i0'), 0);
  expect(path).toHaveLength(mostSteps);
  expect(path.map(({ to }) => to).slice(-2)).toEqual([`i${mostSteps - 1}`, control]);
  expect(path.some(({ by }) => by.includes('further steps'))).toBe(false);
});

test('of a longer one the rest is one step, which counts them, leads to the end and says what it rests on', () => {
  const { reach, indexOf } = reachIn(1_000);
  const path = reach.pathToControl(indexOf('i0'), 0);
  expect(path).toHaveLength(mostSteps);
  expect(path.at(-2)!.to).toBe('i99');
  expect(path.at(-1)).toMatchObject({
    from: 'i99',
    to: control,
    by: expect.stringMatching(/^take 901 further steps, of which the last is to /),
    assumes: ['91 of these steps can be taken, which rest on assumptions'],
  });
  expect(reach.radius(indexOf('i0'))).toMatchObject({ hops: 1_000, score: 100 });
});

test('what is shown, and what is looked at to cut it, grows with a chain and not with its square', () => {
  const count = 600;
  const { reach } = reachIn(count);
  let shown = 0;
  for (const index of numbers(count)) {
    const { enough, steps } = reach.cuts(index, 0);
    shown += reach.pathToControl(index, 0).length + enough.length + steps.length;
    expect(enough.length).toBeGreaterThan(0);
  }
  expect(shown).toBeLessThanOrEqual(3 * mostSteps * count);
});

test('what a way rests on is listed up to a bound', () => {
  const { reach, indexOf } = reachIn(1_500);
  const [conditional] = reach.radius(indexOf('i0')).adminIf;
  expect(conditional!.assumes).toHaveLength(100);
  expect(conditional!.assumes[0]).toBe('condition 9');
  expect(conditional!.assumes.at(-1)).toBe('and on more that is not listed');
});
