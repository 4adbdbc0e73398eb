import type { TokenCredential } from '@azure/identity';
import { describe, expect, test } from 'vitest';
import { loadSdk } from '../../../../connectors/azure/collect/clients.ts';
import { cloudNames, cloudOf } from '../../../../connectors/azure/collect/environment.ts';
import { retryAfter } from '../../../../connectors/azure/collect/limits.ts';
import { fakeAzure } from '../../../support/azure-fake.ts';
import { subscriptionId } from '../../../support/azure-tenant.ts';
import { collectFrom, coverageOf, credential, ofKind } from './support.ts';

const sdk = await loadSdk();

/** What the package does by itself, so that a newer one that does otherwise is noticed. */
describe('@azure/arm-authorization by itself', () => {
  const clientOf = () => {
    const azure = fakeAzure();
    const client = new sdk.authorization.AuthorizationManagementClient(credential, subscriptionId, {
      httpClient: azure.httpClient,
      retryOptions: { maxRetries: 0 },
    } as object);
    return { azure, client };
  };
  const scope = `/subscriptions/${subscriptionId}`;
  const pages = async (
    list: { byPage: (settings?: object) => AsyncIterable<unknown> },
    settings?: object,
  ) => {
    for await (const page of list.byPage(settings)) return page;
    return;
  };

  test('sends two slashes where a scope begins with one', async () => {
    const { client } = clientOf();
    await expect(pages(client.roleAssignments.listForScope(scope))).rejects.toThrow('two slashes');
  });

  test('asks for role definitions by the version that hides conditions', async () => {
    const { client } = clientOf();
    await expect(pages(client.roleDefinitions.list(scope.slice(1)))).rejects.toThrow('2022-04-01');
  });

  test('knows no size of pages', async () => {
    const { client } = clientOf();
    await expect(
      pages(client.roleAssignments.listForScope(scope.slice(1)), { maxPageSize: 5 }),
    ).rejects.toThrow('maxPageSize is not supported');
  });
});

describe('what a scan makes of it', () => {
  test('no address has two slashes, each version is the one of the table, no list of assignments a filter', async () => {
    const { azure, coverage } = await collectFrom();
    const arm = azure.requests.filter(({ url }) => url.hostname === 'management.azure.com');
    expect(arm.filter(({ url }) => url.pathname.includes('//'))).toEqual([]);
    const versions = new Map(
      arm.map(({ url }) => [url.pathname.split('/').at(-1)!, url.searchParams.get('api-version')]),
    );
    expect(Object.fromEntries(versions)).toEqual({
      subscriptions: '2022-12-01',
      resources: '2022-10-01',
      roleAssignments: '2022-04-01',
      roleDefinitions: '2022-05-01-preview',
      denyAssignments: '2022-04-01',
      roleAssignmentScheduleInstances: '2020-10-01',
      roleEligibilityScheduleInstances: '2020-10-01',
      roleManagementPolicyAssignments: '2020-10-01',
    });
    // atScope() would leave out resource groups and resources.
    const filtered = arm.filter(
      ({ url, call }) => url.searchParams.has('$filter') && !/roleDefinitions$/.test(call),
    );
    expect(filtered).toEqual([]);
    expect(coverage.length).toBeGreaterThan(30);
  });

  test('lists of public keys are not asked for by $select', async () => {
    const { azure } = await collectFrom();
    const selects = azure.requests.map(({ url }) => url.searchParams.get('$select') ?? '');
    expect(selects.filter((each) => each.includes('keyCredentials'))).toEqual([]);
  });

  test('Graph is asked for 20 things at once at most', async () => {
    const { azure, inner, calls } = await collectFrom();
    const batches = calls.filter((call) => call === 'POST $batch').length;
    expect(azure.requests.filter((seen) => seen.inner)).toHaveLength(inner);
    expect(inner).toBeGreaterThan(batches);
    expect(inner).toBeLessThanOrEqual(batches * 20);
  });
});

describe.each(cloudNames)('the cloud %s', (name) => {
  test('its own hosts are asked, with tokens for them, and nothing else', async () => {
    const cloud = cloudOf(name);
    const scopes = new Set<string>();
    const seen: TokenCredential = {
      getToken: async (asked) => {
        for (const scope of [asked].flat()) scopes.add(scope);
        return { token: 'fake-token', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const { azure, coverage } = await collectFrom({ cloud }, { cloud: name, credential: seen });
    expect(new Set(azure.requests.map(({ url }) => url.origin))).toEqual(new Set([cloud.arm, cloud.graph]));
    expect(scopes).toEqual(new Set([`${cloud.arm}/.default`, `${cloud.graph}/.default`]));
    expect(coverageOf({ coverage } as never, 'GET /v1.0/applications')?.status).toBe('complete');
  });
});

test('a cloud that is none is refused, with those that there are', () => {
  expect(() => cloudOf('AzureMoonCloud')).toThrow(/not the name of a cloud/);
  expect(cloudOf('azureusgovernment').graph).toBe('https://graph.microsoft.us');
});

describe('limits', () => {
  test.each([
    ['7', 7000],
    ['0', 0],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 50_000],
    ['soon', undefined],
    [undefined, undefined],
    ['-1', undefined],
  ])('Retry-After %j', (value, expected) => {
    expect(retryAfter(value, 10_000)).toBe(expected);
  });

  test('with nothing left of the quota of Resource Graph the next query waits until it is renewed', async () => {
    const query = 'POST /providers/Microsoft.ResourceGraph/resources (hierarchy)';
    const { waits, azure, records } = await collectFrom({
      interject: (seen) =>
        seen.call === query
          ? {
              status: 200,
              headers: { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:00:05' },
              body: { totalRecords: 0, count: 0, data: [], facets: [], resultTruncated: 'false' },
            }
          : undefined,
    });
    expect(waits).toEqual([5000]);
    expect(azure.faults).toEqual([]);
    expect(records.length).toBeGreaterThan(20);
  });

  test('refused without a time, nothing is asked for a minute', async () => {
    const whole = await collectFrom();
    const slowed = await collectFrom({
      interject: ({ call, before }) =>
        call === 'GET /subscriptions' && before === 0 ? { status: 429, body: {} } : undefined,
    });
    expect(slowed.waits.filter((each) => each > 0)).toEqual([60_000]);
    expect(ofKind(slowed, 'azure.subscription')).toEqual(ofKind(whole, 'azure.subscription'));
  });
});
