import { byText } from '../src/model/by-text.ts';
import type { Estate } from '../src/model/estate.ts';
import { scopeAsEnd } from '../src/model/finding.ts';
import { membershipTechnique, type TakeoverGraph } from '../src/model/takeover.ts';

/** What an identity can take over itself, without going through another identity. */
export interface OneStep {
  /** Identity id, or `scope:<id>`. */
  readonly to: string;
  /** `assume the role`. */
  readonly by: string;
  readonly assumes: readonly string[];
}

/** A node of the graph, and the edge that took it; none while only membership of groups has been followed. */
interface Reached {
  readonly node: number;
  readonly edge: number | undefined;
}

/** Edges by where they begin: `values[offsets[node]…]` are those of a node, in the order of the graph. */
interface EdgesOut {
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
}

const edgesOut = new WeakMap<TakeoverGraph, EdgesOut>();

/** Worked out once for a graph: a page asks for thousands of identities. */
const outOf = (graph: TakeoverGraph, nodes: number): EdgesOut => {
  const known = edgesOut.get(graph);
  if (known !== undefined) return known;
  const offsets = new Uint32Array(nodes + 1);
  for (const node of graph.from) offsets[node + 1]!++;
  for (let node = 0; node < nodes; node++) offsets[node + 1]! += offsets[node]!;
  const next = offsets.slice();
  const values = new Uint32Array(graph.from.length);
  graph.from.forEach((node, edge) => {
    values[next[node]!++] = edge;
  });
  const out = { offsets, values };
  edgesOut.set(graph, out);
  return out;
};

/**
 * One step of the takeover graph from one identity: through the groups that it belongs to, to the groups that are
 * reached, to their members. One entry for each target and technique, the one with the fewest assumptions; proven
 * ones first.
 */
export const oneStepFrom = (estate: Estate, index: number): readonly OneStep[] =>
  oneStepAway(estate, index).filter(({ to }) => to !== estate.identities[index]!.id);

/** What `oneStepAway` gives is the same for all who begin alike: most administrators do. */
export const beginningOf = ({ takeover, identities, scopes }: Estate, index: number): string => {
  const { groups, to, technique, reason } = takeover;
  const { offsets, values } = outOf(takeover, identities.length + groups.length + scopes.length);
  return Array.from(
    values.subarray(offsets[index]!, offsets[index + 1]!),
    (edge) => `${technique[edge]} ${to[edge]} ${reason[edge]}`,
  )
    .sort()
    .join();
};

/** As `oneStepFrom`, and the identity itself where what it reaches holds it as well. */
export const oneStepAway = (estate: Estate, index: number): readonly OneStep[] => {
  const { groups, to, technique, reason, techniques, reasons } = estate.takeover;
  const firstGroup = estate.identities.length;
  const firstScope = firstGroup + groups.length;
  const { offsets, values } = outOf(estate.takeover, firstScope + estate.scopes.length);
  const kindOf = (node: number) =>
    node >= firstGroup && node < firstScope ? groups[node - firstGroup]!.kind : undefined;
  const steps = new Map<string, OneStep>();
  const seen = new Set<string>();

  const take = ({ node, edge }: Reached): void => {
    if (edge === undefined) return;
    const target =
      node < firstGroup ? estate.identities[node]!.id : scopeAsEnd(estate.scopes[node - firstScope]!.id);
    const step = {
      to: target,
      by: techniques[technique[edge]!]!.does,
      assumes: reasons[reason[edge]!]!.assumes,
    };
    const key = `${technique[edge]} ${node}`;
    const known = steps.get(key);
    if (known === undefined || step.assumes.length < known.assumes.length) steps.set(key, step);
  };

  let open: Reached[] = [{ node: index, edge: undefined }];
  while (open.length > 0) {
    const origins = Map.groupBy(open, ({ node }) => node);
    open = [];
    const edges = [...origins].flatMap(([node, reached]) =>
      Array.from(values.subarray(offsets[node]!, offsets[node + 1]!), (edge) => ({ edge, reached })),
    );
    for (const { edge, reached: before } of edges.sort((a, b) => a.edge - b.edge)) {
      for (const origin of before) {
        const node = to[edge]!;
        const isMembership = techniques[technique[edge]!]!.id === membershipTechnique;
        // The first thing done is the step; what follows in groups is its consequence.
        const reached = { node, edge: isMembership ? origin.edge : (origin.edge ?? edge) };
        if (kindOf(node) === undefined) take(reached);
        else if (!seen.has(`${node} ${reached.edge}`)) {
          seen.add(`${node} ${reached.edge}`);
          open.push(reached);
        }
      }
    }
  }
  return [...steps.values()].sort(
    (a, b) => a.assumes.length - b.assumes.length || byText(a.to, b.to) || byText(a.by, b.by),
  );
};
