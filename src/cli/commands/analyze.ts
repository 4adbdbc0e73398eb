import { Command } from 'commander';
import type { AuditResult } from '../../model/report.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, verbose } from '../flags.ts';
import { openScanHistory } from '../history-options.ts';
import { addReportOptions, checkReportOptions, type ReportOptions, report } from '../report-options.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addWithPlanOption, type WithPlanOptions } from '../with-plan.ts';

interface AnalyzeOptions extends ReportOptions, WithPlanOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
}

const run = async (
  paths: readonly string[],
  options: AnalyzeOptions,
  context: Context,
): Promise<ExitCode> => {
  const { configArguments, loadSettings } = await import('../settings-file.ts');
  const { audit, auditSources, ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const exceptions = await openExceptions(options, context, ruleIds);
  await checkReportOptions(options);
  const { openEarlier } = await import('../compare-with.ts');
  const earlier = await openEarlier(options, settings, exceptions.entries, context);
  const history = await openScanHistory(options, context);
  const { openFiles } = await import('../source-options.ts');
  const sources = await openFiles(paths, 0, context, 'snapshotSource');
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const { entries } = exceptions;
  let result: AuditResult;
  if (options.withPlan === true) {
    const { gather } = await import('../../pipeline/facts.ts');
    const { planned } = await import('../with-plan.ts');
    const facts = await gather(sources);
    result = { ...audit(facts, settings, entries), ...(await planned(facts, options, settings, context)) };
  } else {
    result = await auditSources(sources, settings, { entries });
  }
  const inForce = namedInForce(loaded, exceptions.files, options.allowLoosenedConfig);
  const told = await history.add({ ...result, ...earlier, inForce });
  const code = await report(
    told,
    options,
    [...paths, ...configArguments(options.config), ...exceptions.arguments],
    paths,
    context,
  );
  return history.end(code, told);
};

export const analyze: DefineCommand = (context, end) => {
  const command = new Command('analyze')
    .summary('report on a snapshot, without any network')
    .description(
      'Ranks and judges what a snapshot holds. The clock is that of the snapshot: the same snapshot gives the same bytes, today and next year.',
    )
    .argument(
      '<snapshots...>',
      'files made by nhi-audit collect or scan --snapshot; several make one estate',
    );
  verbose(exceptionsFile(configFile(addWithPlanOption(addReportOptions(command)).optionsGroup('Options:'))));
  return examples(command, [
    ['a snapshot', 'nhi-audit analyze today.ndjson'],
    ['as JSON, for a script', 'nhi-audit analyze today.ndjson --format json'],
    ['with other thresholds', 'nhi-audit analyze today.ndjson --config strict.yaml --out strict'],
  ]).action(async (paths: readonly string[], options: AnalyzeOptions) =>
    end(await run(paths, options, context)),
  );
};
