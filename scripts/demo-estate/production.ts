import { permissionSets, plumbing, serviceLinkedRoles } from './ordinary.ts';
import { allow, bucket, objects, service } from './policy.ts';
import { pipelines, trusted } from './production/access.ts';
import { arns, id, need, region } from './production/names.ts';
import { users } from './production/users.ts';
import { workloads } from './production/workloads.ts';
import type { Account, Role } from './sketch.ts';

const roles: readonly Role[] = [
  ...pipelines,
  ...trusted,
  ...workloads,
  ...plumbing([
    ['apigateway-logs', service('apigateway'), { managed: ['AmazonAPIGatewayPushToCloudWatchLogs'] }],
    ['aws-backup', service('backup'), { managed: ['AWSBackupServiceRolePolicyForBackup'] }],
    [
      'cloudtrail-logs',
      service('cloudtrail'),
      {
        inline: {
          logs: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arns.logGroup('cloudtrail*'))],
        },
      },
    ],
    ['config-recorder', service('config'), { managed: ['AWS_ConfigRole'] }],
    ['dms-vpc-role', service('dms'), { managed: ['AmazonDMSVPCManagementRole'] }],
    ['rds-monitoring', service('monitoring.rds'), { managed: ['AmazonRDSEnhancedMonitoringRole'] }],
    ['s3-replication', service('s3'), { inline: { copy: need('bucket:archive') } }],
    [
      'scheduler-nightly',
      service('scheduler', { StringEquals: { 'aws:SourceAccount': id } }),
      {
        inline: {
          start: [
            allow('states:StartExecution', `arn:aws:states:${region}:${id}:stateMachine:parcels-nightly`),
          ],
        },
      },
    ],
    [
      'vpc-flow-logs',
      service('vpc-flow-logs'),
      { inline: { logs: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arns.logGroup('vpc*'))] } },
    ],
  ]),
  ...permissionSets(id, region, [
    ['AdministratorAccess', '1f0e2d3c4b5a6978', ['AdministratorAccess'], 12],
    ['ReadOnlyAccess', '2a1b3c4d5e6f7081', ['ReadOnlyAccess'], 0],
    ['Support', '3b2c1d0e9f8a7b6c', ['AWSSupportAccess', 'ReadOnlyAccess'], 1],
    ['Billing', '4c3d2e1f0a9b8c7d', ['Billing'], 5],
  ]),
  ...serviceLinkedRoles([
    ['AutoScaling', 'autoscaling', 'AutoScalingServiceRolePolicy', 0],
    ['ECS', 'ecs', 'AmazonECSServiceRolePolicy', 0],
    ['ElasticLoadBalancing', 'elasticloadbalancing', 'AWSElasticLoadBalancingServiceRolePolicy', 0],
    ['RDS', 'rds', 'AmazonRDSServiceRolePolicy', 0],
    ['Support', 'support', 'AWSSupportServiceRolePolicy', 'never'],
    ['TrustedAdvisor', 'trustedadvisor', 'AWSTrustedAdvisorServiceRolePolicy', 'never'],
    ['Organizations', 'organizations', 'AWSOrganizationsServiceTrustPolicy', 'never'],
    ['SSO', 'sso', 'AWSSSOServiceRolePolicy', 240],
    ['Config', 'config', 'AWSConfigServiceRolePolicy', 0],
    ['AmazonGuardDuty', 'guardduty', 'AmazonGuardDutyServiceRolePolicy', 0],
    ['CloudTrail', 'cloudtrail', 'CloudTrailServiceRolePolicy', 'never'],
    ['AmazonEKS', 'eks', 'AmazonElasticContainerServiceForKubernetesServiceRolePolicy', 0],
  ]),
];

export const production: Account = {
  id,
  name: 'Nordlicht Logistics production',
  environment: 'production',
  region,
  created: 2150,
  scanner: 'security-audit',
  // As it should be: second factor, no key, not used for most of a year.
  root: { password: { changed: 2150, used: 298, mfa: true } },
  groups: [
    { name: 'ci-users', created: 1972, managed: ['AmazonEC2ContainerRegistryReadOnly'] },
    { name: 'finance', created: 1705, managed: ['Billing', 'IAMUserChangePassword'] },
    {
      name: 'mail-senders',
      created: 1340,
      inline: {
        send: [allow('ses:SendRawEmail', '*', { StringLike: { 'ses:FromAddress': '*@example.com' } })],
      },
    },
  ],
  users,
  roles,
  policies: [
    {
      name: 'terraform-plan',
      created: 1128,
      statements: [allow(['ec2:Describe*', 'iam:Get*', 'iam:List*', 's3:GetBucket*'])],
    },
    // An old version that allowed everything is not the default any more: it gives nobody anything.
    {
      name: 'warehouse-read',
      created: 1300,
      earlier: [[allow('*')]],
      statements: [allow('s3:GetObject', objects('nordlicht-production-warehouse'))],
    },
    {
      name: 'driver-app-boundary',
      created: 360,
      statements: [
        allow(['dynamodb:*'], arns.table('driver-app-*')),
        allow(['lambda:*'], arns.function('driver-app-*')),
        allow(['s3:*'], [bucket('nordlicht-driver-app'), objects('nordlicht-driver-app')]),
        allow(['sns:Publish'], arns.topic('driver-app-*')),
        allow(['iam:GetRole', 'iam:PassRole'], arns.role('driver-app-*')),
        allow(['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePolicy'], arns.role('driver-app-*'), {
          StringEquals: { 'iam:PermissionsBoundary': arns.policy('driver-app-boundary') },
        }),
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arns.logGroup('/aws/lambda/driver-app-*')),
      ],
    },
  ],
};
