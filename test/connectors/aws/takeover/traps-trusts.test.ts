import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  organization,
  other,
  role,
  trusting,
  trustingService,
  user,
} from '../../../support/aws-sketch.ts';
import {
  adminRole,
  assumeAny,
  assumer,
  checkTraps,
  federated,
  fullAccess,
  managed,
  me,
  start,
  type Trap,
  trustRoot,
  when,
} from './trap.ts';

const trusts: readonly Trap[] = [
  {
    name: "trust in another account's root",
    why: 'identities of this account are not of that one',
    is: 'none',
    records: [assumer, adminRole(trusting({ AWS: arn.root(other) }))],
  },
  {
    name: 'trust with an external id',
    why: 'whether the caller knows it is not in the snapshot',
    is: 'adminIf',
    records: [
      assumer,
      adminRole(trusting({ AWS: arn.root() }, when('StringEquals', 'sts:ExternalId', 'abc'))),
    ],
  },
  {
    name: 'a wildcard principal, limited to the organisation that the account is in',
    why: "the caller's organisation is known and is the one",
    is: 'admin',
    records: [
      user('start'),
      adminRole(trusting({ AWS: '*' }, when('StringEquals', 'aws:PrincipalOrgID', 'o-example'))),
      ...organization([account], { scps: [document(fullAccess)] }),
    ],
  },
  {
    name: 'a wildcard principal, limited to another organisation',
    why: "the caller's organisation is known and is another",
    is: 'none',
    records: [
      user('start'),
      adminRole(trusting({ AWS: '*' }, when('StringEquals', 'aws:PrincipalOrgID', 'o-elsewhere'))),
      ...organization([account], { scps: [document(fullAccess)] }),
    ],
  },
  {
    name: 'a wildcard principal, limited to an organisation that nobody knows',
    why: 'whether the account is in it is not in the snapshot',
    is: 'adminIf',
    records: [
      user('start'),
      adminRole(trusting({ AWS: '*' }, when('StringEquals', 'aws:PrincipalOrgID', 'o-example'))),
    ],
  },
  {
    name: 'a wildcard principal in the same account',
    why: 'no permission of its own is needed within the account',
    is: 'admin',
    records: [user('start'), adminRole(trusting('*'))],
  },
  {
    name: 'the own account, without a permission to assume',
    why: 'trust in the account leaves the choice to its policies',
    is: 'none',
    records: [user('start'), adminRole(trustRoot)],
  },
  {
    name: 'named in the trust policy of the own account',
    why: 'the trust policy alone lets it in',
    is: 'admin',
    records: [user('start'), adminRole(trusting({ AWS: me }))],
  },
  {
    name: 'named in the trust policy, but denied by its own policy',
    why: 'a deny wins everywhere',
    is: 'none',
    records: [user('start', { inline: [[deny('sts:AssumeRole')]] }), adminRole(trusting({ AWS: me }))],
  },
  {
    name: 'a role named in the trust policy, within a boundary without the action',
    why: "a role's boundary also limits what a trust policy gives it",
    is: 'none',
    of: arn.role('start'),
    records: [
      managed('edge', allow('s3:*')),
      role('start', trustingService('lambda.amazonaws.com'), { boundary: arn.policy('edge') }),
      adminRole(trusting({ AWS: arn.role('start') })),
    ],
  },
  {
    name: 'trust in one session of a role',
    why: 'who assumes the role names the session, but what it is called is not in the snapshot',
    is: 'adminIf',
    of: arn.role('start'),
    records: [
      role('start', trustingService('lambda.amazonaws.com')),
      adminRole(trusting({ AWS: 'arn:aws:sts::111122223333:assumed-role/start/deploy' })),
    ],
  },
  {
    name: 'NotPrincipal with deny for everyone else',
    why: 'the deny is for all but the one it names',
    is: 'none',
    records: [
      assumer,
      adminRole(
        document(
          { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
          { Effect: 'Deny', NotPrincipal: { AWS: arn.user('other') }, Action: 'sts:AssumeRole' },
        ),
      ),
    ],
  },
  {
    name: 'NotPrincipal with deny that names the caller',
    why: 'the deny is for all but the caller',
    is: 'admin',
    records: [
      assumer,
      adminRole(
        document(
          { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
          { Effect: 'Deny', NotPrincipal: { AWS: me }, Action: 'sts:AssumeRole' },
        ),
      ),
    ],
  },
  {
    name: 'NotPrincipal with allow that names the caller',
    why: 'the allow is for all but the caller',
    is: 'none',
    records: [
      assumer,
      adminRole(document({ Effect: 'Allow', NotPrincipal: { AWS: me }, Action: 'sts:AssumeRole' })),
    ],
  },
  {
    name: 'a trust policy that denies one of two users with the same policies',
    why: 'the other one gets in',
    is: 'admin',
    of: arn.user('zoe'),
    records: [
      assumer,
      user('zoe', { inline: [[assumeAny]] }),
      adminRole(
        document(
          { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
          { Effect: 'Deny', Principal: { AWS: me }, Action: 'sts:AssumeRole' },
        ),
      ),
    ],
  },
  {
    name: 'the user that a trust policy denies, of two with the same policies',
    why: 'the deny names it',
    is: 'none',
    records: [
      assumer,
      user('zoe', { inline: [[assumeAny]] }),
      adminRole(
        document(
          { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
          { Effect: 'Deny', Principal: { AWS: me }, Action: 'sts:AssumeRole' },
        ),
      ),
    ],
  },
  {
    name: 'a trust policy for one of two users with the same policies, by condition',
    why: 'aws:PrincipalArn is asked of each caller',
    is: 'none',
    records: [
      assumer,
      user('zoe', { inline: [[assumeAny]] }),
      adminRole(trusting({ AWS: arn.root() }, when('ArnEquals', 'aws:PrincipalArn', arn.user('zoe')))),
    ],
  },
  {
    name: 'a service-linked role as the target',
    why: 'nobody in the account can change or assume it',
    is: 'none',
    records: [
      start([['iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'sts:AssumeRole']]),
      role('AWSServiceRoleForSupport', trustingService('support.amazonaws.com'), {
        attached: [administrator],
        path: '/aws-service-role/support.amazonaws.com/',
      }),
    ],
  },
  {
    name: 'a role of IAM Identity Center as the target',
    why: 'IAM does not let its trust or policies be changed',
    is: 'none',
    records: [
      start([
        ['iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateSAMLProvider', 'sts:AssumeRole'],
      ]),
      role(
        'AWSReservedSSO_Admin_1',
        document({ Effect: 'Allow', Principal: federated, Action: 'sts:AssumeRoleWithSAML' }),
        { attached: [administrator], path: '/aws-reserved/sso.amazonaws.com/' },
      ),
    ],
  },
  {
    name: 'a chain of three roles',
    why: 'each step is allowed by both sides',
    is: 'admin',
    records: [
      user('start'),
      role('one', trusting({ AWS: me })),
      role('two', trusting({ AWS: arn.role('one') })),
      adminRole(trusting({ AWS: arn.role('two') })),
    ],
  },
  {
    name: 'a chain with a gap',
    why: 'the second role does not let the first one in',
    is: 'none',
    records: [
      user('start'),
      role('one', trusting({ AWS: me })),
      role('two', trusting({ AWS: arn.role('other') })),
      adminRole(trusting({ AWS: arn.role('two') })),
    ],
  },
  {
    name: 'another account, both sides agreed',
    why: 'the trust names the role, and its policy lets it',
    is: 'admin',
    of: arn.role('start', other),
    records: [
      role('start', trustingService('ec2.amazonaws.com'), { account: other, inline: [[assumeAny]] }),
      adminRole(trusting({ AWS: arn.role('start', other) })),
    ],
  },
  {
    name: "another account, the caller's side missing",
    why: 'across accounts both sides must allow',
    is: 'none',
    of: arn.role('start', other),
    records: [
      role('start', trustingService('ec2.amazonaws.com'), { account: other }),
      adminRole(trusting({ AWS: arn.role('start', other) })),
    ],
  },
  {
    name: "another account, the role's side missing",
    why: 'across accounts both sides must allow',
    is: 'none',
    of: arn.role('start', other),
    records: [
      role('start', trustingService('ec2.amazonaws.com'), { account: other, inline: [[assumeAny]] }),
      adminRole(trustRoot),
    ],
  },
];

describe('trust policies', () => checkTraps(trusts));
