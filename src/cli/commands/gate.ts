import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { Given } from '../../../connectors/connector.ts';
import { gateFormatIds } from '../../../reports/gate/format-ids.ts';
import type { ExceptionEntry } from '../../model/exception.ts';
import type { GateResult } from '../../model/gate.ts';
import { InputError } from '../../model/input-error.ts';
import type { Settings } from '../../model/settings.ts';
import { tool } from '../../version.ts';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, providerExamples, repeatable, verbose } from '../flags.ts';
import type { BaseRef } from '../gate/base-ref.ts';
import type { GateMode, GateOptions } from '../gate/mode.ts';
import { gateModes } from '../gate/modes.ts';

const codes: Readonly<Record<GateResult['verdict'], ExitCode>> = {
  pass: exitCodes.pass,
  fail: exitCodes.policyFailure,
  'not-evaluated': exitCodes.notEvaluated,
};

/** With `--base-ref` the settings are those of the base: a pull request must not loosen its own gate. */
const settingsOf = async (
  { config, onIndeterminate }: GateOptions,
  base: BaseRef | undefined,
  context: Context,
  ruleIds: readonly string[],
): Promise<Settings> => {
  const { loadSettings, parseSettings, settingsFileName } = await import('../settings-file.ts');
  const read = async (): Promise<Settings> => {
    if (base === undefined) return loadSettings(config, context.workingDirectory, ruleIds).settings;
    const file = config ?? settingsFileName;
    const text = await base.read(config ?? join(context.workingDirectory, settingsFileName));
    if (text !== undefined) return parseSettings(text, `${file} at ${base.name}`, ruleIds);
    if (config === undefined) return (await import('../../model/settings.ts')).defaultSettings;
    throw new InputError(
      'there is no such file at the base',
      `${config} at ${base.name}`,
      'With --base-ref the configuration is read from the base: merge it first.',
    );
  };
  const settings = await read();
  return onIndeterminate === undefined
    ? settings
    : { ...settings, gate: { ...settings.gate, onIndeterminate } };
};

const exceptionsOf = async (
  options: GateOptions,
  base: BaseRef | undefined,
  context: Context,
  ruleIds: readonly string[],
): Promise<readonly ExceptionEntry[] | undefined> => {
  if (base === undefined) {
    const { openExceptions } = await import('../exceptions-options.ts');
    return (await openExceptions(options, context, ruleIds)).entries;
  }
  const { exceptionsFileName, parseExceptions } = await import('../exceptions-file.ts');
  const file = options.exceptions ?? exceptionsFileName;
  const text = await base.read(options.exceptions ?? join(context.workingDirectory, exceptionsFileName));
  return text === undefined ? undefined : parseExceptions(text, `${file} at ${base.name}`, ruleIds);
};

/** A gate that could not judge says so in every format, as any other verdict. */
const notEvaluated = (
  mode: GateMode,
  { says, remedy }: { readonly says: string; readonly remedy: string },
): GateResult => ({
  tool,
  mode: mode.id,
  before: 'nothing that could be read',
  after: 'not looked at',
  verdict: 'not-evaluated',
  reason: `${says.charAt(0).toUpperCase()}${says.slice(1)}. ${remedy}`,
  changes: [],
  narrowed: 0,
  gaps: [],
  exceptions: [],
});

const judge = async (
  mode: GateMode,
  files: readonly string[],
  options: GateOptions,
  context: Context,
): Promise<GateResult> => {
  const { ruleIds } = await import('../../pipeline/audit.ts');
  let base: BaseRef | undefined;
  if (options.baseRef !== undefined) {
    const { openBaseRef } = await import('../gate/base-ref.ts');
    const opened = await openBaseRef(options.baseRef, context.workingDirectory);
    if (!opened.ok) return notEvaluated(mode, opened);
    base = opened.base;
  }
  const settings = await settingsOf(options, base, context, ruleIds);
  const entries = await exceptionsOf(options, base, context, ruleIds);
  const environment = { context, settings, ...(base === undefined ? {} : { base }) };
  const prepared = await mode.prepare(files, options, environment);
  if (!prepared.ok) return notEvaluated(mode, prepared);
  const { interpretationsOfGate, runGate } = await import('../../pipeline/gate.ts');
  const { input, before, after, found } = prepared;
  return runGate({
    input,
    settings,
    labels: { mode: mode.id, before, after },
    interpretations: await interpretationsOfGate(input),
    entries,
    found,
  });
};

const run = async (files: readonly string[], options: GateOptions, context: Context): Promise<ExitCode> => {
  const asked = gateModes.filter((each) => each.isAsked(options));
  // The last is there for all that no other mode is asked for.
  if (asked.length > 2) {
    throw new InputError(
      `these are two gates at once: ${asked
        .slice(0, -1)
        .map(({ id }) => id)
        .join(', ')}`,
      'the command line',
      'Run one after the other.',
    );
  }
  const [mode] = asked as [GateMode];
  const given: Given = { ...options };
  const idle = mode.refuses.find((key) => given[key] !== undefined);
  if (idle !== undefined) {
    const flag = `--${idle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new InputError(`${flag} does nothing in this gate (${mode.id})`, flag, mode.compares);
  }
  const { checkReportFolder, writeReportFolder } = await import('../report-folder.ts');
  if (options.out !== undefined) checkReportFolder(options.out);
  const result = await judge(mode, files, options, context);
  const { gateFormats } = await import('../../../reports/gate/index.ts');
  const layout = { width: context.columns, colour: context.colour && options.color };
  const shown = gateFormats.find(({ id }) => id === options.format)!;
  // The report comes first: whoever only sees the exit code can still read why.
  if (options.out !== undefined) {
    const plain = { width: 100, colour: false };
    writeReportFolder(
      options.out,
      gateFormats.flatMap(({ files: filesOf }) => filesOf(result, plain)),
    );
    context.note(`nhi-audit: reports written to ${options.out}`);
  }
  for (const { text } of shown.files(result, layout)) await context.write(text);
  const unknown = result.changes.filter(({ class: kind }) => kind === 'indeterminate').length;
  if (result.verdict === 'pass' && unknown > 0 && options.onIndeterminate !== 'pass') {
    context.note(`nhi-audit: gate passes, although of ${unknown} nobody can tell: see indeterminate`);
  }
  if (result.verdict !== 'pass') context.note(`nhi-audit: gate ${result.verdict}: ${result.reason}`);
  return codes[result.verdict];
};

export const gate: DefineCommand = (context, end) => {
  const command = new Command('gate')
    .summary('fail when a change adds permanent privilege')
    .description(
      'Compares two states of an estate as grants, trusts and credentials, not as text, and fails when the later one adds permanent privilege: who, what, where, since when, what falls if it leaks, and the task-scoped alternative. What shrinks, moves or is renamed passes.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  for (const mode of gateModes) mode.addOptions(command);
  command
    .optionsGroup('Judge:')
    .option(
      '--base-ref <ref>',
      'read baseline, exceptions and configuration from this commit of git: a pull request cannot approve itself',
    )
    .addOption(repeatable('--renamed <ids>', '"OLD-ID NEW-ID": an identity that has a new name'))
    .addOption(
      new Option('--on-indeterminate <what>', 'what follows when nobody can tell').choices([
        'fail',
        'warn',
        'pass',
      ]),
    );
  exceptionsFile(command)
    .optionsGroup('Report:')
    .addOption(
      new Option('--format <format>', 'what goes to standard output')
        .choices(gateFormatIds)
        .default('terminal'),
    )
    .option('--out <folder>', 'write all formats to a folder, whole or not at all')
    .option('--no-color', 'no colour (also: NO_COLOR in the environment)');
  verbose(configFile(command.optionsGroup('Options:')));
  return examples(command, [
    ['what came since the reviewed baseline', 'nhi-audit gate account.json credential-report.csv'],
    ['what came since yesterday', 'nhi-audit gate today.ndjson --against yesterday.ndjson'],
    ...providerExamples('gate'),
  ]).action(async (files: readonly string[], options: GateOptions) =>
    end(await run(files, options, context)),
  );
};
