import dns from 'node:dns';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { agentOptions, proxyEnvironment, useProxy } from '../../src/collection/proxy.ts';
import { s3Store } from '../../src/fleet/store/s3-store.ts';
import { cliProcess, temporaryFolder } from '../support/cli.ts';
import { setEnvironment } from '../support/environment.ts';
import { askedLive, liveProviders } from '../support/live-providers.ts';
import { loggingProxy } from '../support/unreachable.ts';

const folder = temporaryFolder();
const certificate = resolve('test/support/tls/certificate.pem');
const servers: { close: () => unknown; closeAllConnections?: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

const listening = async (server: Server | https.Server): Promise<number> => {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
};

const proxied = async (target?: number) => {
  const proxy = await loggingProxy(target);
  servers.push(proxy);
  return proxy;
};

const aws = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'loopback',
  AWS_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_MAX_ATTEMPTS: '1',
};

describe('through a proxy that logs', () => {
  test('AWS: the SDK asks it for the endpoint', async () => {
    const { asked, url } = await proxied();
    const { code } = await cliProcess(['scan', '--aws', '--no-config'], {
      env: { ...aws, HTTPS_PROXY: url },
    });
    expect(code).toBe(3);
    expect(new Set(asked)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']));
  });

  test('GitHub: so does fetch', async () => {
    const { asked, url } = await proxied();
    const { code, stderr } = await cliProcess(['scan', '--github', 'x', '--live-first', '1', '--no-config'], {
      env: {
        GITHUB_TOKEN: 'ghp_loopback',
        HTTPS_PROXY: url,
        GITHUB_API_URL: 'https://github.invalid/api/v3',
      },
    });
    expect(code).toBe(3);
    expect(new Set(asked)).toEqual(new Set(['github.invalid:443']));
    expect(stderr).toMatch(
      /github x: HTTP 502: the connection to https:..github.invalid failed: the proxy \S+ \(HTTPS_PROXY\) does not lead there; check the network/,
    );
  });

  test('a certificate of its own is trusted by the bundle, beside those of Node, and only by it', async () => {
    const key = readFileSync(resolve('test/support/tls/key.pem'));
    const port = await listening(
      https.createServer({ key, cert: readFileSync(certificate) }, (_, response) => response.end('reached')),
    );
    const { asked, url } = await proxied(port);
    const ask = (file: string | undefined): Promise<string> =>
      new Promise((done, failed) => {
        const { httpsAgent } = agentOptions({ HTTPS_PROXY: url }, { file, name: 'AWS_CA_BUNDLE' });
        https
          .get('https://aws.test.invalid/', { agent: new https.Agent(httpsAgent) }, (response) => {
            response.setEncoding('utf8').on('data', done);
          })
          .on('error', ({ message }) => failed(new Error(message)));
      });
    expect(await ask(certificate)).toBe('reached');
    await expect(ask(undefined)).rejects.toThrow(/certificate/);
    expect(asked).toEqual(['aws.test.invalid:443', 'aws.test.invalid:443']);
  });
});

/** Tokens of Microsoft and Google; all else is refused, which is an answer. */
const answerTo = (host: string, url: string): readonly [number, unknown] => {
  if (host.startsWith('oauth2.'))
    return [200, { access_token: 'ya29.loopback', expires_in: 3600, token_type: 'Bearer' }];
  if (url.includes('/oauth2/v2.0/token'))
    return [200, { access_token: 'loopback', expires_in: 3600, token_type: 'Bearer' }];
  return [403, { error: { code: 403, message: 'loopback' }, message: 'loopback' }];
};

const providersServer = async () => {
  const heard: string[] = [];
  const tls = (name: string): Buffer => readFileSync(resolve('test/support/tls', name));
  const port = await listening(
    https.createServer({ key: tls('server-key.pem'), cert: tls('providers.pem') }, (request, response) => {
      const host = request.headers.host ?? '';
      heard.push(host);
      const [status, body] = answerTo(host, request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }),
  );
  return { port, heard };
};

/** No name resolves: who asks directly is told so, and nobody is asked. */
const withoutNames = (): void => {
  vi.spyOn(dns, 'lookup').mockImplementation(((...given: readonly unknown[]) => {
    const done = given.at(-1) as (error: Error) => void;
    setImmediate(() => done(Object.assign(new Error('none'), { code: 'ENOTFOUND' })));
  }) as typeof dns.lookup);
};

/** The same in another process. */
const noNames = `import dns from 'node:dns';
  dns.lookup = (...given) =>
    setImmediate(() => given.at(-1)(Object.assign(new Error('none'), { code: 'ENOTFOUND' })));`;

describe('every provider', () => {
  const folder = temporaryFolder();
  const trusted = resolve('test/support/tls/providers.pem');
  const before = { ...process.env };
  afterEach(() => {
    setEnvironment(before);
    vi.restoreAllMocks();
  });

  test('goes through the proxy from its log-in on, with a certificate that the environment names', async () => {
    const { port, heard } = await providersServer();
    const { asked, url } = await proxied(port);
    const runs = await Promise.all(
      Object.entries(liveProviders).map(async ([id, { flags, credential, hosts }]) => {
        const { stderr, code } = await cliProcess(['scan', ...flags, '--live-first', '5', '--no-config'], {
          env: {
            ...credential(folder),
            HTTPS_PROXY: url,
            NO_PROXY: '',
            // AWS by its own variable alone.
            [id === 'aws' ? 'AWS_CA_BUNDLE' : 'NODE_EXTRA_CA_CERTS']: trusted,
          },
        });
        return { id, stderr, code, hosts };
      }),
    );
    for (const { id, stderr, code, hosts } of runs) {
      expect([id, code]).toEqual([id, 3]);
      expect(stderr).not.toMatch(/CERT|check the network|unexpected error/);
      for (const host of hosts) {
        expect(asked).toContain(`${host}:443`);
        expect(heard).toContain(host);
      }
    }
  }, 60_000);

  test.each(Object.entries(liveProviders))(
    '%s: hosts of NO_PROXY are asked directly',
    async (id, provider) => {
      const { asked, url } = await proxied();
      const { flags, credential, hosts } = provider;
      const env = { HTTPS_PROXY: url, NO_PROXY: `other.example,${hosts[0]}` };
      const told = /ENOTFOUND: the connection to https:/;
      if (id === 'azure') {
        // Its client reads the variable once in a process.
        const { stderr } = await cliProcess(['scan', ...flags, '--live-first', '2', '--no-config'], {
          nodeFlags: ['--import', `data:text/javascript,${encodeURIComponent(noNames)}`],
          env: { ...credential(folder), ...env },
        });
        expect(stderr).toMatch(told);
      } else {
        withoutNames();
        const coverage = await askedLive(id, folder, env);
        expect(coverage[0]?.detail).toMatch(told);
      }
      expect(asked).toEqual([]);
    },
  );

  test('a bundle for AWS that names another certificate is no trust: the cause is the certificate', async () => {
    const { port, heard } = await providersServer();
    const { url } = await proxied(port);
    const coverage = await askedLive('aws', folder, { HTTPS_PROXY: url, AWS_CA_BUNDLE: certificate }, 20_000);
    expect(coverage[0]?.detail).toMatch(
      /^DEPTH_ZERO_SELF_SIGNED_CERT: .*AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS$/,
    );
    expect(heard).toEqual([]);
  });

  test('the metadata of the machine is never asked through it', async () => {
    const { asked, url } = await proxied();
    withoutNames();
    await expect(
      askedLive('gcp', folder, {
        HTTPS_PROXY: url,
        HTTP_PROXY: url,
        GOOGLE_APPLICATION_CREDENTIALS: '',
        METADATA_SERVER_DETECTION: 'ping-only',
        GCE_METADATA_HOST: 'metadata.google.internal',
      }),
    ).rejects.toThrow(/no credential for Google Cloud/);
    expect(asked).toEqual([]);
    expect(process.env.NO_PROXY).toBeUndefined();
  });
});

test('the store in S3 goes through the proxy, and around it where NO_PROXY names it', async () => {
  const { asked, url } = await proxied();
  const before = { ...process.env };
  const place = { bucket: 'fleet', prefix: '', endpoint: 'https://s3.test.invalid', region: 'eu-west-1' };
  try {
    for (const noProxy of ['', 's3.test.invalid']) {
      setEnvironment({ ...before, ...aws, HTTPS_PROXY: url, NO_PROXY: noProxy });
      const store = await s3Store(place, { attempts: 1, idle: 1000 });
      await expect(store.get(`${'a'.repeat(64)}.ndjson.gz`, folder)).rejects.toThrow();
      expect(asked).toEqual(['s3.test.invalid:443']);
    }
  } finally {
    setEnvironment(before);
  }
});

describe('the environment', () => {
  test('names no proxy', () => {
    expect(proxyEnvironment({ NO_PROXY: 'x', HTTPS_PROXY: '' })).toBeUndefined();
  });

  test('metadata of the machine never goes through it, and lower case wins', () => {
    expect(proxyEnvironment({ https_proxy: 'http://a', HTTPS_PROXY: 'http://b', NO_PROXY: 'c' })).toEqual({
      HTTPS_PROXY: 'http://a',
      NO_PROXY:
        'c,169.254.169.254,169.254.170.2,169.254.170.23,fd00:ec2::254,metadata.google.internal,metadata.google.internal.',
    });
  });

  test('an address without scheme is refused, and not quoted', () => {
    expect(() => useProxy({ HTTPS_PROXY: 'user:secret@proxy:3128' })).toThrow(
      expect.objectContaining({ where: 'HTTPS_PROXY', remedy: expect.not.stringContaining('secret') }),
    );
  });

  test.each([
    ['there is no such file', 'missing.pem', undefined],
    ['it holds no certificate', 'empty.pem', 'nothing'],
  ])('a bundle is refused where %s', (_, name, text) => {
    const file = join(folder, name);
    if (text !== undefined) writeFileSync(file, text);
    expect(() => agentOptions({}, { file, name: 'AWS_CA_BUNDLE' })).toThrow(
      expect.objectContaining({ where: 'AWS_CA_BUNDLE' }),
    );
  });
});
