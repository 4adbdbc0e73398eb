import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../model/input-error.ts';

/**
 * Writes a file whole or not at all: beside its place first, then by renaming. A file that is there keeps its mode, and
 * where it is a link the file that it leads to is replaced.
 * @throws InputError
 */
export const replaceFile = (path: string, text: string): void => {
  const there = statSync(path, { throwIfNoEntry: false });
  const target = there === undefined ? path : realpathSync(path);
  const partial = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.partial`);
  try {
    const handle = openSync(partial, 'wx', there === undefined ? 0o644 : there.mode & 0o777);
    try {
      const bytes = Buffer.from(text, 'utf8');
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new InputError(
      `The file cannot be written: ${(error as Error).message}`,
      path,
      'Check the folder and its permissions. What stood there before is unchanged.',
    );
  }
};
