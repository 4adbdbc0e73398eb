/**
 * What following groups into groups may cost. Who is in the first of a chain of groups is in all of them, and is shown with
 * what each of them gives: pairs of somebody and a group grow with the square of a chain. In directories as they are there
 * are a few for each membership; what has more of them is not followed, and told.
 */
export interface Nesting {
  /** Counts one more group that somebody is in through another; false: there were too many, and the rest is not to be followed. */
  readonly step: () => boolean;
  /** Somebody whose groups of groups are not known. */
  readonly giveUp: (id: string) => void;
  /** Those, sorted: all that was asked until now. */
  readonly givenUp: () => readonly string[];
}

const always = 100_000;
const eachMembership = 10;

/** @param memberships direct ones, of the whole estate */
export const nestingOf = (memberships: number): Nesting => {
  let left = always + eachMembership * memberships;
  const givenUp = new Set<string>();
  return {
    step: () => {
      left -= 1;
      return left >= 0;
    },
    giveUp: (id) => givenUp.add(id),
    givenUp: () => [...givenUp].sort(),
  };
};

/** What is told of it in the coverage. */
export const nestingDetail = (ids: readonly string[]): string =>
  `too complex to judge: groups in one another, so many that groups of groups were not followed for ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;
