import type { Condition } from './condition.ts';
import type { InputKind } from './coverage.ts';
import type { CredentialLifetime } from './credential.ts';
import type { Entitlement } from './entitlement.ts';
import type { JudgedException } from './exception.ts';
import type { Severity } from './finding.ts';
import type { InForce } from './in-force.ts';
import type { Provider } from './scope.ts';
import type { Standing } from './standing.ts';
import type { Mechanism, TrustedParty } from './trust.ts';

/** What a change is. Table with titles and default severities: `src/audit/gate/classes.ts`. */
export const changeClasses = [
  /** A permanent grant where the identity had none in that scope and service, or a new identity with one. */
  'new-standing-grant',
  /** Was time-bound, eligible or conditional in time; is permanent, or ends later than the policy allows. */
  'permanence-worsened',
  'privilege-widened',
  'scope-widened',
  'trust-widened',
  'credential-added',
  /** By a chain, although no single grant, trust or credential looks bad. */
  'blast-radius-grown',
  'exception-expired',
  /** What nobody can use yet: a policy that is attached to nothing, a group without members, a role that nobody may enter. */
  'latent-privilege',
  /** A new or longer grant that expires within the policy, or must be activated first: listed, never fails. */
  'time-bound-grant',
  /** A computed value or missing coverage: nobody can tell. */
  'indeterminate',
  /** A resource that may give privileges and that nobody here evaluates. */
  'not-read',
] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** Who may become an identity, without where it is written. */
export interface StateTrust {
  readonly mechanism: Mechanism;
  readonly party: TrustedParty;
  readonly principal: string;
  readonly external: 'yes' | 'no' | 'unknown';
  /** Id of the trusted scope or of the scope that holds the trusted identity, where that is known. */
  readonly scope?: string;
  readonly conditions: readonly Condition[];
}

export interface StateCredential {
  readonly id: string;
  readonly kind: string;
  readonly lifetime: CredentialLifetime;
  readonly expiresAt?: string;
  /** Whole days from its making to its end, where both are known: tells a replacement from a longer life. */
  readonly days?: number;
}

/** What falls if the credential leaks. */
export interface StateReach {
  readonly blastRadius: number;
  /** Scope ids under full control, proven, and under assumptions; sorted. */
  readonly admin: readonly string[];
  readonly adminIf: readonly string[];
  /** `false`: nobody worked out what falls, and the figures above say nothing. Absent: they are known. */
  readonly reachKnown?: false;
}

/**
 * One identity as the gate compares it. Lists are sorted; nothing displayed, counted or dated that is not compared.
 */
export interface StateIdentity extends StateReach {
  readonly id: string;
  readonly provider: Provider;
  readonly kind: string;
  readonly scope: string;
  readonly name: string;
  /** Absent: unknown. */
  readonly nature?: 'machine' | 'human' | 'unknown';
  /** Made and held by the provider for itself. Absent: no. */
  readonly providerOwned?: boolean;
  readonly standing: Standing;
  readonly privileged: boolean;
  /** Only a part of what it holds was seen: it may hold more elsewhere. Absent: no. */
  readonly seenInPart?: true;
  /** What of its privileges nobody could see: `what the group admins gives`. Absent: nothing is known to be missing. */
  readonly unseen?: string;
  /** It stands for identities that nobody could list: for whom, one sentence. Absent: it is itself. */
  readonly standsFor?: string;
  readonly entitlements: readonly Omit<Entitlement, 'sources'>[];
  readonly trusts: readonly StateTrust[];
  /** Active or of unknown status only, and neither short-lived nor attested nor held by the platform. */
  readonly credentials: readonly StateCredential[];
  /**
   * What is left of its reach without steps and grants that expire within the policy, and without levels
   * below `gate.level`: this is what growth is measured by. Absent: all of it.
   */
  readonly lasting?: StateReach;
}

/**
 * Something that holds privileges for others and is no identity: a group, a policy.
 */
export interface StateHolder {
  readonly id: string;
  readonly provider: Provider;
  readonly kind: string;
  readonly scope: string;
  readonly name: string;
  /** What whoever gets it may do. */
  readonly entitlements: StateIdentity['entitlements'];
  /** Why nobody has it yet: `it has no members`. Absent: somebody has it. */
  readonly missing?: string;
}

/** What somebody outside may do with a resource, by the resource's own policy. */
export interface StateAccess {
  readonly party: TrustedParty;
  /** As written: an account id, an ARN, a service, `*`. */
  readonly principal: string;
  readonly external: 'yes' | 'no' | 'unknown';
  /** Id of the party's scope, where that is known. */
  readonly scope?: string;
  readonly lines: readonly Omit<Entitlement, 'sources'>[];
}

/**
 * A resource whose own policy lets others in: everyone, other scopes, services. Whom of its own scope it lets in is in what
 * those identities hold.
 */
export interface StateResource {
  readonly id: string;
  readonly provider: Provider;
  /** In the provider's word. */
  readonly kind: string;
  readonly scope: string;
  readonly access: readonly StateAccess[];
}

/** A normalised state of an estate. Two of them are all that the gate compares; a baseline is one, in a file. */
export interface GateState {
  /** ISO 8601, UTC. */
  readonly collectedAt: string;
  /** Sorted by id. */
  readonly identities: readonly StateIdentity[];
  /** Sorted by id. Absent: nobody looked at policies of resources. */
  readonly resources?: readonly StateResource[];
  /** Scope ids in which all that the gate needs (`gate.needs` of the settings) was read in full; sorted. */
  readonly complete: readonly string[];
  /** What was not read in full, one sentence each; sorted. Empty: the state is whole. */
  readonly gaps: readonly string[];
  /** By scope id: what was read in full there, sorted. What one state knows and the other does not is indeterminate. */
  readonly inputs?: Readonly<Record<string, readonly InputKind[]>>;
  /** Those that nobody has, in one of the two states; absent: nobody looked. */
  readonly holders?: readonly StateHolder[];
  /** What 100 in `blastRadius` stands for; absent: not known, and taken to be the same in both states. */
  readonly totalValue?: number;
}

/** Where a change is written: in a plan, template, workflow or baseline file. */
export interface ChangeLocation {
  /** As the user wrote it; forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Name of the place within the file: a Terraform address, a logical id, a job. */
  readonly address?: string;
}

/** Something that could be anything: a computed policy text, a principal known only after apply. */
export interface Indeterminate {
  /** Identity id, or the address where even that is computed. */
  readonly identity: string;
  /** `the text of the policy`, `the principal of the trust policy`. */
  readonly what: string;
  /** Why it is not known. */
  readonly why: string;
  /** Whether it may give privileges: a policy text does, a tag does not. */
  readonly privileged: boolean;
  readonly location?: ChangeLocation;
}

export type UnreadEffect = 'may-give' | 'sets-nothing' | 'known-identity' | 'shows-nothing';

/** A resource that a change makes, alters or ends and that is not evaluated, although its type may give privileges. */
export interface UnreadChange {
  /** A Terraform address, a logical id. */
  readonly address: string;
  readonly type: string;
  /** Short name of what manages it: `kubernetes`, the name of a Terraform provider, of a registry of templates. */
  readonly provider: string;
  readonly change: 'create' | 'update' | 'delete';
  /** Why it is not evaluated, and what it may do: one sentence. */
  readonly why: string;
  /** Arguments that may give privileges and are set or changed, by path; sorted. Empty: none of them. */
  readonly fields: readonly string[];
  /** What is plain to see in them: `everyone (system:anonymous)`, `the role cluster-admin`. Absent: nothing is. */
  readonly shows?: string;
  /**
   * `may-give`: it is made anew, or arguments that say who may do what are others. `sets-nothing`: none of them is set or
   * changed. `known-identity`: it runs as an identity that the plan makes. `shows-nothing`: of a provider that nobody here
   * knows, and nothing in it is plainly open to everyone, unlimited or an administrator's.
   */
  readonly effect: UnreadEffect;
  readonly location?: ChangeLocation;
}

/** One of them, and what follows. */
export interface JudgedUnread extends UnreadChange {
  readonly fails: boolean;
  readonly verdict: string;
  /** Of its change; absent: it is only listed. */
  readonly fingerprint?: string;
}

/** All that a change touches and that is not evaluated. */
export interface UnreadResult {
  /** Failing first, then by type and address. */
  readonly listed: readonly JudgedUnread[];
  /** Types that the user takes out, with how many resources of each the change touches; sorted. */
  readonly ignored: readonly { readonly type: string; readonly count: number }[];
}

/** Why nothing can be judged, and what to do. */
export interface NotJudged {
  readonly says: string;
  readonly remedy: string;
}

/** All that the gate needs. Live and plan mode make the same thing. */
export interface GateInput {
  readonly before: GateState;
  readonly after: GateState;
  /** Identity id after the change to its id before it: renames and re-creations that are known as such. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly indeterminate: readonly Indeterminate[];
  /** Absent: there is nothing of the kind (live). */
  readonly unread?: readonly UnreadChange[];
  /**
   * Where an identity's change is written; absent: nowhere in a file (live).
   * @param about what the change is about, where one of these
   * @param privileges those that are new: of several resources that say something, the one that names one of them
   */
  readonly locationOf: (
    identity: string,
    about?: 'grant' | 'trust' | 'credential',
    privileges?: readonly string[],
  ) => ChangeLocation | undefined;
  /** Of which change: `aws_iam_role_policy.ci (update)`, or the clock of the earlier snapshot. */
  readonly since: (identity: string) => string;
  /** As judged without knowing the changes; where entries are judged with them, those count instead. */
  readonly exceptions: readonly JudgedException[];
  /**
   * Other ways in which the same change may come out, as parameters decide when it is made. What they add, and the first
   * does not, is a change as well.
   */
  readonly otherwise?: readonly Omit<GateInput, 'otherwise'>[];
  /** The change could not be put on the estate that was given: there is no verdict. Absent: it could. */
  readonly cannotJudge?: NotJudged;
}

/** One change, in the order in which it is told: who, what, where, since which change, what falls, what instead. */
export interface GateChange {
  readonly class: ChangeClass;
  /** SHA-256 (hex, 32 digits) over class, identity, scope and what; the same in every run. */
  readonly fingerprint: string;
  readonly severity: Severity;
  /** Whether it fails the gate. Accepted changes and those below the policy do not. */
  readonly fails: boolean;
  /** Why it does not fail, or that it does: one sentence. */
  readonly verdict: string;
  /** Identity id. */
  readonly who: string;
  readonly provider?: Provider;
  readonly kind?: string;
  /** One sentence. */
  readonly what: string;
  /** Scope id, and service and resources as far as known. */
  readonly where: string;
  readonly scope: string;
  readonly since: string;
  /** What falls if it leaks, one sentence with the figures. */
  readonly falls: string;
  readonly blastRadius: { readonly before: number; readonly after: number };
  /** The task-scoped alternative. */
  readonly instead: string;
  readonly location?: ChangeLocation;
  /** Equal for changes of several identities that one change made: they are told as one. Absent: it is the only one. */
  readonly group?: string;
  /** Id of the exception that accepts it. */
  readonly exception?: string;
}

/** Where in git what was approved is from. */
export interface GateBase {
  /** The full name of the ref, and steps behind it (`HEAD^1`); the id where an id was given. */
  readonly ref: string;
  /** The full id. */
  readonly commit: string;
}

export interface GateResult {
  readonly tool: { readonly name: string; readonly version: string };
  /** How the two states were come by: `live`, `terraform`, or a way that one provider has. */
  readonly mode: string;
  /** What was compared with what, for people. */
  readonly before: string;
  readonly after: string;
  /** With `--base-ref`: the commit from which baseline, exceptions and settings are. Absent: from the files as they lie. */
  readonly base?: GateBase;
  /** Absent: put together without files, or nothing was read at all. */
  readonly inForce?: InForce;
  /** Exit 0, 1 or 3. */
  readonly verdict: 'pass' | 'fail' | 'not-evaluated';
  /** Why, one sentence. */
  readonly reason: string;
  /** Failing first, then by blast radius after, class and fingerprint. */
  readonly changes: readonly GateChange[];
  /** What shrank, counted only. */
  readonly narrowed: number;
  readonly gaps: readonly string[];
  /** Absent: all resources of the change are evaluated, or it has none. */
  readonly unread?: UnreadResult;
  readonly exceptions: readonly JudgedException[];
}
