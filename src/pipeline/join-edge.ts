import type { EdgeReason, Technique } from '../model/takeover.ts';

/** An edge that leads from one provider into another. */
export interface JoinEdge {
  readonly from: number;
  readonly to: number;
  readonly technique: Technique;
  readonly reason: EdgeReason;
}
