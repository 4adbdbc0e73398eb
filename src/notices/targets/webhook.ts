import { createHmac } from 'node:crypto';
import type { Digest } from '../digest.ts';

/** The bytes of a secret: Base64, with or without `whsec_`. `undefined`: it is none, or a short one. */
export const webhookSecret = (text: string): Buffer | undefined => {
  const base64 = text.startsWith('whsec_') ? text.slice('whsec_'.length) : text;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
};

export const webhookBody = (digest: Digest): string =>
  JSON.stringify({ type: 'nhi-audit.changes.v1', timestamp: digest.collectedAt, data: digest });

/**
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 * @param at seconds since 1970
 */
export const webhookHeaders = (
  id: string,
  at: number,
  body: string,
  secret: Buffer,
): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(at),
  'webhook-signature': `v1,${createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64')}`,
});
