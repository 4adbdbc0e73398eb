import type { Estate } from '../../../src/model/estate.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import type { OpenTakeover } from '../takeover/index.ts';
import { registryKeys } from './private-registries.ts';
import { storedKeysOf } from './stored-keys.ts';
import { tokenOffersOf } from './token-offers.ts';

/** The takeover graph, and who of its nodes gets which tokens and stored keys. */
export const federationOf = (
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
  { graph, places, nodeOf, choosersOf, writersOf }: OpenTakeover,
): Required<Pick<Estate, 'takeover' | 'tokenOffers' | 'storedKeys'>> => {
  const offers = tokenOffersOf(inventory, groups, places, nodeOf);
  const keys = [
    ...storedKeysOf({ inventory, groups, places, indexOf: nodeOf, choosersOf, writersOf }),
    ...registryKeys(inventory, nodeOf),
  ];
  const { takeover, nodeOf: finalNodeOf } = graph.finish();
  const final = <Item extends { readonly node: number }>(items: readonly Item[]): readonly Item[] =>
    items.map((item) => ({ ...item, node: finalNodeOf(item.node) }));
  return { takeover, tokenOffers: final(offers), storedKeys: final(keys) };
};
