import { attributeText } from '../../connectors/aws/plan/template/attribute-text.ts';
import { readCloudFormation } from '../../connectors/aws/plan/template/index.ts';
import type { TemplateFile } from '../../connectors/aws/plan/template/side.ts';
import type { GateResult } from '../../src/model/gate.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { runGate } from '../../src/pipeline/gate.ts';
import { plansGateInput } from '../../src/pipeline/plan-gate.ts';
import { interpretations, planKnowledge } from './providers.ts';

/** What is asked is whether a change is seen, and not what it weighs. */
const settings = { ...defaultSettings, gate: { ...defaultSettings.gate, policy: 'strict' as const } };

const madeAt = '2026-11-01T00:00:00Z';

/** A template, or several by their file names, of which the first is judged. */
type Given = string | Readonly<Record<string, string>>;

const fileOf = (given: Given, name: string): TemplateFile => {
  if (typeof given === 'string') return { text: given, file: name };
  const files = Object.entries(given).map(([file, text]): [string, TemplateFile] => [
    file,
    { text, file, beside: (path) => byName.get(path) },
  ]);
  const byName = new Map(files);
  return files[0]![1];
};

/** @param base undefined: all of the template is new */
export const plansOf = (base: Given | undefined, head: Given) =>
  readCloudFormation(
    fileOf(head, 'app.yaml'),
    base === undefined ? undefined : fileOf(base, 'base.yaml'),
    attributeText,
    madeAt,
  );

export const judgeTemplates = (base: Given | undefined, head: Given): GateResult =>
  runGate({
    input: plansGateInput(plansOf(base, head), settings, planKnowledge),
    settings,
    labels: { mode: 'cloudformation', before: 'before', after: 'after' },
    interpretations,
  });

/** Classes that fail, sorted; none: it passes. */
export const failingTemplates = (base: Given | undefined, head: Given): readonly string[] =>
  [
    ...new Set(
      judgeTemplates(base, head)
        .changes.filter(({ fails }) => fails)
        .map((change) => change.class),
    ),
  ].sort();
