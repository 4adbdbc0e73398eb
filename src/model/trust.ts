import type { Condition } from './condition.ts';
import type { FactRef } from './evidence.ts';
import type { TokenAcceptance } from './federation.ts';

/**
 * How somebody becomes an identity or extends it. The verb that `explain` prints. `hold`: has its credential in hand, as the one
 * whom it was made for. `start`: sets it to work without a say in what it does, which alone is no way in.
 */
export type Mechanism =
  | 'hold'
  | 'start'
  | 'assume'
  | 'federate'
  | 'impersonate'
  | 'write-credential'
  | 'write-permission'
  | 'write-trust'
  | 'write-code'
  | 'pass-to-service'
  | 'control';

/** What kind of party a trust names. `everyone`: no restriction by principal at all. */
export type TrustedParty = 'identity' | 'scope' | 'federated' | 'service' | 'everyone' | 'deleted';

/** Who may become an identity, as its own configuration says (a trust policy, a federated credential). */
export interface Trust {
  readonly mechanism: Mechanism;
  readonly party: TrustedParty;
  /** As written: an ARN, an account id, an issuer, a service name, `*`. */
  readonly principal: string;
  /** Whether the party lies outside every scope of the snapshot and of its organisation. `unknown` where no one can say. */
  readonly external: 'yes' | 'no' | 'unknown';
  /** Id of the trusted scope or of the scope that holds the trusted identity, where that is known. */
  readonly scope?: string;
  readonly conditions: readonly Condition[];
  /** Of a federated party whose tokens are read claim by claim: which ones are accepted. */
  readonly accepts?: TokenAcceptance;
  /** Where it is written. */
  readonly source: FactRef;
}
