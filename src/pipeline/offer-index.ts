import type { TokenAcceptance, TokenOffer } from '../model/federation.ts';

const fixedStart = (pattern: string): string => /^[^*?]*/.exec(pattern)![0];

/**
 * Finds the offers that a trust could accept by how their subject begins: thousands of repositories are not held against
 * hundreds of trusts one by one. Never leaves out one that would be accepted.
 */
export const indexOffers = (offers: readonly TokenOffer[]) => {
  const byStart = new Map<string, TokenOffer[]>();
  const without: TokenOffer[] = [];
  for (const offer of offers) {
    const { sub } = offer.claims;
    if (sub === undefined) without.push(offer);
    for (const start of new Set((sub?.like ?? []).map(fixedStart))) {
      const list = byStart.get(start);
      if (list === undefined) byStart.set(start, [offer]);
      else list.push(offer);
    }
  }
  const starts = [...byStart.keys()].sort();
  const firstFrom = (text: string): number => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return ({ tests }: TokenAcceptance): readonly TokenOffer[] => {
    const subject = tests.find(
      ({ claim, negated, ifExists, ignoreCase }) => claim === 'sub' && !negated && !ifExists && !ignoreCase,
    );
    if (subject === undefined) return offers;
    const found = new Set<TokenOffer>(without);
    for (const value of subject.values) {
      const start = subject.operator === 'like' ? fixedStart(value) : value;
      // Subjects that begin with it, and those whose own wildcard stands before its end.
      for (let at = firstFrom(start); starts[at]?.startsWith(start) === true; at += 1)
        for (const offer of byStart.get(starts[at]!)!) found.add(offer);
      for (let length = 0; length < start.length; length += 1)
        for (const offer of byStart.get(start.slice(0, length)) ?? []) found.add(offer);
    }
    return [...found];
  };
};
