import type { TokenCredential } from '@azure/identity';
import { connectionCode } from '../../../src/collection/failure.ts';
import { type Cloud, isGuid } from './environment.ts';

export interface SessionOptions {
  readonly cloud: Cloud;
  /** Id or domain. */
  readonly tenant?: string | undefined;
  /** Told why a connection for a token failed, which the errors of the chain do not say. */
  readonly onBroken?: ((code: string) => void) | undefined;
}

/**
 * The chain of Microsoft's own tools: environment, workload identity, managed identity, Azure CLI and the like.
 * https://learn.microsoft.com/javascript/api/@azure/identity/defaultazurecredential
 */
export const defaultCredential = async ({
  cloud,
  tenant,
  onBroken,
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
            try {
              return await next(request);
            } catch (error) {
              const code = connectionCode(error);
              if (code !== undefined) onBroken?.(code);
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
