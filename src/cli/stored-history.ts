import type { Command } from 'commander';
import { Option } from 'commander';
import type { Database } from '../history/database.ts';
import type { HistoryStore } from '../history/store.ts';
import type { Deadlines } from '../model/history.ts';
import { InputError } from '../model/input-error.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { configFile, verbose } from './flags.ts';
import type { GivenConfig } from './settings-file.ts';

export interface StoredHistoryOptions {
  readonly history: string;
  readonly format: 'terminal' | 'json';
  readonly color: boolean;
  readonly config?: GivenConfig;
}

/** Flags of the commands that read a history. */
export const readsHistory = (command: Command): Command =>
  verbose(
    configFile(
      command
        .requiredOption('--history <file|url>', 'the history: an SQLite file, or postgres://…')
        .addOption(
          new Option('--format <format>', 'how to print').choices(['terminal', 'json']).default('terminal'),
        )
        .option('--no-color', 'no colour (also: NO_COLOR in the environment)'),
    ),
  );

/** What a command gets to work with. */
export interface StoredHistory {
  readonly store: HistoryStore;
  readonly db: Database;
  readonly deadlines: Deadlines;
  readonly layout: { readonly width: number; readonly colour: boolean };
}

/**
 * Opens a history that is there, and closes it behind the work. A database that cannot be reached, or fails, ends in exit code 3.
 * @throws InputError where it is none
 */
export const withStoredHistory = async (
  options: StoredHistoryOptions,
  context: Context,
  work: (history: StoredHistory) => Promise<Iterable<string>>,
): Promise<ExitCode> => {
  const { loadSettings } = await import('./settings-file.ts');
  const { ruleIds } = await import('../pipeline/audit.ts');
  const { settings } = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { loadHistory } = await import('./history-options.ts');
  const { failureWords, openHistory } = await loadHistory();
  const { historyTarget } = await import('../history/target.ts');
  const target = historyTarget(options.history);
  const layout = { width: context.columns, colour: context.colour && options.color };
  try {
    const store = await openHistory(target, false);
    const { engine, copy } = store;
    if (copy !== undefined) context.note(`nhi-audit: the history before its update is kept as ${copy}`);
    const told = { store, db: engine.db, deadlines: settings.deadlines, layout };
    await context.write(await work(told).finally(() => engine.close()));
    return exitCodes.pass;
  } catch (error) {
    if (error instanceof InputError) throw error;
    context.note(`nhi-audit: the history ${target.shown} cannot be used: ${failureWords(error, target)}`);
    return exitCodes.notEvaluated;
  }
};
