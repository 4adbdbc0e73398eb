/**
 * Writes `connectors/azure/directory/data/built-in-roles.generated.json` from a list of the role definitions of Entra, as
 * `GET /roleManagement/directory/roleDefinitions` gives them or as Cloud-Architekt/AzurePrivilegedIAM (MIT) keeps them
 * (`Classification/Classification_EntraIdDirectoryRoles.json`), with the file's own revision:
 *
 *     node scripts/make-entra-roles.ts FILE REVISION
 *
 * Only ids, names and actions are taken.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface GraphRole {
  readonly templateId?: string;
  readonly displayName?: string;
  readonly isPrivileged?: boolean | null;
  readonly rolePermissions?: readonly { readonly allowedResourceActions?: readonly string[] }[];
}
interface ListedRole {
  readonly RoleId?: string;
  readonly RoleName?: string;
  readonly RolePermissions?: readonly { readonly AuthorizedResourceAction?: string | null }[] | null;
}

const target = new URL('../connectors/azure/directory/data/built-in-roles.generated.json', import.meta.url);
const [file, revision] = process.argv.slice(2);
if (file === undefined || revision === undefined) throw new Error('usage: make-entra-roles.ts FILE REVISION');

const list = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as readonly (GraphRole &
  ListedRole)[];
const roles = list
  .map(({ templateId, displayName, isPrivileged, rolePermissions, RoleId, RoleName, RolePermissions }) => ({
    id: (templateId ?? RoleId)!.toLowerCase(),
    name: (displayName ?? RoleName)!,
    isPrivileged: isPrivileged === true,
    actions: [
      ...(rolePermissions ?? []).flatMap(({ allowedResourceActions }) => allowedResourceActions ?? []),
      ...(RolePermissions ?? []).flatMap(({ AuthorizedResourceAction }) => AuthorizedResourceAction ?? []),
    ],
  }))
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Names by what stands before the first slash, so that it is written once; an action is its place in all of them. */
const byNamespace = Map.groupBy(new Set(roles.flatMap(({ actions }) => actions)), (action) =>
  action.slice(0, action.indexOf('/')),
);
const namespaces = [...byNamespace]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([namespace, same]) =>
      [namespace, same.map((action) => action.slice(namespace.length + 1)).sort()] as const,
  );
const places = new Map<string, number>();
for (const [namespace, names] of namespaces)
  for (const name of names) places.set(`${namespace}/${name}`, places.size);

const lines = (items: readonly unknown[]): string => items.map((item) => JSON.stringify(item)).join(',\n');
writeFileSync(
  target,
  `{"source":${JSON.stringify(`built-in roles of Microsoft Entra, ${roles.length}, ${revision}`)},"namespaces":[${lines(
    namespaces.map(([namespace, names]) => [namespace, names.join('|')]),
  )}],
"roles":[${lines(
    roles.map(({ id, name, isPrivileged, actions }) => [
      id,
      name,
      isPrivileged ? 1 : 0,
      actions.map((action) => places.get(action)!).sort((a, b) => a - b),
    ]),
  )}]}
`,
);
