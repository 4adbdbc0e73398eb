import type { MetricFamily } from './families.ts';

/**
 * Where an SDK leaves its providers for every copy of the API:
 * https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/global-utils.ts
 */
const place = Symbol.for('opentelemetry.js.api.1');

/** Whether somebody has set up an SDK for metrics in this process (`NODE_OPTIONS=--import …`). Costs nothing. */
export const hasMetricsSdk = (): boolean => {
  const found: unknown = Reflect.get(globalThis, place);
  return typeof found === 'object' && found !== null && 'metrics' in found && found.metrics !== undefined;
};

/** The SDK's provider can be asked to send what it holds; the API does not say so. */
interface Flushing {
  readonly forceFlush: (options?: { readonly timeoutMillis?: number }) => Promise<void>;
}
const flushes = (provider: unknown): provider is Flushing =>
  typeof provider === 'object' &&
  provider !== null &&
  'forceFlush' in provider &&
  typeof provider.forceFlush === 'function';

const longestFlush = 10_000;

/**
 * The same figures to the SDK that is set up, as gauges `nhi_audit.findings`; where they go (OTLP) is its business.
 * @returns why they may not have arrived; `undefined`: handed over
 */
export const recordMetrics = async (
  families: readonly MetricFamily[],
  version: string,
): Promise<string | undefined> => {
  const { metrics } = await import('@opentelemetry/api');
  const provider = metrics.getMeterProvider();
  const meter = provider.getMeter('nhi-audit', version);
  for (const { name, help, samples } of families) {
    const gauge = meter.createGauge(name.replace(/^nhi_audit_/, 'nhi_audit.'), { description: help });
    for (const { labels, value } of samples) gauge.record(value, labels);
  }
  if (!flushes(provider)) return undefined;
  try {
    await provider.forceFlush({ timeoutMillis: longestFlush });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
