import type { Credential } from '../../../src/model/credential.ts';
import { seenSince, usageWindowOf } from '../../../src/model/usage.ts';
import { type IdentityUses, laterOf, type UsageTable } from '../../../src/usage/table.ts';
import type { Principal } from '../facts/inventory.ts';

/** A key that a log shows was used then at the latest. */
export const withSeenKeys = (
  credentials: readonly Credential[],
  seen: IdentityUses | undefined,
): readonly Credential[] => {
  if (seen === undefined || seen.credentials.size === 0) return credentials;
  return credentials.map((credential) => {
    const lastUsedAt = laterOf(credential.lastUsedAt, seen.credentials.get(credential.id));
    return lastUsedAt === undefined || lastUsedAt === credential.lastUsedAt
      ? credential
      : { ...credential, lastUsedAt };
  });
};

interface LastUse {
  readonly lastUsedAt?: string;
  readonly observedSince?: string;
}

const mayBeOld = 2 * 86_400_000;

/**
 * Last use by what is told and what logs show. That logs show none says something of roles alone, since every session of one begins
 * with an event, and only where the logs are whole to the end: a user's key may have been used for data, which is not logged.
 */
export const withLogs = (
  principal: Principal,
  told: LastUse,
  usage: UsageTable,
  collectedAt: string,
): LastUse => {
  const window = usageWindowOf(usage.windows, { provider: 'aws', scope: principal.account });
  if (window === undefined) return told;
  const last = usage.of(principal.arn)?.last;
  const born = principal.createdAt;
  const since = born !== undefined && born > window.unbrokenSince ? born : seenSince(window);
  if (last !== undefined) {
    const lastUsedAt = laterOf(told.lastUsedAt, last);
    return {
      observedSince: since,
      ...told,
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    };
  }
  const whole = Date.parse(collectedAt) - Date.parse(window.to) <= mayBeOld;
  const regional = (usage.windowData.get(principal.account)?.Places.length ?? 0) > 1;
  return told.lastUsedAt === undefined && principal.kind === 'role' && whole && regional
    ? { lastUsedAt: 'never', observedSince: since }
    : told;
};
