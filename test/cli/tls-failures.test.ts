import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cliProcess, temporaryFolder } from '../support/cli.ts';

/** Servers whose certificate is not to be trusted: what they say is no answer, and the cause is told. */
const folder = temporaryFolder();
const pem = (name: string): string => resolve('test/support/tls', `${name}.pem`);
const servers: https.Server[] = [];
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
