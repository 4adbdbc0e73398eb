import type { Share } from '../model/reach.ts';
import type { Closure } from './closure.ts';
import type { Closures } from './radius.ts';

/** What several identities hold together, as a share of all. */
export const shareReader = ({
  all,
  proven,
  holdings,
}: Closures): ((identities: readonly number[]) => Share) => {
  const of = (closure: Closure, identities: readonly number[]): number =>
    holdings.total === 0
      ? 0
      : Math.round(
          (holdings.value(holdings.joinAll(identities.map((identity) => closure.holding(identity)))) /
            holdings.total) *
            10_000,
        ) / 100;
  return (identities) => ({ score: of(all, identities), proven: of(proven, identities) });
};
