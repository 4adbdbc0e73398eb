import { describe, expect, test } from 'vitest';
import {
  azRa,
  azResource,
  azRole,
  azSp,
  carries,
  type Files,
  inGroup,
  inSubscription,
  type Json,
} from '../tenants/files.ts';
import { wayIn } from '../tenants/ways.ts';

/** Who decides which image a workload runs, by where it is pulled from. */
const registry = 'Microsoft.ContainerRegistry/registries';
const image = 'shop.azurecr.io/web:latest';
const anew = `it pulls ${image} anew by its tag`;
const path = `${inGroup}/providers/${registry}/shop`;
const guids = {
  AcrPush: '8311e382-0749-4cb8-b61a-304f252e45ec',
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'Container Registry Repository Writer': '2a1e307c-b015-4ebd-883e-5b7698a07328',
  'Container Registry Repository Reader': 'b93aa761-3e63-49ed-ac28-beffa264f7ac',
} as const;
const has = (role: keyof typeof guids, part: Json = {}): Json =>
  azRa('ci', role, path, {
    roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${guids[role]}`,
    ...part,
  });
const only = (repository: string): Json => ({
  conditionVersion: '2.0',
  condition: `((!(ActionMatches{'${registry}/repositories/content/write'})) OR (@Request[${registry}/repositories:name] StringEqualsIgnoreCase '${repository}'))`,
});
/** `az acr list`, or what a list of all kinds has of it. */
const acr = (part: Json): Files => ({ acr: [azResource(registry, 'shop', null, part)] });
const byRegistry = { adminUserEnabled: false, roleAssignmentMode: 'LegacyRegistryPermissions' };
const byRepository = { adminUserEnabled: false, roleAssignmentMode: 'AbacRepositoryPermissions' };
const app: Files = {
  app: [
    azResource('Microsoft.App/containerApps', 'web', carries('mi'), {
      properties: { template: { containers: [{ image, name: 'web' }] } },
    }),
  ],
};
const own = (...actions: readonly string[]): Files => ({
  roles: [azRole('own', { actions: actions.map((each) => `${registry}/${each}`) })],
  ra: [azRa('ci', 'own', inGroup)],
});

const ways: readonly (readonly [says: string, files: Files, way: string])[] = [
  ['AcrPush', { ra: [has('AcrPush')], ...acr(byRegistry) }, anew],
  ['AcrPush where repositories decide', { ra: [has('AcrPush')], ...acr(byRepository) }, 'no way'],
  [
    'a writer of repositories',
    { ra: [has('Container Registry Repository Writer')], ...acr(byRepository) },
    anew,
  ],
  [
    'a reader of repositories',
    { ra: [has('Container Registry Repository Reader')], ...acr(byRepository) },
    'no way',
  ],
  [
    'a writer where they decide nothing',
    { ra: [has('Container Registry Repository Writer')], ...acr(byRegistry) },
    'no way',
  ],
  ['AcrPull', { ra: [has('AcrPull')], ...acr(byRegistry) }, 'no way'],
  [
    'the administrator’s password',
    { ...own('listCredentials/action'), ...acr({ ...byRegistry, adminUserEnabled: true }) },
    anew,
  ],
  ['an administrator that is off', { ...own('listCredentials/action'), ...acr(byRegistry) }, 'no way'],
  [
    'an administrator that it switches on',
    { ...own('listCredentials/action', 'write'), ...acr(byRegistry) },
    anew,
  ],
  [
    'nothing tells of the administrator',
    { ...own('listCredentials/action'), ...acr({}) },
    `the account of the registry’s administrator is on; ${anew}`,
  ],
  [
    'a token of its own',
    { ...own('tokens/write', 'generateCredentials/action'), ...acr(byRepository) },
    anew,
  ],
  ['a token without its password', { ...own('tokens/write'), ...acr(byRepository) }, 'no way'],
  ['a build', { ...own('scheduleRun/action'), ...acr(byRegistry) }, anew],
  ['the list of builds', { ...own('runs/read', 'runs/listLogSasUrl/action'), ...acr(byRegistry) }, 'no way'],
];

describe('the image of a workload', () => {
  test.each(ways)('%s', (_, files, way) => {
    expect(wayIn({ sp: [azSp('ci')], ...app, ...files }, 'ci', 'mi')).toBe(way);
  });
  test('a writer of one repository', () => {
    const files = (repository: string): Files => ({
      sp: [azSp('ci')],
      ...app,
      ra: [has('Container Registry Repository Writer', only(repository))],
      ...acr(byRepository),
    });
    expect(wayIn(files('web'), 'ci', 'mi')).toBe(anew);
    expect(wayIn(files('other'), 'ci', 'mi')).toBe('no way');
  });
});
