import { awsInterpretation } from '../../connectors/aws/index.ts';
import { weightsOf } from '../../src/audit/reduce/effect.ts';
import { makeCandidate } from '../../src/audit/reduce/making.ts';
import { type Overlay, overlayOf } from '../../src/audit/reduce/overlay.ts';
import { type Candidate, candidatesOf } from '../../src/audit/reduce/proposals.ts';
import type { Simulation } from '../../src/audit/reduce/standing.ts';
import type { RecordEdit, ReductionPlan } from '../../src/model/reduce.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { Facts } from '../../src/pipeline/facts.ts';
import { changeTablesOf, reduce, simulatorOf, worldOfSimulation } from '../../src/pipeline/reduce.ts';
import { drawAccount, recordsOf } from './aws-estates.ts';

const collectedAt = '2026-06-01T12:00:00.000Z';

export const factsOf = (records: readonly SnapshotRecord[]): Facts => ({
  collectedAt,
  records,
  coverage: [],
  interpretations: [awsInterpretation],
});

export const drawRecords = drawAccount.map(recordsOf);

const tables = await changeTablesOf(['aws']);

const sumOf = ({ reach, counted }: Simulation): number =>
  counted.reduce((sum, index) => sum + reach.radius(index).score, 0);

export interface FirstChanges {
  readonly base: Overlay;
  readonly simulate: (facts: Overlay) => Simulation;
  readonly simulation: Simulation;
  /** Each with what it edits. */
  readonly made: readonly { readonly candidate: Candidate; readonly edits: readonly RecordEdit[] }[];
}

/** All first changes that can be made, one edit list each. */
export const changesOf = (records: readonly SnapshotRecord[]): FirstChanges => {
  const facts = factsOf(records);
  const base = overlayOf(records);
  const simulate = simulatorOf(facts, defaultSettings, false);
  const simulation = simulate(base);
  const worldOf = worldOfSimulation(facts);
  const world = worldOf(simulation, base);
  const candidates = candidatesOf(simulation, {
    settings: defaultSettings,
    weights: weightsOf(simulation, undefined),
    statements: (identity, grant) => tables.get(identity.provider)?.statements?.(grant, world) ?? [],
  });
  const made = candidates.flatMap((candidate) => {
    const outcome = makeCandidate(candidate, simulation, base, { tables, worldOf, unusedDays: 90 });
    return outcome === undefined || 'kept' in outcome
      ? []
      : [{ candidate, edits: outcome.made.flatMap(({ edits }) => edits) }];
  });
  return { base, simulate, simulation, made };
};

/** The most that any two changes end, tried one by one and pair by pair. */
const bestOfTwo = (records: readonly SnapshotRecord[]): number => {
  const { base, made, simulate, simulation } = changesOf(records);
  const start = sumOf(simulation);
  const distinct = new Map(
    made.map(({ edits, candidate }) => [
      JSON.stringify([...base.with(edits).records()]),
      { edits, changes: candidate.changes },
    ]),
  );
  const all = [...distinct.values()].filter(({ changes }) => changes <= 2);
  const sumWith = (edits: readonly RecordEdit[]): number => sumOf(simulate(base.with(edits)));
  let best = 0;
  for (const [index, one] of all.entries()) {
    best = Math.max(best, start - sumWith(one.edits));
    if (one.changes > 1) continue;
    for (const other of all.slice(index + 1)) {
      if (other.changes === 1) best = Math.max(best, start - sumWith([...one.edits, ...other.edits]));
    }
  }
  return best;
};

export interface AgainstOptimum {
  /** What two changes end, greedily and at best: sums of blast radii. */
  readonly greedy: number;
  readonly best: number;
  readonly plan: ReductionPlan;
}

/** Undefined: no two changes end anything. */
export const againstOptimum = async (
  records: readonly SnapshotRecord[],
): Promise<AgainstOptimum | undefined> => {
  const best = bestOfTwo(records);
  if (best < 0.02) return undefined;
  const plan = await reduce(factsOf(records), defaultSettings, { most: 2 });
  return { greedy: plan.start.sum - (plan.steps.at(-1)?.after.sum ?? plan.start.sum), best, plan };
};
