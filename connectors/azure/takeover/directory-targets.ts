import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { TargetMember, TargetSet, Targets } from '../../../src/takeover/targets.ts';
import { passwordsOf } from '../directory/built-in-roles.ts';
import { accessPoliciesOf } from '../identities/access-policies.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Group } from '../identities/groups.ts';
import { isGuest, type Principal } from '../identities/principals.ts';
import type { Nodes } from './nodes.ts';

/** Objects of a tenant that something of the directory reaches, as sets; each is listed once. */
export interface DirectoryTargets {
  /** Principals whose application is registered in the tenant: it takes credentials. */
  readonly applications: (tenant: string) => TargetSet;
  /** Principals that take credentials themselves. */
  readonly principals: (tenant: string) => TargetSet;
  /**
   * Users whose password a role sets.
   * @param atUnit of a role that is given at a unit: which of them those in the unit are is the caller's affair
   */
  readonly users: (tenant: string, role: string, atUnit?: boolean) => TargetSet;
  /** Guests without a role. */
  readonly guests: (tenant: string) => TargetSet;
  /** Users who are switched on, whoever they are: what they work with may be managed here. */
  readonly workers: (tenant: string) => TargetSet;
  readonly blueprints: (tenant: string) => TargetSet;
  readonly groups: (tenant: string) => readonly Group[];
  /** Whether somebody without a role at its unit may change an object: not in a restricted one. */
  readonly isOpen: (id: string) => boolean;
  /** Object ids in an administrative unit, as far as a role at it reaches them: not those of a restricted one besides. */
  readonly inUnit: (unit: string) => ReadonlySet<string>;
  /** Node of a principal, by its id or that of its application. */
  readonly nodeOf: (object: string) => number | undefined;
}

const noDetails: EdgeDetails = {};

/** Whether the property lock of an application keeps credentials off its principals. */
const isLocked = ({ application }: Principal): boolean => {
  const lock = application?.data.servicePrincipalLockConfiguration;
  return (
    lock?.isEnabled === true && (lock.allProperties === true || lock.credentialsWithUsageVerify === true)
  );
};

/** Kinds that prove themselves with keys of their own. Managed identities and agents take none. */
const takesKeys = ({ kind }: Principal): boolean =>
  kind === 'service-principal' || kind === 'application' || kind === 'agent-blueprint';

/**
 * What adding a credential to a principal rests on. Undefined: it takes none here, because its application is registered in
 * another tenant, or is Microsoft's.
 */
export const credentialDetails = (arranged: Arranged, principal: Principal): EdgeDetails | undefined => {
  if (!takesKeys(principal)) return undefined;
  const asked = accessPoliciesOf(arranged.inventory)(principal);
  if (principal.home === 'here') return asked.length === 0 ? noDetails : { assumes: asked };
  return principal.home === 'unknown' && principal.servicePrincipal !== undefined
    ? { assumes: [`the application of ${principal.name} is registered in this tenant`, ...asked] }
    : undefined;
};

/** The same of the principal itself, which the property lock of its application may keep closed: undefined where it does. */
export const principalCredentialDetails = (
  arranged: Arranged,
  principal: Principal,
): EdgeDetails | undefined => {
  if (isLocked(principal)) return undefined;
  const details = credentialDetails(arranged, principal);
  return details === undefined || principal.application !== undefined
    ? details
    : {
        ...details,
        assumes: [
          ...(details.assumes ?? []),
          `the application of ${principal.name} does not lock credentials`,
        ],
      };
};

export const directoryTargets = (arranged: Arranged, targets: Targets, nodes: Nodes): DirectoryTargets => {
  const { inventory, principals, groups, directory } = arranged;
  const byTenant = Map.groupBy(principals.all.values(), ({ tenant }) => tenant);
  const members = (
    tenant: string,
    detailsOf: (principal: Principal) => EdgeDetails | undefined,
  ): readonly TargetMember[] =>
    (byTenant.get(tenant) ?? []).flatMap((principal): readonly TargetMember[] => {
      const details = detailsOf(principal);
      const node = nodes.of(principal.id);
      return details === undefined || node === undefined ? [] : [{ node, details }];
    });

  const restricted = new Set(
    inventory
      .of('azure.administrative-unit')
      .flatMap(({ data }) => (data.isMemberManagementRestricted === true ? (data.members ?? []) : [])),
  );
  for (const { data } of inventory.of('azure.group'))
    if (data.isManagementRestricted === true) restricted.add(data.id);
  const units = new Map(
    inventory.of('azure.administrative-unit').map(({ data }) => {
      const isRestricted = data.isMemberManagementRestricted === true;
      return [data.id, new Set((data.members ?? []).filter((id) => isRestricted || !restricted.has(id)))];
    }),
  );

  // Roles of the directory that users have now, and who is in a group that may hold them.
  const rolesOf = new Map<string, Set<string>>();
  for (const { principal, role, term } of directory.assignments) {
    if (term.duration === 'eligible') continue;
    const set = rolesOf.get(principal) ?? new Set<string>();
    rolesOf.set(principal, set.add(role.id));
  }
  const inRoleGroup = new Set<string>();
  for (const { mayHoldRoles, members: inside, owners } of groups.all.values())
    if (mayHoldRoles)
      for (const { id, term } of [...inside, ...owners])
        if (term.duration !== 'eligible') inRoleGroup.add(id);
  const activeRoles = (id: string): readonly string[] => [
    ...(rolesOf.get(id) ?? []),
    ...groups
      .of(id)
      .flatMap(({ group, term }) => (term.duration === 'eligible' ? [] : [...(rolesOf.get(group.id) ?? [])])),
  ];
  const passwordDetails =
    (role: string, atUnit: boolean) =>
    (principal: Principal): EdgeDetails | undefined => {
      const { id, kind, user, enabled } = principal;
      // A guest's password is its own tenant's affair, an agent has none.
      if (kind !== 'user' || user === undefined || isGuest(user.data) || !enabled) return undefined;
      // Restricted units hold back every role of the tenant, even those that reach administrators.
      if (!atUnit && restricted.has(id)) return undefined;
      const reaches = passwordsOf.get(role) ?? new Set<string>();
      if (reaches !== 'all') {
        if (inRoleGroup.has(id)) return undefined;
        if (!activeRoles(id).every((each) => reaches.has(each))) return undefined;
      }
      return user.data.onPremisesSyncEnabled === true
        ? { assumes: ['passwords are written back to where the user is synchronised from'] }
        : noDetails;
    };
  return {
    applications: (tenant) =>
      targets.set(`applications of tenant ${tenant}`, () =>
        members(tenant, (principal) =>
          isHereOnly(principal) ? undefined : credentialDetails(arranged, principal),
        ),
      ),
    principals: (tenant) =>
      targets.set(`service principals of tenant ${tenant} that take credentials`, () =>
        members(tenant, (principal) =>
          principal.servicePrincipal === undefined
            ? undefined
            : principalCredentialDetails(arranged, principal),
        ),
      ),
    users: (tenant, role, atUnit = false) => {
      const reaches = passwordsOf.has(role) ? role : 'without a role';
      const where = atUnit ? ' at a unit' : '';
      return targets.set(`users of tenant ${tenant} whose password ${reaches} sets${where}`, () =>
        members(tenant, passwordDetails(role, atUnit)),
      );
    },
    guests: (tenant) =>
      targets.set(`guests of tenant ${tenant} without a role`, () =>
        members(tenant, ({ id, kind, user, enabled }) =>
          kind === 'user' &&
          user !== undefined &&
          isGuest(user.data) &&
          enabled &&
          !inRoleGroup.has(id) &&
          !restricted.has(id) &&
          activeRoles(id).length === 0
            ? noDetails
            : undefined,
        ),
      ),
    workers: (tenant) =>
      targets.set(`users of tenant ${tenant} on devices`, () =>
        members(tenant, ({ kind, user, enabled }) =>
          kind === 'user' && user !== undefined && !isGuest(user.data) && enabled ? noDetails : undefined,
        ),
      ),
    blueprints: (tenant) =>
      targets.set(`agent blueprints of tenant ${tenant}`, () =>
        members(tenant, (principal) =>
          principal.kind === 'agent-blueprint' && principal.home === 'here'
            ? credentialDetails(arranged, principal)
            : undefined,
        ),
      ),
    groups: (tenant) => [...groups.all.values()].filter((group) => group.tenant === tenant),
    isOpen: (id) => !restricted.has(id),
    inUnit: (unit) => units.get(unit) ?? new Set(),
    nodeOf: (object) => nodes.of(principals.byApplication.get(object)?.id ?? object),
  };
};

/** Of an application that was not read only its principal can be given credentials. */
const isHereOnly = ({ application, home }: Principal): boolean =>
  application === undefined && home !== 'here' && home !== 'unknown';
