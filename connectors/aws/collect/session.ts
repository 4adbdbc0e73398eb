import type { AgentOptions as HttpAgentOptions } from 'node:http';
import type { AgentOptions as HttpsAgentOptions } from 'node:https';
import { env } from 'node:process';
import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Bounds, InTime } from '../../../src/collection/bounds.ts';
import { atMost } from '../../../src/collection/concurrency.ts';
import { type FirstAnswers, firstAnswers, type Login } from '../../../src/collection/first-answer.ts';
import { agentOptions } from '../../../src/collection/proxy.ts';
import type { AwsService } from './calls.ts';
import { endpointOf } from './failure.ts';
import { type Guardable, guard } from './guard.ts';
import { type Memory, noMemory } from './memory.ts';
import { sessionPolicy } from './permissions.ts';

/** The SDK, loaded only when something is collected: it takes longer to load than most scans of a file. */
export interface AwsSdk {
  readonly iam: typeof import('@aws-sdk/client-iam');
  readonly organizations: typeof import('@aws-sdk/client-organizations');
  readonly sts: typeof import('@aws-sdk/client-sts');
}

export const loadSdk = async (): Promise<AwsSdk> => {
  const [iam, organizations, sts] = await Promise.all([
    import('@aws-sdk/client-iam'),
    import('@aws-sdk/client-organizations'),
    import('@aws-sdk/client-sts'),
  ]);
  return { iam, organizations, sts };
};

export type RetryStrategy = NonNullable<IAMClientConfig['retryStrategy']>;

export interface SessionOptions {
  readonly sdk: AwsSdk;
  readonly signal: AbortSignal;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly onCall?: ((call: string) => unknown) | undefined;
  readonly onThrottled?: ((seconds: number) => void) | undefined;
  /** Default: the SDK's adaptive one, 8 attempts. */
  readonly retryStrategy?: RetryStrategy | undefined;
  /** Answers of an interrupted collection. */
  readonly memory?: Memory | undefined;
  readonly bounds: Bounds;
  /** Bounds the time until each host answers for the first time. */
  readonly first: FirstAnswers;
  /** Throws when the time of the whole collection is over. */
  readonly inTime: InTime;
}

/** Guarded clients with the credentials of one identity. */
export interface AwsSession {
  readonly sdk: AwsSdk;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
  readonly sts: STSClient;
  /** Makes a guarded client of a service that answers for one region only, with the session's credentials. */
  readonly open: <Client extends Guardable>(
    service: AwsService,
    region: string,
    make: (config: RegionalConfig) => Client,
  ) => Client;
  /** Second argument of every `send`. */
  readonly request: { readonly abortSignal: AbortSignal };
}

/** What every client of the SDK takes. */
export interface RegionalConfig {
  readonly region: string;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly retryStrategy?: RetryStrategy;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly socketTimeout: number;
    readonly httpAgent: HttpAgentOptions;
    readonly httpsAgent: HttpsAgentOptions;
  };
  readonly credentials: IAMClient['config']['credentials'];
}

/** A session whose account is known. */
export interface AccountSession extends AwsSession {
  readonly account: string;
  /** Who the session is, as `GetCallerIdentity` or `AssumeRole` says. */
  readonly caller: string;
}

interface Patience {
  readonly maxAttempts: number;
  /** Milliseconds until a connection stands. */
  readonly connectionTimeout: number;
}

const usualPatience: Patience = { maxAttempts: 8, connectionTimeout: 10_000 };
/** Of the first call, whose whole time is bounded. */
const firstPatience: Patience = { maxAttempts: 3, connectionTimeout: 3_000 };
const silentLogin =
  'the metadata service of this machine, IAM Identity Center or a credential_process did not answer; AWS_EC2_METADATA_DISABLED=true leaves the metadata out, and --live-first gives more time';
/** IAM limits the rate for each account; more than this only makes it refuse more. */
const callsAtOnce = 4;
/** Other services count for each region and service by itself. */
const regionalCallsAtOnce = 12;
/** Where neither option, environment nor profile names one. IAM and Organizations are the same in each region. */
const defaultRegion = 'us-east-1';

type Credentials = NonNullable<IAMClientConfig['credentials']>;

/** What happens until the first answer. */
export const firstOf = (bounds: Bounds): FirstAnswers =>
  firstAnswers({ bounds, setBy: 'AWS_ENDPOINT_URL', silentLogin });

interface Handler {
  handle: (request: unknown, options?: { readonly abortSignal?: unknown }) => Promise<unknown>;
}

/** Lets a client wait for a host that never answered no longer than for any first answer. */
const boundFirst = <Client extends Guardable>(client: Client, first: FirstAnswers): Client => {
  const { requestHandler: handler } = (client as unknown as { readonly config: { requestHandler: Handler } })
    .config;
  const handle = handler.handle.bind(handler);
  handler.handle = (request, options) => {
    const host = endpointOf(request);
    if (host === undefined) return handle(request, options);
    const signal = options?.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
    return first.attempt(host, signal, (within) => handle(request, { ...options, abortSignal: within }));
  };
  return client;
};

/** @param who ARN of the identity, where it is known; else nothing is remembered */
const openSession = (
  options: SessionOptions,
  region: string,
  who: string,
  credentials?: Credentials,
  { maxAttempts, connectionTimeout }: Patience = usualPatience,
  login?: Login,
): AwsSession => {
  const {
    sdk,
    profile,
    onCall,
    onThrottled,
    retryStrategy,
    memory = noMemory,
    bounds,
    first,
    inTime,
  } = options;
  const signal = login === undefined ? options.signal : AbortSignal.any([options.signal, login.signal]);
  const limit = atMost(callsAtOnce);
  const regionalLimit = atMost(regionalCallsAtOnce);
  const remember = memory.of(who);
  const config = {
    region,
    maxAttempts,
    retryMode: 'adaptive',
    ...(retryStrategy === undefined ? {} : { retryStrategy }),
    // A page of 1,000 roles takes AWS several seconds.
    requestHandler: {
      connectionTimeout,
      socketTimeout: bounds.idle,
      // Until an answer begins, however busy the line is.
      requestTimeout: bounds.idle,
      throwOnRequestTimeout: true,
      // https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html: the SDK itself reads neither.
      ...agentOptions(env, { file: env.AWS_CA_BUNDLE, name: 'AWS_CA_BUNDLE' }),
    },
  };
  const watch = <Client extends Guardable>(client: Client, service: AwsService): Client =>
    guard(login === undefined ? boundFirst(client, first) : client, {
      service,
      limit,
      region,
      remember,
      onCall,
      onThrottled,
      bounds,
      inTime,
      login,
    });
  const own = credentials === undefined ? (profile === undefined ? {} : { profile }) : { credentials };
  const iam = new sdk.iam.IAMClient({ ...config, ...own });
  // One provider for the three: the default chain is walked once, a role is assumed once.
  const shared = { ...config, credentials: iam.config.credentials };
  return {
    sdk,
    iam: watch(iam, 'iam'),
    organizations: watch(new sdk.organizations.OrganizationsClient(shared), 'organizations'),
    sts: watch(new sdk.sts.STSClient(shared), 'sts'),
    open: (service, own, make) =>
      guard(boundFirst(make({ ...shared, region: own }), first), {
        service,
        limit: regionalLimit,
        region: own,
        remember,
        onCall,
        onThrottled,
        bounds,
        inTime,
      }),
    request: { abortSignal: signal },
  };
};

const resolveRegion = async (options: SessionOptions): Promise<string> => {
  if (options.region !== undefined) return options.region;
  const { profile, sdk } = options;
  const probe = new sdk.sts.STSClient(profile === undefined ? {} : { profile });
  // The SDK throws where no region is set; a scan needs none.
  return probe.config.region().catch(() => defaultRegion);
};

/** The session of the default credential chain or of the profile. Fails where there are no valid credentials. */
export const openBaseSession = async (options: SessionOptions): Promise<AccountSession> => {
  const region = await resolveRegion(options);
  const identity = await options.first.logIn((login) => {
    const { sdk, sts, request } = openSession(options, region, '', undefined, firstPatience, login);
    return sts.send(new sdk.sts.GetCallerIdentityCommand({}), request);
  });
  const session = openSession(options, region, '');
  return { ...session, account: identity.Account ?? '', caller: identity.Arn ?? '' };
};

/** The principal behind a caller: a session has a name of its own, which a renewed credential has anew. */
export const principalOf = (caller: string): string =>
  caller.replace(/^(arn:[\w-]+:sts::\d+:assumed-role\/[^/]+)\/.*$/, '$1');

/** The same session, with the answers of an interrupted collection. */
export const rememberingSession = async (
  options: SessionOptions,
  { account, caller, iam }: AccountSession,
): Promise<AccountSession> => ({
  // Its provider: the default chain is walked once.
  ...openSession(options, await iam.config.region(), principalOf(caller), iam.config.credentials),
  account,
  caller,
});

export interface RoleToAssume {
  readonly arn: string;
  readonly externalId?: string | undefined;
}

/** A role in another account, entered from the base session, narrowed to what the scan reads. */
export const openRoleSession = async (
  options: SessionOptions,
  base: AwsSession,
  role: RoleToAssume,
): Promise<AccountSession> => {
  const { sts } = options.sdk;
  const assume = async () => {
    const answer = await base.sts.send(
      new sts.AssumeRoleCommand({
        RoleArn: role.arn,
        RoleSessionName: 'nhi-audit',
        // The role may be an administrator (OrganizationAccountAccessRole is); the session is not.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
        Policy: sessionPolicy(),
        ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      }),
      base.request,
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    if (
      AccessKeyId === undefined ||
      SecretAccessKey === undefined ||
      answer.AssumedRoleUser?.Arn === undefined
    ) {
      throw Object.assign(new Error('AssumeRole gave no credentials'), { name: 'CredentialsProviderError' });
    }
    return {
      caller: answer.AssumedRoleUser.Arn,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
        ...(Expiration === undefined ? {} : { expiration: Expiration }),
      },
    };
  };
  const first = await assume();
  let unused: typeof first | undefined = first;
  const session = openSession(options, await base.iam.config.region(), role.arn, async () => {
    const { credentials } = unused ?? (await assume());
    unused = undefined;
    return credentials;
  });
  return { ...session, account: accountOf(role.arn) ?? '', caller: first.caller };
};

/** The account that an ARN names; `undefined` where it names none or is no ARN. */
export const accountOf = (arn: string): string | undefined =>
  /^arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/.exec(arn)?.[1];
