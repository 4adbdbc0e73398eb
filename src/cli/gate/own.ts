import type { OwnGate } from '../../../connectors/connector.ts';
import type { GateEnvironment, GateOptions, Prepared } from './mode.ts';
import { groundOf, placedOn } from './plan.ts';
import { withoutVerdict } from './unread.ts';

/** A change that one provider reads: its states, or plans that are put on an estate as any other plan. */
export const prepareOwn = async (
  { prepare }: OwnGate,
  files: readonly string[],
  options: GateOptions,
  { settings, context }: GateEnvironment,
): Promise<Prepared> => {
  const comparison = await prepare({ ...options }, files);
  const { before, after } = comparison;
  if (comparison.is === 'states') return { ok: true, input: comparison.input, before, after };
  const { plansGateInput, planKnowledgeOf } = await import('../../pipeline/plan-gate.ts');
  const ground = await groundOf(files, options, context);
  const unread = ground === undefined ? undefined : withoutVerdict(ground);
  if (unread !== undefined) return unread;
  const beside = ground === undefined ? '' : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input: plansGateInput(
      comparison.plans,
      settings,
      await planKnowledgeOf(comparison.plans, ground),
      placedOn(ground, options),
    ),
    before: `${before}${beside}`,
    after,
  };
};
