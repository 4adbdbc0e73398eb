import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Connector, Example } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { InputError } from '../model/input-error.ts';

/** Gathers the values of a flag that may be given several times. */
const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, `${description} (repeatable)`).argParser(collect);

/** The same, several with commas too; each once. */
const collectList = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...new Set([...(before ?? []), ...value.split(',').map((part) => part.trim())]),
];

export const separable = (flags: string, description: string): Option =>
  new Option(flags, `${description} (repeatable)`).argParser(collectList);

const severalTimes: readonly unknown[] = [collect, collectList];

/** A flag that takes one value is refused when it is given twice: one of both would count, and the other not be looked at. */
export const refuseTwice = (command: Command): void => {
  for (const option of command.options) {
    if (!(option.required || option.optional) || option.variadic || severalTimes.includes(option.parseArg))
      continue;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) {
        throw new InputError('the flag is given twice', option.long ?? option.flags, 'Give it once.');
      }
      isGiven = true;
    });
  }
};

export const wholeNumber = (value: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(value);
};

/** RFC 3339 with a zone, or a date alone (midnight UTC): a local time would mean another time on another machine. */
export const timestamp = (value: string): string => {
  const known = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value);
  const time = known ? new Date(value) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('Give a time in UTC, for instance 2026-03-01T08:00:00Z.');
  }
  return time.toISOString();
};

export const verbose = (command: Command): Command =>
  command.option('--verbose', 'say more on standard error: calls made, stack of an unexpected error');

export const configFile = (command: Command): Command => {
  const flags = ['config', 'no-config'];
  const given = new Set<string>();
  for (const flag of flags) {
    command.on(`option:${flag}`, () => {
      given.add(flag);
      if (given.size === flags.length) {
        throw new InputError(
          '--config and --no-config contradict each other',
          '--config, --no-config',
          'Give one of them.',
        );
      }
    });
  }
  return command
    .option('--config <file>', 'configuration (default: nhi-audit.yaml in the working directory)')
    .option('--no-config', 'the defaults, whatever lies in the working directory');
};

export const notifyFile = (command: Command): Command =>
  command.option('--notify <file>', 'whom to tell of changes (docs/notices.md); or `notify:` of --config');

/** Of the commands that end with a verdict. */
export const loosenedConfig = (command: Command): Command =>
  command.option(
    '--allow-loosened-config',
    'with CI=true: a configuration or exceptions that nobody named may loosen and accept',
  );

export const exceptionsFile = (command: Command): Command =>
  command.option(
    '--exceptions <file>',
    'accepted risks (default: nhi-audit.exceptions.yaml in the working directory)',
  );

/** What the providers say of it in their own words. */
export const providerWords = (of: keyof NonNullable<Connector['words']>): string =>
  connectors.flatMap(({ words }) => words?.[of] ?? []).join('; ');

/** Those of the providers, for one command; empty: for the program. */
export const providerExamples = (command: string): readonly Example[] =>
  connectors.flatMap(({ examples: own }) => own?.[command] ?? []);

/** Help with examples, one a line: what it is for, then the command. */
export const examples = (command: Command, lines: readonly Example[]): Command =>
  command.addHelpText(
    'after',
    `\nExamples:\n${lines.map(([what, line]) => `  # ${what}\n  $ ${line}`).join('\n')}`,
  );
