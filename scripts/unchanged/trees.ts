import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A checkout of the project whose command line can be run. */
export interface Tree {
  readonly side: 'base' | 'current';
  readonly root: string;
  readonly node: string;
  /** The program, from the root. */
  readonly program: string;
}

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', [...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** Where the program is, a tree says itself: the script `nhi-audit` of its package.json. */
export const treeAt = (side: Tree['side'], root: string): Tree => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts?: Readonly<Record<string, string>>;
  };
  const program = /^node (\S+)$/.exec(scripts?.['nhi-audit'] ?? '')?.[1];
  if (program === undefined) throw new Error(`${root}/package.json has no script "nhi-audit": "node FILE"`);
  const own = join(root, 'node_modules/.bin/node');
  return { side, root, node: existsSync(own) ? own : process.execPath, program };
};

/** Where this branch left the main one. */
const defaultBase = (root: string): string => {
  for (const name of ['origin/main', 'main']) {
    try {
      return git(root, 'merge-base', 'HEAD', name);
    } catch {
      // No such branch here: the next name.
    }
  }
  throw new Error('there is no branch main to compare with: name a commit with --base');
};

export const commitOf = (root: string, revision: string | undefined): string =>
  git(root, 'rev-parse', '--verify', `${revision ?? defaultBase(root)}^{commit}`);

/** A worktree of the commit in a new folder, with the packages of this one where both lock files are the same. */
export const checkOut = (root: string, commit: string, folder: string): void => {
  git(root, 'worktree', 'add', '--detach', '--force', folder, commit);
  const lock = (of: string): string => readFileSync(join(of, 'package-lock.json'), 'utf8');
  if (lock(root) === lock(folder)) {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return;
  }
  process.stdout.write('package-lock.json is another one at the base: npm ci there\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};

export const removeCheckout = (root: string, folder: string): void => {
  git(root, 'worktree', 'remove', '--force', folder);
};

/** The project's folder beside which `shared/` may lie: of a worktree also that of its repository. */
export const projectFolders = (root: string): readonly string[] => [
  root,
  join(git(root, 'rev-parse', '--path-format=absolute', '--git-common-dir'), '..'),
];
