import type { AzureInventory } from '../facts/inventory.ts';
import type { Principal } from './principals.ts';

const known = new WeakMap<AzureInventory, (principal: Principal) => readonly string[]>();

/**
 * Policies of Conditional Access that are in force for a principal, as what a sign-in of it rests on. They hold for principals of
 * applications of this tenant, and not for managed identities; what they ask (a place, a low risk) is not read.
 * https://learn.microsoft.com/entra/identity/conditional-access/workload-identity
 */
export const accessPoliciesOf = (
  inventory: AzureInventory,
): ((principal: Principal) => readonly string[]) => {
  let found = known.get(inventory);
  if (found === undefined) {
    const lower = (list: readonly string[] | null | undefined): ReadonlySet<string> =>
      new Set((list ?? []).map((each) => each.toLowerCase()));
    const policies = inventory
      .of('azure.conditional-access-policy')
      .filter(({ data }) => data.state === 'enabled')
      .map(({ data, tenant }) => ({
        name: data.displayName ?? data.id,
        tenant,
        included: lower(data.includeServicePrincipals),
        excluded: lower(data.excludeServicePrincipals),
      }));
    found = ({ id, kind, tenant }) =>
      kind !== 'service-principal'
        ? []
        : policies
            .filter(
              (policy) =>
                policy.tenant === tenant &&
                (policy.included.has('serviceprincipalsinmytenant') || policy.included.has(id)) &&
                !policy.excluded.has(id),
            )
            .map(({ name }) => `Conditional Access lets it sign in (${name.slice(0, 80)})`);
    known.set(inventory, found);
  }
  return found;
};
