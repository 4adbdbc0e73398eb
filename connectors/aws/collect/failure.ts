import type { CoverageStatus } from '../../../src/model/coverage.ts';
import { awsCall } from './calls.ts';

/** What coverage says about a call that failed. */
export interface Failure {
  readonly status: Extract<CoverageStatus, 'denied' | 'unsupported' | 'partial'>;
  readonly reason: string;
}

/** Names of errors, by what they mean. https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const meanings: Readonly<Record<string, 'denied' | 'credentials' | 'throttled' | 'unsupported' | 'lost'>> = {
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  AccessDeniedForDependencyException: 'denied',
  UnauthorizedOperation: 'denied',
  NotAuthorized: 'denied',
  OptInRequired: 'denied',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  IncompleteSignature: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidIdentityToken: 'credentials',
  InvalidSignatureException: 'credentials',
  MissingAuthenticationToken: 'credentials',
  RequestExpired: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  UnrecognizedClientException: 'credentials',
  LimitExceeded: 'throttled',
  LimitExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  TooManyRequestsException: 'throttled',
  AnswerNotUnderstood: 'unsupported',
  InvalidAction: 'unsupported',
  NotFound: 'unsupported',
  NotImplemented: 'unsupported',
  SyntaxError: 'unsupported',
  UnknownOperationException: 'unsupported',
  UnsupportedAPIEndpointException: 'unsupported',
  TimeoutError: 'lost',
};

interface ApiError {
  readonly name: string;
  readonly message: string;
  /** HTTP status, where there was an answer. */
  readonly http?: number;
  /** `ECONNRESET`, where the connection failed. */
  readonly code?: string;
  readonly attempts?: number;
}

/**
 * The error as one of the API's, the connection's or the credentials'; `undefined` for any other, which is a fault of
 * ours (or an interruption) and must not be written down as the provider's.
 */
export const asApiError = (error: unknown): ApiError | undefined => {
  if (!(error instanceof Error)) return;
  const { $metadata, $response, code } = error as {
    $metadata?: { httpStatusCode?: number; attempts?: number };
    $response?: { statusCode?: number };
    code?: unknown;
  };
  const http = $metadata?.httpStatusCode ?? $response?.statusCode;
  const connection = typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? code : undefined;
  if (http === undefined && connection === undefined && meanings[error.name] === undefined) return;
  return {
    name: error.name,
    message: error.message,
    ...(http === undefined ? {} : { http }),
    ...(connection === undefined ? {} : { code: connection }),
    ...($metadata?.attempts === undefined ? {} : { attempts: $metadata.attempts }),
  };
};

/** Whether AWS knows no such thing (any more). */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchEntity' || error.name === 'NoSuchEntityException');

/** One line, without control characters, of bounded length: messages may quote names that others chose. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);

const tries = (error: ApiError): string =>
  error.attempts !== undefined && error.attempts > 1 ? ` after ${error.attempts} attempts` : '';

/** `call`: id of the call that failed, as `iam:ListAccessKeys`. */
export const describeFailure = (error: ApiError, call: string): Failure => {
  const actions = awsCall(call)?.actions ?? [];
  const needs = actions.length === 0 ? '' : `; allow ${actions.join(' and ')} to the scanning identity`;
  switch (error.code !== undefined && error.http === undefined ? 'lost' : meanings[error.name]) {
    case 'denied':
      return { status: 'denied', reason: `${error.name}${needs}` };
    case 'credentials':
      // No message: that of a signature error quotes the signed request.
      return {
        status: 'denied',
        reason: `${error.name}: the credentials are missing, expired or wrong; renew them (for instance aws sso login) and scan again`,
      };
    case 'throttled':
      return {
        status: 'partial',
        reason: `${error.name}: still throttled${tries(error)}; scan again when the account is quieter`,
      };
    case 'unsupported':
      return { status: 'unsupported', reason: `${error.name}: ${oneLine(error.message)}` };
    case 'lost':
      return {
        status: 'partial',
        reason: `${error.code ?? error.name}: the connection failed${tries(error)}; check network, proxy and endpoint and scan again`,
      };
    default:
      return (error.http ?? 0) >= 500
        ? {
            status: 'partial',
            reason: `${error.name} (HTTP ${error.http})${tries(error)}: the service failed; scan again`,
          }
        : { status: 'unsupported', reason: `${error.name}: ${oneLine(error.message)}${needs}` };
  }
};
