import { byText } from '../../model/by-text.ts';
import type { LeftOut } from '../../model/reduce.ts';
import type { Made } from './making.ts';
import type { Candidate } from './proposals.ts';

/** Memory of a search: what was tried, what came of it, and what is not to be tried again. */
export interface Memory {
  /** Weight that a candidate ended when it was last tried, for each change. */
  readonly known: Map<string, number>;
  readonly leftOut: Map<string, LeftOut>;
  readonly looked: Set<string>;
  /** Ways on which changes that only help together were looked for in vain. */
  readonly inVain: Set<string>;
}

interface Bounded {
  readonly candidate: Candidate;
  /** What it is thought to end, for each change: what it ended when it was tried, else the estimate. */
  readonly bound: number;
}

const byBoundAndKey = (a: Bounded, b: Bounded): number =>
  b.bound - a.bound || byText(a.candidate.key, b.candidate.key);

/** Those that may be tried, the most promising first. @param candidates in the order of their estimates */
export const byBound = (
  candidates: readonly Candidate[],
  { known, leftOut }: Memory,
): readonly Candidate[] => {
  const tried: Bounded[] = [];
  const untried: Bounded[] = [];
  for (const candidate of candidates) {
    if (leftOut.has(candidate.key)) continue;
    const before = known.get(candidate.key);
    if (before === undefined) untried.push({ candidate, bound: candidate.estimate / candidate.changes });
    else tried.push({ candidate, bound: before });
  }
  // Both lists are in order: of fifty thousand candidates few were tried.
  tried.sort(byBoundAndKey);
  const order: Candidate[] = [];
  let next = 0;
  for (const each of untried) {
    for (; next < tried.length && byBoundAndKey(tried[next]!, each) < 0; next += 1)
      order.push(tried[next]!.candidate);
    order.push(each.candidate);
  }
  for (const { candidate } of tried.slice(next)) order.push(candidate);
  return order;
};

/** Statements are told by their position: that of a document which lost one is another's now. */
export const forgetShifted = (made: readonly Made[], { known }: Memory): void => {
  const documents = made.flatMap(({ proposal }) =>
    proposal.kind === 'withdraw-statement' ? [JSON.stringify(proposal.place.id)] : [],
  );
  for (const key of known.keys()) if (documents.some((id) => key.includes(id))) known.delete(key);
};
