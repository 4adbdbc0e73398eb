import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  group,
  other,
  policy,
  reportRow,
  role,
  trusting,
  trustingService,
  user,
  workload,
} from '../../support/aws-sketch.ts';

/** Small accounts in which every kind of change is proposed; what comes of it stands in `told.txt`. */

const late = '2026-05-20T00:00:00Z';
const early = '2025-05-20T00:00:00Z';

const lambda = trustingService('lambda.amazonaws.com');
const repositories = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const federated = (subject: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: repositories },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringLike: { 'token.actions.githubusercontent.com:sub': subject },
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      },
    },
  ],
});

const used = (
  name: string,
  services: Readonly<Record<string, string | undefined>>,
  of: string = arn.role(name),
): SnapshotRecord => ({
  record: 'aws.service-last-accessed',
  scope: account,
  id: of,
  data: {
    Arn: of,
    ServicesLastAccessed: Object.entries(services).map(([ServiceNamespace, LastAuthenticated]) => ({
      ServiceNamespace,
      LastAuthenticated,
    })),
  },
});

const readers = policy('readers', document(allow('s3:GetObject'), allow('dynamodb:*')));

export const estates: Readonly<Record<string, readonly SnapshotRecord[]>> = {
  'one of each': [
    readers,
    group('ops', { attached: [administrator], inline: [[allow('s3:*'), allow('kms:*')]] }),
    user('ada', { groups: ['ops'] }),
    user('bob', { groups: ['ops'], inline: [[allow('sqs:*')]] }),
    user('key', { attached: [arn.policy('readers')] }),
    user('keys', { inline: [[allow('iam:PutUserPolicy'), allow('sns:Publish')]] }),
    reportRow('key', { keys: 1 }),
    reportRow('keys', { keys: 2 }),
    reportRow('ada', { password: true, mfa: true }),
    role('ci', federated('repo:acme/*'), { inline: [[allow('iam:PassRole'), allow('lambda:*')]] }),
    role('open', trusting('*'), { attached: [arn.policy('readers')] }),
    role('partner', trusting({ AWS: arn.root(other) }), { inline: [[allow('s3:PutObject')]] }),
    role('worker', lambda, { attached: [administrator, arn.policy('readers')] }),
    role('twice', lambda, { inline: [[allow('s3:*')], [allow('s3:*'), allow('sqs:*')]] }),
    role('limited', lambda, { inline: [[allow('*'), deny('iam:*')]] }),
    workload('AWS::Lambda::Function', `arn:aws:lambda:eu-west-1:${account}:function:f`, 'worker'),
    workload('AWS::Lambda::Function', `arn:aws:lambda:eu-west-1:${account}:function:g`, 'worker'),
    workload('AWS::Lambda::Function', `arn:aws:lambda:eu-west-1:${account}:function:h`, 'twice'),
    used('worker', { s3: late, dynamodb: early, sqs: undefined }),
    used('twice', { s3: early, sqs: undefined }),
    used('open', { s3: undefined, dynamodb: undefined }),
    used('ci', { lambda: late, iam: late }),
  ],
  'a chain': [
    role('first', lambda, { inline: [[allow('sts:AssumeRole', arn.role('second'))]] }),
    role('second', trusting({ AWS: arn.role('first') }), {
      inline: [[allow('sts:AssumeRole', arn.role('third'))]],
    }),
    role('third', trusting({ AWS: arn.role('second') }), { attached: [administrator] }),
    user('side', { inline: [[allow('sts:AssumeRole', arn.role('third'))]] }),
    role('two-ways', lambda, {
      inline: [[allow('iam:AttachRolePolicy'), allow('iam:PutRolePolicy', arn.role('two-ways'))]],
    }),
  ],
  'many policies': [
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, n) =>
      policy(name, document(allow(`${['s3', 'sqs', 'sns', 'kms', 'ssm', 'ecr', 'logs'][n]}:*`))),
    ),
    role('seven', lambda, {
      attached: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => arn.policy(name)),
    }),
    role('six', lambda, { attached: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => arn.policy(name)) }),
    role('one', lambda, { attached: [arn.policy('a')] }),
  ],
  'nothing that counts': [role('closed', document(), { attached: [administrator] }), user('idle')],
};
