import type { Stats } from 'node:fs';
import { InputError } from '../model/input-error.ts';

/** What the operating system's answer means to whoever named the file. */
const openFailures: ReadonlyMap<string, readonly [what: string, remedy: string]> = new Map([
  ['ENOENT', ['there is no such file', 'Check the path.']],
  ['ENOTDIR', ['a part of the path is not a folder', 'Check the path.']],
  ['EACCES', ['the file may not be read', 'Run as a user that may read it, or change its permissions.']],
  ['EPERM', ['the file may not be read', 'Run as a user that may read it, or change its permissions.']],
  ['EISDIR', ['this is a folder, not a file', 'Name the files in it one by one.']],
  ['EMFILE', ['too many files are open', 'Give fewer files at once, or raise the limit (ulimit -n).']],
  ['ELOOP', ['the path goes round in circles', 'Check the symbolic links in it.']],
  ['ENAMETOOLONG', ['the path is too long', 'Check the path.']],
  ['ENXIO', ['this is not a regular file', 'Save what it gives to a file first.']],
]);

const inputErrorOf = (code: string, path: string): InputError => {
  const [what, remedy] = openFailures.get(code) ?? [
    `the file cannot be read (${code})`,
    'Check the file and the disk that it is on.',
  ];
  return new InputError(what, path, remedy);
};

/** A fault of the file system as the user should see it; any other error as it is. */
export const explained = (error: unknown, path: string): unknown =>
  error instanceof Error && 'code' in error ? inputErrorOf(String(error.code), path) : error;

/** What is no regular file: a folder, a named pipe, a device. */
export const irregular = (stat: Pick<Stats, 'isDirectory'>, path: string): InputError =>
  stat.isDirectory()
    ? inputErrorOf('EISDIR', path)
    : new InputError(
        'this is not a regular file',
        path,
        'A file is read more than once: save the output to a file first.',
      );

export const linked = (path: string): InputError =>
  new InputError(
    'this is a symbolic link, and links are not followed here',
    path,
    'Put the file itself there, or name the one that it leads to.',
  );
