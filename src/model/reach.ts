import type { Evidence } from './evidence.ts';
import type { PathStep } from './finding.ts';
import type { Provider } from './scope.ts';

/** Full control of a scope that rests on something the snapshot does not show. */
export interface ConditionalControl {
  /** Index into `Estate.scopes`. */
  readonly scope: number;
  /** What it rests on, along the path with the fewest assumptions that was found. */
  readonly assumes: readonly string[];
}

/** What falls if an identity's credential leaks. Interned: equal results share one object. */
export interface BlastRadius {
  /** 0 to 100, rounded to two decimals: the value-weighted share of the estate that is compromised. */
  readonly score: number;
  /** The same by proven steps alone; never more than `score`. */
  readonly proven: number;
  /** Scopes (index) under full control with every step proven by the snapshot; sorted. */
  readonly admin: readonly number[];
  /** Scopes under full control if the stated assumptions hold; those in `admin` left out; sorted. */
  readonly adminIf: readonly ConditionalControl[];
  /** Number of other identities it can become, proven steps only. */
  readonly identities: number;
  /** Number of other identities it can become if assumptions hold as well. */
  readonly identitiesIf: number;
  /** Steps of `Reach.path`, the shortest path to the worst of it; 0: it can become nobody and controls no scope. */
  readonly hops: number;
  /** Providers in which something is compromised, its own included; sorted. */
  readonly providers: readonly Provider[];
}

/** A step that all ways of some identities to control of anything go through. */
export interface ChokePoint {
  /** As one of those takes it who are there: of several, the first by id. */
  readonly step: PathStep;
  /** How many identities stand where the step begins: itself, or all who share what allows it. */
  readonly origins: number;
  /** How many identities control nothing any more without it, those included. */
  readonly identities: number;
  /** The same where only proven steps are ways: how many lose all proven ways. */
  readonly identitiesProven: number;
}

/** An edge of the graph that all ways of some identities go through; several may be one step. Of parts, the largest are those of the whole. */
export interface ChokeCandidate {
  /** What they are ordered by: the largest first, then by id and place. */
  readonly identities: number;
  readonly identitiesProven: number;
  readonly first: string;
  readonly to: number;
  /** Undefined: nobody takes it who is known. */
  readonly point: ChokePoint | undefined;
}

/** All that lets somebody take one step: who takes it away leaves no other way over the same step. */
export interface Way {
  /** Identity id, or `scope:<id>` for full control of a scope. */
  readonly from: string;
  /** The same; absent: several. */
  readonly to?: string;
  /** What is done, in words; of several the first. */
  readonly by: string;
  /** Ids of the techniques by which it can be taken, sorted. */
  readonly techniques: readonly string[];
  /** Ids of the workloads that it goes through, where they are known. */
  readonly through: readonly string[];
  /** What allows it, each place once. */
  readonly evidence: readonly Evidence[];
}

/** A step of a path without which its identity controls nothing any more. */
export interface PathCut extends Way {
  /** Position in the path. */
  readonly position: number;
  /** How many other identities have no way to control but through whoever takes this step. */
  readonly others: number;
  /** Those of them that are in use, as far as it is known. */
  readonly othersInUse: number;
  /** The same where the step goes for all who take it by the same places: one statement of a policy that several have. */
  readonly alike: Readonly<Record<'others' | 'othersInUse', number>>;
}

/** How a path to control can be cut. */
export interface PathCuts {
  /** Any one of them is enough. Sorted: the fewest others in use, the fewest others, the earliest step. Empty: no one step is. */
  readonly enough: readonly PathCut[];
  /** All steps of the path, whether or not other ways are left without one. */
  readonly steps: readonly Way[];
  /** All first steps of the identity's ways to control, of which all have to go. */
  readonly first: readonly Way[];
  /** How many further first steps there are. */
  readonly more: number;
}

/** A part of the estate, 0 to 100, rounded to two decimals. */
export interface Share {
  readonly score: number;
  readonly proven: number;
}

/** Answers of the stage `reach`, by index into `Estate.identities`. */
export interface Reach {
  readonly radius: (identity: number) => BlastRadius;
  /**
   * The shortest path to the worst that can be reached, fewest assumptions first: full control of the weightiest scope
   * (of those in `admin`, else in `adminIf`), else the identity with the strongest privileges of its own. Empty: it can
   * become nobody and controls no scope.
   */
  readonly path: (identity: number) => readonly PathStep[];
  /** The shortest path to full control of a scope, proven steps preferred; empty: none. */
  readonly pathToControl: (identity: number, scope: number) => readonly PathStep[];
  /**
   * The shortest path to the nearest of several ends, fewest assumptions first; empty: there is none, or the identity is
   * one of them. One walk of the graph answers for all identities.
   */
  readonly pathsToAny: (ends: {
    /** Indices into `Estate.identities`. */
    readonly identities: readonly number[];
    /** Indices into `Estate.scopes`: full control of them. */
    readonly scopes: readonly number[];
    /** Nodes of the takeover graph besides; a path that ends in a group ends in whoever is in it. */
    readonly nodes?: readonly number[];
  }) => (identity: number) => readonly PathStep[];
  /** Identities (index) from which this one can be taken over in one step, proven or not; sorted. */
  readonly takenOverBy: (identity: number) => readonly number[];
  /** Number of other identities that can become this one, if assumptions hold. Worked out when first asked. */
  readonly becomableBy: (identity: number) => number;
  /** The steps without which the most identities control nothing any more, the largest first. Worked out when asked. */
  readonly chokePoints: (most: number) => readonly ChokePoint[];
  /** Edges of which the first so many choke points are made, in order. Absent: it is a sketch of a result. */
  readonly chokeCandidates?: (most: number) => readonly ChokeCandidate[];
  /** How {@link pathToControl} can be cut. The graph is walked once, when it is first asked. */
  readonly cuts: (identity: number, scope: number) => PathCuts;
  /**
   * What falls to any of several identities (index) together: the share of the estate, 0 to 100, by all steps and by the
   * proven ones.
   */
  readonly shareOf: (identities: readonly number[]) => Share;
  /**
   * Sums weights over those who have no way to control but through an identity, itself among them. `weights`: by identity.
   * The graph is walked once, when it is first asked.
   */
  readonly behind: (weights: Float64Array) => (identity: number) => number;
  /** Largest value-weighted sum, which is 100 in `score`. */
  readonly totalValue: number;
}
