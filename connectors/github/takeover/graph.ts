import type { Evidence } from '../../../src/model/evidence.ts';
import {
  type EdgeReason,
  membershipTechnique,
  type TakeoverGraph,
  type TakeoverGroup,
  type Technique,
} from '../../../src/model/takeover.ts';

/** Says only that somebody is in a group. */
export const membership: Technique = {
  id: membershipTechnique,
  mechanism: 'control',
  does: 'act there with what it holds',
  source: 'https://docs.github.com/en/get-started/learning-about-github/access-permissions-on-github',
};

export interface EdgeDetails {
  readonly assumes?: readonly string[];
  readonly evidence?: readonly Evidence[];
  readonly through?: string;
}

const noDetails: EdgeDetails = {};

/** Nodes and edges in the order in which they are added; equal reasons and techniques are kept once. */
export const createGraph = (identities: number) => {
  const groups: TakeoverGroup[] = [];
  const edges: { from: number; to: number; technique: number; reason: number }[] = [];
  const techniques: Technique[] = [];
  const reasons: EdgeReason[] = [];
  const places = new Map<string, number>();
  const place = <Value>(list: Value[], key: string, make: () => Value): number => {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, list.length);
    list.push(make());
    return list.length - 1;
  };
  // Many edges are given the same details: these are written out once.
  const seen = new WeakMap<EdgeDetails, number>();
  const reasonFor = (details: EdgeDetails): number => {
    const known = seen.get(details);
    if (known !== undefined) return known;
    const { assumes = [], evidence, through } = details;
    const reason: EdgeReason = {
      allowedBy: [],
      assumes,
      ...(evidence === undefined ? {} : { evidence }),
      ...(through === undefined ? {} : { through }),
    };
    const index = place(reasons, `reason ${JSON.stringify(reason)}`, () => reason);
    seen.set(details, index);
    return index;
  };
  const finalNode = (node: number): number => (node < 0 ? identities + groups.length - 1 - node : node);
  return {
    group: (label: string): number => identities + groups.push({ kind: 'holders', label }) - 1,
    /** The node that stands for full control of a scope; its number is final only in the graph. */
    control: (scope: number): number => -1 - scope,
    edge: (from: number, to: number, technique: Technique, details: EdgeDetails = noDetails): void => {
      edges.push({
        from,
        to,
        technique: place(techniques, `technique ${technique.id}`, () => technique),
        reason: reasonFor(details),
      });
    },
    /** What a node is in the finished graph. */
    finalNode,
    finish: (): TakeoverGraph => ({
      groups,
      from: Uint32Array.from(edges, ({ from }) => finalNode(from)),
      to: Uint32Array.from(edges, ({ to }) => finalNode(to)),
      technique: Uint16Array.from(edges, ({ technique }) => technique),
      reason: Uint32Array.from(edges, ({ reason }) => reason),
      techniques,
      reasons,
    }),
  };
};

export type Graph = ReturnType<typeof createGraph>;
