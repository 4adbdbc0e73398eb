/**
 * How many lists and objects of JSON from outside may stand one in another. Providers' own documents nest about ten deep; deeper ones are made to exhaust
 * the stack of whoever walks them, so they stop where data enters.
 */
export const deepestNesting = 200;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

const nestsDeeperThan = (value: object, levels: number): boolean => {
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isNested(item) && nestsDeeperThan(item, levels - 1)) return true;
    return false;
  }
  // Parsed JSON has no inherited members.
  for (const key in value) {
    const member: unknown = value[key as keyof typeof value];
    if (isNested(member) && nestsDeeperThan(member, levels - 1)) return true;
  }
  return false;
};

/** Of parsed JSON. Looks no deeper than is allowed, so that no depth can exhaust the stack here either. */
export const nestsTooDeep = (value: unknown): boolean =>
  isNested(value) && nestsDeeperThan(value, deepestNesting);
