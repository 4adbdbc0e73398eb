import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBaseRef } from '../../src/cli/gate/base/base-ref.ts';
import type { BaseFile } from '../../src/cli/gate/base/file.ts';
import { temporaryFolder } from '../support/cli.ts';
import { commitFiles, gitIn, repositoryWith, writeFiles } from '../support/git-repository.ts';

const folder = temporaryFolder();
const at = (...parts: readonly string[]): string => join(folder, ...parts);

interface Opened {
  readonly ref?: string;
  readonly commit?: string;
  readonly file?: BaseFile;
  /** Why there is no base. */
  readonly says?: string;
}

/** Opens a base, reads one file of it and closes it. */
const opened = (name: string, cwd: string, path = 'file.txt', env = process.env): Opened => {
  const found = openBaseRef(name, cwd, env);
  if (!found.ok) return { says: `${found.says}. ${found.remedy}` };
  try {
    return { ref: found.base.ref, commit: found.base.commit, file: found.base.read(path) };
  } finally {
    found.base.close();
  }
};

const textOf = ({ file }: Opened): string | undefined => (file?.is === 'file' ? file.text : undefined);
const whyOf = ({ file }: Opened): string | undefined =>
  file?.is === 'unreadable' ? `${file.says}. ${file.remedy}` : undefined;

describe('one name, one commit', () => {
  const repository = at('refs');
  const commits: Record<'base' | 'change' | 'merge', string> = { base: '', change: '', merge: '' };

  beforeAll(() => {
    repositoryWith(at('upstream'), { 'file.txt': 'base' });
    const git = gitIn(folder);
    git('clone', '--quiet', at('upstream'), repository);
    const here = gitIn(repository);
    commits.base = here('rev-parse', 'HEAD');
    here('checkout', '--quiet', '-b', 'change');
    commits.change = commitFiles(repository, { 'file.txt': 'change' }, 'change');
    here('checkout', '--quiet', '--detach', commits.base);
    here('merge', '--quiet', '--no-ff', '--message=merge', 'change');
    commits.merge = here('rev-parse', 'HEAD');
    here('update-ref', 'refs/remotes/pull/7/merge', commits.merge);
    here('tag', '--annotate', '--message=x', 'v1', commits.base);
    here('branch', 'beef', commits.base);
    here('branch', 'v1-same', commits.base);
    here('tag', 'v1-same', commits.base);
    here('branch', 'twice', commits.change);
    here('tag', 'twice', commits.base);
    here('branch', commits.base, commits.change);
    // Names that git takes first, or for the full name of something else.
    here('update-ref', 'refs/heads/refs/remotes/origin/gone', commits.change);
    here('update-ref', 'refs/heads/HEAD', commits.change);
    here('update-ref', 'refs/tags/FETCH_HEAD', commits.change);
    here('update-ref', 'refs/tags/origin/tag-only', commits.change);
    here('update-ref', 'refs/remotes/origin/both', commits.base);
    here('update-ref', 'refs/tags/origin/both', commits.change);
    here('update-ref', 'refs/remotes/origin/branched', commits.base);
    here('update-ref', 'refs/heads/origin/branched', commits.change);
  });

  const known: readonly [
    name: string,
    given: string | (() => string),
    ref: string | (() => string),
    which: keyof typeof commits,
  ][] = [
    ['a branch of a remote', 'origin/main', 'refs/remotes/origin/main', 'base'],
    ['the same by its full name', 'refs/remotes/origin/main', 'refs/remotes/origin/main', 'base'],
    ['a remote stands for its own branch', 'origin', 'refs/remotes/origin/HEAD', 'base'],
    ['a branch', 'change', 'refs/heads/change', 'change'],
    ['a branch by half of its name', 'heads/change', 'refs/heads/change', 'change'],
    ['a tag that is an object of its own', 'v1', 'refs/tags/v1', 'base'],
    ['what a pull request would be merged as', 'pull/7/merge', 'refs/remotes/pull/7/merge', 'merge'],
    ['the commit that is checked out, whatever a branch is called', 'HEAD', 'HEAD', 'merge'],
    ['its first parent', 'HEAD^1', 'HEAD^1', 'base'],
    ['its first parent in short', 'HEAD^', 'HEAD^', 'base'],
    ['its second parent', 'HEAD^2', 'HEAD^2', 'change'],
    ['a parent of a parent', 'HEAD^2~1', 'HEAD^2~1', 'base'],
    ['the commit itself', 'HEAD~0^0', 'HEAD~0^0', 'merge'],
    ['a full id', () => commits.base, () => commits.base, 'base'],
    ['a full id in capitals', () => commits.base.toUpperCase(), () => commits.base, 'base'],
    ['a branch of hexadecimal digits', 'beef', 'refs/heads/beef', 'base'],
    ['two names of one commit', 'v1-same', 'refs/heads/v1-same', 'base'],
  ];
  const value = (text: string | (() => string)): string => (typeof text === 'string' ? text : text());

  test.each(known)('%s', (_, given, ref, which) => {
    expect(opened(value(given), repository)).toMatchObject({ ref: value(ref), commit: commits[which] });
  });

  test('the same refs packed into one file', () => {
    const copy = at('packed');
    gitIn(folder)('clone', '--quiet', '--mirror', repository, join(copy, '.git'));
    gitIn(copy)('config', 'core.bare', 'false');
    gitIn(copy)('pack-refs', '--all');
    gitIn(copy)('gc', '--quiet');
    expect(existsSync(join(copy, '.git/refs/heads/change'))).toBe(false);
    expect(opened('change', copy)).toMatchObject({ ref: 'refs/heads/change', commit: commits.change });
    expect(textOf(opened('refs/remotes/origin/main', copy))).toBe('base');
  });

  test('what was fetched last', () => {
    gitIn(repository)('fetch', '--quiet', 'origin', 'main');
    expect(opened('FETCH_HEAD', repository)).toMatchObject({ ref: 'FETCH_HEAD', commit: commits.base });
  });

  test('of a fetch of several, none is chosen', () => {
    const line = (id: string, name: string) => `${id}\t\tbranch '${name}' of ${at('upstream')}\n`;
    writeFileSync(
      join(repository, '.git/FETCH_HEAD'),
      line(commits.base, 'main') + line(commits.change, 'change'),
    );
    expect(() => opened('FETCH_HEAD', repository)).toThrow(/2 commits/);
  });

  test.each([
    ['a tag beside the branch of a remote', 'origin/both', 'refs/tags/origin/both'],
    ['a branch beside the branch of a remote', 'origin/branched', 'refs/heads/origin/branched'],
    ['a tag beside a branch', 'twice', 'refs/tags/twice'],
  ])('%s: both are said, and neither is taken', (_, name, other) => {
    const say = () => opened(name, repository);
    expect(say).toThrow(other);
    expect(say).toThrow(commits.base);
    expect(say).toThrow(commits.change);
    expect(say).toThrow(/is the name of two commits/);
  });

  test.each([
    ['a tag in the place of the branch of a remote', 'origin/tag-only', /only refs\/tags\/origin\/tag-only/],
    ['a branch that is called like a full name', 'refs/remotes/origin/gone', /no such branch/],
    ['nothing of that name', 'origin/nowhere', /no such branch[\s\S]*git fetch/],
    ['a parent that there is not', 'HEAD^3', /no parent number 3/],
    ['a commit before the first', 'origin/main~1', /has no parent/],
    ['an id of nothing', '1'.repeat(40), /is not here[\s\S]*fetch origin 1111/],
    ['what no command wrote', 'ORIG_HEADS_HEAD', /no ORIG_HEADS_HEAD/],
  ])('%s gives no base', (_, name, says) => {
    expect(opened(name, repository).says).toMatch(says);
  });

  test('a tag does not take the place of a damaged branch', () => {
    const git = repositoryWith(at('broken'), { 'file.txt': 'x' });
    git('tag', 'origin/broken');
    writeFiles(at('broken'), { '.git/refs/remotes/origin/broken': 'nothing like an id\n' });
    expect(opened('origin/broken', at('broken')).says).toMatch(/ignoring broken ref/);
  });

  test.each([
    ['the beginning of an id', () => commits.base.slice(0, 10), /does not tell one commit/],
    ['a range', () => 'main..change', /not the name/],
    ['a path', () => 'main:file.txt', /not the name/],
    ['a search', () => 'main^{/x}', /not the name/],
    ['an earlier place of a branch', () => 'main@{1}', /not the name/],
    ['very far away', () => 'main~5000', /more than 1000/],
    ['an option', () => '--exec=x', /not the name/],
  ])('%s is refused', (_, name, says) => {
    expect(() => opened(name(), repository)).toThrow(says);
  });
});

describe('a file of the base', () => {
  const repository = at('files');

  beforeAll(() => {
    mkdirSync(join(repository, 'real'), { recursive: true });
    symlinkSync('file.txt', join(repository, 'link.txt'));
    symlinkSync('real', join(repository, 'linked'));
    writeFiles(repository, { 'run.sh': 'run' });
    chmodSync(join(repository, 'run.sh'), 0o755);
    repositoryWith(repository, {
      'file.txt': 'text',
      'real/file.txt': 'real',
      'Ünï cödé/file name.txt': 'named',
    });
    // The working tree says something else.
    rmSync(join(repository, 'link.txt'));
    rmSync(join(repository, 'real'), { recursive: true });
    symlinkSync('Ünï cödé', join(repository, 'real'));
    writeFiles(repository, { 'link.txt': 'file', 'file.txt': 'changed', 'new.txt': 'new' });
  });

  test.each([
    ['a file', 'file.txt', 'text'],
    ['a file that can be run', 'run.sh', 'run'],
    ['a name that is not plain', 'Ünï cödé/file name.txt', 'named'],
    ['a folder in whose place there is a link now', 'real/file.txt', 'real'],
    ['a path with steps up', 'nowhere/../file.txt', 'text'],
  ])('%s', (_, path, text) => {
    expect(textOf(opened('main', repository, path))).toBe(text);
  });

  test.each([
    ['a file that is new', 'new.txt'],
    ['a folder that is new', 'nowhere/file.txt'],
    ['a file below a file', 'file.txt/file.txt'],
  ])('%s is not there', (_, path) => {
    expect(opened('main', repository, path).file).toEqual({ is: 'absent' });
  });

  test.each([
    ['a link, although it is a file now', 'link.txt', /"link.txt" is a symbolic link/],
    ['a link in the place of a folder', 'linked/file.txt', /"linked" is a symbolic link/],
    ['a folder', 'real', /"real" is a folder/],
  ])('%s cannot be read', (_, path, says) => {
    expect(whyOf(opened('main', repository, path))).toMatch(says);
  });

  test('outside of the repository there is none', () => {
    expect(() => opened('main', repository, '../elsewhere.txt')).toThrow(/outside of the git repository/);
  });

  test('a way to the repository may have links', () => {
    symlinkSync(repository, at('way'));
    expect(textOf(opened('main', repository, at('way', 'file.txt')))).toBe('text');
  });
});

describe('where repositories are kept', () => {
  beforeAll(() => {
    repositoryWith(at('home'), { 'file.txt': 'one', 'deep/er/file.txt': 'deep' });
    commitFiles(at('home'), { 'file.txt': 'two' }, 'second');
  });

  test('in a folder above', () => {
    expect(textOf(opened('main', at('home/deep/er')))).toBe('deep');
    expect(textOf(opened('main', at('home/deep/er'), '../../file.txt'))).toBe('two');
  });

  test('in a linked work tree, with a HEAD of its own', () => {
    gitIn(at('home'))('worktree', 'add', '--quiet', '--detach', at('home/tree'), 'main~1');
    expect(textOf(opened('HEAD', at('home/tree')))).toBe('one');
    expect(textOf(opened('main', at('home/tree/deep'), '../file.txt'))).toBe('two');
  });

  test('beside the work tree', () => {
    gitIn(folder)('clone', '--quiet', `--separate-git-dir=${at('kept')}`, at('home'), at('separate'));
    expect(textOf(opened('origin/main', at('separate')))).toBe('two');
  });

  test('with objects of another one', () => {
    gitIn(folder)('clone', '--quiet', '--shared', at('home'), at('shared'));
    expect(textOf(opened('origin/main', at('shared')))).toBe('two');
  });

  test('with ids of SHA-256', () => {
    mkdirSync(at('longer'));
    gitIn(at('longer'))('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
    const commit = commitFiles(at('longer'), { 'file.txt': 'long' }, 'first');
    expect(commit).toHaveLength(64);
    expect(textOf(opened(commit, at('longer')))).toBe('long');
  });

  test('in one commit of many', () => {
    gitIn(folder)('clone', '--quiet', '--depth=1', `file://${at('home')}`, at('shallow'));
    expect(textOf(opened('origin/main', at('shallow')))).toBe('two');
    expect(opened('origin/main~1', at('shallow')).says).toMatch(/is not here[\s\S]*fetch-depth: 0/);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'of somebody else, as in a container: no safe.directory is needed',
    () => {
      gitIn(folder)('clone', '--quiet', at('home'), at('foreign'));
      for (const path of [
        'foreign',
        ...readdirSync(at('foreign'), { recursive: true, encoding: 'utf8' }).map((each) =>
          join('foreign', each),
        ),
      ])
        chownSync(at(path), 12_345, 12_345);
      expect(() => gitIn(at('foreign'))('status')).toThrow(/dubious ownership/);
      expect(textOf(opened('origin/main', at('foreign')))).toBe('two');
    },
  );

  test('nowhere', () => {
    expect(opened('main', folder).says).toMatch(/no \.git in/);
  });

  test.each([
    [
      'a folder that is no repository',
      (place: string) => mkdirSync(join(place, '.git')),
      /is no git repository/,
    ],
    [
      'a file that leads nowhere',
      (place: string) => writeFileSync(join(place, '.git'), 'gitdir: ../nowhere\n'),
      /leads to .*nowhere/,
    ],
    [
      'a file of something else',
      (place: string) => writeFileSync(join(place, '.git'), 'x'),
      /neither a folder/,
    ],
  ])('%s is not passed over for the one above', (name, make, says) => {
    const place = at('home', name.replaceAll(' ', '-'));
    mkdirSync(place);
    make(place);
    expect(opened('main', place).says).toMatch(says);
  });

  test('a way of storing that is not known is said', () => {
    repositoryWith(at('future'), { 'file.txt': 'x' });
    gitIn(at('future'))('config', 'extensions.objectFormat', 'sha1024');
    expect(opened('main', at('future')).says).toMatch(/sha1024[\s\S]*not known/);
  });

  test('a linked work tree does not take the HEAD of another one out of a table of refs', () => {
    repositoryWith(at('table'), { 'file.txt': 'x' });
    gitIn(at('table'))('worktree', 'add', '--quiet', '--detach', at('table-tree'));
    writeFileSync(
      at('table/.git/config'),
      '[core]\nrepositoryFormatVersion = 1\n[extensions]\nrefStorage = reftable\n',
    );
    expect(opened('HEAD', at('table-tree')).says).toMatch(/linked work tree/);
  });
});

describe('submodules', () => {
  const holder = at('holder');
  let pinned = '';

  beforeAll(() => {
    repositoryWith(at('part'), { 'file.txt': 'pinned' });
    repositoryWith(holder, { 'file.txt': 'holder' });
    gitIn(holder)('submodule', '--quiet', 'add', at('part'), 'part');
    pinned = gitIn(at('part'))('rev-parse', 'HEAD');
    commitFiles(holder, {}, 'submodule');
    gitIn(holder)('checkout', '--quiet', '-b', 'change');
    // The submodule moves on, and its own refs with it.
    commitFiles(at('part'), { 'file.txt': 'moved' }, 'moved');
    gitIn(join(holder, 'part'))('pull', '--quiet', 'origin', 'main');
    commitFiles(holder, {}, 'moved');
  });

  test('the base is that of the repository that holds it, and the commit that it names', () => {
    const base = opened('main', join(holder, 'part'));
    expect(base.commit).toBe(gitIn(holder)('rev-parse', 'main'));
    expect(textOf(base)).toBe('pinned');
    expect(textOf(opened('change', join(holder, 'part')))).toBe('moved');
    expect(textOf(opened('main', holder, 'part/file.txt'))).toBe('pinned');
  });

  test('a linked work tree of a repository with submodules', () => {
    gitIn(holder)('worktree', 'add', '--quiet', '--detach', at('holder-tree'), 'change');
    gitIn(at('holder-tree'))('submodule', '--quiet', 'update', '--init');
    expect(textOf(opened('main', at('holder-tree/part')))).toBe('pinned');
  });

  test('a clone inside of a clone is one of its own', () => {
    gitIn(holder)('clone', '--quiet', at('part'), 'clone');
    expect(textOf(opened('origin/main', join(holder, 'clone')))).toBe('moved');
  });

  test('one that is not checked out cannot be read', () => {
    gitIn(folder)('clone', '--quiet', holder, at('without'));
    expect(whyOf(opened('origin/main', at('without'), 'part/file.txt'))).toMatch(
      /part is a submodule[\s\S]*git submodule update --init/,
    );
  });

  test('nor one without the commit of the base', () => {
    gitIn(folder)('clone', '--quiet', holder, at('cut'));
    gitIn(at('cut'))('checkout', '--quiet', 'origin/change');
    gitIn(at('cut'))('config', 'submodule.part.url', `file://${at('part')}`);
    gitIn(at('cut'))('submodule', '--quiet', 'update', '--init', '--depth=1');
    expect(whyOf(opened('origin/main', at('cut/part')))).toMatch(
      new RegExp(`commit of the submodule part ${pinned} is not here[\\s\\S]*fetch origin ${pinned}`),
    );
  });
});

describe('what cannot be read is no verdict', () => {
  const looseObject = (repository: string, id: string): string =>
    join(repository, '.git/objects', id.slice(0, 2), id.slice(2));
  const damagedRepository = (name: string, object: string, damage: (path: string) => void): string => {
    const git = repositoryWith(at(name), { 'file.txt': 'text', 'folder/file.txt': 'text below' });
    const path = looseObject(at(name), git('rev-parse', object));
    chmodSync(path, 0o600);
    damage(path);
    return at(name);
  };

  const blob = (text: string) => deflateSync(`blob ${text.length}\0${text}`);
  test.each([
    [
      'a file that is gone',
      'main:file.txt',
      'file.txt',
      (path: string) => rmSync(path),
      /file .* is not here/,
    ],
    [
      'a folder that is gone',
      'main:folder',
      'folder/file.txt',
      (path: string) => rmSync(path),
      /folder "folder"/,
    ],
    [
      'a file that is cut',
      'main:file.txt',
      'file.txt',
      (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 8)),
      /cannot be read[\s\S]*git fsck/,
    ],
    [
      'a file that is empty',
      'main:file.txt',
      'file.txt',
      (path: string) => writeFileSync(path, ''),
      /cannot be read[\s\S]*empty/,
    ],
    [
      'a file with the text of another',
      'main:file.txt',
      'file.txt',
      (path: string) => writeFileSync(path, blob('fake')),
      /holds something else than its id says/,
    ],
  ])('%s', (name, object, path, damage, says) => {
    const repository = damagedRepository(name.replaceAll(' ', '-'), object, damage);
    expect(whyOf(opened('main', repository, path))).toMatch(says);
  });

  test('a commit with the text of another', () => {
    const git = repositoryWith(at('other-commit'), { 'file.txt': 'one' });
    const [first, second] = [git('rev-parse', 'HEAD'), commitFiles(at('other-commit'), { x: 'y' }, 'second')];
    const path = looseObject(at('other-commit'), first);
    chmodSync(path, 0o600);
    writeFileSync(path, readFileSync(looseObject(at('other-commit'), second)));
    expect(opened(`${second}~1`, at('other-commit')).says).toMatch(/holds something else/);
  });

  test('objects that another repository had', () => {
    repositoryWith(at('lent'), { 'file.txt': 'text' });
    gitIn(folder)('clone', '--quiet', '--shared', at('lent'), at('borrowed'));
    rmSync(at('lent'), { recursive: true });
    expect(opened('origin/main', at('borrowed')).says).toMatch(/cannot be read[\s\S]*alternate object path/);
  });

  test('a configuration that is none', () => {
    repositoryWith(at('unconfigured'), { 'file.txt': 'text' });
    writeFileSync(at('unconfigured/.git/config'), '[core\n');
    expect(opened('main', at('unconfigured')).says).toMatch(/config cannot be read/);
  });

  test('a partial clone names the fetch, and reads after it', () => {
    const git = repositoryWith(at('whole'), { 'file.txt': 'text' });
    git('config', 'uploadpack.allowFilter', 'true');
    for (const filter of ['blob:none', 'tree:0']) {
      const partial = at(`partial-${filter.replace(':', '-')}`);
      gitIn(folder)(
        'clone',
        '--quiet',
        '--no-checkout',
        `--filter=${filter}`,
        `file://${at('whole')}`,
        partial,
      );
      const why = whyOf(opened('origin/main', partial))!;
      expect(why).toMatch(/is not in this partial clone/);
      const [, command] = /`git -C "[^"]+" (fetch [^`]+)`/.exec(why)!;
      expect(command).toBe('fetch --refetch --no-filter origin');
      gitIn(partial)(...command!.split(' '));
      expect(textOf(opened('origin/main', partial))).toBe('text');
    }
  });

  test('no git', () => {
    repositoryWith(at('gitless'), { 'file.txt': 'text' });
    expect(opened('main', at('gitless'), 'file.txt', { PATH: '' }).says).toMatch(/no git in PATH/);
    expect(opened('main', at('gitless'), 'file.txt', {}).says).toMatch(/no git in PATH/);
  });
});
