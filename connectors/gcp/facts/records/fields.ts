import { z } from 'zod';

/** Times: Google writes RFC 3339; a key without an end ends in the year 9999. Flags: what is false is left out. */
export { flag, list, when, whole, words } from '../../../../src/snapshot/record-fields.ts';

export const labels = z.record(z.string(), z.string().nullish()).nullish();
/** Numbers of 64 bits are written as texts, by some tools as numbers. */
export const digits = z.union([z.string(), z.number()]).transform(String);
