import type { Coverage } from './coverage.ts';
import type { Estate } from './estate.ts';
import type { Provider } from './scope.ts';
import type { Settings } from './settings.ts';
import type { SnapshotRecord } from './snapshot.ts';

/** A file that somebody handed in, read in pieces: it may be larger than a string can be. */
export interface SourceFile {
  /** As the user wrote it; for messages. */
  readonly name: string;
  /** Bytes on the disk. */
  readonly size: number;
  /** ISO 8601, UTC: the best estimate of when an export was made that carries no time of its own. */
  readonly modifiedAt: string;
  /** The first 64 KiB at most, decoded; enough to recognise the format. */
  readonly head: string;
  /** UTF-8, whatever the file is written in. Starts from the beginning at every call. */
  readonly chunks: () => Iterable<Uint8Array>;
  /** What messages call the place of a byte of `chunks`, where these are not the bytes on the disk. */
  readonly where?: (offset: number) => string;
}

/** A format of the provider's own that can be handed in as a file. */
export interface FileFormat {
  /** `aws-account-authorization-details`. */
  readonly id: string;
  /** What the user would call it, and how to make one: for help and error messages. */
  readonly title: string;
  readonly recognises: (head: string) => boolean;
  /** Throws `InputError` with the place and the remedy when the file is not what it seems. */
  readonly read: (file: SourceFile) => Iterable<SnapshotRecord | Coverage>;
}

export interface InterpretOptions {
  readonly collectedAt: string;
  readonly coverage: readonly Coverage[];
  readonly settings: Settings;
}

/** Interprets records as they come, so that those of a large file need not be kept. */
export interface EstateReader {
  /** Ignores records of other connectors. */
  readonly add: (record: SnapshotRecord) => void;
  /** After the last record, once. */
  readonly finish: (options: InterpretOptions) => Estate;
}

/** Everything that knows one provider. `collect` is apart, behind a dynamic import: it loads the provider's SDK. */
export interface Connector {
  readonly id: Provider;
  readonly formats: readonly FileFormat[];
  /** Pure. Ignores records of other connectors. */
  readonly interpret: (records: Iterable<SnapshotRecord>, options: InterpretOptions) => Estate;
  /** The same, record by record. */
  readonly reader: () => EstateReader;
}
