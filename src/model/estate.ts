import type { Coverage } from './coverage.ts';
import type { PrivilegeProfile } from './grant.ts';
import type { Identity } from './identity.ts';
import type { Scope, Service } from './scope.ts';
import type { TakeoverGraph } from './takeover.ts';

/** What all stages after `interpret` see: every provider in the same words. */
export interface Estate {
  /** The clock of everything after collection. ISO 8601, UTC. */
  readonly collectedAt: string;
  /** Sorted by id. */
  readonly scopes: readonly Scope[];
  readonly services: readonly Service[];
  /** Sorted by id. */
  readonly identities: readonly Identity[];
  /** Interned; indexed by `Identity.profile`. */
  readonly profiles: readonly PrivilegeProfile[];
  /** Number of interned policy documents; `Attachment.document` and `StatementRef.document` index them. */
  readonly documents: number;
  readonly takeover: TakeoverGraph;
  readonly coverage: readonly Coverage[];
}
