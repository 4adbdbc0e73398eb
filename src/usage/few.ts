/**
 * The first few of many texts, by text: which they are depends neither on the order in which the texts come nor on how they
 * were split into parts, and what was once left out never comes back, so figures of those that stay are whole.
 */
export interface Few<Figures> {
  /** Sorted by text. */
  readonly entries: () => readonly (readonly [text: string, figures: Figures])[];
  /** Undefined: it is not among the first. */
  readonly at: (text: string) => Figures | undefined;
  /** There were others. */
  readonly more: () => boolean;
  readonly setMore: () => void;
}

export const few = <Figures>(most: number, start: () => Figures): Few<Figures> => {
  const known = new Map<string, Figures>();
  /** The last of them, once there are as many as may be. */
  let last: string | undefined;
  let more = false;
  const findLast = (): string | undefined => {
    if (known.size < most) return undefined;
    let found = '';
    for (const text of known.keys()) if (text > found) found = text;
    return found;
  };
  return {
    entries: () => [...known].sort(([a], [b]) => (a < b ? -1 : 1)),
    at: (text) => {
      const before = known.get(text);
      if (before !== undefined) return before;
      if (last !== undefined) {
        more = true;
        if (text > last) return undefined;
        known.delete(last);
      }
      const figures = start();
      known.set(text, figures);
      last = findLast();
      return figures;
    },
    more: () => more,
    setMore: () => {
      more = true;
    },
  };
};
