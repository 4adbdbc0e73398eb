import { type LevelRank, levelRank } from '../../../src/model/level.ts';
import { controlPermissions } from '../techniques/index.ts';
import { predefinedRole } from './predefined-roles.ts';

/**
 * Levels of permissions, by the last part of their name (`service.resource.verb`):
 *
 * | permission | level |
 * |---|---|
 * | `setIamPolicy`; a permission of a technique that needs no other | control |
 * | one that gives what a service holds: `secretmanager.versions.access`, `storage.objects.get`, `getData`, `readRows` … | read |
 * | `get`, `list`, `getIamPolicy`, `search`, `query`, `check…`, `verify…`, `view…`; `usePrivate` (own saved queries) | view |
 * | what else is in the role Viewer, of actions that do not change anything: `predict`, `execute` of a query … | view |
 * | all others | write |
 *
 * https://cloud.google.com/iam/docs/permissions-reference, https://cloud.google.com/iam/docs/roles-overview#basic
 */
const reading: ReadonlySet<string> = new Set([
  'alloydb.instances.executeSql',
  'apikeys.keys.getKeyString',
  'artifactregistry.files.download',
  'artifactregistry.repositories.downloadArtifacts',
  'bigquery.jobs.getData',
  'bigquery.rowAccessPolicies.getFilteredData',
  'bigquery.tables.export',
  'bigquery.tables.getData',
  'bigtable.tables.readRows',
  'cloudfunctions.functions.sourceCodeGet',
  'cloudkms.cryptoKeyVersions.useToDecrypt',
  'cloudsql.instances.export',
  'container.configMaps.get',
  'container.secrets.get',
  'container.secrets.list',
  'datastore.databases.export',
  'datastore.entities.get',
  'datastore.entities.list',
  'firebasedatabase.instances.get',
  'logging.logEntries.list',
  'pubsub.subscriptions.consume',
  'redis.instances.export',
  'redis.instances.getAuthString',
  'secretmanager.versions.access',
  'spanner.databases.read',
  'spanner.databases.select',
  'storage.objects.get',
]);

const viewing =
  /^(?:get|list|search|query|check|view|lookup|describe|read|fetch|browse|aggregated?list|report|export|download|inspect|monitor|watch|test|validate|verify|analyze|usePrivate$)/i;

export const levelOf = (permission: string): LevelRank => {
  const verb = permission.slice(permission.lastIndexOf('.') + 1);
  if (verb === 'setIamPolicy' || controlPermissions.has(permission)) return levelRank.control;
  if (reading.has(permission)) return levelRank.read;
  return viewing.test(verb) || predefinedRole('roles/viewer')!.has(permission)
    ? levelRank.view
    : levelRank.write;
};

/** Of permissions that Google shows under its name: `iam.googleapis.com/workloadIdentityPools.get` is of `iam`. */
export const serviceOf = (permission: string): string => permission.slice(0, permission.indexOf('.'));
