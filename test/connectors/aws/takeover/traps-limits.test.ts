import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  organization,
  role,
  trusting,
  user,
} from '../../../support/aws-sketch.ts';
import {
  adminRole,
  assumer,
  attach,
  attachMe,
  checkTraps,
  fullAccess,
  managed,
  me,
  start,
  type Trap,
  trustRoot,
} from './trap.ts';

const limits: readonly Trap[] = [
  {
    name: 'a boundary without the action',
    why: 'a boundary limits identity policies to what it allows as well',
    is: 'none',
    records: [
      managed('edge', allow('s3:*')),
      user('start', { inline: [[attachMe]], boundary: arn.policy('edge') }),
    ],
  },
  {
    name: 'a boundary that allows everything',
    why: 'both sides allow the step, and what is gained stays within a boundary that is none',
    is: 'admin',
    records: [
      managed('edge', fullAccess),
      user('start', { inline: [[attachMe]], boundary: arn.policy('edge') }),
    ],
  },
  {
    name: 'a boundary that allows the step but little else',
    why: 'whatever it attaches to itself, the boundary still limits it',
    is: 'none',
    records: [
      managed('edge', allow([attach, 's3:*'])),
      user('start', { inline: [[attachMe]], boundary: arn.policy('edge') }),
    ],
  },
  {
    name: 'a boundary that can be removed',
    why: 'without its boundary its policies say what they say: everything',
    is: 'admin',
    records: [
      managed('edge', allow(['iam:DeleteUserPermissionsBoundary', 's3:*'])),
      user('start', { attached: [administrator], boundary: arn.policy('edge') }),
    ],
  },
  {
    name: 'a boundary that can be removed before writing itself any policy',
    why: 'first the boundary goes, then nothing stops the write',
    is: 'admin',
    records: [
      managed('edge', allow('iam:DeleteUserPermissionsBoundary')),
      user('start', {
        inline: [[allow([attach, 'iam:DeleteUserPermissionsBoundary'], me)]],
        boundary: arn.policy('edge'),
      }),
    ],
  },
  {
    name: 'an administrator within a boundary',
    why: 'AdministratorAccess is worth what the boundary lets through',
    is: 'none',
    records: [
      managed('edge', allow('s3:*')),
      user('start', { attached: [administrator], boundary: arn.policy('edge') }),
    ],
  },
  {
    name: 'a boundary whose text is not in the snapshot',
    why: 'nobody can say what it lets through, so the path rests on it',
    is: 'adminIf',
    records: [user('start', { inline: [[attachMe]], boundary: 'arn:aws:iam::aws:policy/SomethingRare' })],
  },
  {
    name: 'an SCP that denies the action',
    why: 'a service control policy binds every principal of a member account',
    is: 'none',
    records: [
      start([attach, me]),
      ...organization([account], { scps: [document(fullAccess), document(deny(attach))] }),
    ],
  },
  {
    name: 'an SCP allow-list without the action',
    why: 'at every level some SCP must allow the action',
    is: 'none',
    records: [
      start([attach, me]),
      ...organization([account], { scps: [document(allow(['s3:*', 'ec2:*']))] }),
    ],
  },
  {
    name: 'the management account under an SCP that denies',
    why: 'service control policies do not reach the management account',
    is: 'admin',
    records: [
      start([attach, me]),
      ...organization([account], { management: account, scps: [document(deny(attach))] }),
    ],
  },
  {
    name: 'an SCP that spares one role by its ARN',
    why: 'of two roles with the same policies, the spared one gets through',
    is: 'admin',
    of: arn.role('spared'),
    records: [
      role('spared', trustRoot, { inline: [[allow('iam:PutRolePolicy')]] }),
      role('bound', trustRoot, { inline: [[allow('iam:PutRolePolicy')]] }),
      ...organization([account], {
        scps: [
          document(
            fullAccess,
            deny('iam:PutRolePolicy', '*', { StringNotLike: { 'aws:PrincipalArn': arn.role('spared') } }),
          ),
        ],
      }),
    ],
  },
  {
    name: 'an SCP that spares another role by its ARN',
    why: 'this role is not the one that is spared',
    is: 'none',
    of: arn.role('bound'),
    records: [
      role('spared', trustRoot, { inline: [[allow('iam:PutRolePolicy', arn.role('bound'))]] }),
      role('bound', trustRoot, { inline: [[allow('iam:PutRolePolicy', arn.role('bound'))]] }),
      ...organization([account], {
        scps: [
          document(
            fullAccess,
            deny('iam:PutRolePolicy', '*', { StringNotLike: { 'aws:PrincipalArn': arn.role('spared') } }),
          ),
        ],
      }),
    ],
  },
  {
    name: 'a resource control policy that denies assuming roles from elsewhere',
    why: "it limits what may be done to the account's roles, whoever asks; here they are of its own organisation",
    is: 'admin',
    records: [
      assumer,
      adminRole(trustRoot),
      ...organization([account], {
        scps: [document(fullAccess)],
        rcps: [
          document(
            { ...allow('*'), Principal: '*' },
            {
              ...deny('sts:AssumeRole', '*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-example' } }),
              Principal: '*',
            },
          ),
        ],
      }),
    ],
  },
];

describe('boundaries and policies of the organisation', () => checkTraps(limits));

const bounded = (trust: unknown) =>
  role('bounded', trust, { attached: [administrator], boundary: arn.policy('edge') });
const unbind = allow(['iam:DeleteRolePermissionsBoundary'], arn.role('bounded'));
const ofOthers: readonly Trap[] = [
  {
    name: 'the boundary of a role that it can assume, which it may take off',
    why: "without its boundary the role's policies say what they say: everything",
    is: 'admin',
    records: [
      managed('edge', allow('s3:*')),
      user('start', { inline: [[unbind, allow('sts:AssumeRole')]] }),
      bounded(trustRoot),
    ],
  },
  {
    name: 'the boundary of a role that it cannot become',
    why: 'the role is stronger then, but not the one who made it so',
    is: 'none',
    records: [
      managed('edge', allow('s3:*')),
      user('start', { inline: [[unbind, allow('sts:AssumeRole')]] }),
      bounded(trusting({ Service: 'ec2.amazonaws.com' })),
    ],
  },
  {
    name: 'a role within a boundary that it can assume',
    why: 'it may take the boundary off another role only',
    is: 'none',
    records: [
      managed('edge', allow('s3:*')),
      user('start', {
        inline: [[allow('iam:DeleteRolePermissionsBoundary', arn.role('else')), allow('sts:AssumeRole')]],
      }),
      bounded(trustRoot),
    ],
  },
];

describe('boundaries of others', () => checkTraps(ofOthers));

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
const rootOnly = document(fullAccess, deny('*', '*', { StringLike: { 'aws:PrincipalArn': arn.root() } }));
const ofRoot: readonly Trap[] = [
  {
    name: 'the root user of a member account whom an SCP denies everything',
    why: 'service control policies bind the root user of a member account',
    is: 'none',
    scps: [rootOnly],
  },
  {
    name: 'the root user of the management account under the same SCP',
    why: 'service control policies do not reach the management account',
    is: 'admin' as const,
    management: account,
    scps: [rootOnly],
  },
  {
    name: 'the root user of a member account under an SCP that denies roles alone',
    why: 'the condition names others',
    is: 'admin' as const,
    scps: [document(fullAccess, deny('*', '*', { StringLike: { 'aws:PrincipalArn': arn.role('*') } }))],
  },
  {
    name: 'the root user of a member account without an SCP',
    why: 'nothing holds it back',
    is: 'admin' as const,
  },
  {
    name: 'the root user of a member account under an SCP that takes the writing of permissions',
    why: 'without it nobody there can give itself what it lacks',
    is: 'none' as const,
    scps: [document(fullAccess, deny('iam:*'))],
  },
].map(({ name, why, is, scps, management }) => ({
  name,
  why,
  is: is as Trap['is'],
  of: arn.root(),
  records: [
    {
      record: 'aws.account-summary',
      scope: account,
      id: account,
      data: { SummaryMap: { AccountMFAEnabled: 1, AccountAccessKeysPresent: 0 } },
    },
    ...organization([account], {
      ...(scps === undefined ? {} : { scps }),
      ...(management === undefined ? {} : { management }),
    }),
  ],
}));

describe('the root user', () => checkTraps(ofRoot));
