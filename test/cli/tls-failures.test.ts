import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cliProcess, temporaryFolder } from '../support/cli.ts';

/** Servers whose certificate is not to be trusted: what they say is no answer, and the cause is told. */
const folder = temporaryFolder();
const pem = (name: string): string => resolve('test/support/tls', `${name}.pem`);
const servers: (http.Server | https.Server)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** @returns its port, and what it was asked: nothing may come that far */
const serverWith = async (certificate: string) => {
  const asked: string[] = [];
  const server = https.createServer(
    { key: readFileSync(pem('server-key')), cert: readFileSync(pem(certificate)) },
    (request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    },
  );
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, asked };
};

const aws = (port: number): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
  AWS_ACCESS_KEY_ID: 'AKIA111111111111',
  AWS_SECRET_ACCESS_KEY: 'never-shown-anywhere',
  AWS_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});
// What is trusted besides the usual: of one that is expired or of another host only that is wrong.
const rows = [
  ['self-signed', undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['expired', 'expired', 'CERT_HAS_EXPIRED'],
  ['other-host', 'other-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const;
test.each(rows)(
  'AWS, %s: the cause is named, nothing is asked, and nothing passes',
  async (certificate, trusted, code) => {
    const { port, asked } = await serverWith(certificate);
    const run = await cliProcess(['scan', '--aws', '--fail-on', 'critical'], {
      cwd: folder,
      env: {
        XDG_CACHE_HOME: folder,
        ...aws(port),
        ...(trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: pem(trusted) }),
      },
    });
    expect(run.stderr + run.stdout).toContain(code);
    expect(run.stderr + run.stdout).toContain('NODE_EXTRA_CA_CERTS');
    expect(`${run.stdout}${run.stderr}`).not.toMatch(/unexpected error|never-shown-anywhere|\n\s+at /);
    expect(run.code).toBe(3);
    expect(asked).toEqual([]);
  },
);

/** A proxy that opens every connection itself, as those of companies do, with a certificate that nobody trusts. */
const interceptingProxy = async () => {
  const { port, asked } = await serverWith('self-signed');
  const opened: string[] = [];
  const proxy = http.createServer((_, response) => response.writeHead(405).end());
  proxy.on('connect', ({ url = '' }, client) => {
    opened.push(url);
    const inner = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      inner.pipe(client).pipe(inner);
    });
    for (const socket of [inner, client]) socket.on('error', () => socket.destroy());
  });
  servers.push(proxy);
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return { address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, opened, asked };
};

const googleKey = (): string => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const path = join(folder, 'key.json');
  const email = 'ci@shop.iam.gserviceaccount.com';
  writeFileSync(
    path,
    JSON.stringify({
      type: 'service_account',
      project_id: 'shop',
      private_key: privateKey,
      client_email: email,
    }),
  );
  return path;
};
const demoAccount = resolve('connectors/aws/demo/111122223333-account-authorization-details.json');
const guid = '11111111-1111-4111-8111-111111111111';
const { AWS_ENDPOINT_URL: _, ...awsCredential } = aws(0);
/** Each with the host that is reached first, which is asked for nothing. */
const providers = [
  ['aws', ['--aws'], () => awsCredential, 'sts.eu-west-1.amazonaws.com:443'],
  [
    'azure',
    ['--azure'],
    () => ({ AZURE_TENANT_ID: guid, AZURE_CLIENT_ID: guid, AZURE_CLIENT_SECRET: 'never-shown-anywhere' }),
    'login.microsoftonline.com:443',
  ],
  [
    'gcp',
    ['--gcp', '--gcp-organization', '1'],
    () => ({ GOOGLE_APPLICATION_CREDENTIALS: googleKey() }),
    'oauth2.googleapis.com:443',
  ],
  ['github', ['--github', 'acme'], () => ({ GITHUB_TOKEN: 'never-shown-anywhere' }), 'api.github.com:443'],
] as const;

test.each(providers)(
  'collect, %s behind a proxy that opens connections: not tried again, the cause comes first, and there is no snapshot',
  async (provider, flags, credential, host) => {
    const { address, opened, asked } = await interceptingProxy();
    const run = await cliProcess(['collect', ...flags, '--snapshot', `${provider}.ndjson`], {
      cwd: folder,
      env: { HTTPS_PROXY: address, NO_PROXY: '', ...credential() },
    });
    const [said = '', first = ''] = run.stderr.split('\n');
    expect(said).toBe('nhi-audit: nothing could be read from any source: no snapshot was written');
    expect(first).toMatch(
      /^ {2}partial: .{1,40} in [\w*/]+: DEPTH_ZERO_SELF_SIGNED_CERT: .*NODE_EXTRA_CA_CERTS$/,
    );
    expect(run.stderr).not.toMatch(/never-shown-anywhere|\n\s+at /);
    expect(run.code).toBe(3);
    expect(existsSync(join(folder, `${provider}.ndjson`))).toBe(false);
    // GitHub is asked for two things at once, for the organisation and for who asks: each once.
    expect(new Set(opened)).toEqual(new Set([host]));
    expect(opened.length).toBeLessThanOrEqual(provider === 'github' ? 2 : 1);
    expect(asked).toEqual([]);
  },
);

test('beside what can be read it is a gap of the snapshot, and the rest is kept', async () => {
  const { address } = await interceptingProxy();
  const run = await cliProcess(['collect', '--gcp', '--snapshot', 'beside.ndjson', demoAccount], {
    cwd: folder,
    env: { HTTPS_PROXY: address, NO_PROXY: '', GOOGLE_APPLICATION_CREDENTIALS: googleKey() },
  });
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  const snapshot = readFileSync(join(folder, 'beside.ndjson'), 'utf8');
  expect(snapshot).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(snapshot).toContain('"record":"aws.role"');
});
