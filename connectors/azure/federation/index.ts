import type { Estate } from '../../../src/model/estate.ts';
import type { TokenOffer } from '../../../src/model/federation.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { OpenTakeover } from '../takeover/index.ts';
import { getsTokens, issuersOf } from '../takeover/tokens.ts';

/**
 * The takeover graph, and which tokens of Entra its nodes present to others: whoever is a managed identity or an application
 * asks for one with the audience that it likes. `sub` and `oid` are its object id.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export const federationOf = (
  { principals }: Arranged,
  { graph, nodes }: OpenTakeover,
): Required<Pick<Estate, 'takeover' | 'tokenOffers'>> & {
  /** Number of a node in the graph as it is finished. */
  readonly nodeOf: (node: number) => number;
} => {
  const offers = [...principals.all.values()]
    .filter(getsTokens)
    .flatMap((principal): readonly TokenOffer[] => {
      const node = nodes.of(principal.id);
      if (node === undefined) return [];
      const { id, tenant, appId } = principal;
      const claims = {
        sub: { like: [id] },
        oid: { like: [id] },
        tid: { like: [tenant] },
        aud: { like: ['*'] },
        ...(appId === undefined ? {} : { appid: { like: [appId] }, azp: { like: [appId] } }),
      };
      // Some write the issuer of version 1 with the slash that ends it.
      return [...issuersOf(tenant), `sts.windows.net/${tenant}/`].map((issuer) => ({
        node,
        issuer,
        claims,
        assumes: [],
      }));
    });
  const { takeover, nodeOf } = graph.finish();
  return { takeover, nodeOf, tokenOffers: offers.map((offer) => ({ ...offer, node: nodeOf(offer.node) })) };
};
