import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeOrganization } from './github-estate.ts';
import { answerGraphql, type GraphqlRequest } from './github-graphql.ts';
import { type Answer, type Place, type Route, routes } from './github-routes.ts';
import type { GitHubOracle } from './github-schema.ts';
import { answerSlowly, type Slow } from './slow-answers.ts';

export interface FakeToken {
  readonly token: string;
  readonly kind: 'app' | 'classic' | 'fine-grained';
  /** Permissions of an App or a fine-grained token. */
  readonly permissions?: readonly string[];
  readonly scopes?: readonly string[];
  /** What GitHub says where single sign-on was not done. */
  readonly sso?: 'required' | 'partial';
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly token: string;
  /** From 1. */
  readonly number: number;
  readonly body: string;
}

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, and not as JSON. */
  readonly raw?: string;
  /** It begins, or does not, and does not end. */
  readonly slow?: Slow;
}

export interface FakeOptions {
  readonly organizations: readonly FakeOrganization[];
  readonly tokens?: readonly FakeToken[];
  /** The App that may sign in: what its installation is granted. */
  readonly app?: { readonly id: string; readonly permissions: readonly string[] };
  readonly oracle?: GitHubOracle;
  /** Requests of a period; then 403 with nothing remaining. */
  readonly limit?: number;
  /** Length of a period in seconds. */
  readonly period?: number;
  /** Slug of an enterprise that all organisations belong to. */
  readonly enterprise?: string;
  /** Without a permission GitHub says 403, or hides by 404. */
  readonly hides?: (path: string) => boolean;
  /** Answers in the place of the fake. */
  readonly interject?: (seen: Seen) => Said | undefined;
  /** Makes another answer of the true one. */
  readonly change?: (body: unknown, seen: Seen) => unknown;
  /** Address that clients use: of a proxy in front. Default: the server's own. */
  readonly publicUrl?: string;
  readonly port?: number;
  /** An Enterprise Server: below `/api/v3`, and without these paths. */
  readonly enterpriseServer?: { readonly lacks: (path: string) => boolean };
}

export interface FakeGitHub {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** What GitHub's description says against answers given, and against parameters asked. */
  readonly problems: readonly string[];
  readonly privateKey: string;
  readonly close: () => Promise<void>;
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const isSigned = (jwt: string): boolean => {
  const [head, body, signature] = jwt.split('.');
  const given = Buffer.from(signature ?? '', 'base64url');
  return verify('RSA-SHA256', Buffer.from(`${head}.${body}`), keys.publicKey, given);
};

const patternOf = ({ path }: Route): RegExp => {
  const names = path
    .replace('/repos/{owner}/{repo}', '@R')
    .replace('/orgs/{org}', '@O')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(
    `^${names
      .replace('@R', '(?:/repos/(?<owner>[^/]+)/(?<repo>[^/]+)|/repositories/(?<repository>\\d+))')
      .replace('@O', '(?:/orgs/(?<org>[^/]+)|/organizations/(?<organization>\\d+))')}$`,
  );
};
const patterns = routes.map((route) => ({ route, pattern: patternOf(route) }));

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

const notFound: Said = {
  status: 404,
  body: { message: 'Not Found', documentation_url: 'https://docs.github.com' },
};

export const startGitHub = async (options: FakeOptions): Promise<FakeGitHub> => {
  const { organizations, oracle, limit = 5000, period = 3600 } = options;
  const seen: Seen[] = [];
  const problems: string[] = [];
  const tokens = new Map((options.tokens ?? []).map((each) => [each.token, each]));
  const budget = { core: limit, graphql: limit, reset: Math.floor(Date.now() / 1000) + period };
  let url = '';

  const place = (groups: Readonly<Record<string, string>>): Place | undefined => {
    const named = (name: string): string => decodeURIComponent(groups[name] ?? '');
    for (const organization of organizations) {
      const byId = organization.repositories.find(({ id }) => String(id) === groups.repository);
      if (byId !== undefined) return { organization, repository: byId, named, url };
      const login = named('org') || named('owner');
      const isOwn =
        login.toLowerCase() === organization.login.toLowerCase() ||
        groups.organization === String(organization.id);
      if (!isOwn) continue;
      if (groups.repo === undefined) return { organization, named, url };
      const repository = organization.repositories.find(({ name }) => name === named('repo'));
      return repository === undefined ? undefined : { organization, repository, named, url };
    }
    return;
  };

  const refusal = (route: Route, token: FakeToken, at: Place): Said | undefined => {
    if (token.sso === 'required') {
      const message = 'Resource protected by organization SAML enforcement.';
      const header = 'required; url=https://github.com/orgs/acme/sso?authorization_request=AAA';
      return { status: 403, body: { message }, headers: { 'x-github-sso': header } };
    }
    const held = new Set(['metadata', ...(token.permissions ?? [])]);
    const may =
      token.kind === 'classic'
        ? route.scopes.length > 0 || route.permissions.length === 0
          ? route.scopes.length === 0 || route.scopes.some((scope) => token.scopes?.includes(scope))
          : false
        : route.permissions.every((permission) => held.has(permission)) && at.repository?.outside !== true;
    if (may) return;
    if (options.hides?.(route.path) === true) return notFound;
    if (token.kind === 'classic') {
      const headers = { 'x-accepted-oauth-scopes': route.scopes.join(', ') };
      return { status: 403, body: { message: 'Must have admin rights.' }, headers };
    }
    const accepted = route.permissions.map((permission) => `${permission}=read`).join(',');
    const kind = token.kind === 'app' ? 'integration' : 'personal access token';
    return {
      status: 403,
      body: { message: `Resource not accessible by ${kind}` },
      headers: { 'x-accepted-github-permissions': accepted },
    };
  };

  const linksOf = (
    at: Place,
    route: Route,
    asked: URL,
    page: number,
    size: number,
    total: number,
  ): string => {
    const last = Math.max(1, Math.ceil(total / size));
    // GitHub names repositories and organisations by number in its links, whatever was asked for.
    const path = asked.pathname
      .replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${at.repository?.id}`)
      .replace(/^\/orgs\/[^/]+/, `/organizations/${at.organization.id}`);
    const link = (to: number, rel: string): string => {
      const search = new URLSearchParams(asked.searchParams);
      search.set('page', String(to));
      return `<${url}${path}?${search}>; rel="${rel}"`;
    };
    if (last === 1 || route.path === '') return '';
    return [
      ...(page > 1 ? [link(page - 1, 'prev')] : []),
      ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
      ...(page > 1 ? [link(1, 'first')] : []),
    ].join(', ');
  };

  const paged = (answer: Answer, at: Place, route: Route, asked: URL): Said => {
    if ('status' in answer) return { status: answer.status, body: { message: answer.message } };
    if ('one' in answer) return { status: 200, body: answer.one };
    const size = Math.min(100, Number(asked.searchParams.get('per_page') ?? 30));
    const page = Number(asked.searchParams.get('page') ?? 1);
    const entries = answer.list.slice((page - 1) * size, page * size);
    const body =
      answer.member === undefined ? entries : { total_count: answer.list.length, [answer.member]: entries };
    const link = answer.link === false ? '' : linksOf(at, route, asked, page, size, answer.list.length);
    return { status: 200, body, ...(link === '' ? {} : { headers: { link } }) };
  };

  const rest = (method: string, asked: URL, token: FakeToken): Said => {
    for (const { route, pattern } of patterns) {
      const groups = pattern.exec(asked.pathname)?.groups;
      if (groups === undefined) continue;
      if (method !== 'GET') return { status: 405, body: { message: 'Method Not Allowed' } };
      const at = place(groups);
      if (at === undefined) return notFound;
      const refused = refusal(route, token, at);
      if (refused !== undefined) return refused;
      const said = paged(route.answer(at), at, route, asked);
      if (oracle !== undefined && said.status === 200) {
        problems.push(...oracle.answer(route.path, said.body));
        problems.push(...oracle.unknownParameters(route.path, asked.searchParams.keys()));
      }
      const partial = { 'x-github-sso': 'partial-results; organizations=21955855,20582480' };
      return token.sso === 'partial' ? { ...said, headers: { ...said.headers, ...partial } } : said;
    }
    return notFound;
  };

  /** What the App itself is asked, with its signature. */
  const asApp = (method: string, path: string, jwt: string): Said => {
    const { app } = options;
    if (app === undefined || !isSigned(jwt))
      return { status: 401, body: { message: 'A JSON web token could not be decoded' } };
    const granted = Object.fromEntries([...app.permissions, 'metadata'].map((name) => [name, 'read']));
    if (path === '/app')
      return {
        status: 200,
        body: { id: Number(app.id), slug: 'nhi-audit', name: 'nhi-audit', permissions: granted },
      };
    const org = /^\/orgs\/([^/]+)\/installation$/.exec(path)?.[1];
    const installation = organizations.find(({ login }) => login === org)?.installationId;
    if (org !== undefined)
      return installation === undefined
        ? notFound
        : { status: 200, body: { id: installation, permissions: granted } };
    if (options.enterprise !== undefined && path === `/enterprises/${options.enterprise}/installation`) {
      return { status: 200, body: { id: 9000, permissions: granted } };
    }
    const id = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(path)?.[1];
    if (id === undefined || method !== 'POST') return notFound;
    const token = `ghs_${createHash('sha256').update(id).digest('hex').slice(0, 36)}`;
    tokens.set(token, { token, kind: 'app', permissions: app.permissions });
    const expires_at = new Date(Date.now() + 3600_000).toISOString();
    return { status: 201, body: { token, expires_at, permissions: granted, repository_selection: 'all' } };
  };

  const appOf = (slug: string): Said => {
    const all = organizations.flatMap(({ installations = [] }) => installations);
    const found = all.find(({ app_slug }) => app_slug === slug);
    if (found === undefined) return notFound;
    const { app_id, permissions, events, created_at, updated_at, account } = found;
    return {
      status: 200,
      body: {
        id: app_id,
        slug,
        node_id: 'A_1',
        name: slug,
        owner: account,
        description: '',
        external_url: 'https://acme.test',
        html_url: `https://github.com/apps/${slug}`,
        created_at,
        updated_at,
        permissions,
        events,
      },
    };
  };

  /** Installations as the enterprise sees them: it alone tells the repositories. */
  const inEnterprise = (path: string): Said | undefined => {
    const [, slug, login, id] =
      /^\/enterprises\/([^/]+)\/apps\/organizations\/([^/]+)\/installations(?:\/(\d+)\/repositories)?$/.exec(
        path,
      ) ?? [];
    if (slug === undefined) return;
    const organization = organizations.find((each) => each.login === login);
    if (slug !== options.enterprise || organization === undefined) return notFound;
    const repository = {
      ...organization.repositories[0],
      full_name: `${login}/${organization.repositories[0]?.name}`,
    };
    if (id !== undefined)
      return {
        status: 200,
        body: [{ id: repository.id, name: repository.name, full_name: repository.full_name }],
      };
    return {
      status: 200,
      body: organization.installations?.map((each) => ({ ...each, app_slug: each.app_slug })) ?? [],
    };
  };

  const asking = new WeakMap<IncomingMessage, Seen>();
  const changed = (request: IncomingMessage, said: Said): Said => {
    const entry = asking.get(request);
    return said.status !== 200 ||
      said.body === undefined ||
      entry === undefined ||
      options.change === undefined
      ? said
      : { ...said, body: options.change(said.body, entry) };
  };

  const answer = async (request: IncomingMessage, asked: URL): Promise<Said> => {
    const method = request.method ?? 'GET';
    // An Enterprise Server has its API below other paths.
    if (options.enterpriseServer !== undefined)
      asked.pathname = asked.pathname.replace(/^\/api(?:\/v3)?/, '');
    const path = asked.pathname;
    const given = /^(?:token|bearer) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const text = await bodyOf(request);
    const entry: Seen = {
      method,
      path,
      search: asked.search,
      token: given,
      number: seen.length + 1,
      body: text,
    };
    seen.push(entry);
    asking.set(request, entry);
    if (options.enterpriseServer?.lacks(path) === true) return notFound;
    const instead = options.interject?.(entry);
    if (instead !== undefined) return instead;
    if (given.split('.').length === 3) return asApp(method, path, given);
    const token = tokens.get(given);
    if (token === undefined) return { status: 401, body: { message: 'Bad credentials' } };
    const resource = path === '/graphql' ? 'graphql' : 'core';
    if (Date.now() / 1000 >= budget.reset)
      Object.assign(budget, { core: limit, graphql: limit, reset: budget.reset + period });
    if (budget[resource] === 0) {
      const message = 'API rate limit exceeded for installation ID 77.';
      return resource === 'graphql'
        ? { status: 200, body: { data: null, errors: [{ type: 'RATE_LIMITED', message }] } }
        : { status: 403, body: { message } };
    }
    budget[resource] -= 1;
    if (path === '/graphql') {
      if (token.sso === 'required')
        return {
          status: 200,
          body: {
            data: { organization: null },
            errors: [{ type: 'FORBIDDEN', message: 'Resource protected by organization SAML enforcement.' }],
          },
        };
      const body = await answerGraphql(organizations, JSON.parse(text) as GraphqlRequest, {
        remaining: budget.graphql,
        limit,
        resetAt: new Date(budget.reset * 1000).toISOString(),
      });
      return { status: 200, body };
    }
    if (path === '/user') {
      return token.kind === 'app'
        ? { status: 403, body: { message: 'Resource not accessible by integration' } }
        : { status: 200, body: { id: 501, login: 'ana', type: 'User' } };
    }
    const slug = /^\/apps\/([^/]+)$/.exec(path)?.[1];
    if (slug !== undefined) return appOf(slug);
    return inEnterprise(path) ?? rest(method, asked, token);
  };

  const send = (response: ServerResponse, request: IncomingMessage, said: Said): void => {
    const body = said.raw ?? JSON.stringify(said.body ?? {});
    const given = /(\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const resource = request.url === '/graphql' ? 'graphql' : 'core';
    // GitHub's tags hang on the token as well.
    const etag = `"${createHash('sha256').update(given).update(body).digest('hex')}"`;
    const unchanged =
      said.status === 200 && request.method === 'GET' && request.headers['if-none-match'] === etag;
    if (unchanged) budget[resource] += 1;
    const scopes = tokens.get(given)?.scopes;
    if (said.slow !== undefined) {
      answerSlowly(response, said.slow);
      return;
    }
    response.writeHead(unchanged ? 304 : said.status, {
      'content-type': 'application/json; charset=utf-8',
      etag,
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(budget[resource]),
      'x-ratelimit-used': String(limit - budget[resource]),
      'x-ratelimit-reset': String(budget.reset),
      'x-ratelimit-resource': resource,
      'x-github-api-version-selected': String(request.headers['x-github-api-version'] ?? '2022-11-28'),
      ...(scopes === undefined ? {} : { 'x-oauth-scopes': scopes.join(', ') }),
      ...said.headers,
    });
    response.end(unchanged ? undefined : body);
  };

  const server = createServer((request, response) => {
    answer(request, new URL(request.url ?? '/', 'http://127.0.0.1'))
      .catch((error: unknown): Said => ({ status: 500, body: { message: String(error) } }))
      .then((said) => send(response, request, changed(request, said)));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const root = options.enterpriseServer === undefined ? '' : '/api/v3';
  url = options.publicUrl ?? `http://127.0.0.1:${port}${root}`;
  return {
    url,
    port,
    seen,
    problems,
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
