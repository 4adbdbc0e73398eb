import type { AuditResult } from '../src/model/report.ts';
import { inForceSentences } from './in-force.ts';
import { jsonText } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';
import { type ShownTakeover, shownTakeover, type TakeoverEdge, type TakeoverNode } from './takeover-graph.ts';

/**
 * Nodes and edges for BloodHound's OpenGraph, as its documentation asks for them:
 * https://bloodhound.specterops.io/opengraph/developer/schema
 * Names of properties are in small letters, values are primitive or lists of one primitive type; kinds hold letters, digits
 * and `_` alone.
 */
const sourceKind = 'NhiAudit';

/** `write-permission` → `NhiWritePermission`. */
const kindOf = (words: string): string =>
  `Nhi${words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;

/** What a node is beside its own kind. */
const families = { identity: 'NhiIdentity', group: 'NhiGroup', scope: 'NhiScope' } as const;

const node = ({ id, is, kind, properties }: TakeoverNode): string =>
  jsonText({
    id,
    kinds: [...(is === 'group' ? [] : [kindOf(kind)]), families[is], sourceKind],
    properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
  });

const edge = ({ from, to, kind, technique, does, assumes }: TakeoverEdge): string =>
  jsonText({
    start: { value: from, match_by: 'id' },
    end: { value: to, match_by: 'id' },
    kind: kindOf(kind),
    properties: { technique, does, proven: assumes.length === 0, assumes },
  });

function* joined<Item>(items: Iterable<Item>, lineOf: (item: Item) => string): Generator<string> {
  let first = true;
  for (const item of items) {
    yield `${first ? '' : ','}\n${lineOf(item)}`;
    first = false;
  }
}

/** Its metadata take no members of ours: what the run judged by is a node, which nothing leads to. */
const runNode = (sentences: readonly string[]): string =>
  jsonText({
    id: 'nhi-audit:in-force',
    kinds: ['NhiRun', sourceKind],
    properties: { name: 'configuration and exceptions in force', inforce: sentences },
  });

function* nodesOf(result: AuditResult, { nodes }: ShownTakeover): Generator<string> {
  const sentences = inForceSentences(result);
  if (sentences.length > 0) yield runNode(sentences);
  for (const each of nodes()) yield node(each);
}

function* document(result: AuditResult): Generator<string> {
  const shown = shownTakeover(result);
  yield `{"metadata":{"source_kind":${jsonText(sourceKind)}},"graph":{"nodes":[`;
  yield* joined(nodesOf(result, shown), (line) => line);
  yield '\n],"edges":[';
  yield* joined(shown.edges(), edge);
  yield '\n]}}\n';
}

/** The takeover graph with this tool's verdicts, for programs that search graphs. */
export const opengraphFormat: ReportFormat = {
  id: 'opengraph',
  title: "nodes and edges for BloodHound's OpenGraph",
  files: (result) => [{ name: 'opengraph.json', text: inPieces(() => document(result)) }],
};
