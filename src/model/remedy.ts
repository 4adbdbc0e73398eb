import type { Credential } from './credential.ts';
import type { Grant } from './grant.ts';
import type { Identity } from './identity.ts';
import type { Provider } from './scope.ts';

/** Commands and documents of one provider that end a finding. What it has no entry for gets none. */
export interface RemedyTable {
  /**
   * By kind of identity, then by the change: `credential <kind>` switches one off, `list <kind>` shows their ids,
   * `grant <via>` takes one away, `quarantine`, `owner`, `trust`, `session`. `{name}` and the like are filled in, quoted for
   * a POSIX shell; words in capitals are for the reader to fill in.
   */
  readonly commands: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The name that the commands take. */
  readonly nameOf: (identity: Identity) => string;
  /** How an id of a credential looks that the provider made. */
  readonly credentialId: RegExp;
  /** A policy for one task that ends by itself. `services`: what the task is known to need; `until`: ISO 8601, UTC. */
  readonly timeBoundPolicy?: (until: string, services: readonly string[]) => string;
  /** Conditions that narrow a trust. `issuer` of the tokens; undefined: the trust is in another scope of the provider. */
  readonly trustCondition?: (issuer: string | undefined) => string;
}

/** The changes that rules name, as the provider of the identity makes them. Undefined: nobody knows a command. */
export interface Remedies {
  /**
   * Switches a credential off, so that it can be switched on again where the provider knows how to. Where its id is not
   * known, a first command lists the ids.
   */
  readonly deactivate: (identity: Identity, credential: Credential) => string | undefined;
  /** Takes a grant away. */
  readonly withdraw: (identity: Identity, grant: Grant) => string | undefined;
  /** Stops an identity without deleting it. */
  readonly quarantine: (identity: Identity) => string | undefined;
  readonly nameOwner: (identity: Identity, tag: string) => string | undefined;
  readonly changeTrust: (identity: Identity) => string | undefined;
  /** Issues a session that can do less than the identity, for minutes. */
  readonly narrowSession: (identity: Identity) => string | undefined;
  /** @param until ISO 8601, UTC */
  readonly timeBoundPolicy: (
    provider: Provider,
    until: string,
    services?: readonly string[],
  ) => string | undefined;
  /** @param issuer of the tokens; undefined: the trust is in another scope of the provider */
  readonly trustCondition: (provider: Provider, issuer?: string) => string | undefined;
}

/** One task-scoped alternative to a change. */
export interface Instead {
  /** Kinds of identities; absent: all. */
  readonly kinds?: readonly string[];
  /** Who uses the identity; absent: whoever does. */
  readonly usedBy?: IdentityUser;
  readonly about: ChangeSubject;
  /** Kinds of credentials, or mechanisms of trusts; absent: all. */
  readonly of?: readonly string[];
  readonly says: string;
  readonly source?: string;
}

/** `workload`: its platform takes the identity for it. `pipeline`: a run of CI. */
export type IdentityUser = 'workload' | 'pipeline' | 'person';

/** What a change is about, whatever its class. */
export type ChangeSubject = 'grant' | 'trust' | 'credential' | 'chain' | 'exception' | 'unknown';
