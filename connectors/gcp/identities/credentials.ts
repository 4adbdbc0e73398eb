import type { Credential } from '../../../src/model/credential.ts';
import { addTo } from '../../../src/model/many.ts';
import { type GcpInventory, sourceOf } from '../facts/inventory.ts';
import type { Places } from './places.ts';
import type { Principal } from './principals.ts';
import type { Uses } from './use.ts';

const tokenSeconds = 3600;
/** A key that Google makes without a limit of the organisation ends in the year 9999. */
const endless = '9000';

/** Of those nobody sees here by what they prove who they are. */
const keyless: ReadonlySet<Principal['kind']> = new Set([
  'user',
  'everyone',
  'service-agent',
  'deleted-service-account',
  'deleted-user',
  'deleted-group',
  'deleted-principal',
  'outside-group',
  'outside-domain',
  'group',
  'domain',
  'principal-set',
  'auth-provider',
]);

/** What proves each service account. */
export const credentialsOf = (
  inventory: GcpInventory,
  places: Places,
  now: string,
  uses: Uses,
): ((principal: Principal) => readonly Credential[]) => {
  const found = new Map<string, Credential[]>();
  const put = (email: string, credential: Credential): void => {
    addTo(found, email, credential);
  };
  for (const fact of inventory.of('gcp.service-account-key')) {
    const { name, keyType, validAfterTime, validBeforeTime, disabled } = fact.data;
    // Google turns those over by itself, and nobody has them.
    if (keyType === 'SYSTEM_MANAGED') continue;
    const [, who, key] = /\/serviceAccounts\/([^/]+)\/keys\/([^/]+)$/.exec(name) ?? [];
    if (who === undefined || key === undefined) continue;
    const end = validBeforeTime == null || validBeforeTime >= endless ? undefined : validBeforeTime;
    const email = places.naming.emailOf(who);
    const use = uses.ofKey(email, key);
    put(email, {
      id: key,
      kind: 'service-account-key',
      lifetime: end === undefined ? 'static' : 'expiring',
      binding: 'shared-secret',
      status: end !== undefined && end <= now ? 'expired' : disabled === true ? 'inactive' : 'active',
      ...(validAfterTime == null ? {} : { createdAt: validAfterTime }),
      ...(end === undefined ? {} : { expiresAt: end }),
      ...(use === undefined ? {} : { lastUsedAt: use.lastUsedAt }),
      source: sourceOf(fact),
    });
  }
  for (const fact of inventory.of('gcp.hmac-key')) {
    const { accessId, serviceAccountEmail, state, timeCreated } = fact.data;
    if (state === 'DELETED') continue;
    put(serviceAccountEmail.toLowerCase(), {
      id: accessId,
      kind: 'hmac-key',
      lifetime: 'static',
      binding: 'shared-secret',
      status: state === 'INACTIVE' ? 'inactive' : 'active',
      service: 'storage',
      ...(timeCreated == null ? {} : { createdAt: timeCreated }),
      source: sourceOf(fact),
    });
  }
  for (const fact of inventory.of('gcp.api-key')) {
    const { name, uid, serviceAccountEmail, createTime, deleteTime } = fact.data;
    if (deleteTime != null) continue;
    put(serviceAccountEmail?.toLowerCase() ?? `//apikeys.googleapis.com/${name}`, {
      id: uid ?? name,
      kind: 'api-key',
      lifetime: 'static',
      binding: 'shared-secret',
      status: 'active',
      ...(createTime == null ? {} : { createdAt: createTime }),
      source: sourceOf(fact),
    });
  }
  return ({ id, kind, fact, source }) => {
    if (keyless.has(kind)) return [];
    if (kind === 'api-key') return found.get(id) ?? [];
    const off = fact?.data.disabled === true;
    return [
      {
        id: 'access-token',
        kind: 'access-token',
        lifetime: 'short-lived' as const,
        binding: 'attested' as const,
        status: off ? ('inactive' as const) : ('active' as const),
        maxSeconds: tokenSeconds,
        source,
      },
      ...(found.get(id) ?? []).map((each) =>
        off && each.status === 'active' ? { ...each, status: 'inactive' as const } : each,
      ),
    ].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  };
};
