import { normalScope } from '../rbac/scope.ts';
import type { AzureInventory } from './inventory.ts';

/** What a role management policy asks for at activation, as clauses. */
export type Activation = (tenant: string, place: string, role: string) => readonly string[];

/**
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-change-default-settings
 */
export const activationsOf = (inventory: AzureInventory): Activation => {
  const byPlace = new Map(
    inventory
      .of('azure.role-policy')
      .map(({ tenant, data }) => [`${tenant} ${placeKey(data.place)} ${data.role}`, data]),
  );
  return (tenant, place, role) => {
    const policy = byPlace.get(`${tenant} ${placeKey(place)} ${role}`);
    if (policy === undefined) return [];
    return [
      ...(policy.approval === true ? ['somebody approves it'] : []),
      ...(policy.multiFactor === true ? ['it has a second factor'] : []),
      ...(policy.authenticationContext == null
        ? []
        : [`it meets what Conditional Access asks for in ${policy.authenticationContext}`]),
    ];
  };
};

const placeKey = (place: string): string =>
  place.startsWith('/') ? normalScope(place) : place.toLowerCase();
