import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { keyOfRecord, type Overlay, overlayOf } from '../../src/audit/reduce/overlay.ts';
import { searchPlan } from '../../src/audit/reduce/search.ts';
import { residualOf, type Simulation } from '../../src/audit/reduce/standing.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { demoSources } from '../../src/pipeline/demo.ts';
import { type Facts, gather } from '../../src/pipeline/facts.ts';
import { changeTablesOf, reduce, simulatorOf, worldOfSimulation } from '../../src/pipeline/reduce.ts';
import { givenLawRuns, lawRuns } from '../support/law-runs.ts';

/** Laws of plans for estates of every provider: what is drawn is which facts of the sample estate are there, and in what order. */

const demo = await gather(await demoSources());

/** @param from the least and the greatest part of the facts that is there */
const drawnOf = (provider: string, [from, to]: readonly [number, number]): fc.Arbitrary<Facts> => {
  const own = demo.records.filter(({ record }) => record.startsWith(`${provider}.`));
  const interpretations = demo.interpretations.filter(({ id }) => id === provider);
  return fc
    .subarray(own, { minLength: Math.ceil(own.length * from), maxLength: Math.ceil(own.length * to) })
    .map((records) => ({ ...demo, records, interpretations }));
};

const most = 2;

/** A plan, and all facts that its search looked at. */
const searched = async (facts: Facts) => {
  const looked: Overlay[] = [];
  const simulate = simulatorOf(facts, defaultSettings, false);
  const plan = searchPlan(overlayOf(facts.records), {
    tables: await changeTablesOf(facts.interpretations.map(({ id }) => id)),
    worldOf: worldOfSimulation(facts),
    simulate: (overlay) => {
      looked.push(overlay);
      return simulate(overlay);
    },
    unusedDays: defaultSettings.thresholds.unusedIdentityDays,
    settings: defaultSettings,
    most,
    people: false,
  });
  return { plan, looked };
};

/** A scan of nothing but the facts, written out and read again. */
const fresh = (facts: Facts, overlay: Overlay): Simulation => {
  const records = JSON.parse(JSON.stringify([...overlay.records()])) as SnapshotRecord[];
  return simulatorOf({ ...facts, records }, defaultSettings, false)(overlayOf(records));
};

/** What differs from the facts as they were read. */
const changedIn = ({ records }: Facts, overlay: Overlay): readonly string[] => {
  const before = new Map(records.map((record) => [keyOfRecord(record), record]));
  const after = new Map([...overlay.records()].map((record) => [keyOfRecord(record), record]));
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => after.get(key)?.data !== before.get(key)?.data).sort();
};

/** Of whom more is compromised than before: by its worth, as an estate that holds less is worth less. */
const raised = (before: Simulation, after: Simulation): readonly string[] =>
  after.estate.identities.flatMap(({ id }, index) => {
    const was = before.indexOf(id);
    const worth = (simulation: Simulation, at: number): number =>
      simulation.reach.radius(at).score * simulation.reach.totalValue;
    const then = was === undefined ? 0 : worth(before, was);
    return worth(after, index) > then + 0.011 * before.reach.totalValue ? [id] : [];
  });

describe.each(connectors.map(({ id }) => id))('plans of %s', (provider) => {
  const drawn = drawnOf(provider, [0.3, 0.6]);
  // Each is some thirty scans of half of the sample estate.
  const runs = { numRuns: givenLawRuns === undefined ? 1 : 4 };

  test('the effect of each step is that of a fresh scan of the changed facts, and none raises anybody', async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async (facts) => {
        const { plan, looked } = await searched(facts);
        const start = fresh(facts, overlayOf(facts.records));
        expect(residualOf(start, 0)).toEqual(plan.start);
        // More than one change of the same facts may leave as much; the plan's own is among them.
        let befores = [start];
        const keys = new Set<string>();
        for (const { changes, after } of plan.steps) {
          for (const change of changes) for (const fact of change.facts) keys.add(keyOfRecord(fact));
          const wanted = [...keys].sort();
          const scans = looked
            .filter((overlay) => changedIn(facts, overlay).join() === wanted.join())
            .map((overlay) => fresh(facts, overlay))
            .filter((scan) => JSON.stringify(residualOf(scan, after.changes)) === JSON.stringify(after));
          expect(scans.length).toBeGreaterThan(0);
          const kept = scans.filter((scan) => befores.some((before) => raised(before, scan).length === 0));
          expect(kept.length).toBeGreaterThan(0);
          befores = kept;
          steps += 1;
        }
      }),
      runs,
    );
    expect(steps).toBeGreaterThan(0);
  });

  test('the order of the facts never matters', async () => {
    await fc.assert(
      fc.asyncProperty(
        drawn.chain((facts) =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray([...facts.records], { minLength: facts.records.length }),
          ),
        ),
        async ([facts, records]) => {
          const plan = await reduce(facts, defaultSettings, { most });
          expect(await reduce({ ...facts, records }, defaultSettings, { most })).toEqual(plan);
        },
      ),
      runs,
    );
  });

  test('a plan of nothing where nothing stands', async () => {
    let withoutStanding = 0;
    await fc.assert(
      fc.asyncProperty(drawnOf(provider, [0, 0.05]), async (facts) => {
        const { start, steps } = await reduce(facts, defaultSettings, { most });
        if (start.standing > 0) return;
        expect({ start, steps }).toMatchObject({ start: { sum: 0, share: 0, controlling: 0 }, steps: [] });
        if (facts.records.length > 0) withoutStanding += 1;
      }),
      { numRuns: lawRuns(10, 60) },
    );
    expect(withoutStanding).toBeGreaterThan(0);
  });
});
