import { describe, expect, test } from 'vitest';
import {
  accessPolicy,
  azIdentity,
  azManaged,
  azRa,
  azResource,
  azRole,
  azSp,
  azUser,
  azVault,
  carries,
  clientOf,
  type Files,
  graphSp,
  hGroup,
  hMember,
  hound,
  hPermission,
  hSp,
  hTenant,
  hUser,
  identityPath,
  idOf,
  inGroup,
  inSubscription,
  type Json,
  tenant,
} from './files.ts';
import { type Goal, wayIn } from './ways.ts';

/** Small tenants as lists of the Azure CLI: who takes over what by roles of Azure, and twins in which nobody does. */
type Way = readonly [says: string, files: Files, way: string | RegExp, goal?: Goal];
type Ways = readonly Way[];
const surely = 'surely';
const none = 'no way';
const vm = 'Microsoft.Compute/virtualMachines';
const site = 'Microsoft.Web/sites';
const cluster = 'Microsoft.ContainerService/managedClusters';
const management = '/providers/Microsoft.Management/managementGroups';

const ciHas = (role: string, scope = inSubscription, part: Json = {}): Json => azRa('ci', role, scope, part);
/** `ci` has these assignments, and there is what else is given. */
const estate = (ra: readonly Json[], more: Files = {}): Files => ({ sp: [azSp('ci')], ra, ...more });
/** `ci` has a role of its own in the subscription. */
const own = (permission: Json, more: Files = {}, scopes?: readonly string[]): Files =>
  estate([ciHas('own')], { roles: [azRole('own', permission, scopes)], ...more });
/** Something that runs as `mi`, which owns the subscription. */
const running = (type: string, part: Json = {}): Files => ({
  r: [azResource(type, 'one', carries('mi'), part)],
});
const miOwns = azRa('mi', 'Owner');
const nodes = (part: Json): Files => ({
  r: [
    azResource(cluster, 'k', carries('plane'), {
      identityProfile: {
        kubeletidentity: { clientId: clientOf('mi'), objectId: idOf('mi'), resourceId: identityPath('mi') },
      },
      ...part,
    }),
  ],
});
const byGuid = (name: string, guid: string): Json =>
  ciHas(name, inGroup, {
    roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
  });
const delegation = (test: string): Json => ({
  conditionVersion: '2.0',
  condition: `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ${test}))`,
});
const machine = { vms: [azResource(vm, 'web', carries('mi'))] };
const rbac = 'Role Based Access Control Administrator';

const scopes: Ways = [
  ['owner at the root', estate([ciHas('Owner', '/'), azRa('x', 'Reader')]), surely],
  ['reader at the root', estate([ciHas('Reader', '/'), azRa('x', 'Reader')]), none],
  [
    'administrator of access of a management group',
    estate([ciHas('User Access Administrator', `${management}/Prod`), azRa('x', 'Reader')]),
    surely,
  ],
  ['contributor', estate([ciHas('Contributor')]), none],
  [
    'a guest who owns it',
    {
      users: [azUser('ci', { userPrincipalName: 'ci_p.example#EXT#@contoso.onmicrosoft.com' })],
      ra: [ciHas('Owner', inSubscription, { principalType: 'User' })],
    },
    surely,
  ],
  [
    'scopes in another case',
    estate([ciHas('Virtual Machine Contributor', `${inSubscription}/resourcegroups/APP`), miOwns], machine),
    surely,
  ],
  [
    'a group whose name only begins so',
    estate([ciHas('Virtual Machine Contributor', `${inSubscription}/resourceGroups/ap`), miOwns], machine),
    none,
  ],
];

const actions: Ways = [
  ['roles', own({ actions: ['Microsoft.Authorization/roleAssignments/*'] }), surely],
  ['roles, to read', own({ actions: ['Microsoft.Authorization/*/read'] }), none],
  [
    'everything but that',
    own({
      actions: ['*'],
      notActions: [
        'Microsoft.Authorization/*/Write',
        'Microsoft.Authorization/*/Delete',
        'Microsoft.Authorization/elevateAccess/Action',
      ],
    }),
    none,
  ],
  [
    'the definition of the role itself',
    own({ actions: ['Microsoft.Authorization/roleDefinitions/write'] }),
    surely,
  ],
  [
    'of one that can be assigned elsewhere too',
    own({ actions: ['Microsoft.Authorization/roleDefinitions/write'] }, {}, [
      inSubscription,
      '/subscriptions/5aaaaaaa-0000-4000-8000-000000000002',
    ]),
    none,
  ],
  [
    'a star in the middle',
    own({ actions: ['Microsoft.Compute/*/runCommand/action'] }, machine),
    surely,
    'mi',
  ],
  [
    'taken back by a star',
    own({ actions: ['Microsoft.Compute/*'], notActions: ['Microsoft.Compute/virtualMachines/*'] }, machine),
    none,
    'mi',
  ],
  [
    'taken back in another case',
    own(
      {
        actions: ['Microsoft.Compute/virtualMachines/runCommand/action'],
        notActions: ['microsoft.compute/virtualmachines/RUNCOMMAND/action'],
      },
      machine,
    ),
    none,
    'mi',
  ],
  ['roles, without a condition', estate([ciHas(rbac)]), surely],
  [
    'roles, held to Reader',
    estate([
      ciHas(
        rbac,
        inSubscription,
        delegation('ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}'),
      ),
    ]),
    none,
  ],
];

const attach = (...identities: readonly string[]): Json => ({
  actions: ['Microsoft.Compute/virtualMachines/*', ...identities],
});
const identities = { ids: [azIdentity('mi')] };
const managed: Ways = [
  [
    'the second of two on a machine',
    estate([ciHas('Virtual Machine Contributor', inGroup), miOwns], {
      ids: [azIdentity('weak'), azIdentity('mi')],
      vms: [azResource(vm, 'web', carries(null, 'weak', 'mi'))],
    }),
    surely,
  ],
  [
    'only the other is on it',
    estate([ciHas('Virtual Machine Contributor', inGroup), miOwns], {
      ids: [azIdentity('weak'), azIdentity('mi')],
      vms: [azResource(vm, 'web', carries(null, 'weak'))],
    }),
    none,
  ],
  [
    'one that only the machine names, in capitals',
    estate([ciHas('Virtual Machine Contributor', inGroup), miOwns], {
      ids: [azIdentity('mi')],
      vms: [
        azResource(vm, 'web', {
          principalId: null,
          type: 'UserAssigned',
          userAssignedIdentities: { [identityPath('mi').toUpperCase()]: {} },
        }),
      ],
    }),
    surely,
  ],
  [
    'its federated credentials',
    estate([ciHas('Managed Identity Contributor', inGroup), miOwns], identities),
    surely,
  ],
  [
    'an operator of it without a machine',
    estate([ciHas('Managed Identity Operator', inGroup), miOwns], identities),
    none,
  ],
  [
    'an operator of it who makes machines elsewhere',
    estate(
      [
        ciHas('Managed Identity Operator', inGroup),
        ciHas('Virtual Machine Contributor', `${inSubscription}/resourceGroups/lab`),
        miOwns,
      ],
      identities,
    ),
    surely,
  ],
  [
    'a role that attaches it',
    own(attach('Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action'), identities),
    surely,
    'mi',
  ],
  [
    'that only reads it',
    own(attach('Microsoft.ManagedIdentity/userAssignedIdentities/*/read'), identities),
    none,
    'mi',
  ],
  [
    'one that only the directory tells, of a machine',
    {
      ...estate([ciHas('Virtual Machine Contributor', inGroup), miOwns]),
      sp: [azSp('ci'), azManaged('mi', `${inGroup}/providers/${vm}/web`, false)],
    },
    surely,
  ],
  [
    'of a machine of another group',
    {
      ...estate([ciHas('Virtual Machine Contributor', inGroup), miOwns]),
      sp: [azSp('ci'), azManaged('mi', `${inSubscription}/resourcegroups/other/providers/${vm}/web`, false)],
    },
    none,
  ],
  [
    'a slot of a web app',
    estate([ciHas('Website Contributor', inGroup), miOwns], {
      r: [
        azResource(site, 'shop', null),
        azResource(`${site}/slots`, 'shop/stage', carries('mi'), {
          id: `${inGroup}/providers/${site}/shop/slots/stage`,
        }),
      ],
    }),
    surely,
  ],
];

const hosts: readonly (readonly [ra: Json, type: string, way: string])[] = [
  [ciHas('Website Contributor', inGroup), site, surely],
  [ciHas('Reader', inGroup), site, none],
  [ciHas('Logic App Contributor', inGroup), 'Microsoft.Logic/workflows', surely],
  [ciHas('Logic App Operator', inGroup), 'Microsoft.Logic/workflows', none],
  [ciHas('Automation Contributor', inGroup), 'Microsoft.Automation/automationAccounts', surely],
  [ciHas('Automation Job Operator', inGroup), 'Microsoft.Automation/automationAccounts', none],
  [
    ciHas('Azure Connected Machine Resource Administrator', inGroup),
    'Microsoft.HybridCompute/machines',
    surely,
  ],
  [
    byGuid('Data Factory Contributor', '673868aa-7521-48a0-acc6-0f60742d39f5'),
    'Microsoft.DataFactory/factories',
    surely,
  ],
  [
    byGuid('Resource Policy Contributor', '36243c78-bf99-498c-9df9-86d9f8d28608'),
    'Microsoft.Authorization/policyAssignments',
    surely,
  ],
  [byGuid('Log Analytics Contributor', '92aaf0da-9dab-42b6-94a3-d43ce8d16293'), vm, surely],
  [byGuid('Avere Contributor', '4f8fab4f-1852-4a58-a46a-8eaf358af14a'), vm, surely],
  [byGuid('Monitoring Contributor', '749f88d5-cbae-40b8-bcfc-e573ddc772fa'), vm, none],
  [
    byGuid('Container Apps Contributor', '358470bc-b998-42bd-ab17-a7e34c199c0f'),
    'Microsoft.App/containerApps',
    surely,
  ],
];
const carriers: Ways = hosts.map(
  ([ra, type, way]): Way => [`${ra.roleDefinitionName} and ${type}`, estate([ra], running(type)), way, 'mi'],
);

const aksAdmin = [ciHas('Azure Kubernetes Service Cluster Admin Role', inGroup), miOwns];
const aksRoles = [
  byGuid('Azure Kubernetes Service RBAC Writer', 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb'),
  miOwns,
];
const entra = (enableAzureRbac: boolean, ...adminGroupObjectIDs: readonly string[]): Json => ({
  disableLocalAccounts: true,
  aadProfile: {
    adminGroupObjectIDs: adminGroupObjectIDs.map(idOf),
    enableAzureRbac,
    managed: true,
    tenantId: tenant,
  },
});
const people = (member: string): Files => ({
  hound: hound(hTenant, hUser('ci'), hUser('bob'), hGroup('kadmins'), hMember('kadmins', member)),
  ra: [miOwns],
});
const clusters: Ways = [
  ['its administrator’s credential', estate(aksAdmin, nodes({ disableLocalAccounts: false })), surely],
  ['where local accounts are off', estate(aksAdmin, nodes({ disableLocalAccounts: true })), none],
  [
    'the identity of the control plane',
    estate([ciHas('Contributor', inGroup), azRa('plane', 'Owner')], nodes({ disableLocalAccounts: false })),
    none,
  ],
  ['roles of Azure decide within', estate(aksRoles, nodes(entra(true))), surely],
  ['they do not', estate(aksRoles, nodes(entra(false))), none],
  ['nothing tells', estate(aksRoles, nodes({})), /the cluster decides by Azure RBAC/],
  ['a group of its administrators', { ...people('ci'), ...nodes(entra(false, 'kadmins')) }, surely],
  ['somebody else is in it', { ...people('bob'), ...nodes(entra(false, 'kadmins')) }, none],
  ['it administers nothing', { ...people('ci'), ...nodes(entra(false)) }, none],
];

const flex = (account: string): Files => ({
  apps: [
    azResource(site, 'fn', carries('mi'), {
      kind: 'functionapp,linux',
      functionAppConfig: {
        deployment: {
          storage: { type: 'blobContainer', value: `https://${account}.blob.core.windows.net/code` },
        },
      },
    }),
  ],
  st: [azResource('Microsoft.Storage/storageAccounts', 'stcode', null, { allowSharedKeyAccess: true })],
});
const blobs = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1';
const writesBlobs = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const storage: Ways = [
  [
    'the code of a function app, by blobs',
    estate([byGuid('Blob Contributor', writesBlobs), miOwns], flex('stcode')),
    surely,
  ],
  ['to read it', estate([byGuid('Blob Reader', blobs), miOwns], flex('stcode')), none],
  [
    'by the keys of the account',
    estate([ciHas('Storage Account Contributor', inGroup), miOwns], flex('stcode')),
    surely,
  ],
  ['of another account', estate([byGuid('Blob Contributor', writesBlobs), miOwns], flex('stother')), none],
];

const vaultRa = (role: string): Json => ciHas(role, `${inGroup}/providers/Microsoft.KeyVault/vaults/v`);
const reader = [azRa('x', 'Reader')];
const vault = (properties: Json): Files => ({ vault: azVault('v', properties) });
const get = (...permissions: readonly string[]): Json => ({
  accessPolicies: [accessPolicy('ci', permissions)],
});
const vaults: Ways = [
  ['a policy of the vault', estate(reader, vault(get('Get', 'List'))), surely, 'secrets'],
  ['a policy of all', estate(reader, vault(get('all'))), surely, 'secrets'],
  ['a policy to list', estate(reader, vault(get('List'))), none, 'secrets'],
  ['roles decide', estate(reader, vault({ ...get('Get'), enableRbacAuthorization: true })), none, 'secrets'],
  [
    'a role',
    estate([vaultRa('Key Vault Secrets User')], vault({ enableRbacAuthorization: true })),
    surely,
    'secrets',
  ],
  [
    'a role on names',
    estate([vaultRa('Key Vault Reader')], vault({ enableRbacAuthorization: true })),
    none,
    'secrets',
  ],
  ['policies decide', estate([vaultRa('Key Vault Secrets User')], vault({})), none, 'secrets'],
  [
    'who writes policies',
    estate([vaultRa('Key Vault Contributor')], vault({})),
    surely,
    'policies of vaults',
  ],
  [
    'who writes policies that decide nothing',
    estate([vaultRa('Key Vault Contributor')], vault({ enableRbacAuthorization: true })),
    none,
    'policies of vaults',
  ],
];

const isManaged = hSp('mi', { servicePrincipalType: 'ManagedIdentity', appOwnerOrganizationId: null });
const onwards = (identity: Json | null): Files => ({
  ...estate([ciHas('Virtual Machine Contributor', inGroup)], { vms: [azResource(vm, 'web', identity)] }),
  hound: hound(hTenant, graphSp, isManaged, hPermission('mi', 'RoleManagement.ReadWrite.Directory')),
});
const chains: Ways = [
  ['from a machine to the directory', onwards(carries('mi')), surely, 'the tenant'],
  ['the machine has no identity', onwards(null), none, 'the tenant'],
];

describe.each([
  ['scopes', scopes],
  ['actions', actions],
  ['managed identities', managed],
  ['what runs as one', carriers],
  ['clusters', clusters],
  ['code in storage', storage],
  ['vaults', vaults],
  ['chains', chains],
])('%s', (_, ways) => {
  test.each(ways.map(([says, files, way, goal = 'the subscription']) => ({ says, files, way, goal })))(
    '$says',
    ({ files, way, goal }) => {
      const found = wayIn(files, 'ci', goal);
      if (typeof way === 'string') expect(found).toBe(way);
      else expect(found).toMatch(way);
    },
  );
});
