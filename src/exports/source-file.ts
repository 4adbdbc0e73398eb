import { closeSync, readSync } from 'node:fs';
import { explained } from '../files/file-faults.ts';
import { openRegular } from '../files/regular-file.ts';
import type { SourceFile } from '../model/connector.ts';
import { InputError } from '../model/input-error.ts';
import { isoTime } from '../model/time.ts';
import { encodingOf, originalOffset, toUtf8 } from './encoding.ts';
import { gunzip, isGzip } from './gunzip.ts';

const headBytes = 64 * 1024;
const chunkBytes = 4 * 1024 * 1024;
/** Of a file whose time the disk does not know. */
const startOfTime = '1970-01-01T00:00:00.000Z';

const isZip = (bytes: Uint8Array): boolean =>
  [0x50, 0x4b, 0x03, 0x04].every((byte, index) => bytes[index] === byte);

/** Reads until the buffer is full or the file ends: one `read` may give less than was asked for. */
const fill = (descriptor: number, buffer: Uint8Array): number => {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
};

function* readChunks(path: string, size: number): Generator<Uint8Array> {
  let descriptor: number | undefined;
  try {
    ({ descriptor } = openRegular(path));
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(Math.max(1, Math.min(chunkBytes, size - total + 1)));
      const count = fill(descriptor, chunk);
      total += count;
      if (total > size || (count < chunk.length && total < size)) {
        throw new InputError(
          'the file changed while it was being read',
          path,
          'Wait until it is written to the end, then try again.',
        );
      }
      if (count > 0) yield count === chunk.length ? chunk : chunk.subarray(0, count);
      if (count < chunk.length) return;
    }
  } catch (error) {
    throw explained(error, path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** How far a file is read. */
export interface Reading {
  /** As the user wrote it. */
  readonly name: string;
  /** Bytes on the disk, read and in all. */
  readonly read: number;
  readonly size: number;
  /** Nothing more of it is read now, for whatever reason. */
  readonly ended: boolean;
}
export type OnRead = (reading: Reading) => void;

/** The chunks, each told before it is handed on. */
function* told(path: string, size: number, onRead: OnRead): Generator<Uint8Array> {
  let read = 0;
  try {
    for (const chunk of readChunks(path, size)) {
      read += chunk.length;
      onRead({ name: path, read, size, ended: false });
      yield chunk;
    }
  } finally {
    onRead({ name: path, read, size, ended: true });
  }
}

/** The first bytes of the chunks; reads no further. */
const startOf = (chunks: Iterable<Uint8Array>, bytes: number): Uint8Array => {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const chunk of chunks) {
    pieces.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(pieces).subarray(0, bytes);
};

const empty = (path: string): InputError =>
  new InputError('the file is empty', path, 'Make the export again, and look at its error output.');

/** The first bytes of a regular file, and what is known of it without reading more. */
const openHead = (
  path: string,
): { readonly head: Uint8Array; readonly size: number; readonly mtime: Date } => {
  let descriptor: number | undefined;
  try {
    const file = openRegular(path);
    descriptor = file.descriptor;
    const { stat } = file;
    const buffer = Buffer.alloc(Math.min(headBytes, stat.size));
    const head = buffer.subarray(0, fill(descriptor, buffer));
    return { head, size: stat.size, mtime: stat.mtime };
  } catch (error) {
    throw explained(error, path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

/** Streaming, so that a character cut at the end of the head is left out and not replaced. */
const textOf = (head: Uint8Array): string => new TextDecoder().decode(head, { stream: true });

/**
 * Opens a regular file for reading in pieces of a few MiB: plain or packed with gzip, UTF-8 or UTF-16. Throws
 * `InputError` when it is missing, a folder, unreadable, empty, not a regular file, an archive or in another encoding.
 * @param onRead told of every piece, for whoever waits
 */
export const openSourceFile = (path: string, onRead?: OnRead): SourceFile => {
  const { head, size, mtime } = openHead(path);
  if (head.length === 0) throw empty(path);
  if (isZip(head)) throw new InputError('the file is a ZIP archive', path, 'Unpack it first: unzip FILE');
  const packed = isGzip(head);
  const onDisk = (): Iterable<Uint8Array> =>
    onRead === undefined ? readChunks(path, size) : told(path, size, onRead);
  const written = (): Iterable<Uint8Array> => (packed ? gunzip(onDisk(), { path, size }) : onDisk());
  const encoding = encodingOf(packed ? startOf(written(), 4) : head, path);
  const file = { name: path, size, modifiedAt: isoTime(mtime.getTime()) ?? startOfTime };
  if (!packed && encoding === 'utf-8') return { ...file, head: textOf(head), chunks: onDisk };
  const chunks = () => toUtf8(written(), encoding, path);
  const start = startOf(chunks(), headBytes);
  if (start.length === 0) throw empty(path);
  return {
    ...file,
    head: textOf(start),
    chunks,
    where: (offset) =>
      `byte ${originalOffset(written(), encoding, path, offset)}${packed ? ' after unpacking' : ''}`,
  };
};
