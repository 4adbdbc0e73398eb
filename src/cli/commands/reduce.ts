import { Command, InvalidArgumentError, Option } from 'commander';
import type { ReduceGoal, ReductionPlan } from '../../model/reduce.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, providerExamples, verbose, wholeNumber } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, openSources, type SourceOptions } from '../source-options.ts';

interface ReduceOptions extends SourceOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
  readonly most: number;
  readonly goal?: ReduceGoal;
  readonly keepUsedWithin?: number;
  readonly people?: boolean;
  readonly format: 'terminal' | 'markdown' | 'json' | 'csv' | 'html';
  readonly out?: string;
  readonly writePatches?: string;
  readonly color: boolean;
}

/** `5%`, or the words for nobody. */
const goalOf = (value: string): ReduceGoal => {
  if (value === 'no-full-control') return value;
  const share = /^(\d{1,3}(?:\.\d{1,2})?)%?$/.exec(value)?.[1];
  if (share === undefined || Number(share) > 100)
    throw new InvalidArgumentError('Give a share of the estate, for instance 5%, or no-full-control.');
  return { share: Number(share) };
};

const daysOf = (value: string): number => {
  const days = /^([1-9]\d{0,4})d?$/.exec(value)?.[1];
  if (days === undefined) throw new InvalidArgumentError('Give days, for instance 90d.');
  return Number(days);
};

const write = async (
  plan: ReductionPlan,
  page: Iterable<string>,
  options: ReduceOptions,
  context: Context,
): Promise<void> => {
  const { planCsv, planJson, planMarkdown, planTerminal } = await import('../../../reports/reduce/index.ts');
  const layout = { width: context.columns, colour: context.colour && options.color };
  const formats: Readonly<Record<ReduceOptions['format'], () => Iterable<string>>> = {
    terminal: () => planTerminal(plan, layout),
    markdown: () => planMarkdown(plan),
    json: () => [planJson(plan)],
    csv: () => [planCsv(plan)],
    html: () => page,
  };
  await context.write(formats[options.format]());
};

const run = async (files: readonly string[], options: ReduceOptions, context: Context): Promise<ExitCode> => {
  const { configArguments, loadSettings } = await import('../settings-file.ts');
  const { audit, ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const exceptions = await openExceptions(options, context, ruleIds);
  const { checkReportFolder, writeReportFolder } = await import('../report-folder.ts');
  for (const folder of [options.out, options.writePatches])
    if (folder !== undefined) checkReportFolder(folder);
  const { sources, collectedAt, sourceArguments, finish } = await openSources(
    files,
    options,
    settings,
    context,
  );
  const { couldRead, gather } = await import('../../pipeline/facts.ts');
  const facts = await gather(sources, collectedAt);
  finish();
  if (!couldRead(facts)) {
    context.note('nhi-audit: nothing could be read from any source');
    return exitCodes.notEvaluated;
  }
  const { reduce: plan } = await import('../../pipeline/reduce.ts');
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const inForce = namedInForce(loaded, exceptions.files, undefined);
  const { noteLoosened } = await import('../report-options.ts');
  await noteLoosened({ inForce }, context);
  const worked = await plan(facts, settings, {
    most: options.most,
    goal: options.goal,
    keepUsedWithinDays: options.keepUsedWithin,
    people: options.people === true,
    onStep: (changes, share) => context.progress(`after ${changes} changes ${share} %`),
  });
  context.progress('');
  const found = { ...worked, inForce };
  // The page shows the estate beside its plan: only whoever asks for it waits for that.
  const page = async (): Promise<Iterable<string>> => {
    const { planPage } = await import('../../../reports/html.ts');
    const again = [...sourceArguments, ...configArguments(options.config), ...exceptions.arguments];
    const result = { ...audit(facts, settings, exceptions.entries), inForce, plan: found };
    return planPage(result, { width: 100, colour: false, sourceArguments: again });
  };
  const { patchName, planFiles, planPatches, sheetName } = await import('../../../reports/reduce/index.ts');
  if (options.out !== undefined)
    writeReportFolder(options.out, [...planFiles(found), { name: 'plan.html', text: await page() }], {
      mayHold: sheetName,
    });
  if (options.writePatches !== undefined)
    writeReportFolder(options.writePatches, planPatches(found), { mayHold: patchName });
  await write(found, options.format === 'html' ? await page() : [], options, context);
  return exitCodes.pass;
};

export const reduce: DefineCommand = (context, end) => {
  const command = new Command('reduce')
    .summary('the few changes that end the most standing privilege')
    .description(
      'Which few changes end the most standing privilege, in what order, with what effect, and what each may break. Every step is worked out by changing the facts and interpreting them again. Nothing is carried out.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command);
  command
    .optionsGroup('Plan:')
    .addOption(new Option('--most <n>', 'changes at most').argParser(wholeNumber).default(20))
    .addOption(
      new Option(
        '--goal <goal>',
        'stop where no more than a share of the estate is reachable from a standing identity (5%), or where none reaches full control (no-full-control)',
      ).argParser(goalOf),
    )
    .addOption(
      new Option(
        '--keep-used-within <days>',
        'keep what was used within so many days, by a policy of what was used (90d)',
      ).argParser(daysOf),
    )
    .option('--people', 'people count as well as machines')
    .optionsGroup('Output:')
    .addOption(
      new Option('--format <format>', 'what goes to standard output')
        .choices(['terminal', 'markdown', 'json', 'csv', 'html'])
        .default('terminal'),
    )
    .option('--out <folder>', 'the plan as JSON, CSV, Markdown and one HTML page, and a sheet for each owner')
    .option('--write-patches <folder>', 'commands and documents of each change, with its inverse');
  verbose(exceptionsFile(configFile(command.optionsGroup('Options:')))).option(
    '--no-color',
    'no colour (also: NO_COLOR in the environment)',
  );
  return examples(command, [
    ...providerExamples('reduce'),
    ['in the sample estate', 'nhi-audit reduce --demo'],
    ['as a page to look at', 'nhi-audit reduce --demo --format html > plan.html'],
    ['how few changes are enough', 'nhi-audit reduce --goal 5% --most 100 --demo'],
  ]).action(async (files: readonly string[], options: ReduceOptions) =>
    end(await run(files, options, context)),
  );
};
