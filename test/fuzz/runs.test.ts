import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inputsByTarget, recordedRuns } from './runs.ts';
import { targets } from './targets.ts';

test('what docs/limits.md says of fuzzing is no more than what is recorded', () => {
  const runs = recordedRuns();
  const sum = [...inputsByTarget(runs).values()].reduce((all, count) => all + count, 0);
  const told = /fuzzing has tried ([\d,]+) inputs/.exec(
    readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8'),
  )?.[1];
  expect(Number(told?.replaceAll(',', ''))).toBeGreaterThan(0);
  expect(Number(told!.replaceAll(',', ''))).toBeLessThanOrEqual(sum);
});

test('runs are of targets that there are, or of several of which only the sum is known', () => {
  const known = new Set(targets.map(({ id }) => id));
  for (const { inputs, source } of recordedRuns())
    for (const target of Object.keys(inputs))
      expect(known.has(target) || source !== undefined, target).toBe(true);
});

test('each parser was given at least 200,000 inputs', () => {
  const given = inputsByTarget(recordedRuns());
  const few = targets.filter(({ id, kind }) => kind === 'parser' && (given.get(id) ?? 0) < 200_000);
  expect(few.map(({ id }) => id)).toEqual([]);
});
