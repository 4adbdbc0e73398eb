import type { Facts } from '../../pipeline/facts.ts';
import type { PlanGround } from '../../pipeline/plan-gate.ts';
import type { Context } from '../context.ts';
import type { GateEnvironment, GateOptions, Prepared } from './mode.ts';
import { withoutVerdict } from './unread.ts';

export interface PlanOptions extends GateOptions {
  readonly plan?: string;
}

/** Files that say what the estate looks like before the change. */
export const groundOf = async (
  files: readonly string[],
  { snapshot, demo }: Pick<PlanOptions, 'snapshot' | 'demo'>,
  context: Context,
): Promise<Facts | undefined> => {
  const paths = [...(snapshot === undefined ? [] : [snapshot]), ...files];
  if (paths.length === 0 && demo !== true) return undefined;
  const { openFiles } = await import('../source-options.ts');
  const { gather } = await import('../../pipeline/facts.ts');
  // The change itself is one more source.
  const sources = await openFiles(paths, 1, context);
  if (demo !== true) return gather(sources);
  const { demoSources } = await import('../../pipeline/demo.ts');
  const sample = await demoSources();
  const facts = await gather([...sources, ...sample]);
  const [{ collectedAt } = facts] = sample;
  return { ...facts, collectedAt };
};

/** The estate that is changed, and what the user says of where. */
export const placedOn = (ground: Facts | undefined, { account }: GateOptions): PlanGround => ({
  records: ground?.records ?? [],
  coverage: ground?.coverage ?? [],
  ...(account === undefined ? {} : { accounts: account }),
});

/** A Terraform plan against what it starts from. */
export const preparePlan = async (
  files: readonly string[],
  options: PlanOptions,
  { settings, context }: GateEnvironment,
): Promise<Prepared> => {
  const { readPlanFile } = await import('../../plan/plan-file.ts');
  const { sourcesBeside } = await import('./source-files.ts');
  const { readTerraformPlan } = await import('../../plan/terraform.ts');
  const { planGateInput, planKnowledgeOf } = await import('../../pipeline/plan-gate.ts');
  const path = options.plan!;
  const { text, modifiedAt } = readPlanFile(path, 'plan');
  const plan = readTerraformPlan(text, path, modifiedAt, sourcesBeside(path));
  const ground = await groundOf(files, options, context);
  const unread = ground === undefined ? undefined : withoutVerdict(ground);
  if (unread !== undefined) return unread;
  const input = planGateInput(
    plan,
    settings,
    await planKnowledgeOf([plan], ground),
    placedOn(ground, options),
  );
  const beside = ground === undefined ? '' : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input,
    before: `what ${path} starts from${beside}`,
    after: `${path} applied (planned ${plan.madeAt})`,
  };
};
