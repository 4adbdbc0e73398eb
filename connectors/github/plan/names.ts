import { ownMember } from '../../../src/model/own-member.ts';
import type { ReaderView, Who } from '../../../src/plan/identity-reader.ts';
import type { Origin, Plan, PlannedResource } from '../../../src/plan/planned-resource.ts';

/** Who is called what in one plan: resources name repositories and teams by name, number or node id. */
interface Names {
  /** Organisation, by configuration of the provider. */
  readonly owners: ReadonlyMap<string, string>;
  /** `repository R_kgDO…`, `team 123` → name. */
  readonly byId: ReadonlyMap<string, string>;
  /** Repositories that the plan deletes: what guarded them needs no mention. */
  readonly deleted: ReadonlySet<string>;
  /** Repositories by their name before the change: what they are called after it. */
  readonly renamed: ReadonlyMap<string, string>;
}

const cache = new WeakMap<Plan, Names>();
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

const idAttributes: Readonly<Record<string, readonly string[]>> = {
  github_repository: ['node_id', 'repo_id', 'id'],
  github_team: ['id', 'node_id', 'slug'],
};

const namesOf = (plan: Plan): Names => {
  const known = cache.get(plan);
  if (known !== undefined) return known;
  const owners = new Map<string, string>();
  const byId = new Map<string, string>();
  const deleted = new Set<string>();
  const renamed = new Map<string, string>();
  for (const { type, providerKey, mode, before, after } of plan.resources) {
    const attributes = ownMember(idAttributes, type);
    if (attributes === undefined) continue;
    const kind = type.slice('github_'.length);
    for (const values of [before, after]) {
      const name = text(values?.name);
      if (name === undefined) continue;
      const [owner, rest] = text(values?.full_name)?.split('/') ?? [];
      if (rest !== undefined) owners.set(providerKey, owner!);
      for (const attribute of attributes) {
        const id = text(values?.[attribute]);
        if (id !== undefined) byId.set(`${kind} ${id}`, name);
      }
    }
    const gone = text(before?.name);
    const now = text(after?.name);
    if (kind === 'repository' && gone !== undefined && now !== undefined && gone !== now)
      renamed.set(gone, now);
    if (kind === 'repository' && mode === 'managed' && gone !== undefined && after === undefined)
      deleted.add(gone);
  }
  const names = { owners, byId, deleted, renamed };
  cache.set(plan, names);
  return names;
};

/** The organisation; where the plan does not tell, the configuration of the provider stands for it. */
export const ownerOf = ({ providerKey }: PlannedResource, { plan }: ReaderView): string =>
  namesOf(plan).owners.get(providerKey) ?? providerKey;

export const repositoryName = (text: string, { plan, side }: ReaderView): string => {
  const { byId, renamed } = namesOf(plan);
  const name = (byId.get(`repository ${text}`) ?? text).split('/').at(-1)!;
  return side === 'after' ? (renamed.get(name) ?? name) : name;
};

export const teamName = (text: string, { plan }: ReaderView): string =>
  namesOf(plan).byId.get(`team ${text}`) ?? text;

export const isDeletedRepository = (name: string, { plan }: ReaderView): boolean =>
  namesOf(plan).deleted.has(name);

/** Repositories and teams stand as their names, whichever id another resource takes of them. */
export const attributeOf = ({ resource }: Origin, view: ReaderView): string | undefined =>
  Object.hasOwn(idAttributes, resource.type) ? text(view.valuesOf(resource)?.name) : undefined;

/** An identity of an organisation: `octo/deploy-key/app/ci`. */
export const who = (
  resource: PlannedResource,
  view: ReaderView,
  kind: string,
  name: string,
  nature?: Who['nature'],
): Who => {
  const scope = ownerOf(resource, view);
  return {
    id: `github:${scope}/${kind}/${name}`,
    kind,
    scope,
    name,
    ...(nature === undefined ? {} : { nature }),
  };
};

export const repositoryPattern = (resource: PlannedResource, name: string, view: ReaderView): string =>
  `${ownerOf(resource, view)}/${name}`;
