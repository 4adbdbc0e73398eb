import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../../model/input-error.ts';

/** Files as they are at a commit of the base branch: what a pull request changes in them has no effect on its own gate. */
export interface BaseRef {
  /** As the user wrote it. */
  readonly name: string;
  /** Id of the commit. */
  readonly commit: string;
  /** `undefined`: there is no such file at that commit. @throws InputError when the file lies outside of the repository */
  readonly read: (path: string) => Promise<string | undefined>;
}

export type OpenBaseRef =
  | { readonly ok: true; readonly base: BaseRef }
  | { readonly ok: false; readonly says: string; readonly remedy: string };

/**
 * Names of branches, tags and commits, and `~1` and the like behind them. What git takes for an option, a range, a path
 * or a search is none: https://git-scm.com/docs/gitrevisions, https://git-scm.com/docs/git-check-ref-format
 */
const refName = /^[A-Za-z0-9_](?:[A-Za-z0-9_+/@-]|\.(?!\.)){0,199}(?:[~^]\d{0,6}){0,4}$/;

const largestFile = 256 * 1_048_576;

type Ran = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly says: string };

/** No shell: each argument reaches git as it is. */
const git = (args: readonly string[], cwd: string): Promise<Ran> =>
  new Promise((done) => {
    execFile(
      'git',
      ['--no-pager', ...args],
      {
        cwd,
        maxBuffer: largestFile,
        encoding: 'utf8',
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      },
      (error, stdout, stderr) =>
        done(
          error === null
            ? { ok: true, text: stdout }
            : { ok: false, says: (stderr.trim().split('\n')[0] ?? '') || error.message },
        ),
    );
  });

const missing = (name: string, says: string): OpenBaseRef => ({
  ok: false,
  says: `the base ${JSON.stringify(name)} cannot be read with git: ${says.slice(0, 300)}`,
  remedy:
    'Fetch it first: `git fetch origin main`, or actions/checkout with fetch-depth: 0. A gate without its base has no verdict.',
});

/** A path below the root of the repository, as git has it. */
const inRepository = (path: string, root: string, cwd: string): string => {
  const absolute = isAbsolute(path) ? path : join(cwd, path);
  // Of the folder only: the file itself may not be there any more, or be a link that a pull request has put there.
  let folder: string;
  try {
    folder = realpathSync(dirname(absolute));
  } catch {
    folder = resolve(dirname(absolute));
  }
  const below = relative(root, join(folder, absolute.slice(dirname(absolute).length + 1)));
  if (below !== '' && !below.startsWith('..') && !isAbsolute(below)) return below.split(sep).join('/');
  throw new InputError(
    'the file lies outside of the git repository, so there is none at --base-ref',
    path,
    'Name a file of the repository, or leave --base-ref out.',
  );
};

/**
 * @param cwd a folder of the repository
 * @throws InputError when the name is not that of a commit
 */
export const openBaseRef = async (name: string, cwd: string): Promise<OpenBaseRef> => {
  if (!refName.test(name) || name.includes('@{') || name.endsWith('.lock')) {
    throw new InputError(
      `${JSON.stringify(name.slice(0, 80))} is not the name of a branch, a tag or a commit`,
      '--base-ref',
      'Give a name such as origin/main, or a commit id.',
    );
  }
  const found = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], cwd);
  if (!found.ok)
    return missing(name, found.says.startsWith('Command failed') ? 'no such commit here' : found.says);
  const top = await git(['rev-parse', '--show-toplevel'], cwd);
  if (!top.ok) return missing(name, top.says);
  const commit = found.text.trim();
  const root = realpathSync(top.text.replace(/\r?\n$/, ''));
  return {
    ok: true,
    base: {
      name,
      commit,
      read: async (path) => {
        const object = `${commit}:${inRepository(path, root, cwd)}`;
        // The blob as it is stored: no filter, no attribute and no conversion of the pull request applies.
        const blob = await git(['cat-file', 'blob', object], root);
        return blob.ok ? blob.text : undefined;
      },
    },
  };
};
