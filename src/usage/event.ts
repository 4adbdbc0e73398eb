import type { ClientKind } from '../model/usage.ts';

/** One entry of a log of use in neutral words, as a connector reads it. Nothing of it is kept but its fold. */
export interface UsageEvent {
  /** Whose log it is in: `CloudTrail`. */
  readonly log: string;
  /** Id of the scope that the log is of. */
  readonly scope: string;
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  /** Where in the scope it happened: a region. Absent: the scope has no such places. */
  readonly place?: string;
  readonly service: string;
  /** Privileges that it took, by the provider's names; one, mostly. */
  readonly actions: readonly string[];
  /** The action is a name of the log and of no privilege that is known. */
  readonly unmapped?: true;
  /** It changes nothing. */
  readonly reads: boolean;
  /** It is about data (objects, items, keys' uses), which logs show only where that was switched on. */
  readonly ofData: boolean;
  /** Somebody tried, and may not. */
  readonly refused: boolean;
  /** Who. Absent: a service of the provider, somebody of another scope without a name, nobody. */
  readonly identity?: {
    /** As the estate names it. */
    readonly id: string;
    /** The scope that it lives in. */
    readonly scope: string;
  };
  /** Whose session it began, where it did: that one was used, with whatever it did next. */
  readonly enters?: { readonly id: string; readonly scope: string };
  /** Name of the session; empty: it has one that tells of no workload. Absent: there are none, or the log names none. */
  readonly session?: string;
  /** Long-lived credential that was shown, by its id. */
  readonly credential?: string;
  readonly resources: readonly string[];
  /** Network of the source, made by {@link networkOf}. */
  readonly network?: string;
  readonly client: ClientKind;
}

/** Something of a log that is no use of anything. */
export interface UsageAside {
  /** `digest`, `insight`, `not an event`: a word or two, the same for all of a kind. */
  readonly aside: string;
}

export type UsageEntry = UsageEvent | UsageAside;
