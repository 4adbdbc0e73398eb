import { blank } from './hits.ts';
import { isNamedNumber, isNamedSecret, namesSecret } from './names.ts';
import { redactForms, redactText } from './text.ts';

/**
 * What of a value is what. A text that has no other place is read as one that a person wrote.
 *
 * - `identifier`: what a thing is called or found by. Kept as it is: without it nobody could tell what is meant.
 * - `document`: a value of any shape that says what holds: names of its members promise secrets, its texts lose those of a
 *   known form and nothing else, as every other word has a meaning. `keep`: members that are identifiers, with all in them.
 */
export type Shape =
  | 'identifier'
  | {
      readonly document: {
        readonly keep: ReadonlySet<string>;
        readonly nameOf?: (member: string) => string;
        /** Members in which every word has a meaning; other texts are read as those of a person. Absent: in all. */
        readonly exactIn?: ReadonlySet<string>;
      };
    }
  | { readonly members: ReadonlyMap<string, Shape> };

const mostRemembered = 20_000;
const longestRemembered = 256;

/** The same words stand in thousands of records: a text in which nothing was found is not looked at again. */
const remembering = (redact: (text: string) => string): ((text: string) => string) => {
  const clean = new Set<string>();
  return (text) => {
    if (clean.has(text)) return text;
    const left = redact(text);
    if (left === text && text.length <= longestRemembered) {
      if (clean.size >= mostRemembered) clean.clear();
      clean.add(text);
    }
    return left;
  };
};

const plain = remembering((text) => redactText(text).text);
const exact = remembering((text) => redactForms(text).text);

type Json = Readonly<Record<string, unknown>>;

/** The same list where nothing was redacted, so that clean facts cost no memory. */
const list = (given: readonly unknown[], each: (value: unknown) => unknown): readonly unknown[] => {
  let copy: unknown[] | undefined;
  for (let at = 0; at < given.length; at += 1) {
    const left = each(given[at]);
    if (left === given[at]) continue;
    copy ??= [...given];
    copy[at] = left;
  }
  return copy ?? given;
};

/** The same of members. A name that holds a secret is redacted as well. */
const members = (
  given: Json,
  each: (value: unknown, name: string) => unknown,
  name: (name: string) => string,
): Json => {
  const keys = Object.keys(given);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at]!;
    const value = each(given[key], key);
    if (value === given[key] && name(key) === key) continue;
    // From here on a copy: what stands before is as it was.
    return Object.fromEntries([
      ...keys.slice(0, at).map((before): [string, unknown] => [before, given[before]]),
      [name(key), value],
      ...keys.slice(at + 1).map((after): [string, unknown] => [name(after), each(given[after], after)]),
    ]);
  }
  return given;
};

const same = (name: string): string => name;

const named = (value: unknown, name: string): unknown => {
  if (typeof value === 'string') return isNamedSecret(name, value) ? blank : undefined;
  if (typeof value === 'number') return isNamedNumber(name, value) ? blank : undefined;
  return Array.isArray(value) && value.every((each) => typeof each === 'string') && namesSecret(name)
    ? list(value, (each) => (isNamedSecret(name, String(each)) ? blank : each))
    : undefined;
};

/** `{ Key: 'password', Value: '…' }`: a member by two others. */
const pairName = (object: Json): string | undefined => {
  const name = object.Key ?? object.key;
  return typeof name === 'string' && ('Value' in object || 'value' in object) ? name : undefined;
};

const isValue = (name: string): boolean => name === 'Value' || name === 'value';

type DocumentShape = Extract<Shape, { readonly document: unknown }>['document'];

/** @param isExact every word here has a meaning */
const redactDocument = (value: unknown, shape: DocumentShape, isExact: boolean): unknown => {
  const { keep, nameOf = same, exactIn } = shape;
  if (typeof value === 'string') return isExact ? exact(value) : plain(value);
  if (Array.isArray(value)) return list(value, (each) => redactDocument(each, shape, isExact));
  if (typeof value !== 'object' || value === null) return value;
  const pair = pairName(value as Json);
  return members(
    value as Json,
    (inner, name) => {
      if (keep.has(name)) return inner;
      const called = pair !== undefined && isValue(name) ? pair : nameOf(name);
      return named(inner, called) ?? redactDocument(inner, shape, isExact || exactIn?.has(name) === true);
    },
    exact,
  );
};

const nothingKnown: ReadonlyMap<string, Shape> = new Map();

/** The value without secrets; the very same value where there are none. */
export const redactTree = (value: unknown, shape: Shape | undefined): unknown => {
  if (shape === 'identifier') return value;
  const isDocument = shape !== undefined && 'document' in shape;
  if (typeof value === 'string') return isDocument ? exact(value) : plain(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (isDocument) {
    const { document } = shape;
    return redactDocument(value, document, document.exactIn === undefined);
  }
  if (Array.isArray(value)) return list(value, (each) => redactTree(each, shape));
  const known = shape?.members ?? nothingKnown;
  const object = value as Json;
  const pair = pairName(object);
  return members(
    object,
    (inner, name) => {
      if (pair !== undefined && isValue(name))
        return named(inner, pair) ?? redactTree(inner, known.get(name));
      if (shape !== undefined) return redactTree(inner, known.get(name));
      // Of a map of the provider's: what its members are called is not in any schema.
      return named(inner, name) ?? redactTree(inner, undefined);
    },
    shape === undefined ? exact : same,
  );
};
