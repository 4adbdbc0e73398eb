/**
 * A budget, divided among several wants: whoever wants less than an even part gets all of it, and what is left over goes to
 * the others. The same wants get the same shares.
 */
export const evenShares = (wants: readonly number[], budget: number): readonly number[] => {
  const shares = wants.map(() => 0);
  let left = budget;
  const byWant = wants.map((_, index) => index).sort((a, b) => wants[a]! - wants[b]! || a - b);
  for (const [place, index] of byWant.entries()) {
    const even = Math.ceil(left / (byWant.length - place));
    shares[index] = Math.min(wants[index]!, even, left);
    left -= shares[index]!;
  }
  return shares;
};
