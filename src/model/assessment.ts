import type { Assessment } from './rule.ts';
import { type Scope, withParents } from './scope.ts';

/**
 * Finds what is said of a rule in a scope: its own assessment, else that of the nearest scope above it which has one.
 * `undefined`: the rule is not about what is in the scope.
 */
export const assessmentsByScope = <Said extends Pick<Assessment, 'rule' | 'scope'>>(
  assessments: readonly Said[],
  scopes: readonly Pick<Scope, 'id' | 'parent'>[],
): ((rule: string, scope: string) => Said | undefined) => {
  const parentsOf = withParents(scopes);
  const own = new Map(
    [...Map.groupBy(assessments, ({ scope }) => scope)].map(([scope, same]) => [
      scope,
      new Map(same.map((each) => [each.rule, each])),
    ]),
  );
  return (rule, scope) => {
    for (const at of parentsOf(scope)) {
      const found = own.get(at)?.get(rule);
      if (found !== undefined) return found;
    }
    return undefined;
  };
};
