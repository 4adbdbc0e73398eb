import type { FactRef } from './evidence.ts';

/** What has to be changed so that something ends. */
export type CauseKind =
  /** One statement of a policy that its owner can edit. */
  | 'statement'
  /** Such a policy as a whole. */
  | 'policy'
  /** That an identity or a group has a policy whose text is the provider's. */
  | 'attachment'
  /** One entry of who may become an identity. */
  | 'trust'
  | 'credential'
  /** Who answers for an identity, or for all of a scope. */
  | 'owner'
  /** The identity itself: it is to go, or to be replaced. */
  | 'identity'
  /** A setting or a line of code: a workflow, a secret, a policy of an organisation. */
  | 'setting'
  /** Nothing else is known to end with it. */
  | 'own';

/** The one change that ends something. What has the same cause ends together. */
export interface Cause {
  readonly kind: CauseKind;
  /** Tells causes of a kind apart, and is the same in every scan: ids and places, never a count or a date. */
  readonly key: readonly string[];
  /** What to change, without a full stop: `policy deploy-all, statement 2`. */
  readonly label: string;
  /** Where it is written. Absent: nowhere in the facts (a tag that is missing). */
  readonly source?: FactRef;
}

/** Whatever can be grouped by what ends it. */
export interface Caused {
  /** The same in every run. */
  readonly fingerprint: string;
  /** Absent: nothing else ends with it. */
  readonly cause?: Cause | undefined;
}

/** All that one change ends. Each member stays what it is: its fingerprint, its exception, its history. */
export interface CauseGroup<Item extends Caused> {
  /** SHA-256 (hex, 32 digits) over kind and key of the cause: the same in every run. */
  readonly id: string;
  /** Absent: the one member has no cause that others could share. */
  readonly cause: Cause | undefined;
  /** At least one, in the order given. */
  readonly members: readonly Item[];
}
