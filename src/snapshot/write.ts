import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import type { Coverage } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import {
  type Snapshot,
  type SnapshotHeader,
  type SnapshotRecord,
  snapshotSchema,
} from '../model/snapshot.ts';
import { sealLine } from './seal-line.ts';
import { stableJson } from './stable-json.ts';

/** The part of the file system that writing needs; handed in by tests of a full disk. */
export type WritableFiles = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'rmSync'
>;

export interface SnapshotWriter {
  readonly add: (entry: SnapshotRecord | Coverage) => void;
  /**
   * Writes the seal and gives the file its name: before this call nothing stands under it.
   * @param completedAt end of the collection; ISO 8601, UTC
   */
  readonly seal: (completedAt: string) => void;
  /** Gives up: removes what was written. Does nothing after `seal`. */
  readonly discard: () => void;
}

const bufferedCharacters = 1024 * 1024;

const writeFailures: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOENT: ['the folder does not exist', 'Make the folder first, or write elsewhere.'],
  ENOTDIR: ['a part of the path is not a folder', 'Check the path.'],
  EACCES: ['the file may not be written', 'Write to a folder of your own, or change its permissions.'],
  EPERM: ['the file may not be written', 'Write to a folder of your own, or change its permissions.'],
  EROFS: ['the disk is read-only', 'Write elsewhere.'],
  ENOSPC: ['the disk is full', 'Free some space, or write elsewhere; nothing was written.'],
  EDQUOT: ['the disk quota is used up', 'Free some space, or write elsewhere; nothing was written.'],
  EFBIG: [
    'the file is larger than the disk or the limit allows',
    'Write elsewhere, or raise the limit (ulimit -f).',
  ],
};

const explained = (error: unknown, path: string): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const [what, remedy] = writeFailures[String(error.code)] ?? [
    `the file cannot be written (${String(error.code)})`,
    'Write elsewhere; nothing was written.',
  ];
  return new InputError(what, path, remedy);
};

/** `record` first, so that a line can be told by its start; the data with sorted keys. */
const lineOf = (entry: SnapshotRecord | Coverage): string => {
  if (!('record' in entry)) return `{"record":"coverage",${stableJson(entry).slice(1)}`;
  const { record, scope, id, data } = entry;
  return `{"record":${JSON.stringify(record)},"scope":${JSON.stringify(scope)},"id":${JSON.stringify(id)},"data":${stableJson(data)}}`;
};

/** File systems that cannot sync a folder say so in one of these ways; the file itself is synced all the same. */
const folderSyncUnsupported = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES']);

/** A rename outlasts a power cut only when the folder is written too. */
const syncFolder = (files: WritableFiles, folder: string): void => {
  // Windows cannot open folders and needs no such thing.
  if (process.platform === 'win32') return;
  const descriptor = files.openSync(folder, 'r');
  try {
    files.fsyncSync(descriptor);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && folderSyncUnsupported.has(String(error.code))))
      throw error;
  } finally {
    files.closeSync(descriptor);
  }
};

/**
 * Starts a snapshot at `path`: whole or not at all. Lines go to a file beside it, `<name>.<random>.partial`, that only
 * its owner can read; `seal` renames it. When writing fails it is removed; after a kill it stays behind under that name.
 * Throws `InputError` when the file cannot be written.
 */
export const openSnapshotWriter = (
  path: string,
  header: Omit<SnapshotHeader, 'record' | 'schema'>,
  files: WritableFiles = fs,
): SnapshotWriter => {
  const folder = dirname(path);
  const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
  const hash = createHash('sha256');
  /** `undefined` when closed. */
  let descriptor: number | undefined;
  let finished = false;
  let lines = 0;
  let waiting: string[] = [];
  let waitingCharacters = 0;

  const close = (): void => {
    if (descriptor === undefined) return;
    const open = descriptor;
    descriptor = undefined;
    files.closeSync(open);
  };

  const discard = (): void => {
    if (finished) return;
    finished = true;
    waiting = [];
    try {
      close();
    } finally {
      files.rmSync(partial, { force: true });
    }
  };

  /** What fails half-way must leave nothing behind. */
  const orDiscard = (step: () => void): void => {
    if (finished) throw new Error('the snapshot is already sealed or discarded');
    try {
      step();
    } catch (error) {
      discard();
      throw explained(error, path);
    }
  };

  const flush = (): void => {
    const bytes = Buffer.from(waiting.join(''), 'utf8');
    waiting = [];
    waitingCharacters = 0;
    hash.update(bytes);
    for (let written = 0; written < bytes.length; ) {
      written += files.writeSync(descriptor!, bytes, written, bytes.length - written);
    }
  };

  const push = (line: string): void => {
    const text = `${line}\n`;
    waiting.push(text);
    waitingCharacters += text.length;
    lines += 1;
    if (waitingCharacters >= bufferedCharacters) flush();
  };

  orDiscard(() => {
    // Said now and not after an hour of collecting.
    if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw new InputError('this is a folder, not a file', path, 'Name a file in it.');
    }
    descriptor = files.openSync(partial, 'wx', 0o600);
    push(headerLine(header));
  });

  return {
    add: (entry) => orDiscard(() => push(lineOf(entry))),
    seal: (completedAt) =>
      orDiscard(() => {
        flush();
        const sha256 = hash.copy().update(completedAt).digest('hex');
        push(sealLine(lines, sha256, completedAt));
        flush();
        files.fsyncSync(descriptor!);
        close();
        files.renameSync(partial, path);
        finished = true;
        syncFolder(files, folder);
      }),
    discard,
  };
};

/** What a collection wrote down itself needs no reason. */
const headerLine = ({ tool, collectedAt, clock }: Omit<SnapshotHeader, 'record' | 'schema'>): string =>
  JSON.stringify({
    record: 'header',
    schema: snapshotSchema,
    tool,
    collectedAt,
    clock: clock === undefined || clock.basis === 'collection' ? undefined : clock,
  });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By kind, scope and id; by content where these are equal, so that the order given never shows. */
const compareRecords = (a: SnapshotRecord, b: SnapshotRecord): number =>
  compare(a.record, b.record) ||
  compare(a.scope, b.scope) ||
  compare(a.id, b.id) ||
  compare(lineOf(a), lineOf(b));

const compareCoverage = (a: Coverage, b: Coverage): number =>
  compare(a.connector, b.connector) ||
  compare(a.scope, b.scope) ||
  compare(a.source, b.source) ||
  compare(lineOf(a), lineOf(b));

/** The lines between header and seal, sorted: the same facts give the same lines, in whatever order they came. */
export function* factLines({ records, coverage }: Pick<Snapshot, 'records' | 'coverage'>): Generator<string> {
  for (const record of [...records].sort(compareRecords)) yield `${lineOf(record)}\n`;
  for (const entry of coverage.toSorted(compareCoverage)) yield `${lineOf(entry)}\n`;
}

/** A whole snapshot as text, facts sorted. */
export function* snapshotText(
  header: Omit<SnapshotHeader, 'record' | 'schema'>,
  facts: Pick<Snapshot, 'records' | 'coverage'>,
  completedAt: string,
): Generator<string> {
  const hash = createHash('sha256');
  let lines = 0;
  const counted = (line: string): string => {
    hash.update(line);
    lines++;
    return line;
  };
  yield counted(`${headerLine(header)}\n`);
  for (const line of factLines(facts)) yield counted(line);
  const sha256 = hash.update(completedAt).digest('hex');
  yield `${sealLine(lines, sha256, completedAt)}\n`;
}

/**
 * Writes a whole snapshot. Records in an array are sorted, so that the same facts give the same bytes; those of any
 * other iterable are written as they come, because they may be more than memory holds.
 */
export const writeSnapshot = (
  path: string,
  snapshot: Snapshot,
  completedAt: string,
  files: WritableFiles = fs,
): void => {
  const { header, records, coverage } = snapshot;
  const writer = openSnapshotWriter(path, header, files);
  try {
    for (const record of Array.isArray(records) ? records.toSorted(compareRecords) : records)
      writer.add(record);
    for (const entry of coverage.toSorted(compareCoverage)) writer.add(entry);
    writer.seal(completedAt);
  } finally {
    writer.discard();
  }
};
