import type { FactRef } from '../../../src/model/evidence.ts';
import { type AccountKeys, accountKeysOf } from '../facts/account-keys.ts';
import { type AzureInventory, type Fact, sourceOf } from '../facts/inventory.ts';
import type { AzureRecordKind } from '../facts/records.ts';
import { normalScope } from '../rbac/scope.ts';

export type PrincipalKind =
  | 'service-principal'
  | 'managed-identity'
  | 'application'
  | 'agent-identity'
  | 'agent-blueprint'
  | 'user'
  | 'agent-user'
  | 'account-keys'
  | 'principal';

/**
 * Whoever can sign in to a tenant. A service principal and the application that it stands for are one: a credential of either
 * proves it. An application without a principal here is one by itself, as is a principal that only an assignment names.
 * https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals
 */
export interface Principal {
  /** Object id of the principal; of an application without one its own. */
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly name: string;
  /** Id of the tenant in which it is. */
  readonly tenant: string;
  /**
   * Where its application is registered. `elsewhere`: in another tenant, where alone it is given credentials. `microsoft`: it is
   * Microsoft's own. `unknown`: not told.
   */
  readonly home: 'here' | 'elsewhere' | 'microsoft' | 'unknown';
  /** With `elsewhere`: the id of that tenant. */
  readonly homeTenant?: string;
  readonly enabled: boolean;
  readonly appId?: string;
  readonly servicePrincipal?: Fact<'azure.service-principal'>;
  readonly application?: Fact<'azure.application'>;
  readonly user?: Fact<'azure.user'>;
  /** Of a managed identity: the path of its resource, where it is user-assigned. */
  readonly assignedPath?: string;
  /** Path of the resource that it belongs to or lies at, normal. */
  readonly place?: string;
  /** Of the keys of a resource: what they open. */
  readonly keys?: AccountKeys;
  readonly tags?: Readonly<Record<string, string | null | undefined>>;
  readonly source: FactRef;
}

/** Tenants in which Microsoft keeps its own applications. https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
const microsoftTenants: ReadonlySet<string> = new Set([
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  '72f988bf-86f1-41af-91ab-2d7cd011db47',
  '33e01921-4d64-4f8c-a055-5bdaffd5e33d',
  'cdc5aeea-15c5-4db6-b079-fcadd2505dc2',
]);

/** Whether applications of that tenant are Microsoft's own. */
export const isMicrosoftTenant = (id: string): boolean => microsoftTenants.has(id);

const agentKinds: readonly (readonly [type: RegExp, kind: PrincipalKind])[] = [
  [/agentIdentityBlueprint/i, 'agent-blueprint'],
  [/agentIdentity$/i, 'agent-identity'],
  [/agentUser$/i, 'agent-user'],
];
const kindByType = (type: string | null | undefined): PrincipalKind | undefined =>
  agentKinds.find(([pattern]) => pattern.test(type ?? ''))?.[1];

const pathIn = (names: readonly string[] | null | undefined): string | undefined =>
  names?.find((name) => /^\/subscriptions\//i.test(name));

/** A guest: somebody of another tenant. Lists that do not tell so (`az ad user list`) have names of theirs that do. */
export const isGuest = ({ userType, userPrincipalName }: Fact<'azure.user'>['data']): boolean =>
  userType == null ? /#EXT#@/i.test(userPrincipalName ?? '') : userType === 'Guest';

/**
 * What the name by which a guest signs in here and its own address have in common: `zoe_mail.example#EXT#@contoso.example` is
 * `zoe@mail.example`.
 * https://learn.microsoft.com/entra/external-id/user-properties
 */
export const signInKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/#ext#@.*$/, '')
    .replace(/@(?=[^@]*$)/, '_');

export interface Principals {
  /** By object id, sorted. */
  readonly all: ReadonlyMap<string, Principal>;
  /** By client id. */
  readonly byAppId: ReadonlyMap<string, Principal>;
  /** By object id of an application. */
  readonly byApplication: ReadonlyMap<string, Principal>;
  /** Of user-assigned managed identities, by normal path. */
  readonly byPath: ReadonlyMap<string, Principal>;
}

/** Of a principal that only an assignment names: what the assignment calls it. */
export interface NamedPrincipal {
  readonly id: string;
  readonly tenant: string;
  readonly type: string | null | undefined;
  readonly source: FactRef;
}

const ofType: Readonly<Record<string, PrincipalKind>> = {
  serviceprincipal: 'service-principal',
  user: 'user',
};

/** User-assigned identities that a resource carries and says the ids of: path, object id, client id. */
const attachedTo = ({
  data: { identity, kubeletIdentity, settings },
}: Fact<'azure.resource'>): readonly (readonly [
  path: string,
  id: string,
  appId: string | null | undefined,
])[] => [
  ...Object.entries(identity?.userAssignedIdentities ?? {}).flatMap(([path, each]) =>
    each?.principalId == null ? [] : [[path, each.principalId, each.clientId] as const],
  ),
  ...[kubeletIdentity, ...(settings?.addonIdentities ?? [])].flatMap((each) =>
    each?.objectId == null || each.resourceId == null
      ? []
      : [[each.resourceId, each.objectId, each.clientId] as const],
  ),
];

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A managed identity that its record or a resource tells; its principal was not read. */
const managed = (
  { tenant, kind, id }: Fact<AzureRecordKind>,
  part: Pick<Principal, 'id' | 'name'> & Partial<Principal>,
): Principal => ({
  kind: 'managed-identity',
  tenant,
  home: 'here',
  enabled: true,
  source: sourceOf({ kind, id }),
  ...part,
});

/** What tells of managed identities beside their principals, by object id. */
interface ManagedBy {
  readonly assigned: ReadonlyMap<string, Fact<'azure.managed-identity'>>;
  readonly carriers: ReadonlyMap<string, Fact<'azure.resource'>>;
}

const managedBy = (inventory: AzureInventory): ManagedBy => ({
  assigned: new Map(
    inventory
      .of('azure.managed-identity')
      .flatMap((fact) => (fact.data.principalId == null ? [] : [[fact.data.principalId, fact] as const])),
  ),
  carriers: new Map(
    inventory
      .of('azure.resource')
      .flatMap((fact) =>
        fact.data.identity?.principalId == null ? [] : [[fact.data.identity.principalId, fact] as const],
      ),
  ),
});

const homeOf = (
  { tenant, data: { appOwnerOrganizationId } }: Fact<'azure.service-principal'>,
  isHere: boolean,
): Principal['home'] => {
  const owner = appOwnerOrganizationId ?? undefined;
  if (isHere || owner === tenant) return 'here';
  if (owner === undefined) return 'unknown';
  if (microsoftTenants.has(owner)) return 'microsoft';
  // Of a tenant that no file names nobody can tell which one is its own.
  return /^[0-9a-f-]{36}$/.test(tenant) ? 'elsewhere' : 'unknown';
};

const ofServicePrincipal = (
  fact: Fact<'azure.service-principal'>,
  application: Fact<'azure.application'> | undefined,
  { assigned, carriers }: ManagedBy,
): Principal => {
  const { data, tenant } = fact;
  const isManaged = data.servicePrincipalType === 'ManagedIdentity';
  const own = isManaged ? assigned.get(data.id) : undefined;
  const path = isManaged
    ? (own?.data.id ?? carriers.get(data.id)?.data.id ?? pathIn(data.alternativeNames))
    : undefined;
  const place = path === undefined ? undefined : normalScope(path);
  const isAssigned = place?.includes('/providers/microsoft.managedidentity/userassignedidentities/') === true;
  const home = homeOf(fact, isManaged || application !== undefined);
  return {
    id: data.id,
    kind: isManaged
      ? 'managed-identity'
      : (kindByType(data['@odata.type']) ??
        (data.agentIdentityBlueprintId == null ? 'service-principal' : 'agent-identity')),
    name: data.displayName ?? own?.data.name ?? data.appId ?? data.id,
    tenant,
    home,
    ...(home === 'elsewhere' ? { homeTenant: data.appOwnerOrganizationId! } : {}),
    enabled: data.accountEnabled !== false && data.isDisabled !== true,
    ...(data.appId == null ? {} : { appId: data.appId }),
    servicePrincipal: fact,
    ...(application === undefined ? {} : { application }),
    ...(isAssigned ? { assignedPath: place! } : {}),
    ...(place === undefined ? {} : { place }),
    ...(own?.data.tags == null ? {} : { tags: own.data.tags }),
    source: sourceOf(fact),
  };
};

const ofApplication = (fact: Fact<'azure.application'>): Principal => ({
  id: fact.data.id,
  kind: kindByType(fact.data['@odata.type']) ?? 'application',
  name: fact.data.displayName ?? fact.data.appId,
  tenant: fact.tenant,
  home: 'here',
  enabled: fact.data.isDisabled !== true,
  appId: fact.data.appId,
  application: fact,
  source: sourceOf(fact),
});

/** Service principals with their applications, and applications without a principal here. */
const ofDirectory = (inventory: AzureInventory, managedIdentities: ManagedBy): readonly Principal[] => {
  const applications = inventory.of('azure.application');
  const byClient = new Map(applications.map((fact) => [`${fact.tenant} ${fact.data.appId}`, fact]));
  const principals = inventory.of('azure.service-principal').map((fact) => {
    const { appId } = fact.data;
    return ofServicePrincipal(
      fact,
      appId == null ? undefined : byClient.get(`${fact.tenant} ${appId}`),
      managedIdentities,
    );
  });
  const have = new Set(principals.flatMap(({ application }) => application?.id ?? []));
  return [...principals, ...applications.filter(({ id }) => !have.has(id)).map(ofApplication)];
};

/** Managed identities of which only their own record or what carries them tells. */
const ofResources = (inventory: AzureInventory, { carriers }: ManagedBy): readonly Principal[] => [
  ...inventory.of('azure.managed-identity').flatMap((fact) => {
    const { principalId, clientId, name, id, tags } = fact.data;
    const place = normalScope(id);
    return principalId == null
      ? []
      : [
          managed(fact, {
            id: principalId,
            name: name ?? lastName(place),
            ...(clientId == null ? {} : { appId: clientId }),
            assignedPath: place,
            place,
            ...(tags == null ? {} : { tags }),
          }),
        ];
  }),
  ...[...carriers].map(([id, fact]) =>
    managed(fact, {
      id,
      name: fact.data.name ?? id,
      place: normalScope(fact.data.id),
      ...(fact.data.tags == null ? {} : { tags: fact.data.tags }),
    }),
  ),
  ...inventory.of('azure.resource').flatMap((fact) =>
    attachedTo(fact).map(([path, id, appId]) => {
      const place = normalScope(path);
      return managed(fact, {
        id,
        name: lastName(place),
        ...(appId == null ? {} : { appId }),
        assignedPath: place,
        place,
      });
    }),
  ),
];

const ofUser = (fact: Fact<'azure.user'>): Principal => {
  const { id, displayName, userPrincipalName, accountEnabled } = fact.data;
  return {
    id,
    kind:
      kindByType(fact.data['@odata.type']) ?? (fact.data.identityParentId == null ? 'user' : 'agent-user'),
    name: userPrincipalName ?? displayName ?? id,
    tenant: fact.tenant,
    home: 'here',
    enabled: accountEnabled !== false,
    user: fact,
    source: sourceOf(fact),
  };
};

const ofKeys = (fact: Fact<'azure.resource'>): readonly Principal[] => {
  const keys = accountKeysOf(fact.data);
  const place = normalScope(fact.data.id);
  return keys === undefined
    ? []
    : [
        {
          id: `${place}/keys`,
          kind: 'account-keys',
          name: `keys of ${fact.data.name ?? lastName(place)}`,
          tenant: fact.tenant,
          home: 'here',
          enabled: true,
          place,
          keys,
          ...(fact.data.tags == null ? {} : { tags: fact.data.tags }),
          source: sourceOf(fact),
        },
      ];
};

/** Classic administrators whom no list of users has. */
const ofClassicAdministrators = (inventory: AzureInventory): readonly Principal[] => {
  const signsIn = new Set(
    inventory
      .of('azure.user')
      .map(({ tenant, data }) => `${tenant} ${signInKey(data.userPrincipalName ?? '')}`),
  );
  return inventory.of('azure.classic-administrator').flatMap((fact): readonly Principal[] => {
    const mail = (fact.data.emailAddress ?? '').toLowerCase();
    return mail === '' || signsIn.has(`${fact.tenant} ${signInKey(mail)}`)
      ? []
      : [
          {
            id: mail,
            kind: 'user',
            name: mail,
            tenant: fact.tenant,
            home: 'unknown',
            enabled: true,
            source: sourceOf(fact),
          },
        ];
  });
};

const ofNamed = ({ id, tenant, type, source }: NamedPrincipal): Principal => {
  const kind = (type ?? '').toLowerCase();
  return {
    id,
    kind: (Object.hasOwn(ofType, kind) ? ofType[kind] : undefined) ?? 'principal',
    name: id,
    tenant,
    home: 'unknown',
    enabled: true,
    source,
  };
};

/**
 * Of what is told twice the first counts.
 * @param named principals of assignments; those that are groups are not among them
 */
export const principalsOf = (inventory: AzureInventory, named: Iterable<NamedPrincipal>): Principals => {
  const managedIdentities = managedBy(inventory);
  const found = new Map<string, Principal>();
  for (const principal of [
    ...ofDirectory(inventory, managedIdentities),
    ...ofResources(inventory, managedIdentities),
    ...inventory.of('azure.user').map(ofUser),
    ...inventory.of('azure.resource').flatMap(ofKeys),
    ...ofClassicAdministrators(inventory),
    ...Array.from(named, ofNamed),
  ])
    if (!found.has(principal.id)) found.set(principal.id, principal);
  const all = new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  const list = [...all.values()];
  return {
    all,
    byAppId: new Map(list.flatMap((each) => (each.appId === undefined ? [] : [[each.appId, each]]))),
    byApplication: new Map(
      list.flatMap((each) => (each.application === undefined ? [] : [[each.application.data.id, each]])),
    ),
    byPath: new Map(
      list.flatMap((each) => (each.assignedPath === undefined ? [] : [[each.assignedPath, each]])),
    ),
  };
};
