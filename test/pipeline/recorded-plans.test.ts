import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { runGate } from '../../src/pipeline/gate.ts';
import { planGateInput } from '../../src/pipeline/plan-gate.ts';
import { readTerraformPlan } from '../../src/plan/terraform.ts';
import { interpretations, planKnowledge } from '../support/providers.ts';

/**
 * Plans that a real Terraform made of `before.tf` (applied to an emulated AWS) and `after.tf`, recorded by
 * `scripts/record-terraform-plans.sh`. Which classes fail is what a careful reviewer says of the two files.
 */
/** What is asked is whether a change is seen, and not what it weighs. */
const settings = { ...defaultSettings, gate: { ...defaultSettings.gate, policy: 'strict' as const } };

const verdicts: Readonly<Record<string, readonly string[]>> = {
  // Its role may do all that its inline policy says.
  boundary: ['privilege-widened'],
  // A managed policy on a bucket whose name is known after apply: the text is worked out around it.
  document: ['new-standing-grant'],
  'for-each': ['new-standing-grant'],
  key: ['credential-added'],
  // Into a module, with `moved` blocks.
  moved: [],
  narrowed: [],
  'no-op': [],
  // Another name: Terraform replaces the role.
  renamed: [],
  // One action moves from the inline policy to a managed one that is made by the plan.
  split: [],
  trust: ['trust-widened'],
  widened: ['privilege-widened'],
};
const folder = new URL('../fixtures/terraform/', import.meta.url);

test('every recorded plan has its verdict here', () => {
  const recorded = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(recorded.map(({ name }) => name).sort()).toEqual(Object.keys(verdicts).sort());
});

test.each(Object.entries(verdicts))('%s', (name, expected) => {
  const text = readFileSync(new URL(`${name}/plan.json`, folder), 'utf8');
  const result = runGate({
    input: planGateInput(
      readTerraformPlan(text, 'plan.json', '2026-11-01T00:00:00Z'),
      settings,
      planKnowledge,
    ),
    settings,
    labels: { mode: 'terraform', before: 'before', after: 'after' },
    interpretations,
  });
  const failing = result.changes.filter(({ fails }) => fails);
  expect(
    [...new Set(failing.map((change) => change.class))].sort(),
    JSON.stringify(failing.map(({ what }) => what)),
  ).toEqual(expected);
  // The account is the one that Terraform asked for, not a stand-in.
  for (const { who } of result.changes) expect(who).toContain('111122223333');
});
