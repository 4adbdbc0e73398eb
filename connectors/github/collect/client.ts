import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { type Bounds, createMarkers } from '../../../src/collection/bounds.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import { isViolation } from '../../../src/collection/guard.ts';
import { gapsIn } from './asked-fields.ts';
import { type ApiRoot, guardRequest } from './guard.ts';
import type { QueryName } from './queries.ts';
import { queries } from './queries.ts';
import { entriesOf } from './shapes.ts';
import { sameHost, type Wire } from './wire.ts';

export interface ClientOptions {
  readonly root: ApiRoot;
  readonly wire: Wire;
  readonly signal: AbortSignal;
  readonly bounds: Bounds;
  /** A token, or a way to get one (`@octokit/auth-app`). */
  readonly auth: string | { readonly strategy: unknown; readonly options: unknown };
  /** For tests: length of the plugins' second. */
  readonly second?: number | undefined;
}

/** One answer of REST. */
export interface Answer {
  readonly data: unknown;
  readonly header: (name: string) => string | undefined;
  /** Organisations were left out, because the token is not authorised for their single sign-on. */
  readonly withoutSso: boolean;
}

/** The types that Octokit gives to answers are GitHub's promise; what came is looked at all the same. */
interface Received {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

export type Parameters = Readonly<Record<string, string | number>>;

export interface GitHubClient {
  readonly bounds: Bounds;
  /** The calls that let a scan in, by GitHub's own names for them. */
  readonly user: () => Promise<Answer>;
  readonly app: () => Promise<Answer>;
  readonly installation: (org: string) => Promise<Answer>;
  readonly get: (call: string, parameters: Parameters) => Promise<Answer>;
  /** Pages of a list, as they come. `entries` are unknown in shape. */
  readonly pages: (call: string, parameters: Parameters) => AsyncGenerator<Page>;
  readonly query: (name: QueryName, variables: Readonly<Record<string, unknown>>) => Promise<GraphqlAnswer>;
}

export interface Page {
  readonly entries: readonly unknown[];
  readonly answer: Answer;
  /** Whether more follow. */
  readonly last: boolean;
}

export interface GraphqlAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
  /** What the answer leaves out without an error. */
  readonly gaps: readonly string[];
  readonly withoutSso: boolean;
}

export interface GraphqlError {
  readonly type: string;
  readonly message: string;
}

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions; Enterprise Server knows the newer one only lately. */
const versionOf = ({ path }: ApiRoot): string => (path === '' ? '2026-03-10' : '2022-11-28');

const perPage = 100;
/** Attempts of a request that is refused for a limit. How long they wait is in `limits.ts`. */
const limitAttempts = 5;

/**
 * The plugin's pause of a second before each POST is meant for writing, and queries only read; its queue is for many
 * requests at once, and costs each of ours some milliseconds.
 */
const unhurried = {
  key: () => ({
    schedule: (_options: unknown, run: (...given: readonly unknown[]) => unknown, ...given: unknown[]) =>
      run(...given),
  }),
};
const queues = { write: unhurried, global: unhurried };

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const nextLink = /<([^<>]*)>\s*;[^,]*\brel="?next"?/;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The address of the next page. @throws answerFault where it is one of something else */
const pageOf = (root: ApiRoot, call: string, link: string): string => {
  const next = sameHost(root, link, root.origin, 'the Link to the next page');
  try {
    if (guardRequest(root, { method: 'GET', url: next, body: undefined }).id === call) return next;
  } catch (error) {
    if (!(error instanceof Error && isViolation(error))) throw error;
  }
  throw answerFault('the Link to the next page leads to something else: not followed');
};

const errorsOf = (data: unknown): readonly GraphqlError[] => {
  if (!isObject(data) || !Array.isArray(data.errors)) return [];
  return data.errors.filter(isObject).map(({ type, message }) => ({
    type: typeof type === 'string' ? type : 'ERROR',
    message: typeof message === 'string' ? message : 'an error without a message',
  }));
};

export const createClient = ({ root, wire, signal, bounds, auth, second }: ClientOptions): GitHubClient => {
  const Client = Octokit.plugin(throttling, retry);
  const again = (_after: number, _options: unknown, _octokit: unknown, count: number): boolean =>
    !signal.aborted && count < limitAttempts;
  const seconds = second === undefined ? {} : { retryAfterBaseValue: second };
  const octokit = new Client({
    baseUrl: `${root.origin}${root.path}`,
    userAgent: 'nhi-audit',
    log: silent,
    ...(typeof auth === 'string' ? { auth } : { authStrategy: auth.strategy, auth: auth.options }),
    request: { fetch: wire, signal },
    throttle: {
      // The wait itself is the wire's: it follows GitHub's order and holds for all requests at once.
      retryAfterBaseValue: 0,
      ...(queues as object),
      onRateLimit: again,
      onSecondaryRateLimit: again,
    },
    retry: { doNotRetry: [304, 400, 401, 403, 404, 409, 410, 422, 429, 451], ...seconds },
  });
  const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': versionOf(root) };

  const answered = async (send: () => Promise<Received>): Promise<Answer> => {
    signal.throwIfAborted();
    const answer = await send();
    const header = (name: string): string | undefined => {
      const value = answer.headers[name];
      return value === undefined ? undefined : String(value);
    };
    return {
      data: answer.data,
      header,
      withoutSso: header('x-github-sso')?.startsWith('partial-results') === true,
    };
  };
  const ask = (route: string, parameters: Parameters): Promise<Answer> =>
    answered(() => octokit.request(route, { ...parameters, headers }));

  return {
    bounds,
    user: () => answered(() => octokit.rest.users.getAuthenticated({ headers })),
    app: () => answered(() => octokit.rest.apps.getAuthenticated({ headers })),
    installation: (org) => answered(() => octokit.rest.apps.getOrgInstallation({ org, headers })),
    get: ask,
    pages: async function* (call, parameters) {
      const markers = createMarkers(bounds);
      let read = 0;
      let route: string | undefined = call;
      while (route !== undefined) {
        const first = route === call;
        const answer: Answer = first
          ? await ask(call, { ...parameters, per_page: perPage })
          : await ask(`GET ${route}`, {});
        const entries = entriesOf(call, answer.data);
        read += entries.length;
        const links = answer.header('link');
        const link = nextLink.exec(links ?? '')?.[1];
        const total = isObject(answer.data) ? answer.data.total_count : undefined;
        let next: string | undefined;
        if (link !== undefined) {
          next = pageOf(root, call, link);
        } else if (
          typeof total === 'number' ? total > read : links === undefined && entries.length === perPage
        ) {
          // Some lists are documented without Link: they are asked for by number, until all is read.
          if (entries.length < perPage) throw answerFault(`${total} entries are announced, and ${read} came`);
          next = octokit.request.endpoint(call, {
            ...parameters,
            per_page: perPage,
            page: read / perPage + 1,
          }).url;
        }
        yield { entries, answer, last: next === undefined };
        route = markers.next(next);
      }
    },
    query: async (name, variables) => {
      signal.throwIfAborted();
      const answer = await octokit.request({
        method: 'POST',
        url: `${root.origin}${root.graphqlPath}`,
        headers,
        query: queries[name].text,
        variables,
      } as never);
      // Looked at on the wire.
      const data = answer.data as Readonly<Record<string, unknown>>;
      const sso = (answer.headers as Readonly<Record<string, unknown>>)['x-github-sso'];
      const errors = errorsOf(data);
      return {
        data: data.data,
        errors,
        gaps: errors.length > 0 ? [] : gapsIn(queries[name], data.data, variables.ids),
        withoutSso: String(sso ?? '').startsWith('partial-results'),
      };
    },
  };
};
