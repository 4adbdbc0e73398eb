/**
 * `node bench/azure.ts [sizes…]`: tenants of so many service principals, drawn by a rule and not by chance; processor time and
 * memory of each stage, and with what exponent they grow. Default sizes: 1000 10000.
 */
import {
  type AzureRecordInput,
  type AzureRecordKind,
  azureRecords,
} from '../connectors/azure/facts/records.ts';
import { azureInterpretation } from '../connectors/azure/index.ts';
import { readAzure } from '../connectors/azure/interpret.ts';
import type { SnapshotRecord } from '../src/model/snapshot.ts';
import { benchProvider } from './provider.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const record = <Kind extends AzureRecordKind>(
  kind: Kind,
  id: string,
  data: AzureRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: tenant, id, data: azureRecords[kind].schema.parse(data) });
const guid = (kind: number, number: number): string =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const roles = [
  'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  'f1a07417-d97a-45cb-824c-7a7467783830',
  '4633458b-17de-408a-b874-0445c86b69e6',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
];
const permissions = [
  '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  '18a4783c-866b-4cc7-a460-3d5e5662c884',
  '62a82d76-70ea-41e2-9197-370581804d09',
];

/** Of a hundred principals eighty are applications, twenty managed identities; 200 share a subscription, 20 a resource group. */
function* tenantOf(size: number): Iterable<SnapshotRecord> {
  yield record('azure.tenant', tenant, { id: tenant, displayName: 'Bench' });
  const subscriptions = Math.max(1, Math.floor(size / 200));
  const groups = Math.max(1, Math.floor(size / 20));
  for (let s = 0; s < subscriptions; s += 1)
    yield record('azure.subscription', guid(8, s), {
      id: guid(8, s),
      displayName: `subscription ${s}`,
      tenantId: tenant,
    });
  const groupPath = (g: number): string =>
    `/subscriptions/${guid(8, g % subscriptions)}/resourceGroups/rg-${g}`;
  for (let u = 0; u < size / 20; u += 1)
    yield record('azure.user', guid(1, u), { id: guid(1, u), userPrincipalName: `user${u}@bench.example` });
  for (let t = 0; t < size / 50; t += 1) {
    yield record('azure.group', guid(5, t), {
      id: guid(5, t),
      displayName: `group ${t}`,
      securityEnabled: true,
    });
    for (let m = 0; m < 20; m += 1)
      yield record('azure.membership', `${t} ${m}`, {
        group: guid(5, t),
        member: guid(2, (t * 37 + m * 11) % size),
      });
  }
  for (let p = 0; p < size; p += 1) {
    const isManaged = p % 5 === 0;
    const path = `${groupPath(p % groups)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi-${p}`;
    yield record('azure.service-principal', guid(2, p), {
      id: guid(2, p),
      appId: guid(4, p),
      displayName: `principal ${p}`,
      servicePrincipalType: isManaged ? 'ManagedIdentity' : 'Application',
      accountEnabled: true,
      appOwnerOrganizationId: tenant,
      createdDateTime: '2024-01-01T00:00:00Z',
      ...(isManaged ? { alternativeNames: ['isExplicit=True', path] } : {}),
    });
    if (isManaged) {
      const vm = `${groupPath(p % groups)}/providers/Microsoft.Compute/virtualMachines/vm-${p}`;
      yield record('azure.resource', vm.toLowerCase(), {
        id: vm,
        type: 'Microsoft.Compute/virtualMachines',
        name: `vm-${p}`,
        identity: { type: 'UserAssigned', userAssignedIdentities: { [path]: { principalId: guid(2, p) } } },
      });
    } else {
      yield record('azure.application', guid(3, p), {
        id: guid(3, p),
        appId: guid(4, p),
        displayName: `principal ${p}`,
        passwordCredentials:
          p % 3 === 0
            ? [
                {
                  keyId: guid(6, p),
                  startDateTime: '2025-01-01T00:00:00Z',
                  endDateTime: '2027-01-01T00:00:00Z',
                },
              ]
            : [],
      });
      if (p % 2 === 0)
        yield record('azure.ownership', `${p}`, {
          object: guid(3, p),
          objectType: 'application',
          owner: guid(1, p % Math.max(1, Math.floor(size / 20))),
        });
    }
    const isWide = p % 50 === 0;
    const scope = isWide ? `/subscriptions/${guid(8, p % subscriptions)}` : groupPath((p * 7) % groups);
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid(7, p)}`;
    yield record('azure.role-assignment', id.toLowerCase(), {
      id,
      scope,
      roleDefinitionId: `/x/${roles[p % roles.length]!}`,
      principalId: p % 20 === 1 ? guid(5, p % Math.max(1, Math.floor(size / 50))) : guid(2, p),
      principalType: p % 20 === 1 ? 'Group' : 'ServicePrincipal',
    });
    if (p % 20 === 2)
      yield record('azure.app-role-assignment', `${p}`, {
        principalId: guid(2, p),
        resourceId: guid(9, 0),
        appRoleId: permissions[p % 3]!,
      });
  }
  yield record('azure.directory-role-assignment', 'a', {
    id: 'a',
    principalId: guid(2, 3),
    roleDefinitionId: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    directoryScopeId: '/',
  });
}

benchProvider({
  reader: readAzure,
  interpretation: azureInterpretation,
  scope: tenant,
  source: 'bench',
  records: tenantOf,
});
