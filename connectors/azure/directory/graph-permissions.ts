import { readFileSync } from 'node:fs';

/**
 * Application permissions of Microsoft Graph, all of them. Made by `scripts/make-graph-permissions.ts`, which says its source.
 * What leads on from them is in `graph-powers.ts`. https://learn.microsoft.com/graph/permissions-reference
 */
export interface GraphPermissionRow {
  /** As applications ask for it. */
  readonly name: string;
  /** Of the app role, lower case. Empty: not published; Graph's own list of app roles tells it by name. */
  readonly id: string;
  /** Whether it changes anything, or Microsoft counts it among the strongest. */
  readonly writes: boolean;
}

export const microsoftGraph = '00000003-0000-0000-c000-000000000000';

interface Stored {
  readonly permissions: readonly (readonly [name: string, id: string, writes: 0 | 1])[];
}

/** Ids that the file of all does not have, and that tenants show. */
const alsoKnown: ReadonlyMap<string, string> = new Map([
  ['DeviceManagementScripts.ReadWrite.All', '9255e99d-faf5-445e-bbf7-cb71482737c4'],
  ['Sites.FullControl.All', 'a82116e5-55eb-4c41-a434-62fe8a61c773'],
  ['Sites.Read.All', '332a536c-c7ef-4017-ab91-336970924f0d'],
  ['Sites.ReadWrite.All', '9492366f-7969-46a4-8d15-ed1a20078fff'],
]);

const load = (): readonly GraphPermissionRow[] => {
  const file = readFileSync(new URL('./data/graph-permissions.generated.json', import.meta.url), 'utf8');
  const rows = (JSON.parse(file) as Stored).permissions.map(([name, id, writes]) => ({
    name,
    id: id === '' ? (alsoKnown.get(name) ?? '') : id,
    writes: writes === 1,
  }));
  // Documented with the one below it, and in no file of all.
  return [
    ...rows,
    {
      name: 'ServicePrincipalEndpoint.ReadWrite.All',
      id: '89c8469c-83ad-45f7-8ff2-6e3d4285709e',
      writes: true,
    },
    {
      name: 'RoleManagementPolicy.ReadWrite.Directory',
      id: '31e08e0a-d3f7-4ca2-ac39-7343fb83e8ad',
      writes: true,
    },
    {
      name: 'RoleManagementPolicy.ReadWrite.AzureADGroup',
      id: 'b38dcc4d-a239-4ed6-aa84-6c65b284f97c',
      writes: true,
    },
  ];
};

export const graphPermissions: readonly GraphPermissionRow[] = load();

export const graphPermissionById: ReadonlyMap<string, GraphPermissionRow> = new Map(
  graphPermissions.filter(({ id }) => id !== '').map((row) => [row.id, row]),
);
