import { describe, expect, test } from 'vitest';
import { dotFormat } from '../../reports/dot.ts';
import { opengraphFormat } from '../../reports/opengraph.ts';
import type { ReportFormat } from '../../reports/report-format.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { demoResult } from '../support/demo.ts';
import { readDot, readOpenGraph } from './readers.ts';

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
