import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gcpCalls } from '../../../../connectors/gcp/collect/calls.ts';
import { addressOf } from '../../../../connectors/gcp/collect/client.ts';
import { endpointFrom, nodesOf, usualEndpoint } from '../../../../connectors/gcp/collect/environment.ts';
import { createGuard } from '../../../../connectors/gcp/collect/guard.ts';
import { gcpPermissions } from '../../../../connectors/gcp/collect/permissions.ts';
import { shapes } from '../../../../connectors/gcp/collect/shapes.ts';
import { describedBy } from '../../../support/gcp-discovery.ts';

const guard = createGuard(usualEndpoint);
const roles = JSON.parse(readFileSync('connectors/gcp/iam/data/predefined-roles.generated.json', 'utf8')) as {
  readonly services: readonly (readonly [service: string, names: string])[];
};
const crm = 'https://cloudresourcemanager.googleapis.com';
const version = JSON.stringify({ options: { requestedPolicyVersion: 3 } });

/** Something for each place in a path. */
const sample = {
  node: 'organizations/1',
  account: 'projects/p1/serviceAccounts/a@p1.iam.gserviceaccount.com',
  pool: 'projects/1/locations/global/workloadIdentityPools/ci',
  provider: 'projects/p1/locations/global/authProviders/jira',
  entitlement: 'organizations/1/locations/global/entitlements/e',
  attachment: 'cloudresourcemanager.googleapis.com/organizations/1',
  policy: 'organizations/1/locations/global/accessPolicies/a',
  region: 'europe-west1',
  project: 'p1',
  organization: '1',
  folder: '2',
  group: 'g1',
  workforce: 'staff',
  email: 'a@p1.iam.gserviceaccount.com',
  location: 'europe-west1',
};

const placesIn = (path: string) =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, place]) => [place!, sample[place as keyof typeof sample]]),
  );

const addresses = gcpCalls.map((call) => {
  const places = { ...placesIn(call.path), ...(call.regional === true ? { location: 'europe-west1' } : {}) };
  return [
    call.id,
    call,
    addressOf(usualEndpoint, call, places, call.pageSize === undefined ? undefined : 'm'),
  ] as const;
});

describe('the guard', () => {
  it.each(addresses)('knows %s, and nothing that differs from it', (id, call, url) => {
    const { method } = call;
    const body =
      call.body === undefined ? undefined : JSON.stringify(call.body).replace('{node}', 'organizations/1');
    expect(guard({ method, url, body }).id).toBe(id);
    const others = [
      { method: method === 'GET' ? 'POST' : 'GET', url, body },
      { method: 'DELETE', url, body },
      { method, url: url.replace('googleapis.com', 'googleapis.com.evil.test'), body },
      { method, url: url.replace('https://', 'https://a:b@'), body },
      { method, url: `${url}${url.includes('?') ? '&' : '?'}key=x`, body },
      { method, url, body: '{"options":{"requestedPolicyVersion":1}}' },
      ...Object.keys(call.query ?? {}).map((name) => {
        const other = new URL(url);
        other.searchParams.delete(name);
        return { method, url: other.href, body };
      }),
    ];
    for (const other of others) {
      let known: string | undefined;
      try {
        known = guard(other).id;
      } catch (error) {
        expect(String(error)).toMatch(/read-only guard/);
      }
      expect(known, JSON.stringify(other)).not.toBe(id);
    }
  });

  it.each(addresses)('%s is a method of Google, with the parameters that it has', (_id, call, url) => {
    const { pathname, searchParams, hostname } = new URL(url);
    const api = hostname.replace('.googleapis.com', '').replace(/^europe-west1-/, '');
    const described = describedBy(call.method, api, pathname);
    expect(described).toBeDefined();
    for (const name of searchParams.keys()) expect([...described!.parameters]).toContain(name);
  });

  it.each([
    ['POST', `${crm}/v3/projects/p1:setIamPolicy`, version],
    ['POST', `${crm}/v3/projects/p1:getIamPolicy`, '{"options":{"requestedPolicyVersion":3},"x":1}'],
    ['POST', `${crm}/v3/projects/p1:getIamPolicy`, undefined],
    ['GET', 'https://apikeys.googleapis.com/v2/projects/p1/locations/global/keys/k1/keyString', undefined],
    [
      'GET',
      'https://apikeys.googleapis.com/v2/projects/p1/locations/global/keys/../../../../keys',
      undefined,
    ],
    ['POST', 'https://iam.googleapis.com/v1/projects/p1/serviceAccounts/a/keys', undefined],
    [
      'GET',
      'https://iam.googleapis.com/v1/projects/p1/serviceAccounts/a/keys?keyTypes=SYSTEM_MANAGED',
      undefined,
    ],
    [
      'GET',
      'https://iam.googleapis.com/v1/projects/p1/locations/global/oauthClients/o/credentials',
      undefined,
    ],
    ['POST', 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a:signBlob', '{}'],
    [
      'POST',
      'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a:generateAccessToken',
      '{"scope":["https://mail.google.com/"]}',
    ],
    [
      'POST',
      'https://agentidentity.googleapis.com/v1/projects/p/locations/l/authProviders/a:retrieveCredentials',
      '{}',
    ],
    [
      'GET',
      'https://evil.test-aiplatform.googleapis.com/v1/projects/p1/locations/x/reasoningEngines',
      undefined,
    ],
    ['GET', 'http://iam.googleapis.com/v1/projects/p1/serviceAccounts', undefined],
  ])('refuses %s %s', (method, url, body) => {
    expect(() => guard({ method, url, body })).toThrow(/read-only guard/);
  });

  it('lets logs be asked for nothing but whom administrators of Workspace let in', () => {
    const call = gcpCalls.find(({ id }) => id === 'logging.entries.list')!;
    const url = 'https://logging.googleapis.com/v2/entries:list';
    const body = JSON.stringify(call.body);
    const asking = (node: string): string => body.replace('{node}', node);
    expect(guard({ method: 'POST', url, body: asking('organizations/1') }).id).toBe(call.id);
    for (const other of [
      body,
      asking('billingAccounts/1'),
      asking('organizations/1","projects/2'),
      asking('organizations/1').replace('admin.googleapis.com', 'iam.googleapis.com'),
      asking('organizations/1').replace('"pageSize":1000', '"pageSize":1000,"pageToken":"x"'),
    ])
      expect(() => guard({ method: 'POST', url, body: other })).toThrow(/not among the calls/);
  });

  it('lets no other POST through than policies and the token of the account that is asked for', () => {
    expect(gcpCalls.filter(({ method }) => method === 'POST').map(({ id }) => id)).toEqual([
      'iamcredentials.projects.serviceAccounts.generateAccessToken',
      'cloudresourcemanager.getIamPolicy',
      'logging.entries.list',
      'iam.projects.serviceAccounts.getIamPolicy',
    ]);
  });
});

it('each call of the table has a shape, a bucket and its own name, and nothing else has', () => {
  expect([...shapes.keys()].sort()).toEqual(gcpCalls.map(({ id }) => id).sort());
  expect(new Set(gcpCalls.map(({ id }) => id)).size).toBe(gcpCalls.length);
});

it('each call that leads to another is in the table', () => {
  const ids = new Set([...gcpCalls.map(({ id }) => id), 'projects', 'accounts', 'enabled', 'policies']);
  expect(gcpCalls.flatMap(({ lead }) => lead ?? []).filter((lead) => !ids.has(lead))).toEqual([]);
});

describe('the custom role', () => {
  it('has permissions that Google knows, none of which reads a key or data', () => {
    const known = new Set(
      roles.services.flatMap(([service, names]) => names.split('|').map((name) => `${service}.${name}`)),
    );
    const all = gcpPermissions({ single: true, recommendations: true }).includedPermissions;
    expect(all.filter((each) => !known.has(each))).toEqual([]);
    for (const each of all)
      expect(each).not.toMatch(
        /getKeyString|retrieveCredentials|getAccessToken|versions\.access|objects\.get/,
      );
  });

  it('grows with what is asked for', () => {
    const { includedPermissions } = gcpPermissions();
    expect(includedPermissions).not.toContain('iam.serviceAccountKeys.list');
    expect(includedPermissions.some((each) => each.startsWith('recommender.'))).toBe(false);
    expect(gcpPermissions({ single: true }).includedPermissions).toContain('iam.serviceAccountKeys.list');
  });
});

describe('what flags say', () => {
  it('names nodes by number or by what stands before it', () => {
    expect(
      nodesOf({
        organizations: ['1', 'organizations/1'],
        folders: ['folders/2'],
        projects: ['acme-web', '77', 'acme.test:web-app'],
      }),
    ).toEqual([
      'organizations/1',
      'folders/2',
      'projects/acme-web',
      'projects/77',
      'projects/acme.test:web-app',
    ]);
  });

  it.each([
    ['https://{name}-scan.p.googleapis.com', 'https://{name}-scan.p.googleapis.com'],
    ['https://{name}.googleapis.com/', usualEndpoint],
    ['http://127.0.0.1:8080/{name}', 'http://127.0.0.1:8080/{name}'],
    [undefined, usualEndpoint],
  ])('takes the endpoint %s', (given, taken) => {
    expect(endpointFrom(given)).toBe(taken);
  });

  it.each([
    'http://{name}.googleapis.com',
    'https://a:b@{name}.x.test',
    'https://x.test/{name}?a=b',
    'ftp://{name}',
    '{name}',
    'https://{name}.{name}.test',
  ])('refuses the endpoint %s', (given) => {
    expect(() => endpointFrom(given)).toThrow(/not the address/);
  });
});
