import { readFileSync } from 'node:fs';
import { once } from '../../../src/model/once.ts';
import type { PermissionEntry, Role } from './role.ts';

/**
 * Built-in roles of Azure, for estates whose role definitions were not read. Where they were, those count.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
interface StoredRoles {
  readonly source: string;
  readonly namespaces: readonly (readonly [namespace: string, names: string])[];
  readonly conditions: readonly string[];
  readonly roles: readonly StoredRole[];
}
type StoredRole = readonly [id: string, name: string, entries: readonly StoredEntry[]];
type StoredEntry = readonly [
  actions: readonly number[],
  notActions: readonly number[],
  dataActions: readonly number[],
  notDataActions: readonly number[],
  condition?: number,
];

const load = (): ReadonlyMap<string, Role> => {
  const file = readFileSync(new URL('./data/built-in-roles.generated.json', import.meta.url), 'utf8');
  const { namespaces, conditions, roles } = JSON.parse(file) as StoredRoles;
  const actions = namespaces.flatMap(([namespace, names]) =>
    names
      .toLowerCase()
      .split('|')
      .map((name) => (namespace === '' ? name : `${namespace.toLowerCase()}/${name}`)),
  );
  const named = (places: readonly number[]): readonly string[] => places.map((place) => actions[place]!);
  const entryOf = ([some, not, data, notData, condition]: StoredEntry): PermissionEntry => ({
    actions: named(some),
    notActions: named(not),
    dataActions: named(data),
    notDataActions: named(notData),
    ...(condition === undefined ? {} : { condition: conditions[condition]! }),
  });
  return new Map(
    roles.map(([id, name, entries]) => [
      id,
      { id, name, builtIn: true, entries: entries.map(entryOf), assignableScopes: [] },
    ]),
  );
};

/** By guid, lower case. */
export const builtInRoles = once(load);
