import type { RecordEdit } from '../../model/reduce.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';

/** Facts with some of them changed. The facts themselves stay as they were read. */
export interface Overlay {
  readonly records: () => Iterable<SnapshotRecord>;
  readonly of: (record: string, id: string) => SnapshotRecord | undefined;
  /** A further overlay with these changes, in their order. */
  readonly with: (edits: readonly RecordEdit[]) => Overlay;
  /** The facts of each provider. What a change did not touch is the same object before and after it. */
  readonly parts: ReadonlyMap<string, FactsPart>;
}

/** Facts of one provider. */
export interface FactsPart {
  readonly records: () => Iterable<SnapshotRecord>;
}

export const keyOfRecord = ({ record, id }: Pick<RecordEdit, 'record' | 'id'>): string => `${record}\n${id}`;

const partOf = ({ record }: Pick<SnapshotRecord, 'record'>): string => record.slice(0, record.indexOf('.'));

/** By key: the record as it is now; undefined: it is gone. */
type Changed = ReadonlyMap<string, SnapshotRecord | undefined>;

/** What was read: all of it, and that of each provider. */
interface Base {
  readonly all: readonly SnapshotRecord[];
  readonly byPart: ReadonlyMap<string, readonly SnapshotRecord[]>;
  readonly index: ReadonlyMap<string, SnapshotRecord>;
}

/** @param part whose records they are; absent: everybody's */
function* changedRecords(
  { index }: Base,
  records: readonly SnapshotRecord[],
  changed: Changed,
  part?: string,
): Generator<SnapshotRecord> {
  if (changed.size === 0) {
    yield* records;
    return;
  }
  for (const record of records) {
    const key = keyOfRecord(record);
    if (!changed.has(key)) yield record;
    else {
      const after = changed.get(key);
      if (after !== undefined) yield after;
    }
  }
  // What was made stands behind all that was read.
  for (const [key, made] of changed)
    if (made !== undefined && !index.has(key) && (part === undefined || partOf(made) === part)) yield made;
}

const overlay = (base: Base, changed: Changed, parts: ReadonlyMap<string, FactsPart>): Overlay => {
  const of = (key: string): SnapshotRecord | undefined =>
    changed.has(key) ? changed.get(key) : base.index.get(key);
  return {
    parts,
    records: () => changedRecords(base, base.all, changed),
    of: (record, id) => of(keyOfRecord({ record, id })),
    with: (edits) => {
      const after = new Map(changed);
      const touched = new Set<string>();
      for (const edit of edits) {
        const key = keyOfRecord(edit);
        const before = after.has(key) ? after.get(key) : base.index.get(key);
        if (before === undefined && edit.scope === undefined) continue;
        const data = edit.change(before?.data);
        if (data === before?.data) continue;
        const { record, id, scope = '' } = edit;
        after.set(key, data === undefined ? undefined : { ...(before ?? { record, scope, id }), data });
        touched.add(partOf(edit));
      }
      const partsAfter = [...parts].map(([name, part]): [string, FactsPart] => [
        name,
        touched.has(name)
          ? { records: () => changedRecords(base, base.byPart.get(name)!, after, name) }
          : part,
      ]);
      return overlay(base, after, new Map(partsAfter));
    },
  };
};

/** @param records of one that is there twice (two exports of an account) the last counts, as when they are read */
export const overlayOf = (records: readonly SnapshotRecord[]): Overlay => {
  const byPart = Map.groupBy(records, partOf);
  const index = new Map(records.map((record) => [keyOfRecord(record), record]));
  const parts = [...byPart].map(([name, own]): [string, FactsPart] => [name, { records: () => own }]);
  return overlay({ all: records, byPart, index }, new Map(), new Map(parts));
};
