import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  estateOf,
  group,
  organization,
  other,
  policy,
  role,
  type Statement,
  trusting,
  trustingService,
  user,
  variable,
} from '../../../support/aws-sketch.ts';
import { when } from './trap.ts';

/**
 * One estate written by hand, with what AWS's documentation says of each identity: the classes of false alarms side by
 * side, so that none of them is told from its neighbour by being alone.
 */
const lambda = 'lambda.amazonaws.com';
const functions = allow(['lambda:CreateFunction', 'lambda:InvokeFunction']);
const attach = 'iam:AttachUserPolicy';
const admin = (name: string, trust: unknown, more: object = {}) =>
  role(name, trust, { attached: [administrator], ...more });
const byRoot = (condition?: Parameters<typeof trusting>[1]) => trusting({ AWS: arn.root() }, condition);
const assumes = (name: string, of?: string) => allow('sts:AssumeRole', arn.role(name, of));

/** A second account: within one account a principal of `*` lets everyone in, whatever their policies say. */
const second = '777788889999';

const surroundings = [
  ...organization([account, second], {}),
  policy('edge', document(allow('s3:*'))),
  user('crown', { attached: [administrator], tags: { tier: 'crown' } }),
  admin('fn-admin', trusting({ Service: lambda }, when('StringEquals', 'aws:SourceAccount', account))),
  admin('fn-elsewhere', trusting({ Service: lambda }, when('StringEquals', 'aws:SourceAccount', other))),
  role('fn-plain', trustingService(lambda)),
  admin('AWSServiceRoleForThings', trustingService('things.amazonaws.com'), {
    path: '/aws-service-role/things.amazonaws.com/',
  }),
  admin('by-mfa', byRoot(when('Bool', 'aws:MultiFactorAuthPresent', 'true'))),
  admin('by-organization', trusting('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-example')), {
    account: second,
  }),
  admin('by-strange-organization', trusting('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-strange')), {
    account: second,
  }),
  admin('by-tag', byRoot(when('StringEquals', 'aws:PrincipalTag/team', 'security'))),
  admin(
    'by-not-principal',
    document(
      { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
      {
        Effect: 'Deny',
        NotPrincipal: { AWS: [arn.user('the-one'), arn.root()] },
        Action: 'sts:AssumeRole',
      },
    ),
  ),
  admin(
    'by-arn',
    document(
      { Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: when('ArnNotLike', 'aws:PrincipalArn', arn.user('ops-*')),
      },
    ),
  ),
  group('held-back', { inline: [[deny('iam:*')]] }),
];

type Is = 'admin' | 'adminIf' | 'none';
interface Row {
  readonly name: string;
  readonly is: Is;
  readonly why: string;
  readonly statements: readonly Statement[];
  readonly more?: Omit<NonNullable<Parameters<typeof user>[1]>, 'inline'>;
}
const row = (
  name: string,
  is: Is,
  why: string,
  statements: readonly Statement[],
  more: Row['more'] = {},
): Row => ({
  name,
  is,
  why,
  statements,
  more,
});
const self = (name: string) => arn.user(name);
const makesUsers = (resource: string, condition?: Parameters<typeof allow>[2]) => [
  allow(['iam:CreateUser', attach], resource, condition),
  allow('iam:CreateAccessKey', resource),
];

const rows: readonly Row[] = [
  row('pass-to-ec2', 'none', 'the role trusts Lambda, and may be passed to EC2 only', [
    allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')),
    functions,
  ]),
  row('pass-to-lambda', 'admin', 'the role trusts Lambda for this account', [
    allow('iam:PassRole', '*', when('StringLike', 'iam:PassedToService', 'lambda.*')),
    functions,
  ]),
  row('pass-plain', 'none', 'the one role that it may pass holds nothing', [
    allow('iam:PassRole', arn.role('fn-plain')),
    functions,
  ]),
  row('pass-elsewhere', 'none', "the role accepts Lambda for another account's functions only", [
    allow('iam:PassRole', arn.role('fn-elsewhere')),
    functions,
  ]),
  row('pass-by-tag', 'none', 'no role has the tag', [
    allow('iam:PassRole', '*', when('StringEquals', 'iam:ResourceTag/env', 'dev')),
    functions,
  ]),
  row('pass-without-tag', 'admin', 'a negated condition holds for what has no tag', [
    allow('iam:PassRole', '*', when('StringNotEquals', 'iam:ResourceTag/env', 'prod')),
    functions,
  ]),
  row('keys-by-tag', 'admin', 'the administrator has the tag', [
    allow('iam:CreateAccessKey', '*', when('StringEquals', 'aws:ResourceTag/tier', 'crown')),
  ]),
  row('keys-by-other-tag', 'none', 'nobody has the tag', [
    allow('iam:CreateAccessKey', '*', when('StringEquals', 'aws:ResourceTag/tier', 'dev')),
  ]),
  row(
    'keys-by-own-tag',
    'none',
    'the variable is the tag of the caller, which differs',
    [
      allow(
        'iam:CreateAccessKey',
        '*',
        when('StringEquals', 'aws:ResourceTag/tier', variable('aws:PrincipalTag/tier')),
      ),
    ],
    { tags: { tier: 'dev-only' } },
  ),
  row('attach-read-only', 'none', 'it may attach one policy, which only reads', [
    allow(
      attach,
      self('attach-read-only'),
      when('ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
    ),
  ]),
  row('attach-from-network', 'adminIf', 'where it sits is not in the snapshot', [
    allow(attach, self('attach-from-network'), when('IpAddress', 'aws:SourceIp', '192.0.2.0/24')),
  ]),
  row('attach-from-endpoint', 'adminIf', 'where it sits is not in the snapshot', [
    allow(attach, self('attach-from-endpoint'), when('StringEquals', 'aws:SourceVpce', 'vpce-1')),
  ]),
  row('attach-with-mfa', 'adminIf', 'whether it has a device is not in the snapshot', [
    allow(attach, self('attach-with-mfa'), when('Bool', 'aws:MultiFactorAuthPresent', 'true')),
  ]),
  row('attach-by-service', 'none', 'no service asks on its behalf', [
    allow(attach, self('attach-by-service'), when('Bool', 'aws:ViaAWSService', 'true')),
  ]),
  row('attach-until-2020', 'none', 'the time is over', [
    allow(attach, self('attach-until-2020'), when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')),
  ]),
  row('attach-within', 'none', 'it has no such boundary, so the condition never holds', [
    allow(attach, self('attach-within'), when('StringEquals', 'iam:PermissionsBoundary', arn.policy('edge'))),
  ]),
  row(
    'new-users-within',
    'none',
    'what it makes may use S3 and nothing else',
    makesUsers(
      'arn:aws:iam::*:user/dev-*',
      when('StringEquals', 'iam:PermissionsBoundary', arn.policy('edge')),
    ),
  ),
  row('new-users-tagged', 'admin', 'it writes the tag itself', [
    allow('iam:CreateUser', 'arn:aws:iam::*:user/new-*', when('StringEquals', 'aws:RequestTag/owner', 'x')),
    allow([attach, 'iam:CreateAccessKey'], 'arn:aws:iam::*:user/new-*'),
  ]),
  row('assume-mfa', 'adminIf', 'whether it has a device is not in the snapshot', [assumes('by-mfa')]),
  row('assume-organization', 'admin', 'its account is of the organisation', [
    assumes('by-organization', second),
  ]),
  row('assume-strange', 'none', 'its account is of another organisation', [
    assumes('by-strange-organization', second),
  ]),
  row('assume-tag', 'admin', 'it has the tag', [assumes('by-tag')], { tags: { team: 'security' } }),
  row('assume-wrong-tag', 'none', 'it has another tag', [assumes('by-tag')], { tags: { team: 'sales' } }),
  row('the-one', 'admin', 'NotPrincipal spares it', [assumes('by-not-principal')]),
  row(
    'the-other',
    'none',
    'NotPrincipal spares another user, and the account, which is not every user in it',
    [assumes('by-not-principal')],
  ),
  row('ops-1', 'admin', 'the deny spares users of that name', [assumes('by-arn')]),
  row('dev-1', 'none', 'the deny is for all other names', [assumes('by-arn')]),
  row('assume-elsewhere', 'none', 'it may assume roles of another account only', [
    allow('sts:AssumeRole', '*', when('StringEquals', 'aws:ResourceAccount', other)),
  ]),
  row('trust-of-service-role', 'none', 'nobody changes a service-linked role', [
    allow('iam:UpdateAssumeRolePolicy', `arn:aws:iam::${account}:role/aws-service-role/*`),
  ]),
  row('trust-of-admin', 'admin', 'it lets itself in', [
    allow('iam:UpdateAssumeRolePolicy', arn.role('fn-admin')),
  ]),
  row('all-but-denied', 'none', 'the deny leaves S3', [
    allow('*'),
    { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
  ]),
  row('all-but-elsewhere', 'none', 'the deny leaves one bucket', [
    allow('*'),
    { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::one/*' },
  ]),
  row('all-within', 'none', 'the boundary leaves S3', [allow('*')], { boundary: arn.policy('edge') }),
  row('all-held-back', 'none', 'the group denies IAM, and with it to leave the group', [allow('iam:*')], {
    groups: ['held-back'],
  }),
  row(
    'power-user',
    'adminIf',
    'it may change functions; whether one runs as the administrator is not in the snapshot',
    [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*', 'sts:*'], Resource: '*' }],
  ),
];

describe('an estate by hand', () => {
  const estate = estateOf([
    ...surroundings,
    ...rows.map(({ name, statements, more }) => user(name, { inline: [statements], ...more })),
  ]);
  const reach = reachOf(estate, defaultSettings);
  test.each(rows)('$name: $is', ({ name, is, why }) => {
    const { admin: proven, adminIf } = reach.radius(
      estate.identities.findIndex(({ id }) => id === arn.user(name)),
    );
    expect(proven.length > 0 ? 'admin' : adminIf.length > 0 ? 'adminIf' : 'none', why).toBe(is);
  });
});
