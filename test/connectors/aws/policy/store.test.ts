import { describe, expect, test } from 'vitest';
import {
  actionsOf,
  awsServices,
  compileActions,
  hasBit,
  sharesOf,
} from '../../../../connectors/aws/policy/actions.ts';
import { permissionsOf } from '../../../../connectors/aws/policy/resource-policy.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { writtenDocument } from '../../../../connectors/aws/policy/written.ts';

const read = (raw: unknown) => createPolicyStore().read(raw);
const of = (...statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const plain = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } as const;

describe('what could not be read', () => {
  const long = `arn:aws:s3:::${'a*'.repeat(70)}`;
  test.each<readonly [string, unknown, readonly string[]]>([
    ['nothing', of(plain), []],
    ['a document that is a list', [plain], ['the document is not a JSON object']],
    ['a document that is text', 'nonsense', ['the document is not a JSON object']],
    ['a document without statements', {}, ['the document has no statement that can be read']],
    ['a document of an empty list', of(), ['the document has no statement that can be read']],
    ['a document of nothing', { Statement: null }, ['the document has no statement that can be read']],
    ['a statement that is text', of('x', plain), ['statement 0 is not an object']],
    ['a statement that is a list', of(plain, [plain]), ['statement 1 is not an object']],
    ['an element that nobody knows', of({ ...plain, Resources: '*' }), ['statement 0 has unknown elements']],
    ['elements in another case', of({ effect: 'Allow', ACTION: 's3:GetObject', resource: '*' }), []],
    [
      'no effect',
      of({ Action: 's3:*', Resource: '*' }, plain),
      ['statement 0 has no Effect of Allow or Deny'],
    ],
    [
      'an effect in another case',
      of({ ...plain, Effect: 'allow' }, plain),
      ['statement 0 has no Effect of Allow or Deny'],
    ],
    ['no action', of({ Effect: 'Allow', Resource: '*' }), ['statement 0 names no action']],
    ['not an action', of({ Effect: 'Allow', NotAction: [], Resource: '*' }), []],
    ['a condition that is text', of({ ...plain, Condition: 'x' }), ['Condition is not an object']],
    [
      'an operator that nobody knows',
      of({ ...plain, Condition: { StringIs: { a: 'b' } } }),
      ['statement 0 has the unknown condition operator StringIs'],
    ],
    [
      'an operator that is too long',
      of({ ...plain, Condition: { ['x'.repeat(100)]: { a: 'b' } } }),
      [`statement 0 has the unknown condition operator ${'x'.repeat(64)}`],
    ],
    [
      'operators in other forms',
      of({ ...plain, Condition: { 'ForAllValues:StringLikeIfExists': { a: 'b' }, null: { c: 'true' } } }),
      [],
    ],
    ['a block that is text', of({ ...plain, Condition: { StringLike: 'x' } }), []],
    ['a pattern', of({ ...plain, Resource: long }), ['statement 0 has 1 pattern too complex to judge']],
    [
      'two patterns',
      of({ ...plain, Resource: [long, `${long}b`, '*'] }),
      ['statement 0 has 2 patterns too complex to judge'],
    ],
    [
      'a pattern of a condition',
      of({ ...plain, Condition: { StringLike: { 'aws:arn': long } } }),
      ['aws:arn of statement 0 has 1 pattern too complex to judge'],
    ],
    [
      'an ARN of a condition',
      of({ ...plain, Condition: { ArnEquals: { 'aws:arn': long } } }),
      ['aws:arn of statement 0 has 1 pattern too complex to judge'],
    ],
    [
      'a text of a condition, which is no pattern',
      of({ ...plain, Condition: { StringEquals: { 'aws:arn': long } } }),
      [],
    ],
  ])('%s', (_, raw, problems) => {
    expect(read(raw).problems).toEqual(problems);
  });

  test('leaves what could be', () => {
    const { statements } = read(of(plain, 'x', { ...plain, Effect: 'Deny', Sid: 'No' }));
    expect(statements.map(({ allow, index, sid }) => [allow, index, sid])).toEqual([
      [true, 0, undefined],
      [false, 2, 'No'],
    ]);
  });

  test('a pattern too complex to judge is its beginning, and may go on with anything', () => {
    const { statements } = read({ Statement: { ...plain, Resource: long } });
    expect(statements[0]).toMatchObject({ variables: true });
    expect(statements[0]!.resources[0]).toMatchObject({
      text: 'arn:aws:s3:::a${nhi-audit:too-complex}',
      variable: true,
    });
  });
});

describe('a statement', () => {
  const statement = (part: object) => read(of({ ...plain, ...part })).statements[0]!;
  test.each<readonly [string, unknown, readonly string[]]>([
    ['a text', 'a', ['a']],
    ['a list', ['a', 'b'], ['a', 'b']],
    ['what is not text', ['a', 1, true, null, { b: 1 }, ['c']], ['a', '1', 'true']],
    ['a number', 5, ['5']],
    ['an object', { a: 1 }, []],
    ['nothing', null, []],
    ['an ARN cut short', 'arn:aws:s3', ['arn:aws:s3:*:*:*']],
    ['an ARN cut short at a star', 'arn:aws:s3*', ['arn:aws:s3*']],
    ['a whole ARN', 'arn:aws:sqs:a:b:c', ['arn:aws:sqs:a:b:c']],
    ['an ARN with more', 'arn:aws:s3:::a:b', ['arn:aws:s3:::a:b']],
    ['an ARN with a colon in a variable', 'arn:aws:sqs:${aws:a}:b', ['arn:aws:sqs:${aws:a}:b:*']],
    ['what is no ARN', 'an:arn', ['an:arn']],
  ])('has the resources of %s', (_, Resource, texts) => {
    expect(statement({ Resource }).resources.map(({ text }) => text)).toEqual(texts);
  });

  test('NotAction and NotResource count where the others are not', () => {
    const { Action: _, Resource: __, ...effect } = plain;
    const both = read(of({ ...effect, NotAction: 's3:*', NotResource: 'x' })).statements[0]!;
    expect([both.actions.not, both.actions.patterns, both.notResource]).toEqual([true, ['s3:*'], true]);
    const neither = statement({ NotAction: 'iam:*', NotResource: 'x' });
    expect([neither.actions.not, neither.actions.patterns, neither.notResource]).toEqual([
      false,
      ['s3:GetObject'],
      false,
    ]);
  });

  test.each<readonly [string, object, object | undefined]>([
    ['nobody', {}, undefined],
    ['everyone', { Principal: '*' }, { everyone: true, aws: [], not: false }],
    ['everyone, as AWS', { Principal: { AWS: ['*', 'a'] } }, { everyone: true, aws: ['a'], not: false }],
    [
      'somebody',
      { Principal: { AWS: 'a', Service: ['s'], Federated: 'f', CanonicalUser: 'c' } },
      { everyone: false, aws: ['a'], service: ['s'], federated: ['f'], canonicalUser: ['c'] },
    ],
    [
      'a text',
      { Principal: 'a' },
      { everyone: false, aws: [], service: [], federated: [], canonicalUser: [] },
    ],
    ['all but somebody', { NotPrincipal: { AWS: 'a' } }, { everyone: false, aws: ['a'], not: true }],
    [
      'all but somebody, and others',
      { NotPrincipal: { AWS: 'a' }, Principal: '*' },
      { not: true, everyone: false },
    ],
  ])('names %s', (_, part, principals) => {
    const found = statement(part).principals;
    if (principals === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(principals);
  });

  test.each([
    ['StringLike', 'stringlike', undefined, false],
    ['StringLikeIfExists', 'stringlike', undefined, true],
    ['ForAnyValue:StringLike', 'stringlike', 'any', false],
    ['forallvalues:stringlikeifexists', 'stringlike', 'all', true],
    ['Null', 'null', undefined, false],
    ['Nonsense', 'unreadable', undefined, false],
  ] as const)('asks by %s', (written, operator, quantifier, ifExists) => {
    expect(statement({ Condition: { [written]: { 'Aws:Key': ['b', 'c'] } } }).conditions).toEqual([
      { written, operator, quantifier, ifExists, key: 'aws:key', keyWritten: 'Aws:Key', values: ['b', 'c'] },
    ]);
  });

  test('asks what nobody can read, where its condition is no object', () => {
    expect(statement({ Condition: [] }).conditions).toMatchObject([
      { operator: 'unreadable', key: '', values: [] },
    ]);
  });

  test('has variables in the new version only', () => {
    expect([
      read(of(plain)).variables,
      read({ Statement: plain }).variables,
      read({ Version: '2008-10-17', Statement: plain }).variables,
    ]).toEqual([true, false, false]);
    expect(read({ Statement: plain }).statements[0]!.variables).toBe(false);
  });

  test('matches what its pattern says, when it is asked', () => {
    const [pattern] = statement({ Resource: 'arn:aws:s3:::a*' }).resources;
    expect(
      ['arn:aws:s3:::ab', 'arn:aws:s3:::b', 'arn:aws:s3:::a'].map((text) => pattern!.matches(text)),
    ).toEqual([true, false, true]);
  });
});

test.each(['s3', 'iam', 'ec2', 'lambda'])('every action of %s has its number, by its name alone', (name) => {
  const service = awsServices().indexOf(name);
  const { first, end, nameOf, levelOf } = actionsOf(service);
  const ids = Array.from({ length: end - first }, (_, at) => first + at);
  const names = ids.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  for (const [at, id] of ids.entries()) {
    expect(names[at]).toMatch(new RegExp(`^${name}:[A-Za-z0-9]+$`));
    const { bits, shares, unknown } = compileActions([names[at]!], false);
    expect(ids.filter((other) => hasBit(bits, other))).toEqual([id]);
    expect(shares).toMatchObject([{ service, level: levelOf(id), full: false }]);
    expect(unknown).toEqual([]);
  }
});

test.each([
  ['s3:ListAllMyBuckets', 's3:ListAllMyBuckets', 1, true],
  ['s3:GetObject', 's3:GetObject', 2, false],
  ['iam:PassRole', 'iam:PassRole', 3, false],
  ['ec2:DescribeInstances', 'ec2:DescribeInstances', 1, true],
  ['sts:GetCallerIdentity', 'sts:GetCallerIdentity', 2, true],
])('%s: level, and whether it is about single resources', (action, name, level, anyResource) => {
  const service = awsServices().indexOf(name.slice(0, name.indexOf(':')));
  const { first, end, nameOf, levelOf, anyResourceOnly } = actionsOf(service);
  const id = Array.from({ length: end - first }, (_, at) => first + at).find(
    (each) => nameOf(each) === action,
  )!;
  expect([levelOf(id), anyResourceOnly(id)]).toEqual([level, anyResource]);
  expect(compileActions([name], false).shares).toEqual([
    { service, level, levelOnResources: anyResource ? 0 : level, full: false },
  ]);
});

describe('a store', () => {
  test('keeps what says the same once, and numbers it when it is asked to', () => {
    const store = createPolicyStore();
    const first = store.read(of(plain));
    expect(store.documents).toEqual([]);
    expect(first.statements[0]!.document).toBe(-1);
    expect([
      store.intern(of(plain)),
      store.intern(JSON.stringify(of(plain))),
      store.intern(of({ ...plain, Sid: 'a' })),
    ]).toEqual([0, 1, 2]);
    expect(store.read(of(plain))).toBe(first);
    expect([store.indexOf(first), first.statements[0]!.document]).toEqual([0, 0]);
    expect(store.documents).toHaveLength(3);
  });

  test('tells apart what begins alike, however much of it there is', () => {
    const store = createPolicyStore();
    const indices = Array.from({ length: 20 }, (_, n) => store.intern(of({ ...plain, Action: `s3:a${n}` })));
    expect(indices).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(Array.from({ length: 20 }, (_, n) => store.intern(of({ ...plain, Action: `s3:a${n}` })))).toEqual(
      indices,
    );
  });

  test('tells lists of actions apart by all that they name', () => {
    const { statements } = read(
      of({ ...plain, Action: ['a:b', 'c:d'] }, { ...plain, Action: ['a:b', 'c:e'] }),
    );
    expect(statements.map(({ actions }) => actions.patterns)).toEqual([
      ['a:b', 'c:d'],
      ['a:b', 'c:e'],
    ]);
  });

  test('reads text, and text that is encoded', () => {
    const text = JSON.stringify(of(plain));
    const each = [text, encodeURIComponent(text), ` ${text}`].map((raw) => read(raw).statements.length);
    expect(each).toEqual([1, 1, 1]);
  });

  test('compiles a list of actions once, and NotAction apart', () => {
    const { statements } = read(
      of(
        { ...plain, Action: ['a:b', 'c:d'] },
        { ...plain, Action: ['a:b', 'c:d'] },
        { Effect: 'Allow', NotAction: ['a:b', 'c:d'], Resource: '*' },
      ),
    );
    expect(statements[0]!.actions).toBe(statements[1]!.actions);
    expect(statements[2]!.actions).not.toBe(statements[0]!.actions);
  });

  test('makes a document of statements of others', () => {
    const store = createPolicyStore();
    const old = store.read({ Statement: [plain, { ...plain, Sid: 'b' }] });
    const index = store.add([old.statements[1]!, old.statements[0]!]);
    const { statements, ...made } = store.documents[index]!;
    expect(made).toMatchObject({ single: false, variables: false, problems: [] });
    expect(statements.map(({ sid, index: at, document }) => [sid, at, document])).toEqual([
      ['b', 0, index],
      [undefined, 1, index],
    ]);
    expect(store.documents[store.add(store.read(of(plain)).statements)]!.variables).toBe(true);
  });

  test.each([
    [plain, true],
    [[plain], false],
  ])('%j stands alone: %j', (Statement, single) => {
    expect(read({ Statement }).single).toBe(single);
  });
});

describe('a document as AWS takes it', () => {
  test.each<readonly [string, object]>([
    ['one of each', of({ Sid: 'a', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })],
    ['several', of({ Effect: 'Deny', NotAction: ['a:b', 'c:d'], NotResource: ['x', 'y'] })],
    [
      'principals',
      of({
        Effect: 'Allow',
        Principal: { AWS: ['a', 'b'], Service: 's', Federated: 'f', CanonicalUser: 'c' },
        Action: 'sts:AssumeRole',
      }),
    ],
    ['all but principals', of({ Effect: 'Deny', NotPrincipal: { AWS: 'a' }, Action: 's3:*', Resource: '*' })],
    [
      'conditions',
      of({ ...plain, Condition: { StringLike: { 'aws:A': 'x', b: ['y', 'z'] }, Bool: { c: 'true' } } }),
    ],
    ['the old version', { Version: '2008-10-17', Statement: [plain] }],
  ])('is what was read: %s', (_, raw) => {
    expect(writtenDocument(read(raw))).toEqual(raw);
  });

  test('everyone is written out, and what others agreed on is not', () => {
    expect(
      writtenDocument(
        read(
          of({
            Effect: 'Allow',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'secret', a: 'b' } },
          }),
        ),
      ),
    ).toEqual(
      of({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'EXTERNAL_ID', a: 'b' } },
      }),
    );
  });

  test('is none where something could not be read', () => {
    const store = createPolicyStore();
    const nothing = store.documents[store.add([])]!;
    expect([read(of(plain, 'x')), read({}), nothing].map(writtenDocument)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test('what a resource’s policy allows, as policies of an identity', () => {
  const key = 'arn:aws:kms:us-east-1:1:key/k';
  const policy = of(
    { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', Condition: {} },
    { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', NotAction: 'kms:Decrypt', Resource: [`${key}/x`, 'other', 7] },
    'nonsense',
    { Effect: 'Allow', Action: 'kms:Encrypt' },
  );
  const as = (part: object) => of({ Effect: 'Allow', ...part });
  expect(permissionsOf(key, policy)).toEqual([
    [0, as({ Action: 'kms:*', Resource: [key] })],
    [2, as({ NotAction: 'kms:Decrypt', Resource: [`${key}/x`] })],
    [4, as({ Action: 'kms:Encrypt', Resource: [key] })],
  ]);
  expect(permissionsOf(key, { Statement: { Effect: 'Allow', Action: 'a' } })).toHaveLength(1);
  expect([permissionsOf(key, 'x'), permissionsOf(key, null), permissionsOf(key, [])]).toEqual([[], [], []]);
});

describe('actions', () => {
  const told = (patterns: readonly string[], not = false) => {
    const { shares, everything, unknown } = compileActions(patterns, not);
    const services = awsServices();
    return [
      shares.length > 3
        ? `${shares.length === services.length ? 'all' : shares.length === services.length - 1 ? 'all but one' : 'many'}`
        : shares
            .map(
              ({ service, level, levelOnResources, full }) =>
                `${services[service]} ${level}/${levelOnResources}${full ? ' full' : ''}`,
            )
            .join(', '),
      everything ? 'everything' : '',
      unknown.join(' '),
    ];
  };
  test.each([
    [['*'], false, ['all', 'everything', '']],
    [['*:*'], false, ['all', 'everything', '']],
    [[], false, ['', '', '']],
    [[], true, ['all', 'everything', '']],
    [['*'], true, ['', '', '']],
    [['*:*'], true, ['', '', '']],
    [['sqs:*'], false, ['sqs 4/4 full', '', '']],
    [['SQS:sendmessage'], false, ['sqs 3/3', '', '']],
    [['sqs:*'], true, ['all but one', '', '']],
    [['sqs:ListQueues'], false, ['sqs 2/0', '', '']],
    [['s3:ListAllMyBuckets', 's3:GetObject'], false, ['s3 2/2', '', '']],
    [
      ['sqs:Send*', 'sqs:Nonsense', 'none:*', 'none:x', 'plain', 'pl*in'],
      false,
      ['sqs 3/3', '', 'sqs:nonsense none:* none:x plain pl*in'],
    ],
    [['sqs:No*sense'], true, ['all', '', '']],
    [['sq?:SendMessage'], false, ['sqs 3/3', '', '']],
  ] as const)('%j, not: %j', (patterns, not, expected) => {
    expect(told(patterns, not)).toEqual(expected);
  });

  test.each([
    [['s3:Get*'], false, 's3:getobject', true],
    [['s3:Get*'], false, 's3:putobject', false],
    [['s3:Get*'], false, 's3:gettomorrow', true],
    [['s3:Get*'], true, 's3:gettomorrow', false],
    [['s3:Get*'], true, 's3:putobject', true],
    [['s3:Get*'], true, 'new:thing', true],
    [['Get*'], false, 'getobject', true],
    [['*Object'], false, 's3:getobject', true],
    [['*Object', 's3:ListBucket'], false, 's3:listbucket', true],
    [['*'], false, 'new:thing', true],
    [['*'], true, 's3:getobject', false],
  ] as const)('%j, not: %j, includes %s: %j', (patterns, not, name, expected) => {
    const set = compileActions(patterns, not);
    expect([set.includes(name), set.includes(name)]).toEqual([expected, expected]);
  });

  test('of bits every service once, and the same as by names', () => {
    for (const service of ['iam', 's3', 'ec2', awsServices()[0]!, awsServices().at(-1)!]) {
      const { bits } = compileActions([`${service}:*`], false);
      expect(sharesOf(bits).map((share) => [awsServices()[share.service], share.full])).toEqual([
        [service, true],
      ]);
    }
  });

  test('a pattern of services is all that fit it', () => {
    const services = compileActions(['s?s:*'], false).shares.map(({ service }) => awsServices()[service]);
    expect(services).toEqual(awsServices().filter((name) => /^s.s$/.test(name)));
  });

  test('two sets are never one', () => {
    expect(compileActions(['a:b'], false).id).not.toBe(compileActions(['a:b'], false).id);
  });
});
