import type { Assessment } from './rule.ts';
import type { Scope } from './scope.ts';

/**
 * Finds what is said of a rule in a scope: its own assessment, else that of the nearest scope above it which has one.
 * `undefined`: the rule is not about what is in the scope.
 */
export const assessmentsByScope = (
  assessments: readonly Assessment[],
  scopes: readonly Scope[],
): ((rule: string, scope: string) => Assessment | undefined) => {
  const parents = new Map(scopes.map(({ id, parent }) => [id, parent]));
  const own = new Map(
    [...Map.groupBy(assessments, ({ scope }) => scope)].map(([scope, same]) => [
      scope,
      new Map(same.map((each) => [each.rule, each])),
    ]),
  );
  return (rule, scope) => {
    const seen = new Set<string>();
    for (let at: string | undefined = scope; at !== undefined && !seen.has(at); at = parents.get(at)) {
      seen.add(at);
      const found = own.get(at)?.get(rule);
      if (found !== undefined) return found;
    }
    return undefined;
  };
};
