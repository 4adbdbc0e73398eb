import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../model/input-error.ts';
import { isoTime } from '../model/time.ts';
import { explained, irregular } from './file-faults.ts';

/** A file that is taken whole, because it is small or is nothing. */
export interface WholeFile {
  readonly bytes: Buffer;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

export interface WholeFileOptions {
  /** Bytes. */
  readonly largest: number;
  /** What it is to be: `plan`. */
  readonly what: string;
  /** A link is none. */
  readonly noLinks?: true;
}

const mebibyte = 1_048_576;
const pieceBytes = 65_536;

/** Reads to the end, and never more than the largest: a file may grow while it is read. */
const readUpTo = (descriptor: number, most: number, expected: number): Buffer | undefined => {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.min(most - total + 1, Math.max(pieceBytes, expected - total + 1)));
    const count = readSync(descriptor, piece, 0, piece.length, null);
    if (count === 0) return Buffer.concat(pieces, total);
    total += count;
    if (total > most) return undefined;
    pieces.push(piece.subarray(0, count));
  }
};

/**
 * Opened without waiting and refused by its type before anything is read: a named pipe would wait for its writer, and a device
 * has no end.
 * @returns undefined: there is no such file
 * @throws InputError when it cannot be read, is no regular file, or is too large
 */
export const readWholeFile = (
  path: string,
  { largest, what, noLinks }: WholeFileOptions,
): WholeFile | undefined => {
  let descriptor: number | undefined;
  try {
    const links = noLinks === true ? (constants.O_NOFOLLOW ?? 0) : 0;
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | links);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw irregular(stat, path);
    const bytes = stat.size > largest ? undefined : readUpTo(descriptor, largest, stat.size);
    if (bytes === undefined) {
      throw new InputError(
        `this is too large to be a ${what}: more than ${Math.floor(largest / mebibyte)} MiB`,
        path,
        'Name the file itself.',
      );
    }
    return { bytes, modifiedAt: isoTime(stat.mtime.getTime()) ?? '1970-01-01T00:00:00.000Z' };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw explained(error, path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};
