import { Command } from 'commander';
import { InputError } from '../../model/input-error.ts';
import type { AuditResult } from '../../model/report.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, notifyFile, providerExamples, verbose } from '../flags.ts';
import { openScanHistory } from '../history-options.ts';
import { addReportOptions, checkReportOptions, type ReportOptions, report } from '../report-options.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, openSources, type SourceOptions } from '../source-options.ts';
import { addWithPlanOption, type WithPlanOptions } from '../with-plan.ts';

interface ScanOptions extends SourceOptions, ReportOptions, WithPlanOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
  readonly snapshot?: string;
  readonly notify?: string;
  readonly since?: string;
}

const run = async (files: readonly string[], options: ScanOptions, context: Context): Promise<ExitCode> => {
  const { configArguments, loadSettings } = await import('../settings-file.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const exceptions = await openExceptions(options, context, ruleIds);
  await checkReportOptions(options);
  const { notifyOptions } = await import('../notify.ts');
  const notify = await notifyOptions(options, loaded, context);
  if (options.since !== undefined && notify === undefined)
    throw new InputError(
      '--since has no effect without --notify',
      '--since',
      'Add --notify, or leave --since out.',
    );
  const { openEarlier } = await import('../compare-with.ts');
  const earlier = await openEarlier(options, settings, exceptions.entries, context);
  const history = await openScanHistory(options, context);
  const { checkSnapshotTarget, keepSnapshot } = await import('../snapshot-target.ts');
  if (options.snapshot !== undefined) checkSnapshotTarget(options.snapshot);

  const { sources, collectedAt, sourceArguments, finish } = await openSources(
    files,
    options,
    settings,
    context,
  );
  const { audit, auditSources } = await import('../../pipeline/audit.ts');
  const { entries } = exceptions;
  let result: AuditResult;
  if (options.snapshot === undefined && options.withPlan !== true) {
    result = await auditSources(sources, settings, { collectedAt, entries, onRead: finish });
  } else {
    // What is kept is sorted first, and a plan changes facts: all of them must be at hand.
    const { gather } = await import('../../pipeline/facts.ts');
    const facts = await gather(sources, collectedAt);
    finish();
    if (options.snapshot !== undefined) keepSnapshot(options.snapshot, facts, context);
    const { planned } = await import('../with-plan.ts');
    result = { ...audit(facts, settings, entries), ...(await planned(facts, options, settings, context)) };
  }
  const again = options.snapshot === undefined ? sourceArguments : [options.snapshot];
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const inForce = namedInForce(loaded, exceptions.files, options.allowLoosenedConfig);
  const told = await history.add({ ...result, ...earlier, inForce });
  const code = await report(
    told,
    options,
    [...again, ...configArguments(options.config), ...exceptions.arguments],
    files.length === 0 && options.snapshot !== undefined ? [options.snapshot] : files,
    context,
  );
  const ended = await history.end(code, told);
  if (notify === undefined) return ended;
  const { notifyOfScan } = await import('../notify.ts');
  const { history: shared, since } = options;
  const isTold = await notifyOfScan(notify, result, { settings, entries, since, history: shared }, context);
  return isTold ? ended : exitCodes.notEvaluated;
};

export const scan: DefineCommand = (context, end) => {
  const command = new Command('scan')
    .summary('read files or live accounts, and report')
    .description(
      'Reads identities, credentials, grants and trusts from files or live accounts (reads only), ranks the identities by blast radius, and reports what is wrong with them and how to end it.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command).option('--snapshot <file>', 'also keep what was collected');
  notifyFile(addWithPlanOption(addReportOptions(command)).optionsGroup('Notices:')).option(
    '--since <snapshot>',
    'what changed against it is reported (default: against what is known in the spool)',
  );
  verbose(exceptionsFile(configFile(command.optionsGroup('Options:'))));
  return examples(command, [
    ['the bundled sample estate', 'nhi-audit scan --demo'],
    ...providerExamples('scan'),
    ['in CI: fail on what is high or critical', 'nhi-audit scan account.json --fail-on high'],
  ]).action(async (files: readonly string[], options: ScanOptions) =>
    end(await run(files, options, context)),
  );
};
