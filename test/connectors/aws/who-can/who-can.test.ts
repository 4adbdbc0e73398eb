import { describe, expect, test } from 'vitest';
import type { AccessAnswer, AccessQuestion, AccessWay } from '../../../../src/model/access.ts';
import { InputError } from '../../../../src/model/input-error.ts';
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
  role,
  type Statement,
  trusting,
  trustingService,
  user,
  variable,
} from '../../../support/aws-sketch.ts';

const lambda = trustingService('lambda.amazonaws.com');
const object = 'arn:aws:s3:::logs/x';
const get = 's3:GetObject';

const wayText = ({
  privileges,
  resources,
  exceptResources,
  until,
  conditions,
  request,
  assumes,
}: AccessWay) =>
  [
    `${privileges.join(' ')} on ${resources.join(' ')}`,
    ...(exceptResources.length === 0 ? [] : [`except ${exceptResources.join(' ')}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...conditions.map(
      ({ class: kind, operator, key, values }) => `if ${kind} ${operator} ${key} ${values.join(' ')}`,
    ),
    ...request.map(({ key, values }) => `asking ${key} ${values.join(' ')}`),
    ...assumes.map((text) => `if ${text}`),
  ].join('; ');

/** Verdict, ways and obstacle of one identity. */
const told = (
  records: readonly SnapshotRecord[],
  id: string,
  question: AccessQuestion,
): readonly string[] => {
  const estate = estateOf(records);
  const index = estate.identities.findIndex((identity) => identity.id === id);
  const access = estate.whoCan!(question).identities.find(({ identity }) => identity === index)!;
  const { stoppedBy } = access;
  return [
    access.verdict,
    ...access.ways.map(wayText),
    ...(stoppedBy === undefined ? [] : [`${stoppedBy.kind} ${stoppedBy.name}`.trim()]),
  ];
};

const ask = (records: readonly SnapshotRecord[], question: AccessQuestion): AccessAnswer =>
  estateOf(records).whoCan!(question);

const onObject: AccessQuestion = { privilege: get, resource: object };
const ofRole = (...inline: readonly (readonly Statement[])[]) => [
  role('r', trusting({ AWS: arn.user('somebody') }), { inline }),
];

describe('one resource', () => {
  test.each<readonly [string, readonly (readonly Statement[])[], readonly string[]]>([
    ['an allow', [[allow(get)]], ['allowed', `${get} on ${object}`]],
    ['no allow', [[allow('s3:PutObject')]], ['denied', 'no-allow']],
    ['an allow that misses by one character', [[allow(get, 'arn:aws:s3:::log/*')]], ['denied', 'no-allow']],
    [
      'a deny in another policy wins',
      [[allow(get)], [deny('s3:*')]],
      ['denied', 'deny inline-1, statement 1'],
    ],
    [
      'a deny is named by its statement id',
      [[allow(get), { ...deny(get), Sid: 'NoReads' }]],
      ['denied', 'deny inline-0, NoReads'],
    ],
    [
      'a deny elsewhere stops nothing',
      [[allow(get), deny(get, 'arn:aws:s3:::b/*')]],
      ['allowed', `${get} on ${object}`],
    ],
    [
      'NotAction of another service',
      [[{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]],
      ['allowed', `${get} on ${object}`],
    ],
    [
      'NotAction of the service',
      [[{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
      ['denied', 'no-allow'],
    ],
    [
      'NotResource of another resource',
      [[{ Effect: 'Allow', Action: get, NotResource: 'arn:aws:s3:::b/*' }]],
      ['allowed', `${get} on ${object}`],
    ],
    [
      'NotResource of the resource',
      [[{ Effect: 'Allow', Action: get, NotResource: 'arn:aws:s3:::logs/*' }]],
      ['denied', 'no-allow'],
    ],
    [
      'a deny on all but the resource',
      [[allow('*'), { Effect: 'Deny', Action: '*', NotResource: object }]],
      ['allowed', `${get} on ${object}`],
    ],
    [
      'a source network is a condition',
      [[allow(get, '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })]],
      ['conditional', `${get} on ${object}; if source-network IpAddress aws:SourceIp 10.0.0.0/8`],
    ],
    [
      'a deny without MFA is a condition',
      [[allow(get), deny('*', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })]],
      ['conditional', `${get} on ${object}; if mfa Unless BoolIfExists aws:MultiFactorAuthPresent false`],
    ],
    [
      'an end is told',
      [[allow(get, '*', { DateLessThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } })]],
      ['allowed', `${get} on ${object}; until 2026-07-01T00:00:00.000Z`],
    ],
    [
      'what has ended is none',
      [[allow(get, '*', { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } })]],
      ['denied', 'no-allow'],
    ],
    [
      'what begins later is told as such',
      [[allow(get, '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } })]],
      [
        'conditional',
        `${get} on ${object}; if not-yet-valid DateGreaterThan aws:CurrentTime 2026-07-01T00:00:00Z`,
      ],
    ],
    [
      'two statements are two ways, the sure one first',
      [
        [allow(get, '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
        [allow(get, 'arn:aws:s3:::logs/*')],
      ],
      [
        'allowed',
        `${get} on ${object}`,
        `${get} on ${object}; if source-network IpAddress aws:SourceIp 10.0.0.0/8`,
      ],
    ],
    [
      'what only calls by a service have is none',
      [[allow(get, '*', { Bool: { 'aws:ViaAWSService': 'true' } })]],
      ['denied', 'no-allow'],
    ],
  ])('%s', (_, inline, expected) => {
    expect(told(ofRole(...inline), arn.role('r'), onObject)).toEqual(expected);
  });

  test('a tag of the identity decides', () => {
    const statement = allow(get, '*', { StringEquals: { 'aws:PrincipalTag/team': 'red' } });
    const records = [
      role('red', lambda, { inline: [[statement]], tags: { team: 'red' } }),
      role('blue', lambda, { inline: [[statement]], tags: { team: 'blue' } }),
    ];
    expect(told(records, arn.role('red'), onObject)[0]).toBe('allowed');
    expect(told(records, arn.role('blue'), onObject)).toEqual(['denied', 'no-allow']);
  });

  test('a name of the identity in the resource decides', () => {
    const inline = [[allow(get, `arn:aws:s3:::home/${variable('aws:username')}/*`)]];
    const records = [user('ann', { inline }), user('bob', { inline })];
    const question = { privilege: get, resource: 'arn:aws:s3:::home/ann/x' };
    expect(told(records, arn.user('ann'), question)[0]).toBe('allowed');
    expect(told(records, arn.user('bob'), question)[0]).toBe('denied');
    const any = { privilege: get, resource: 'arn:aws:s3:::home/a*' };
    expect(told(records, arn.user('ann'), any)[0]).toBe('allowed');
    expect(told(records, arn.user('bob'), any)[0]).toBe('denied');
  });

  test('a variable of a boundary has the value of the identity', () => {
    const records = [
      policy('limit', document(allow(get, `arn:aws:s3:::${variable("aws:PrincipalTag/team, 'b'")}/x`))),
      role('r', lambda, { inline: [[allow(get, 'arn:aws:s3:::?/x')]], boundary: arn.policy('limit') }),
      role('d', lambda, {
        inline: [[allow(get, 'arn:aws:s3:::?/x')]],
        boundary: arn.policy('limit'),
        tags: { team: 'red' },
      }),
    ];
    expect(told(records, arn.role('r'), { privilege: get })[0]).toBe('allowed');
    expect(told(records, arn.role('d'), { privilege: get })[0]).toBe('denied');
  });

  test('a boundary stops, and is named', () => {
    const records = [
      policy('limit', document(allow('s3:*', 'arn:aws:s3:::b/*'))),
      role('r', lambda, { inline: [[allow(get)]], boundary: arn.policy('limit') }),
    ];
    expect(told(records, arn.role('r'), onObject)).toEqual([
      'denied',
      `permissions-boundary ${arn.policy('limit')}`,
    ]);
  });

  test('a boundary that was not read is an assumption', () => {
    const records = [role('r', lambda, { inline: [[allow(get)]], boundary: arn.policy('unread') })];
    expect(told(records, arn.role('r'), onObject)).toEqual([
      'conditional',
      `${get} on ${object}; if permissions boundary ${arn.policy('unread')}, which is not in the snapshot, allows it`,
    ]);
  });

  test('a service control policy stops roles and users, but no service-linked role', () => {
    const inline = [[allow(get)]];
    const records = [
      ...organization([account], { scps: [document(allow('*')), document(deny('s3:*'))] }),
      role('r', lambda, { inline }),
      role('AWSServiceRoleForX', trustingService('x.amazonaws.com'), {
        inline,
        path: '/aws-service-role/x.amazonaws.com/',
      }),
    ];
    expect(told(records, arn.role('r'), onObject)).toEqual(['denied', 'service-control-policy r-root']);
    const linked = `arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;
    expect(told(records, linked, onObject)[0]).toBe('allowed');
  });

  test('a resource control policy stops', () => {
    const records = [
      ...organization([account], { rcps: [document(allow('*')), document(deny('s3:GetObject'))] }),
      role('r', lambda, { inline: [[allow(get)]] }),
    ];
    expect(told(records, arn.role('r'), onObject)).toEqual(['denied', 'resource-control-policy r-root']);
  });

  test('a group allows, and is named with the statement', () => {
    const records = [
      policy('p', document({ ...allow(get), Sid: 'Reads' })),
      group('readers', { attached: [arn.policy('p')] }),
      user('u', { groups: ['readers'] }),
    ];
    expect(ask(records, onObject).identities[0]!.ways[0]!.allowedBy).toEqual([
      {
        policy: 'p',
        via: 'group readers',
        statement: 0,
        id: 'Reads',
        source: {
          record: 'aws.policy',
          id: arn.policy('p'),
          pointer: '/PolicyVersionList/0/Document/Statement/0',
        },
      },
    ]);
  });

  test('a policy whose text nobody has leaves it unknown, unless another one allows it', () => {
    const unread = arn.policy('unread');
    expect(told([role('r', lambda, { attached: [unread] })], arn.role('r'), onObject)).toEqual(['unknown']);
    const records = [role('r', lambda, { attached: [unread, administrator] })];
    expect(told(records, arn.role('r'), onObject)[0]).toBe('allowed');
  });
});

describe('across accounts', () => {
  const queue = `arn:aws:sqs:eu-central-1:${other}:orders`;
  test('a resource of another account must let the account in', () => {
    const records = [
      role('here', lambda, { inline: [[allow('sqs:SendMessage', queue)]] }),
      role('there', lambda, { account: other, inline: [[allow('sqs:*')]] }),
    ];
    const question = { privilege: 'sqs:SendMessage', resource: queue };
    const needed = `if a policy of the resource, which is not in the snapshot, lets account ${account} in`;
    expect(told(records, arn.role('here'), question)).toEqual([
      'conditional',
      `sqs:SendMessage on ${queue}; ${needed}`,
    ]);
    expect(told(records, arn.role('there', other), question)[0]).toBe('allowed');
    expect(told(records, arn.role('here'), { privilege: 'sqs:SendMessage' })).toEqual([
      'conditional',
      `sqs:SendMessage on ${queue}; ${needed}`,
    ]);
  });

  test('resources of IAM are closed to other accounts', () => {
    const records = [role('r', lambda, { inline: [[allow('iam:*')]] })];
    const question = { privilege: 'iam:PassRole', resource: arn.role('x', other) };
    expect(told(records, arn.role('r'), question)).toEqual(['denied', `other-account ${other}`]);
  });

  test('a role is assumed by the consent of both sides', () => {
    const assume = allow('sts:AssumeRole');
    const records = [
      role('target', trusting({ AWS: arn.root(other) }, { StringEquals: { 'sts:ExternalId': 'secret' } })),
      role('caller', lambda, { account: other, inline: [[assume]] }),
      role('silent', lambda, { account: other }),
      role('stranger', lambda, { inline: [[assume]] }),
    ];
    const question = { privilege: 'sts:AssumeRole', resource: arn.role('target') };
    const caller = told(records, arn.role('caller', other), question);
    expect(caller.join()).not.toContain('secret');
    expect(caller[0]).toBe('conditional');
    expect(caller[1]).toContain('if external-id StringEquals sts:ExternalId …');
    expect(told(records, arn.role('silent', other), question)[0]).toBe('denied');
    expect(told(records, arn.role('stranger'), question)).toEqual([
      'denied',
      `trust-policy ${arn.role('target')}`,
    ]);
  });

  test('a caller that the trust policy names in its own account needs no permission', () => {
    const records = [
      role('target', trusting({ AWS: arn.role('caller') })),
      role('caller', lambda),
      role('other', lambda),
    ];
    const answer = ask(records, { privilege: 'sts:AssumeRole', resource: arn.role('target') });
    const verdicts = answer.identities.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['allowed', 'denied', 'denied']);
    expect(answer.identities[0]!.ways[0]!.allowedBy.map(({ policy: name }) => name)).toEqual([
      'trust policy of target',
    ]);
  });

  test('without a role the trust policy stays open', () => {
    expect(told(ofRole([allow('sts:AssumeRole')]), arn.role('r'), { privilege: 'sts:AssumeRole' })).toEqual([
      'conditional',
      "sts:AssumeRole on *; if the role's trust policy lets it in",
    ]);
  });
});

describe('any resource, and patterns', () => {
  test.each<readonly [string, string | undefined, readonly (readonly Statement[])[], readonly string[]]>([
    [
      'the resources are told',
      undefined,
      [[allow(get, ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'])]],
      ['allowed', `${get} on arn:aws:s3:::a/* arn:aws:s3:::b/*`],
    ],
    [
      'and what is taken out of them',
      undefined,
      [[allow(get), deny(get, 'arn:aws:s3:::secret/*')]],
      ['allowed', `${get} on *; except arn:aws:s3:::secret/*`],
    ],
    [
      'a pattern within what is held is told as asked',
      'arn:aws:s3:::logs/*',
      [[allow(get)]],
      ['allowed', `${get} on arn:aws:s3:::logs/*`],
    ],
    [
      'what is held within a pattern is told as held',
      'arn:aws:s3:::*',
      [[allow(get, 'arn:aws:s3:::a/*')]],
      ['allowed', `${get} on arn:aws:s3:::a/*`],
    ],
    [
      'a pattern beside what is held',
      'arn:aws:s3:::b/*',
      [[allow(get, 'arn:aws:s3:::a/*')]],
      ['denied', 'no-allow'],
    ],
    [
      'a pattern that a deny takes whole',
      'arn:aws:s3:::b/*',
      [[allow(get), deny('s3:*', 'arn:aws:s3:::b/*')]],
      ['denied', 'deny inline-0, statement 2'],
    ],
    [
      'patterns that overlap in part',
      'arn:aws:s3:::*/b',
      [[allow(get, 'arn:aws:s3:::a/*')]],
      ['allowed', `${get} on arn:aws:s3:::a/*`],
    ],
    ['everything, by the star', '*', [[allow(get)]], ['allowed', `${get} on *`]],
  ])('%s', (_, resource, inline, expected) => {
    const question = { privilege: get, ...(resource === undefined ? {} : { resource }) };
    expect(told(ofRole(...inline), arn.role('r'), question)).toEqual(expected);
  });

  test('a boundary narrows the resources', () => {
    const records = [
      policy('limit', document(allow('s3:*', 'arn:aws:s3:::b/*'))),
      role('r', lambda, { inline: [[allow(get)]], boundary: arn.policy('limit') }),
    ];
    expect(told(records, arn.role('r'), { privilege: get })).toEqual([
      'allowed',
      `${get} on arn:aws:s3:::b/*`,
    ]);
  });

  test('what the caller puts into its request is told beside', () => {
    const inline = [
      allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    ];
    expect(told(ofRole(inline), arn.role('r'), { privilege: 'iam:PassRole' })).toEqual([
      'allowed',
      'iam:PassRole on *; asking iam:PassedToService ec2.amazonaws.com',
    ]);
  });
});

describe('actions', () => {
  test('any that matches, with the names', () => {
    const statements = [allow(['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject'], 'arn:aws:s3:::a/*')];
    expect(told(ofRole(statements), arn.role('r'), { privilege: 'S3:getobject*' })).toEqual([
      'allowed',
      's3:GetObject s3:GetObjectTagging on arn:aws:s3:::a/*',
    ]);
  });

  test('an action that knows no resource is asked for any, and a note says so', () => {
    const answer = ask(ofRole([allow('s3:ListAllMyBuckets')]), {
      privilege: 's3:ListAllMyBuckets',
      resource: 'arn:aws:s3:::a',
    });
    expect(answer.identities[0]!.verdict).toBe('allowed');
    expect(answer.notes[0]).toMatch(/s3:ListAllMyBuckets knows no kind of resource/);
  });

  test.each<readonly [string, AccessQuestion, RegExp]>([
    ['an unknown action', { privilege: 's3:GetObjct' }, /s3:GetObject\n/],
    ['a service alone', { privilege: 's3' }, /s3:/],
    ['an action of another service', { privilege: 'ec2:GetObject' }, /s3:GetObject/],
    ['a pattern that nothing matches', { privilege: 's3:Fetch*' }, /s3:Get\*/],
    ['everything at once', { privilege: '*:*' }, /Name a service/],
    ['a resource that is no ARN', { privilege: get, resource: 'logs/x' }, /Give an ARN/],
    ['an ARN without a resource', { privilege: get, resource: 'arn:aws:s3:::' }, /Give an ARN/],
    [
      'a policy variable',
      { privilege: get, resource: `arn:aws:s3:::${variable('aws:username')}` },
      /Give an ARN/,
    ],
    ['a resource of another service', { privilege: get, resource: arn.role('r') }, /--on/],
  ])('%s is refused, with what to give', (_, question, remedy) => {
    const asking = () => ask(ofRole([allow('*')]), question);
    expect(asking).toThrow(InputError);
    try {
      asking();
    } catch (error) {
      expect((error as InputError).remedy).toMatch(remedy);
    }
  });
});

describe('beside the identities', () => {
  test('control of the account is enough, unless its organisation forbids it', () => {
    const records = [role('r', lambda)];
    expect(ask(records, onObject).scopes).toEqual([0]);
    const guarded = [...organization([account], { scps: [document(allow('*'), deny('s3:*'))] }), ...records];
    expect(ask(guarded, onObject).scopes).toEqual([]);
    expect(
      ask(records, { privilege: 'sqs:SendMessage', resource: `arn:aws:sqs:x:${other}:q` }).scopes,
    ).toEqual([]);
  });

  test('the notes say what was not read', () => {
    const notes = (question: AccessQuestion, ...more: readonly SnapshotRecord[]) =>
      ask([role('r', lambda), ...more], question).notes.join('\n');
    expect(notes(onObject)).toMatch(/Policies of resources/);
    expect(notes(onObject)).toMatch(/organisation/);
    expect(notes(onObject, ...organization([account], {}))).not.toMatch(/organisation/);
    expect(notes({ privilege: 'iam:CreateUser' })).not.toMatch(/Policies of resources/);
    expect(notes({ privilege: 'kms:Decrypt' })).toMatch(/key policy/);
  });
});

describe('a deny outside of one region', () => {
  const records = [
    user('dev', {
      inline: [
        [
          allow('*'),
          {
            Effect: 'Deny',
            NotAction: ['iam:*', 'sts:*'],
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
          },
        ],
      ],
    }),
  ];
  const on = (region: string) => `arn:aws:ec2:${region}:${account}:instance/*`;
  const asking = 'asking aws:RequestedRegion eu-central-1';
  test.each([
    ['ec2:RunInstances', on('eu-central-1'), true, false],
    ['ec2:RunInstances', on('us-east-1'), false, false],
    ['ec2:RunInstances', undefined, true, true],
    ['s3:GetObject', 'arn:aws:s3:::logs/x', true, true],
    ['iam:CreateUser', undefined, true, false],
  ] as const)('%s on %s', (action, resource, may, asks) => {
    const said = told(records, arn.user('dev'), {
      privilege: action,
      ...(resource === undefined ? {} : { resource }),
    });
    expect([said[0] === 'allowed', said.some((line) => line.includes(asking))]).toEqual([may, asks]);
  });
});
