import type { Technique } from '../model/takeover.ts';
import { type EdgeDetails, noDetails } from './edge-details.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * A limit on an identity that can be taken off (a permissions boundary, a deny, a conditional assignment): the identity as
 * it is afterwards is a node of its own. It is the same identity, with more: what it could do before it still can.
 *
 *     app-1 ──takes its boundary off──► "app-1 without its boundary" ──► what only the boundary kept from it
 *       ▲                                           │
 *       └────────────────member─────────────────────┘
 *
 * A policy more is the same: whoever may put itself into a group is, after that, the one who is in it.
 * @param profile what it can do then; index in `Estate.profiles`
 */
export const identityAfter = (
  graph: GraphBuilder,
  identity: number,
  label: string,
  profile?: number,
): number => {
  const after = graph.holders(label, profile);
  graph.belongs(after, identity);
  return after;
};

/** A step that a limit stands before. */
export interface LimitedStep {
  readonly to: number;
  readonly technique: Technique;
  /** Whom the limit stops. */
  readonly stopped: number;
  /** What has to be the case for them to get through, as assumptions; empty: nothing stands there. */
  readonly limit: readonly string[];
  /** Whom it lets past, and who takes it away. */
  readonly past: readonly number[];
  readonly details?: EdgeDetails;
}

/**
 * A limit before a place (the protection of a branch, an approval): whom it stops gets through only if something holds that
 * is not known; whom it lets past, and who can take it away, gets through as if it were not there.
 *
 *     "whoever can push"          ──assumes that the change is let in──► job
 *     "whom the rules let past"   ─────────────────────────────────────► job
 *     control of the repository   ─────────────────────────────────────► job
 */
export const addLimitedStep = (
  graph: GraphBuilder,
  { to, technique, stopped, limit, past, details = noDetails }: LimitedStep,
): void => {
  const { assumes = [] } = details;
  graph.edge(
    stopped,
    to,
    technique,
    limit.length === 0 ? details : { ...details, assumes: [...limit, ...assumes] },
  );
  if (limit.length === 0) return;
  for (const node of past) graph.edge(node, to, technique, details);
};
