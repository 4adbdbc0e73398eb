import { accountAndType, alwaysWithRole } from '../facts/workloads.ts';
import { type Decision, denied } from '../policy/evaluate.ts';
import type { PassRoleTechnique } from '../techniques/index.ts';
import type { Asking } from './asking.ts';
import { better, both } from './decisions.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import { askOnWorkload, isAbout, workloadsOf } from './known-workloads.ts';
import type { KnownWorkloadTypes } from './parts.ts';

type Parts = Asking & Directory & KnownWorkloadTypes;

interface Found {
  readonly arn: string;
  readonly decision: Decision;
}

/** Nothing is asked of it: it only has to be there. */
const isThere: Decision = { verdict: 'allowed', by: [], assumes: [], until: undefined };

/** The known resource of a type on which the holder has most of what a technique needs; undefined: none is known. */
const bestOf = (
  parts: Parts,
  holder: Holder,
  { needs }: PassRoleTechnique,
  type: string,
): Found | undefined => {
  let best: Found | undefined;
  for (const { data } of workloadsOf(parts.inventory, holder.account, type)) {
    const decision = needs
      .filter((need) => isAbout(need, data.Arn))
      .map(({ action }) => askOnWorkload(parts, holder, action, data.Arn))
      .reduce(both, isThere);
    if (best === undefined || better(best.decision, decision) !== best.decision)
      best = { arn: data.Arn, decision };
    if (best.decision.verdict === 'allowed') break;
  }
  return best;
};

/**
 * A technique that needs something which exists already, on what is known: proven where the holder may use one of each
 * type that the snapshot shows, and nothing where it shows all and the holder may use none. Undefined: nothing.
 */
export const onWhatExists = (
  parts: Parts,
  holder: Holder,
  technique: PassRoleTechnique,
): PassRoleTechnique | undefined => {
  const { existing, needs } = technique;
  if (existing === undefined) return technique;
  const found = existing.map((type) => ({ type, best: bestOf(parts, holder, technique, type) }));
  const allKnown = (type: string): boolean =>
    alwaysWithRole.has(type) && parts.workloadTypes.has(accountAndType(holder.account, type));
  if (found.some(({ type, best }) => allKnown(type) && (best?.decision ?? denied).verdict === 'denied'))
    return undefined;
  const arns = found.flatMap(({ best }) =>
    best === undefined || best.decision.verdict === 'denied' ? [] : [best.arn],
  );
  if (arns.length < existing.length) return technique;
  const { assumes: _, ...proven } = technique;
  return {
    ...proven,
    needs: needs.map((need) => {
      const arn = arns.find((each) => isAbout(need, each));
      return arn === undefined ? need : { ...need, on: arn as `arn:${string}` };
    }),
  };
};
