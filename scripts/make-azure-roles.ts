/**
 * Writes `connectors/azure/rbac/data/built-in-roles.generated.json` from the output of
 * `az role definition list --custom-role-only false` (plain or as Azure's REST API has it), with the file's own revision:
 *
 *     node scripts/make-azure-roles.ts FILE REVISION
 *
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Permission {
  readonly actions?: readonly string[] | null;
  readonly notActions?: readonly string[] | null;
  readonly dataActions?: readonly string[] | null;
  readonly notDataActions?: readonly string[] | null;
  readonly condition?: string | null;
}
interface Role {
  readonly name: string;
  readonly roleName: string;
  readonly roleType: string;
  readonly permissions: readonly Permission[];
}

const target = new URL('../connectors/azure/rbac/data/built-in-roles.generated.json', import.meta.url);
const [file, revision] = process.argv.slice(2);
if (file === undefined || revision === undefined) throw new Error('usage: make-azure-roles.ts FILE REVISION');

const roles = (JSON.parse(readFileSync(file, 'utf8')) as readonly Role[])
  .filter(({ roleType }) => roleType === 'BuiltInRole')
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));
const lists = ({ actions, notActions, dataActions, notDataActions }: Permission) =>
  [actions, notActions, dataActions, notDataActions].map((list) => list ?? []);

/** Names by what stands before the first slash, so that it is written once; an action is its place in all of them. */
const byNamespace = new Map<string, Set<string>>();
for (const action of roles.flatMap(({ permissions }) => permissions.flatMap(lists).flat())) {
  const slash = action.indexOf('/');
  const namespace = slash < 0 ? '' : action.slice(0, slash);
  const names = byNamespace.get(namespace) ?? new Set();
  byNamespace.set(namespace, names.add(action.slice(slash + 1)));
}
const namespaces = [...byNamespace]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([namespace, names]) => [namespace, [...names].sort().join('|')] as const);
const places = new Map<string, number>();
for (const [namespace, names] of namespaces)
  for (const name of names.split('|'))
    places.set(namespace === '' ? name : `${namespace}/${name}`, places.size);

const conditions = [
  ...new Set(roles.flatMap(({ permissions }) => permissions.flatMap(({ condition }) => condition ?? []))),
].sort();
const rows = roles.map(({ name, roleName, permissions }) => [
  name.toLowerCase(),
  roleName,
  permissions.map((permission) => [
    ...lists(permission).map((list) => list.map((action) => places.get(action)!)),
    ...(permission.condition == null ? [] : [conditions.indexOf(permission.condition)]),
  ]),
]);
const source = `built-in role definitions of Microsoft Azure (az role definition list), ${revision}`;
writeFileSync(
  target,
  `${JSON.stringify({ source, namespaces, conditions, roles: rows }).replaceAll('],["', '],\n["')}\n`,
);
