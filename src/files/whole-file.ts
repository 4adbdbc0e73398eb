import { closeSync, readSync } from 'node:fs';
import { InputError } from '../model/input-error.ts';
import { isoTime } from '../model/time.ts';
import { explained } from './file-faults.ts';
import { openIfThere, type RegularFileOptions } from './regular-file.ts';

/** A file that is taken whole, because it is small or is nothing. */
export interface WholeFile {
  readonly bytes: Buffer;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
  /** Who may do what with it: the last nine bits. */
  readonly mode: number;
}

export interface WholeFileOptions extends RegularFileOptions {
  /** Bytes. */
  readonly largest: number;
  /** What it is to be: `plan`. */
  readonly what: string;
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

const sizeText = (bytes: number): string =>
  bytes < mebibyte ? `${Math.floor(bytes / 1024)} KiB` : `${Math.floor(bytes / mebibyte)} MiB`;

/**
 * @returns undefined: there is no such file
 * @throws InputError when it cannot be read, is no regular file, or is too large
 */
export const readWholeFile = (
  path: string,
  { largest, what, noLinks }: WholeFileOptions,
): WholeFile | undefined => {
  const file = openIfThere(path, noLinks === true ? { noLinks } : {});
  if (file === undefined) return undefined;
  const { descriptor, stat } = file;
  try {
    const bytes = stat.size > largest ? undefined : readUpTo(descriptor, largest, stat.size);
    if (bytes === undefined) {
      throw new InputError(
        `this is too large to be a ${what}: more than ${sizeText(largest)}`,
        path,
        'Name the file itself.',
      );
    }
    return {
      bytes,
      modifiedAt: isoTime(stat.mtime.getTime()) ?? '1970-01-01T00:00:00.000Z',
      mode: stat.mode & 0o777,
    };
  } catch (error) {
    throw explained(error, path);
  } finally {
    closeSync(descriptor);
  }
};
