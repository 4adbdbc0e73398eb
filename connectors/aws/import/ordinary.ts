import { z } from 'zod';

/**
 * Checks freshly parsed JSON against a schema at a fraction of zod's cost, because nearly all elements of an export are
 * as AWS writes them: the value itself is kept, unknown members are dropped, times are rewritten in place. Whatever is
 * out of the ordinary gives `extraordinary` and is for zod to judge, so the answer is always the schema's.
 */
export const extraordinary: unique symbol = Symbol('extraordinary');

type Check = (value: unknown) => unknown;

const zero = 0x30;

/** Two digits as a number; NaN-free: anything else gives 100 or more, or less than 0. */
const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
};

const isWithin = (n: number, first: number, last: number): boolean => n >= first && n <= last;

/**
 * `2024-01-31T12:00:00+00:00` and `…Z`, with a space for the T, as the AWS CLI writes times: in the one form of the
 * snapshot. Days after the 28th need a calendar and are left to zod.
 */
const rewriteTime: Check = (value) => {
  if (typeof value !== 'string' || (value.length !== 20 && value.length !== 25)) return extraordinary;
  const zone = value.slice(19);
  const separator = value[10];
  const ordinary =
    (zone === 'Z' || zone === '+00:00') &&
    (separator === 'T' || separator === ' ') &&
    value[4] === '-' &&
    value[7] === '-' &&
    value[13] === ':' &&
    value[16] === ':' &&
    isWithin(twoDigits(value, 0), 19, 99) &&
    isWithin(twoDigits(value, 2), 0, 99) &&
    isWithin(twoDigits(value, 5), 1, 12) &&
    isWithin(twoDigits(value, 8), 1, 28) &&
    isWithin(twoDigits(value, 11), 0, 23) &&
    isWithin(twoDigits(value, 14), 0, 59) &&
    isWithin(twoDigits(value, 17), 0, 59);
  return ordinary ? `${value.slice(0, 10)}T${value.slice(11, 19)}.000Z` : extraordinary;
};

const checkList =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return extraordinary;
    for (let i = 0; i < value.length; i += 1) {
      const element = check(value[i]);
      if (element === extraordinary) return extraordinary;
      value[i] = element;
    }
    return value;
  };

interface Member {
  readonly check: Check;
  readonly required: boolean;
  /** `null` in its place means that it is missing. */
  readonly nullable: boolean;
}

const checkObject = (members: ReadonlyMap<string, Member>): Check => {
  const required = [...members.values()].filter((member) => member.required).length;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return extraordinary;
    const object = value as Record<string, unknown>;
    let found = 0;
    let toDrop = false;
    for (const key in object) {
      const member = members.get(key);
      const before = object[key];
      if (member === undefined || (before === null && member.nullable)) {
        toDrop = true;
        continue;
      }
      const after = member.check(before);
      if (after === extraordinary) return extraordinary;
      if (after !== before) object[key] = after;
      if (member.required) found += 1;
    }
    if (found !== required) return extraordinary;
    if (!toDrop) return object;
    const kept: Record<string, unknown> = {};
    for (const [key, member] of members) {
      if (Object.hasOwn(object, key) && !(object[key] === null && member.nullable)) kept[key] = object[key];
    }
    return kept;
  };
};

const keep: Check = (value) => value;

const compile = (schema: unknown): Check => {
  if (schema instanceof z.ZodObject) {
    const members = new Map<string, Member>();
    for (const [key, member] of Object.entries<unknown>(schema.shape)) {
      const optional = member instanceof z.ZodOptional;
      const inner: unknown = optional ? member.unwrap() : member;
      const anything = inner instanceof z.ZodUnknown;
      members.set(key, {
        check: compile(inner),
        required: !optional,
        nullable: optional && !anything,
      });
    }
    return checkObject(members);
  }
  if (schema instanceof z.ZodArray) return checkList(compile(schema.element));
  if (schema instanceof z.ZodString) return (value) => (typeof value === 'string' ? value : extraordinary);
  if (schema instanceof z.ZodBoolean) return (value) => (typeof value === 'boolean' ? value : extraordinary);
  if (schema instanceof z.ZodNumber) return (value) => (Number.isFinite(value) ? value : extraordinary);
  if (schema instanceof z.ZodUnknown) return keep;
  // The only transformation in the schemas of the authorization details.
  if (schema instanceof z.ZodPipe) return rewriteTime;
  throw new Error('this kind of schema has no quick check');
};

/**
 * @param schema of the entities in the authorization details: objects, lists, plain values and times
 * @returns a function that gives the data as the schema would, or `extraordinary`; it may change what it is given
 */
export const compileOrdinary = (schema: z.ZodType): ((value: unknown) => unknown) => compile(schema);
