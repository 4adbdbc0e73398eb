import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { handOutMetrics } from '../../src/cli/metrics.ts';
import { metricFamilies } from '../../src/metrics/families.ts';
import { openMetricsText } from '../../src/metrics/open-metrics.ts';
import { hasMetricsSdk } from '../../src/metrics/otel.ts';
import { sampleResult } from '../reports/sample.ts';
import { cli, temporaryFolder } from '../support/cli.ts';
import { demoResult } from '../support/demo.ts';

const python = process.env.NHI_AUDIT_PROMETHEUS ?? 'python3';
const hasParser = spawnSync(python, ['-c', 'import prometheus_client']).status === 0;

/** Both parsers of prometheus_client: OpenMetrics, and the text format that the node exporter reads. */
const script = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as om
from prometheus_client.parser import text_string_to_metric_families as text
source = sys.stdin.read()
def plain(families):
    return [[f.name, f.type, [[s.name, s.labels, s.value] for s in f.samples]] for f in families]
a, b = plain(om(source)), plain(text(source))
assert a == b
print(json.dumps(a))
`;

const sumOf = (text: string, name: string, label = ''): number =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);

describe('metrics', () => {
  test('are the figures of the result', async () => {
    const result = await demoResult();
    const text = openMetricsText(metricFamilies(result));
    expect(sumOf(text, 'nhi_audit_identities')).toBe(result.estate.identities.length);
    expect(sumOf(text, 'nhi_audit_identities_by_standing')).toBe(result.estate.identities.length);
    expect(sumOf(text, 'nhi_audit_findings')).toBe(result.findings.length);
    for (const severity of ['critical', 'high', 'low'] as const)
      expect(sumOf(text, 'nhi_audit_findings', `severity="${severity}"`)).toBe(
        result.findings.filter((finding) => finding.severity === severity).length,
      );
    expect(sumOf(text, 'nhi_audit_coverage_sources')).toBe(result.coverage.length);
    expect(sumOf(text, 'nhi_audit_standing_administrators')).toBeGreaterThan(0);
    expect(sumOf(text, 'nhi_audit_standing_administrators')).toBeLessThan(result.estate.identities.length);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
  });

  test('series are there with 0 as well: one that is not there would be a lost one', () => {
    const seriesOf = (text: string): readonly string[] =>
      text.split('\n').map((line) => line.replace(/ [^ ]+$/, ''));
    const empty = { ...sampleResult(), findings: [], assessments: [] };
    expect(seriesOf(openMetricsText(metricFamilies(empty)))).toEqual(
      seriesOf(openMetricsText(metricFamilies(sampleResult()))),
    );
  });

  test('name nobody', async () => {
    const result = await demoResult();
    const text = openMetricsText(metricFamilies(result));
    for (const { name, id } of [...result.estate.identities, ...result.estate.scopes]) {
      if (name.length > 8) expect(text).not.toContain(name);
      expect(text).not.toContain(id);
    }
  });

  test.skipIf(!hasParser && process.env.NHI_AUDIT_PROMETHEUS === undefined)(
    'parsers that are not ours read the same',
    async () => {
      const result = await demoResult();
      const input = openMetricsText(metricFamilies(result));
      const { stdout, stderr, status } = spawnSync(python, ['-c', script], { input, encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
      expect(JSON.parse(stdout)).toEqual(
        metricFamilies(result).map(({ name, samples }) => [
          name,
          'gauge',
          samples.map(({ labels, value }) => [name, labels, value]),
        ]),
      );
    },
  );
});

describe('--metrics', () => {
  test('replaces the file as a whole, readable by the exporter', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'nhi.prom');
    for (const _ of [1, 2])
      expect((await cli(['scan', '--demo', '--severity', 'critical', '--metrics', file])).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['nhi.prom']);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    // A filter is for readers of a report: what is watched stays the same.
    expect(sumOf(readFileSync(file, 'utf8'), 'nhi_audit_findings', 'severity="high"')).toBeGreaterThan(0);
  });

  test('a folder that is not there is told', async () => {
    const { code, stderr } = await cli([
      'scan',
      '--demo',
      '--metrics',
      join(temporaryFolder(), 'no', 'x.prom'),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be written')]);
  });
});

describe('OpenTelemetry', () => {
  const place = Symbol.for('opentelemetry.js.api.1');
  afterEach(() => {
    Reflect.deleteProperty(globalThis, place);
  });

  const sdk = async (forceFlush: () => Promise<void>) => {
    const { metrics } = await import('@opentelemetry/api');
    const recorded: (readonly [string, number, unknown])[] = [];
    const meter = {
      createGauge: (name: string) => ({
        record: (value: number, labels: unknown) => recorded.push([name, value, labels]),
      }),
    };
    metrics.setGlobalMeterProvider({ getMeter: () => meter, forceFlush } as never);
    return recorded;
  };
  const notes: string[] = [];
  const context = { note: (line: string) => notes.push(line) } as never;

  test('without an SDK nothing is loaded and nothing done', async () => {
    expect(hasMetricsSdk()).toBe(false);
    await handOutMetrics(sampleResult(), undefined, context);
    expect(notes).toEqual([]);
  });

  test('an SDK that is set up is given the same figures, and flushed', async () => {
    let flushed = 0;
    const recorded = await sdk(async () => {
      flushed++;
    });
    await handOutMetrics(sampleResult(), undefined, context);
    const expected = metricFamilies(sampleResult()).flatMap(({ name, samples }) =>
      samples.map(({ labels, value }) => [name.replace('nhi_audit_', 'nhi_audit.'), value, labels]),
    );
    expect(recorded).toEqual(expected);
    expect([flushed, notes]).toEqual([1, []]);
  });

  test('one that fails is told, and fails nothing', async () => {
    await sdk(() => Promise.reject(new Error('collector is away')));
    await handOutMetrics(sampleResult(), undefined, context);
    expect(notes.join()).toContain('collector is away');
  });
});
