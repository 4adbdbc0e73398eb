import { type Command, Option } from 'commander';
import {
  type FormatId,
  formatIds,
  loadFormat,
  loadFormats,
  printedFormatIds,
  reportFileNames,
  usualFormatIds,
} from '../../reports/formats.ts';
import type { JudgedException } from '../model/exception.ts';
import { type Severity, severities, severityRank } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { AuditResult, ReportFile } from '../model/report.ts';
import { addCompareOption, type CompareOptions } from './compare-with.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { addFilterOptions, checkFilter, type FilterOptions, filtered } from './filter-options.ts';
import { loosenedConfig, separable, wholeNumber } from './flags.ts';
import { type AgeLimit, ageLimit } from './history-options.ts';

export interface ReportOptions extends FilterOptions, CompareOptions {
  readonly format: FormatId;
  readonly out?: string;
  readonly outFormats?: readonly FormatId[];
  readonly csvBom?: boolean;
  readonly lake?: string;
  readonly metrics?: string;
  readonly baseline?: string;
  readonly failOn?: Severity;
  readonly top?: number;
  readonly people?: boolean;
  readonly color: boolean;
  readonly allowLoosenedConfig?: boolean;
  readonly history?: string;
  readonly failOnAge?: AgeLimit;
}

export const addReportOptions = (command: Command): Command =>
  loosenedConfig(
    addCompareOption(addFilterOptions(command).optionsGroup('Report:'))
      .addOption(
        new Option('--format <format>', 'what goes to standard output')
          .choices(printedFormatIds)
          .default('terminal'),
      )
      .option(
        '--out <folder>',
        'write the reports to a folder, whole or not at all; Excel, Parquet and graphs only if named',
      )
      .addOption(separable('--out-formats <formats>', `only these to the folder: ${formatIds.join(', ')}`))
      .option('--lake <folder>', 'add Parquet tables to a lake, partitioned by date and scope')
      .option('--metrics <file>', 'key figures as OpenMetrics text, for a node exporter')
      .option('--csv-bom', 'begin CSV tables with a byte order mark, for a double click in Excel')
      .option('--baseline <file>', 'SARIF: show each finding at the line of its identity in this baseline')
      .addOption(
        new Option('--fail-on <severity>', 'exit 1 when a finding of this severity or above is open').choices(
          severities,
        ),
      )
      .option(
        '--history <file|url>',
        'add the scan to a history (SQLite file, or postgres://…), and tell new from old',
      )
      .addOption(
        new Option(
          '--fail-on-age <limit>',
          'exit 1 when a finding has been open for longer (30d), or is past its deadline (overdue)',
        ).argParser(ageLimit),
      )
      .option('--top <n>', 'identities listed on the terminal (default: 10)', wholeNumber)
      .option('--people', 'list people as well (always in the JSON and CSV)')
      .option('--no-color', 'no colour (also: NO_COLOR in the environment)'),
  );

const placesOf = async (baseline: string) => {
  const { placesInBaseline } = await import('./baseline-places.ts');
  return placesInBaseline(baseline);
};

const checkOutFormats = (wanted: readonly string[], out: string | undefined): void => {
  const flag = '--out-formats';
  if (out === undefined)
    throw new InputError(`${flag} has no effect without --out`, flag, 'Add --out with a folder.');
  const unknown = wanted.find((id) => !formatIds.includes(id as FormatId));
  if (unknown === undefined) return;
  throw new InputError(
    `There is no format ${JSON.stringify(unknown)}`,
    flag,
    `There are ${formatIds.join(', ')}.`,
  );
};

/** Said before anything is collected. */
export const checkReportOptions = async (options: ReportOptions): Promise<void> => {
  const { out, outFormats, baseline } = options;
  const { ruleIds } = await import('../pipeline/audit.ts');
  checkFilter(options, ruleIds);
  if (options.failOnAge !== undefined && options.history === undefined)
    throw new InputError(
      'the age of findings is known from a history only',
      '--fail-on-age',
      'Add --history FILE.',
    );
  if (baseline !== undefined) await placesOf(baseline);
  if (outFormats !== undefined) {
    checkOutFormats(outFormats, out);
    for (const { check } of await loadFormats(outFormats)) check?.();
  }
  if (options.lake !== undefined) for (const { check } of await loadFormats(['parquet'])) check?.();
  if (out === undefined) return;
  const { checkReportFolder } = await import('./report-folder.ts');
  checkReportFolder(out);
};

/** Excel takes a table without it for one in the machine's old code page. */
const withMark = ({ name, text }: ReportFile): ReportFile => ({
  name,
  text: (function* () {
    yield '\uFEFF';
    yield* text;
  })(),
});

/** Severities of all that is open, an exception without effect that no finding tells of among them. */
const openSeverities = async (result: AuditResult): Promise<readonly Severity[]> => {
  const { invalidWithoutFinding } = await import('../audit/invalid-exceptions.ts');
  const { invalidException } = await import('../../rules/invalid-exception.ts');
  const { findings, exceptions = [], settings } = result;
  const { id, severity } = invalidException;
  return [
    ...findings.filter(({ status }) => status !== 'accepted').map((finding) => finding.severity),
    ...invalidWithoutFinding(exceptions, findings, id, settings).map(
      () => settings.rules[id]?.severity ?? severity,
    ),
  ];
};

/** Exceptions that do not do what their authors believe are told at every run. */
const noteExceptions = async ({ exceptions = [] }: AuditResult, context: Context): Promise<void> => {
  const { hasEnded } = await import('../audit/exceptions.ts');
  const count = (which: (exception: JudgedException) => boolean): number => exceptions.filter(which).length;
  const told = [
    [count(({ status }) => status === 'invalid'), 'invalid and without effect'],
    [count(hasEnded), 'no longer in force'],
    [count(({ status }) => status === 'expires-soon'), 'about to end'],
  ] as const;
  const parts = told.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  if (parts.length === 0) return;
  context.note(
    `nhi-audit: of ${exceptions.length} exceptions ${parts.join(', ')}: the report says which and why`,
  );
};

/** A configuration that nobody named, and that may hide something, is told at every run. */
export const noteLoosened = async (
  { inForce }: Pick<AuditResult, 'inForce'>,
  context: Context,
): Promise<void> => {
  if (inForce?.loosenedUnasked !== 'open') return;
  const { loosenedRemedy, loosenedWords } = await import('../../reports/in-force.ts');
  context.note(`nhi-audit: ${loosenedWords({ inForce })}`);
  context.note(`  do: ${loosenedRemedy}`);
};

/**
 * How much exceptions accept, and of which file: told at every run.
 * @returns whether the run fails with it, as a list that nobody named accepts something and this is CI
 */
export const noteAccepting = async (
  { inForce }: Pick<AuditResult, 'inForce'>,
  accepted: { readonly count: number; readonly what: string },
  allowed: boolean | undefined,
  context: Context,
): Promise<boolean> => {
  if (accepted.count === 0) return false;
  const { acceptingOf } = await import('../audit/accepting.ts');
  const { acceptingRemedy, acceptingWords } = await import('../../reports/in-force.ts');
  const accepting = acceptingOf(inForce, accepted.count, allowed);
  context.note(`nhi-audit: ${acceptingWords(accepting, accepted.what)}`);
  if (accepting.unasked === 'open') context.note(`  do: ${acceptingRemedy}`);
  return context.isCi && accepting.unasked === 'open';
};

/**
 * Why nothing could be read: what failed, each cause once, with what mends it. What was not asked because of it is no cause.
 */
const noteCauses = async ({ coverage }: AuditResult, context: Context): Promise<void> => {
  const { sortedCoverage } = await import('../audit/order.ts');
  const failed = sortedCoverage(coverage).filter(
    ({ status }) => status !== 'complete' && status !== 'skipped',
  );
  const causes = Map.groupBy(
    failed,
    ({ connector, scope, detail }) => `${connector}${scope === '*' ? '' : ` ${scope}`}: ${detail}`,
  );
  const shown = [...causes].slice(0, mostCauses);
  for (const [cause, entries] of shown) {
    const sources = [...new Set(entries.map(({ source }) => source))];
    const more = sources.length > mostSources ? ` and ${sources.length - mostSources} more` : '';
    context.note(`nhi-audit: ${cause} [${sources.slice(0, mostSources).join(', ')}${more}]`);
  }
  if (causes.size > shown.length)
    context.note(`nhi-audit: ${causes.size - shown.length} more causes of this kind`);
};
const mostCauses = 5;
/** Of one cause. */
const mostSources = 3;

/** What was read, and is about no identity, is not nothing. */
const whyUnread = async ({ coverage, estate }: AuditResult): Promise<string> => {
  const read = coverage.filter(({ status }) => status === 'complete' || status === 'partial');
  const isSomething = read.some(({ status }) => status === 'complete') || estate.scopes.length > 0;
  if (!isSomething) return 'nothing could be read from any source';
  const { interpretationsOf } = await import('../pipeline/interpretations.ts');
  const wanted = (await interpretationsOf(read.map(({ connector }) => connector))).flatMap(
    ({ fills }) => fills?.inventory ?? [],
  );
  return `what was read names no identity${wanted.length === 0 ? '' : ` (add ${wanted.join(', or ')})`}`;
};

/** Hands out a result as asked, and gives the verdict. */
export const report = async (
  whole: AuditResult,
  options: ReportOptions,
  sourceArguments: readonly string[],
  sourceFiles: readonly string[],
  context: Context,
): Promise<ExitCode> => {
  const result = filtered(whole, options);
  const { isAnswered } = await import('../pipeline/facts.ts');
  const { pathsFromRoot } = await import('./from-root.ts');
  const { format, out, outFormats = usualFormatIds, failOn, top, people, baseline } = options;
  const shown = await loadFormat(format);
  const layout = {
    width: context.columns,
    colour: context.colour && options.color,
    sourceArguments,
    sourceFiles,
    fromRoot: pathsFromRoot(context.workingDirectory),
    ...(baseline === undefined ? {} : { placeOf: await placesOf(baseline) }),
    ...(top === undefined ? {} : { top }),
    ...(people === undefined ? {} : { people }),
  };
  // A connection that never came about is partial coverage of everything: no identity, no verdict.
  const isRead = isAnswered(result.coverage) && result.estate.identities.length > 0;
  // Programs are given their document whatever stands in it; people are told the cause instead of a page of zeros.
  if (isRead || format !== 'terminal') {
    for (const { text } of shown.files(result, layout)) await context.write(text);
  }
  if (out !== undefined) {
    const { writeReportFolder } = await import('./report-folder.ts');
    const plain = { ...layout, width: 100, colour: false };
    const formats = await loadFormats(outFormats);
    writeReportFolder(
      out,
      formats
        .flatMap(({ files }) => files(result, plain))
        .map((file) => (options.csvBom === true && file.name.endsWith('.csv') ? withMark(file) : file)),
      { mayHold: reportFileNames },
    );
    context.note(`nhi-audit: reports written to ${out}`);
  }
  if (isRead) {
    const { handOutMetrics } = await import('./metrics.ts');
    await handOutMetrics(whole, options.metrics, context);
  }
  if (options.lake !== undefined && isRead) {
    const { writeLake } = await import('./lake.ts');
    // A flag that leaves something out of a report leaves it in the lake, which is counted over time.
    writeLake(options.lake, whole);
    context.note(`nhi-audit: added to the lake ${options.lake}`);
  }
  if (!isRead) {
    await noteCauses(result, context);
    context.note(`nhi-audit: ${await whyUnread(result)}, so there is no verdict`);
    return exitCodes.notEvaluated;
  }
  const gaps = result.coverage.filter(({ status }) => status !== 'complete').length;
  if (gaps > 0) {
    context.note(
      `nhi-audit: ${gaps} of ${result.coverage.length} sources could not be read in full: the report says which, and which rules could not be judged`,
    );
  }
  await noteLoosened(result, context);
  await noteExceptions(result, context);
  const accepted = result.findings.filter(({ status }) => status === 'accepted').length;
  const accepts = await noteAccepting(
    result,
    { count: accepted, what: 'findings' },
    options.allowLoosenedConfig,
    context,
  );
  if (failOn === undefined) return exitCodes.pass;
  // What nobody named chose what counts: no severity is above it.
  const loosened = context.isCi && result.inForce?.loosenedUnasked === 'open';
  if (loosened || accepts) {
    context.note('nhi-audit: that counts as a finding for --fail-on, as this is CI (CI=true)');
    return exitCodes.policyFailure;
  }
  const failing = (await openSeverities(result)).filter(
    (severity) => severityRank(severity) >= severityRank(failOn),
  ).length;
  const { noIdentityFound, unreadFile } = await import('../model/coverage.ts');
  const unread = result.coverage
    .filter(({ connector }) => connector === unreadFile)
    .map(({ source }) => source);
  const empty = result.coverage.filter(({ source }) => source === noIdentityFound).map(({ scope }) => scope);
  if (failing === 0 && empty.length > 0) {
    context.note(`nhi-audit: no verdict (--fail-on): no identity was found in ${empty.join(', ')}`);
    return exitCodes.notEvaluated;
  }
  if (failing === 0 && unread.length > 0) {
    context.note(`nhi-audit: no verdict (--fail-on): ${unread.join(', ')} could not be read`);
    return exitCodes.notEvaluated;
  }
  if (failing === 0) return exitCodes.pass;
  context.note(`nhi-audit: ${failing} open findings of severity ${failOn} or above (--fail-on)`);
  return exitCodes.policyFailure;
};
