import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/history/migrations.ts';
import { prune } from '../../src/history/prune.ts';
import { recordScan } from '../../src/history/record.ts';
import { removeScan } from '../../src/history/remove.ts';
import { sqliteEngine } from '../../src/history/sqlite.ts';
import { lawRuns } from '../support/law-runs.ts';
import { drawScans, subjects } from './draws.ts';
import { expectedFigures, expectedLives, keptState, type Plain } from './naive.ts';
import { type ScanSketch, sketchObservation } from './observations.ts';

const stateAfter = async (
  scans: readonly ScanSketch[],
  keepDays?: number,
  removed?: string,
): Promise<Plain> => {
  const engine = await sqliteEngine(':memory:');
  try {
    await migrate(engine, 'memory');
    for (const scan of scans) await recordScan(engine, sketchObservation(scan, subjects), 'memory');
    if (keepDays !== undefined) await prune(engine, keepDays);
    if (removed !== undefined) await removeScan(engine, removed);
    return await keptState(engine.db);
  } finally {
    await engine.close();
  }
};

describe('a history', () => {
  test('says what a walk through all scans in the order of their times says, in whatever order they were added', async () => {
    await fc.assert(
      fc.asyncProperty(drawScans, async (scans) => {
        const observations = scans.map((scan) => sketchObservation(scan, subjects));
        const kept = await stateAfter(scans);
        expect(kept.lives).toEqual(expectedLives(observations));
        expect(kept.figures).toEqual(expectedFigures(observations));
      }),
      { numRuns: lawRuns(12, 200) },
    );
  });

  test('is the same in any order and with any repetition', async () => {
    const drawOrders = drawScans.chain((scans) =>
      fc.tuple(
        fc.constant(scans),
        fc
          .array(fc.nat(scans.length - 1), { maxLength: 4 })
          .map((again) => [...scans, ...again.map((index) => scans[index]!)])
          .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
      ),
    );
    await fc.assert(
      fc.asyncProperty(drawOrders, async ([scans, shuffled]) => {
        expect(await stateAfter(shuffled)).toEqual(await stateAfter(scans));
      }),
      { numRuns: lawRuns(12, 200) },
    );
  });

  test('of which a scan is taken out is what it would be if that had never been added', async () => {
    await fc.assert(
      fc.asyncProperty(drawScans, fc.nat(), async (scans, which) => {
        const ids = [...new Set(scans.map((scan) => sketchObservation(scan, subjects).id))];
        const gone = ids[which % ids.length]!;
        const rest = scans.filter((scan) => sketchObservation(scan, subjects).id !== gone);
        // What a finding is called is what was said of it last, whichever scan said it.
        const untitled = ({ lives, figures, said }: Plain) => ({
          lives: lives.map(({ title: _, ...life }) => life),
          figures,
          said,
        });
        expect(untitled(await stateAfter(scans, undefined, gone))).toEqual(untitled(await stateAfter(rest)));
      }),
      { numRuns: lawRuns(12, 200) },
    );
  });

  test('that is pruned tells the same of what is not fixed', async () => {
    await fc.assert(
      fc.asyncProperty(drawScans, fc.integer({ min: 1, max: 10 }), async (scans, keepDays) => {
        const whole = await stateAfter(scans);
        const pruned = await stateAfter(scans, keepDays);
        const open = ({ lives }: Plain) => lives.filter(({ state }) => state !== 'fixed');
        expect(open(pruned)).toEqual(open(whole));
      }),
      { numRuns: lawRuns(8, 150) },
    );
  });
});
