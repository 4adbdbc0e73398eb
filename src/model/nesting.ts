/**
 * How many lists and objects of JSON from outside may stand one in another. Providers' own documents nest about ten deep; deeper ones are made to exhaust
 * the stack of whoever walks them, so they stop where data enters.
 */
export const deepestNesting = 200;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Level by level and not by recursion, so that no depth can exhaust the stack here either. */
export const nestsTooDeep = (value: unknown): boolean => {
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((item) => Object.values(item)).filter(isNested);
  }
  return false;
};
