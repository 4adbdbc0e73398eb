import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { outsideOfPolicies, principalsOfApps } from './agent-access.ts';
import { wholeBy } from './whole.ts';

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
/** https://learn.microsoft.com/graph/api/serviceprincipal-post-owners */
const nameOwner = (id: string): string =>
  fill({
    template:
      "az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/{id}/owners/'$ref' --body {body}",
    values: {
      id,
      body: jsonText({ '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/OWNER' }),
    },
  });

const ownedCall = 'GET /v1.0/servicePrincipals (with owners)';
const ownersCall = 'GET /v1.0/servicePrincipals/{id}/owners';
const attributeCalls = {
  agent: 'GET /v1.0/servicePrincipals/microsoft.graph.agentIdentity (attributes)',
  blueprint: 'GET /v1.0/servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal (attributes)',
} as const;

/**
 * Agents and principals of blueprints that nobody owns: a sponsor answers for what an agent is for, an owner for how it is kept.
 * https://learn.microsoft.com/entra/agent-id/identity-platform/agent-owners-sponsors-managers
 */
const withoutOwner = (
  { inventory }: Arranged,
  read: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  const owned = new Set(inventory.of('azure.ownership').map(({ data }) => data.object));
  const whole = [ownedCall, ownersCall].map((call) => wholeBy(read, call));
  return ({ id, name, tenant, application, source }) =>
    [id, application?.data.id].some((each) => each !== undefined && owned.has(each)) ||
    !whole.every((isWhole) => isWhole(tenant) === true)
      ? []
      : [
          {
            kind: 'weak-agent-guardrail',
            key: 'no-technical-owner',
            says: `Nobody owns ${name} and looks after how it is kept`,
            evidence: [{ ...source, says: 'no owner is named, of it or of its application' }],
            fix: `Name an owner who keeps it, beside the sponsor who answers for what it is for.\n${nameOwner(id)}`,
          },
        ];
};

/**
 * Agents that no policy can tell from others, because neither they nor their blueprint has a custom security attribute.
 * https://learn.microsoft.com/entra/identity/conditional-access/agent-id
 */
const withoutAttributes = (
  { inventory }: Arranged,
  read: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  const tagged = new Set(
    inventory.of('azure.security-attributes').flatMap(({ data }) => (data.names.length > 0 ? [data.id] : [])),
  );
  const principalOfBlueprint = principalsOfApps(inventory);
  const whole = wholeBy(read, attributeCalls.agent);
  const blueprintsWhole = wholeBy(read, attributeCalls.blueprint);
  return ({ id, name, tenant, servicePrincipal, source }) => {
    const blueprint = principalOfBlueprint(tenant, servicePrincipal?.data.agentIdentityBlueprintId);
    if (whole(tenant) !== true || (blueprint !== undefined && blueprintsWhole(tenant) !== true)) return [];
    if (tagged.has(id) || (blueprint !== undefined && tagged.has(blueprint))) return [];
    return [
      {
        kind: 'weak-agent-guardrail',
        key: 'no-attributes',
        atMost: 'low',
        severity: 'low',
        says: `Agent ${name} has no custom security attribute, nor has its blueprint: no policy can tell it from others`,
        evidence: [{ ...source, says: 'customSecurityAttributes is empty' }],
        fix: `Give it or its blueprint an attribute that policies of Conditional Access go by.\n${fill({
          template:
            'az rest --method PATCH --url https://graph.microsoft.com/v1.0/servicePrincipals/{id} --body attributes.json',
          values: { id },
        })}`,
      },
    ];
  };
};

/**
 * Limits that Entra offers for agents: a person who answers for each, and no secret for what many agents are made of.
 * https://learn.microsoft.com/entra/agent-id/identity-platform/agent-owners-sponsors-managers
 * @param read coverage, of tenants as the inventory calls them
 */
export const agentGuardrails = (
  arranged: Arranged,
  read: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  const { inventory, principals, now } = arranged;
  const sponsors = Map.groupBy(inventory.of('azure.sponsorship'), ({ data }) => data.object);
  const areWhole = wholeBy(read, sponsorsCall);
  const areBlueprintsWhole = blueprintSponsorsCalls.map((call) => wholeBy(read, call));
  const outside = outsideOfPolicies(arranged, read);
  const ownerless = withoutOwner(arranged, read);
  const untagged = withoutAttributes(arranged, read);
  return (principal) => {
    const { id, name, kind, tenant, application, servicePrincipal, source } = principal;
    if (kind === 'agent-user') return outside(principal);
    if (kind === 'agent-blueprint') {
      // A registration without a principal is owned as an application is.
      const unowned = servicePrincipal === undefined || application === undefined ? [] : ownerless(principal);
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
        ? [...unowned, ...unsponsored]
        : [
            ...unowned,
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
    const open = [...outside(principal), ...ownerless(principal), ...untagged(principal)];
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
