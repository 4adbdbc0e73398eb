import { describe } from 'vitest';
import {
  account,
  allow,
  arn,
  document,
  group,
  policy,
  reportRow,
  role,
  trusting,
  trustingService,
  user,
  variable,
} from '../../../support/aws-sketch.ts';
import {
  adminRole,
  attach,
  boss,
  checkTraps,
  fullAccess,
  lambdaAdmin,
  me,
  start,
  type Trap,
} from './trap.ts';

const writing: readonly Trap[] = [
  {
    name: 'an older version of a policy with everything, and the right to bring it back',
    why: 'SetDefaultPolicyVersion makes it the current one',
    is: 'admin',
    records: [
      policy('own', document(fullAccess), document(allow('iam:SetDefaultPolicyVersion'))),
      user('start', { attached: [arn.policy('own')] }),
    ],
  },
  {
    name: 'an older version with everything, and no right to bring it back',
    why: 'only the default version counts',
    is: 'none',
    records: [
      policy('own', document(fullAccess), document(allow('s3:*'))),
      user('start', { attached: [arn.policy('own')] }),
    ],
  },
  {
    name: 'an older version that can write permissions',
    why: 'brought back, it lets the user attach any policy to itself',
    is: 'admin',
    records: [
      policy('own', document(allow(attach)), document(allow('iam:SetDefaultPolicyVersion'))),
      user('start', { attached: [arn.policy('own')] }),
    ],
  },
  ...[
    ['bounded', 'free'],
    ['free', 'bounded'],
  ].map(
    (names): Trap => ({
      name: `two roles whose trust and policies it writes, named in the order ${names.join(', ')}, one with a boundary`,
      why: 'what the boundary of the one makes worthless, the other gives, whichever is found first',
      is: 'admin',
      records: [
        policy('limit', document(allow('s3:GetObject'))),
        role('bounded', trustingService('ec2.amazonaws.com'), { boundary: arn.policy('limit') }),
        role('free', trustingService('ec2.amazonaws.com')),
        user('start', {
          inline: [
            [
              allow(
                ['iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy'],
                names.map((name) => arn.role(name)),
              ),
            ],
          ],
        }),
      ],
    }),
  ),
  ...['a-free', 'z-free'].map(
    (free): Trap => ({
      name: `a role that it may write for certain (${free}), and one only with MFA`,
      why: 'the certain way counts, whichever is found first',
      is: 'admin',
      records: [
        role('m-perhaps', trustingService('ec2.amazonaws.com')),
        role(free, trustingService('ec2.amazonaws.com')),
        user('start', {
          inline: [
            [
              allow('iam:UpdateAssumeRolePolicy', [arn.role('m-perhaps'), arn.role(free)]),
              allow('iam:PutRolePolicy', arn.role('m-perhaps'), {
                Bool: { 'aws:MultiFactorAuthPresent': 'true' },
              }),
              allow('iam:PutRolePolicy', arn.role(free)),
            ],
          ],
        }),
      ],
    }),
  ),
  {
    name: 'five versions, and no right to delete one',
    why: 'a sixth version is refused',
    is: 'none',
    records: [
      policy('own', ...Array.from({ length: 5 }, () => document(allow('iam:CreatePolicyVersion')))),
      user('start', { attached: [arn.policy('own')] }),
    ],
  },
  {
    name: 'five versions, and the right to delete one',
    why: 'one goes, then there is room',
    is: 'admin',
    records: [
      policy(
        'own',
        ...Array.from({ length: 5 }, () =>
          document(allow(['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'])),
        ),
      ),
      user('start', { attached: [arn.policy('own')] }),
    ],
  },
  {
    name: 'a new version of a policy of AWS',
    why: 'AWS managed policies cannot be changed',
    is: 'none',
    records: [
      {
        record: 'aws.policy',
        scope: account,
        id: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        data: {
          PolicyName: 'ReadOnlyAccess',
          Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
          DefaultVersionId: 'v1',
          PolicyVersionList: [
            { VersionId: 'v1', IsDefaultVersion: true, Document: document(allow('s3:Get*')) },
          ],
        },
      },
      user('start', {
        attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        inline: [[allow('iam:CreatePolicyVersion')]],
      }),
    ],
  },
  {
    name: 'a key for an administrator who has two',
    why: 'a third key is refused',
    is: 'none',
    records: [start(['iam:CreateAccessKey', arn.user('boss')]), boss, reportRow('boss', { keys: 2 })],
  },
  {
    name: 'a key for an administrator who has two, one of which can be deleted',
    why: 'then there is room',
    is: 'admin',
    records: [
      start([['iam:CreateAccessKey', 'iam:DeleteAccessKey'], arn.user('boss')]),
      boss,
      reportRow('boss', { keys: 2 }),
    ],
  },
  {
    name: 'a new password for an administrator who has none',
    why: 'there is no login profile to update',
    is: 'none',
    records: [start(['iam:UpdateLoginProfile', arn.user('boss')]), boss, reportRow('boss', { keys: 1 })],
  },
  {
    name: 'a first console password, where no credential report tells whether there is one',
    why: 'CreateLoginProfile fails where the user has one',
    is: 'adminIf',
    records: [start(['iam:CreateLoginProfile', arn.user('boss')]), boss],
  },
  {
    name: 'a console password set anew, where no credential report tells whether there is one',
    why: 'it is made or replaced, whichever it takes',
    is: 'admin',
    records: [start([['iam:DeleteLoginProfile', 'iam:CreateLoginProfile'], arn.user('boss')]), boss],
  },
  {
    name: 'a first password for an administrator who has one',
    why: 'a second login profile is refused',
    is: 'none',
    records: [
      start(['iam:CreateLoginProfile', arn.user('boss')]),
      boss,
      reportRow('boss', { password: true }),
    ],
  },
  {
    name: 'a new password for an administrator whose old one may be deleted',
    why: 'the old one goes, then there is room',
    is: 'admin',
    records: [
      start([['iam:DeleteLoginProfile', 'iam:CreateLoginProfile'], arn.user('boss')]),
      boss,
      reportRow('boss', { password: true }),
    ],
  },
  {
    name: 'two policies that only together make a path',
    why: 'PassRole stands in one, the function in the other',
    is: 'admin',
    records: [
      user('start', {
        inline: [[allow('iam:PassRole')], [allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])]],
      }),
      lambdaAdmin,
    ],
  },
  {
    name: 'a group that gives the missing half',
    why: 'joining the group completes the path',
    is: 'admin',
    records: [
      group('builders', { inline: [[allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])]] }),
      user('start', { inline: [[allow(['iam:PassRole', 'iam:AddUserToGroup'])]] }),
      lambdaAdmin,
    ],
  },
  {
    name: 'a group that lets its members write their own policies',
    why: 'first it joins, then it writes',
    is: 'admin',
    records: [
      group('self-service', {
        inline: [[allow('iam:PutUserPolicy', `arn:aws:iam::*:user/${variable('aws:username')}`)]],
      }),
      start(['iam:AddUserToGroup']),
    ],
  },
  {
    name: 'joining a group that gives nothing',
    why: 'there is nothing to be had there',
    is: 'none',
    records: [group('readers', { inline: [[allow('s3:GetObject')]] }), start(['iam:AddUserToGroup'])],
  },
  {
    name: 'writing the policy of a role that it cannot become',
    why: 'a stronger role is of no use to who cannot assume it',
    is: 'none',
    records: [start(['iam:AttachRolePolicy']), role('target', trustingService('lambda.amazonaws.com'))],
  },
  {
    name: 'writing the policy of a role through another that can become it',
    why: 'it assumes the first, which writes the policy of the second and assumes it',
    is: 'admin',
    records: [
      user('start'),
      role('first', trusting({ AWS: me }), { inline: [[allow('iam:PutRolePolicy', arn.role('second'))]] }),
      role('second', trusting({ AWS: arn.role('first') })),
    ],
  },
  {
    name: 'one role writes the policy of another, and the user can assume both',
    why: 'the user writes as the one and acts as the other',
    is: 'admin',
    records: [
      user('start'),
      role('writer', trusting({ AWS: me }), { inline: [[allow('iam:PutRolePolicy', arn.role('target'))]] }),
      role('target', trusting({ AWS: me })),
    ],
  },
  {
    name: 'only service-linked roles can be created',
    why: 'AWS writes their policies and their trust',
    is: 'none',
    records: [
      start([['iam:CreateServiceLinkedRole', 'iam:UpdateRole', 'iam:TagRole']]),
      adminRole(trustingService('lambda.amazonaws.com')),
    ],
  },
  {
    name: 'everything but IAM, next to roles that no service can take',
    why: 'power users write no permissions',
    is: 'none',
    records: [
      user('start', {
        inline: [[{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }]],
      }),
      adminRole(trusting({ AWS: boss.id })),
    ],
  },
];

describe('written permissions and credentials', () => checkTraps(writing));
