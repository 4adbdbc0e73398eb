import { type Command, Option } from 'commander';
import type { Connector, Flag, Given, LiveHead } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { repeatable, separable, wholeNumber } from './flags.ts';

/** A connector whose provider can be asked live. */
export interface LiveConnector extends Connector {
  readonly live: LiveHead;
}

export const liveConnectors: readonly LiveConnector[] = connectors.flatMap((connector) =>
  connector.live === undefined ? [] : [{ ...connector, live: connector.live }],
);

const kinds: Readonly<Record<NonNullable<Flag['takes']>, (flags: string, help: string) => Option>> = {
  many: repeatable,
  list: separable,
  count: (flags, help) => new Option(flags, help).argParser(wholeNumber),
};

const optionOf = ({ flags, help, takes, implies = [] }: Flag): Option => {
  const option = takes === undefined ? new Option(flags, help) : kinds[takes](flags, help);
  return option.implies(Object.fromEntries(implies.map((name) => [name, true])));
};

export const addFlags = (command: Command, flags: readonly Flag[]): Command => {
  for (const flag of flags) command.addOption(optionOf(flag));
  return command;
};

/** `awsProfile` of `--aws-profile <name>`. */
export const nameOf = ({ flags }: Flag): string => new Option(flags).attributeName();

/** Flags that say what the facts are, as they were given: after them `nhi-audit explain` finds the same. */
export const argumentsOf = (flags: readonly Flag[], given: Given): readonly string[] =>
  flags.flatMap((flag) => {
    const value = given[nameOf(flag)];
    if (flag.readingOnly === true || value === undefined || value === false) return [];
    const [name] = flag.flags.split(' ');
    if (value === true) return [name!];
    return (Array.isArray(value) ? value : [value]).flatMap((each) => [name!, String(each)]);
  });

/** Whether a live scan is asked for. */
export const isAsked = ({ askedBy }: LiveHead, given: Given): boolean =>
  askedBy.some((name) => given[name] !== undefined);
