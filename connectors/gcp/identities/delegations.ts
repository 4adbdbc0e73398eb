import type { Fact, GcpInventory } from '../facts/inventory.ts';

/** The last that is known of each client that was let act for a domain of Workspace and is still, by its number. */
export const delegationsOf = (inventory: GcpInventory): ReadonlyMap<string, Fact<'gcp.delegation'>> => {
  const last = new Map<string, Fact<'gcp.delegation'>>();
  for (const fact of inventory.of('gcp.delegation')) {
    const { clientId, time } = fact.data;
    const before = last.get(clientId)?.data.time ?? '';
    if ((time ?? '') >= before) last.set(clientId, fact);
  }
  return new Map([...last].filter(([, { data }]) => data.removed !== true));
};
