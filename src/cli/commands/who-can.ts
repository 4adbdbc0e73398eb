import { Command, Option } from 'commander';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, providerExamples, providerWords, verbose, wholeNumber } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, gatherFacts, type SourceOptions } from '../source-options.ts';

interface WhoCanOptions extends SourceOptions {
  readonly on?: string;
  readonly denied?: boolean;
  readonly format: 'terminal' | 'json';
  readonly top?: number;
  readonly config?: GivenConfig;
  readonly color: boolean;
}

const run = async (
  privilege: string,
  files: readonly string[],
  options: WhoCanOptions,
  context: Context,
): Promise<ExitCode> => {
  const { loadSettings } = await import('../settings-file.ts');
  const { audit, ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const facts = await gatherFacts(files, options, settings, context);
  const { couldRead } = await import('../../pipeline/facts.ts');
  if (!couldRead(facts)) {
    context.note('nhi-audit: nothing could be read from any source');
    return exitCodes.notEvaluated;
  }
  const { whoCan: ask } = await import('../../pipeline/who-can.ts');
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const result = { ...audit(facts, settings), inForce: namedInForce(loaded, []) };
  const report = ask(result, {
    privilege,
    ...(options.on === undefined ? {} : { resource: options.on }),
  });
  if (report === undefined) {
    context.note('nhi-audit: it is not yet known who may do what in this estate');
    return exitCodes.notEvaluated;
  }
  const denied = options.denied === true;
  if (options.format === 'json') {
    const { whoCanJson } = await import('../../../reports/who-can-json.ts');
    await context.write(whoCanJson(result, report, denied));
  } else {
    const { whoCanText } = await import('../../../reports/who-can.ts');
    const layout = {
      width: context.columns,
      colour: context.colour && options.color,
      denied,
      ...(options.top === undefined ? {} : { top: options.top }),
    };
    await context.write(whoCanText(result, report, layout));
  }
  return exitCodes.pass;
};

export const whoCan: DefineCommand = (context, end) => {
  const command = new Command('who-can')
    .summary('who may do an action on a resource')
    .description(
      'Who may do an action, under which conditions and by which statement, and who can become somebody who may.',
    )
    .argument('<action>', providerWords('action'))
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command);
  command
    .optionsGroup('Question:')
    .option('--on <resource>', `${providerWords('resource')} (default: any resource)`)
    .option('--denied', 'list those who may not, with what stops them, instead of counting them')
    .addOption(
      new Option('--format <format>', 'what goes to standard output')
        .choices(['terminal', 'json'])
        .default('terminal'),
    )
    .option('--top <n>', 'identities listed in each part (default: 20)', wholeNumber);
  verbose(configFile(command.optionsGroup('Options:'))).option(
    '--no-color',
    'no colour (also: NO_COLOR in the environment)',
  );
  return examples(command, providerExamples('who-can')).action(
    async (privilege: string, files: readonly string[], options: WhoCanOptions) =>
      end(await run(privilege, files, options, context)),
  );
};
