import type { Coverage } from '../../../src/model/coverage.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { type Fact, sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { wholeBy } from './whole.ts';

const policiesCall = 'GET /beta/identity/conditionalAccess/policies';
const attributesCall = 'GET /v1.0/servicePrincipals/microsoft.graph.agentIdentity (attributes)';

type Policy = Fact<'azure.conditional-access-policy'>;

const names = (list: readonly string[] | null | undefined, ids: readonly string[]): boolean =>
  (list ?? []).some(
    (each) => each === 'All' || each === 'AllAgentIdUsers' || ids.includes(each.toLowerCase()),
  );

/** Plans with which Identity Protection tells the risk of agents. */
const tellsRisk = (plans: readonly string[] | null | undefined): boolean =>
  plans == null || plans.length === 0 || plans.some((plan) => plan.toUpperCase() === 'AAD_PREMIUM_P2');

const open = (
  { name, source }: Principal,
  policies: readonly Policy[],
  {
    key,
    says,
    short,
    fix,
  }: { readonly key: string; readonly says: string; readonly short: string; readonly fix: string },
): Exposure => {
  const [first] = policies;
  return {
    kind: 'weak-agent-guardrail',
    key,
    says: `${says} ${name}`,
    evidence: [
      { ...source, says: 'is an agent' },
      first === undefined
        ? { ...source, says: 'is in a tenant without a policy about workloads or agents' }
        : { ...sourceOf(first), says: `is one of ${policies.length} policies, none of which ${short}` },
    ],
    fix: `${fix}\naz rest --method PATCH --url https://graph.microsoft.com/beta/identity/conditionalAccess/policies/POLICY --body policy.json`,
  };
};

/** Id of the principal of an application in a tenant. */
export const principalsOfApps = (
  inventory: Arranged['inventory'],
): ((tenant: string, appId: string | null | undefined) => string | undefined) => {
  const byApp = new Map(
    inventory
      .of('azure.service-principal')
      .map(({ tenant, data }) => [`${tenant} ${data.appId ?? ''}`, data.id]),
  );
  return (tenant, appId) => byApp.get(`${tenant} ${appId ?? ''}`);
};

/**
 * Agents, and users that are agents, that no policy of Conditional Access is about, or none that blocks them once they are at risk.
 * Where none was read nobody can tell. Of those that were, only what is about workloads is kept: there may be none of them.
 * https://learn.microsoft.com/entra/identity/conditional-access/agent-id
 */
export const outsideOfPolicies = (
  { inventory }: Pick<Arranged, 'inventory'>,
  read: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  const byTenant = Map.groupBy(inventory.of('azure.conditional-access-policy'), ({ tenant }) => tenant);
  const areWhole = wholeBy(read, policiesCall);
  const attributesWhole = wholeBy(read, attributesCall);
  const attributes = new Map(
    inventory.of('azure.security-attributes').map(({ data }) => [data.id, data.names]),
  );
  const principalOfBlueprint = principalsOfApps(inventory);
  const plans = new Map(inventory.of('azure.tenant').map(({ data }) => [data.id, data.servicePlans]));
  return (principal) => {
    const { id, appId, tenant, servicePrincipal, kind, enabled } = principal;
    const isUser = kind === 'agent-user';
    if (!enabled || (!isUser && kind !== 'agent-identity')) return [];
    const policies = byTenant.get(tenant) ?? [];
    if (!(areWhole(tenant) ?? policies.length > 0)) return [];
    const blueprint = servicePrincipal?.data.agentIdentityBlueprintId ?? undefined;
    const ids = [id, appId, blueprint].flatMap((each) => (each == null ? [] : [each.toLowerCase()]));
    const blueprintPrincipal = blueprint === undefined ? undefined : principalOfBlueprint(tenant, blueprint);
    /** By custom attributes: one without any fits no rule that includes; else nobody but Entra can tell. */
    const mayFit = ({ agentFilter }: Policy['data']): boolean => {
      if (agentFilter?.rule == null) return false;
      if (agentFilter.mode === 'exclude') return false;
      if (attributesWhole(tenant) !== true) return true;
      return [id, blueprintPrincipal].some(
        (each) => each !== undefined && (attributes.get(each) ?? []).length > 0,
      );
    };
    const about = policies.filter(({ data }) => {
      if (data.state !== 'enabled') return false;
      if (isUser) return names(data.includeAgentUsers, ids) && !names(data.excludeAgentUsers, ids);
      return (names(data.includeAgentIds, ids) || mayFit(data)) && !names(data.excludeAgentIds, ids);
    });
    if (about.length === 0)
      return [
        open(principal, policies, {
          key: 'no-conditional-access',
          says: `No policy of Conditional Access in force is about ${isUser ? 'the user of an agent' : 'agent'}`,
          short: 'includes it',
          fix: isUser
            ? 'Include the users of agents (AllAgentIdUsers) in a policy that blocks what they have no work with.'
            : 'Include agents in a policy that asks for what their work needs, and blocks those at risk.',
        }),
      ];
    // Of users no policy knows the risk of the agent behind them.
    if (isUser || !tellsRisk(plans.get(tenant))) return [];
    const blocksRisk = about.some(
      ({ data }) =>
        // Not told by what collected it: nobody knows.
        data.blocks == null ||
        (data.blocks &&
          ((data.agentRiskLevels ?? []).length === 0 ||
            data.agentRiskLevels!.some((level) => level.toLowerCase() === 'high'))),
    );
    return blocksRisk
      ? []
      : [
          open(principal, about, {
            key: 'risk-not-blocked',
            says: 'No policy of Conditional Access in force blocks, once it is at high risk, agent',
            short: 'blocks at high risk',
            fix: 'Block agents at high risk in a policy of Conditional Access.',
          }),
        ];
  };
};
