import { z } from 'zod';
import { isObject } from '../../src/exports/checked.ts';

/** A list of an answer. */
export interface ListPlace {
  /** Members that lead to it, `*` through each entry of a list; none: the answer is the list. */
  readonly path: readonly string[];
  /** Members by which an entry is known, without which it is none; none: its entries are texts. */
  readonly names: readonly string[];
}

/** Members that the schema of an entry asks for: none where it is a text. */
export const namesIn = (entry: z.ZodType): readonly string[] =>
  entry instanceof z.ZodObject
    ? Object.entries(entry.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, member]) =>
        member.safeParse(undefined).success ? [] : [name],
      )
    : [];

/** Of another type, whatever it was. */
const otherThan = (value: unknown): unknown => (isObject(value) || Array.isArray(value) ? 7 : { wrong: [] });

/** A list of the good entries and, among them, `null`, a number, a text or a list, an object that says nothing, and one without its name. */
const amongGood = (good: readonly unknown[], { names }: ListPlace): readonly unknown[] => {
  const [first, ...others] = good;
  const none = [null, 1, names.length === 0 ? [] : 'x', {}];
  if (!isObject(first)) return [...none, ...good];
  const nameless = Object.fromEntries(Object.entries(first).filter(([name]) => !names.includes(name)));
  return [first, ...none, nameless, ...others];
};

/** The same with an entry whose every member is of the wrong type, but for those by which it is known. */
const misshapen = (good: readonly unknown[], { names }: ListPlace): readonly unknown[] => {
  const [first, ...others] = good;
  if (!isObject(first)) return [otherThan(first), ...others];
  const wrong = Object.entries(first).map(([name, value]) => [
    name,
    names.includes(name) ? value : otherThan(value),
  ]);
  return [Object.fromEntries(wrong), ...others];
};

const changedAt = (
  value: unknown,
  [name, ...path]: readonly string[],
  change: (list: readonly unknown[]) => readonly unknown[],
): unknown => {
  if (name === undefined) return Array.isArray(value) && value.length > 0 ? change(value) : value;
  if (name === '*' && Array.isArray(value)) return value.map((each) => changedAt(each, path, change));
  if (!isObject(value) || value[name] === undefined) return value;
  return { ...value, [name]: changedAt(value[name], path, change) };
};

/** Ways to lie in a list of which the rest is true. An empty list stays as it is. */
export const wrongEntries = {
  'what is no entry': amongGood,
  'entries of the wrong types': misshapen,
} as const;

export type WrongEntries = keyof typeof wrongEntries;

export const withoutEntries = (place: ListPlace, answer: unknown): unknown =>
  changedAt(answer, place.path, () => []);

/** The paths of all lists of an answer that hold something, those within their entries too. */
export const listsIn = (answer: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  Array.isArray(answer)
    ? [...(answer.length > 0 ? [path] : []), ...answer.flatMap((each) => listsIn(each, [...path, '*']))]
    : isObject(answer)
      ? Object.entries(answer).flatMap(([name, value]) => listsIn(value, [...path, name]))
      : [];

export const withWrongEntries = (what: WrongEntries, place: ListPlace, answer: unknown): unknown =>
  changedAt(answer, place.path, (list) => wrongEntries[what](list, place));
