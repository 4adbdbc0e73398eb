import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
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

/** https://learn.microsoft.com/graph/api/agentidentityblueprint-post-sponsors */
const nameBlueprintSponsor = (id: string): string =>
  fill({
    template:
      "az rest --method POST --url https://graph.microsoft.com/v1.0/applications/{id}/microsoft.graph.agentIdentityBlueprint/sponsors/'$ref' --body {body}",
    values: { id, body: jsonText({ '@odata.id': 'https://graph.microsoft.com/v1.0/users/OWNER' }) },
  });

const blueprintSponsorsCalls = [
  'GET /v1.0/applications/{id}/microsoft.graph.agentIdentityBlueprint/sponsors',
  'GET /v1.0/servicePrincipals/{id}/microsoft.graph.agentIdentityBlueprintPrincipal/sponsors',
] as const;
const sponsorsCall = 'GET /v1.0/servicePrincipals/{id}/microsoft.graph.agentIdentity/sponsors';
const policiesCall = 'GET /beta/identity/conditionalAccess/policies';

/** Whether a list of a tenant was read whole. Undefined: nothing tells. */
const wholeBy =
  (coverage: readonly Coverage[], call: string) =>
  (tenant: string): boolean | undefined => {
    const lines = coverage.filter(
      ({ connector, source, scope }) => connector === 'azure' && source === call && scope === tenant,
    );
    return lines.length === 0 ? undefined : lines.every(({ status }) => status === 'complete');
  };

/**
 * Agents that no policy of Conditional Access is about. Where none was read nobody can tell. Of those that were, only what is
 * about workloads is kept: there may be none of them.
 * https://learn.microsoft.com/entra/identity/conditional-access/agent-id
 */
const outsideOfPolicies = (
  inventory: Arranged['inventory'],
  read: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  const byTenant = Map.groupBy(inventory.of('azure.conditional-access-policy'), ({ tenant }) => tenant);
  const names = (list: readonly string[] | null | undefined, ids: readonly string[]): boolean =>
    (list ?? []).some((each) => each === 'All' || ids.includes(each.toLowerCase()));
  const areWhole = wholeBy(read, policiesCall);
  return ({ id, appId, name, tenant, servicePrincipal, source }) => {
    const policies = byTenant.get(tenant) ?? [];
    if (!(areWhole(tenant) ?? policies.length > 0)) return [];
    const [first] = policies;
    const blueprint = servicePrincipal?.data.agentIdentityBlueprintId;
    const ids = [id, appId, blueprint].flatMap((each) => (each == null ? [] : [each.toLowerCase()]));
    const isMet = policies.some(
      ({ data }) =>
        data.state === 'enabled' && names(data.includeAgentIds, ids) && !names(data.excludeAgentIds, ids),
    );
    return isMet
      ? []
      : [
          {
            kind: 'weak-agent-guardrail',
            key: 'no-conditional-access',
            says: `No policy of Conditional Access in force is about agent ${name}`,
            evidence: [
              { ...source, says: 'is an agent' },
              first === undefined
                ? { ...source, says: 'is in a tenant without a policy about workloads or agents' }
                : {
                    ...sourceOf(first),
                    says: `is one of ${policies.length} policies, none of which includes it`,
                  },
            ],
            fix: 'Include agents in a policy that asks for what their work needs, and blocks those at risk.\naz rest --method PATCH --url https://graph.microsoft.com/beta/identity/conditionalAccess/policies/POLICY --body policy.json',
          },
        ];
  };
};

/**
 * Limits that Entra offers for agents: a person who answers for each, and no secret for what many agents are made of.
 * https://learn.microsoft.com/entra/agent-id/identity-platform/agent-owners-sponsors-managers
 */
export const agentGuardrails = (
  { inventory, principals, now }: Arranged,
  coverage: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  // A scan whose token names no tenant says so of its coverage as well.
  const read = coverage.map((line) => ({ ...line, scope: inventory.tenantOf(line.scope) }));
  const sponsors = Map.groupBy(inventory.of('azure.sponsorship'), ({ data }) => data.object);
  const areWhole = wholeBy(read, sponsorsCall);
  const areBlueprintsWhole = blueprintSponsorsCalls.map((call) => wholeBy(read, call));
  const outside = outsideOfPolicies(inventory, read);
  return (principal) => {
    const { id, name, kind, tenant, application, servicePrincipal, source } = principal;
    if (kind === 'agent-blueprint') {
      const secrets = [
        ...(application?.data.passwordCredentials ?? []),
        ...(servicePrincipal?.data.passwordCredentials ?? []),
      ].filter(({ endDateTime }) => endDateTime == null || Date.parse(endDateTime) > Date.parse(now));
      const isSponsored = [id, application?.data.id].some((each) => each != null && sponsors.has(each));
      // Of another tenant's blueprint those answer who made it.
      const unsponsored: readonly Exposure[] =
        application === undefined ||
        isSponsored ||
        !areBlueprintsWhole.every((whole) => whole(tenant) === true)
          ? []
          : [
              {
                kind: 'weak-agent-guardrail',
                key: 'no-sponsor',
                says: `Blueprint ${name} has no sponsor`,
                evidence: [{ ...sourceOf(application), says: 'nobody is named as its sponsor' }],
                fix: `Name the person who answers for the agents that are made of it.\n${nameBlueprintSponsor(application.data.id)}`,
              },
            ];
      return secrets.length === 0
        ? unsponsored
        : [
            ...unsponsored,
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
    const open = outside(principal);
    const own = (sponsors.get(id) ?? []).map(({ data }) => principals.all.get(data.sponsor));
    if (own.length === 0)
      // Where nothing tells, and no sponsor of anybody was read, nobody can tell who has none.
      return (areWhole(tenant) ?? sponsors.size > 0)
        ? [
            ...open,
            {
              kind: 'weak-agent-guardrail',
              key: 'no-sponsor',
              says: `Agent ${name} has no sponsor`,
              evidence: [{ ...source, says: 'nobody is named as its sponsor' }],
              fix: `Name the person who answers for what the agent does.\n${nameSponsor(id)}`,
            },
          ]
        : open;
    if (own.some((sponsor) => sponsor === undefined || sponsor.kind !== 'user' || sponsor.enabled))
      return open;
    return [
      ...open,
      {
        kind: 'weak-agent-guardrail',
        key: 'sponsor-left',
        says: `Agent ${name} has no sponsor who still exists`,
        evidence: [
          { ...source, says: `${own.map((sponsor) => sponsor!.name).join(', ')} cannot sign in any more` },
        ],
        fix: `Name another sponsor, or end the agent.\n${nameSponsor(id)}`,
      },
    ];
  };
};
