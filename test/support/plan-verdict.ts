import type { GateResult } from '../../src/model/gate.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { runGate } from '../../src/pipeline/gate.ts';
import { type PlanGround, planGateInput } from '../../src/pipeline/plan-gate.ts';
import { readTerraformPlan } from '../../src/plan/terraform.ts';
import { planText, type SketchedChange } from './plan.ts';
import { interpretations, planKnowledge } from './providers.ts';

export const planMadeAt = '2026-11-01T00:00:00Z';

/** The gate on a sketched plan, with default settings unless others are given. */
export const judgePlan = (
  changes: readonly SketchedChange[],
  further: object = {},
  ground?: PlanGround,
  gate: Partial<Settings['gate']> = {},
): GateResult => {
  const settings = { ...defaultSettings, gate: { ...defaultSettings.gate, ...gate } };
  const plan = readTerraformPlan(planText(changes, further), 'plan.json', planMadeAt);
  return runGate({
    input: planGateInput(plan, settings, planKnowledge, ground),
    settings,
    labels: { mode: 'terraform', before: 'before', after: 'after' },
    interpretations,
  });
};

/** Classes that fail, each once, sorted. */
export const failingClasses = (
  changes: readonly SketchedChange[],
  further: object = {},
  gate: Partial<Settings['gate']> = {},
): readonly string[] =>
  [
    ...new Set(
      judgePlan(changes, further, undefined, gate)
        .changes.filter(({ fails }) => fails)
        .map((change) => change.class),
    ),
  ].sort();

/** A resource that the plan leaves as it is. */
export const kept = (address: string, values: object): SketchedChange => ({
  address,
  before: values as Readonly<Record<string, unknown>>,
  after: values as Readonly<Record<string, unknown>>,
});
