import { type Numbered, numberScopes } from '../../../src/identities/numbers.ts';
import { environmentOfScope } from '../../../src/identities/scope-environment.ts';
import { environmentIn } from '../../../src/model/environment-words.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { Scope } from '../../../src/model/scope.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { AzureInventory } from '../facts/inventory.ts';
import { subscriptionServices, tenantServices } from '../facts/services.ts';
import {
  kindOfScope,
  managementGroupOf,
  managementGroupScope,
  normalScope,
  resourceGroupOf,
  rootScope,
  type ScopeTree,
  scopeTree,
  subscriptionOf,
  subscriptionScope,
} from '../rbac/scope.ts';
import type { Principal } from './principals.ts';

/**
 * Scopes of an estate: the tenant, which is the directory; the root and management groups, which hold subscriptions and have
 * nothing of their own; subscriptions, which have the cells. What is given on part of a subscription counts by its share.
 * Their ids are those of Azure: of tenants and subscriptions the guid, of the others the path.
 */
export interface AzureScopes {
  readonly numbered: Numbered<Scope>;
  readonly tree: ScopeTree;
  /** Id of the scope of the estate that a path lies in; of the root that of the tenant's root management group. */
  readonly idOf: (path: string, tenant: string) => string;
  /** Ids of the subscriptions at or below a path. */
  readonly subscriptionsBelow: (path: string, tenant: string) => readonly string[];
  /** Paths of management groups above a subscription besides its parent, by its id. */
  readonly alsoAbove: ReadonlyMap<string, readonly string[]>;
  /**
   * Of a path at a vault or in one: whether roles of Azure decide who gets at what the vault holds, or policies of its own.
   * Undefined: it is no vault, or its settings were not read.
   */
  readonly rolesDecideAt: (path: string) => boolean | undefined;
  /** Share of a subscription that a path is, up to 1. */
  readonly shareOf: (path: string) => number;
}

const vaultType = 'microsoft.keyvault/vaults';
const vaultPath = /^\/subscriptions\/.*\/providers\/microsoft\.keyvault\/vaults\/[^/]+/;

export const rootOf = (tenant: string): string => managementGroupScope(tenant);

/** Paths of the management groups above a subscription that its own list of assignments shows, by its id. */
const inheritedOf = (
  inventory: AzureInventory,
  isKnown: (path: string) => boolean,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    inventory
      .of('azure.subscription')
      .flatMap(({ data, tenant }) =>
        data.inherits == null
          ? []
          : [
              [
                data.id,
                data.inherits
                  .map(managementGroupScope)
                  .filter((path) => path !== rootOf(tenant) && isKnown(path)),
              ] as const,
            ],
      ),
  );

/** @param paths of everything that is known of subscriptions, normal */
export const scopesOf = (
  inventory: AzureInventory,
  principals: Iterable<Principal>,
  paths: readonly (readonly [path: string, tenant: string])[],
  settings: Settings,
): AzureScopes => {
  const scopes = new Map<string, Scope>();
  const add = (scope: Scope): void => {
    if (!scopes.has(scope.id)) scopes.set(scope.id, scope);
  };
  const parents = new Map<string, string>();
  const tenantById = new Map(inventory.of('azure.tenant').map(({ data }) => [data.id, data]));
  const addTenant = (id: string): void => {
    const name = tenantById.get(id)?.displayName ?? id;
    add({
      id,
      provider: 'azure',
      kind: 'tenant',
      name,
      ...environmentOfScope(id, settings, [[`name ${name}`, environmentIn(name, settings)]]),
      services: tenantServices,
    });
  };
  const tenants = new Set(inventory.tenants);
  for (const { data } of inventory.of('azure.tenant')) tenants.add(data.id);
  for (const tenant of tenants) addTenant(tenant);

  const addGroup = (path: string, tenant: string, name: string, parent: string): void => {
    add({
      id: path,
      provider: 'azure',
      kind: 'management-group',
      name,
      parent,
      ...environmentOfScope(path, settings, [[`name ${name}`, environmentIn(name, settings)]]),
      services: [],
    });
    if (parent !== tenant) parents.set(path, parent);
  };
  const needsRoot = new Set<string>();
  for (const { tenant, data } of inventory.of('azure.management-group')) {
    const path = managementGroupScope(data.name);
    const root = rootOf(tenant);
    if (path !== root) needsRoot.add(tenant);
    const above = path === root ? tenant : data.parent == null ? root : managementGroupScope(data.parent);
    addGroup(path, tenant, data.displayName ?? data.name, above);
  }
  for (const [path, tenant] of paths) {
    const group = managementGroupOf(path);
    if (path === rootScope) needsRoot.add(tenant);
    else if (group !== undefined && path !== rootOf(tenant)) {
      needsRoot.add(tenant);
      if (!scopes.has(path)) addGroup(path, tenant, group, rootOf(tenant));
    } else if (group !== undefined) needsRoot.add(tenant);
  }

  const groupsIn = new Map<string, Set<string>>();
  const resourcesIn = new Map<string, Set<string>>();
  const note = (path: string, into: Map<string, Set<string>>, key: string): void => {
    const set = into.get(key) ?? new Set<string>();
    into.set(key, set.add(path));
  };
  const subscriptions = new Map<string, string>();
  const facts = new Map(
    inventory
      .of('azure.subscription')
      .flatMap((fact) => (fact.data.inherits == null ? [[fact.data.id, fact] as const] : [])),
  );
  const inherited = inheritedOf(inventory, (path) => scopes.has(path));
  for (const { data, tenant } of facts.values()) subscriptions.set(data.id, data.tenantId ?? tenant);
  for (const [path, tenant] of paths) {
    const subscription = subscriptionOf(path);
    if (subscription === undefined) continue;
    if (!subscriptions.has(subscription)) subscriptions.set(subscription, tenant);
    const group = resourceGroupOf(path);
    if (group !== undefined) note(group, groupsIn, subscription);
    if (kindOfScope(path) === 'resource') note(path, resourcesIn, subscription);
  }
  for (const [id, tenant] of subscriptions) {
    const data = facts.get(id)?.data;
    const name = data?.displayName ?? id;
    const group = data?.managementGroup == null ? undefined : managementGroupScope(data.managementGroup);
    if (group !== undefined && !scopes.has(group) && group !== rootOf(tenant)) {
      needsRoot.add(tenant);
      addGroup(group, tenant, data!.managementGroup!, rootOf(tenant));
    }
    const [first] = group === undefined ? (inherited.get(id) ?? []) : [];
    const above = group ?? first ?? (needsRoot.has(tenant) ? rootOf(tenant) : undefined);
    if (above !== undefined) parents.set(subscriptionScope(id), above);
    if (group === rootOf(tenant)) needsRoot.add(tenant);
    const tags = settings.environments.tagKeys.flatMap((key) => {
      const value = ownMember(data?.tags ?? {}, key);
      return value == null ? [] : [[`tag ${key}=${value}`, environmentIn(value, settings)] as const];
    });
    addTenant(tenant);
    add({
      id,
      provider: 'azure',
      kind: 'subscription',
      name,
      parent: above ?? tenant,
      ...environmentOfScope(id, settings, [...tags, [`name ${name}`, environmentIn(name, settings)]]),
      services: subscriptionServices,
    });
  }
  for (const tenant of needsRoot)
    if (!scopes.has(rootOf(tenant))) addGroup(rootOf(tenant), tenant, 'Tenant root group', tenant);
  // A principal whose application is registered elsewhere lives there: who controls this tenant does not become it.
  for (const { homeTenant, tenant } of principals)
    if (homeTenant !== undefined)
      add({
        id: homeTenant,
        provider: 'azure',
        kind: 'external-tenant',
        name: homeTenant,
        parent: tenant,
        environment: 'unknown',
        services: [],
      });

  const tree = scopeTree(
    parents,
    new Map([...inherited].map(([id, groups]) => [subscriptionScope(id), groups])),
  );
  const vaults = new Map(
    inventory
      .of('azure.resource')
      .flatMap(({ data: { id, type, settings } }) =>
        type.toLowerCase() === vaultType && settings?.roleBased != null
          ? [[normalScope(id), settings.roleBased] as const]
          : [],
      ),
  );
  const below = new Map<string, readonly string[]>();
  const numbered = numberScopes([...scopes.values()]);
  return {
    numbered,
    tree,
    alsoAbove: inherited,
    idOf: (path, tenant) => {
      if (path === rootScope) return rootOf(tenant);
      const id = subscriptionOf(path) ?? path;
      // Of the tenant are also scopes of services without a subscription: /providers/Microsoft.Billing/….
      return numbered.places.has(id) ? id : tenant;
    },
    subscriptionsBelow: (path, tenant) => {
      const own = subscriptionOf(path);
      if (own !== undefined) return [own];
      const key = `${path} ${tenant}`;
      let found = below.get(key);
      if (found === undefined) {
        found = [...subscriptions]
          .filter(([id, of]) => of === tenant && tree.covers(path, subscriptionScope(id)))
          .map(([id]) => id)
          .sort();
        below.set(key, found);
      }
      return found;
    },
    rolesDecideAt: (path) => {
      const [vault] = vaultPath.exec(path) ?? [];
      return vault === undefined ? undefined : vaults.get(vault);
    },
    shareOf: (path) => {
      const subscription = subscriptionOf(path);
      const kind = kindOfScope(path);
      if (subscription === undefined || kind === 'subscription') return 1;
      // Of one that is known alone nobody can tell what share it is.
      if (kind === 'resource-group') return Math.min(0.5, 1 / (groupsIn.get(subscription)?.size ?? 1));
      return Math.min(0.25, 1 / (resourcesIn.get(subscription)?.size ?? 1));
    },
  };
};
