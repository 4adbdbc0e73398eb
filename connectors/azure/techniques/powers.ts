import type { Technique } from '../../../src/model/takeover.ts';
import { includesAction } from '../directory/actions.ts';
import {
  addApplicationCredential,
  addCredentialToBlueprint,
  addPrincipalCredential,
  addSignInMethod,
  assignDirectoryRole,
  federateDomain,
  grantItselfPermissions,
  joinGroup,
  resetPassword,
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
  | 'passwords'
  | 'methods'
  | 'blueprints'
  | 'tenant'
  | 'domains';

export interface DirectoryPower {
  readonly power: Power;
  /** Any of them is enough. */
  readonly actions: readonly string[];
  readonly technique: Technique;
  readonly assumes?: readonly string[];
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
    power: 'domains',
    actions: [`${d}/domains/federation/update`],
    technique: federateDomain,
    assumes: ['a domain of the tenant can be federated with an issuer of its own'],
  },
];

/** Whether a role with these actions has a power. */
export const hasPower = (held: readonly string[], { actions }: DirectoryPower): boolean =>
  held.some((action) => actions.some((wanted) => includesAction(action, wanted)));

export const directoryPowers = (action: string): boolean => powers.some((power) => hasPower([action], power));
