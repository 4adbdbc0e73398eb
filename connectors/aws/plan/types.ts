import { isComputed, type PlannedResource, type Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text } from '../../../src/plan/text.ts';
import type { Fact, Owner } from './facts.ts';
import { iamArn, nameOf, textOf, textsOf, type View } from './values.ts';

/** What cannot be told of a resource: about whom, what, why. */
export interface Unknown {
  /** ARN of the identity; absent: not even that is known. */
  readonly arn?: string;
  readonly what: string;
  readonly why: string;
  /** Whether it may give privileges. */
  readonly privileged: boolean;
}

export interface Read {
  readonly facts: readonly Fact[];
  readonly unknown: readonly Unknown[];
}

type ReadType = (resource: PlannedResource, values: Values, view: View) => Read;

/** One resource type: what is read from it (for the documentation), and how. */
export interface PlanType {
  readonly gives: string;
  readonly read: ReadType;
}

const none: Read = { facts: [], unknown: [] };
const joined = (parts: readonly Read[]): Read => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown }) => unknown),
});

const ownerArn = (kind: Owner, name: string, resource: PlannedResource, view: View): string => {
  if (name.startsWith('arn:')) return name;
  const { id, partition } = view.accountOf(resource.providerKey);
  return `arn:${partition}:iam::${id}:${kind}/${name}`;
};

/**
 * The identity that an attribute names. Where another resource of the plan makes it, that resource tells its path, which the
 * name alone does not.
 */
const ownerOf = (
  kind: Owner,
  value: unknown,
  resource: PlannedResource,
  view: View,
  owners: OwnersByName,
): { readonly arn: string } | { readonly unknown: Unknown } => {
  const name = textOf(value, view);
  if (name.is === 'known') {
    const own = ownerArn(kind, name.text, resource, view);
    return {
      arn:
        owners.get(`${kind} ${own.slice(own.indexOf('::') + 2, own.indexOf('::') + 14)} ${name.text}`) ?? own,
    };
  }
  const why = name.is === 'computed' ? name.why : 'it is not set';
  return { unknown: { what: `which ${kind} it is about`, why, privileged: true } };
};

/** `role 111122223333 ci` → ARN: of all resources and records that make one. */
export type OwnersByName = ReadonlyMap<string, string>;

const withOwner = (
  kind: Owner,
  value: unknown,
  resource: PlannedResource,
  view: View,
  owners: OwnersByName,
  read: (arn: string) => Read,
): Read => {
  const owner = ownerOf(kind, value, resource, view, owners);
  return 'arn' in owner ? read(owner.arn) : { facts: [], unknown: [owner.unknown] };
};

const inline = (kind: Owner, arn: string, name: string, policy: unknown, view: View): Read => {
  const text = textOf(policy, view);
  if (text.is === 'known')
    return { facts: [{ is: 'inline', kind, arn, name, document: text.text }], unknown: [] };
  if (text.is === 'absent') return none;
  return {
    facts: [],
    unknown: [{ arn, what: `the text of the policy ${name}`, why: text.why, privileged: true }],
  };
};

const attached = (kind: Owner, arn: string, policy: Text): Read => {
  if (policy.is === 'known')
    return { facts: [{ is: 'attached', kind, arn, policy: policy.text }], unknown: [] };
  if (policy.is === 'absent') return none;
  return {
    facts: [],
    unknown: [{ arn, what: 'which policy is attached', why: policy.why, privileged: true }],
  };
};

const boundaryOf = (kind: Owner, arn: string, value: unknown, view: View): Read => {
  const text = textOf(value, view);
  if (text.is === 'known') return { facts: [{ is: 'boundary', kind, arn, policy: text.text }], unknown: [] };
  if (text.is === 'absent') return none;
  // A boundary only takes away: what it is matters where there was another one before.
  return { facts: [], unknown: [{ arn, what: 'its permissions boundary', why: text.why, privileged: true }] };
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

const record = (kind: string, resource: PlannedResource, id: string, data: object, view: View): Fact => ({
  is: 'record',
  record: { record: kind, scope: view.accountOf(resource.providerKey).id, id, data },
});

const role: ReadType = (resource, values, view) => {
  const arn = iamArn(resource, view)!;
  const trust = textOf(values.assume_role_policy, view);
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
        trust.is === 'computed' ? [{ arn, what: 'who may become it', why: trust.why, privileged: true }] : [],
    },
    boundaryOf('role', arn, values.permissions_boundary, view),
    ...textsOf(values.managed_policy_arns, view).map((policy) => attached('role', arn, policy)),
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
  const text = textOf(values.policy, view);
  const data = {
    PolicyName: nameOf(resource, view),
    Arn: arn,
    DefaultVersionId: 'v1',
    PolicyVersionList:
      text.is === 'known' ? [{ VersionId: 'v1', IsDefaultVersion: true, Document: text.text }] : [],
  };
  return {
    facts: [record('aws.policy', resource, arn, data, view)],
    unknown:
      text.is === 'computed'
        ? [{ arn, what: `the text of the policy ${data.PolicyName}`, why: text.why, privileged: true }]
        : [],
  };
};

/** By the owners' names: resources that say something of one identity. */
const table = (owners: OwnersByName): Readonly<Record<string, PlanType>> => {
  const inlineOf =
    (kind: Owner): ReadType =>
    (resource, values, view) =>
      withOwner(kind, values[kind], resource, view, owners, (arn) =>
        inline(kind, arn, nameOf(resource, view), values.policy, view),
      );
  const attachmentOf =
    (kind: Owner): ReadType =>
    (resource, values, view) =>
      withOwner(kind, values[kind], resource, view, owners, (arn) =>
        attached(kind, arn, textOf(values.policy_arn, view)),
      );
  const attachmentsOf =
    (kind: Owner): ReadType =>
    (resource, values, view) =>
      withOwner(kind, values[`${kind}_name`], resource, view, owners, (arn) =>
        joined(textsOf(values.policy_arns, view).map((each) => attached(kind, arn, each))),
      );
  const owned = (
    value: unknown,
    kind: Owner,
    resource: PlannedResource,
    view: View,
    read: (arn: string) => Read,
  ): Read => withOwner(kind, value, resource, view, owners, read);
  const namesOf = (
    value: unknown,
    kind: Owner,
    resource: PlannedResource,
    view: View,
    read: (arn: string) => Read,
  ): Read =>
    joined(
      textsOf(value, view).map((name) =>
        name.is === 'known'
          ? owned(name.text, kind, resource, view, read)
          : {
              facts: [],
              unknown:
                name.is === 'computed'
                  ? [{ what: `which ${kind} it is about`, why: name.why, privileged: true }]
                  : [],
            },
      ),
    );

  /** What runs with a role: type of AWS Config, and where the role stands. */
  const workload = (
    ResourceType: string,
    arnPart: string,
    rolesIn: (values: Values) => readonly unknown[],
  ): PlanType => ({
    gives: `a workload that runs with a role (${ResourceType})`,
    read: (resource, values, view) => {
      const { id, partition } = view.accountOf(resource.providerKey);
      const name =
        [values.function_name, values.name, values.family].find((each) => typeof each === 'string') ??
        `{${resource.address}}`;
      const arn =
        typeof values.arn === 'string' && values.arn !== ''
          ? values.arn
          : `arn:${partition}:${arnPart.replace('@', `${id}:`)}${name}`;
      const texts = rolesIn(values).map((each) => textOf(each, view));
      const roles = texts.flatMap((text) => (text.is === 'known' ? [text.text] : []));
      const arns = roles.map((each) => {
        const own = each.startsWith('arn:') ? each : ownerArn('role', each, resource, view);
        return owners.get(`role ${id} ${each}`) ?? own;
      });
      return {
        facts:
          arns.length === 0
            ? []
            : [
                record(
                  'aws.workload',
                  resource,
                  arn,
                  { Arn: arn, ResourceType, Name: name, RoleArns: arns },
                  view,
                ),
              ],
        unknown: texts.flatMap((text) =>
          text.is === 'computed'
            ? [{ what: `which role ${String(name)} runs with`, why: text.why, privileged: false }]
            : [],
        ),
      };
    },
  });

  return {
    aws_iam_role: {
      gives: 'a role: trust policy, boundary, inline policies, attached policies, session length, tags',
      read: role,
    },
    aws_iam_user: { gives: 'a user: boundary, tags', read: user },
    aws_iam_group: { gives: 'a group', read: group },
    aws_iam_policy: { gives: 'a managed policy: the text of its default version', read: policy },
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
        const arn = textOf(values.policy_arn, view);
        return joined(
          (
            [
              ['users', 'user'],
              ['roles', 'role'],
              ['groups', 'group'],
            ] as const
          ).map(([field, kind]) =>
            namesOf(values[field], kind, resource, view, (owner) => attached(kind, owner, arn)),
          ),
        );
      },
    },
    aws_iam_user_group_membership: {
      gives: 'groups of a user',
      read: (resource, values, view) =>
        owned(values.user, 'user', resource, view, (arn) =>
          namesOf(values.groups, 'group', resource, view, (each) => ({
            facts: [{ is: 'member', arn, group: each }],
            unknown: [],
          })),
        ),
    },
    aws_iam_group_membership: {
      gives: 'users of a group',
      read: (resource, values, view) =>
        owned(values.group, 'group', resource, view, (each) =>
          namesOf(values.users, 'user', resource, view, (arn) => ({
            facts: [{ is: 'member', arn, group: each }],
            unknown: [],
          })),
        ),
    },
    aws_iam_access_key: {
      gives: 'an access key of a user, without its secret',
      read: (resource, values, view) =>
        owned(values.user, 'user', resource, view, (arn) => {
          const UserName = arn.slice(arn.lastIndexOf('/') + 1);
          const id = typeof values.id === 'string' && values.id !== '' ? values.id : `{${resource.address}}`;
          const Status = typeof values.status === 'string' ? values.status : 'Active';
          const data = {
            UserName,
            AccessKeyId: id,
            Status,
            ...(typeof values.create_date === 'string' ? { CreateDate: values.create_date } : {}),
          };
          return { facts: [record('aws.access-key', resource, id, data, view)], unknown: [] };
        }),
    },
    aws_iam_service_specific_credential: {
      gives: 'a key of a user for one service, without its secret',
      read: (resource, values, view) =>
        owned(values.user_name, 'user', resource, view, (arn) => {
          const UserName = arn.slice(arn.lastIndexOf('/') + 1);
          const id =
            typeof values.service_specific_credential_id === 'string' &&
            values.service_specific_credential_id !== ''
              ? values.service_specific_credential_id
              : `{${resource.address}}`;
          const data = {
            UserName,
            ServiceSpecificCredentialId: id,
            ServiceName: String(values.service_name ?? ''),
            Status: typeof values.status === 'string' ? values.status : 'Active',
          };
          return {
            facts: [record('aws.service-specific-credential', resource, id, data, view)],
            unknown: [],
          };
        }),
    },
    aws_iam_user_ssh_key: {
      gives: 'an SSH public key of a user',
      read: (resource, values, view) =>
        owned(values.username, 'user', resource, view, (arn) => {
          const id =
            typeof values.ssh_public_key_id === 'string' && values.ssh_public_key_id !== ''
              ? values.ssh_public_key_id
              : `{${resource.address}}`;
          const data = {
            UserName: arn.slice(arn.lastIndexOf('/') + 1),
            SSHPublicKeyId: id,
            Status: typeof values.status === 'string' ? values.status : 'Active',
          };
          return { facts: [record('aws.ssh-public-key', resource, id, data, view)], unknown: [] };
        }),
    },
    aws_iam_signing_certificate: {
      gives: 'a signing certificate of a user',
      read: (resource, values, view) =>
        owned(values.user_name, 'user', resource, view, (arn) => {
          const id =
            typeof values.certificate_id === 'string' && values.certificate_id !== ''
              ? values.certificate_id
              : `{${resource.address}}`;
          const data = {
            UserName: arn.slice(arn.lastIndexOf('/') + 1),
            CertificateId: id,
            Status: typeof values.status === 'string' ? values.status : 'Active',
          };
          return { facts: [record('aws.signing-certificate', resource, id, data, view)], unknown: [] };
        }),
    },
    aws_iam_instance_profile: {
      gives: 'the role of an instance profile',
      read: (resource, values, view) =>
        values.role === undefined || values.role === null
          ? none
          : owned(values.role, 'role', resource, view, (arn) => ({
              facts: [{ is: 'instance-profile', arn, profile: iamArn(resource, view)! }],
              unknown: [],
            })),
    },
    aws_iam_openid_connect_provider: {
      gives: 'an identity provider',
      read: (resource, values, view) => {
        const arn = iamArn(resource, view);
        if (arn === undefined) return none;
        const ids = textsOf(values.client_id_list, view).flatMap((text) =>
          text.is === 'known' ? [text.text] : [],
        );
        const data = { Arn: arn, Url: arn.slice(arn.indexOf('/') + 1), ClientIDList: ids };
        return { facts: [record('aws.oidc-provider', resource, arn, data, view)], unknown: [] };
      },
    },
    aws_lambda_function: workload('AWS::Lambda::Function', 'lambda:*:@function:', ({ role: arn }) => [arn]),
    aws_codebuild_project: workload(
      'AWS::CodeBuild::Project',
      'codebuild:*:@project/',
      ({ service_role: arn }) => [arn],
    ),
    aws_glue_job: workload('AWS::Glue::Job', 'glue:*:@job/', ({ role_arn: arn }) => [arn]),
    aws_ecs_task_definition: workload('AWS::ECS::TaskDefinition', 'ecs:*:@task-definition/', (values) => [
      values.task_role_arn,
      values.execution_role_arn,
    ]),
    aws_sagemaker_notebook_instance: workload(
      'AWS::SageMaker::NotebookInstance',
      'sagemaker:*:@notebook-instance/',
      ({ role_arn: arn }) => [arn],
    ),
    aws_cloudformation_stack: workload(
      'AWS::CloudFormation::Stack',
      'cloudformation:*:@stack/',
      ({ iam_role_arn: arn }) => [arn],
    ),
  };
};

export const planTypes = table;
