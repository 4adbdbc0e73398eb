import type { Credential } from './credential.ts';
import type { FactRef } from './evidence.ts';
import type { Grant } from './grant.ts';
import type { Identity, Workload } from './identity.ts';
import type { InForce } from './in-force.ts';
import type { Way } from './reach.ts';
import type { Cut, RemedyWorld, TrustChange } from './remedy.ts';
import type { Environment, Provider } from './scope.ts';
import type { SnapshotRecord } from './snapshot.ts';
import type { Trust } from './trust.ts';

/** What can be done about standing privilege, whatever the provider. The order breaks ties: what harms least comes first. */
export const changeKinds = [
  'end-credential',
  'end-identity',
  'narrow-trust',
  'cut-step',
  'narrow-to-used',
  'withdraw-grant',
  'withdraw-from-group',
  'withdraw-statement',
  'make-eligible',
  'make-time-bound',
  'split-identity',
  'guard-step',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A change that is asked for, in neutral words; its provider knows what it looks like. */
export type Proposal =
  /** A grant is taken from one identity. */
  | { readonly kind: 'withdraw-grant'; readonly identity: Identity; readonly grant: Grant }
  /** What somebody holds for good is activated when it is needed, and expires. */
  | { readonly kind: 'make-eligible'; readonly identity: Identity; readonly grant: Grant }
  /** What a machine holds for good expires, and is given again for a task. */
  | {
      readonly kind: 'make-time-bound';
      readonly identity: Identity;
      /** Absent: all that it has. */
      readonly grant?: Grant;
      /** ISO 8601, UTC. */
      readonly until: string;
    }
  /** A grant is taken from the group by which this identity has it, and so from all in it. */
  | { readonly kind: 'withdraw-from-group'; readonly identity: Identity; readonly grant: Grant }
  /** One statement of a text that several have: it is taken from all of them. */
  | {
      readonly kind: 'withdraw-statement';
      readonly identity: Identity;
      readonly grant: Grant;
      readonly place: FactRef;
    }
  /** All grants are replaced by what was used. */
  | { readonly kind: 'narrow-to-used'; readonly identity: Identity; readonly used: readonly string[] }
  | { readonly kind: 'end-credential'; readonly identity: Identity; readonly credential: Credential }
  /** It can do nothing any more; it is not deleted where that can be helped. */
  | { readonly kind: 'end-identity'; readonly identity: Identity }
  | {
      readonly kind: 'narrow-trust';
      readonly identity: Identity;
      readonly trusts: readonly Trust[];
      readonly change: TrustChange;
    }
  /** Each workload of one that several share gets an identity of its own, with what it used. */
  | {
      readonly kind: 'split-identity';
      readonly identity: Identity;
      readonly parts: readonly IdentityPart[];
      /** What stays with it: uses of others, and those of which nobody knows whose they were. */
      readonly rest: readonly string[];
    }
  /** Nobody gets to what this identity does any more without somebody's consent: what was proven rests on that. */
  | { readonly kind: 'guard-step'; readonly identity: Identity; readonly place: FactRef }
  /** Steps of a path that this identity takes. */
  | { readonly kind: 'cut-step'; readonly identity: Identity; readonly ways: readonly Way[] };

/** One workload of an identity, and what it used: privileges, or whole services where no more is told. */
export interface IdentityPart {
  readonly workload: Workload;
  readonly used: readonly string[];
}

/** A change of one fact. It says what it looks for in the data, never a position alone: other changes may have come before. */
export interface RecordEdit {
  /** Kind and id of the record. */
  readonly record: string;
  readonly id: string;
  /** Scope of a record that is made; absent: it is there, and where it is not nothing is changed. */
  readonly scope?: string;
  /** Of a record that is made for an identity: whose part it takes over, by id. It may do no more than that one could. */
  readonly partOf?: string;
  /** From data to data; from `undefined` where it is made. `undefined`: the record goes. The same object: there was nothing to change. */
  readonly change: (data: unknown) => unknown;
}

/** What is known around a proposal. */
export interface ChangeWorld extends RemedyWorld {
  /** Data of a record as it is now; undefined: there is none. */
  readonly dataOf: (record: string, id: string) => unknown;
  /** All records as they are now. */
  readonly records: () => Iterable<SnapshotRecord>;
  /** How steps are taken away. Undefined: nobody knows how. */
  readonly cut: (ways: readonly Way[]) => Cut | undefined;
}

/** A document that takes the place of another. */
export interface ChangedDocument {
  /** What it is: `trust policy of role deploy`. */
  readonly of: string;
  /** JSON; undefined: there was none, or is none any more. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** How the difference of one record is made real. */
export interface WrittenChange {
  /** What takes the place of something, before anything is taken away. */
  readonly first: readonly string[];
  readonly commands: readonly string[];
  readonly documents: readonly ChangedDocument[];
}

/** How one provider's changes look: as facts, and as commands. */
export interface ChangeTable {
  /** From a proposal to changes of facts. Undefined: it cannot be made, or nobody knows how. */
  readonly edits: (proposal: Proposal, world: ChangeWorld) => readonly RecordEdit[] | undefined;
  /** Places of the statements by which a grant allows anything, where they can go one by one. Absent: there are none. */
  readonly statements?: (grant: Grant, world: ChangeWorld) => readonly FactRef[];
  /** Places where somebody's consent can be asked for before anybody decides what an identity does. Absent: there are none. */
  readonly guards?: (identity: Identity, world: ChangeWorld) => readonly FactRef[];
  /**
   * From a difference of facts to commands. The other way round it is the inverse: nothing else has to be known for it.
   * Undefined on one side: the record is not there.
   */
  readonly written: (before: SnapshotRecord | undefined, after: SnapshotRecord | undefined) => WrittenChange;
}

/** What a change may break. */
export interface ChangeRisk {
  /** `unused`: nobody used what it takes away, as far back as anybody looked. */
  readonly is: 'unused' | 'not known' | 'used';
  /** Sentence. */
  readonly says: string;
  /** Last use of what is taken away, ISO 8601, where it is known. */
  readonly lastUsedAt?: string;
  /** Ids of workloads that run with it, sorted; the first hundred. */
  readonly workloads: readonly string[];
}

/** One change of a plan. */
export interface PlannedChange {
  readonly kind: ChangeKind;
  readonly provider: Provider;
  /** What is changed, as a sentence. */
  readonly says: string;
  /** Identity that it is about; of a group or policy that of one who has it. */
  readonly identity: string;
  readonly scope: string;
  readonly environment: Environment;
  /** Absent: nobody is known. */
  readonly owner?: string;
  /** How many identities have what it takes away. */
  readonly holders: number;
  /** Facts that it changes, sorted. */
  readonly facts: readonly FactRef[];
  readonly risk: ChangeRisk;
  readonly commands: readonly string[];
  /** The way back. */
  readonly undo: readonly string[];
  readonly documents: readonly ChangedDocument[];
}

/** What is left of standing privilege. */
export interface Residual {
  /** Changes made so far. */
  readonly changes: number;
  /** Share of the estate that falls to any standing identity, 0 to 100; by all steps, and by proven ones. */
  readonly share: number;
  readonly proven: number;
  /** Standing identities that hold or reach anything. */
  readonly standing: number;
  /** Those of them that reach full control of a scope, assumed steps included. */
  readonly controlling: number;
  /** Sum of their blast radii. */
  readonly sum: number;
}

/** Of one identity. */
export interface RadiusChange {
  readonly identity: string;
  readonly before: number;
  readonly after: number;
  /** By proven steps, where that alone is less. */
  readonly proven?: { readonly before: number; readonly after: number };
}

/** Changes that are made together: mostly one; several where one alone ends nothing. */
export interface PlanStep {
  readonly changes: readonly PlannedChange[];
  /** Interpreted again and walked again. Otherwise `after` and `lowered` are estimates. */
  readonly verified: boolean;
  readonly after: Residual;
  /** How many identities it lowers; `lowered` holds the ten that it lowers most. */
  readonly lowers: number;
  readonly lowered: readonly RadiusChange[];
}

/** A change that was looked at and is not in the plan. */
export interface LeftOut {
  readonly says: string;
  readonly identity: string;
  readonly why: string;
}

export type ReduceGoal = { readonly share: number } | 'no-full-control';

/** The few changes that end the most standing privilege, in order. Nothing of it is carried out. */
export interface ReductionPlan {
  readonly collectedAt: string;
  readonly start: Residual;
  readonly steps: readonly PlanStep[];
  readonly goal?: {
    readonly of: ReduceGoal;
    /** Changes that reach it; absent: it was not reached. */
    readonly changes?: number;
    /** Why it was not reached. */
    readonly why?: string;
  };
  /** Which steps were worked out by the real pipeline. */
  readonly verified: 'each' | 'every tenth' | 'none';
  /** Changes that were looked at. */
  readonly candidates: number;
  /** Days within which what was used is kept; absent: it is told and not kept. */
  readonly keepUsedWithinDays?: number;
  /** Whether people count as well. */
  readonly people: boolean;
  readonly leftOut: readonly LeftOut[];
  /** How many more there are of these. */
  readonly furtherLeftOut: number;
  /** Configuration and exceptions by which it was worked out. */
  readonly inForce?: InForce;
}
