import { templateAttributeText } from '../../connectors/plans.ts';
import type { GateResult } from '../../src/model/gate.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { runGate } from '../../src/pipeline/gate.ts';
import { plansGateInput } from '../../src/pipeline/plan-gate.ts';
import { readCloudFormation } from '../../src/plan/cloudformation/index.ts';

const madeAt = '2026-11-01T00:00:00Z';

/** @param base undefined: all of the template is new */
export const plansOf = (base: string | undefined, head: string) =>
  readCloudFormation(
    { text: head, file: 'app.yaml' },
    base === undefined ? undefined : { text: base, file: 'base.yaml' },
    templateAttributeText,
    madeAt,
  );

export const judgeTemplates = (base: string | undefined, head: string): GateResult =>
  runGate({
    input: plansGateInput(plansOf(base, head), defaultSettings),
    settings: defaultSettings,
    labels: { mode: 'cloudformation', before: 'before', after: 'after' },
  });

/** Classes that fail, sorted; none: it passes. */
export const failingTemplates = (base: string | undefined, head: string): readonly string[] =>
  [
    ...new Set(
      judgeTemplates(base, head)
        .changes.filter(({ fails }) => fails)
        .map((change) => change.class),
    ),
  ].sort();
