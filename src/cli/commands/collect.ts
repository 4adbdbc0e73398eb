import { Command } from 'commander';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, providerExamples, verbose } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, openSources, type SourceOptions } from '../source-options.ts';

interface CollectOptions extends SourceOptions {
  readonly config?: GivenConfig;
  readonly snapshot: string;
}

/** Entries go to the file as they come: an organisation need not fit into memory. */
const run = async (
  files: readonly string[],
  options: CollectOptions,
  context: Context,
): Promise<ExitCode> => {
  const { loadSettings } = await import('../settings-file.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const { settings } = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { checkSnapshotTarget, openSnapshotTarget } = await import('../snapshot-target.ts');
  checkSnapshotTarget(options.snapshot);

  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { clockOf } = await import('../../pipeline/clock.ts');
  const { readAll, readingWatch } = await import('../../pipeline/facts.ts');
  // The head of a snapshot says when, and what files say of that is known once they were read.
  for await (const _ of readAll(sources.filter(({ exported }) => exported !== undefined)));
  const clock = clockOf(sources, collectedAt);
  const target = openSnapshotTarget(options.snapshot, clock);
  const reading = readingWatch();
  try {
    for await (const entry of readAll(sources)) {
      target.add(entry);
      reading.note(entry);
    }
    finish();
    if (!reading.couldRead()) {
      context.note('nhi-audit: nothing could be read from any source: no snapshot was written');
      for (const line of target.gaps()) context.note(`  ${line}`);
      return exitCodes.notEvaluated;
    }
    target.seal(context.now().toISOString());
  } finally {
    target.discard();
  }
  context.note(`nhi-audit: snapshot written to ${options.snapshot}`);
  for (const line of target.gaps()) context.note(`  ${line}`);
  return exitCodes.pass;
};

export const collect: DefineCommand = (context, end) => {
  const command = new Command('collect')
    .summary('read files or live accounts into a snapshot')
    .description(
      'Reads what scan reads and keeps it as a snapshot: facts as the provider gave them, without any secret. Everything else works on the snapshot without a network.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command).requiredOption('--snapshot <file>', 'file to write: whole or not at all');
  verbose(configFile(command.optionsGroup('Options:')));
  return examples(command, [
    ...providerExamples('collect'),
    [
      'exports of several accounts as one snapshot',
      'nhi-audit collect prod.json dev.json --snapshot today.ndjson',
    ],
  ]).action(async (files: readonly string[], options: CollectOptions) =>
    end(await run(files, options, context)),
  );
};
