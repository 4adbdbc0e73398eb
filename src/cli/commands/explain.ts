import { Command, Option } from 'commander';
import type { Estate } from '../../model/estate.ts';
import { InputError } from '../../model/input-error.ts';
import { nearest } from '../../model/nearest.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, providerExamples, providerWords, verbose } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, gatherFacts, type SourceOptions } from '../source-options.ts';

interface ExplainOptions extends SourceOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
  readonly format: 'terminal' | 'json';
  readonly color: boolean;
}

const listed = 10;

/** Ids of those whose id holds the word, else of those whose name is near it. */
const nearNames = (identities: Estate['identities'], wanted: string): Set<string> => {
  const text = wanted.toLowerCase();
  const holding = identities.filter(({ id }) => id.toLowerCase().includes(text));
  if (holding.length > 0) return new Set(holding.map(({ id }) => id));
  const byName = Map.groupBy(identities, ({ name }) => name);
  return new Set(
    nearest(
      wanted,
      [...byName.keys()].filter((name) => name !== ''),
    ).flatMap((name) => byName.get(name)!.map(({ id }) => id)),
  );
};

/** By id; else by name, where only one identity has it. */
const find = ({ identities }: Estate, wanted: string): number => {
  const exact = identities.findIndex(({ id }) => id === wanted);
  if (exact >= 0) return exact;
  const text = wanted.toLowerCase();
  const named = identities.flatMap(({ name }, index) => (name.toLowerCase() === text ? [index] : []));
  if (named.length === 1) return named[0]!;
  const near =
    named.length > 0 ? named.map((index) => identities[index]!.id) : [...nearNames(identities, wanted)];
  const what =
    named.length > 0 ? `${named.length} identities have this name` : 'no identity has this id or name';
  const shown = near.slice(0, listed).map((id) => `\n  ${id}`);
  const more = near.length > listed ? `\n  and ${near.length - listed} more` : '';
  throw new InputError(
    what,
    wanted,
    near.length === 0
      ? 'Take the id from the report: column identity of identities.csv, or identities[].id of report.json.'
      : `Give one of these ids:${shown.join('')}${more}`,
  );
};

const run = async (
  identity: string,
  files: readonly string[],
  options: ExplainOptions,
  context: Context,
): Promise<ExitCode> => {
  const { loadSettings } = await import('../settings-file.ts');
  const { audit, ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const exceptions = await openExceptions(options, context, ruleIds);
  const facts = await gatherFacts(files, options, settings, context);
  const { couldRead } = await import('../../pipeline/facts.ts');
  if (!couldRead(facts)) {
    context.note('nhi-audit: nothing could be read from any source');
    return exitCodes.notEvaluated;
  }
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const result = {
    ...audit(facts, settings, exceptions.entries),
    inForce: namedInForce(loaded, exceptions.files),
  };
  const index = find(result.estate, identity);
  if (options.format === 'json') {
    const { explainJson } = await import('../../../reports/explain-json.ts');
    await context.write(explainJson(result, index));
  } else {
    const { explain: explanation } = await import('../../../reports/explain.ts');
    const layout = { width: context.columns, colour: context.colour && options.color };
    await context.write(explanation(result, index, layout));
  }
  return exitCodes.pass;
};

export const explain: DefineCommand = (context, end) => {
  const command = new Command('explain')
    .summary('all that is known about one identity, with the evidence')
    .description(
      'What an identity is, what it may do and for how long, who can become it, what is compromised if it leaks, step by step with the statement that allows each step, and the change that ends it.',
    )
    .argument(
      '<identity>',
      `the provider's own id (${providerWords('id')}), or a name that only one identity has`,
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command);
  verbose(exceptionsFile(configFile(command.optionsGroup('Options:'))))
    .addOption(
      new Option('--format <format>', 'what goes to standard output')
        .choices(['terminal', 'json'])
        .default('terminal'),
    )
    .option('--no-color', 'no colour (also: NO_COLOR in the environment)');
  return examples(command, [
    ...providerExamples('explain'),
    ['by name', 'nhi-audit explain deploy account.json'],
    ['in the sample estate', 'nhi-audit explain svc-preview-deployer --demo'],
  ]).action(async (identity: string, files: readonly string[], options: ExplainOptions) =>
    end(await run(identity, files, options, context)),
  );
};
