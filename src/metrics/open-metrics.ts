import type { MetricFamily } from './families.ts';

/** https://prometheus.io/docs/specs/om/open_metrics_spec/#escaping */
const escaped = (text: string): string =>
  text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const labelsText = (labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

/**
 * OpenMetrics 1.0 text; with gauges alone, and its last line a comment, it is the text format of Prometheus as well, which the
 * node exporter's textfile collector reads.
 */
export const openMetricsText = (families: readonly MetricFamily[]): string => {
  const lines = families.flatMap(({ name, help, samples }) => [
    `# HELP ${name} ${escaped(help)}`,
    `# TYPE ${name} gauge`,
    ...samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
  ]);
  return `${[...lines, '# EOF'].join('\n')}\n`;
};
