import type { FactRef } from '../../../src/model/evidence.ts';
import { sourceOf } from '../facts/inventory.ts';
import { vaultSecretAt } from '../facts/vault-address.ts';
import { normalScope } from '../rbac/scope.ts';
import type { Arranged } from './arrange.ts';
import type { Principal } from './principals.ts';
import { byWorldName } from './world-names.ts';

/**
 * Which secrets of vaults are credentials of whom, as far as their names and marks tell: nobody reads their values.
 * https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
 */
export interface StoredCredential {
  readonly principal: Principal;
  /** Path of the secret in its vault, normal. */
  readonly path: string;
  /** Path of the vault, normal. */
  readonly vault: string;
  readonly name: string;
  /** What says so is the name alone. */
  readonly isGuess: boolean;
  readonly source: FactRef;
}

const guids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
/** What names put behind the name of whose secret it is. */
const ending =
  /[-_.]?(?:client|app|application|sp|spn|service-?principal)?[-_.]?(?:secret|password|passwd|pwd|key|cert|certificate|credential|credentials)s?[-_.]?(?:value|\d+)?$/;
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const isOver = (at: string | null | undefined, now: string): boolean =>
  at != null && Date.parse(at) <= Date.parse(now);

/** Whether somebody has a secret, certificate or key that could lie there. */
const hasProof = ({ keys, application, servicePrincipal }: Principal, now: string): boolean =>
  keys !== undefined ||
  [application, servicePrincipal].some((fact) =>
    [...(fact?.data.passwordCredentials ?? []), ...(fact?.data.keyCredentials ?? [])].some(
      ({ endDateTime }) => !isOver(endDateTime, now),
    ),
  );

/** What is of another tenant is nothing that files of one could tell. */
const at = (tenant: string, what: string): string => `${tenant} ${what}`;

export const storedCredentialsOf = ({
  inventory,
  principals,
  paths,
  now,
}: Arranged): readonly StoredCredential[] => {
  const secrets = inventory.of('azure.vault-secret');
  if (secrets.length === 0) return [];
  const vaults = byWorldName({ inventory, paths }, 'microsoft.keyvault/vaults');
  const byId = new Map<string, Principal>();
  const byName = new Map<string, Principal | null>();
  for (const principal of principals.all.values()) {
    if (!principal.enabled || !hasProof(principal, now)) continue;
    const { id, appId, application, servicePrincipal, name, keys } = principal;
    for (const each of [id, appId, application?.data.id])
      if (each !== undefined) byId.set(at(principal.tenant, each), principal);
    for (const fact of [application, servicePrincipal])
      for (const { keyId } of [
        ...(fact?.data.passwordCredentials ?? []),
        ...(fact?.data.keyCredentials ?? []),
      ])
        byId.set(at(principal.tenant, keyId), principal);
    // Two of one name: nobody can tell which.
    const own = plain(keys === undefined ? name : name.replace(/^keys of /, ''));
    if (own.length >= 4)
      byName.set(at(principal.tenant, own), byName.has(at(principal.tenant, own)) ? null : principal);
  }
  return secrets.flatMap((fact): readonly StoredCredential[] => {
    const { id, contentType, tags, attributes } = fact.data;
    const address = vaultSecretAt(id);
    const vault = address === undefined ? undefined : vaults.get(address.vault);
    if (address === undefined || vault === undefined) return [];
    const { name } = address;
    if (attributes?.enabled === false || isOver(attributes?.expires, now)) return [];
    const marks = Object.values(tags ?? {}).flatMap((value) => value ?? []);
    const told = [name, contentType ?? '', ...marks];
    const sure = [
      ...told.flatMap((text) =>
        [...text.matchAll(guids)].map(([guid]) => byId.get(at(fact.tenant, guid.toLowerCase()))),
      ),
      // As rotation by Microsoft's own pattern marks it: `ProviderAddress`.
      ...marks.map((text) =>
        text.startsWith('/') ? byId.get(at(fact.tenant, `${normalScope(text)}/keys`)) : undefined,
      ),
    ].find((principal) => principal !== undefined);
    const guessed =
      sure ?? byName.get(at(fact.tenant, plain(name.toLowerCase().replace(ending, '')))) ?? undefined;
    return guessed === undefined || (sure === undefined && !ending.test(name.toLowerCase()))
      ? []
      : [
          {
            principal: guessed,
            path: `${vault}/secrets/${name.toLowerCase()}`,
            vault,
            name,
            isGuess: sure === undefined,
            source: sourceOf(fact),
          },
        ];
  });
};
