import { z } from 'zod';
import { isoTime } from '../../../../src/model/time.ts';

/** Google writes RFC 3339; a key without an end ends in the year 9999. */
const time = z.string().transform((value, context) => {
  const iso = isoTime(Date.parse(value));
  if (iso !== undefined) return iso;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

export const when = time.nullish();
export const words = z.string().nullish();
/** What is false is left out. */
export const flag = z.boolean().nullish();
export const list = z.array(z.string()).nullish();
export const labels = z.record(z.string(), z.string().nullish()).nullish();
/** Numbers of 64 bits are written as texts, by some tools as numbers. */
export const digits = z.union([z.string(), z.number()]).transform(String);
