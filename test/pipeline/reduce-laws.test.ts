import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlayOf } from '../../src/audit/reduce/overlay.ts';
import { residualOf, type Simulation } from '../../src/audit/reduce/standing.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { reduce } from '../../src/pipeline/reduce.ts';
import { lawRuns } from '../support/law-runs.ts';
import { againstOptimum, changesOf, drawRecords, factsOf } from '../support/reduce-optimum.ts';

test('the plan of fewer changes is the beginning of that of more, and each step ends some of it', async () => {
  await fc.assert(
    fc.asyncProperty(drawRecords, async (records) => {
      const plan = await reduce(factsOf(records), defaultSettings, { most: 4 });
      const all = [plan.start, ...plan.steps.map(({ after }) => after)];
      for (const [index, { sum, share }] of all.slice(1).entries()) {
        expect(sum).toBeLessThan(all[index]!.sum);
        expect(share).toBeLessThanOrEqual(all[index]!.share);
      }
      const [first] = plan.steps;
      if (first === undefined || first.after.changes > 1) return;
      const shorter = await reduce(factsOf(records), defaultSettings, { most: 1 });
      expect(shorter.steps).toEqual([first]);
    }),
    { numRuns: lawRuns(2, 60) },
  );
});

test('the effect of a step is that of a fresh scan of the changed facts, and it raises nobody', async () => {
  await fc.assert(
    fc.asyncProperty(drawRecords, async (records) => {
      const plan = await reduce(factsOf(records), defaultSettings, { most: 1 });
      const [step] = plan.steps;
      if (step === undefined) return;
      const { base, made, simulate, simulation } = changesOf(records);
      // The facts themselves, written out and read again: nothing of the search is left in them.
      const scans = made.map(({ edits }) => {
        const changed = [...base.with(edits).records()];
        return simulate(overlayOf(JSON.parse(JSON.stringify(changed)) as SnapshotRecord[]));
      });
      const same = scans.filter(
        (scan) => JSON.stringify(residualOf(scan, step.after.changes)) === JSON.stringify(step.after),
      );
      expect(same.length).toBeGreaterThan(0);
      const raises = (scan: Simulation): boolean =>
        scan.estate.identities.some(({ id }, index) => {
          const before = simulation.indexOf(id);
          return (
            before === undefined ||
            scan.reach.radius(index).score > simulation.reach.radius(before).score + 0.011
          );
        });
      expect(same.some((scan) => !raises(scan))).toBe(true);
    }),
    { numRuns: lawRuns(3, 100) },
  );
});

test('the order of the facts never matters', async () => {
  await fc.assert(
    fc.asyncProperty(
      drawRecords.chain((records) =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
      ),
      async ([records, shuffled]) => {
        const plans = await Promise.all(
          [records, shuffled].map((each) => reduce(factsOf(each), defaultSettings, { most: 3 })),
        );
        expect(plans[1]).toEqual(plans[0]);
      },
    ),
    { numRuns: lawRuns(2, 60) },
  );
});

test('greedy against the true optimum of two changes: the median is at least 0.9 (bench/optimum.ts: of a thousand)', async () => {
  const ratios: number[] = [];
  for (const records of fc.sample(drawRecords, { numRuns: lawRuns(2, 40), seed: 20261128 })) {
    const against = await againstOptimum(records);
    if (against !== undefined) ratios.push(against.greedy / against.best);
  }
  ratios.sort((a, b) => a - b);
  expect(ratios[Math.floor(ratios.length / 2)]).toBeGreaterThanOrEqual(0.9);
});
