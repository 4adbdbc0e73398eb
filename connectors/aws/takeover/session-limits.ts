import type { TargetSet } from '../../../src/takeover/targets.ts';
import type { AwsRecordData } from '../facts/records.ts';
import type { Limit } from '../policy/evaluate.ts';
import type { ServiceUse } from '../techniques/index.ts';
import type { Asking } from './asking.ts';
import type { Directory } from './directory.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { Drawing } from './parts.ts';

/**
 * What starts sessions of a role may limit them: a Roles Anywhere profile and an EKS pod identity association have
 * session policies. A session may do what the role and the session policies both allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
 * @returns the node of the role, or of the role within the limit
 */
export const limitedBy = (
  parts: Asking & Pick<HypotheticalHolders, 'withinSessionPolicies'>,
  role: number,
  workload: AwsRecordData<'aws.workload'>,
): number => {
  const { SessionPolicies: inline = [], SessionPolicyArns: managed = [] } = workload;
  if (inline.length === 0 && managed.length === 0) return role;
  const { store, policies } = parts.inventory;
  const texts = [
    ...inline.map((policy) => store.intern(policy)),
    ...managed.map((arn) => policies.get(arn)?.document),
  ];
  // Within the layer one allow is enough, so a text that is missing may allow anything.
  const complete = texts.every((text) => text !== undefined);
  const limit: Limit = {
    kind: 'session-policy',
    name: `of ${workload.Arn}`,
    documents: complete ? texts.map((text) => store.documents[text!]!) : undefined,
  };
  const only = texts.length === 1 ? texts[0] : undefined;
  return parts.withinSessionPolicies(role, `${workload.Arn}`, limit, only).node;
};

/** What a service does with a role that it is given, where it makes its own calls and no others. */
export const withinUse = (
  parts: Asking & Directory & Pick<HypotheticalHolders, 'withinSessionPolicies'>,
  role: number,
  { actions }: ServiceUse,
): number => {
  const { store } = parts.inventory;
  const document = store.intern({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  const name = `what a service does with it (${actions.join(', ')})`;
  const limit: Limit = { kind: 'session-policy', name, documents: [store.documents[document]!] };
  return parts.withinSessionPolicies(role, name, limit, document).node;
};

/** Roles as a service uses them, in place of the roles. */
export const rolesWithinUse = (
  parts: Asking & Directory & Pick<Drawing, 'targets'> & Pick<HypotheticalHolders, 'withinSessionPolicies'>,
  roles: TargetSet,
  use: ServiceUse,
): TargetSet =>
  parts.targets.set(`${roles.key}, for ${use.actions.join(', ')}`, () =>
    roles.members.map(({ node, details }) => ({ node: withinUse(parts, node, use), details })),
  );
