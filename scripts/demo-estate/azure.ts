import {
  type AzureRecordInput,
  type AzureRecordKind,
  azureRecords,
} from '../../connectors/azure/facts/records.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { tenant } from './other-clouds.ts';

/**
 * The company's tenant, as a collection would have kept it. What the scan should find is told in
 * `connectors/azure/demo/README.md`.
 */
const production = '9e2f1a00-1111-4c11-8a11-000000000001';
const sandbox = '9e2f1a00-2222-4c22-8a22-000000000002';
const partner = 'c4c4c4c4-7777-4c77-8a77-000000000009';

const record = <Kind extends AzureRecordKind>(
  kind: Kind,
  id: string,
  data: AzureRecordInput<Kind>,
): SnapshotRecord => ({
  record: kind,
  scope: tenant,
  id,
  // The schema drops what has no place in a snapshot, as it does for a collector.
  data: azureRecords[kind].schema.parse(data),
});

/** An object id that tells what it is of: 1 user, 2 principal, 3 application, 4 client id, 5 group, 6 key. */
const guid = (kind: number, number: number): string =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const path = (subscription: string, group?: string, rest?: string): string =>
  `/subscriptions/${subscription}${group === undefined ? '' : `/resourceGroups/${group}`}${rest === undefined ? '' : `/providers/${rest}`}`;

const role = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  websiteContributor: 'de139f84-1756-47ae-9be6-808fbbe84772',
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
} as const;
const rolePath = (id: string): string =>
  `/subscriptions/${production}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const graph = guid(2, 99);

const user = (number: number, name: string, part: Partial<AzureRecordInput<'azure.user'>> = {}) =>
  record('azure.user', guid(1, number), {
    id: guid(1, number),
    displayName: name,
    userPrincipalName: `${name}@nordlicht.example`,
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: '2023-02-01T08:00:00Z',
    ...part,
  });

interface Application {
  readonly number: number;
  readonly name: string;
  readonly created: string;
  readonly used?: string;
  readonly part?: Partial<AzureRecordInput<'azure.application'>>;
  readonly principal?: Partial<AzureRecordInput<'azure.service-principal'>>;
}

const application = ({
  number,
  name,
  created,
  used,
  part,
  principal,
}: Application): readonly SnapshotRecord[] => [
  record('azure.application', guid(3, number), {
    id: guid(3, number),
    appId: guid(4, number),
    displayName: name,
    createdDateTime: created,
    signInAudience: 'AzureADMyOrg',
    ...part,
  }),
  record('azure.service-principal', guid(2, number), {
    id: guid(2, number),
    appId: guid(4, number),
    displayName: name,
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appOwnerOrganizationId: tenant,
    createdDateTime: created,
    ...principal,
  }),
  ...(used === undefined
    ? []
    : [
        record('azure.sign-in', guid(4, number), {
          appId: guid(4, number),
          lastSignInActivity: { lastSignInDateTime: used },
        }),
      ]),
];

const managed = (number: number, name: string, group: string, used: string): readonly SnapshotRecord[] => {
  const id = path(production, group, `Microsoft.ManagedIdentity/userAssignedIdentities/${name}`);
  return [
    record('azure.managed-identity', id.toLowerCase(), {
      id,
      name,
      principalId: guid(2, number),
      clientId: guid(4, number),
      tenantId: tenant,
      tags: { team: 'tracking' },
    }),
    record('azure.service-principal', guid(2, number), {
      id: guid(2, number),
      appId: guid(4, number),
      displayName: name,
      servicePrincipalType: 'ManagedIdentity',
      accountEnabled: true,
      alternativeNames: ['isExplicit=True', id],
      createdDateTime: '2024-03-11T09:00:00Z',
    }),
    record('azure.sign-in', guid(4, number), {
      appId: guid(4, number),
      lastSignInActivity: { lastSignInDateTime: used },
    }),
  ];
};

const resource = (
  type: string,
  name: string,
  group: string,
  part: Partial<AzureRecordInput<'azure.resource'>>,
): SnapshotRecord => {
  const id = path(production, group, `${type}/${name}`);
  return record('azure.resource', id.toLowerCase(), {
    id,
    type,
    name,
    location: 'germanywestcentral',
    ...part,
  });
};

const assigned = (who: string, id: string, scope: string, type = 'ServicePrincipal'): SnapshotRecord => {
  const assignment = `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid(7, Number.parseInt(who.slice(-6), 10))}${id.slice(8)}`;
  return record('azure.role-assignment', assignment.toLowerCase(), {
    id: assignment,
    scope,
    roleDefinitionId: rolePath(id),
    principalId: who,
    principalType: type,
  });
};

const federated = (application: number, name: string, subject: string): SnapshotRecord =>
  record('azure.federated-credential', `${application} ${name}`, {
    id: `${application} ${name}`,
    name,
    issuer: 'https://token.actions.githubusercontent.com',
    subject,
    audiences: ['api://AzureADTokenExchange'],
    of: guid(3, application),
  });

const owner = (application: number, who: number): SnapshotRecord =>
  record('azure.ownership', `${application} ${who}`, {
    object: guid(3, application),
    objectType: 'application',
    owner: guid(1, who),
  });

const permission = (who: number, appRoleId: string): SnapshotRecord =>
  record('azure.app-role-assignment', `${who} ${appRoleId}`, {
    id: `${who} ${appRoleId}`,
    principalId: guid(2, who),
    principalType: 'ServicePrincipal',
    resourceId: graph,
    appRoleId,
  });

const administrators = guid(5, 1);

export const demoAzureRecords: readonly SnapshotRecord[] = [
  record('azure.tenant', tenant, {
    id: tenant,
    displayName: 'Nordlicht Logistics',
    servicePlans: ['AAD_PREMIUM_P2'],
  }),
  record('azure.subscription', production, {
    id: production,
    displayName: 'Nordlicht production',
    state: 'Enabled',
    tenantId: tenant,
    tags: { environment: 'production' },
  }),
  record('azure.subscription', sandbox, {
    id: sandbox,
    displayName: 'Nordlicht sandbox',
    state: 'Enabled',
    tenantId: tenant,
    tags: { environment: 'development' },
  }),
  record('azure.service-principal', graph, {
    id: graph,
    appId: '00000003-0000-0000-c000-000000000000',
    displayName: 'Microsoft Graph',
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    createdDateTime: '2021-01-01T00:00:00Z',
  }),

  // People. lena.hoff is how it should be.
  user(1, 'lena.hoff'),
  user(2, 'jonas.weil'),
  user(3, 'break-glass'),
  record('azure.group', administrators, {
    id: administrators,
    displayName: 'platform-admins',
    securityEnabled: true,
    isAssignableToRole: false,
    groupTypes: [],
  }),
  record('azure.group-instance', 'lena platform-admins', {
    id: 'lena platform-admins',
    is: 'eligible',
    groupId: administrators,
    accessId: 'member',
    principalId: guid(1, 1),
    memberType: 'Direct',
    endDateTime: '2027-02-01T08:00:00Z',
  }),
  assigned(administrators, role.owner, path(production), 'Group'),
  record('azure.role-policy', 'platform-admins', {
    id: 'platform-admins',
    place: administrators,
    role: 'member',
    approval: true,
    approvers: ['security'],
    multiFactor: true,
    justification: true,
    longestActivation: 'PT4H',
    activeMustEnd: true,
    longestActive: 'P15D',
  }),
  record('azure.directory-role-assignment', 'break-glass', {
    id: 'break-glass',
    principalId: guid(1, 3),
    roleDefinitionId: globalAdministrator,
    directoryScopeId: '/',
  }),

  // A repository whose branch nobody protects, an application, a web app, and what runs in it owns the subscription.
  ...application({
    number: 11,
    name: 'label-release',
    created: '2024-03-10T09:00:00Z',
    used: '2026-08-30T04:12:00Z',
  }),
  owner(11, 2),
  federated(11, 'label-templates-main', 'repo:nordlicht-logistics/label-templates:ref:refs/heads/main'),
  assigned(guid(2, 11), role.websiteContributor, path(production, 'tracking')),
  ...managed(12, 'tracking-worker', 'tracking', '2026-08-31T22:40:00Z'),
  assigned(guid(2, 12), role.owner, path(production)),
  resource('Microsoft.Web/sites', 'tracking-web', 'tracking', {
    tags: { team: 'tracking' },
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: {
        [path(production, 'tracking', 'Microsoft.ManagedIdentity/userAssignedIdentities/tracking-worker')]: {
          principalId: guid(2, 12),
          clientId: guid(4, 12),
        },
      },
    },
  }),

  // The model: a reviewed environment, one container, an owner.
  ...application({
    number: 13,
    name: 'route-plan-publish',
    created: '2026-01-15T09:00:00Z',
    used: '2026-08-31T20:00:00Z',
  }),
  owner(13, 1),
  federated(13, 'route-plan-production', 'repo:nordlicht-logistics/route-plan:environment:production'),
  assigned(
    guid(2, 13),
    role.blobContributor,
    path(
      production,
      'routes',
      'Microsoft.Storage/storageAccounts/nordlichtroutes/blobServices/default/containers/plans',
    ),
  ),

  ...application({
    number: 14,
    name: 'tenant-automation',
    created: '2023-05-02T09:00:00Z',
    used: '2026-08-31T01:00:00Z',
    part: {
      keyCredentials: [
        {
          keyId: guid(6, 14),
          type: 'AsymmetricX509Cert',
          usage: 'Verify',
          startDateTime: '2025-10-01T00:00:00Z',
          endDateTime: '2026-10-01T00:00:00Z',
        },
      ],
    },
  }),
  owner(14, 2),
  permission(14, '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8'),

  ...application({
    number: 15,
    name: 'crm-export',
    created: '2023-01-20T09:00:00Z',
    used: '2026-08-29T05:30:00Z',
    part: {
      passwordCredentials: [
        { keyId: guid(6, 15), startDateTime: '2025-01-10T00:00:00Z', endDateTime: '2027-01-10T00:00:00Z' },
        { keyId: guid(6, 16), startDateTime: '2023-01-20T00:00:00Z', endDateTime: '2025-01-20T00:00:00Z' },
      ],
    },
  }),
  permission(15, '810c84a8-4a9e-49e6-bf7d-12d183f40d01'),

  record('azure.service-principal', guid(2, 16), {
    id: guid(2, 16),
    appId: guid(4, 16),
    displayName: 'Fleet Insights',
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appOwnerOrganizationId: partner,
    verifiedPublisher: { displayName: null, verifiedPublisherId: null },
    createdDateTime: '2025-06-02T09:00:00Z',
  }),
  record('azure.sign-in', guid(4, 16), {
    appId: guid(4, 16),
    lastSignInActivity: { lastSignInDateTime: '2026-08-31T10:00:00Z' },
  }),
  permission(16, '01d4889c-1287-42c6-ac1f-5d1e02578ef6'),

  resource('Microsoft.Storage/storageAccounts', 'nordlichtarchive', 'archive', {
    tags: { team: 'finance' },
    settings: { localKeys: true, keysCreated: [{ name: 'key1', at: '2023-04-01T09:00:00Z' }] },
  }),
  record('azure.caller', guid(2, 17), { id: guid(2, 17), type: 'servicePrincipal' }),
  ...application({
    number: 17,
    name: 'access-audit',
    created: '2026-02-01T09:00:00Z',
    used: '2026-09-01T05:50:00Z',
  }),
  owner(17, 1),
  federated(17, 'access-audit', 'repo:nordlicht-logistics/access-audit:environment:audit'),
  assigned(guid(2, 17), role.reader, path(production)),
  assigned(guid(2, 17), role.reader, path(sandbox)),
];

/** What a collection would say of itself. */
export const demoAzureCoverage: readonly Coverage[] = [
  {
    connector: 'azure',
    scope: tenant,
    source: 'Microsoft Graph and Azure Resource Manager',
    status: 'complete',
    detail: '',
    gives: inputKinds.filter((kind) => !['credential-use', 'root-keys', 'stored-keys'].includes(kind)),
  },
  {
    connector: 'azure',
    scope: tenant,
    source: 'GET /reports/appCredentialSignInActivities',
    status: 'partial',
    detail: 'the report begins thirty days before the scan',
    gives: ['credential-use'],
  },
];
