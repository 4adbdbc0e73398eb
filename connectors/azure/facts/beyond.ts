import type { Beyond } from '../../../src/identities/too-complex.ts';
import { conditionOf } from '../rbac/condition/delegation.ts';
import type { AzureInventory } from './inventory.ts';

/** Of so many characters a condition is within every budget: as most are, they are not read here. */
const alwaysWithin = 256;

/** Conditions of Azure past the budgets of reading them, wherever they stand. */
export const conditionsBeyond = (inventory: AzureInventory): readonly Beyond[] => {
  const written = [
    ...inventory.of('azure.role-assignment').map(({ tenant, data }) => ({
      scope: tenant,
      where: `role assignment ${data.id}: its condition`,
      text: data.condition,
    })),
    ...inventory.of('azure.role-instance').map(({ tenant, data }) => ({
      scope: tenant,
      where: `${data.is} role assignment ${data.id}: its condition`,
      text: data.condition,
    })),
    ...inventory.of('azure.role-definition').flatMap(({ tenant, data }) =>
      (data.permissions ?? []).map(({ condition }, index) => ({
        scope: tenant,
        where: `role definition ${data.id}: the condition of permission ${index}`,
        text: condition,
      })),
    ),
  ];
  return written.flatMap(({ scope, where, text }): readonly Beyond[] => {
    if (text == null || text.length <= alwaysWithin) return [];
    const { beyond } = conditionOf(text);
    return beyond === undefined ? [] : [{ scope, what: `${where} ${beyond}` }];
  });
};
