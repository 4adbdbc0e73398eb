import { lower, objectOf, objectsOf, text, type Value } from './values.ts';

/**
 * What the rules of a role management policy ask for. Azure and Graph have the same rules by the same ids.
 * https://learn.microsoft.com/graph/identity-governance-pim-rules-overview
 */
export const policyFrom = (rules: unknown): Value => {
  const byId = new Map(objectsOf(rules).map((rule) => [text(rule.id), rule]));
  const rule = (id: string): Value => byId.get(id) ?? {};
  const activation = rule('Enablement_EndUser_Assignment').enabledRules;
  const asked = Array.isArray(activation) ? activation.map(text) : undefined;
  const approval = objectOf(rule('Approval_EndUser_Assignment').setting);
  const approvers = objectsOf(approval.approvalStages)
    .flatMap(({ primaryApprovers }) => objectsOf(primaryApprovers))
    .map(({ id, userId, groupId }) => lower(id) || lower(userId) || lower(groupId))
    .filter((id) => id !== '');
  const longest = rule('Expiration_EndUser_Assignment').maximumDuration;
  const active = rule('Expiration_Admin_Assignment');
  const context = rule('AuthenticationContext_EndUser_Assignment');
  return {
    approval: approval.isApprovalRequired,
    approvers: [...new Set(approvers)].sort(),
    multiFactor: asked?.includes('MultiFactorAuthentication'),
    authenticationContext:
      context.isEnabled === true && text(context.claimValue) !== '' ? text(context.claimValue) : undefined,
    justification: asked?.includes('Justification'),
    longestActivation: longest,
    activeMustEnd: active.isExpirationRequired,
    longestActive: active.maximumDuration,
  };
};
