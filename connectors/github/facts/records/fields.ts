import { z } from 'zod';
import { when, whole, words } from '../../../../src/snapshot/record-fields.ts';

/** Times: REST writes `2026-01-02T03:04:05Z`, with milliseconds or an offset, and older fields `2026-01-02 03:04:05 UTC`. */
export { flag, when, whole, words } from '../../../../src/snapshot/record-fields.ts';

/** Permission to access: `contents` to `read`. */
export const permissions = z.record(z.string(), z.string());

/** A repository by both of its names: the name can be taken over by another, the number cannot. */
export const repositoryReferenceSchema = z.object({ id: z.number().int(), full_name: z.string() });

/** A user, or an organisation. `type`: `User`, `Bot`, `Organization`. */
export const actorSchema = z.object({ id: whole, login: z.string(), type: words });

/** Last call of the API, of the last 30 days (API insights). Absent: none, or not told. */
export const apiUse = { last_request_at: when, total_request_count: whole };

export const repositories = z.array(repositoryReferenceSchema).optional();
