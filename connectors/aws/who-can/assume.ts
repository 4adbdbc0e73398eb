import type { AllowingStatement } from '../../../src/model/access.ts';
import type { Principal } from '../facts/inventory.ts';
import { statementPointer } from '../identities/trust.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import type { PolicyLayers } from '../policy/evaluate.ts';
import { assumeDecision } from '../takeover/assume-decision.ts';
import { alone } from '../takeover/holder.ts';
import { contextOf, termsOf, type WhoCanFacts } from './asking.ts';
import type { Asked } from './question.ts';
import type { Found } from './ways.ts';

const assumeRole = 'sts:assumerole';

/** Whether the question is about assuming roles, where a trust policy has the last word. */
export const isAssume = ({ actions }: Asked): boolean =>
  actions.length === 1 && actions[0]!.lower === assumeRole;

const trustStatement = (
  role: Principal,
  document: PolicyDocument,
  { index, sid }: Statement,
): AllowingStatement => ({
  policy: `trust policy of ${role.name}`,
  via: 'trust',
  statement: index,
  ...(sid === undefined ? {} : { id: sid }),
  source: {
    record: 'aws.role',
    id: role.arn,
    pointer: statementPointer(document, '/AssumeRolePolicyDocument', index),
  },
});

/**
 * Ways to assume one role of the snapshot, by both sides of it. Undefined: the question is another one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export const assumeWays = (
  facts: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  asked: Asked,
): readonly Found[] | undefined => {
  if (!isAssume(asked) || !asked.exact) return undefined;
  const role = facts.principalByArn.get(asked.resource!);
  if (role?.kind !== 'role') return undefined;
  const holder = alone(principal, layers);
  const answer = assumeDecision(facts, holder, role);
  if (answer === undefined) return [];
  const { decision, trust } = answer;
  const context = contextOf(facts, principal, { action: assumeRole, resource: role.arn });
  return [
    {
      privileges: asked.actions.map(({ written }) => written),
      resources: [role.arn],
      exceptResources: [],
      decision,
      terms: termsOf(decision, context, Date.parse(facts.now)),
      by: decision.by.map(({ document, index }) => ({ document, statement: index })),
      trust: trustStatement(role, facts.inventory.store.documents[trust.document]!, trust),
    },
  ];
};
