import type { Management } from '../../../src/model/identity.ts';
import type { Principal } from '../facts/inventory.ts';
import type { RoleTrust } from './trust.ts';

/**
 * Roles that AWS, or the management of an organisation, makes in an account for itself. Known by name and by trust: a name
 * alone could be anybody's.
 */
interface ManagedRole {
  readonly name: RegExp;
  readonly path?: RegExp;
  /** Of every party that the role trusts. */
  readonly trusts: (trust: RoleTrust) => boolean;
  readonly by: string;
  /** What helps, in place of what would help with another role: a sentence, then a command. */
  readonly instead: string;
  readonly source: string;
}

const isAccount = ({ party, conditions }: RoleTrust): boolean => party === 'scope' && conditions.length === 0;
const isRole =
  (name: RegExp) =>
  ({ party, principal }: RoleTrust): boolean =>
    party === 'identity' && name.test(principal);
const isService =
  (name: string) =>
  ({ party, principal }: RoleTrust): boolean =>
    party === 'service' && principal === name;
const administers = isRole(/:role\/(?:.*\/)?AWSCloudFormationStackSetAdministrationRole$/);

/**
 * Roles of the management account, at `/service-role/`, each for one service. The rest of the text says what the role is for.
 * https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
 * https://docs.aws.amazon.com/controltower/latest/userguide/lz-apis-prereqs.html
 */
const controlTowerRoles: readonly (readonly [name: string, service: string, use: string])[] = [
  ['AWSControlTowerAdmin', 'controltower.amazonaws.com', 'manages the landing zone with it'],
  [
    'AWSControlTowerStackSetRole',
    'cloudformation.amazonaws.com',
    'deploys its stack sets into the accounts that it manages with it, by way of their AWSControlTowerExecution',
  ],
  ['AWSControlTowerCloudTrailRole', 'cloudtrail.amazonaws.com', 'lets CloudTrail write its logs with it'],
  [
    'AWSControlTowerConfigAggregatorRoleForOrganizations',
    'config.amazonaws.com',
    'lets AWS Config list the accounts of the organization with it',
  ],
];

const managedRoles: readonly ManagedRole[] = [
  {
    name: /^OrganizationAccountAccessRole$/,
    trusts: isAccount,
    by: 'AWS Organizations',
    instead:
      'AWS Organizations made it, so that the management account can enter this one: it takes no external id, and denying it everything locks the management account out. See that the account it trusts is the management account; there, let one role assume it, for emergencies and with MFA, and raise an alarm when it is used. Where people come through IAM Identity Center, delete it.\naws organizations describe-organization --query Organization.MasterAccountId --output text',
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html',
  },
  {
    name: /^AWSControlTowerExecution$/,
    trusts: isAccount,
    by: 'AWS Control Tower',
    instead:
      'AWS Control Tower manages the account by it: a change here is drift and breaks its updates. Limit, in the management account, who may assume it and who may change the landing zone.\naws controltower list-landing-zones',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html',
  },
  ...controlTowerRoles.map(
    ([name, service, use]): ManagedRole => ({
      name: new RegExp(`^${name}$`),
      path: /^\/service-role\/$/,
      trusts: isService(service),
      by: 'AWS Control Tower',
      instead: `AWS Control Tower ${use}: a change here is drift and breaks its updates. Limit, in this management account, who may change the role, pass it (iam:PassRole) and change the landing zone.\naws controltower list-landing-zones`,
      source: 'https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html',
    }),
  ),
  {
    name: /^aws-controltower-\w+$/,
    trusts: isRole(/:role\/aws-controltower-\w+$/),
    by: 'AWS Control Tower',
    instead:
      'AWS Control Tower audits the account by it: a change here is drift and breaks its updates. Limit, in the audit account, who may become the role that it trusts.\naws controltower list-landing-zones',
    source: 'https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html',
  },
  {
    name: /^AWSCloudFormationStackSetExecutionRole$/,
    trusts: (trust) => isAccount(trust) || administers(trust),
    by: 'stack sets of AWS CloudFormation',
    instead:
      'CloudFormation deploys stack sets into this account by it: it takes no external id, and denying it everything breaks them. Let it trust the administration role alone, give it what the stack sets make in place of AdministratorAccess, and limit who may pass the administration role and change stack sets. In an organisation, service-managed permissions take its place.\naws cloudformation list-stack-sets --status ACTIVE',
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html',
  },
  {
    name: /^stacksets-exec-[0-9a-f]{16,64}$/,
    trusts: isRole(/:role\/aws-service-role\/(?:member\.org\.)?stacksets\.cloudformation\.amazonaws\.com\//),
    by: 'stack sets of AWS CloudFormation',
    instead:
      'CloudFormation made it for the stack sets of the organisation, and recreates it: changing it here has no lasting effect. Limit, in the management account and in delegated administrators, who may create and change stack sets with service-managed permissions.\naws organizations list-delegated-administrators --service-principal member.org.stacksets.cloudformation.amazonaws.com',
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access.html',
  },
  {
    name: /^AWSReservedSSO_.+_[0-9a-f]{16}$/,
    path: /^\/aws-reserved\/sso\.amazonaws\.com\//,
    trusts: ({ party, principal }) => party === 'federated' && /:saml-provider\/AWSSSO_/.test(principal),
    by: 'IAM Identity Center',
    instead:
      'IAM Identity Center makes it from a permission set, and IAM refuses changes to it. Change the permission set and who is assigned to it here: fewer rights, fewer people, shorter sessions.\naws sso-admin list-permission-sets --instance-arn INSTANCE_ARN\n# fill in INSTANCE_ARN: the ARN of the instance of IAM Identity Center, as aws sso-admin list-instances tells it',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html',
  },
];

/** Who made a role for itself, and what helps in place of changing it; undefined: it is the account's own. */
export const managementOf = (
  { kind, name, path }: Principal,
  trusts: readonly RoleTrust[],
): Management | undefined => {
  if (kind !== 'role' || trusts.length === 0) return undefined;
  const found = managedRoles.find(
    (row) => row.name.test(name) && (row.path?.test(path) ?? true) && trusts.every(row.trusts),
  );
  return found && { by: found.by, instead: found.instead, source: found.source };
};
