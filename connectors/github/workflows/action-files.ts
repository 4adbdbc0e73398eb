import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { readWholeFile } from '../../../src/files/whole-file.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { actionFiles, type Unread } from './local-actions.ts';

const largest = 1_048_576;

const cannotBeRead: Unread = { why: 'it cannot be read' };

const lookAt = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/** Refused by the system: a name that is too long, or that no file has; a folder that is closed. */
const isRefusal = (failure: unknown): boolean =>
  failure instanceof InputError ||
  (failure instanceof Error && typeof (failure as NodeJS.ErrnoException).code === 'string');

const find = (
  folder: string,
  steps: readonly string[],
): { readonly path: string; readonly text: string } | Unread | undefined => {
  for (const index of steps.keys()) {
    const stat = lookAt(join(folder, ...steps.slice(0, index + 1)));
    if (stat?.isSymbolicLink() === true) return { why: 'it lies behind a link' };
    if (stat?.isDirectory() !== true) return undefined;
  }
  for (const name of actionFiles) {
    const path = join(folder, ...steps, name);
    const stat = lookAt(path);
    if (stat === undefined || stat.isDirectory()) continue;
    // GitHub takes the first that is there, and follows it.
    if (!stat.isFile()) return { why: `its ${name} is a link, or no plain file` };
    if (stat.size > largest) return { why: 'it is larger than 1 MiB' };
    const read = readWholeFile(path, { largest, what: 'file of an action', noLinks: true });
    return read === undefined
      ? cannotBeRead
      : { path: [...steps, name].join('/'), text: read.bytes.toString('utf8') };
  }
  return undefined;
};

/**
 * The text of an action in a checkout. Nothing outside of it, and nothing behind a link, is read.
 * @param used as `localPlace` says it: `./.github/actions/deploy`
 * @returns undefined: there is none; else its text, or why it was not read
 */
export const readAction = (folder: string, used: string): ReturnType<typeof find> => {
  const steps = used === './' ? [] : used.split('/').slice(1);
  if (steps.some((step) => step === '' || step === '.' || step === '..'))
    return { why: 'its path is not written plainly' };
  try {
    return find(folder, steps);
  } catch (failure) {
    if (isRefusal(failure)) return cannotBeRead;
    throw failure;
  }
};
