import { isComputed } from '../../../../src/plan/planned-resource.ts';
import { isJson } from './document.ts';

/**
 * A value that a parameter decides when the stack is made: each of these is possible. `undefined` among them: the value may
 * be left out.
 */
export interface Either {
  readonly either: readonly unknown[];
  readonly [mark]: true;
}

const mark = Symbol('either');

/** More combinations than these are not told one by one. */
const most = 32;

export const isEither = (value: unknown): value is Either =>
  typeof value === 'object' && value !== null && mark in value;

/** One value where all are the same. */
export const eitherOf = (values: readonly unknown[]): unknown => {
  const flat = values.flatMap((value) => (isEither(value) ? value.either : [value]));
  const distinct = [...new Map(flat.map((value) => [JSON.stringify(value) ?? '', value])).values()];
  return distinct.length === 1 ? distinct[0] : { either: distinct, [mark]: true };
};

/** Every way in which a list may come out; undefined: too many. */
const product = (parts: readonly unknown[]): readonly (readonly unknown[])[] | undefined => {
  let ways: readonly (readonly unknown[])[] = [[]];
  for (const part of parts) {
    const own = alternatives(part);
    if (own === undefined || own.length * ways.length > most) return undefined;
    ways = ways.flatMap((way) => own.map((each) => [...way, each]));
  }
  return ways;
};

/**
 * Every way in which a value may come out, with nothing open left but what is computed; what may be left out is left out of
 * lists and mappings. Undefined: there are too many to tell.
 */
export const alternatives = (value: unknown): readonly unknown[] | undefined => {
  if (isEither(value)) {
    const all = value.either.map(alternatives);
    return all.includes(undefined) ? undefined : all.flatMap((each) => each!);
  }
  if (Array.isArray(value)) {
    return product(value)?.map((way) => way.filter((each) => each !== undefined));
  }
  if (!isJson(value) || isComputed(value)) return [value];
  const keys = Object.keys(value);
  return product(Object.values(value))?.map((way) =>
    Object.fromEntries(
      way.flatMap((each, index) => (each === undefined ? [] : [[keys[index]!, each] as const])),
    ),
  );
};
