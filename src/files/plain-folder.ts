import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { explained } from './file-faults.ts';

/**
 * Whether a folder that was named holds another, step by step without a link: one would lead anywhere, and what lies there is
 * nobody's to read.
 * @param way names with slashes between them: `.github/workflows`
 * @throws InputError where something of that name is no folder: as good as none would be a pass
 */
export const holdsFolder = (folder: string, way: string): boolean => {
  let path = folder;
  for (const name of way.split('/')) {
    path = join(path, name);
    let stat: ReturnType<typeof lstatSync>;
    try {
      stat = lstatSync(path, { throwIfNoEntry: false });
    } catch (error) {
      throw explained(error, path);
    }
    if (stat === undefined) return false;
    if (stat.isDirectory()) continue;
    throw new InputError(
      stat.isSymbolicLink() ? 'this is a symbolic link, and links are not followed' : 'this is no folder',
      path,
      'Put the folder itself there, or name where it is.',
    );
  }
  return true;
};
