import { expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/gcp/facts/inventory.ts';
import { levelOf, serviceOf } from '../../../../connectors/gcp/iam/levels.ts';
import {
  knownPermissions,
  permissionsOfService,
  predefinedRole,
} from '../../../../connectors/gcp/iam/predefined-roles.ts';
import { rolesOf } from '../../../../connectors/gcp/iam/role.ts';
import { levelName } from '../../../../src/model/level.ts';
import { record } from '../support.ts';

/** https://cloud.google.com/iam/docs/permissions-reference */
const levels = {
  control: [
    'storage.buckets.setIamPolicy',
    'iam.serviceAccounts.getAccessToken',
    'iam.serviceAccounts.actAs',
  ],
  // What they give is what the service holds.
  read: [
    ...['alloydb.instances.executeSql', 'apikeys.keys.getKeyString', 'artifactregistry.files.download'],
    ...['artifactregistry.repositories.downloadArtifacts', 'bigquery.jobs.getData'],
    ...['bigquery.rowAccessPolicies.getFilteredData', 'bigquery.tables.export', 'bigquery.tables.getData'],
    ...['bigtable.tables.readRows', 'cloudfunctions.functions.sourceCodeGet'],
    ...['cloudkms.cryptoKeyVersions.useToDecrypt', 'cloudsql.instances.export', 'container.configMaps.get'],
    ...[
      'container.secrets.get',
      'container.secrets.list',
      'datastore.databases.export',
      'datastore.entities.get',
    ],
    ...['datastore.entities.list', 'firebasedatabase.instances.get', 'logging.logEntries.list'],
    ...['pubsub.subscriptions.consume', 'redis.instances.export', 'redis.instances.getAuthString'],
    ...['secretmanager.versions.access', 'spanner.databases.read', 'spanner.databases.select'],
    'storage.objects.get',
  ],
  view: [
    ...[
      'get',
      'getIamPolicy',
      'list',
      'search',
      'query',
      'checkAccess',
      'viewUsage',
      'lookup',
      'describe',
      'read',
    ],
    ...[
      'fetchHistory',
      'browse',
      'aggregateList',
      'aggregatedList',
      'report',
      'export',
      'download',
      'inspect',
    ],
    ...['monitor', 'watch', 'testIamPermissions', 'validate', 'verify', 'analyze', 'usePrivate', 'GET'],
  ].map((verb) => `service.things.${verb}`),
  write: [
    'create',
    'delete',
    'update',
    'usePrivateKey',
    'use',
    'forget',
    'unlist',
    'setIamPolicies',
    'start',
  ].map((verb) => `service.things.${verb}`),
};

test.each(Object.entries(levels))('permissions of level %s', (level, permissions) => {
  expect(permissions.filter((permission) => levelName(levelOf(permission)) !== level)).toEqual([]);
});

test('the service of a permission, as Google shows it', () => {
  expect(['storage.objects.get', 'iam.googleapis.com/workloadIdentityPools.get'].map(serviceOf)).toEqual([
    'storage',
    'iam',
  ]);
});

test('predefined roles are unpacked as they were packed', () => {
  const role = predefinedRole('roles/storage.objectViewer')!;
  expect([role.name, role.title, predefinedRole('roles/storage.objectViewer') === role]).toEqual([
    'roles/storage.objectViewer',
    'Storage Object Viewer',
    true,
  ]);
  expect(role.permissions()).toEqual([
    'resourcemanager.projects.get',
    'resourcemanager.projects.list',
    'storage.folders.get',
    'storage.folders.list',
    'storage.managedFolders.get',
    'storage.managedFolders.list',
    'storage.objects.get',
    'storage.objects.list',
  ]);
  const owner = predefinedRole('roles/owner')!;
  expect(knownPermissions().filter(owner.has)).toEqual(owner.permissions());
  expect(owner.has('storage.objects')).toBe(false);
});

test('how many permissions of a service there are', () => {
  const ofStorage = knownPermissions().filter((permission) => permission.startsWith('storage.')).length;
  expect(ofStorage).toBeGreaterThan(40);
  expect(['storage', 'nosuch'].map(permissionsOfService)).toEqual([ofStorage, 0]);
});

test('roles of the estate as they were read, and those that Google publishes', () => {
  const reader = createInventoryReader();
  const own = (name: string, part: object) =>
    reader.add(record('gcp.role', name, { name, ...part } as never));
  own('projects/shop/roles/deployer', {
    title: 'Deployer',
    includedPermissions: ['run.services.update', 'iam.serviceAccounts.actAs', 'run.services.update'],
  });
  own('projects/shop/roles/untitled', { includedPermissions: [] });
  own('projects/shop/roles/gone', { includedPermissions: ['run.services.update'], deleted: true });
  own('projects/shop/roles/short', { title: 'without its permissions' });
  own('roles/viewer', { title: 'mine', includedPermissions: ['run.services.update'] });
  own('roles/newer.than', { title: 'Newer', includedPermissions: ['run.services.get'] });
  const roles = rolesOf(reader.finish());
  const told = (name: string) => {
    const { has, permissions, ...role } = roles.of(name);
    const all = permissions();
    expect([all.every(has), has('no.such.thing')]).toEqual([true, false]);
    return { ...role, permissions: all.length > 3 ? 'many' : all };
  };
  expect(
    ['deployer', 'untitled', 'gone', 'short', 'nowhere']
      .map((name) => `projects/shop/roles/${name}`)
      .concat(
        'roles/viewer',
        'roles/viewer_withcond_0af3',
        'roles/viewer_withcond_x',
        'roles/newer.than',
        'x/roles/viewer',
      )
      .map(told),
  ).toEqual([
    {
      ...{ name: 'projects/shop/roles/deployer', title: 'Deployer', predefined: false, read: true },
      permissions: ['iam.serviceAccounts.actAs', 'run.services.update'],
    },
    {
      ...{ name: 'projects/shop/roles/untitled', title: 'projects/shop/roles/untitled', predefined: false },
      ...{ read: true, permissions: [] },
    },
    {
      ...{ name: 'projects/shop/roles/gone', title: 'projects/shop/roles/gone', predefined: false },
      ...{ read: true, permissions: [] },
    },
    ...['short', 'nowhere'].map((name) => ({
      ...{ name: `projects/shop/roles/${name}`, title: `projects/shop/roles/${name}`, predefined: false },
      ...{ read: false, permissions: [] },
    })),
    { name: 'roles/viewer', title: 'Viewer', predefined: true, read: true, permissions: 'many' },
    { name: 'roles/viewer', title: 'Viewer', predefined: true, read: true, permissions: 'many' },
    {
      ...{ name: 'roles/viewer_withcond_x', title: 'roles/viewer_withcond_x', predefined: true },
      ...{ read: false, permissions: [] },
    },
    {
      ...{ name: 'roles/newer.than', title: 'Newer', predefined: false, read: true },
      permissions: ['run.services.get'],
    },
    { name: 'x/roles/viewer', title: 'x/roles/viewer', predefined: false, read: false, permissions: [] },
  ]);
  expect(roles.unread()).toEqual([
    'projects/shop/roles/nowhere',
    'projects/shop/roles/short',
    'roles/viewer_withcond_x',
    'x/roles/viewer',
  ]);
});
