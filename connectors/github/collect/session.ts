import { createAppAuth } from '@octokit/auth-app';
import type { Bounds } from '../../../src/collection/bounds.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { GitHubCall } from './calls.ts';
import { type Answer, createClient, type GitHubClient } from './client.ts';
import { type Rights, unknownRights } from './failure.ts';
import type { ApiRoot } from './guard.ts';
import type { Wire } from './wire.ts';

/** How the scan gets in: a token, or a GitHub App by its id (or client id) and private key (PEM). */
export type GitHubCredential =
  | { readonly token: string }
  | { readonly appId: string; readonly privateKey: string };

export interface SessionOptions {
  readonly root: ApiRoot;
  readonly wire: Wire;
  readonly signal: AbortSignal;
  readonly bounds: Bounds;
  readonly credential: GitHubCredential;
  /** For tests: length of the plugins' second. */
  readonly second?: number | undefined;
}

/** A way into one organisation or enterprise. */
export interface Session {
  readonly client: GitHubClient;
  readonly rights: Rights;
  /** GitHub Enterprise Server. */
  readonly onServer: boolean;
}

export interface Caller {
  readonly type: 'app' | 'user';
  readonly id?: number;
  readonly name: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[];
}

const loopback = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/;

/**
 * `GITHUB_API_URL`: https://api.github.com, https://api.SUBDOMAIN.ghe.com or https://HOST/api/v3 of Enterprise Server.
 * https://docs.github.com/en/enterprise-server@latest/graphql/guides/managing-enterprise-accounts
 */
export const apiRootOf = (address = 'https://api.github.com'): ApiRoot => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (url === undefined || !safe || url.username !== '' || url.search !== '') {
    throw new InputError(
      'this is not the address of a GitHub API',
      'GITHUB_API_URL',
      'Give https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  const graphqlPath = path.endsWith('/v3') ? `${path.slice(0, -3)}/graphql` : `${path}/graphql`;
  return { origin: url.origin, path, graphqlPath };
};

/** https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api */
const isServer = ({ path }: ApiRoot): boolean => path !== '';

/** Host of the web pages that belong to an API: `github.com`. */
export const webHostOf = ({ origin }: ApiRoot): string => new URL(origin).host.replace(/^api\./, '');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const stringsOf = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

const levels = ['read', 'write', 'admin'];

const rightsOfApp = (permissions: Readonly<Record<string, string>>): Rights => {
  const grant = (permission: string, level: string): boolean =>
    // Every App has it. https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/choosing-permissions-for-a-github-app
    (permission === 'metadata' && level === 'read') ||
    levels.indexOf(permissions[permission] ?? '') >= Math.max(0, levels.indexOf(level));
  return { grant, allow: (call) => call.permissions.every((permission) => grant(permission, 'read')) };
};

/** Scopes that include others. https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
const includes: Readonly<Record<string, readonly string[]>> = {
  'read:org': ['write:org', 'admin:org'],
  'admin:repo_hook': ['read:repo_hook', 'write:repo_hook', 'repo'],
  'read:enterprise': ['admin:enterprise'],
};

const rightsOfScopes = (scopes: readonly string[]): Rights => ({
  allow: (call: GitHubCall) =>
    call.scope === ''
      ? call.permissions.length === 0
      : [call.scope, ...(ownMember(includes, call.scope) ?? [])].some((scope) => scopes.includes(scope)),
  grant: () => undefined,
});

/** https://github.blog/engineering/behind-githubs-new-authentication-token-formats/ */
const carriesScopes = /^(?:gh[po]_|[0-9a-f]{40}$)/;

export interface Door {
  /** Throws what the API answers. */
  readonly caller: () => Promise<Caller>;
  /** Throws where the App is not installed. */
  readonly organization: (org: string) => Promise<Session>;
  readonly enterprise: (slug: string) => Promise<Session>;
}

const tokenDoor = (options: SessionOptions, token: string): Door => {
  const client = createClient({ ...options, auth: token });
  let rights = unknownRights;
  return {
    caller: async () => {
      const { data, header } = await client.user();
      const user = isObject(data) ? data : {};
      const listed = header('x-oauth-scopes');
      const scopes = listed
        ?.split(',')
        .map((scope) => scope.trim())
        .filter((scope) => scope !== '');
      // Of a fine-grained token nothing is told; a classic one may have none.
      if (scopes !== undefined && (scopes.length > 0 || carriesScopes.test(token))) {
        rights = rightsOfScopes(scopes);
      }
      return {
        type: 'user',
        name: String(user.login ?? ''),
        ...(typeof user.id === 'number' ? { id: user.id } : {}),
        ...(scopes === undefined ? {} : { scopes }),
      };
    },
    organization: async () => ({ client, rights, onServer: isServer(options.root) }),
    enterprise: async () => ({ client, rights, onServer: isServer(options.root) }),
  };
};

const appDoor = (options: SessionOptions, appId: string, privateKey: string): Door => {
  const authOf = (installationId?: number) => ({
    strategy: createAppAuth,
    options: { appId, privateKey, ...(installationId === undefined ? {} : { installationId }) },
  });
  const client = createClient({ ...options, auth: authOf() });
  const enter = async (installation: Promise<Answer>): Promise<Session> => {
    const { data } = await installation;
    const found = isObject(data) ? data : {};
    const id = Number(found.id);
    const permissions = stringsOf(found.permissions);
    return {
      client: createClient({ ...options, auth: authOf(id) }),
      rights: rightsOfApp(permissions),
      onServer: isServer(options.root),
    };
  };
  return {
    caller: async () => {
      const { data } = await client.app();
      const app = isObject(data) ? data : {};
      return {
        type: 'app',
        name: String(app.slug ?? app.name ?? appId),
        permissions: stringsOf(app.permissions),
        ...(typeof app.id === 'number' ? { id: app.id } : {}),
      };
    },
    organization: (org) => enter(client.installation(org)),
    enterprise: (enterprise) =>
      enter(client.get('GET /enterprises/{enterprise}/installation', { enterprise })),
  };
};

export const openDoor = (options: SessionOptions): Door =>
  'token' in options.credential
    ? tokenDoor(options, options.credential.token)
    : appDoor(options, options.credential.appId, options.credential.privateKey);
