import { readFileSync } from 'node:fs';
import type { LevelRank } from '../../../src/model/level.ts';
import { levelRank } from '../../../src/model/level.ts';
import { once } from '../../../src/model/once.ts';
import { compileWildcard, hasWildcard, type Matcher } from './wildcard.ts';

/**
 * All actions of all services as numbers, with their access levels. There are 22,000: names are taken apart service by
 * service, as policies ask for them.
 * Source: the Service Authorization Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/,
 * by `scripts/make-aws-actions.ts`.
 */
interface ActionTable {
  /** Service prefixes, sorted. */
  readonly services: readonly string[];
  /** Action ids of service s: `first[s] … first[s + 1] - 1`. */
  readonly first: Uint32Array;
  readonly count: number;
  readonly level: Uint8Array;
  /** 1: the action knows no resource types, so only `Resource: "*"` can grant it. */
  readonly anyResourceOnly: Uint8Array;
  readonly serviceIndex: ReadonlyMap<string, number>;
  /** Lower-case names of one service's actions, without prefix, in the order of their ids. */
  readonly namesOf: (service: number) => readonly string[];
  /** Place in that list by name. */
  readonly placesOf: (service: number) => ReadonlyMap<string, number>;
  /** Names as AWS writes them. */
  readonly writtenOf: (service: number) => readonly string[];
}

/** How IAM's access levels read in our words. */
const rankByLetter: Readonly<Record<string, LevelRank>> = {
  L: levelRank.view,
  R: levelRank.read,
  T: levelRank.write,
  W: levelRank.write,
  P: levelRank.control,
};

/** Service to `<level><* where it knows no resource types>` to how many actions, and their names. */
type StoredTable = Readonly<
  Record<string, Readonly<Record<string, readonly [count: number, names: string]>>>
>;

/** What is made for each of so many numbers, when it is first asked for. */
const onceEach = <Made>(length: number, make: (index: number) => Made): ((index: number) => Made) => {
  const made: (Made | undefined)[] = Array.from({ length });
  return (index) => {
    made[index] ??= make(index);
    return made[index];
  };
};

const load = (): ActionTable => {
  const file = readFileSync(new URL('./data/actions.generated.json', import.meta.url), 'utf8');
  const stored = (JSON.parse(file) as { readonly services: StoredTable }).services;
  const services = Object.keys(stored);
  const lists = services.map((service) => Object.entries(stored[service]!));
  const first = new Uint32Array(services.length + 1);
  for (const [service, entries] of lists.entries())
    first[service + 1] = entries.reduce((sum, [, [count]]) => sum + count, first[service]!);
  const count = first[services.length]!;
  const level = new Uint8Array(count);
  const anyResourceOnly = new Uint8Array(count);
  for (const [service, entries] of lists.entries()) {
    let id = first[service]!;
    for (const [key, [length]] of entries) {
      level.fill(rankByLetter[key[0]!]!, id, id + length);
      if (key.endsWith('*')) anyResourceOnly.fill(1, id, id + length);
      id += length;
    }
  }
  const textOf = (service: number): string => lists[service]!.map(([, [, names]]) => names).join(' ');
  const namesOf = onceEach(services.length, (service) => textOf(service).toLowerCase().split(' '));
  const placesOf = onceEach(
    services.length,
    (service) => new Map(namesOf(service).map((name, place) => [name, place])),
  );
  const writtenOf = onceEach(services.length, (service) => textOf(service).split(' '));
  const serviceIndex = new Map(services.map((service, index) => [service, index]));
  return { services, first, count, level, anyResourceOnly, serviceIndex, namesOf, placesOf, writtenOf };
};

const table = once(load);

export const awsServices = (): readonly string[] => table().services;

/** Actions of one service (index into {@link awsServices}): ids and what is known of each. */
export interface ServiceActions {
  /** Ids `first … end - 1`. */
  readonly first: number;
  readonly end: number;
  /** By id: `s3:GetObject`. */
  readonly nameOf: (id: number) => string;
  readonly levelOf: (id: number) => LevelRank;
  /** Whether the action knows no resource types, so that only `Resource: "*"` can grant it. */
  readonly anyResourceOnly: (id: number) => boolean;
}

export const actionsOf = (service: number): ServiceActions => {
  const { services, first: firsts, level, anyResourceOnly, writtenOf } = table();
  const first = firsts[service]!;
  return {
    first,
    end: firsts[service + 1]!,
    nameOf: (id) => `${services[service]}:${writtenOf(service)[id - first]}`,
    levelOf: (id) => level[id] as LevelRank,
    anyResourceOnly: (id) => anyResourceOnly[id] === 1,
  };
};

/** What a set of actions holds of one service. */
export interface ServiceShare {
  /** Index into {@link awsServices}. */
  readonly service: number;
  /** Strongest level of its actions. */
  readonly level: LevelRank;
  /** Strongest level of its actions that can be granted on single resources; 0: none. */
  readonly levelOnResources: LevelRank;
  readonly full: boolean;
}

/** The actions that a statement's `Action` or `NotAction` names, compiled once for all statements that say the same. */
export interface ActionSet {
  /** Tells sets apart that were compiled apart, within one run. */
  readonly id: number;
  /** As written, and whether under `NotAction`. */
  readonly patterns: readonly string[];
  readonly not: boolean;
  readonly bits: Uint32Array;
  readonly shares: readonly ServiceShare[];
  /** Every action there is, later ones included (`*`, or `NotAction` of nothing). */
  readonly everything: boolean;
  /** Patterns under `Action` that match nothing in the table, in lower case: an action of tomorrow, or a slip. */
  readonly unknown: readonly string[];
  /** Whether it names an action, known to the table or not; `name` in lower case: `iam:passrole`. */
  readonly includes: (name: string) => boolean;
  /** Whether it names any of these. */
  readonly includesAny: (list: ActionList) => boolean;
}

/** Actions that sets are asked about together, some hundred at a time: the words of a set that hold them. */
export interface ActionList {
  /** In lower case. */
  readonly names: readonly string[];
  /** Words that hold a bit of theirs, by place, and the bits. */
  readonly words: readonly (readonly [place: number, bits: number])[];
  /** Those that the table does not know. */
  readonly unknown: readonly string[];
}

const setBit = (bits: Uint32Array, id: number): void => {
  bits[id >>> 5]! |= 1 << (id & 31);
};

/** Sets the bits `from … end - 1`, whole words at once. */
const setBits = (bits: Uint32Array, from: number, end: number): void => {
  const firstWhole = (from + 31) >>> 5;
  const endWhole = end >>> 5;
  if (firstWhole >= endWhole) {
    for (let id = from; id < end; id += 1) setBit(bits, id);
    return;
  }
  for (let id = from; id < firstWhole << 5; id += 1) setBit(bits, id);
  bits.fill(0xffff_ffff, firstWhole, endWhole);
  for (let id = endWhole << 5; id < end; id += 1) setBit(bits, id);
};

export const hasBit = (bits: Uint32Array, id: number): boolean => ((bits[id >>> 5]! >>> (id & 31)) & 1) === 1;

/** @param name in lower case. @returns undefined: the table does not know it */
const idOf = (name: string): number | undefined => {
  const { serviceIndex, first, placesOf } = table();
  const colon = name.indexOf(':');
  const service = serviceIndex.get(name.slice(0, colon));
  if (service === undefined) return undefined;
  const place = placesOf(service).get(name.slice(colon + 1));
  return place === undefined ? undefined : first[service]! + place;
};

/** @returns whether the pattern matches any action of the table */
const addPattern = (bits: Uint32Array, pattern: string): boolean => {
  const { services, first, count, serviceIndex, namesOf } = table();
  if (pattern === '*' || pattern === '*:*') {
    setBits(bits, 0, count);
    return true;
  }
  if (!hasWildcard(pattern)) {
    const id = idOf(pattern);
    if (id !== undefined) setBit(bits, id);
    return id !== undefined;
  }
  const colon = pattern.indexOf(':');
  if (colon < 0) return false;
  const servicePattern = pattern.slice(0, colon);
  const namePattern = pattern.slice(colon + 1);
  const matchesService = compileWildcard(servicePattern);
  const candidates = hasWildcard(servicePattern)
    ? services.flatMap((service, index) => (matchesService(service) ? [index] : []))
    : serviceIndex.has(servicePattern)
      ? [serviceIndex.get(servicePattern)!]
      : [];
  let matched = false;
  // Nearly all patterns are a beginning: `Describe*`.
  const begins = namePattern.indexOf('*') === namePattern.length - 1 && !namePattern.includes('?');
  const start = namePattern.slice(0, -1);
  const matchesName: Matcher = begins ? (name) => name.startsWith(start) : compileWildcard(namePattern);
  for (const service of candidates) {
    const own = first[service]!;
    if (namePattern === '*') {
      setBits(bits, own, first[service + 1]!);
      matched = true;
      continue;
    }
    const names = namesOf(service);
    for (let index = 0; index < names.length; index += 1) {
      if (!matchesName(names[index]!)) continue;
      setBit(bits, own + index);
      matched = true;
    }
  }
  return matched;
};

/** Services and levels that a bit set holds, in order of service. Most words of most sets are empty. */
export const sharesOf = (bits: Uint32Array): ServiceShare[] => {
  const { first, level, anyResourceOnly } = table();
  const shares: ServiceShare[] = [];
  let service = 0;
  let strongest: LevelRank = 0;
  let onResources: LevelRank = 0;
  let count = 0;
  const end = (): void => {
    if (count === 0) return;
    const full = count === first[service + 1]! - first[service]!;
    shares.push({ service, level: strongest, levelOnResources: onResources, full });
    strongest = 0;
    onResources = 0;
    count = 0;
  };
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word]!; left !== 0; left &= left - 1) {
      const id = (word << 5) + 31 - Math.clz32(left & -left);
      if (id >= first[service + 1]!) {
        end();
        while (id >= first[service + 1]!) service += 1;
      }
      count += 1;
      const rank = level[id] as LevelRank;
      if (rank > strongest) strongest = rank;
      if (rank > onResources && anyResourceOnly[id] === 0) onResources = rank;
    }
  }
  end();
  return shares;
};

/** The ids of actions that were asked about: techniques ask about a few hundred, again and again. */
const askedIds = new Map<string, number | undefined>();

const idOfAsked = (name: string): number | undefined => {
  const known = askedIds.get(name);
  if (known !== undefined || askedIds.has(name)) return known;
  const id = idOf(name);
  askedIds.set(name, id);
  return id;
};

/** @param names in lower case */
export const actionList = (names: readonly string[]): ActionList => {
  const bits = new Map<number, number>();
  const unknown: string[] = [];
  for (const name of names) {
    const id = idOf(name);
    if (id === undefined) unknown.push(name);
    else bits.set(id >>> 5, (bits.get(id >>> 5) ?? 0) | (1 << (id & 31)));
  }
  return { names, words: [...bits], unknown };
};

let compiled = 0;

/** @param patterns as written; case does not matter to IAM. @param not whether they stand under `NotAction`. */
export const compileActions = (patterns: readonly string[], not: boolean): ActionSet => {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  const length = Math.ceil(table().count / 32);
  const bits = new Uint32Array(length);
  const unknown = lower.filter((pattern) => !addPattern(bits, pattern) && !not);
  const everyPattern = lower.some((pattern) => pattern === '*' || pattern === '*:*');
  if (not) {
    const all = new Uint32Array(length);
    if (!everyPattern) addPattern(all, '*');
    for (let word = 0; word < length; word += 1) bits[word] = all[word]! & ~bits[word]!;
  }
  /** For actions that are not in the table, and for patterns without a service, which are not in the bits. */
  let matchers: readonly Matcher[] | undefined;
  const matches = (name: string): boolean => {
    matchers ??= lower.map(compileWildcard);
    return matchers.some((matcher) => matcher(name)) !== not;
  };
  const inBits = everyPattern || lower.every((pattern) => pattern.includes(':'));
  const everything = not ? lower.length === 0 : everyPattern;
  compiled += 1;
  return {
    id: compiled,
    patterns,
    not,
    bits,
    shares: sharesOf(bits),
    everything,
    unknown,
    includes: (name) => {
      const id = inBits ? idOfAsked(name) : undefined;
      return id === undefined ? matches(name) : hasBit(bits, id);
    },
    includesAny: ({ names, words, unknown: others }) =>
      inBits
        ? words.some(([place, wanted]) => (bits[place]! & wanted) !== 0) || others.some(matches)
        : names.some(matches),
  };
};
