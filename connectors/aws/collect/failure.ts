import {
  connectionAdvice,
  connectionCode,
  type Failure,
  failuresBy,
  type Meaning,
  oneLine,
  ownConnectionCode,
  ownLine,
} from '../../../src/collection/failure.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { awsCall } from './calls.ts';

/** Names of errors, by what they mean. https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const meanings: Readonly<Record<string, Meaning>> = {
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
  AnswerNotUnderstood: 'not-understood',
  BoundReached: 'bounded',
  InvalidAction: 'unsupported',
  NotFound: 'unsupported',
  NotImplemented: 'unsupported',
  SyntaxError: 'unsupported',
  UnknownOperationException: 'unsupported',
  UnsupportedAPIEndpointException: 'unsupported',
  TimeoutError: 'lost',
};

/** Whether AWS refused for a limit: a later try may do. */
export const isThrottling = (error: unknown): boolean =>
  error instanceof Error && ownMember(meanings, error.name) === 'throttled';

interface ApiError {
  readonly name: string;
  readonly message: string;
  /** HTTP status, where there was an answer. */
  readonly http?: number;
  /** `ECONNRESET`, where the connection failed. */
  readonly code?: string;
  readonly attempts?: number;
  /** Origin that the request went to, where the connection failed. */
  readonly endpoint?: string;
}

interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

const isDestination = (request: unknown): request is Destination =>
  typeof request === 'object' && request !== null && 'protocol' in request && 'hostname' in request;

/** Buckets have names of their own in the domain of S3: that of the service says as much about a connection. */
const ofBucket = /^.+\.(?=s3(?:-control)?[.-])/;

/** Origin that a request goes to. */
export const endpointOf = (request: unknown): string | undefined => {
  if (!isDestination(request)) return;
  const { protocol, hostname, port } = request;
  const address = `${protocol}//${hostname.replace(ofBucket, '')}${port === undefined ? '' : `:${port}`}`;
  return URL.canParse(address) ? new URL(address).origin : undefined;
};

/** Writes to an error where its request went. */
export const withEndpoint = (error: unknown, request: unknown): unknown => {
  const endpoint = endpointOf(request);
  return error instanceof Error && endpoint !== undefined ? Object.assign(error, { endpoint }) : error;
};

/**
 * What the SDK's reader says of an answer that it chokes on: after words of its own, which may quote a value.
 * https://github.com/aws/aws-sdk-js-v3/blob/main/packages/core/src/submodules/protocols (`Deserialization error`)
 */
const isUnread = ({ message }: Error): boolean =>
  message.includes('Deserialization error: to see the raw response');

/**
 * The error as one of the API's, the connection's or the credentials'; `undefined` for any other, which is a fault of
 * ours (or an interruption) and must not be written down as the provider's.
 */
export const asApiError = (error: unknown): ApiError | undefined => {
  if (!(error instanceof Error)) return;
  const { $metadata, $response, endpoint } = error as {
    endpoint?: unknown;
    $metadata?: { httpStatusCode?: number; attempts?: number };
    $response?: { statusCode?: number };
  };
  const http = $metadata?.httpStatusCode ?? $response?.statusCode;
  const known = http !== undefined || ownMember(meanings, error.name) !== undefined;
  // What caused an error is looked at only where the error itself tells nothing.
  const connection = ownConnectionCode(error) ?? (known ? undefined : connectionCode(error));
  if (!known && connection === undefined) return;
  const unread = isUnread(error);
  return {
    name: unread ? 'AnswerNotUnderstood' : error.name,
    message: unread ? 'an answer whose values are not of the documented types' : error.message,
    ...(http === undefined ? {} : { http }),
    ...(connection === undefined ? {} : { code: connection }),
    ...($metadata?.attempts === undefined ? {} : { attempts: $metadata.attempts }),
    ...(typeof endpoint === 'string' ? { endpoint } : {}),
  };
};

const noEntity = ['NoSuchEntity', 'NoSuchEntityException'];

/**
 * Calls about a thing that was listed before and that somebody may delete in between (a user, a key, a provider), and how
 * their services say that it is gone. Of anything else AWS knows no such thing only by mistake.
 */
const goneBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['iam:ListAccessKeys', noEntity],
  ['iam:GetAccessKeyLastUsed', noEntity],
  ['iam:ListServiceSpecificCredentials', noEntity],
  ['iam:ListSSHPublicKeys', noEntity],
  ['iam:ListSigningCertificates', noEntity],
  ['iam:GetOpenIDConnectProvider', noEntity],
  ['ec2:DescribeInstanceAttribute', ['InvalidInstanceID.NotFound']],
  ['ecr:GetRepositoryPolicy', ['RepositoryNotFoundException']],
  ['kms:GetKeyPolicy', ['NotFoundException']],
  ['kms:ListGrants', ['NotFoundException']],
  ['s3:GetBucketAcl', ['NoSuchBucket']],
  ['s3:GetBucketPolicy', ['NoSuchBucket']],
  ['s3:GetPublicAccessBlock', ['NoSuchBucket']],
  ['secretsmanager:GetResourcePolicy', ['ResourceNotFoundException']],
  ['sns:GetTopicAttributes', ['NotFound', 'NotFoundException']],
  ['sqs:GetQueueAttributes', ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue']],
]);

/** How services say that a thing is there and has no policy of its own. */
const withoutPolicy: ReadonlyMap<string, string> = new Map([
  ['ecr:GetRepositoryPolicy', 'RepositoryPolicyNotFoundException'],
  ['lambda:GetPolicy', 'ResourceNotFoundException'],
  ['s3:GetBucketPolicy', 'NoSuchBucketPolicy'],
  ['s3:GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'],
  ['s3control:GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'],
]);

const named = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Whether AWS knows the thing that the call is about no more. */
export const isGone = (error: unknown, call: string): boolean =>
  goneBy.get(call)?.includes(named(error)) ?? false;

export const hasNoPolicy = (error: unknown, call: string): boolean =>
  withoutPolicy.get(call) === named(error);

const tries = (error: ApiError): string =>
  error.attempts !== undefined && error.attempts > 1 ? ` after ${error.attempts} attempts` : '';

const meaningOf = ({ name, http, code }: ApiError): Meaning => {
  if (code !== undefined && http === undefined) return 'lost';
  return ownMember(meanings, name) ?? ((http ?? 0) >= 500 ? 'failed' : 'unknown');
};

const needs = (call: string): string => {
  const actions = awsCall(call)?.actions ?? [];
  return actions.length === 0 ? '' : `; allow ${actions.join(' and ')} to the scanning identity`;
};

/** `call`: id of the call that failed, as `iam:ListAccessKeys`. */
export const describeFailure: (error: ApiError, call: string) => Failure = failuresBy<
  ApiError,
  readonly [call: string]
>({
  meaningOf,
  tell: {
    denied: ({ name }, call) => `${name}${needs(call)}`,
    // No message: that of a signature error quotes the signed request.
    credentials: ({ name }) =>
      `${name}: the credentials are missing, expired or wrong; renew them (for instance aws sso login) and scan again`,
    throttled: (error) =>
      `${error.name}: still throttled${tries(error)}; scan again when the account is quieter`,
    unsupported: ({ name, message }) => `${name}: ${oneLine(message)}`,
    lost: (error) =>
      connectionAdvice(error.code ?? error.name, {
        setBy: 'AWS_ENDPOINT_URL',
        bundle: 'AWS_CA_BUNDLE',
        to: error.endpoint,
        tried: tries(error),
      }),
    'not-understood': ({ message }) => `not understood: ${oneLine(message)}`,
    bounded: ({ message }) => ownLine(message),
    failed: (error) => `${error.name} (HTTP ${error.http})${tries(error)}: the service failed; scan again`,
    unknown: ({ name, message }, call) => `${name}: ${oneLine(message)}${needs(call)}`,
  },
});
