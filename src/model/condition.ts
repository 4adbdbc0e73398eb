/**
 * What a condition asks for, by its value as well as by its key, in classes that decide between standing and time-bound and between a finding and a
 * false alarm. `other` is never taken as safe.
 */
export type ConditionClass =
  | 'time-bound'
  | 'not-yet-valid'
  | 'expired'
  | 'mfa'
  | 'source-network'
  | 'organization'
  | 'external-id'
  | 'federated-subject'
  | 'federated-audience'
  /** A further claim of the token that the provider checks: its repository, its environment. */
  | 'federated-claim'
  /** Lets in those whom the issuer vouches for without knowing who they are. */
  | 'guests'
  /** Names the caller itself, or its account. */
  | 'principal'
  | 'tag'
  | 'source-resource'
  | 'called-via-service'
  | 'never'
  /** Whoever is trusted can meet it: any value will do, or the caller sets it as it likes. */
  | 'always'
  /** Keeps out only those whom it names or who carry the key; everybody else passes. */
  | 'exclusion'
  | 'other';

/** Conditions that keep out callers whom nobody meant, beside those that the principal names. */
export const restrictingConditions: ReadonlySet<ConditionClass> = new Set([
  'external-id',
  'organization',
  'source-resource',
  'source-network',
  'mfa',
  'tag',
  'called-via-service',
  'principal',
]);

/** One condition as written by the provider, and what it means. */
export interface Condition {
  readonly class: ConditionClass;
  /** Operator as written: `StringLike`, `DateLessThan`, a CEL expression's kind. */
  readonly operator: string;
  /** Context key as written: `aws:SourceIp`, `token.actions.githubusercontent.com:sub`. */
  readonly key: string;
  /** Values as written. Never a secret: an external id is replaced by its presence (`…`). */
  readonly values: readonly string[];
  /** For `time-bound` and `expired`: the end. For `not-yet-valid`: the start. ISO 8601, UTC. */
  readonly until?: string;
}
