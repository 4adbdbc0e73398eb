import { byText } from '../../../src/model/by-text.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { stableJson } from '../../../src/snapshot/stable-json.ts';
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

/** Of two readings of one thing the one that tells more counts: which was read first is not known. */
const fuller = (one: SnapshotRecord, other: SnapshotRecord): SnapshotRecord => {
  const [a, b] = [stableJson(one.data), stableJson(other.data)];
  return a.length > b.length || (a.length === b.length && a > b) ? one : other;
};

/** Takes in records one by one, in whatever order. */
export const createInventoryReader = () => {
  const records = new Map<string, Map<string, SnapshotRecord>>();
  return {
    add: (record: SnapshotRecord): void => {
      const kind = records.get(record.record) ?? new Map<string, SnapshotRecord>();
      records.set(record.record, kind);
      const known = kind.get(record.id);
      kind.set(record.id, known === undefined ? record : fuller(known, record));
    },
    finish: (): GcpInventory => {
      const sorted = new Map<string, readonly Fact<GcpRecordKind>[]>();
      return {
        of: <Kind extends GcpRecordKind>(kind: Kind): readonly Fact<Kind>[] => {
          let found = sorted.get(kind);
          if (found === undefined) {
            // The reader of the snapshot has held the data against the schema of the kind.
            found = [...(records.get(kind) ?? [])]
              .sort(([a], [b]) => byText(a, b))
              .map(([id, { data }]) => ({ kind, id, data: data as GcpRecordData<GcpRecordKind> }));
            sorted.set(kind, found);
          }
          return found as readonly Fact<Kind>[];
        },
      };
    },
  };
};
