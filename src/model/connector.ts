import type { Coverage } from './coverage.ts';
import type { Estate } from './estate.ts';
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

/** The beginning of a file, by which its kind is told. */
export interface FileHead {
  /** The first 64 KiB at most; they may end anywhere. */
  readonly text: string;
  /** Where it is JSON: the member names at the top of its pages. Else empty. */
  readonly keys: ReadonlySet<string>;
  /** And those of the elements of the lists there. */
  readonly elementKeys: ReadonlySet<string>;
}

/** What a file of one output has: of one that is cut short or of another shape it says what it nearly is. */
export interface FileMarks {
  /** The command, or what the user would call it. */
  readonly of: string;
  /** Members of its elements, or at its top. */
  readonly members: readonly string[];
}

/** A kind of file of the provider's own that can be handed in. */
export interface FileKind {
  /** `aws-account-authorization-details`. */
  readonly id: string;
  /** What the user would call it, and how to make one: for help and error messages. */
  readonly title: string;
  /** No file may be recognised by two kinds, whatever their provider. */
  readonly recognises: (head: FileHead) => boolean;
  readonly marks?: readonly FileMarks[];
  /** It is a log of use: a folder of such files may be named as a whole, however deep they lie. */
  readonly usage?: true;
}

/** @param time in any form that `Date.parse` knows */
export type OnDate = (time: string, place: string) => void;

/** Reads one kind of file. */
export interface FileFormat {
  /** That of its kind. */
  readonly id: string;
  /**
   * Throws `InputError` with the place and the remedy when the file is not what it seems.
   * @param onDate told each time of something that has happened which stands in the file and in none of its records
   */
  readonly read: (file: SourceFile, onDate?: OnDate) => Iterable<SnapshotRecord | Coverage>;
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
