import type { Flag, Given } from '../../connectors/connector.ts';
import { InputError } from '../model/input-error.ts';
import type { FleetSource } from './fleet-file.ts';
import type { FleetConnector } from './world.ts';

type Written = FleetSource['flags'];

/** `aws-role-arn` of `--aws-role-arn <arn>`. */
const longName = ({ flags }: Flag): string => flags.split(' ')[0]!.replace(/^--/, '');

const camelCase = (text: string): string =>
  text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const wrong = (says: string, source: FleetSource, flag: string): InputError =>
  new InputError(
    says,
    `source ${source.name}, flag ${JSON.stringify(flag)}`,
    'Name flags as `nhi-audit scan --help` does, without the dashes in front; each with the value that it takes.',
  );

/** As the command line would hand the value on. */
const flagValue = (flag: Flag, value: Written[string], source: FleetSource): unknown => {
  const takesNone = !flag.flags.includes('<');
  if (takesNone !== (typeof value === 'boolean')) {
    throw wrong(
      takesNone ? 'the flag takes no value: true or false' : 'the flag takes a value',
      source,
      longName(flag),
    );
  }
  if (takesNone) return value;
  const several = flag.takes === 'many' || flag.takes === 'list';
  if (Array.isArray(value) && !several) throw wrong('the flag takes one value', source, longName(flag));
  if (several) return (Array.isArray(value) ? value : [value]).map(String);
  if (flag.takes !== 'count') return String(value);
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 1)
    throw wrong('a whole number from 1 is wanted', source, longName(flag));
  return count;
};

const inPlace = (value: Written[string], target: string): Written[string] =>
  typeof value === 'string'
    ? value.replaceAll('{target}', target)
    : Array.isArray(value)
      ? value.map((each) => each.replaceAll('{target}', target))
      : value;

/** Of flags of one name the last counts. */
const givenBy = (
  source: FleetSource,
  { live }: FleetConnector,
  entries: readonly (readonly [string, Written[string]])[],
): Given => {
  const known = new Map(live.flags.map((flag) => [longName(flag), flag]));
  const written = new Map(entries);
  const given = new Map<string, unknown>();
  for (const [name, value] of written) {
    const flag = known.get(name);
    if (flag === undefined) throw wrong('there is no such flag of a live scan', source, name);
    // Its file would be of one machine, and of all targets.
    if (name.endsWith('-resume')) throw wrong('a fleet resumes by its queue', source, name);
    if (value === false) continue;
    given.set(camelCase(name), flagValue(flag, value, source));
    for (const implied of flag.implies ?? []) if (!given.has(implied)) given.set(implied, true);
  }
  for (const asks of live.askedBy.slice(0, 1))
    if (!live.askedBy.some((each) => given.has(each))) given.set(asks, true);
  return Object.fromEntries(given);
};

/**
 * What a connector is told of one target, as a command line would tell it.
 * @param target its id; absent: flags of the source alone
 * @throws InputError where a flag is none of a live scan of the provider, or its value not what it takes
 */
export const givenOf = (source: FleetSource, connector: FleetConnector, target?: string): Given => {
  const own = target === undefined ? [] : Object.entries(source.each);
  return givenBy(source, connector, [
    ...Object.entries(source.flags),
    ...own.map(([name, value]): [string, Written[string]] => [name, inPlace(value, target!)]),
  ]);
};

/** What a connector is told that lists the targets of a source. @throws InputError as above */
export const givenWithin = (source: FleetSource, connector: FleetConnector): Given =>
  givenBy(source, connector, [...Object.entries(source.flags), ...Object.entries(source.within)]);
