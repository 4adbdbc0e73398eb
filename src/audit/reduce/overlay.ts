import type { RecordEdit } from '../../model/reduce.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';

/** Facts with some of them changed. The facts themselves stay as they were read. */
export interface Overlay {
  readonly records: () => Iterable<SnapshotRecord>;
  readonly of: (record: string, id: string) => SnapshotRecord | undefined;
  /** A further overlay with these changes, in their order. */
  readonly with: (edits: readonly RecordEdit[]) => Overlay;
}

export const keyOfRecord = ({ record, id }: Pick<RecordEdit, 'record' | 'id'>): string => `${record}\n${id}`;

/** By key: the record as it is now; undefined: it is gone. */
type Changed = ReadonlyMap<string, SnapshotRecord | undefined>;

const overlay = (
  base: readonly SnapshotRecord[],
  index: ReadonlyMap<string, SnapshotRecord>,
  changed: Changed,
): Overlay => {
  const of = (key: string): SnapshotRecord | undefined =>
    changed.has(key) ? changed.get(key) : index.get(key);
  return {
    *records() {
      if (changed.size === 0) {
        yield* base;
        return;
      }
      for (const record of base) {
        const key = keyOfRecord(record);
        if (!changed.has(key)) yield record;
        else {
          const after = changed.get(key);
          if (after !== undefined) yield after;
        }
      }
    },
    of: (record, id) => of(keyOfRecord({ record, id })),
    with: (edits) => {
      const after = new Map(changed);
      for (const edit of edits) {
        const key = keyOfRecord(edit);
        const before = after.has(key) ? after.get(key) : index.get(key);
        if (before === undefined) continue;
        const data = edit.change(before.data);
        if (data !== before.data) after.set(key, data === undefined ? undefined : { ...before, data });
      }
      return overlay(base, index, after);
    },
  };
};

/** @param records of one that is there twice (two exports of an account) the last counts, as when they are read */
export const overlayOf = (records: readonly SnapshotRecord[]): Overlay =>
  overlay(records, new Map(records.map((record) => [keyOfRecord(record), record])), new Map());
