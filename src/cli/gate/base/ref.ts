import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../model/input-error.ts';
import { type Commit, readCommit } from './objects.ts';
import type { NoBase } from './repository.ts';
import type { View } from './view.ts';

/**
 * Names of branches, tags and commits, and `~1` and the like behind them. What git takes for an option, a range, a path
 * or a search is none: https://git-scm.com/docs/gitrevisions, https://git-scm.com/docs/git-check-ref-format
 */
const refName = /^([A-Za-z0-9_](?:[A-Za-z0-9_+/@-]|\.(?!\.)){0,199})((?:[~^]\d{0,6}){0,4})$/;

/** From commit to commit by their first parents; more of them are a mistake. */
const mostSteps = 1_000;

export interface RefName {
  readonly name: string;
  /** `~2^1` as [1, 1, 1]: the parents to go to, one after the other. */
  readonly steps: readonly number[];
  /** As written. */
  readonly behind: string;
}

/** @throws InputError when this cannot be the name of a commit */
export const parseRefName = (given: string): RefName => {
  const [, name, behind = ''] = refName.exec(given) ?? [];
  if (name === undefined || name.endsWith('.lock')) {
    throw new InputError(
      `${JSON.stringify(given.slice(0, 80))} is not the name of a branch, a tag or a commit`,
      '--base-ref',
      'Give a name such as refs/remotes/origin/main, or a commit id.',
    );
  }
  const parts = [...behind.matchAll(/([~^])(\d*)/g)].map(([, sign, digits]) => ({
    sign,
    number: digits === '' ? 1 : Number(digits),
  }));
  if (parts.some(({ sign, number }) => sign === '~' && number > mostSteps)) {
    throw new InputError(
      `${given} is more than ${mostSteps} commits away`,
      '--base-ref',
      'Give the id of the commit.',
    );
  }
  // `^0` is the commit itself.
  const steps = parts.flatMap(({ sign, number }) =>
    sign === '~' ? Array.from<number>({ length: number }).fill(1) : number === 0 ? [] : [number],
  );
  return { name, steps, behind };
};

/** A ref by its full name, and the object that it names. */
interface Candidate {
  readonly ref: string;
  readonly id: string;
}

export type ResolvedRef = { readonly ok: true; readonly ref: string; readonly commit: Commit } | NoBase;

const fetchFirst =
  'Fetch it first: `git fetch origin main`, or actions/checkout with fetch-depth: 0. A gate without its base has no verdict.';

const none = (says: string, remedy = fetchFirst): NoBase => ({ ok: false, says, remedy });

/** What a short name may stand for, the first before the others: what was fetched is what a pull request does not have. */
const fullNames = (name: string): readonly string[] =>
  name.startsWith('refs/')
    ? [name]
    : [
        `refs/remotes/${name}`,
        `refs/heads/${name}`,
        `refs/tags/${name}`,
        `refs/${name}`,
        `refs/remotes/${name}/HEAD`,
      ];

type Found = { readonly ok: true; readonly candidates: readonly Candidate[] } | NoBase;

/** By exact names: git itself would also find `refs/heads/refs/remotes/…` under the name `refs/remotes/…`. */
const refsCalled = (view: View, names: readonly string[]): Found => {
  const ran = view.run(['for-each-ref', '--format=%(objectname) %(refname)', ...names]);
  if (!ran.ok) return none(ran.says);
  // A ref that is damaged is left out with a warning: another of the same short name must not take its place.
  const warning = ran.warnings
    .split('\n')
    .find((line) => names.some((name) => line.split(' ').includes(name)));
  if (warning !== undefined) return none(warning);
  const byName = new Map(
    ran.bytes
      .toString('utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .map(([id = '', ref = '']) => [ref, id] as const),
  );
  return {
    ok: true,
    candidates: names.flatMap((ref) => {
      const id = byName.get(ref);
      return id === undefined ? [] : [{ ref, id }];
    }),
  };
};

/** HEAD, or what a fetch wrote: `id TAB not-for-merge TAB description`, a line each. */
const pseudoRef = (view: View, name: string): Found => {
  if (name === 'HEAD') {
    const ran = view.run(['show-ref', '--verify', 'HEAD']);
    if (!ran.ok) return none(ran.says);
    return { ok: true, candidates: [{ ref: name, id: ran.bytes.toString('utf8').split(' ')[0] ?? '' }] };
  }
  const file = join(view.repository.gitFolder, name);
  if (!existsSync(file)) return none(`there is no ${name} here`);
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => ({ id: /^[0-9a-f]+(?=\t|$)/.exec(line)?.[0], aside: line.includes('\tnot-for-merge\t') }))
    .filter(({ id }) => id?.length === view.idLength);
  const wanted = lines.some(({ aside }) => !aside) ? lines.filter(({ aside }) => !aside) : lines;
  const ids = [...new Set(wanted.map(({ id }) => id as string))];
  if (ids.length < 2) return { ok: true, candidates: ids.map((id) => ({ ref: name, id })) };
  throw new InputError(
    `${name} holds ${ids.length} commits, among them ${ids[0]} and ${ids[1]}`,
    '--base-ref',
    'Fetch the base alone, or give its full name, such as refs/remotes/origin/main.',
  );
};

const isPseudoRef = (name: string): boolean => /^(?:[A-Z]+_)*HEAD$/.test(name);

/**
 * A short name that begins with that of a remote is a branch of that remote. A tag or branch called so is told, and not
 * taken: whoever may push one would bring the base.
 */
const misplaced = (view: View, name: string, { ref }: Candidate): NoBase | undefined => {
  const remote = view.remotes.find((each) => name.startsWith(`${each}/`));
  if (remote === undefined || ref.startsWith('refs/remotes/')) return undefined;
  return none(
    `refs/remotes/${name} is not here, only ${ref}`,
    `Fetch the branch of ${remote}, or give the full name if you mean the other: --base-ref ${ref}.`,
  );
};

/** The one commit among refs of the same short name. */
const oneOf = (view: View, name: string, candidates: readonly Candidate[]): ResolvedRef => {
  const read = candidates.map((each) => ({ ...each, commit: readCommit(view, each.id) }));
  const [first, other] = Map.groupBy(read, ({ id, commit }) => (commit.ok ? commit.id : id)).values();
  if (first === undefined) return none('no such branch, tag or commit here');
  if (other !== undefined) {
    const told = [first[0]!, other[0]!].map(
      ({ ref, id, commit }) => `${ref} (${commit.ok ? commit.id : id})`,
    );
    throw new InputError(
      `${name} is the name of two commits here: ${told.join(' and ')}`,
      '--base-ref',
      `Give the full name: --base-ref ${first[0]!.ref}.`,
    );
  }
  const { ref, commit } = first[0]!;
  return misplaced(view, name, first[0]!) ?? (commit.ok ? { ok: true, ref, commit } : commit);
};

const find = (view: View, name: string): ResolvedRef => {
  const isHexadecimal = /^[0-9a-fA-F]+$/.test(name);
  if (isHexadecimal && name.length === view.idLength) {
    // A whole id is never the name of a ref, whatever refs are called.
    const commit = readCommit(view, name.toLowerCase());
    return commit.ok ? { ok: true, ref: name.toLowerCase(), commit } : commit;
  }
  const found = isPseudoRef(name) ? pseudoRef(view, name) : refsCalled(view, fullNames(name));
  if (!found.ok) return found;
  if (found.candidates.length === 0 && isHexadecimal && name.length >= 4) {
    throw new InputError(
      `${name} is no branch and no tag here, and the beginning of a commit id does not tell one commit: another can be made that begins alike`,
      '--base-ref',
      `Give all ${view.idLength} digits; \`git rev-parse ${name}\` prints them.`,
    );
  }
  return oneOf(view, name, found.candidates);
};

/**
 * A name as one ref by its full name and one commit.
 * @throws InputError when it names several
 */
export const resolveRef = (view: View, { name, steps, behind }: RefName): ResolvedRef => {
  const found = find(view, name);
  if (!found.ok) return found;
  let { commit } = found;
  for (const step of steps) {
    const parent = commit.parents[step - 1];
    if (parent === undefined) {
      return none(
        `commit ${commit.id} has ${commit.parents.length === 0 ? 'no parent' : `no parent number ${step}`}`,
        'Name a commit that there is.',
      );
    }
    const next = readCommit(view, parent, 'commit');
    if (!next.ok) return next;
    commit = next;
  }
  return { ok: true, ref: `${found.ref}${behind}`, commit };
};
