import { Command, Option } from 'commander';
import type { Given } from '../../../connectors/connector.ts';
import { gateFormatIds } from '../../../reports/gate/format-ids.ts';
import { reasonText } from '../../audit/gate/reason.ts';
import type { GateResult } from '../../model/gate.ts';
import { gatePolicies } from '../../model/gate-policy.ts';
import { InputError } from '../../model/input-error.ts';
import type { NotifySettings } from '../../model/notify-schema.ts';
import type { Settings } from '../../model/settings.ts';
import { tool } from '../../version.ts';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import {
  configFile,
  examples,
  exceptionsFile,
  loosenedConfig,
  notifyFile,
  providerExamples,
  repeatable,
  verbose,
} from '../flags.ts';
import type { BaseRef } from '../gate/base/base-ref.ts';
import type { GateMode, GateOptions } from '../gate/mode.ts';
import { gateModes } from '../gate/modes.ts';
import type { LoadedSettings } from '../settings-file.ts';

const codes: Readonly<Record<GateResult['verdict'], ExitCode>> = {
  pass: exitCodes.pass,
  fail: exitCodes.policyFailure,
  'not-evaluated': exitCodes.notEvaluated,
};

interface Reason {
  readonly says: string;
  readonly remedy: string;
}

/** A gate that could not judge says so in every format, as any other verdict. */
const notEvaluated = (mode: GateMode, why: Reason, base?: BaseRef): GateResult => ({
  tool,
  mode: mode.id,
  before: 'nothing that could be read',
  after: 'not looked at',
  ...baseNamed(base),
  verdict: 'not-evaluated',
  reason: reasonText(why),
  changes: [],
  narrowed: 0,
  gaps: [],
  exceptions: [],
});

const baseNamed = (base: BaseRef | undefined): Pick<GateResult, 'base'> =>
  base === undefined ? {} : { base: { ref: base.ref, commit: base.commit } };

const withFlags = (
  settings: Settings,
  { onIndeterminate, policy, ignoreUnread = [] }: GateOptions,
): Settings => ({
  ...settings,
  gate: {
    ...settings.gate,
    ...(onIndeterminate === undefined ? {} : { onIndeterminate }),
    ...(policy === undefined ? {} : { policy }),
    ignoreUnread: [...settings.gate.ignoreUnread, ...ignoreUnread],
  },
});

type PrepareNotices = (loaded: Pick<LoadedSettings, 'notify'>) => Promise<void>;

const compare = async (
  mode: GateMode,
  files: readonly string[],
  options: GateOptions,
  context: Context,
  prepareNotices: PrepareNotices,
  base?: BaseRef,
): Promise<GateResult> => {
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const { approvedExceptions, approvedSettings } = await import('../gate/approved.ts');
  const loaded = await approvedSettings(options, base, context, ruleIds);
  if (!loaded.ok) return notEvaluated(mode, loaded, base);
  await prepareNotices(loaded.value);
  const exceptions = await approvedExceptions(options, base, context, ruleIds);
  if (!exceptions.ok) return notEvaluated(mode, exceptions, base);
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const inForce = namedInForce(loaded.value, exceptions.value.files, options.allowLoosenedConfig);
  const settings = withFlags(loaded.value.settings, options);
  const environment = { context, settings, ...(base === undefined ? {} : { base }) };
  const prepared = await mode.prepare(files, options, environment);
  if (!prepared.ok) return { ...notEvaluated(mode, prepared, base), inForce };
  const { interpretationsOfGate, runGate } = await import('../../pipeline/gate.ts');
  const { input, before, after, found } = prepared;
  const result = runGate({
    input,
    settings,
    labels: { mode: mode.id, before, after },
    interpretations: await interpretationsOfGate(input),
    entries: exceptions.value.entries,
    found,
  });
  return { ...result, ...baseNamed(base), inForce };
};

const judge = async (
  mode: GateMode,
  files: readonly string[],
  options: GateOptions,
  context: Context,
  prepareNotices: PrepareNotices,
): Promise<GateResult> => {
  if (options.baseRef === undefined) return compare(mode, files, options, context, prepareNotices);
  const { openBaseRef } = await import('../gate/base/base-ref.ts');
  const opened = openBaseRef(options.baseRef, context.workingDirectory);
  if (!opened.ok) return notEvaluated(mode, opened);
  try {
    return await compare(mode, files, options, context, prepareNotices, opened.base);
  } finally {
    opened.base.close();
  }
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
  const { notifyOfGate, notifyOptions } = await import('../notify.ts');
  let notify: NotifySettings | undefined;
  const result = await judge(mode, files, options, context, async (loaded) => {
    // Of the live estate alone: what a pull request would do is told where it is reviewed.
    if (mode.id === 'live') notify = await notifyOptions(options, loaded, context);
  });
  const { gateFormats } = await import('../../../reports/gate/index.ts');
  const { pathsFromRoot } = await import('../from-root.ts');
  const fromRoot = pathsFromRoot(context.workingDirectory);
  const layout = { width: context.columns, colour: context.colour && options.color, fromRoot };
  const shown = gateFormats.find(({ id }) => id === options.format)!;
  // The report comes first: whoever only sees the exit code can still read why.
  if (options.out !== undefined) {
    const plain = { width: 100, colour: false, fromRoot };
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
  const told = notify === undefined || (await notifyOfGate(notify, result, context));
  const { noteAccepting, noteLoosened } = await import('../report-options.ts');
  await noteLoosened(result, context);
  const accepted = result.changes.filter(({ exception }) => exception !== undefined).length;
  const accepts = await noteAccepting(
    result,
    { count: accepted, what: 'changes' },
    options.allowLoosenedConfig,
    context,
  );
  const loosened = context.isCi && result.inForce?.loosenedUnasked === 'open';
  if (result.verdict === 'pass' && (loosened || accepts)) {
    context.note('nhi-audit: the gate does not pass with it, as this is CI (CI=true)');
    return exitCodes.policyFailure;
  }
  // A failing gate stays one.
  return told || result.verdict === 'fail' ? codes[result.verdict] : exitCodes.notEvaluated;
};

export const gate: DefineCommand = (context, end) => {
  const command = new Command('gate')
    .summary('fail when a change adds permanent privilege')
    .description(
      'Compares two states of an estate as grants, trusts and credentials, not as text, and fails when the later one adds permanent privilege: who, what, where, since when, what is compromised if it leaks, and the task-scoped alternative. What shrinks, moves or is renamed passes.',
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
      new Option(
        '--policy <policy>',
        'how much a change must weigh to fail: docs/gate.md has the table (default: standard)',
      ).choices([...gatePolicies]),
    )
    .addOption(
      new Option('--on-indeterminate <what>', 'what follows when nobody can tell').choices([
        'fail',
        'warn',
        'pass',
      ]),
    )
    .addOption(
      repeatable('--ignore-unread <type>', 'leave resources of this type out that are not evaluated'),
    );
  notifyFile(loosenedConfig(exceptionsFile(command)))
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
