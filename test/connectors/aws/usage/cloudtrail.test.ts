import { describe, expect, test } from 'vitest';
import { cloudTrailEvents } from '../../../../connectors/aws/import/cloudtrail.ts';
import { actionsOfEvent, eventRows, knownAction } from '../../../../connectors/aws/usage/event-actions.ts';
import { sourceOf } from '../../../exports/bytes-source.ts';
import { readWith } from '../../../exports/reading.ts';
import { canaries } from '../../../support/canaries.ts';
import { recognises } from '../../../support/providers.ts';

const read = (content: unknown) =>
  readWith(cloudTrailEvents, sourceOf(typeof content === 'string' ? content : JSON.stringify(content)));
const uses = (content: unknown) => read(content).records.filter(({ record }) => record === 'aws.use');

/** The first example of https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html, shortened. */
const createUser = {
  eventVersion: '1.08',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'EXAMPLE6E4XEGITWATV6R',
    arn: 'arn:aws:iam::123456789012:user/Mary',
    accountId: '123456789012',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: 'Mary',
  },
  eventTime: '2023-07-19T21:25:09Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.0',
  userAgent: 'aws-cli/2.13.5 Python/3.11.4 Linux/4.14.255 exec-env/CloudShell command/iam.create-user',
  requestParameters: { userName: 'Richard' },
  responseElements: { user: { userName: 'Richard', arn: 'arn:aws:iam::123456789012:user/Richard' } },
  requestID: '2d528c76-329e-410b-9516-EXAMPLE565dc',
  eventID: 'ba0801a1-87ec-4d26-be87-EXAMPLE75bbb',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '123456789012',
  eventCategory: 'Management',
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const session = {
  type: 'AssumedRole',
  principalId: 'AROAIDPPEZS35WEXAMPLE:AssumedRoleSessionName',
  arn: 'arn:aws:sts::123456789012:assumed-role/RoleToBeAssumed/MySessionName',
  accountId: '123456789012',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAIDPPEZS35WEXAMPLE',
      arn: 'arn:aws:iam::123456789012:role/path/RoleToBeAssumed',
      accountId: '123456789012',
      userName: 'RoleToBeAssumed',
    },
  },
};

/** The shape of https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html */
const getObject = {
  ...createUser,
  userIdentity: session,
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  readOnly: true,
  managementEvent: false,
  eventCategory: 'Data',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: 'people/jane.doe.txt' },
  resources: [
    { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket/people/jane.doe.txt' },
    { accountId: '123456789012', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket' },
  ],
};

describe('events of CloudTrail', () => {
  test('a user with a key is that user and that key', () => {
    expect(recognises(cloudTrailEvents, JSON.stringify({ Records: [createUser] }))).toBe(true);
    const [use, window] = read({ Records: [createUser, createUser] }).records;
    expect([window, use]).toEqual([
      {
        record: 'aws.use-window',
        scope: '123456789012',
        id: 'CloudTrail',
        data: {
          Log: 'CloudTrail',
          From: '2023-07-19T21:25:09.000Z',
          To: '2023-07-19T21:25:09.000Z',
          Days: ['2023-07-19/2023-07-19'],
          Events: 2,
          Refused: 0,
          Nameless: 0,
          Unmapped: 0,
          Reads: false,
          Services: ['iam'],
          DataOf: [],
          Places: ['us-east-1'],
        },
      },
      {
        record: 'aws.use',
        scope: '123456789012',
        id: 'CloudTrail arn:aws:iam::123456789012:user/Mary iam:CreateUser AKIAIOSFODNN7EXAMPLE',
        data: {
          Id: 'CloudTrail arn:aws:iam::123456789012:user/Mary iam:CreateUser AKIAIOSFODNN7EXAMPLE',
          Log: 'CloudTrail',
          Identity: 'arn:aws:iam::123456789012:user/Mary',
          Action: 'iam:CreateUser',
          Credential: 'AKIAIOSFODNN7EXAMPLE',
          Service: 'iam',
          First: '2023-07-19T21:25:09.000Z',
          Last: '2023-07-19T21:25:09.000Z',
          Count: 2,
          Resources: [],
          OtherResources: true,
          Networks: ['192.0.2.0/24'],
          Clients: ['console'],
        },
      },
    ]);
  });

  test('a session is its role, with the path, and no key of its own; an object stands as its bucket', () => {
    expect(uses({ Records: [getObject] }).map(({ data }) => data)).toEqual([
      expect.objectContaining({
        Identity: 'arn:aws:iam::123456789012:role/path/RoleToBeAssumed',
        Action: 's3:GetObject',
        Resources: [expect.objectContaining({ Id: 'arn:aws:s3:::amzn-s3-demo-bucket/*', Count: 1 })],
      }),
    ]);
    expect(uses({ Records: [getObject] })[0]!.data).not.toHaveProperty('Credential');
  });

  test.each([
    ['that of a function', 'billing-worker', { Sessions: ['billing-worker'] }],
    ['the address of a person', 'ann@example.com', { OtherSessions: true }],
    ['not told', undefined, { OtherSessions: true }],
  ])('the name of a session is kept where a platform may have given it: %s', (_, name, kept) => {
    const arn = name === undefined ? {} : { arn: `arn:aws:sts::123456789012:assumed-role/R/${name}` };
    const { arn: __, ...rest } = session;
    const [use] = uses([{ ...createUser, userIdentity: { ...rest, ...arn } }]);
    expect(use!.data).toMatchObject(kept);
    expect('Sessions' in (use!.data as object)).toBe(name === 'billing-worker');
  });

  test('to enter a role is a use of it, and of the privilege by whoever entered', () => {
    const entering = {
      ...createUser,
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      requestParameters: {
        roleArn: 'arn:aws:iam::123456789012:role/RoleToBeAssumed',
        roleSessionName: 'x',
      },
    };
    const byService = { ...entering, userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } };
    expect(
      uses({ Records: [entering, byService] }).map(({ data }) => {
        const { Identity, Action, Count } = data as Record<string, unknown>;
        return [Identity, Action, Count];
      }),
    ).toEqual([
      ['arn:aws:iam::123456789012:role/RoleToBeAssumed', 'entered', 2],
      ['arn:aws:iam::123456789012:user/Mary', 'sts:AssumeRole', 1],
    ]);
  });

  test.each([
    ['one event a line', `${JSON.stringify(createUser)}\n${JSON.stringify(createUser)}\n`],
    [
      'rows of Athena, in lower case, with structs as text',
      JSON.stringify({
        eventversion: '1.08',
        eventtime: '2023-07-19T21:25:09Z',
        eventsource: 'iam.amazonaws.com',
        eventname: 'CreateUser',
        awsregion: 'us-east-1',
        sourceipaddress: '192.0.2.0',
        useragent: 'x',
        recipientaccountid: '123456789012',
        readonly: 'false',
        useridentity: JSON.stringify({
          type: 'IAMUser',
          arn: createUser.userIdentity.arn,
          accountid: '123456789012',
        }),
      }),
    ],
    ...['eventJson', 'eventdata'].map((name): [string, string] => [
      `rows of CloudTrail Lake with ${name}`,
      `${JSON.stringify({ eventID: 'x', [name]: JSON.stringify(createUser) })}\n`,
    ]),
    ['rows of CloudTrail Lake with an event within', JSON.stringify([{ eventData: createUser }])],
    [
      'the answer of lookup-events',
      JSON.stringify({
        Events: [{ EventId: 'x', EventName: 'CreateUser', CloudTrailEvent: JSON.stringify(createUser) }],
      }),
    ],
  ])('%s say the same', (_, text) => {
    expect(recognises(cloudTrailEvents, text)).toBe(true);
    expect(uses(text).map(({ data }) => (data as { Action: string }).Action)).toEqual(['iam:CreateUser']);
  });

  /** As Athena prints values of a struct: no quotes, names in lower case, null where there is nothing. */
  const printed = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return String(value);
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name.toLowerCase()}=${printed(inner)}`)
      .join(', ')}}`;
  };
  const structs = new Set(['userIdentity', 'resources']);
  const athena = (...events: readonly Readonly<Record<string, unknown>>[]): string => {
    const columns = Object.keys({ ...createUser, ...getObject });
    const cell = (name: string, value: unknown): string => {
      if (value === undefined) return '';
      const text = structs.has(name)
        ? printed(value)
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
      return `"${text.replaceAll('"', '""')}"`;
    };
    return [
      columns.map((name) => `"${name.toLowerCase()}"`).join(','),
      ...events.map((event) => columns.map((name) => cell(name, event[name])).join(',')),
      '',
    ].join('\n');
  };
  const invoked = { ...createUser, userIdentity: { ...createUser.userIdentity, invokedBy: null } };

  test('the CSV that Athena writes says what the events say', () => {
    const text = athena(invoked, getObject);
    expect(recognises(cloudTrailEvents, text)).toBe(true);
    expect(read(text)).toEqual(read({ Records: [createUser, getObject] }));
    expect(uses(text)).toHaveLength(2);
  });

  test('a name of a CSV that could be more than one value says nobody did it', () => {
    const mary = createUser.userIdentity.arn;
    const of = (identity: object) => read(athena({ ...createUser, userIdentity: identity }));
    const hostile = [
      { type: 'WebIdentityUser', userName: `x, type=IAMUser, arn=${mary}` },
      { type: 'WebIdentityUser', userName: `x}, arn=${mary}, b={` },
      { type: 'IAMUser', arn: mary, userName: 'a, b' },
    ];
    for (const identity of hostile) {
      expect(of(identity)).toEqual({
        records: [],
        coverage: [
          expect.objectContaining({
            detail: '1 × event whose userIdentity cannot be determined, left aside',
          }),
        ],
      });
    }
    // Commas and signs of names are none of these.
    const named = `arn:aws:iam::123456789012:user/a=b,c`;
    expect(uses(athena({ ...createUser, userIdentity: { type: 'IAMUser', arn: named } }))).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ Identity: named }) }),
    ]);
  });

  test('a CSV without a column that it takes says which', () => {
    expect(() => read('"eventtime","eventsource","eventname"\n"x","y","z"\n')).toThrow(/useridentity/);
    expect(recognises(cloudTrailEvents, '"eventtime","eventsource","eventname"\n')).toBe(false);
  });

  test('a digest is left aside and said, and so is what is no event', () => {
    const digest = JSON.stringify({
      awsAccountId: '111122223333',
      digestStartTime: '2015-08-17T14:01:31Z',
      digestEndTime: '2015-08-17T15:01:31Z',
      previousDigestS3Bucket: 'S3-bucket-name',
      logFiles: [{ s3Bucket: 'b', s3Object: 'o' }],
    });
    expect(recognises(cloudTrailEvents, digest)).toBe(true);
    expect(read(digest)).toEqual({
      records: [],
      coverage: [expect.objectContaining({ status: 'skipped', detail: '1 × digest file, left aside' })],
    });
    const odd = [
      null,
      7,
      'x',
      [],
      {},
      { ...createUser, eventTime: 'yesterday' },
      { ...createUser, recipientAccountId: '../..' },
      { ...createUser, __proto__: { a: 1 }, eventName: 'a b\nc' },
    ];
    expect(uses({ Records: odd })).toEqual([]);
    expect(read({ Records: odd }).coverage.map(({ detail }) => detail)).toEqual([
      '4 × element that is no event, left aside',
      '4 × event without time, name or account, left aside',
    ]);
  });

  test('a notification of S3, which has members of the same names, is none', () => {
    const notification = {
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'us-west-2',
          eventTime: '1970-01-01T00:00:00.000Z',
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: 'x' },
          s3: {},
        },
      ],
    };
    expect(recognises(cloudTrailEvents, JSON.stringify(notification))).toBe(false);
  });

  test('what is refused is no use', () => {
    const [refused] = uses({ Records: [{ ...createUser, errorCode: 'AccessDenied' }] });
    expect(refused!.data).toMatchObject({ Refused: true });
    const [failed] = uses({ Records: [{ ...createUser, errorCode: 'EntityAlreadyExistsException' }] });
    expect(failed!.data).not.toHaveProperty('Refused');
  });

  test.each(canaries)('of parameters nothing is kept: %s', (_, text, secret) => {
    const members = [
      'userName',
      'password',
      'policyDocument',
      'name',
      'secretId',
      'functionName',
      'bucketName',
      'tableName',
      'queueUrl',
      'keyId',
      'roleArn',
    ];
    const parameters = Object.fromEntries(members.map((member) => [member, text]));
    const events = ['iam', 's3', 'ssm', 'secretsmanager', 'lambda', 'dynamodb', 'sqs', 'kms', 'sts'].map(
      (service) => ({
        ...createUser,
        eventSource: `${service}.amazonaws.com`,
        requestParameters: parameters,
        responseElements: parameters,
        additionalEventData: parameters,
        errorMessage: text,
        sourceIPAddress: text,
        userAgent: text,
      }),
    );
    // A name of a thing may be what a secret looks like: only texts that are no name are held against.
    const kept = JSON.stringify(read({ Records: events }));
    if (!/^[\w./-]{1,200}$/.test(text)) expect(kept).not.toContain(secret);
  });
});

describe('from events to actions', () => {
  test('every row of the table leads to actions that there are', () => {
    const unknown = eventRows().flatMap(([service, , actions]) =>
      actions.filter((action) => knownAction(`${service}:${action}`) === undefined),
    );
    expect(unknown).toEqual([]);
  });

  test.each([
    ['s3.amazonaws.com', 'ListObjects', ['s3:ListBucket']],
    ['s3.amazonaws.com', 'ListBuckets', ['s3:ListAllMyBuckets']],
    ['s3.amazonaws.com', 'CopyObject', ['s3:GetObject', 's3:PutObject']],
    ['lambda.amazonaws.com', 'ListFunctions20150331', ['lambda:ListFunctions']],
    ['lambda.amazonaws.com', 'UpdateFunctionConfiguration20150331v2', ['lambda:UpdateFunctionConfiguration']],
    ['lambda.amazonaws.com', 'Invoke', ['lambda:InvokeFunction']],
    ['cloudfront.amazonaws.com', 'CreateDistribution2020_05_31', ['cloudfront:CreateDistribution']],
    ['monitoring.amazonaws.com', 'PutMetricAlarm', ['cloudwatch:PutMetricAlarm']],
    ['kms.amazonaws.com', 'ReEncrypt', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
    ['apigateway.amazonaws.com', 'GetRestApis', ['apigateway:GET']],
    ['iam.amazonaws.com', 'GetUser', ['iam:GetUser']],
  ])('%s %s takes %s', (source, event, actions) => {
    expect(actionsOfEvent(source, event)).toMatchObject({ actions });
    expect(actionsOfEvent(source, event)).not.toHaveProperty('unmapped');
  });

  test('a name that is no action says so', () => {
    expect(actionsOfEvent('signin.amazonaws.com', 'ConsoleLogin')).toEqual({
      service: 'signin',
      actions: ['signin:ConsoleLogin'],
      unmapped: true,
    });
  });
});
