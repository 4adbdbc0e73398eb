import { describe, expect, test } from 'vitest';
import type { Estate } from '../../../../src/model/estate.ts';
import type { Grant } from '../../../../src/model/grant.ts';
import { levelName } from '../../../../src/model/level.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
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
  reportRow,
  role,
  type Statement,
  trustingService,
  user,
} from '../../../support/aws-sketch.ts';

/**
 * What a grant gives, as far as it can be said of a policy as a whole, and what somebody's policies come to: by service the
 * strongest level and the share of its resources.
 */
const lambda = trustingService('lambda.amazonaws.com');

const told = ({ services }: Estate, { privileges }: Pick<Grant, 'privileges'>): string =>
  privileges
    .map(
      ({ service, level, breadth, full }) =>
        `${services[service]!.name} ${levelName(level)} ${breadth}${full ? ' full' : ''}`,
    )
    .join(', ');

const found = (records: readonly SnapshotRecord[], id = arn.role('r')) => {
  const estate = estateOf(records);
  const identity = estate.identities.find((each) => each.id === id)!;
  return {
    grants: identity.grants,
    given: identity.grants.map((grant) => told(estate, grant)),
    cells: estate.profiles[identity.profile]!.cells.map(
      ({ scope, service, level, breadth }) =>
        `${estate.scopes[scope]!.id} ${estate.services[service]!.name} ${levelName(level)} ${breadth}`,
    ),
  };
};

const ofRole = (...statements: readonly Statement[]) => found([role('r', lambda, { inline: [statements] })]);

describe('how much of a service a resource is', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['everything', ['*'], 's3 read 1'],
    ['one object', ['arn:aws:s3:::a/b'], 's3 read 0.05'],
    ['some objects', ['arn:aws:s3:::a/b*'], 's3 read 0.25'],
    ['one bucket', ['arn:aws:s3:::labels/*'], 's3 read 0.25'],
    ['all objects', ['arn:aws:s3:::*/*'], 's3 read 1'],
    ['all buckets', ['arn:aws:s3:::*'], 's3 read 1'],
    ['all objects of no bucket', ['arn:aws:s3:::/*'], 's3 read 1'],
    ['a path of one that ends so', ['arn:aws:s3:::a*/*'], 's3 read 0.25'],
    ['a path of one that begins so', ['arn:aws:s3:::*/*a'], 's3 read 0.25'],
    ['a pattern that ends before the resource', ['arn:aws:s3*'], 's3 read 1'],
    ['two objects', ['arn:aws:s3:::a/b', 'arn:aws:s3:::a/c'], 's3 read 0.1'],
    [
      'more than all',
      ['arn:aws:s3:::a/*', ...'bcdef'.split('').map((name) => `arn:aws:s3:::${name}/*`)],
      's3 read 1',
    ],
    ['an object and everything', ['arn:aws:s3:::a/b', '*'], 's3 read 1'],
    ['any service', ['arn:aws:*:::*'], 's3 read 1'],
    ['some of any service', ['arn:aws:*:::a*'], 's3 read 0.25'],
  ])('s3: %s', (_, resources, expected) => {
    expect(ofRole(allow('s3:GetObject', resources)).given).toEqual([expected]);
  });

  test.each<readonly [string, string, string]>([
    ['every table', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*'],
    ['every function', 'lambda:GetFunction', 'arn:aws:lambda:*:*:function:*'],
    ['a kind in capitals', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:Table/*'],
  ])('%s is all', (_, action, resource) => {
    expect(ofRole(allow(action, resource)).given[0]).toMatch(/ read 1$/);
  });

  test.each<readonly [string, string, string, number]>([
    ['tables of a prefix', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/a*', 0.25],
    ['what begins with any kind', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:*/table/*', 0.25],
    ['one table of any region', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/a', 0.25],
    ['one table', 'dynamodb:GetItem', `arn:aws:dynamodb:us-east-1:${account}:table/a`, 0.05],
    [
      'one table with a wildcard character',
      'dynamodb:GetItem',
      `arn:aws:dynamodb:us-east-1:${account}:table/a?`,
      0.25,
    ],
  ])('%s is some or one', (_, action, resource, breadth) => {
    expect(ofRole(allow(action, resource)).given).toEqual([`dynamodb read ${breadth}`]);
  });

  test.each<readonly [string, string | readonly string[], string, string]>([
    ['roles are resources of iam', ['sts:AssumeRole', 's3:GetObject'], arn.role('x'), 'sts write 0.05'],
    [
      'instances are resources of ec2',
      ['ssm:SendCommand', 's3:GetObject'],
      'arn:aws:ec2:*:*:instance/*',
      'ssm write 1',
    ],
    [
      'instances to connect to are as well',
      ['ec2-instance-connect:SendSSHPublicKey', 's3:GetObject'],
      'arn:aws:ec2:*:*:instance/a*',
      'ec2-instance-connect write 0.25',
    ],
    [
      'of one service alone, all resources are for it',
      'cloudwatch:PutMetricAlarm',
      'arn:aws:sns:*:*:a*',
      'cloudwatch write 0.25',
    ],
    [
      'of two services, each has its own',
      ['s3:GetObject', 'sqs:SendMessage'],
      'arn:aws:sqs:*:*:*',
      'sqs write 1',
    ],
  ])('%s', (_, actions, resource, expected) => {
    expect(ofRole(allow(actions, resource)).given).toEqual([expected]);
  });

  test('NotResource is nearly everything', () => {
    const statement = { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/b' } as const;
    expect(ofRole(statement).given).toEqual(['s3 read 1']);
  });

  test('actions that know no resource are given by everything alone', () => {
    expect(ofRole(allow('s3:ListAllMyBuckets', 'arn:aws:s3:::a')).given).toEqual(['']);
    expect(ofRole(allow('s3:ListAllMyBuckets')).given).toEqual(['s3 view 1']);
  });

  test('of one service the strongest of each breadth', () => {
    const { given } = ofRole(allow('s3:GetObject'), allow('s3:PutObject', 'arn:aws:s3:::a/b'));
    expect(given).toEqual(['s3 write 0.05, s3 read 1']);
  });

  test('a whole service is full on everything alone', () => {
    expect(ofRole(allow('sqs:*')).given).toEqual(['sqs control 1 full']);
    expect(ofRole(allow('sqs:*', 'arn:aws:sqs:*:*:a*')).given).toEqual(['sqs control 0.25']);
  });
});

describe('what limits and denies leave of a grant', () => {
  const limit = (...statements: readonly Statement[]) => policy('limit', document(...statements));
  const bounded = (own: readonly Statement[], ...by: readonly Statement[]) =>
    found([limit(...by), role('r', lambda, { inline: [own], boundary: arn.policy('limit') })]);

  test.each<readonly [string, readonly Statement[], readonly Statement[], string]>([
    ['what both allow', [allow(['s3:GetObject', 'sqs:SendMessage'])], [allow('s3:*')], 's3 read 1'],
    [
      'the narrower share: the boundary’s',
      [allow('s3:GetObject')],
      [allow('s3:*', 'arn:aws:s3:::a/*')],
      's3 read 0.25',
    ],
    [
      'the narrower share: its own',
      [allow('s3:GetObject', 'arn:aws:s3:::a/b')],
      [allow('s3:*', 'arn:aws:s3:::a/*')],
      's3 read 0.05',
    ],
    [
      'shares of a boundary add up',
      [allow('s3:GetObject')],
      [allow('s3:*', 'arn:aws:s3:::a/*'), allow('s3:*', 'arn:aws:s3:::b/*')],
      's3 read 0.5',
    ],
    [
      'to all at most',
      [allow('s3:GetObject')],
      [allow('s3:*'), allow('s3:*', 'arn:aws:s3:::b/*')],
      's3 read 1',
    ],
    [
      'a deny of the boundary adds no share',
      [allow('s3:GetObject')],
      [allow('s3:*', 'arn:aws:s3:::a/*'), deny('s3:PutObject', 'arn:aws:s3:::b/*')],
      's3 read 0.25',
    ],
    [
      'nor does what has ended',
      [allow('s3:GetObject')],
      [
        allow('s3:*', 'arn:aws:s3:::a/*'),
        allow('s3:*', '*', { DateLessThan: { 'aws:CurrentTime': '2026-05-01T00:00:00Z' } }),
      ],
      's3 read 0.25',
    ],
    ['a boundary of nothing leaves nothing', [allow('s3:GetObject')], [deny('iam:*')], ''],
    [
      'a boundary that has ended leaves nothing',
      [allow('s3:GetObject')],
      [allow('*', '*', { DateLessThan: { 'aws:CurrentTime': '2026-05-01T00:00:00Z' } })],
      '',
    ],
    [
      'one that begins later leaves nothing yet',
      [allow('s3:GetObject')],
      [allow('*', '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } })],
      '',
    ],
    [
      'a deny of the boundary',
      [allow(['s3:GetObject', 'sqs:SendMessage'])],
      [allow('*'), deny('s3:*')],
      'sqs write 1',
    ],
    [
      'a deny of its own',
      [allow(['s3:GetObject', 'sqs:SendMessage']), deny('sqs:*')],
      [allow('*')],
      's3 read 1',
    ],
  ])('%s', (_, own, by, expected) => {
    expect(bounded(own, ...by).given).toEqual([expected]);
  });

  test.each<readonly [string, Statement, string]>([
    ['of an action takes it away', deny('s3:GetObject'), 'sqs write 1'],
    ['on everything and more takes it away', deny('s3:GetObject', ['arn:aws:s3:::a', '*']), 'sqs write 1'],
    ['on a resource takes nothing whole', deny('s3:GetObject', 'arn:aws:s3:::a/*'), 's3 read 1, sqs write 1'],
    [
      'of all but a resource neither',
      { Effect: 'Deny', Action: 's3:GetObject', NotResource: '*' },
      's3 read 1, sqs write 1',
    ],
    [
      'under a condition neither',
      deny('s3:GetObject', '*', { Bool: { 'aws:SecureTransport': 'false' } }),
      's3 read 1, sqs write 1',
    ],
    [
      'of all but some actions leaves these',
      { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
      's3 read 1',
    ],
  ])('without a limit, a deny %s', (_, denying, expected) => {
    expect(ofRole(allow(['s3:GetObject', 'sqs:SendMessage']), denying).given).toEqual([expected]);
  });

  test('a deny in one policy counts for the others, of groups as well', () => {
    const records = [
      group('g', { inline: [[deny('s3:*')]] }),
      user('u', { groups: ['g'], inline: [[allow(['s3:GetObject', 'sqs:SendMessage'])]] }),
      user('v', { inline: [[allow(['s3:GetObject', 'sqs:SendMessage'])]] }),
    ];
    expect(found(records, arn.user('u')).given).toEqual(['sqs write 1', '']);
    expect(found(records, arn.user('v')).given).toEqual(['s3 read 1, sqs write 1']);
  });

  test('two with the same policy and denies of their own are told apart', () => {
    const of = (name: string, service: string) =>
      role(name, lambda, { inline: [[allow(['s3:GetObject', 'sqs:SendMessage'])], [deny(`${service}:*`)]] });
    const records = [of('r1', 's3'), of('r2', 'sqs')];
    expect(['r1', 'r2'].map((name) => found(records, arn.role(name)).given[0])).toEqual([
      'sqs write 1',
      's3 read 1',
    ]);
  });

  test('two with the same policies and other boundaries are told apart', () => {
    const own = policy('p', document(allow(['s3:GetObject', 'sqs:SendMessage'])));
    const bounds = (name: string, service: string) => policy(name, document(allow(`${service}:*`)));
    const of = (name: string, boundary?: string) =>
      role(name, lambda, {
        attached: [arn.policy('p')],
        ...(boundary === undefined ? {} : { boundary: arn.policy(boundary) }),
      });
    const records = [own, bounds('s', 's3'), bounds('q', 'sqs'), of('r1', 's'), of('r2', 'q'), of('r3')];
    const each = ['r1', 'r2', 'r3'].map((name) => found(records, arn.role(name)));
    expect(each.map(({ given }) => given[0])).toEqual(['s3 read 1', 'sqs write 1', 's3 read 1, sqs write 1']);
    expect(each.map(({ cells }) => cells)).toEqual([
      [`${account} s3 read 1`],
      [`${account} sqs write 1`],
      [`${account} s3 read 1`, `${account} sqs write 1`],
    ]);
  });

  test('of a boundary and a service control policy the narrower share', () => {
    const [a, b] = ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] as const;
    const of = (boundary: readonly string[], scp: readonly string[]) =>
      found([
        ...organization([account], { scps: [document(allow('s3:*', scp))] }),
        limit(allow(['s3:*', 'sqs:*'], boundary)),
        role('r', lambda, {
          inline: [[allow(['s3:GetObject', 'sqs:SendMessage'])]],
          boundary: arn.policy('limit'),
        }),
      ]).given;
    expect([of([a], [a, b]), of([a, b], [a])]).toEqual([['s3 read 0.25'], ['s3 read 0.25']]);
  });

  test('service control policies limit roles of members, and neither service-linked roles nor root', () => {
    const records = [
      ...organization([account], { scps: [document(allow('*')), document(deny('s3:*'))] }),
      role('r', lambda, { inline: [[allow(['s3:GetObject', 'sqs:SendMessage'])]] }),
      role('linked', lambda, {
        path: '/aws-service-role/lambda.amazonaws.com/',
        inline: [[allow(['s3:GetObject', 'sqs:SendMessage'])]],
      }),
    ];
    expect(found(records).given).toEqual(['sqs write 1']);
    const linked = `arn:aws:iam::${account}:role/aws-service-role/lambda.amazonaws.com/linked`;
    expect(found(records, linked).given).toEqual(['s3 read 1, sqs write 1']);
  });
});

describe('until when', () => {
  const ending = (time: string) => ({ DateLessThan: { 'aws:CurrentTime': time } });
  const from = (time: string) => ({ DateGreaterThan: { 'aws:CurrentTime': time } });
  const [past, near, far] = ['2026-05-01T00:00:00Z', '2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z'] as const;
  const iso = (time: string) => new Date(time).toISOString();

  test.each<readonly [string, readonly Statement[], string | undefined]>([
    ['without an end', [allow('s3:GetObject')], undefined],
    ['the end of its only statement', [allow('s3:GetObject', '*', ending(near))], near],
    [
      'the last end of all',
      [allow('s3:GetObject', '*', ending(far)), allow('s3:PutObject', '*', ending(near))],
      far,
    ],
    [
      'in whatever order',
      [allow('s3:GetObject', '*', ending(near)), allow('s3:PutObject', '*', ending(far))],
      far,
    ],
    ['one has no end', [allow('s3:GetObject', '*', ending(near)), allow('s3:PutObject')], undefined],
    ['the end of a deny is none', [allow('s3:GetObject'), deny('sqs:*', '*', ending(near))], undefined],
    [
      'a deny without an end takes none away',
      [allow('s3:GetObject', '*', ending(near)), deny('sqs:*')],
      near,
    ],
    [
      'the first end of one statement',
      [
        allow('s3:GetObject', '*', {
          DateLessThan: { 'aws:CurrentTime': far },
          DateLessThanEquals: { 'aws:CurrentTime': near },
        }),
      ],
      near,
    ],
    ['a deny of everything that begins later', [allow('s3:GetObject'), deny('*', '*', from(near))], near],
    [
      'a deny of something that begins later',
      [allow('s3:GetObject'), deny('s3:*', '*', from(near))],
      undefined,
    ],
    [
      'a deny of everything that begins later, under one condition more',
      [allow('s3:GetObject'), deny('*', '*', { ...from(near), Bool: { 'aws:SecureTransport': 'false' } })],
      undefined,
    ],
  ])('%s', (_, statements, until) => {
    expect(ofRole(...statements).grants).toMatchObject([
      { duration: until === undefined ? 'permanent' : 'time-bound', ...(until && { until: iso(until) }) },
    ]);
    if (until === undefined) expect(ofRole(...statements).grants[0]).not.toHaveProperty('until');
  });

  test.each<readonly [string, Statement, Statement, string | undefined]>([
    ['the boundary’s end', allow('s3:GetObject'), allow('*', '*', ending(near)), near],
    [
      'its own, which comes first',
      allow('s3:GetObject', '*', ending(near)),
      allow('*', '*', ending(far)),
      near,
    ],
    [
      'the boundary’s, which comes first',
      allow('s3:GetObject', '*', ending(far)),
      allow('*', '*', ending(near)),
      near,
    ],
    ['neither', allow('s3:GetObject'), allow('*'), undefined],
  ])('within a boundary: %s', (_, own, by, until) => {
    const records = [
      policy('limit', document(by)),
      role('r', lambda, { inline: [[own]], boundary: arn.policy('limit') }),
    ];
    expect(found(records).grants[0]!.until).toBe(until && iso(until));
  });

  test('an end of a service control policy is no end of the grant', () => {
    const scps = [document(allow('*', '*', ending(near)))];
    const records = [
      ...organization([account], { scps }),
      role('r', lambda, { inline: [[allow('s3:GetObject')]] }),
    ];
    expect(found(records).grants[0]).toMatchObject({ duration: 'permanent' });
  });

  test.each<readonly [string, readonly Statement[], readonly string[]]>([
    ['what has ended', [allow('s3:GetObject', '*', ending(past))], []],
    ['what ends later', [allow('s3:GetObject', '*', ending(near))], [`${account} s3 read 1`]],
    ['what begins later', [allow('s3:GetObject', '*', from(near))], []],
    ['what has begun', [allow('s3:GetObject', '*', from(past))], [`${account} s3 read 1`]],
    [
      'one of two that has ended',
      [allow('s3:GetObject', '*', ending(past)), allow('sqs:SendMessage', '*', ending(near))],
      [`${account} sqs write 1`],
    ],
    ['all, by a deny that has begun', [allow('s3:GetObject'), deny('*', '*', from(past))], []],
    ['all, at the very moment', [allow('s3:GetObject', '*', ending('2026-06-01T12:00:00Z'))], []],
    [
      'nothing before the very moment',
      [allow('s3:GetObject', '*', from('2026-06-01T12:00:00Z'))],
      [`${account} s3 read 1`],
    ],
  ])('the profile, where it is %s', (_, statements, cells) => {
    expect(ofRole(...statements).cells).toEqual(cells);
  });

  test('the same contents, of which one has ended, are told apart', () => {
    const of = (name: string, end: string) =>
      role(name, lambda, {
        inline: [[allow('s3:GetObject', '*', ending(end)), allow('sqs:SendMessage', '*', ending(far))]],
      });
    const records = [of('r1', past), of('r2', near)];
    expect(['r1', 'r2'].map((name) => found(records, arn.role(name)).cells.length)).toEqual([1, 2]);
  });
});

test('policies that differ in the last of several resources, or in what has ended, are told apart', () => {
  const ending = (end: string) => ({ DateLessThan: { 'aws:CurrentTime': end } });
  const [past, near] = ['2026-05-01T00:00:00Z', '2026-07-01T00:00:00Z'] as const;
  const policies = [
    [allow('s3:GetObject', ['arn:aws:s3:::a/b', 'arn:aws:s3:::a/c'])],
    [allow('s3:GetObject', ['arn:aws:s3:::a/b', 'arn:aws:s3:::*'])],
    [allow('s3:GetObject', 'arn:aws:s3:::a/b')],
    [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/b' }],
    [allow('s3:GetObject')],
    [allow('s3:GetObject', '*', ending(past)), allow('s3:PutObject', 'arn:aws:s3:::a/b', ending(near))],
    [allow('s3:GetObject', '*', ending(near)), allow('s3:PutObject', 'arn:aws:s3:::a/b', ending(past))],
  ] as const;
  const records = policies.map((statements, n) => role(`r${n}`, lambda, { inline: [statements] }));
  expect(
    policies.map((_, n) => found(records, arn.role(`r${n}`)).cells.map((cell) => cell.slice(13))),
  ).toEqual([
    ['s3 read 0.1'],
    ['s3 read 1'],
    ['s3 read 0.05'],
    ['s3 read 1'],
    ['s3 read 1'],
    ['s3 write 0.05'],
    ['s3 read 1'],
  ]);
});

describe('what is said of a grant', () => {
  test('of a user that only the credential report shows nobody knows what it may do, nor for how long', () => {
    expect(found([reportRow('u', { keys: 1 })], arn.user('u')).grants).toEqual([
      {
        scope: account,
        name: 'policies that were not read',
        source: { record: 'aws.credential-report-row', id: arn.user('u') },
        via: 'not known',
        providerManaged: false,
        duration: 'unknown',
        privileges: [],
        conditions: [],
      },
    ]);
  });

  test('where it is written, how it is held, and whose it is', () => {
    const records = [
      policy('p', document(allow('s3:GetObject'))),
      group('g', { attached: [arn.policy('p')], inline: [[allow('s3:PutObject')]] }),
      user('u', {
        groups: ['g'],
        attached: [administrator, arn.policy('p')],
        inline: [[allow('sqs:SendMessage')]],
      }),
    ];
    expect(
      found(records, arn.user('u')).grants.map(({ name, via, providerManaged, scope, source }) =>
        [name, via, providerManaged ? "AWS's" : 'own', scope, source.record, source.id, source.pointer].join(
          ' | ',
        ),
      ),
    ).toEqual([
      `AdministratorAccess | attached | AWS's | ${account} | aws.user | ${arn.user('u')} | /AttachedManagedPolicies/0`,
      `p | attached | own | ${account} | aws.policy | ${arn.policy('p')} | /PolicyVersionList/0/Document`,
      `inline-0 | inline | own | ${account} | aws.user | ${arn.user('u')} | /UserPolicyList/0/PolicyDocument`,
      `p | group g | own | ${account} | aws.policy | ${arn.policy('p')} | /PolicyVersionList/0/Document`,
      `inline-0 | group g | own | ${account} | aws.group | ${arn.group('g')} | /GroupPolicyList/0/PolicyDocument`,
    ]);
  });

  test('conditions of its allowing statements, each once', () => {
    const network = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const { grants } = ofRole(
      allow('s3:GetObject', '*', network),
      allow('s3:PutObject', '*', network),
      allow('s3:PutObject', 'arn:aws:s3:::a', mfa),
      deny('s3:*', '*', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }),
    );
    expect(grants[0]!.conditions).toMatchObject([
      { class: 'source-network', operator: 'IpAddress', key: 'aws:SourceIp', values: ['10.0.0.0/8'] },
      { class: 'mfa', operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
    ]);
    expect(grants[0]!.conditions).toHaveLength(2);
  });

  test('the same managed policy, held in the same way and within the same limits, is one grant for all', () => {
    const of = (name: string, boundary?: string) =>
      role(name, lambda, {
        attached: [arn.policy('p')],
        ...(boundary === undefined ? {} : { boundary: arn.policy(boundary) }),
      });
    const records = [
      policy('p', document(allow('s3:GetObject'))),
      policy('limit', document(allow('iam:*'))),
      ...[of('r1'), of('r2'), of('r3', 'limit')],
    ];
    const grants = estateOf(records).identities.flatMap((identity) => identity.grants);
    expect(grants).toHaveLength(3);
    expect(grants[0]).toBe(grants[1]);
    expect(grants.map(({ privileges }) => privileges.length)).toEqual([1, 1, 0]);
  });
});

describe('profiles', () => {
  const cellsOf = (...inline: readonly (readonly Statement[])[]) =>
    found([role('r', lambda, { inline })]).cells;

  test('the strongest of all policies, in one cell for each service', () => {
    expect(cellsOf([allow('s3:GetObject')], [allow('s3:PutObject')], [allow('sqs:SendMessage')])).toEqual([
      `${account} s3 write 1`,
      `${account} sqs write 1`,
    ]);
  });

  test('identities with the same set of policies share one, in whatever order and however often', () => {
    const [a, b, c] = ['s3:GetObject', 'sqs:SendMessage', 'iam:PassRole'].map((action) => [
      allow(action),
    ]) as [Statement[], Statement[], Statement[]];
    const of = (name: string, ...inline: Statement[][]) => role(name, lambda, { inline });
    const records = [
      of('r1', a, b, c),
      of('r2', c, a, b),
      of('r3', b, b, c, a, a),
      of('r4', a, b),
      of('r5', c),
      of('r6'),
    ];
    const { identities, profiles } = estateOf(records);
    const roles = identities.filter(({ kind }) => kind === 'role');
    expect(roles.map(({ profile }) => roles.findIndex((each) => each.profile === profile))).toEqual([
      0, 0, 0, 3, 4, 5,
    ]);
    expect(roles.map(({ profile }) => profiles[profile]!.cells.length)).toEqual([3, 3, 3, 2, 1, 0]);
  });

  test('each account has its own cells', () => {
    const of = (name: string, of: string) =>
      role(name, lambda, { account: of, inline: [[allow('s3:GetObject')]] });
    const records = [of('r1', account), of('r3', other)];
    expect(found(records, arn.role('r1')).cells).toEqual([`${account} s3 read 1`]);
    expect(found(records, arn.role('r3', other)).cells).toEqual([`${other} s3 read 1`]);
  });

  test('a hundred policies are counted like two', () => {
    const inline = Array.from({ length: 100 }, (_, n) => [
      allow('s3:GetObject', `arn:aws:s3:::b${n % 7}/${n}`),
    ]);
    expect(cellsOf(...inline, [allow('sqs:SendMessage')])).toEqual([
      `${account} s3 read 0.05`,
      `${account} sqs write 1`,
    ]);
  });
});
