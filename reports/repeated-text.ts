const mostRemembered = 1_024;
const longestRemembered = 256;

/** Texts that were not remembered, after which it is tried with others. */
const mostMissed = 100_000;

/**
 * A pure function of short texts, of which the same come again and again: titles, first lines of fixes. What comes often comes
 * early, so the first thousand are remembered, and ids that follow push nothing out.
 */
export const remembering = (of: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>();
  let missed = 0;
  return (text) => {
    if (text.length > longestRemembered) return of(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = of(text);
    if (known.size < mostRemembered) known.set(text, made);
    else {
      missed++;
      if (missed > mostMissed) {
        known.clear();
        missed = 0;
      }
    }
    return made;
  };
};
