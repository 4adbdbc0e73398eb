import type { AccessQuestion } from '../model/access.ts';
import type { Coverage } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { PrivilegeProfile } from '../model/grant.ts';
import type { Identity } from '../model/identity.ts';
import type { TakeoverGraph } from '../model/takeover.ts';
import { answerOfAll } from './answer-of-all.ts';
import { acceptedTokens, federationEdges, retiredTrusts, withEdges } from './federation.ts';
import { joinGraphs } from './join-graphs.ts';
import { type Keeper, keepersOf, storedKeysCoverage } from './keepers.ts';
import { apartOf, offsetsOf, placesOf, sameOf } from './numbering.ts';
import { keysInSeveralPlaces } from './stored-keys.ts';

/**
 * One estate of several providers'. What each of them numbers (scopes, services, profiles, documents, nodes) is numbered
 * on; identities and scopes stay sorted by id. Tokens and stored keys of one lead into the others. A single estate is
 * returned as it is, unless it accepts tokens of its own.
 * @param keepers where these are part of an estate of several providers: which providers keep credentials of others in all of it
 */
export const joinEstates = (estates: readonly Estate[], keepers?: readonly Keeper[]): Estate => {
  const [first] = estates;
  if (first === undefined) throw new RangeError('there is no estate to join');
  const isAlone = estates.length === 1 && keepers === undefined;
  if (!isAlone) return joinedEstate(first, estates, { keepers: keepers ?? keepersOf(estates) });
  const own = withOwnOffers(first);
  return takesOwn(own) ? joinedEstate(own, [own], { keepers: keepersOf([own]) }) : first;
};

/** Estates that nothing joins, of whichever providers, as the one that they are parts of. */
export const joinParts = (estates: readonly Estate[]): Estate => {
  const [first] = estates;
  if (first === undefined) throw new RangeError('there is no part to join');
  return joinedEstate(first, estates, { keepers: [], areParts: true });
};

/** Where what the estates number stands in the one. */
const numbersOf = (estates: readonly Estate[], areParts: boolean) => {
  const numbered = areParts ? sameOf : apartOf;
  return {
    numbered,
    identities: placesOf(estates.map((estate) => estate.identities)),
    scopes: placesOf(estates.map((estate) => estate.scopes)),
    services: numbered(estates.map((estate) => estate.services)),
    profiles: offsetsOf(estates.map((estate) => estate.profiles.length)),
    documents: offsetsOf(estates.map((estate) => estate.documents)),
  };
};
type Numbers = ReturnType<typeof numbersOf>;

const joinedIdentities = (
  estates: readonly Estate[],
  { identities, services, profiles, documents }: Numbers,
): readonly Identity[] =>
  identities.order.map(({ part, index }): Identity => {
    const identity = estates[part]!.identities[index]!;
    return {
      ...identity,
      profile: identity.profile + profiles.of[part]!,
      grants: identity.grants.map((grant) => ({
        ...grant,
        privileges: grant.privileges.map((privilege) => ({
          ...privilege,
          service: services.of(part)(privilege.service),
        })),
      })),
      attachments: identity.attachments.map((attachment) => ({
        ...attachment,
        document: attachment.document + documents.of[part]!,
      })),
    };
  });

/** Tokens that the estates offer and keys that they store, with the place of whoever has them. */
const handedOver = (estates: readonly Estate[], joined: readonly Identity[]) => {
  // Nodes are numbered anew in every graph: until then they are places.
  const places: { readonly part: number; readonly node: number }[] = [];
  const placed = <Item extends { readonly node: number }>(items: readonly Item[], part: number): Item[] =>
    items.map((item) => ({ ...item, node: places.push({ part, node: item.node }) - 1 }));
  const issuers = [
    ...new Set(
      joined.flatMap(({ trusts }) => trusts.flatMap(({ accepts }) => accepts?.issuer.toLowerCase() ?? [])),
    ),
  ].sort();
  const tokenOffers = estates.flatMap(({ tokenOffers = [], offersOf }, part) =>
    placed(offersOf === undefined ? tokenOffers : [...tokenOffers, ...issuers.flatMap(offersOf)], part),
  );
  const storedKeys = estates.flatMap((estate, part) => placed(estate.storedKeys ?? [], part));
  return { places, tokenOffers, storedKeys };
};
type HandedOver = ReturnType<typeof handedOver>;

/** The profiles of all, and where those of a part are; the graph of another time may bring some that stand behind all others. */
const joinedProfiles = (estates: readonly Estate[], { scopes, services, profiles }: Numbers) => {
  const profileOf = (part: number, { cells }: PrivilegeProfile): PrivilegeProfile => ({
    cells: cells.map((cell) => ({
      ...cell,
      scope: scopes.of[part]![cell.scope]!,
      service: services.of(part)(cell.service),
    })),
  });
  const allProfiles = estates.flatMap((estate, part) =>
    estate.profiles.map((profile) => profileOf(part, profile)),
  );
  const profileIn =
    (part: number) =>
    (index: number): number =>
      index < estates[part]!.profiles.length
        ? index + profiles.of[part]!
        : allProfiles.push(profileOf(part, estates[part]!.profiles[index]!)) - 1;
  return { allProfiles, profileIn };
};

/** By graphs of the estates, one each: the new number of a node of a part's graph. */
const nodesIn =
  (estates: readonly Estate[], { identities, scopes }: Numbers) =>
  (graphs: readonly TakeoverGraph[]) => {
    const groups = offsetsOf(graphs.map((graph) => graph.groups.length));
    const joined = identities.order.length;
    return (part: number) => {
      const own = estates[part]!.identities.length;
      const ownGroups = graphs[part]!.groups.length;
      return (node: number): number => {
        if (node < own) return identities.of[part]![node]!;
        if (node < own + ownGroups) return joined + groups.of[part]! + node - own;
        return joined + groups.total + scopes.of[part]![node - own - ownGroups]!;
      };
    };
  };

/** What else can be asked of an estate, where one of its parts can tell. */
const answersOf = (
  estates: readonly Estate[],
  joined: readonly Identity[],
  { identities, scopes }: Numbers,
  { places, tokenOffers }: HandedOver,
  nodesOf: ReturnType<typeof nodesIn>,
): Pick<Estate, 'entitlements' | 'documentAt' | 'tokensFor' | 'whoCan'> => {
  const documented = estates.flatMap(({ documentAt }) => documentAt ?? []);
  const askable = estates.flatMap((estate, part) => (estate.whoCan === undefined ? [] : [part]));

  return {
    ...(estates.some(({ entitlements }) => entitlements !== undefined)
      ? {
          entitlements: (identity) => {
            const { part, index } = identities.order[identity]!;
            return estates[part]!.entitlements?.(index) ?? [];
          },
        }
      : {}),
    ...(documented.length === 0
      ? {}
      : {
          documentAt: (place) => {
            for (const documentAt of documented) {
              const document = documentAt(place);
              if (document !== undefined) return document;
            }
            return undefined;
          },
        }),
    ...(tokenOffers.length === 0
      ? {}
      : {
          tokensFor: acceptedTokens(
            joined,
            // What a group gets is what somebody else could get: only identities use what they get.
            tokenOffers.flatMap((offer) => {
              const { part, node } = places[offer.node]!;
              const holder = estates[part]!.identities[node];
              return holder === undefined ? [] : [{ offer, holder: holder.id }];
            }),
          ),
        }),
    ...(askable.length === 0
      ? {}
      : {
          whoCan: (question: AccessQuestion) =>
            answerOfAll(
              askable.map((part) => ({
                ask: estates[part]!.whoCan!,
                identity: (index: number) => identities.of[part]![index]!,
                scope: (index: number) => scopes.of[part]![index]!,
                node: nodesOf(estates.map(({ takeover }) => takeover))(part),
              })),
              question,
            ),
        }),
  };
};

const joinedEstate = (
  first: Estate,
  estates: readonly Estate[],
  {
    keepers,
    areParts = false,
  }: {
    readonly keepers: readonly Keeper[];
    /** Services and techniques are those of each other. */
    readonly areParts?: boolean;
  },
): Estate => {
  const numbers = numbersOf(estates, areParts);
  const { numbered, scopes, services, documents } = numbers;
  const joined = joinedIdentities(estates, numbers);
  const handed = handedOver(estates, joined);
  const { places, tokenOffers, storedKeys } = handed;
  const retired = retiredTrusts({ identities: joined, tokenOffers });
  const inPlaces = keysInSeveralPlaces({ identities: joined, storedKeys });
  const between = federationEdges({ identities: joined, tokenOffers, storedKeys });
  const { allProfiles, profileIn } = joinedProfiles(estates, numbers);
  const nodesOf = nodesIn(estates, numbers);
  const takeoverOf = (graphOf: (estate: Estate) => TakeoverGraph): TakeoverGraph => {
    const graphs = estates.map(graphOf);
    const nodeIn = nodesOf(graphs);
    const edges = between.map(({ from, ...edge }) => ({
      ...edge,
      from: nodeIn(places[from]!.part)(places[from]!.node),
    }));
    return withEdges(
      joinGraphs(graphs, {
        nodeIn,
        documents: documents.of,
        profileIn,
        techniques: numbered(graphs.map((graph) => graph.techniques)),
      }),
      edges,
    );
  };

  return {
    collectedAt: first.collectedAt,
    scopes: scopes.order.map(({ part, index }) => {
      const scope = estates[part]!.scopes[index]!;
      return { ...scope, services: scope.services.map(services.of(part)) };
    }),
    services: services.list,
    identities: joined.map((identity, index) => {
      const exposures = [...(retired.get(index) ?? []), ...(inPlaces.get(index) ?? [])];
      return exposures.length === 0
        ? identity
        : { ...identity, exposures: [...(identity.exposures ?? []), ...exposures] };
    }),
    profiles: allProfiles,
    documents: documents.total,
    takeover: takeoverOf(({ takeover }) => takeover),
    ...(estates.some(({ takeoverAt }) => takeoverAt !== undefined)
      ? { takeoverAt: (time) => takeoverOf(({ takeover, takeoverAt }) => takeoverAt?.(time) ?? takeover) }
      : {}),
    ...answersOf(estates, joined, numbers, handed, nodesOf),
    coverage: distinct([
      ...estates.flatMap(({ coverage }) => coverage),
      ...storedKeysCoverage(estates, keepers),
    ]),
  };
};

/** Alone, an estate gets the tokens that its own provider takes like those of others. */
const withOwnOffers = ({ tokenOffers = [], ...estate }: Estate): Estate => ({
  ...estate,
  tokenOffers: tokenOffers.filter(({ within }) => within === true),
});

const takesOwn = ({ tokenOffers = [], identities }: Estate): boolean => {
  const issuers = new Set(tokenOffers.map(({ issuer }) => issuer.toLowerCase()));
  return (
    issuers.size > 0 &&
    identities.some(({ trusts }) =>
      trusts.some(({ accepts }) => accepts !== undefined && issuers.has(accepts.issuer.toLowerCase())),
    )
  );
};

/** Each connector hands on the coverage it was given; what it adds stands behind. */
const distinct = (coverage: readonly Coverage[]): readonly Coverage[] => [
  ...new Map(coverage.map((entry) => [JSON.stringify(entry), entry])).values(),
];
