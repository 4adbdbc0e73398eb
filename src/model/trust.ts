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

/** A party that conditions name, inside of one that is trusted by a wider name. */
export interface NarrowedParty {
  readonly party: 'identity' | 'scope';
  /** As written. */
  readonly principal: string;
  readonly external: Trust['external'];
  readonly scope?: string;
}

/** Something that the documentation of a trusted service asks its customers to limit, and that a trust leaves open. */
export interface OpenEnd {
  /** `source`: for whose resource the service acts. `issuer`, `subject`: whose certificates, and which of them. */
  readonly of: 'source' | 'issuer' | 'subject';
  /** What would limit it, as the provider writes it. */
  readonly by: readonly string[];
  /** Page of the documentation. */
  readonly page: string;
}

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
  /** Where the conditions name the callers (everyone, but of one account): these are who is trusted. Never empty. */
  readonly only?: readonly NarrowedParty[];
  /** Absent: nothing, or nothing is known of the party. */
  readonly openEnds?: readonly OpenEnd[];
  /** Of a federated party whose tokens are read claim by claim: which ones are accepted. */
  readonly accepts?: TokenAcceptance;
  /** Where it is written. */
  readonly source: FactRef;
}
