import { afterEach, describe, expect, test, vi } from 'vitest';
import { buckets, gcpCalls } from '../../../../connectors/gcp/collect/calls.ts';
import { createClient } from '../../../../connectors/gcp/collect/client.ts';
import { usualEndpoint } from '../../../../connectors/gcp/collect/environment.ts';
import { asApiError, describeFailure } from '../../../../connectors/gcp/collect/failure.ts';
import { createGuard } from '../../../../connectors/gcp/collect/guard.ts';
import { createRates } from '../../../../connectors/gcp/collect/rates.ts';
import { shapes } from '../../../../connectors/gcp/collect/shapes.ts';
import { createWire } from '../../../../connectors/gcp/collect/wire.ts';
import { defaultBounds } from '../../../../src/collection/bounds.ts';
import { firstAnswers } from '../../../../src/collection/first-answer.ts';
import { everyLie } from '../../../support/every-lie.ts';
import { refusal, type Said, type Seen } from '../../../support/gcp-loopback.ts';
import { fakeOrganization } from '../../../support/gcp-organization.ts';
import { namesIn } from '../../../support/wrong-entries.ts';
import { type Collected, callOf, collectFrom, keysIn } from './support.ts';

const html = '<!doctype html>\n<html><body>Please sign in to the proxy</body></html>';
const json = 'application/json; charset=UTF-8';

interface Lie {
  readonly what: string;
  readonly type: string;
  readonly body: (call: string) => string;
}

const listOf = (call: string): string | undefined => gcpCalls.find(({ id }) => id === call)?.list;

const lies: readonly Lie[] = [
  { what: 'the page of a captive portal', type: 'text/html', body: () => html },
  { what: 'a page that claims to be JSON', type: json, body: () => html },
  { what: 'plain text', type: 'text/plain', body: () => 'ok' },
  { what: 'JSON that claims to be text', type: 'text/plain', body: () => '{}' },
  { what: 'nothing', type: json, body: () => '' },
  { what: 'null', type: json, body: () => 'null' },
  { what: 'a list', type: json, body: () => '[]' },
  { what: 'a text in JSON', type: json, body: () => '"ok"' },
  { what: 'something else', type: json, body: () => '{"message":"ok"}' },
  { what: 'a text for its list', type: json, body: (call) => `{"${listOf(call) ?? 'data'}":"x"}` },
  { what: 'half of an answer', type: json, body: () => '{"nextPageToken":"a","as' },
];

const parametersOf = (path: string): Readonly<Record<string, string>> => {
  const samples: Readonly<Record<string, string>> = {
    node: 'projects/p1',
    account: 'projects/p1/serviceAccounts/a',
    pool: 'projects/1/locations/global/workloadIdentityPools/ci',
    provider: 'projects/p1/locations/global/authProviders/a',
    entitlement: 'projects/p1/locations/global/entitlements/e',
    attachment: 'cloudresourcemanager.googleapis.com/projects/p1',
    location: 'europe-west1',
  };
  return Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, samples[name!] ?? '1']),
  );
};

/** Asks for one call of a server that always gives the same answer. */
const askOf = async (id: string, type: string, body: string): Promise<unknown> => {
  vi.stubGlobal('fetch', async () => new Response(body, { status: 200, headers: { 'content-type': type } }));
  const sleep = async (): Promise<void> => {};
  const wire = createWire({
    guard: createGuard(usualEndpoint),
    rates: createRates({ clock: { now: Date.now, sleep }, perMinute: buckets }),
    authorization: async () => 'Bearer x',
    quotaProject: undefined,
    signal: new AbortController().signal,
    sleep,
    bounds: defaultBounds,
    first: firstAnswers({ bounds: defaultBounds, silentLogin: '' }),
    inTime: () => {},
    second: 0,
  });
  const client = createClient({ endpoint: usualEndpoint, wire, bounds: defaultBounds });
  const call = gcpCalls.find((each) => each.id === id)!;
  const parameters = { ...parametersOf(call.path), ...(call.regional ? { location: 'europe-west1' } : {}) };
  if (call.list === undefined) return client.get(id, parameters);
  const entries: unknown[] = [];
  for await (const page of client.pages(id, parameters)) entries.push(...page.entries);
  return entries;
};

afterEach(() => vi.unstubAllGlobals());

describe.each(gcpCalls.map(({ id }) => id))('%s', (call) => {
  test('is not understood where it is answered with any of the lies', async () => {
    for (const { what, type, body } of lies) {
      const error: unknown = await askOf(call, type, body(call)).then(
        () => 'taken for an answer',
        (reason: unknown) => reason,
      );
      const known = asApiError(error);
      expect(known, `${what}: ${String(error)}`).toBeDefined();
      expect(describeFailure(known!, call), what).toMatchObject({
        status: 'partial',
        reason: expect.stringMatching(/^not understood: ./),
      });
    }
  });

  // What is false, zero or empty is left out of Google's answers.
  test('without anything is an empty list, and no answer where none is asked for', async () => {
    const answer = await askOf(call, json, '{}').catch((error: unknown) => error);
    expect(answer).toEqual(listOf(call) === undefined ? expect.any(Error) : []);
  });
});

const small = fakeOrganization(1, 1);
const denied = refusal(403, 'PERMISSION_DENIED', 'no');

const scan = (
  isSingle: boolean,
  lie: (call: string) => Said | undefined,
  change?: (body: unknown, seen: Seen) => unknown,
): Promise<Collected> =>
  collectFrom(
    {
      organization: small,
      ...(change === undefined ? {} : { change }),
      interject: (seen: Seen) => (isSingle && seen.api === 'cloudasset' ? denied : lie(callOf(seen))),
    },
    { recommendations: true },
  );

const scans = await Promise.all([scan(false, () => undefined), scan(true, () => undefined)]);
const sources = ({ coverage }: Collected): ReadonlySet<string> =>
  new Set(coverage.map(({ source }) => source));

/** A call from which nothing follows may be left out where what leads to it lies. */
const promised = ({ coverage }: Collected): readonly string[] =>
  coverage.filter(({ gives }) => gives.length > 0).map(({ source }) => source);

/** Each call, in the scan that makes it. */
const asked = gcpCalls.flatMap(({ id }, at) => {
  const which = scans.findIndex(({ calls }) => calls.includes(id));
  return which < 0 ? [] : [{ id, at, which }];
});

/** Several at once that lie far from each other, each with another lie. */
const groups = [...Map.groupBy(asked, ({ at, which }) => `${which} ${at % 6}`).values()];

describe('a whole scan', () => {
  test('makes every call of the table but those of one project, of a search and of another account', () => {
    const made = new Set(asked.map(({ id }) => id));
    expect(gcpCalls.map(({ id }) => id).filter((id) => !made.has(id))).toEqual([
      'iamcredentials.projects.serviceAccounts.generateAccessToken',
      'cloudresourcemanager.organizations.search',
      'cloudresourcemanager.projects.get',
      'cloudresourcemanager.folders.get',
    ]);
  });

  test.each(groups.map((group) => [group.map(({ id }) => id).join(', '), group] as const))(
    'in which these are lies tells so, and loses no line: %s',
    async (_, group) => {
      const [{ which } = { which: 0 }] = group;
      const ids = group.map(({ id }) => id);
      const broken = await scan(which === 1, (call) => {
        const own = group.find(({ id }) => id === call);
        const lie = lies[(own?.at ?? 0) % lies.length]!;
        return own === undefined
          ? undefined
          : { status: 200, headers: { 'content-type': lie.type }, raw: lie.body(call) };
      });
      const told = broken.coverage.filter(({ detail }) => detail.includes('not understood'));
      expect(told.length).toBeGreaterThan(0);
      for (const { source, status } of broken.coverage)
        if (ids.includes(source)) expect({ source, status }).not.toEqual({ source, status: 'complete' });
      // Nothing that was not there before, and no line fewer.
      const before = new Set(scans.flatMap(keysIn));
      expect(keysIn(broken).filter((key) => !before.has(key))).toEqual([]);
      const after = sources(broken);
      expect(promised(scans[which]!).filter((id) => !after.has(id))).toEqual([]);
    },
  );

  test('behind a captive portal knows nothing, and says so of each call', async () => {
    const lost = await scan(false, () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      raw: html,
    }));
    expect(lost.records.map(({ record }) => record)).toEqual(['gcp.caller']);
    const own = lost.coverage.filter(({ source }) => gcpCalls.some(({ id }) => id === source));
    expect(own.map(({ status }) => status)).not.toContain('complete');
  });

  test.each<[string, readonly unknown[]]>([
    ['no entries', [null, 1, [], {}]],
    ['names of dots, which lead elsewhere', [{ name: '..', email: '..', projectId: '..', uniqueId: '1' }]],
    ['texts in the place of objects', [{ name: 'x', resource: 'x', policy: 'x', data: 'x' }]],
  ])('counts wrong entries of lists, and goes on: %s', async (_, wrong) => {
    for (const isSingle of [false, true]) {
      const broken = await scan(isSingle, (call) => {
        const member = listOf(call);
        return member === undefined || call === 'compute.instances.aggregatedList'
          ? undefined
          : { status: 200, body: { [member]: wrong } };
      });
      expect(broken.coverage.some(({ status }) => status === 'partial')).toBe(true);
    }
  });
});

/** Lists within entries that decide something, and are no records of their own. */
const within: readonly (readonly [call: string, path: string])[] = [
  ['cloudasset.assets.list ORG_POLICY', 'assets.*.orgPolicy'],
  ['logging.entries.list', 'entries.*.protoPayload.metadata.event'],
  ['logging.entries.list', 'entries.*.protoPayload.metadata.event.*.parameter'],
  ['logging.entries.list', 'entries.*.protoPayload.metadata.event.*.parameter.*.multiStrValue'],
  [
    'privilegedaccessmanager.entitlements.list',
    'entitlements.*.approvalWorkflow.manualApprovals.steps.*.approvers.*.principals',
  ],
  ['orgpolicy.policies.list', 'policies.*.spec.rules'],
  ['agentregistry.projects.locations.agents.list', 'agents.*.protocols'],
  ['agentregistry.projects.locations.mcpServers.list', 'mcpServers.*.tools'],
];

everyLie(
  'gcp',
  gcpCalls.map(({ id }) => id),
  (call) => lies.map(({ body }) => body(call)),
  {
    places: [
      ...within.map(([id, path]) => [id, { path: path.split('.'), names: ['name'] }] as const),
      ...asked.flatMap(({ id }) => {
        const list = listOf(id);
        if (list === undefined) return [];
        const path =
          id === 'compute.instances.aggregatedList' ? [list, 'zones/europe-west1-b', 'instances'] : [list];
        return [[id, { path, names: namesIn(shapes.get(id)!) }] as const];
      }),
    ],
    onlyNames: new Set([
      'cloudasset.searchAllResources',
      'agentregistry.projects.locations.list',
      'aiplatform.projects.locations.list',
      'serviceusage.services.list',
      'compute.regions.list',
      // It names no account in the organisation of the tests.
      'dataflow.projects.jobs.aggregated',
    ]),
    scan: async (change) => {
      const withoutPolicies = (call: string): Said | undefined =>
        call === 'cloudasset.assets.list IAM_POLICY' ? denied : undefined;
      const each = [
        [false, () => undefined],
        [false, withoutPolicies],
        [true, () => undefined],
      ] as const;
      const all = await Promise.all(
        each.map(([isSingle, lie]) => scan(isSingle, lie, (body, seen) => change(callOf(seen), body))),
      );
      return all.flatMap(({ coverage }) => coverage);
    },
  },
);
