/**
 * How deep JSON from outside may nest. Providers' own documents nest about ten deep; deeper ones are made to exhaust
 * the stack of whoever walks them, so they stop where data enters.
 */
export const deepestNesting = 200;

/** Level by level and not by recursion, so that no depth can exhaust the stack here either. */
export const nestsTooDeep = (value: unknown): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (level.length > 0 && depth >= deepestNesting) return true;
  }
  return false;
};
