import type { AllowingStatement, Obstacle } from '../../../src/model/access.ts';
import type { Inventory, Principal, ResourcePolicy } from '../facts/inventory.ts';
import { isRestricted } from '../identities/public-policy.ts';
import type { Statement } from '../policy/document.ts';
import {
  type Decision,
  decide,
  matchesResource,
  type PolicyLayers,
  statementsFor,
} from '../policy/evaluate.ts';
import { both } from '../takeover/decisions.ts';
import { alone } from '../takeover/holder.ts';
import {
  callerLayers,
  namesCaller,
  namingOf,
  policyOfResource,
  resourceDenies,
  resourceSide,
} from '../takeover/resource-based-policy.ts';
import { contextOf, termsOf, type WhoCanFacts } from './asking.ts';
import { isAssume } from './assume.ts';
import type { Asked, AskedAction } from './question.ts';
import type { Found } from './ways.ts';

/** The policy that has a say on a resource: its own, or for an object that of its bucket. */
export const policyOn = (inventory: Inventory, asked: Asked): ResourcePolicy | undefined => {
  if (!asked.exact || isAssume(asked)) return undefined;
  const resource = asked.resource!;
  const bucket = /^arn:[^:]+:s3:::[^/]+/.exec(resource)?.[0];
  return (
    policyOfResource(inventory, resource) ??
    (bucket === undefined ? undefined : policyOfResource(inventory, bucket))
  );
};

/**
 * A key lets nobody in but whom its policy does, and the account it names leaves it to policies of identities.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
const needsConsent = (action: AskedAction): boolean => action.service === 'kms';

const statementOf = ({ arn }: ResourcePolicy, { index, sid }: Statement): AllowingStatement => ({
  policy: `policy of ${arn}`,
  via: 'resource',
  statement: index,
  ...(sid === undefined ? {} : { id: sid }),
  source: { record: 'aws.resource-policy', id: arn, pointer: `/PolicyDocument/Statement/${index}` },
});

/**
 * Ways to do something on a resource whose policy is in the snapshot, by both sides of it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 * @param own what the identity's own policies and limits give for some of the actions
 */
export const resourceWays = (
  facts: WhoCanFacts,
  policy: ResourcePolicy,
  principal: Principal,
  layers: PolicyLayers,
  asked: Asked,
  own: (actions: readonly AskedAction[]) => readonly Found[],
): readonly Found[] => {
  const document = facts.inventory.store.documents[policy.document]!;
  const resource = asked.resource!;
  const { account } = policy;
  const sameAccount = principal.account === account;
  const holder = alone(principal, layers);
  return asked.actions.flatMap((action) => {
    const { lower, written } = action;
    const question = { action: lower, account, resource };
    const context = contextOf(facts, principal, { action: lower, resource });
    const told = (decision: Decision) => ({
      decision,
      terms: termsOf(decision, context, Date.parse(facts.now)),
    });
    const denies = resourceDenies(document, holder, facts, question);
    if (denies.verdict === 'denied') return [];
    const byIdentity = !sameAccount || needsConsent(action) ? [] : own([action]);
    if (!sameAccount && isRestricted(policy, document, Date.parse(facts.now))) return [];
    const byResource = statementsFor(document, lower).flatMap((statement): Found[] => {
      if (!statement.allow || !namesCaller(statement, holder)) return [];
      if (matchesResource(statement, resource, context) !== 'yes') return [];
      const naming = namingOf(statement, holder, false);
      if (naming === 'account' && sameAccount && !needsConsent(action)) return [];
      const caller = decide(callerLayers(facts, holder, account, naming), {
        action: lower,
        resource,
        context,
      });
      const alone = naming !== 'account' && sameAccount;
      const decision = both(
        alone ? { ...caller, by: [] } : caller,
        resourceSide(document, statement, holder, facts, question),
      );
      if (decision.verdict === 'denied') return [];
      return [
        {
          privileges: [written],
          resources: [resource],
          exceptResources: [],
          ...told(decision),
          by: decision.by.map((each) => ({ document: each.document, statement: each.index })),
          trust: statementOf(policy, statement),
        },
      ];
    });
    return [
      ...byIdentity.map((found) =>
        denies.verdict === 'allowed' ? found : { ...found, ...told(both(found.decision, denies)) },
      ),
      ...byResource,
    ];
  });
};

/**
 * Ways that grants on a key give: no policy of the grantee has to say so, and its denies count.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export const grantWays = (
  facts: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  asked: Asked,
): readonly Found[] => {
  if (!asked.exact) return [];
  const { keyGrants, store } = facts.inventory;
  const holder = alone(principal, layers);
  const resource = asked.resource!;
  return keyGrants
    .filter(({ arn }) => arn === resource)
    .flatMap((grant) =>
      asked.actions.flatMap(({ lower, written }): Found[] => {
        const document = store.documents[grant.document]!;
        const [statement] = statementsFor(document, lower);
        if (statement === undefined || namingOf(statement, holder, false) !== 'identity') return [];
        if (!namesCaller(statement, holder)) return [];
        const { account } = grant;
        const context = contextOf(facts, principal, { action: lower, resource });
        const caller = decide(callerLayers(facts, holder, principal.account, 'identity'), {
          action: lower,
          resource,
          context,
        });
        const question = { action: lower, account, resource };
        const decision = both(
          { ...caller, by: [] },
          resourceSide(document, statement, holder, facts, question),
        );
        if (decision.verdict === 'denied') return [];
        return [
          {
            privileges: [written],
            resources: [resource],
            exceptResources: [],
            decision,
            terms: termsOf(decision, context, Date.parse(facts.now)),
            by: [],
            trust: {
              policy: grant.name,
              via: 'resource',
              statement: 0,
              source: grant.source,
            },
          },
        ];
      }),
    );
};

/** What of a resource's policy stops an identity that its own policies would let. */
export const stoppedByPolicy = (
  facts: WhoCanFacts,
  policy: ResourcePolicy,
  principal: Principal,
  asked: Asked,
): Obstacle => {
  const document = facts.inventory.store.documents[policy.document]!;
  const isDenied = asked.actions.some(({ lower }) =>
    statementsFor(document, lower).some(({ allow }) => !allow),
  );
  const kind = isDenied || principal.account === policy.account ? 'deny' : 'other-account';
  return { kind, name: `policy of ${policy.arn}` };
};
