import type { TokenOffer } from '../../../src/model/federation.ts';
import type { Identity } from '../../../src/model/identity.ts';

/**
 * Who signs a request for `GetCallerIdentity` shows others who it is: a pool of Google Cloud takes the answer as a token.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
export const callerIssuer = 'sts.amazonaws.com';

/**
 * Roles and users as that answer names them: `arn` (as `sub`), `account`, the role without its session (`aws_role`) and its bare
 * name (`role_name`). What a session is called whoever takes the role chooses.
 */
export const callerTokens = (identities: readonly Identity[]): readonly TokenOffer[] =>
  identities.flatMap(({ id, kind, providerOwned }, node): readonly TokenOffer[] => {
    const [, partition, account, path] = /^arn:([^:]+):iam::(\d{12}):(?:role|user)\/(.+)$/.exec(id) ?? [];
    if (partition === undefined || path === undefined || providerOwned) return [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    const role = `arn:${partition}:sts::${account}:assumed-role/${name}`;
    const claims =
      kind === 'role'
        ? {
            sub: { like: [`${role}/*`] },
            aws_role: { like: [role] },
            role_name: { like: [name] },
          }
        : { sub: { like: [id] }, aws_role: { like: [id] } };
    return [
      { node, issuer: callerIssuer, claims: { ...claims, account: { like: [account!] } }, assumes: [] },
    ];
  });
