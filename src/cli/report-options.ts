import { type Command, Option } from 'commander';
import { type Severity, severities, severityRank } from '../model/finding.ts';
import type { AuditResult } from '../model/report.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { wholeNumber } from './flags.ts';

export interface ReportOptions {
  readonly format: 'terminal' | 'json';
  readonly out?: string;
  readonly failOn?: Severity;
  readonly top?: number;
  readonly color: boolean;
}

export const addReportOptions = (command: Command): Command =>
  command
    .optionsGroup('Report:')
    .addOption(
      new Option('--format <format>', 'what goes to standard output')
        .choices(['terminal', 'json'])
        .default('terminal'),
    )
    .option('--out <folder>', 'write all reports (text, JSON, CSV) to a folder, whole or not at all')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 when a finding of this severity or above is open').choices(
        severities,
      ),
    )
    .option('--top <n>', 'identities listed on the terminal (default: 10)', wholeNumber)
    .option('--no-color', 'no colour (also: NO_COLOR in the environment)');

/** Said before anything is collected. */
export const checkReportOptions = async ({ out }: ReportOptions): Promise<void> => {
  if (out === undefined) return;
  const { checkReportFolder } = await import('./report-folder.ts');
  checkReportFolder(out);
};

/** Hands out a result as asked, and gives the verdict. */
export const report = async (
  result: AuditResult,
  options: ReportOptions,
  sourceArguments: readonly string[],
  context: Context,
): Promise<ExitCode> => {
  const { reportFormats } = await import('../../reports/index.ts');
  const { couldRead } = await import('../pipeline/facts.ts');
  const { format, out, failOn, top } = options;
  const shown = reportFormats.find(({ id }) => id === format)!;
  const layout = {
    width: context.columns,
    colour: context.colour && options.color,
    sourceArguments,
    ...(top === undefined ? {} : { top }),
  };
  for (const { text } of shown.files(result, layout)) await context.write(text);
  if (out !== undefined) {
    const { writeReportFolder } = await import('./report-folder.ts');
    const plain = { ...layout, width: 100, colour: false };
    writeReportFolder(
      out,
      reportFormats.flatMap(({ files }) => files(result, plain)),
    );
    context.note(`nhi-audit: reports written to ${out}`);
  }
  const gaps = result.coverage.filter(({ status }) => status !== 'complete').length;
  if (gaps > 0) {
    context.note(
      `nhi-audit: ${gaps} of ${result.coverage.length} sources could not be read in full: the report says which, and which rules could not be judged`,
    );
  }
  // A connection that never came about is partial coverage of everything: no identity, no verdict.
  if (!couldRead(result.coverage) || result.estate.identities.length === 0) {
    context.note('nhi-audit: nothing could be read from any source: there is no verdict');
    return exitCodes.notEvaluated;
  }
  if (failOn === undefined) return exitCodes.pass;
  const failing = result.findings.filter(
    ({ status, severity }) => status !== 'accepted' && severityRank(severity) >= severityRank(failOn),
  ).length;
  if (failing === 0) return exitCodes.pass;
  context.note(`nhi-audit: ${failing} open findings of severity ${failOn} or above (--fail-on)`);
  return exitCodes.policyFailure;
};
