import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { agentOptions, proxyEnvironment, useProxy } from '../../src/collection/proxy.ts';
import { cliProcess, temporaryFolder } from '../support/cli.ts';

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

/** A proxy on loopback that logs whereto it is asked, and leads everything to one port, or nowhere. */
const loggingProxy = async (target?: number) => {
  const asked: string[] = [];
  const server = createServer((_, response) => response.writeHead(502).end());
  server.on('connect', ({ url }, socket) => {
    asked.push(url ?? '');
    if (target === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const onward = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return { asked, url: `http://127.0.0.1:${await listening(server)}` };
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
    const { asked, url } = await loggingProxy();
    const { code } = await cliProcess(['scan', '--aws', '--no-config'], {
      env: { ...aws, HTTPS_PROXY: url },
    });
    expect(code).toBe(3);
    expect(new Set(asked)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']));
  });

  test('GitHub: so does fetch', async () => {
    const { asked, url } = await loggingProxy();
    const { code, stderr } = await cliProcess(['scan', '--github', 'x', '--no-config'], {
      env: {
        GITHUB_TOKEN: 'ghp_loopback',
        HTTPS_PROXY: url,
        GITHUB_API_URL: 'https://github.invalid/api/v3',
      },
    });
    expect(code).toBe(3);
    expect(new Set(asked)).toEqual(new Set(['github.invalid:443']));
    expect(stderr).toMatch(/github x: UND_ERR_\w+: the connection failed.*https:..github.invalid/);
  }, 30_000);

  test('a certificate of its own is trusted by the bundle, beside those of Node, and only by it', async () => {
    const key = readFileSync(resolve('test/support/tls/key.pem'));
    const port = await listening(
      https.createServer({ key, cert: readFileSync(certificate) }, (_, response) => response.end('reached')),
    );
    const { asked, url } = await loggingProxy(port);
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

describe('the environment', () => {
  test('names no proxy', () => {
    expect(proxyEnvironment({ NO_PROXY: 'x', HTTPS_PROXY: '' })).toBeUndefined();
  });

  test('metadata of the machine never goes through it, and lower case wins', () => {
    expect(proxyEnvironment({ https_proxy: 'http://a', HTTPS_PROXY: 'http://b', NO_PROXY: 'c' })).toEqual({
      HTTPS_PROXY: 'http://a',
      NO_PROXY: 'c,169.254.169.254,169.254.170.2,169.254.170.23,fd00:ec2::254',
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
