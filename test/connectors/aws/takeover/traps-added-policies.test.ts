import { describe } from 'vitest';
import {
  administrator,
  allow,
  arn,
  deny,
  document,
  group,
  other,
  policy,
  role,
  type Statement,
  trusting,
  trustingService,
  user,
} from '../../../support/aws-sketch.ts';
import {
  adminRole,
  attachMe,
  checkTraps,
  holds,
  lambdaAdmin,
  me,
  type Trap,
  trustRoot,
  when,
} from './trap.ts';

const admins = group('admins', { attached: [administrator] });
const join = (name: string) => allow('iam:AddUserToGroup', arn.group(name));
const devs = arn.group('devs');

const groups: readonly Trap[] = [
  holds(
    'joining a group whose members write its policies',
    'first it joins, then it writes',
    'admin',
    [join('devs')],
    group('devs', { inline: [[allow('iam:AttachGroupPolicy', devs)]] }),
  ),
  holds(
    'writing the policy of a group that it may join',
    'what it wrote is its own once it joins',
    'admin',
    [join('devs'), allow('iam:PutGroupPolicy', devs)],
    group('devs'),
  ),
  holds(
    'writing the policy of a group that it may not join',
    'it is not in the group',
    'none',
    [allow('iam:PutGroupPolicy', devs)],
    group('devs'),
  ),
  holds(
    'writing a policy of a group that it may join',
    'the group has the policy',
    'admin',
    [join('devs'), allow('iam:CreatePolicyVersion', arn.policy('p'))],
    policy('p', document(allow('s3:*'))),
    group('devs', { attached: [arn.policy('p')] }),
  ),
  holds(
    'writing the policy of a group, and a key for one in it',
    'the member has what it wrote',
    'admin',
    [allow('iam:PutGroupPolicy', devs), allow('iam:CreateAccessKey', arn.user('joe'))],
    group('devs'),
    user('joe', { groups: ['devs'] }),
  ),
  holds(
    'a new user in the group of administrators',
    'the user is its own',
    'admin',
    [allow(['iam:CreateUser', 'iam:CreateAccessKey'], arn.user('new-*')), join('admins')],
    admins,
  ),
  holds(
    'a group of the same name under another path',
    'the ARN has the path',
    'none',
    [allow('iam:AddUserToGroup', 'arn:aws:iam::111122223333:group/ops/admins')],
    admins,
  ),
  {
    name: 'a role that may put users into the group of administrators',
    why: 'a role is in no group, and becomes no user',
    is: 'none',
    of: arn.role('start'),
    records: [role('start', trustRoot, { inline: [[join('admins')]] }), admins, user('joe')],
  },
  {
    name: 'a role that may put a user into a group that writes permissions, and make it a key',
    why: 'the user has IAM then',
    is: 'admin',
    of: arn.role('start'),
    records: [
      role('start', trustRoot, { inline: [[join('ops'), allow('iam:CreateAccessKey', arn.user('joe'))]] }),
      group('ops', { inline: [[allow('iam:*')]] }),
      user('joe'),
    ],
  },
];

const only = (text: string) => allow('iam:AttachUserPolicy', me, when('ArnLike', 'iam:PolicyARN', text));
const p = arn.policy('p');
const says = (...statements: readonly Statement[]) => policy('p', document(...statements));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html */
const attached: readonly Trap[] = [
  holds('attaching one harmless policy', 'it reads buckets', 'none', [only(p)], says(allow('s3:*'))),
  holds(
    'attaching one policy that it may rewrite',
    'it says what the caller wants',
    'admin',
    [only(p), allow('iam:CreatePolicyVersion', p)],
    says(allow('s3:*')),
  ),
  holds('attaching IAMFullAccess', 'who writes permissions has any', 'admin', [
    only('arn:aws:iam::aws:policy/IAMFullAccess'),
  ]),
  holds(
    'attaching one policy that allows IAM',
    'who writes permissions has any',
    'admin',
    [only(p)],
    says(allow('iam:*')),
  ),
  holds(
    'attaching one policy that allows everything but IAM',
    'the deny comes with it',
    'none',
    [only(p)],
    says(allow('*'), deny('iam:*')),
  ),
  holds(
    'attaching one policy with a path in it',
    'the function runs as the administrator',
    'admin',
    [only(p)],
    says(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])),
    lambdaAdmin,
  ),
  holds(
    'attaching one policy that lacks a step',
    'nothing invokes the function',
    'none',
    [only(p)],
    says(allow(['iam:PassRole', 'lambda:CreateFunction'])),
    lambdaAdmin,
  ),
  holds(
    'attaching policies under a path where it makes them',
    'it makes one that allows everything',
    'admin',
    [
      only('arn:aws:iam::111122223333:policy/app/*'),
      allow('iam:CreatePolicy', 'arn:aws:iam::111122223333:policy/app/*'),
    ],
  ),
  holds('attaching policies under a path, making them under another', 'none is under both', 'none', [
    only('arn:aws:iam::111122223333:policy/app/*'),
    allow('iam:CreatePolicy', 'arn:aws:iam::111122223333:policy/dev/*'),
  ]),
];

const named = (name: string, why: string, is: Trap['is'], statements: readonly Statement[]): Trap => ({
  name,
  why,
  is,
  of: arn.role('start'),
  records: [
    policy('edge', document(allow('iam:DeleteRolePermissionsBoundary'))),
    role('start', trustingService('ec2.amazonaws.com'), {
      inline: [statements],
      boundary: arn.policy('edge'),
    }),
    adminRole(trusting({ AWS: arn.role('start') })),
  ],
});

const later: readonly Trap[] = [
  named(
    'named in a trust policy, within a boundary that it may take off',
    'then nothing limits it',
    'admin',
    [allow('iam:DeleteRolePermissionsBoundary')],
  ),
  named('named in a trust policy, within a boundary', 'the boundary lets no role be assumed', 'none', [
    attachMe,
  ]),
];

const elsewhere = (name: string, why: string, is: Trap['is'], statement: Statement): Trap => ({
  name,
  why,
  is,
  of: arn.role('start', other),
  records: [
    role('start', trustingService('lambda.amazonaws.com'), { account: other, inline: [[statement]] }),
    adminRole(trusting({ AWS: arn.role('start', other) })),
  ],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html */
const accounts: readonly Trap[] = [
  elsewhere(
    'named by another account, and may write its own permissions',
    'it gives itself the one that it lacks',
    'admin',
    allow('iam:PutRolePolicy', arn.role('start', other)),
  ),
  elsewhere(
    'named by another account, and may write the permissions of somebody else',
    'it lacks the permission to assume',
    'none',
    allow('iam:PutRolePolicy', arn.role('joe', other)),
  ),
];

describe('what other accounts trust', () => checkTraps(accounts));
describe('groups that it may join', () => checkTraps(groups));
describe('policies that it may attach', () => checkTraps(attached));
describe('what it is named for after a step', () => checkTraps(later));
