import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Severity } from '../../../src/model/finding.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';

/** By level of risk; one that is hidden for want of a licence may be any. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ['high', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['hidden', 'medium'],
]);

const graph = 'https://graph.microsoft.com';

/**
 * What Identity Protection holds to be at risk, or an administrator to be compromised. What was remediated, dismissed or confirmed
 * safe is over.
 * https://learn.microsoft.com/entra/id-protection/concept-workload-identity-risk
 */
export const atRisk = ({ inventory }: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const byId = new Map(inventory.of('azure.risk').map((fact) => [fact.data.id, fact]));
  return ({ id, name, kind }) => {
    const fact = byId.get(id);
    if (fact === undefined) return [];
    const { riskState, riskLevel, riskDetail } = fact.data;
    const isCompromised = riskState === 'confirmedCompromised';
    if (!isCompromised && riskState !== 'atRisk') return [];
    const isAgent = kind.startsWith('agent-');
    return [
      {
        kind: 'at-risk',
        key: 'identity-protection',
        says: isCompromised
          ? `${name} is confirmed as compromised in Identity Protection`
          : `${name} is at ${riskLevel ?? 'unknown'} risk by Identity Protection`,
        severity: isCompromised ? 'critical' : (severities.get(riskLevel ?? '') ?? 'medium'),
        ...(isCompromised ? {} : { confidence: 'medium' as const }),
        evidence: [
          {
            ...sourceOf(fact),
            says: `riskState is ${riskState}, riskLevel ${riskLevel ?? 'not told'}${
              riskDetail == null || riskDetail === 'none' ? '' : ` (${riskDetail})`
            }`,
          },
        ],
        fix: [
          'Look at its sign-ins and detections, switch it off and replace its credentials, or dismiss the risk once it is explained.',
          fill({
            template: `az rest --method PATCH --url ${graph}/v1.0/${kind === 'agent-user' ? 'users' : 'servicePrincipals'}/{id} --body {body}`,
            values: { id, body: jsonText({ accountEnabled: false }) },
          }),
          fill({
            template: `az rest --method POST --url ${graph}/${
              isAgent
                ? 'beta/identityProtection/riskyAgents'
                : 'v1.0/identityProtection/riskyServicePrincipals'
            }/dismiss --body {body}`,
            values: { body: jsonText(isAgent ? { agentIds: [id] } : { servicePrincipalIds: [id] }) },
          }),
        ].join('\n'),
      },
    ];
  };
};
