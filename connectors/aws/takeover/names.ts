import { statementsFor } from '../policy/evaluate.ts';
import { commonExample, compileWildcard } from '../policy/wildcard.ts';
import type { Need } from '../techniques/index.ts';
import { documentsOf, type Holder } from './holder.ts';

/** Every star stands for something: no part of an ARN is empty. */
const filled = (pattern: string): string => pattern.replace(/\*+/g, '?*');

const ownPattern = ({ partition, account }: Holder, pattern: string): string =>
  pattern.replace('{partition}', partition).replace('{account}', account);

/** Patterns of resources that some layer lets through for an action. */
const patternsFor = (holder: Holder, action: string): readonly string[] =>
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
  const wanted = ownPattern(holder, pattern);
  // A name is worth trying for each pattern that any layer lets through.
  const patterns = new Set(patternsFor(holder, action));
  return new Set([...patterns].flatMap((text) => commonExample(text, wanted, ':') ?? []));
};

/** Names for one resource that several actions are about, each from a pattern of the first action and one of another. */
export const namesForAll = (holder: Holder, needs: readonly Need[]): readonly string[] => {
  const [first, ...rest] = needs.map(({ action }) => patternsFor(holder, action));
  const wanted = compileWildcard(ownPattern(holder, needs[0]!.on));
  return rest.flatMap((patterns) =>
    patterns.flatMap((text) =>
      first!.flatMap((other) => {
        const name = commonExample(filled(text), filled(other), ':');
        return name !== undefined && wanted(name) ? [name] : [];
      }),
    ),
  );
};
