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
import { type GcpCall, gcpCall } from './calls.ts';

/** An error of an API or of the connection. */
export interface ApiError {
  readonly message: string;
  /** HTTP status; absent: there was no answer, or none that can be understood. */
  readonly http?: number;
  /** Of google.rpc.ErrorInfo, or of the older form: `SERVICE_DISABLED`, `rateLimitExceeded`. */
  readonly reason?: string;
  /** `projects/N`: whose quota and whose enabled APIs count. */
  readonly consumer?: string;
  /** `ECONNRESET`, where the connection failed. */
  readonly code?: string;
  /** Origin that was asked, where the connection failed. */
  readonly to?: string | undefined;
  /** Milliseconds. */
  readonly retryAfter?: number;
  readonly notUnderstood?: true;
  readonly bounded?: true;
  /** No token could be had. */
  readonly login?: true;
}

const errorName = 'GoogleApiError';

export const apiError = (error: ApiError): Error =>
  Object.assign(new Error(error.message), { name: errorName, api: error });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What the body of a refusal tells. https://cloud.google.com/apis/design/errors */
export const refusalOf = (http: number, body: unknown, retryAfter: number | undefined): ApiError => {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  const details = Array.isArray(error.details) ? error.details.filter(isObject) : [];
  const info = details.find(({ '@type': type }) => textOf(type)?.endsWith('google.rpc.ErrorInfo') === true);
  const [older] = Array.isArray(error.errors) ? error.errors.filter(isObject) : [];
  const metadata = isObject(info?.metadata) ? info.metadata : {};
  const reason = textOf(info?.reason) ?? textOf(older?.reason) ?? textOf(error.status);
  const consumer = textOf(metadata.consumer);
  return {
    http,
    message: textOf(error.message) ?? `HTTP ${http}`,
    ...(reason === undefined ? {} : { reason }),
    ...(consumer === undefined ? {} : { consumer }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
};

/** The error as one of Google's or the connection's; `undefined`: a fault of ours, or an interruption. */
export const asApiError = (error: unknown): ApiError | undefined => {
  if (!(error instanceof Error)) return;
  const causes = [...causesOf(error)];
  if (causes.some(isViolation)) return;
  const told = causes.find(({ name }) => name === errorName) as { readonly api?: ApiError } | undefined;
  if (told?.api !== undefined) return told.api;
  const own = ownFaultOf(causes);
  if (own !== undefined) return own;
  const code = connectionCode(error);
  return code === undefined ? undefined : { message: error.message, code };
};

const overLimit = new Set([
  'RATE_LIMIT_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
]);
const notEnabled = new Set(['SERVICE_DISABLED', 'accessNotConfigured', 'API_DISABLED']);

export const isThrottled = ({ http, reason }: ApiError): boolean =>
  http === 429 || (http === 403 && reason !== undefined && overLimit.has(reason));

/** Another attempt may be answered. */
export const isPassing = ({ http = 0, code }: ApiError): boolean =>
  code !== undefined || (http >= 500 && http !== 501) || http === 408;

/** HTTP statuses, by what they mean. */
const meanings: Readonly<Record<number, Meaning>> = {
  400: 'unsupported',
  401: 'credentials',
  403: 'denied',
  404: 'failed',
  409: 'failed',
  412: 'unsupported',
  501: 'unsupported',
};

const meaningOf = (error: ApiError): Meaning => {
  const { http = 0, code, notUnderstood, bounded, login, reason } = error;
  if (login) return 'credentials';
  if (notUnderstood) return 'not-understood';
  if (bounded) return 'bounded';
  if (code !== undefined) return 'lost';
  if (isThrottled(error)) return 'throttled';
  if (http === 403 && reason !== undefined && (notEnabled.has(reason) || reason === 'BILLING_DISABLED'))
    return 'unsupported';
  return meanings[http] ?? (http >= 500 ? 'failed' : 'unknown');
};

/** What a call needs, for people. */
export const needsOf = (call: GcpCall | undefined): string => {
  if (call === undefined) return '';
  if (call.permissions.length > 0) return `needs ${call.permissions.join(', ')}`;
  return call.part === 'groups'
    ? 'the caller has to be let into the group, or to read groups of the Workspace'
    : '';
};

const host = (call: GcpCall | undefined): string => `${call?.api ?? 'the API'}.googleapis.com`;

/** Of the project whose quota is used it holds wherever is asked. */
const everywhereBy = (
  { consumer }: ApiError,
  project: string | undefined,
): Pick<Failure, 'everywhere'> | undefined =>
  consumer === undefined || (project !== undefined && consumer === `projects/${project}`)
    ? undefined
    : { everywhere: true };

const describe = failuresBy<ApiError, readonly [call: GcpCall | undefined, project: string | undefined]>({
  meaningOf,
  tell: {
    denied: (error, call, project) => {
      if (error.reason === 'USER_PROJECT_DENIED' || error.reason === 'CONSUMER_INVALID')
        return {
          reason: `403: ${host(call)} may not be used with the quota project ${error.consumer ?? ''}: needs serviceusage.services.use there, or give another by --gcp-quota-project`,
          ...everywhereBy(error, project),
        };
      const needs = needsOf(call);
      return `403 by ${host(call)}: ${needs === '' ? oneLine(error.message) : needs}`;
    },
    credentials: ({ login, message }) =>
      login
        ? `no token: ${oneLine(message)}; sign in again: gcloud auth application-default login`
        : '401: the token is expired, revoked or wrong: gcloud auth application-default login',
    throttled: (_, call) =>
      `${host(call)}: still refused for its quota after several waits; scan again later`,
    unsupported: (error, call, project) => {
      const { http = 0, reason, consumer = 'the quota project', message } = error;
      if (http === 403 && reason === 'BILLING_DISABLED')
        return `403 by ${host(call)}: ${consumer} has no billing, so the API does not answer`;
      if (http === 403)
        return {
          reason: `403: ${host(call)} is not enabled in ${consumer}: gcloud services enable ${host(call)} --project ${consumer.replace(/^projects\//, '')}`,
          ...everywhereBy(error, project),
        };
      return `${http} by ${host(call)}: ${oneLine(message)}`;
    },
    unknown: ({ http = 0, message }, call) => `${http} by ${host(call)}: ${oneLine(message)}`,
    lost: ({ code = '', to }) => connectionAdvice(code, { to }),
    failed: ({ http }, call) =>
      http === 404
        ? `404 by ${host(call)}: not there any more, or not yet: lists follow changes some minutes later`
        : `${http} after several attempts: ${host(call)} failed; scan again`,
    'not-understood': ({ message }) => `not understood: ${oneLine(message)}`,
    bounded: ({ message }) => ownLine(message),
  },
});

/** @param call id of the call that failed */
export const describeFailure = (error: ApiError, call: string, project?: string): Failure =>
  describe(error, gcpCall(call), project);
