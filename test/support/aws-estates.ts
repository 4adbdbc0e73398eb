import fc from 'fast-check';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';

/** Small AWS accounts to state laws over: a few users, roles and groups, with policies that make and break paths. */
export const account = '111122223333';

export interface DrawnStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const names = ['ada', 'bob', 'ci', 'deploy', 'web'];
const userArn = (name: string): string => `arn:aws:iam::${account}:user/${name}`;
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const policyArn = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;

const actions = [
  '*',
  'iam:*',
  'iam:PassRole',
  'iam:PutUserPolicy',
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateAccessKey',
  'iam:UpdateAssumeRolePolicy',
  'iam:AddUserToGroup',
  'iam:CreateUser',
  'iam:AttachUserPolicy',
  'sts:AssumeRole',
  'lambda:*',
  'lambda:CreateFunction',
  'lambda:InvokeFunction',
  'lambda:UpdateFunctionCode',
  'ec2:RunInstances',
  'ssm:SendCommand',
  's3:GetObject',
  's3:*',
  'secretsmanager:GetSecretValue',
];

const resources = [
  '*',
  '*',
  ...names.flatMap((name) => [userArn(name), roleArn(name)]),
  `arn:aws:iam::${account}:role/d*`,
  `arn:aws:iam::${account}:user/?i`,
  policyArn('shared'),
  'arn:aws:s3:::data/*',
];

const conditions: readonly (object | undefined)[] = [
  undefined,
  undefined,
  undefined,
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  { DateLessThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } },
  { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
];

export const drawStatement = (effect: fc.Arbitrary<'Allow' | 'Deny'>): fc.Arbitrary<DrawnStatement> =>
  fc
    .record({
      effect,
      not: fc.boolean().map((not) => not && true),
      actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1, maxLength: 3 }),
      resource: fc.uniqueArray(fc.constantFrom(...resources), { minLength: 1, maxLength: 2 }),
      condition: fc.constantFrom(...conditions),
      rare: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ effect: Effect, actions: Action, resource: Resource, condition, rare }) => ({
      Effect,
      ...(rare === 0 ? { NotAction: Action } : { Action }),
      Resource,
      ...(condition === undefined ? {} : { Condition: condition }),
    }));

const document = (statements: readonly DrawnStatement[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});

export interface DrawnPrincipal {
  readonly kind: 'user' | 'role';
  readonly name: string;
  readonly statements: readonly DrawnStatement[];
  readonly shared: boolean;
  readonly bounded: boolean;
  readonly trust: number;
  readonly profile: boolean;
}

export interface DrawnAccount {
  readonly principals: readonly DrawnPrincipal[];
  readonly shared: readonly DrawnStatement[];
  readonly boundary: readonly DrawnStatement[];
}

const allowMostly = fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny');

export const drawAccount: fc.Arbitrary<DrawnAccount> = fc.record({
  principals: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom<'user' | 'role'>('user', 'role'),
      name: fc.constantFrom(...names),
      statements: fc.array(drawStatement(allowMostly), { minLength: 0, maxLength: 3 }),
      shared: fc.boolean(),
      bounded: fc.integer({ min: 0, max: 3 }).map((draw) => draw === 0),
      trust: fc.nat(5),
      profile: fc.boolean(),
    }),
    { minLength: 2, maxLength: 6, selector: ({ kind, name }) => `${kind}/${name}` },
  ),
  shared: fc.array(drawStatement(fc.constant('Allow')), { minLength: 1, maxLength: 2 }),
  boundary: fc.array(drawStatement(fc.constant('Allow')), { minLength: 1, maxLength: 3 }),
});

const trustOf = (choice: number): object => {
  const principals: readonly object[] = [
    { Service: 'lambda.amazonaws.com' },
    { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
    { AWS: `arn:aws:iam::${account}:root` },
    { AWS: userArn('ci') },
    { AWS: roleArn('deploy') },
    { AWS: 'arn:aws:iam::999988887777:root' },
  ];
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principals[choice], Action: 'sts:AssumeRole' }],
  };
};

/** The account as the records of a snapshot. */
export const recordsOf = ({ principals, shared, boundary }: DrawnAccount): SnapshotRecord[] => {
  const managed = (name: string, statements: readonly DrawnStatement[]): SnapshotRecord => ({
    record: 'aws.policy',
    scope: account,
    id: policyArn(name),
    data: {
      PolicyName: name,
      Arn: policyArn(name),
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(statements) }],
    },
  });
  return [
    managed('shared', shared),
    managed('limit', boundary),
    ...principals.map((principal): SnapshotRecord => {
      const { kind, name, statements, trust, profile } = principal;
      const arn = kind === 'user' ? userArn(name) : roleArn(name);
      const own = statements.map((statement, index) => ({
        PolicyName: `own-${index}`,
        PolicyDocument: document([statement]),
      }));
      const common = {
        Arn: arn,
        Path: '/',
        CreateDate: '2025-01-01T00:00:00.000Z',
        AttachedManagedPolicies: principal.shared
          ? [{ PolicyName: 'shared', PolicyArn: policyArn('shared') }]
          : [],
        ...(principal.bounded ? { PermissionsBoundary: { PermissionsBoundaryArn: policyArn('limit') } } : {}),
      };
      return {
        record: `aws.${kind}`,
        scope: account,
        id: arn,
        data:
          kind === 'user'
            ? { ...common, UserName: name, UserPolicyList: own, GroupList: [] }
            : {
                ...common,
                RoleName: name,
                RolePolicyList: own,
                AssumeRolePolicyDocument: trustOf(trust),
                InstanceProfileList: profile
                  ? [{ Arn: `arn:aws:iam::${account}:instance-profile/${name}` }]
                  : [],
                RoleLastUsed: {},
              },
      };
    }),
  ];
};
