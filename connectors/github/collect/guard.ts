import { readOnlyViolation } from '../../../src/collection/guard.ts';
import { type GitHubCall, githubCall, githubCalls } from './calls.ts';
import { queryOfText } from './queries.ts';

/** Where the API is. https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api */
export interface ApiRoot {
  readonly origin: string;
  /** Empty on github.com and GHE.com, `/api/v3` on GitHub Enterprise Server. No slash at the end. */
  readonly path: string;
  /** Path of GraphQL: `/graphql` or `/api/graphql`. */
  readonly graphqlPath: string;
}

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

interface Route {
  readonly call: GitHubCall;
  readonly method: string;
  readonly pattern: RegExp;
}

/**
 * `Link` names repositories and organisations by number, whatever the request named: `/repositories/42/keys`.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
const patternOf = (path: string): RegExp => {
  const escaped = path
    .replace('/repos/{owner}/{repo}', '@R')
    .replace('/orgs/{org}', '@O')
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{[^}]+\}/g, '[^/]+')
    .replace('@R', '(?:/repos/[^/]+/[^/]+|/repositories/\\d+)')
    .replace('@O', '(?:/orgs/[^/]+|/organizations/\\d+)');
  return new RegExp(`^${escaped}$`);
};

const routes: readonly Route[] = githubCalls
  .filter(({ id }) => !id.startsWith('graphql '))
  .map((call) => {
    const [method = '', path = ''] = call.id.split(' ');
    return { call, method, pattern: patternOf(path) };
  });

const graphqlCall = (body: unknown): GitHubCall => {
  let text: unknown;
  try {
    text = (JSON.parse(String(body)) as { readonly query?: unknown }).query;
  } catch {
    throw readOnlyViolation('the body of a GraphQL request is not JSON');
  }
  const query = queryOfText(text);
  const call = query === undefined ? undefined : githubCall(query.id);
  if (call === undefined) throw readOnlyViolation('the text is none of the GraphQL queries of this scanner');
  return call;
};

/**
 * The call of the table that a request is. Throws `ReadOnlyViolation` for everything else: another host, another method
 * than GET (the exchange for an installation token and GraphQL apart), a path or a GraphQL text that is not in the table.
 */
export const guardRequest = (root: ApiRoot, { method, url, body }: OutgoingRequest): GitHubCall => {
  const target = new URL(url);
  if (target.origin !== root.origin || target.username !== '' || target.password !== '') {
    throw readOnlyViolation(`${target.origin} is not ${root.origin}`);
  }
  if (method === 'POST' && target.pathname === root.graphqlPath) return graphqlCall(body);
  const path = target.pathname.startsWith(root.path) ? target.pathname.slice(root.path.length) : undefined;
  const route = routes.find(
    (each) => each.method === method && path !== undefined && each.pattern.test(path),
  );
  if (route === undefined) {
    throw readOnlyViolation(`${method} ${target.pathname} is not among the calls of this scanner`);
  }
  return route.call;
};
