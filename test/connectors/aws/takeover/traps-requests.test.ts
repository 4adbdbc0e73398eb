import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  other,
  policy,
  role,
  type Statement,
  trusting,
  user,
  variable,
} from '../../../support/aws-sketch.ts';
import { adminRole, boss, checkTraps, holds, type Trap, trustRoot, when } from './trap.ts';

const assume = allow(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']);
const admits = (condition: unknown, ...actions: readonly string[]) =>
  adminRole(
    document({
      Effect: 'Allow',
      Principal: { AWS: arn.root() },
      Action: ['sts:AssumeRole', ...actions],
      Condition: condition,
    }),
  );
const anyIdentity = when('StringLike', 'sts:SourceIdentity', '*');
const project = when('StringEquals', 'aws:RequestTag/project', 'x');
const withMfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');
const ownDevice = [
  allow('iam:CreateVirtualMFADevice', 'arn:aws:iam::*:mfa/*'),
  allow('iam:EnableMFADevice', `arn:aws:iam::*:user/${variable('aws:username')}`),
];
const asRole = (name: string, why: string, is: Trap['is'], condition: unknown): Trap => ({
  name,
  why,
  is,
  of: arn.role('start'),
  records: [role('start', trustRoot, { inline: [[assume]] }), admits(condition)],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts */
const sessions: readonly Trap[] = [
  holds(
    'a source identity that the caller may set',
    'it sets one',
    'admin',
    [assume],
    admits(anyIdentity, 'sts:SetSourceIdentity'),
  ),
  holds(
    'a source identity that nobody may set',
    'the trust policy does not allow sts:SetSourceIdentity',
    'none',
    [assume],
    admits(anyIdentity),
  ),
  holds(
    'a session tag that the caller may set',
    'it sets it',
    'admin',
    [assume],
    admits(project, 'sts:TagSession'),
  ),
  holds(
    'a session tag that nobody may set',
    'the trust policy does not allow sts:TagSession',
    'none',
    [assume],
    admits(project),
  ),
  holds(
    'MFA, where the user may enrol a device of its own',
    'who holds its key enrols one and uses it',
    'admin',
    [assume, ...ownDevice],
    admits(withMfa),
  ),
  holds(
    'MFA, where the user may make devices but not enrol them',
    'whether it has one is not shown',
    'adminIf',
    [assume, ownDevice[0]!],
    admits(withMfa),
  ),
  holds(
    'MFA, where enrolling asks for MFA itself',
    'whether it has one is not shown',
    'adminIf',
    [
      assume,
      ...ownDevice,
      deny('iam:EnableMFADevice', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false')),
    ],
    admits(withMfa),
  ),
  asRole(
    'the id of the own sessions',
    'a session id begins with the id of its role',
    'admin',
    when('StringLike', 'aws:userid', 'AROASTART:*'),
  ),
  asRole(
    'a session name at the end of the id',
    'the caller names its session',
    'admin',
    when('StringLike', 'aws:userid', '*:deploy'),
  ),
  asRole(
    'the id of the sessions of another role',
    'no session of this one has it',
    'none',
    when('StringLike', 'aws:userid', 'AROAOTHER:*'),
  ),
  asRole(
    'the ARN of the own sessions as principal',
    'aws:PrincipalArn is the ARN of the role',
    'none',
    when('ArnLike', 'aws:PrincipalArn', `arn:aws:sts::${account}:assumed-role/start/*`),
  ),
];

const key = (resource: string, ...more: readonly Statement[]) => [
  allow('iam:CreateAccessKey', resource),
  ...more,
];
const own = variable('aws:username');

const names: readonly Trap[] = [
  holds(
    'users of another account',
    'the administrator is of this one',
    'none',
    key(`arn:aws:iam::${other}:user/*`),
    boss,
  ),
  holds(
    'users of another partition',
    'the administrator is not there',
    'none',
    key('arn:aws-us-gov:iam::*:user/*'),
    boss,
  ),
  holds(
    'users in a region',
    'ARNs of IAM have none',
    'none',
    key(`arn:aws:iam:us-east-1:${account}:user/*`),
    boss,
  ),
  holds(
    'users under a path',
    'the administrator has none',
    'none',
    key(`arn:aws:iam::${account}:user/admins/*`),
    boss,
  ),
  holds(
    'users of the own account by a variable',
    'it is the account of the caller',
    'admin',
    key(`arn:aws:iam::${variable('aws:PrincipalAccount')}:user/*`),
    boss,
  ),
  holds(
    'users whose names begin with its own',
    'the administrator is called otherwise',
    'none',
    key(`arn:aws:iam::*:user/${own}-*`),
    boss,
  ),
  holds(
    'a deny on all users but itself',
    'the administrator is another',
    'none',
    [allow('iam:*Login*'), { Effect: 'Deny', Action: 'iam:*', NotResource: `arn:aws:iam::*:user/${own}` }],
    boss,
  ),
  holds('an action that does not exist', 'it allows nothing', 'none', [allow('iam:AttachUsersPolicy')]),
  holds('an action of another service', 'STS makes no keys', 'none', [allow('sts:CreateAccessKey')], boss),
];

const edge = (...statements: readonly Statement[]) => policy('edge', document(...statements));
const within = when('StringEquals', 'iam:PermissionsBoundary', arn.policy('edge'));
const makes = [allow(['iam:CreateUser', 'iam:AttachUserPolicy'], '*', within), allow('iam:CreateAccessKey')];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
const boundaries: readonly Trap[] = [
  holds(
    'new users within a boundary that it may take off',
    'then they have none',
    'admin',
    [...makes, allow('iam:DeleteUserPermissionsBoundary')],
    edge(allow('s3:*')),
  ),
  holds(
    'new users within a boundary that lets them take it off',
    'with any policy they do',
    'admin',
    makes,
    edge(allow(['iam:DeleteUserPermissionsBoundary', 's3:*'])),
  ),
  holds(
    'new users within a boundary that lets them take off that of somebody else',
    'it is not theirs',
    'none',
    makes,
    edge(allow(['iam:DeleteUserPermissionsBoundary', 's3:*'], arn.user('joe'))),
  ),
  {
    name: 'a boundary that it may replace by the same only',
    why: 'the boundary stays',
    is: 'none',
    records: [
      edge(allow(['s3:*', 'iam:PutUserPermissionsBoundary'])),
      user('start', {
        inline: [
          [
            allow('*'),
            deny(
              'iam:PutUserPermissionsBoundary',
              '*',
              when('StringNotEquals', 'iam:PermissionsBoundary', arn.policy('edge')),
            ),
          ],
        ],
        boundary: arn.policy('edge'),
      }),
    ],
  },
  {
    name: 'a boundary that it may replace by any',
    why: 'AdministratorAccess limits nothing',
    is: 'admin',
    records: [
      edge(allow(['s3:*', 'iam:PutUserPermissionsBoundary'])),
      user('start', { attached: [administrator], boundary: arn.policy('edge') }),
    ],
  },
];

/** The trust policy may let in somebody whom no policy of the account reaches. */
const trusts: readonly Trap[] = [
  holds(
    'a trust policy that it may write, where it may assume nothing',
    'it lets an account of its own in',
    'admin',
    [allow('iam:UpdateAssumeRolePolicy', arn.role('admin')), deny('sts:AssumeRole')],
    adminRole(trusting({ AWS: arn.user('x') })),
  ),
];

const byStack = when('ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com');

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia */
const stacks: readonly Trap[] = [
  holds('IAM by stacks only, and stacks', 'a stack attaches the policy', 'admin', [
    allow('iam:*', '*', byStack),
    allow('cloudformation:CreateStack', `arn:aws:cloudformation:*:*:stack/dev-*`),
  ]),
  holds('IAM by stacks only, and no stacks', 'nothing calls for it', 'none', [allow('iam:*', '*', byStack)]),
  holds(
    'roles assumed by stacks only, and stacks',
    'no stack assumes a role for it',
    'none',
    [allow('sts:AssumeRole', '*', byStack), allow('cloudformation:CreateStack')],
    adminRole(trustRoot),
  ),
];

describe('what is done by a stack', () => checkTraps(stacks));
describe('what a session has to carry', () => checkTraps(sessions));
describe('names that miss', () => checkTraps(names));
describe('boundaries', () => checkTraps(boundaries));
describe('trust policies that are written', () => checkTraps(trusts));
