import type { CauseKind } from './cause.ts';
import type { Credential } from './credential.ts';
import type { Evidence, FactRef } from './evidence.ts';
import type { AcceptedToken } from './federation.ts';
import type { Grant } from './grant.ts';
import type { Identity } from './identity.ts';
import type { Way } from './reach.ts';
import type { Trust } from './trust.ts';

/** Values by the names that templates of commands hold: `{name}`. */
export type Values = Readonly<Record<string, string>>;

/** What is known around a change. */
export interface RemedyWorld {
  readonly identityById: (id: string) => Identity | undefined;
  /** The whole document that a place stands in, as its provider writes it. Undefined: nobody has its text. */
  readonly documentAt: (place: FactRef) => unknown;
  /** Tokens of identities of the estate that an entry of a trust accepts. */
  readonly tokensFor: (identity: Identity, trust: Trust) => readonly AcceptedToken[];
}

/** What is to become of some entries of who may become an identity. */
export type TrustChange =
  /** They go. */
  | 'removed'
  /** Only the subjects that use it, and the audience that is theirs. */
  | 'to-subjects'
  /** A third party has to show that it acts for its customer. */
  | 'to-agreement'
  /** A service may use it for its owner's resources only. */
  | 'to-own-resources';

/** A place that lets somebody take a step of a path. */
export interface CutPlace {
  /** A policy statement, an assignment, a member of a repository. */
  readonly place: Evidence;
  readonly way: Way;
  /** All ways of the same identity that are cut together with it, itself among them. */
  readonly together: readonly Way[];
  /** Who takes the step. */
  readonly origin: Identity;
  /** Whom it leads to, where that is one identity. */
  readonly target: Identity | undefined;
}

/**
 * How a step of a path is taken away: one row of a provider's table. The rows of the first part that fits any place of the
 * step are the cut: each is applied to every place that it fits, and the step is gone when all of them are done.
 */
export interface CutRow {
  /** Tells rows apart; for tests and docs. */
  readonly id: string;
  /**
   * Which side of the step it takes away. `permission`: who may take it. `trust`: who is let in. `setting`: how what it works
   * on is kept.
   */
  readonly part: 'permission' | 'trust' | 'setting';
  /** Kind of the record in which the place stands: `aws.role`. */
  readonly record: string;
  /** Where in it, as a JSON pointer. Absent: anywhere. */
  readonly at?: RegExp;
  /** Ids of the techniques that it ends. Absent: all. */
  readonly techniques?: readonly string[];
  /** What is changed, as causes of findings call it. */
  readonly changes: CauseKind;
  /** It keeps whoever takes the step from it, and nobody else whom the same place allows it. */
  readonly ofOriginAlone?: true;
  /** The change, as a sentence. */
  readonly says: string;
  /** What comes first, so that work goes on; each a template. Absent: nothing is to be put in its place. */
  readonly replacement?: readonly string[];
  /** In order; each a template. */
  readonly commands: readonly string[];
  /** Values of the templates beside those that every command has. Undefined: the row does not fit. Absent: no others. */
  readonly values?: (at: CutPlace, world: RemedyWorld) => Values | undefined;
}

/** Commands and documents of one provider that end a finding. What it has no entry for gets none. */
export interface RemedyTable {
  /**
   * By kind of identity (`*`: any that has no entry of its own), then by the change: `issue <kind>` (or
   * `issue <kind> <service>`) makes a credential that replaces another, `credential <kind>` (or with its service) switches one off, `list <kind>` shows their ids, `replace` gives what a task needs,
   * `grant <via>` takes a grant away, `split` makes a further identity, `quarantine`, `owner`, `trust`, `session`. `{name}`
   * and the like are filled in, quoted for a POSIX shell; words in capitals are for the reader to fill in
   * (`rules/knowledge/fill-in.ts` explains each).
   */
  readonly commands: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The name that the commands take. */
  readonly nameOf: (identity: Identity) => string;
  /** How an id of a credential looks that the provider made. */
  readonly credentialId: RegExp;
  /** The id of an attached policy, where its text stands elsewhere than its attachment. Absent: that of the grant's source. */
  readonly attachedId?: (grant: Grant, world: RemedyWorld) => string | undefined;
  /** How many credentials of a kind one identity can have; absent: any number. */
  readonly most?: Readonly<Record<string, number>>;
  /** Further values of the commands. Undefined: no command can be made. */
  readonly valuesOf?: (identity: Identity, world: RemedyWorld) => Values | undefined;
  /** Documents with what was used in place of wildcards. Absent or undefined: `replace`, then `grant <via>`. */
  readonly narrow?: (
    identity: Identity,
    grants: readonly Grant[],
    of: NarrowOf,
    world: RemedyWorld,
  ) => Narrowed | undefined;
  /** A policy for one task that expires at `endTime`. Absent: the provider knows none. */
  readonly taskPolicy?: (identity: Identity) => string;
  /** Commands and documents that change who may become an identity. Absent or undefined: the command `trust` is all there is. */
  readonly changeTrust?: (
    identity: Identity,
    trusts: readonly Trust[],
    change: TrustChange,
    world: RemedyWorld,
  ) => readonly Filled[] | undefined;
  /** All places that allow a step, those of the way among them. Absent: those of the way are all. */
  readonly placesOfStep?: (way: Way, world: RemedyWorld) => readonly Evidence[];
  /** How steps of paths are taken away that its facts allow, in the order of preference. Absent: nobody knows how. */
  readonly cuts?: readonly CutRow[];
}

/**
 * Stands for the time at which something ends. Whoever applies a change knows what day it is: data may be old by then, and an end
 * counted from them would be past.
 */
export const endTime = 'END_TIME';

/** A template and its values. */
export interface Filled {
  readonly template: string;
  readonly values: Values;
}

/** Which wildcards are narrowed. */
export interface NarrowOf {
  /** Services that they take in, by name. */
  readonly services: readonly string[];
  /** Whether what takes their place ends at `endTime`. */
  readonly until: boolean;
}

/** Documents in place of those of some grants. */
export interface Narrowed {
  readonly lines: readonly Filled[];
  /** Grants that a document has taken the place of, so that they can be taken away; of the others the text has changed. */
  readonly withdrawn: readonly Grant[];
}

/** A cut as it is printed. */
export interface Cut {
  /** Sentences: what is changed. */
  readonly says: readonly string[];
  readonly commands: readonly string[];
  /** Places that it changes. */
  readonly places: readonly Evidence[];
  readonly rows: readonly CutRow[];
  /** The same one by one, for whoever makes the change as facts. */
  readonly made: readonly CutMade[];
}

/** A row that fits a place, and the values of its templates. */
export interface CutMade {
  readonly row: CutRow;
  readonly at: CutPlace;
  readonly values: Values;
}

/** The changes that rules name, as the provider of the identity makes them. Undefined: nobody knows a command. */
export interface Remedies {
  /** Makes a credential that takes the place of another: the first step of a replacement. */
  readonly issue: (identity: Identity, credential: Credential) => string | undefined;
  /**
   * Switches a credential off, so that it can be switched on again where the provider knows how to. Where its id is not
   * known, a first command lists the ids.
   */
  readonly deactivate: (identity: Identity, credential: Credential) => string | undefined;
  /** Gives what the task needs, for as long as it takes: until `endTime`: before a grant is taken away. */
  readonly replace: (identity: Identity) => string | undefined;
  /**
   * Grants without their wildcards, what stands beside them kept, and then without the grants as they were. Where no document
   * is known: as `replace`, then `withdraw`.
   */
  readonly narrow: (identity: Identity, grants: readonly Grant[], of: NarrowOf) => readonly string[];
  /** Takes a grant away. */
  readonly withdraw: (identity: Identity, grant: Grant) => string | undefined;
  /** Makes a further identity of its kind, for one of its workloads. */
  readonly split: (identity: Identity) => string | undefined;
  /** Stops an identity without deleting it. */
  readonly quarantine: (identity: Identity) => string | undefined;
  readonly nameOwner: (identity: Identity, tag: string) => string | undefined;
  /** @param trusts those that are to be changed */
  readonly changeTrust: (
    identity: Identity,
    trusts: readonly Trust[],
    change: TrustChange,
  ) => string | undefined;
  /** Issues a session that can do less than the identity, for minutes. */
  readonly narrowSession: (identity: Identity) => string | undefined;
  /** Takes steps of a path away. Undefined: nobody knows how. */
  readonly cut: (ways: readonly Way[]) => Cut | undefined;
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
