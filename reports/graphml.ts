import type { AuditResult } from '../src/model/report.ts';
import { inForceSentences } from './in-force.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';
import { shownTakeover, type TakeoverEdge, type TakeoverNode } from './takeover-graph.ts';
import { attributes, xmlText } from './xml-text.ts';

/**
 * GraphML, as Gephi, yEd, Cytoscape, igraph and NetworkX read it: http://graphml.graphdrawing.org/specification.html
 * Attributes of one name are of one type (http://graphml.graphdrawing.org/primer/graphml-primer.html#Attributes), and there are no
 * lists: what is one is counted, or written in one text.
 */

type Kind = 'string' | 'int' | 'double' | 'boolean';
type Value = string | number | boolean | undefined;

/** Attributes of nodes: the first seven are all that groups and scopes have. */
const nodeKeys = {
  id: 'string',
  is: 'string',
  kind: 'string',
  name: 'string',
  members: 'string',
  provider: 'string',
  environment: 'string',
  nature: 'string',
  scope: 'string',
  owner: 'string',
  standing: 'string',
  rank: 'int',
  blastradius: 'double',
  blastradiusproven: 'double',
  controls: 'int',
  exposure: 'double',
  becomableby: 'int',
  openfindings: 'int',
  worstfinding: 'string',
  severity: 'string',
} as const satisfies Readonly<Record<string, Kind>>;

const edgeKeys = {
  mechanism: 'string',
  technique: 'string',
  does: 'string',
  proven: 'boolean',
  assumes: 'string',
} as const satisfies Readonly<Record<string, Kind>>;

/** Ids of providers are whole; longer texts than these are none of theirs. */
const longest = 4_000;

type Of = 'graph' | 'node' | 'edge';

const key = (of: Of, name: string, kind: Kind): string =>
  `  <key${attributes({ id: `${of}-${name}`, for: of, 'attr.name': name, 'attr.type': kind })}/>\n`;

const data = (of: Of, values: Readonly<Record<string, Value>>, names: readonly string[]): string =>
  names
    .flatMap((name) => {
      const value = values[name];
      return value === undefined
        ? []
        : [`<data key="${of}-${name}">${xmlText(String(value), longest)}</data>`];
    })
    .join('');

const nodeNames = Object.keys(nodeKeys);
const edgeNames = Object.keys(edgeKeys);

const node = ({ id, is, kind, properties }: TakeoverNode, place: number): string => {
  const values = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      typeof value === 'object' ? value.length : value,
    ]),
  );
  return `    <node id="n${place}">${data('node', { ...values, id, is, kind }, nodeNames)}</node>\n`;
};

const edge = ({ kind, technique, does, assumes }: TakeoverEdge, from: number, to: number): string => {
  const values = {
    mechanism: kind,
    technique,
    does,
    proven: assumes.length === 0,
    assumes: assumes.length === 0 ? undefined : assumes.join('; '),
  };
  return `    <edge source="n${from}" target="n${to}">${data('edge', values, edgeNames)}</edge>\n`;
};

function* document(result: AuditResult): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n';
  for (const [name, kind] of Object.entries(nodeKeys)) yield key('node', name, kind);
  for (const [name, kind] of Object.entries(edgeKeys)) yield key('edge', name, kind);
  const named = inForceSentences(result);
  if (named.length > 0) yield key('graph', 'inforce', 'string');
  yield '  <graph id="takeover" edgedefault="directed">\n';
  if (named.length > 0) yield `    ${data('graph', { inforce: named.join('; ') }, ['inforce'])}\n`;
  const { nodes, edges } = shownTakeover(result);
  const places = new Map<string, number>();
  for (const each of nodes()) {
    yield node(each, places.size);
    places.set(each.id, places.size);
  }
  for (const each of edges()) {
    yield edge(each, places.get(each.from)!, places.get(each.to)!);
  }
  yield '  </graph>\n</graphml>\n';
}

/** The takeover graph for programs that draw and search graphs. */
export const graphmlFormat: ReportFormat = {
  id: 'graphml',
  title: 'the takeover graph as GraphML',
  files: (result) => [{ name: 'graph.graphml', text: inPieces(() => document(result)) }],
};
