import { describe, expect, test } from 'vitest';
import { createPacing, everyResource, type Pacing } from '../../src/collection/pacing.ts';

const start = (spacing = 0) => {
  let now = 1_000_000;
  const waits: number[] = [];
  const told: string[] = [];
  const pacing = createPacing({
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        now += milliseconds;
      },
    },
    spacing,
    onWait: (until) => told.push(until),
  });
  return { pacing, waits, told, now: () => now };
};

describe('a request waits', () => {
  test.each<[string, (pacing: Pacing, now: number) => void, number]>([
    ['for nothing', () => {}, 0],
    ['for its resource', (pacing, now) => pacing.pause('core', now + 500), 500],
    ['not for another one', (pacing, now) => pacing.pause('graphql', now + 500), 0],
    ['for all', (pacing, now) => pacing.pause(everyResource, now + 700), 700],
    [
      'for the longest of several',
      (pacing, now) => {
        pacing.pause('core', now + 900);
        pacing.pause('core', now + 100);
        pacing.pause(everyResource, now + 300);
      },
      900,
    ],
    ['a minute, refused without a time', (pacing) => pacing.backOff(), 60_000],
    [
      'twice as long each time after, sixteen minutes at most',
      (pacing) => {
        for (let n = 0; n < 9; n += 1) pacing.backOff();
      },
      16 * 60_000,
    ],
    [
      'a minute again, after an answer',
      (pacing) => {
        pacing.answered();
        pacing.backOff();
      },
      60_000,
    ],
  ])('%s', async (_, tell, wait) => {
    const { pacing, waits, now } = start();
    tell(pacing, now());
    await pacing.turn('core');
    expect(waits.reduce((a, b) => a + b, 0)).toBe(wait);
  });

  test('for the spacing after the one before, which is not told', async () => {
    const { pacing, waits, told } = start(70);
    await pacing.turn('core');
    await pacing.turn('core');
    expect(waits).toEqual([70]);
    expect(told).toEqual([]);
  });

  test('and a hundred that wait say it once', async () => {
    const { pacing, told, now } = start();
    pacing.pause(everyResource, now() + 5000);
    await Promise.all(Array.from({ length: 100 }, () => pacing.turn('core')));
    expect(told).toEqual([new Date(1_005_000).toISOString()]);
  });
});

test('of one period the lowest budget counts, and resources are in order', () => {
  const { pacing } = start();
  const budget = { resource: 'core', limit: 50, resetAt: '2026-01-01T00:00:00.000Z' };
  pacing.remember({ ...budget, remaining: 10 });
  pacing.remember({ ...budget, remaining: 12 });
  pacing.remember({ ...budget, resource: 'api', remaining: 1 });
  expect(pacing.budgets().map(({ resource, remaining }) => [resource, remaining])).toEqual([
    ['api', 1],
    ['core', 10],
  ]);
  pacing.remember({ ...budget, remaining: 50, resetAt: '2026-01-01T01:00:00.000Z' });
  expect(pacing.budgets().at(-1)?.remaining).toBe(50);
});
