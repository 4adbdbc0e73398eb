import { fitsWildcards } from '../../../../src/model/wildcard.ts';

/**
 * Comparisons of one value with another. `undefined`: the values are not what the operator compares.
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format#operators
 */
export type Compare = (left: string, right: string) => boolean | undefined;

const texts = (compare: (left: string, right: string) => boolean): readonly [Compare, Compare] => [
  compare,
  (left, right) => compare(left.toLowerCase(), right.toLowerCase()),
];

/** `*` any run, `?` one character; a backslash takes their meaning away. */
export const isLike = (text: string, pattern: string): boolean => {
  const steps: (string | typeof run | typeof one)[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at]!;
    if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      steps.push(pattern[at]!);
    } else steps.push(character === '*' ? run : character === '?' ? one : character);
  }
  return fitsWildcards<string | symbol>(steps, text, run, one);
};
const run = Symbol('*');
const one = Symbol('?');

const numeric =
  (compare: (left: number, right: number) => boolean): Compare =>
  (left, right) => {
    const [a, b] = [Number(left), Number(right)];
    return left.trim() === '' || right.trim() === '' || Number.isNaN(a) || Number.isNaN(b)
      ? undefined
      : compare(a, b);
  };

const dates =
  (compare: (left: number, right: number) => boolean): Compare =>
  (left, right) => {
    const [a, b] = [Date.parse(left), Date.parse(right)];
    return Number.isNaN(a) || Number.isNaN(b) ? undefined : compare(a, b);
  };

/** With or without hyphens. */
const guid = (value: string): string =>
  value
    .toLowerCase()
    .replaceAll('-', '')
    .replace(/^\{|\}$/g, '');

const not =
  (compare: Compare): Compare =>
  (left, right) => {
    const found = compare(left, right);
    return found === undefined ? undefined : !found;
  };

const stringRows: readonly (readonly [name: string, compare: readonly [Compare, Compare]])[] = [
  ['equals', texts((left, right) => left === right)],
  ['startswith', texts((left, right) => left.startsWith(right))],
  ['like', texts(isLike)],
];
const orderRows: readonly (readonly [name: string, compare: (left: number, right: number) => boolean])[] = [
  ['equals', (left, right) => left === right],
  ['lessthan', (left, right) => left < right],
  ['lessthanequals', (left, right) => left <= right],
  ['greaterthan', (left, right) => left > right],
  ['greaterthanequals', (left, right) => left >= right],
];
const sameGuid: Compare = (left, right) => guid(left) === guid(right);
const sameTruth: Compare = (left, right) => left.toLowerCase() === right.toLowerCase();

/** By name, lower case. Of address ranges (`IpMatch`) no more is said than that nobody can tell. */
export const operators: ReadonlyMap<string, { readonly compare: Compare; readonly negated: boolean }> =
  new Map([
    ...stringRows.flatMap(([name, [exact, folded]]) => [
      [`string${name}`, { compare: exact, negated: false }] as const,
      [`string${name}ignorecase`, { compare: folded, negated: false }] as const,
      [`stringnot${name}`, { compare: not(exact), negated: true }] as const,
      [`stringnot${name}ignorecase`, { compare: not(folded), negated: true }] as const,
    ]),
    ...orderRows.flatMap(([name, compare]) => [
      [`numeric${name}`, { compare: numeric(compare), negated: false }] as const,
      [`datetime${name}`, { compare: dates(compare), negated: false }] as const,
    ]),
    ['numericnotequals', { compare: not(numeric((left, right) => left === right)), negated: true }] as const,
    ['datetimenotequals', { compare: not(dates((left, right) => left === right)), negated: true }] as const,
    ['guidequals', { compare: sameGuid, negated: false }] as const,
    ['guidnotequals', { compare: not(sameGuid), negated: true }] as const,
    ['boolequals', { compare: sameTruth, negated: false }] as const,
    ['boolnotequals', { compare: not(sameTruth), negated: true }] as const,
  ]);
