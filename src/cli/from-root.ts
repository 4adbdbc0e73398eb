import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { findRepository } from './gate/base/repository.ts';

/** The real path of the nearest folder that there is, and what is left of the way. */
const realPath = (path: string): string => {
  const above = dirname(path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true || above === path) {
    return statSync(path, { throwIfNoEntry: false }) === undefined ? path : realpathSync(path);
  }
  return join(realPath(above), basename(path));
};

/**
 * Files as programs know them that look at a whole repository: from the root of the work tree that they lie in, which is
 * found by its `.git` and without git. A file that lies in none stays as it is.
 * @param workingDirectory where paths of the user begin
 */
export const pathsFromRoot = (workingDirectory: string): ((file: string) => string) => {
  const roots = new Map<string, string | undefined>();
  const rootOf = (folder: string): string | undefined => {
    if (!roots.has(folder)) {
      const repository = findRepository(folder);
      roots.set(folder, repository?.ok === true ? repository.root : undefined);
    }
    return roots.get(folder);
  };
  return (file) => {
    const path = realPath(resolve(workingDirectory, file));
    const root = rootOf(dirname(path));
    if (root === undefined) return file;
    const way = relative(root, path);
    return way === '' || way.startsWith('..') || isAbsolute(way) ? file : way.split(sep).join('/');
  };
};
