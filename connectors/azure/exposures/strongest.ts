import type { Draft } from '../identities/drafts.ts';
import type { AzureRight } from '../identities/rights.ts';

/** Lists of rights are shared by all who have the same role. */
const known = new WeakMap<readonly AzureRight[], number>();

const highest = (rights: readonly AzureRight[]): number => {
  let level = known.get(rights);
  if (level === undefined) {
    level = rights.reduce((most, right) => Math.max(most, right.level), 0);
    known.set(rights, level);
  }
  return level;
};

/** The highest level of what is held now, not only eligible. */
export const strongest = ({ grants }: Draft): number =>
  grants.reduce(
    (most, { rights, duration }) => (duration === 'eligible' ? most : Math.max(most, highest(rights))),
    0,
  );
