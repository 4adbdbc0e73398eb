import { expect, test } from 'vitest';
import { collectFrom } from './support.ts';

const whole = await collectFrom();
test('x', () => {
  console.log(
    JSON.stringify(
      whole.coverage.filter((c) => c.status !== 'complete'),
      null,
      1,
    ),
  );
  console.log(
    Object.fromEntries(
      Map.groupBy(whole.records, (r) => r.record)
        .entries()
        .map(([k, v]) => [k, v.length]),
    ),
  );
  expect(1).toBe(1);
});
