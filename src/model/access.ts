import type { Condition } from './condition.ts';
import type { Coverage } from './coverage.ts';
import type { FactRef } from './evidence.ts';
import type { PathStep } from './finding.ts';
import type { Duration } from './grant.ts';

/** Who may do this on that. */
export interface AccessQuestion {
  /** A privilege in the provider's words; wildcards where the provider has them: any that matches. */
  readonly privilege: string;
  /** In the provider's words, wildcards as well; absent: any resource. */
  readonly resource?: string;
}

/**
 * `conditional`: if what the snapshot does not show is so. `unknown`: a policy of the identity was not read, and no other
 * one allows it.
 */
export type AccessVerdict = 'allowed' | 'conditional' | 'unknown' | 'denied';

/** Where it is written that somebody may. */
export interface AllowingStatement {
  /** Name of the policy or role definition. */
  readonly policy: string;
  /** How the identity has it: `attached`, `inline`, `group <name>`. */
  readonly via: string;
  /** Position in the policy, from 0. */
  readonly statement: number;
  /** Id of the statement as written. Absent: it has none. */
  readonly id?: string;
  readonly source: FactRef;
}

/** One set of terms under which an identity may do what was asked. */
export interface AccessWay {
  readonly verdict: 'allowed' | 'conditional';
  /** Those of the privileges asked for; sorted. */
  readonly privileges: readonly string[];
  /** The resource asked for, or the patterns on which it is held; sorted. */
  readonly resources: readonly string[];
  /** Patterns that are taken out of `resources`; sorted. */
  readonly exceptResources: readonly string[];
  readonly duration: Duration;
  /** ISO 8601; with `time-bound`. */
  readonly until?: string;
  /** What must hold and the snapshot does not show. Of a deny: operator `Unless`. */
  readonly conditions: readonly Condition[];
  /** What the request must say; whoever makes it can. */
  readonly request: readonly Condition[];
  /** What else it rests on, one short clause each. */
  readonly assumes: readonly string[];
  readonly allowedBy: readonly AllowingStatement[];
}

/** What stops an identity. `no-allow`: nothing allows it in the first place. */
export interface Obstacle {
  readonly kind:
    | 'no-allow'
    | 'deny'
    | 'permissions-boundary'
    | 'access-policy'
    | 'principal-access-boundary'
    | 'service-control-policy'
    | 'resource-control-policy'
    | 'session-policy'
    | 'trust-policy'
    | 'other-account';
  /** Which one: a policy's name, an organizational unit's id; empty with `no-allow`. */
  readonly name: string;
}

export interface IdentityAccess {
  /** Index into `Estate.identities`. */
  readonly identity: number;
  readonly verdict: AccessVerdict;
  /** Best first; empty unless `allowed` or `conditional`. */
  readonly ways: readonly AccessWay[];
  /** With `denied`. */
  readonly stoppedBy?: Obstacle;
  /** With `unknown`: the policies that were not read; sorted. */
  readonly unread?: readonly string[];
}

export interface AccessAnswer {
  /** The privileges that were asked for, as the provider writes them; sorted. */
  readonly privileges: readonly string[];
  /** Every identity of the provider, by index. */
  readonly identities: readonly IdentityAccess[];
  /** Scopes (index) of which full control is enough: whoever has it can give itself the privilege. */
  readonly scopes: readonly number[];
  /**
   * Nodes of the takeover graph that are no identity by themselves and may: what somebody is after a step (with a policy more,
   * in a group, without a limit).
   */
  readonly states?: readonly { readonly node: number; readonly verdict: 'allowed' | 'conditional' }[];
  /**
   * Identities that are stopped and may put aside what stops them: the steps, each from the identity to itself.
   */
  readonly lifting?: readonly { readonly identity: number; readonly path: readonly PathStep[] }[];
  /** What the answer leaves out, one sentence each. */
  readonly notes: readonly string[];
}

/** An answer with what the takeover graph and the coverage add to it. */
export interface AccessReport {
  readonly question: AccessQuestion;
  readonly answer: AccessAnswer;
  /**
   * Identities (index) that may not, but can become one that may, or give themselves what they lack: the shortest path. It
   * ends in an identity that is `allowed`, in control that is enough, or, where neither can be reached, in one that is
   * `conditional`. Its last step leads from an identity to itself where that gives itself what it lacks.
   */
  readonly becoming: ReadonlyMap<number, readonly PathStep[]>;
  /** What of the inputs of the answer was not read in full. */
  readonly gaps: readonly Coverage[];
}
