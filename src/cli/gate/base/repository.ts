import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Why a base, or something of it, cannot be had: what is wrong and what to do. */
export interface NoBase {
  readonly ok: false;
  readonly says: string;
  readonly remedy: string;
}

/** A repository as it lies on the disk: found without asking git, which finds one that a pull request brings. */
export interface Repository {
  readonly ok: true;
  /** Real path of the folder that holds `.git`. */
  readonly root: string;
  /** Real path of what `.git` is or leads to: HEAD and FETCH_HEAD of this work tree. */
  readonly gitFolder: string;
  /** Real path of the folder with objects, refs and configuration: another one in a linked work tree. */
  readonly commonFolder: string;
}

/** As the text of a link file: https://git-scm.com/docs/gitrepository-layout */
const largestPointer = 8_192;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Both are real paths. */
export const isBelow = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

const pointerIn = (path: string): string | undefined =>
  isFile(path) && statSync(path).size <= largestPointer
    ? readFileSync(path, 'utf8').replace(/[\r\n]+$/, '')
    : undefined;

const damaged = (path: string, says: string): NoBase => ({
  ok: false,
  says: `${path} ${says}`,
  remedy: 'Check the repository out again; nothing else is taken in its place.',
});

/** The repository whose work tree begins at this folder; `undefined`: the folder holds no `.git`. */
export const repositoryIn = (root: string): Repository | NoBase | undefined => {
  const entry = join(root, '.git');
  if (lstatSync(entry, { throwIfNoEntry: false }) === undefined) return undefined;
  let gitFolder = entry;
  if (!isFolder(entry)) {
    const target = /^gitdir: (.+)$/s.exec(pointerIn(entry) ?? '')?.[1];
    if (target === undefined) return damaged(entry, 'is neither a folder nor a file that leads to one');
    gitFolder = resolve(root, target);
    if (!isFolder(gitFolder)) return damaged(entry, `leads to ${gitFolder}, which is no folder`);
  }
  // Only a linked work tree has this file: https://git-scm.com/docs/gitrepository-layout#Documentation/gitrepository-layout.txt-commondir
  const common = pointerIn(join(gitFolder, 'commondir'));
  const commonFolder = common === undefined ? gitFolder : resolve(gitFolder, common);
  const isWhole =
    isFile(join(gitFolder, 'HEAD')) &&
    isFolder(join(commonFolder, 'objects')) &&
    isFolder(join(commonFolder, 'refs'));
  if (!isWhole) return damaged(entry, 'is no git repository');
  return { ok: true, root, gitFolder: realpathSync(gitFolder), commonFolder: realpathSync(commonFolder) };
};

/**
 * The repository of a folder, by `.git` in it or in the nearest folder above. A bare repository among the files is none:
 * a pull request can bring one. A submodule can be brought as well, refs and all, so that its repository is the one that
 * holds it.
 * @param folder a real path
 * @returns `undefined`: there is none
 */
export const findRepository = (folder: string): Repository | NoBase | undefined => {
  const above = dirname(folder);
  const outside = (): ReturnType<typeof findRepository> =>
    above === folder ? undefined : findRepository(above);
  const here = repositoryIn(folder);
  if (here === undefined) return outside();
  const isOwn = !here.ok || here.commonFolder !== here.gitFolder || isFolder(join(folder, '.git'));
  if (isOwn) return here;
  const holder = outside();
  if (holder === undefined) return here;
  if (!holder.ok) return holder;
  const isSubmodule = [holder.gitFolder, holder.commonFolder].some((each) => isBelow(here.gitFolder, each));
  return isSubmodule ? holder : here;
};

/**
 * A link that the work tree has in the place of a folder on the way here: a pull request that puts one there would choose
 * which files of the base are read, or of which repository.
 * @param shown the way here as the shell shows it (`PWD`); looked at only where it leads to the same folder
 * @param folder the real path of the same folder
 */
export const linkOnTheWay = (shown: string | undefined, folder: string): string | undefined => {
  if (shown === undefined || !isAbsolute(shown) || !isFolder(shown)) return undefined;
  if (realpathSync(shown) !== folder) return undefined;
  for (let at = resolve(shown); at !== dirname(at); at = dirname(at)) {
    const isLink = lstatSync(at).isSymbolicLink();
    if (isLink && findRepository(realpathSync(dirname(at))) !== undefined) return at;
  }
  return undefined;
};
