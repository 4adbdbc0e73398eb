import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { levelRank } from '../../../src/model/level.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';
import { connectionsOf, federatedCredentialsOf } from '../identities/trusts.ts';
import { strongest } from './strongest.ts';

/** Secrets of an application that work, by the record that holds them. */
const secretsOf = ({ application, servicePrincipal }: Principal, now: string) =>
  [application, servicePrincipal].flatMap((fact) =>
    fact === undefined
      ? []
      : (fact.data.passwordCredentials ?? [])
          .filter(({ endDateTime }) => endDateTime == null || Date.parse(endDateTime) > Date.parse(now))
          .map(({ keyId }) => ({ keyId, source: sourceOf(fact) })),
  );

/** Whoever can show a token needs no secret: beside a federated credential one is only there to leak. */
export const secretBesideFederation = ({
  inventory,
  now,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const federated = federatedCredentialsOf(inventory);
  return (principal) => {
    const [credential] = federated(principal);
    if (credential === undefined || !principal.enabled || principal.home === 'microsoft') return [];
    // Of blueprints the secret itself is another finding.
    if (principal.kind === 'agent-blueprint') return [];
    return secretsOf(principal, now).map(({ keyId, source }) => ({
      kind: 'key-instead-of-federation',
      key: keyId,
      says: `${principal.name} takes tokens of ${credential.data.issuer} and has a secret as well`,
      evidence: [
        { ...source, says: `has the password credential ${keyId}` },
        { ...sourceOf(credential), says: 'accepts tokens, for which nothing is stored' },
      ],
      fix: `Let everything that uses the secret present a token instead, then delete the secret.\n${
        // Those of the principal itself no command of the CLI knows.
        source.record === 'azure.service-principal'
          ? fill({
              template:
                'az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/{id}/removePassword --body {body}',
              values: { id: principal.id, body: jsonText({ keyId }) },
            })
          : fill({
              template: 'az ad app credential delete --id {application} --key-id {key}',
              values: { application: principal.appId ?? principal.id, key: keyId },
            })
      }`,
    }));
  };
};

/** A connection of Azure DevOps that keeps a secret, where it could show a token. */
export const secretInConnection = ({
  inventory,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const connected = connectionsOf(inventory);
  return (principal) =>
    connected(principal)
      .filter(({ data }) => data.scheme?.toLowerCase() === 'serviceprincipal')
      .map((fact) => ({
        kind: 'key-instead-of-federation',
        key: fact.id,
        says: `Connection ${fact.data.name ?? fact.id} of Azure DevOps keeps a secret of ${principal.name}`,
        evidence: [{ ...sourceOf(fact), says: 'signs in as a service principal by what it keeps' }],
        fix: 'Convert the connection to workload identity federation in the settings of the project, then delete the secret.\naz ad app credential delete --id APPLICATION --key-id KEY',
      }));
};

/**
 * A tenant can bound how long secrets live, or forbid them: `defaultAppManagementPolicy`.
 * https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export const noCredentialPolicy = ({
  inventory,
  now,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const byTenant = Map.groupBy(inventory.of('azure.app-management-policy'), ({ tenant }) => tenant);
  const open = new Map(
    [...byTenant].flatMap(([tenant, policies]) => {
      const bounds = policies.some(
        ({ data }) =>
          data.isEnabled === true &&
          (data.passwordCredentials ?? []).some(
            ({ state }) => (state ?? 'enabled').toLowerCase() === 'enabled',
          ),
      );
      return bounds ? [] : [[tenant, policies[0]!] as const];
    }),
  );
  return (principal, draft) => {
    const policy = open.get(principal.tenant);
    const [secret] = secretsOf(principal, now);
    if (policy === undefined || principal.home !== 'here' || secret === undefined) return [];
    if (strongest(draft) < levelRank.control) return [];
    return [
      {
        kind: 'no-credential-policy',
        key: 'password-credentials',
        says: `Nothing in the tenant bounds how long secrets of ${principal.name} live, which controls what it has`,
        evidence: [
          { ...sourceOf(policy), says: 'no restriction on password credentials is in force' },
          { ...secret.source, says: `has the password credential ${secret.keyId}` },
        ],
        fix: 'Set a longest lifetime for secrets, or forbid new ones, in the default application management policy.\naz rest --method PATCH --url https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy --body policy.json',
      },
    ];
  };
};
