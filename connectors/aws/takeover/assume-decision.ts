import type { Principal } from '../facts/inventory.ts';
import type { Statement } from '../policy/document.ts';
import { type Decision, decide, statementsFor } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { factsOf, told } from './asking.ts';
import { better, both } from './decisions.ts';
import type { Holder } from './holder.ts';
import {
  callerLayers,
  lackedBy,
  type Naming,
  namesCaller,
  namingOf,
  type ResourceBasedAsking,
  resourceSide,
} from './resource-based-policy.ts';

/**
 * `sts:AssumeRole` needs two sides: the role's trust policy, and the caller's own policies unless the trust policy
 * names the caller itself in the same account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export const assumeAction = 'sts:assumerole';

/** What the caller's own policies and the limits of both accounts say of assuming a role. */
export const callerDecision = (
  asking: ResourceBasedAsking,
  holder: Holder,
  role: Principal,
  naming: Naming,
): Decision => {
  const layers = callerLayers(asking, holder, role.account, naming);
  const facts = {
    ...factsOf(holder, asking, { target: role, resourceAccount: role.account }),
    ...(role.trust === undefined ? {} : lackedBy(asking.inventory.store.documents[role.trust]!)),
  };
  const context = requestContext(assumeAction, facts);
  const answer = decide(layers, { action: assumeAction, resource: role.arn, context });
  const decision = told(answer, holder, asking, assumeAction, facts);
  // Named in its own account's trust policy: that alone is the evidence.
  return naming !== 'account' && holder.account === role.account ? { ...decision, by: [] } : decision;
};

/**
 * Whether one caller may assume one role: the best that a statement of the trust policy gives, with that statement.
 * Undefined: none does, or the trust policy is not in the snapshot.
 */
export const assumeDecision = (
  asking: ResourceBasedAsking,
  holder: Holder,
  role: Principal,
): { readonly decision: Decision; readonly trust: Statement } | undefined => {
  if (role.trust === undefined || role.serviceLinked || holder.kind === 'root') return undefined;
  const document = asking.inventory.store.documents[role.trust]!;
  let best: { decision: Decision; trust: Statement } | undefined;
  for (const statement of statementsFor(document, assumeAction)) {
    if (!statement.allow || !namesCaller(statement, holder)) continue;
    const decision = both(
      callerDecision(asking, holder, role, namingOf(statement, holder, false)),
      resourceSide(document, statement, holder, asking, { action: assumeAction, account: role.account }),
    );
    if (decision.verdict === 'denied') continue;
    if (best === undefined || better(best.decision, decision) !== best.decision) {
      best = { decision, trust: statement };
    }
  }
  return best;
};
