import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDefaultHttpClient } from '@azure/core-rest-pipeline';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bounds, boundedBytes, deadlineOf, defaultBounds } from '../../src/collection/bounds.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import * as aws from '../connectors/aws/collect/support.ts';
import * as azure from '../connectors/azure/collect/support.ts';
import * as gcp from '../connectors/gcp/collect/support.ts';
import * as github from '../connectors/github/collect/support.ts';
import { sampleAccount } from '../support/aws-account.ts';
import { fakeAzure } from '../support/azure-fake.ts';
import { sampleOrganization } from '../support/github-estate.ts';
import { answerSlowly, type Slow } from '../support/slow-answers.ts';

/** What a server may do to one call. */
type Trick =
  | Slow
  /** So many bytes, of no use. */
  | { readonly how: 'long'; readonly bytes: number }
  /** Every page names the same next one. */
  | { readonly how: 'circle' };

/** A connector before a loopback server. The same for all: a new one has its row, or the house test tells. */
interface Row {
  readonly provider: string;
  /** A list: the call that is played tricks on. */
  readonly list: string;
  /** Another, which goes on as ever. */
  readonly other: string;
  readonly collect: (
    bounds: Partial<Bounds>,
    trick?: (call: string) => Trick | undefined,
  ) => Promise<{ readonly coverage: readonly Coverage[]; readonly calls: readonly string[] }>;
  /** A list of which every page names the same next one. */
  readonly circle: () => Promise<readonly Coverage[]>;
  /** The list with more pages than the bounds let be followed. */
  readonly paged: (pages: number) => Promise<readonly Coverage[]>;
}

const boundsWith = (bounds: Partial<Bounds>): Bounds => ({ ...defaultBounds, ...bounds });

let slowServer: Server;
let slowPort = 0;
let slowAnswer: Slow | undefined;
beforeAll(async () => {
  slowServer = createServer((_, response) => {
    if (slowAnswer !== undefined) answerSlowly(response, slowAnswer);
  });
  await new Promise<void>((resolve) => slowServer.listen(0, '127.0.0.1', resolve));
  slowPort = (slowServer.address() as AddressInfo).port;
});
afterAll(() => {
  slowServer.closeAllConnections();
  slowServer.close();
});

const circled = async (row: Row): Promise<readonly Coverage[]> =>
  (await row.collect({}, (call) => (call === row.list ? { how: 'circle' } : undefined))).coverage;

const awsRow: Row = {
  provider: 'aws',
  list: 'iam:GetAccountSummary',
  other: 'iam:GetAccountAuthorizationDetails',
  collect: async (bounds, trick) => {
    const { coverage, calls } = await aws.collectFrom(
      {
        accounts: [sampleAccount('111111111111')],
        fault: ({ call }) => {
          const played = trick?.(call);
          if (played === undefined) return undefined;
          if (played.how === 'long')
            return { kind: 'body', type: 'text/xml', body: `<a>${' '.repeat(played.bytes)}</a>` };
          return played.how === 'circle' ? undefined : { kind: 'slow', slow: played };
        },
      },
      { bounds: boundsWith(bounds), retryStrategy: aws.retryAtOnce(2) },
    );
    return {
      coverage,
      calls: Object.entries(calls).flatMap(([call, count]) => Array<string>(count).fill(call)),
    };
  },
  circle: async () =>
    (await aws.collectFrom({ accounts: [sampleAccount('111111111111')], pageSize: 0 })).coverage,
  paged: async (pages) =>
    (
      await aws.collectFrom(
        { accounts: [sampleAccount('111111111111')], pageSize: 1 },
        { bounds: boundsWith({ pages }) },
      )
    ).coverage,
};

const gcpRow: Row = {
  provider: 'gcp',
  list: 'storage.projects.hmacKeys.list',
  other: 'iam.policies.listPolicies',
  collect: (bounds, trick) =>
    gcp.collectFrom(
      {
        interject: (seen) => {
          const played = trick?.(gcp.callOf(seen));
          if (played === undefined) return undefined;
          if (played.how === 'long') return { status: 200, raw: `{${' '.repeat(played.bytes)}}` };
          if (played.how === 'circle') return { status: 200, body: { nextPageToken: 'again' } };
          return { status: 200, slow: played };
        },
      },
      { bounds: boundsWith(bounds) },
    ),
  circle: () => circled(gcpRow),
  paged: async (pages) =>
    (await gcp.collectFrom({ pageSize: 1 }, { bounds: boundsWith({ pages }) })).coverage,
};

const real = createDefaultHttpClient();
const azureRow: Row = {
  provider: 'azure',
  list: 'GET /v1.0/applications',
  other: 'GET /v1.0/oauth2PermissionGrants',
  collect: (bounds, trick) => {
    const fake = fakeAzure({
      interject: ({ call }) => {
        const played = trick?.(call);
        if (played?.how === 'long') return { status: 200, raw: `{${' '.repeat(played.bytes)}}` };
        return played?.how === 'circle'
          ? {
              status: 200,
              body: {
                value: [],
                '@odata.nextLink': 'https://graph.microsoft.com/v1.0/applications?$skiptoken=again',
              },
            }
          : undefined;
      },
    });
    return azure.collectFrom(
      {},
      {
        bounds: boundsWith(bounds),
        httpClient: {
          sendRequest: async (request) => {
            const played =
              new URL(request.url).pathname === '/v1.0/applications' ? trick?.(azureRow.list) : undefined;
            if (played === undefined || played.how === 'circle') return fake.httpClient.sendRequest(request);
            const { url } = request;
            if (played.how === 'long') slowAnswer = undefined;
            else slowAnswer = played;
            if (played.how === 'long') return longAnswer(fake, request, played.bytes);
            request.url = `http://127.0.0.1:${slowPort}/`;
            request.allowInsecureConnection = true;
            try {
              return await real.sendRequest(request);
            } finally {
              request.url = url;
            }
          },
        },
      },
    );
  },
  circle: () => circled(azureRow),
  paged: async (pages) =>
    (await azure.collectFrom({ pageSize: 1 }, { bounds: boundsWith({ pages }) })).coverage,
};
const longAnswer = async (
  fake: ReturnType<typeof fakeAzure>,
  request: Parameters<typeof real.sendRequest>[0],
  bytes: number,
): ReturnType<typeof real.sendRequest> => {
  const { bodyAsText: _, ...answer } = await fake.httpClient.sendRequest(request);
  async function* body() {
    for (let sent = 0; sent < bytes; sent += 65_536) yield Buffer.alloc(65_536, ' ');
  }
  return { ...answer, readableStreamBody: body() as never };
};

const githubRow: Row = {
  provider: 'github',
  list: 'GET /orgs/{org}/hooks',
  other: 'GET /orgs/{org}/actions/runners',
  collect: (bounds, trick) =>
    github.collectFrom(
      {
        organizations: [sampleOrganization()],
        interject: (seen) => {
          const played = seen.path === '/orgs/acme/hooks' ? trick?.(githubRow.list) : undefined;
          if (played === undefined) return undefined;
          if (played.how === 'long') return { status: 200, raw: `[${' '.repeat(played.bytes)}]` };
          if (played.how === 'circle')
            return { status: 200, body: [], headers: { link: '</orgs/acme/hooks?page=2>; rel="next"' } };
          return { status: 200, slow: played };
        },
      },
      { bounds: boundsWith(bounds) },
    ),
  circle: () => circled(githubRow),
  paged: async (pages) => {
    let page = 1;
    const { coverage } = await github.collectFrom(
      {
        organizations: [sampleOrganization()],
        interject: (seen) => {
          if (seen.path !== '/orgs/acme/hooks') return undefined;
          page += 1;
          return { status: 200, body: [], headers: { link: `</orgs/acme/hooks?page=${page}>; rel="next"` } };
        },
      },
      { bounds: boundsWith({ pages }) },
    );
    return coverage;
  },
};

const rows = [awsRow, azureRow, gcpRow, githubRow];
const lineOf = (coverage: readonly Coverage[], source: string): Coverage | undefined =>
  coverage.find((each) => each.source === source);

afterEach(() => {
  vi.useRealTimers();
});

describe.each(rows.map((row) => [row.provider, row] as const))(
  '%s',
  (_, { list, other, collect, paged, circle }) => {
    const one =
      (trick: Trick) =>
      (call: string): Trick | undefined =>
        call === list ? trick : undefined;
    const toldOf = async (bounds: Partial<Bounds>, trick: Trick, told: RegExp): Promise<void> => {
      const { coverage } = await collect(bounds, one(trick));
      expect(lineOf(coverage, list)).toMatchObject({
        status: 'partial',
        detail: expect.stringMatching(told),
      });
      expect(lineOf(coverage, other)).toMatchObject({ status: 'complete' });
    };

    test('bytes of an answer', () =>
      toldOf(
        { answerBytes: 1_048_576 },
        { how: 'long', bytes: 1_200_000 },
        /the answer is longer than 1 MiB/,
      ));

    test('time without an answer, and in the middle of one: as ever 120 seconds, which the clock passes at once', async () => {
      for (const how of ['silent', 'stalls'] as const) {
        vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
        await toldOf(
          {},
          { how, moved: () => vi.advanceTimersByTime(defaultBounds.idle + 1) },
          /came for 120 seconds|requestTimeout|120000 ms|TimeoutError|timed? ?out/i,
        );
        vi.useRealTimers();
      }
    });

    test('an answer that comes byte by byte, until the time of the collection is over', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      const { coverage } = await collect(
        {},
        one({ how: 'drips', moved: () => vi.setSystemTime(Date.now() + defaultBounds.total + 1) }),
      );
      expect(lineOf(coverage, list)).toMatchObject({
        status: 'partial',
        detail: expect.stringMatching(/left in the middle of it: the scan has taken 1440 minutes/),
      });
      for (const { status, detail } of coverage.filter((each) => each.status !== 'complete'))
        expect([status, detail]).toEqual([expect.anything(), expect.stringMatching(/.../)]);
    });

    test('the time of the whole collection: nothing is asked, and each call says so', async () => {
      const { coverage, calls } = await collect({ total: -1 });
      expect(calls).toEqual([]);
      expect(coverage.length).toBeGreaterThan(0);
      // Who is signed in is known without a call.
      expect(
        coverage.filter(({ status, gives }) => status === 'complete' && !gives.includes('scanner')),
      ).toEqual([]);
      expect(coverage.some(({ detail }) => /which is its limit/.test(detail))).toBe(true);
    });

    test('pages of a list', async () => {
      const over = (await paged(2)).filter(({ detail }) => /more than 2 pages/.test(detail));
      expect(over.length).toBeGreaterThan(0);
      for (const { status } of over) expect(status).toBe('partial');
    });

    test('a marker that comes again', async () => {
      const again = (await circle()).filter(({ detail }) => /the same marker came twice/.test(detail));
      expect(new Set(again.map(({ status }) => status))).toEqual(new Set(['partial']));
    });
  },
);

test('a refusal of GitHub that does not end is bounded as any answer is', async () => {
  const { coverage } = await github.collectFrom(
    {
      organizations: [sampleOrganization()],
      interject: ({ path }) =>
        path === '/orgs/acme/hooks' ? { status: 403, raw: `{${' '.repeat(1_200_000)}}` } : undefined,
    },
    { bounds: boundsWith({ answerBytes: 1_048_576 }) },
  );
  expect(lineOf(coverage, githubRow.list)).toMatchObject({
    status: 'partial',
    detail: 'the answer is longer than 1 MiB',
  });
});

describe('a body', () => {
  const never = new Promise<never>(() => {});
  const inTime = (): void => {};

  test('of which nothing comes any more is left, and closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const returned = vi.fn(async () => ({ done: true as const, value: undefined }));
    const stalled = { [Symbol.asyncIterator]: () => ({ next: () => never, return: returned }) };
    const read = boundedBytes(stalled, defaultBounds, inTime);
    const outcome = expect(read).rejects.toThrow('nothing more of the answer came for 120 seconds');
    await vi.advanceTimersByTimeAsync(defaultBounds.idle - 1);
    expect(returned).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test('that comes piece by piece is read to its end, as long as there is time', async () => {
    async function* pieces() {
      for (let piece = 0; piece < 5; piece += 1) yield Buffer.from(String(piece));
    }
    expect(Buffer.from(await boundedBytes(pieces(), defaultBounds, inTime)).toString()).toBe('01234');
    let now = 0;
    const late = deadlineOf(boundsWith({ total: 3 }), () => (now += 1));
    await expect(boundedBytes(pieces(), defaultBounds, late)).rejects.toThrow('left in the middle of it');
  });
});
