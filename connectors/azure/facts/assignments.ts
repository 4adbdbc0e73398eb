import type { FactRef } from '../../../src/model/evidence.ts';
import { builtInDirectoryRoles } from '../directory/built-in-roles.ts';
import { builtInRoles } from '../rbac/built-in-roles.ts';
import { endOf, letsNothing } from '../rbac/condition/delegation.ts';
import { lowerAll, type PermissionEntry, type Role, roleIdOf } from '../rbac/role.ts';
import { normalScope, subscriptionOf } from '../rbac/scope.ts';
import { type AzureInventory, type Fact, sourceOf } from './inventory.ts';
import type { RolePolicies } from './policies.ts';
import { hasEnded, permanent, type Term, type TermPolicy, termOfInstance, through } from './term.ts';
import { unseenActivations } from './unseen-activations.ts';

/** A role of Azure that somebody has somewhere, for a time. */
export interface RoleAssignment {
  readonly principal: string;
  readonly principalType: string | null | undefined;
  readonly tenant: string;
  /** Normal. */
  readonly scope: string;
  readonly role: Role;
  readonly condition?: string;
  readonly term: Term;
  readonly source: FactRef;
}

const entryOf = ({
  actions,
  notActions,
  dataActions,
  notDataActions,
  condition,
}: NonNullable<Fact<'azure.role-definition'>['data']['permissions']>[number]): PermissionEntry => ({
  actions: lowerAll(actions),
  notActions: lowerAll(notActions),
  dataActions: lowerAll(dataActions),
  notDataActions: lowerAll(notDataActions),
  ...(condition == null || condition.trim() === '' ? {} : { condition }),
});

/**
 * Roles by guid: as they were read, else as Microsoft publishes them. A built-in role that was read by an API version which
 * hides the conditions inside its permissions has those that are published.
 */
export const rolesOf = (inventory: AzureInventory): ReadonlyMap<string, Role> => {
  const read = inventory.of('azure.role-definition').map(({ data }): Role => {
    const builtIn = data.roleType === 'BuiltInRole';
    const published = builtIn ? builtInRoles().get(data.name) : undefined;
    const entries = (data.permissions ?? []).map(entryOf);
    const hides = entries.every(({ condition }) => condition === undefined);
    const conditioned = published?.entries.some(({ condition }) => condition !== undefined) === true;
    return {
      id: data.name,
      name: data.roleName ?? data.name,
      builtIn,
      entries: hides && conditioned ? published!.entries : entries,
      assignableScopes: builtIn ? [] : (data.assignableScopes ?? []).map(normalScope),
    };
  });
  return new Map([...builtInRoles(), ...read.map((role) => [role.id, role] as const)]);
};

/** Nothing is known of what it permits. */
const unreadRole = (id: string, name: string | null | undefined): Role => ({
  id,
  name: name ?? id,
  builtIn: false,
  entries: [],
  assignableScopes: [],
});

/** Names by tenant. */
export type Unread = ReadonlyMap<string, readonly string[]>;

const unreadNames = () => {
  const names = new Map<string, Set<string>>();
  return {
    add: (tenant: string, name: string): void =>
      void names.set(tenant, (names.get(tenant) ?? new Set()).add(name)),
    sorted: (): Unread => new Map([...names].map(([tenant, own]) => [tenant, [...own].sort()])),
  };
};

export interface Assignments {
  readonly assignments: readonly RoleAssignment[];
  /** Names of roles that assignments name and whose definitions were not read, sorted; by tenant. */
  readonly unread: Unread;
}

/** Nobody could tell whether it ends. */
const untold: Term = { duration: 'unknown' };

/** How long an assignment holds of which no instance tells: for good, where all active ones were read, or nothing was asked. */
const untoldTerms = (inventory: AzureInventory): ((scope: string, tenant: string) => Term) => {
  const told = inventory.of('azure.subscription').filter(({ data }) => data.inherits == null);
  const read = new Map(told.map(({ data }) => [data.id, data.activeRolesRead ?? undefined]));
  const readIn = new Map(
    [...Map.groupBy(told, ({ tenant }) => tenant)].map(([tenant, own]) => [
      tenant,
      new Set(own.map(({ data }) => data.activeRolesRead ?? undefined)),
    ]),
  );
  return (scope, tenant) => {
    const subscription = subscriptionOf(scope);
    if (subscription !== undefined) return read.get(subscription) === false ? untold : permanent;
    // What is given above subscriptions is told in each of them.
    const all = readIn.get(tenant);
    return all?.has(false) === true && !all.has(true) ? untold : permanent;
  };
};

/** What the policy of a role at a place says of one instance. */
export const policyAt = (
  { asks, active }: RolePolicies,
  tenant: string,
  place: string,
  role: string,
): TermPolicy => ({
  asks: asks(tenant, place, role),
  longest: active(tenant, place, role)?.longest,
});

/** Eligible is somebody who can activate nothing. */
const isInVain = (
  { is, principalId }: { readonly is: 'active' | 'eligible'; readonly principalId: string },
  machines: ReadonlySet<string>,
): boolean => is === 'eligible' && machines.has(principalId);

/**
 * Role assignments of Azure, each once, with how long they hold.
 * @param machines those who can activate nothing
 */
export const assignmentsOf = (
  inventory: AzureInventory,
  roles: ReadonlyMap<string, Role>,
  policies: RolePolicies,
  machines: ReadonlySet<string>,
  now: string,
): Assignments => {
  const unread = unreadNames();
  const roleOf = (tenant: string, path: string, name?: string | null): Role => {
    const id = roleIdOf(path);
    const role = roles.get(id);
    if (role === undefined) unread.add(tenant, name ?? id);
    return role ?? unreadRole(id, name);
  };
  const instances = inventory
    .of('azure.role-instance')
    .filter(({ data }) => !hasEnded(data.endDateTime, now) && !isInVain(data, machines));
  const termOf = ({ tenant, data }: Fact<'azure.role-instance'>): Term =>
    termOfInstance(
      data,
      policyAt(policies, tenant, normalScope(data.scope), roleIdOf(data.roleDefinitionId)),
      now,
    );
  const terms = new Map<string, Term>();
  for (const fact of instances) {
    const { data } = fact;
    if (data.is !== 'active' || data.originRoleAssignmentId == null) continue;
    const origin = normalScope(data.originRoleAssignmentId);
    if (!terms.has(origin) || data.memberType === 'Direct') terms.set(origin, termOf(fact));
  }

  const termHere = untoldTerms(inventory);
  const mayBeActivated = unseenActivations(
    instances.map(({ data }) => {
      const place = normalScope(data.scope);
      const holding = `${data.principalId} ${roleIdOf(data.roleDefinitionId)}`;
      return { of: subscriptionOf(place) ?? '', is: data.is, holding, place };
    }),
    new Set(
      inventory
        .of('azure.subscription')
        .flatMap(({ data }) => (data.activeRolesRead === true ? data.id : [])),
    ),
  );
  const found = new Map<string, RoleAssignment>();
  const add = (assignment: RoleAssignment): void => {
    const { principal, scope, role, condition = '', term } = assignment;
    if (letsNothing(condition, now)) return;
    const key = [principal, scope, role.id, condition, term.duration === 'eligible'].join(' ');
    if (!found.has(key)) found.set(key, assignment);
  };
  const withEnd = (term: Term, condition: string | null | undefined): Term => {
    const until = endOf(condition ?? undefined, 'microsoft.authorization/roleassignments/write', now);
    return until === undefined ? term : through(term, { duration: 'time-bound', until });
  };
  for (const fact of inventory.of('azure.role-assignment')) {
    const { data, tenant } = fact;
    add({
      principal: data.principalId,
      principalType: data.principalType,
      tenant,
      scope: normalScope(data.scope),
      role: roleOf(tenant, data.roleDefinitionId, data.roleDefinitionName),
      ...(data.condition == null || data.condition.trim() === '' ? {} : { condition: data.condition }),
      term: withEnd(
        terms.get(normalScope(data.id)) ??
          (mayBeActivated({
            of: subscriptionOf(normalScope(data.scope)) ?? '',
            holding: `${data.principalId} ${roleIdOf(data.roleDefinitionId)}`,
            place: normalScope(data.scope),
          })
            ? untold
            : termHere(normalScope(data.scope), tenant)),
        data.condition,
      ),
      source: sourceOf(fact),
    });
  }
  for (const fact of instances) {
    const { data, tenant } = fact;
    // Of a group's the group itself has the assignment.
    if (data.memberType === 'Group') continue;
    const scope = normalScope(data.scope);
    add({
      principal: data.principalId,
      principalType: data.principalType,
      tenant,
      scope,
      role: roleOf(tenant, data.roleDefinitionId),
      ...(data.condition == null || data.condition.trim() === '' ? {} : { condition: data.condition }),
      term: withEnd(termOf(fact), data.condition),
      source: sourceOf(fact),
    });
  }
  return { assignments: [...found.values()], unread: unread.sorted() };
};

/** A role of the directory. */
export interface DirectoryRole {
  /** Template id where it has one: the same in every tenant. */
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
  /** Whether it is known what it permits. */
  readonly read: boolean;
}

export interface DirectoryAssignment {
  readonly principal: string;
  readonly tenant: string;
  readonly role: DirectoryRole;
  /** `/`, `/administrativeUnits/<id>`, `/<object id>`; lower case. */
  readonly scope: string;
  readonly condition?: string;
  readonly term: Term;
  readonly source: FactRef;
}

export interface DirectoryAssignments {
  readonly assignments: readonly DirectoryAssignment[];
  readonly unread: Unread;
}

/** Roles of the directory by their definitions, and as Microsoft publishes them. */
const directoryRoles = (
  inventory: AzureInventory,
  unread: ReturnType<typeof unreadNames>,
): ((tenant: string, id: string) => DirectoryRole) => {
  const definitions = new Map(
    inventory.of('azure.directory-role-definition').map(({ tenant, data }) => [`${tenant} ${data.id}`, data]),
  );
  return (tenant, id) => {
    const data = definitions.get(`${tenant} ${id}`);
    const template = data?.templateId ?? id;
    // A role that is switched off gives nothing to those who have it.
    if (data?.isEnabled === false) return { id, name: data.displayName ?? id, actions: [], read: true };
    const published = builtInDirectoryRoles.get(template);
    const actions = data?.rolePermissions?.flatMap(
      ({ allowedResourceActions }) => allowedResourceActions ?? [],
    );
    if (actions !== undefined && actions.length > 0)
      return {
        id: data!.isBuiltIn === false ? id : template,
        name: data!.displayName ?? published?.name ?? id,
        actions,
        read: true,
      };
    if (published !== undefined)
      return {
        id: template,
        name: published.name,
        actions: published.actions,
        read: true,
      };
    unread.add(tenant, data?.displayName ?? id);
    return { id, name: data?.displayName ?? id, actions: [], read: false };
  };
};

const placeOf = ({
  directoryScopeId,
  appScopeId,
}: {
  readonly directoryScopeId?: string | null | undefined;
  readonly appScopeId?: string | null | undefined;
}): string => (directoryScopeId ?? appScopeId ?? '/').toLowerCase();

/** Roles of the directory that somebody has, each once, with how long they hold. */
export const directoryAssignmentsOf = (
  inventory: AzureInventory,
  policies: RolePolicies,
  machines: ReadonlySet<string>,
  now: string,
): DirectoryAssignments => {
  const unread = unreadNames();
  const roleOf = directoryRoles(inventory, unread);
  const instances = inventory
    .of('azure.directory-role-instance')
    .filter(({ data }) => !hasEnded(data.endDateTime, now) && !isInVain(data, machines));
  const termOf = ({ tenant, data }: Fact<'azure.directory-role-instance'>): Term =>
    termOfInstance(data, policyAt(policies, tenant, '/', data.roleDefinitionId), now);
  const terms = new Map<string, Term>();
  for (const fact of instances) {
    const { data } = fact;
    if (data.is === 'active') {
      const term = termOf(fact);
      const key = `${data.principalId} ${data.roleDefinitionId} ${placeOf(data)}`;
      const before = terms.get(key);
      // Two instances of one assignment: the one that lasts.
      if (before === undefined || term.duration === 'permanent') terms.set(key, term);
    }
  }
  const untoldTenants = new Set(
    inventory
      .of('azure.tenant')
      .flatMap(({ tenant, data }) => (data.activeRolesRead === false ? tenant : [])),
  );
  const mayBeActivated = unseenActivations(
    instances.map(({ tenant, data }) => ({
      of: tenant,
      is: data.is,
      holding: `${data.principalId} ${data.roleDefinitionId}`,
      place: placeOf(data),
    })),
    new Set(
      inventory
        .of('azure.tenant')
        .flatMap(({ tenant, data }) => (data.activeRolesRead === true ? tenant : [])),
    ),
  );
  const found = new Map<string, DirectoryAssignment>();
  const add = (assignment: DirectoryAssignment): void => {
    const { principal, role, scope, term } = assignment;
    const key = [principal, role.id, scope, term.duration === 'eligible'].join(' ');
    if (!found.has(key)) found.set(key, assignment);
  };
  for (const fact of inventory.of('azure.directory-role-assignment')) {
    const { data, tenant } = fact;
    const scope = placeOf(data);
    add({
      principal: data.principalId,
      tenant,
      role: roleOf(tenant, data.roleDefinitionId),
      scope,
      ...(data.condition == null ? {} : { condition: data.condition }),
      term:
        terms.get(`${data.principalId} ${data.roleDefinitionId} ${scope}`) ??
        (untoldTenants.has(tenant) ||
        mayBeActivated({
          of: tenant,
          holding: `${data.principalId} ${data.roleDefinitionId}`,
          place: scope,
        })
          ? untold
          : permanent),
      source: sourceOf(fact),
    });
  }
  for (const fact of instances) {
    const { data, tenant } = fact;
    if (data.memberType === 'Group') continue;
    add({
      principal: data.principalId,
      tenant,
      role: roleOf(tenant, data.roleDefinitionId),
      scope: placeOf(data),
      term: termOf(fact),
      source: sourceOf(fact),
    });
  }
  return { assignments: [...found.values()], unread: unread.sorted() };
};
