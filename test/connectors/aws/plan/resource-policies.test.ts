import { describe, expect, test } from 'vitest';
import type { SketchedChange } from '../../../support/plan.ts';
import { failingClasses, judgePlan, kept } from '../../../support/plan-verdict.ts';
import { failingTemplates } from '../../../support/template.ts';

const account = '111122223333';
const other = '999988887777';
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (principal: unknown, action: unknown, resource: unknown = '*', condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** Tells the account of the plan. */
const known = kept('aws_cloudwatch_log_group.known', {
  name: 'known',
  arn: `arn:aws:logs:eu-central-1:${account}:log-group:known`,
});

const one = (address: string, after: object, before: object | null = null): readonly SketchedChange[] => [
  known,
  {
    address,
    before: before as Readonly<Record<string, unknown>> | null,
    after: after as Readonly<Record<string, unknown>>,
  },
];
const bucket = (text: string): object => ({ bucket: 'data', policy: text });
const objects = 'arn:aws:s3:::data/*';
const queue = (text: string): object => ({
  queue_url: `https://sqs.eu-central-1.amazonaws.com/${account}/jobs`,
  policy: text,
});
const keyPolicy = (...statements: readonly object[]): object => ({
  key_id: 'k',
  policy: policy(allow({ AWS: `arn:aws:iam::${account}:root` }, 'kms:*'), ...statements),
});
const call = (more: object): object => ({ function_name: 'f', action: 'lambda:InvokeFunction', ...more });
const topic = (owner: string) => `arn:aws:sns:eu-central-1:${owner}:t`;

const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  [
    'everyone reads a bucket',
    one('aws_s3_bucket_policy.p', bucket(policy(allow('*', 's3:GetObject', objects)))),
    ['trust-widened'],
  ],
  [
    'everyone but who is named',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy({
          Effect: 'Allow',
          NotPrincipal: { AWS: other },
          Action: 's3:GetObject',
          Resource: objects,
        }),
      ),
    ),
    ['trust-widened'],
  ],
  [
    'everyone of an organisation',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy(
          allow('*', 's3:GetObject', objects, { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }),
        ),
      ),
    ),
    ['trust-widened'],
  ],
  [
    'everyone of the account itself',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy(allow('*', 's3:GetObject', objects, { StringEquals: { 'aws:PrincipalAccount': account } })),
      ),
    ),
    [],
  ],
  [
    'a wildcard where the account should stand',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow('*', 's3:GetObject', objects, { StringLike: { 'aws:PrincipalAccount': '*' } }))),
    ),
    ['trust-widened'],
  ],
  [
    'everyone by one endpoint of a network',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy(allow('*', 's3:GetObject', objects, { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } })),
      ),
    ),
    [],
  ],
  [
    'everyone by an endpoint that may be any',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow('*', 's3:GetObject', objects, { StringLike: { 'aws:SourceVpce': 'vpce-*' } }))),
    ),
    ['trust-widened'],
  ],
  [
    'only what is not encrypted is denied',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['arn:aws:s3:::data', objects],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ),
    ),
    [],
  ],
  [
    'another account reads a bucket',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ AWS: `arn:aws:iam::${other}:root` }, 's3:GetObject', objects))),
    ),
    ['trust-widened'],
  ],
  [
    'load balancers write their logs',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ AWS: 'arn:aws:iam::054676820928:root' }, 's3:PutObject', objects))),
    ),
    [],
  ],
  [
    'a distribution of the account reads a bucket',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy(
          allow({ Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', objects, {
            StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${account}:distribution/E1` },
          }),
        ),
      ),
    ),
    [],
  ],
  [
    'any distribution reads a bucket',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', objects))),
    ),
    ['trust-widened'],
  ],
  [
    'a distribution of another account reads a bucket',
    one(
      'aws_s3_bucket_policy.p',
      bucket(
        policy(
          allow({ Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', objects, {
            StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${other}:distribution/E1` },
          }),
        ),
      ),
    ),
    ['trust-widened'],
  ],
  [
    'a role of the account gains writing',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ AWS: `arn:aws:iam::${account}:role/app` }, 's3:PutObject', objects))),
    ),
    ['new-standing-grant'],
  ],
  [
    'who was let in stays',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ AWS: [other] }, ['s3:GetObject'], [objects]))),
      bucket(policy(allow({ AWS: `arn:aws:iam::${other}:root` }, 's3:GetObject', objects))),
    ),
    [],
  ],
  [
    'who was let in may write as well',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ AWS: other }, ['s3:GetObject', 's3:PutObject'], objects))),
      bucket(policy(allow({ AWS: other }, 's3:GetObject', objects))),
    ),
    ['trust-widened'],
  ],
  [
    'a condition goes',
    one(
      'aws_s3_bucket_policy.p',
      bucket(policy(allow({ AWS: other }, 's3:GetObject', objects))),
      bucket(
        policy(
          allow({ AWS: other }, 's3:GetObject', objects, { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
        ),
      ),
    ),
    ['trust-widened'],
  ],
  [
    'public access is blocked beside it',
    [
      ...one('aws_s3_bucket_policy.p', bucket(policy(allow('*', 's3:GetObject', objects)))),
      {
        address: 'aws_s3_bucket_public_access_block.b',
        after: { bucket: 'data', block_public_policy: true, restrict_public_buckets: true },
      },
    ],
    [],
  ],
  [
    'public access is no longer blocked',
    [
      kept('aws_s3_bucket_policy.p', bucket(policy(allow('*', 's3:GetObject', objects)))),
      {
        address: 'aws_s3_bucket_public_access_block.b',
        before: { bucket: 'data', restrict_public_buckets: true },
        after: { bucket: 'data', restrict_public_buckets: false },
      },
    ],
    ['not-read', 'trust-widened'],
  ],
  [
    'public access is blocked now',
    [
      {
        address: 'aws_s3_bucket_public_access_block.b',
        before: { bucket: 'data', restrict_public_buckets: false },
        after: { bucket: 'data', restrict_public_buckets: true },
      },
    ],
    [],
  ],
  [
    'an access list for everyone',
    one('aws_s3_bucket_acl.a', { bucket: 'data', acl: 'public-read' }),
    ['trust-widened'],
  ],
  ['a private access list', one('aws_s3_bucket_acl.a', { bucket: 'data', acl: 'private' }), []],
  [
    'an access list that names everyone',
    one('aws_s3_bucket_acl.a', {
      bucket: 'data',
      access_control_policy: [
        {
          grant: [
            {
              grantee: [{ type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }],
              permission: 'WRITE',
            },
          ],
        },
      ],
    }),
    ['trust-widened'],
  ],
  ['the default of a key', one('aws_kms_key_policy.p', keyPolicy()), []],
  [
    'a role of another account decrypts',
    one('aws_kms_key_policy.p', keyPolicy(allow({ AWS: `arn:aws:iam::${other}:role/r` }, 'kms:Decrypt'))),
    ['trust-widened'],
  ],
  [
    'everyone of the account by a service',
    one(
      'aws_kms_key_policy.p',
      keyPolicy(
        allow({ AWS: '*' }, ['kms:Decrypt', 'kms:Encrypt'], '*', {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com' },
        }),
      ),
    ),
    [],
  ],
  [
    'everyone by a service',
    one(
      'aws_kms_key_policy.p',
      keyPolicy(
        allow({ AWS: '*' }, 'kms:Decrypt', '*', {
          StringEquals: { 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com' },
        }),
      ),
    ),
    ['trust-widened'],
  ],
  [
    'logs of the account use the key',
    one(
      'aws_kms_key_policy.p',
      keyPolicy(
        allow({ Service: 'logs.eu-central-1.amazonaws.com' }, ['kms:Encrypt*', 'kms:Decrypt*'], '*', {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-central-1:${account}:*` },
        }),
      ),
    ),
    [],
  ],
  [
    'a grant for another account',
    one('aws_kms_grant.g', {
      key_id: 'k',
      grantee_principal: `arn:aws:iam::${other}:role/r`,
      operations: ['Decrypt'],
    }),
    ['trust-widened'],
  ],
  [
    'a grant for a role of the account',
    one('aws_kms_grant.g', {
      key_id: 'k',
      grantee_principal: `arn:aws:iam::${account}:role/r`,
      operations: ['Decrypt'],
    }),
    ['new-standing-grant'],
  ],
  [
    'a topic of the account sends to a queue, by the old way of writing it',
    one(
      'aws_sqs_queue_policy.p',
      queue(policy(allow('*', 'sqs:SendMessage', '*', { ArnEquals: { 'aws:SourceArn': topic(account) } }))),
    ),
    [],
  ],
  [
    'a topic of another account sends to a queue',
    one(
      'aws_sqs_queue_policy.p',
      queue(
        policy(
          allow({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', '*', {
            ArnEquals: { 'aws:SourceArn': topic(other) },
          }),
        ),
      ),
    ),
    ['trust-widened'],
  ],
  [
    'any topic sends to a queue',
    one('aws_sqs_queue_policy.p', queue(policy(allow({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage')))),
    ['trust-widened'],
  ],
  [
    'everyone sends to a queue',
    one('aws_sqs_queue.q', { name: 'jobs', policy: policy(allow('*', 'sqs:SendMessage')) }),
    ['trust-widened'],
  ],
  [
    'the default of a topic',
    one('aws_sns_topic_policy.p', {
      arn: topic(account),
      policy: policy(
        allow({ AWS: '*' }, 'SNS:Publish', topic(account), {
          StringEquals: { 'AWS:SourceOwner': account },
        }),
      ),
    }),
    [],
  ],
  [
    'a rule of the account calls a function',
    one(
      'aws_lambda_permission.p',
      call({
        principal: 'events.amazonaws.com',
        source_arn: `arn:aws:events:eu-central-1:${account}:rule/r`,
      }),
    ),
    [],
  ],
  [
    'any API calls a function',
    one('aws_lambda_permission.p', call({ principal: 'apigateway.amazonaws.com' })),
    ['trust-widened'],
  ],
  ['everyone calls a function', one('aws_lambda_permission.p', call({ principal: '*' })), ['trust-widened']],
  [
    'an account calls a function',
    one('aws_lambda_permission.p', call({ principal: other })),
    ['trust-widened'],
  ],
  [
    'a role of the account calls a function',
    one('aws_lambda_permission.p', call({ principal: `arn:aws:iam::${account}:role/caller` })),
    ['new-standing-grant'],
  ],
  [
    'an address of a function for everyone',
    one('aws_lambda_function_url.u', { function_name: 'f', authorization_type: 'NONE' }),
    ['trust-widened'],
  ],
  [
    'an address of a function with credentials',
    one('aws_lambda_function_url.u', { function_name: 'f', authorization_type: 'AWS_IAM' }),
    [],
  ],
  [
    'a secret for another account',
    one('aws_secretsmanager_secret_policy.p', {
      secret_arn: `arn:aws:secretsmanager:eu-central-1:${account}:secret:s-abc123`,
      policy: policy(allow({ AWS: other }, 'secretsmanager:GetSecretValue')),
    }),
    ['trust-widened'],
  ],
  [
    'images for another account',
    one('aws_ecr_repository_policy.p', {
      repository: 'app',
      policy: policy(allow({ AWS: other }, ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'])),
    }),
    ['trust-widened'],
  ],
  [
    'a registry takes images of another account',
    one('aws_ecr_registry_policy.p', { policy: policy(allow({ AWS: other }, 'ecr:ReplicateImage')) }),
    ['trust-widened'],
  ],
  [
    'a search domain for everyone',
    one('aws_opensearch_domain_policy.p', {
      domain_name: 'd',
      access_policies: policy(allow({ AWS: '*' }, 'es:*')),
    }),
    ['trust-widened'],
  ],
  [
    'an API for another account',
    one('aws_api_gateway_rest_api_policy.p', {
      rest_api_id: 'a',
      policy: policy(allow({ AWS: other }, 'execute-api:Invoke', 'execute-api:/*')),
    }),
    ['trust-widened'],
  ],
  [
    'a bus for another account',
    one('aws_cloudwatch_event_permission.p', { principal: other, statement_id: 's', event_bus_name: 'b' }),
    ['trust-widened'],
  ],
  [
    'a bus for everyone',
    one('aws_cloudwatch_event_bus_policy.p', {
      event_bus_name: 'b',
      policy: policy(allow('*', 'events:PutEvents')),
    }),
    ['trust-widened'],
  ],
  [
    'a backup vault for another account',
    one('aws_backup_vault_policy.p', {
      backup_vault_name: 'v',
      policy: policy(allow({ AWS: other }, 'backup:CopyIntoBackupVault')),
    }),
    ['trust-widened'],
  ],
  [
    'a policy goes',
    [{ address: 'aws_s3_bucket_policy.p', before: { bucket: 'data', policy: policy(allow('*', 's3:*')) } }],
    [],
  ],
  ['a policy that is none', one('aws_s3_bucket_policy.p', bucket('{"Statement": 3}')), ['indeterminate']],
  [
    'a policy that nobody can tell yet',
    [
      known,
      {
        address: 'aws_s3_bucket_policy.p',
        after: { bucket: 'data' },
        unknown: { policy: true },
        expressions: { bucket: { constant_value: 'data' }, policy: { references: ['var.policy'] } },
      },
    ],
    ['indeterminate'],
  ],
];

describe('policies of resources', () => {
  test.each(cases)('%s', (_, changes, fails) => {
    // Small grants to identities of the account are told and pass under the default.
    expect(failingClasses(changes, {}, { policy: 'strict' })).toEqual(fails);
  });

  test('under the policy control only control fails', () => {
    const changes = (action: string) =>
      one('aws_s3_bucket_policy.p', bucket(policy(allow({ AWS: other }, action, 'arn:aws:s3:::data'))));
    expect(failingClasses(changes('s3:PutBucketPolicy'), {}, { policy: 'control' })).toEqual([
      'trust-widened',
    ]);
    expect(failingClasses(changes('s3:PutBucketTagging'), {}, { policy: 'control' })).toEqual([]);
  });

  test('says who may do what, under what, and where it is written', () => {
    const { changes } = judgePlan(
      one('aws_s3_bucket_policy.p', bucket(policy(allow('*', ['s3:GetObject', 's3:PutObject'], objects)))),
    );
    expect(changes).toMatchObject([
      {
        class: 'trust-widened',
        severity: 'critical',
        who: 'arn:aws:s3:::data',
        what: 'Everyone may s3:GetObject, s3:PutObject on it, without a condition; before that was not so.',
        where: '111122223333: who may use the bucket arn:aws:s3:::data',
        scope: account,
        since: 'aws_s3_bucket_policy.p (create)',
        falls: 'Whoever is let in gets what the resource holds or does.',
        verdict: 'Fails: somebody may use the resource who could not before.',
        location: { address: 'aws_s3_bucket_policy.p' },
      },
    ]);
  });

  test('a topic that the plan makes: its ARN is known by its name', () => {
    const changes: readonly SketchedChange[] = [
      known,
      { address: 'aws_sns_topic.t', after: { name: 't' }, unknown: { arn: true, id: true } },
      {
        address: 'aws_lambda_permission.p',
        after: { function_name: 'f', action: 'lambda:InvokeFunction', principal: 'sns.amazonaws.com' },
        unknown: { source_arn: true },
        expressions: {
          function_name: { constant_value: 'f' },
          action: { constant_value: '' },
          principal: { constant_value: '' },
          source_arn: { references: ['aws_sns_topic.t.arn', 'aws_sns_topic.t'] },
        },
      },
    ];
    expect(failingClasses(changes)).toEqual([]);
  });
});

const template = (resources: string): string => `Resources:\n${resources}`;
const templates: readonly (readonly [says: string, head: string, fails: readonly string[]])[] = [
  [
    'everyone reads a bucket',
    '  P: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: data, PolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }] } } }',
    ['trust-widened'],
  ],
  [
    'the account itself uses a key',
    '  K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }, Action: "kms:*", Resource: "*" }] } } }',
    [],
  ],
  [
    'another account uses a key',
    '  K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: "999988887777" }, Action: "kms:*", Resource: "*" }] } } }',
    ['trust-widened'],
  ],
  [
    'a topic of the stack sends to a queue of the stack',
    `  T: { Type: AWS::SNS::Topic }
  Q: { Type: AWS::SQS::Queue }
  P: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [!Ref Q], PolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: sns.amazonaws.com }, Action: "sqs:SendMessage", Resource: !GetAtt Q.Arn, Condition: { ArnEquals: { "aws:SourceArn": !Ref T } } }] } } }`,
    [],
  ],
  [
    'any topic sends to a queue',
    `  Q: { Type: AWS::SQS::Queue }
  P: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [!Ref Q], PolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: sns.amazonaws.com }, Action: "sqs:SendMessage", Resource: !GetAtt Q.Arn }] } } }`,
    ['trust-widened'],
  ],
  [
    'a bucket of the account calls a function',
    '  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: f, Action: "lambda:InvokeFunction", Principal: s3.amazonaws.com, SourceAccount: !Ref AWS::AccountId } }',
    [],
  ],
  [
    'everyone calls a function',
    '  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: f, Action: "lambda:InvokeFunction", Principal: "*" } }',
    ['trust-widened'],
  ],
  [
    'a principal that a parameter decides',
    '  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: f, Action: "lambda:InvokeFunction", Principal: !ImportValue who } }',
    ['indeterminate'],
  ],
  [
    'a bus for another account',
    '  P: { Type: AWS::Events::EventBusPolicy, Properties: { StatementId: s, Principal: "999988887777", Action: "events:PutEvents" } }',
    ['trust-widened'],
  ],
  [
    'a secret for everyone',
    '  P: { Type: AWS::SecretsManager::ResourcePolicy, Properties: { SecretId: s, ResourcePolicy: { Statement: [{ Effect: Allow, Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }] } } }',
    ['trust-widened'],
  ],
  [
    'a share of resources is not read',
    '  S: { Type: AWS::RAM::ResourceShare, Properties: { Name: s, Principals: ["999988887777"] } }',
    ['not-read'],
  ],
  ['a bucket without a policy', '  B: { Type: AWS::S3::Bucket }', []],
  ['a network', '  V: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }', []],
];

describe('policies of resources in a template', () => {
  test.each(templates)('%s', (_, head, fails) => {
    expect(failingTemplates(undefined, { 'app.yaml': template(head) })).toEqual(fails);
  });
});
