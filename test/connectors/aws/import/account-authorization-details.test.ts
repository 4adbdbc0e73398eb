import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountAuthorizationDetails as format } from '../../../../connectors/aws/import/account-authorization-details.ts';
import { openSourceFile } from '../../../../src/exports/source-file.ts';
import { sourceOf } from '../../../exports/bytes-source.ts';
import { inputErrorOf, type Reading, readWith } from '../../../exports/reading.ts';
import { givenLawRuns } from '../../../support/law-runs.ts';
import { recognises } from '../../../support/providers.ts';

const account = '111111111111';
const arn = (rest: string, of = account): string => `arn:aws:iam::${of}:${rest}`;
const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const user = {
  UserName: 'ci',
  Arn: arn('user/ci'),
  CreateDate: '2024-01-02T03:04:05+00:00',
  GroupList: ['builders'],
  UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy }],
  AttachedManagedPolicies: [{ PolicyName: 'deploy', PolicyArn: arn('policy/deploy') }],
  Tags: [{ Key: 'owner', Value: 'Müller 🦉' }],
};
const group = { GroupName: 'builders', Arn: arn('group/builders'), GroupPolicyList: [] };
const role = {
  RoleName: 'app',
  Arn: arn('role/app'),
  AssumeRolePolicyDocument: policy,
  AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  RoleLastUsed: { LastUsedDate: '2025-01-02 03:04:05+00:00', Region: 'eu-west-1' },
};
const deploy = {
  PolicyName: 'deploy',
  Arn: arn('policy/deploy'),
  DefaultVersionId: 'v1',
  IsAttachable: true,
  PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policy }],
};
const readOnly = { ...deploy, PolicyName: 'ReadOnlyAccess', Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
const details = {
  UserDetailList: [user],
  GroupDetailList: [group],
  RoleDetailList: [role],
  Policies: [deploy, readOnly],
};

const read = (content: unknown, options: { readonly name?: string; readonly chunk?: number } = {}): Reading =>
  readWith(format, sourceOf(typeof content === 'string' ? content : JSON.stringify(content), options));

const dataOf = (reading: Reading, id: string): unknown => reading.records.find((one) => one.id === id)?.data;

/** The same export of another account. */
const of = (other: string) =>
  JSON.parse(JSON.stringify(details).replaceAll(account, other)) as typeof details;

describe('an export of one account', () => {
  test('gives its entities, with the account from the ARNs', () => {
    const { records } = read(details);
    expect(records.map(({ record, scope, id }) => [record, scope, id])).toEqual([
      ['aws.group', account, group.Arn],
      ['aws.policy', account, deploy.Arn],
      ['aws.policy', account, readOnly.Arn],
      ['aws.role', account, role.Arn],
      ['aws.user', account, user.Arn],
    ]);
  });

  test('keeps the fields of the schema, with times in one form', () => {
    const { records } = read(details);
    expect(records.find(({ id }) => id === user.Arn)?.data).toEqual({
      ...user,
      CreateDate: '2024-01-02T03:04:05.000Z',
    });
    expect(records.find(({ id }) => id === role.Arn)?.data).toMatchObject({
      RoleLastUsed: { LastUsedDate: '2025-01-02T03:04:05.000Z', Region: 'eu-west-1' },
    });
    expect(records.find(({ id }) => id === deploy.Arn)?.data).not.toHaveProperty('IsAttachable');
  });

  test('is complete', () => {
    expect(read(details).coverage).toEqual([
      {
        connector: 'aws',
        scope: account,
        source: 'iam:GetAccountAuthorizationDetails',
        status: 'complete',
        detail: '',
        gives: ['inventory', 'grants', 'trusts', 'owners', 'identity-use'],
      },
    ]);
  });

  test('tells last use when roles have the field, also an empty one, and does not without it', () => {
    const withUse = (RoleLastUsed: unknown) =>
      read({ ...details, RoleDetailList: [{ ...role, RoleLastUsed }] });
    expect(withUse({}).coverage[0]!.gives).toContain('identity-use');
    expect(withUse(undefined).coverage[0]!.gives).not.toContain('identity-use');
  });

  test.each([
    ['JSON text', JSON.stringify(policy), policy],
    ['URL-encoded JSON', encodeURIComponent(JSON.stringify(policy)), policy],
    ['an object', policy, policy],
    ['text that is no JSON', 'not a policy', 'not a policy'],
    ['text that ends in half an escape', '%7B%2', '%7B%2'],
    ['JSON that is no object', '"7"', '"7"'],
    [
      'text that would exhaust the stack',
      '['.repeat(50_000) + ']'.repeat(50_000),
      '['.repeat(50_000) + ']'.repeat(50_000),
    ],
  ])('reads a policy document given as %s', (_, given, expected) => {
    const reading = read({
      UserDetailList: [{ ...user, UserPolicyList: [{ PolicyName: 'own', PolicyDocument: given }] }],
      GroupDetailList: [{ ...group, GroupPolicyList: [{ PolicyName: 'own', PolicyDocument: given }] }],
      RoleDetailList: [
        {
          ...role,
          AssumeRolePolicyDocument: given,
          RolePolicyList: [{ PolicyName: 'own', PolicyDocument: given }],
        },
      ],
      Policies: [{ ...deploy, PolicyVersionList: [{ VersionId: 'v1', Document: given }] }, readOnly],
    });
    expect(dataOf(reading, user.Arn)).toHaveProperty('UserPolicyList.0.PolicyDocument', expected);
    expect(dataOf(reading, group.Arn)).toHaveProperty('GroupPolicyList.0.PolicyDocument', expected);
    expect(dataOf(reading, role.Arn)).toHaveProperty('AssumeRolePolicyDocument', expected);
    expect(dataOf(reading, role.Arn)).toHaveProperty('RolePolicyList.0.PolicyDocument', expected);
    expect(dataOf(reading, deploy.Arn)).toHaveProperty('PolicyVersionList.0.Document', expected);
  });

  test('a document is kept as it is, with its nulls and unknown members', () => {
    const odd = { Statement: null, Password: 'a word in a policy', Sid: [null] };
    const reading = read({
      ...details,
      RoleDetailList: [{ ...role, Path: null, AssumeRolePolicyDocument: odd, MaxSessionDuration: null }],
    });
    expect(dataOf(reading, role.Arn)).toMatchObject({ AssumeRolePolicyDocument: odd });
    expect(dataOf(reading, role.Arn)).not.toHaveProperty('Path');
  });

  test('secrets and other fields without a place never pass', () => {
    const secret = {
      SecretAccessKey: 'hush',
      Password: 'hush',
      ServicePassword: 'hush',
      SessionToken: 'hush',
      Email: 'hush',
    };
    const more = {
      ...secret,
      Nested: secret,
      AttachedManagedPolicies: [{ PolicyArn: deploy.Arn, ...secret }],
    };
    const reading = read({
      UserDetailList: [
        { ...user, ...more, LoginProfile: secret, Tags: [{ Key: 'k', Value: 'v', ...secret }] },
      ],
      GroupDetailList: [{ ...group, ...more }],
      RoleDetailList: [{ ...role, ...more, RoleLastUsed: { ...secret } }],
      // The day needs a calendar: this one takes the way over zod.
      Policies: [{ ...deploy, ...secret, CreateDate: '2024-01-31T00:00:00Z' }, readOnly],
      Credentials: secret,
    });
    expect(reading.records).toHaveLength(5);
    expect(JSON.stringify(reading)).not.toContain('hush');
  });
});

describe('the same content gives the same result', () => {
  const whole = read(details);

  test('in chunks of any size', () => {
    const { length } = Buffer.from(JSON.stringify(details));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: length + 1 }), (chunk) => {
        expect(read(details, { chunk })).toEqual(whole);
      }),
    );
  });

  test('with its keys in any order, indented or not, with a byte order mark or not', () => {
    const shuffled = <T extends object>(value: T) =>
      fc
        .shuffledSubarray(Object.entries(value), { minLength: Object.keys(value).length })
        .map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(
        shuffled({ ...details, IsTruncated: false }),
        shuffled(user),
        shuffled(role),
        fc.constantFrom(0, 1, '\t'),
        fc.constantFrom('', '\uFEFF', '\r\n'),
        (content, someUser, someRole, indent, before) => {
          const text =
            before +
            JSON.stringify(
              { ...content, UserDetailList: [someUser], RoleDetailList: [someRole] },
              null,
              indent,
            );
          expect(read(text)).toEqual(whole);
        },
      ),
    );
  });

  test('a cut file is refused wherever it was cut', () => {
    const text = Buffer.from(JSON.stringify(details, null, 2));
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 999 }), (length, chunk) => {
        const error = inputErrorOf(() => readWith(format, sourceOf(text.subarray(0, length), { chunk })));
        expect(error.message).toMatch(/cut short|nothing in the file/);
      }),
    );
  });
});

describe('several pages and accounts', () => {
  const first = {
    UserDetailList: [user],
    GroupDetailList: [group],
    RoleDetailList: [],
    Policies: [],
    IsTruncated: true,
    Marker: 'm',
  };
  const last = {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: [role],
    Policies: [deploy, readOnly],
    IsTruncated: false,
  };
  const statuses = (content: unknown) =>
    read(content).coverage.map(({ scope, status, gives }) => [scope, status, gives.includes('grants')]);

  test.each([
    ['in a list', JSON.stringify([first, last])],
    ['one after the other', `${JSON.stringify(first)}\n${JSON.stringify(last)}`],
  ])('pages %s are one export', (_, text) => {
    expect(read(text)).toEqual(read(details));
  });

  test('a last page with nothing but policies of AWS belongs to the pages before it', () => {
    const rest = { ...first, RoleDetailList: [role], Policies: [deploy] };
    expect(read([rest, { ...last, RoleDetailList: [], Policies: [readOnly] }])).toEqual(read(details));
  });

  test('a first page with nothing but policies of AWS belongs to the pages after it', () => {
    const start = { ...first, UserDetailList: [], GroupDetailList: [], Policies: [readOnly] };
    expect(read([start, { ...details, Policies: [deploy] }])).toEqual(read(details));
  });

  test.each([
    ['IsTruncated', { ...details, IsTruncated: true }],
    ['IsTruncated before the lists', { IsTruncated: true, ...details }],
    ['NextToken, as --max-items leaves it', { ...details, NextToken: 'eyJ' }],
    ['a list of pages whose last one is missing', [first, { ...last, IsTruncated: true }]],
  ])('%s makes it partial', (_, content) => {
    const { coverage, records } = read(content);
    expect(coverage).toHaveLength(1);
    expect(coverage[0]).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/more would follow/),
    });
    expect(records).toHaveLength(5);
  });

  test('first pages of three accounts are not taken for the pages of one', () => {
    const page = (other: string) => ({ ...of(other), IsTruncated: true });
    expect(
      statuses([page('222222222222'), page(account), { ...of('333333333333'), IsTruncated: false }]),
    ).toEqual([
      [account, 'partial', true],
      ['222222222222', 'partial', true],
      ['333333333333', 'complete', true],
    ]);
  });

  test('accounts in one page each have their entities and a policy of AWS each', () => {
    const other = of('222222222222');
    const { records, coverage } = read({
      UserDetailList: [...details.UserDetailList, ...other.UserDetailList],
      GroupDetailList: [...details.GroupDetailList, ...other.GroupDetailList],
      RoleDetailList: [...details.RoleDetailList, ...other.RoleDetailList],
      Policies: [deploy, readOnly, other.Policies[0]],
    });
    expect(
      records
        .filter(({ id }) => id === readOnly.Arn)
        .map(({ scope }) => scope)
        .sort(),
    ).toEqual([account, '222222222222']);
    expect(records).toHaveLength(10);
    expect(coverage.map(({ scope, status }) => [scope, status])).toEqual([
      [account, 'complete'],
      ['222222222222', 'complete'],
    ]);
  });

  test('partitions other than the commercial one have accounts too', () => {
    const text = JSON.stringify(details).replaceAll('arn:aws:', 'arn:aws-us-gov:');
    expect(read(text).coverage).toMatchObject([{ scope: account, status: 'complete' }]);
  });
});

describe('what the file leaves out is not taken for absent', () => {
  test.each([
    ['a list that --query took away', { ...details, GroupDetailList: undefined }, /no GroupDetailList/],
    ['a list that is null', { ...details, Policies: null }, /no Policies/],
  ])('%s makes all of it partial', (_, content, detail) => {
    expect(read(content).coverage).toMatchObject([
      {
        status: 'partial',
        detail: expect.stringMatching(detail),
        gives: expect.arrayContaining(['inventory', 'grants']),
      },
    ]);
  });

  test.each([
    ['policies that --filter left out', { ...details, Policies: [readOnly] }, /policy\/deploy/],
    ['policies of AWS that --filter left out', { ...details, Policies: [deploy] }, /policy\/ReadOnlyAccess/],
    ['groups that --filter left out', { ...details, GroupDetailList: [] }, /builders/],
  ])('%s make the grants partial', (_, content, detail) => {
    expect(read(content).coverage).toMatchObject([
      { status: 'complete', gives: ['inventory', 'trusts', 'owners', 'identity-use'] },
      { status: 'partial', detail: expect.stringMatching(detail), gives: ['grants'] },
    ]);
  });

  test('an account without any entity is known by the name of the file', () => {
    const empty = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [readOnly] };
    const { records, coverage } = read(empty, { name: `exports/${account}-iam.json` });
    expect(records).toMatchObject([{ record: 'aws.policy', scope: account }]);
    expect(coverage).toMatchObject([{ scope: account, status: 'complete' }]);
    expect(inputErrorOf(() => read(empty)).remedy).toMatch(/<account-id>/);
  });
});

describe('an element that is not as AWS writes it is refused with its place', () => {
  test.each([
    ['a missing field', { ...role, RoleName: undefined }, /^RoleName: /],
    ['a field of another type', { ...role, RoleLastUsed: { Region: 7 } }, /^RoleLastUsed\.Region: /],
    ['a date that is none', { ...role, CreateDate: 'yesterday' }, /^CreateDate: not a date/],
    ['an ARN without an account', { ...role, Arn: 'arn:aws:iam:::role/app' }, /^Arn: /],
    ['an ARN of AWS where it cannot be', { ...role, Arn: 'arn:aws:iam::aws:role/app' }, /^Arn: /],
    ['a number', 7, /expected object/],
    ['null', null, /expected object/],
  ])('%s', (_, odd, what) => {
    const text = JSON.stringify({ ...details, RoleDetailList: [role, odd] });
    const error = inputErrorOf(() => read(text, { name: 'x.json' }));
    expect(error.message).toMatch(what);
    expect(error.where).toBe(
      `x.json, RoleDetailList element 1, byte ${Buffer.from(text.slice(0, text.lastIndexOf(`,${JSON.stringify(odd)}]`) + 1)).length}`,
    );
  });

  test('the message does not repeat text that may be secret', () => {
    const error = inputErrorOf(() => read('{"UserDetailList":[{"UserName":"a","x":hush}]}'));
    expect(error.message).toBe('the element is not valid JSON');
    expect(error.where).toBe('file, UserDetailList element 0, byte 19');
  });
});

describe('a file is recognised by its beginning', () => {
  test.each([
    ['an export', JSON.stringify(details), true],
    ['pages in a list', JSON.stringify([details]), true],
    ['policies first', JSON.stringify({ Policies: [deploy], UserDetailList: [] }).slice(0, 200), true],
    ['roles alone', '{"RoleDetailList":[', true],
    ['aws iam list-policies', JSON.stringify({ Policies: [{ PolicyName: 'a', Arn: deploy.Arn }] }), false],
    ['aws iam list-roles', '{"Roles":[]}', false],
    ['names deeper in the file', '{"x":{"UserDetailList":[]}}', false],
    ['a CSV file', 'user,arn', false],
  ])('%s', (_, head, recognised) => {
    expect(recognises(format, head)).toBe(recognised);
  });
});

// Six hundred megabytes: with the many cases of `.ci/run`.
test.skipIf(givenLawRuns === undefined)(
  'an export larger than a string can be is read in pieces',
  () => {
    // 600 MiB of users, made as they are read.
    const many = `${JSON.stringify({ ...user, GroupList: [], Description: 'x'.repeat(1024 * 1024) })},`;
    const file = {
      ...sourceOf('{}'),
      *chunks() {
        yield Buffer.from('{"GroupDetailList":[],"RoleDetailList":[],"Policies":[],"UserDetailList":[');
        const bytes = Buffer.from(many);
        for (let i = 0; i < 600; i += 1) yield bytes;
        yield Buffer.from(`${JSON.stringify(user)}]}`);
      },
    };
    let records = 0;
    for (const entry of format.read(file)) if ('record' in entry) records += 1;
    expect(records).toBe(601);
  },
  60_000,
);

const sample = '/work/shared/data/aws/sample-account-authorization-details.json';
test.skipIf(!existsSync(sample))('a real export is read whole', () => {
  const { records, coverage } = readWith(format, openSourceFile(sample));
  const details = JSON.parse(readFileSync(sample, 'utf8'));
  const count = (kind: string) =>
    new Set(records.filter(({ record }) => record === kind).map(({ id }) => id)).size;
  expect(count('aws.user')).toBe(details.UserDetailList.length);
  expect(count('aws.group')).toBe(details.GroupDetailList.length);
  expect(count('aws.role')).toBe(details.RoleDetailList.length);
  expect(count('aws.policy')).toBe(details.Policies.length);
  expect(coverage.map(({ scope, status }) => [scope, status])).toEqual([
    ['012345678901', 'complete'],
    ['200611803367', 'complete'],
  ]);
});
