import { createHash } from 'node:crypto';

/** A change of the code, as Stryker tells a checker of it: https://stryker-mutator.io/docs/stryker-js/guides/create-a-plugin/ */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly replacement: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Sample {
  readonly count: number;
  readonly seed: string;
}

/**
 * Ids of `count` mutants, by lot. The lot of each is drawn for it alone, so that a sample changes little when the code
 * does, and is the same one wherever the project lies.
 * @param nameOf - of a file, from the project's root
 */
export const draw = (
  mutants: readonly Mutant[],
  { count, seed }: Sample,
  nameOf: (fileName: string) => string,
): ReadonlySet<string> => {
  const lots = mutants.map(({ id, fileName, location: { start, end }, replacement }) => {
    const parts = [seed, nameOf(fileName), start.line, start.column, end.line, end.column, replacement];
    return { id, lot: createHash('sha256').update(JSON.stringify(parts)).digest('hex') };
  });
  return new Set(
    lots
      .sort((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, count)
      .map(({ id }) => id),
  );
};
