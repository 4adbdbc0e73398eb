import type { ChangeLocation } from '../model/gate.ts';
import { ownMember } from '../model/own-member.ts';
import type { ConfigurationModule } from './references.ts';

/**
 * Where a resource of a plan is written: the configuration of the plan names module and resource, and the heads of the blocks
 * in the `.tf` files beside it say where they stand.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration
 */

/** A file of a module's folder. */
export interface SourceText {
  /** As it is shown; forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** The `.tf` files of a folder; none where it is not there. `''`: the folder of the plan. */
export type ReadFolder = (folder: string) => readonly SourceText[];

/** `aws_iam_role.ci`, `data.aws_iam_policy_document.ci`, `module.app` → where its block begins. */
export type Heads = ReadonlyMap<string, ChangeLocation>;

const head = /^\s*(?:(resource|data)\s+"?([\w-]+)"?\s+"?([\w-]+)"?|(module)\s+"?([\w-]+)"?)\s*(?:\{|$)/;
const heredoc = /<<[-~]?([A-Za-z_]\w*)\s*$/;

/** Outside of strings and comments: how much deeper a line leads, and whether a comment goes on behind it. */
const depthOf = (
  line: string,
  inComment: boolean,
): { readonly deeper: number; readonly inComment: boolean } => {
  let deeper = 0;
  let comment = inComment;
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const two = line.slice(at, at + 2);
    if (comment) {
      if (two === '*/') {
        comment = false;
        at += 1;
      }
    } else if (quoted) {
      if (line[at] === '\\') at += 1;
      else if (line[at] === '"') quoted = false;
    } else if (two === '/*') {
      comment = true;
      at += 1;
    } else if (two === '//' || line[at] === '#') break;
    else if (line[at] === '"') quoted = true;
    else if (line[at] === '{') deeper += 1;
    else if (line[at] === '}') deeper -= 1;
  }
  return { deeper, inComment: comment };
};

/** The blocks of a file that begin at its outermost level. */
export const headsIn = ({ file, text }: SourceText): Heads => {
  const found = new Map<string, ChangeLocation>();
  let depth = 0;
  let inComment = false;
  let until: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      continue;
    }
    const match = depth === 0 && !inComment ? head.exec(line) : null;
    if (match !== null) {
      const [, kind, type, name, , module] = match;
      const address =
        kind === undefined
          ? `module.${module}`
          : kind === 'data'
            ? `data.${type}.${name}`
            : `${type}.${name}`;
      if (!found.has(address)) found.set(address, { file, line: index + 1 });
    }
    const next = depthOf(line, inComment);
    if (!inComment && !next.inComment) until = heredoc.exec(line)?.[1];
    inComment = next.inComment;
    depth = Math.max(depth + next.deeper, 0);
  }
  return found;
};

/** Names of the modules on the way to a resource, and the resource itself, all without keys. */
const partsOf = (address: string): { readonly modules: readonly string[]; readonly resource: string } => {
  const parts = (address.match(/(?:[^.[]|\[(?:"(?:[^"\\]|\\.)*"|\d+)\])+/g) ?? []).map((part) =>
    part.replace(/\[.*\]$/s, ''),
  );
  let at = 0;
  while (parts[at] === 'module') at += 2;
  return {
    modules: parts.slice(0, at).filter((_, index) => index % 2 === 1),
    resource: parts.slice(at).join('.'),
  };
};

/** A folder by the way from another one, both from the folder of the plan: `modules/app` and `../b` are `modules/b`. */
const below = (folder: string, way: string): string => {
  const steps: string[] = folder === '' ? [] : folder.split('/');
  for (const step of way.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
};

const isLocal = (source: string | undefined): source is string => /^\.\.?\//.test(source ?? '');

/**
 * Where resources are written, by their address. One of a module from elsewhere stands where the module is called; one
 * that is written nowhere (it goes, or there are no files) has no place.
 */
export const sourceLines = (
  root: ConfigurationModule | undefined,
  read: ReadFolder,
): ((address: string) => ChangeLocation | undefined) => {
  const known = new Map<string, Heads>();
  const headsOf = (folder: string): Heads => {
    let heads = known.get(folder);
    if (heads === undefined) {
      heads = new Map(read(folder).flatMap((file) => [...headsIn(file)]));
      known.set(folder, heads);
    }
    return heads;
  };
  return (address) => {
    const { modules, resource } = partsOf(address);
    let module = root;
    let folder = '';
    let call: ChangeLocation | undefined;
    for (const name of modules) {
      call = headsOf(folder).get(`module.${name}`) ?? call;
      const called = ownMember(module?.module_calls ?? {}, name);
      if (!isLocal(called?.source)) return call && { ...call, address };
      folder = below(folder, called.source);
      module = called.module;
    }
    const place = headsOf(folder).get(resource) ?? call;
    return place && { ...place, address };
  };
};
