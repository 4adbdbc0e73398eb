import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  assignment,
  custom,
  customRole,
  groupPath,
  identityPath,
  idOf,
  managedIdentity,
  otherGroupPath,
  resource,
  role,
  servicePrincipal,
  wayBetween,
} from '../support.ts';

const registryPath = `${groupPath}/providers/Microsoft.ContainerRegistry/registries/shop`;
const registry = resource('Microsoft.ContainerRegistry/registries', 'shop', [], { identity: null });
const acrPush = '8311e382-0749-4cb8-b61a-304f252e45ec';
const acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d';
const running = (type: string, ...images: readonly string[]): SnapshotRecord =>
  resource(type, 'web', ['ids'], { settings: { images: [...images] } });
const app = (...images: readonly string[]): SnapshotRecord =>
  running('Microsoft.App/containerApps', ...images);
const start = [servicePrincipal('bot'), ...managedIdentity('ids'), registry];
const push = assignment('bot', acrPush, registryPath);
const anew = (image: string): string => `it pulls ${image} anew by its tag`;

describe('whoever replaces the image of a workload becomes what it carries', () => {
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['by its latest tag', [push, app('shop.azurecr.io/web:latest')], anew('shop.azurecr.io/web:latest')],
    ['without a tag', [push, app('shop.azurecr.io/web')], anew('shop.azurecr.io/web')],
    ['by a digest', [push, app(`shop.azurecr.io/web@sha256:${'a'.repeat(64)}`)], 'no way'],
    ['by a tag and a digest', [push, app(`shop.azurecr.io/web:1@sha256:${'a'.repeat(64)}`)], 'no way'],
    [
      'of a second container',
      [push, app('docker.io/nginx:1', 'shop.azurecr.io/web:2')],
      anew('shop.azurecr.io/web:2'),
    ],
    ['from elsewhere', [push, app('docker.io/nginx:latest')], 'no way'],
    ['from another registry', [push, app('shop2.azurecr.io/web:latest')], 'no way'],
    ['as a label of another address', [push, app('shop.azurecr.io.evil.example/web:latest')], 'no way'],
    [
      'by a role that pulls',
      [assignment('bot', acrPull, registryPath), app('shop.azurecr.io/web:latest')],
      'no way',
    ],
    [
      'by a role somewhere else',
      [assignment('bot', acrPush, otherGroupPath), app('shop.azurecr.io/web:latest')],
      'no way',
    ],
    [
      'by an import',
      [
        customRole(custom, { actions: ['Microsoft.ContainerRegistry/registries/importImage/action'] }),
        assignment('bot', custom, groupPath),
        app('shop.azurecr.io/web:1'),
      ],
      anew('shop.azurecr.io/web:1'),
    ],
    [
      'of a web app',
      [push, running('Microsoft.Web/sites', 'DOCKER|shop.azurecr.io/web:latest')],
      anew('shop.azurecr.io/web:latest'),
    ],
    ['of a web app that runs code', [push, running('Microsoft.Web/sites', 'NODE|20-lts')], 'no way'],
    [
      'of a container group',
      [push, running('Microsoft.ContainerInstance/containerGroups', 'shop.azurecr.io/job:2')],
      anew('shop.azurecr.io/job:2'),
    ],
  ])('%s', (_, records, expected) => {
    expect(wayBetween([...start, ...records], 'bot', 'ids')).toBe(expected);
  });
});

describe('of a cluster nobody reads what its pods run', () => {
  const cluster = resource('Microsoft.ContainerService/managedClusters', 'aks', [], {
    kubeletIdentity: { resourceId: identityPath('ids'), objectId: idOf('ids'), clientId: idOf('c ids') },
    settings: { localAccountsDisabled: true, clusterRoles: true },
  });
  test.each<[string, readonly SnapshotRecord[], string]>([
    [
      'its nodes pull from the registry',
      [push, assignment('ids', acrPull, registryPath)],
      'a pod of the cluster runs an image of the registry by its tag',
    ],
    ['its nodes pull from nowhere', [push], 'no way'],
    ['its nodes pull from another', [push, assignment('ids', acrPull, `${registryPath}2`)], 'no way'],
    [
      'somebody who only reads it',
      [assignment('bot', role.reader, groupPath), assignment('ids', acrPull, registryPath)],
      'no way',
    ],
  ])('%s', (_, records, expected) => {
    expect(wayBetween([...start, cluster, ...records], 'bot', 'ids')).toBe(expected);
  });
});
