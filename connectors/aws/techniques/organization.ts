import { api } from './shared.ts';
import type { Need, OrganizationRow } from './types.ts';

const permissionSet: Need['on'] = 'arn:{partition}:sso:::permissionSet/?*/?*';
const ssoAccount: Need['on'] = 'arn:{partition}:sso:::account/{member}';
const memberStackSet: Need['on'] = 'arn:{partition}:cloudformation:?*:{account}:stackset/?*:?*';
/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html */
const identityCenter = 'sso.amazonaws.com';
const stackSets = 'member.org.stacksets.cloudformation.amazonaws.com';
const rootAccess = 'iam.amazonaws.com';
const signsIn = 'it can sign in to IAM Identity Center as a user who has the assignment';

/**
 * What the management account of an organisation can do to the accounts in it. `{member}` in a need stands for the
 * account that is taken.
 */
export const organizationTechniques: readonly OrganizationRow[] = [
  ...(['AttachManagedPolicyToPermissionSet', 'PutInlinePolicyToPermissionSet'] as const).flatMap(
    (write): OrganizationRow[] => {
      const id = write === 'PutInlinePolicyToPermissionSet' ? 'inline' : 'managed';
      const source = api(`singlesignon/latest/APIReference/API_${write}`);
      return [
        {
          kind: 'organization',
          id: `sso-new-permission-set-${id}`,
          service: identityCenter,
          does: 'create a permission set with full control and assign it there',
          source,
          reaches: 'every-account',
          needs: [
            { action: 'sso:CreatePermissionSet', on: permissionSet },
            { action: `sso:${write}`, on: permissionSet },
            { action: 'sso:CreateAccountAssignment', on: permissionSet },
            { action: 'sso:CreateAccountAssignment', on: ssoAccount },
          ],
          shownBy: 'permission-sets',
          assumes: signsIn,
        },
        {
          kind: 'organization',
          id: `sso-write-permission-set-${id}`,
          service: identityCenter,
          does: 'write a permission set that is assigned there',
          source,
          reaches: 'accounts-with-permission-sets',
          needs: [
            { action: `sso:${write}`, on: permissionSet },
            { action: 'sso:ProvisionPermissionSet', on: permissionSet },
            { action: 'sso:ProvisionPermissionSet', on: ssoAccount },
          ],
          shownBy: 'permission-sets',
          assumes: signsIn,
        },
      ];
    },
  ),
  {
    kind: 'organization',
    id: 'sso-create-account-assignment',
    service: identityCenter,
    does: 'assign the permission set of the role to a user of IAM Identity Center',
    source: api('singlesignon/latest/APIReference/API_CreateAccountAssignment'),
    reaches: 'permission-set-roles',
    needs: [
      { action: 'sso:CreateAccountAssignment', on: permissionSet },
      { action: 'sso:CreateAccountAssignment', on: ssoAccount },
    ],
    shownBy: 'permission-sets',
    assumes: signsIn,
  },
  {
    kind: 'organization',
    id: 'identitystore-create-group-membership',
    service: identityCenter,
    does: 'put a user of IAM Identity Center into a group that has the permission set of the role',
    source: api('singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership'),
    reaches: 'permission-set-roles',
    needs: [
      { action: 'identitystore:CreateGroupMembership', on: 'arn:{partition}:identitystore:::group/?*' },
      { action: 'identitystore:CreateGroupMembership', on: 'arn:{partition}:identitystore:::user/?*' },
    ],
    shownBy: 'permission-sets',
    assumes: `a group has the assignment, and ${signsIn}`,
  },
  {
    kind: 'organization',
    id: 'sso-directory-update-password',
    service: identityCenter,
    does: 'set the password of a user of IAM Identity Center that has the permission set of the role',
    source: api('singlesignon/latest/userguide/reset-password-for-user'),
    reaches: 'permission-set-roles',
    needs: [{ action: 'sso-directory:UpdatePassword', on: '*' }],
    shownBy: 'permission-sets',
    assumes: 'the user of IAM Identity Center signs in with its password alone, or mail to it can be read',
  },
  {
    kind: 'organization',
    id: 'stack-set-service-managed',
    service: stackSets,
    does: 'deploy a stack set there, which AWS does with full control',
    source: api('AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access'),
    reaches: 'members',
    needs: [
      { action: 'cloudformation:CreateStackSet', on: '*' },
      { action: 'cloudformation:CreateStackInstances', on: memberStackSet },
    ],
    shownBy: 'stack-sets',
  },
  {
    kind: 'organization',
    id: 'stack-set-service-managed-update',
    service: stackSets,
    does: 'change a stack set that AWS deploys there with full control',
    source: api('AWSCloudFormation/latest/APIReference/API_UpdateStackSet'),
    reaches: 'members',
    needs: [{ action: 'cloudformation:UpdateStackSet', on: memberStackSet }],
    shownBy: 'stack-sets',
    assumes: 'a stack set with service-managed permissions is deployed there',
  },
  {
    kind: 'organization',
    id: 'sts-assume-root',
    service: rootAccess,
    does: 'give the root user there a password as a privileged root session',
    source: api('IAM/latest/UserGuide/id_root-user-privileged-task'),
    reaches: 'members',
    needs: [{ action: 'sts:AssumeRoot', on: 'arn:{partition}:iam::{member}:root' }],
    assumes: 'central root access is enabled, and it can read the mail of the root user there',
  },
];
