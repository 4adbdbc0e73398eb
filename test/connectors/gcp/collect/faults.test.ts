import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buckets, gcpCalls } from '../../../../connectors/gcp/collect/calls.ts';
import { collectGcp, type GcpCollectOptions } from '../../../../connectors/gcp/collect/index.ts';
import { temporaryFolder } from '../../../support/cli.ts';
import { goodToken, refusal, type Said, type Seen, startGoogle } from '../../../support/gcp-loopback.ts';
import { fakeOrganization } from '../../../support/gcp-organization.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { type Collected, callOf, collectFrom, keysIn, lineOf } from './support.ts';

const small = fakeOrganization(1, 1);
const denied = refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission');
const throttled = refusal(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', { reason: 'RATE_LIMIT_EXCEEDED' });
const disabled = refusal(403, 'PERMISSION_DENIED', 'API has not been used in project 100', {
  reason: 'SERVICE_DISABLED',
  metadata: { consumer: 'projects/100', service: 'x.googleapis.com' },
});

type Fault = Said;

const faults: readonly (readonly [string, Fault])[] = [
  ['refused', denied],
  ['throttled beyond all attempts', throttled],
  ['of an API that is not enabled', disabled],
  [
    'answered with an HTML error page',
    { status: 502, headers: { 'content-type': 'text/html' }, raw: '<html>' },
  ],
  ['answered with half of the answer and no sign of it', { status: 200, raw: '{"a":' }],
  ['cut off in the middle each time', { status: 200, cut: true, body: { a: 'b'.repeat(100) } }],
  ['answered with a server error each time', refusal(500, 'INTERNAL', 'Internal error')],
  ['unknown to the endpoint', refusal(501, 'UNIMPLEMENTED', 'Operation is not implemented')],
  ['led elsewhere', { status: 302, headers: { location: 'https://evil.test/' }, raw: '{}' }],
];

const scan = (isSingle: boolean, fault: (call: string, seen: Seen) => Said | undefined): Promise<Collected> =>
  collectFrom(
    {
      organization: small,
      interject: (seen) => {
        const call = callOf(seen);
        return fault(call, seen) ?? (isSingle && seen.api === 'cloudasset' ? denied : undefined);
      },
    },
    { recommendations: true },
  );

const scans = await Promise.all([scan(false, () => undefined), scan(true, () => undefined)]);

const asked = gcpCalls.flatMap(({ id, permissions }) => {
  const which = scans.findIndex(({ calls }) => calls.includes(id));
  return which < 0 ? [] : [{ id, permissions, which }];
});

/** By default several calls at once, each with one of the faults; in CI every call alone with every fault. */
const every = lawRuns(0, 1) > 0;
const groupsOf = (at: number): readonly (typeof asked)[] =>
  every
    ? asked.map((each) => [each])
    : [
        ...Map.groupBy(
          asked.filter((_, place) => place % faults.length === at),
          ({ which }) => which,
        ).values(),
      ];
const cases = faults.flatMap(([name, fault], at) =>
  groupsOf(at).map((group) => [name, group.map(({ id }) => id).join(', '), fault, group] as const),
);

test.each(cases)(
  '%s: is not covered as complete, and the rest goes on: %s',
  async (_name, _ids, fault, group) => {
    const broken = await scan(group[0]!.which === 1, (each) =>
      group.some(({ id }) => id === each) ? fault : undefined,
    );
    for (const { id, permissions } of group) {
      const own = broken.coverage.filter(({ source }) => source === id);
      expect(own.length, id).toBeGreaterThan(0);
      for (const { status, detail } of own) {
        expect(['denied', 'unsupported', 'partial', 'skipped'], id).toContain(status);
        expect(detail).not.toBe('');
        if (status === 'skipped') continue;
        if (fault === denied) for (const permission of permissions) expect(detail, id).toContain(permission);
        if (fault === disabled)
          expect(detail).toMatch(
            /\w+\.googleapis\.com is not enabled in projects\/100: gcloud services enable/,
          );
      }
    }
    // Nothing that was not there before in one of the ways to read it.
    const before = new Set(scans.flatMap(keysIn));
    expect(keysIn(broken).filter((key) => !before.has(key))).toEqual([]);
    expect(broken.records.length).toBeGreaterThan(8);
  },
);

describe('faults that pass', () => {
  test.each([
    ['a cut connection', { status: 200, cut: true, body: { a: 'b' } } as const],
    [
      'a gateway that is away',
      { status: 503, headers: { 'content-type': 'text/html' }, raw: '<html>' } as const,
    ],
    ['a server error', refusal(500, 'INTERNAL', 'Internal error')],
    ['a quota', throttled],
  ])('%s at the first attempt of each call is overcome, of POST reads too', async (_, fault) => {
    const before = new Set<string>();
    const shaken = await scan(true, (_call, { url, api }) => {
      if (api === 'cloudasset' || before.has(url)) return undefined;
      before.add(url);
      return fault;
    });
    expect(keysIn(shaken)).toEqual(keysIn(scans[1]!));
    expect(shaken.coverage.map((each) => JSON.stringify(each)).sort()).toEqual(
      scans[1]!.coverage.map((each) => JSON.stringify(each)).sort(),
    );
    expect(
      shaken.calls.filter((call) => call === 'cloudresourcemanager.getIamPolicy').length,
    ).toBeGreaterThan(scans[1]!.calls.filter((call) => call === 'cloudresourcemanager.getIamPolicy').length);
  });

  test('waits as long as it is told, and only for that quota', async () => {
    let once = true;
    const told = await scan(false, (call) => {
      if (call !== 'cloudasset.assets.list RESOURCE' || !once) return undefined;
      once = false;
      return { ...throttled, headers: { 'retry-after': '37' } };
    });
    expect(told.waits).toEqual([37_000]);
    expect(keysIn(told)).toEqual(keysIn(scans[0]!));
  });

  test('a wait without an end is none', async () => {
    const told = await scan(false, (call) =>
      call === 'storage.projects.hmacKeys.list'
        ? { ...throttled, headers: { 'retry-after': '999999' } }
        : undefined,
    );
    expect(Math.max(...told.waits)).toBeLessThanOrEqual(15 * 60_000);
    expect(lineOf(told, 'storage.projects.hmacKeys.list')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('still refused for its quota'),
    });
  });
});

describe('what is told of a refusal', () => {
  test('a quota of an older form is one', async () => {
    const old = await scan(false, (call) =>
      call === 'storage.projects.hmacKeys.list'
        ? {
            status: 403,
            body: { error: { code: 403, message: 'x', errors: [{ reason: 'rateLimitExceeded' }] } },
          }
        : undefined,
    );
    expect(lineOf(old, 'storage.projects.hmacKeys.list')).toMatchObject({ status: 'partial' });
  });

  test('an API that is not enabled for the caller is asked three times, not once for each project', async () => {
    const many = await collectFrom({
      organization: fakeOrganization(20, 1),
      interject: ({ api }) =>
        api === 'policyanalyzer'
          ? refusal(403, 'PERMISSION_DENIED', 'x', {
              reason: 'SERVICE_DISABLED',
              metadata: { consumer: 'projects/999' },
            })
          : undefined,
    });
    const call = 'policyanalyzer.activities.query serviceAccountLastAuthentication';
    expect(many.calls.filter((each) => each === call).length).toBeLessThan(20);
    expect(lineOf(many, call)).toMatchObject({
      status: 'unsupported',
      detail: expect.stringContaining('projects/999'),
    });
  });

  test('rights in some projects only are told as such', async () => {
    const some = await collectFrom({
      organization: fakeOrganization(4, 1),
      interject: ({ path }) => (/p000[01]\/hmacKeys$/.test(path) ? denied : undefined),
    });
    expect(lineOf(some, 'storage.projects.hmacKeys.list')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(
        /^2 of 4 answered; 403 by storage\.googleapis\.com: needs storage\.hmacKeys\.list \(acme-p0000, acme-p0001\)/,
      ),
    });
  });

  test('an account that is listed and not there any more, or not yet, is said to be so', async () => {
    const gone = await scan(true, (call, { path }) =>
      call === 'iam.projects.serviceAccounts.keys.list' && path.includes('sa-0')
        ? refusal(404, 'NOT_FOUND', 'Service account does not exist')
        : undefined,
    );
    expect(lineOf(gone, 'iam.projects.serviceAccounts.keys.list')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining(
        'not there any more, or not yet: lists follow changes some minutes later',
      ),
    });
    expect(keysIn(gone)).toContain('gcp.service-account sa-0@acme-p0000.iam.gserviceaccount.com');
  });

  test('a credential that is refused ends it after three questions', async () => {
    const ended = await collectFrom({
      interject: () => refusal(401, 'UNAUTHENTICATED', 'Invalid credentials'),
    });
    expect(ended.calls.length).toBeLessThanOrEqual(5);
    expect(ended.coverage.filter(({ status }) => status === 'complete').map(({ source }) => source)).toEqual([
      'application default credentials',
    ]);
  });

  test('the quota project may not be used: said with what to do', async () => {
    const wrong = await collectFrom({
      interject: () =>
        refusal(403, 'PERMISSION_DENIED', 'x', {
          reason: 'USER_PROJECT_DENIED',
          metadata: { consumer: 'projects/q1' },
        }),
    });
    expect(lineOf(wrong, 'cloudasset.assets.list RESOURCE')?.detail).toContain('--gcp-quota-project');
  });

  test('a policy that came without its conditions is no whole one', async () => {
    const old = await scan(false, (call) =>
      call === 'cloudasset.assets.list IAM_POLICY'
        ? {
            status: 200,
            body: {
              assets: [
                {
                  name: '//cloudresourcemanager.googleapis.com/projects/100',
                  assetType: 'x',
                  iamPolicy: { bindings: [{ role: 'roles/editor_withcond_0a1b', members: [] }] },
                },
              ],
            },
          }
        : undefined,
    );
    expect(lineOf(old, 'cloudasset.assets.list IAM_POLICY')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('conditions were left out'),
    });
  });

  test('a place that did not answer makes a list partial', async () => {
    const some = await scan(false, (call) =>
      call === 'agentidentity.projects.locations.authProviders.list'
        ? { status: 200, body: { unreachable: ['locations/europe-west1'] } }
        : undefined,
    );
    expect(lineOf(some, 'agentidentity.projects.locations.authProviders.list')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('1 places did not answer: locations/europe-west1'),
    });
  });

  test('a marker that leads in a circle ends in partial coverage', async () => {
    const circle = await scan(false, (call) =>
      call === 'storage.projects.hmacKeys.list'
        ? { status: 200, body: { nextPageToken: 'again' } }
        : undefined,
    );
    expect(lineOf(circle, 'storage.projects.hmacKeys.list')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('the same marker came twice'),
    });
  });
});

describe('an interrupted scan', () => {
  const folder = temporaryFolder();

  const login = async () => ({
    authorization: async () => `Bearer ${goodToken}`,
    type: 'service_account',
    principal: 'audit@acme-p0000.iam.gserviceaccount.com',
  });

  test('goes on from its journal, and asks only what is missing', async () => {
    const journal = join(folder, 'journal.ndjson');
    const google = await startGoogle({ organization: fakeOrganization(3, 2) });
    const read = async (stopAt: number, options: Partial<GcpCollectOptions> = {}) => {
      const stop = new AbortController();
      const calls: string[] = [];
      const keys: string[] = [];
      const all = collectGcp({
        nodes: ['organizations/1'],
        endpoint: google.endpoint,
        signal: stop.signal,
        login,
        onCall: (call) => {
          calls.push(call);
          if (calls.length === stopAt) stop.abort(new Error('stopped'));
        },
        ...options,
      });
      for await (const entry of all) keys.push(JSON.stringify(entry));
      return { calls, keys };
    };
    try {
      const whole = await read(0);
      await expect(read(20, { journal })).rejects.toThrow('stopped');
      expect(readFileSync(journal, 'utf8')).not.toContain(goodToken);
      await expect(read(0, { journal, nodes: ['folders/2'] })).rejects.toThrow(
        /journal is of another collection/,
      );
      const rest = await read(0, { journal });
      expect(rest.keys.sort()).toEqual(whole.keys.sort());
      expect(rest.calls.length).toBeLessThan(whole.calls.length - 10);
      expect(existsSync(journal)).toBe(false);
    } finally {
      await google.close();
    }
  });
});

test('no bucket is unused', () => {
  const used = new Set<string>(gcpCalls.map(({ bucket }) => bucket));
  expect(Object.keys(buckets).filter((each) => !used.has(each))).toEqual([]);
});
