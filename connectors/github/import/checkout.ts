import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { holdsFolder } from '../../../src/files/plain-folder.ts';
import { readWholeFile } from '../../../src/files/whole-file.ts';
import { byText } from '../../../src/model/by-text.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { FolderFormat } from '../../connector.ts';
import { codeownersPaths, ownersOfWorkflows } from '../facts/codeowners.ts';
import { type GitHubRecordInput, githubRecords } from '../facts/records.ts';
import { readAction } from '../workflows/action-files.ts';
import { type UsedActions, usedActions } from '../workflows/local-actions.ts';

/** A checkout of one repository: what its workflow files tell, without any network. */
export interface Checkout {
  readonly read: () => Iterable<SnapshotRecord | Coverage>;
}

const within = '.github/workflows';
const largest = 1_048_576;

/**
 * `owner/name` by the remote `origin`, in any of the forms of https://git-scm.com/docs/git-clone#_git_urls; else the
 * folder's name, without an owner.
 */
export const repositoryNameOf = (config: string | undefined, folder: string): string => {
  const section = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(config ?? '')?.[1];
  const name = section === undefined ? undefined : /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(section)?.[1];
  return name ?? basename(resolve(folder));
};

const isPlain = (path: string, kind: 'isFile' | 'isDirectory'): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.[kind]() === true;

/** Undefined: it is not there, or no plain file. */
const plainText = (path: string, what: string, most = largest): string | undefined =>
  isPlain(path, 'isFile')
    ? readWholeFile(path, { largest: most, what, noLinks: true })?.bytes.toString('utf8')
    : undefined;

/** Of git only the names are wanted: where it is kept elsewhere they stay unknown. */
const gitText = (folder: string, name: string, what: string): string | undefined =>
  isPlain(join(folder, '.git'), 'isDirectory') ? plainText(join(folder, '.git', name), what) : undefined;

const gitConfigOf = (folder: string): string | undefined => gitText(folder, 'config', 'configuration of git');

const branchOf = (folder: string): string | undefined =>
  /^ref: refs\/heads\/(\S+)/.exec(gitText(folder, 'HEAD', 'HEAD of git') ?? '')?.[1];

/** https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
const largestOwners = 3_000_000;

/** The first that is there decides; one that is too large is none, as for GitHub, and told. Neither file nor folder may be a link. */
const codeownersOf = (folder: string): { readonly path: string; readonly text?: string } | undefined => {
  for (const path of codeownersPaths) {
    const file = join(folder, path);
    if (!isPlain(dirname(file), 'isDirectory') || !isPlain(file, 'isFile')) continue;
    if (lstatSync(file).size > largestOwners) return { path };
    return { path, text: plainText(file, 'CODEOWNERS', largestOwners) ?? '' };
  }
  return undefined;
};

const record = <
  Kind extends 'github.repository' | 'github.workflow' | 'github.local-action' | 'github.codeowners',
>(
  kind: Kind,
  scope: string,
  id: string,
  data: GitHubRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope, id, data: githubRecords[kind].schema.parse(data) });

const unsaid = (scope: string): Coverage => ({
  connector: 'github',
  scope,
  source: 'repository and organisation settings',
  status: 'skipped',
  detail:
    'a checkout does not hold secrets, keys, environments, runners and defaults; --github ORGANISATION reads them',
  gives: ['grants', 'credentials', 'configuration'],
});

const mostTold = 5;
const longestPlace = 128;

/** What steps with these do is not known; all else of the workflows is. */
const unreadText = (unread: UsedActions['unread']): readonly string[] => {
  if (unread.size === 0) return [];
  const told = [...unread]
    .sort(([a], [b]) => byText(a, b))
    .slice(0, mostTold)
    .map(([used, { why }]) => `${used.slice(0, longestPlace)} (${why})`);
  const more = unread.size - told.length;
  return [`actions that were not read: ${told.join(', ')}${more === 0 ? '' : `, and ${more} more`}`];
};

/**
 * Links are not followed: they may lead out of the checkout.
 * @throws InputError when the folder has no workflows
 */
export const openCheckout = (folder: string): Checkout => {
  const place = join(folder, within);
  if (!holdsFolder(folder, within)) {
    throw new InputError(
      `the folder has no ${within}`,
      folder,
      'Name the root of a checkout that has workflows, or a file.',
    );
  }
  const names = readdirSync(place)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort();
  const files = names.map((name) => ({ name, path: join(place, name), stat: lstatSync(join(place, name)) }));
  return {
    read: function* () {
      const full = repositoryNameOf(gitConfigOf(folder), folder);
      const [owner] = full.split('/');
      yield record('github.repository', full, full, {
        full_name: full,
        name: full.split('/').at(-1)!,
        ...(full.includes('/') ? { owner: { login: owner! } } : {}),
      });
      const owners = codeownersOf(folder);
      if (owners?.text !== undefined)
        yield record('github.codeowners', full, `${full}/${owners.path}`, {
          repository: { full_name: full },
          path: owners.path,
          owners: [...ownersOfWorkflows(owners.text)],
        });
      const left: string[] = [];
      const texts: string[] = [];
      for (const { name, path, stat } of files) {
        if (!stat.isFile() || stat.size > largest) {
          left.push(name);
          continue;
        }
        const text = plainText(path, 'workflow') ?? '';
        texts.push(text);
        yield record('github.workflow', full, `${full}/${within}/${name}`, {
          repository: { full_name: full },
          path: `${within}/${name}`,
          ref: branchOf(folder),
          text,
        });
      }
      const actions = new Map<string, string>();
      const { unread } = usedActions(texts, (used) => {
        const action = readAction(folder, used);
        if (action !== undefined && 'text' in action) actions.set(action.path, action.text);
        return action;
      });
      const gaps = [
        ...(owners !== undefined && owners.text === undefined
          ? [`${owners.path} is larger than the 3 MB that GitHub reads: it names no owner`]
          : []),
        ...(left.length === 0
          ? []
          : [`left out, no plain files or larger than 1 MiB: ${left.slice(0, 5).join(', ')}`]),
        ...unreadText(unread),
      ];
      for (const [path, text] of [...actions].sort(([a], [b]) => (a < b ? -1 : 1)))
        yield record('github.local-action', full, `${full}/${path}`, {
          repository: { full_name: full },
          path,
          text,
        });
      yield {
        connector: 'github',
        scope: full,
        source: `${within} of a checkout`,
        status: gaps.length === 0 ? 'complete' : 'partial',
        detail: gaps.join('; '),
        gives: ['inventory', 'workloads', 'trusts', 'owners'],
      };
      yield unsaid(full);
    },
  };
};

export const checkout: FolderFormat = { read: (folder) => openCheckout(folder).read() };
