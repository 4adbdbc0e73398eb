import { Command, Option } from 'commander';
import { InputError } from '../../model/input-error.ts';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, repeatable, verbose } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, gatherFacts, openFiles, type SourceOptions } from '../source-options.ts';

interface WhatIfOptions extends SourceOptions {
  readonly config?: GivenConfig;
  readonly without?: readonly string[];
  readonly with?: readonly string[];
  readonly people?: boolean;
  readonly format: 'terminal' | 'json';
  readonly color: boolean;
}

const run = async (files: readonly string[], options: WhatIfOptions, context: Context): Promise<ExitCode> => {
  const { without = [], with: further = [] } = options;
  if (without.length === 0 && further.length === 0) {
    throw new InputError(
      'no change was given',
      '--without, --with',
      'Name what to remove (--without) or a file to add (--with).',
    );
  }
  const { loadSettings } = await import('../settings-file.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const facts = await gatherFacts(files, options, settings, context);
  const { couldRead, gather } = await import('../../pipeline/facts.ts');
  if (!couldRead(facts)) {
    context.note('nhi-audit: nothing could be read from any source');
    return exitCodes.notEvaluated;
  }
  const added = further.length === 0 ? undefined : await gather(await openFiles(further, 0, context));
  const { whatIf: ask } = await import('../../pipeline/what-if.ts');
  const result = await ask(facts, settings, {
    without,
    ...(added === undefined ? {} : { with: { ...added, says: further.join(', ') } }),
    people: options.people === true,
  });
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const inForce = namedInForce(loaded, [], undefined);
  const { noteLoosened } = await import('../report-options.ts');
  await noteLoosened({ inForce }, context);
  const named = { ...result, gate: { ...result.gate, inForce } };
  const { whatIfJson, whatIfTerminal } = await import('../../../reports/reduce/what-if.ts');
  const layout = { width: context.columns, colour: context.colour && options.color };
  await context.write([(options.format === 'json' ? whatIfJson : whatIfTerminal)(named, layout)]);
  return exitCodes.pass;
};

export const whatIf: DefineCommand = (context, end) => {
  const command = new Command('what-if')
    .summary('the effect of removing a grant, or of another file')
    .description(
      'Simulates a change before you make it: what would still be compromised without a grant, a credential or an identity, or with another file in place of the records of the same id; and what the gate would say about it.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command);
  command
    .optionsGroup('Question:')
    .addOption(
      repeatable('--without <what>', 'an identity, the id of a credential, or GRANT@IDENTITY by their names'),
    )
    .addOption(repeatable('--with <file>', 'facts that come, or take the place of those of the same id'))
    .option('--people', 'people count as well as machines')
    .addOption(
      new Option('--format <format>', 'what goes to standard output')
        .choices(['terminal', 'json'])
        .default('terminal'),
    );
  verbose(configFile(command.optionsGroup('Options:'))).option(
    '--no-color',
    'no colour (also: NO_COLOR in the environment)',
  );
  return examples(command, [
    ['without a grant', 'nhi-audit what-if --without AdministratorAccess@prod-hotfix --demo'],
  ]).action(async (files: readonly string[], options: WhatIfOptions) =>
    end(await run(files, options, context)),
  );
};
