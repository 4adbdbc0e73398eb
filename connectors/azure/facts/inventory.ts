import type { FactRef } from '../../../src/model/evidence.ts';
import { createRecordsByKind, type RecordsByKind } from '../../../src/snapshot/records-by-kind.ts';
import { type AzureRecordData, type AzureRecordKind, unnamedTenant } from './records.ts';

/** A record with its place in the snapshot. */
export interface Fact<Kind extends AzureRecordKind> {
  readonly kind: Kind;
  /** Id of the record. */
  readonly id: string;
  /** Id of the tenant. */
  readonly tenant: string;
  readonly data: AzureRecordData<Kind>;
}

export const sourceOf = ({ kind, id }: Pick<Fact<AzureRecordKind>, 'kind' | 'id'>): FactRef => ({
  record: kind,
  id,
});

/** All facts about Azure, by kind, in an order of their own. */
export interface AzureInventory {
  readonly of: <Kind extends AzureRecordKind>(kind: Kind) => readonly Fact<Kind>[];
  /** Sorted. */
  readonly tenants: readonly string[];
  /** The tenant of a record's scope, which a file may not have said. */
  readonly tenantOf: (scope: string) => string;
}

/** Takes in records one by one, in whatever order. */
export const createInventoryReader = () => {
  const records = createRecordsByKind();
  return { add: records.add, finish: (): AzureInventory => inventoryOf(records) };
};

const inventoryOf = (records: RecordsByKind): AzureInventory => {
  const dataOf = <Kind extends AzureRecordKind>(kind: Kind): readonly AzureRecordData<Kind>[] =>
    // The reader of the snapshot has held the data against the schema of the kind.
    records.of(kind).map(({ data }) => data as AzureRecordData<Kind>);

  const unnamed = ((): string => {
    const named = new Set(records.scopes());
    named.delete(unnamedTenant);
    for (const { id } of dataOf('azure.tenant')) named.add(id);
    for (const { tenantId } of dataOf('azure.subscription')) if (tenantId != null) named.add(tenantId);
    for (const { tenantId } of dataOf('azure.managed-identity')) if (tenantId != null) named.add(tenantId);
    // An application that is registered here has its principal here with this tenant as its home.
    const registered = new Set(dataOf('azure.application').map(({ appId }) => appId));
    for (const { appId, appOwnerOrganizationId } of dataOf('azure.service-principal'))
      if (appId != null && registered.has(appId) && appOwnerOrganizationId != null)
        named.add(appOwnerOrganizationId);
    const [only] = named;
    return named.size === 1 && only !== undefined ? only : unnamedTenant;
  })();
  const tenantOf = (scope: string): string => (scope === unnamedTenant ? unnamed : scope);

  const sorted = new Map<string, readonly Fact<AzureRecordKind>[]>();
  const of = <Kind extends AzureRecordKind>(kind: Kind): readonly Fact<Kind>[] => {
    let found = sorted.get(kind);
    if (found === undefined) {
      found = records.of(kind).map(({ id, scope, data }) => ({
        kind,
        id,
        tenant: tenantOf(scope),
        data: data as AzureRecordData<AzureRecordKind>,
      }));
      sorted.set(kind, found);
    }
    return found as readonly Fact<Kind>[];
  };
  const tenants = new Set([...records.scopes()].map(tenantOf));
  return { of, tenantOf, tenants: [...tenants].sort() };
};
