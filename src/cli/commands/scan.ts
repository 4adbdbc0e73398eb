import { Command } from 'commander';
import type { AuditResult } from '../../model/report.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, providerExamples, verbose } from '../flags.ts';
import { openScanHistory } from '../history-options.ts';
import { addReportOptions, checkReportOptions, type ReportOptions, report } from '../report-options.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, openSources, type SourceOptions } from '../source-options.ts';

interface ScanOptions extends SourceOptions, ReportOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
  readonly snapshot?: string;
}

const run = async (files: readonly string[], options: ScanOptions, context: Context): Promise<ExitCode> => {
  const { configArguments, loadSettings } = await import('../settings-file.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const exceptions = await openExceptions(options, context, ruleIds);
  await checkReportOptions(options);
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
  if (options.snapshot === undefined) {
    result = await auditSources(sources, settings, { collectedAt, entries, onRead: finish });
  } else {
    // What is kept is sorted first, so all of it must be at hand.
    const { gather } = await import('../../pipeline/facts.ts');
    const facts = await gather(sources, collectedAt);
    finish();
    keepSnapshot(options.snapshot, facts, context);
    result = audit(facts, settings, entries);
  }
  const again = options.snapshot === undefined ? sourceArguments : [options.snapshot];
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const inForce = namedInForce(loaded, exceptions.files, options.allowLoosenedConfig);
  const told = await history.add({ ...result, inForce });
  const code = await report(
    told,
    options,
    [...again, ...configArguments(options.config), ...exceptions.arguments],
    files.length === 0 && options.snapshot !== undefined ? [options.snapshot] : files,
    context,
  );
  return history.end(code, told);
};

export const scan: DefineCommand = (context, end) => {
  const command = new Command('scan')
    .summary('read files or live accounts, and report')
    .description(
      'Reads identities, credentials, grants and trusts from files or live accounts (reads only), ranks the identities by blast radius, and reports what is wrong with them and how to end it.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command).option('--snapshot <file>', 'also keep what was collected');
  verbose(exceptionsFile(configFile(addReportOptions(command).optionsGroup('Options:'))));
  return examples(command, [
    ['the bundled sample estate', 'nhi-audit scan --demo'],
    ...providerExamples('scan'),
    ['in CI: fail on what is high or critical', 'nhi-audit scan account.json --fail-on high'],
  ]).action(async (files: readonly string[], options: ScanOptions) =>
    end(await run(files, options, context)),
  );
};
