import { createHash } from 'node:crypto';
import { largestAnswer } from './git.ts';
import type { NoBase } from './repository.ts';
import type { View } from './view.ts';

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export interface GitObject {
  readonly ok: true;
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly bytes: Buffer;
}

const damaged = (id: string, says: string): NoBase => ({
  ok: false,
  says: `object ${id} cannot be read: ${says.slice(0, 300)}`,
  remedy: '`git fsck` tells what is damaged. Check the repository out again.',
});

/** A name that a shell takes as one word. */
const plain = (remote: string): string => (/^[\w.][\w./-]*$/.test(remote) ? remote : 'origin');

const missing = (view: View, id: string, what: string): NoBase => {
  const inFolder = `git -C ${JSON.stringify(view.repository.root)}`;
  if (view.promisor !== undefined) {
    return {
      ok: false,
      says: `${what} ${id} is not in this partial clone, and nothing is fetched while the gate runs`,
      remedy: `Fetch it first: \`${inFolder} fetch --refetch --no-filter ${plain(view.promisor)}\`; with actions/checkout leave out \`filter\` and \`sparse-checkout\`.`,
    };
  }
  return {
    ok: false,
    says: `${what} ${id} is not here`,
    remedy: `Fetch it first: \`${inFolder} fetch origin ${id}\`, or actions/checkout with fetch-depth: 0.`,
  };
};

/**
 * An object by its full id, hashed again: what the id of a commit stands for is then the same whatever lies about.
 * @param what it is called where it is not there
 */
export const readObject = (view: View, id: string, what = 'object'): GitObject | NoBase => {
  // The blob as it is stored: no filter, no attribute and no conversion applies.
  const ran = view.run(['cat-file', '--batch'], `${id}\n`);
  if (!ran.ok) {
    return damaged(id, ran.tooLarge ? `it is larger than ${largestAnswer / 1_048_576} MiB` : ran.says);
  }
  const end = ran.bytes.indexOf('\n');
  const head = ran.bytes.toString('latin1', 0, end);
  if (head === `${id} missing`) {
    // An object that is there and damaged is missing too, with a line that says so.
    return ran.warnings === '' ? missing(view, id, what) : damaged(id, ran.warnings.split('\n')[0]!);
  }
  const [, type, size] = /^[0-9a-f]+ (commit|tree|blob|tag) (\d+)$/.exec(head) ?? [];
  const bytes = ran.bytes.subarray(end + 1, -1);
  if (type === undefined || bytes.length !== Number(size))
    return damaged(id, `git says ${JSON.stringify(head)}`);
  const digest = createHash(view.idLength === 40 ? 'sha1' : 'sha256')
    .update(`${type} ${size}\0`)
    .update(bytes);
  if (digest.digest('hex') !== id) {
    return damaged(id, 'it holds something else than its id says');
  }
  return { ok: true, type: type as GitObject['type'], bytes };
};

export interface Commit {
  readonly ok: true;
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** Values of a key in the head of a commit or a tag. */
const fieldsOf = (bytes: Buffer, key: string): readonly string[] =>
  (bytes.toString('latin1').split('\n\n')[0] ?? '')
    .split('\n')
    .flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1)] : []));

const longestChain = 16;

/** The commit that an id stands for: its own, or that of an annotated tag. */
export const readCommit = (view: View, given: string, what = 'commit'): Commit | NoBase => {
  let id = given;
  for (let step = 0; step < longestChain; step += 1) {
    const object = readObject(view, id, what);
    if (!object.ok) return object;
    const [tree] = fieldsOf(object.bytes, 'tree');
    if (object.type === 'commit' && tree !== undefined) {
      return { ok: true, id, tree, parents: fieldsOf(object.bytes, 'parent') };
    }
    const [tagged] = object.type === 'tag' ? fieldsOf(object.bytes, 'object') : [];
    if (tagged === undefined) {
      return { ok: false, says: `${id} is a ${object.type} and no commit`, remedy: 'Name a commit.' };
    }
    id = tagged;
  }
  return { ok: false, says: `${given} is a tag of a tag of a tag, and so on`, remedy: 'Name a commit.' };
};

export interface TreeEntry {
  readonly is: 'folder' | 'file' | 'link' | 'submodule';
  readonly id: string;
}

/** By mode without the permissions: https://git-scm.com/docs/git-fast-import#Documentation/git-fast-import.txt-codefilemodify */
const kinds: Readonly<Record<string, TreeEntry['is']>> = {
  '40': 'folder',
  '100': 'file',
  '120': 'link',
  '160': 'submodule',
};

/** The entries of a tree by name: `mode name NUL id`, one after the other. `undefined`: it is not made like that. */
export const entriesOf = (
  tree: Buffer,
  idLength: View['idLength'],
): ReadonlyMap<string, TreeEntry> | undefined => {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < tree.length; ) {
    const end = tree.indexOf(0, at);
    const next = end + 1 + idLength / 2;
    if (end === -1 || next > tree.length) return undefined;
    const [, mode = '', name = ''] = /^(\d+)\d{3} (.+)$/s.exec(tree.toString('utf8', at, end)) ?? [];
    const is = kinds[mode];
    if (is === undefined) return undefined;
    entries.set(name, { is, id: tree.toString('hex', end + 1, next) });
    at = next;
  }
  return entries;
};
