import type { Principal } from '../facts/inventory.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import type { Limit, PolicyLayers } from '../policy/evaluate.ts';
import { dependsOnPrincipal } from '../policy/request-context.ts';

/**
 * Everyone in one account that has the same policies and limits. Questions are asked once for all of them, unless
 * a policy speaks of the principal itself (its tags, its name): then each is a holder of its own.
 */
export interface Holder {
  readonly node: number;
  /** Indices of identities; empty for a holder that nobody is yet ("anyone with any permission here"). */
  readonly members: readonly number[];
  readonly kind: 'user' | 'role' | 'root' | 'anyone';
  readonly account: string;
  readonly partition: string;
  readonly layers: PolicyLayers;
  /** One member, where its own values matter or do not differ. */
  readonly principal: Principal | undefined;
  readonly boundaryArn: string | undefined;
  /** The members as they would be after a step that they can take (without boundary, in a group). */
  readonly hypothetical?: boolean;
  /** Sessions of this role (index) within a limit of their own: policies that name the role mean them as well. */
  readonly sessionOf?: number;
}

/** A principal on its own, for questions that are asked outside of the graph. */
export const alone = (principal: Principal, layers: PolicyLayers): Holder => ({
  node: 0,
  members: [],
  kind: principal.kind,
  account: principal.account,
  partition: principal.partition,
  layers,
  principal,
  boundaryArn: principal.boundaryArn,
});

export const documentsOf = (layers: PolicyLayers): readonly PolicyDocument[] => [
  ...layers.identity,
  ...layers.limits.flatMap((limit: Limit) => limit.documents ?? []),
];

/** Actions that any statement of the identity's own policies allows, as far as they were asked about. */
const allowedActions = new WeakMap<PolicyLayers, Map<string, boolean>>();

/** Whether any policy of the holder could allow the action at all: cheap, asked first and for every technique. */
export const mayDo = ({ layers }: Holder, action: string): boolean => {
  let allowed = allowedActions.get(layers);
  if (allowed === undefined) {
    allowed = new Map();
    allowedActions.set(layers, allowed);
  }
  let may = allowed.get(action);
  if (may === undefined) {
    const name = action.toLowerCase();
    // Not by `statementsFor`, which remembers: most answers are no, and nobody asks for their statements.
    may = layers.identity.some(({ statements }) =>
      statements.some(({ allow, actions }) => allow && actions.includes(name)),
    );
    allowed.set(action, may);
  }
  return may;
};

/** Whether a statement speaks of the principal itself: its name, its tags. */
export const speaksOfPrincipal = (statement: Statement): boolean =>
  statement.conditions.some(
    (clause) =>
      dependsOnPrincipal(clause.key) ||
      (statement.variables && clause.values.some((value) => value.includes('${'))),
  ) ||
  (statement.variables && statement.resources.some((resource) => resource.variable));
