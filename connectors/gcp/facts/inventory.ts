import type { FactRef } from '../../../src/model/evidence.ts';
import { createRecordsByKind, type RecordsByKind } from '../../../src/snapshot/records-by-kind.ts';
import type { GcpRecordData, GcpRecordKind } from './records.ts';

/** A record with its place in the snapshot. */
export interface Fact<Kind extends GcpRecordKind> {
  readonly kind: Kind;
  /** Id of the record. */
  readonly id: string;
  readonly data: GcpRecordData<Kind>;
}

export const sourceOf = ({ kind, id }: Pick<Fact<GcpRecordKind>, 'kind' | 'id'>): FactRef => ({
  record: kind,
  id,
});

/** All facts about Google Cloud, by kind, in an order of their own. */
export interface GcpInventory {
  readonly of: <Kind extends GcpRecordKind>(kind: Kind) => readonly Fact<Kind>[];
}

/** Takes in records one by one, in whatever order. */
export const createInventoryReader = () => {
  const records = createRecordsByKind();
  return { add: records.add, finish: (): GcpInventory => inventoryOf(records) };
};

const inventoryOf = (records: RecordsByKind): GcpInventory => {
  const sorted = new Map<string, readonly Fact<GcpRecordKind>[]>();
  return {
    of: <Kind extends GcpRecordKind>(kind: Kind): readonly Fact<Kind>[] => {
      let found = sorted.get(kind);
      if (found === undefined) {
        // The reader of the snapshot has held the data against the schema of the kind.
        found = records
          .of(kind)
          .map(({ id, data }) => ({ kind, id, data: data as GcpRecordData<GcpRecordKind> }));
        sorted.set(kind, found);
      }
      return found as readonly Fact<Kind>[];
    },
  };
};
