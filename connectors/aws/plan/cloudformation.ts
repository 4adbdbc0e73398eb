import { accountMark, openParts } from '../../../src/plan/cloudformation/evaluate.ts';
import type { AttributeText } from '../../../src/plan/cloudformation/index.ts';
import {
  computed,
  isComputed,
  type Plan,
  type PlannedResource,
  type Values,
} from '../../../src/plan/planned-resource.ts';

/**
 * Resources of CloudFormation in the words of Terraform's provider, so that both are understood by one table.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 */

interface Part {
  readonly type: string;
  /** Tells parts of one resource apart; empty: the resource itself. */
  readonly part: string;
  readonly values: Values;
}

interface Source {
  readonly logicalId: string;
  readonly properties: Values;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isComputed(value);

/** A policy as text; one that holds a value that nobody can tell is computed as a whole. */
const documentOf = (value: unknown): unknown => {
  if (value === undefined || value === null || typeof value === 'string') return value;
  const open = openParts(value);
  return open.length > 0 ? computed([], false, open) : JSON.stringify(value);
};

/** The name that a resource of IAM gets; one that CloudFormation makes up stands as the logical id. */
const nameFields: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
};
const arnKinds: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::IAM::Group': 'group',
  'AWS::IAM::ManagedPolicy': 'policy',
  'AWS::IAM::InstanceProfile': 'instance-profile',
};

const nameOf = (type: string, { logicalId, properties }: Source): string =>
  text(properties[nameFields[type] ?? '']) ?? `{${logicalId}}`;

const arnOf = (type: string, source: Source): string =>
  `arn:aws:iam::${accountMark}:${arnKinds[type]}${text(source.properties.Path) ?? '/'}${nameOf(type, source)}`;

/** What `Ref` and `Fn::GetAtt` of these types give: see "Return values" of each page. */
export const attributeText: AttributeText = ({ logicalId, type, properties }, attribute) => {
  const source = { logicalId, properties };
  if (Object.hasOwn(arnKinds, type)) {
    if (
      attribute === 'Arn' ||
      attribute === 'PolicyArn' ||
      (attribute === 'Ref' && type === 'AWS::IAM::ManagedPolicy')
    )
      return arnOf(type, source);
    return attribute === 'Ref' ? nameOf(type, source) : undefined;
  }
  if (type === 'AWS::S3::Bucket') {
    const name = text(properties.BucketName) ?? `{${logicalId}}`;
    return attribute === 'Ref' ? name : attribute === 'Arn' ? `arn:aws:s3:::${name}` : undefined;
  }
  if (type === 'AWS::IAM::OIDCProvider')
    return attribute === 'Ref' || attribute === 'Arn'
      ? `arn:aws:iam::${accountMark}:oidc-provider/${(text(properties.Url) ?? `{${logicalId}}`).replace(/^https:\/\//, '')}`
      : undefined;
  if (type === 'AWS::Serverless::Function' && attribute === 'Role') return text(properties.Role);
  return undefined;
};

const tagsOf = (value: unknown): Values =>
  Object.fromEntries(
    list(value).flatMap((tag) =>
      isObject(tag) && typeof tag.Key === 'string' ? [[tag.Key, String(tag.Value ?? '')]] : [],
    ),
  );

type Owner = 'role' | 'user' | 'group';

const inlineParts = (owner: Owner, name: unknown, policies: unknown): readonly Part[] =>
  isComputed(policies)
    ? [
        {
          type: `aws_iam_${owner}_policy`,
          part: 'Policies',
          values: { [owner]: name, name: '{Policies}', policy: policies },
        },
      ]
    : list(policies).map((policy, index): Part => {
        const own = isObject(policy) ? policy : {};
        const title = text(own.PolicyName) ?? `{policy ${index}}`;
        const document = isComputed(policy) ? policy : documentOf(own.PolicyDocument);
        return {
          type: `aws_iam_${owner}_policy`,
          part: `Policies/${title}`,
          values: { [owner]: name, name: title, policy: document },
        };
      });

const attachedParts = (owner: Owner, name: unknown, arns: unknown): readonly Part[] =>
  list(arns).map(
    (arn, index): Part => ({
      type: `aws_iam_${owner}_policy_attachment`,
      part: `ManagedPolicyArns/${text(arn) ?? index}`,
      values: { [owner]: name, policy_arn: arn },
    }),
  );

const owned =
  (type: string, terraform: string, owner: Owner) =>
  (source: Source): readonly Part[] => {
    const { properties } = source;
    const name = nameOf(type, source);
    return [
      {
        type: terraform,
        part: '',
        values: {
          name,
          path: text(properties.Path) ?? '/',
          tags: tagsOf(properties.Tags),
          permissions_boundary: properties.PermissionsBoundary,
          ...(owner === 'role'
            ? {
                assume_role_policy: documentOf(properties.AssumeRolePolicyDocument),
                max_session_duration: properties.MaxSessionDuration,
              }
            : {}),
        },
      },
      ...inlineParts(owner, name, properties.Policies),
      ...attachedParts(owner, name, properties.ManagedPolicyArns),
      ...(owner === 'user' && properties.Groups !== undefined
        ? [
            {
              type: 'aws_iam_user_group_membership',
              part: 'Groups',
              values: { user: name, groups: properties.Groups },
            },
          ]
        : []),
      ...(owner === 'user' && properties.LoginProfile !== undefined
        ? [{ type: 'aws_iam_user_login_profile', part: 'LoginProfile', values: { user: name } }]
        : []),
    ];
  };

/** One policy on several identities. */
const onEach = (
  properties: Values,
  part: (owner: Owner, name: unknown, index: number) => Part,
): readonly Part[] =>
  (['role', 'user', 'group'] as const).flatMap((owner) => {
    const names = properties[`${owner[0]!.toUpperCase()}${owner.slice(1)}s`];
    return list(names).map((name, index) => part(owner, name, index));
  });

const workload =
  (type: string, name: string, roles: Readonly<Record<string, string>>) =>
  ({ logicalId, properties }: Source): readonly Part[] => [
    {
      type,
      part: '',
      values: {
        name: text(properties[name]) ?? `{${logicalId}}`,
        ...Object.fromEntries(Object.entries(roles).map(([theirs, ours]) => [ours, properties[theirs]])),
      },
    },
  ];

const single =
  (owner: Owner, field: string) =>
  ({ logicalId, properties }: Source): readonly Part[] => [
    {
      type: `aws_iam_${owner}_policy`,
      part: '',
      values: {
        [owner]: properties[field],
        name: text(properties.PolicyName) ?? `{${logicalId}}`,
        policy: documentOf(properties.PolicyDocument),
      },
    },
  ];

/** The role that the transform makes where none is named. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html */
const serverless = ({ logicalId, properties }: Source): readonly Part[] => {
  const own = properties.Role === undefined;
  const role = `{${logicalId}Role}`;
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  });
  const policies = list(properties.Policies).flatMap((policy, index): readonly Part[] => {
    const part = `Policies/${index}`;
    if (isComputed(policy))
      return [{ type: 'aws_iam_role_policy', part, values: { role, name: `{policy ${index}}`, policy } }];
    if (typeof policy === 'string') {
      const arn = policy.startsWith('arn:') ? policy : `arn:aws:iam::aws:policy/${policy}`;
      return [{ type: 'aws_iam_role_policy_attachment', part, values: { role, policy_arn: arn } }];
    }
    if (!isObject(policy)) return [];
    if ('Statement' in policy)
      return [
        {
          type: 'aws_iam_role_policy',
          part,
          values: { role, name: `{policy ${index}}`, policy: documentOf(policy) },
        },
      ];
    // A template of the transform: known by name only.
    const [name = 'policy template'] = Object.keys(policy);
    return [
      {
        type: 'aws_iam_role_policy',
        part,
        values: { role, name, policy: computed([], false, [`policy template ${name}`]) },
      },
    ];
  });
  return [
    {
      type: 'aws_lambda_function',
      part: '',
      values: { name: text(properties.FunctionName) ?? `{${logicalId}}`, role: own ? role : properties.Role },
    },
    ...(own
      ? [
          {
            type: 'aws_iam_role',
            part: 'Role',
            values: {
              name: role,
              path: '/',
              assume_role_policy: trust,
              permissions_boundary: properties.PermissionsBoundary,
            },
          },
          {
            type: 'aws_iam_role_policy_attachment',
            part: 'Role/basic',
            values: { role, policy_arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
          },
          ...policies,
        ]
      : []),
  ];
};

const nested = ({ logicalId, properties }: Source): readonly Part[] => [
  {
    type: 'aws_iam_role_policy',
    part: '',
    values: {
      role: computed([], false, [
        `template ${text(properties.TemplateURL) ?? text(properties.Location) ?? ''} of the nested stack`,
      ]),
      name: logicalId,
      policy: undefined,
    },
  },
];

const types: Readonly<Record<string, (source: Source) => readonly Part[]>> = {
  'AWS::IAM::Role': owned('AWS::IAM::Role', 'aws_iam_role', 'role'),
  'AWS::IAM::User': owned('AWS::IAM::User', 'aws_iam_user', 'user'),
  'AWS::IAM::Group': owned('AWS::IAM::Group', 'aws_iam_group', 'group'),
  'AWS::IAM::ManagedPolicy': (source) => [
    {
      type: 'aws_iam_policy',
      part: '',
      values: {
        name: nameOf('AWS::IAM::ManagedPolicy', source),
        path: text(source.properties.Path) ?? '/',
        policy: documentOf(source.properties.PolicyDocument),
      },
    },
    ...onEach(source.properties, (owner, name, index) => ({
      type: `aws_iam_${owner}_policy_attachment`,
      part: `${owner}s/${text(name) ?? index}`,
      values: { [owner]: name, policy_arn: arnOf('AWS::IAM::ManagedPolicy', source) },
    })),
  ],
  'AWS::IAM::Policy': ({ logicalId, properties }) =>
    onEach(properties, (owner, name, index) => ({
      type: `aws_iam_${owner}_policy`,
      part: `${owner}s/${text(name) ?? index}`,
      values: {
        [owner]: name,
        name: text(properties.PolicyName) ?? `{${logicalId}}`,
        policy: documentOf(properties.PolicyDocument),
      },
    })),
  'AWS::IAM::RolePolicy': single('role', 'RoleName'),
  'AWS::IAM::UserPolicy': single('user', 'UserName'),
  'AWS::IAM::GroupPolicy': single('group', 'GroupName'),
  'AWS::IAM::UserToGroupAddition': ({ properties }) => [
    {
      type: 'aws_iam_group_membership',
      part: '',
      values: { group: properties.GroupName, users: properties.Users },
    },
  ],
  'AWS::IAM::AccessKey': ({ properties }) => [
    {
      type: 'aws_iam_access_key',
      part: '',
      values: { user: properties.UserName, status: properties.Status ?? 'Active' },
    },
  ],
  'AWS::IAM::InstanceProfile': (source) =>
    list(source.properties.Roles).map((role) => ({
      type: 'aws_iam_instance_profile',
      part: '',
      values: {
        name: nameOf('AWS::IAM::InstanceProfile', source),
        path: text(source.properties.Path) ?? '/',
        role,
      },
    })),
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
  'AWS::Serverless::Function': serverless,
  'AWS::CloudFormation::Stack': nested,
  'AWS::Serverless::Application': nested,
};

/** The account, where somebody knows it. */
const inAccount = (value: unknown, account: string): unknown => {
  if (typeof value === 'string') return value.replaceAll(accountMark, account);
  if (Array.isArray(value)) return value.map((each) => inAccount(each, account));
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inAccount(each, account)]))
    : value;
};

/** A template's plan as one of Terraform's would tell it. */
export const translated = (plan: Plan, account: string): Plan => {
  const partsOf = (resource: PlannedResource, values: Values | undefined): ReadonlyMap<string, Part> => {
    const parts =
      values === undefined
        ? []
        : (types[resource.type]?.({ logicalId: resource.address, properties: values }) ?? []);
    return new Map(parts.map((part) => [`${part.type} ${part.part}`, part]));
  };
  return {
    ...plan,
    resources: plan.resources.flatMap((resource): readonly PlannedResource[] => {
      const [before, after] = [partsOf(resource, resource.before), partsOf(resource, resource.after)];
      return [...new Set([...before.keys(), ...after.keys()])].map((key): PlannedResource => {
        const [was, is] = [before.get(key), after.get(key)];
        const { type, part } = (is ?? was)!;
        const { before: _, after: __, ...rest } = resource;
        const isSame = JSON.stringify(was?.values) === JSON.stringify(is?.values);
        const action =
          was === undefined ? 'create' : is === undefined ? 'delete' : isSame ? 'no-op' : 'update';
        return {
          ...rest,
          address: part === '' ? resource.address : `${resource.address}/${part}`,
          type,
          actions: [action],
          ...(was === undefined ? {} : { before: inAccount(was.values, account) as Values }),
          ...(is === undefined ? {} : { after: inAccount(is.values, account) as Values }),
        };
      });
    }),
  };
};
