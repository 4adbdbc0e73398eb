import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Targets } from '../../../src/takeover/targets.ts';
import type { RoleTrust } from '../identities/trust.ts';
import type { PolicyDocument } from '../policy/document.ts';

/**
 * What the steps that build the graph need, each by itself; a function asks for the parts that it uses. The others are
 * `Asking` (facts for questions), `Directory` (identities) and `HypotheticalHolders`.
 */

/** The graph that is being drawn. */
export interface Drawing {
  readonly graph: GraphBuilder;
  readonly targets: Targets;
  /** Index of the scope that an account is. */
  readonly scopeOf: (account: string) => number;
}

/** Trust entries of each role, by identity index. */
export interface Trusts {
  readonly trusts: readonly (readonly RoleTrust[])[];
}

/** `Allow *`, for the parts of AWS's logic that need no permission of the caller's own. */
export interface AllowAll {
  readonly allowAll: PolicyDocument;
}

/** Types of workloads, as `accountAndType`, of which all are known: what is not there does not run. */
export interface KnownWorkloadTypes {
  readonly workloadTypes: ReadonlySet<string>;
}
