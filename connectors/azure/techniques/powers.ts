import type { Technique } from '../../../src/model/takeover.ts';
import { includesAction } from '../directory/actions.ts';
import { inWorkflow } from '../directory/graph-powers.ts';
import {
  addApplicationCredential,
  addCredentialToBlueprint,
  addPrincipalCredential,
  addSignInMethod,
  assignDirectoryRole,
  changeMembershipRule,
  changeUserAttribute,
  convertGuest,
  federateDomain,
  grantItselfPermissions,
  joinGroup,
  resetPassword,
  runOnDevice,
  takeApplicationOwnership,
  takePrincipalOwnership,
} from './directory.ts';

/** What an action of the directory reaches. */
export type Power =
  | 'application-credentials'
  | 'application-owners'
  | 'principal-credentials'
  | 'principal-owners'
  | 'security-groups'
  | 'unified-groups'
  | 'role-groups'
  | 'security-rules'
  | 'unified-rules'
  | 'attributes'
  | 'passwords'
  | 'methods'
  | 'guests'
  | 'devices'
  | 'blueprints'
  | 'workflows'
  | 'tenant'
  | 'domains';

export interface DirectoryPower {
  readonly power: Power;
  /** Any of them is enough. */
  readonly actions: readonly string[];
  readonly technique: Technique;
  readonly assumes?: readonly string[];
  /** It leads on by what nobody can see, and is no control by itself. */
  readonly indirect?: true;
}

const d = 'microsoft.directory';

/**
 * Actions of roles of the directory by which somebody is taken over or privileges are given.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export const powers: readonly DirectoryPower[] = [
  {
    power: 'application-credentials',
    actions: [`${d}/applications/credentials/update`, `${d}/applications.myOrganization/credentials/update`],
    technique: addApplicationCredential,
  },
  {
    power: 'application-owners',
    actions: [`${d}/applications/owners/update`, `${d}/applications.myOrganization/owners/update`],
    technique: takeApplicationOwnership,
  },
  {
    power: 'principal-credentials',
    actions: [`${d}/servicePrincipals/credentials/update`],
    technique: addPrincipalCredential,
  },
  {
    power: 'principal-owners',
    actions: [`${d}/servicePrincipals/owners/update`],
    technique: takePrincipalOwnership,
  },
  {
    power: 'security-groups',
    actions: [`${d}/groups.security/members/update`, `${d}/groups.security/owners/update`],
    technique: joinGroup,
  },
  {
    power: 'unified-groups',
    actions: [`${d}/groups.unified/members/update`, `${d}/groups.unified/owners/update`],
    technique: joinGroup,
  },
  {
    power: 'role-groups',
    actions: [`${d}/groupsAssignableToRoles/members/update`, `${d}/groupsAssignableToRoles/owners/update`],
    technique: joinGroup,
  },
  {
    power: 'security-rules',
    actions: [`${d}/groups.security/dynamicMembershipRule/update`],
    technique: changeMembershipRule,
  },
  {
    power: 'unified-rules',
    actions: [`${d}/groups.unified/dynamicMembershipRule/update`],
    technique: changeMembershipRule,
  },
  {
    power: 'attributes',
    actions: [`${d}/users/basic/update`],
    technique: changeUserAttribute,
    assumes: ['it controls a user', 'the rule of the group goes by what it may change'],
    indirect: true,
  },
  {
    power: 'guests',
    actions: [`${d}/users/convertExternalToInternalMemberUser`],
    technique: convertGuest,
    assumes: ['guests can be turned into members, which is in preview'],
    indirect: true,
  },
  {
    power: 'devices',
    actions: ['microsoft.intune/allEntities/allTasks'],
    technique: runOnDevice,
    assumes: ['the user works on a device that Intune manages'],
    indirect: true,
  },
  { power: 'passwords', actions: [`${d}/users/password/update`], technique: resetPassword },
  {
    power: 'methods',
    actions: [`${d}/users/authenticationMethods/basic/update`, `${d}/users/authenticationMethods/create`],
    technique: addSignInMethod,
  },
  {
    power: 'blueprints',
    actions: [
      `${d}/agentIdentityBlueprints/credentials/update`,
      `${d}/agentIdentityBlueprints/owners/update`,
    ],
    technique: addCredentialToBlueprint,
  },
  {
    power: 'tenant',
    actions: [`${d}/roleAssignments/create`, `${d}/privilegedIdentityManagement/create`],
    technique: assignDirectoryRole,
  },
  {
    power: 'tenant',
    actions: [`${d}/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin`],
    technique: grantItselfPermissions,
  },
  {
    power: 'workflows',
    actions: [`${d}/lifecycleWorkflows/workflows/allProperties/allTasks`],
    technique: joinGroup,
    assumes: inWorkflow,
    indirect: true,
  },
  {
    power: 'domains',
    actions: [
      `${d}/domains/federation/update`,
      `${d}/domains/federationConfiguration/create`,
      `${d}/domains/federationConfiguration/basic/update`,
    ],
    technique: federateDomain,
    assumes: ['a domain of the tenant can be federated with an issuer of its own'],
  },
];

/** Whether a role with these actions has a power. */
export const hasPower = (held: readonly string[], { actions }: DirectoryPower): boolean =>
  held.some((action) => actions.some((wanted) => includesAction(action, wanted)));

/** Whether an action is control by itself. */
export const directoryPowers = (action: string): boolean =>
  powers.some((power) => power.indirect !== true && hasPower([action], power));
