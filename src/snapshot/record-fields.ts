import { z } from 'zod';
import { isoTime } from '../model/time.ts';

/** Fields that records of every provider have, as the providers write them: what is not there may be `null` as well. */

/** A time in any spelling that `Date.parse` reads; kept as ISO 8601, UTC. */
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
