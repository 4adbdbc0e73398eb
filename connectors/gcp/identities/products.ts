/**
 * Bindings that one place of a file makes of two lists: roles that may be asked for and who may ask, buckets for whoever edits
 * a project and those who do. They grow with the product of the two; beyond what there is in any organisation one of them is
 * not looked at, and told.
 */
export interface Products {
  /** Whether so many more may be made; else what they are of is not judged. @param name of the policy or entitlement */
  readonly take: (count: number, name: string) => boolean;
  /** What was not judged, sorted. */
  readonly refused: () => readonly string[];
}

const always = 300_000;
const eachGiven = 20;

/** @param given bindings that files write out, one by one */
export const productsOf = (given: number): Products => {
  let left = always + eachGiven * given;
  const refused = new Set<string>();
  return {
    take: (count, name) => {
      if (count > left) {
        refused.add(name);
        return false;
      }
      left -= count;
      return true;
    },
    refused: () => [...refused].sort(),
  };
};
