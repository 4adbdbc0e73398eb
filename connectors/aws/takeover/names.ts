import { statementsFor } from '../policy/evaluate.ts';
import { commonExample, compileWildcard, endsMeet } from '../policy/wildcard.ts';
import type { Need } from '../techniques/index.ts';
import { documentsOf, type Holder } from './holder.ts';

/** Every star stands for something: no part of an ARN is empty. */
const filled = (pattern: string): string => pattern.replace(/\*+/g, '?*');

const ownPattern = ({ partition, account }: Holder, pattern: string): string =>
  pattern.replace('{partition}', partition).replace('{account}', account);

interface Remembered {
  readonly patterns: Map<string, readonly string[]>;
  readonly names: Map<string, ReadonlySet<string>>;
}

/** Techniques ask for the same patterns and names again and again. */
const byHolder = new WeakMap<Holder, Remembered>();

const remembered = (holder: Holder): Remembered => {
  const known = byHolder.get(holder) ?? { patterns: new Map(), names: new Map() };
  byHolder.set(holder, known);
  return known;
};

/** Patterns of resources that some layer lets through for an action. */
const patternsFor = (holder: Holder, action: string): readonly string[] => {
  const { patterns } = remembered(holder);
  const found = patterns.get(action) ?? [...new Set(readPatterns(holder, action))];
  patterns.set(action, found);
  return found;
};

const readPatterns = (holder: Holder, action: string): readonly string[] =>
  documentsOf(holder.layers).flatMap((document) =>
    statementsFor(document, action.toLowerCase()).flatMap((statement) => {
      const lets = statement.allow !== statement.notResource && statement.resources.length > 0;
      const patterns = lets ? statement.resources.map(({ text }) => text) : statement.allow ? ['*'] : [];
      return patterns.map((text) =>
        text.replace(/\$\{aws:username\}/gi, holder.principal?.name ?? '*').replace(/\$\{[^}]*\}/g, '*'),
      );
    }),
  );

/** Names for a new resource, one for each pattern of an allow or of a deny's exception. */
export const namesFor = (holder: Holder, action: string, pattern: string): ReadonlySet<string> => {
  if (pattern === '*') return new Set(['*']);
  const { names } = remembered(holder);
  const key = `${action} ${pattern}`;
  let found = names.get(key);
  if (found === undefined) {
    const wanted = ownPattern(holder, pattern);
    // A name is worth trying for each pattern that any layer lets through.
    found = new Set(patternsFor(holder, action).flatMap((text) => commonExample(text, wanted, ':') ?? []));
    names.set(key, found);
  }
  return found;
};

/** Names for one new resource that several actions are about, from the patterns of each. */
export const namesForAny = (
  holder: Holder,
  actions: readonly string[],
  pattern: string,
): ReadonlySet<string> => new Set(actions.flatMap((action) => [...namesFor(holder, action, pattern)]));

/** For one technique. A look at a pair is nearly always enough; to search for what two have in common costs many looks. */
const mostLooks = 250_000;
const looksOfSearch = 250;

/**
 * Names for one resource that several actions are about, each from a pattern of the first action and one of another;
 * `whole`: no pair of patterns was left out.
 */
export const namesForAll = (
  holder: Holder,
  needs: readonly Need[],
): { readonly names: readonly string[]; readonly whole: boolean } => {
  const [first = [], ...rest] = needs.map(({ action }) => [
    ...new Set(patternsFor(holder, action).map(filled)),
  ]);
  const wanted = compileWildcard(ownPattern(holder, needs[0]!.on));
  const names = new Set<string>();
  let left = mostLooks;
  for (const patterns of rest)
    for (const text of patterns)
      for (const other of first) {
        const meets = endsMeet(text, other);
        left -= meets ? looksOfSearch : 1;
        if (left < 0) return { names: [...names], whole: false };
        const name = meets ? commonExample(text, other, ':') : undefined;
        if (name !== undefined && wanted(name)) names.add(name);
      }
  return { names: [...names], whole: true };
};
