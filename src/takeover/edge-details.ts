import type { Evidence, StatementRef } from '../model/evidence.ts';
import type { EdgeReason } from '../model/takeover.ts';

/** What an edge rests on. All of it may be left out: nothing is to be said, and the step is proven. */
export interface EdgeDetails {
  /** Statements of the origin's attachments that allow the step. */
  readonly allowedBy?: readonly StatementRef[];
  /** Indices into the target's `trusts`. */
  readonly trustedBy?: readonly number[];
  /** What else shows it, where a provider's facts are no policy statements. */
  readonly evidence?: readonly Evidence[];
  /** Id of the workload that the step goes through. */
  readonly through?: string;
  /** What it rests on that the snapshot does not show; one short clause each. */
  readonly assumes?: readonly string[];
  /** The step stops working at this time (ISO 8601). */
  readonly until?: string | undefined;
}

/** Of an edge that nothing is to be said of. */
export const noDetails: EdgeDetails = {};

/** The details as the finished graph has them. */
export const reasonOf = ({
  allowedBy = [],
  trustedBy,
  evidence,
  through,
  assumes = [],
  until,
}: EdgeDetails): EdgeReason => ({
  allowedBy,
  ...(trustedBy === undefined ? {} : { trustedBy }),
  ...(evidence === undefined ? {} : { evidence }),
  ...(through === undefined ? {} : { through }),
  assumes,
  ...(until === undefined ? {} : { until }),
});

/** A step that needs both: what either rests on, until the first of them ends, through the workload that is named first. */
export const together = (a: EdgeDetails, b: EdgeDetails): EdgeDetails => {
  const trustedBy = [...(a.trustedBy ?? []), ...(b.trustedBy ?? [])];
  const evidence = [...(a.evidence ?? []), ...(b.evidence ?? [])];
  const through = a.through ?? b.through;
  return {
    allowedBy: [...(a.allowedBy ?? []), ...(b.allowedBy ?? [])],
    ...(trustedBy.length === 0 ? {} : { trustedBy }),
    ...(evidence.length === 0 ? {} : { evidence }),
    ...(through === undefined ? {} : { through }),
    assumes: [...new Set([...(a.assumes ?? []), ...(b.assumes ?? [])])],
    until: a.until === undefined || (b.until !== undefined && b.until <= a.until) ? b.until : a.until,
  };
};

/** The same step, resting on more. */
export const assuming = (details: EdgeDetails, assumes: readonly string[] = []): EdgeDetails => ({
  ...details,
  assumes: [...(details.assumes ?? []), ...assumes],
});
