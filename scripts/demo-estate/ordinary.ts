import type { arnsOf, Statement, TrustStatement } from './policy.ts';
import { allow, identityCenter, objects, service } from './policy.ts';
import type { DaysAgo, Role, Workload } from './sketch.ts';

/** Identities without a story: what every account is full of. */
type Arns = ReturnType<typeof arnsOf>;

const fn = (name: string): Workload => ({ type: 'AWS::Lambda::Function', name });

/** A line of a crowd: the workload, the team that runs it and what it needs. */
export type Line = readonly [name: string, team: string, needs: readonly string[]];

/**
 * A need in one word, as a statement on exactly that resource: `table:parcels`, `read-table:parcels`, `queue:labels`,
 * `listen:labels`, `topic:delays`, `bucket:invoices`, `read-bucket:photos`, `secret:carrier-api`, `model:*`, `mail`.
 */
const needs = (arns: Arns, environment: string): Readonly<Record<string, (name: string) => Statement>> => ({
  table: (name) =>
    allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      arns.table(name),
    ),
  'read-table': (name) => allow(['dynamodb:GetItem', 'dynamodb:Query'], arns.table(name)),
  queue: (name) => allow('sqs:SendMessage', arns.queue(name)),
  listen: (name) =>
    allow(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], arns.queue(name)),
  topic: (name) => allow('sns:Publish', arns.topic(name)),
  stream: (name) => allow(['kinesis:PutRecord', 'kinesis:PutRecords'], arns.stream(name)),
  bucket: (name) => allow(['s3:GetObject', 's3:PutObject'], objects(`nordlicht-${environment}-${name}`)),
  'read-bucket': (name) => allow('s3:GetObject', objects(`nordlicht-${environment}-${name}`)),
  secret: (name) => allow('secretsmanager:GetSecretValue', `${arns.secret(name)}-??????`),
  model: (name) => allow('bedrock:InvokeModel', `arn:aws:bedrock:*::foundation-model/${name}`),
  mail: () => allow('ses:SendEmail', '*', { StringEquals: { 'ses:FromAddress': 'parcels@example.com' } }),
});

/** The statements for a list of needs. */
export const needing = (arns: Arns, environment: string, words: readonly string[]): readonly Statement[] =>
  words.map((word) => {
    const [kind = '', name = ''] = word.split(/:(.*)/s);
    const statement = needs(arns, environment)[kind];
    if (statement === undefined) throw new Error(`demo estate: unknown need ${word}`);
    return statement(name);
  });

/** One Lambda function, one role, only what it needs. Created one after the other, used today. */
export const lambdaCrowd = (
  arns: Arns,
  environment: string,
  prefix: string,
  lines: readonly Line[],
): readonly Role[] =>
  lines.map(([name, team, words], index) => ({
    name: `${prefix}${name}`,
    created: 1480 - index * 97,
    used: 0,
    team,
    trust: service('lambda'),
    managed: ['AWSLambdaBasicExecutionRole'],
    inline: { needs: needing(arns, environment, words) },
    runs: [fn(name)],
  }));

/** One ECS service, one task role. */
export const taskCrowd = (
  arns: Arns,
  environment: string,
  prefix: string,
  lines: readonly Line[],
): readonly Role[] =>
  lines.map(([name, team, words], index) => ({
    name: `${prefix}${name}`,
    created: 1390 - index * 83,
    used: 0,
    team,
    trust: service('ecs-tasks'),
    inline: { needs: needing(arns, environment, words) },
    runs: [{ type: 'AWS::ECS::TaskDefinition', name }],
  }));

/** Roles that AWS made for itself and that nobody else can use. */
export const serviceLinkedRoles = (
  lines: readonly (readonly [
    name: string,
    servicePrincipal: string,
    policy: string,
    used: DaysAgo | 'never',
  ])[],
): readonly Role[] =>
  lines.map(([name, principal, policy, used], index) => ({
    name: `AWSServiceRoleFor${name}`,
    path: `/aws-service-role/${principal}.amazonaws.com/`,
    created: 2100 - index * 41,
    used,
    trust: service(principal),
    managed: [policy],
  }));

/** Permission sets of IAM Identity Center: people, signed in for hours. */
export const permissionSets = (
  account: string,
  region: string,
  lines: readonly (readonly [
    name: string,
    suffix: string,
    policies: readonly string[],
    used: DaysAgo | 'never',
  ])[],
): readonly Role[] =>
  lines.map(([name, suffix, managed, used]) => ({
    name: `AWSReservedSSO_${name}_${suffix}`,
    path: `/aws-reserved/sso.amazonaws.com/${region}/`,
    created: 1210,
    used,
    trust: identityCenter(account),
    managed,
  }));

/** A role that one AWS service acts with. */
export const plumbing = (
  lines: readonly (readonly [
    name: string,
    trust: readonly TrustStatement[],
    rights: {
      readonly managed?: readonly string[];
      readonly inline?: Readonly<Record<string, readonly Statement[]>>;
    },
  ])[],
): readonly Role[] =>
  lines.map(([name, trust, rights], index) => ({
    name,
    created: 1650 - index * 71,
    used: index % 3,
    team: 'platform',
    trust,
    ...rights,
  }));
