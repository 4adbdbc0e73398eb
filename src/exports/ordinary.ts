import { z } from 'zod';

/**
 * Checks freshly parsed JSON against a schema at a fraction of zod's cost, because nearly all elements of an export are
 * as AWS writes them: the value itself is kept, unknown members are dropped, what is transformed is rewritten in place. Whatever is
 * out of the ordinary gives `extraordinary` and is for zod to judge, so the answer is always the schema's.
 */
export const extraordinary: unique symbol = Symbol('extraordinary');

/** Gives the value as the schema would, or `extraordinary`; it may change what it is given. */
export type Check = (value: unknown) => unknown;

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

/**
 * @param schema of objects, lists, plain values and one kind of transformed ones
 * @param transformed the check of transformed values
 */
export const compileOrdinary = (schema: unknown, transformed: Check): Check => {
  if (schema instanceof z.ZodObject) {
    const members = new Map<string, Member>();
    for (const [key, member] of Object.entries<unknown>(schema.shape)) {
      const optional = member instanceof z.ZodOptional;
      const inner: unknown = optional ? member.unwrap() : member;
      const anything = inner instanceof z.ZodUnknown;
      members.set(key, {
        check: compileOrdinary(inner, transformed),
        required: !optional,
        nullable: optional && !anything,
      });
    }
    return checkObject(members);
  }
  if (schema instanceof z.ZodArray) return checkList(compileOrdinary(schema.element, transformed));
  if (schema instanceof z.ZodString) {
    const least = schema.minLength ?? 0;
    return (value) => (typeof value === 'string' && value.length >= least ? value : extraordinary);
  }
  if (schema instanceof z.ZodBoolean) return (value) => (typeof value === 'boolean' ? value : extraordinary);
  if (schema instanceof z.ZodNumber) return (value) => (Number.isFinite(value) ? value : extraordinary);
  if (schema instanceof z.ZodUnknown) return keep;
  if (schema instanceof z.ZodPipe) return transformed;
  throw new Error('this kind of schema has no quick check');
};
