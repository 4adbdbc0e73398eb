import { env as ownEnvironment } from 'node:process';
import type { CoverageStatus } from '../model/coverage.ts';
import { type ProxyInUse, proxyTo } from './proxy.ts';

/** What coverage says about a call that failed. */
export interface Failure {
  readonly status: Extract<CoverageStatus, 'denied' | 'unsupported' | 'partial'>;
  readonly reason: string;
  /** It hangs on the credential and not on the place: every other place would answer alike. Absent: not known to. */
  readonly everywhere?: true;
  /** The credential itself was refused: nothing more would be answered. */
  readonly ends?: true;
  /** Another attempt would come to the same, although what was asked for is not known. */
  readonly lasts?: true;
}

/**
 * What a failure means, whatever the provider calls it. `denied`: a permission lacks. `credentials`: they are missing,
 * expired or wrong. `throttled`: refused for a limit, after all waits. `unsupported`: not offered here. `lost`: the
 * connection failed. `failed`: the provider did. `not-understood`: an answer came that is not the documented one. `bounded`: it
 * costs more than it may. `unknown`: none of these.
 */
export type Meaning =
  | 'denied'
  | 'credentials'
  | 'throttled'
  | 'unsupported'
  | 'lost'
  | 'failed'
  | 'not-understood'
  | 'bounded'
  | 'unknown';

const meanings: Readonly<Record<Meaning, Omit<Failure, 'reason'>>> = {
  denied: { status: 'denied' },
  credentials: { status: 'denied', everywhere: true, ends: true },
  throttled: { status: 'partial' },
  unsupported: { status: 'unsupported' },
  lost: { status: 'partial' },
  failed: { status: 'partial' },
  'not-understood': { status: 'partial' },
  bounded: { status: 'partial' },
  // Not `unsupported`: whatever a server says, nobody knows that there was nothing to be shown.
  unknown: { status: 'partial', lasts: true },
};

/** The reason alone, or with what differs from the meaning. */
type Told = string | (Partial<Failure> & Pick<Failure, 'reason'>);

/**
 * A provider's failures: what an error means, and a table of how each meaning is told. `About`: what the words need
 * beside the error, as the call that failed.
 */
export interface FailureTable<ApiError, About extends readonly unknown[]> {
  readonly meaningOf: (error: ApiError) => Meaning;
  readonly tell: Readonly<Record<Meaning, (error: ApiError, ...about: About) => Told>>;
}

export const failuresBy =
  <ApiError, About extends readonly unknown[]>({ meaningOf, tell }: FailureTable<ApiError, About>) =>
  (error: ApiError, ...about: About): Failure => {
    const meaning = meaningOf(error);
    const told = tell[meaning](error, ...about);
    return { ...meanings[meaning], ...(typeof told === 'string' ? { reason: told } : told) };
  };

/** Whether another attempt could be answered otherwise: such a failure is no last word. */
export const mayPass = ({ status, ends, lasts }: Failure): boolean =>
  (status === 'partial' && lasts !== true) || ends === true;

/** One line, without control characters, of bounded length: messages may quote names that others chose. */
export const oneLine = (text: string, most = 200): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, most);

/** Of a fault that we worded ourselves, whose end says what to do. */
export const ownLine = (text: string): string => oneLine(text, 600);

const answerFaultName = 'AnswerNotUnderstood';

/** An answer came, and what it says makes no sense or must not be followed. */
export const answerFault = (message: string): Error =>
  Object.assign(new Error(message), { name: answerFaultName });

export const isAnswerFault = ({ name }: Error): boolean => name === answerFaultName;

const boundName = 'BoundReached';

/** A server costs more than a scan may: bytes, pages, time. */
export const boundReached = (message: string): Error =>
  Object.assign(new Error(message), { name: boundName });

export const isBoundReached = ({ name }: Error): boolean => name === boundName;

/** An error and what caused it: SDKs wrap what the connection and the guard throw. */
export const causesOf = function* (error: unknown): Generator<Error> {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    yield at;
  }
};

/** What our own checks found wrong with an answer, as a connector's error takes it in. */
export interface OwnFault {
  readonly message: string;
  readonly notUnderstood?: true;
  readonly bounded?: true;
}

export const ownFaultOf = (causes: readonly Error[]): OwnFault | undefined => {
  const fault = causes.find(isAnswerFault);
  if (fault !== undefined) return { message: fault.message, notUnderstood: true };
  const bound = causes.find(isBoundReached);
  return bound === undefined ? undefined : { message: bound.message, bounded: true };
};

/**
 * `ECONNRESET`, `CERT_HAS_EXPIRED`. Node's other codes (`ERR_INVALID_ARG_TYPE`, `ERR_MODULE_NOT_FOUND`) are of faults of
 * ours. https://nodejs.org/api/errors.html#nodejs-error-codes
 */
const ofConnection =
  /^(?:E(?!RR_)[A-Z_]+|ERR_(?:HTTP2?|SOCKET|SSL|STREAM|TLS)_[A-Z_]+|HPE_[A-Z_]+|UND_ERR_[A-Z_]+|[A-Z_]*CERT[A-Z_]*)$/;

/** Of the certificate of the server. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ofCertificate =
  /CERT|^(?:UNABLE_TO_(?:GET|DECODE|DECRYPT|VERIFY)_\w+|CRL_\w+|ERROR_IN_\w+|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/;

export const isOfCertificate = (code: string): boolean => ofCertificate.test(code);

type Environment = Readonly<Record<string, string | undefined>>;

interface Connection {
  /** What else says where it goes, beside the proxy: `GITHUB_API_URL`. */
  readonly setBy?: string | undefined;
  /** What names certificates, beside NODE_EXTRA_CA_CERTS: `AWS_CA_BUNDLE`. */
  readonly bundle?: string;
  /** Origin of the API, where it is known: `https://sts.eu-west-1.amazonaws.com`. */
  readonly to?: string | undefined;
  /** ` after 3 attempts` */
  readonly tried?: string;
  /** Names the proxy; that of this process without it. */
  readonly env?: Environment;
}

const tunnelCode = 'ERR_PROXY_TUNNEL';

/** A proxy gave a status in place of a connection: as Node tells it. https://nodejs.org/api/errors.html#err_proxy_tunnel */
export const proxyRefusal = (statusCode: number): Error =>
  Object.assign(new Error(`the proxy answered ${statusCode}`), { code: tunnelCode, statusCode });

const refusedByProxy = /^PROXY_(\d{3})$/;

/** `PROXY_407`. Node's `fetch` has the status only in its message. */
const proxyCode = (error: Error): string | undefined => {
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  const status =
    code === tunnelCode
      ? statusCode
      : code === 'UND_ERR_ABORTED'
        ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1]
        : undefined;
  return status === undefined ? undefined : `PROXY_${String(status)}`;
};

/**
 * The refusal of a proxy where a client takes what it said for the answer of the host: services of providers tell why in JSON,
 * and none of them asks for the password of a proxy.
 * @param type of the content
 */
export const proxyAnswer = (
  origin: string,
  status: number,
  type: string | null | undefined,
  env: Environment = ownEnvironment,
): Error | undefined =>
  status >= 400 && (status === 407 || !/[/+]json\b/i.test(type ?? '')) && proxyTo(origin, env) !== undefined
    ? proxyRefusal(status)
    : undefined;

/** Why no connection to a proxy comes about. */
const proxyFaults: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nobody listens there'],
  ['EAI_AGAIN', 'its name does not resolve'],
  ['ENOTFOUND', 'its name does not resolve'],
  ['EHOSTUNREACH', 'no way leads there'],
  ['ENETUNREACH', 'no way leads there'],
  ['ETIMEDOUT', 'it does not answer'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it does not answer'],
]);

const byProxy = (code: string, proxy: ProxyInUse | undefined): string => {
  if (proxy === undefined) return '';
  const { address, variable } = proxy;
  const why = proxyFaults.get(code);
  return why === undefined
    ? ` through the proxy ${address} (${variable})`
    : ` as the proxy ${address} (${variable}) cannot be reached: ${why}`;
};

/** What a proxy wants that gave a status in place of a connection. */
const proxyAdvice = (status: string, to: string, { address, variable, hasUser }: ProxyInUse): string => {
  const failed = `HTTP ${status}: the connection${to} failed`;
  if (status !== '407')
    return `${failed}: the proxy ${address} (${variable}) does not lead there; check the network, ${variable} and NO_PROXY, or have the host allowed at the proxy, and scan again`;
  return hasUser
    ? `${failed}: the proxy ${address} does not accept the user and the password in ${variable} (special characters have to be percent-encoded); correct them there, and scan again`
    : `${failed}: the proxy ${address} asks for a password; put user and password into ${variable}, before the host: user, colon, password, @, and scan again`;
};

/** What is to be done about a connection that failed. `docs/network.md` has the variables. */
export const connectionAdvice = (
  code: string,
  { setBy, bundle, to, tried = '', env = ownEnvironment }: Connection = {},
): string => {
  if (isOfCertificate(code))
    return `${code}: the certificate of the server is not trusted here; where a proxy of your own answers, name its certificate in ${bundle === undefined ? '' : `${bundle} or `}NODE_EXTRA_CA_CERTS`;
  const variables = setBy === undefined ? 'HTTPS_PROXY and NO_PROXY' : `HTTPS_PROXY, NO_PROXY and ${setBy}`;
  const [where, how] = to === undefined ? ['', ''] : [` to ${to}`, ` (try: curl -sSI ${to})`];
  const proxy = proxyTo(to, env);
  const status = refusedByProxy.exec(code)?.[1];
  if (status !== undefined && proxy !== undefined) return proxyAdvice(status, where, proxy);
  return `${code}: the connection${where} failed${tried}${byProxy(code, proxy)}; check the network, ${variables}${how}, and scan again`;
};

/** The code of the error itself, where the connection failed. */
export const ownConnectionCode = (error: Error): string | undefined => {
  const refused = proxyCode(error);
  if (refused !== undefined) return refused;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && (ofConnection.test(code) || ofCertificate.test(code)) ? code : undefined;
};

/** The same, of the error or of what caused it. */
export const connectionCode = (error: unknown): string | undefined => {
  for (const each of causesOf(error)) {
    const code = ownConnectionCode(each);
    if (code !== undefined) return code;
    if (each instanceof AggregateError && each.errors.length > 0) return connectionCode(each.errors[0]);
  }
  return;
};

/** The code where no other attempt would be answered otherwise: a certificate that is not trusted, a proxy that refuses. */
export const lastingCode = (error: unknown): string | undefined => {
  const code = connectionCode(error);
  return code !== undefined && (isOfCertificate(code) || refusedByProxy.test(code)) ? code : undefined;
};
