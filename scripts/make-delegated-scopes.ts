/**
 * Writes `connectors/azure/directory/data/delegated-scopes.generated.json`: every delegated permission of Microsoft Graph, and whether an
 * administrator has to consent to it. From `permissions/new/permissions.json` of microsoftgraph/microsoft-graph-devx-content (MIT),
 * with its revision:
 *
 *     node scripts/make-delegated-scopes.ts PERMISSIONS[.gz] REVISION
 *
 * https://learn.microsoft.com/graph/permissions-reference
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

interface Permissions {
  readonly permissions: Readonly<
    Record<
      string,
      { readonly schemes: { readonly DelegatedWork?: { readonly requiresAdminConsent?: boolean } } }
    >
  >;
}

const target = new URL('../connectors/azure/directory/data/delegated-scopes.generated.json', import.meta.url);
const [file, revision] = process.argv.slice(2);
if (file === undefined || revision === undefined)
  throw new Error('usage: make-delegated-scopes.ts PERMISSIONS REVISION');
const raw = readFileSync(file);
const { permissions } = JSON.parse(
  (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').replace(/^\uFEFF/, ''),
) as Permissions;
const rows = Object.entries(permissions)
  .flatMap(([name, { schemes }]) =>
    schemes.DelegatedWork === undefined
      ? []
      : [[name, schemes.DelegatedWork.requiresAdminConsent === true ? 1 : 0] as const],
  )
  .toSorted(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  target,
  `{"source":${JSON.stringify(`delegated permissions of Microsoft Graph, ${rows.length}, ${revision}`)},"scopes":[\n${rows
    .map((row) => JSON.stringify(row))
    .join(',\n')}\n]}\n`,
);
