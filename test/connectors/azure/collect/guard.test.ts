import { describe, expect, test } from 'vitest';
import { azureCalls } from '../../../../connectors/azure/collect/calls.ts';
import { cloudOf } from '../../../../connectors/azure/collect/environment.ts';
import { guardRequest } from '../../../../connectors/azure/collect/guard.ts';
import { azurePermissions } from '../../../../connectors/azure/collect/permissions.ts';
import { azureLive } from '../../../../connectors/azure/live.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { azureOracle } from '../../../support/azure-oracle.ts';

const cloud = cloudOf();
const arm = 'https://management.azure.com';
const graph = 'https://graph.microsoft.com';
const query = azureCalls.find(({ kql }) => kql !== undefined)!;
const resources = `${arm}/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01`;

const guard = (method: string, url: string, body?: unknown) =>
  guardRequest(cloud, { method, url, body: body === undefined ? undefined : JSON.stringify(body) });

describe('the guard refuses', () => {
  test.each([
    ['PUT', `${graph}/v1.0/applications/1`],
    ['PATCH', `${graph}/v1.0/applications/1`],
    ['DELETE', `${graph}/v1.0/applications/1`],
    ['POST', `${graph}/v1.0/applications`],
    ['POST', `${graph}/v1.0/applications/1/addPassword`],
    ['POST', `${graph}/v1.0/directoryObjects/getByIds`],
    ['GET', `${graph}/v1.0/applications/1`],
    ['GET', `${graph}/v1.0/me/messages`],
    ['GET', `${graph}/v1.0/applications/1/../../users/1/messages`],
    ['GET', `${graph}/v1.0/users/1/messages`],
    ['GET', `${graph}/subscriptions?api-version=2022-12-01`],
    ['GET', `${arm}/v1.0/applications`],
    ['GET', 'https://evil.example/v1.0/applications'],
    ['GET', 'http://graph.microsoft.com/v1.0/applications'],
    ['GET', 'https://graph.microsoft.com@evil.example/v1.0/applications'],
    ['GET', 'https://u:p@graph.microsoft.com/v1.0/applications'],
    ['GET', 'https://graph.microsoft.us/v1.0/applications'],
    ['PUT', `${arm}/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/r`],
    ['GET', `${arm}/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/r`],
    ['POST', `${arm}/subscriptions/s/providers/Microsoft.Storage/storageAccounts/a/listKeys`],
    ['POST', `${arm}/providers/Microsoft.Authorization/elevateAccess`],
    ['POST', `${arm}/batch?api-version=2020-06-01`],
    ['GET', `${arm}/subscriptions/s/resources`],
  ])('%s %s', (method, url) => {
    expect(() => guard(method, url, {})).toThrow(/read-only guard/);
  });

  test.each<[string, unknown]>([
    ['no body', undefined],
    ['another text', { query: 'resources' }],
    ['ours with more in it', { query: `${query.kql} | union x` }],
    ['other members', { query: query.kql, facets: [] }],
    ['no object', 'x'],
  ])('a query of Resource Graph with %s', (_, body) => {
    expect(() => guard('POST', resources, body)).toThrow(/read-only guard/);
  });

  const item = { id: '1', method: 'GET', url: '/applications' };
  test.each<[string, unknown]>([
    ['a DELETE', [{ ...item, method: 'DELETE' }]],
    ['a method in other letters', [{ ...item, method: 'get' }]],
    ['a body', [{ ...item, body: {} }]],
    ['a header of its own', [{ ...item, headers: { 'X-HTTP-Method-Override': 'DELETE' } }]],
    ['another path', [item, { ...item, id: '2', url: '/me/messages' }]],
    ['a path that leads up', [{ ...item, url: '/applications/../me/messages' }]],
    ['another host', [{ ...item, url: 'https://evil.example/applications' }]],
    ['another host without a scheme', [{ ...item, url: '//evil.example/applications' }]],
    ['what waits for others', [{ ...item, dependsOn: ['0'] }]],
    ['nothing in it', []],
    ['21 requests', Array.from({ length: 21 }, (_, at) => ({ ...item, id: String(at) }))],
    ['no list', { 0: item }],
    ['no objects', [null]],
  ])('a $batch with %s', (_, requests) => {
    expect(() => guard('POST', `${graph}/v1.0/$batch`, { requests })).toThrow(/read-only guard/);
  });

  test('a $batch elsewhere, or with options', () => {
    const body = { requests: [item] };
    for (const url of [`${graph}/v2.0/$batch`, `${arm}/v1.0/$batch`, `${graph}/v1.0/$batch?x=1`])
      expect(() => guard('POST', url, body)).toThrow(/read-only guard/);
    expect(() => guard('POST', `${graph}/v1.0/$batch`, { ...body, x: 1 })).toThrow(/read-only guard/);
  });
});

describe('the guard knows', () => {
  test.each([
    ['GET', `${graph}/v1.0/applications?$top=999`, 'GET /v1.0/applications'],
    [
      'GET',
      `${graph}/v1.0/applications?$filter=federatedIdentityCredentials/$count%20ne%200`,
      'GET /v1.0/applications (with federated credentials)',
    ],
    ['GET', `${graph}/v1.0/groups?$filter=id%20in%20('a')`, 'GET /v1.0/groups (that hold something)'],
    [
      'GET',
      `${arm}/subscriptions/s/resourceGroups/g/providers/Microsoft.Authorization/denyAssignments?api-version=x`,
      'GET {scope}/providers/Microsoft.Authorization/denyAssignments',
    ],
  ])('%s %s', (method, url, call) => {
    expect(guard(method, url).call.id).toBe(call);
  });

  test('what is in a $batch', () => {
    const requests = [
      { id: '1', method: 'GET', url: '/applications/a/federatedIdentityCredentials' },
      { id: '2', method: 'GET', url: '/reports/servicePrincipalSignInActivities?$top=999' },
    ];
    expect(guard('POST', `${graph}/beta/$batch`, { requests }).inner.map(({ id }) => id)).toEqual([
      'GET /beta/applications/{id}/federatedIdentityCredentials',
      'GET /beta/reports/servicePrincipalSignInActivities',
    ]);
    // Its twin of v1.0 is none of ours.
    expect(() => guard('POST', `${graph}/v1.0/$batch`, { requests })).toThrow(/read-only guard/);
  });

  test('nothing but reads, queries of Resource Graph, and the $batch', () => {
    const others = azureCalls.filter(({ id, kql }) => !id.startsWith('GET ') && kql === undefined);
    expect(others.map(({ id }) => id)).toEqual(['POST $batch']);
    // No operator that writes: the language has none, and ours none that reads elsewhere.
    for (const { kql = '' } of azureCalls) expect(kql).not.toMatch(/externaldata|evaluate|;/i);
  });
});

describe('the permissions', () => {
  test('are reads alone', () => {
    const { role, graphPermissions } = azurePermissions();
    expect(role.Actions).toEqual(['*/read']);
    expect(role.DataActions).toEqual([]);
    expect(graphPermissions.length).toBeGreaterThan(5);
    for (const name of graphPermissions) expect(name).toMatch(/\.Read(?:\.|$)/);
  });

  test('cover every call of the table, each with the id that a manifest takes', () => {
    const { manifest, graphPermissions } = azurePermissions();
    const needed = azureCalls
      .filter(({ host }) => host === 'graph')
      .flatMap(({ permissions }) => permissions);
    expect([...new Set(needed)].sort()).toEqual(graphPermissions);
    const [graphAccess] = manifest.requiredResourceAccess;
    expect(graphAccess?.resourceAccess).toHaveLength(graphPermissions.length);
    const ids = graphAccess?.resourceAccess.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
  });

  test('are for the management group that is named', () => {
    expect(azureLive.permissions({ azureManagementGroup: 'prod' })).toMatchObject({
      role: { AssignableScopes: ['/providers/Microsoft.Management/managementGroups/prod'] },
    });
  });
});

describe('flags', () => {
  const open = (given: object) =>
    azureLive.open(given as never, {
      settings: defaultSettings,
      now: () => new Date(0),
      privilegedFirst: () => [],
    });
  test.each<[object, RegExp]>([
    [{ azureSubscription: ['Production'] }, /not the id of a subscription/],
    [{ azureTenant: 'contoso' }, /neither the id nor a domain/],
    [{ azureTenant: 'https://evil.example/x' }, /neither the id nor a domain/],
    [{ azureManagementGroup: "a' or 1" }, /not the name of a management group/],
    [{ azureCloud: 'Moon' }, /not the name of a cloud/],
  ])('%j is refused', (given, message) => {
    expect(() => open(given)).toThrow(message);
  });
  test.each<[object]>([
    [{}],
    [{ azureTenant: 'contoso.onmicrosoft.com' }],
    [{ azureSubscription: ['5aaaaaaa-0000-4000-8000-000000000001'], azureCloud: 'AzureChinaCloud' }],
  ])('%j is taken', (given) => {
    expect(open(given).collectedAt).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe("the fake's judge of Graph", () => {
  const { graphAddress, graphAnswer, armAnswer, armQuery } = azureOracle();
  test.each([
    [`${graph}/v1.0/applications?$select=createdOn`, /no createdOn to select/],
    [`${graph}/v1.0/applications?$expand=keys`, /no keys to expand/],
    [`${graph}/v1.0/apps`, /no root/],
    [`${graph}/v1.0/groups/1/people`, /nothing called people/],
    [`${graph}/v1.0/groups?$filter=name eq 'x'`, /no name to filter/],
    [`${graph}/v1.0/applications?$orderby=id`, /not known/],
  ])('finds what is wrong with %s', (url, wrong) => {
    expect(graphAddress(new URL(url)).join()).toMatch(wrong);
  });
  test.each<[unknown, RegExp]>([
    [{ value: [{ createdOn: 'x' }] }, /application has none/],
    [{ value: [{ createdDateTime: 'yesterday' }] }, /no time/],
    [{ value: [{ passwordCredentials: [{ secret: 'x' }] }] }, /passwordCredential has none/],
    [{ value: {} }, /no list/],
  ])('and with the answer %j', (body, wrong) => {
    expect(graphAnswer(new URL(`${graph}/v1.0/applications`), body).join()).toMatch(wrong);
  });
  test('and with answers and options of Azure', () => {
    expect(armAnswer('roleAssignments', { value: [{ properties: {} }] })).not.toEqual([]);
    expect(
      armAnswer('roleAssignmentScheduleInstances', { value: [{ properties: { endDateTime: 'x' } }] }),
    ).not.toEqual([]);
    expect(armQuery('denyAssignments', ['$top'])).toEqual(['$top']);
    expect(armQuery('roleDefinitions', ['$filter', 'api-version'])).toEqual([]);
  });
});
