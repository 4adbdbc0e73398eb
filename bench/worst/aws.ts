import { join } from 'node:path';
import { many, scan, type Worst } from './input.ts';

const account = (statements: readonly object[]): string =>
  JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: [
      {
        RoleName: 'r',
        Arn: 'arn:aws:iam::111122223333:role/r',
        Path: '/',
        CreateDate: '2025-01-01T00:00:00Z',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        RolePolicyList: [
          { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
        ],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
  });

const allow = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const policy = (name: string, size: number, statements: (size: number) => readonly object[]): Worst => ({
  name,
  size,
  file: 'account.json',
  text: (n) => account(statements(n)),
  args: scan,
});

/** Each may be assumed by the next; the first may do everything. */
const chain = (size: number): string => {
  const arn = (index: number): string => `arn:aws:iam::111122223333:role/r${index}`;
  const document = (statement: object): object => ({ Version: '2012-10-17', Statement: [statement] });
  return JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: many(size, (index) => ({
      RoleName: `r${index}`,
      Arn: arn(index),
      Path: '/',
      CreateDate: '2025-01-01T00:00:00Z',
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { AWS: arn(index + 1) },
        Action: 'sts:AssumeRole',
      }),
      RolePolicyList: [
        {
          PolicyName: 'p',
          PolicyDocument: document(
            index === 0 ? allow : { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn(index - 1) },
          ),
        },
      ],
      AttachedManagedPolicies: [],
      Tags: [],
    })),
  });
};

/** Events of as many roles, in as many services. */
const trail = (size: number): string =>
  many(size, (index) =>
    JSON.stringify({
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::111122223333:assumed-role/r${index}/s`,
        accountId: '111122223333',
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            arn: `arn:aws:iam::111122223333:role/r${index}`,
            accountId: '111122223333',
          },
        },
      },
      eventTime: '2026-10-30T10:11:12Z',
      eventSource: `s${index}.amazonaws.com`,
      eventName: `Get${index}`,
      awsRegion: 'eu-central-1',
      sourceIPAddress: `10.0.${(index >> 8) & 255}.${index & 255}`,
      recipientAccountId: '111122223333',
      readOnly: true,
    }),
  ).join('\n');

export const worstOfAws: readonly Worst[] = [
  policy('stars in one pattern', 20_000, (n) => [
    { ...allow, Resource: `arn:aws:lambda:*:*:*${'*a'.repeat(n)}` },
  ]),
  policy('patterns of stars', 500, (n) => [
    { ...allow, Resource: many(n, (index) => `arn:aws:lambda:*:*:*a*${index}*`) },
  ]),
  policy('long patterns', 10, (n) =>
    many(n, (index) => ({
      ...allow,
      Resource: many(10, (part) => `arn:aws:lambda:*:*:function:${'ab*'.repeat(60)}${index}x${part}`),
    })),
  ),
  policy('values of one condition', 500, (n) => [
    { ...allow, Condition: { StringLike: { 'aws:RequestTag/x': many(n, (index) => `*a${index}*b*`) } } },
  ]),
  policy('actions of stars', 100, (n) => [{ ...allow, Action: many(n, (index) => `*:*a${index}*`) }]),
  policy('allow and deny in turn', 500, (n) =>
    many(n, (index) => ({
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Action: 'iam:*',
      Resource: `arn:aws:iam::*:role/*${index}*`,
    })),
  ),
  policy('allow and deny in turn, by tag', 100, (n) =>
    many(n, (index) => ({
      ...allow,
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Condition: { StringLike: { [`aws:PrincipalTag/t${index}`]: 'a*' } },
    })),
  ),
  { name: 'roles that assume one another', size: 500, file: 'account.json', text: chain, args: scan },
  {
    name: 'a chain of roles, in every format',
    size: 100,
    file: 'account.json',
    text: chain,
    args: (file, folder) => ['scan', file, '--out', join(folder, 'reports')],
  },
  {
    name: 'a plan of roles whose trust nobody can read',
    size: 5_000,
    file: 'plan.json',
    text: (n) =>
      JSON.stringify({
        format_version: '1.2',
        terraform_version: '1.9.0',
        timestamp: '2026-11-01T00:00:00Z',
        resource_changes: many(n, (index) => ({
          address: `aws_iam_role.r${index}`,
          mode: 'managed',
          type: 'aws_iam_role',
          name: `r${index}`,
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: {
            actions: ['create'],
            before: null,
            after: { name: `r${index}`, assume_role_policy: '{}' },
            after_unknown: {},
          },
        })),
      }),
    args: (file) => ['gate', '--plan', file],
  },
  {
    name: 'events of as many roles and services',
    size: 2_000,
    file: 'trail.json',
    text: trail,
    args: (file) => ['scan', '--demo', file],
  },
];
