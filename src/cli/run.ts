import { Command, CommanderError } from 'commander';
import { visible } from '../../reports/inert-text.ts';
import { explained } from '../files/file-faults.ts';
import { InputError } from '../model/input-error.ts';
import { ownMember } from '../model/own-member.ts';
import { redactForms } from '../redaction/text.ts';
import { tool } from '../version.ts';
import { analyze } from './commands/analyze.ts';
import { baseline } from './commands/baseline.ts';
import { collect } from './commands/collect.ts';
import { completion } from './commands/completion.ts';
import { config } from './commands/config.ts';
import { evidence } from './commands/evidence.ts';
import { exceptions } from './commands/exceptions.ts';
import { explain } from './commands/explain.ts';
import { fleet } from './commands/fleet.ts';
import { gate } from './commands/gate.ts';
import { history } from './commands/history.ts';
import { permissions } from './commands/permissions.ts';
import { reduce } from './commands/reduce.ts';
import { rules } from './commands/rules.ts';
import { scan } from './commands/scan.ts';
import { trend } from './commands/trend.ts';
import { whatIf } from './commands/what-if.ts';
import { whoCan } from './commands/who-can.ts';
import type { Context, DefineCommand } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { examples, providerExamples, refuseTwice } from './flags.ts';

/** In the order of the help. Each is a file in `commands/` and a line here; what it needs is loaded when it runs. */
const commands: Readonly<Record<string, DefineCommand>> = {
  scan,
  collect,
  analyze,
  explain,
  'who-can': whoCan,
  reduce,
  'what-if': whatIf,
  gate,
  baseline,
  rules,
  permissions,
  exceptions,
  evidence,
  history,
  trend,
  fleet,
  config,
  completion,
};

/** A command that is named first needs none of the others, save the one that writes what all of them take. */
const needed = (first: string | undefined): readonly DefineCommand[] => {
  const named = first === undefined || first === 'completion' ? undefined : ownMember(commands, first);
  return named === undefined ? Object.values(commands) : [named];
};

const exitCodeHelp = `
Exit codes:
  0  done; --fail-on: no open finding at or above it; gate: nothing new
  1  --fail-on: at least one such finding; gate: new permanent privilege
  2  a flag, a file or the configuration is wrong
  3  nothing could be read, or an unexpected error: no verdict`;

const inherit = (command: Command, parent: Command): void => {
  command.copyInheritedSettings(parent);
  refuseTwice(command);
  for (const below of command.commands) inherit(below, command);
};

/**
 * The program, with its commands and their flags.
 * @param first the command that is run: the program has no other; all of them without one
 * @param help takes the text of a help that was asked for
 */
export const programOf = (
  first: string | undefined,
  context: Context,
  end: (code: ExitCode) => void,
  help: (text: string) => void,
): Command => {
  const program = new Command(tool.name)
    .description(
      'Privilege audit for non-human identities: what each can do, for how long, who can become it, what is compromised if it leaks, and how to fix it.',
    )
    .version(tool.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .configureOutput({
      writeOut: help,
      writeErr: (text) => context.note(visibleLines(text.trimEnd())),
      // A value that was given to a flag that there is not: it may be anything.
      outputError: (text, write) =>
        write(text.replace(/^error: /, 'nhi-audit: ').replace(/^(.*unknown option '-[^=']*)=[^\n]*'/, "$1'")),
      getOutHelpWidth: () => context.columns,
      getErrHelpWidth: () => context.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showHelpAfterError('Run it with --help for what there is.')
    .exitOverride();
  for (const define of needed(first)) {
    const command = define(context, end).helpOption('-h, --help', 'print help');
    program.addCommand(command);
    inherit(command, program);
  }
  examples(program, [
    ['what a result looks like: the bundled sample estate', 'nhi-audit scan --demo'],
    ...providerExamples(''),
  ]);
  return program.addHelpText('after', exitCodeHelp);
};

/** Messages quote file names and arguments, which others may have chosen. */
const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n');

/** What the operating system says of a path: circles of links, names that are too long, folders that may not be entered. */
const isFileFault = (error: unknown): error is Error & { readonly path: string } =>
  error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string';

const explainError = (error: unknown, verbose: boolean, context: Context): ExitCode => {
  context.progress('');
  const note = (text: string): void => context.note(visibleLines(text));
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.usage;
  if (error instanceof InputError) {
    note(`nhi-audit: ${error.message}`);
    note(`  where: ${error.where}`);
    note(`  do:    ${error.remedy}`);
    return exitCodes.usage;
  }
  if (isFileFault(error)) return explainError(explained(error, error.path), verbose, context);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  note(`nhi-audit: unexpected error: ${message}`);
  note(verbose ? (stack ?? '') : '  Run again with --verbose for the stack, and report it.');
  return exitCodes.notEvaluated;
};

/** Lines may quote what was given, or what others said: of what has the form of a secret nothing is printed. */
const withoutSecrets = (context: Context): Context => ({
  ...context,
  note: (line) => context.note(redactForms(line).text),
  progress: (line) => context.progress(redactForms(line).text),
});

/** @param args what stands after the name of the program */
export const run = async (args: readonly string[], given: Context): Promise<ExitCode> => {
  const context = withoutSecrets(given);
  let code: ExitCode = exitCodes.pass;
  const help: string[] = [];
  const program = programOf(
    args[0],
    context,
    (ended) => {
      code = ended;
    },
    (text) => help.push(text),
  );
  try {
    // Without a command: help as a result, but nothing was done.
    if (args.length === 0) {
      context.note(program.helpInformation());
      return exitCodes.usage;
    }
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    code = explainError(error, args.includes('--verbose'), context);
  }
  await context.write(help);
  return code;
};
