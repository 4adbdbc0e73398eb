import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import { InputError } from '../model/input-error.ts';
import { explained, irregular, linked } from './file-faults.ts';

export interface RegularFile {
  /** To be closed by whoever opened it. */
  readonly descriptor: number;
  readonly stat: Stats;
}

export interface RegularFileOptions {
  /** A link is none. */
  readonly noLinks?: true;
}

/**
 * The one place where a file that a user names is opened: without waiting, and refused by its type before anything is read. A
 * named pipe would wait for its writer, and a device has no end.
 * @returns undefined: there is no such file
 * @throws InputError when it cannot be opened, or is no regular file
 */
export const openIfThere = (path: string, { noLinks }: RegularFileOptions = {}): RegularFile | undefined => {
  const links = noLinks === true ? (constants.O_NOFOLLOW ?? 0) : 0;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | links);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw irregular(stat, path);
    return { descriptor, stat };
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP' && links !== 0 && lstatSync(path).isSymbolicLink()) {
      throw linked(path);
    }
    throw explained(error, path);
  }
};

/** The same; that there is none is an error. @throws InputError */
export const openRegular = (path: string, options: RegularFileOptions = {}): RegularFile => {
  const file = openIfThere(path, options);
  if (file !== undefined) return file;
  throw new InputError('there is no such file', path, 'Check the path.');
};
