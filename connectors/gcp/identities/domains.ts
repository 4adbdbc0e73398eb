import type { GcpInventory } from '../facts/inventory.ts';

/** Domains that organisations are called by, lower case. Empty: nobody can tell whose a domain is. */
const ownDomains = (inventory: GcpInventory): readonly string[] =>
  inventory
    .of('gcp.organization')
    .flatMap(({ data }) =>
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(data.displayName ?? '') ? [data.displayName!.toLowerCase()] : [],
    );

/** Whether an address, or a domain, is of none of the organisation's domains. */
export const outsideDomains = (inventory: GcpInventory): ((address: string) => boolean) => {
  const own = ownDomains(inventory);
  return (address) => {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    return own.length > 0 && !own.some((each) => domain === each || domain.endsWith(`.${each}`));
  };
};

/** Mail that anybody may have. */
export const openMail = /@(?:gmail|googlemail)\.com$/;

/**
 * Whether people are of others, by the domain of their address. Where nobody told the organisation's domain, nothing speaks for it;
 * where somebody did, it may have others besides.
 */
export const externalPeople = (inventory: GcpInventory): ((address: string) => 'yes' | 'no' | 'unknown') => {
  const isOutside = outsideDomains(inventory);
  return (address) => {
    if (openMail.test(address)) return 'yes';
    return isOutside(address) ? 'unknown' : 'no';
  };
};
