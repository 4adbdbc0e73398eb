import { type Bounds, boundedBytes, type InTime } from '../../../src/collection/bounds.ts';
import {
  answerFault,
  boundReached,
  connectionAdvice,
  connectionCode,
  isAnswerFault,
  isBoundReached,
  lastingCode,
} from '../../../src/collection/failure.ts';
import { firstAnswers } from '../../../src/collection/first-answer.ts';
import { isViolation } from '../../../src/collection/guard.ts';
import { checkData } from './asked-fields.ts';
import type { GitHubCall } from './calls.ts';
import type { ApiRoot } from './guard.ts';
import { guardRequest } from './guard.ts';
import { isLimited, type LimitedAnswer, type Limits } from './limits.ts';
import { queryOfId } from './queries.ts';
import { checkShape } from './shapes.ts';

export interface WireOptions {
  readonly root: ApiRoot;
  readonly limits: Limits;
  /** For each request that is sent, repeated ones included, with the id of the call. */
  readonly onCall?: ((call: string) => unknown) | undefined;
  readonly onThrottled?: ((seconds: number) => void) | undefined;
  readonly bounds: Bounds;
  /** Throws when the time of the whole collection is over. */
  readonly inTime: InTime;
}

const redirects = new Set([301, 302, 307, 308]);
const mostRedirects = 3;
/** What `fetch` is given by Octokit. */
export interface WireRequest {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | null;
}

export type Wire = (url: string, request?: WireRequest) => Promise<Response>;

/** The address that a header names, if it is of the API's own host. A token must never be sent to another. */
export const sameHost = (root: ApiRoot, address: string, base: string, what: string): string => {
  const target = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (target === undefined || target.origin !== root.origin) {
    throw answerFault(
      `${what} leads to another host, ${target?.host ?? 'an address that is none'}: not followed`,
    );
  }
  return target.href;
};

/** Without what describes a body that is not sent on. */
const plain = (headers: Headers, type: string | null = 'application/json'): Headers => {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', faultHeader]) kept.delete(name);
  if (type !== null) kept.set('content-type', type);
  return kept;
};

const bytesOf = async (response: Response, bounds: Bounds, inTime: InTime): Promise<Uint8Array> =>
  response.body === null
    ? new Uint8Array()
    : boundedBytes(response.body as unknown as AsyncIterable<Uint8Array>, bounds, inTime);

const limitedAnswer = async (
  response: Response,
  isGraphql: boolean,
  bounds: Bounds,
  inTime: InTime,
): Promise<readonly [LimitedAnswer, Response]> => {
  const { status, headers } = response;
  const header = (name: string): string | null => headers.get(name);
  // Only these bodies can tell of a limit; all others are left unread.
  const telling = status === 403 || status === 429 || (isGraphql && header('x-ratelimit-remaining') === '0');
  if (!telling) return [{ status, header, text: '' }, response];
  const text = Buffer.from(await bytesOf(response, bounds, inTime)).toString('utf8');
  const answer = { status, header, text };
  if (!isLimited(answer)) return [answer, new Response(text, { status, headers })];
  // GitHub refuses for a limit with 200, 403 or 429, in several words. From here on it is always one that the plugin
  // knows, so that it alone counts the attempts.
  return [
    answer,
    new Response('{"message":"secondary rate limit"}', { status: 429, headers: plain(headers) }),
  ];
};

/** Tells a fault to whoever reads the answer: what is thrown here would be taken for the connection's, and asked again. */
export const faultHeader = 'x-nhi-audit-fault';

const faulty = (error: Error): Response =>
  new Response('{}', {
    status: 422,
    headers: {
      'content-type': 'application/json',
      [faultHeader]: encodeURIComponent(`${isBoundReached(error) ? 'bound' : 'answer'} ${error.message}`),
    },
  });

const isPage = (type: string, text: string): boolean =>
  /\bx?html\b/i.test(type) || /^\s*<(?:!doctype\s+html|html)/i.test(text);

/** The body of an answer that GitHub would have given. @throws answerFault, boundReached */
const checkedBody = async (
  call: GitHubCall,
  response: Response,
  bounds: Bounds,
  inTime: InTime,
): Promise<Response> => {
  const { status, headers } = response;
  const bytes = await bytesOf(response, bounds, inTime);
  if (status >= 300)
    return new Response(bytes.length === 0 ? null : Buffer.from(bytes), {
      status,
      headers: plain(headers, headers.get('content-type')),
    });
  const text = Buffer.from(bytes).toString('utf8');
  const type = headers.get('content-type') ?? '';
  const what = `HTTP ${status} with`;
  const byProxy = 'a proxy or a sign-in page stands between';
  if (isPage(type, text)) throw answerFault(`${what} an HTML page: ${byProxy}`);
  if (text.trim() === '') throw answerFault(`${what} an empty body`);
  if (!/[/+]json\b/i.test(type)) throw answerFault(`${what} no JSON: ${byProxy}`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw answerFault(`${what} JSON that is cut off or broken`);
  }
  const query = queryOfId(call.id);
  if (query === undefined) checkShape(call.id, data);
  else {
    const errors = (data as { readonly errors?: unknown } | null)?.errors;
    checkData(query, data, Array.isArray(errors) && errors.length > 0);
  }
  return new Response(text, { status, headers: plain(headers, type) });
};

/** The call of a redirect. @throws answerFault: where it leads is the server's doing, not ours */
const redirected = (root: ApiRoot, address: string): GitHubCall => {
  try {
    return guardRequest(root, { method: 'GET', url: address, body: undefined });
  } catch (error) {
    if (!(error instanceof Error && isViolation(error))) throw error;
    throw answerFault(
      'a redirect leads to an address that is none of the calls of this scanner: not followed',
    );
  }
};

/** Of those that share a budget: this worker itself waits as long as it was told. */
const throttledSeconds = 30;

/**
 * The one way out to the network: every request passes the guard, waits for its turn, and is counted. Redirects
 * (renamed repositories) are followed on the same host, where the guard allows the new address as well.
 */
export const createWire = ({ root, limits, onCall, onThrottled, bounds, inTime }: WireOptions): Wire => {
  // A token is used as it is: there is no log-in that could be waited for.
  const first = firstAnswers({ bounds, setBy: 'GITHUB_API_URL', silentLogin: '' });
  /** Aborts where no answer begins. */
  const send = (address: string, request: WireRequest): Promise<Response> =>
    first.attempt(root.origin, request.signal ?? undefined, (signal) =>
      fetch(address, { ...request, redirect: 'manual', signal } as RequestInit),
    );
  const ask = async (url: string, request: WireRequest): Promise<Response> => {
    const method = request.method ?? 'GET';
    let address = url;
    let call = guardRequest(root, { method, url: address, body: request.body });
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      inTime();
      const isGraphql = call.id.startsWith('graphql ');
      const resource = isGraphql ? 'graphql' : 'core';
      await limits.turn(resource);
      await onCall?.(call.id);
      const response = await send(address, request);
      const [answer, whole] = await limitedAnswer(response, isGraphql, bounds, inTime);
      if (limits.note(answer.header('x-ratelimit-resource') ?? resource, answer))
        onThrottled?.(throttledSeconds);
      const location = redirects.has(answer.status) ? answer.header('location') : null;
      if (location === null || method !== 'GET') return await checkedBody(call, whole, bounds, inTime);
      await whole.body?.cancel();
      address = sameHost(root, location, address, 'a redirect');
      call = redirected(root, address);
    }
    throw answerFault(`more than ${mostRedirects} redirects`);
  };
  return async (url, request = {}) => {
    try {
      return await ask(url, request);
    } catch (error) {
      if (error instanceof Error && (isAnswerFault(error) || isBoundReached(error))) return faulty(error);
      const code = connectionCode(error);
      // Asked again it would be the same certificate.
      if (code !== undefined && lastingCode(error) !== undefined)
        return faulty(boundReached(connectionAdvice(code)));
      throw error;
    }
  };
};
