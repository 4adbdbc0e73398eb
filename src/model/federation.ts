import type { Provider } from './scope.ts';

/**
 * What joins providers: what a workload can present to others, and what others accept. Connectors never see each other;
 * each gives its half, and `src/pipeline/join/` matches them.
 */

/**
 * The values that a claim of a token can have: patterns with `*` for any text, without `except`. Whoever holds the workload
 * chooses among them.
 */
export interface ClaimValues {
  readonly patterns: readonly string[];
  /** Exact values that are left out. */
  readonly except?: readonly string[];
}

/** One kind of token that a workload can get: an environment, a branch, a pull request. */
export interface TokenContext {
  /** Claims that the token has, by name. A claim that is not here and not in `unknown` is not in the token. */
  readonly claims: ReadonlyMap<string, ClaimValues>;
  /** Claims that the token may have, with values that the snapshot does not show. */
  readonly unknown: ReadonlySet<string>;
  /** What getting this token rests on; empty: proven. */
  readonly assumes: readonly string[];
}

/** A workload that an issuer vouches for. */
export interface Presenter {
  /** Node of the estate's takeover graph: an identity, or a group. */
  readonly node: number;
  /** URL without scheme: `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  readonly contexts: readonly TokenContext[];
}

/** One condition on one claim. Several values: any of them. */
export interface ClaimCondition {
  readonly claim: string;
  /** `like`: `*` and `?` are wildcards, and cross every separator. */
  readonly match: 'equals' | 'like';
  readonly values: readonly string[];
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  /** Whether a token without the claim passes. */
  readonly passesWithout: boolean;
}

/** What an identity's trust asks of a token. */
export interface Acceptance {
  /** Index of the identity in its estate. */
  readonly identity: number;
  /** Index in its `trusts`. */
  readonly trust: number;
  readonly issuer: string;
  /** All must hold. */
  readonly conditions: readonly ClaimCondition[];
  /** What must hold besides, which no token shows; one short clause each. */
  readonly assumes: readonly string[];
}

/** A stored secret that by its name is a key of another provider's. Never more than plausible. */
export interface KeyHolding {
  readonly node: number;
  readonly provider: Provider;
  /** Name of the secret. */
  readonly secret: string;
  /** Words that may stand in the name of the key's identity: of the repository, the environment, the secret. */
  readonly hints: readonly string[];
}

export interface Federation {
  readonly presents: readonly Presenter[];
  readonly accepts: readonly Acceptance[];
  readonly holds: readonly KeyHolding[];
}
