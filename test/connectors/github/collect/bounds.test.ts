import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { collectGitHub } from '../../../../connectors/github/collect/index.ts';
import { type Bounds, defaultBounds } from '../../../../src/collection/bounds.ts';
import { connectionAdvice, ownConnectionCode } from '../../../../src/collection/failure.ts';
import type { Coverage } from '../../../../src/model/coverage.ts';
import { isCoverage } from '../../../../src/snapshot/read.ts';
import { sampleOrganization } from '../../../support/github-estate.ts';
import type { Said, Seen } from '../../../support/github-loopback.ts';
import { collectFrom, coverageOf } from './support.ts';

const collect = (interject: (seen: Seen) => Said | undefined, bounds: Partial<Bounds> = {}) =>
  collectFrom(
    { organizations: [sampleOrganization()], interject },
    { bounds: { ...defaultBounds, ...bounds } },
  );
const hooks = 'GET /orgs/{org}/hooks';
const atHooks = (said: Said) => (seen: Seen) => (seen.path === '/orgs/acme/hooks' ? said : undefined);

describe('an answer that leads elsewhere', () => {
  test.each<[string, Said]>([
    ['a redirect on the same host, to what is no call', { status: 302, headers: { location: '/sign-in' } }],
    ['a redirect to another host', { status: 302, headers: { location: 'https://evil.example/x' } }],
    ['a redirect in a circle', { status: 302, headers: { location: '/orgs/acme/hooks' } }],
    [
      'a next page that is no call',
      { status: 200, body: [], headers: { link: '</sign-in?page=2>; rel="next"' } },
    ],
    [
      'a next page of another call',
      { status: 200, body: [], headers: { link: '</orgs/acme/installations?page=2>; rel="next"' } },
    ],
    [
      'a next page that is this one',
      { status: 200, body: [], headers: { link: '</orgs/acme/hooks?page=1>; rel="next"' } },
    ],
  ])('%s is not followed: partial, and the rest goes on', async (_, said) => {
    const collected = await collect(atHooks(said));
    expect(coverageOf(collected, hooks)).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/not followed|redirects|came twice/),
    });
    expect(coverageOf(collected, 'GET /orgs/{org}/actions/runners')?.status).toBe('complete');
  });
});

describe('what a server may cost', () => {
  test('bytes', async () => {
    const collected = await collect(atHooks({ status: 200, raw: `[${' '.repeat(3_000_000)}]` }), {
      answerBytes: 2_097_152,
    });
    expect(coverageOf(collected, hooks)).toMatchObject({
      status: 'partial',
      detail: 'the answer is longer than 2 MiB',
    });
  });

  test('pages of a list', async () => {
    let page = 1;
    const collected = await collect(
      (seen) => {
        if (seen.path !== '/orgs/acme/hooks') return;
        page += 1;
        return { status: 200, body: [], headers: { link: `</orgs/acme/hooks?page=${page}>; rel="next"` } };
      },
      { pages: 4 },
    );
    expect(collected.calls.filter((call) => call === hooks).length).toBe(4);
    expect(coverageOf(collected, hooks)).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('more than 4 pages'),
    });
  });

  test('cursors that go round', async () => {
    const collected = await collect((seen) => {
      if (!seen.body.includes('query Members')) return;
      const edge = {
        role: 'MEMBER',
        hasTwoFactorEnabled: true,
        node: { databaseId: 1, login: 'u', createdAt: null },
      };
      const pageInfo = { hasNextPage: true, endCursor: 'again' };
      const data = {
        organization: { membersWithRole: { totalCount: 9, pageInfo, edges: [edge] } },
        rateLimit: { cost: 1, remaining: 9, limit: 9, resetAt: 'x' },
      };
      return { status: 200, body: { data } };
    });
    expect(collected.calls.filter((call) => call === 'graphql Members').length).toBe(2);
    expect(coverageOf(collected, 'graphql Members')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('the same marker came twice'),
    });
  });

  test('the time of the whole collection', async () => {
    const collected = await collect(() => undefined, { total: -1 });
    expect(collected.calls).toEqual([]);
    expect(collected.records).toEqual([]);
    expect(coverageOf(collected, 'GET /orgs/{org}')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('which is its limit'),
    });
  });
});

describe('a server that goes silent', () => {
  const servers: { close: () => void }[] = [];
  afterEach(() => {
    for (const { close } of servers.splice(0)) close();
  });

  test.each([
    ['before its answer', false],
    ['in the middle of it', true],
  ])('%s is left after a while, and told', async (_, begins) => {
    const server = createServer((_request, response) => {
      if (!begins) return;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id":');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push({
      close: () => {
        server.closeAllConnections();
        server.close();
      },
    });
    const { port } = server.address() as AddressInfo;
    const coverage: Coverage[] = [];
    for await (const entry of collectGitHub({
      credential: { token: 'ghs_test' },
      organizations: ['acme'],
      apiUrl: `http://127.0.0.1:${port}`,
      spacing: 0,
      second: 1,
      bounds: { ...defaultBounds, idle: 100 },
    }))
      if (isCoverage(entry)) coverage.push(entry);
    expect(coverage.find(({ source }) => source === 'GET /orgs/{org}')).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(begins ? /came for 0\.1 seconds/ : /no answer within 0\.1 seconds/),
    });
  });
});

test.each([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_HAS_EXPIRED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s is a fault of the connection, with what to do', (code) => {
  expect(ownConnectionCode(Object.assign(new Error('x'), { code }))).toBe(code);
  expect(connectionAdvice(code)).toContain('NODE_EXTRA_CA_CERTS');
});
