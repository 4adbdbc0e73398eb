import type { Condition } from './condition.ts';
import type { FactRef } from './evidence.ts';
import type { LevelRank } from './level.ts';

/**
 * For how long a grant holds. `permanent`: no end is written down. `time-bound`: expires at `until`.
 * `eligible`: must be activated or approved first. `activated`: an eligible grant in use, until `until`.
 */
export type Duration = 'permanent' | 'time-bound' | 'eligible' | 'activated' | 'unknown';

/** What a grant allows in one service. */
export interface ServicePrivilege {
  /** Index into `Estate.services`. */
  readonly service: number;
  readonly level: LevelRank;
  /** Share of the service's resources in the scope that is covered: 0 < breadth ≤ 1; 1 is all. */
  readonly breadth: number;
  /** Whether every action of the service is allowed (`service:*` or `*`). */
  readonly full: boolean;
}

/** One set of privileges on one scope, from one source, after what denies and boundaries take away. */
export interface Grant {
  /** Id of the scope. */
  readonly scope: string;
  /** What it is called where it is written: a policy's or a role definition's name. */
  readonly name: string;
  /** Where it is written. */
  readonly source: FactRef;
  /** How the identity has it: `attached`, `inline`, or through `group <name>`. */
  readonly via: string;
  /** Whether the provider maintains the text (an AWS managed policy, a built-in role). */
  readonly providerManaged: boolean;
  readonly duration: Duration;
  /**
   * ISO 8601; present with `time-bound` and `activated`, unless it ends with what it is given for (a job), and with `permanent` where
   * it lies beyond what the provider's own policy lets such a grant last. May lie in the past: the grant is then dead.
   */
  readonly until?: string;
  /** Sorted by service; empty where a deny or a boundary takes everything. */
  readonly privileges: readonly ServicePrivilege[];
  /** Conditions on the allowing statements, each listed once. */
  readonly conditions: readonly Condition[];
}

/** Privileges of one identity in one cell (scope × service), the strongest of all its grants. */
export interface Cell {
  /** Index into `Estate.scopes`. */
  readonly scope: number;
  /** Index into `Estate.services`. */
  readonly service: number;
  readonly level: LevelRank;
  readonly breadth: number;
}

/** Everything an identity may do by itself. Interned: identities with the same privileges share one profile. */
export interface PrivilegeProfile {
  readonly cells: readonly Cell[];
}
