import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createDefaultHttpClient, createPipelineRequest, type HttpClient } from '@azure/core-rest-pipeline';
import { afterAll, describe, expect, test } from 'vitest';
import { journalStart } from '../../../../connectors/azure/collect/journal.ts';
import { defaultBounds } from '../../../../src/collection/bounds.ts';
import { fakeAzure } from '../../../support/azure-fake.ts';
import { statefulAzure } from '../../../support/azure-state.ts';
import { guidOf } from '../../../support/azure-tenant.ts';
import { type Collected, collectFrom, coverageOf } from './support.ts';

const tls = (name: string): string =>
  readFileSync(new URL(`../../../support/tls/${name}.pem`, import.meta.url), 'utf8');
let state = statefulAzure();
let azure = fakeAzure({ tenant: state.tenant });

/** How the server answers what it would answer: as it is, or damaged on the way. */
type Damage = 'none' | 'long' | 'silent' | 'half';
let damage: (url: string) => Damage = () => 'none';

const server = https.createServer(
  { key: tls('key'), cert: tls('certificate') },
  async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = `${request.headers['x-origin']}${request.url}`;
    // Somebody else than the scan: what changes something never comes from that.
    if (request.headers['x-somebody'] !== undefined) {
      const done = state.request(request.method!, url, JSON.parse(Buffer.concat(pieces).toString() || '{}'));
      response.writeHead(done.status).end(JSON.stringify(done.body ?? {}));
      return;
    }
    const answer = await azure.httpClient.sendRequest(
      createPipelineRequest({
        url,
        method: request.method as 'GET',
        body: Buffer.concat(pieces).toString(),
        headers: { get: (name: string) => String(request.headers[name.toLowerCase()] ?? '') } as never,
      }),
    );
    const how = damage(url);
    if (how === 'silent') return;
    const body = gzipSync(how === 'long' ? `${answer.bodyAsText}${' '.repeat(300_000)}` : answer.bodyAsText!);
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': body.length,
    });
    if (how === 'half') {
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return;
    }
    response.end(body);
  },
);
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const { port } = server.address() as AddressInfo;
const agent = new https.Agent({ ca: tls('certificate'), servername: 'aws.test.invalid', keepAlive: true });

/** The SDK's own client, which is only led to the loopback. */
const real = createDefaultHttpClient();
const httpClient: HttpClient = {
  sendRequest: async (request) => {
    const { url } = request;
    const { origin, pathname, search } = new URL(url);
    // The wire says by itself what is sent.
    Object.assign((request.requestOverrides as { headers: Record<string, string> }).headers, {
      'x-origin': origin,
    });
    request.url = `https://127.0.0.1:${port}${pathname}${search}`;
    request.agent = agent;
    try {
      return await real.sendRequest(request);
    } finally {
      request.url = url;
    }
  },
};
afterAll(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

/** A request of somebody who changes the tenant. */
const change = (method: string, url: string, body: object): Promise<number> =>
  new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(url);
    const request = https.request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path: `${pathname}${search}`,
        headers: { 'x-origin': origin, 'x-somebody': 'else' },
      },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    // Node frames no body of a DELETE by itself.
    request.on('error', reject).end(method === 'DELETE' ? undefined : JSON.stringify(body));
  });

const keys = ({ records }: Collected): string[] => records.map(({ record, id }) => `${record} ${id}`).sort();
const whole = await collectFrom();
const listed = 'GET /v1.0/oauth2PermissionGrants';

describe('over HTTPS', () => {
  test('comes to the same facts', async () => {
    const over = await collectFrom({}, { httpClient });
    expect(keys(over)).toEqual(keys(whole));
    expect(over.coverage).toEqual(whole.coverage);
  });

  test('what is changed between two scans, or during one, shows in what is asked after that', async () => {
    state = statefulAzure();
    azure = fakeAzure({ tenant: state.tenant });
    const secretsOf = ({ records }: Collected): number =>
      records
        .filter(({ record }) => record === 'azure.application')
        .flatMap(
          ({ data }) =>
            (data as { readonly passwordCredentials?: readonly object[] }).passwordCredentials ?? [],
        ).length;
    const graph = 'https://graph.microsoft.com/v1.0';
    const before = await collectFrom({}, { httpClient });
    const added = { passwordCredential: { displayName: 'new' } };
    expect(await change('POST', `${graph}/applications/${guidOf('a deploy')}/addPassword`, added)).toBe(200);
    let isTakenAway = false;
    const during = await collectFrom(
      {},
      {
        httpClient: {
          sendRequest: async (request) => {
            // Applications were read; consents are asked for after them.
            if (
              !isTakenAway &&
              request.url.endsWith('/$batch') &&
              String(request.body).includes('oauth2PermissionGrants')
            ) {
              isTakenAway = true;
              await change('DELETE', `${graph}/oauth2PermissionGrants/grant-1`, {});
            }
            return httpClient.sendRequest(request);
          },
        },
      },
    );
    expect(secretsOf(during)).toBe(secretsOf(before) + 1);
    const consents = ({ records }: Collected): number =>
      records.filter(({ record }) => record === 'azure.delegated-grant').length;
    expect([consents(before), isTakenAway, consents(during)]).toEqual([1, true, 0]);
    expect(await change('DELETE', `${graph}/oauth2PermissionGrants/grant-1`, {})).toBe(404);
    state = statefulAzure();
    azure = fakeAzure({ tenant: state.tenant });
  });

  test.each<[Damage, RegExp]>([
    ['long', /the answer is longer than 0 MiB/],
    ['silent', /no answer came for 0\.3 seconds/],
    ['half', /ECONNRESET: the connection failed/],
  ])('an answer that is %s is told of its call, and the rest goes on', async (how, told) => {
    damage = (url) => (url.includes('/v1.0/applications?') ? how : 'none');
    const bounds = { ...defaultBounds, answerBytes: 200_000, idle: how === 'silent' ? 300 : 5000 };
    const over = await collectFrom({}, { httpClient, bounds });
    damage = () => 'none';
    expect(coverageOf(over, 'GET /v1.0/applications')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(told),
    });
    expect(coverageOf(over, listed)?.status).toBe('complete');
  });
});

test('a host that never answers is asked once, and told of each call', async () => {
  damage = () => 'silent';
  const before = Date.now();
  const over = await collectFrom({}, { httpClient, bounds: { ...defaultBounds, idle: 60 } });
  damage = () => 'none';
  expect(Date.now() - before).toBeLessThan(2000);
  expect(coverageOf(over, 'GET /v1.0/applications')?.detail).toMatch(
    /^no answer within 0\.1 seconds: the connection to https:\/\/graph\.microsoft\.com failed/,
  );
  expect(over.coverage.map(({ status }) => status)).not.toContain('complete');
});

describe('an interrupted collection', () => {
  const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'nhi-journal-')), 'journal.ndjson');

  test('goes on where it was, and comes to the same facts and coverage', async () => {
    const journal = fresh();
    const stop = new AbortController();
    let made = 0;
    await expect(
      collectFrom(
        {},
        {
          journal,
          signal: stop.signal,
          onCall: () => {
            made += 1;
            if (made === 20) stop.abort(new Error('interrupted'));
          },
        },
      ),
    ).rejects.toThrow('interrupted');
    expect(journalStart(journal)).toBe('2026-04-01T00:00:00.000Z');
    expect(statSync(journal).mode & 0o077).toBe(0);
    expect(readFileSync(journal, 'utf8')).not.toMatch(/"hint"|secretText/);
    const rest = await collectFrom({}, { journal });
    expect(rest.calls.length).toBeLessThan(whole.calls.length - 8);
    expect(keys(rest)).toEqual(keys(whole));
    expect(rest.coverage).toEqual(whole.coverage);
    // It is over.
    expect(journalStart(journal)).toBeUndefined();
  });

  test('is not gone on with for other subscriptions', async () => {
    const journal = fresh();
    const stop = new AbortController();
    const interject = () => {
      stop.abort(new Error('interrupted'));
      return undefined;
    };
    await expect(collectFrom({ interject }, { journal, signal: stop.signal })).rejects.toThrow('interrupted');
    await expect(
      collectFrom({}, { journal, subscriptions: ['5aaaaaaa-0000-4000-8000-000000000001'] }),
    ).rejects.toThrow(/another collection/);
  });
});
