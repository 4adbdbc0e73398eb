import { type Computed, computed, isComputed } from '../../../../src/plan/planned-resource.ts';
import { isJson } from './document.ts';
import { alternatives, eitherOf, isEither } from './either.ts';

/** The account and region are the stack's: marks that stay the same, put in by whoever knows better. */
export const accountMark = '{AWS::AccountId}';

/** Keys in one order: whether two values say the same. Computed ones do where their whole expression is the same. */
export const stable = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isJson(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  ) ?? 'undefined';

/** A value that only a stack knows: what makes it so, for people, and what it is made of, to compare by. */
export const open = (written: string | readonly string[], source: unknown): Computed =>
  computed([], false, typeof written === 'string' ? [written] : written, source);

const writtenIn = (value: unknown): readonly string[] => {
  if (isComputed(value)) return value.written;
  if (isEither(value)) return value.either.flatMap(writtenIn);
  if (Array.isArray(value)) return value.flatMap(writtenIn);
  return isJson(value) ? Object.values(value).flatMap(writtenIn) : [];
};

/** What makes a part of it computed, for people. */
export const openParts = (value: unknown): readonly string[] => [...new Set(writtenIn(value))];

/** A text that stands for something: it can be put into others, and nobody can look into it. */
export const isStandIn = (text: string): boolean => /\{[^{}]*\}/.test(text);

export const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

/** A function of values each of which may come out in a few ways. */
export const lift = (args: unknown, work: (args: unknown) => unknown, name: string): unknown => {
  const ways = alternatives(args);
  return ways === undefined ? open(name, [name, args]) : eitherOf(ways.map(work));
};
