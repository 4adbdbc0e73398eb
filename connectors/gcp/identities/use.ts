import type { GcpInventory } from '../facts/inventory.ts';
import { delegationsOf } from './delegations.ts';
import type { Places } from './places.ts';

/** What was used, as far as Google tells. */
export interface Use {
  /**
   * ISO 8601; `never`: not in the observed time. Of what is known to be older than that time and was not seen in it: its
   * beginning, since when nobody used it.
   */
  readonly lastUsedAt: string | 'never';
  /** ISO 8601. */
  readonly observedSince?: string;
}

export interface Uses {
  /** Undefined: not known, which is never the same as not used. */
  readonly ofAccount: (email: string) => Use | undefined;
  readonly ofKey: (email: string, key: string) => Use | undefined;
  /** By `principal://…`: the last time that it showed anything to anybody; that it did not is not told. */
  readonly ofAgent: (id: string) => Use | undefined;
}

/**
 * When accounts and keys last authenticated. Not seen there: HMAC keys, API keys that are bound to an account, delegation to
 * Workspace. Of an account that has such a key nobody can tell that it is not used.
 * https://cloud.google.com/policy-intelligence/docs/service-account-usage-tools
 */
export const usesOf = (inventory: GcpInventory, { naming }: Places): Uses => {
  const accounts = new Map<string, Use>();
  const keys = new Map<string, Use>();
  /** Who is known by its number: an address can be that of an account that is no more. */
  const numbers = new Map(
    inventory.of('gcp.service-account').map(({ data }) => [data.email.toLowerCase(), data.uniqueId]),
  );
  /** When keys were made; an account is no younger than its oldest key. */
  const ages = new Map<string, string>();
  for (const { data } of inventory.of('gcp.service-account-key')) {
    const [, who, key] = /\/serviceAccounts\/([^/]+)\/keys\/([^/]+)$/.exec(data.name) ?? [];
    const made = data.validAfterTime;
    if (who === undefined || made == null) continue;
    const email = naming.emailOf(who);
    ages.set(`${email} ${key}`, made);
    const before = ages.get(email);
    if (before === undefined || made < before) ages.set(email, made);
  }
  for (const { data } of inventory.of('gcp.activity')) {
    const [, who, key] = /\/serviceAccounts\/([^/]+)(?:\/keys\/([^/]+))?$/.exec(data.fullResourceName) ?? [];
    if (who === undefined) continue;
    const email = naming.emailOf(who);
    const number = numbers.get(email);
    if (data.serviceAccountId != null && number !== undefined && number !== data.serviceAccountId) continue;
    // Without the observed time its absence says nothing.
    if (data.lastAuthenticatedTime == null && data.observationStart == null) continue;
    const oldest = key === undefined ? ages.get(email) : ages.get(`${email} ${key}`);
    const { lastAuthenticatedTime: seen, observationStart: start } = data;
    const use: Use = {
      lastUsedAt: seen ?? (start != null && oldest !== undefined && oldest < start ? start : 'never'),
      ...(data.observationStart == null ? {} : { observedSince: data.observationStart }),
    };
    if (key === undefined) accounts.set(email, use);
    else keys.set(`${email} ${key}`, use);
  }
  const agents = new Map<string, Use>();
  for (const { data } of inventory.of('gcp.access-summary')) {
    const { workloadId: id, lastAccessTime: time } = data;
    if (id == null || time == null) continue;
    const known = agents.get(id)?.lastUsedAt;
    if (known === undefined || known < time) agents.set(id, { lastUsedAt: time });
  }
  const delegated = delegationsOf(inventory);
  const unseen = new Set([
    ...inventory
      .of('gcp.service-account')
      .flatMap(({ data }) =>
        [data.oauth2ClientId, data.uniqueId].some((client) => client != null && delegated.has(client))
          ? [data.email.toLowerCase()]
          : [],
      ),
    ...inventory
      .of('gcp.hmac-key')
      .flatMap(({ data }) => (data.state === 'DELETED' ? [] : [data.serviceAccountEmail.toLowerCase()])),
    ...inventory
      .of('gcp.api-key')
      .flatMap(({ data }) =>
        data.deleteTime == null && data.serviceAccountEmail != null
          ? [data.serviceAccountEmail.toLowerCase()]
          : [],
      ),
  ]);
  return {
    ofAccount: (email) => {
      const use = accounts.get(email);
      return use?.lastUsedAt === 'never' && unseen.has(email) ? undefined : use;
    },
    ofAgent: (id) => agents.get(id),
    ofKey: (email, key) => keys.get(`${email} ${key}`),
  };
};
