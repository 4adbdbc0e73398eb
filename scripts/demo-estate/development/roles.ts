import { lambdaCrowd, taskCrowd } from '../ordinary.ts';
import { allow, githubActions, kubernetes, objects, principal, service } from '../policy.ts';
import type { Role } from '../sketch.ts';
import { arns, id, need, production, region } from './names.ts';

const kubernetesIssuer = `oidc.eks.${region}.amazonaws.com/id/EXAMPLEA11CE5C0FFEE0DDBA11EXAMPLE`;

const lambda = (name: string) => ({ type: 'AWS::Lambda::Function', name }) as const;
const instance = (name: string) => ({ type: 'AWS::EC2::Instance', name }) as const;

export const access: readonly Role[] = [
  // Administrator here, and production's `prod-hotfix` trusts it. A nightly function runs as it.
  {
    name: 'dev-platform-admin',
    created: 930,
    used: 0,
    team: 'platform',
    trust: [...service('lambda'), ...principal(arns.role('dev-ci-runner'))],
    managed: ['AdministratorAccess'],
    runs: [lambda('env-janitor')],
  },
  // The runner that all pipelines of development share; its next role is the administrator.
  {
    name: 'dev-ci-runner',
    created: 928,
    used: 0,
    team: 'platform',
    trust: service('ec2'),
    managed: ['AmazonSSMManagedInstanceCore'],
    inline: { deploy: [allow('sts:AssumeRole', arns.role('dev-platform-admin'))] },
    runs: [instance('ci-runner')],
  },
  // No subject at all: any repository on GitHub. It can do little, so it ranks low.
  {
    name: 'github-preview',
    created: 1040,
    used: 2,
    team: 'frontend',
    trust: githubActions(id, undefined),
    inline: { previews: need('bucket:previews') },
  },
  {
    name: 'github-deploy-booking-api',
    created: 390,
    used: 0,
    team: 'booking',
    trust: githubActions(id, 'repo:nordlicht-logistics/booking-api:environment:development'),
    inline: {
      deploy: [
        allow(['ecs:DescribeServices', 'ecs:UpdateService'], arns.ecsService('parcels', 'booking-api')),
      ],
    },
  },
  // Fetches production's samples for the testers.
  {
    name: 'dev-sample-import',
    created: 505,
    used: 1,
    team: 'data',
    trust: service('glue'),
    inline: {
      samples: [
        allow('sts:AssumeRole', `arn:aws:iam::${production}:role/prod-sample-export`),
        allow('s3:PutObject', objects('nordlicht-development-samples')),
      ],
    },
    runs: [{ type: 'AWS::Glue::Job', name: 'sample-import' }],
  },
  // The scanner's own role: "just for the first set-up" it got more than it needs.
  {
    name: 'security-audit',
    created: 698,
    used: 0,
    team: 'security',
    trust: githubActions(id, 'repo:nordlicht-logistics/access-audit:environment:audit'),
    managed: ['IAMFullAccess', 'SecurityAudit'],
  },
];

export const workloads: readonly Role[] = [
  ...lambdaCrowd(arns, 'development', 'dev-lambda-', [
    ['tracking-events', 'tracking', ['table:parcels', 'stream:parcel-events']],
    ['eta-predict', 'tracking', ['read-table:parcels']],
    ['label-render', 'depot', ['bucket:labels', 'listen:label-jobs']],
    ['route-plan', 'routing', ['table:routes', 'topic:route-changes']],
    ['carrier-webhook', 'integrations', ['queue:carrier-events', 'secret:carrier-api-sandbox']],
    ['rate-quote', 'booking', ['read-table:rates']],
    ['returns-portal', 'customer-care', ['table:returns']],
    ['invoice-pdf', 'billing', ['bucket:invoices', 'read-table:bookings']],
  ]),
  ...taskCrowd(arns, 'development', 'dev-ecs-task-', [
    ['tracking-api', 'tracking', ['read-table:parcels', 'secret:tracking-db']],
    ['booking-api', 'booking', ['table:bookings', 'queue:label-jobs', 'secret:booking-db']],
    ['customer-portal', 'customer-care', ['read-table:parcels']],
    ['depot-terminal', 'depot', ['table:scans']],
    ['driver-backend', 'fleet', ['table:tours']],
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
    name: 'dev-lambda-shared',
    created: 980,
    used: 0,
    trust: service('lambda'),
    managed: ['AWSLambdaBasicExecutionRole'],
    inline: { shared: [allow(['dynamodb:*', 'sqs:*'])] },
    runs: ['hack-day-bot', 'ping', 'seed-parcels', 'wipe-parcels'].map(lambda),
  },
  {
    name: 'dev-eks-cluster',
    created: 600,
    used: 0,
    team: 'platform',
    trust: service('eks'),
    managed: ['AmazonEKSClusterPolicy'],
  },
  {
    name: 'dev-eks-node',
    created: 600,
    used: 0,
    team: 'platform',
    trust: service('ec2'),
    managed: ['AmazonEC2ContainerRegistryReadOnly', 'AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy'],
    runs: [instance('dev-eks-node-a')],
  },
  {
    name: 'dev-irsa-external-dns',
    created: 595,
    used: 0,
    team: 'platform',
    trust: kubernetes(id, kubernetesIssuer, 'system:serviceaccount:infra:external-dns'),
    inline: {
      zone: [allow('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z1EXAMPLE')],
    },
  },
  {
    name: 'dev-irsa-loki',
    created: 560,
    used: 0,
    team: 'platform',
    trust: kubernetes(id, kubernetesIssuer, 'system:serviceaccount:observability:loki'),
    inline: { logs: need('bucket:logs') },
  },
  {
    name: 'dev-data-glue-etl',
    created: 640,
    used: 5,
    team: 'data',
    trust: service('glue'),
    inline: { lake: need('bucket:lake') },
    runs: [{ type: 'AWS::Glue::Job', name: 'parcels-sample' }],
  },
];

/** Tried once, or never: of roles AWS remembers 400 days. */
export const forgotten: readonly Role[] = [
  {
    name: 'poc-blockchain-ledger',
    created: 1310,
    used: 'never',
    trust: service('lambda'),
    managed: ['AmazonDynamoDBReadOnlyAccess'],
  },
  {
    name: 'poc-ar-glasses',
    created: 455,
    used: 'never',
    trust: service('ecs-tasks'),
    inline: { poc: need('read-bucket:photos') },
  },
  {
    name: 'hackathon-2024',
    created: 710,
    used: 'never',
    trust: service('lambda'),
    managed: ['AmazonS3ReadOnlyAccess'],
  },
  // New since last week: too young to be called unused.
  {
    name: 'dev-lambda-pallet-vision',
    created: 6,
    used: 'never',
    team: 'depot',
    trust: service('lambda'),
    inline: { photos: need('read-bucket:photos') },
  },
];
