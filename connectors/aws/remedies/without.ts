import { matchesAction } from '../policy/wildcard.ts';
import { oneOrMany, textsOf, type WrittenDocument, type WrittenStatement } from '../policy/written.ts';

/** Policy documents with something taken out. */

/** A statement without some actions, as far as it names them one by one, and those that are still in it. */
const withoutActions = (
  statement: WrittenStatement,
  actions: readonly string[],
): { readonly kept: WrittenStatement | undefined; readonly left: readonly string[] } => {
  if (statement.Action === undefined) {
    const excluded = textsOf(statement.NotAction);
    return {
      kept: statement,
      left: actions.filter((action) => !excluded.some((pattern) => matchesAction(pattern, action))),
    };
  }
  const lower = new Set(actions.map((action) => action.toLowerCase()));
  const kept = textsOf(statement.Action).filter((pattern) => !lower.has(pattern.toLowerCase()));
  if (kept.length === 0) return { kept: undefined, left: [] };
  return {
    kept: { ...statement, Action: oneOrMany(kept) },
    left: actions.filter((action) => kept.some((pattern) => matchesAction(pattern, action))),
  };
};

/** A statement that denies: what a wildcard gives cannot be taken out of it one by one. */
export const denying = (actions: readonly string[], resources: readonly string[]): WrittenStatement => ({
  Effect: 'Deny',
  Action: oneOrMany(actions),
  Resource: oneOrMany(resources),
});

/**
 * The document without what its statements at some positions allow of some actions.
 * Undefined: nothing is left of it.
 * @param actions undefined: all
 * @param resources on which they are denied where a wildcard gives them
 */
export const withoutSteps = (
  { Version, Statement }: WrittenDocument,
  positions: ReadonlySet<number>,
  actions: readonly string[] | undefined,
  resources: readonly string[],
): WrittenDocument | undefined => {
  const left = new Set<string>();
  const kept = Statement.flatMap((statement, position): readonly WrittenStatement[] => {
    if (!positions.has(position)) return [statement];
    if (actions === undefined) return [];
    const taken = withoutActions(statement, actions);
    for (const action of taken.left) left.add(action);
    return taken.kept === undefined ? [] : [taken.kept];
  });
  if (!kept.some(({ Effect }) => Effect === 'Allow') && left.size === 0 && kept.length === 0)
    return undefined;
  return { Version, Statement: left.size === 0 ? kept : [...kept, denying([...left].sort(), resources)] };
};
