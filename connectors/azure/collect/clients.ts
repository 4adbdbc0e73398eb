import type {
  AuthorizationManagementClient,
  AuthorizationManagementClientOptionalParams,
} from '@azure/arm-authorization';
import type { HttpClient, Pipeline, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { lastingCode } from '../../../src/collection/failure.ts';
import type { Cloud } from './environment.ts';

/** The SDK, loaded only when something is collected. */
export interface AzureSdk {
  readonly authorization: typeof import('@azure/arm-authorization');
  readonly client: typeof import('@azure/core-client');
  readonly pipeline: typeof import('@azure/core-rest-pipeline');
}

export const loadSdk = async (): Promise<AzureSdk> => {
  const [authorization, client, pipeline] = await Promise.all([
    import('@azure/arm-authorization'),
    import('@azure/core-client'),
    import('@azure/core-rest-pipeline'),
  ]);
  return { authorization, client, pipeline };
};

/** An error of the connection, as the pipeline knows it. */
export const brokenBy =
  ({ pipeline }: AzureSdk) =>
  (code: string, request: PipelineRequest): Error =>
    new pipeline.RestError(`the connection broke off: ${code}`, { code, request });

export interface ClientsOptions {
  readonly sdk: AzureSdk;
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  /** Guard, limits and bounds are in it. */
  readonly wire: HttpClient;
  /** Milliseconds before what failed is asked again, doubled each time. */
  readonly retryDelay: number;
}

/** A request of the generic clients. */
export interface PlainRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface Clients {
  readonly authorization: AuthorizationManagementClient;
  /** The body of a 200. @throws RestError for every other status */
  readonly send: (host: 'arm' | 'graph', request: PlainRequest) => Promise<unknown>;
}

const attempts = 5;
/** https://learn.microsoft.com/azure/architecture/best-practices/retry-service-specific */
const mayPass = new Set([408, 500, 502, 503, 504]);
const versionOfDefinitions = '2022-05-01-preview';

const setPipeline = (pipeline: Pipeline, sdk: AzureSdk, retryDelay: number): void => {
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  // They would take the token along.
  pipeline.removePolicy({ name: sdk.pipeline.redirectPolicyName });
  const isLimit = (response: PipelineResponse | undefined): boolean =>
    response?.status === 429 || (response?.status === 503 && response.headers.has('retry-after'));
  pipeline.addPolicy(
    sdk.pipeline.retryPolicy(
      [
        {
          name: 'limits',
          // The wait itself is the wire's: it holds for all requests at once.
          retry: ({ response }) => (isLimit(response) ? { retryAfterInMs: 0 } : { skipStrategy: true }),
        },
        {
          name: 'failures that pass',
          retry: ({ response, responseError, retryCount }) =>
            lastingCode(responseError) !== undefined
              ? {}
              : (response === undefined && responseError !== undefined) || mayPass.has(response?.status ?? 0)
                ? retryCount < 3
                  ? { retryAfterInMs: retryDelay * 2 ** retryCount }
                  : {}
                : { skipStrategy: true },
        },
      ],
      { maxRetries: attempts - 1 },
    ),
    { phase: 'Retry' },
  );
};

/**
 * One client of `@azure/arm-authorization`, and one generic client for each host: all with the same pipeline, which ends in the
 * same wire.
 */
export const createClients = ({ sdk, cloud, credential, wire, retryDelay }: ClientsOptions): Clients => {
  const options = (endpoint: string, credentialScopes: string) => ({
    credential,
    endpoint,
    credentialScopes,
    httpClient: wire,
    userAgentOptions: { userAgentPrefix: 'nhi-audit' },
    loggingOptions: { logger: () => {} },
  });
  const { authorization: arm, client: core } = sdk;
  const authorization = new arm.AuthorizationManagementClient(
    credential,
    // Only paths of its own without a scope use it, and none of them is asked for.
    '00000000-0000-0000-0000-000000000000',
    options(cloud.arm, cloud.armScope) as AuthorizationManagementClientOptionalParams,
  );
  // Its own version hides the conditions inside permissions, and cannot be said otherwise.
  authorization.pipeline.addPolicy(
    {
      name: 'conditionsInPermissions',
      sendRequest: (request, next) => {
        const url = new URL(request.url);
        if (/\/roleDefinitions$/i.test(url.pathname) && url.searchParams.has('api-version')) {
          url.searchParams.set('api-version', versionOfDefinitions);
          request.url = url.href;
        }
        return next(request);
      },
    },
    { beforePolicies: ['retryPolicy'] },
  );
  const plain = {
    arm: new core.ServiceClient(options(cloud.arm, cloud.armScope)),
    graph: new core.ServiceClient(options(cloud.graph, cloud.graphScope)),
  };
  for (const { pipeline } of [authorization, plain.arm, plain.graph]) setPipeline(pipeline, sdk, retryDelay);
  return {
    authorization,
    send: async (host, { method, url, body, headers = {}, signal }) => {
      const request = sdk.pipeline.createPipelineRequest({
        url,
        method,
        abortSignal: signal,
        headers: sdk.pipeline.createHttpHeaders({
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await plain[host].sendRequest(request);
      if (response.status !== 200)
        throw new sdk.pipeline.RestError(`HTTP ${response.status}`, {
          statusCode: response.status,
          request,
          response,
        });
      return JSON.parse(response.bodyAsText ?? '');
    },
  };
};
