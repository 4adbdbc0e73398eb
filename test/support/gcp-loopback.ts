import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describedBy } from './gcp-discovery.ts';
import type { FakeOrganization } from './gcp-organization.ts';
import { type Answered, answers, mostOnPage } from './gcp-routes.ts';
import { answerSlowly, type Slow } from './slow-answers.ts';

/** A Google Cloud on loopback: `http://127.0.0.1:PORT/{name}` is its endpoint. */

export interface Seen {
  readonly method: string;
  readonly api: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  /** Address as a client of Google would have it. */
  readonly url: string;
}

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, and not as JSON. */
  readonly raw?: string;
  /** The connection breaks off after the first half. */
  readonly cut?: true;
  /** It begins, or does not, and does not end. */
  readonly slow?: Slow;
}

export interface FakeOptions {
  readonly organization: FakeOrganization;
  /** Answers in the place of the fake; a promise of one that is never kept holds the connection. */
  readonly interject?: (seen: Seen) => Said | undefined;
  /** What becomes of an answer on its way, after it was held against Google's descriptions. */
  readonly change?: (body: unknown, seen: Seen) => unknown;
  /** Entries on a page, where a client asks for more. */
  readonly pageSize?: number;
  /** Who signs in by a token of their own: what the token of a subject is exchanged for. */
  readonly subject?: string;
}

export interface FakeGoogle {
  readonly endpoint: string;
  readonly url: string;
  readonly seen: readonly Seen[];
  /** What Google's descriptions say against requests and answers. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

export const goodToken = 'ya29.fake';

/** As google.rpc.Status is written in JSON. https://cloud.google.com/apis/design/errors */
export const refusal = (
  code: number,
  status: string,
  message: string,
  info?: { readonly reason: string; readonly metadata?: Readonly<Record<string, string>> },
): Said => ({
  status: code,
  body: {
    error: {
      code,
      message,
      status,
      ...(info === undefined
        ? {}
        : {
            details: [
              { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', domain: 'googleapis.com', ...info },
            ],
          }),
    },
  },
});

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

const send = (response: ServerResponse, { status, headers, body, raw, cut, slow }: Said): void => {
  if (slow !== undefined) {
    answerSlowly(response, slow);
    return;
  }
  const text = raw ?? JSON.stringify(body ?? {});
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    ...(cut === true ? { 'content-length': String(Buffer.byteLength(text)) } : {}),
    ...headers,
  });
  if (cut !== true) response.end(text);
  else response.write(text.slice(0, text.length / 2), () => response.destroy());
};

/** A page of a list, with a marker that holds for this question alone. */
const paged = (answer: Answered, query: URLSearchParams, id: string, most: number | undefined): unknown => {
  const { list, entries, beside = {} } = answer as Extract<Answered, { readonly list: string }>;
  const question = [...query].filter(([name]) => name !== 'pageToken').join('&');
  const asked = Number(query.get('pageSize') ?? query.get('maxResults') ?? 20);
  const size = Math.min(asked, most ?? entries.length, mostOnPage[id] ?? Number.POSITIVE_INFINITY);
  const [from, of] = (query.get('pageToken') ?? `0:${question}`).split(/:(.*)/s);
  if (of !== question) return undefined;
  const start = Number(from);
  const page = entries.slice(start, start + size);
  return {
    ...beside,
    ...(page.length === 0 ? {} : { [list]: page }),
    ...(start + size < entries.length ? { nextPageToken: `${start + size}:${question}` } : {}),
  };
};

export const startGoogle = async (options: FakeOptions): Promise<FakeGoogle> => {
  const seen: Seen[] = [];
  const problems: string[] = [];
  const said = (each: Seen): Said => {
    const { method, api, path, query, body, headers } = each;
    if (api === 'sts') {
      const good = new URLSearchParams(body).get('subject_token') === options.subject;
      const token = {
        access_token: goodToken,
        expires_in: 3600,
        token_type: 'Bearer',
        issued_token_type: 'x',
      };
      return good ? { status: 200, body: token } : { status: 400, body: { error: 'invalid_grant' } };
    }
    if (headers.authorization !== `Bearer ${goodToken}`)
      return refusal(401, 'UNAUTHENTICATED', 'Invalid credentials');
    const plain = api.replace(/^.*-(?=aiplatform$)/, '');
    const described = describedBy(method, plain, path);
    if (described === undefined) {
      problems.push(`${method} ${api}${path} is no method of Google`);
      return refusal(404, 'NOT_FOUND', 'no such method');
    }
    for (const name of query.keys())
      if (!described.parameters.has(name)) {
        problems.push(`${described.id} has no parameter ${name}`);
        return refusal(400, 'INVALID_ARGUMENT', `unknown name ${name}`);
      }
    const most = mostOnPage[described.id];
    const asked = Number(query.get('pageSize') ?? query.get('maxResults') ?? 1);
    if (most !== undefined && asked > most) problems.push(`${described.id}: pages have no ${asked} entries`);
    const answer = answers(options.organization, described, { query, body, api });
    if (answer === undefined) return refusal(404, 'NOT_FOUND', `${described.id}: not found`);
    if ('refused' in answer) return refusal(400, 'INVALID_ARGUMENT', answer.refused);
    const given = 'list' in answer ? paged(answer, query, described.id, options.pageSize) : answer.is;
    if (given === undefined) return refusal(400, 'INVALID_ARGUMENT', 'the page token is of another question');
    const wrong = described.wrong(given);
    if (wrong !== undefined) problems.push(`${described.id}: ${wrong}`);
    return { status: 200, body: options.change?.(given, each) ?? given };
  };
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
      const [, api = '', path = '/'] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
      const each: Seen = {
        method: request.method ?? 'GET',
        api,
        path,
        query: searchParams,
        body,
        headers: request.headers,
        url: `https://${api}.googleapis.com${path}${searchParams.size === 0 ? '' : `?${searchParams}`}`,
      };
      seen.push(each);
      send(response, options.interject?.(each) ?? said(each));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    endpoint: `${url}/{name}`,
    seen,
    problems,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
