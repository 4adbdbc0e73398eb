import { z } from 'zod';
import { isoTime } from '../model/time.ts';
import { clientKinds } from '../model/usage.ts';
import type { FieldTable } from '../redaction/records.ts';

/**
 * What snapshots keep of logs of use: the fold, never an event. The same two shapes for every provider, which calls them
 * `<provider>.use` and `<provider>.use-window`.
 */
const time = z.string().transform((text, context) => {
  const iso = isoTime(Date.parse(text));
  if (iso !== undefined) return iso;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** One identity, one privilege, one credential. */
export const useSchema = z.object({
  /** Unique among those of a scope: made of the four members after it. */
  Id: z.string(),
  Log: z.string(),
  Identity: z.string(),
  Action: z.string(),
  Credential: z.string().optional(),
  /** These were tried and not allowed. */
  Refused: z.literal(true).optional(),
  Service: z.string(),
  /** The action is a name of the log, and of no privilege that is known. */
  Unmapped: z.literal(true).optional(),
  First: time,
  Last: time,
  Count: count,
  Resources: z.array(z.object({ Id: z.string(), First: time, Last: time, Count: count })),
  /** There were others. */
  OtherResources: z.literal(true).optional(),
  Networks: z.array(z.string()),
  OtherNetworks: z.literal(true).optional(),
  /** Names of sessions that are those of workloads. */
  Sessions: z.array(z.string()).optional(),
  OtherSessions: z.literal(true).optional(),
  Clients: z.array(z.enum(clientKinds)),
});

/** What the log of a scope covers. */
export const windowSchema = z.object({
  Log: z.string(),
  From: time,
  To: time,
  /** Days (UTC) with an event of the scope, as ISO 8601 intervals: `2026-01-01/2026-03-31`, both ends included. */
  Days: z.array(z.string()),
  Events: count,
  Refused: count,
  /** Of nobody that the log names. */
  Nameless: count,
  /** With a name that is no privilege. */
  Unmapped: count,
  /** Whether events that only read are among them. */
  Reads: z.boolean(),
  /** Of which there is any event; sorted. */
  Services: z.array(z.string()),
  /** Services of which uses of data are among them. */
  DataOf: z.array(z.string()),
  /** Regions, sorted. */
  Places: z.array(z.string()),
});

export type UseData = z.output<typeof useSchema>;
export type WindowData = z.output<typeof windowSchema>;

/** A provider's two kinds of records, for its table of kinds. */
export const usageRecords = {
  use: { schema: useSchema, id: 'Id' },
  window: { schema: windowSchema, id: 'Log' },
} as const;

/** No person writes any of it: names of identities, resources and privileges, which everything else names so. */
const identifier = { identifier: 'a name of the provider: everything else names it so' };
const when = { identifier: 'a time' };
export const useIdentifiers: FieldTable = {
  Id: identifier,
  Log: identifier,
  Identity: identifier,
  Action: identifier,
  Credential: { identifier: 'the id of a key: it opens nothing by itself, and tells which one to end' },
  Service: identifier,
  First: when,
  Last: when,
  'Resources.Id': identifier,
  'Resources.First': when,
  'Resources.Last': when,
  Networks: { identifier: 'a network' },
  Clients: { identifier: 'one of our own words' },
};
export const windowIdentifiers: FieldTable = {
  Log: identifier,
  From: when,
  To: when,
  Days: when,
  Services: identifier,
  DataOf: identifier,
  Places: identifier,
};
