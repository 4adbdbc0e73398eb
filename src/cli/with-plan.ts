import type { Command } from 'commander';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Facts } from '../pipeline/facts.ts';
import type { Context } from './context.ts';

export interface WithPlanOptions {
  readonly withPlan?: boolean;
}

export const addWithPlanOption = (command: Command): Command =>
  command.option(
    '--with-plan',
    'HTML: also the plan that ends standing privilege, as reduce works it out (takes longer)',
  );

/** Changes of a plan beside a report; `reduce` has as many as are asked for. */
const changes = 20;

/** The plan for the same facts. Nothing, where nobody asked or nothing could be read. */
export const planned = async (
  facts: Facts,
  { withPlan }: WithPlanOptions,
  settings: Settings,
  context: Context,
): Promise<Pick<AuditResult, 'plan'>> => {
  const { couldRead } = await import('../pipeline/facts.ts');
  if (withPlan !== true || !couldRead(facts)) return {};
  const { reduce } = await import('../pipeline/reduce.ts');
  const found = await reduce(facts, settings, {
    most: changes,
    onStep: (made, share) => context.progress(`plan: after ${made} changes ${share} %`),
  });
  context.progress('');
  return { plan: found };
};
