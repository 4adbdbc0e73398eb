import { describe, expect, test } from 'vitest';
import {
  administrator,
  allow,
  arn,
  deny,
  estateOf,
  now,
  role,
  trusting,
  user,
  variable,
} from '../../../support/aws-sketch.ts';
import {
  attach,
  attachMe,
  checkTraps,
  conditional,
  far,
  future,
  lambdaAdmin,
  managed,
  me,
  passAndCreateWith,
  past,
  start,
  type Trap,
  trustRoot,
  when,
} from './trap.ts';

const conditions: readonly Trap[] = [
  {
    name: 'a contradictory condition',
    why: 'no request has two organisations at once',
    is: 'none',
    records: [
      conditional({
        StringEquals: { 'aws:PrincipalOrgID': 'o-one' },
        StringLike: { 'aws:PrincipalOrgID': 'o-two*' },
      }),
    ],
  },
  {
    name: 'a condition that always holds',
    why: 'every value matches *, and the key is always there',
    is: 'admin',
    records: [conditional(when('StringLike', 'aws:PrincipalArn', '*'))],
  },
  {
    name: 'an expired date',
    why: 'the grant ended before the snapshot',
    is: 'none',
    records: [conditional(when('DateLessThan', 'aws:CurrentTime', past))],
  },
  {
    name: 'an expired date in seconds',
    why: 'aws:EpochTime counts seconds since 1970',
    is: 'none',
    records: [conditional(when('NumericLessThan', 'aws:EpochTime', '1700000000'))],
  },
  {
    name: 'a date in seconds that is still to come',
    why: 'the grant is in force',
    is: 'admin',
    records: [conditional(when('NumericLessThan', 'aws:EpochTime', '1900000000'))],
  },
  {
    name: 'a grant that is not yet valid',
    why: 'it does not hold at the time of the snapshot',
    is: 'none',
    records: [conditional(when('DateGreaterThan', 'aws:CurrentTime', far))],
  },
  {
    name: 'a grant that ends later',
    why: 'it is in force now',
    is: 'admin',
    records: [conditional(when('DateLessThan', 'aws:CurrentTime', future))],
  },
  {
    name: 'a past aws:TokenIssueTime for a role',
    why: 'a session issued now is too young for it',
    is: 'none',
    of: arn.role('start'),
    records: [
      role('start', trustRoot, {
        inline: [
          [
            allow(
              'iam:AttachRolePolicy',
              arn.role('start'),
              when('DateLessThan', 'aws:TokenIssueTime', past),
            ),
          ],
        ],
      }),
    ],
  },
  {
    name: 'older sessions of a role revoked',
    why: 'the deny is for sessions issued before; a new one is free of it',
    is: 'admin',
    of: arn.role('start'),
    records: [
      role('start', trustRoot, {
        attached: [administrator],
        inline: [[deny('*', '*', when('DateLessThan', 'aws:TokenIssueTime', past))]],
      }),
    ],
  },
  {
    name: 'sessions of a role revoked until a date to come',
    why: 'every session that can be issued now is older than that date',
    is: 'none',
    of: arn.role('start'),
    records: [
      role('start', trusting({ AWS: arn.user('nobody') }), {
        attached: [administrator],
        inline: [[deny('*', '*', when('DateLessThan', 'aws:TokenIssueTime', far))]],
      }),
    ],
  },
  {
    name: 'sessions of a user revoked until a date to come',
    why: "a user's access key carries no aws:TokenIssueTime, so the deny does not apply",
    is: 'admin',
    records: [
      user('start', {
        attached: [administrator],
        inline: [[deny('*', '*', when('DateLessThan', 'aws:TokenIssueTime', far))]],
      }),
    ],
  },
  {
    name: 'MFA asked for',
    why: 'nobody can tell from the snapshot whether the caller has the device',
    is: 'adminIf',
    records: [conditional(when('Bool', 'aws:MultiFactorAuthPresent', 'true'))],
  },
  {
    name: 'a deny unless MFA',
    why: 'with IfExists the deny also counts for keys without MFA; the device may be there',
    is: 'adminIf',
    records: [
      user('start', {
        inline: [[attachMe, deny('*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))]],
      }),
    ],
  },
  {
    name: 'a deny unless MFA that forgets IfExists',
    why: 'access keys of a user carry no such key, and an absent key is not false',
    is: 'admin',
    records: [
      user('start', {
        inline: [[attachMe, deny('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'false'))]],
      }),
    ],
  },
  {
    name: 'a source network asked for',
    why: 'nobody can tell where the caller sits',
    is: 'adminIf',
    records: [conditional(when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))],
  },
  {
    name: 'a deny outside some regions, next to an action without regions',
    why: 'IAM answers in us-east-1, which is not among them',
    is: 'none',
    records: [
      user('start', {
        inline: [[attachMe, deny('*', '*', when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'))]],
      }),
    ],
  },
  {
    name: 'a deny in one region, with the action allowed elsewhere',
    why: 'the caller picks a region that is allowed and not denied',
    is: 'admin',
    records: [
      passAndCreateWith(deny('*', '*', when('StringEquals', 'aws:RequestedRegion', 'eu-west-1'))),
      lambdaAdmin,
    ],
  },
  {
    name: 'allowed in one region and denied in the same',
    why: 'no one region meets both',
    is: 'none',
    records: [
      user('start', {
        inline: [
          [
            allow('iam:PassRole'),
            allow(
              ['lambda:CreateFunction', 'lambda:InvokeFunction'],
              '*',
              when('StringEquals', 'aws:RequestedRegion', 'eu-west-1'),
            ),
            deny('lambda:*', '*', when('StringEquals', 'aws:RequestedRegion', ['eu-west-1', 'eu-west-2'])),
          ],
        ],
      }),
      lambdaAdmin,
    ],
  },
  {
    name: 'attaching ReadOnlyAccess only',
    why: 'iam:PolicyARN limits which policy may be attached',
    is: 'none',
    records: [conditional(when('ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'))],
  },
  {
    name: 'attaching any policy of AWS',
    why: 'AdministratorAccess is one of them',
    is: 'admin',
    records: [conditional(when('ArnLike', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/*'))],
  },
  {
    name: 'anything but attaching AdministratorAccess',
    why: 'writing an inline policy carries no iam:PolicyARN, so the condition holds',
    is: 'admin',
    records: [
      user('start', {
        inline: [
          [
            allow(
              ['iam:AttachUserPolicy', 'iam:PutUserPolicy'],
              me,
              when('ArnNotEquals', 'iam:PolicyARN', administrator),
            ),
          ],
        ],
      }),
    ],
  },
  {
    name: 'new users only with a boundary',
    why: 'the new user has any permission that the boundary admits: none that matters',
    is: 'none',
    records: [
      managed('edge', allow('s3:*')),
      user('start', {
        inline: [
          [
            allow(
              ['iam:CreateUser', attach],
              '*',
              when('StringEquals', 'iam:PermissionsBoundary', arn.policy('edge')),
            ),
            allow('iam:CreateAccessKey', arn.user('new-*')),
          ],
        ],
      }),
    ],
  },
  {
    name: 'new users without a boundary',
    why: 'a new user with any policy and a key is full control',
    is: 'admin',
    records: [start([['iam:CreateUser', attach, 'iam:CreateAccessKey'], arn.user('new-*')])],
  },
  {
    name: 'new users that can be given no key',
    why: 'nobody can act as them',
    is: 'none',
    records: [start([['iam:CreateUser', attach], arn.user('new-*')])],
  },
  {
    name: 'a principal tag that fits',
    why: 'the tag is on the user in the snapshot',
    is: 'admin',
    records: [
      user('start', {
        tags: { team: 'ops' },
        inline: [[allow(attach, me, when('StringEquals', 'aws:PrincipalTag/team', 'ops'))]],
      }),
    ],
  },
  {
    name: 'a principal tag that does not fit',
    why: 'the tag on the user has another value',
    is: 'none',
    records: [
      user('start', {
        tags: { team: 'web' },
        inline: [[allow(attach, me, when('StringEquals', 'aws:PrincipalTag/team', 'ops'))]],
      }),
    ],
  },
  {
    name: 'a resource tag that fits',
    why: "the administrator's tag is the one asked for",
    is: 'admin',
    records: [
      user('start', {
        inline: [[allow('iam:CreateAccessKey', '*', when('StringEquals', 'aws:ResourceTag/team', 'ops'))]],
      }),
      user('boss', { attached: [administrator], tags: { team: 'ops' } }),
    ],
  },
  {
    name: 'a resource tag that does not fit',
    why: "the administrator's tag is another",
    is: 'none',
    records: [
      user('start', {
        inline: [[allow('iam:CreateAccessKey', '*', when('StringEquals', 'aws:ResourceTag/team', 'ops'))]],
      }),
      user('boss', { attached: [administrator], tags: { team: 'web' } }),
    ],
  },
  {
    name: 'the same tag on both sides',
    why: 'a policy variable compares the two tags',
    is: 'admin',
    records: [
      user('start', {
        tags: { team: 'ops' },
        inline: [
          [
            allow(
              'iam:CreateAccessKey',
              '*',
              when('StringEquals', 'aws:ResourceTag/team', variable('aws:PrincipalTag/team')),
            ),
          ],
        ],
      }),
      user('boss', { attached: [administrator], tags: { team: 'ops' } }),
    ],
  },
  {
    name: 'only through a service',
    why: 'aws:CalledVia is there only when a service asks on behalf of the caller',
    is: 'none',
    records: [conditional(when('ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com'))],
  },
  {
    name: 'ForAllValues on a key that is absent',
    why: 'ForAllValues holds when the key is absent',
    is: 'admin',
    records: [
      conditional(when('ForAllValues:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com')),
    ],
  },
  {
    name: 'a condition operator on a key that nobody knows',
    why: 'what cannot be told is an assumption',
    is: 'adminIf',
    records: [conditional(when('StringEquals', 'acme:Ticket', '42'))],
  },
];

describe('conditions', () => checkTraps(conditions));
describe('time', () => {
  test('a grant that ends later says when, on the step that it allows', () => {
    const estate = estateOf([conditional(when('DateLessThan', 'aws:CurrentTime', future))]);
    expect(estate.takeover.reasons.map(({ until }) => until)).toContain(new Date(future).toISOString());
    expect(Date.parse(future)).toBeGreaterThan(Date.parse(now));
  });

  test('a deny that begins later is an end of what it covers', () => {
    const estate = estateOf([
      user('start', {
        inline: [[attachMe, deny('*', '*', when('DateGreaterThan', 'aws:CurrentTime', future))]],
      }),
    ]);
    expect(estate.takeover.reasons.map(({ until }) => until)).toContain(new Date(future).toISOString());
  });
});
