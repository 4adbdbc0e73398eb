import type { Credential, CredentialStatus } from '../../../src/model/credential.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import { type AzureInventory, type Fact, sourceOf } from '../facts/inventory.ts';
import type { Principal } from './principals.ts';

/** Tokens of managed identities hold for a day at most, those of the other flows for about an hour. */
const tokenSeconds = 3600;
const managedTokenSeconds = 86_400;

interface Key {
  readonly keyId: string;
  readonly startDateTime?: string | null | undefined;
  readonly endDateTime?: string | null | undefined;
}

/**
 * Use of keys that the report of credentials does not list: where it lists another of the same principal this one was never used,
 * and none was used after the principal was: of one that ended before, that says nothing.
 * https://learn.microsoft.com/graph/api/resources/appcredentialsigninactivity
 */
const untoldUse = (keys: readonly Credential[], principalUsed: string | undefined): readonly Credential[] => {
  const lastUsedAt = keys.some((key) => key.lastUsedAt !== undefined) ? 'never' : principalUsed;
  if (lastUsedAt === undefined) return keys;
  const isOver = ({ expiresAt }: Credential): boolean =>
    lastUsedAt !== 'never' && expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(lastUsedAt);
  const bound = lastUsedAt === 'never' ? {} : { lastUsedAtMost: true as const };
  return keys.map((key) =>
    key.lastUsedAt === undefined && !isOver(key) ? { ...key, lastUsedAt, ...bound } : key,
  );
};

interface KeyTimes {
  /** When each key was last used, by its id. */
  readonly used: ReadonlyMap<string, string>;
  readonly now: number;
}

const keyCredential = (
  { used, now }: KeyTimes,
  kind: string,
  binding: Credential['binding'],
  { keyId, startDateTime, endDateTime }: Key,
  enabled: boolean,
  source: FactRef,
): Credential => {
  const lastUsedAt = used.get(keyId);
  const expired = endDateTime != null && Date.parse(endDateTime) <= now;
  const status: CredentialStatus = expired ? 'expired' : enabled ? 'active' : 'inactive';
  return {
    id: keyId,
    kind,
    lifetime: endDateTime == null ? 'static' : 'expiring',
    binding,
    status,
    ...(startDateTime == null ? {} : { createdAt: startDateTime }),
    ...(endDateTime == null ? {} : { expiresAt: endDateTime }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    source,
  };
};

const ofFact = (
  times: KeyTimes,
  fact: Fact<'azure.application'> | Fact<'azure.service-principal'> | undefined,
  enabled: boolean,
): readonly Credential[] => {
  if (fact === undefined) return [];
  const source = sourceOf(fact);
  return [
    ...(fact.data.passwordCredentials ?? []).map((key) =>
      keyCredential(times, 'client-secret', 'shared-secret', key, enabled, source),
    ),
    ...(fact.data.keyCredentials ?? [])
      // What signs tokens for others does not prove the application.
      .filter(({ usage }) => usage == null || usage.toLowerCase() === 'verify')
      .map((key) =>
        keyCredential(
          times,
          key.type === 'Symmetric' ? 'client-secret' : 'certificate',
          key.type === 'Symmetric' ? 'shared-secret' : 'certificate',
          key,
          enabled,
          source,
        ),
      ),
  ];
};

/** What proves each principal. @param principalUsed when each was last used, by client id */
export const credentialsOf = (
  inventory: AzureInventory,
  federated: (principal: Principal) => readonly Fact<'azure.federated-credential'>[],
  principalUsed: ReadonlyMap<string, string>,
  now: number,
): ((principal: Principal) => readonly Credential[]) => {
  const used = new Map(
    inventory
      .of('azure.credential-sign-in')
      .flatMap(({ data }) =>
        data.signInActivity?.lastSignInDateTime == null
          ? []
          : [[data.keyId, data.signInActivity.lastSignInDateTime] as const],
      ),
  );
  /** Tenants of which applications were read. */
  const registered = new Set(inventory.of('azure.application').map(({ tenant }) => tenant));
  /** Tenants of which principals were. */
  const listed = new Set(inventory.of('azure.service-principal').map(({ tenant }) => tenant));
  const times = { used, now };
  return (principal) => {
    const { kind, enabled, servicePrincipal, application, keys, source } = principal;
    const status: CredentialStatus = enabled ? 'active' : 'inactive';
    const shortLived = (id: string, maxSeconds: number, from: FactRef): Credential => ({
      id,
      kind: id,
      lifetime: 'short-lived',
      binding: 'attested',
      status,
      maxSeconds,
      source: from,
    });
    if (kind === 'user' || kind === 'agent-user') return [];
    if (keys !== undefined)
      return keys.keys.map(
        ({ name, createdAt }): Credential => ({
          id: name,
          kind: 'account-key',
          lifetime: 'static',
          binding: 'shared-secret',
          status: 'active',
          service: keys.service,
          ...(createdAt === undefined ? {} : { createdAt }),
          source,
        }),
      );
    const tokens = federated(principal).map((fact) => ({
      ...shortLived('federated-token', tokenSeconds, sourceOf(fact)),
      id: fact.data.name ?? fact.id,
    }));
    if (kind === 'managed-identity')
      return [
        {
          ...shortLived('managed-identity-token', managedTokenSeconds, source),
          lifetime: 'platform-managed',
        },
        ...tokens,
      ];
    if (kind === 'agent-identity') return [shortLived('agent-token', tokenSeconds, source), ...tokens];
    const byKey = new Map(
      [...ofFact(times, application, enabled), ...ofFact(times, servicePrincipal, enabled)].map((each) => [
        each.id,
        each,
      ]),
    );
    // What proves an application is kept with its registration: where none was read, it is something that nobody knows.
    const unread: readonly Credential[] =
      kind === 'service-principal' &&
      application === undefined &&
      principal.home !== 'microsoft' &&
      (principal.home === 'elsewhere' ||
        !registered.has(principal.tenant) ||
        // Only an assignment names it: it cannot be told which registration is its own.
        (servicePrincipal === undefined && !listed.has(principal.tenant)))
        ? [
            {
              id: 'registration',
              kind: 'credential-of-registration',
              lifetime: 'unknown',
              binding: 'unknown',
              status: enabled ? 'unknown' : 'inactive',
              source,
            },
          ]
        : [];
    return [
      ...untoldUse([...byKey.values()], principalUsed.get(principal.appId ?? '')),
      ...unread,
      ...tokens,
    ].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  };
};
