import process, { env } from 'node:process';
import { GoogleAuth, type gaxios } from 'google-auth-library';
import {
  connectionAdvice,
  connectionCode,
  lastingCode,
  oneLine,
  proxyAnswer,
} from '../../../src/collection/failure.ts';
import type { FirstAnswers, Login as Watched } from '../../../src/collection/first-answer.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { apiError, asApiError, describeFailure } from './failure.ts';

/** Google knows no narrower scope for reading IAM; what may be read is decided by the roles of the caller. */
const scope = 'https://www.googleapis.com/auth/cloud-platform';

/** How the scan gets in. */
export interface Login {
  /** Value of the Authorization header; a token is turned over before it ends. */
  readonly authorization: () => Promise<string>;
  /** Kind of credential: `authorized_user`, `service_account`, `external_account`, `metadata`… */
  readonly type: string;
  /** Address, where the credential tells it. */
  readonly principal?: string | undefined;
  readonly quotaProject?: string | undefined;
}

const remedy = `Do one of these:
  - a person: gcloud auth application-default login
  - a file of a credential (workload identity federation or a key): GOOGLE_APPLICATION_CREDENTIALS=FILE.json
  - on Google Cloud: attach a service account
  nhi-audit permissions gcp prints the role that it needs.`;

interface Refused {
  readonly response?: { readonly data?: unknown } | undefined;
}

/** OpenSSL tells of its decoders only. https://nodejs.org/api/errors.html#openssl-error-codes */
const noUsableKey = ({ GOOGLE_APPLICATION_CREDENTIALS: file = '' }: NodeJS.ProcessEnv): string =>
  `the key file${file === '' ? '' : ` ${oneLine(file)}`} does not hold a usable private key (private_key, as PEM): make another, or take it again as it was downloaded`;

/** Why there is no token, without what was sent. */
const reasonOf = (error: unknown): string => {
  const code = connectionCode(error);
  if (code !== undefined) return connectionAdvice(code);
  const { code: ownCode } = error as { readonly code?: unknown };
  if (typeof ownCode === 'string' && ownCode.startsWith('ERR_OSSL_')) return noUsableKey(env);
  const data = (error as Refused).response?.data;
  const told =
    typeof data === 'object' && data !== null
      ? (data as { readonly error?: unknown; readonly error_description?: unknown })
      : {};
  const [what, why] = [told.error, told.error_description].map((each) =>
    typeof each === 'string' ? each : '',
  );
  if (what !== '') return oneLine(`${what} ${why}`);
  // Messages of the library may quote a file.
  return oneLine(error instanceof Error ? error.message.split('\n')[0]! : String(error));
};

/** What may be waited for where no server is asked: a program of `external_account` credentials, or the metadata server. */
export const silentLogin =
  'the program that GOOGLE_APPLICATION_CREDENTIALS names, or the metadata server of this machine, did not answer; METADATA_SERVER_DETECTION=none leaves the latter out, and --live-first gives more time';

type Transport = NonNullable<ConstructorParameters<typeof gaxios.Gaxios>[0]>;

/** How the library asks for tokens: it ends when the time is over, and tells whom it asks. */
const transportOf = ({ signal, asks, failed }: Watched): Transport => ({
  adapter: async (options, send) => {
    // The library's client does not bear a signal that is aborted already.
    signal.throwIfAborted();
    asks(options.url.origin);
    const own = options.signal;
    try {
      const response = await send({ ...options, signal: own ? AbortSignal.any([own, signal]) : signal });
      const refused = proxyAnswer(options.url.origin, response.status, response.headers.get('content-type'));
      if (refused !== undefined) throw refused;
      return response;
    } catch (error) {
      failed(error);
      throw error;
    }
  },
  retryConfig: {
    onRetryAttempt: (error) => {
      // Asked again it would be the same certificate.
      if (signal.aborted || lastingCode(error) !== undefined) throw error;
    },
  },
});

/**
 * Application Default Credentials. https://cloud.google.com/docs/authentication/application-default-credentials
 * @throws InputError where there are none, or the first token is refused; apiError where the connection failed
 */
export const applicationDefault = (first: FirstAnswers): Promise<Login> => first.logIn(signIn);

const lookupWarning = 'MetadataLookupWarning';

/**
 * The library warns on standard error that this is no machine of Google Cloud, which is no fault, and an answer of its own follows.
 */
const withoutLookupWarning = async <T>(work: () => Promise<T>): Promise<T> => {
  const emit = process.emitWarning;
  process.emitWarning = ((...given: Parameters<typeof emit>): void => {
    if ((given[1] as unknown) !== lookupWarning) Reflect.apply(emit, process, given);
  }) as typeof emit;
  try {
    return await work();
  } finally {
    process.emitWarning = emit;
  }
};

const signIn = async (watched: Watched): Promise<Login> => {
  // Without a project the library asks Resource Manager for one, which is none of the calls of this scanner.
  const auth = new GoogleAuth({
    scopes: [scope],
    projectId: 'not-used',
    clientOptions: { transporterOptions: transportOf(watched) },
  });
  const client = await withoutLookupWarning(() => auth.getClient()).catch((error: unknown) => {
    throw new InputError(`there is no credential for Google Cloud: ${reasonOf(error)}`, '--gcp', remedy);
  });
  const token = async (): Promise<string> => {
    const { token: value } = await client.getAccessToken();
    if (typeof value !== 'string' || value === '') throw new Error('an answer without a token');
    return value;
  };
  await token().catch((error: unknown) => {
    const code = connectionCode(error);
    // No fault of the credential: it is a gap, and whatever else is read is read.
    if (code !== undefined) throw apiError({ message: reasonOf(error), code, to: watched.cause()?.origin });
    throw new InputError(`the credential gets no token: ${reasonOf(error)}`, '--gcp', remedy);
  });
  const json = auth.jsonContent as { readonly type?: unknown; readonly client_email?: unknown } | null;
  return {
    authorization: async () => {
      try {
        return `Bearer ${await token()}`;
      } catch (error) {
        throw apiError({ message: reasonOf(error), login: true });
      }
    },
    type: typeof json?.type === 'string' ? json.type : 'metadata',
    ...(typeof json?.client_email === 'string' ? { principal: json.client_email } : {}),
    ...(client.quotaProjectId === undefined ? {} : { quotaProject: client.quotaProjectId }),
  };
};

/** Milliseconds before its end at which a token is turned over. */
const early = 5 * 60_000;

export const generateAccessToken = 'iamcredentials.projects.serviceAccounts.generateAccessToken';

/** Another account, by a token of the first. `ask`: of the IAM credentials API, with the first. */
export const impersonated = (
  login: Login,
  email: string,
  ask: () => Promise<Readonly<Record<string, unknown>>>,
): Login => {
  let held: { readonly token: string; readonly until: number } | undefined;
  let asked: Promise<string> | undefined;
  const fresh = async (): Promise<string> => {
    const { accessToken, expireTime } = await ask().catch((error: unknown) => {
      const known = asApiError(error);
      // No connection is no refusal.
      if (known === undefined || known.code !== undefined || known.bounded === true) throw error;
      throw apiError({ message: describeFailure(known, generateAccessToken).reason, login: true });
    });
    const until = Date.parse(String(expireTime));
    held = { token: String(accessToken), until: Number.isNaN(until) ? 0 : until };
    return held.token;
  };
  return {
    ...login,
    type: 'impersonated',
    principal: email,
    authorization: async () => {
      if (held !== undefined && held.until - early > Date.now()) return `Bearer ${held.token}`;
      asked ??= fresh().finally(() => {
        asked = undefined;
      });
      return `Bearer ${await asked}`;
    },
  };
};
