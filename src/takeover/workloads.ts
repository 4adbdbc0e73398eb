import type { Technique } from '../model/takeover.ts';
import type { EdgeDetails } from './edge-details.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { TargetMember } from './targets.ts';

/** A function, a machine, a pipeline: what it runs acts as the identities that it runs as. */
export interface WayThroughWorkload {
  /** Of the workload. */
  readonly id: string;
  /** Whom it runs as, and what that rests on besides the step itself. */
  readonly runsAs: readonly TargetMember[];
  /** What changing the workload rests on. */
  readonly details: EdgeDetails;
}

/**
 * Whoever decides what a workload runs becomes whom it runs as. The workload is no node: it stands on the edge.
 *
 *     holder ──replaces the code, through function f──► role of f
 *
 * Where a connector cannot tell whether there is such a workload, it aims at all identities that could run there (see
 * `Targets.aim`), with the assumption that one does:
 *
 *     holder ──assumes that a function runs with the role──► { roles that trust functions }
 */
export const addWayThroughWorkload = (
  graph: GraphBuilder,
  from: number,
  technique: Technique,
  { id, runsAs, details }: WayThroughWorkload,
): void => {
  for (const { node, details: own } of runsAs) {
    const assumes = [...(details.assumes ?? []), ...(own.assumes ?? [])];
    graph.edge(from, node, technique, { ...own, ...details, assumes, through: id });
  }
};
