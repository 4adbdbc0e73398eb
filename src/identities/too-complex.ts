import { byText } from '../model/by-text.ts';
import type { Coverage, InputKind } from '../model/coverage.ts';

/**
 * What is past a budget of `docs/limits.md`. The one thing is judged as not known, and becomes a gap in the coverage here: one
 * way for all providers and budgets.
 */
export const tooComplex = 'too complex to judge';

/** One thing past its budget. */
export interface Beyond {
  /** Id of the scope that it lies in. */
  readonly scope: string;
  /** Its place, then what of it: `policy p of role/r: aws:RequestTag/a of statement 0 has too many values to compare`. */
  readonly what: string;
}

/** Things past their budgets, as judging comes across them. */
export interface BeyondBudgets {
  readonly note: (beyond: Beyond) => void;
  /** Each once, sorted. */
  readonly all: () => readonly Beyond[];
}

/** So many are kept by their names; more are told as more. */
const mostKept = 1_000;
const mostNamed = 20;

export const beyondBudgets = (): BeyondBudgets => {
  const found = new Map<string, Map<string, Beyond>>();
  return {
    note: (beyond) => {
      const own = found.get(beyond.scope) ?? new Map<string, Beyond>();
      found.set(beyond.scope, own);
      if (own.size < mostKept) own.set(beyond.what, beyond);
    },
    all: () => [...found.values()].flatMap((own) => [...own.values()]).sort((a, b) => byText(a.what, b.what)),
  };
};

/**
 * A line of the coverage for each scope in which something is past a budget.
 * @param source what it is about, as the coverage names it: `conditions of role assignments`
 */
export const beyondCoverage = (
  {
    connector,
    source,
    gives,
  }: Pick<Coverage, 'connector' | 'source'> & { readonly gives: readonly InputKind[] },
  all: readonly Beyond[],
): readonly Coverage[] =>
  [...Map.groupBy(all, ({ scope }) => scope)]
    .sort(([a], [b]) => byText(a, b))
    .map(([scope, own]): Coverage => {
      const texts = [...new Set(own.map(({ what }) => what))].sort();
      const more = texts.length - mostNamed;
      return {
        connector,
        scope,
        source,
        status: 'partial',
        detail: `${tooComplex}: ${texts.slice(0, mostNamed).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
        gives,
      };
    });
