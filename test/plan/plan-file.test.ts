import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { readPlanFile } from '../../src/plan/plan-file.ts';
import { readTerraformPlan } from '../../src/plan/terraform.ts';
import { planText } from '../support/plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (bytes: Uint8Array): string => {
  const path = join(folder, 'plan.json');
  writeFileSync(path, bytes);
  return path;
};
const read = (bytes: Uint8Array) => {
  const path = written(bytes);
  const { text, modifiedAt } = readPlanFile(path, 'plan');
  return readTerraformPlan(text, path, modifiedAt);
};
const plan = planText([{ address: 'aws_iam_user.ü', after: { name: 'ü' } }]);
const wide = Buffer.from(`\uFEFF${plan}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(plan)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${plan}`)],
  ['UTF-16 as Windows PowerShell writes it', wide],
  ['UTF-16 the other way round', Buffer.from(wide).swap16()],
])('a plan in %s is read', (_, bytes) => {
  expect(read(bytes).resources.map(({ after }) => after)).toEqual([{ name: 'ü' }]);
});

test.each<readonly [what: string, bytes: Uint8Array, says: string, remedy: string]>([
  ['UTF-16 without a mark', wide.subarray(2), 'UTF-16', 'Save it as UTF-8'],
  ['UTF-16 that is cut', wide.subarray(0, -1), 'cut short', 'Make the file again'],
  [
    'the line of a wrapper',
    Buffer.from(`[command]/bin/terraform show\n${plan}`),
    'wrapper',
    'terraform_wrapper: false',
  ],
  ['messages', Buffer.from('{"@level":"info"}\n{"@level":"info"}\n'), 'messages of', 'terraform show -json'],
  ['a binary plan', Buffer.from('PK\u0003\u0004…'), 'binary form', 'terraform show -json'],
  [
    'an export in UTF-16',
    Buffer.from('\uFEFF{"Users":[]}', 'utf16le'),
    'no plan of Terraform',
    'terraform show -json',
  ],
])('%s is refused', (_, bytes, says, remedy) => {
  let refusal: unknown;
  try {
    read(bytes);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(InputError);
  expect((refusal as InputError).message).toContain(says);
  expect((refusal as InputError).remedy).toContain(remedy);
});
