import type { Evidence } from '../../../src/model/evidence.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { permanent } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { type StoredCredential, storedCredentialsOf } from '../identities/stored-credentials.ts';
import { kindOfScope } from '../rbac/scope.ts';
import {
  deployFromVault,
  deployStoredCredential,
  openVault,
  readSecrets,
  readStoredCredential,
  writeVaultPolicies,
} from '../techniques/identities.ts';
import type { Authorities, Authority } from './authority.ts';
import { type Nodes, termDetails } from './nodes.ts';

const restsOn = ({ isGuess, name, vault }: StoredCredential): readonly string[] =>
  isGuess
    ? [
        `the secret ${name.slice(0, 80)} of vault ${vault.slice(vault.lastIndexOf('/') + 1)} is what its name says`,
      ]
    : [];

/**
 * Whoever reads a secret that is a credential of somebody becomes that: by a role where roles decide, by a policy of the vault where
 * those do, and then whoever writes the policies as well.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
 */
export const addStoredCredentials = (
  graph: GraphBuilder,
  arranged: Arranged,
  scopes: AzureScopes,
  { all, permits }: Authorities,
  nodeOfAuthority: (authority: Authority) => number | undefined,
  nodes: Nodes,
): void => {
  const stored = storedCredentialsOf(arranged);
  if (stored.length === 0) return;
  const byScope = Map.groupBy(all, ({ scope }) => scope);
  const vaults = new Map(
    arranged.inventory.of('azure.resource').map((fact) => [fact.data.id.toLowerCase(), fact]),
  );
  /** Deployments are of a group or above: whoever has a role on the vault alone writes none. */
  const deployed = (authority: Authority, vault: string): readonly string[] | undefined => {
    if (kindOfScope(authority.scope) === 'resource') return undefined;
    const [takes, deploys] = deployFromVault;
    const both = [permits(authority, takes, vault), permits(authority, deploys, authority.scope)];
    return both.every((each) => each !== undefined) ? both.flat() : undefined;
  };
  for (const credential of stored) {
    const { principal, path, vault, name, source } = credential;
    const to = nodes.of(principal.id);
    if (to === undefined) continue;
    const lies: Evidence = { ...source, says: `${name} is marked as a credential of ${principal.name}` };
    const assumes = restsOn(credential);
    const decides = scopes.rolesDecideAt(vault);
    const fact = vaults.get(vault);
    const parts = path.split('/').slice(1);
    const above = new Set([
      ...scopes.tree.chain(vault),
      ...parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`),
    ]);
    for (const scope of above)
      for (const authority of byScope.get(scope) ?? []) {
        const from = nodeOfAuthority(authority);
        if (from === undefined) continue;
        const read = decides === false ? undefined : permits(authority, readSecrets, path);
        if (read !== undefined)
          graph.edge(from, to, readStoredCredential, {
            assumes: [
              ...read,
              ...(decides === undefined ? ['roles decide who reads what the vault holds'] : []),
              ...assumes,
            ],
            evidence: [lies],
          });
        const deploys = fact?.data.settings?.forTemplates === true ? deployed(authority, vault) : undefined;
        if (deploys !== undefined)
          graph.edge(from, to, deployStoredCredential, {
            assumes: [...deploys, ...assumes],
            evidence: [lies],
          });
        const write = decides === true ? undefined : permits(authority, writeVaultPolicies, vault);
        if (write !== undefined)
          graph.edge(from, to, openVault, {
            assumes: [
              ...write,
              ...(decides === undefined ? ['policies of the vault decide who reads what it holds'] : []),
              ...assumes,
            ],
            evidence: [lies],
          });
      }
    if (decides === true || fact === undefined) continue;
    for (const policy of fact.data.settings?.accessPolicies ?? []) {
      // One that names an application as well holds for somebody who is signed in to that.
      if (policy.applicationId != null) continue;
      if (!(policy.secrets ?? []).some((each) => ['get', 'all'].includes(each.toLowerCase()))) continue;
      for (const { node, term } of nodes.holders(policy.objectId, permanent))
        if (node !== to)
          graph.edge(node, to, readStoredCredential, {
            ...termDetails(term, 'access policy'),
            assumes,
            evidence: [
              {
                record: 'azure.resource',
                id: fact.id,
                pointer: '/settings/accessPolicies',
                says: 'lets it read the secrets of the vault',
              },
              lies,
            ],
          });
    }
  }
};
