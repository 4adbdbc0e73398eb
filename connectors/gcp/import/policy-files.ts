import { basename } from 'node:path';
import { isObject } from '../../../src/exports/checked.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { type Element, listOf, text } from './element.ts';

/** Policies as `get-iam-policy` writes them, which do not say of what they are. */

/** Bindings of a policy; with `--flatten` of gcloud it is one binding, and one member, an element. */
export const bindingsIn = ({ bindings }: Element): readonly unknown[] =>
  (isObject(bindings) ? [bindings] : listOf(bindings)).map((each) =>
    isObject(each) && typeof each.members === 'string' ? { ...each, members: [each.members] } : each,
  );

/** Names of files that say what is in them, and not whose. */
const nameless =
  /^(?:(?:iam|get|gcp|gcloud|policy|policies|bindings|projects?|output|export|result)[-_.]?)+$/;

const projectId = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

/** Projects whose accounts a policy names: their own, App Engine's, pods of their clusters. */
const projectsNamed = (bindings: readonly unknown[]): ReadonlySet<string> =>
  new Set(
    bindings
      .flatMap((binding) => (isObject(binding) ? listOf(binding.members) : []))
      .flatMap((member) => {
        const written = text(member);
        const [, id] =
          /^serviceAccount:[^@]+@([a-z][a-z0-9-]+)\.iam\.gserviceaccount\.com$/.exec(written) ??
          /^serviceAccount:([a-z][a-z0-9-]+)@appspot\.gserviceaccount\.com$/.exec(written) ??
          /^serviceAccount:([a-z][a-z0-9-]+)\.svc\.id\.goog\[/.exec(written) ??
          /^project(?:Owner|Editor|Viewer):([a-z][a-z0-9-]+)$/.exec(written) ??
          [];
        // Agents of Google live in projects of its own.
        return id === undefined || /^serviceAccount:service-\d+@/.test(written) ? [] : [id];
      }),
  );

/** What a policy is of. */
interface PolicyResource {
  readonly name: string;
  /** On what that rests, where nothing says it. */
  readonly supposed?: string;
}

/**
 * The resource of a policy, from the name of the file: an e-mail of an account, `organization-123`, `folder-123`, else the
 * project's id or number. A name that says nothing leaves the project whose accounts alone the policy names, which is supposed.
 */
export const resourceOfPolicy = (file: SourceFile, bindings: readonly unknown[]): PolicyResource => {
  const stem = basename(file.name).replace(/\.(?:json|ndjson|gz)\b.*$/i, '');
  const [email] = /[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com/.exec(stem) ?? [];
  if (email !== undefined)
    return { name: `projects/${/@([a-z0-9-]+)\.iam\./.exec(email)?.[1] ?? '-'}/serviceAccounts/${email}` };
  const [, kind, number] = /(organization|folder|org)s?[-_.]?(\d+)/i.exec(stem) ?? [];
  if (kind !== undefined)
    return { name: `${kind.toLowerCase() === 'folder' ? 'folders' : 'organizations'}/${number}` };
  if (/^\d{6,}$/.test(stem)) return { name: `projects/${stem}` };
  const named = projectsNamed(bindings);
  const words = stem.toLowerCase();
  // Where the name has the id of a project whose accounts the policy names, and beside it nothing but what the file is.
  const within = [...named].find((id) => {
    const at = words.indexOf(id);
    const rest = at < 0 ? '' : `${words.slice(0, at)} ${words.slice(at + id.length)}`;
    return at >= 0 && rest.split(/[^a-z0-9]+/).every((word) => word === '' || nameless.test(word));
  });
  if (within !== undefined) return { name: `projects/${within}` };
  const id = words
    .replace(/^(?:(?:projects?|iam|policy|get)[-_.]+)+/, '')
    .replace(/[-_.]+(?:get[-_.])?(?:iam[-_.]?)?(?:policy|bindings)$/, '');
  if (projectId.test(id) && !nameless.test(id)) return { name: `projects/${id}` };
  const [only] = named;
  if (only !== undefined && named.size === 1)
    return {
      name: `projects/${only}`,
      supposed: `taken for the policy of ${only}, the only project whose accounts it names: name the file after its resource if it is of another`,
    };
  throw new InputError(
    'nothing says which resource the policy is of',
    file.name,
    'Name the file after it (my-project.iam-policy.json, organization-123.json, folder-123.json), or give the output of: gcloud asset search-all-iam-policies',
  );
};
