import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../model/input-error.ts';

const largest = 500 * 1_048_576;

/** @throws InputError when there is no such file, or one too large to be a plan */
export const readPlanFile = (
  path: string,
  what: string,
): { readonly text: string; readonly modifiedAt: string } => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new InputError(`there is no ${what}`, path, 'Check the name.');
  if (stat.isDirectory() || stat.size > largest)
    throw new InputError(`this cannot be a ${what}`, path, 'Name the file itself.');
  return { text: readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), modifiedAt: stat.mtime.toISOString() };
};
