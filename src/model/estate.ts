import type { AccessAnswer, AccessQuestion } from './access.ts';
import type { Clock } from './clock.ts';
import type { Coverage } from './coverage.ts';
import type { Entitlement } from './entitlement.ts';
import type { FactRef } from './evidence.ts';
import type { AcceptedToken, StoredKey, TokenOffer } from './federation.ts';
import type { PrivilegeProfile } from './grant.ts';
import type { Identity } from './identity.ts';
import type { Scope, Service } from './scope.ts';
import type { TakeoverGraph } from './takeover.ts';
import type { UsageWindow } from './usage.ts';

/** What all stages after `interpret` see: every provider in the same words. */
export interface Estate {
  /** The clock of everything after collection. ISO 8601, UTC. */
  readonly collectedAt: string;
  /** What `collectedAt` rests on; absent: whoever made the estate says it. */
  readonly clock?: Clock;
  /** Sorted by id. */
  readonly scopes: readonly Scope[];
  readonly services: readonly Service[];
  /** Sorted by id. */
  readonly identities: readonly Identity[];
  /** Interned; indexed by `Identity.profile`. */
  readonly profiles: readonly PrivilegeProfile[];
  /** Number of interned policy documents; `Attachment.document` and `StatementRef.document` index them. */
  readonly documents: number;
  readonly takeover: TakeoverGraph;
  /**
   * The graph as the clock alone makes it at another time (ISO 8601): what has ended by then is not in it, and what that hid
   * is. Worked out when asked: only the gate needs it. Absent: the reasons of `takeover` say when they end.
   */
  readonly takeoverAt?: (time: string) => TakeoverGraph;
  /**
   * What an identity (index) may really do, line by line, sorted. Worked out when asked: only the gate and the evidence need
   * it. Absent: the connector cannot tell yet.
   */
  readonly entitlements?: (identity: number) => readonly Entitlement[];
  /**
   * Who may do something, asked the other way round. Worked out when asked.
   * Absent: no connector can tell yet. Throws `InputError` when the question names nothing that the provider knows.
   */
  readonly whoCan?: (question: AccessQuestion) => AccessAnswer;
  /**
   * The whole document that a place stands in (a policy), as its provider writes it. Worked out when asked: only remedies need
   * it. Absent or undefined: its text is not known.
   */
  readonly documentAt?: (place: FactRef) => unknown;
  /** Tokens of identities of the estate that a trust (by its place in `trusts`) accepts. Worked out when asked. Absent: none. */
  readonly tokensFor?: (identity: number, trust: number) => readonly AcceptedToken[];
  /** Tokens that nodes of the takeover graph can get, for others to accept. */
  readonly tokenOffers?: readonly TokenOffer[];
  /**
   * More of them, of one issuer (without `https://`): so many that they are made only where a trust accepts its tokens.
   * Absent: none.
   */
  readonly offersOf?: (issuer: string) => readonly TokenOffer[];
  /** Issuers that {@link offersOf} has tokens of. */
  readonly offeredIssuers?: readonly string[];
  /** Secrets that by their names open another provider. */
  readonly storedKeys?: readonly StoredKey[];
  /** What time logs of use cover, one for each scope and log; sorted by scope, then log. Absent: none were given. */
  readonly usageWindows?: readonly UsageWindow[];
  /**
   * Since when (ISO 8601) a use of a privilege (`iam:PassRole`) by an identity (index) would have been seen, while none was:
   * by logs or by what the provider tells. Undefined: it was used in that time, or nobody would have seen it. Absent: never known.
   */
  readonly unusedSince?: (identity: number, action: string) => string | undefined;
  readonly coverage: readonly Coverage[];
}
