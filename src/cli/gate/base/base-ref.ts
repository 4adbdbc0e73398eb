import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../../../model/input-error.ts';
import { type BaseFile, type OpenSubmodule, readBaseFile } from './file.ts';
import { type Environment, findGit, type GitProgram } from './git.ts';
import { parseRefName, type RefName, resolveRef } from './ref.ts';
import { findRepository, isBelow, linkOnTheWay, type NoBase, repositoryIn } from './repository.ts';
import { openView, type View } from './view.ts';

/** Files as they are at a commit of the base branch: what a pull request changes in them has no effect on its own gate. */
export interface BaseRef {
  /** Full name, and the steps that were written behind it; the id where an id was given. */
  readonly ref: string;
  /** Id of the commit. */
  readonly commit: string;
  /** @throws InputError when the file lies outside of the repository */
  readonly read: (path: string) => BaseFile;
  /** Nothing can be read after it. */
  readonly close: () => void;
}

export type OpenBaseRef = { readonly ok: true; readonly base: BaseRef } | NoBase;

const missing = (name: string, { says, remedy }: Omit<NoBase, 'ok'>): NoBase => ({
  ok: false,
  says: `the base ${JSON.stringify(name)} cannot be read with git: ${says.slice(0, 600)}`,
  remedy,
});

const realPathOf = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
};

/** `/`, `/a`, `/a/b` of `/a/b`. */
const foldersDownTo = (path: string): readonly string[] =>
  dirname(path) === path ? [path] : [...foldersDownTo(dirname(path)), path];

/**
 * A path below the root of the repository, as git has it. Links above the root are followed. Below it the names are taken
 * as they are: there a link is the pull request's, and would choose another file of the base.
 */
const inRepository = (path: string, root: string, folder: string): string => {
  const absolute = resolve(folder, path);
  const top = isBelow(absolute, root)
    ? root
    : foldersDownTo(dirname(absolute)).find((each) => realPathOf(each) === root);
  if (top !== undefined && absolute !== top) return relative(top, absolute).split(sep).join('/');
  throw new InputError(
    'the file lies outside of the git repository, so there is none at --base-ref',
    path,
    'Name a file of the repository, or leave --base-ref out.',
  );
};

const isOfTheSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

const whoMayRead = 'Check who may read the repository, and write temporary files.';

interface Opened {
  readonly view: View;
  readonly name: RefName;
  readonly folder: string;
  readonly program: GitProgram;
}

const baseOf = ({ view, name, folder, program }: Opened): OpenBaseRef => {
  const resolved = resolveRef(view, name);
  if (!resolved.ok) return resolved;
  const { root } = view.repository;
  const submodules = new Map<string, View>();
  const openSubmodule: OpenSubmodule = (path) => {
    const known = submodules.get(path);
    if (known !== undefined) return { ok: true, view: known };
    const repository = repositoryIn(join(root, path));
    if (repository === undefined) {
      return {
        ok: false,
        says: `${path} is a submodule there, and it is not checked out here`,
        remedy: 'Check it out: `git submodule update --init`, or actions/checkout with submodules: true.',
      };
    }
    if (!repository.ok) return repository;
    const opened = openView(repository, program);
    if (opened.ok) submodules.set(path, opened.view);
    return opened;
  };
  return {
    ok: true,
    base: {
      ref: resolved.ref,
      commit: resolved.commit.id,
      read: (path) => {
        try {
          return readBaseFile(view, resolved.commit.tree, inRepository(path, root, folder), openSubmodule);
        } catch (error) {
          if (!isOfTheSystem(error)) throw error;
          return { is: 'unreadable', says: error.message, remedy: whoMayRead };
        }
      },
      close: () => {
        for (const each of [view, ...submodules.values()]) each.close();
      },
    },
  };
};

const open = (name: RefName, workingDirectory: string, environment: Environment): OpenBaseRef => {
  const folder = realpathSync(workingDirectory);
  const link = linkOnTheWay(environment.PWD, folder);
  if (link !== undefined) {
    return {
      ok: false,
      says: `the working directory is reached through the link ${link}, which a pull request may have put there`,
      remedy: `Run it in a folder of the repository itself: ${folder}`,
    };
  }
  const repository = findRepository(folder);
  if (repository === undefined) {
    return {
      ok: false,
      says: `no .git in ${folder} or above`,
      remedy: 'Run it in a checkout of the repository. A gate without its base has no verdict.',
    };
  }
  if (!repository.ok) return repository;
  const program = findGit(environment, repository.root);
  if (program === undefined) {
    return {
      ok: false,
      says: 'there is no git in PATH; relative folders, and those of the repository itself, are not looked in',
      remedy: 'Install git.',
    };
  }
  const opened = openView(repository, program);
  if (!opened.ok) return opened;
  let base: OpenBaseRef | undefined;
  try {
    base = baseOf({ view: opened.view, name, folder, program });
    return base;
  } finally {
    if (base?.ok !== true) opened.view.close();
  }
};

/**
 * @param workingDirectory a folder of the repository
 * @param environment where git is; none of its own variables is followed
 * @throws InputError when the name is not that of a commit, or that of several
 */
export const openBaseRef = (
  given: string,
  workingDirectory: string,
  environment: Environment = process.env,
): OpenBaseRef => {
  const name = parseRefName(given);
  try {
    const opened = open(name, workingDirectory, environment);
    return opened.ok ? opened : missing(given, opened);
  } catch (error) {
    if (!isOfTheSystem(error)) throw error;
    return missing(given, { says: error.message, remedy: whoMayRead });
  }
};
