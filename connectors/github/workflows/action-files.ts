import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { readWholeFile } from '../../../src/files/whole-file.ts';
import { actionFiles } from './local-actions.ts';

const largest = 1_048_576;

/**
 * The text of an action in a checkout. Nothing outside of it, and nothing behind a link, is read.
 * @param used as `localPlace` says it: `./.github/actions/deploy`
 */
export const readAction = (
  folder: string,
  used: string,
): { readonly path: string; readonly text: string } | undefined => {
  const steps = used === './' ? [] : used.split('/').slice(1);
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return undefined;
  const folders = steps.map((_, index) => join(folder, ...steps.slice(0, index + 1)));
  if (folders.some((each) => lstatSync(each, { throwIfNoEntry: false })?.isDirectory() !== true))
    return undefined;
  const own = actionFiles.find(
    (name) => lstatSync(join(folder, ...steps, name), { throwIfNoEntry: false })?.isFile() === true,
  );
  if (own === undefined) return undefined;
  const read = readWholeFile(join(folder, ...steps, own), { largest, what: 'action', noLinks: true });
  return { path: [...steps, own].join('/'), text: read?.bytes.toString('utf8') ?? '' };
};
