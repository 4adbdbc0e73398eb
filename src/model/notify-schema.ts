import { z } from 'zod';

export const noticeKinds = [
  'critical-path',
  'standing-administrator',
  'exception-ending',
  'coverage-lost',
  'gate-failed',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeDetails = ['none', 'ids', 'full'] as const;
export type NoticeDetails = (typeof noticeDetails)[number];

/** What begins so is meant for a target; a file cannot have another secret of the environment sent anywhere. */
export const notifyVariables = 'NHI_AUDIT_NOTIFY_';

const variable = z
  .string()
  .regex(/^NHI_AUDIT_NOTIFY_[A-Z0-9_]{1,100}$/, `name a variable that begins with ${notifyVariables}`);
const address = z.email().max(254);
const httpsLink = z
  .string()
  .max(1000)
  .regex(/^https:\/\/[^\s<>"'`|\\^]+$/, 'an address that begins with https://');

const target = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('webhook'),
    urlFrom: variable.describe('Variable that holds the address.'),
    secretFrom: variable.describe('Variable that holds the secret, `whsec_` and Base64.'),
  }),
  z.strictObject({ type: z.literal('slack'), urlFrom: variable }),
  z.strictObject({ type: z.literal('teams'), urlFrom: variable }),
  z.strictObject({
    type: z.literal('email'),
    urlFrom: variable.describe('Variable that holds `smtps://user:password@host`.'),
    from: address,
    to: z.array(address).min(1).max(20),
  }),
  z.strictObject({
    type: z.literal('github-issue'),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, 'owner/name'),
    tokenFrom: variable.describe('Variable that holds a token of its own: issues of that repository.'),
    createIssues: z.literal(true).describe('That it may write: an issue for each digest.'),
    urlFrom: variable.optional().describe('Variable that holds the API of a GitHub Enterprise Server.'),
  }),
]);

export const notifySchema = z
  .strictObject({
    events: z
      .array(z.enum(noticeKinds))
      .min(1)
      .default([...noticeKinds])
      .describe('What is told.'),
    details: z
      .enum(noticeDetails)
      .default('ids')
      .describe('How much leaves: `none` (counts), `ids` (ids and titles) or `full` (paths and fixes).'),
    link: httpsLink.optional().describe('Where the report can be read.'),
    itemLink: httpsLink
      .refine((text) => text.includes('{id}'), 'holds `{id}`')
      .optional()
      .describe('The same for one thing: `https://…/{id}`.'),
    loopbackHttp: z.boolean().default(false).describe('Whether http:// to this machine is let through.'),
    spool: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Folder of what is still to be sent, and what was.'),
    targets: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes'), target)
      .refine((targets) => Object.keys(targets).length > 0, 'names no target')
      .describe('Name of a target to what it is.'),
  })
  .describe('Who is told of changes. Only of a file that a flag names: docs/notices.md.');

export type NotifySettings = z.output<typeof notifySchema>;
export type NotifyTarget = z.output<typeof target>;
