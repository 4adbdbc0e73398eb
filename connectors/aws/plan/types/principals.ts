import { isComputed, type Values } from '../../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import type { Fact, Owner } from '../facts.ts';
import { policyProblem } from '../policy-problem.ts';
import { joined, none, type PlanType, type Read, type ReadType, record } from '../reading.ts';
import { iamArn, nameOf, textOf, textsOf } from '../values.ts';
import type { View } from '../view.ts';
import { attached, inline } from './policies.ts';

/** Roles, users, groups and the managed policies that they share. */

const boundaryOf = (kind: Owner, arn: string, value: unknown, view: View): Read => {
  const text = textOf(value, view, 'aws_iam_policy');
  if (text.is === 'known') return { facts: [{ is: 'boundary', kind, arn, policy: text.text }], unknown: [] };
  if (text.is === 'absent') return none;
  // A boundary only takes away: what it is matters where it is another one than before (limits.ts).
  const written = isComputed(value) ? (value.source ?? value.written) : [];
  return {
    facts: [{ is: 'hidden-boundary', arn, source: JSON.stringify(written), why: text.why }],
    unknown: [],
  };
};

const tagsOf = (value: unknown): readonly { readonly Key: string; readonly Value: string }[] =>
  typeof value !== 'object' || value === null || isComputed(value)
    ? []
    : Object.entries(value).flatMap(([Key, Value]) => (typeof Value === 'string' ? [{ Key, Value }] : []));

const common = (values: Values): Readonly<Record<string, unknown>> => ({
  ...(typeof values.path === 'string' ? { Path: values.path } : {}),
  ...(typeof values.create_date === 'string' ? { CreateDate: values.create_date } : {}),
  Tags: tagsOf(values.tags_all ?? values.tags),
});

const role: ReadType = (resource, values, view) => {
  const arn = iamArn(resource, view)!;
  const trust = textOf(values.assume_role_policy, view, 'aws_iam_policy_document');
  const unclear =
    trust.is === 'computed' ? trust.why : trust.is === 'known' ? policyProblem(trust.text) : undefined;
  const owner: Fact = {
    is: 'owner',
    kind: 'role',
    arn,
    data: {
      ...common(values),
      RoleName: nameOf(resource, view),
      Arn: arn,
      ...(typeof values.unique_id === 'string' ? { RoleId: values.unique_id } : {}),
      ...(typeof values.max_session_duration === 'number'
        ? { MaxSessionDuration: values.max_session_duration }
        : {}),
      ...(trust.is === 'known' ? { AssumeRolePolicyDocument: trust.text } : {}),
    },
  };
  return joined([
    {
      facts: [owner],
      unknown:
        unclear === undefined ? [] : [{ arn, what: 'who may become it', why: unclear, privileged: true }],
    },
    boundaryOf('role', arn, values.permissions_boundary, view),
    ...textsOf(values.managed_policy_arns, view, 'aws_iam_policy').map((policy) =>
      attached('role', arn, policy),
    ),
    ...blocksOf(values.inline_policy).map(({ name, policy }) =>
      inline('role', arn, typeof name === 'string' ? name : '{inline}', policy, view),
    ),
    ...(isComputed(values.inline_policy)
      ? [inline('role', arn, '{inline}', values.inline_policy, view)]
      : []),
  ]);
};

const user: ReadType = (resource, values, view) => {
  const arn = iamArn(resource, view)!;
  const data = {
    ...common(values),
    UserName: nameOf(resource, view),
    Arn: arn,
    ...(typeof values.unique_id === 'string' ? { UserId: values.unique_id } : {}),
  };
  return joined([
    { facts: [{ is: 'owner', kind: 'user', arn, data }], unknown: [] },
    boundaryOf('user', arn, values.permissions_boundary, view),
  ]);
};

const group: ReadType = (resource, values, view) => {
  const arn = iamArn(resource, view)!;
  const { Tags: _, ...data } = common(values);
  return {
    facts: [
      { is: 'owner', kind: 'group', arn, data: { ...data, GroupName: nameOf(resource, view), Arn: arn } },
    ],
    unknown: [],
  };
};

const policy: ReadType = (resource, values, view) => {
  const arn = iamArn(resource, view)!;
  const text = textOf(values.policy, view, 'aws_iam_policy_document');
  const data = {
    PolicyName: nameOf(resource, view),
    Arn: arn,
    DefaultVersionId: 'v1',
    PolicyVersionList:
      text.is === 'known' ? [{ VersionId: 'v1', IsDefaultVersion: true, Document: text.text }] : [],
  };
  const why = text.is === 'computed' ? text.why : text.is === 'known' ? policyProblem(text.text) : undefined;
  return {
    // Of a template the part that is known is a resource of its own.
    facts: text.is === 'computed' ? [] : [record('aws.policy', resource, arn, data, view)],
    unknown:
      why === undefined
        ? []
        : [{ arn, what: `the text of the policy ${data.PolicyName}`, why, privileged: true }],
  };
};

export const principalTypes: Readonly<Record<string, PlanType>> = {
  aws_iam_role: {
    gives: 'a role: trust policy, boundary, inline policies, attached policies, session length, tags',
    read: role,
  },
  aws_iam_user: { gives: 'a user: boundary, tags', read: user },
  aws_iam_group: { gives: 'a group', read: group },
  aws_iam_policy: { gives: 'a managed policy: the text of its default version', read: policy },
};
