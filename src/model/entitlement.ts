import type { Condition } from './condition.ts';
import type { FactRef } from './evidence.ts';
import type { Duration } from './grant.ts';
import type { Level } from './level.ts';

/**
 * One line of what an identity may really do, after denies, boundaries and organisation policies: as fine as the gate
 * compares it, whereas a `Grant` says it by service. Lines do not repeat each other: how policies are split, named or
 * ordered leaves no trace.
 */
export interface Entitlement {
  /** Id of the scope. */
  readonly scope: string;
  /** Name of the service (`Service.name`); `*`: all services of the provider. */
  readonly service: string;
  /** The strongest of the privileges. */
  readonly level: Level;
  /**
   * In the provider's words, sorted: `s3:GetObject`. A whole service is `s3:*`; everything is `*`. `*` stands for any run of
   * characters and nothing else does.
   */
  readonly privileges: readonly string[];
  /** Patterns in the provider's words, sorted; `*`: all. `?` stands for one character. */
  readonly resources: readonly string[];
  /** Patterns that are taken out of `resources`; sorted. */
  readonly exceptResources: readonly string[];
  readonly duration: Duration;
  /** ISO 8601; with `time-bound` and `activated`. */
  readonly until?: string;
  /** What else must hold; conditions that only limit the time are in `duration` and not here. Sorted. */
  readonly conditions: readonly Condition[];
  /** Where it is written: the allowing statements. Not part of any comparison. */
  readonly sources: readonly FactRef[];
}
