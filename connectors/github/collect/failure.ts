import type { CoverageStatus } from '../../../src/model/coverage.ts';
import { type GitHubCall, githubCall } from './calls.ts';
import type { GraphqlError } from './client.ts';
import { isLimited } from './limits.ts';

/** What coverage says about a call that failed. */
export interface Failure {
  readonly status: Extract<CoverageStatus, 'denied' | 'unsupported' | 'partial'>;
  readonly reason: string;
}

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
}

const stringsOf = (headers: unknown): ((name: string) => string | null) => {
  const known = (headers ?? {}) as Readonly<Record<string, unknown>>;
  return (name) => (known[name] === undefined ? null : String(known[name]));
};

const codeOf = (error: unknown): string | undefined => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { readonly code?: unknown };
    if (typeof code === 'string' && /^(?:E[A-Z_]+|UND_ERR_[A-Z_]+|[A-Z_]*CERT[A-Z_]*)$/.test(code))
      return code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return;
};

const findFault = (error: unknown): Error | undefined => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.name === 'AnswerNotUnderstood') return at;
  }
  return;
};

/**
 * The error as one of GitHub's or the connection's; `undefined` for any other, which is a fault of ours (or an
 * interruption) and must not be written down as the provider's.
 */
export const asApiError = (error: unknown): ApiError | undefined => {
  if (!(error instanceof Error)) return;
  const none = (): string | null => null;
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.name === 'ReadOnlyViolation') return;
  }
  const fault = findFault(error);
  if (fault !== undefined) return { message: fault.message, header: none, notUnderstood: true };
  const { status, response } = error as {
    readonly status?: unknown;
    readonly response?: { readonly headers?: unknown };
  };
  if (typeof status === 'number' && response !== undefined) {
    return { message: error.message, http: status, header: stringsOf(response.headers) };
  }
  const code = codeOf(error);
  if (code !== undefined) return { message: error.message, code, header: none };
  // Octokit wraps what `fetch` throws.
  return error.name === 'HttpError' ? { message: error.message, code: 'ENETWORK', header: none } : undefined;
};

/** One line, without control characters, of bounded length: messages may quote names that others chose. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);

const readsOf = (permissions: readonly string[]): string =>
  permissions.map((permission) => `${permission}: read`).join(', ');

/** What the scan needs for a call: in the words of App permissions, and of a token's scope. */
export const needsOf = (call: GitHubCall | undefined): string => {
  if (call === undefined || (call.permissions.length === 0 && call.scope === '')) return '';
  const app = call.permissions.length === 0 ? '' : `an App needs ${readsOf(call.permissions)}`;
  const token = call.scope === '' ? 'a token cannot read it' : `a classic token ${call.scope}`;
  return [app, token].filter((part) => part !== '').join(', ');
};

/**
 * `X-Accepted-GitHub-Permissions: secrets=read,environments=read; administration=read`: commas join, semicolons choose.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions
 */
const acceptedOf = (header: string | null): string | undefined => {
  if (header === null || !/^[\w=,; ]{1,300}$/.test(header)) return;
  const alternatives = header
    .split(';')
    .map((each) => each.trim().replaceAll('=', ': ').replaceAll(',', ' and '))
    .filter((each) => each !== '');
  return alternatives.length === 0 ? undefined : alternatives.join(', or ');
};

const needed = (error: ApiError, call: GitHubCall | undefined): string => {
  const accepted = acceptedOf(error.header('x-accepted-github-permissions'));
  if (accepted !== undefined) return `GitHub asks for ${accepted}`;
  return needsOf(call);
};

/** What is known of the credential's own rights. `undefined`: not known. */
export type Holds = (call: GitHubCall) => boolean | undefined;

const unauthorised = (error: ApiError, call: GitHubCall | undefined): Failure => {
  const sso = error.header('x-github-sso');
  // The header's address holds a request id: it is not written down.
  if (sso?.startsWith('required') === true) {
    return {
      status: 'denied',
      reason:
        'the token is not authorised for the single sign-on of the organisation; authorise it (github.com/settings/tokens, Configure SSO) and scan again',
    };
  }
  const needs = needed(error, call);
  return { status: 'denied', reason: `403: ${needs === '' ? oneLine(error.message) : needs}` };
};

const notFound = (error: ApiError, call: GitHubCall | undefined, holds: Holds): Failure => {
  const held = call === undefined ? undefined : holds(call);
  if (held === true) {
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
  };
};

/** `call`: id of the call that failed. */
export const describeFailure = (error: ApiError, call: string, holds: Holds = () => undefined): Failure => {
  const known = githubCall(call);
  if (error.notUnderstood) return { status: 'partial', reason: oneLine(error.message) };
  if (error.code !== undefined) {
    return {
      status: 'partial',
      reason: `${error.code}: the connection failed; check network, proxy and GITHUB_API_URL and scan again`,
    };
  }
  const http = error.http ?? 0;
  const limited = isLimited({ status: http, header: error.header, text: error.message });
  if (limited) {
    return {
      status: 'partial',
      reason: 'still refused for the rate limit after several waits; scan again later',
    };
  }
  switch (http) {
    case 401:
      return {
        status: 'denied',
        reason: '401: the token or the key of the App is missing, expired, revoked or wrong',
      };
    case 403:
      return unauthorised(error, known);
    case 404:
      return notFound(error, known, holds);
    case 409:
    case 410:
    case 422:
      return { status: 'unsupported', reason: `${http}: ${oneLine(error.message)}` };
    default:
      return http >= 500
        ? { status: 'partial', reason: `${http} after several attempts: GitHub failed; scan again` }
        : { status: 'unsupported', reason: `${http}: ${oneLine(error.message)}` };
  }
};

/** GraphQL answers with 200 and says in the body what it did not give. */
export const describeGraphqlErrors = (errors: readonly GraphqlError[], call: string): Failure => {
  const { type, message } = errors[0] ?? { type: 'ERROR', message: '' };
  const needs = needsOf(githubCall(call));
  const denied =
    ['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'NOT_FOUND', 'SAML'].includes(type) || /saml/i.test(message);
  return {
    status: denied ? 'denied' : 'partial',
    reason: `${type}: ${oneLine(message)}${denied && needs !== '' ? `; ${needs}` : ''}`,
  };
};
