import type { Text } from '../../../../src/plan/text.ts';
import type { Owner } from '../facts.ts';
import { policyProblem } from '../policy-problem.ts';
import { joined, none, type PlanType, type Read, type ReadType, withOwner, withOwners } from '../reading.ts';
import { nameOf, textOf, textsOf } from '../values.ts';
import type { View } from '../view.ts';

/** Which policies an identity has, of its own, attached and by its groups. */

export const inline = (kind: Owner, arn: string, name: string, policy: unknown, view: View): Read => {
  const text = textOf(policy, view, 'aws_iam_policy_document');
  if (text.is === 'known') {
    const problem = policyProblem(text.text);
    return {
      facts: [{ is: 'inline', kind, arn, name, document: text.text }],
      unknown:
        problem === undefined
          ? []
          : [{ arn, what: `what the policy ${name} says`, why: problem, privileged: true }],
    };
  }
  if (text.is === 'absent') return none;
  return {
    facts: [],
    unknown: [{ arn, what: `the text of the policy ${name}`, why: text.why, privileged: true }],
  };
};

export const attached = (kind: Owner, arn: string, policy: Text): Read => {
  if (policy.is === 'known')
    return { facts: [{ is: 'attached', kind, arn, policy: policy.text }], unknown: [] };
  if (policy.is === 'absent') return none;
  return {
    facts: [{ is: 'hidden-policy', arn, source: policy.why }],
    unknown: [{ arn, what: 'which policy is attached', why: policy.why, privileged: true }],
  };
};

const inlineOf =
  (kind: Owner): ReadType =>
  (resource, values, view) =>
    withOwner(kind, values[kind], resource, view, (arn) =>
      inline(kind, arn, nameOf(resource, view), values.policy, view),
    );
const attachmentOf =
  (kind: Owner): ReadType =>
  (resource, values, view) =>
    withOwner(kind, values[kind], resource, view, (arn) =>
      attached(kind, arn, textOf(values.policy_arn, view, 'aws_iam_policy')),
    );
const attachmentsOf =
  (kind: Owner): ReadType =>
  (resource, values, view) =>
    withOwner(kind, values[`${kind}_name`], resource, view, (arn) =>
      joined(textsOf(values.policy_arns, view, 'aws_iam_policy').map((each) => attached(kind, arn, each))),
    );

export const policyTypes: Readonly<Record<string, PlanType>> = {
  aws_iam_role_policy: { gives: 'an inline policy of a role', read: inlineOf('role') },
  aws_iam_user_policy: { gives: 'an inline policy of a user', read: inlineOf('user') },
  aws_iam_group_policy: { gives: 'an inline policy of a group', read: inlineOf('group') },
  aws_iam_role_policy_attachment: { gives: 'a policy attached to a role', read: attachmentOf('role') },
  aws_iam_user_policy_attachment: { gives: 'a policy attached to a user', read: attachmentOf('user') },
  aws_iam_group_policy_attachment: { gives: 'a policy attached to a group', read: attachmentOf('group') },
  aws_iam_role_policy_attachments_exclusive: {
    gives: 'all policies attached to a role',
    read: attachmentsOf('role'),
  },
  aws_iam_user_policy_attachments_exclusive: {
    gives: 'all policies attached to a user',
    read: attachmentsOf('user'),
  },
  aws_iam_group_policy_attachments_exclusive: {
    gives: 'all policies attached to a group',
    read: attachmentsOf('group'),
  },
  aws_iam_policy_attachment: {
    gives: 'a policy attached to users, roles and groups',
    read: (resource, values, view) => {
      const arn = textOf(values.policy_arn, view, 'aws_iam_policy');
      return joined(
        (
          [
            ['users', 'user'],
            ['roles', 'role'],
            ['groups', 'group'],
          ] as const
        ).map(([field, kind]) =>
          withOwners(kind, values[field], resource, view, (owner) => attached(kind, owner, arn)),
        ),
      );
    },
  },
  aws_iam_user_group_membership: {
    gives: 'groups of a user',
    read: (resource, values, view) =>
      withOwner('user', values.user, resource, view, (arn) =>
        withOwners('group', values.groups, resource, view, (each) => ({
          facts: [{ is: 'member', arn, group: each }],
          unknown: [],
        })),
      ),
  },
  aws_iam_group_membership: {
    gives: 'users of a group',
    read: (resource, values, view) =>
      withOwner('group', values.group, resource, view, (each) =>
        withOwners('user', values.users, resource, view, (arn) => ({
          facts: [{ is: 'member', arn, group: each }],
          unknown: [],
        })),
      ),
  },
};
