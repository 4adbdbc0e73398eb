import { readWholeFile } from '../../exports/whole-file.ts';
import { InputError } from '../../model/input-error.ts';
import type { GateEnvironment, GateOptions, Prepared } from './mode.ts';

export interface PlanOptions extends GateOptions {
  readonly plan?: string;
}

const largest = 500 * 1_048_576;

/** @throws InputError when there is no such file, or one too large to be a plan */
export const readInput = (
  path: string,
  what: string,
): { readonly text: string; readonly modifiedAt: string } => {
  const file = readWholeFile(path, { largest, what });
  if (file === undefined) throw new InputError(`there is no ${what}`, path, 'Check the name.');
  return { text: file.bytes.toString('utf8').replace(/^\uFEFF/, ''), modifiedAt: file.modifiedAt };
};

/** Files that say what the estate looks like before the change. */
export const groundOf = async (
  files: readonly string[],
  { snapshot, demo }: Pick<PlanOptions, 'snapshot' | 'demo'>,
) => {
  const bundled = demo === true ? await import('../../../connectors/aws/demo/index.ts') : undefined;
  const paths = [...(snapshot === undefined ? [] : [snapshot]), ...files, ...(bundled?.demoFiles ?? [])];
  if (paths.length === 0) return undefined;
  const { fileSource } = await import('../../pipeline/file-source.ts');
  const { gather } = await import('../../pipeline/facts.ts');
  return gather(paths.map(fileSource), bundled?.demoCollectedAt);
};

/** A Terraform plan against what it starts from. */
export const preparePlan = async (
  files: readonly string[],
  options: PlanOptions,
  { settings }: GateEnvironment,
): Promise<Prepared> => {
  const { readTerraformPlan } = await import('../../plan/terraform.ts');
  const { planGateInput } = await import('../../pipeline/plan-gate.ts');
  const path = options.plan!;
  const { text, modifiedAt } = readInput(path, 'plan');
  const plan = readTerraformPlan(text, path, modifiedAt);
  const ground = await groundOf(files, options);
  const input = planGateInput(plan, settings, ground);
  const beside = ground === undefined ? '' : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input,
    before: `what ${path} starts from${beside}`,
    after: `${path} applied (planned ${plan.madeAt})`,
  };
};
