import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { GateResult, GateState } from '../../model/gate.ts';
import { InputError } from '../../model/input-error.ts';
import type { Settings } from '../../model/settings.ts';
import { tool } from '../../version.ts';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, providerExamples, repeatable, verbose } from '../flags.ts';
import type { ReadBaseline } from '../gate/baseline-file.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, gatherFacts, type SourceOptions } from '../source-options.ts';

const defaultFile = 'nhi-audit.baseline.json';

interface ScanOptions extends SourceOptions {
  readonly config?: GivenConfig;
}

interface WriteOptions extends ScanOptions {
  readonly out: string;
}

interface UpdateOptions extends ScanOptions {
  readonly baseline: string;
  readonly acceptGrowth?: boolean;
  readonly withoutScope?: readonly string[];
  readonly renamed?: readonly string[];
}

const settingsOf = async (config: GivenConfig, context: Context): Promise<Settings> => {
  const { loadSettings } = await import('../settings-file.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(config, context.workingDirectory, ruleIds);
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const { noteLoosened } = await import('../report-options.ts');
  await noteLoosened({ inForce: namedInForce(loaded, []) }, context);
  return loaded.settings;
};

const scanned = async (
  files: readonly string[],
  options: ScanOptions,
  settings: Settings,
  context: Context,
): Promise<GateState> => {
  const facts = await gatherFacts(files, options, settings, context);
  const { audit } = await import('../../pipeline/audit.ts');
  const { gateStateOf } = await import('../../pipeline/gate.ts');
  const { withAllHolders } = await import('../../pipeline/holders.ts');
  const state = gateStateOf(audit(facts, settings));
  return withAllHolders({ state, records: facts.records }, facts.interpretations, settings);
};

/** What is missing in a scan that would make a baseline; empty: it is complete. */
const noteGaps = ({ gaps, complete }: GateState, context: Context): boolean => {
  if (gaps.length === 0 && complete.length > 0) return false;
  context.note('nhi-audit: the scan is not complete, and a baseline is made of complete scans only:');
  for (const gap of gaps) context.note(`  ${gap}`);
  if (complete.length === 0) context.note('  no scope was read in full');
  context.note(
    '  Read what is missing (the coverage of nhi-audit scan names the command), or say what the gate needs in gate.needs of the configuration.',
  );
  return true;
};

const save = async (path: string, state: GateState, settings: Settings, context: Context): Promise<void> => {
  const { baselineText } = await import('../gate/baseline-file.ts');
  const { replaceFile } = await import('../replace-file.ts');
  replaceFile(path, baselineText(state, settings, tool));
  context.note(
    `nhi-audit: baseline of ${state.identities.length} identities in ${state.complete.length} scopes written to ${path}: have it reviewed`,
  );
};

const write = async (
  files: readonly string[],
  options: WriteOptions,
  context: Context,
): Promise<ExitCode> => {
  const settings = await settingsOf(options.config, context);
  if (existsSync(options.out)) {
    throw new InputError(
      'there is a baseline already, or something else',
      options.out,
      'Bring it up to date with `nhi-audit baseline update`, which shows what grew; or name a new file.',
    );
  }
  const state = await scanned(files, options, settings, context);
  if (noteGaps(state, context)) return exitCodes.notEvaluated;
  await save(options.out, state, settings, context);
  return exitCodes.pass;
};

const largestBaseline = 256 * 1_048_576;

const open = async (path: string, settings: Settings): Promise<ReadBaseline> => {
  const { readBaseline } = await import('../gate/baseline-file.ts');
  const { readWholeFile } = await import('../../files/whole-file.ts');
  const file = readWholeFile(path, { largest: largestBaseline, what: 'baseline' });
  if (file === undefined) {
    return {
      ok: false,
      says: 'there is no such baseline',
      remedy: 'Make one with `nhi-audit baseline write`.',
    };
  }
  return readBaseline(file.bytes.toString('utf8'), settings);
};

const noteProblem = (path: string, says: string, remedy: string, context: Context): ExitCode => {
  context.note(`nhi-audit: ${path}: ${says}`);
  context.note(`  do: ${remedy}`);
  return exitCodes.notEvaluated;
};

const check = async (
  path: string,
  { config }: Pick<ScanOptions, 'config'>,
  context: Context,
): Promise<ExitCode> => {
  const settings = await settingsOf(config, context);
  const read = await open(path, settings);
  if (!read.ok) return noteProblem(path, read.says, read.remedy, context);
  const update = 'Run `nhi-audit baseline update` on a complete scan.';
  if (read.edited)
    return noteProblem(path, 'it was changed by hand: it is not as it was written', update, context);
  if (!read.sameSettings) return noteProblem(path, 'it was made under other settings', update, context);
  if (read.state.gaps.length > 0) {
    return noteProblem(path, `it is not complete: ${read.state.gaps.join('; ')}`, update, context);
  }
  const { identities, complete, collectedAt } = read.state;
  await context.write([
    `baseline of ${identities.length} identities in ${complete.length} scopes, data as of ${collectedAt}, written by ${read.tool}: complete and unchanged\n`,
  ]);
  return exitCodes.pass;
};

/** What may not go on unseen: a scope of the baseline that nobody has read now. */
const checkScopes = (before: GateState, after: GateState, given: readonly string[]): void => {
  const now = new Set(after.complete);
  const missing = before.complete.filter((scope) => !now.has(scope) && !given.includes(scope));
  if (missing.length === 0) return;
  throw new InputError(
    `the scan has nothing of ${missing.join(', ')}, which the baseline holds`,
    'the sources',
    `Read it as well; or, where it no longer exists: ${missing.map((scope) => `--without-scope ${scope}`).join(' ')}`,
  );
};

const listGrowth = async ({ changes }: GateResult, context: Context): Promise<void> => {
  const { jsonText } = await import('../../../reports/inert-text.ts');
  for (const { class: kind, who, what, fails } of changes) {
    await context.write([`${fails ? 'fails ' : 'passes'} ${kind} ${jsonText(who)}: ${jsonText(what)}\n`]);
  }
};

const update = async (
  files: readonly string[],
  options: UpdateOptions,
  context: Context,
): Promise<ExitCode> => {
  const settings = await settingsOf(options.config, context);
  const { renamesGiven } = await import('../gate/live.ts');
  const renamed = renamesGiven(options);
  const read = await open(options.baseline, settings);
  if (!read.ok) return noteProblem(options.baseline, read.says, read.remedy, context);
  if (read.edited && options.acceptGrowth !== true) {
    return noteProblem(
      options.baseline,
      'it was changed by hand: an update would make that look reviewed',
      'Take it from git as it was; or take in all that there is now with --accept-growth.',
      context,
    );
  }
  const after = await scanned(files, options, settings, context);
  if (noteGaps(after, context)) return exitCodes.notEvaluated;
  checkScopes(read.state, after, options.withoutScope ?? []);
  const { interpretationsOfGate, runGate } = await import('../../pipeline/gate.ts');
  const { ratcheted } = await import('../../audit/gate/ratchet.ts');
  const before = {
    ...read.state,
    complete: read.state.complete.filter((scope) => after.complete.includes(scope)),
  };
  const input = {
    before,
    // Nothing of groups and policies is news to a baseline that has none: it takes them in.
    after: before.holders === undefined ? { ...after, holders: [] } : after,
    renamed,
    indeterminate: [],
    locationOf: () => undefined,
    since: () => `the state of ${before.collectedAt}`,
    exceptions: [],
  };
  const result = runGate({
    input,
    settings,
    interpretations: await interpretationsOfGate(input),
    labels: { mode: 'live', before: options.baseline, after: 'scan' },
  });
  await listGrowth(result, context);
  const next = options.acceptGrowth === true ? after : ratcheted(before, after, result, renamed);
  await save(options.baseline, next, settings, context);
  if (options.acceptGrowth === true || result.changes.length === 0) return exitCodes.pass;
  context.note(
    `nhi-audit: ${result.changes.length} changes are more than before and were left out; --accept-growth takes them in`,
  );
  return result.changes.some(({ fails }) => fails) ? exitCodes.policyFailure : exitCodes.pass;
};

export const baseline: DefineCommand = (context, end) => {
  const command = new Command('baseline')
    .summary('the reviewed state that the gate compares with')
    .description(
      'Writes, checks and updates nhi-audit.baseline.json: the reviewed state that the gate compares with.',
    );
  const writing = command
    .command('write')
    .description('write a baseline from a complete scan; never overwrites')
    .argument('[files...]', 'provider exports and snapshots, recognised by their content')
    .option('--out <file>', 'the baseline', defaultFile);
  addSourceOptions(writing);
  verbose(configFile(writing.optionsGroup('Options:'))).action(
    async (files: readonly string[], options: WriteOptions) => end(await write(files, options, context)),
  );
  configFile(
    command
      .command('check')
      .description('whether a baseline is whole, as it was written, and made under the settings in force')
      .argument('[baseline]', 'the baseline', defaultFile),
  ).action(async (path: string, options: Pick<ScanOptions, 'config'>) =>
    end(await check(path, options, context)),
  );
  const updating = command
    .command('update')
    .description('take in what shrank, and with --accept-growth what grew')
    .argument('[files...]', 'provider exports and snapshots, recognised by their content')
    .option('--baseline <file>', 'the baseline', defaultFile)
    .option('--accept-growth', 'take in what is more than before as well')
    .addOption(repeatable('--renamed <ids>', '"OLD-ID NEW-ID": an identity that has a new name'))
    .addOption(repeatable('--without-scope <id>', 'a scope of the baseline that no longer exists'));
  addSourceOptions(updating);
  verbose(configFile(updating.optionsGroup('Options:'))).action(
    async (files: readonly string[], options: UpdateOptions) => end(await update(files, options, context)),
  );
  return examples(command, [
    ['the first one', 'nhi-audit baseline write account.json credential-report.csv'],
    ...providerExamples('baseline'),
    ['take in what was approved', 'nhi-audit baseline update today.ndjson --accept-growth'],
  ]);
};
