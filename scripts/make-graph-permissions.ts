/**
 * Writes `connectors/azure/directory/data/graph-permissions.generated.json`: every application permission of Microsoft Graph,
 * whether it changes anything, and its id where that is published. From `permissions/new/permissions.json` and
 * `permissions/new/provisioningInfo.json` of microsoftgraph/microsoft-graph-devx-content (MIT), with their revision:
 *
 *     node scripts/make-graph-permissions.ts PERMISSIONS PROVISIONING REVISION
 *
 * https://learn.microsoft.com/graph/permissions-reference
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Permissions {
  readonly permissions: Readonly<
    Record<
      string,
      {
        readonly schemes: Readonly<Record<string, { readonly privilegeLevel?: number }>>;
        readonly pathSets?: readonly {
          readonly schemeKeys: readonly string[];
          readonly methods: readonly string[];
        }[];
      }
    >
  >;
}
interface Provisioning {
  readonly permissionDeployments: Readonly<
    Record<
      string,
      readonly {
        readonly id: string;
        readonly scheme: string;
        readonly environment: string;
        readonly resourceAppId: string;
      }[]
    >
  >;
}

const target = new URL(
  '../connectors/azure/directory/data/graph-permissions.generated.json',
  import.meta.url,
);
const [permissionsFile, provisioningFile, revision] = process.argv.slice(2);
if (permissionsFile === undefined || provisioningFile === undefined || revision === undefined)
  throw new Error('usage: make-graph-permissions.ts PERMISSIONS PROVISIONING REVISION');
const read = <Shape>(file: string): Shape =>
  JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Shape;
const { permissions } = read<Permissions>(permissionsFile);
const { permissionDeployments } = read<Provisioning>(provisioningFile);

/** Graph, and the directory behind it that exposes the same roles; empty: not said, which is Graph. */
const resources: ReadonlySet<string> = new Set([
  '',
  '00000003-0000-0000-c000-000000000000',
  '00000002-0000-0000-c000-000000000000',
]);
const idOf = (name: string): string =>
  (permissionDeployments[name] ?? []).find(
    ({ id, scheme, environment, resourceAppId }) =>
      scheme === 'Application' && environment.includes('public') && id !== '' && resources.has(resourceAppId),
  )?.id ?? '';

const rows = Object.entries(permissions)
  .filter(([, { schemes }]) => schemes.Application !== undefined)
  .map(([name, { schemes, pathSets }]) => {
    const writes =
      /write|fullcontrol|manage|send|create|delete|remove|invite/i.test(name) ||
      (schemes.Application!.privilegeLevel ?? 0) >= 4 ||
      (pathSets ?? []).some(
        ({ schemeKeys, methods }) =>
          schemeKeys.includes('Application') && methods.some((method) => /^(PUT|PATCH|DELETE)$/.test(method)),
      );
    return [name, idOf(name).toLowerCase(), writes ? 1 : 0] as const;
  })
  .toSorted(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  target,
  `{"source":${JSON.stringify(`application permissions of Microsoft Graph, ${rows.length}, ${revision}`)},"permissions":[\n${rows
    .map((row) => JSON.stringify(row))
    .join(',\n')}\n]}\n`,
);
