import { scopeAsEnd, scopeOfEnd } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { GraphNode, ScopeGraph } from './html/page-data.ts';
import { scopeGraphs } from './html/scope-graphs.ts';
import { inForceSentences } from './in-force.ts';
import { bounded } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';

const longestLabel = 120;
/** Files come first in it. */
const longestComment = 4_000;

/** A string of DOT, https://graphviz.org/doc/info/lang.html: no escape sequence of ours but these two. */
const quoted = (text: string, longest = longestLabel): string =>
  `"${bounded(text, longest).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function* picture(result: AuditResult, graph: ScopeGraph, place: number): Generator<string> {
  const names = new Map(result.estate.identities.map(({ id, name }) => [id, name || id]));
  const scopes = new Map(result.estate.scopes.map(({ id, name }) => [id, name || id]));
  const labelOf = ({ id, kind, count }: GraphNode): string => {
    const scope = scopeOfEnd(id);
    if (scope !== undefined) return `full control of ${scopes.get(scope) ?? scope}`;
    return count === 1 ? (names.get(id) ?? id) : `${count} of ${kind}`;
  };
  yield `  subgraph ${quoted(`cluster_${place}`)} {\n    label=${quoted(`Into full control of ${scopes.get(graph.scope) ?? graph.scope}`)};\n`;
  for (const [at, node] of graph.nodes.entries()) {
    const style = node.id === scopeAsEnd(graph.scope) ? ',style=bold' : node.count > 1 ? ',shape=box3d' : '';
    yield `    n${place}_${at} [label=${quoted(labelOf(node))}${style}];\n`;
  }
  for (const { from, to, by, assumes, choke } of graph.edges) {
    const style = `${assumes.length > 0 ? ',style=dashed' : ''}${choke ? ',color=red,penwidth=2' : ''}`;
    yield `    n${place}_${from} -> n${place}_${to} [label=${quoted(by)}${style}];\n`;
  }
  if (graph.left > 0)
    yield `    left${place} [shape=plaintext,label=${quoted(`${graph.left} more identities are not drawn`)}];\n`;
  yield '  }\n';
}

function* document(result: AuditResult): Generator<string> {
  yield 'digraph paths {\n  rankdir=LR;\n  node [shape=box];\n';
  const named = inForceSentences(result);
  // https://graphviz.org/docs/attrs/comment/
  if (named.length > 0) yield `  comment=${quoted(named.join('; '), longestComment)};\n`;
  for (const [place, graph] of scopeGraphs(result).scopes.entries()) yield* picture(result, graph, place);
  yield '}\n';
}

/** The shortest paths into full control of each scope, for Graphviz: dashed is assumed, red a choke point. */
export const dotFormat: ReportFormat = {
  id: 'dot',
  title: 'paths to full control, for Graphviz',
  files: (result) => [{ name: 'paths.dot', text: inPieces(() => document(result)) }],
};
