import { z } from 'zod';

/** Times: Graph and ARM write ISO 8601 with up to seven digits of seconds; what never was is year 1 there. */
export { flag, list, when, whole, words } from '../../../../src/snapshot/record-fields.ts';

/** Object ids and guids of roles: case means nothing in them, and tools write both. */
export const guid = z.string().transform((value) => value.toLowerCase());
export const guidOrNone = guid.nullish();
/** Paths of ARM stay as they are written; they are compared by `rbac/scope.ts`. */
export const path = z.string();
export const tags = z.record(z.string(), z.string().nullish()).nullish();
