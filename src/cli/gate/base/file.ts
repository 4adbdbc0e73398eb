import { entriesOf, readCommit, readObject } from './objects.ts';
import type { NoBase } from './repository.ts';
import type { View } from './view.ts';

/** A file of the base. Only `absent` may stand for "nothing was approved": the rest is no verdict. */
export type BaseFile =
  | { readonly is: 'file'; readonly text: string }
  | { readonly is: 'absent' }
  | { readonly is: 'unreadable'; readonly says: string; readonly remedy: string };

const unreadable = ({ says, remedy }: Omit<NoBase, 'ok'>): BaseFile => ({ is: 'unreadable', says, remedy });

/** The view of a submodule by its path from the root. */
export type OpenSubmodule = (path: string) => { readonly ok: true; readonly view: View } | NoBase;

interface Place {
  readonly view: View;
  /** Id of the tree. */
  readonly tree: string;
  /** What leads there from the root, and what is left. */
  readonly way: readonly string[];
  readonly rest: readonly string[];
}

/** The commit of a submodule is part of the base, and its objects are known by it, wherever they come from. */
const inSubmodule = (place: Place, commit: string, openSubmodule: OpenSubmodule): BaseFile => {
  const path = place.way.join('/');
  const opened = openSubmodule(path);
  if (!opened.ok) return unreadable(opened);
  const found = readCommit(opened.view, commit, `commit of the submodule ${path}`);
  if (!found.ok) return unreadable(found);
  return walk({ ...place, view: opened.view, tree: found.tree }, openSubmodule);
};

const walk = ({ view, tree, way, rest }: Place, openSubmodule: OpenSubmodule): BaseFile => {
  const object = readObject(view, tree, `folder ${JSON.stringify(way.join('/'))}`);
  if (!object.ok) return unreadable(object);
  const entries = object.type === 'tree' ? entriesOf(object.bytes, view.idLength) : undefined;
  const remedy = 'Commit the file itself to the base.';
  if (entries === undefined) {
    return unreadable({ says: `object ${tree} is no tree`, remedy: '`git fsck` tells what is damaged.' });
  }
  const [name = '', ...left] = rest;
  const entry = entries.get(name);
  if (entry === undefined) return { is: 'absent' };
  const here = [...way, name];
  const path = JSON.stringify(here.join('/'));
  if (entry.is === 'link') return unreadable({ says: `${path} is a symbolic link there`, remedy });
  if (entry.is === 'submodule') {
    if (left.length === 0) return unreadable({ says: `${path} is a submodule there`, remedy });
    return inSubmodule({ view, tree, way: here, rest: left }, entry.id, openSubmodule);
  }
  if (entry.is === 'folder') {
    if (left.length === 0) return unreadable({ says: `${path} is a folder there`, remedy });
    return walk({ view, tree: entry.id, way: here, rest: left }, openSubmodule);
  }
  if (left.length > 0) return { is: 'absent' };
  const blob = readObject(view, entry.id, 'file');
  if (!blob.ok) return unreadable(blob);
  return blob.type === 'blob'
    ? { is: 'file', text: blob.bytes.toString('utf8') }
    : unreadable({ says: `object ${entry.id} is no file`, remedy: '`git fsck` tells what is damaged.' });
};

/** @param path from the root of the repository, as git has it */
export const readBaseFile = (
  view: View,
  tree: string,
  path: string,
  openSubmodule: OpenSubmodule,
): BaseFile => walk({ view, tree, way: [], rest: path.split('/') }, openSubmodule);
