import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import { type Decision, denied, earlier } from '../policy/evaluate.ts';

/** Both must be allowed. */
export const both = (a: Decision, b: Decision): Decision => {
  if (a.verdict === 'denied' || b.verdict === 'denied') return denied;
  return {
    verdict: a.verdict === 'allowed' && b.verdict === 'allowed' ? 'allowed' : 'conditional',
    by: [...new Set([...a.by, ...b.by])],
    assumes: [...new Set([...a.assumes, ...b.assumes])].sort(),
    until: earlier(a.until, b.until),
    ...(a.open === undefined && b.open === undefined ? {} : { open: [...(a.open ?? []), ...(b.open ?? [])] }),
  };
};

const order = { allowed: 2, conditional: 1, denied: 0 } as const;
export const better = (a: Decision, b: Decision): Decision => (order[b.verdict] > order[a.verdict] ? b : a);

/** What an edge rests on that a decision allows. */
export const detailsOf = (decision: Decision): EdgeDetails => ({
  allowedBy: decision.by.map(({ document, index }) => ({ document, statement: index })),
  assumes: decision.assumes,
  until: decision.until,
});
