import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** What was tried so far, one run of `npm run fuzz -- --record` a line: the figures of docs/limits.md are its sums. */
const file = new URL('./runs.ndjson', import.meta.url);

const schema = z.strictObject({
  /** Day of its end, UTC. */
  date: z.iso.date(),
  /** Absent: several runs, of which only the sum is known. */
  seed: z.number().int().optional(),
  /** By target; `*` where only the sum is known. */
  inputs: z.record(z.string(), z.number().int().positive()),
  faults: z.number().int().nonnegative(),
  /** Where an entry was not written by the harness itself: where its figures stand. */
  source: z.string().optional(),
});
export type FuzzRun = z.output<typeof schema>;

export const recordedRuns = (): readonly FuzzRun[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));

export const recordRun = (run: FuzzRun): void => appendFileSync(file, `${JSON.stringify(run)}\n`);

export const inputsByTarget = (runs: readonly FuzzRun[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { inputs } of runs)
    for (const [target, count] of Object.entries(inputs)) sums.set(target, (sums.get(target) ?? 0) + count);
  return sums;
};
