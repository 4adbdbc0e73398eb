import { answerFault } from '../../../src/collection/failure.ts';
import type { ApiRoot } from './guard.ts';
import { guardRequest } from './guard.ts';
import { isLimited, type LimitedAnswer, type Limits } from './limits.ts';

export interface WireOptions {
  readonly root: ApiRoot;
  readonly limits: Limits;
  /** For each request that is sent, repeated ones included, with the id of the call. */
  readonly onCall?: ((call: string) => void) | undefined;
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
const plain = (headers: Headers): Headers => {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length']) kept.delete(name);
  kept.set('content-type', 'application/json');
  return kept;
};

const limitedAnswer = async (
  response: Response,
  isGraphql: boolean,
): Promise<readonly [LimitedAnswer, Response]> => {
  const { status, headers } = response;
  const header = (name: string): string | null => headers.get(name);
  // Only these bodies can tell of a limit; all others are left unread.
  const telling = status === 403 || status === 429 || (isGraphql && header('x-ratelimit-remaining') === '0');
  if (!telling) return [{ status, header, text: '' }, response];
  const text = await response.text();
  const answer = { status, header, text };
  if (!isLimited(answer)) return [answer, new Response(text, { status, headers })];
  // GitHub refuses for a limit with 200, 403 or 429, in several words. From here on it is always one that the plugin
  // knows, so that it alone counts the attempts.
  return [
    answer,
    new Response('{"message":"secondary rate limit"}', { status: 429, headers: plain(headers) }),
  ];
};

/**
 * The one way out to the network: every request passes the guard, waits for its turn, and is counted. Redirects
 * (renamed repositories) are followed on the same host, where the guard allows the new address as well.
 */
export const createWire =
  ({ root, limits, onCall }: WireOptions): Wire =>
  async (url, request = {}) => {
    const method = request.method ?? 'GET';
    let address = url;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const call = guardRequest(root, { method, url: address, body: request.body });
      const isGraphql = call.id.startsWith('graphql ');
      const resource = isGraphql ? 'graphql' : 'core';
      await limits.turn(resource);
      onCall?.(call.id);
      const response = await fetch(address, { ...request, redirect: 'manual' } as RequestInit);
      const [answer, whole] = await limitedAnswer(response, isGraphql);
      limits.note(answer.header('x-ratelimit-resource') ?? resource, answer);
      const location = redirects.has(answer.status) ? answer.header('location') : null;
      if (location === null || method !== 'GET') return whole;
      await whole.body?.cancel();
      address = sameHost(root, location, address, 'a redirect');
    }
    throw answerFault(`more than ${mostRedirects} redirects`);
  };
