import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';

/** https://learn.microsoft.com/graph/api/agentidentity-post-sponsors */
const nameSponsor = (id: string): string =>
  fill({
    template:
      "az rest --method POST --url https://graph.microsoft.com/beta/servicePrincipals/{id}/microsoft.graph.agentIdentity/sponsors/'$ref' --body {body}",
    values: { id, body: jsonText({ '@odata.id': 'https://graph.microsoft.com/v1.0/users/OWNER' }) },
  });

/**
 * Limits that Entra offers for agents: a person who answers for each, and no secret for what many agents are made of.
 * https://learn.microsoft.com/entra/agent-id/identity-platform/agent-owners-sponsors-managers
 */
export const agentGuardrails = ({
  inventory,
  principals,
  now,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const sponsors = Map.groupBy(inventory.of('azure.sponsorship'), ({ data }) => data.object);
  // Where no sponsor of anybody was read nobody can tell who has none.
  const areRead = sponsors.size > 0;
  return (principal) => {
    const { id, name, kind, application, servicePrincipal, source } = principal;
    if (kind === 'agent-blueprint') {
      const secrets = [
        ...(application?.data.passwordCredentials ?? []),
        ...(servicePrincipal?.data.passwordCredentials ?? []),
      ].filter(({ endDateTime }) => endDateTime == null || Date.parse(endDateTime) > Date.parse(now));
      return secrets.length === 0
        ? []
        : [
            {
              kind: 'weak-agent-guardrail',
              key: 'blueprint-secret',
              says: `Blueprint ${name} has a secret, by which every agent that is made of it can be taken`,
              evidence: [
                {
                  ...(application === undefined ? source : sourceOf(application)),
                  says: 'has a password credential',
                },
              ],
              fix: [
                'Let a managed identity or a federated credential prove the blueprint, then delete the secret.',
                ...secrets.slice(0, 5).map(({ keyId }) =>
                  fill({
                    template: 'az ad app credential delete --id {id} --key-id {key}',
                    values: { id: application?.data.appId ?? id, key: keyId ?? '' },
                  }),
                ),
              ].join('\n'),
            },
          ];
    }
    if (kind !== 'agent-identity') return [];
    const own = (sponsors.get(id) ?? []).map(({ data }) => principals.all.get(data.sponsor));
    if (own.length === 0)
      return areRead
        ? [
            {
              kind: 'weak-agent-guardrail',
              key: 'no-sponsor',
              says: `Agent ${name} has no sponsor`,
              evidence: [{ ...source, says: 'nobody is named as its sponsor' }],
              fix: `Name the person who answers for what the agent does.\n${nameSponsor(id)}`,
            },
          ]
        : [];
    if (own.some((sponsor) => sponsor === undefined || sponsor.kind !== 'user' || sponsor.enabled)) return [];
    return [
      {
        kind: 'weak-agent-guardrail',
        key: 'sponsor-left',
        says: `Agent ${name} is sponsored by nobody who is still there`,
        evidence: [
          { ...source, says: `${own.map((sponsor) => sponsor!.name).join(', ')} cannot sign in any more` },
        ],
        fix: `Name another sponsor, or end the agent.\n${nameSponsor(id)}`,
      },
    ];
  };
};
