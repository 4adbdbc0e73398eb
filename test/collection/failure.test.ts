import { describe, expect, test } from 'vitest';
import {
  answerFault,
  causesOf,
  connectionAdvice,
  connectionCode,
  failuresBy,
  isAnswerFault,
  type Meaning,
  mayPass,
  oneLine,
  proxyAnswer,
  proxyRefusal,
} from '../../src/collection/failure.ts';
import { isViolation, readOnlyViolation } from '../../src/collection/guard.ts';

const describeMeaning = failuresBy<Meaning, readonly [call: string]>({
  meaningOf: (meaning) => meaning,
  tell: {
    denied: (_, call) => `allow ${call}`,
    credentials: () => 'renew them',
    throttled: () => 'later',
    unsupported: () => 'not here',
    lost: () => 'no connection',
    'not-understood': () => 'misread',
    bounded: () => 'bounded',
    failed: () => 'its fault',
    unknown: () => ({ reason: 'this one is everywhere', status: 'denied', everywhere: true }),
  },
});

describe('a failure becomes coverage by what it means', () => {
  test.each<[Meaning, object, boolean]>([
    ['denied', { status: 'denied', reason: 'allow x:Read' }, false],
    ['credentials', { status: 'denied', reason: 'renew them', everywhere: true, ends: true }, true],
    ['throttled', { status: 'partial', reason: 'later' }, true],
    ['unsupported', { status: 'unsupported', reason: 'not here' }, false],
    ['lost', { status: 'partial', reason: 'no connection' }, true],
    ['failed', { status: 'partial', reason: 'its fault' }, true],
    ['unknown', { status: 'denied', lasts: true, reason: 'this one is everywhere', everywhere: true }, false],
  ])('%s', (meaning, failure, passes) => {
    const told = describeMeaning(meaning, 'x:Read');
    expect(told).toEqual(failure);
    expect(mayPass(told)).toBe(passes);
  });
});

describe('the code of a connection', () => {
  const coded = (code: unknown): Error => Object.assign(new Error('x'), { code });
  test.each<[string, unknown, string | undefined]>([
    ['is that of the error', coded('ECONNRESET'), 'ECONNRESET'],
    ['or of what caused it', new Error('fetch failed', { cause: coded('UND_ERR_SOCKET') }), 'UND_ERR_SOCKET'],
    ['or of the first of several', new AggregateError([coded('ECONNREFUSED'), coded('EX')]), 'ECONNREFUSED'],
    ['a certificate has one too', coded('CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
    ['so has a failed handshake', coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['a fault of ours has none', coded('ERR_INVALID_ARG_TYPE'), undefined],
    ['nor a package that is not installed', coded('ERR_MODULE_NOT_FOUND'), undefined],
    ['a number is none', coded(20), undefined],
    ['an interruption has none', coded('ABORT_ERR'), undefined],
    ['a proxy that refuses has one', proxyRefusal(407), 'PROXY_407'],
    [
      'so it has where fetch tells of it',
      Object.assign(new Error('Proxy response (403) !== 200 when HTTP Tunneling'), {
        code: 'UND_ERR_ABORTED',
      }),
      'PROXY_403',
    ],
    ['nor has text', 'ECONNRESET', undefined],
  ])('%s', (_, error, code) => expect(connectionCode(error)).toBe(code));
});

test.each([
  [
    'nothing more is known',
    {},
    'X: the connection failed; check the network, HTTPS_PROXY and NO_PROXY, and scan again',
  ],
  [
    'a variable names the API',
    { setBy: 'GITHUB_API_URL' },
    'X: the connection failed; check the network, HTTPS_PROXY, NO_PROXY and GITHUB_API_URL, and scan again',
  ],
  [
    'it is known where it went',
    { to: 'https://a.example', tried: ' after 2 attempts' },
    'X: the connection to https://a.example failed after 2 attempts; check the network, HTTPS_PROXY and NO_PROXY (try: curl -sSI https://a.example), and scan again',
  ],
])('advice where %s', (_, connection, advice) => {
  expect(connectionAdvice('X', connection)).toBe(advice);
});

describe('the proxy in use', () => {
  const env = { HTTPS_PROXY: 'http://ana:geheim@proxy.example:3128', NO_PROXY: 'b.example,.c.example' };
  const to = 'https://a.example';
  test.each<[string, string, string, RegExp]>([
    [
      'refuses',
      'ECONNREFUSED',
      to,
      /as the proxy http:\/\/proxy\.example:3128 \(HTTPS_PROXY\) cannot be reached: nobody/,
    ],
    [
      'has no name',
      'ENOTFOUND',
      to,
      /as the proxy \S+ \(HTTPS_PROXY\) cannot be reached: its name does not resolve/,
    ],
    [
      'may have broken off',
      'ECONNRESET',
      to,
      /failed through the proxy http:\/\/proxy\.example:3128 \(HTTPS_PROXY\);/,
    ],
    ['takes no password', 'PROXY_407', to, /^HTTP 407: .* does not accept the user and the password/],
    ['leads nowhere', 'PROXY_403', to, /^HTTP 403: the connection to https:\/\/a\.example failed: the proxy/],
    ['is not asked for a host', 'ECONNREFUSED', 'https://b.example', /failed; check/],
    ['is not asked for a domain', 'ECONNREFUSED', 'https://x.c.example', /failed; check/],
    ['is asked for a longer name', 'ECONNREFUSED', 'https://xb.example', /as the proxy/],
    ['is another for HTTP', 'ECONNREFUSED', 'http://a.example', /failed; check/],
  ])('%s', (_, code, origin, told) => {
    const advice = connectionAdvice(code, { to: origin, env });
    expect(advice).toMatch(told);
    expect(advice).not.toContain('geheim');
  });

  test.each<[string, number, string | null, string | undefined]>([
    ['407 is always of a proxy', 407, 'application/json', 'PROXY_407'],
    ['a refusal without JSON', 404, null, 'PROXY_404'],
    ['the service itself', 400, 'application/json; charset=utf-8', undefined],
    ['a page is no refusal', 200, 'text/html', undefined],
  ])('in place of the answer: %s', (_, status, type, code) => {
    expect(connectionCode(proxyAnswer(to, status, type, env))).toBe(code);
    expect(proxyAnswer(to, status, type, {})).toBeUndefined();
  });
});

test('causes are followed five deep, and no circle is followed for ever', () => {
  const first = new Error('1');
  first.cause = first;
  expect([...causesOf(first)].length).toBe(5);
  expect([...causesOf('text')]).toEqual([]);
});

test('a violation and a fault of an answer are known by name', () => {
  expect(isViolation(readOnlyViolation('x:Write is not among the calls'))).toBe(true);
  expect(readOnlyViolation('x:Write is not among the calls').message).toBe(
    'read-only guard: x:Write is not among the calls; nothing was sent',
  );
  expect(isViolation(answerFault('half a page'))).toBe(false);
  expect(isAnswerFault(answerFault('half a page'))).toBe(true);
});

test('a message is one line without control characters, at most 200 long', () => {
  expect(oneLine(' a\r\n\u001b[31mb\u202e \u0000c ')).toBe('a [31mb c');
  expect(oneLine('x'.repeat(500)).length).toBe(200);
});
