import {
  causesOf,
  connectionAdvice,
  connectionCode,
  type Failure,
  failuresBy,
  type Meaning,
  oneLine,
  ownFaultOf,
  ownLine,
} from '../../../src/collection/failure.ts';
import { isViolation } from '../../../src/collection/guard.ts';
import { type GitHubCall, githubCall, mayLackOnServer } from './calls.ts';
import type { GraphqlError } from './client.ts';
import { isLimited } from './limits.ts';
import { faultHeader } from './wire.ts';

/** An error of the API or of the connection. */
export interface ApiError {
  readonly message: string;
  /** HTTP status; absent: there was no answer, or none that can be understood. */
  readonly http?: number;
  /** `ECONNRESET`, where the connection failed. */
  readonly code?: string;
  readonly header: (name: string) => string | null;
  /** GitHub answered, but not as it documents. */
  readonly notUnderstood?: true;
  /** It costs more than it may. */
  readonly bounded?: true;
}

const stringsOf = (headers: unknown): ((name: string) => string | null) => {
  const known = (headers ?? {}) as Readonly<Record<string, unknown>>;
  return (name) => (known[name] === undefined ? null : String(known[name]));
};

/** What the wire found wrong with an answer. */
const faultOf = (header: string | null): ApiError | undefined => {
  if (header === null) return;
  const [, kind, message = ''] = /^(answer|bound) ([\s\S]*)$/.exec(decodeURIComponent(header)) ?? [];
  const known = { message, header: (): null => null };
  return kind === 'bound' ? { ...known, bounded: true } : { ...known, notUnderstood: true };
};

/**
 * The error as one of GitHub's or the connection's; `undefined` for any other, which is a fault of ours (or an
 * interruption) and must not be written down as the provider's.
 */
export const asApiError = (error: unknown): ApiError | undefined => {
  if (!(error instanceof Error)) return;
  const none = (): string | null => null;
  const causes = [...causesOf(error)];
  if (causes.some(isViolation)) return;
  const own = ownFaultOf(causes);
  if (own !== undefined) return { ...own, header: none };
  const { status, response } = error as {
    readonly status?: unknown;
    readonly response?: { readonly headers?: unknown };
  };
  if (typeof status === 'number' && response !== undefined) {
    const told = faultOf(stringsOf(response.headers)(faultHeader));
    if (told !== undefined) return told;
    return { message: error.message, http: status, header: stringsOf(response.headers) };
  }
  const code = connectionCode(error);
  if (code !== undefined) return { message: error.message, code, header: none };
  // Octokit wraps what `fetch` throws.
  return error.name === 'HttpError' ? { message: error.message, code: 'ENETWORK', header: none } : undefined;
};

const readsOf = (permissions: readonly string[]): string =>
  permissions.map((permission) => `${permission}: read`).join(', ');

/** What the scan needs for a call: in the words of App permissions, and of a token's scope. */
export const needsOf = (call: GitHubCall | undefined): string => {
  if (call === undefined || (call.permissions.length === 0 && call.scope === '')) return '';
  const app = call.permissions.length === 0 ? '' : `an App needs ${readsOf(call.permissions)}`;
  const token = call.scope === '' ? 'a token cannot read it' : `a classic token ${call.scope}`;
  return [app, token].filter((part) => part !== '').join(', ');
};

/** Permissions, all of which are needed, each with its level: `secrets: read`. */
type Accepted = readonly (readonly [permission: string, level: string])[];

/**
 * `X-Accepted-GitHub-Permissions: secrets=read,environments=read; administration=read`: commas join, semicolons choose.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions
 */
const acceptedOf = (header: string | null): readonly Accepted[] =>
  header === null || !/^[\w=,; ]{1,300}$/.test(header)
    ? []
    : header.split(';').flatMap((each): Accepted[] => {
        const all = each.split(',').map((one) => one.trim().split('='));
        return all.every(([name]) => name) ? [all.map(([name = '', level = 'read']) => [name, level])] : [];
      });

const needed = (error: ApiError, call: GitHubCall | undefined): string => {
  const accepted = acceptedOf(error.header('x-accepted-github-permissions'));
  if (accepted.length === 0) return needsOf(call);
  const told = accepted.map((all) => all.map((each) => each.join(': ')).join(' and '));
  return `GitHub asks for ${told.join(', or ')}`;
};

/** What is known of the credential's own rights, of all places alike. `undefined`: not known. */
export interface Rights {
  readonly allow: (call: GitHubCall) => boolean | undefined;
  /** A permission of an App, at a level or above. */
  readonly grant: (permission: string, level: string) => boolean | undefined;
}

export const unknownRights: Rights = { allow: () => undefined, grant: () => undefined };

/** Where a call failed. */
export interface Circumstances {
  readonly rights: Rights;
  /** An App was let into the repository: what it lacks there it lacks in all of them. */
  readonly inside: boolean;
  /** So does a fine-grained token where its user may do everything. */
  readonly administered: boolean;
  /** GitHub Enterprise Server. */
  readonly onServer: boolean;
}

const nothingKnown: Circumstances = {
  rights: unknownRights,
  inside: false,
  administered: false,
  onServer: false,
};

/** GitHub's own words on what was refused come before our table. */
const allowed = (
  error: ApiError,
  call: GitHubCall | undefined,
  { allow, grant }: Rights,
): boolean | undefined => {
  const accepted = acceptedOf(error.header('x-accepted-github-permissions'));
  const granted = accepted.map((all) => all.map(([name, level]) => grant(name, level)));
  if (granted.some((all) => all.every((each) => each === true))) return true;
  if (granted.length > 0 && granted.every((all) => all.includes(false))) return false;
  return call === undefined ? undefined : allow(call);
};

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
const toApp = /^Resource not accessible by integration/;
const toToken = /^Resource not accessible by personal access token/;

/** IP allow list, restriction of OAuth apps, suspension: GitHub's sentence names it better than a permission would. */
const shutOut =
  /^(?:Although you appear to have the correct authorization credentials|This installation has been suspended)/;

const everywhere = { everywhere: true } as const;

const unauthorised = (
  error: ApiError,
  call: GitHubCall | undefined,
  { rights, inside, administered }: Circumstances,
): Failure => {
  const sso = error.header('x-github-sso');
  // The header's address holds a request id: it is not written down.
  if (sso?.startsWith('required') === true) {
    return {
      status: 'denied',
      reason:
        'the token is not authorised for the single sign-on of the organisation; authorise it (github.com/settings/tokens, Configure SSO) and scan again',
      ...everywhere,
    };
  }
  if (shutOut.test(error.message))
    return { status: 'denied', reason: `403: ${oneLine(error.message)}`, ...everywhere };
  const may = allowed(error, call, rights);
  if (may === true) {
    return { status: 'denied', reason: `403 although the permission is there: ${oneLine(error.message)}` };
  }
  const needs = needed(error, call);
  const lacks =
    may === false || (inside && toApp.test(error.message)) || (administered && toToken.test(error.message));
  return {
    status: 'denied',
    reason: `403: ${needs === '' ? oneLine(error.message) : needs}`,
    ...(lacks ? everywhere : {}),
  };
};

const notFound = (
  error: ApiError,
  call: GitHubCall | undefined,
  { rights, onServer }: Circumstances,
): Failure => {
  if (onServer && call !== undefined && mayLackOnServer(call.id)) {
    return {
      status: 'unsupported',
      reason: '404: this version of GitHub Enterprise Server does not have it',
      ...everywhere,
    };
  }
  // Shown to everybody, where there is one.
  if (call?.id === 'GET /orgs/{org}') {
    return {
      status: 'denied',
      reason:
        '404: there is no organisation of this name (an account of a user is none), or it is not shown to this credential',
    };
  }
  const may = allowed(error, call, rights);
  if (may === true) {
    const where = call?.cloudOnly === true ? ' (GitHub Enterprise Cloud only)' : '';
    return {
      status: 'unsupported',
      reason: `404 although the permission is there: not offered here, by plan, setting or version${where}`,
    };
  }
  const needs = needed(error, call);
  return {
    status: 'denied',
    reason: `404, which is GitHub's answer to a missing permission as well${needs === '' ? '' : `; ${needs}`}`,
    ...(may === false ? everywhere : {}),
  };
};

/** HTTP statuses, by what they mean. 404 is GitHub's answer to a missing permission as well. */
const meanings: Readonly<Record<number, Meaning>> = {
  401: 'credentials',
  403: 'denied',
  404: 'denied',
  409: 'unsupported',
  410: 'unsupported',
  422: 'unsupported',
};

const meaningOf = (error: ApiError): Meaning => {
  const { http = 0, code, header, message, notUnderstood, bounded } = error;
  if (notUnderstood) return 'not-understood';
  if (bounded) return 'bounded';
  if (code !== undefined) return 'lost';
  if (isLimited({ status: http, header, text: message })) return 'throttled';
  return meanings[http] ?? (http >= 500 ? 'failed' : 'unknown');
};

const refused = ({ http = 0, message }: ApiError): string => `${http}: ${oneLine(message)}`;

const describe = failuresBy<ApiError, readonly [call: GitHubCall | undefined, circumstances: Circumstances]>({
  meaningOf,
  tell: {
    denied: (error, ...about) => (error.http === 404 ? notFound : unauthorised)(error, ...about),
    credentials: () =>
      '401: the token or the key of the App is expired, revoked or wrong: export GITHUB_TOKEN=$(gh auth token) after gh auth login, or give the key that belongs to --github-app-id',
    throttled: () => 'still refused for the rate limit after several waits; scan again later',
    unsupported: refused,
    unknown: refused,
    lost: ({ code = '' }) => connectionAdvice(code, { setBy: 'GITHUB_API_URL' }),
    failed: ({ http }) => `${http} after several attempts: GitHub failed; scan again`,
    'not-understood': ({ message }) => `not understood: ${oneLine(message)}`,
    bounded: ({ message }) => ownLine(message),
  },
});

/** `call`: id of the call that failed. */
export const describeFailure = (
  error: ApiError,
  call: string,
  circumstances: Circumstances = nothingKnown,
): Failure => describe(error, githubCall(call), circumstances);

/** GraphQL answers with 200 and says in the body what it did not give. */
export const describeGraphqlErrors = (errors: readonly GraphqlError[], call: string): Failure => {
  const { type, message } = errors[0] ?? { type: 'ERROR', message: '' };
  const needs = needsOf(githubCall(call));
  const denied =
    ['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'NOT_FOUND', 'SAML'].includes(type) || /saml/i.test(message);
  return {
    status: denied ? 'denied' : 'partial',
    reason: `${type}: ${oneLine(message)}${denied && needs !== '' ? `; ${needs}` : ''}`,
    ...(type === 'INSUFFICIENT_SCOPES' ? everywhere : {}),
  };
};
