import { hasMetricsSdk } from '../metrics/otel.ts';
import type { AuditResult } from '../model/report.ts';
import type { Context } from './context.ts';

/**
 * Key figures to the file of `--metrics`, whole or not at all, and to an OpenTelemetry SDK where one is set up. Of the whole
 * result: a flag that leaves something out of a report does not leave it out of what is watched.
 * @throws InputError when the file cannot be written
 */
export const handOutMetrics = async (
  result: AuditResult,
  file: string | undefined,
  context: Context,
): Promise<void> => {
  const watched = hasMetricsSdk();
  if (file === undefined && !watched) return;
  const { metricFamilies } = await import('../metrics/families.ts');
  const families = metricFamilies(result);
  if (file !== undefined) {
    const { openMetricsText } = await import('../metrics/open-metrics.ts');
    const { replaceFile } = await import('./replace-file.ts');
    replaceFile(file, openMetricsText(families));
    context.note(`nhi-audit: metrics written to ${file}`);
  }
  if (!watched) return;
  const { recordMetrics } = await import('../metrics/otel.ts');
  const failure = await recordMetrics(families, result.tool.version);
  if (failure !== undefined) context.note(`nhi-audit: OpenTelemetry did not take the metrics: ${failure}`);
};
