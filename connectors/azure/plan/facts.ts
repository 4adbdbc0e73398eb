import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { ChangeAbout } from '../../../src/plan/planned-resource.ts';
import {
  type AzureRecordData,
  type AzureRecordInput,
  type AzureRecordKind,
  azureRecords,
} from '../facts/records.ts';
import { redactAzure } from '../facts/redaction.ts';
import { roleIdOf } from '../rbac/role.ts';
import { normalScope } from '../rbac/scope.ts';

type Data<Kind extends AzureRecordKind> = AzureRecordData<Kind>;
type Key = NonNullable<Data<'azure.application'>['passwordCredentials']>[number] &
  Partial<NonNullable<Data<'azure.application'>['keyCredentials']>[number]>;
type VaultPolicy = NonNullable<NonNullable<Data<'azure.resource'>['settings']>['accessPolicies']>[number];

/** What one resource of a plan says: small enough that two resources never say the same thing differently. */
export type Fact =
  | { readonly is: 'record'; readonly record: SnapshotRecord }
  /** A secret or certificate of an application or principal, by its object id. */
  | { readonly is: 'credential'; readonly of: string; readonly list: CredentialList; readonly key: Key }
  /** Of a vault, by its normal path. */
  | { readonly is: 'vault-policy'; readonly vault: string; readonly policy: VaultPolicy };

type CredentialList = 'passwordCredentials' | 'keyCredentials';

/** @param scope id of the tenant */
export const recordFact = <Kind extends AzureRecordKind>(
  kind: Kind,
  scope: string,
  id: string,
  data: AzureRecordInput<Kind>,
): Fact => ({
  is: 'record',
  record: { record: kind, scope, id, data: azureRecords[kind].schema.parse(data) },
});

export const dataOf = <Kind extends AzureRecordKind>(fact: Fact, kind: Kind): Data<Kind> | undefined =>
  fact.is === 'record' && fact.record.record === kind ? (fact.record.data as Data<Kind>) : undefined;

/** Records that say one thing by their content; a plan does not tell the ids of all of them. */
const byContent: { readonly [Kind in AzureRecordKind]?: (data: Data<Kind>) => readonly unknown[] } = {
  'azure.role-assignment': ({ principalId, scope, roleDefinitionId }) => [
    principalId,
    normalScope(scope),
    roleIdOf(roleDefinitionId),
  ],
  'azure.role-instance': ({ is, principalId, scope, roleDefinitionId }) => [
    is,
    principalId,
    normalScope(scope),
    roleIdOf(roleDefinitionId),
  ],
  'azure.role-definition': ({ name }) => [name],
  'azure.directory-role-assignment': ({ principalId, roleDefinitionId, directoryScopeId, appScopeId }) => [
    principalId,
    roleDefinitionId,
    (directoryScopeId ?? appScopeId ?? '/').toLowerCase(),
  ],
  'azure.app-role-assignment': ({ principalId, resourceId, appRoleId }) => [
    principalId,
    resourceId,
    appRoleId,
  ],
  'azure.delegated-grant': ({ clientId, resourceId, principalId }) => [
    clientId,
    resourceId,
    principalId ?? '',
  ],
  'azure.membership': ({ group, member }) => [group, member],
  'azure.ownership': ({ object, owner }) => [object, owner],
  'azure.federated-credential': ({ of, name, issuer, subject, claimsMatchingExpression }) => [
    of.toLowerCase(),
    name ?? '',
    issuer,
    subject ?? claimsMatchingExpression?.value,
  ],
  'azure.managed-identity': ({ id }) => [normalScope(id)],
  'azure.resource': ({ id }) => [normalScope(id)],
};

/** Facts with the same key replace each other. */
export const factKey = (fact: Fact): string => {
  switch (fact.is) {
    case 'record': {
      const { record, id, data } = fact.record;
      const content = Object.hasOwn(byContent, record)
        ? (byContent[record as AzureRecordKind] as (data: unknown) => readonly unknown[])(data)
        : [id];
      return JSON.stringify([record, ...content]);
    }
    case 'credential':
      return JSON.stringify([fact.is, fact.of, fact.key.keyId]);
    case 'vault-policy':
      return JSON.stringify([fact.is, fact.vault, fact.policy.objectId, fact.policy.applicationId ?? '']);
  }
};

const holdsCredentials: ReadonlySet<string> = new Set(['azure.application', 'azure.service-principal']);
type Holder = Data<'azure.application'>;

/** A record of a snapshot in the same pieces, so that a plan can change a part of it. */
export const factsOfRecord = (record: SnapshotRecord): readonly Fact[] => {
  if (holdsCredentials.has(record.record)) {
    const { passwordCredentials, keyCredentials, ...data } = record.data as Holder;
    return [
      { is: 'record', record: { ...record, data } },
      ...(passwordCredentials ?? []).map(
        (key): Fact => ({ is: 'credential', of: data.id, list: 'passwordCredentials', key }),
      ),
      ...(keyCredentials ?? []).map(
        (key): Fact => ({ is: 'credential', of: data.id, list: 'keyCredentials', key }),
      ),
    ];
  }
  const resource = record.record === 'azure.resource' ? (record.data as Data<'azure.resource'>) : undefined;
  if (resource?.settings?.accessPolicies == null) return [{ is: 'record', record }];
  const { accessPolicies, ...settings } = resource.settings;
  const vault = normalScope(resource.id);
  return [
    { is: 'record', record: { ...record, data: { ...resource, settings } } },
    ...accessPolicies.map((policy): Fact => ({ is: 'vault-policy', vault, policy })),
  ];
};

/** What a fact is about, for the place of a change. */
export const aboutOf = (fact: Fact): ChangeAbout => {
  if (fact.is === 'credential') return 'credential';
  const trusts: readonly string[] = [
    'azure.federated-credential',
    'azure.ownership',
    'azure.service-connection',
  ];
  return fact.is === 'record' && trusts.includes(fact.record.record) ? 'trust' : 'grant';
};

/** Object ids, and paths of managed identities, of those whom a fact bears on; of roles `role <guid>`. */
export const bearers = (fact: Fact): readonly string[] => {
  if (fact.is === 'credential') return [fact.of];
  if (fact.is === 'vault-policy') return [fact.policy.objectId];
  const data = fact.record.data as Readonly<Record<string, unknown>>;
  const of = (...members: readonly string[]): readonly string[] =>
    members.flatMap((member) => (typeof data[member] === 'string' ? [data[member].toLowerCase()] : []));
  switch (fact.record.record) {
    case 'azure.role-definition':
      return of('name').map((name) => `role ${name}`);
    case 'azure.membership':
      return of('member', 'group');
    case 'azure.group-instance':
      return of('principalId', 'groupId');
    case 'azure.ownership':
      return of('object', 'owner');
    case 'azure.federated-credential':
      return [normalOwner(data.of as string)];
    // It names an application by its client id alone.
    case 'azure.service-connection':
      return [];
    case 'azure.managed-identity':
      return of('principalId');
    case 'azure.delegated-grant':
      return of('clientId');
    case 'azure.resource': {
      const { identity } = data as Data<'azure.resource'>;
      return [
        ...(identity?.principalId == null ? [] : [identity.principalId]),
        ...Object.keys(identity?.userAssignedIdentities ?? {}).map(normalOwner),
      ];
    }
    default:
      return of('principalId').length > 0 ? of('principalId') : of('id');
  }
};

/** Whose a federated credential is: the path of a managed identity, or an object id. */
export const normalOwner = (of: string): string => (of.startsWith('/') ? normalScope(of) : of.toLowerCase());

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Facts as the records that a collector would have kept, without secrets; sorted, whatever the order of the facts. */
export const recordsOf = (facts: Iterable<Fact>): readonly SnapshotRecord[] => {
  const all = [...facts];
  const keys = Map.groupBy(
    all.flatMap((fact) => (fact.is === 'credential' ? [fact] : [])),
    ({ of }) => of,
  );
  const policies = Map.groupBy(
    all.flatMap((fact) => (fact.is === 'vault-policy' ? [fact] : [])),
    ({ vault }) => vault,
  );
  const whole = (record: SnapshotRecord): SnapshotRecord => {
    const data = record.data as Readonly<Record<string, unknown>>;
    if (holdsCredentials.has(record.record)) {
      const own = keys.get(data.id as string) ?? [];
      const listed = (list: CredentialList) =>
        own
          .flatMap((fact) => (fact.list === list ? [fact.key] : []))
          .sort((a, b) => byText(a.keyId, b.keyId));
      return {
        ...record,
        data: {
          ...data,
          passwordCredentials: listed('passwordCredentials'),
          keyCredentials: listed('keyCredentials'),
        },
      };
    }
    const own = record.record === 'azure.resource' ? policies.get(normalScope(data.id as string)) : undefined;
    if (own === undefined) return record;
    const accessPolicies = own
      .map(({ policy }) => policy)
      .sort((a, b) => byText(JSON.stringify(a), JSON.stringify(b)));
    return { ...record, data: { ...data, settings: { ...(data.settings as object), accessPolicies } } };
  };
  return all
    .flatMap((fact) => (fact.is === 'record' ? [redactAzure(whole(fact.record))] : []))
    .sort((a, b) => byText(a.record, b.record) || byText(a.scope, b.scope) || byText(a.id, b.id));
};
