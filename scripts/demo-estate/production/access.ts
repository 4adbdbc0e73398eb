import { dispatchHelper, entraIssuer, trackingWorker } from '../other-clouds.ts';
import { allow, githubActions, objects, otherCloud, principal, service } from '../policy.ts';
import type { Role } from '../sketch.ts';
import { arns, id, need } from './names.ts';

/** Outside: one vendor that is gone, one that is well looked after. */
const fleetpulse = '777788889999';
const northwatch = '123456789012';

/** The other account of the company. */
const development = '444455556666';

/** GitHub Actions: the same mechanism, from careless to exemplary. */
export const pipelines: readonly Role[] = [
  // Any repository, any branch, any pull request of the organisation; and a power user meets functions that run as administrator.
  {
    name: 'github-release',
    created: 870,
    used: 1,
    team: 'platform',
    trust: githubActions(id, 'repo:nordlicht-logistics/*'),
    managed: ['PowerUserAccess'],
  },
  // One repository, one protected environment, one service.
  {
    name: 'github-deploy-tracking-api',
    created: 420,
    used: 0,
    team: 'tracking',
    trust: githubActions(id, 'repo:nordlicht-logistics/tracking-api:environment:production'),
    inline: {
      deploy: [
        allow(['ecs:DescribeServices', 'ecs:UpdateService'], arns.ecsService('parcels', 'tracking-api')),
        allow(
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:CompleteLayerUpload',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          arns.repository('tracking-api'),
        ),
        allow('ecr:GetAuthorizationToken'),
      ],
    },
  },
  // The model deploy: attested, one repository, one environment, and the right itself ends three days from now.
  {
    name: 'github-migrate-route-plan',
    created: 4,
    used: 0,
    team: 'routing',
    trust: githubActions(id, 'repo:nordlicht-logistics/route-plan:environment:production'),
    inline: {
      'migration-NL-2291': [
        allow(
          ['dynamodb:BatchWriteItem', 'dynamodb:DescribeTable', 'dynamodb:PutItem', 'dynamodb:Scan'],
          [arns.table('routes'), arns.table('routes-v2')],
          {
            DateLessThan: { 'aws:CurrentTime': '2026-09-04T18:00:00Z' },
          },
        ),
      ],
    },
  },
  // Last quarter's migration: the grant ended by itself, the role is still there.
  {
    name: 'github-migrate-warehouse',
    created: 190,
    used: 158,
    team: 'depot',
    trust: githubActions(id, 'repo:nordlicht-logistics/warehouse:environment:production'),
    inline: {
      'migration-NL-1874': [
        allow(['rds-data:ExecuteStatement', 's3:PutObject'], '*', {
          DateLessThan: { 'aws:CurrentTime': '2026-03-31T18:00:00Z' },
        }),
      ],
    },
  },
  // Deploys everything through CloudFormation, whose role can do everything.
  {
    name: 'codepipeline-release',
    created: 1280,
    used: 1,
    team: 'platform',
    trust: service('codepipeline'),
    inline: {
      release: [
        allow(['cloudformation:CreateStack', 'cloudformation:DescribeStacks', 'cloudformation:UpdateStack']),
        allow('iam:PassRole', arns.role('cloudformation-execution')),
        allow(['s3:GetObject', 's3:PutObject'], objects('nordlicht-production-artifacts')),
      ],
    },
  },
  {
    name: 'cloudformation-execution',
    created: 1281,
    used: 1,
    team: 'platform',
    trust: service('cloudformation'),
    managed: ['AdministratorAccess'],
  },
  {
    name: 'codebuild-booking',
    created: 1010,
    used: 1,
    team: 'booking',
    trust: service('codebuild', { StringEquals: { 'aws:SourceAccount': id } }),
    inline: {
      build: [
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arns.logGroup('/aws/codebuild/booking*')),
        ...need('bucket:artifacts'),
      ],
    },
    runs: [{ type: 'AWS::CodeBuild::Project', name: 'booking' }],
  },
  {
    name: 'terraform-plan',
    created: 1128,
    used: 1,
    team: 'platform',
    trust: principal(arns.user('ci-terraform')),
    managed: ['terraform-plan'],
  },
];

/** Outside parties and other accounts. */
export const trusted: readonly Role[] = [
  // The telematics trial ended a year ago. Its set-up page asked for a power user, and for no external id.
  {
    name: 'vendor-fleetpulse',
    created: 1015,
    used: 378,
    trust: principal(`arn:aws:iam::${fleetpulse}:root`),
    managed: ['PowerUserAccess'],
  },
  // External id, read only, an owner, used every hour.
  {
    name: 'vendor-northwatch-monitoring',
    created: 610,
    used: 0,
    team: 'platform',
    trust: principal(`arn:aws:iam::${northwatch}:root`, {
      StringEquals: { 'sts:ExternalId': 'northwatch-EXAMPLE' },
    }),
    managed: ['CloudWatchReadOnlyAccess'],
  },
  // Everyone, but only of the own organisation, and only by a name that nobody has here.
  {
    name: 'org-metrics-reader',
    created: 540,
    used: 2,
    team: 'platform',
    trust: principal('*', {
      StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/metrics-collector' },
    }),
    managed: ['CloudWatchReadOnlyAccess'],
  },
  // Opened one night for a repair: development's administrator is an administrator here.
  {
    name: 'prod-hotfix',
    created: 300,
    used: 46,
    team: 'platform',
    trust: principal(`arn:aws:iam::${development}:role/dev-platform-admin`),
    managed: ['AdministratorAccess'],
  },
  // A nightly copy for the testers: small, but the boundary between environments is gone here as well.
  {
    name: 'prod-sample-export',
    created: 505,
    used: 1,
    team: 'data',
    trust: principal(`arn:aws:iam::${development}:role/dev-sample-import`),
    inline: { samples: need('read-bucket:samples') },
  },
  // "Temporary" administrator, with an end that nobody will see.
  {
    name: 'contractor-temporary',
    created: 982,
    used: 'never',
    trust: principal(arns.user('jonas.brandt')),
    inline: {
      'until-done': [allow('*', '*', { DateLessThan: { 'aws:CurrentTime': '2099-12-31T00:00:00Z' } })],
    },
  },
  // Trusts a user who no longer exists: AWS keeps only the id.
  {
    name: 'report-archive',
    created: 1500,
    used: 'never',
    team: 'finance',
    trust: principal('AIDAQ3PL5VEXAMPLE7ZTK'),
    inline: { archive: need('read-bucket:reports') },
  },
  {
    name: 'break-glass-admin',
    created: 1210,
    used: 385,
    team: 'security',
    tags: { 'break-glass': 'true' },
    trust: principal(arns.user('break-glass'), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    managed: ['AdministratorAccess'],
  },
  // The scan itself: a pipeline of its own, and nothing but reading.
  {
    name: 'security-audit',
    created: 700,
    used: 0,
    team: 'security',
    trust: githubActions(id, 'repo:nordlicht-logistics/access-audit:environment:audit'),
    managed: ['SecurityAudit'],
  },
  // Two clouds, no key: an identity of Entra and one of Google, each by its own tokens.
  {
    name: 'azure-tracking-archive',
    created: 210,
    used: 0,
    team: 'tracking',
    trust: otherCloud(
      `arn:aws:iam::${id}:oidc-provider/${entraIssuer}`,
      entraIssuer,
      trackingWorker,
      'api://nordlicht-aws',
    ),
    inline: { archive: need('bucket:archive') },
  },
  {
    name: 'google-dispatch-routes',
    created: 115,
    used: 0,
    team: 'routing',
    trust: otherCloud('accounts.google.com', 'accounts.google.com', dispatchHelper, dispatchHelper),
    inline: { routes: need('read-table:routes') },
  },
];
