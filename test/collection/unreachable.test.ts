import dns from 'node:dns';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startLoopback } from '../support/aws-loopback.ts';
import { temporaryFolder } from '../support/cli.ts';
import { setEnvironment } from '../support/environment.ts';
import { askedLive, type LiveProvider, liveProviders } from '../support/live-providers.ts';
import { blackHole, closedPort, loggingProxy, type Opened } from '../support/unreachable.ts';

/**
 * A provider that cannot be reached: one bound for the log-in and all attempts until the first answer, here a fraction of a
 * second, and the cause is told.
 */
const folder = temporaryFolder();
const before = { ...process.env };
const open: Opened[] = [];
afterEach(() => {
  for (const { close } of open.splice(0)) close();
  setEnvironment(before);
  vi.restoreAllMocks();
});

const opening = async <Kept extends Opened>(one: Promise<Kept>): Promise<Kept> => {
  const kept = await one;
  open.push(kept);
  return kept;
};

/** How each way leads nowhere: what is set, and what the message has to name. */
const ways: Readonly<
  Record<
    string,
    (provider: LiveProvider) => Promise<{ readonly env: Record<string, string>; readonly cause: RegExp }>
  >
> = {
  'a host that accepts and never answers': async ({ elsewhere }) => {
    const { port } = await opening(blackHole());
    const own = elsewhere?.(`http://127.0.0.1:${port}`);
    return {
      env: own ?? { HTTPS_PROXY: (await opening(loggingProxy(port))).url },
      cause: /no answer within 0\.3 seconds/,
    };
  },
  'a port that is closed': async ({ elsewhere }) => {
    const port = await closedPort();
    const own = elsewhere?.(`http://127.0.0.1:${port}`);
    // A proxy that gets no connection there says so by a status of its own.
    return {
      env: own ?? { HTTPS_PROXY: (await opening(loggingProxy())).url },
      cause: own === undefined ? /no answer|E[A-Z]+|502/ : /ECONNREFUSED/,
    };
  },
  'a name that does not resolve': async () => {
    vi.spyOn(dns, 'lookup').mockImplementation(((name: string, ...rest: readonly unknown[]) => {
      const done = rest.at(-1) as (error: Error) => void;
      setImmediate(() =>
        done(
          Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', hostname: name }),
        ),
      );
    }) as typeof dns.lookup);
    return { env: {}, cause: /ENOTFOUND/ };
  },
  'a proxy that is down': async () => ({
    env: { HTTPS_PROXY: `http://127.0.0.1:${await closedPort()}` },
    cause:
      /ECONNREFUSED.* as the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\) cannot be reached: nobody listens there/,
  }),
  'a proxy that leads nowhere': async () => ({
    env: { HTTPS_PROXY: (await opening(loggingProxy(undefined, '404 Not Found'))).url },
    cause: /HTTP 404: .* failed: the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\) does not lead there/,
  }),
  'a proxy that never answers': async () => ({
    env: { HTTPS_PROXY: `http://127.0.0.1:${(await opening(blackHole())).port}` },
    cause: /no answer within 0\.3 seconds/,
  }),
};

describe.each(Object.entries(liveProviders))('%s', (id, provider) => {
  test.each(Object.entries(ways))('%s', async (_, way) => {
    const { env, cause } = await way(provider);
    const started = performance.now();
    const coverage = await askedLive(id, folder, env, cause.source.includes('0\\.3') ? 300 : 1_000);
    const taken = performance.now() - started;
    expect(coverage.filter(({ status }) => status === 'complete')).toEqual([]);
    const told = coverage.map(({ detail }) => detail);
    expect(told[0]).toMatch(cause);
    expect(told[0]).toMatch(/: the connection to https?:\/\/\S+ failed.*check the network, HTTPS_PROXY/);
    // One cause; the rest follows from it.
    expect(new Set(told.filter((detail) => /check the network/.test(detail))).size).toBe(1);
    expect(told.join()).not.toContain('never-shown-anywhere');
    // The first of a provider loads its SDK, which takes seconds where others are at work.
    expect(taken).toBeLessThan(9_000);
  });

  test.each([
    ['without a password', '', /asks for a password; put user and password into HTTPS_PROXY/],
    ['with a wrong one', 'ana:geheim@', /does not accept the user and the password in HTTPS_PROXY/],
  ])('a proxy that asks for a password, %s', async (_, user, cause) => {
    const { url } = await opening(loggingProxy(undefined, '407 Proxy Authentication Required'));
    const coverage = await askedLive(id, folder, { HTTPS_PROXY: url.replace('//', `//${user}`) });
    const told = coverage.map(({ detail }) => detail);
    expect(coverage.filter(({ status }) => status === 'complete')).toEqual([]);
    expect(told[0]).toMatch(cause);
    expect(told[0]).toContain(`: the proxy ${url} `);
    expect(told.join()).not.toMatch(/geheim|sign in|never-shown-anywhere/);
  });
});

test('AWS after it let somebody in: a host that never answers is told soon, and the others are asked', async () => {
  const account = { id: '111122223333', groups: [], policies: [], roles: [], users: [] };
  const loopback = await startLoopback({ accounts: [account as never] });
  const { port } = await opening(blackHole());
  const started = performance.now();
  try {
    const coverage = await askedLive(
      'aws',
      folder,
      {
        AWS_ENDPOINT_URL: loopback.url,
        AWS_ENDPOINT_URL_IAM: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: `AKIA${account.id}`,
      },
      300,
    );
    const of = (service: string) => coverage.filter(({ source }) => source.startsWith(`${service}:`));
    expect(of('sts').map(({ status }) => status)).toEqual(['complete']);
    expect(of('iam').map(({ detail }) => detail)[0]).toMatch(
      /no answer within 0\.3 seconds: the connection to http:\/\/127\.0\.0\.1:\d+ failed; check the network/,
    );
    expect(of('iam').filter(({ status }) => status === 'complete')).toEqual([]);
    expect(
      of('organizations')
        .map(({ detail }) => detail)
        .join(),
    ).not.toContain('no answer');
    expect(performance.now() - started).toBeLessThan(5_000);
  } finally {
    await loopback.close();
  }
});
