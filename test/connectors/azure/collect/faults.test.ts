import { describe, expect, test } from 'vitest';
import { azureCalls } from '../../../../connectors/azure/collect/calls.ts';
import type { Said, Seen } from '../../../support/azure-fake.ts';
import { type Collected, collectFrom } from './support.ts';

const whole = await collectFrom();
const batch = 'POST $batch';
const calls = azureCalls.map(({ id }) => id);

const keys = ({ records }: Collected): readonly string[] =>
  records.map(({ record, id }) => `${record} ${id}`);
const before = new Set(keys(whole));

/** What a fault says of the calls that it hits, and how coverage may have it. */
interface Fault {
  readonly what: string;
  readonly said: Said;
  readonly told: RegExp;
  readonly statuses: readonly string[];
}

const refusal = (status: number, code: string, headers = {}): Said => ({
  status,
  headers,
  body: { error: { code, message: 'no' } },
});
const html = '<!doctype html>\n<html><body>Please sign in to the proxy</body></html>';

const faults: readonly Fault[] = [
  {
    what: 'refused',
    said: refusal(403, 'Authorization_RequestDenied'),
    told: /403: Authorization_RequestDenied/,
    statuses: ['denied'],
  },
  {
    what: 'throttled beyond all attempts',
    said: refusal(429, 'TooManyRequests', { 'retry-after': '7' }),
    told: /still refused for the rate limit/,
    statuses: ['partial'],
  },
  { what: 'cut off each time', said: { status: 200, cut: true }, told: /./, statuses: ['partial'] },
  {
    what: 'answered with a server error each time',
    said: refusal(500, 'InternalServerError'),
    told: /500 after several attempts/,
    statuses: ['partial'],
  },
  {
    what: 'refused for a licence',
    said: refusal(400, 'AadPremiumLicenseRequired'),
    told: /lacks the licence \(.+\); what it would tell is unknown, which is not the same as none/,
    statuses: ['unsupported'],
  },
  {
    what: 'not known to the service',
    said: refusal(404, 'ResourceNotFound'),
    told: /404: ResourceNotFound/,
    statuses: ['unsupported'],
  },
  {
    what: 'answered with an HTML page and 200',
    said: { status: 200, raw: html },
    told: /not understood/,
    statuses: ['partial'],
  },
  {
    what: 'answered with an HTML page and 502',
    said: { status: 502, raw: html },
    told: /502 after several attempts/,
    statuses: ['partial'],
  },
];

const hit = (hitCalls: readonly string[], said: Said) =>
  collectFrom({ interject: (seen: Seen) => (hitCalls.includes(seen.call) ? said : undefined) });

const leads = new Set(azureCalls.flatMap(({ lead }) => lead ?? []));
/** Those to which others lead each by itself; all others, from which nothing follows, in two halves. */
const groups: readonly (readonly string[])[] = [
  ...[...leads].map((call) => [call]),
  ...Map.groupBy(calls.filter((call) => call !== batch && !leads.has(call)).entries(), ([at]) => at % 2)
    .values()
    .map((half) => half.map(([, call]) => call)),
];

test('the sample makes every call of the table, and all of it is complete', () => {
  const made = new Set(whole.azure.requests.map(({ call }) => call));
  expect(calls.filter((call) => !made.has(call))).toEqual([]);
  expect(whole.azure.faults).toEqual([]);
  expect(
    whole.coverage.filter(({ source, status }) => calls.includes(source) && status !== 'complete'),
  ).toEqual([]);
});

describe.each(faults)('a call that is $what', ({ said, told, statuses }) => {
  const judged = statuses.includes('denied') || said.cut === true ? groups : groups.slice(-2);
  test.each(
    judged.map((group) => [group.length === 1 ? group[0] : `half, with ${group[0]}`, group] as const),
  )('%s: is not covered as complete, and the rest goes on', async (_, group) => {
    const broken = await hit(group, said);
    for (const call of group) {
      const own = broken.coverage.filter(({ source }) => source === call);
      expect([call, own.length]).toEqual([call, 1]);
      for (const { status, detail } of own) {
        // In a half another one may have led to it, by what it names.
        if (group.length > 1 && status === 'skipped') continue;
        expect(statuses, call).toContain(status);
        expect(detail).toMatch(told);
        if (statuses.includes('denied'))
          for (const each of azureCalls.find(({ id }) => id === call)!.permissions)
            expect(detail).toContain(each);
      }
      // Whoever is led to by it is not told to be whole.
      for (const { id } of azureCalls.filter(({ lead }) => lead === call))
        for (const { status } of broken.coverage.filter(({ source }) => source === id))
          expect(status, id).not.toBe('complete');
    }
    // Nothing that was not there before, and no line fewer.
    expect(keys(broken).filter((key) => !before.has(key))).toEqual([]);
    const lines = new Set(broken.coverage.map(({ source }) => source));
    const lost = whole.coverage.filter(({ source, gives }) => gives.length > 0 && !lines.has(source));
    expect(lost).toEqual([]);
    expect(broken.records.length).toBeGreaterThan(20);
  });

  test('a $batch: all that was asked in it is told', async () => {
    const broken = await hit([batch], said);
    const direct = ['GET /v1.0/organization', 'GET /v1.0/applications', 'GET /v1.0/servicePrincipals'];
    const asked = azureCalls.filter(
      ({ id, host, gives }) => host === 'graph' && gives.length > 0 && !direct.includes(id),
    );
    for (const { id } of asked)
      expect([id, broken.coverage.find(({ source }) => source === id)?.status]).not.toEqual([id, 'complete']);
  });
});

describe('faults that pass', () => {
  test.each<[string, Said]>([
    ['throttling', refusal(429, 'TooManyRequests', { 'retry-after': '3' })],
    ['a cut connection', { status: 200, cut: true }],
    ['a gateway that is away', { status: 503, raw: html }],
    ['a server error', refusal(500, 'InternalServerError')],
  ])(
    '%s at the first attempt of each request changes nothing but the number of calls',
    async (what, said) => {
      const shaken = await collectFrom({
        interject: (seen) => {
          // A request inside another that gets no answer was not refused: it is told, not asked again.
          if (seen.inner && said.cut === true) return;
          return seen.before === 0 && seen.call !== batch ? said : undefined;
        },
      });
      expect(keys(shaken)).toEqual(keys(whole));
      expect(shaken.coverage).toEqual(whole.coverage);
      expect(shaken.calls.length).toBeGreaterThan(whole.calls.length);
      if (what === 'throttling') expect(shaken.waits).toContain(3000);
    },
  );

  test('one item of a $batch that is throttled is asked again alone, after the time that it says', async () => {
    const call = 'GET /v1.0/oauth2PermissionGrants';
    const shaken = await collectFrom({
      interject: (seen) =>
        seen.call === call && seen.before === 0
          ? refusal(429, 'TooManyRequests', { 'Retry-After': '11' })
          : undefined,
    });
    expect(shaken.azure.requests.filter((seen) => seen.call === call)).toHaveLength(2);
    expect(shaken.inner).toBe(whole.inner + 1);
    expect(shaken.calls.length).toBe(whole.calls.length + 1);
    expect(shaken.waits.filter((each) => each > 0)).toEqual([11_000]);
    expect(keys(shaken)).toEqual(keys(whole));
  });
});

describe('lists that break off on their second page', () => {
  test('what was read is kept, and told to be part', async () => {
    const isSecond = ({ url, call }: Seen): boolean => /skiptoken/.test(url.search) && call !== batch;
    const broken = await collectFrom({
      pageSize: 1,
      interject: (seen) => (isSecond(seen) ? refusal(403, 'Authorization_RequestDenied') : undefined),
    });
    const paged = new Set(broken.azure.requests.filter(isSecond).map(({ call }) => call));
    expect(paged.size).toBeGreaterThan(5);
    for (const call of paged)
      expect(broken.coverage.find(({ source }) => source === call)).toMatchObject({
        status: 'partial',
        detail: expect.stringMatching(/entries read, then no more/),
      });
    expect(keys(broken).filter((key) => !before.has(key))).toEqual([]);
    expect(broken.records.length).toBeGreaterThan(20);
  });

  test('pages of one entry give the same facts', async () => {
    const small = await collectFrom({ pageSize: 1 });
    expect(keys(small)).toEqual(keys(whole));
    expect(small.azure.faults).toEqual([]);
    expect(small.coverage).toEqual(whole.coverage);
  });
});

describe('a proxy after the log-in', () => {
  const answered = async (headers: Readonly<Record<string, string>>, status = 503): Promise<string> => {
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = 'http://127.0.0.1:9';
    try {
      const { coverage } = await collectFrom({
        interject: ({ inner }) =>
          inner ? undefined : { status, headers: { 'content-type': 'text/html', ...headers }, raw: html },
      });
      return coverage.map(({ detail }) => detail).join('\n');
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
    }
  };
  test.each([502, 503, 403, 407])('that answers %i itself is the cause', async (status) => {
    expect(await answered({}, status)).toContain('the proxy http://127.0.0.1:9 ');
  });
  test('is not, where the answer is marked as of Azure or comes as its JSON', async () => {
    expect(await answered({ 'x-azure-ref': 'a' })).not.toContain('the proxy');
    expect(await answered({ 'content-type': 'application/json' })).not.toContain('the proxy');
  });
});
