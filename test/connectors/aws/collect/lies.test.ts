import { describe, expect, test } from 'vitest';
import { checkAnswer } from '../../../../connectors/aws/collect/answer.ts';
import { awsCalls, callId } from '../../../../connectors/aws/collect/calls.ts';
import { rootOf, shapes } from '../../../../connectors/aws/collect/shapes.ts';
import { boundsOf, defaultBounds } from '../../../../src/collection/bounds.ts';
import { allow, encoded, sampleAccount, sampleOrganization } from '../../../support/aws-account.ts';
import type { LoopbackAccount } from '../../../support/aws-answers.ts';
import type { Fault } from '../../../support/aws-loopback.ts';
import { everyLie } from '../../../support/every-lie.ts';
import { listsIn, namesIn, withoutEntries } from '../../../support/wrong-entries.ts';
import { type Collected, collectFrom, statusOf } from './support.ts';

const html = '<!doctype html>\n<html><body>Please sign in to the proxy</body></html>';
const xmlOf = (operation: string, inner: string): string =>
  `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${inner}</${operation}Result></${operation}Response>`;

interface Lie {
  readonly what: string;
  readonly body: (operation: string, members: readonly string[]) => string;
}

const lies: readonly Lie[] = [
  { what: 'the page of a captive portal', body: () => html },
  { what: 'nothing', body: () => '' },
  { what: 'text', body: () => 'ok' },
  { what: 'null', body: () => 'null' },
  { what: 'an empty object', body: () => '{}' },
  { what: 'a list', body: () => '[]' },
  { what: 'half of JSON', body: () => '{"Accounts":[{"Id":"1' },
  {
    what: 'members that are null',
    body: (_, members) => JSON.stringify(Object.fromEntries(members.map((name) => [name, null]))),
  },
  { what: 'XML of another call', body: () => xmlOf('ListBuckets', '<Buckets/>') },
  { what: 'XML without anything in it', body: (operation) => xmlOf(operation, '') },
  { what: 'an empty element', body: (operation) => `<${operation}Response/>` },
  { what: 'XML without its end', body: (operation, members) => `<${operation}Response><${members[0]}>` },
];

/** What is a lie of any other call is the truth of an account that has none: AWS leaves the list out. */
const isTrue = (id: string, { what }: Lie): boolean =>
  shapes.get(id)?.mayBeEmpty === true && what === 'an empty object';

const answer = (body: string, type: string) => ({
  statusCode: 200,
  headers: { 'content-type': type },
  body: Buffer.from(body),
});

const account = '111111111111';
const usage = {
  budget: 100,
  choose: () => [account, '222222222222'].map((id) => `arn:aws:iam::${id}:role/admin`),
};

/** With every list within an entry that is read. */
const fullAccount = (id: string): LoopbackAccount => {
  const sample = sampleAccount(id);
  const [role, ...roles] = sample.roles!;
  const profile = { InstanceProfileName: 'web', Arn: `arn:aws:iam::${id}:instance-profile/web` };
  return {
    ...sample,
    roles: [
      {
        ...role,
        Tags: [{ Key: 'owner', Value: 'team-build' }],
        RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encoded(allow('s3:PutObject')) }],
        InstanceProfileList: [
          { ...profile, Path: '/', InstanceProfileId: 'AIPA', CreateDate: new Date(0), Roles: [] },
        ],
      },
      ...roles,
    ],
  };
};

const server = {
  accounts: [fullAccount(account), fullAccount('222222222222')],
  organization: sampleOrganization,
};
const options = { organization: true, usage, workloads: {} };

/** Lists within answers of which nothing is read. */
const unread: ReadonlySet<string> = new Set([
  'iam:GetOpenIDConnectProvider ThumbprintList',
  'secretsmanager:ListSecrets SecretList.*.Tags',
]);
/** Members by which an entry of such a list is known. */
const names = [
  'Id',
  'Key',
  'InstanceId',
  'ParameterKey',
  'PolicyArn',
  'PolicyName',
  'VersionId',
  'key',
  'name',
];

/** Lists within the entries of true answers, by the call and the path. */
const within = new Map<
  string,
  readonly [call: string, place: { path: readonly string[]; names: readonly string[] }]
>();
await collectFrom(
  {
    ...server,
    twist: (call, answer) => {
      for (const path of listsIn(answer)) {
        const key = `${call} ${path.join('.')}`;
        // Of an attachment nothing but its name is read: wrong types are a wrong name.
        const own = path.at(-1) === 'AttachedManagedPolicies' ? [] : names;
        if (path.length > 1 && !unread.has(key)) within.set(key, [call, { path, names: own }]);
      }
      return answer;
    },
  },
  options,
);

/** Lists in XML, of which the SDK reads what it finds. */
const xmlLists: readonly (readonly [call: string, path: string, ...names: readonly string[]])[] = [
  ['iam:GetAccountAuthorizationDetails', 'UserDetailList', 'Arn', 'UserName'],
  ['iam:GetAccountAuthorizationDetails', 'GroupDetailList', 'Arn', 'GroupName'],
  ['iam:GetAccountAuthorizationDetails', 'RoleDetailList', 'Arn', 'RoleName'],
  ['iam:GetAccountAuthorizationDetails', 'Policies', 'Arn', 'PolicyName'],
  ['iam:ListAccessKeys', 'AccessKeyMetadata', 'AccessKeyId', 'UserName'],
  ['iam:ListServiceSpecificCredentials', 'ServiceSpecificCredentials', 'ServiceSpecificCredentialId'],
  ['iam:ListSSHPublicKeys', 'SSHPublicKeys', 'SSHPublicKeyId'],
  ['iam:ListSigningCertificates', 'Certificates', 'CertificateId'],
  ['iam:ListOpenIDConnectProviders', 'OpenIDConnectProviderList', 'Arn'],
  ['iam:ListSAMLProviders', 'SAMLProviderList', 'Arn'],
  ['iam:ListDelegationRequests', 'DelegationRequests', 'DelegationRequestId'],
  ['iam:GetServiceLastAccessedDetails', 'ServicesLastAccessed', 'ServiceNamespace'],
  ['ec2:DescribeRegions', 'regionInfo.item', 'regionName'],
  ['ec2:DescribeInstances', 'reservationSet.item', 'instancesSet'],
  ['cloudformation:DescribeStacks', 'Stacks', 'StackId'],
  ['ec2:DescribeLaunchTemplateVersions', 'launchTemplateVersionSet.item', 'launchTemplateId'],
  ['s3:ListBuckets', 'Buckets.Bucket', 'Name'],
  ['s3:GetBucketAcl', 'AccessControlList.Grant', 'Grantee'],
  ['sns:ListTopics', 'Topics', 'TopicArn'],
];

everyLie(
  'aws',
  awsCalls.map(callId),
  (id) => lies.map(({ body }) => body(id.split(':')[1]!, shapes.get(id)!.members)),
  {
    places: [
      ...xmlLists.map(([call, path, ...names]) => [call, { path: path.split('.'), names }] as const),
      ...[...shapes].flatMap(([call, { list }]) =>
        list === undefined ? [] : [[call, { path: [list.member], names: namesIn(list.entry) }] as const],
      ),
      ...[...within.values()].filter(
        ([call, { path }]) => !xmlLists.some(([of, known]) => of === call && known === path.join('.')),
      ),
    ],
    onlyNames: new Set([
      'organizations:ListDelegatedAdministrators',
      'organizations:ListDelegatedServicesForAccount',
      'organizations:ListAccountsForParent',
      'organizations:ListTargetsForPolicy',
      'codebuild:ListProjects',
      'config:SelectResourceConfig',
      'ecs:ListTaskDefinitions',
      'sqs:ListQueues',
      'kms:ListKeys',
      'sagemaker:ListNotebookInstances',
      'sns:ListTopics',
      'iam:ListOpenIDConnectProviders',
      'ec2:DescribeRegions',
      'ec2:DescribeInstances',
      's3:GetBucketAcl',
      'ecr:DescribeRepositories',
      'glue:GetDevEndpoints',
    ]),
    scan: async (twist) => (await collectFrom({ ...server, twist }, options)).coverage,
  },
);

test('each call of the table has a shape, and nothing else has', () => {
  expect([...shapes.keys()].sort()).toEqual(awsCalls.map(callId).sort());
});

describe.each(awsCalls.map((call) => [callId(call), call] as const))('%s', (id, { service, operation }) => {
  const { members, list, object } = shapes.get(id)!;

  test.each(lies.filter((lie) => !isTrue(id, lie)))(
    'is not understood where it is answered with $what',
    async ({ body }) => {
      const given = answer(body(operation, members), 'text/xml');
      await expect(checkAnswer(service, operation, given, defaultBounds, () => {})).rejects.toMatchObject({
        name: 'AnswerNotUnderstood',
      });
    },
  );

  const wrong: readonly (readonly [string, unknown])[] = [
    ...(list === undefined
      ? []
      : ([
          ['an object for the list', { [list.member]: {} }],
          ['entries that are none', { [list.member]: [null, 1, {}] }],
          ['a text for the list', { [list.member]: 'x' }],
        ] as const)),
    ...(object === undefined
      ? []
      : ([
          ['a list for the object', { [object.member]: [] }],
          ['an object without what names it', { [object.member]: {} }],
        ] as const)),
  ];
  if (wrong.length > 0)
    test.each(wrong)('is not understood where it has %s', async (_, body) => {
      const given = answer(JSON.stringify(body), 'application/x-amz-json-1.1');
      await expect(checkAnswer(service, operation, given, defaultBounds, () => {})).rejects.toMatchObject({
        name: 'AnswerNotUnderstood',
      });
    });
});

describe('a list in XML', () => {
  const lists = [...shapes].flatMap(([id, { lists: own }]) =>
    own === undefined ? [] : own.names.map((name) => [id, name, own.item, own.first ?? 'a'] as const),
  );
  const check = (id: string, list: string, inner: string) => {
    const { service, operation } = awsCalls.find((call) => callId(call) === id)!;
    const others = shapes.get(id)!.members.filter((member) => member !== list);
    const root = rootOf(id);
    const body = `<${root}>${others.map((member) => `<${member}/>`).join('')}${inner}</${root}>`;
    return checkAnswer(service, operation, answer(body, 'text/xml'), defaultBounds, () => {});
  };

  test('is there of every call that answers with one', () => {
    expect(new Set(lists.map(([id]) => id))).toEqual(
      new Set([
        ...xmlLists.map(([call]) => call),
        ...['ListAccountAliases', 'GetAccountSummary', 'GetOpenIDConnectProvider'].map(
          (call) => `iam:${call}`,
        ),
        'sns:GetTopicAttributes',
      ]),
    );
  });

  test.each(lists)('%s: %s holds nothing but %s', async (id, list, item, first) => {
    for (const inner of [
      'x',
      '<other/>',
      `<${item}s/>`,
      ...(first === 'a' ? [] : [`<${item}><a/></${item}>`, `<${item}></${item}>`, `<${item}/>`]),
      `<${item}><${first}/></${item}>x`,
      `<${item}><${first}/></${item}><other/>`,
    ])
      for (const start of [`<${list}>`, `<${list} a="b">`])
        await expect(check(id, list, `${start}${inner}</${list}>`)).rejects.toMatchObject({
          name: 'AnswerNotUnderstood',
        });
    for (const good of [
      `<${list}/>`,
      `<${list}> <${item}><${first}/></${item}>\n<${item}><${first}/></${item}> </${list}>`,
    ])
      await expect(check(id, list, good)).resolves.toBeDefined();
  });
});

const collect = (fault?: (call: string) => Fault | undefined): Promise<Collected> =>
  collectFrom({ ...server, ...(fault === undefined ? {} : { fault: ({ call }) => fault(call) }) }, options);

const whole = await collect();
const keys = ({ records }: Collected): readonly string[] =>
  records.map(({ scope, record, id }) => `${scope} ${record} ${id}`);

/** Without them nothing else is asked: each by itself. */
const ways = [
  'sts:GetCallerIdentity',
  'sts:AssumeRole',
  'iam:GetAccountAuthorizationDetails',
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'ec2:DescribeRegions',
];
const calls = awsCalls.map(callId);
const groups = [
  ...Map.groupBy(
    calls.filter((call) => !ways.includes(call)),
    (call) => calls.indexOf(call) % 6,
  ).values(),
];

describe('a whole scan', () => {
  test.each([...ways.map((call) => [call]), ...groups].map((some) => [some.join(', '), some] as const))(
    'in which these are lies tells so, and loses no line: %s',
    async (_, some) => {
      const broken = await collect((call) => {
        if (!some.includes(call)) return;
        const possible = lies.filter((lie) => !isTrue(call, lie));
        const { body } = possible[calls.indexOf(call) % possible.length]!;
        const [, operation = ''] = call.split(':');
        return { kind: 'body', type: 'text/xml', body: body(operation, shapes.get(call)!.members) };
      });
      const told = broken.coverage.filter(({ detail }) => detail.includes('not understood'));
      expect(told.length).toBeGreaterThan(0);
      for (const { status } of told) expect(status).toBe('partial');
      for (const { source, status } of broken.coverage)
        if (some.includes(source)) expect({ source, status }).not.toEqual({ source, status: 'complete' });
      const before = new Set(keys(whole));
      expect(keys(broken).filter((key) => !before.has(key))).toEqual([]);
      if (ways.slice(0, 5).some((way) => some.includes(way))) return;
      const after = new Set(broken.coverage.map(({ source }) => source));
      expect(
        [...new Set(whole.coverage.map(({ source }) => source))].filter((source) => !after.has(source)),
      ).toEqual([]);
    },
  );

  test.each([
    ['projects that were asked for by name', 'codebuild:BatchGetProjects', ['projects']],
    ['all there is to say of an account', 'iam:GetAccountSummary', ['SummaryMap', 'entry']],
    ['what a topic is called', 'sns:GetTopicAttributes', ['Attributes', 'entry']],
  ] as const)('in which there is nothing of %s tells so', async (_, due, path) => {
    const twist = (call: string, given: unknown): unknown =>
      call === due ? withoutEntries({ path, names: [] }, given) : given;
    const { coverage } = await collectFrom({ ...server, twist }, options);
    expect(coverage.filter(({ source }) => source === due).map(({ status }) => status)).toContain('partial');
  });

  test('behind a captive portal knows nothing', async () => {
    const { records, coverage } = await collect(() => ({ kind: 'body', type: 'text/html', body: html }));
    expect(records).toEqual([]);
    expect(coverage.map(({ status }) => status)).not.toContain('complete');
    expect(coverage.find(({ source }) => source === 'sts:GetCallerIdentity')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('not understood'),
    });
  });
});

describe('what a server may cost', () => {
  const first = 'iam:GetAccountAuthorizationDetails';
  const bounded = (given: Parameters<typeof boundsOf>[0], more = {}) =>
    collectFrom({ accounts: [sampleAccount(account)], pageSize: 1, ...more }, { bounds: boundsOf(given) });

  test('pages', async () => {
    const collected = await bounded({ pages: 3 });
    expect(collected.coverage.find(({ source }) => source === first)).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('more than 3 pages'),
    });
    expect(collected.calls[first]).toBe(3);
    expect(statusOf(collected, 'iam:GetAccountSummary')).toEqual(['complete']);
  });

  test('bytes', async () => {
    const collected = await bounded(
      { answerMebibytes: 1 },
      {
        fault: ({ call }: { readonly call: string }) =>
          call === 'iam:GetAccountSummary'
            ? { kind: 'body', type: 'text/xml', body: ' '.repeat(1_100_000) }
            : undefined,
      },
    );
    expect(collected.coverage.find(({ source }) => source === 'iam:GetAccountSummary')).toMatchObject({
      status: 'partial',
      detail: 'the answer is longer than 1 MiB',
    });
  });

  test('the time of the whole scan', async () => {
    const collected = await collectFrom(
      { accounts: [sampleAccount(account)] },
      { bounds: { ...defaultBounds, total: -1 } },
    );
    expect(collected.records).toEqual([]);
    expect(collected.coverage[0]).toMatchObject({
      source: 'sts:GetCallerIdentity',
      status: 'partial',
      detail: expect.stringContaining('which is its limit'),
    });
  });
});
