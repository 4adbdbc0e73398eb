import { evaluateConditions } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied, denyStays, describeClause } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { fullAccess, permissionTechniques } from '../techniques/index.ts';
import { type Asking, ask, askOnChosenResource, factsOf } from './asking.ts';
import { better, both, detailsOf } from './decisions.ts';
import { documentsOf, type Holder } from './holder.ts';
import type { Drawing } from './parts.ts';

/** Stands for every action at once. */
const anyAction = '*:*';

const onlyEverything = new WeakMap<PolicyDocument, PolicyDocument>();

/**
 * A document without the allows that leave an action or a resource out: `NotAction` or `NotResource` of something is not
 * everything. What they leave may still be enough to write permissions, which the techniques show.
 */
const withoutPartialAllows = (document: PolicyDocument): PolicyDocument => {
  let reduced = onlyEverything.get(document);
  if (reduced === undefined) {
    reduced = {
      ...document,
      statements: document.statements.filter(
        ({ allow, actions, notResource }) => !allow || (actions.everything && !notResource),
      ),
    };
    onlyEverything.set(document, reduced);
  }
  return reduced;
};

/**
 * Whether a holder may do everything: some policy allows `*` on `*`, every limit but the organisation's does as well,
 * and no deny of its own takes anything away. With a deny, the techniques below decide whether it can be shaken off.
 */
const fullAccessOf = (asking: Asking, holder: Holder): Decision => {
  const own = {
    ...holder.layers,
    limits: holder.layers.limits.filter(({ kind }) => kind !== 'service-control-policy'),
  };
  const layers = {
    identity: own.identity.map(withoutPartialAllows),
    limits: own.limits.map((limit) => ({ ...limit, documents: limit.documents?.map(withoutPartialAllows) })),
  };
  let everything = ask(holder, asking, { action: anyAction, resource: '*', layers });
  if (everything.verdict === 'denied') return denied;
  const context = requestContext(anyAction, factsOf(holder, asking, {}));
  let isChosen =
    everything.avoided !== undefined ||
    everything.by.some((statement) => evaluateConditions(statement, context).chosenKeys.length > 0);
  for (const statement of documentsOf(own).flatMap((document) => document.statements)) {
    if (statement.allow || statement.actions.includes(anyAction)) continue;
    const { met, open, chosenKeys } = evaluateConditions(statement, context);
    if (met === 'no') continue;
    if (chosenKeys.length > 0) {
      isChosen = true;
      continue;
    }
    if (met === 'yes') return denied;
    const assumes = open.map((clause) => `${denyStays}${describeClause(clause)}`);
    everything = both(everything, { ...everything, verdict: 'conditional', assumes });
  }
  // Under service control policies full control is what anyone can have there, as long as permissions can be written; so it is in the
  // regions (or with what else a caller chooses) that are left to it: without IAM's own region no permission is written.
  const isLimited = isChosen || holder.layers.limits.length > own.limits.length;
  if (!isLimited) return everything;
  const writes = permissionTechniques
    .map(({ action }) => askOnChosenResource(holder, asking, action, resourcePattern(action)))
    .reduce(better, denied);
  return both(everything, writes);
};

/** A resource of the kind that an IAM action is about. */
const resourcePattern = (action: string): string => {
  const kind = /User(Policy)?$/.test(action)
    ? 'user'
    : /Role/.test(action)
      ? 'role'
      : /Group/.test(action)
        ? 'group'
        : 'policy';
  return `arn:{partition}:iam::{account}:${kind}/?*`;
};

export const addFullAccess = (parts: Asking & Drawing, holder: Holder): void => {
  const decision = fullAccessOf(parts, holder);
  if (decision.verdict === 'denied') return;
  parts.graph.edge(
    holder.node,
    parts.graph.control(parts.scopeOf(holder.account)),
    fullAccess,
    detailsOf(decision),
  );
};
