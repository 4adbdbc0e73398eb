import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { createInventoryReader } from '../../../connectors/azure/facts/inventory.ts';
import {
  type AzureRecordInput,
  type AzureRecordKind,
  azureRecords,
} from '../../../connectors/azure/facts/records.ts';
import { arrange } from '../../../connectors/azure/identities/arrange.ts';
import { interpretAzure } from '../../../connectors/azure/interpret.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { Estate } from '../../../src/model/estate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { reachOf } from '../../../src/reach/index.ts';

/** A small tenant, written by hand: records as a collector would have kept them. */
export const tenant = '11111111-1111-4111-8111-111111111111';
export const otherTenant = '22222222-2222-4222-8222-222222222222';
export const collectedAt = '2026-09-01T00:00:00.000Z';
export const subscription = '5aaaaaaa-0000-4000-8000-000000000001';
export const subscriptionPath = `/subscriptions/${subscription}`;
export const groupPath = `${subscriptionPath}/resourceGroups/app`;
export const otherGroupPath = `${subscriptionPath}/resourceGroups/other`;

/** The object id of somebody, by name. */
export const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

export const record = <Kind extends AzureRecordKind>(
  kind: Kind,
  id: string,
  data: AzureRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: tenant, id, data: azureRecords[kind].schema.parse(data) });

export const tenantRecord = record('azure.tenant', tenant, { id: tenant, displayName: 'Contoso' });
export const subscriptionRecord = (
  part: Partial<AzureRecordInput<'azure.subscription'>> = {},
): SnapshotRecord =>
  record('azure.subscription', part.id ?? subscription, {
    id: subscription,
    displayName: 'Production',
    state: 'Enabled',
    tenantId: tenant,
    ...part,
  });

export const user = (name: string, part: Partial<AzureRecordInput<'azure.user'>> = {}): SnapshotRecord =>
  record('azure.user', idOf(name), {
    id: idOf(name),
    displayName: name,
    userPrincipalName: `${name}@contoso.example`,
    accountEnabled: true,
    userType: 'Member',
    ...part,
  });

export const servicePrincipal = (
  name: string,
  part: Partial<AzureRecordInput<'azure.service-principal'>> = {},
): SnapshotRecord =>
  record('azure.service-principal', idOf(name), {
    id: idOf(name),
    appId: idOf(`c ${name}`),
    displayName: name,
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appOwnerOrganizationId: tenant,
    ...part,
  });

export const applicationId = (name: string): string => idOf(`a ${name}`);

/** An application that is registered here, with its principal. */
export const application = (
  name: string,
  part: Partial<AzureRecordInput<'azure.application'>> = {},
): readonly SnapshotRecord[] => [
  servicePrincipal(name),
  record('azure.application', applicationId(name), {
    id: applicationId(name),
    appId: idOf(`c ${name}`),
    displayName: name,
    signInAudience: 'AzureADMyOrg',
    ...part,
  }),
];

export const identityPath = (name: string): string =>
  `${groupPath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
export const managedIdentity = (name: string): readonly SnapshotRecord[] => [
  servicePrincipal(name, {
    servicePrincipalType: 'ManagedIdentity',
    appOwnerOrganizationId: null,
    alternativeNames: ['isExplicit=True', identityPath(name)],
  }),
  record('azure.managed-identity', identityPath(name).toLowerCase(), {
    id: identityPath(name),
    name,
    principalId: idOf(name),
    clientId: idOf(`c ${name}`),
    tenantId: tenant,
  }),
];

export const resource = (
  type: string,
  name: string,
  carries: readonly string[],
  part: Partial<AzureRecordInput<'azure.resource'>> = {},
): SnapshotRecord => {
  const id = `${groupPath}/providers/${type}/${name}`;
  return record('azure.resource', id.toLowerCase(), {
    id,
    type,
    name,
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: Object.fromEntries(
        carries.map((each) => [identityPath(each), { principalId: idOf(each), clientId: idOf(`c ${each}`) }]),
      ),
    },
    ...part,
  });
};

export const group = (name: string, part: Partial<AzureRecordInput<'azure.group'>> = {}): SnapshotRecord =>
  record('azure.group', idOf(name), {
    id: idOf(name),
    displayName: name,
    securityEnabled: true,
    groupTypes: [],
    isAssignableToRole: false,
    ...part,
  });

export const member = (of: string, who: string): SnapshotRecord =>
  record('azure.membership', `${of}/${who}`, { group: idOf(of), member: idOf(who) });

export const owner = (
  objectType: AzureRecordInput<'azure.ownership'>['objectType'],
  of: string,
  who: string,
): SnapshotRecord =>
  record('azure.ownership', `${objectType}/${of}/${who}`, {
    object: objectType === 'application' ? applicationId(of) : idOf(of),
    objectType,
    owner: idOf(who),
  });

/** Guids of built-in roles. */
export const role = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  rbacAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  vmContributor: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
  identityOperator: 'f1a07417-d97a-45cb-824c-7a7467783830',
  identityContributor: 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
  vaultAccessAdministrator: '8b54135c-b56d-4d72-a534-26097cfdc8d8',
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
} as const;

export const rolePath = (id: string): string =>
  `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${id}`;

export const assignment = (
  who: string,
  roleId: string,
  scope: string = subscriptionPath,
  part: Partial<AzureRecordInput<'azure.role-assignment'>> = {},
): SnapshotRecord => {
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${idOf(`r ${who} ${roleId}`)}`;
  return record('azure.role-assignment', id.toLowerCase(), {
    id,
    scope,
    roleDefinitionId: rolePath(roleId),
    principalId: idOf(who),
    ...part,
  });
};

/** A role of one's own. */
export const customRole = (
  id: string,
  permission: NonNullable<AzureRecordInput<'azure.role-definition'>['permissions']>[number],
  assignableScopes: readonly string[] = [subscriptionPath],
): SnapshotRecord =>
  record('azure.role-definition', id, {
    id: rolePath(id),
    name: id,
    roleName: `custom ${id.slice(0, 8)}`,
    roleType: 'CustomRole',
    permissions: [permission],
    assignableScopes: [...assignableScopes],
  });
export const custom = 'c0000000-0000-4000-8000-000000000001';
export const otherCustom = 'c0000000-0000-4000-8000-000000000002';

/** Template ids of roles of the directory. */
export const directoryRole = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
} as const;

export const directoryAssignment = (
  who: string,
  roleDefinitionId: string,
  directoryScopeId = '/',
): SnapshotRecord =>
  record('azure.directory-role-assignment', `${who} ${roleDefinitionId} ${directoryScopeId}`, {
    id: `${who} ${roleDefinitionId}`,
    principalId: idOf(who),
    roleDefinitionId,
    directoryScopeId,
  });

const graphName = 'Microsoft Graph';
/** Of Microsoft Graph, by its id. */
export const graphPermission = (who: string, appRoleId: string): SnapshotRecord =>
  record('azure.app-role-assignment', `${who} ${appRoleId}`, {
    id: `${who} ${appRoleId}`,
    principalId: idOf(who),
    principalType: 'ServicePrincipal',
    resourceId: idOf(graphName),
    appRoleId,
  });

/** A record replaces one of the same id that a test began with. */
const replaced = (records: readonly SnapshotRecord[]): readonly SnapshotRecord[] => [
  ...new Map(records.map((each) => [`${each.record} ${each.id}`, each])).values(),
];

export const estateOf = (records: readonly SnapshotRecord[], coverage: readonly Coverage[] = []): Estate =>
  interpretAzure(replaced([tenantRecord, subscriptionRecord(), ...records]), {
    collectedAt,
    coverage,
    settings: defaultSettings,
  });

export const identityAt = (estate: Estate, id: string): number => {
  const index = estate.identities.findIndex((identity) => identity.id === id);
  expect(index, id).toBeGreaterThanOrEqual(0);
  return index;
};

/** What steps rest on, or `surely`; none: `no way`. */
const told = (steps: readonly { readonly assumes: readonly string[] }[]): string => {
  if (steps.length === 0) return 'no way';
  const assumes = steps.flatMap((step) => step.assumes);
  return assumes.length === 0 ? 'surely' : assumes.join('; ');
};

/** How one identity becomes another, by their names. */
export const wayBetween = (records: readonly SnapshotRecord[], from: string, to: string): string => {
  const estate = estateOf(records);
  const goal = identityAt(estate, idOf(to));
  return told(
    reachOf(estate, defaultSettings).pathsToAny({ identities: [goal], scopes: [] })(
      identityAt(estate, idOf(from)),
    ),
  );
};

/** How an identity comes to control a scope. */
export const wayToControl = (
  records: readonly SnapshotRecord[],
  from: string,
  scope: string = subscription,
): string => {
  const estate = estateOf(records);
  const index = estate.scopes.findIndex(({ id }) => id === scope);
  expect(index, scope).toBeGreaterThanOrEqual(0);
  return told(reachOf(estate, defaultSettings).pathToControl(identityAt(estate, idOf(from)), index));
};

/** What a connector knows when all of these were read. */
export const inventoryOf = (records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of records) reader.add(each);
  return reader.finish();
};

/** The same of one tenant, sorted out. */
export const arranged = (...records: readonly SnapshotRecord[]) =>
  arrange(inventoryOf([tenantRecord, ...records]), collectedAt);
