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
import { type AzureCall, azureCall } from './calls.ts';
import { loginAdvice, signInAgain } from './login.ts';

/** An error of the API, of the connection or of the credential. */
export interface ApiError {
  readonly message: string;
  /** HTTP status; absent: there was no answer, or none that can be understood. */
  readonly http?: number;
  /** `Authorization_RequestDenied`: of the body. */
  readonly api?: string;
  /** `ECONNRESET`, where the connection failed. */
  readonly connection?: string;
  /** Origin that was asked, where it is known. */
  readonly to?: string;
  /** No token could be had. */
  readonly credential?: true;
  readonly notUnderstood?: true;
  readonly bounded?: true;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{"error":{"code":…,"message":…}}` of both. Licences are told in the code, or only in the message. */
export const refusalOf = (http: number, body: unknown): ApiError => {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  const { code, message } = error;
  return {
    http,
    ...(typeof code === 'string' ? { api: oneLine(code) } : {}),
    message: typeof message === 'string' ? message : '',
  };
};

const json = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

/** https://learn.microsoft.com/javascript/api/@azure/identity */
const ofCredential = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'ChainedTokenCredentialError',
  'CredentialUnavailableError',
]);

/**
 * The error as one of the API's, the connection's or the credential's; `undefined` for any other, which is a fault of
 * ours (or an interruption) and must not be written down as the provider's.
 */
export const asApiError = (error: unknown): ApiError | undefined => {
  if (!(error instanceof Error)) return;
  const causes = [...causesOf(error)];
  if (causes.some(isViolation)) return;
  const own = ownFaultOf(causes);
  if (own !== undefined) return own;
  if (ofCredential.has(error.name)) return { message: error.message, credential: true };
  const { statusCode, response } = error as {
    readonly statusCode?: unknown;
    readonly response?: { readonly bodyAsText?: unknown };
  };
  if (error.name === 'RestError' && typeof statusCode === 'number')
    return refusalOf(statusCode, json(response?.bodyAsText));
  const connection = connectionCode(error);
  if (connection !== undefined) return { message: error.message, connection };
  return error.name === 'RestError' ? { message: error.message, connection: 'ENETWORK' } : undefined;
};

/**
 * Codes and words by which a licence is told to be missing.
 * https://learn.microsoft.com/entra/id-governance/licensing-fundamentals
 */
const unlicensed =
  /AadPremiumLicenseRequired|RequestFromNonPremiumTenantOrB2CTenant|TenantNotLicensed|premium license|not (?:have a )?(?:premium|licensed)|NoLicense/i;

const lacksLicence = ({ http, api = '', message }: ApiError): boolean =>
  (http === 400 || http === 402 || http === 403) && unlicensed.test(`${api} ${message}`);

const meanings: Readonly<Record<number, Meaning>> = {
  400: 'unsupported',
  401: 'credentials',
  402: 'unsupported',
  403: 'denied',
  404: 'unsupported',
  429: 'throttled',
};

const meaningOf = (error: ApiError): Meaning => {
  const { http = 0, connection, credential, notUnderstood, bounded } = error;
  if (notUnderstood) return 'not-understood';
  if (bounded) return 'bounded';
  if (credential) return 'credentials';
  if (connection !== undefined) return 'lost';
  if (lacksLicence(error)) return 'unsupported';
  return meanings[http] ?? (http >= 500 ? 'failed' : 'unknown');
};

/** What the scan needs for a call, in the words of roles and of consent. */
const needsOf = (call: AzureCall | undefined): string => {
  if (call === undefined || call.permissions.length === 0) return '';
  const named = call.permissions.join(', ');
  return call.host === 'arm'
    ? `; the scanning identity needs ${named} there (the role Reader has it)`
    : `; the scanning identity needs the application permission ${named}, with consent`;
};

const refused = ({ http, api, message }: ApiError): string =>
  oneLine([String(http ?? ''), api, message].filter((part) => part !== undefined && part !== '').join(': '));

const describe = failuresBy<ApiError, readonly [call: AzureCall | undefined]>({
  meaningOf,
  tell: {
    // Consent is given in the whole tenant; roles of Azure may be there in another subscription.
    denied: (error, call) => ({
      reason: `${refused(error)}${needsOf(call)}`,
      ...(call?.host === 'graph' ? { everywhere: true as const } : {}),
    }),
    credentials: ({ http, message }) =>
      http === undefined ? loginAdvice(message) : `${http}: the token was refused: ${signInAgain}`,
    throttled: () => 'still refused for the rate limit after several waits; scan again later',
    unsupported: (error, call) =>
      lacksLicence(error)
        ? {
            reason: `${refused(error)}: the tenant lacks the licence (${call?.licence ?? 'Microsoft Entra ID P1 or P2'}); what it would tell is unknown, which is not the same as none`,
            everywhere: true as const,
          }
        : refused(error),
    unknown: refused,
    lost: ({ connection = '', to }) => connectionAdvice(connection, { to }),
    failed: ({ http }) => `${http} after several attempts: the service failed; scan again`,
    'not-understood': ({ message }) => `not understood: ${oneLine(message)}`,
    bounded: ({ message }) => ownLine(message),
  },
});

/** `call`: id of the call that failed. */
export const describeFailure = (error: ApiError, call: string): Failure => describe(error, azureCall(call));
