import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isBelow } from './repository.ts';

/** The program and the folders in which it may look for others. */
export interface GitProgram {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What cannot be looked at cannot be run either. */
const isProgram = (file: string): boolean => {
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
    throw error;
  }
};

/** What git and a wrapper of it need of the environment. Its own variables would configure it: none is passed on. */
const passedOn = ['HOME', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'] as const;

/**
 * The first git of PATH that no file of the work tree can be: relative folders are left out, and those within the tree.
 * @param root real path of the work tree
 */
export const findGit = (environment: Environment, root: string): GitProgram | undefined => {
  const isOutside = (path: string): boolean => {
    const real = realpathSync(path);
    return real !== root && !isBelow(real, root);
  };
  const folders = (environment.PATH ?? environment.Path ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && existsSync(folder) && isOutside(folder));
  const file = folders
    .map((folder) => join(folder, process.platform === 'win32' ? 'git.exe' : 'git'))
    .find((each) => isProgram(each) && isOutside(each));
  if (file === undefined) return undefined;
  const kept = passedOn.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { file, environment: { ...Object.fromEntries(kept), PATH: folders.join(delimiter), LC_ALL: 'C' } };
};

export type GitRun =
  /** `warnings`: what git said beside its answer. */
  | { readonly ok: true; readonly bytes: Buffer; readonly warnings: string }
  | { readonly ok: false; readonly status: number | null; readonly says: string; readonly tooLarge: boolean };

/** Of one answer of git. */
export const largestAnswer = 256 * 1_048_576;

/**
 * The answer of git in a folder of ours. No shell: each argument reaches git as it is.
 * @param variables of git itself
 */
export const runGit = (
  program: GitProgram,
  folder: string,
  variables: Readonly<Record<string, string>>,
  args: readonly string[],
  input = '',
): GitRun => {
  const { status, stdout, stderr, error } = spawnSync(program.file, args, {
    cwd: folder,
    env: { ...program.environment, ...variables },
    input,
    maxBuffer: largestAnswer,
    windowsHide: true,
  });
  const warnings = stderr?.toString('utf8').trim() ?? '';
  if (error === undefined && status === 0) return { ok: true, bytes: stdout, warnings };
  return {
    ok: false,
    status,
    says: (warnings.split('\n')[0] || error?.message) ?? `git ended with ${status}`,
    tooLarge: (error as NodeJS.ErrnoException | undefined)?.code === 'ENOBUFS',
  };
};
