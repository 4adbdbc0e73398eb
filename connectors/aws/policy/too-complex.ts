import { isTooComplex, patternBudget } from './wildcard.ts';

/**
 * A pattern past {@link patternBudget} is kept as its beginning and a variable of which nobody knows the value: it may match
 * whatever begins like it, so that an allow is conditional and a deny is not relied on.
 */
export const tooComplexKey = 'nhi-audit:too-complex';

const beforeWildcards = /^[^*?$]*/;

const simpler = (pattern: string): string =>
  `${beforeWildcards.exec(pattern.slice(0, patternBudget.characters))![0]}\${${tooComplexKey}}`;

export interface Simplified {
  readonly texts: readonly string[];
  /** How many are not what was written. */
  readonly changed: number;
}

/** Patterns as they are, and what stands for those that are too complex to judge. */
export const simplified = (texts: readonly string[]): Simplified => {
  const changed = texts.filter(isTooComplex).length;
  return changed === 0
    ? { texts, changed }
    : { texts: texts.map((text) => (isTooComplex(text) ? simpler(text) : text)), changed };
};
