import type { Evidence, StatementRef } from './evidence.ts';
import type { Mechanism } from './trust.ts';

/** A known way to become another identity or to gain full control. Table: each connector's techniques. */
export interface Technique {
  /** kebab-case, stable: `lambda-update-function-code`. */
  readonly id: string;
  readonly mechanism: Mechanism;
  /** What the holder does, as the rest of the sentence "X can …": `attach any policy to itself`. */
  readonly does: string;
  /** Where it is published or documented. */
  readonly source: string;
  /** What it gives expires within hours and is asked for anew: the activation of what is eligible. Absent: no. */
  readonly endsByItself?: true;
}

/** Why an edge exists. Interned: many edges share one reason. */
export interface EdgeReason {
  /** Statements of the origin's attachments that allow the step, or the like of them: {@link TakeoverGraph.sameStatement}. */
  readonly allowedBy: readonly StatementRef[];
  /** Indices into the target's `trusts`: its own configuration that allows the step. */
  readonly trustedBy?: readonly number[];
  /** What else shows it, where a provider's facts are no policy statements. */
  readonly evidence?: readonly Evidence[];
  /** Id of the workload that the step goes through, where it is known. */
  readonly through?: string;
  /** What the step rests on that the snapshot does not show; empty: proven. One short clause each. */
  readonly assumes: readonly string[];
  /** The step stops working at this time (ISO 8601). */
  readonly until?: string;
}

/**
 * The takeover graph as the connectors give it. Nodes are numbers, in three runs:
 * `0 … identities-1` identities (index in `Estate.identities`), then `groups.length` groups,
 * then one control node for each scope (`Estate.scopes`), which stands for full control of it.
 *
 * A group is a set of identities that share a way in or a way out (all holders of one set of policies; all roles that
 * one pattern matches): it keeps the number of edges near the number of identities instead of its square.
 */
export interface TakeoverGraph {
  readonly groups: readonly TakeoverGroup[];
  /** Edges, column by column: `from[k] → to[k]`, by `technique[k]`, because of `reason[k]`. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly technique: Uint16Array;
  readonly reason: Uint32Array;
  readonly techniques: readonly Technique[];
  readonly reasons: readonly EdgeReason[];
  /**
   * Position, in another document, of the statement that says the same as one that a reason names: a reason may stand for
   * origins whose documents differ in what has nothing to do with the step. Absent: reasons name each origin's own.
   */
  readonly sameStatement?: ((statement: StatementRef, document: number) => number | undefined) | undefined;
  /**
   * By what {@link sameStatement} tells: of the statements of a document their positions, and what each says. Only whoever hands
   * the graph to another process asks for it. Absent: reasons name each origin's own.
   */
  readonly statementsOf?: ((document: number) => readonly StatementContent[]) | undefined;
}

export interface StatementContent {
  readonly at: number;
  /** Equal where two say the same. */
  readonly says: string;
}

/** Id of the technique on edges that only say who belongs to a group; it is not shown as a step. */
export const membershipTechnique = 'membership';

export interface TakeoverGroup {
  /** `holders`: edges into it say only "has these policies". `targets`: edges out of it say only "is one of them". */
  readonly kind: 'holders' | 'targets';
  readonly label: string;
  /** Privileges that whoever is in it has by that, beside its own; index in `Estate.profiles`. */
  readonly profile?: number;
}
