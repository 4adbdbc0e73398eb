import { id, need, region } from './development/names.ts';
import { access, forgotten, workloads } from './development/roles.ts';
import { users } from './development/users.ts';
import { permissionSets, plumbing, serviceLinkedRoles } from './ordinary.ts';
import { service } from './policy.ts';
import type { Account } from './sketch.ts';

export const development: Account = {
  id,
  name: 'Nordlicht Logistics development',
  environment: 'development',
  region,
  created: 2148,
  scanner: 'security-audit',
  // The key of the first afternoon, never taken away again.
  root: {
    password: { changed: 2148, used: 433, mfa: false },
    key: { created: 2147, used: 433, service: 'iam' },
  },
  groups: [
    {
      name: 'developers',
      created: 1100,
      managed: ['CloudWatchReadOnlyAccess', 'IAMUserChangePassword'],
      inline: { work: need('table:parcels', 'table:bookings', 'bucket:samples') },
    },
  ],
  users,
  roles: [
    ...access,
    ...workloads,
    ...forgotten,
    ...plumbing([
      ['apigateway-logs', service('apigateway'), { managed: ['AmazonAPIGatewayPushToCloudWatchLogs'] }],
      ['config-recorder', service('config'), { managed: ['AWS_ConfigRole'] }],
      ['rds-monitoring', service('monitoring.rds'), { managed: ['AmazonRDSEnhancedMonitoringRole'] }],
    ]),
    ...permissionSets(id, region, [
      ['AdministratorAccess', '5d4e3f2a1b0c9d8e', ['AdministratorAccess'], 3],
      ['PowerUserAccess', '6e5f4a3b2c1d0e9f', ['PowerUserAccess'], 0],
      ['ReadOnlyAccess', '7f6a5b4c3d2e1f0a', ['ReadOnlyAccess'], 1],
    ]),
    ...serviceLinkedRoles([
      ['AutoScaling', 'autoscaling', 'AutoScalingServiceRolePolicy', 0],
      ['ECS', 'ecs', 'AmazonECSServiceRolePolicy', 0],
      ['ElasticLoadBalancing', 'elasticloadbalancing', 'AWSElasticLoadBalancingServiceRolePolicy', 0],
      ['RDS', 'rds', 'AmazonRDSServiceRolePolicy', 0],
      ['Support', 'support', 'AWSSupportServiceRolePolicy', 'never'],
      ['TrustedAdvisor', 'trustedadvisor', 'AWSTrustedAdvisorServiceRolePolicy', 'never'],
      ['Organizations', 'organizations', 'AWSOrganizationsServiceTrustPolicy', 'never'],
      ['SSO', 'sso', 'AWSSSOServiceRolePolicy', 181],
    ]),
  ],
  policies: [],
};
