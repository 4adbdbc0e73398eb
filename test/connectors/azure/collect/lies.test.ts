import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { describe, expect, test } from 'vitest';
import { createBatch } from '../../../../connectors/azure/collect/batch.ts';
import { azureCalls } from '../../../../connectors/azure/collect/calls.ts';
import { brokenBy, createClients, loadSdk } from '../../../../connectors/azure/collect/clients.ts';
import { cloudOf } from '../../../../connectors/azure/collect/environment.ts';
import { asApiError, describeFailure } from '../../../../connectors/azure/collect/failure.ts';
import { createLimits } from '../../../../connectors/azure/collect/limits.ts';
import { createReading } from '../../../../connectors/azure/collect/reading.ts';
import { isEntry } from '../../../../connectors/azure/collect/shapes.ts';
import { createWire } from '../../../../connectors/azure/collect/wire.ts';
import { createAsking } from '../../../../src/collection/asking.ts';
import { defaultBounds } from '../../../../src/collection/bounds.ts';
import { firstAnswers } from '../../../../src/collection/first-answer.ts';
import { createLedger } from '../../../../src/collection/ledger.ts';
import type { Said } from '../../../support/azure-fake.ts';
import { everyLie } from '../../../support/every-lie.ts';
import { type Collected, collectFrom, credential } from './support.ts';

const html = '<!doctype html>\n<html><body>Please sign in to the proxy</body></html>';
const cloud = cloudOf();
const sdk = await loadSdk();
const bounds = { ...defaultBounds, pages: 20 };
const { signal } = new AbortController();

/** Each with 200, and none of them an answer to anything. */
const lies: readonly (readonly [what: string, body: string])[] = [
  ['the page of a captive portal', html],
  ['plain text', 'ok'],
  ['nothing', ''],
  ['null', 'null'],
  ['an empty object', '{}'],
  ['a list', '[]'],
  ['a text', '"ok"'],
  ['an error that claims to be an answer', '{"error":{"code":"x","message":"y"}}'],
  ['a list that is none', '{"value":{"id":"1"},"data":{"id":"1"},"responses":{}}'],
  ['half of an answer', '{"value":[{"id":"a"'],
  ['an empty list for one thing', '{"responses":null}'],
];

/** Links that must not be followed: each is in an otherwise good answer. */
const links: readonly (readonly [what: string, link: unknown])[] = [
  ['another host', 'https://evil.example/v1.0/applications?$skiptoken=1'],
  ['another host, by the name of a user', 'https://graph.microsoft.com@evil.example/v1.0/applications'],
  ['a relative address', '/v1.0/applications'],
  ['the other way to send', 'http://graph.microsoft.com/v1.0/applications'],
  ['another path of the same host', 'https://graph.microsoft.com/v1.0/me/messages'],
  ['no text', 7],
];

const toolsFor = (httpClient: HttpClient) => {
  const limits = createLimits({ clock: { now: Date.now, sleep: async () => {} }, spacing: 0 });
  const wire = createWire({
    cloud,
    inner: httpClient,
    broken: brokenBy(sdk),
    limits,
    onInner: () => {},
    bounds,
    first: firstAnswers({ bounds, silentLogin: '' }),
    inTime: () => {},
  });
  const clients = createClients({ sdk, cloud, credential, wire, retryDelay: 0 });
  const ledger = createLedger('Microsoft');
  const reading = createReading({ sdk, clients, cloud, signal, bounds });
  const batch = createBatch({ clients, cloud, limits, signal, bounds, sleep: async () => {}, retryDelay: 0 });
  const asking = createAsking({
    client: reading,
    ledger,
    progress: () => {},
    whyNot: () => undefined,
    failureOf: (error, call) => {
      const known = asApiError(error);
      return known && describeFailure(known, call);
    },
    isEntry,
    onAnswer: () => {},
  });
  return { ledger, batch, asking };
};

const saying = (body: string): HttpClient => ({
  sendRequest: async (request) => ({ request, status: 200, headers: createHttpHeaders(), bodyAsText: body }),
});

/** Each request of a `$batch` has this for an answer. */
const sayingInside = (body: unknown): HttpClient => ({
  sendRequest: async (request) => {
    const { requests } = JSON.parse(String(request.body)) as { requests: { id: string }[] };
    const responses = requests.map(({ id }) => ({ id, status: 200, body }));
    return { request, status: 200, headers: createHttpHeaders(), bodyAsText: JSON.stringify({ responses }) };
  },
});

const parameters = { scope: '/subscriptions/s', id: '1' };
const rows = azureCalls.filter(({ id }) => id !== 'POST $batch');
const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const notUnderstood = { status: 'partial', detail: expect.stringMatching(/^not understood: ./) };

describe.each(rows.map((row) => [row.id, row] as const))('%s', (id, { single, host }) => {
  test('is not understood where it is answered with a lie', async () => {
    for (const [what, body] of lies) {
      const { asking, ledger } = toolsFor(saying(body));
      const { entries, whole } = await asking.list(id, parameters);
      expect({ what, entries, whole }).toEqual({ what, entries: [], whole: false });
      expect(ledger.outcome(id), what).toMatchObject(notUnderstood);
    }
  });

  if (host === 'graph')
    test('nor inside a $batch', async () => {
      for (const [what, body] of lies) {
        const { asking, batch, ledger } = toolsFor(sayingInside(parsed(body)));
        const [listing] = await batch({ asking, ledger }, [{ call: id, parameters }]);
        expect({ what, ...listing }).toEqual({ what, entries: [], whole: false });
        expect(ledger.outcome(id), what).toMatchObject(notUnderstood);
      }
    });

  if (host === 'graph' && single !== true)
    test('follows no link to something else', async () => {
      for (const [what, link] of links) {
        const page = { value: [], '@odata.nextLink': link };
        for (const inside of [false, true]) {
          const { asking, batch, ledger } = toolsFor(
            inside ? sayingInside(page) : saying(JSON.stringify(page)),
          );
          const listing = inside
            ? (await batch({ asking, ledger }, [{ call: id, parameters }]))[0]
            : await asking.list(id, parameters);
          const whole = listing?.whole;
          expect({ what, whole }).toEqual({ what, whole: false });
          expect(ledger.outcome(id)?.detail, what).toMatch(/not followed|is no text/);
        }
      }
    });

  if (single !== true)
    test('counts wrong entries, and leaves them out', async () => {
      const wrong = [null, 1, 'x', [], {}, { properties: null }, { id: 7 }];
      const { asking, ledger } = toolsFor(saying(JSON.stringify({ value: wrong, data: wrong })));
      const { entries, whole } = await asking.list(id, parameters);
      expect({ entries, whole }).toEqual({ entries: [], whole: false });
      expect(ledger.outcome(id)).toMatchObject({
        status: 'partial',
        detail: expect.stringContaining(`${wrong.length} entries did not have the shape`),
      });
    });
});

describe('Azure Resource Manager', () => {
  const call = 'GET {scope}/providers/Microsoft.Authorization/roleAssignments';
  test.each([
    [
      'another host',
      'https://evil.example/subscriptions/s/providers/Microsoft.Authorization/roleAssignments',
    ],
    ['another path', 'https://management.azure.com/subscriptions/s/resources'],
  ])('the SDK is not let follow a link to %s', async (_, nextLink) => {
    const sent: string[] = [];
    const { asking, ledger } = toolsFor({
      sendRequest: async (request) => {
        sent.push(request.url);
        return {
          request,
          status: 200,
          headers: createHttpHeaders(),
          bodyAsText: JSON.stringify({ value: [], nextLink }),
        };
      },
    });
    expect((await asking.list(call, parameters)).whole).toBe(false);
    expect(ledger.outcome(call)?.detail).toContain('not followed');
    expect(sent).toHaveLength(1);
  });

  test('a redirect is not followed: it would take the token along', async () => {
    const sent: string[] = [];
    const { asking, ledger } = toolsFor({
      sendRequest: async (request) => {
        sent.push(request.url);
        const headers = createHttpHeaders({ location: 'https://evil.example/' });
        return { request, status: 302, headers, bodyAsText: '' };
      },
    });
    await asking.list(call, parameters);
    await asking.list('GET /v1.0/applications', {});
    expect(sent).toHaveLength(2);
    for (const id of [call, 'GET /v1.0/applications'])
      expect(ledger.outcome(id)?.detail).toContain('HTTP 302, which is no answer');
  });

  test.each([
    [call, 'nextLink'],
    ['GET /v1.0/applications', '@odata.nextLink'],
  ])('%s: a link that leads in a circle ends in partial coverage', async (id, member) => {
    const { asking, ledger } = toolsFor({
      sendRequest: async (request) => ({
        request,
        status: 200,
        headers: createHttpHeaders(),
        bodyAsText: JSON.stringify({ value: [], [member]: request.url }),
      }),
    });
    expect((await asking.list(id, parameters)).whole).toBe(false);
    expect(ledger.outcome(id)?.detail).toContain('the same marker came twice');
  });

  test('what the SDK would choke on, or make something of, is left out and counted', async () => {
    const good = {
      id: '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r',
      name: 'r',
      properties: { roleName: 'R', permissions: [], assignableScopes: [] },
    };
    const bad = [
      { ...good, properties: { ...good.properties, permissions: [null] } },
      { ...good, properties: { ...good.properties, permissions: 'x' } },
      { ...good, properties: { ...good.properties, permissions: [{ actions: 'x' }] } },
      { ...good, properties: { ...good.properties, assignableScopes: [7] } },
    ];
    const id = 'GET {scope}/providers/Microsoft.Authorization/roleDefinitions';
    const { asking, ledger } = toolsFor(saying(JSON.stringify({ value: [good, ...bad] })));
    expect((await asking.list(id, parameters)).entries).toHaveLength(1);
    expect(ledger.outcome(id)?.detail).toContain(`${bad.length} entries did not have the shape`);
  });
});

const keys = ({ records }: Collected): readonly string[] =>
  records.map(({ record, id }) => `${record} ${id}`);

describe('a whole scan', () => {
  test('behind a captive portal knows nothing, and says so of each call', async () => {
    const said: Said = { status: 200, raw: html };
    const { records, coverage } = await collectFrom({ interject: () => said });
    expect(records).toEqual([]);
    const told = new Map(coverage.map(({ source, status }) => [source, status]));
    for (const { id } of rows.filter(({ gives }) => gives.length > 0))
      expect([id, told.get(id)]).toEqual([id, expect.stringMatching(/^(?:partial|skipped)$/)]);
  });

  test('in which every other call lies loses no line, and finds nothing that is not there', async () => {
    const whole = await collectFrom();
    const before = new Set(keys(whole));
    for (const half of [0, 1]) {
      const liars = new Map(
        rows.filter((_, at) => at % 2 === half).map(({ id }, at) => [id, lies[at % lies.length]![1]]),
      );
      const broken = await collectFrom({
        interject: ({ call }) => {
          const raw = liars.get(call);
          return raw === undefined ? undefined : { status: 200, raw };
        },
      });
      for (const { source, status } of broken.coverage)
        if (liars.has(source)) expect([source, status]).not.toEqual([source, 'complete']);
      expect(keys(broken).filter((key) => !before.has(key))).toEqual([]);
      const after = new Set(broken.coverage.map(({ source }) => source));
      expect(rows.filter(({ id, gives }) => gives.length > 0 && !after.has(id))).toEqual([]);
    }
  });
});

const rules = 'GET /v1.0/policies/roleManagementPolicyAssignments';

/** Lists within entries that decide something, and are no records of their own. */
const within: readonly (readonly [call: string, path: string])[] = [
  ['GET /v1.0/applications', 'value.*.owners'],
  ...[rules, `${rules} (of a group)`].flatMap((call) => [
    [call, 'value.*.policy.rules'] as const,
    [call, 'value.*.policy.rules.*.enabledRules'] as const,
    [call, 'value.*.policy.rules.*.setting.approvalStages'] as const,
    [call, 'value.*.policy.rules.*.setting.approvalStages.*.primaryApprovers'] as const,
  ]),
  ['GET /beta/identity/conditionalAccess/policies', 'value.*.conditions.users.includeUsers'],
];

everyLie(
  'azure',
  azureCalls.map(({ id }) => id),
  () => lies.map(([, body]) => body),
  {
    places: [
      ...rows.flatMap(({ id, single, kql }) =>
        single === true
          ? []
          : [[id, { path: [kql === undefined ? 'value' : 'data'], names: ['id'] }] as const],
      ),
      ...within.map(([id, path]) => [id, { path: path.split('.'), names: ['id'] }] as const),
    ],
    onlyNames: new Set([
      'GET /v1.0/applications (with federated credentials)',
      'GET /v1.0/servicePrincipals (with federated credentials)',
      'GET /v1.0/servicePrincipals (with owners)',
      // Of what type somebody is may stay open.
      'GET /v1.0/groups/{id}/members',
      'GET /v1.0/groups/{id}/owners',
    ]),
    scan: async (change) => (await collectFrom({ change: (body, { call }) => change(call, body) })).coverage,
  },
);
