import { byText } from '../model/by-text.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { stableJson } from './stable-json.ts';

/** Of two readings of one thing the one that tells more counts: which was read first is not known. */
export const fuller = <Fact extends { readonly data: unknown }>(one: Fact, other: Fact): Fact => {
  const [a, b] = [stableJson(one.data), stableJson(other.data)];
  return a.length > b.length || (a.length === b.length && a > b) ? one : other;
};

export interface RecordsByKind {
  /** Takes in records one by one, in whatever order. */
  readonly add: (record: SnapshotRecord) => void;
  /** By id, whatever the order in which they came; of two with one id the fuller. */
  readonly of: (kind: string) => readonly SnapshotRecord[];
  /** Scopes of all of them. */
  readonly scopes: () => ReadonlySet<string>;
}

export const createRecordsByKind = (): RecordsByKind => {
  const records = new Map<string, Map<string, SnapshotRecord>>();
  return {
    add: (record) => {
      const kind = records.get(record.record) ?? new Map<string, SnapshotRecord>();
      records.set(record.record, kind);
      const known = kind.get(record.id);
      kind.set(record.id, known === undefined ? record : fuller(known, record));
    },
    of: (kind) => [...(records.get(kind)?.values() ?? [])].sort((a, b) => byText(a.id, b.id)),
    scopes: () =>
      new Set([...records.values()].flatMap((kind) => [...kind.values()].map(({ scope }) => scope))),
  };
};
