import type { DraftGrant as NeutralGrant } from '../../../src/identities/draft.ts';
import type { Condition } from '../../../src/model/condition.ts';
import { levelRank } from '../../../src/model/level.ts';
import { addTo } from '../../../src/model/many.ts';
import type { DirectoryAssignment, RoleAssignment } from '../facts/assignments.ts';
import { type AzureInventory, sourceOf } from '../facts/inventory.ts';
import { isEligible, type Term, through } from '../facts/term.ts';
import type { Role } from '../rbac/role.ts';
import { normalScope, subscriptionOf } from '../rbac/scope.ts';
import type { Arranged } from './arrange.ts';
import type { AppPermission } from './permissions.ts';
import type { Principal } from './principals.ts';
import {
  type AzureRight,
  onData,
  rightOfDelegation,
  rightOfPermission,
  rightsOfDirectoryRole,
  rightsOfRole,
} from './rights.ts';
import type { AzureScopes } from './scopes.ts';

export interface DraftGrant extends NeutralGrant<AzureRight> {
  /** Where it was given, as Azure writes it: a path, a scope of the directory, the interface of a permission. */
  readonly on: string;
  /** Guid of the role, where it is one. */
  readonly roleId?: string;
}

/** Conditions of a grant: of its assignment, and of what stands before its activation. */
const conditionsOf = (term: Term, condition: string | undefined): readonly Condition[] => [
  ...(condition === undefined
    ? []
    : [
        {
          class: 'other',
          operator: 'Condition',
          key: 'role assignment condition',
          values: [condition],
        } as const,
      ]),
  ...(term.activation ?? []).map(
    (clause): Condition => ({
      class: clause.includes('second factor') ? 'mfa' : 'other',
      operator: 'Activation',
      key: clause,
      values: [],
    }),
  ),
];

const termFields = ({ duration, until }: Term) => ({ duration, ...(until === undefined ? {} : { until }) });

const parts = new WeakMap<readonly AzureRight[], Map<number, readonly AzureRight[]>>();

/** Rights on a part of a subscription or tenant: one list for all who have the same. */
const onPart = (rights: readonly AzureRight[], share: number): readonly AzureRight[] => {
  if (share === 1) return rights;
  let byShare = parts.get(rights);
  if (byShare === undefined) {
    byShare = new Map();
    parts.set(rights, byShare);
  }
  let found = byShare.get(share);
  if (found === undefined) {
    found = rights.map((right) => ({ ...right, breadth: share, full: false }));
    byShare.set(share, found);
  }
  return found;
};

/** What is eligible is not held yet: it counts as a grant and not as a privilege. */
const marked = (rights: readonly AzureRight[], term: Term): readonly AzureRight[] =>
  isEligible(term) ? rights.map((right) => ({ ...right, eligible: true })) : rights;

const atVaults = new WeakMap<Role, Map<boolean, Role>>();

/**
 * A role as it works at a vault: where policies decide, it gives nothing of what the vault holds; where roles do, whoever writes
 * policies gets nothing by them (to switch over takes the right to assign roles).
 * https://learn.microsoft.com/azure/key-vault/general/rbac-migration
 */
const roleAt = (role: Role, rolesDecide: boolean | undefined): Role => {
  if (rolesDecide === undefined) return role;
  const known = atVaults.get(role) ?? new Map<boolean, Role>();
  atVaults.set(role, known);
  let found = known.get(rolesDecide);
  if (found === undefined) {
    found = {
      ...role,
      entries: role.entries.map((entry) =>
        rolesDecide
          ? { ...entry, notActions: [...entry.notActions, 'microsoft.keyvault/vaults/accesspolicies/*'] }
          : { ...entry, dataActions: [] },
      ),
    };
    known.set(rolesDecide, found);
  }
  return found;
};

/** What an assignment of a role gives, of Azure or of the directory. */
const roleGrant = (
  { role, scope: on, condition, term, source }: RoleAssignment | DirectoryAssignment,
  via: string,
  held: Term,
  { scope, rights, providerManaged }: Required<Pick<DraftGrant, 'scope' | 'rights' | 'providerManaged'>>,
): DraftGrant => {
  const whole = through(term, held);
  return {
    scope,
    on,
    roleId: role.id,
    name: role.name,
    via,
    ...termFields(whole),
    rights: marked(rights, whole),
    providerManaged,
    conditions: conditionsOf(whole, condition),
    source,
  };
};

export const armGrant = (
  assignment: RoleAssignment,
  via: string,
  held: Term,
  scopes: AzureScopes,
  now: string,
): DraftGrant => {
  const { role, scope, condition, tenant } = assignment;
  const rights = rightsOfRole(roleAt(role, scopes.rolesDecideAt(scope)), condition, now);
  return roleGrant(assignment, via, held, {
    scope: scopes.idOf(scope, tenant),
    rights: onPart(rights, scopes.shareOf(scope)),
    providerManaged: role.builtIn,
  });
};

export const directoryGrant = (assignment: DirectoryAssignment, via: string, held: Term): DraftGrant => {
  const { role, scope, tenant } = assignment;
  return roleGrant(assignment, via, held, {
    scope: tenant,
    rights: onPart(rightsOfDirectoryRole(role), scope === '/' ? 1 : 0.1),
    providerManaged: true,
  });
};

export const permissionGrant = (
  { name, resource, tenant, source }: AppPermission,
  via: string,
  held: Term,
): DraftGrant => ({
  scope: tenant,
  on: resource ?? '*',
  name,
  via,
  ...termFields(held),
  rights: marked([rightOfPermission(name, resource)], held),
  providerManaged: true,
  source,
});

/**
 * What an application may do while a user is signed in to it, as far as that user may. It is listed and is no privilege of the
 * application by itself.
 * https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview
 */
export const delegatedGrantsOf = (inventory: AzureInventory): ReadonlyMap<string, readonly DraftGrant[]> => {
  const resources = new Map(inventory.of('azure.service-principal').map(({ data }) => [data.id, data.appId]));
  const grants = inventory.of('azure.delegated-grant').flatMap((fact) => {
    const { clientId, resourceId, consentType, principalId, scope } = fact.data;
    const scopes = (scope ?? '').split(/\s+/).filter((each) => each !== '');
    if (scopes.length === 0) return [];
    const grant: DraftGrant = {
      scope: fact.tenant,
      on: consentType === 'AllPrincipals' ? '*' : (principalId ?? '*'),
      name: 'delegated permissions',
      via: 'consent',
      duration: 'permanent',
      rights: [rightOfDelegation(scopes, resources.get(resourceId) ?? undefined)],
      providerManaged: true,
      source: sourceOf(fact),
    };
    return [{ clientId, grant }];
  });
  return new Map(
    [...Map.groupBy(grants, ({ clientId }) => clientId)].map(([id, same]) => [
      id,
      same.map(({ grant }) => grant),
    ]),
  );
};

/** What somebody may do with the contents of a vault whose access policies decide, by object id. */
const vaultGrantsOf = (
  { inventory }: Arranged,
  scopes: AzureScopes,
): ReadonlyMap<string, readonly DraftGrant[]> => {
  const found = new Map<string, DraftGrant[]>();
  for (const fact of inventory.of('azure.resource')) {
    const { id, settings } = fact.data;
    const subscription = subscriptionOf(normalScope(id));
    // Where roles decide, policies that were left behind do nothing.
    if (settings?.roleBased === true || subscription === undefined) continue;
    for (const { objectId, secrets, keys, certificates, storage } of settings?.accessPolicies ?? []) {
      const privileges = Object.entries({ secrets, keys, certificates, storage }).flatMap(([of, list]) =>
        (list ?? []).map((permission) => `vault ${of} ${permission.toLowerCase()}`),
      );
      const level = privileges.some(
        (each) => !/ (get|list|getrotationpolicy|listissuers|getissuers)$/.test(each),
      )
        ? levelRank.write
        : privileges.some((each) => each.endsWith(' get'))
          ? levelRank.read
          : levelRank.view;
      if (privileges.length === 0) continue;
      const grant: DraftGrant = {
        scope: subscription,
        on: normalScope(id),
        name: 'access policy',
        via: 'access policy',
        duration: 'permanent',
        rights: [
          {
            service: 'Microsoft.KeyVault',
            level,
            breadth: scopes.shareOf(normalScope(id)),
            full: false,
            privileges: privileges.sort(),
          },
        ],
        source: { ...sourceOf(fact), pointer: '/settings/accessPolicies' },
      };
      addTo(found, objectId, grant);
    }
  }
  return found;
};

/** What the keys of a resource open: its data, all of it, for as long as they are what they are. */
export const keyGrants = ({ keys, place, source }: Principal, scopes: AzureScopes): readonly DraftGrant[] => {
  const scope = place === undefined ? undefined : subscriptionOf(place);
  return keys === undefined || place === undefined || scope === undefined
    ? []
    : [
        {
          scope,
          on: place,
          name: 'account keys',
          via: 'keys',
          duration: 'permanent',
          providerManaged: true,
          rights: [
            {
              service: keys.service,
              level: levelRank.write,
              breadth: scopes.shareOf(place),
              full: false,
              privileges: [`${onData}${keys.service.toLowerCase()}/*`],
            },
          ],
          source,
        },
      ];
};

/** What a holder has, for as long as it is held. */
export const grantsIn = (
  arranged: Arranged,
  scopes: AzureScopes,
): ((holder: string, held: Term, group?: string) => readonly DraftGrant[]) => {
  const { arm, directory, permissions, now } = arranged;
  const armOf = Map.groupBy(arm.assignments, ({ principal }) => principal);
  const directoryOf = Map.groupBy(directory.assignments, ({ principal }) => principal);
  const permissionOf = Map.groupBy(permissions, ({ principal }) => principal);
  const vaults = vaultGrantsOf(arranged, scopes);
  /** @param group through which it is held; absent: by itself */
  return (holder, held, group) => {
    const via = (own: string): string => (group === undefined ? own : `group ${group}`);
    return [
      ...(armOf.get(holder) ?? []).map((each) => armGrant(each, via('assigned'), held, scopes, now)),
      ...(directoryOf.get(holder) ?? []).map((each) => directoryGrant(each, via('directory role'), held)),
      ...(permissionOf.get(holder) ?? []).map((each) =>
        permissionGrant(each, via('application permission'), held),
      ),
      ...(vaults.get(holder) ?? []).map((grant) => ({
        ...grant,
        via: via(grant.via),
        ...termFields(held),
        rights: marked(grant.rights, held),
      })),
    ];
  };
};
