import { hash } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';
import type { FileInForce } from '../model/in-force.ts';

/** Where reports say that a file lies: from the working directory, the same on every machine. */
export const shownPath = (path: string, workingDirectory: string): string =>
  relative(workingDirectory, resolve(workingDirectory, path)).split(sep).join('/');

/** A file as it was read; one that no flag names was found by its own name. */
export const fileInForce = (
  role: FileInForce['role'],
  given: string | undefined,
  name: string,
  workingDirectory: string,
  bytes: Uint8Array,
): FileInForce => ({
  role,
  path: given === undefined ? name : shownPath(given, workingDirectory),
  sha256: hash('sha256', bytes, 'hex'),
  foundBy: given === undefined ? 'working-directory' : 'flag',
});
