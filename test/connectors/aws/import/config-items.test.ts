import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configItems as format } from '../../../../connectors/aws/import/config-items.ts';
import { workloadRoles } from '../../../../connectors/aws/import/workload-roles.ts';
import { sourceOf } from '../../../exports/bytes-source.ts';
import { inputErrorOf, type Reading, readWith } from '../../../exports/reading.ts';
import { recognises } from '../../../support/providers.ts';

const account = '111111111111';
const roleArn = `arn:aws:iam::${account}:role/app`;
const profileArn = `arn:aws:iam::${account}:instance-profile/app`;

const item = (resourceType: string, configuration: unknown, more: object = {}) => ({
  arn: `arn:aws:service:eu-west-1:${account}:${resourceType.split('::')[2]}/x`,
  accountId: account,
  awsRegion: 'eu-west-1',
  resourceType,
  resourceName: 'x',
  configuration,
  ...more,
});
const lambdaConfiguration = { role: roleArn, state: { value: 'Active' } };
const lambda = item('AWS::Lambda::Function', lambdaConfiguration);

const query = (...items: readonly unknown[]) => ({
  Results: items.map((one) => JSON.stringify(one)),
  QueryInfo: { SelectFields: [{ Name: 'arn' }] },
});
const snapshotFile = (...items: readonly unknown[]) => ({
  fileVersion: '1.0',
  configSnapshotId: 's',
  configurationItems: items,
});

const read = (content: unknown, name = 'config.json', chunk = 1 << 20): Reading =>
  readWith(
    format,
    sourceOf(typeof content === 'string' ? content : JSON.stringify(content), { name, chunk }),
  );

/** The value in place of the path's last step. */
const at = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);

describe('resources that run as a role become workloads', () => {
  const paths = Object.entries(workloadRoles).flatMap(([type, { roles = [], profiles = [] }]) => [
    ...roles.map((path) => [type, path, roleArn, { RoleArns: [roleArn] }] as const),
    ...profiles.map(
      (path) => [type, path, profileArn, { RoleArns: [], InstanceProfileArn: profileArn }] as const,
    ),
  ]);
  test.each(paths)('%s by %s', (type, path, value, expected) => {
    expect(read(query(item(type, at(path, value)))).records).toEqual([
      {
        record: 'aws.workload',
        scope: account,
        id: item(type, {}).arn,
        data: { Arn: item(type, {}).arn, ResourceType: type, Name: 'x', Region: 'eu-west-1', ...expected },
      },
    ]);
  });

  const data = (content: unknown) => read(content).records.map((record) => record.data);
  test.each([
    [
      'an instance with its profile',
      item('AWS::EC2::Instance', {
        iamInstanceProfile: { arn: profileArn, id: 'AIPA1' },
        state: { code: 16, name: 'running' },
      }),
      { RoleArns: [], InstanceProfileArn: profileArn, State: 'running' },
    ],
    ['a state that is an object', lambda, { RoleArns: [roleArn], State: 'Active' }],
    ['a role by its name', item('AWS::Glue::Job', { Role: 'app' }), { RoleArns: [roleArn] }],
    [
      'a role by its name in another partition',
      item('AWS::Glue::Job', { Role: 'app' }, { arn: 'arn:aws-cn:glue:cn-north-1:111111111111:job/x' }),
      { RoleArns: ['arn:aws-cn:iam::111111111111:role/app'] },
    ],
    [
      'a profile by its name',
      item('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { IamInstanceProfile: { Name: 'app' } } }),
      { InstanceProfileArn: profileArn },
    ],
    [
      'roles in a list',
      item('AWS::RDS::DBInstance', {
        associatedRoles: [{ roleArn: `${roleArn}2` }, { roleArn }, { roleArn }],
      }),
      { RoleArns: [roleArn, `${roleArn}2`] },
    ],
    [
      'a configuration given as text',
      { ...lambda, configuration: JSON.stringify(lambda.configuration) },
      { RoleArns: [roleArn] },
    ],
    ['a name that is missing', { ...lambda, resourceName: undefined, resourceId: 'id' }, { Name: 'id' }],
  ])('%s', (_, one, expected) => {
    expect(data(query(one))).toMatchObject([expected]);
    expect(data(snapshotFile(one))).toMatchObject([expected]);
  });

  test.each([
    [
      'a task definition with nothing but an execution role',
      item('AWS::ECS::TaskDefinition', { ExecutionRoleArn: roleArn }),
    ],
    ['a cluster', item('AWS::ECS::Cluster', { ClusterName: 'main' })],
    ['a stack without a role', item('AWS::CloudFormation::Stack', { stackStatus: 'CREATE_COMPLETE' })],
    ['a launch template without a profile', item('AWS::EC2::LaunchTemplate', { LaunchTemplateData: {} })],
  ])('%s runs as no role, and can be given one', (_, one) => {
    expect(data(query(one))).toMatchObject([{ RoleArns: [] }]);
  });

  test.each([
    ['an instance without a profile', item('AWS::EC2::Instance', { state: { name: 'running' } })],
    ['a type that runs as no role', item('AWS::S3::Bucket', { role: roleArn })],
    ['a deleted resource', { ...lambda, configurationItemStatus: 'ResourceDeleted' }],
    ['a type that is a name of every object', item('constructor', { role: roleArn })],
  ])('%s does not', (_, one) => {
    expect(read(query(one)).records).toEqual([]);
    expect(read(query(one)).coverage).toMatchObject([{ scope: account }]);
  });
});

describe('snapshot and history files', () => {
  test('spell the account and the ARN differently', () => {
    const { arn, accountId, ...rest } = lambda;
    expect(read(snapshotFile({ ...rest, ARN: arn, awsAccountId: accountId })).records).toEqual(
      read(query(lambda)).records,
    );
  });

  test('with several states of a resource give the latest, in any order', () => {
    const states = [
      {
        ...lambda,
        configurationItemCaptureTime: '2025-01-01T00:00:00.000Z',
        configuration: { role: `${roleArn}-old` },
      },
      { ...lambda, configurationItemCaptureTime: '2025-02-01T00:00:00.000Z' },
    ];
    for (const items of [states, states.toReversed()]) {
      expect(read(snapshotFile(...items)).records).toMatchObject([{ data: { RoleArns: [roleArn] } }]);
    }
    const deleted = {
      ...lambda,
      configurationItemCaptureTime: '2025-03-01T00:00:00.000Z',
      configurationItemStatus: 'ResourceDeletedNotRecorded',
    };
    expect(read(snapshotFile(deleted, ...states)).records).toEqual([]);
  });
});

describe('coverage', () => {
  test('is never complete, and says what the file shows', () => {
    expect(read(query(lambda)).coverage).toEqual([
      {
        connector: 'aws',
        scope: account,
        source: 'config:SelectResourceConfig',
        status: 'partial',
        detail:
          'the file shows 1 resource type in 1 region; it does not show whether these are all the workloads that run as a role, which a live scan with --aws-workloads does',
        gives: ['workloads', 'configuration', 'resource-policies'],
      },
    ]);
    expect(read(snapshotFile(lambda)).coverage).toMatchObject([
      { source: 'config:DeliverConfigSnapshot', status: 'partial' },
    ]);
  });

  test.each([
    ['a cut answer', { ...query(lambda), NextToken: 'x' }, true],
    ['a cut answer, token first', { NextToken: 'x', ...query(lambda) }, true],
    ['the first of two pages', [{ ...query(lambda), NextToken: 'x' }, query(lambda)], false],
  ])('%s', (_, content, cut) => {
    expect(read(content).coverage[0]!.detail.includes('NextToken')).toBe(cut);
  });

  test('is there for each account', () => {
    const other = JSON.parse(JSON.stringify(lambda).replaceAll(account, '222222222222'));
    expect(read(query(other, lambda)).coverage.map(({ scope }) => scope)).toEqual([account, '222222222222']);
  });

  test('of an empty answer is by the name of the file', () => {
    expect(read(query(), `${account}-config.json`).coverage).toMatchObject([{ scope: account }]);
    expect(inputErrorOf(() => read(query())).remedy).toMatch(/<account-id>/);
  });
});

test('environment variables, user data and other secrets never pass', () => {
  const secrets = {
    environment: { variables: { TOKEN: 'hush' } },
    userData: 'hush',
    Password: 'hush',
    SecretAccessKey: 'hush',
    AccountEmail: 'hush',
  };
  const reading = read(
    query({
      ...lambda,
      ...secrets,
      configuration: { ...lambdaConfiguration, ...secrets, state: { value: 'Active', reason: 'hush' } },
    }),
  );
  const [record] = reading.records;
  const { Literals, ...rest } = record!.data as { readonly Literals: unknown };
  expect({ ...reading, records: [{ ...record, data: rest }] }).toEqual(read(query(lambda)));
  expect(Literals).toEqual([{ Place: 'environment variable', Name: 'TOKEN' }]);
  expect(JSON.stringify(reading)).not.toContain('hush');
});

test('tags are kept, but for values that look like a secret', () => {
  const { records } = read(query({ ...lambda, tags: { Password: 'hush', Team: 'blue' } }));
  expect(records[0]!.data).toMatchObject({
    Tags: [
      { Key: 'Password', Value: '[blanked]' },
      { Key: 'Team', Value: 'blue' },
    ],
  });
  const list = {
    ...lambda,
    configuration: { ...lambdaConfiguration, tags: [{ key: 'locked', value: 'yes' }] },
  };
  expect(read(query(list)).records[0]!.data).toMatchObject({ Tags: [{ Key: 'locked', Value: 'yes' }] });
});

test.each([
  ['text that is no JSON', { Results: ['hush'] }, /not a configuration item/],
  ['a list', { Results: ['[]'] }, /not a configuration item/],
  ['no resource type', query({ ...lambda, resourceType: undefined }), /resourceType: missing/],
  ['no ARN', query({ ...lambda, arn: undefined }), /arn: missing/],
  ['no configuration', query({ ...lambda, configuration: undefined }), /configuration: missing/],
  ['no account', query({ ...lambda, accountId: undefined, arn: 'arn:aws:s3:::x' }), /accountId: missing/],
])('%s is refused with its place and the query to use', (_, content, what) => {
  const error = inputErrorOf(() => read(content));
  expect(error.message).toMatch(what);
  expect(error.message).not.toContain('hush');
  expect(error.where).toMatch(/^config\.json, Results element 0, byte \d+$/);
  expect(error.remedy).toContain('SELECT arn, accountId');
});

test('a cut file is refused, and the size of chunks does not matter', () => {
  const text = JSON.stringify(query(lambda, item('AWS::Glue::Job', { Role: 'ünïcode' })), null, 2);
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 99 }), (length, chunk) => {
      expect(read(text, 'config.json', chunk)).toEqual(read(text));
      inputErrorOf(() => read(text.slice(0, length), 'config.json', chunk));
    }),
  );
});

test.each([
  ['a query', JSON.stringify(query(lambda), null, 4), true],
  ['a query whose results fill the head', JSON.stringify(query(lambda)).slice(0, 60), true],
  ['an empty query', '{"Results":[],"QueryInfo":{}}', true],
  ['a snapshot file', JSON.stringify(snapshotFile(lambda)), true],
  ['batch-get-resource-config', '{"baseConfigurationItems":[', true],
  ['results of something else', '{"Results":[{"id":1}]}', false],
])('%s: recognised %s', (_, head, recognised) => {
  expect(recognises(format, head)).toBe(recognised);
});

describe('policies of resources', () => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*' }] };
  const text = JSON.stringify(policy);
  const found = (one: unknown): unknown =>
    read(snapshotFile(one)).records.find(({ record }) => record === 'aws.resource-policy')?.data;

  test.each([
    ['AWS::KMS::Key', {}, { supplementaryConfiguration: { Policy: text } }],
    [
      'AWS::Lambda::Function',
      lambdaConfiguration,
      { supplementaryConfiguration: { Policy: JSON.stringify(text) } },
    ],
    ['AWS::S3::Bucket', {}, { supplementaryConfiguration: { BucketPolicy: { policyText: text } } }],
    [
      'AWS::S3::Bucket',
      {},
      { supplementaryConfiguration: { BucketPolicy: JSON.stringify({ policyText: text }) } },
    ],
    ['AWS::SQS::Queue', { Policy: text }, {}],
    ['AWS::SNS::Topic', { Policy: text }, {}],
  ])('%s', (type, configuration, more) => {
    expect(found(item(type, configuration, more))).toEqual({
      Arn: item(type, {}).arn,
      ResourceType: type,
      PolicyDocument: policy,
    });
  });

  test('no policy, no record: a bucket without one, text that is no policy, a deleted bucket', () => {
    const none = { supplementaryConfiguration: { BucketPolicy: { policyText: null } } };
    expect(found(item('AWS::S3::Bucket', {}, none))).toBeUndefined();
    expect(found(item('AWS::SQS::Queue', { Policy: 'hello' }))).toBeUndefined();
    const gone = { configurationItemStatus: 'ResourceDeleted', supplementaryConfiguration: { Policy: text } };
    expect(found(item('AWS::KMS::Key', {}, gone))).toBeUndefined();
  });
});

describe('who gets at a bucket beside its policy', () => {
  const dataOf = (one: unknown): unknown =>
    read(snapshotFile(one)).records.map(({ record, id, data }) => ({ record, id, data }));
  const arn = 'arn:aws:s3:::b';
  const inConfig = {
    blockPublicAcls: true,
    ignorePublicAcls: false,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  };
  const inApi = {
    BlockPublicAcls: true,
    IgnorePublicAcls: false,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };

  test.each([
    ['as members', inConfig],
    ['as a text', JSON.stringify(inConfig)],
  ])('Block Public Access, %s', (_, PublicAccessBlockConfiguration) => {
    const more = { arn, supplementaryConfiguration: { PublicAccessBlockConfiguration } };
    expect(dataOf(item('AWS::S3::Bucket', {}, more))).toEqual([
      { record: 'aws.public-access-block', id: arn, data: { Id: arn, ...inApi } },
    ]);
  });

  test('that of the account, which has no ARN', () => {
    const one = item('AWS::S3::AccountPublicAccessBlock', inConfig, { arn: undefined, resourceId: account });
    expect(dataOf(one)).toEqual([
      { record: 'aws.public-access-block', id: account, data: { Id: account, ...inApi } },
    ]);
  });

  test('of an access control list what is given to everyone', () => {
    const grantList = [
      { grantee: { id: '0123', displayName: 'somebody' }, permission: 'FullControl' },
      { grantee: 'AllUsers', permission: 'Read' },
      { grantee: 'LogDelivery', permission: 'Write' },
    ];
    const AccessControlList = JSON.stringify({ grantSet: null, grantList, owner: { id: '0123' } });
    expect(
      dataOf(item('AWS::S3::Bucket', {}, { arn, supplementaryConfiguration: { AccessControlList } })),
    ).toEqual([
      {
        record: 'aws.bucket-acl',
        id: arn,
        data: { Arn: arn, PublicGrants: [{ Grantee: 'AllUsers', Permission: 'READ' }] },
      },
    ]);
  });

  test('nothing where nothing is shown, or of a kind of its own', () => {
    for (const supplementaryConfiguration of [
      {},
      { PublicAccessBlockConfiguration: 'x', AccessControlList: '[]' },
    ])
      expect(dataOf(item('AWS::S3::Bucket', {}, { arn, supplementaryConfiguration }))).toEqual([]);
  });
});

describe('what limits the sessions that a resource starts', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const dataOf = (type: string, configuration: unknown): unknown =>
    read(query(item(type, configuration))).records[0]?.data;

  test('session policies of a Roles Anywhere profile', () => {
    const configuration = {
      RoleArns: [roleArn],
      Enabled: true,
      SessionPolicy: text,
      ManagedPolicyArns: ['arn:p'],
    };
    expect(dataOf('AWS::RolesAnywhere::Profile', configuration)).toMatchObject({
      RoleArns: [roleArn],
      SessionPolicies: [text],
      SessionPolicyArns: ['arn:p'],
    });
  });

  test('a profile that is switched off gives out nothing', () => {
    expect(dataOf('AWS::RolesAnywhere::Profile', { RoleArns: [roleArn], Enabled: false })).toBeUndefined();
  });

  test('the pods of an association have the target role, where there is one, and no other', () => {
    const target = `arn:aws:iam::222222222222:role/target`;
    const type = 'AWS::EKS::PodIdentityAssociation';
    expect(dataOf(type, { RoleArn: roleArn, TargetRoleArn: target })).toMatchObject({ RoleArns: [target] });
    expect(dataOf(type, { RoleArn: roleArn })).toMatchObject({ RoleArns: [roleArn] });
  });
});
