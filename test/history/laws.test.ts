import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prune } from '../../src/history/prune.ts';
import { recordScan } from '../../src/history/record.ts';
import { openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import { temporaryFolder } from '../support/cli.ts';
import { lawRuns } from '../support/law-runs.ts';
import { expectedFigures, expectedLives, keptState, type Plain } from './naive.ts';
import { type ScanSketch, type Subject, sketchObservation } from './observations.ts';

const folder = temporaryFolder();
let files = 0;
const newFile = (): string => {
  files += 1;
  return join(folder, `${files}.db`);
};

/** Findings in two accounts of an organisation; the paths of some cross from one to the other. */
const subjects: Readonly<Record<string, Subject>> = {
  f1: { rule: 'old-key', identity: 'a-user', scope: 'a' },
  f2: { rule: 'path', identity: 'a-role', scope: 'a' },
  f3: { rule: 'old-key', identity: 'b-user', scope: 'b' },
  f4: { rule: 'path', identity: 'b-role', scope: 'b' },
};

const drawFound = fc.record({
  status: fc.constantFrom('open', 'open', 'accepted'),
  severity: fc.constantFrom('high', 'low'),
  title: fc.constantFrom('wrong', 'still wrong'),
  rests: fc.constantFrom<readonly string[]>([], ['b']),
});

/** The organisation with one account or both, or one account by itself. */
const estates: readonly Pick<ScanSketch, 'roots' | 'scopes'>[] = [
  { roots: ['org'], scopes: { org: null, a: 'org', b: 'org' } },
  { roots: ['org'], scopes: { org: null, a: 'org' } },
  { roots: ['a'], scopes: { a: null } },
  { roots: ['b'], scopes: { b: 'org' } },
];

const drawScan = fc
  .record({
    day: fc.nat(12),
    estate: fc.constantFrom(...estates),
    judged: fc.dictionary(
      fc.constantFrom('old-key a', 'path a', 'old-key b', 'path b'),
      fc.constantFrom('partial', 'not-assessed'),
      { maxKeys: 2 },
    ),
    unjudged: fc.dictionary(fc.constantFrom('a-user', 'b-user'), fc.constant(['old-key']), { maxKeys: 1 }),
    findings: fc.dictionary(fc.constantFrom('f1', 'f2', 'f3', 'f4'), drawFound),
  })
  .map(
    ({ day, estate, judged, unjudged, findings }): ScanSketch => ({
      day,
      ...estate,
      judged,
      unjudged,
      findings: Object.fromEntries(
        Object.entries(findings).filter(([id]) => Object.hasOwn(estate.scopes, subjects[id]!.scope)),
      ),
    }),
  );

const drawScans = fc.array(drawScan, { minLength: 1, maxLength: 9 });

const stateAfter = async (scans: readonly ScanSketch[], keepDays?: number): Promise<Plain> => {
  const path = newFile();
  const { engine } = await openHistory(historyTarget(path), true);
  try {
    for (const scan of scans) await recordScan(engine, sketchObservation(scan, subjects), path);
    if (keepDays !== undefined) await prune(engine, keepDays);
    return await keptState(engine.db);
  } finally {
    await engine.close();
    rmSync(path);
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
      { numRuns: lawRuns(25, 200) },
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
      { numRuns: lawRuns(25, 200) },
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
      { numRuns: lawRuns(15, 150) },
    );
  });
});
