import { isObject } from '../../../src/exports/checked.ts';
import { placeOf, splitPages } from '../../../src/exports/json-elements.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AzureRecordKind } from '../facts/records.ts';
import { normalScope } from '../rbac/scope.ts';
import { recordOf, remedies, tenantOfFileName } from './element.ts';
import { accessPolicyIn, kubeletIdentityIn, settingsIn } from './resource.ts';

/**
 * AzureHound's output: `{"data":[{"kind":"AZServicePrincipal","data":{…}}],"meta":{…}}`. Objects are those of Graph and ARM with
 * a few members beside them; some versions write ids in capitals. SpecterOps/AzureHound `models/`.
 */
type Element = Readonly<Record<string, unknown>>;

/** A record without its tenant. */
interface Made {
  readonly kind: AzureRecordKind;
  readonly id: string;
  readonly data: Element;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const lower = (value: unknown): string => text(value).toLowerCase();
const object = (value: unknown): Element => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly Element[] => (Array.isArray(value) ? value.filter(isObject) : []);

const byObjectId =
  (kind: AzureRecordKind) =>
  (data: Element): readonly Made[] => [{ kind, id: lower(data.id), data }];

/** Owners, members: `{"owners":[{"owner":{"id":…}}]}`. */
const ownersOrMembers =
  (
    kind: 'azure.membership' | 'azure.ownership',
    list: string,
    member: string,
    key: string,
    further: Element = {},
  ) =>
  (data: Element): readonly Made[] =>
    listOf(data[list]).map((pair) => {
      const one = object(pair[member]);
      const of = lower(data[key] ?? pair[key]);
      const type = text(one['@odata.type']).replace(/^#microsoft\.graph\./, '');
      return {
        kind,
        id: `${of}/${list}/${lower(one.id)}`,
        data:
          kind === 'azure.membership'
            ? { group: of, member: lower(one.id), memberType: type }
            : { object: of, owner: lower(one.id), ownerType: type, ...further },
      };
    });

const isAssignment = (value: unknown): value is Element =>
  isObject(value) && text(value.id) !== '' && text(object(value.properties).roleDefinitionId) !== '';

/**
 * Role assignments of Azure: of each kind of object they are wrapped otherwise, as `{"owners":[{"owner":{…}}]}`,
 * `{"userAccessAdmins":[{"userAccessAdmin":{…}}]}`, `{"roleAssignments":[{"assignee":{…}}]}`.
 */
const armAssignments = (data: Element): readonly Made[] =>
  Object.values(data)
    .flatMap(listOf)
    .flatMap((pair) => Object.values(pair).filter(isAssignment))
    .map((assignment) => ({
      kind: 'azure.role-assignment',
      id: normalScope(text(assignment.id)),
      data: { ...object(assignment.properties), id: assignment.id },
    }));

/** What carries identities, by kind: their types, where the object does not say it. */
const resourceTypes: Readonly<Record<string, string>> = {
  AZVM: 'Microsoft.Compute/virtualMachines',
  AZVMScaleSet: 'Microsoft.Compute/virtualMachineScaleSets',
  AZWebApp: 'Microsoft.Web/sites',
  AZFunctionApp: 'Microsoft.Web/sites',
  AZLogicApp: 'Microsoft.Logic/workflows',
  AZAutomationAccount: 'Microsoft.Automation/automationAccounts',
  AZManagedCluster: 'Microsoft.ContainerService/managedClusters',
  AZContainerRegistry: 'Microsoft.ContainerRegistry/registries',
  AZStorageAccount: 'Microsoft.Storage/storageAccounts',
  AZKeyVault: 'Microsoft.KeyVault/vaults',
};

const resource =
  (kind: string) =>
  (data: Element): readonly Made[] => {
    const properties = object(data.properties);
    return [
      {
        kind: 'azure.resource',
        id: normalScope(text(data.id)),
        data: {
          id: data.id,
          name: data.name,
          location: data.location,
          tags: data.tags,
          type: resourceTypes[kind],
          identity: data.identity,
          ...kubeletIdentityIn(properties),
          settings: settingsIn(properties),
        },
      },
    ];
  };

const nameAtEnd = (path: unknown): string => text(path).slice(text(path).lastIndexOf('/') + 1);

/** By kind. What is not here is an edge that AzureHound works out itself, or a device. */
const readers: Readonly<Record<string, (data: Element) => readonly Made[]>> = {
  AZTenant: (data) => {
    const id = lower(data.tenantId) || lower(data.id).replace(/^\/tenants\//, '');
    return [{ kind: 'azure.tenant', id, data: { ...data, id } }];
  },
  AZServicePrincipal: byObjectId('azure.service-principal'),
  AZApp: byObjectId('azure.application'),
  AZUser: byObjectId('azure.user'),
  AZGroup: byObjectId('azure.group'),
  AZRole: byObjectId('azure.directory-role-definition'),
  AZAppOwner: ownersOrMembers('azure.ownership', 'owners', 'owner', 'appId', { objectType: 'application' }),
  AZServicePrincipalOwner: ownersOrMembers('azure.ownership', 'owners', 'owner', 'servicePrincipalId', {
    objectType: 'service-principal',
  }),
  AZGroupOwner: ownersOrMembers('azure.ownership', 'owners', 'owner', 'groupId', { objectType: 'group' }),
  AZGroupMember: ownersOrMembers('azure.membership', 'members', 'member', 'groupId'),
  // Microsoft 365 groups, which newer versions list besides.
  AZGroup365: byObjectId('azure.group'),
  AZGroup365Owner: ownersOrMembers('azure.ownership', 'owners', 'owner', 'groupId', { objectType: 'group' }),
  AZGroup365Member: ownersOrMembers('azure.membership', 'members', 'member', 'groupId'),
  // Stands in its vault as well, where that was collected.
  AZKeyVaultAccessPolicy: ({ keyVaultId, ...policy }) => [
    {
      kind: 'azure.resource',
      id: normalScope(text(keyVaultId)),
      data: {
        id: keyVaultId,
        name: nameAtEnd(keyVaultId),
        type: resourceTypes.AZKeyVault,
        settings: { accessPolicies: [accessPolicyIn(policy)] },
      },
    },
  ],
  AZRoleAssignment: (data) =>
    listOf(data.roleAssignments).map((assignment) => ({
      kind: 'azure.directory-role-assignment',
      id: text(assignment.id) || `${lower(assignment.principalId)} ${lower(assignment.roleDefinitionId)}`,
      data: { roleDefinitionId: data.roleDefinitionId, ...assignment },
    })),
  AZRoleEligibilityScheduleInstance: (data) => [
    { kind: 'azure.directory-role-instance', id: text(data.id), data: { ...data, is: 'eligible' } },
  ],
  AZRoleManagementPolicyAssignment: (data) => [
    {
      kind: 'azure.role-policy',
      id: text(data.id) || lower(data.roleDefinitionId),
      data: {
        id: text(data.id) || lower(data.roleDefinitionId),
        place: '/',
        role: text(data.roleDefinitionId),
        approval: data.endUserAssignmentRequiresApproval,
        multiFactor: data.endUserAssignmentRequiresMFA,
        justification: data.endUserAssignmentRequiresJustification,
      },
    },
  ],
  AZAppRoleAssignment: (data) => [
    {
      kind: 'azure.app-role-assignment',
      id: text(data.id) || [data.principalId, data.resourceId, data.appRoleId].map(lower).join(' '),
      data,
    },
  ],
  AZOAuth2PermissionGrant: (data) => [
    {
      kind: 'azure.delegated-grant',
      id: text(data.id) || [data.clientId, data.resourceId, data.principalId].map(lower).join(' '),
      data,
    },
  ],
  AZSubscription: (data) => {
    const id = lower(data.subscriptionId) || lower(nameAtEnd(data.id));
    return [{ kind: 'azure.subscription', id, data: { ...data, id } }];
  },
  AZManagementGroup: (data) => {
    const properties = object(data.properties);
    const parent = object(object(properties.details).parent);
    const name = text(data.name) || nameAtEnd(data.id);
    return [
      {
        kind: 'azure.management-group',
        id: name.toLowerCase(),
        data: {
          name,
          displayName: properties.displayName,
          tenantId: properties.tenantId ?? data.tenantId,
          parent: text(parent.name) || undefined,
        },
      },
    ];
  },
  AZManagementGroupDescendant: (data) => {
    const properties = object(data.properties);
    const parent = nameAtEnd(object(properties.parent).id);
    const name = text(data.name) || nameAtEnd(data.id);
    if (parent === '') return [];
    return /subscriptions$/i.test(text(data.type))
      ? [
          {
            kind: 'azure.subscription',
            id: name.toLowerCase(),
            data: { id: name, displayName: properties.displayName, managementGroup: parent },
          },
        ]
      : [
          {
            kind: 'azure.management-group',
            id: name.toLowerCase(),
            data: { name, displayName: properties.displayName, parent },
          },
        ];
  },
  AZFederatedIdentityCredential: (data) =>
    listOf(data.fics).map((each) => {
      const fic = object(each.fic);
      return {
        kind: 'azure.federated-credential',
        id: text(fic.id),
        data: { ...fic, of: text(each.appId ?? data.appId) },
      };
    }),
  ...Object.fromEntries(Object.keys(resourceTypes).map((kind) => [kind, resource(kind)])),
};

/**
 * What `azurehound list` writes of management groups, subscriptions, their groups, vaults and virtual machines: assignments of a
 * few built-in roles, each as a kind of its own. SpecterOps/AzureHound `cmd/list-azure-rm.go`, `enums/kind.go`.
 */
const rolesAlone =
  /^AZ(ManagementGroup|Subscription|ResourceGroup|KeyVault|VM)(Owner|UserAccessAdmin|AdminLogin|\w*Contributor)$/;

const readerOf = (kind: string): ((data: Element) => readonly Made[]) | undefined => {
  if (Object.hasOwn(readers, kind)) return readers[kind];
  return /^AZ\w+RoleAssignment$/.test(kind) || rolesAlone.test(kind) ? armAssignments : undefined;
};

/** What was asked for, by a kind that is there when it was, and what it leaves out. */
const given: readonly (readonly [
  kind: RegExp,
  source: string,
  gives: readonly InputKind[],
  lacks?: string,
])[] = [
  [
    /^AZ(ServicePrincipal|App)$/,
    'AzureHound: applications and service principals',
    ['inventory', 'credentials', 'configuration'],
  ],
  [/^AZRoleEligibilityScheduleInstance$/, 'AzureHound: eligible roles of the directory', ['grants']],
  [/RoleAssignment$/, 'AzureHound: role assignments', ['grants']],
  [
    rolesAlone,
    'AzureHound: roles on management groups, subscriptions, resource groups, vaults and virtual machines',
    ['grants'],
    'only Owner, User Access Administrator, Contributor and a few roles of vaults and virtual machines; add the output of az role assignment list --all',
  ],
  [/^AZ(App|ServicePrincipal|Group|Group365)Owner$/, 'AzureHound: owners', ['owners']],
  [
    /^AZ(VM|WebApp|FunctionApp|LogicApp|AutomationAccount|ManagedCluster)$/,
    'AzureHound: resources',
    ['workloads'],
  ],
];

/** What the second tells wins; lists are put together. */
const merged = (before: Element, after: Element): Element => {
  const both = new Map(Object.entries(before));
  for (const [member, value] of Object.entries(after)) {
    if (value === undefined || value === null) continue;
    const known = both.get(member);
    both.set(
      member,
      Array.isArray(known) && Array.isArray(value)
        ? distinct([...known, ...value])
        : isObject(known) && isObject(value)
          ? merged(known, value)
          : value,
    );
  }
  return Object.fromEntries(both);
};

const distinct = (list: readonly unknown[]): readonly unknown[] => [
  ...new Map(list.map((each) => [JSON.stringify(each), each])).values(),
];

/** Two elements of one thing: a subscription, and where it hangs; a vault, and its policies. */
const joined = (made: readonly Made[]): readonly Made[] => {
  const byId = new Map<string, Made>();
  for (const one of made) {
    const key = `${one.kind} ${one.id}`;
    const before = byId.get(key);
    byId.set(key, before === undefined ? one : { ...one, data: merged(before.data, one.data) });
  }
  return [...byId.values()];
};

/** Kinds of which several elements are about one thing: kept until the end of the file. */
const scattered: ReadonlySet<string> = new Set([
  'AZSubscription',
  'AZManagementGroup',
  'AZManagementGroupDescendant',
  'AZKeyVault',
  'AZKeyVaultAccessPolicy',
]);

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const named = tenantOfFileName(file);
  const kinds = new Set<string>();
  const passedOver = new Set<string>();
  const kept: { readonly made: Made; readonly scope: string; readonly place: string }[] = [];
  let scope = named;
  for (const piece of splitPages(file, { lists: new Set(['data']), values: new Set() }, remedies)) {
    if (piece.kind !== 'element') continue;
    const place = (): string => placeOf(file, piece);
    const { kind, data } = object(piece.value);
    if (typeof kind !== 'string' || !isObject(data))
      throw new InputError(
        'kind, data: missing; this is not what AzureHound writes',
        place(),
        remedies.damaged,
      );
    kinds.add(kind);
    const reader = readerOf(kind);
    if (reader === undefined) passedOver.add(kind);
    // What is told without its tenant is of the one before: AzureHound collects one at a time.
    const tenant = lower(data.tenantId).replace(/^\/tenants\//, '');
    if (tenant !== '') scope = tenant;
    for (const made of reader?.(data) ?? []) {
      if (scattered.has(kind)) kept.push({ made, scope, place: place() });
      else yield recordOf(made.kind, scope, made.id, made.data, place);
    }
  }
  const firsts = new Map(kept.toReversed().map((each) => [`${each.made.kind} ${each.made.id}`, each]));
  for (const made of joined(kept.map((each) => each.made))) {
    const first = firsts.get(`${made.kind} ${made.id}`)!;
    yield recordOf(made.kind, first.scope, made.id, made.data, () => first.place);
  }
  for (const [pattern, source, gives, lacks] of given)
    if ([...kinds].some((kind) => pattern.test(kind)))
      yield {
        connector: 'azure',
        scope,
        source,
        status: lacks === undefined ? 'complete' : 'partial',
        detail: lacks ?? '',
        gives,
      };
  yield {
    connector: 'azure',
    scope,
    source: 'AzureHound: eligible roles of Azure, deny assignments, sign-ins',
    status: 'unsupported',
    detail: `AzureHound does not collect them; a live scan does (nhi-audit scan --azure)${passedOver.size === 0 ? '' : `; not read: ${[...passedOver].sort().slice(0, 8).join(', ')}`}`,
    gives: ['identity-use', 'credential-use', 'guardrails'],
  };
}

export const azureHound: FileFormat = { id: 'azurehound', read };
