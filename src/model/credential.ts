import type { FactRef } from './evidence.ts';

/**
 * How long a credential works. `static`: no expiry. `expiring`: ends at `expiresAt`. `short-lived`: hours at most,
 * issued on demand. `platform-managed`: the platform holds and rotates it.
 */
export type CredentialLifetime = 'static' | 'expiring' | 'short-lived' | 'platform-managed' | 'unknown';

/** What the credential rests on. `attested`: a third party vouches for the workload (OIDC, SPIFFE, metadata service). */
export type CredentialBinding = 'shared-secret' | 'certificate' | 'attested' | 'unknown';

export type CredentialStatus = 'active' | 'inactive' | 'expired' | 'unknown';

/** What proves an identity. Never holds a secret value. */
export interface Credential {
  /** The provider's own id (an access key id), or `<kind>` of the identity where there is none. */
  readonly id: string;
  /** `access-key`, `console-password`, `service-specific-credential`, `ssh-public-key`, `role-session`… */
  readonly kind: string;
  readonly lifetime: CredentialLifetime;
  readonly binding: CredentialBinding;
  readonly status: CredentialStatus;
  /** What it opens, where it opens only one service (`bedrock.amazonaws.com`). */
  readonly service?: string;
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
  readonly expiresAt?: string;
  /** `never`: known not to have been used. Absent: not known. */
  readonly lastUsedAt?: string | 'never';
  /** `lastUsedAt` is when its identity was used: no report lists the credential, which was used then at the latest. */
  readonly lastUsedAtMost?: true;
  /** Of a password: whether a second factor is asked for as well. Absent: not known. */
  readonly secondFactor?: boolean;
  /** Longest life of one issue, in seconds; for `short-lived`. */
  readonly maxSeconds?: number;
  /** The record that says so, where it is not the identity's own. */
  readonly source?: FactRef;
}
