import { describe, expect, test } from 'vitest';
import type { GateInput } from '../../../src/model/gate.ts';
import { defaultSettings, type Settings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  group,
  organization,
  other,
  policy,
  reportRow,
  role,
  trusting,
  trustingService,
  user,
} from '../../support/aws-sketch.ts';
import { gateOn, inputOf, type StateOptions, state, told } from './states.ts';

/** Pairs of accounts and the verdict that a careful reviewer would give. The clock is 2026-06-01. */
interface Case {
  readonly name: string;
  readonly before: readonly SnapshotRecord[];
  readonly after: readonly SnapshotRecord[];
  /** `class name`, sorted; none: the gate passes. */
  readonly fails?: readonly string[];
  /** Listed, and it passes. */
  readonly passes?: readonly string[];
  readonly settings?: Partial<Settings['gate']>;
  readonly options?: { readonly before?: StateOptions; readonly after?: StateOptions };
  readonly input?: Partial<GateInput>;
}

const lambda = trustingService('lambda.amazonaws.com');
const admin = policy('admin', document(allow('*')));
const until = (day: string) => ({ DateLessThan: { 'aws:CurrentTime': `${day}T00:00:00Z` } });
const fromOffice = { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24'] } };
const bucket = (name: string) => `arn:aws:s3:::${name}/*`;

/** A role that a workload runs as, with one inline policy for each argument. */
const app = (...policies: readonly (readonly ReturnType<typeof allow>[])[]): SnapshotRecord =>
  role('app', lambda, { inline: policies });

const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const pipeline = (sub: string | readonly string[], operator = 'StringEquals', more: object = {}) =>
  role(
    'pipeline',
    document({
      Effect: 'Allow',
      Principal: { Federated: github },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        [operator]: { 'token.actions.githubusercontent.com:sub': sub },
        ...more,
      },
    }),
    { inline: [[allow('s3:PutObject', bucket('site'))]] },
  );

const trusted = (...principals: readonly unknown[]) =>
  role(
    'target',
    document(
      ...principals.map((Principal) => ({ Effect: 'Allow' as const, Principal, Action: 'sts:AssumeRole' })),
    ),
    { inline: [[allow('s3:GetObject', bucket('data'))]] },
  );

const keyed = (name: string, keys: 0 | 1 | 2, password = false) => [
  user(name, { inline: [[allow('s3:GetObject', bucket('data'))]] }),
  reportRow(name, { keys, password }),
];

const accessKey = (name: string, id: string): SnapshotRecord => ({
  record: 'aws.access-key',
  scope: account,
  id,
  data: { UserName: name, AccessKeyId: id, Status: 'Active', CreateDate: '2026-05-01T00:00:00.000Z' },
});

const bedrockKey = (expires?: string, id = 'ACCA1'): SnapshotRecord => ({
  record: 'aws.service-specific-credential',
  scope: account,
  id,
  data: {
    UserName: 'model',
    ServiceName: 'bedrock.amazonaws.com',
    ServiceSpecificCredentialId: id,
    Status: 'Active',
    CreateDate: '2026-05-20T00:00:00.000Z',
    ...(expires === undefined ? {} : { ExpirationDate: `${expires}T00:00:00.000Z` }),
  },
});
const model = [user('model', { inline: [[allow('s3:GetObject')]] }), reportRow('model', {})];

const nothingNew: readonly Case[] = [
  { name: 'nothing changed', before: [app([allow('s3:GetObject')])], after: [app([allow('s3:GetObject')])] },
  {
    name: 'actions and resources in another order',
    before: [app([allow(['s3:GetObject', 's3:PutObject'], [bucket('a'), bucket('b')])])],
    after: [app([allow(['s3:PutObject', 's3:GetObject'], [bucket('b'), bucket('a')])])],
  },
  {
    name: 'one statement split into two policies',
    before: [app([allow(['s3:GetObject', 's3:PutObject'], [bucket('a'), bucket('b')])])],
    after: [
      app(
        [allow('s3:GetObject', [bucket('a'), bucket('b')])],
        [allow('s3:PutObject', bucket('a')), allow('s3:PutObject', bucket('b'))],
      ),
    ],
  },
  {
    name: 'two policies merged into one, and a managed one in their place',
    before: [app([allow('s3:GetObject')], [allow('sqs:SendMessage')])],
    after: [
      policy('work', document(allow(['s3:GetObject', 'sqs:SendMessage']))),
      role('app', lambda, { attached: [arn.policy('work')] }),
    ],
  },
  {
    name: 'a policy moved from the user to a group that he is in',
    before: [user('ci', { inline: [[allow('s3:GetObject')]] }), reportRow('ci', { keys: 1 })],
    after: [
      group('builders', { inline: [[allow('s3:GetObject')]] }),
      user('ci', { groups: ['builders'] }),
      reportRow('ci', { keys: 1 }),
    ],
  },
  {
    name: 'action names in another case',
    before: [app([allow('s3:getobject')])],
    after: [app([allow('S3:GetObject')])],
  },
  {
    name: 'a statement that another one already holds',
    before: [app([allow('s3:*')])],
    after: [app([allow('s3:*')], [allow('s3:GetObject', bucket('a'))])],
  },
  {
    name: 'an end that has passed in the meantime',
    before: [app([allow('s3:GetObject', '*', until('2026-06-10'))])],
    after: [app([allow('s3:GetObject', '*', until('2026-06-10'))])],
    options: { after: { at: '2026-06-20T00:00:00.000Z' } },
  },
  {
    name: 'an end that came within the policy by the passing of time',
    before: [app([allow('s3:GetObject', '*', until('2026-08-01'))])],
    after: [app([allow('s3:GetObject', '*', until('2026-08-01'))])],
    options: { after: { at: '2026-07-20T00:00:00.000Z' } },
  },
  {
    name: 'a start that has passed in the meantime',
    before: [app([allow('s3:GetObject', '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-06-10' } })])],
    after: [app([allow('s3:GetObject', '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-06-10' } })])],
    options: { after: { at: '2026-06-20T00:00:00.000Z' } },
  },
  {
    name: 'a role renamed',
    before: [role('old', lambda, { inline: [[allow('s3:PutObject')]] })],
    after: [role('new', lambda, { inline: [[allow('s3:PutObject')]] })],
  },
  {
    name: 'a role renamed, and the role that trusts it by name',
    before: [
      role('old', lambda, { inline: [[allow('s3:PutObject')]] }),
      role('target', trusting({ AWS: arn.role('old') }), { inline: [[allow('sqs:SendMessage')]] }),
    ],
    after: [
      role('new', lambda, { inline: [[allow('s3:PutObject')]] }),
      role('target', trusting({ AWS: arn.role('new') }), { inline: [[allow('sqs:SendMessage')]] }),
    ],
  },
  {
    name: 'two roles that are alike renamed at once',
    before: ['a', 'b'].map((name) => role(name, lambda, { inline: [[allow('s3:PutObject')]] })),
    after: ['c', 'd'].map((name) => role(name, lambda, { inline: [[allow('s3:PutObject')]] })),
  },
  {
    name: 'a rename that is known, with fewer privileges',
    before: [role('old', lambda, { inline: [[allow(['s3:PutObject', 's3:GetObject'])]] })],
    after: [role('new', lambda, { inline: [[allow('s3:GetObject')]] })],
    input: { renamed: new Map([[arn.role('new'), arn.role('old')]]) },
  },
  {
    name: 'values of a condition split over two statements',
    before: [app([allow('s3:GetObject', '*', fromOffice)])],
    after: [
      app([
        allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
        allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }),
      ]),
    ],
  },
  {
    name: 'two statements merged into one with both values of the condition',
    before: [
      app([
        allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
        allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }),
      ]),
    ],
    after: [app([allow('s3:GetObject', '*', fromOffice)])],
  },
  {
    name: 'a trust policy split into two statements',
    before: [trusted({ AWS: [arn.role('a'), arn.role('b')] })],
    after: [trusted({ AWS: arn.role('b') }, { AWS: arn.role('a') })],
  },
  {
    name: 'a trust of an account written in another way',
    before: [trusted({ AWS: arn.root() })],
    after: [trusted({ AWS: account })],
  },
  {
    name: 'an access key replaced',
    before: [...keyed('ci', 0), accessKey('ci', 'AKIAOLD0000000000001')],
    after: [...keyed('ci', 0), accessKey('ci', 'AKIANEW0000000000001')],
  },
];

const lessThanBefore: readonly Case[] = [
  {
    name: 'a grant taken away',
    before: [app([allow(['s3:GetObject', 'sqs:*'])])],
    after: [app([allow('s3:GetObject')])],
  },
  {
    name: 'a role deleted',
    before: [app([allow('*')]), trusted({ AWS: arn.role('app') })],
    after: [app([allow('*')])],
  },
  { name: 'everything replaced by one service', before: [app([allow('*')])], after: [app([allow('s3:*')])] },
  {
    name: 'all buckets replaced by one',
    before: [app([allow('s3:*')])],
    after: [app([allow('s3:*', bucket('data'))])],
  },
  {
    name: 'a permanent grant that ends next year now',
    before: [app([allow('s3:*')])],
    after: [app([allow('s3:*', '*', until('2027-06-01'))])],
  },
  {
    name: 'a condition added',
    before: [app([allow('s3:*')])],
    after: [app([allow('s3:*', '*', fromOffice)])],
  },
  {
    name: 'a condition with a smaller network',
    before: [app([allow('s3:*', '*', fromOffice)])],
    after: [app([allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': '192.0.2.7/32' } })])],
  },
  {
    name: 'a deny added',
    before: [app([allow('s3:*')])],
    after: [app([allow('s3:*'), deny('s3:DeleteObject')])],
  },
  {
    name: 'a permissions boundary added',
    before: [admin, app([allow('s3:*')])],
    after: [
      policy('admin', document(allow('s3:Get*'))),
      role('app', lambda, { inline: [[allow('s3:*')]], boundary: arn.policy('admin') }),
    ],
  },
  {
    name: 'a trusted account replaced by one of its roles',
    before: [trusted({ AWS: arn.root() })],
    after: [trusted({ AWS: arn.role('a') })],
  },
  {
    name: 'a trusted party removed',
    before: [trusted({ AWS: [arn.role('a'), arn.role('b')] })],
    after: [trusted({ AWS: arn.role('a') })],
  },
  {
    name: 'any branch replaced by one branch',
    before: [pipeline('repo:acme/site:*', 'StringLike')],
    after: [pipeline('repo:acme/site:ref:refs/heads/main')],
  },
  { name: 'a key removed', before: keyed('ci', 2), after: keyed('ci', 1) },
  {
    name: 'a trust of a party that was deleted',
    before: [trusted({ AWS: arn.role('a') })],
    after: [trusted({ AWS: 'AROAEXAMPLEDELETED001' })],
  },
];

const worse: readonly Case[] = [
  {
    name: 'a new role with administrator rights',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject')]), admin, role('deploy', lambda, { attached: [arn.policy('admin')] })],
    fails: ['new-standing-grant deploy'],
  },
  {
    name: 'a new user with a key and a grant',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject')]), ...keyed('ci', 1)],
    settings: { policy: 'strict' },
    fails: ['credential-added ci', 'new-standing-grant ci'],
  },
  {
    name: 'a service where the role had nothing',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject'), allow('sqs:SendMessage')])],
    fails: ['new-standing-grant app'],
  },
  {
    name: 'a further action of a service',
    before: [app([allow('s3:GetObject', bucket('a'))])],
    after: [app([allow(['s3:GetObject', 's3:DeleteObject'], bucket('a'))])],
    settings: { policy: 'strict' },
    fails: ['privilege-widened app'],
  },
  {
    name: 'a further bucket',
    before: [app([allow('s3:GetObject', bucket('a'))])],
    after: [app([allow('s3:GetObject', [bucket('a'), bucket('b')])])],
    settings: { policy: 'strict' },
    fails: ['scope-widened app'],
  },
  {
    name: 'a bucket replaced by a wider pattern',
    before: [app([allow('s3:GetObject', bucket('a'))])],
    after: [app([allow('s3:GetObject', 'arn:aws:s3:::a*')])],
    fails: ['scope-widened app'],
  },
  {
    name: 'an end removed',
    before: [app([allow('s3:GetObject', '*', until('2026-06-20'))])],
    after: [app([allow('s3:GetObject')])],
    fails: ['permanence-worsened app'],
  },
  {
    name: 'an end pushed to the year 2099',
    before: [app([allow('s3:GetObject', '*', until('2026-06-20'))])],
    after: [app([allow('s3:GetObject', '*', until('2099-01-01'))])],
    fails: ['permanence-worsened app'],
  },
  {
    name: 'an end beyond the policy pushed further',
    before: [app([allow('s3:GetObject', '*', until('2027-01-01'))])],
    after: [app([allow('s3:GetObject', '*', until('2028-01-01'))])],
    fails: ['permanence-worsened app'],
  },
  {
    name: 'a new grant whose end is beyond the policy',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject'), allow('sqs:SendMessage', '*', until('2026-09-01'))])],
    fails: ['new-standing-grant app'],
  },
  {
    name: 'a grant that begins next month and has no end',
    before: [app([allow('s3:GetObject')])],
    after: [
      app([
        allow('s3:GetObject'),
        allow('sqs:SendMessage', '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-07-01' } }),
      ]),
    ],
    fails: ['new-standing-grant app'],
  },
  {
    name: 'a condition removed',
    before: [app([allow('s3:GetObject', '*', fromOffice)])],
    after: [app([allow('s3:GetObject')])],
    fails: ['privilege-widened app'],
  },
  {
    name: 'a condition with a larger network',
    before: [app([allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })])],
    after: [app([allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '192.0.0.0/16' } })])],
    fails: ['privilege-widened app'],
  },
  {
    name: 'a condition that a missing key now meets',
    before: [app([allow('s3:GetObject', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } })])],
    after: [app([allow('s3:GetObject', '*', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })])],
    fails: ['privilege-widened app'],
  },
  {
    name: 'a deny removed',
    before: [app([allow('s3:*'), deny('s3:DeleteObject')])],
    after: [app([allow('s3:*')])],
    fails: ['privilege-widened app'],
  },
  {
    name: 'a permissions boundary removed',
    before: [
      policy('limit', document(allow('s3:Get*'))),
      role('app', lambda, { inline: [[allow('s3:*')]], boundary: arn.policy('limit') }),
    ],
    after: [policy('limit', document(allow('s3:Get*'))), role('app', lambda, { inline: [[allow('s3:*')]] })],
    fails: ['privilege-widened app'],
  },
  {
    name: 'a new version of a managed policy that allows more',
    before: [
      policy('work', document(allow('s3:GetObject'))),
      role('app', lambda, { attached: [arn.policy('work')] }),
    ],
    after: [
      policy('work', document(allow('s3:GetObject')), document(allow('s3:*'))),
      role('app', lambda, { attached: [arn.policy('work')] }),
    ],
    fails: ['privilege-widened app'],
  },
  {
    name: 'a service control policy loosened',
    before: [
      ...organization([account], { scps: [document(allow('*')), document(allow('*'), deny('sqs:*'))] }),
      app([allow(['s3:GetObject', 'sqs:*'])]),
    ],
    after: [
      ...organization([account], { scps: [document(allow('*'))] }),
      app([allow(['s3:GetObject', 'sqs:*'])]),
    ],
    fails: ['new-standing-grant app'],
  },
  {
    name: 'a user put into a group that may more',
    before: [group('admins', { inline: [[allow('*')]] }), user('ci'), reportRow('ci', { keys: 1 })],
    after: [
      group('admins', { inline: [[allow('*')]] }),
      user('ci', { groups: ['admins'] }),
      reportRow('ci', { keys: 1 }),
    ],
    fails: ['new-standing-grant ci'],
  },
  {
    name: 'an administrator policy attached that AWS maintains, and whose text is not in the snapshot',
    before: [app([allow('s3:GetObject')])],
    after: [role('app', lambda, { inline: [[allow('s3:GetObject')]], attached: [administrator] })],
    fails: ['new-standing-grant app'],
  },
  {
    name: 'a further account trusted',
    before: [trusted({ AWS: arn.role('a') })],
    after: [trusted({ AWS: arn.role('a') }, { AWS: arn.root(other) })],
    fails: ['trust-widened target'],
  },
  {
    name: 'everybody trusted',
    before: [trusted({ AWS: arn.role('a') })],
    after: [trusted('*')],
    fails: ['trust-widened target'],
  },
  {
    name: 'a role replaced by its whole account',
    before: [trusted({ AWS: arn.role('a') })],
    after: [trusted({ AWS: arn.root() })],
    fails: ['trust-widened target'],
  },
  {
    name: 'a further service that it may run in',
    before: [app([allow('s3:GetObject')])],
    after: [role('app', trustingService('ec2.amazonaws.com'), { inline: [[allow('s3:GetObject')]] })],
    settings: { policy: 'strict' },
    fails: ['trust-widened app'],
  },
  {
    name: 'the external id no longer asked for',
    before: [
      role('target', trusting({ AWS: arn.root(other) }, { StringEquals: { 'sts:ExternalId': 'x' } }), {
        inline: [[allow('s3:GetObject')]],
      }),
    ],
    after: [role('target', trusting({ AWS: arn.root(other) }), { inline: [[allow('s3:GetObject')]] })],
    fails: ['trust-widened target'],
  },
  {
    name: 'any external id in the place of one',
    before: [
      role('target', trusting({ AWS: arn.root(other) }, { StringEquals: { 'sts:ExternalId': 'x' } }), {
        inline: [[allow('s3:GetObject')]],
      }),
    ],
    after: [
      role('target', trusting({ AWS: arn.root(other) }, { StringLike: { 'sts:ExternalId': '*' } }), {
        inline: [[allow('s3:GetObject')]],
      }),
    ],
    fails: ['trust-widened target'],
  },
  {
    name: 'an external id that may be left out',
    before: [
      role('target', trusting({ AWS: arn.root(other) }, { StringEquals: { 'sts:ExternalId': 'x' } }), {
        inline: [[allow('s3:GetObject')]],
      }),
    ],
    after: [
      role(
        'target',
        trusting({ AWS: arn.root(other) }, { StringEqualsIfExists: { 'sts:ExternalId': 'x' } }),
        {
          inline: [[allow('s3:GetObject')]],
        },
      ),
    ],
    fails: ['trust-widened target'],
  },
  {
    name: 'an external id that only has to be there',
    before: [
      role('target', trusting({ AWS: arn.root(other) }, { StringEquals: { 'sts:ExternalId': 'x' } }), {
        inline: [[allow('s3:GetObject')]],
      }),
    ],
    after: [
      role('target', trusting({ AWS: arn.root(other) }, { Null: { 'sts:ExternalId': 'false' } }), {
        inline: [[allow('s3:GetObject')]],
      }),
    ],
    fails: ['trust-widened target'],
  },
  {
    name: 'one branch replaced by any branch',
    before: [pipeline('repo:acme/site:ref:refs/heads/main')],
    after: [pipeline('repo:acme/site:*', 'StringLike')],
    fails: ['trust-widened pipeline'],
  },
  {
    name: 'a further repository',
    before: [pipeline('repo:acme/site:ref:refs/heads/main')],
    after: [pipeline(['repo:acme/site:ref:refs/heads/main', 'repo:acme/docs:ref:refs/heads/main'])],
    fails: ['trust-widened pipeline'],
  },
  {
    name: 'one of sixty repositories replaced by another',
    before: [
      pipeline(Array.from({ length: 60 }, (_, index) => `repo:acme/r${index + 10}:ref:refs/heads/main`)),
    ],
    after: [
      pipeline(Array.from({ length: 60 }, (_, index) => `repo:acme/r${index + 11}:ref:refs/heads/main`)),
    ],
    fails: ['trust-widened pipeline'],
  },
  {
    name: 'a trust that was to end and no longer does',
    before: [pipeline('repo:acme/site:ref:refs/heads/main', 'StringEquals', until('2026-06-10'))],
    after: [pipeline('repo:acme/site:ref:refs/heads/main')],
    fails: ['permanence-worsened pipeline'],
  },
  {
    name: 'a second access key',
    before: keyed('ci', 1),
    after: keyed('ci', 2),
    fails: ['credential-added ci'],
  },
  {
    name: 'a long-term key of a service',
    before: model,
    after: [...model, bedrockKey()],
    fails: ['credential-added model'],
  },
  {
    name: 'a key of a service whose end is beyond the policy',
    before: model,
    after: [...model, bedrockKey('2027-06-01')],
    fails: ['credential-added model'],
  },
  {
    name: 'a key of a service whose end went away',
    before: [...model, bedrockKey('2026-06-10')],
    after: [...model, bedrockKey()],
    fails: ['permanence-worsened model'],
  },
  {
    name: 'a key of a month replaced by one of a year',
    before: [...model, bedrockKey('2026-06-19')],
    after: [...model, bedrockKey('2027-05-20', 'ACCA2')],
    fails: ['credential-added model'],
  },
  {
    name: 'a rename with more privileges than before is new',
    before: [role('old', lambda, { inline: [[allow('s3:GetObject')]] })],
    after: [role('new', lambda, { inline: [[allow('s3:*')]] })],
    fails: ['new-standing-grant new'],
  },
  {
    name: 'a copy of a role is not a rename',
    before: [role('old', lambda, { inline: [[allow('s3:GetObject')]] })],
    after: ['old', 'new'].map((name) => role(name, lambda, { inline: [[allow('s3:GetObject')]] })),
    fails: ['new-standing-grant new'],
  },
  {
    name: 'a chain: a role that could not be assumed becomes an administrator by what another role may do',
    before: [
      admin,
      role('a', lambda, { inline: [[allow('sts:AssumeRole', arn.role('target'))]] }),
      role('target', trusting({ AWS: arn.role('a') }), { inline: [[allow('s3:GetObject', bucket('x'))]] }),
    ],
    after: [
      admin,
      role('a', lambda, { inline: [[allow('sts:AssumeRole', arn.role('target'))]] }),
      role('target', trusting({ AWS: arn.role('a') }), { attached: [arn.policy('admin')] }),
    ],
    fails: ['blast-radius-grown a', 'new-standing-grant target'],
  },
];

const passing: readonly Case[] = [
  {
    name: 'a grant that ends within the policy',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject'), allow('iam:*', '*', until('2026-06-20'))])],
    passes: ['time-bound-grant app'],
  },
  {
    name: 'an administrator for two weeks',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject'), allow('*', '*', until('2026-06-14'))])],
    passes: ['time-bound-grant app'],
  },
  {
    name: 'an end that is pushed within the policy',
    before: [app([allow('s3:GetObject', '*', until('2026-06-10'))])],
    after: [app([allow('s3:GetObject', '*', until('2026-06-25'))])],
    passes: ['time-bound-grant app'],
  },
  {
    name: 'a trust that ends within the policy',
    before: [trusted({ AWS: arn.role('a') })],
    after: [
      role(
        'target',
        document(
          { Effect: 'Allow', Principal: { AWS: arn.role('a') }, Action: 'sts:AssumeRole' },
          {
            Effect: 'Allow',
            Principal: { AWS: arn.root(other) },
            Action: 'sts:AssumeRole',
            Condition: until('2026-06-20'),
          },
        ),
        { inline: [[allow('s3:GetObject', bucket('data'))]] },
      ),
    ],
    passes: ['time-bound-grant target'],
  },
  {
    name: 'a key that ends within the policy',
    before: model,
    after: [...model, bedrockKey('2026-06-20')],
    passes: ['time-bound-grant model'],
  },
  {
    name: 'only metadata may be looked at',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject'), allow('ec2:DescribeInstances')])],
    passes: ['new-standing-grant app'],
  },
  {
    name: 'metadata of a service that it may read already, in the same statement',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow(['s3:GetObject', 's3:ListAllMyBuckets'])])],
    passes: ['privilege-widened app'],
  },
  {
    name: 'metadata, where the policy says that it counts',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject'), allow('ec2:DescribeInstances')])],
    settings: { level: 'view', policy: 'strict' },
    fails: ['new-standing-grant app'],
  },
  {
    name: 'reading, where only writing counts',
    before: [app([allow('sqs:SendMessage')])],
    after: [app([allow('sqs:SendMessage'), allow('s3:GetObject')])],
    settings: { level: 'write' },
    passes: ['new-standing-grant app'],
  },
  {
    name: 'a person who gains',
    before: [user('ada@example.com'), reportRow('ada@example.com', { password: true })],
    after: [
      user('ada@example.com', { inline: [[allow('s3:*')]] }),
      reportRow('ada@example.com', { password: true }),
    ],
    passes: ['new-standing-grant ada@example.com'],
  },
  {
    name: 'a person who gains, where people count',
    before: [user('ada@example.com'), reportRow('ada@example.com', { password: true })],
    after: [
      user('ada@example.com', { inline: [[allow('s3:*')]] }),
      reportRow('ada@example.com', { password: true }),
    ],
    settings: { humans: true },
    fails: ['new-standing-grant ada@example.com'],
  },
  {
    name: "a person's access key is used by programs",
    before: keyed('ada@example.com', 0, true),
    after: keyed('ada@example.com', 1, true),
    fails: ['credential-added ada@example.com'],
  },
  {
    name: 'a service-linked role',
    before: [app([allow('s3:GetObject')])],
    after: [
      app([allow('s3:GetObject')]),
      role('AWSServiceRoleForSupport', trustingService('support.amazonaws.com'), {
        path: '/aws-service-role/support.amazonaws.com/',
        inline: [[allow('s3:*')]],
      }),
    ],
    passes: ['new-standing-grant AWSServiceRoleForSupport'],
  },
  {
    name: 'a further trust of a role that may do nothing',
    before: [role('empty', trusting({ AWS: arn.role('a') }))],
    after: [role('empty', trusting({ AWS: arn.root(other) }))],
    passes: ['trust-widened empty'],
  },
  {
    name: 'a key of a user who may do nothing',
    before: [user('idle'), reportRow('idle', {})],
    after: [user('idle'), reportRow('idle', { keys: 1 })],
    passes: ['credential-added idle'],
  },
  {
    name: 'a new role that may do nothing',
    before: [role('app', lambda)],
    after: [role('app', lambda), role('empty', lambda)],
  },
];

const unknown: readonly Case[] = [
  {
    name: 'an account that was read before and not now',
    before: [app([allow('s3:GetObject')]), role('app', lambda, { account: other })],
    after: [app([allow('s3:GetObject')])],
    options: {
      before: {
        read: {
          [account]: ['inventory', 'grants', 'trusts', 'credentials'],
          [other]: ['inventory', 'grants', 'trusts', 'credentials'],
        },
      },
    },
    fails: [`indeterminate ${other}`],
  },
  {
    name: 'credentials that could not be read now',
    before: keyed('ci', 1),
    after: keyed('ci', 1),
    options: {
      after: {
        read: {
          [account]: ['inventory', 'grants', 'trusts'],
          [other]: ['inventory', 'grants', 'trusts', 'credentials'],
        },
      },
    },
    fails: [`indeterminate ${account}`],
  },
  {
    name: 'guardrails that were read before and not now',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject')])],
    options: {
      after: { read: { [account]: ['inventory', 'grants', 'trusts', 'credentials', 'workloads'] } },
    },
    fails: [`indeterminate ${account}`],
  },
  {
    name: 'the same, where a warning is enough',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject')])],
    options: {
      after: { read: { [account]: ['inventory', 'grants', 'trusts', 'credentials', 'workloads'] } },
    },
    settings: { onIndeterminate: 'warn' },
    passes: [`indeterminate ${account}`],
  },
  {
    name: 'a computed policy, and a computed tag',
    before: [app([allow('s3:GetObject')])],
    after: [app([allow('s3:GetObject')])],
    input: {
      indeterminate: [
        {
          identity: 'aws_iam_role.x',
          what: 'the text of the policy',
          why: 'known after apply',
          privileged: true,
        },
        { identity: 'aws_iam_role.y', what: 'the tags', why: 'known after apply', privileged: false },
      ],
    },
    fails: ['indeterminate aws_iam_role.x'],
    passes: ['indeterminate aws_iam_role.y'],
  },
];

const groups: Readonly<Record<string, readonly Case[]>> = {
  'nothing new': nothingNew,
  'less than before': lessThanBefore,
  'new permanent privilege': worse,
  'listed, and it passes or counts by the policy': passing,
  'nobody can tell': unknown,
};

for (const [title, cases] of Object.entries(groups)) {
  describe(title, () => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
      const settings = { ...defaultSettings, gate: { ...defaultSettings.gate, ...each.settings } };
      const before = state(each.before, { settings, ...each.options?.before });
      const after = state(each.after, { settings, ...each.options?.after });
      const result = gateOn(inputOf(before, after, each.input), settings);
      expect(told(result)).toEqual({ fails: each.fails ?? [], passes: each.passes ?? [] });
      expect(result.verdict).toBe((each.fails ?? []).length > 0 ? 'fail' : 'pass');
    });
  });
}

describe('what shrank is counted', () => {
  test.each(
    lessThanBefore
      .filter(({ name }) => !/deleted$|boundary/.test(name))
      .map((each) => [each.name, each] as const),
  )('%s', (_, { before, after }) => {
    expect(gateOn(inputOf(state(before), state(after))).narrowed).toBeGreaterThan(0);
  });

  test.each(
    nothingNew
      .filter(({ options, input }) => options === undefined && input === undefined)
      .map((each) => [each.name, each] as const),
  )('nothing, where nothing changed: %s', (_, { before, after }) => {
    expect(gateOn(inputOf(state(before), state(after))).narrowed).toBe(0);
  });
});
