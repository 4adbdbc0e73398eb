import type { Coverage } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { StoredKey, TokenAcceptance, TokenOffer } from '../model/federation.ts';
import type { Identity } from '../model/identity.ts';
import type { Provider } from '../model/scope.ts';
import { accepts, isFor } from './federation.ts';
import { isConfigurationRead, type Keeper, keepersOf } from './keepers.ts';
import { indexOffers } from './offer-index.ts';
import { deciding, type KeyHolder, keysOf } from './stored-keys.ts';

/** Who is asked for a token: by id, name and scope. */
type Named = Pick<Identity, 'id' | 'name' | 'scope'>;

/**
 * What of a part of an estate may join it to the rest across providers: tokens that are issued and accepted, and stored keys. A
 * token may be presented to whoever accepts it; what is written down here is all that `joinEstates` looks at.
 */
export interface Border {
  readonly offers: readonly Omit<TokenOffer, 'node'>[];
  readonly acceptances: readonly { readonly acceptance: TokenAcceptance; readonly by: Named }[];
  readonly storedKeys: readonly Omit<StoredKey, 'node'>[];
  readonly holders: readonly KeyHolder[];
  /** Providers that keep credentials of others. */
  readonly keepers: readonly Provider[];
  /** Whether all was read of what is configured: as it is asked of the whole estate. */
  readonly whole: boolean;
}

const distinct = <Item extends object>(items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/**
 * @param estates of the providers in a part, as they are before they are joined
 * @param coverage of the part
 */
export const borderOf = (estates: readonly Estate[], coverage: readonly Coverage[]): Border => {
  const identities = estates.flatMap((estate) => estate.identities);
  const offers = estates.flatMap(({ tokenOffers = [], offeredIssuers = [], offersOf }) => [
    ...tokenOffers,
    ...offeredIssuers.flatMap((issuer) => offersOf?.(issuer) ?? []),
  ]);
  return {
    offers: distinct(
      offers.map(({ issuer, claims, assumes, only, retiredSubjects }) => ({
        issuer,
        claims,
        assumes,
        ...(only === undefined ? {} : { only }),
        ...(retiredSubjects === undefined ? {} : { retiredSubjects }),
      })),
    ),
    acceptances: identities.flatMap(({ id, name, scope, trusts }) =>
      trusts.flatMap(({ accepts: acceptance }) =>
        acceptance === undefined ? [] : [{ acceptance, by: { id, name, scope } }],
      ),
    ),
    storedKeys: distinct(
      estates.flatMap(({ storedKeys = [] }) => storedKeys.map(({ node: _, ...stored }) => stored)),
    ),
    holders: identities.flatMap(({ id, name, scope, provider, credentials }) => {
      const keys = keysOf({ credentials });
      return keys.length === 0
        ? []
        : [
            {
              id,
              name,
              scope,
              provider,
              keys: keys.map(({ createdAt }) => (createdAt === undefined ? {} : { createdAt })),
            },
          ];
    }),
    keepers: keepersOf(estates).map(({ connector }) => connector),
    whole:
      coverage.every(isConfigurationRead) &&
      estates.every((estate) => estate.coverage.every(isConfigurationRead)),
  };
};

/** Of whom one is asked for what another one says. */
const node = 0;

/** Pairs of parts (index) that something joins across providers. */
export const joinedBorders = (borders: readonly Border[]): readonly (readonly [number, number])[] => {
  const pairs: [number, number][] = [];
  const owner = new Map<TokenOffer, number>();
  borders.forEach(({ offers }, part) => {
    for (const { retiredSubjects, ...offer } of offers) {
      owner.set({ ...offer, node }, part);
      // A trust that names what is not given any more is told of, beside whoever gave it.
      if (retiredSubjects !== undefined)
        owner.set({ ...offer, claims: { ...offer.claims, sub: { like: retiredSubjects } }, node }, part);
    }
  });
  const offersFor = indexOffers([...owner.keys()]);
  borders.forEach(({ acceptances }, part) => {
    for (const { acceptance, by } of acceptances)
      for (const offer of offersFor(acceptance))
        if (owner.get(offer) !== part && isFor(offer, by) && accepts(acceptance, offer))
          pairs.push([part, owner.get(offer)!]);
  });
  const holders = borders.flatMap((border, part) => border.holders.map((holder) => ({ holder, part })));
  const all = holders.map(({ holder }) => holder);
  borders.forEach(({ storedKeys }, part) => {
    for (const stored of storedKeys)
      for (const index of deciding({ ...stored, node }, all)) pairs.push([part, holders[index]!.part]);
  });
  return pairs;
};

/** Which providers keep credentials of others, in all parts together. */
export const keepersOfAll = (borders: readonly Border[]): readonly Keeper[] => {
  const whole = borders.every((border) => border.whole);
  return [...new Set(borders.flatMap(({ keepers }) => keepers))]
    .sort()
    .map((connector) => ({ connector, whole }));
};
