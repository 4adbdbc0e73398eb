import { lambdaCrowd, taskCrowd } from '../ordinary.ts';
import { allow, bucket, deny, githubActions, kubernetes, objects, principal, service } from '../policy.ts';
import type { Role } from '../sketch.ts';
import { arns, id, need, region } from './names.ts';

const kubernetesIssuer = `oidc.eks.${region}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`;

/** Everything that the functions do, one role each; then the exceptions. */
const functions: readonly Role[] = [
  ...lambdaCrowd(arns, 'production', 'lambda-', [
    ['tracking-events', 'tracking', ['table:parcels', 'stream:parcel-events']],
    ['eta-predict', 'tracking', ['read-table:parcels', 'read-bucket:eta-models']],
    ['label-render', 'depot', ['bucket:labels', 'listen:label-jobs']],
    ['parcel-photo', 'depot', ['bucket:photos']],
    ['route-plan', 'routing', ['table:routes', 'topic:route-changes']],
    ['carrier-webhook', 'integrations', ['queue:carrier-events', 'secret:carrier-api']],
    ['rate-quote', 'booking', ['read-table:rates']],
    ['address-check', 'booking', ['secret:address-api']],
    ['returns-portal', 'customer-care', ['table:returns', 'mail']],
    ['sms-notify', 'customer-care', ['secret:sms-gateway', 'listen:notifications']],
    ['invoice-pdf', 'billing', ['bucket:invoices', 'read-table:bookings']],
    ['customs-docs', 'customs', ['bucket:customs', 'topic:clearance']],
  ]),
  // Cleans up unused resources at night, as administrator.
  {
    name: 'lambda-account-housekeeping',
    created: 1090,
    used: 0,
    team: 'platform',
    trust: service('lambda'),
    managed: ['AdministratorAccess'],
    runs: [{ type: 'AWS::Lambda::Function', name: 'account-housekeeping' }],
  },
  // Its policy has an old version that allowed everything; the version in force allows one bucket.
  {
    name: 'lambda-stock-report',
    created: 1299,
    used: 0,
    team: 'depot',
    trust: service('lambda'),
    managed: ['AWSLambdaBasicExecutionRole', 'warehouse-read'],
    runs: [{ type: 'AWS::Lambda::Function', name: 'stock-report' }],
  },
  // Makes new keys for service users: whoever runs as this becomes any of them.
  {
    name: 'lambda-key-rotation',
    created: 480,
    used: 6,
    team: 'security',
    trust: service('lambda'),
    managed: ['AWSLambdaBasicExecutionRole'],
    inline: {
      rotate: [
        allow(
          ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
          arns.user('svc-*'),
        ),
      ],
    },
    runs: [{ type: 'AWS::Lambda::Function', name: 'key-rotation' }],
  },
  // Looks like a path to administrator; an explicit deny ends it.
  {
    name: 'lambda-billing-batch',
    created: 760,
    used: 0,
    team: 'billing',
    trust: service('lambda'),
    managed: ['AWSLambdaBasicExecutionRole'],
    inline: {
      batch: [allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])],
      guardrail: [deny('iam:PassRole')],
    },
    runs: [{ type: 'AWS::Lambda::Function', name: 'billing-batch' }],
  },
  // One role for nine functions: what one of them needs, all can do.
  {
    name: 'lambda-shared-default',
    created: 1610,
    used: 0,
    trust: service('lambda'),
    managed: ['AWSLambdaVPCAccessExecutionRole'],
    inline: {
      everything: [
        allow(['dynamodb:*', 's3:GetObject', 's3:PutObject', 'sqs:*']),
        allow('secretsmanager:GetSecretValue'),
      ],
    },
    runs: [
      'parcel-merge',
      'parcel-split',
      'depot-clock',
      'driver-roster',
      'fuel-card',
      'gate-code',
      'pallet-count',
      'scan-replay',
      'zip-lookup',
    ].map((name) => ({ type: 'AWS::Lambda::Function', name })),
  },
];

const containers: readonly Role[] = [
  ...taskCrowd(arns, 'production', 'ecs-task-', [
    ['tracking-api', 'tracking', ['read-table:parcels', 'secret:tracking-db']],
    ['booking-api', 'booking', ['table:bookings', 'queue:label-jobs', 'secret:booking-db']],
    ['customer-portal', 'customer-care', ['read-table:parcels', 'mail']],
    ['depot-terminal', 'depot', ['table:scans', 'queue:parcel-scans']],
    ['billing-run', 'billing', ['table:bookings', 'bucket:invoices', 'secret:billing-db']],
    ['driver-backend', 'fleet', ['table:tours', 'topic:tour-changes']],
    ['geo-tiles', 'routing', ['read-bucket:tiles']],
    ['search', 'tracking', ['read-table:parcels']],
  ]),
  {
    name: 'ecs-execution',
    created: 1395,
    used: 0,
    team: 'platform',
    trust: service('ecs-tasks'),
    managed: ['AmazonECSTaskExecutionRolePolicy'],
  },
  {
    name: 'eks-cluster',
    created: 640,
    used: 0,
    team: 'platform',
    trust: service('eks'),
    managed: ['AmazonEKSClusterPolicy'],
  },
  {
    name: 'eks-node',
    created: 640,
    used: 0,
    team: 'platform',
    trust: service('ec2'),
    managed: ['AmazonEC2ContainerRegistryReadOnly', 'AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy'],
    runs: [{ type: 'AWS::EC2::Instance', name: 'eks-node-a' }],
  },
  ...(
    [
      [
        'external-dns',
        'infra',
        'platform',
        [
          allow(['route53:ChangeResourceRecordSets'], 'arn:aws:route53:::hostedzone/Z0EXAMPLE'),
          allow('route53:ListHostedZones'),
        ],
      ],
      [
        'cert-manager',
        'infra',
        'platform',
        [allow('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z0EXAMPLE')],
      ],
      [
        'cluster-autoscaler',
        'kube-system',
        'platform',
        [allow(['autoscaling:DescribeAutoScalingGroups', 'autoscaling:SetDesiredCapacity'])],
      ],
      [
        'external-secrets',
        'infra',
        'platform',
        [allow(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'])],
      ],
      ['loki', 'observability', 'platform', need('bucket:logs')],
    ] as const
  ).map(
    ([name, namespace, team, statements], index): Role => ({
      name: `irsa-${name}`,
      created: 630 - index * 45,
      used: 0,
      team,
      trust: kubernetes(id, kubernetesIssuer, `system:serviceaccount:${namespace}:${name}`),
      inline: { needs: statements },
    }),
  ),
  // Any pod of any namespace.
  {
    name: 'irsa-batch-jobs',
    created: 590,
    used: 4,
    trust: kubernetes(id, kubernetesIssuer, 'system:serviceaccount:*:*'),
    inline: { jobs: need('bucket:tolls', 'read-bucket:history') },
  },
];

const instances: readonly Role[] = [
  {
    name: 'ec2-bastion',
    created: 1700,
    used: 1,
    team: 'platform',
    trust: service('ec2'),
    managed: ['AmazonSSMManagedInstanceCore'],
    runs: [{ type: 'AWS::EC2::Instance', name: 'bastion' }],
  },
  {
    name: 'ec2-jenkins',
    created: 1975,
    used: 0,
    team: 'platform',
    trust: service('ec2'),
    managed: ['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'],
    inline: { artifacts: need('bucket:artifacts') },
    runs: [{ type: 'AWS::EC2::Instance', name: 'jenkins' }],
  },
  // Bought with the warehouse: the vendor asked for all of S3.
  {
    name: 'ec2-warehouse-wms',
    created: 1840,
    used: 0,
    trust: service('ec2'),
    managed: ['AmazonS3FullAccess', 'AmazonSSMManagedInstanceCore'],
    runs: [{ type: 'AWS::EC2::Instance', name: 'wms-primary' }],
  },
];

/** Parcel events into the lake, by night into reports. */
const dataPipeline: readonly Role[] = [
  {
    name: 'data-firehose-ingest',
    created: 905,
    used: 0,
    team: 'data',
    trust: service('firehose'),
    inline: {
      lake: [
        allow(['kinesis:GetRecords', 'kinesis:GetShardIterator'], arns.stream('parcel-events')),
        ...need('bucket:lake'),
      ],
    },
  },
  {
    name: 'data-glue-etl',
    created: 900,
    used: 0,
    team: 'data',
    trust: service('glue'),
    inline: {
      lake: [
        allow(['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], objects('nordlicht-production-lake')),
        allow('s3:ListBucket', bucket('nordlicht-production-lake')),
        allow(['glue:GetTable', 'glue:UpdatePartition']),
      ],
    },
    runs: [{ type: 'AWS::Glue::Job', name: 'parcels-nightly' }],
  },
  {
    name: 'data-nightly-steps',
    created: 880,
    used: 0,
    team: 'data',
    trust: service('states', { StringEquals: { 'aws:SourceAccount': id } }),
    inline: {
      steps: [
        allow(['glue:GetJobRun', 'glue:StartJobRun'], arns.job('parcels-nightly')),
        allow('sns:Publish', arns.topic('data-alarms')),
      ],
    },
    runs: [{ type: 'AWS::StepFunctions::StateMachine', name: 'parcels-nightly' }],
  },
  {
    name: 'data-quicksight-reports',
    created: 850,
    used: 1,
    team: 'data',
    trust: service('quicksight'),
    inline: {
      reports: [...need('read-bucket:lake'), allow(['athena:GetQueryResults', 'athena:StartQueryExecution'])],
    },
  },
  {
    name: 'data-redshift-copy',
    created: 790,
    used: 1,
    team: 'data',
    trust: service('redshift'),
    inline: { copy: need('read-bucket:lake') },
  },
];

/** The driver app's team makes its own roles, never stronger than its boundary. */
const driverApp: readonly Role[] = [
  {
    name: 'driver-app-deployer',
    created: 350,
    used: 1,
    team: 'driver-app',
    boundary: 'driver-app-boundary',
    trust: githubActions(id, 'repo:nordlicht-logistics/driver-app:environment:production'),
    managed: ['AdministratorAccess'],
  },
  ...(['push', 'sync', 'proof-of-delivery'] as const).map(
    (name, index): Role => ({
      name: `driver-app-${name}`,
      created: 340 - index * 12,
      used: 0,
      team: 'driver-app',
      boundary: 'driver-app-boundary',
      trust: service('lambda'),
      inline: { app: [allow(['dynamodb:*', 'lambda:*', 's3:*', 'sns:*'])] },
      runs: [{ type: 'AWS::Lambda::Function', name: `driver-app-${name}` }],
    }),
  ),
];

/** AI: an agent that answers customers. */
const agents: readonly Role[] = [
  {
    name: 'AmazonBedrockExecutionRoleForAgents_CUSTOMERCARE',
    path: '/service-role/',
    created: 160,
    used: 0,
    team: 'customer-care',
    trust: service('bedrock', {
      StringEquals: { 'aws:SourceAccount': id },
      ArnLike: { 'aws:SourceArn': `arn:aws:bedrock:${region}:${id}:agent/*` },
    }),
    inline: {
      agent: [
        ...need('model:*'),
        allow('lambda:InvokeFunction', [arns.function('returns-portal'), arns.function('rate-quote')]),
      ],
    },
  },
];

const forgotten: readonly Role[] = [
  {
    name: 'poc-drone-telemetry',
    created: 390,
    used: 'never',
    trust: service('iotanalytics'),
    inline: { poc: [allow(['kinesis:*', 's3:*'])] },
  },
  {
    name: 'test-please-delete',
    created: 744,
    used: 'never',
    trust: principal(`arn:aws:iam::${id}:root`),
    managed: ['ReadOnlyAccess'],
  },
  {
    name: 'legacy-shop-import',
    created: 1800,
    used: 231,
    trust: service('ec2'),
    inline: { shop: need('bucket:shop-export') },
  },
];

/** All of the above. */
export const workloads: readonly Role[] = [
  ...functions,
  ...containers,
  ...instances,
  ...dataPipeline,
  ...driverApp,
  ...agents,
  ...forgotten,
];
