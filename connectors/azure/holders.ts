import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { FoundHolder, HolderReader } from '../connector.ts';
import type { AzureRecordData, AzureRecordKind } from './facts/records.ts';
import { roleIdOf } from './rbac/role.ts';

/**
 * Groups and roles of one's own, and whether anybody has them. A permission of an application needs no credential to be held:
 * whoever adds one has it, so that it counts as in force.
 * https://learn.microsoft.com/azure/role-based-access-control/custom-roles
 */

type Kept<Kind extends AzureRecordKind> = SnapshotRecord & { readonly data: AzureRecordData<Kind> };

const of = <Kind extends AzureRecordKind>(
  records: readonly SnapshotRecord[],
  kind: Kind,
): readonly Kept<Kind>[] => records.filter(({ record }) => record === kind) as unknown as Kept<Kind>[];

/** Kinds of records that decide what a group or a role gives, beside who has it. */
const around: ReadonlySet<string> = new Set<AzureRecordKind>([
  'azure.app-role-assignment',
  'azure.deny-assignment',
  'azure.directory-role-assignment',
  'azure.directory-role-definition',
  'azure.directory-role-instance',
  'azure.group',
  'azure.lock',
  'azure.management-group',
  'azure.resource',
  'azure.role-assignment',
  'azure.role-definition',
  'azure.role-instance',
  'azure.subscription',
  'azure.tenant',
]);

/** Groups that have a role or a permission of their own: of the rest nobody asks what they give. */
const find = (records: readonly SnapshotRecord[]): readonly FoundHolder[] => {
  const inhabited = new Set([
    ...of(records, 'azure.membership').map(({ data }) => data.group),
    ...of(records, 'azure.group-instance').map(({ data }) => data.groupId),
  ]);
  const given = [...of(records, 'azure.role-assignment'), ...of(records, 'azure.role-instance')];
  const had = new Set(given.map(({ data }) => roleIdOf(data.roleDefinitionId)));
  const hadInDirectory = new Set(
    [...of(records, 'azure.directory-role-assignment'), ...of(records, 'azure.directory-role-instance')].map(
      ({ data }) => data.roleDefinitionId,
    ),
  );
  const holder = (
    { id, scope }: SnapshotRecord,
    kind: string,
    name: string,
    missing: string | undefined,
  ): FoundHolder => ({ id, kind, scope, name, ...(missing === undefined ? {} : { missing }) });
  const unused = (isUsed: boolean): string | undefined =>
    isUsed ? undefined : 'the role is assigned to nobody that is seen';
  return [
    ...of(records, 'azure.group')
      // Of one whose members follow a rule, or that is only mentioned, nobody can tell who is in it.
      .filter(
        ({ data }) => data.displayName != null && data.groupTypes?.includes('DynamicMembership') !== true,
      )
      .map((record) =>
        holder(
          record,
          'group',
          record.data.displayName!,
          inhabited.has(record.data.id) ? undefined : 'the group has no members that are seen',
        ),
      ),
    ...of(records, 'azure.role-definition')
      .filter(({ data }) => data.roleType === 'CustomRole')
      .map((record) =>
        holder(record, 'role', record.data.roleName ?? record.data.name, unused(had.has(record.data.name))),
      ),
    ...of(records, 'azure.directory-role-definition')
      .filter(({ data }) => data.isBuiltIn === false)
      .map((record) =>
        holder(
          record,
          'role',
          record.data.displayName ?? record.data.id,
          unused(hadInDirectory.has(record.data.id)),
        ),
      ),
  ];
};

/** Somebody who has one holder, and nothing else. */
const having = (
  records: readonly SnapshotRecord[],
  { id, kind, scope }: FoundHolder,
  index: number,
): readonly SnapshotRecord[] => {
  const principalId = `{holder-${index}}`;
  const record = (name: AzureRecordKind, data: object): SnapshotRecord => ({
    record: name,
    scope,
    id: `${principalId} ${name}`,
    data,
  });
  const somebody = { ...record('azure.service-principal', { id: principalId }), id: principalId };
  if (kind === 'group')
    return [somebody, record('azure.membership', { group: id.toLowerCase(), member: principalId })];
  const role = of(records, 'azure.role-definition').find((each) => each.id === id)?.data;
  if (role === undefined)
    return [
      somebody,
      record('azure.directory-role-assignment', {
        id: principalId,
        principalId,
        roleDefinitionId: id.toLowerCase(),
        directoryScopeId: '/',
      }),
    ];
  return [
    somebody,
    ...(role.assignableScopes ?? []).map((place, at) => ({
      ...record('azure.role-assignment', {
        id: `${place}/${principalId}`,
        scope: place,
        roleDefinitionId: role.id,
        principalId,
      }),
      id: `${principalId} ${at}`,
    })),
  ];
};

export const azureHolders: HolderReader = {
  find,
  held: (records, holders) => ({
    records: [
      ...records.filter(({ record }) => around.has(record)),
      ...holders.flatMap((holder, index) => having(records, holder, index)),
    ],
    by: new Map(holders.map(({ id }, index) => [id, `{holder-${index}}`])),
  }),
};
