import { z } from 'zod';
import { isoTime } from '../../../../src/model/time.ts';

/** Graph and ARM write ISO 8601 with up to seven digits of seconds; what never was is year 1 there. */
const time = z.string().transform((value, context) => {
  const iso = isoTime(Date.parse(value));
  if (iso !== undefined) return iso;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

export const when = time.nullish();
export const words = z.string().nullish();
export const flag = z.boolean().nullish();
export const whole = z.number().int().nullish();
export const list = z.array(z.string()).nullish();
/** Object ids and guids of roles: case means nothing in them, and tools write both. */
export const guid = z.string().transform((value) => value.toLowerCase());
export const guidOrNone = guid.nullish();
/** Paths of ARM stay as they are written; they are compared by `rbac/scope.ts`. */
export const path = z.string();
export const tags = z.record(z.string(), z.string().nullish()).nullish();
