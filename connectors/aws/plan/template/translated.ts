import {
  isComputed,
  type Plan,
  type PlannedResource,
  type Values,
} from '../../../../src/plan/planned-resource.ts';
import { arnOf, nameIn, nameOf, type Source, text } from './attribute-text.ts';
import { isEither } from './either.ts';
import { accountMark, stable } from './open-value.ts';
import { isObject, list, openValue, type Part, policyParts } from './policy.ts';
import { resourcePolicies } from './resource-policies.ts';
import { serverless } from './serverless.ts';

/**
 * Resources of CloudFormation in the words of Terraform's provider, so that both are understood by one table.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 */

const tagsOf = (value: unknown): Values =>
  Object.fromEntries(
    list(value).flatMap((tag) =>
      isObject(tag) && typeof tag.Key === 'string' ? [[tag.Key, String(tag.Value ?? '')]] : [],
    ),
  );

type Owner = 'role' | 'user' | 'group';

const inlineParts = (owner: Owner, name: unknown, policies: unknown): readonly Part[] => {
  const seen = new Map<string, number>();
  return list(policies).flatMap((policy, index): readonly Part[] => {
    const own = isObject(policy) ? policy : {};
    const given = nameIn(own.PolicyName) ?? `{policy ${index}}`;
    // Two ways in which one policy may come out have one name.
    const times = (seen.get(given) ?? 0) + 1;
    seen.set(given, times);
    const title = times === 1 ? given : `${given} (${times})`;
    const values = { [owner]: name, name: title };
    const document = isObject(policy) ? own.PolicyDocument : policy;
    return policyParts(
      { type: `aws_iam_${owner}_policy`, part: `Policies/${title}`, values },
      'policy',
      document,
      {},
    );
  });
};

const attachedParts = (owner: Owner, name: unknown, arns: unknown): readonly Part[] =>
  list(arns).map(
    (arn): Part => ({
      type: `aws_iam_${owner}_policy_attachment`,
      part: text(arn) === undefined ? 'ManagedPolicyArns' : `ManagedPolicyArns/${text(arn)}`,
      key: stable(arn),
      values: { [owner]: name, policy_arn: arn },
    }),
  );

/** One that a parameter may take away is none; one that nobody can tell stands by itself, and counts where it is new. */
const boundaryOf = (value: unknown): unknown =>
  isEither(value) ? (value.either.includes(undefined) ? undefined : openValue(value)) : value;

const owned =
  (type: string, terraform: string, owner: Owner) =>
  (source: Source): readonly Part[] => {
    const { properties } = source;
    const name = nameOf(type, source);
    const path = nameIn(properties.Path) ?? '/';
    const boundary = boundaryOf(properties.PermissionsBoundary);
    const itself: Part = { type: terraform, part: '', values: { name, path } };
    const beside = {
      tags: tagsOf(properties.Tags),
      permissions_boundary: isComputed(boundary) ? undefined : boundary,
      ...(owner === 'role' ? { max_session_duration: properties.MaxSessionDuration } : {}),
    };
    return [
      ...(isComputed(boundary)
        ? [
            {
              ...itself,
              part: 'PermissionsBoundary',
              key: stable(boundary),
              values: { name, path, permissions_boundary: boundary },
            },
          ]
        : []),
      ...(owner === 'role'
        ? policyParts(itself, 'assume_role_policy', properties.AssumeRolePolicyDocument, beside)
        : [{ ...itself, values: { ...itself.values, ...beside } }]),
      ...inlineParts(owner, name, properties.Policies),
      ...attachedParts(owner, name, properties.ManagedPolicyArns),
      ...(owner === 'user'
        ? list(properties.Groups).map(
            (group): Part => ({
              type: 'aws_iam_user_group_membership',
              part: 'Groups',
              key: stable(group),
              values: { user: name, groups: [group] },
            }),
          )
        : []),
      ...(owner === 'user' && properties.LoginProfile !== undefined
        ? [{ type: 'aws_iam_user_login_profile', part: 'LoginProfile', values: { user: name } }]
        : []),
    ];
  };

/** One policy on several identities. */
const onEach = (
  properties: Values,
  parts: (owner: Owner, name: unknown) => readonly Part[],
): readonly Part[] =>
  (['role', 'user', 'group'] as const).flatMap((owner) =>
    list(properties[`${owner[0]!.toUpperCase()}${owner.slice(1)}s`]).flatMap((name) =>
      parts(owner, name).map((each) => ({ ...each, key: `${stable(name)} ${each.key ?? ''}` })),
    ),
  );

const workload =
  (type: string, name: string, roles: Readonly<Record<string, string>>) =>
  ({ logicalId, properties }: Source): readonly Part[] => [
    {
      type,
      part: '',
      values: {
        name: nameIn(properties[name]) ?? `{${logicalId}}`,
        ...Object.fromEntries(Object.entries(roles).map(([theirs, ours]) => [ours, properties[theirs]])),
      },
    },
  ];

const inlineOn = (
  owner: Owner,
  name: unknown,
  { logicalId, properties }: Source,
  part = '',
): readonly Part[] =>
  policyParts(
    {
      type: `aws_iam_${owner}_policy`,
      part,
      values: { [owner]: name, name: nameIn(properties.PolicyName) ?? `{${logicalId}}` },
    },
    'policy',
    properties.PolicyDocument,
    {},
  );

const types: Readonly<Record<string, (source: Source) => readonly Part[]>> = {
  'AWS::IAM::Role': owned('AWS::IAM::Role', 'aws_iam_role', 'role'),
  'AWS::IAM::User': owned('AWS::IAM::User', 'aws_iam_user', 'user'),
  'AWS::IAM::Group': owned('AWS::IAM::Group', 'aws_iam_group', 'group'),
  'AWS::IAM::ManagedPolicy': (source) => [
    ...policyParts(
      {
        type: 'aws_iam_policy',
        part: '',
        values: {
          name: nameOf('AWS::IAM::ManagedPolicy', source),
          path: nameIn(source.properties.Path) ?? '/',
        },
      },
      'policy',
      source.properties.PolicyDocument,
      {},
    ),
    ...onEach(source.properties, (owner, name) => [
      {
        type: `aws_iam_${owner}_policy_attachment`,
        part: `${owner}s/${text(name) ?? 'open'}`,
        values: { [owner]: name, policy_arn: arnOf('AWS::IAM::ManagedPolicy', source) },
      },
    ]),
  ],
  'AWS::IAM::Policy': (source) =>
    onEach(source.properties, (owner, name) =>
      inlineOn(owner, name, source, `${owner}s/${text(name) ?? 'open'}`),
    ),
  'AWS::IAM::RolePolicy': (source) => inlineOn('role', source.properties.RoleName, source),
  'AWS::IAM::UserPolicy': (source) => inlineOn('user', source.properties.UserName, source),
  'AWS::IAM::GroupPolicy': (source) => inlineOn('group', source.properties.GroupName, source),
  'AWS::IAM::UserToGroupAddition': ({ properties }) => [
    {
      type: 'aws_iam_group_membership',
      part: '',
      values: { group: properties.GroupName, users: list(properties.Users) },
    },
  ],
  'AWS::IAM::AccessKey': ({ properties }) => [
    {
      type: 'aws_iam_access_key',
      part: '',
      values: { user: properties.UserName, status: properties.Status ?? 'Active' },
    },
  ],
  'AWS::IAM::VirtualMFADevice': ({ properties }) =>
    list(properties.Users).map(
      (user): Part => ({
        type: 'aws_iam_virtual_mfa_device',
        part: `users/${text(user) ?? 'open'}`,
        key: stable(user),
        values: { user_name: user },
      }),
    ),
  'AWS::IAM::InstanceProfile': (source) =>
    list(source.properties.Roles).map(
      (role): Part => ({
        type: 'aws_iam_instance_profile',
        part: '',
        values: {
          name: nameOf('AWS::IAM::InstanceProfile', source),
          path: nameIn(source.properties.Path) ?? '/',
          role,
        },
      }),
    ),
  'AWS::IAM::OIDCProvider': ({ properties }) => [
    {
      type: 'aws_iam_openid_connect_provider',
      part: '',
      values: { url: properties.Url, client_id_list: properties.ClientIdList },
    },
  ],
  'AWS::Lambda::Function': workload('aws_lambda_function', 'FunctionName', { Role: 'role' }),
  'AWS::CodeBuild::Project': workload('aws_codebuild_project', 'Name', { ServiceRole: 'service_role' }),
  'AWS::Glue::Job': workload('aws_glue_job', 'Name', { Role: 'role_arn' }),
  'AWS::ECS::TaskDefinition': workload('aws_ecs_task_definition', 'Family', {
    TaskRoleArn: 'task_role_arn',
    ExecutionRoleArn: 'execution_role_arn',
  }),
  'AWS::SageMaker::NotebookInstance': workload('aws_sagemaker_notebook_instance', 'NotebookInstanceName', {
    RoleArn: 'role_arn',
  }),
  ...resourcePolicies,
  'AWS::Serverless::Function': serverless('AWS::Serverless::Function'),
  'AWS::Serverless::StateMachine': serverless('AWS::Serverless::StateMachine'),
};

/** What is not evaluated, by what it is called in a Terraform plan: see `unread.ts`. */
const unread: Readonly<Record<string, string>> = {
  'AWS::SSO::Assignment': 'aws_ssoadmin_account_assignment',
  'AWS::SSO::PermissionSet': 'aws_ssoadmin_permission_set_inline_policy',
  'AWS::IdentityStore::GroupMembership': 'aws_identitystore_group_membership',
  'AWS::Cognito::UserPoolUserToGroupAttachment': 'aws_cognito_user_in_group',
  'AWS::Organizations::Policy': 'aws_organizations_policy',
  'AWS::EKS::AccessEntry': 'aws_eks_access_entry',
  'AWS::EKS::PodIdentityAssociation': 'aws_eks_pod_identity_association',
  'AWS::RolesAnywhere::Profile': 'aws_rolesanywhere_profile',
  'AWS::RolesAnywhere::TrustAnchor': 'aws_rolesanywhere_trust_anchor',
  'AWS::Cognito::IdentityPoolRoleAttachment': 'aws_cognito_identity_pool_roles_attachment',
  'AWS::LakeFormation::Permissions': 'aws_lakeformation_permissions',
  'AWS::LakeFormation::PrincipalPermissions': 'aws_lakeformation_permissions',
};

/** Told where the template is read, because what they become stands elsewhere: see `hidden.ts`. */
const hidden: readonly string[] = [
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::Serverless::Application',
  'AWS::Serverless::Connector',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
];

/** Types of CloudFormation that are read, or whose change is told as a whole. */
export const templateTypes: ReadonlySet<string> = new Set([
  ...Object.keys(types),
  ...Object.keys(unread),
  ...hidden,
]);

const spelled: ReadonlyMap<string, string> = new Map(
  [...templateTypes].map((type) => [type.toLowerCase(), type]),
);

/** The judged type that another differs from by upper and lower case alone. */
export const meantBy = (type: string): string | undefined => {
  const meant = spelled.get(type.toLowerCase());
  return meant === type ? undefined : meant;
};

const partsIn = (type: string, source: Source): readonly Part[] => {
  if (Object.hasOwn(types, type)) return types[type]!(source);
  const { Tags: _, ...values } = source.properties;
  return Object.hasOwn(unread, type) ? [{ type: unread[type]!, part: '', values }] : [];
};

/** The account, where somebody knows it; what a parameter decides and no list takes apart is computed. */
const settled = (value: unknown, account: string): unknown => {
  if (typeof value === 'string') return value.replaceAll(accountMark, account);
  if (isEither(value)) return openValue(value);
  if (Array.isArray(value)) return value.map((each) => settled(each, account));
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each, account)]))
    : value;
};

/** Identities themselves: what was denied to one that is gone is no matter. */
const owners: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group']);

const keyOf = ({ type, part, key, isDenial }: Part): string => JSON.stringify([type, part, key, isDenial]);

/** A template's plan as one of Terraform's would tell it. */
export const translated = (plan: Plan, account: string): Plan => {
  const partsOf = (resource: PlannedResource, values: Values | undefined): ReadonlyMap<string, Part> => {
    const parts =
      values === undefined ? [] : partsIn(resource.type, { logicalId: resource.address, properties: values });
    return new Map(parts.map((part) => [keyOf(part), part]));
  };
  return {
    ...plan,
    resources: plan.resources.flatMap((resource): readonly PlannedResource[] => {
      const [before, after] = [partsOf(resource, resource.before), partsOf(resource, resource.after)];
      const isGone = resource.after === undefined && owners.has(resource.type);
      const keys = [...new Set([...before.keys(), ...after.keys()])];
      const isOpen = (key: string): boolean =>
        Object.values((after.get(key) ?? before.get(key))!.values).some(isComputed);
      // What is known of a resource comes last: it says what the resource is.
      const ordered = [...keys.filter(isOpen), ...keys.filter((key) => !isOpen(key))];
      return ordered.flatMap((key): readonly PlannedResource[] => {
        const { type, part, isDenial } = (after.get(key) ?? before.get(key))!;
        const [was, is] = [before.get(key), after.get(key)];
        // A denial that nobody can tell and that goes may uncover anything.
        if (isDenial === true && (was === undefined || is !== undefined || isGone)) return [];
        const [old, now] = isDenial === true ? [undefined, was] : [was, is];
        const { before: _, after: __, ...rest } = resource;
        const isSame = stable(old?.values) === stable(now?.values);
        const action =
          old === undefined ? 'create' : now === undefined ? 'delete' : isSame ? 'no-op' : 'update';
        return [
          {
            ...rest,
            address: part === '' ? resource.address : `${resource.address}/${part}`,
            type,
            actions: [action],
            ...(old === undefined ? {} : { before: settled(old.values, account) as Values }),
            ...(now === undefined ? {} : { after: settled(now.values, account) as Values }),
          },
        ];
      });
    }),
  };
};
