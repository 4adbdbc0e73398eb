import type { TakeoverGraph, Technique } from '../model/takeover.ts';
import { type OneList, offsetsOf } from './numbering.ts';

/** Where what the graphs number stands in the one graph. */
interface Joining {
  readonly nodeIn: (part: number) => (node: number) => number;
  readonly documents: readonly number[];
  readonly profileIn: (part: number) => (index: number) => number;
  readonly techniques: OneList<Technique>;
}

export const joinGraphs = (
  graphs: readonly TakeoverGraph[],
  { nodeIn, documents, profileIn, techniques }: Joining,
): TakeoverGraph => {
  const partOf = (document: number): number => documents.findLastIndex((first) => first <= document);
  const reasons = offsetsOf(graphs.map((graph) => graph.reasons.length));
  const column = (
    values: (graph: TakeoverGraph) => Iterable<number>,
    of: (part: number) => (n: number) => number,
  ) => graphs.flatMap((graph, part) => Array.from(values(graph), of(part)));
  const numbered = (offsets: readonly number[]) => (part: number) => (value: number) =>
    value + offsets[part]!;
  return {
    groups: graphs.flatMap(({ groups }, part) =>
      groups.map((group) =>
        group.profile === undefined ? group : { ...group, profile: profileIn(part)(group.profile) },
      ),
    ),
    from: Uint32Array.from(column(({ from }) => from, nodeIn)),
    to: Uint32Array.from(column(({ to }) => to, nodeIn)),
    technique: Uint16Array.from(column(({ technique }) => technique, techniques.of)),
    reason: Uint32Array.from(column(({ reason }) => reason, numbered(reasons.of))),
    techniques: techniques.list,
    statementsOf: (document) => {
      const part = partOf(document);
      return graphs[part]!.statementsOf?.(document - documents[part]!) ?? [];
    },
    sameStatement: (statement, other) => {
      const part = partOf(statement.document);
      const first = documents[part]!;
      return graphs[part]!.sameStatement?.(
        { ...statement, document: statement.document - first },
        other - first,
      );
    },
    reasons: graphs.flatMap((graph, part) =>
      graph.reasons.map((reason) => ({
        ...reason,
        allowedBy: reason.allowedBy.map((statement) => ({
          ...statement,
          document: statement.document + documents[part]!,
        })),
      })),
    ),
  };
};
