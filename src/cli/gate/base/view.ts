import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type GitProgram, type GitRun, runGit } from './git.ts';
import type { NoBase, Repository } from './repository.ts';

/**
 * A repository as git is shown it: a folder of our own with its refs and a configuration that we wrote, and its objects
 * by their place. What the repository, its user or its machine configures is not read, so there is no hook, filter,
 * include, remote or lazy fetch to be had in any version of git.
 */
export interface View {
  readonly repository: Repository;
  readonly run: (args: readonly string[], input?: string) => GitRun;
  /** Hexadecimal digits of a full id. */
  readonly idLength: 40 | 64;
  readonly remotes: readonly string[];
  /** The remote that has what a partial clone left out. */
  readonly promisor?: string;
  readonly close: () => void;
}

export type OpenView = { readonly ok: true; readonly view: View } | NoBase;

/** An empty file: what git takes for the configuration of the user and the machine. */
const nothing = 'nothing';

const variablesOf = (folder: string, { commonFolder, root }: Repository) => ({
  GIT_DIR: folder,
  GIT_WORK_TREE: root,
  GIT_OBJECT_DIRECTORY: join(commonFolder, 'objects'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: join(folder, nothing),
  GIT_CONFIG_GLOBAL: join(folder, nothing),
  GIT_ATTR_NOSYSTEM: '1',
  // A replacement stands for another object under its id: https://git-scm.com/docs/git-replace
  GIT_NO_REPLACE_OBJECTS: '1',
  // Stronger than `protocol.allow`, which `protocol.file.allow` of a repository overrules.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
});

/** The second is read on the command line only: https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository */
const flags = ['--no-pager', '-c', 'protocol.allow=never', '-c', 'safe.bareRepository=explicit'];

const configText = (objectFormat: string, refStorage: string): string =>
  [
    '[core]',
    `repositoryFormatVersion = ${objectFormat === 'sha1' && refStorage === 'files' ? 0 : 1}`,
    'bare = false',
    'hooksPath = /dev/null',
    'fsmonitor = false',
    'commitGraph = false',
    'warnAmbiguousRefs = false',
    ...(objectFormat === 'sha1' && refStorage === 'files' ? [] : ['[extensions]']),
    ...(objectFormat === 'sha1' ? [] : [`objectFormat = ${objectFormat}`]),
    ...(refStorage === 'files' ? [] : [`refStorage = ${refStorage}`]),
    '',
  ].join('\n');

interface Configured {
  readonly objectFormat: string;
  readonly refStorage: string;
  readonly remotes: readonly string[];
  readonly promisor?: string;
}

/** Keys and values as `git config -z` prints them. A key without a value is true. */
const configuredIn = (text: string): Configured => {
  const entries = text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [key = '', ...value] = entry.split('\n');
      return { key, value: value.length === 0 ? 'true' : value.join('\n') };
    });
  const last = (key: string): string | undefined => entries.findLast((entry) => entry.key === key)?.value;
  const remotes = entries.flatMap(({ key }) => /^remote\.(.+)\.[^.]+$/.exec(key)?.[1] ?? []);
  const promisor =
    remotes.find((name) => last(`remote.${name}.promisor`)?.toLowerCase() === 'true') ??
    last('extensions.partialclone');
  return {
    objectFormat: last('extensions.objectformat')?.toLowerCase() ?? 'sha1',
    refStorage: last('extensions.refstorage')?.toLowerCase() ?? 'files',
    remotes: [...new Set(remotes)],
    ...(promisor === undefined ? {} : { promisor }),
  };
};

const fill = (folder: string, { gitFolder, commonFolder }: Repository): void => {
  writeFileSync(join(folder, nothing), '');
  writeFileSync(join(folder, 'config'), configText('sha1', 'files'));
  copyFileSync(join(gitFolder, 'HEAD'), join(folder, 'HEAD'));
  const packed = join(commonFolder, 'packed-refs');
  if (existsSync(packed)) copyFileSync(packed, join(folder, 'packed-refs'));
  for (const name of ['refs', 'reftable']) {
    // Windows makes junctions for everybody, and links for some.
    if (existsSync(join(commonFolder, name)))
      symlinkSync(join(commonFolder, name), join(folder, name), 'junction');
  }
};

/** Opens one; it lasts until it is closed. */
export const openView = (repository: Repository, program: GitProgram): OpenView => {
  const folder = resolve(mkdtempSync(join(tmpdir(), 'nhi-audit-git-')));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  const refuse = (says: string, remedy: string): OpenView => {
    close();
    return { ok: false, says, remedy };
  };
  const variables = variablesOf(folder, repository);
  const run: View['run'] = (args, input) => runGit(program, folder, variables, [...flags, ...args], input);
  try {
    fill(folder, repository);
    const file = join(repository.commonFolder, 'config');
    const wanted = '^(extensions\\.(objectformat|refstorage|partialclone)|remote\\..*)$';
    const read = run(['config', '--file', file, '--no-includes', '-z', '--get-regexp', wanted]);
    // 1: it has none of these.
    if (!read.ok && read.status !== 1) {
      return refuse(`${file} cannot be read: ${read.says}`, 'Check the repository out again.');
    }
    const configured = configuredIn(read.ok ? read.bytes.toString('utf8') : '');
    const { objectFormat, refStorage, remotes, promisor } = configured;
    if (!['sha1', 'sha256'].includes(objectFormat) || !['files', 'reftable'].includes(refStorage)) {
      return refuse(
        `the repository keeps objects as ${JSON.stringify(objectFormat)} and refs as ${JSON.stringify(refStorage)}, which is not known here`,
        'Clone it with `git clone --ref-format=files`, or update nhi-audit.',
      );
    }
    if (refStorage === 'reftable' && repository.gitFolder !== repository.commonFolder) {
      return refuse(
        'HEAD of a linked work tree is not known here where refs are kept as "reftable"',
        'Run it in the main work tree, or in a clone.',
      );
    }
    writeFileSync(join(folder, 'config'), configText(objectFormat, refStorage));
    return {
      ok: true,
      view: {
        repository,
        run,
        idLength: objectFormat === 'sha1' ? 40 : 64,
        remotes,
        ...(promisor === undefined ? {} : { promisor }),
        close,
      },
    };
  } catch (error) {
    close();
    throw error;
  }
};
