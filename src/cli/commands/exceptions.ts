import { join } from 'node:path';
import { Command, Option } from 'commander';
import { exceptionTime } from '../../model/clock.ts';
import type { ExceptionEntry, JudgedException } from '../../model/exception.ts';
import { InputError } from '../../model/input-error.ts';
import type { Settings } from '../../model/settings.ts';
import type { Facts } from '../../pipeline/facts.ts';
import type { RequestedException } from '../add-exception.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import {
  configFile,
  examples,
  exceptionsFile,
  repeatable,
  timestamp,
  verbose,
  wholeNumber,
} from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, gatherFacts, hasSource, type SourceOptions } from '../source-options.ts';

interface JudgeOptions extends SourceOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
  readonly at?: string;
}

interface ListOptions extends JudgeOptions {
  readonly format: 'table' | 'json';
  readonly color: boolean;
}

interface AddOptions extends JudgeOptions {
  readonly id?: string;
  readonly fingerprint?: string;
  readonly identity?: string;
  readonly rule?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly approver?: string;
  readonly created?: string;
  readonly expires?: string;
  readonly reviewEveryDays?: number;
  readonly lastReviewed?: string;
  readonly compensatingControl?: readonly string[];
  readonly scope?: readonly string[];
  readonly rotateEveryDays?: number;
  readonly ticket?: string;
}

const settingsOf = async ({ config }: JudgeOptions, context: Context) => {
  const { loadSettings } = await import('../settings-file.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  return { settings: (await loadSettings(config, context.workingDirectory, ruleIds)).settings, ruleIds };
};

/** What the sources hold; undefined: none was named. @throws InputError when nothing of them could be read */
const factsOf = async (
  files: readonly string[],
  options: JudgeOptions,
  settings: Settings,
  context: Context,
): Promise<Facts | undefined> => {
  if (!hasSource(files, options)) return undefined;
  const facts = await gatherFacts(files, options, settings, context);
  const { couldRead } = await import('../../pipeline/facts.ts');
  if (couldRead(facts)) return facts;
  throw new InputError(
    'nothing could be read from any source',
    'the sources',
    'Check them with nhi-audit scan, or leave them out: the dates are judged all the same.',
  );
};

/** Against what the sources hold where there are any, else against the date alone. */
const judge = async (
  entries: readonly ExceptionEntry[],
  facts: Facts | undefined,
  { at }: JudgeOptions,
  settings: Settings,
  context: Context,
): Promise<readonly JudgedException[]> => {
  if (facts === undefined) {
    const { judgeEntries } = await import('../../audit/exceptions.ts');
    const collectedAt = at ?? context.now().toISOString();
    return judgeEntries({ entries, found: [], identities: [], settings, collectedAt, looksFor: [] });
  }
  const { audit } = await import('../../pipeline/audit.ts');
  // What would hold on another day is asked of the facts as they are.
  const { clock: _, ...untimed } = facts;
  const asked = at === undefined ? facts : { ...untimed, collectedAt: at };
  return audit(asked, settings, entries).exceptions ?? [];
};

/**
 * The day from which a new exception holds: today, or that of the facts where they are older. One that began after them would be
 * invalid the next time they are judged.
 */
const firstDay = (facts: Facts | undefined, { at }: JudgeOptions, context: Context): string => {
  const today = at ?? context.now().toISOString();
  const judgedAt = facts === undefined ? today : (at ?? exceptionTime(facts.collectedAt, facts.clock));
  return [judgedAt, today].toSorted()[0]!.slice(0, 10);
};

const day = 86_400_000;

/** Without the facts nobody knows how severe it is what is accepted: only what any severity allows can be promised to hold. */
const checkUnseen = (
  { exception }: JudgedException,
  facts: Facts | undefined,
  { exceptions: { longestDays } }: Settings,
): void => {
  if (facts !== undefined || exception === undefined) return;
  const shortest = Math.min(...Object.values(longestDays));
  const life = (Date.parse(exception.expires) - Date.parse(exception.created)) / day;
  if (life <= shortest) return;
  throw new InputError(
    `The exception would last ${life} days, and whether it may depends on the severity of what it covers (critical: ${longestDays.critical} days)`,
    '--expires',
    `Nothing was written. Name what was scanned, so that it can be looked up: nhi-audit exceptions add … account.json; or let it end within ${shortest} days.`,
  );
};

const judgedOf = async (
  files: readonly string[],
  options: JudgeOptions,
  context: Context,
): Promise<readonly JudgedException[]> => {
  const { settings, ruleIds } = await settingsOf(options, context);
  const { entries } = await openExceptions(options, context, ruleIds);
  if (entries === undefined) {
    throw new InputError(
      'there is no file of exceptions here',
      'nhi-audit.exceptions.yaml',
      'Name one with --exceptions FILE, or make one: nhi-audit exceptions add --help',
    );
  }
  return judge(entries, await factsOf(files, options, settings, context), options, settings, context);
};

const list = async (
  files: readonly string[],
  { format, ...options }: ListOptions,
  context: Context,
): Promise<ExitCode> => {
  const judged = await judgedOf(files, options, context);
  if (format === 'json') {
    const { exceptionRecord } = await import('../../../reports/json.ts');
    await context.write([`${JSON.stringify(judged.map(exceptionRecord), undefined, 2)}\n`]);
  } else {
    const { exceptionList } = await import('../../../reports/exception-list.ts');
    const layout = { width: context.columns, colour: context.colour && options.color };
    await context.write(exceptionList(judged, layout));
  }
  return exitCodes.pass;
};

const check = async (files: readonly string[], options: ListOptions, context: Context): Promise<ExitCode> => {
  const judged = await judgedOf(files, options, context);
  const { hasEnded } = await import('../../audit/exceptions.ts');
  const failing = judged.filter((each) => each.status === 'invalid' || hasEnded(each));
  const warnings = judged.filter(({ status }) => status === 'expires-soon' || status === 'unmatched');
  const told = [...failing, ...warnings];
  if (told.length > 0) {
    const { exceptionList } = await import('../../../reports/exception-list.ts');
    const layout = { width: context.columns, colour: context.colour && options.color };
    await context.write(exceptionList(told, layout));
  }
  context.note(
    `nhi-audit: ${judged.length} exceptions: ${failing.length} not in force, ${warnings.length} with a warning`,
  );
  return failing.length === 0 ? exitCodes.pass : exitCodes.policyFailure;
};

const coversOf = ({ fingerprint, identity, rule }: AddOptions): RequestedException['covers'] =>
  ({
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(identity === undefined ? {} : { identity }),
    ...(rule === undefined ? {} : { rule }),
  }) as RequestedException['covers'];

const add = async (files: readonly string[], options: AddOptions, context: Context): Promise<ExitCode> => {
  const { settings, ruleIds } = await settingsOf(options, context);
  const { exceptionsFileName } = await import('../own-files.ts');
  const { readExceptionsText } = await import('../exceptions-file.ts');
  const { withException } = await import('../add-exception.ts');
  const path = options.exceptions ?? join(context.workingDirectory, exceptionsFileName);
  const name = options.exceptions ?? exceptionsFileName;
  const facts = await factsOf(files, options, settings, context);
  const requested: RequestedException = {
    id: options.id,
    covers: coversOf(options),
    reason: options.reason,
    owner: options.owner,
    approver: options.approver,
    created: options.created ?? firstDay(facts, options, context),
    expires: options.expires,
    reviewEveryDays: options.reviewEveryDays,
    lastReviewed: options.lastReviewed,
    compensatingControls: options.compensatingControl,
    scopes: options.scope,
    rotateEveryDays: options.rotateEveryDays,
    ticket: options.ticket,
  };
  const { text, entries } = withException(readExceptionsText(path)?.text, name, requested, ruleIds);
  const added = (await judge(entries, facts, options, settings, context)).at(-1)!;
  const { isInForce } = await import('../../audit/exceptions.ts');
  if (!isInForce(added)) {
    throw new InputError(
      `The exception would not be in force (${added.status}): ${added.problems.join('; ')}`,
      'the command line',
      'Nothing was written. docs/exceptions.md says what an exception needs.',
    );
  }
  checkUnseen(added, facts, settings);
  const { replaceFile } = await import('../replace-file.ts');
  replaceFile(path, text);
  context.note(`nhi-audit: exception ${added.id} written to ${name}, line ${added.location.line}`);
  for (const problem of added.problems) context.note(`  ${problem}`);
  if (facts === undefined) {
    const from = added.exception?.created;
    context.note(
      `  Checked without facts: it holds for data collected from ${from} on. Name what was scanned to check it against that.`,
    );
  }
  return exitCodes.pass;
};

const addJudgeOptions = (command: Command): Command => {
  command.argument('[files...]', 'judge against what these hold: exports and snapshots');
  addSourceOptions(command);
  verbose(exceptionsFile(configFile(command.optionsGroup('Options:'))));
  return command.addOption(
    new Option('--at <time>', 'judge at this time (default: that of the sources, else now)').argParser(
      timestamp,
    ),
  );
};

const colourOption = (command: Command): Command =>
  command.option('--no-color', 'no colour (also: NO_COLOR in the environment)');

const addFields = (command: Command): Command =>
  command
    .optionsGroup('The exception:')
    .option('--id <id>', 'its name: letters, digits, ".", "_" and "-"')
    .option('--fingerprint <fingerprint>', 'the finding that it covers')
    .option('--identity <id>', 'or the identity, with * for any characters,')
    .option('--rule <id>', 'and the rule, or gate:<class of change>')
    .option('--reason <text>', 'why the risk is accepted')
    .option('--owner <name>', 'who answers for it')
    .option('--approver <name>', 'who approved it: somebody else')
    .option('--created <date>', 'first day, YYYY-MM-DD (default: today, UTC, or the day of older facts)')
    .option('--expires <date>', 'last day, YYYY-MM-DD')
    .option('--review-every-days <days>', 'how often it is reviewed', wholeNumber)
    .option('--last-reviewed <date>', 'day of the last review, YYYY-MM-DD')
    .addOption(repeatable('--compensating-control <text>', 'what limits the risk meanwhile'))
    .addOption(repeatable('--scope <id>', 'the only scope in which it holds'))
    .option('--rotate-every-days <days>', 'how often the credentials are replaced meanwhile', wholeNumber)
    .option('--ticket <id>', 'where it is discussed');

export const exceptions: DefineCommand = (context, end) => {
  const command = new Command('exceptions')
    .summary('check, list or add accepted risks')
    .description(
      'Accepted risks, nhi-audit.exceptions.yaml: each with an owner, an approver other than the owner, and an end.',
    );
  const checking = colourOption(
    addJudgeOptions(
      command
        .command('check')
        .description('exit 1 where an exception is invalid, has ended, or a duty of it is overdue'),
    ),
  );
  checking.action(async (files: readonly string[], options: ListOptions) =>
    end(await check(files, options, context)),
  );
  const listing = colourOption(
    addJudgeOptions(command.command('list').description('print all exceptions as judged')),
  ).addOption(new Option('--format <format>', 'how to print').choices(['table', 'json']).default('table'));
  listing.action(async (files: readonly string[], options: ListOptions) =>
    end(await list(files, options, context)),
  );
  const adding = command
    .command('add')
    .description(
      'add an exception at the end of the file, which otherwise stays as it is; refuses an invalid one',
    );
  addJudgeOptions(addFields(adding));
  adding.action(async (files: readonly string[], options: AddOptions) =>
    end(await add(files, options, context)),
  );
  return examples(command, [
    ['in CI: is every exception still in force?', 'nhi-audit exceptions check'],
    ['which findings do they cover?', 'nhi-audit exceptions list today.ndjson'],
    ['those of the sample estate', 'nhi-audit exceptions check --demo'],
  ]);
};
