const mostRemembered = 1_024;
const longestRemembered = 256;

/**
 * A pure function of short texts, of which the same come again and again: titles, first lines of fixes. The last thousand or
 * so are remembered.
 */
export const remembering = (of: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > longestRemembered) return of(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = of(text);
    if (known.size >= mostRemembered) known.clear();
    known.set(text, made);
    return made;
  };
};
