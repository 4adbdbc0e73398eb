import type { TokenCredential } from '@azure/identity';
import { proxyAnswer } from '../../../src/collection/failure.ts';
import type { Login } from '../../../src/collection/first-answer.ts';
import { type Cloud, isGuid } from './environment.ts';

export interface SessionOptions {
  readonly cloud: Cloud;
  /** Id or domain. */
  readonly tenant?: string | undefined;
  /** Told whom the chain asks, and why a connection failed, which its errors do not say. */
  readonly login: Pick<Login, 'asks' | 'failed'>;
}

/** Metadata services of Azure, Arc and App Service. https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
const ownMachine = /^http:\/\/(?:169\.254\.|127\.|localhost\b|\[)/;

/**
 * The chain of Microsoft's own tools: environment, workload identity, managed identity, Azure CLI and the like.
 * https://learn.microsoft.com/javascript/api/@azure/identity/defaultazurecredential
 */
export const defaultCredential = async ({
  cloud,
  tenant,
  login,
}: SessionOptions): Promise<TokenCredential> => {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential({
    authorityHost: cloud.authority,
    retryOptions: { maxRetries: 2, retryDelayInMs: 500 },
    additionalPolicies: [
      {
        position: 'perRetry',
        policy: {
          name: 'whyBroken',
          sendRequest: async (request, next) => {
            const { origin } = new URL(request.url);
            // That no such service runs on this machine is no fault.
            const isOwn = ownMachine.test(origin);
            if (!isOwn) login.asks(origin);
            try {
              const response = await next(request);
              const refused = isOwn
                ? undefined
                : proxyAnswer(origin, response.status, response.headers.get('content-type'));
              if (refused !== undefined) login.failed(refused);
              return response;
            } catch (error) {
              if (!isOwn) login.failed(error);
              throw error;
            }
          },
        },
      },
    ],
    ...(tenant === undefined ? {} : { tenantId: tenant }),
  });
};

/** Whom a token is of, as far as it says so. */
export interface TokenClaims {
  /** Tenant, lower case. */
  readonly tid?: string;
  /** Object id of the caller. */
  readonly oid?: string;
  /** `app`, `user`. */
  readonly idtyp?: string;
}

const longest = 65_536;

/**
 * Nothing rests on it but what the scan is called by: it is not verified, and a token that is no JWT says nothing.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export const claimsOf = (token: string): TokenClaims => {
  const payload = token.length > longest ? undefined : token.split('.')[1];
  if (payload === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return {};
  }
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const id = (member: string): string | undefined => {
    const found = given[member];
    return typeof found === 'string' && isGuid(found) ? found.toLowerCase() : undefined;
  };
  const [tid, oid] = [id('tid'), id('oid')];
  return {
    ...(tid === undefined ? {} : { tid }),
    ...(oid === undefined ? {} : { oid }),
    ...(given.idtyp === 'app' || given.idtyp === 'user' ? { idtyp: given.idtyp } : {}),
  };
};
