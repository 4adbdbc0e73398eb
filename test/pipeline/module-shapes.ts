import type { SketchedChange } from '../support/plan.ts';

/** Modules as teams write them, each as the plan that makes it. */
export interface ModuleShape {
  readonly title: string;
  /** Under `gate.policy: standard`. */
  readonly verdict: 'pass' | 'fail';
  /** Why that is right: a sentence, as docs/gate.md has it. */
  readonly because: string;
  readonly changes: readonly SketchedChange[];
}

const account = '111122223333';
const region = 'eu-central-1';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
const trust = (principal: object, action = 'sts:AssumeRole', condition?: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: action,
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });
const service = (name: string): string => trust({ Service: `${name}.amazonaws.com` });
const oidc = (issuer: string, sub: string, aud: string): string =>
  trust({ Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` }, 'sts:AssumeRoleWithWebIdentity', {
    StringLike: { [`${issuer}:sub`]: sub },
    StringEquals: { [`${issuer}:aud`]: aud },
  });
const github = (sub: string): string => oidc('token.actions.githubusercontent.com', sub, 'sts.amazonaws.com');
const cluster = (namespace: string, name: string): string =>
  oidc(
    `oidc.eks.${region}.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E`,
    `system:serviceaccount:${namespace}:${name}`,
    'sts.amazonaws.com',
  );

const role = (name: string, assumed: string): SketchedChange => ({
  address: `aws_iam_role.${name}`,
  after: { name, path: '/', assume_role_policy: assumed },
  unknown: { arn: true, id: true, unique_id: true },
});
const inline = (name: string, ...statements: readonly Statement[]): SketchedChange => ({
  address: `aws_iam_role_policy.${name}`,
  after: { name, role: name, policy: policy(...statements) },
});
const attached = (name: string, managed: string): SketchedChange => ({
  address: `aws_iam_role_policy_attachment.${name}`,
  after: { role: name, policy_arn: `arn:aws:iam::aws:policy/${managed}` },
});
const arn = (of: string, rest: string): string => `arn:aws:${of}:${region}:${account}:${rest}`;
const logs: Statement = {
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: arn('logs', 'log-group:/aws/lambda/orders:*'),
};
const bucket = (name: string, keys = '*'): string => `arn:aws:s3:::${name}/${keys}`;

const subscription = '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590';
const azureIdentity: SketchedChange = {
  address: 'azurerm_user_assigned_identity.app',
  after: { name: 'app', location: 'westeurope', resource_group_name: 'app' },
  unknown: { principal_id: true, client_id: true, id: true },
};
const assigned = (roleName: string, scope: string): SketchedChange => ({
  address: 'azurerm_role_assignment.app',
  after: { role_definition_name: roleName, scope },
  unknown: { principal_id: true },
  expressions: {
    principal_id: {
      references: ['azurerm_user_assigned_identity.app.principal_id', 'azurerm_user_assigned_identity.app'],
    },
    role_definition_name: {},
    scope: {},
  },
});

const member = 'serviceAccount:app@acme-prod.iam.gserviceaccount.com';
const serviceAccount: SketchedChange = {
  address: 'google_service_account.app',
  after: { account_id: 'app', project: 'acme-prod', email: 'app@acme-prod.iam.gserviceaccount.com' },
};

export const moduleShapes: readonly ModuleShape[] = [
  {
    title: 'Lambda service: one prefix, one table, its logs',
    verdict: 'pass',
    because: 'everything is on named resources, and only the function takes the role',
    changes: [
      role('orders', service('lambda')),
      inline(
        'orders',
        logs,
        { Action: 's3:GetObject', Resource: bucket('acme-orders', 'in/*') },
        { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: arn('dynamodb', 'table/orders') },
      ),
    ],
  },
  {
    title: 'Lambda service that reads its database password',
    verdict: 'fail',
    because: 'anyone who compromises the function has the password; a reviewer accepts that once',
    changes: [
      role('orders', service('lambda')),
      inline('orders', logs, {
        Action: 'secretsmanager:GetSecretValue',
        Resource: arn('secretsmanager', 'secret:orders/database-??????'),
      }),
    ],
  },
  {
    title: 'queue consumer',
    verdict: 'pass',
    because: 'one queue',
    changes: [
      role('orders', service('lambda')),
      inline('orders', logs, {
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        Resource: arn('sqs', 'orders'),
      }),
    ],
  },
  {
    title: 'state machine that invokes one function',
    verdict: 'pass',
    because: 'one function, and only Step Functions takes the role',
    changes: [
      role('flow', service('states')),
      inline('flow', { Action: 'lambda:InvokeFunction', Resource: arn('lambda', 'function:orders') }),
    ],
  },
  {
    title: 'ECS service: execution role of AWS, and a task role for one bucket',
    verdict: 'pass',
    because: 'pulling images and writing logs weighs little, and the task has one bucket',
    changes: [
      role('execution', service('ecs-tasks')),
      attached('execution', 'service-role/AmazonECSTaskExecutionRolePolicy'),
      role('task', service('ecs-tasks')),
      inline('task', { Action: ['s3:GetObject', 's3:PutObject'], Resource: bucket('acme-uploads') }),
    ],
  },
  {
    title: 'EKS add-on by IRSA: external-dns',
    verdict: 'pass',
    because: 'one service account of one cluster, and records of DNS are none of the guarded services',
    changes: [
      role('external-dns', cluster('kube-system', 'external-dns')),
      inline(
        'external-dns',
        { Action: 'route53:ChangeResourceRecordSets', Resource: 'arn:aws:route53:::hostedzone/Z0123456789' },
        { Action: ['route53:ListHostedZones', 'route53:ListResourceRecordSets'], Resource: '*' },
      ),
    ],
  },
  {
    title: 'EKS add-on by IRSA: cluster-autoscaler on every group',
    verdict: 'fail',
    because: 'it may end any machine of the account; a condition on a tag names no resource',
    changes: [
      role('autoscaler', cluster('kube-system', 'cluster-autoscaler')),
      inline('autoscaler', {
        Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/k8s.io/cluster-autoscaler/enabled': 'true' } },
      }),
    ],
  },
  {
    title: 'CI role by OIDC: one environment, one bucket',
    verdict: 'pass',
    because: 'one protected environment of one repository, and what it deploys to is named',
    changes: [
      role('site', github('repo:acme/site:environment:production')),
      inline(
        'site',
        { Action: ['s3:PutObject', 's3:DeleteObject'], Resource: bucket('acme-site') },
        {
          Action: 'cloudfront:CreateInvalidation',
          Resource: `arn:aws:cloudfront::${account}:distribution/E1`,
        },
      ),
    ],
  },
  {
    title: 'CI role by OIDC: any branch of the repository',
    verdict: 'fail',
    because: 'whoever may push a branch is the role',
    changes: [
      role('site', github('repo:acme/site:*')),
      inline('site', { Action: 's3:PutObject', Resource: bucket('acme-site') }),
    ],
  },
  {
    title: 'CI role for infrastructure, with AdministratorAccess',
    verdict: 'fail',
    because: 'control of the account',
    changes: [
      role('infrastructure', github('repo:acme/infrastructure:environment:production')),
      attached('infrastructure', 'AdministratorAccess'),
    ],
  },
  {
    title: 'data pipeline: Glue from one bucket to another',
    verdict: 'pass',
    because: 'two buckets by name',
    changes: [
      role('curate', service('glue')),
      inline(
        'curate',
        { Action: 's3:GetObject', Resource: bucket('acme-raw') },
        { Action: ['s3:PutObject', 's3:DeleteObject'], Resource: bucket('acme-curated') },
      ),
    ],
  },
  {
    title: 'nightly export that reads every bucket',
    verdict: 'fail',
    because: 'all data of the account',
    changes: [
      role('export', service('ecs-tasks')),
      inline('export', { Action: 's3:GetObject', Resource: '*' }),
    ],
  },
  {
    title: 'KMS key: a service that decrypts with it',
    verdict: 'pass',
    because: 'one key, for what the service may read anyway',
    changes: [
      role('orders', service('lambda')),
      inline('orders', {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: arn('kms', 'key/1234abcd-12ab'),
      }),
    ],
  },
  {
    title: 'cross-account reader with an external id',
    verdict: 'fail',
    because: 'another account is trusted, of which nobody here can tell whose it is',
    changes: [
      role(
        'reader',
        trust({ AWS: 'arn:aws:iam::444455556666:root' }, 'sts:AssumeRole', {
          StringEquals: { 'sts:ExternalId': 'a1' },
        }),
      ),
      inline('reader', { Action: 's3:GetObject', Resource: bucket('acme-reports') }),
    ],
  },
  {
    title: 'monitoring that only looks',
    verdict: 'pass',
    because: 'metadata is below `gate.level`',
    changes: [
      role('monitoring', service('lambda')),
      inline('monitoring', { Action: ['ec2:DescribeInstances', 'cloudwatch:ListMetrics'], Resource: '*' }),
    ],
  },
  {
    title: 'user with an access key for mail',
    verdict: 'fail',
    because: 'the key works until somebody revokes it',
    changes: [
      { address: 'aws_iam_user.mail', after: { name: 'mail', path: '/' }, unknown: { arn: true } },
      {
        address: 'aws_iam_user_policy.mail',
        after: { name: 'mail', user: 'mail', policy: policy({ Action: 'ses:SendRawEmail', Resource: '*' }) },
      },
      {
        address: 'aws_iam_access_key.mail',
        after: { user: 'mail', status: 'Active' },
        unknown: { id: true },
      },
    ],
  },
  {
    title: 'Azure app that reads one storage account',
    verdict: 'pass',
    because: 'one resource, with a role for its data',
    changes: [
      azureIdentity,
      assigned(
        'Storage Blob Data Reader',
        `${subscription}/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/acmeorders`,
      ),
    ],
  },
  {
    title: 'Azure app that is contributor of the subscription',
    verdict: 'fail',
    because: 'control of all that runs there',
    changes: [azureIdentity, assigned('Contributor', subscription)],
  },
  {
    title: 'Google Cloud service account for one bucket',
    verdict: 'pass',
    because: 'one bucket',
    changes: [
      serviceAccount,
      {
        address: 'google_storage_bucket_iam_member.app',
        after: { bucket: 'acme-orders', role: 'roles/storage.objectViewer', member },
      },
    ],
  },
  {
    title: 'Google Cloud service account that edits the project',
    verdict: 'fail',
    because: 'an editor acts as every service account of the project',
    changes: [
      serviceAccount,
      {
        address: 'google_project_iam_member.app',
        after: { project: 'acme-prod', role: 'roles/editor', member },
      },
    ],
  },
];
