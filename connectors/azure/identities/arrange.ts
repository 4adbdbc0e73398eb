import { withoutActivation } from '../facts/activators.ts';
import {
  type Assignments,
  assignmentsOf,
  type DirectoryAssignments,
  directoryAssignmentsOf,
  rolesOf,
} from '../facts/assignments.ts';
import { type AzureInventory, sourceOf } from '../facts/inventory.ts';
import { type RolePolicies, rolePoliciesOf } from '../facts/policies.ts';
import type { Role } from '../rbac/role.ts';
import { normalScope } from '../rbac/scope.ts';
import { type Groups, groupsOf, type NamedGroup } from './groups.ts';
import { type AppPermission, permissionsOf } from './permissions.ts';
import { type NamedPrincipal, type Principals, principalsOf } from './principals.ts';

/** All facts of an estate, arranged: who there is, and what each holds. */
export interface Arranged {
  readonly inventory: AzureInventory;
  /** ISO 8601: the clock. */
  readonly now: string;
  /** By guid. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly arm: Assignments;
  readonly directory: DirectoryAssignments;
  readonly permissions: readonly AppPermission[];
  readonly groups: Groups;
  readonly policies: RolePolicies;
  /** Object ids of those who can activate nothing that is eligible. */
  readonly machines: ReadonlySet<string>;
  readonly principals: Principals;
  /** Every path of Azure that is known, normal, with its tenant. */
  readonly paths: readonly (readonly [path: string, tenant: string])[];
}

const isGroup = (type: string | null | undefined): boolean => /group$/i.test(type ?? '');

export const arrange = (inventory: AzureInventory, now: string): Arranged => {
  const policies = rolePoliciesOf(inventory);
  const machines = withoutActivation(inventory);
  const roles = rolesOf(inventory);
  const arm = assignmentsOf(inventory, roles, policies, machines, now);
  const directory = directoryAssignmentsOf(inventory, policies, machines, now);
  const permissions = permissionsOf(inventory);

  const groupIds = new Set(inventory.of('azure.group').map(({ data }) => data.id));
  const namedGroups: NamedGroup[] = [];
  const named: NamedPrincipal[] = [];
  const name = (
    id: string,
    tenant: string,
    type: string | null | undefined,
    source: NamedPrincipal['source'],
  ): void => {
    if (groupIds.has(id)) return;
    if (isGroup(type)) namedGroups.push({ id, tenant, source });
    else named.push({ id, tenant, type, source });
  };
  for (const { principal, principalType, tenant, source } of arm.assignments)
    name(principal, tenant, principalType, source);
  for (const { principal, principalType, tenant, source } of permissions)
    name(principal, tenant, principalType, source);
  const memberGroups = new Set(inventory.of('azure.membership').map(({ data }) => data.group));
  for (const fact of inventory.of('azure.group-instance')) memberGroups.add(fact.data.groupId);
  for (const { principal, tenant, source } of directory.assignments)
    name(principal, tenant, memberGroups.has(principal) ? 'Group' : undefined, source);
  for (const fact of inventory.of('azure.membership')) {
    name(fact.data.group, fact.tenant, 'Group', sourceOf(fact));
    name(fact.data.member, fact.tenant, fact.data.memberType, sourceOf(fact));
  }
  for (const fact of inventory.of('azure.group-instance')) {
    name(fact.data.groupId, fact.tenant, 'Group', sourceOf(fact));
    name(fact.data.principalId, fact.tenant, undefined, sourceOf(fact));
  }
  for (const fact of inventory.of('azure.ownership')) {
    if (fact.data.objectType === 'group') name(fact.data.object, fact.tenant, 'Group', sourceOf(fact));
    name(fact.data.owner, fact.tenant, fact.data.ownerType, sourceOf(fact));
  }
  for (const fact of inventory.of('azure.resource'))
    for (const id of fact.data.settings?.administrators ?? []) name(id, fact.tenant, 'Group', sourceOf(fact));
  for (const { id } of namedGroups) groupIds.add(id);
  const groups = groupsOf(inventory, namedGroups, policies, machines, now);
  const principals = principalsOf(
    inventory,
    named.filter(({ id }) => !groupIds.has(id)),
  );

  const paths = new Map<string, string>();
  const note = (path: string, tenant: string): void => {
    const normal = normalScope(path);
    if (!paths.has(normal)) paths.set(normal, tenant);
  };
  for (const { scope, tenant } of arm.assignments) note(scope, tenant);
  for (const { data, tenant } of inventory.of('azure.resource')) note(data.id, tenant);
  for (const { data, tenant } of inventory.of('azure.managed-identity')) note(data.id, tenant);
  for (const { data, tenant } of inventory.of('azure.deny-assignment')) note(data.scope, tenant);
  for (const { data, tenant } of inventory.of('azure.lock'))
    note(data.id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i, ''), tenant);
  for (const { place, tenant } of principals.all.values()) if (place !== undefined) note(place, tenant);
  return {
    inventory,
    now,
    roles,
    arm,
    directory,
    permissions,
    groups,
    policies,
    machines,
    principals,
    paths: [...paths].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
};
