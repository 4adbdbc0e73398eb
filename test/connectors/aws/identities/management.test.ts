import { expect, test } from 'vitest';
import {
  account,
  administrator,
  arn,
  document,
  estateOf,
  other,
  role,
  trusting,
} from '../../../support/aws-sketch.ts';

/** Who made a role for itself; `its own` where that is the account. */
const madeBy = (name: string, trust: unknown, path = '/'): string => {
  const [identity] = estateOf([role(name, trust, { path, attached: [administrator] })]).identities;
  return identity?.management?.by ?? 'its own';
};
const trustingAccount = trusting({ AWS: arn.root(other) });
const sso = document({
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
});
const organizationAdmin = trusting({
  AWS: `arn:aws:iam::${other}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`,
});
const lambda = trusting({ Service: 'lambda.amazonaws.com' });
const forService = (...services: readonly string[]) =>
  trusting({ Service: services.map((service) => `${service}.amazonaws.com`) });
const servicePath = '/service-role/';
const reserved = '/aws-reserved/sso.amazonaws.com/';

const rows: readonly (readonly [name: string, by: string, trust: unknown, path?: string])[] = [
  ['OrganizationAccountAccessRole', 'AWS Organizations', trustingAccount],
  ['OrganizationAccountAccessRole', 'its own', lambda],
  ['OrganizationAccountAccessRole', 'its own', trusting({ AWS: '*' })],
  [
    'OrganizationAccountAccessRole',
    'its own',
    trusting({ AWS: arn.root(other) }, { StringEquals: { 'sts:ExternalId': 'x' } }),
  ],
  ['MyOrganizationAccountAccessRole', 'its own', trustingAccount],
  ['AWSControlTowerExecution', 'AWS Control Tower', trustingAccount],
  ['AWSControlTowerExecution', 'its own', lambda],
  ['AWSControlTowerAdmin', 'AWS Control Tower', forService('controltower'), servicePath],
  ['AWSControlTowerAdmin', 'its own', forService('controltower')],
  ['AWSControlTowerAdmin', 'its own', lambda, servicePath],
  ['AWSControlTowerAdmin', 'its own', forService('controltower', 'lambda'), servicePath],
  ['AWSControlTowerAdmin2', 'its own', forService('controltower'), servicePath],
  ['AWSControlTowerStackSetRole', 'AWS Control Tower', forService('cloudformation'), servicePath],
  ['AWSControlTowerStackSetRole', 'its own', trustingAccount, servicePath],
  ['AWSControlTowerCloudTrailRole', 'AWS Control Tower', forService('cloudtrail'), servicePath],
  ['AWSControlTowerCloudTrailRole', 'its own', forService('controltower'), servicePath],
  [
    'AWSControlTowerConfigAggregatorRoleForOrganizations',
    'AWS Control Tower',
    forService('config'),
    servicePath,
  ],
  ['AWSControlTowerConfigAggregatorRoleForOrganizations', 'its own', forService('cloudtrail'), servicePath],
  ['AWSCloudFormationStackSetExecutionRole', 'stack sets of AWS CloudFormation', trustingAccount],
  [
    'AWSCloudFormationStackSetExecutionRole',
    'stack sets of AWS CloudFormation',
    trusting({ AWS: arn.role('AWSCloudFormationStackSetAdministrationRole', other) }),
  ],
  ['AWSCloudFormationStackSetExecutionRole', 'its own', trusting({ AWS: arn.role('deploy', other) })],
  ['stacksets-exec-0123456789abcdef0123456789abcdef', 'stack sets of AWS CloudFormation', organizationAdmin],
  ['stacksets-exec-0123456789abcdef0123456789abcdef', 'its own', trustingAccount],
  ['AWSReservedSSO_Admin_0123456789abcdef', 'IAM Identity Center', sso, reserved],
  ['AWSReservedSSO_Admin_0123456789abcdef', 'its own', sso],
  ['AWSReservedSSO_Admin_0123456789abcdef', 'its own', lambda, reserved],
  [
    'aws-controltower-AdministratorExecutionRole',
    'AWS Control Tower',
    trusting({ AWS: arn.role('aws-controltower-AuditAdministratorRole', other) }),
  ],
  ['deploy', 'its own', trustingAccount],
];

test.each(rows.map(([name, by, trust, path = '/']) => ({ name, by, trust, path })))(
  '$name is made by $by (%#)',
  ({ name, by, trust, path }) => {
    expect(madeBy(name, trust, path)).toBe(by);
  },
);
