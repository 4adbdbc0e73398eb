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

/** Scopes as they are found. */
interface Drawing {
  readonly inventory: AzureInventory;
  readonly settings: Settings;
  readonly scopes: Map<string, Scope>;
  /** What holds a management group or a subscription, by its path. */
  readonly parents: Map<string, string>;
  /** Tenants whose root management group is a scope. */
  readonly needsRoot: Set<string>;
}

const addScope = ({ scopes }: Drawing, scope: Scope): void => {
  if (!scopes.has(scope.id)) scopes.set(scope.id, scope);
};

const addTenant = (drawing: Drawing, names: ReadonlyMap<string, string>, id: string): void => {
  const { settings } = drawing;
  const name = names.get(id) ?? id;
  addScope(drawing, {
    id,
    provider: 'azure',
    kind: 'tenant',
    name,
    ...environmentOfScope(id, settings, [[`name ${name}`, environmentIn(name, settings)]]),
    services: tenantServices,
  });
};

const addGroup = (drawing: Drawing, path: string, tenant: string, name: string, parent: string): void => {
  const { settings, parents } = drawing;
  addScope(drawing, {
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

type Paths = readonly (readonly [path: string, tenant: string])[];

/** Management groups that were read, and those that something is given at. */
const addGroups = (drawing: Drawing, paths: Paths): void => {
  const { inventory, needsRoot, scopes } = drawing;
  for (const { tenant, data } of inventory.of('azure.management-group')) {
    const path = managementGroupScope(data.name);
    const root = rootOf(tenant);
    if (path !== root) needsRoot.add(tenant);
    const above = path === root ? tenant : data.parent == null ? root : managementGroupScope(data.parent);
    addGroup(drawing, path, tenant, data.displayName ?? data.name, above);
  }
  for (const [path, tenant] of paths) {
    const group = managementGroupOf(path);
    if (path === rootScope) needsRoot.add(tenant);
    else if (group !== undefined && path !== rootOf(tenant)) {
      needsRoot.add(tenant);
      if (!scopes.has(path)) addGroup(drawing, path, tenant, group, rootOf(tenant));
    } else if (group !== undefined) needsRoot.add(tenant);
  }
};

/** What is known below subscriptions, by their ids: what is given there counts by its share. */
const partsOf = (paths: Paths) => {
  const groupsIn = new Map<string, Set<string>>();
  const resourcesIn = new Map<string, Set<string>>();
  const note = (path: string, into: Map<string, Set<string>>, key: string): void => {
    const set = into.get(key) ?? new Set<string>();
    into.set(key, set.add(path));
  };
  for (const [path] of paths) {
    const subscription = subscriptionOf(path);
    if (subscription === undefined) continue;
    const group = resourceGroupOf(path);
    if (group !== undefined) note(group, groupsIn, subscription);
    if (kindOfScope(path) === 'resource') note(path, resourcesIn, subscription);
  }
  return { groupsIn, resourcesIn };
};

/** @returns tenants of subscriptions, by their ids */
const addSubscriptions = (
  drawing: Drawing,
  paths: Paths,
  inherited: ReadonlyMap<string, readonly string[]>,
  addTenantOf: (tenant: string) => void,
): ReadonlyMap<string, string> => {
  const { inventory, settings, scopes, parents, needsRoot } = drawing;
  const subscriptions = new Map<string, string>();
  const facts = new Map(
    inventory
      .of('azure.subscription')
      .flatMap((fact) => (fact.data.inherits == null ? [[fact.data.id, fact] as const] : [])),
  );
  for (const { data, tenant } of facts.values()) subscriptions.set(data.id, data.tenantId ?? tenant);
  for (const [path, tenant] of paths) {
    const subscription = subscriptionOf(path);
    if (subscription !== undefined && !subscriptions.has(subscription))
      subscriptions.set(subscription, tenant);
  }
  for (const [id, tenant] of subscriptions) {
    const data = facts.get(id)?.data;
    const name = data?.displayName ?? id;
    const group = data?.managementGroup == null ? undefined : managementGroupScope(data.managementGroup);
    if (group !== undefined && !scopes.has(group) && group !== rootOf(tenant)) {
      needsRoot.add(tenant);
      addGroup(drawing, group, tenant, data!.managementGroup!, rootOf(tenant));
    }
    const [first] = group === undefined ? (inherited.get(id) ?? []) : [];
    const above = group ?? first ?? (needsRoot.has(tenant) ? rootOf(tenant) : undefined);
    if (above !== undefined) parents.set(subscriptionScope(id), above);
    if (group === rootOf(tenant)) needsRoot.add(tenant);
    const tags = settings.environments.tagKeys.flatMap((key) => {
      const value = ownMember(data?.tags ?? {}, key);
      return value == null ? [] : [[`tag ${key}=${value}`, environmentIn(value, settings)] as const];
    });
    addTenantOf(tenant);
    addScope(drawing, {
      id,
      provider: 'azure',
      kind: 'subscription',
      name,
      parent: above ?? tenant,
      ...environmentOfScope(id, settings, [...tags, [`name ${name}`, environmentIn(name, settings)]]),
      services: subscriptionServices,
    });
  }
  return subscriptions;
};

/** Of vaults whose settings were read, whether roles of Azure decide, by path. */
const vaultsOf = (inventory: AzureInventory): ReadonlyMap<string, boolean> =>
  new Map(
    inventory
      .of('azure.resource')
      .flatMap(({ data: { id, type, settings } }) =>
        type.toLowerCase() === vaultType && settings?.roleBased != null
          ? [[normalScope(id), settings.roleBased] as const]
          : [],
      ),
  );

/** @param paths of everything that is known of subscriptions, normal */
export const scopesOf = (
  inventory: AzureInventory,
  principals: Iterable<Principal>,
  paths: Paths,
  settings: Settings,
): AzureScopes => {
  const scopes = new Map<string, Scope>();
  const parents = new Map<string, string>();
  const needsRoot = new Set<string>();
  const drawing: Drawing = { inventory, settings, scopes, parents, needsRoot };
  const names = new Map(
    inventory
      .of('azure.tenant')
      .flatMap(({ data: { id, displayName } }) => (displayName == null ? [] : [[id, displayName] as const])),
  );
  const tenants = new Set(inventory.tenants);
  for (const { data } of inventory.of('azure.tenant')) tenants.add(data.id);
  for (const tenant of tenants) addTenant(drawing, names, tenant);
  addGroups(drawing, paths);
  const inherited = inheritedOf(inventory, (path) => scopes.has(path));
  const subscriptions = addSubscriptions(drawing, paths, inherited, (tenant) =>
    addTenant(drawing, names, tenant),
  );
  const { groupsIn, resourcesIn } = partsOf(paths);
  for (const tenant of needsRoot)
    if (!scopes.has(rootOf(tenant))) addGroup(drawing, rootOf(tenant), tenant, 'Tenant root group', tenant);
  // A principal whose application is registered elsewhere lives there: who controls this tenant does not become it.
  for (const { homeTenant, tenant } of principals)
    if (homeTenant !== undefined)
      addScope(drawing, {
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
  const vaults = vaultsOf(inventory);
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
