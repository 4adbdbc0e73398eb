import type { Clock } from './clock.ts';
import type { Coverage } from './coverage.ts';

/** Schema id of the snapshot format. A reader refuses what it does not know. */
export const snapshotSchema = 'nhi-audit/snapshot/v2';

/** What the seal is of: in version 1 the time of the seal was in it, and nothing held it. Such files are still read. */
export const snapshotSchemas = ['nhi-audit/snapshot/v1', snapshotSchema] as const;
export type SnapshotSchema = (typeof snapshotSchemas)[number];

/** One fact as the provider gave it, without secrets. */
export interface SnapshotRecord {
  /** Kind, `<connector>.<thing>`: `aws.role`. */
  readonly record: string;
  /** Id of the scope it was read from. */
  readonly scope: string;
  /** The provider's own id of the thing. */
  readonly id: string;
  /** Fields known to the connector's schema and no others. */
  readonly data: unknown;
}

/** First line of a snapshot. */
export interface SnapshotHeader {
  readonly record: 'header';
  readonly schema: SnapshotSchema;
  readonly tool: { readonly name: string; readonly version: string };
  /** Start of the collection; the clock of all analysis. ISO 8601, UTC. */
  readonly collectedAt: string;
  /** Of facts from files, which do not tell their time themselves: what `collectedAt` rests on. */
  readonly clock?: Clock | undefined;
}

/** Last line: without it a snapshot is not whole. */
export interface SnapshotSeal {
  readonly record: 'seal';
  /** Lines before this one, header included. */
  readonly lines: number;
  /** SHA-256 (hex) of all bytes before this line and, from version 2 on, of `completedAt` behind them. */
  readonly sha256: string;
  /** End of the collection. ISO 8601, UTC. */
  readonly completedAt: string;
}

/** A snapshot in memory. */
export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly records: Iterable<SnapshotRecord>;
  readonly coverage: readonly Coverage[];
}
