import type { AzureRecordInput, AzureRecordKind } from '../../connectors/azure/facts/records.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { many, ofRecords, type Worst } from './input.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const subscription = '5aaaaaaa-0000-4000-8000-000000000001';
const subscriptionPath = `/subscriptions/${subscription}`;
const [owner, contributor] = [
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
] as const;

const guid = (kind: number, index: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const record = <Kind extends AzureRecordKind>(
  kind: Kind,
  id: string,
  data: AzureRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: tenant, id, data });

const places = [
  record('azure.tenant', tenant, { id: tenant, displayName: 'Contoso' }),
  record('azure.subscription', subscription, {
    id: subscription,
    displayName: 'Production',
    tenantId: tenant,
  }),
];
const bot = (index: number): SnapshotRecord =>
  record('azure.service-principal', guid(1, index), {
    id: guid(1, index),
    appId: guid(2, index),
    displayName: `bot ${index}`,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: tenant,
  });
const assignment = (
  index: number,
  principal: string,
  scope: string,
  role: string = contributor,
  part: Partial<AzureRecordInput<'azure.role-assignment'>> = {},
): SnapshotRecord => {
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid(3, index)}`.toLowerCase();
  return record('azure.role-assignment', id, {
    id,
    scope,
    roleDefinitionId: `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId: principal,
    principalType: 'ServicePrincipal',
    ...part,
  });
};
const group = (index: number): string => `${subscriptionPath}/resourceGroups/g${index}`;
const denial = (index: number, scope: string, action: string): SnapshotRecord => {
  const id = `${scope}/providers/Microsoft.Authorization/denyAssignments/${guid(4, index)}`.toLowerCase();
  return record('azure.deny-assignment', id, {
    id,
    denyAssignmentName: `d${index}`,
    scope,
    permissions: [{ actions: [action] }],
    principals: [{ id: guid(1, index), type: 'ServicePrincipal' }],
    excludePrincipals: [],
  });
};
const onlyRoles = (count: number, from: number): string =>
  `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${many(count, (index) => guid(9, from + index)).join(', ')}}`;
const role = (
  index: number,
  actions: readonly string[],
  notActions: readonly string[] = [],
): SnapshotRecord => {
  const id = `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${guid(5, index)}`;
  return record('azure.role-definition', id.toLowerCase(), {
    id,
    name: guid(5, index),
    roleName: `ours ${index}`,
    roleType: 'CustomRole',
    permissions: [{ actions: [...actions], notActions: [...notActions] }],
    assignableScopes: [subscriptionPath],
  });
};
const machine = (index: number, scope: string): SnapshotRecord => {
  const id = `${scope}/providers/Microsoft.Compute/virtualMachines/m${index}`;
  return record('azure.resource', id.toLowerCase(), {
    id,
    type: 'Microsoft.Compute/virtualMachines',
    name: `m${index}`,
    identity: { type: 'SystemAssigned', principalId: guid(6, index), tenantId: tenant },
  });
};

const azure = (name: string, size: number, records: (size: number) => readonly SnapshotRecord[]): Worst =>
  ofRecords('azure', tenant, name, size, records);

export const worstOfAzure: readonly Worst[] = [
  azure('assignments, deny assignments and conditions', 200, (n) => [
    ...places,
    ...many(n, bot),
    ...many(n, (index) =>
      assignment(index, guid(1, index), group(index), owner, { condition: onlyRoles(4, index) }),
    ),
    ...many(n, (index) => denial(index, group(index), `Microsoft.Compute/virtualMachines/*${index}*`)),
    ...many(n, (index) => machine(index, group(index))),
  ]),
  azure('deny assignments on one subscription', 200, (n) => [
    ...places,
    ...many(n, bot),
    ...many(n, (index) => assignment(index, guid(1, index), subscriptionPath, owner)),
    ...many(n, (index) => denial(index, subscriptionPath, 'Microsoft.Authorization/*')),
  ]),
  azure('management groups in one another', 100, (n) => [
    ...places,
    ...many(n, (index) =>
      record('azure.management-group', `m${index}`, {
        name: `m${index}`,
        tenantId: tenant,
        ...(index === 0 ? {} : { parent: `m${index - 1}` }),
      }),
    ),
    ...many(n, bot),
    ...many(n, (index) =>
      assignment(index, guid(1, index), `/providers/Microsoft.Management/managementGroups/m${index}`, owner),
    ),
  ]),
  azure('groups in one another', 200, (n) => [
    ...places,
    ...many(n, (index) =>
      record('azure.group', guid(7, index), {
        id: guid(7, index),
        displayName: `g${index}`,
        securityEnabled: true,
      }),
    ),
    ...many(n, (index) =>
      record('azure.membership', `${guid(7, index)}/members/${guid(7, index + 1)}`, {
        group: guid(7, index),
        member: guid(7, index + 1),
        memberType: 'group',
      }),
    ),
    ...many(n, bot),
    ...many(n, (index) =>
      record('azure.membership', `${guid(7, index)}/members/${guid(1, index)}`, {
        group: guid(7, index),
        member: guid(1, index),
        memberType: 'servicePrincipal',
      }),
    ),
    ...many(n, (index) =>
      assignment(index, guid(7, index), group(index), contributor, { principalType: 'Group' }),
    ),
  ]),
  azure('actions of a role, and what is taken back', 100, (n) => [
    ...places,
    bot(0),
    role(
      0,
      many(n, (index) => `Microsoft.Compute/*a${index}*b*/read`),
      many(n, (index) => `Microsoft.Compute/*b${index}*a*/read`),
    ),
    assignment(0, guid(1, 0), subscriptionPath, guid(5, 0)),
  ]),
  azure('alternatives in a condition', 200, (n) => [
    ...places,
    ...many(n, bot),
    ...many(n, (index) =>
      assignment(index, guid(1, index), subscriptionPath, owner, {
        condition: many(20, (part) => `(${onlyRoles(1, 20 * index + part)})`).join(' OR '),
      }),
    ),
  ]),
  azure('stars in an action', 200, (n) => [
    ...places,
    bot(0),
    role(0, [`Microsoft.Compute/${'*a'.repeat(n)}`], [`Microsoft.Compute/${'*b'.repeat(n)}`]),
    assignment(0, guid(1, 0), subscriptionPath, guid(5, 0)),
  ]),
  azure('a long condition', 200, (n) => [
    ...places,
    bot(0),
    assignment(0, guid(1, 0), subscriptionPath, owner, { condition: onlyRoles(n, 0) }),
  ]),
  azure('applications that own one another', 500, (n) => [
    ...places,
    ...many(n, bot),
    ...many(n, (index) =>
      record('azure.ownership', `${guid(1, index)}/owners/${guid(1, index + 1)}`, {
        object: guid(1, index),
        objectType: 'service-principal',
        owner: guid(1, index + 1),
        ownerType: 'servicePrincipal',
      }),
    ),
    assignment(0, guid(1, 0), subscriptionPath, owner),
  ]),
  azure('machines and those who may change them', 200, (n) => [
    ...places,
    ...many(n, bot),
    ...many(n, (index) => machine(index, group(0))),
    ...many(n, (index) => assignment(index, guid(1, index), group(0))),
  ]),
];
