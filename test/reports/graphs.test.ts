import { describe, expect, test } from 'vitest';
import { dotFormat } from '../../reports/dot.ts';
import { graphmlFormat } from '../../reports/graphml.ts';
import { mermaidPaths, mermaidText } from '../../reports/mermaid.ts';
import { opengraphFormat } from '../../reports/opengraph.ts';
import type { ReportFormat } from '../../reports/report-format.ts';
import { rank } from '../../src/audit/ranking.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { demoResult } from '../support/demo.ts';
import { readDot, readOpenGraph } from './readers.ts';
import { ci, sampleResult } from './sample.ts';

const textOf = ({ files }: ReportFormat, result: AuditResult): string =>
  [...files(result, { width: 80, colour: false })[0]!.text].join('');

describe('OpenGraph', () => {
  test('is valid, and every edge begins and ends at a node', async () => {
    const result = await demoResult();
    const text = textOf(opengraphFormat, result);
    readOpenGraph(text);
    const { graph } = JSON.parse(text) as {
      graph: {
        nodes: { id: string; kinds: string[]; properties: Record<string, unknown> }[];
        edges: { start: { value: string }; end: { value: string } }[];
      };
    };
    const ids = new Set(graph.nodes.map(({ id }) => id));
    expect(ids.size).toBe(graph.nodes.length);
    expect(graph.edges.length).toBe(result.estate.takeover.from.length);
    expect(graph.edges.filter(({ start, end }) => !ids.has(start.value) || !ids.has(end.value))).toEqual([]);
    const [first] = graph.nodes;
    expect(first!.properties.blastradius).toBe(
      result.reach.radius(result.estate.identities.findIndex(({ id }) => id === first!.id)).score,
    );
  });
});

describe('DOT', () => {
  test('holds the paths into each scope that somebody controls', async () => {
    const text = textOf(dotFormat, await demoResult());
    readDot(text);
    expect(text).toMatch(/subgraph "cluster_0" \{\n {4}label="Into full control of /);
    expect(text).toMatch(/n0_\d+ -> n0_\d+ \[label="/);
    expect(text.match(/\{/g)).toHaveLength(text.match(/\}/g)!.length);
  });
});

describe('GraphML', () => {
  test('declares each attribute once, and every edge joins two nodes', async () => {
    const result = await demoResult();
    const text = textOf(graphmlFormat, result);
    const keys = [
      ...text.matchAll(/<key id="([^"]+)" for="(node|edge)" attr.name="([^"]+)" attr.type="/g),
    ].map(([, id]) => id!);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set([...text.matchAll(/<data key="([^"]+)">/g)].map(([, id]) => id))).toEqual(
      new Set(keys.filter((id) => text.includes(`<data key="${id}"`))),
    );
    const nodes = new Set([...text.matchAll(/<node id="(n\d+)">/g)].map(([, id]) => id));
    const { identities, takeover, scopes } = result.estate;
    expect(nodes.size).toBe(identities.length + takeover.groups.length + scopes.length);
    const ends = [...text.matchAll(/<edge source="(n\d+)" target="(n\d+)">/g)];
    expect(ends).toHaveLength(takeover.from.length);
    expect(ends.filter(([, from, to]) => !nodes.has(from) || !nodes.has(to))).toEqual([]);
  });

  test('an id and a verdict', () => {
    expect(textOf(graphmlFormat, sampleResult())).toContain(
      `<data key="node-id">${ci}</data><data key="node-is">identity</data>`,
    );
  });
});

/** The same graph, with groups and edges from the last to the first. */
const turned = (result: AuditResult): AuditResult => {
  const { takeover, identities } = result.estate;
  const { groups } = takeover;
  const nodeOf = (node: number): number =>
    node < identities.length || node >= identities.length + groups.length
      ? node
      : 2 * identities.length + groups.length - 1 - node;
  const estate = {
    ...result.estate,
    takeover: {
      ...takeover,
      groups: groups.toReversed(),
      from: takeover.from.toReversed().map(nodeOf),
      to: takeover.to.toReversed().map(nodeOf),
      technique: takeover.technique.toReversed(),
      reason: takeover.reason.toReversed(),
    },
  };
  return { ...result, estate };
};

describe('files of the whole graph', () => {
  test.each([
    ['graphml', graphmlFormat],
    ['opengraph', opengraphFormat],
  ])('%s hangs on what groups and edges say, not on their numbers', async (_, format) => {
    const result = await demoResult();
    expect(turned(result).estate.takeover.groups[0]).not.toEqual(result.estate.takeover.groups[0]);
    expect(textOf(format, turned(result)) === textOf(format, result)).toBe(true);
    // An edge less is another graph.
    const { takeover } = result.estate;
    const less = { ...takeover, from: takeover.from.subarray(1), to: takeover.to.subarray(1) };
    const other = { ...result, estate: { ...result.estate, takeover: less } };
    expect(textOf(format, other) === textOf(format, result)).toBe(false);
  });
});

describe('Mermaid', () => {
  test('the paths of the worst, each step once; what is assumed is dashed', () => {
    const result = sampleResult();
    const lines = mermaidPaths(result, rank(result).identities());
    expect(lines).toMatchInlineSnapshot(`
      [
        "flowchart LR",
        "  n0["deployer"]",
        "  n1{{"full control of acme-production"}}",
        "  n2["ci-deploy"]",
        "  n0 -->|"do everything"| n1",
        "  n2 -->|"assume the role"| n0",
      ]
    `);
  });

  test.each([
    ['a quote', 'a"]', 'a#34;#93;'],
    ['a code of its own', '#34;', '#35;34#59;'],
    ['what joins letters stays', 'prod-hot/fix', 'prod-hot/fix'],
    ['what begins a list', '- x', '#45; x'],
    ['an icon', 'fa:fa-user', 'fa#92;u003afa-user'],
    ['the marks of numbers', '\ufb02\u00b060\u00b6\u00df', '#92;ufb02#176;60#92;u00b6#223;'],
    ['beyond the first plane', '\u{1f600}', '#128512;'],
    ['a line feed', 'a\nb', 'a#92;nb'],
    ['nothing', '', '-'],
  ])('%s', (_, text, expected) => {
    expect(mermaidText(text, 60)).toBe(expected);
  });
});
