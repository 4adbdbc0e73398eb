import type { Command } from 'commander';
import type { ExceptionEntry } from '../model/exception.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Context } from './context.ts';

export interface CompareOptions {
  readonly compareWith?: string;
}

export const addCompareOption = (command: Command): Command =>
  command.option('--compare-with <snapshot>', 'HTML: also what changed since this earlier snapshot');

/**
 * An earlier snapshot, judged by the rules, settings and exceptions of today: what differs are the facts. Undefined: none is
 * named.
 * @throws InputError when it cannot be read
 */
export const openEarlier = async (
  { compareWith }: CompareOptions,
  settings: Settings,
  entries: readonly ExceptionEntry[] | undefined,
  context: Pick<Context, 'progress'>,
): Promise<Pick<AuditResult, 'earlier'>> => {
  if (compareWith === undefined) return {};
  const { openFiles } = await import('./source-options.ts');
  const { auditSources } = await import('../pipeline/audit.ts');
  const sources = await openFiles([compareWith], 0, context, 'snapshotSource');
  return { earlier: await auditSources(sources, settings, { entries }) };
};
