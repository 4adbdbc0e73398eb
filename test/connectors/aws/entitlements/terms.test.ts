import { describe, expect, test } from 'vitest';
import { awsPrivilegesIn } from '../../../../connectors/aws/entitlements/privileges.ts';
import { actionsOf, awsServices } from '../../../../connectors/aws/policy/actions.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  estateOf,
  policy,
  reportRow,
  role,
  type Statement,
  user,
} from '../../../support/aws-sketch.ts';
import { lambda, linesOf, ofRole, told } from './told.ts';

/** What policies, limits and denies leave, term by term: resources, exceptions, ends, conditions. */
const [past, near, far] = ['2026-05-01T00:00:00Z', '2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z'] as const;
const iso = (time: string): string => new Date(time).toISOString();
const ending = (time: string) => ({ DateLessThan: { 'aws:CurrentTime': time } });
const beginning = (time: string) => ({ DateGreaterThan: { 'aws:CurrentTime': time } });
const network = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const [a, b] = ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] as const;
const get = (resources?: string | readonly string[], condition?: Parameters<typeof allow>[2]) =>
  allow('s3:GetObject', resources, condition);
const allBut = (
  effect: 'Allow' | 'Deny',
  resources: string | readonly string[],
  condition?: unknown,
): Statement => ({
  Effect: effect,
  Action: 's3:GetObject',
  NotResource: resources,
  ...(condition === undefined ? {} : { Condition: condition }),
});

type Case = readonly [string, readonly Statement[], readonly string[]];

describe('what several statements come to', () => {
  test.each<Case>([
    [
      'of two ends the later counts',
      [get('*', ending(near)), get('*', ending(far))],
      [`read s3:GetObject on * until ${iso(far)}`],
    ],
    [
      'of two ends of one statement the first',
      [get('*', { ...ending(far), DateLessThanEquals: { 'aws:CurrentTime': near } })],
      [`read s3:GetObject on * until ${iso(near)}`],
    ],
    [
      'a part that ends sooner is within the whole',
      [get(a, ending(near)), get('*', ending(far))],
      [`read s3:GetObject on * until ${iso(far)}`],
    ],
    [
      'a part that ends later is not',
      [get(a, ending(far)), get('*', ending(near))],
      [`read s3:GetObject on * until ${iso(near)}`, `read s3:GetObject on ${a} until ${iso(far)}`],
    ],
    [
      'a part without an end is not',
      [get(a), get('*', ending(near))],
      [`read s3:GetObject on * until ${iso(near)}`, `read s3:GetObject on ${a}`],
    ],
    ['with a condition is within without', [get('*', network), get()], ['read s3:GetObject on *']],
    [
      'a part with a condition is within the whole with the same',
      [get(a, network), get('*', network)],
      ['read s3:GetObject on * if source-network: IpAddress aws:SourceIp 10.0.0.0/8'],
    ],
    [
      'a part with two is within the whole with one',
      [get(a, { ...network, ...mfa }), get('*', mfa)],
      ['read s3:GetObject on * if mfa: Bool aws:MultiFactorAuthPresent true'],
    ],
    [
      'a part without a condition is not within the whole with one',
      [get(a), get('*', network)],
      [
        'read s3:GetObject on * if source-network: IpAddress aws:SourceIp 10.0.0.0/8',
        `read s3:GetObject on ${a}`,
      ],
    ],
    [
      'a part beside all but another is told as well',
      [get(a), allBut('Allow', b)],
      [`read s3:GetObject on * except ${b}`, `read s3:GetObject on ${a}`],
    ],
    [
      'what the whole excepts is not within it',
      [get(a), allBut('Allow', a)],
      [`read s3:GetObject on * except ${a}`, `read s3:GetObject on ${a}`],
    ],
    [
      'two resources under the same terms are one line',
      [get([b, a]), get('arn:aws:s3:::c', network)],
      [
        `read s3:GetObject on ${a} ${b}`,
        'read s3:GetObject on arn:aws:s3:::c if source-network: IpAddress aws:SourceIp 10.0.0.0/8',
      ],
    ],
    [
      'actions held on different resources are told apart',
      [get(a), allow('s3:GetObjectTagging', b)],
      [`read s3:GetObject on ${a}`, `read s3:GetObjectTagging on ${b}`],
    ],
    [
      'actions held alike are told together',
      [get(a), allow('s3:GetObjectTagging', a)],
      [`read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'levels are told apart',
      [allow(['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:PutBucketPolicy'])],
      [
        'read s3:GetObject on *',
        'view s3:ListBucket on *',
        'control s3:PutBucketPolicy on *',
        'write s3:PutObject on *',
      ],
    ],
    [
      'what begins later waits',
      [get('*', beginning(near))],
      [`read s3:GetObject on * if not-yet-valid: DateGreaterThan aws:CurrentTime ${near}`],
    ],
    ['what has begun waits no longer', [get('*', beginning(past))], ['read s3:GetObject on *']],
    ['what can never hold is not told', [get('*', { StringEquals: { 'aws:PrincipalTag/x': [] } })], []],
    [
      'any address is no condition',
      [get('*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
      ['read s3:GetObject on *'],
    ],
    ['an unknown action of a known service', [allow('s3:GetTomorrow', a)], [`write s3:gettomorrow on ${a}`]],
    [
      'an unknown service beside everything is told by that',
      [allow('newservice:DoThis'), allow('*')],
      ['control * on *'],
    ],
    ['an unknown pattern without a service', [allow('DoThis')], ['write dothis on *']],
    [
      'an unknown pattern that two statements give',
      [allow('newservice:*', a), allow('newservice:*', b)],
      [`write newservice:* on ${a} ${b}`],
    ],
    [
      'everything on a resource is all that knows such',
      [allow('*', 'arn:aws:sqs:us-east-1:111122223333:q')],
      ['control sqs:* on arn:aws:sqs:us-east-1:111122223333:q'],
    ],
    [
      'everything but a resource',
      [{ Effect: 'Allow', Action: '*', NotResource: a }],
      [`control * on * except ${a}`],
    ],
    [
      'everything, and once more with an end',
      [allow('*', '*', ending(near)), allow('*')],
      ['control * on *'],
    ],
    ['a statement of no resource gives nothing', [get([])], []],
  ])('%s', (_, statements, expected) => {
    expect(ofRole(statements).map(told)).toEqual(expected);
  });

  test('everything is told by its services, where one is left out', () => {
    const lines = ofRole([allow('*'), deny('sqs:*')]);
    expect(lines).toHaveLength(awsServices().length - 1);
    expect(new Set(lines.map(({ service }) => service)).has('sqs')).toBe(false);
  });

  test('all that a service can be granted on a resource is all of the service, for each of them', () => {
    const granted = awsServices().filter((_, service) => {
      const { first, end, anyResourceOnly } = actionsOf(service);
      return Array.from({ length: end - first }, (_, at) => first + at).some((id) => !anyResourceOnly(id));
    });
    const statements = awsServices().map((service) => allow(`${service}:*`, `arn:aws:${service}:::x`));
    const lines = ofRole(statements);
    expect(lines.map(({ service }) => service)).toEqual(granted);
    expect(lines.filter(({ service, privileges }) => privileges.join() !== `${service}:*`)).toEqual([]);
  });
});

describe('whose actions a resource is for', () => {
  test.each([
    ['sts:AssumeRole', arn.role('x'), true],
    ['iam:PassRole', arn.role('x'), true],
    ['lambda:InvokeFunction', arn.role('x'), false],
    ['s3-object-lambda:GetObject', 'arn:aws:s3:::a', true],
    ['s3:GetObject', 'arn:aws:s3:::a', true],
    ['dynamodb:GetItem', 'arn:aws:s3:::a', false],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:us-east-1:111122223333:table/t', true],
    ['dax:GetItem', 'arn:aws:dynamodb:us-east-1:111122223333:table/t', false],
    ['kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/k', true],
    ['s3:GetObject', 'arn:aws:kms:us-east-1:111122223333:key/k', false],
    ['lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111122223333:function:f', true],
    ['s3:GetObject', 'arn:aws:lambda:us-east-1:111122223333:function:f', false],
    ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s', true],
    ['s3:GetObject', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s', false],
    ['sns:Publish', 'arn:aws:sns:us-east-1:111122223333:t', true],
    ['s3:GetObject', 'arn:aws:sns:us-east-1:111122223333:t', false],
    ['sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:q', true],
    ['s3:GetObject', 'arn:aws:sqs:us-east-1:111122223333:q', false],
    ['s3:GetObject', 'arn:aws:other:us-east-1:111122223333:q', true],
    ['s3:GetObject', 'arn:aws:s*:::a', true],
    ['kms:Decrypt', 'arn:*:sqs:::a', false],
  ] as const)('%s on %s: %s', (action, resource, means) => {
    expect(ofRole([allow(action, resource)])).toHaveLength(means ? 1 : 0);
  });
});

describe('what a boundary leaves', () => {
  const bounded = (own: readonly Statement[], by: readonly Statement[]) =>
    linesOf(
      arn.role('r'),
      policy('limit', document(...by)),
      role('r', lambda, { inline: [own], boundary: arn.policy('limit') }),
    ).map(told);

  test.each<readonly [string, readonly Statement[], readonly Statement[], readonly string[]]>([
    ['of everything the part that it allows', [get()], [get(a)], [`read s3:GetObject on ${a}`]],
    [
      'of a part all, where it allows that',
      [get('arn:aws:s3:::a/b')],
      [get(a)],
      ['read s3:GetObject on arn:aws:s3:::a/b'],
    ],
    [
      'of patterns that overlap the own one',
      [get('arn:aws:s3:::a*')],
      [get('arn:aws:s3:::*b')],
      ['read s3:GetObject on arn:aws:s3:::a*'],
    ],
    ['of patterns that do not nothing', [get(a)], [get(b)], []],
    ['of other actions nothing', [get()], [allow('s3:PutObject', a)], []],
    ['two parts in one line', [get()], [get([b, a])], [`read s3:GetObject on ${a} ${b}`]],
    [
      'a part under its condition',
      [get()],
      [get(a, network)],
      [`read s3:GetObject on ${a} if source-network: IpAddress aws:SourceIp 10.0.0.0/8`],
    ],
    [
      'all under its condition',
      [get()],
      [get('*', network)],
      ['read s3:GetObject on * if source-network: IpAddress aws:SourceIp 10.0.0.0/8'],
    ],
    [
      'a condition of both once',
      [get('*', network)],
      [get('*', network)],
      ['read s3:GetObject on * if source-network: IpAddress aws:SourceIp 10.0.0.0/8'],
    ],
    [
      'conditions of both, in whatever order',
      [get('*', network)],
      [get('*', mfa)],
      [
        'read s3:GetObject on * if mfa: Bool aws:MultiFactorAuthPresent true if source-network: IpAddress aws:SourceIp 10.0.0.0/8',
      ],
    ],
    [
      'conditions of both',
      [get('*', mfa)],
      [get('*', network)],
      [
        'read s3:GetObject on * if mfa: Bool aws:MultiFactorAuthPresent true if source-network: IpAddress aws:SourceIp 10.0.0.0/8',
      ],
    ],
    ['until it ends', [get()], [get('*', ending(near))], [`read s3:GetObject on * until ${iso(near)}`]],
    [
      'until the first of both ends',
      [get('*', ending(near))],
      [get('*', ending(far))],
      [`read s3:GetObject on * until ${iso(near)}`],
    ],
    [
      'until the first, which is its own',
      [get('*', ending(far))],
      [get('*', ending(near))],
      [`read s3:GetObject on * until ${iso(near)}`],
    ],
    ['nothing, where it has ended', [get()], [get('*', ending(past))], []],
    ['all but what it excepts', [get()], [allBut('Allow', a)], [`read s3:GetObject on * except ${a}`]],
    [
      'all but what both except',
      [allBut('Allow', b)],
      [allBut('Allow', [a, b])],
      [`read s3:GetObject on * except ${a} ${b}`],
    ],
    [
      'some actions whole and others in part',
      [allow(['s3:GetObject', 's3:PutObject'])],
      [get(), allow('s3:*', a)],
      ['read s3:GetObject on *', `write s3:PutObject on ${a}`],
    ],
    [
      'what several of its statements allow',
      [allow(['s3:GetObject', 'sqs:SendMessage', 'iam:PassRole'])],
      [get(), allow('sqs:*')],
      ['read s3:GetObject on *', 'write sqs:SendMessage on *'],
    ],
    [
      'what nobody knows, where it allows anything',
      [allow('newservice:DoThis')],
      [get()],
      ['write newservice:dothis on *'],
    ],
    ['nothing of what nobody knows, where it allows parts', [allow('newservice:DoThis')], [get(a)], []],
    [
      'what nobody knows beside what is known',
      [allow(['newservice:DoThis', 's3:GetObject'])],
      [allow('sqs:*')],
      ['write newservice:dothis on *'],
    ],
    [
      'less than it allows, where it denies as well',
      [allow('s3:Get*Tagging', a)],
      [allow('*'), deny('s3:GetObjectVersionTagging')],
      [
        `read s3:GetBucketTagging s3:GetJobTagging s3:GetObjectTagging s3:GetStorageLensConfigurationTagging on ${a}`,
      ],
    ],
    ['nothing of a resource that another service has', [allow('sqs:*')], [allow('*', a)], []],
  ])('%s', (_, own, by, expected) => {
    expect(bounded(own, by)).toEqual(expected);
  });

  test.each<readonly [string, Statement, readonly string[]]>([
    ['on one of them leaves the other', deny('s3:*', a), [`read s3:GetObject on ${b}`]],
    ['on both leaves nothing', deny('s3:*', [a, b]), []],
    [
      'on a part of one is an exception',
      deny('s3:*', 'arn:aws:s3:::a/c'),
      [`read s3:GetObject on ${a} except arn:aws:s3:::a/c`, `read s3:GetObject on ${b}`],
    ],
    ['on all but one leaves that', allBut('Deny', a), [`read s3:GetObject on ${a}`]],
    [
      'on all but a part leaves that part',
      allBut('Deny', 'arn:aws:s3:::a/c'),
      ['read s3:GetObject on arn:aws:s3:::a/c'],
    ],
    ['on all but another leaves nothing', allBut('Deny', 'arn:aws:s3:::c'), []],
    [
      'on both, under a condition, is one',
      deny('s3:*', [a, b], mfa),
      [
        `read s3:GetObject on ${a} ${b} if mfa: Unless aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent Bool true`,
      ],
    ],
    [
      'on one, under a condition, is one of that',
      deny('s3:*', a, mfa),
      [
        `read s3:GetObject on ${a} if mfa: Unless aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent Bool true`,
        `read s3:GetObject on ${b}`,
      ],
    ],
    [
      'on all but another, under a condition, is one',
      allBut('Deny', 'arn:aws:s3:::c', mfa),
      [
        `read s3:GetObject on ${a} ${b} if mfa: Unless aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent Bool true`,
      ],
    ],
    [
      'on all but one, under a condition, is one of the other',
      allBut('Deny', a, mfa),
      [
        `read s3:GetObject on ${a}`,
        `read s3:GetObject on ${b} if mfa: Unless aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent Bool true`,
      ],
    ],
    [
      'on both, from a time on, is an end',
      deny('s3:*', [a, b], beginning(near)),
      [`read s3:GetObject on ${a} ${b} until ${iso(near)}`],
    ],
    [
      'on one, from a time on, is an end of that',
      deny('s3:*', a, beginning(near)),
      [`read s3:GetObject on ${a} until ${iso(near)}`, `read s3:GetObject on ${b}`],
    ],
  ])('of two resources, a deny %s', (_, denying, expected) => {
    expect(bounded([get(), denying], [allow('*', [a, b])])).toEqual(expected);
  });
});

describe('what a deny leaves', () => {
  test.each<readonly [string, Statement, readonly string[]]>([
    [
      'of an action on what is allowed takes it',
      deny('s3:GetObject', a),
      [`write newservice:dothis on ${a}`, `read s3:GetObjectTagging on ${a}`],
    ],
    [
      'on more than that as well',
      deny('s3:GetObject', 'arn:aws:s3:::*'),
      [`write newservice:dothis on ${a}`, `read s3:GetObjectTagging on ${a}`],
    ],
    [
      'of another action nothing',
      deny('s3:PutObject', a),
      [`write newservice:dothis on ${a}`, `read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'on a part of it is an exception',
      deny('s3:GetObject', ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/y']),
      [
        `write newservice:dothis on ${a}`,
        `read s3:GetObject on ${a} except arn:aws:s3:::a/x`,
        `read s3:GetObjectTagging on ${a}`,
      ],
    ],
    [
      'that ended is none',
      deny('s3:*', '*', ending(past)),
      [`write newservice:dothis on ${a}`, `read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'that never holds is none',
      deny('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/x': [] } }),
      [`write newservice:dothis on ${a}`, `read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'that always holds is plain',
      deny('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
      [`write newservice:dothis on ${a}`, `read s3:GetObjectTagging on ${a}`],
    ],
    [
      'that ends is a condition until then',
      deny('s3:GetObject', '*', ending(near)),
      [
        `write newservice:dothis on ${a}`,
        `read s3:GetObject on ${a} if time-bound: Unless aws:CurrentTime aws:CurrentTime DateLessThan ${near}`,
        `read s3:GetObjectTagging on ${a}`,
      ],
    ],
    [
      'that has begun is plain',
      deny('s3:GetObject', '*', beginning(past)),
      [`write newservice:dothis on ${a}`, `read s3:GetObjectTagging on ${a}`],
    ],
    [
      'that begins at this moment is plain',
      deny('s3:GetObject', '*', beginning('2026-06-01T12:00:00Z')),
      [`write newservice:dothis on ${a}`, `read s3:GetObjectTagging on ${a}`],
    ],
    [
      'that begins later is an end',
      deny('s3:GetObject', '*', beginning(near)),
      [
        `write newservice:dothis on ${a}`,
        `read s3:GetObject on ${a} until ${iso(near)}`,
        `read s3:GetObjectTagging on ${a}`,
      ],
    ],
    [
      'under two conditions is one of both',
      deny('s3:GetObject', '*', { ...network, ...mfa }),
      [
        `write newservice:dothis on ${a}`,
        `read s3:GetObject on ${a} if other: Unless aws:SourceIp and aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent Bool true aws:SourceIp IpAddress 10.0.0.0/8`,
        `read s3:GetObjectTagging on ${a}`,
      ],
    ],
    [
      'that begins later under another condition is none yet',
      deny('s3:GetObject', '*', { ...mfa, ...beginning(near) }),
      [`write newservice:dothis on ${a}`, `read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'under one that always holds and another is of that',
      deny('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' }, ...mfa }),
      [
        `write newservice:dothis on ${a}`,
        `read s3:GetObject on ${a} if mfa: Unless aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent Bool true`,
        `read s3:GetObjectTagging on ${a}`,
      ],
    ],
    [
      'under a condition, on another resource, is none',
      deny('s3:GetObject', b, mfa),
      [`write newservice:dothis on ${a}`, `read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'of what nobody knows takes it',
      deny('newservice:*'),
      [`read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
    [
      'of everything but some leaves that',
      { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' },
      [`read s3:GetObject on ${a}`],
    ],
    ['of everything but another leaves nothing', { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }, []],
    [
      'of what nobody knows on what is allowed takes it',
      deny('newservice:DoThis', a),
      [`read s3:GetObject s3:GetObjectTagging on ${a}`],
    ],
  ])('%s', (_, denying, expected) => {
    const own = [get(a), allow('s3:GetObjectTagging', a), allow('newservice:DoThis', a)];
    expect(ofRole([...own, denying]).map(told)).toEqual(expected);
  });

  test('of all but one new action leaves a new pattern that may match it', () => {
    const denying = { Effect: 'Deny', NotAction: 'newservice:DoThis', Resource: '*' } as const;
    expect(ofRole([allow('newservice:*'), denying]).map(told)).toEqual(['write newservice:* on *']);
    expect(ofRole([allow('newservice:DoThat'), denying]).map(told)).toEqual([]);
  });

  test('an end that comes first stays', () => {
    const until = (own: string, denied: string) =>
      ofRole([get('*', ending(own)), deny('s3:*', '*', beginning(denied))])[0]!.until;
    expect([until(near, far), until(far, near)]).toEqual([
      new Date(near).toISOString(),
      new Date(near).toISOString(),
    ]);
  });

  test('denies that overlap are told alike in whatever order, and their values as well', () => {
    const denies = [
      deny('s3:GetObject', 'arn:aws:s3:::a*'),
      deny('s3:GetObject', ['arn:aws:s3:::*b', 'arn:aws:s3:::c']),
      deny('s3:*', '*', { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } }),
      deny('s3:*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['us-west-1', 'eu-west-2'] } }),
      deny('s3:GetObjectTagging'),
    ];
    const turned = denies.toReversed().map((statement) => ({
      ...statement,
      ...(Array.isArray(statement.Resource) ? { Resource: statement.Resource.toReversed() } : {}),
    }));
    const lines = ofRole([allow(['s3:GetObject', 's3:GetObjectTagging']), ...denies]).map(told);
    expect(lines).toEqual([
      [
        'read s3:GetObject on * except arn:aws:s3:::*b arn:aws:s3:::a* arn:aws:s3:::c',
        'if other: Unless aws:RequestedRegion aws:RequestedRegion StringEquals us-east-1 or eu-west-1',
        'if other: Unless aws:RequestedRegion aws:RequestedRegion StringNotEquals us-west-1 or eu-west-2',
      ].join(' '),
    ]);
    expect(ofRole([...turned, allow(['s3:GetObject', 's3:GetObjectTagging'])]).map(told)).toEqual(lines);
  });
});

test('what denies leave of patterns that overlap in part does not hang on their order', () => {
  const denies = [
    allBut('Deny', 'arn:aws:s3:::a*'),
    allBut('Deny', 'arn:aws:s3:::*b'),
    deny('s3:GetObject', 'arn:aws:s3:::*c'),
  ];
  const both = [denies, denies.toReversed()].map((list) => ofRole([get(), ...list]).map(told));
  expect(both[0]).toEqual(both[1]);
  expect(both[0]).toEqual(['read s3:GetObject on arn:aws:s3:::*b']);
});

test('what two resources are left of is not all under the condition of one', () => {
  expect(ofRole([get(), allBut('Deny', [a, b]), allBut('Deny', a, mfa)]).map(told)).toEqual([
    `read s3:GetObject on ${a} ${b}`,
  ]);
});

test('an unknown service beside everything under a condition is told all the same', () => {
  expect(ofRole([allow('newservice:DoThis'), allow('*', '*', mfa)]).map(told)).toEqual([
    'control * on * if mfa: Bool aws:MultiFactorAuthPresent true',
    'write newservice:dothis on *',
  ]);
});

test('everybody has lines of its own, and those with the same policies the same', () => {
  const of = (name: string, statements: readonly Statement[], part: object = {}) =>
    role(name, lambda, { inline: [statements], ...part });
  const bounded = { boundary: arn.policy('limit') };
  const records = [
    policy('limit', document(get(a))),
    of('r1', [get()]),
    of('r2', [allow('sqs:SendMessage')]),
    of('r3', [get()], bounded),
    of('r4', [get()]),
  ];
  const estate = estateOf(records);
  const linesOfEach = estate.identities
    .map(({ id }, index) => [id, estate.entitlements!(index)] as const)
    .filter(([id]) => id.includes(':role/'));
  expect(linesOfEach.map(([, lines]) => lines.map(told))).toEqual([
    ['read s3:GetObject on *'],
    ['write sqs:SendMessage on *'],
    [`read s3:GetObject on ${a}`],
    ['read s3:GetObject on *'],
  ]);
});

test.each([
  ['sqs:*', ['*'], 'sqs', true],
  ['sqs:*', ['arn:aws:sqs:::q'], 'sqs', false],
  ['sqs:Send*', ['*'], undefined, true],
  ['a sqs:*', ['*'], undefined, true],
  ['sqs:**', ['*'], undefined, true],
] as const)('actions that %s on %j stands for', (pattern, resources, service, withLists) => {
  const found = awsPrivilegesIn(pattern, resources);
  expect(new Set(found.map((each) => each.service))).toEqual(new Set(service === undefined ? [] : [service]));
  const names = found.map(({ privilege }) => privilege);
  expect([names.includes('sqs:SendMessage'), names.includes('sqs:ListQueues')]).toEqual(
    service === undefined ? [false, false] : [true, withLists],
  );
});

test('actions that everything stands for', () => {
  const [all, some] = [awsPrivilegesIn('*', ['*']), awsPrivilegesIn('*', ['arn:aws:sqs:::q'])];
  expect(new Set(all.map(({ service }) => service))).toEqual(new Set(awsServices()));
  expect(all.length).toBeGreaterThan(20_000);
  expect(some.length).toBeLessThan(all.length);
  expect(some.length).toBeGreaterThan(10_000);
});

describe('where it is written', () => {
  test('a line of several resources names who gives any of them', () => {
    expect(sourcesOf(user('u', { inline: [[get([a, b])], [get(a)]] }))).toEqual([
      `s3 | ${own}/0/PolicyDocument/Statement/0 | ${own}/1/PolicyDocument/Statement/0`,
    ]);
  });

  test('a statement that gives only a part of what another gives is not named', () => {
    expect(sourcesOf(user('u', { inline: [[get(a), get()]] }))).toEqual([
      `s3 | ${own}/0/PolicyDocument/Statement/1`,
    ]);
  });

  const sourcesOf = (
    ...records: Parameters<typeof linesOf> extends [string, ...infer Records] ? Records : never
  ) =>
    linesOf(arn.user('u'), ...records).map(({ service, sources }) =>
      [service, ...sources.map(({ record, id, pointer }) => `${record} ${id} ${pointer}`)].join(' | '),
    );

  const own = `aws.user ${arn.user('u')} /UserPolicyList`;
  const attached = `aws.policy ${arn.policy('p')} /PolicyVersionList/0/Document`;

  test('each line names its own policy and statement', () => {
    expect(
      sourcesOf(
        policy('p', document(allow('sqs:SendMessage'), get())),
        user('u', { attached: [arn.policy('p')], inline: [[allow('iam:PassRole')], [get(), get()]] }),
      ),
    ).toEqual([
      `iam | ${own}/0/PolicyDocument/Statement/0`,
      `s3 | ${attached}/Statement/1 | ${own}/1/PolicyDocument/Statement/0 | ${own}/1/PolicyDocument/Statement/1`,
      `sqs | ${attached}/Statement/0`,
    ]);
  });

  test('a statement that stands alone has no number', () => {
    const raw = { Version: '2012-10-17', Statement: get() };
    expect(sourcesOf(user('u', { raw }))).toEqual([`s3 | ${own}/0/PolicyDocument/Statement`]);
  });

  test('a text that stands elsewhere is told by its attachment', () => {
    expect(sourcesOf(user('u', { attached: [administrator] }))).toEqual([
      `* | aws.user ${arn.user('u')} /AttachedManagedPolicies/0`,
    ]);
  });

  test('a user that only the credential report shows may have anything', () => {
    expect(linesOf(arn.user('u'), reportRow('u', { keys: 1 }))).toEqual([
      {
        scope: account,
        service: '*',
        level: 'control',
        privileges: ['policy (all that it has)'],
        resources: ['*'],
        exceptResources: [],
        duration: 'unknown',
        conditions: [],
        sources: [{ record: 'aws.credential-report-row', id: arn.user('u') }],
      },
    ]);
  });

  test('lines stand in order of service, privileges, resources, end and conditions', () => {
    const unread = arn.policy('unread');
    const lines = linesOf(
      arn.user('u'),
      user('u', {
        attached: [unread],
        inline: [
          [
            allow('sqs:SendMessage', '*', mfa),
            allow('sqs:SendMessage', '*', ending(near)),
            allow('sqs:SendMessage', '*', network),
            get(b, mfa),
            get(a),
            allow('s3:GetObjectTagging'),
          ],
        ],
      }),
    );
    expect(lines.map((line) => `${line.duration} ${told(line)}`)).toEqual([
      `unknown control policy ${unread} on *`,
      `permanent read s3:GetObject on ${a}`,
      `permanent read s3:GetObject on ${b} if mfa: Bool aws:MultiFactorAuthPresent true`,
      'permanent read s3:GetObjectTagging on *',
      'permanent write sqs:SendMessage on * if mfa: Bool aws:MultiFactorAuthPresent true',
      'permanent write sqs:SendMessage on * if source-network: IpAddress aws:SourceIp 10.0.0.0/8',
      `time-bound write sqs:SendMessage on * until ${iso(near)}`,
    ]);
    expect(lines.find(({ duration }) => duration === 'unknown')!.sources).toEqual([
      { record: 'aws.user', id: arn.user('u') },
    ]);
  });
});
