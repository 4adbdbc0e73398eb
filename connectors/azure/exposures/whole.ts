import type { Coverage } from '../../../src/model/coverage.ts';

/** Whether a list of a tenant was read whole. Undefined: nothing tells. */
export const wholeBy =
  (coverage: readonly Coverage[], call: string) =>
  (tenant: string): boolean | undefined => {
    const lines = coverage.filter(
      ({ connector, source, scope }) => connector === 'azure' && source === call && scope === tenant,
    );
    return lines.length === 0 ? undefined : lines.every(({ status }) => status === 'complete');
  };
