import { readWholeFile } from '../files/whole-file.ts';
import { InputError } from '../model/input-error.ts';

const largest = 500 * 1_048_576;

/** @throws InputError when there is no such file, or one too large to be a plan */
export const readPlanFile = (
  path: string,
  what: string,
): { readonly text: string; readonly modifiedAt: string } => {
  const file = readWholeFile(path, { largest, what });
  if (file === undefined) throw new InputError(`there is no ${what}`, path, 'Check the name.');
  return { text: file.bytes.toString('utf8').replace(/^\uFEFF/, ''), modifiedAt: file.modifiedAt };
};
