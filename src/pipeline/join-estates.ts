import type { AccessAnswer, AccessQuestion } from '../model/access.ts';
import type { Coverage } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { PrivilegeProfile } from '../model/grant.ts';
import type { Identity } from '../model/identity.ts';
import { InputError } from '../model/input-error.ts';
import type { TakeoverGraph, Technique } from '../model/takeover.ts';
import { acceptedTokens, federationEdges, retiredTrusts, withEdges } from './federation.ts';
import { type Keeper, keepersOf, storedKeysCoverage } from './keepers.ts';
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
  const numbered = areParts ? sameOf : apartOf;

  const identities = placesOf(estates.map((estate) => estate.identities));
  const scopes = placesOf(estates.map((estate) => estate.scopes));
  const services = numbered(estates.map((estate) => estate.services));
  const profiles = offsetsOf(estates.map((estate) => estate.profiles.length));
  const documents = offsetsOf(estates.map((estate) => estate.documents));
  const partOf = (identity: number): { readonly estate: Estate; readonly index: number } => {
    const { part, index } = identities.order[identity]!;
    return { estate: estates[part]!, index };
  };
  // Nodes are numbered anew in every graph: until then they are places.
  const places: { readonly part: number; readonly node: number }[] = [];
  const placed = <Item extends { readonly node: number }>(items: readonly Item[], part: number): Item[] =>
    items.map((item) => ({ ...item, node: places.push({ part, node: item.node }) - 1 }));
  const joined = identities.order.map(({ part, index }): Identity => {
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
  const issuers = [
    ...new Set(
      joined.flatMap(({ trusts }) => trusts.flatMap(({ accepts }) => accepts?.issuer.toLowerCase() ?? [])),
    ),
  ].sort();
  const tokenOffers = estates.flatMap(({ tokenOffers = [], offersOf }, part) =>
    placed(offersOf === undefined ? tokenOffers : [...tokenOffers, ...issuers.flatMap(offersOf)], part),
  );
  const storedKeys = estates.flatMap((estate, part) => placed(estate.storedKeys ?? [], part));
  const retired = retiredTrusts({ identities: joined, tokenOffers });
  const inPlaces = keysInSeveralPlaces({ identities: joined, storedKeys });
  const between = federationEdges({ identities: joined, tokenOffers, storedKeys });
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
  const lengths = estates.map((estate) => estate.profiles.length);
  // The graph of another time may bring profiles of its own: they stand behind all others.
  const profileIn =
    (part: number) =>
    (index: number): number =>
      index < lengths[part]!
        ? index + profiles.of[part]!
        : allProfiles.push(profileOf(part, estates[part]!.profiles[index]!)) - 1;
  /** The new number of a node of a part's graph. */
  const nodesOf = (graphs: readonly TakeoverGraph[]) => {
    const groups = offsetsOf(graphs.map((graph) => graph.groups.length));
    return (part: number) => {
      const own = estates[part]!.identities.length;
      const ownGroups = graphs[part]!.groups.length;
      return (node: number): number => {
        if (node < own) return identities.of[part]![node]!;
        if (node < own + ownGroups) return joined.length + groups.of[part]! + node - own;
        return joined.length + groups.total + scopes.of[part]![node - own - ownGroups]!;
      };
    };
  };
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
  const documented = estates.flatMap(({ documentAt }) => documentAt ?? []);
  const askable = estates.flatMap((estate, part) => (estate.whoCan === undefined ? [] : [part]));

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
    ...(estates.some(({ entitlements }) => entitlements !== undefined)
      ? {
          entitlements: (identity) => {
            const { estate, index } = partOf(identity);
            return estate.entitlements?.(index) ?? [];
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

interface Places {
  /** By new place: whose, and which of theirs. */
  readonly order: readonly { readonly part: number; readonly index: number }[];
  /** By part and old place: the new place. */
  readonly of: readonly (readonly number[])[];
}

const placesOf = (parts: readonly (readonly { readonly id: string }[])[]): Places => {
  const order = parts
    .flatMap((items, part) => items.map(({ id }, index) => ({ id, part, index })))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.part - b.part));
  const of = parts.map((items) => items.map(() => 0));
  order.forEach(({ part, index }, place) => {
    of[part]![index] = place;
  });
  return { order, of };
};

const offsetsOf = (lengths: readonly number[]) => {
  let total = 0;
  const of = lengths.map((length) => {
    const offset = total;
    total += length;
    return offset;
  });
  return { of, total };
};

/** One list of several. */
interface OneList<Item> {
  readonly list: readonly Item[];
  /** By part and old place: the place in it. */
  readonly of: (part: number) => (place: number) => number;
}

/** One behind the other. */
const apartOf = <Item>(parts: readonly (readonly Item[])[]): OneList<Item> => {
  const offsets = offsetsOf(parts.map(({ length }) => length));
  return { list: parts.flat(), of: (part) => (place) => place + offsets.of[part]! };
};

/** Equal ones once. */
const sameOf = <Item extends object>(parts: readonly (readonly Item[])[]): OneList<Item> => {
  const places = new Map<string, number>();
  const list: Item[] = [];
  const of = parts.map((items) =>
    items.map((item) => {
      const key = JSON.stringify(item);
      const known = places.get(key) ?? list.push(item) - 1;
      places.set(key, known);
      return known;
    }),
  );
  return { list, of: (part) => (place) => of[part]![place]! };
};

interface Joining {
  readonly nodeIn: (part: number) => (node: number) => number;
  readonly documents: readonly number[];
  readonly profileIn: (part: number) => (index: number) => number;
  readonly techniques: OneList<Technique>;
}

const joinGraphs = (
  graphs: readonly TakeoverGraph[],
  { nodeIn, documents, profileIn, techniques }: Joining,
): TakeoverGraph => {
  const partOf = (document: number): number => documents.findLastIndex((first) => first <= document);
  const reasons = offsetsOf(graphs.map((graph) => graph.reasons.length));
  const column = (
    values: (graph: TakeoverGraph) => Iterable<number>,
    of: (part: number) => (n: number) => number,
  ) => graphs.flatMap((graph, part) => Array.from(values(graph), of(part)));
  const numbered = (offsets: readonly number[]) => (part: number) => (value: number) =>
    value + offsets[part]!;
  return {
    groups: graphs.flatMap(({ groups }, part) =>
      groups.map((group) =>
        group.profile === undefined ? group : { ...group, profile: profileIn(part)(group.profile) },
      ),
    ),
    from: Uint32Array.from(column(({ from }) => from, nodeIn)),
    to: Uint32Array.from(column(({ to }) => to, nodeIn)),
    technique: Uint16Array.from(column(({ technique }) => technique, techniques.of)),
    reason: Uint32Array.from(column(({ reason }) => reason, numbered(reasons.of))),
    techniques: techniques.list,
    statementsOf: (document) => {
      const part = partOf(document);
      return graphs[part]!.statementsOf?.(document - documents[part]!) ?? [];
    },
    sameStatement: (statement, other) => {
      const part = partOf(statement.document);
      const first = documents[part]!;
      return graphs[part]!.sameStatement?.(
        { ...statement, document: statement.document - first },
        other - first,
      );
    },
    reasons: graphs.flatMap((graph, part) =>
      graph.reasons.map((reason) => ({
        ...reason,
        allowedBy: reason.allowedBy.map((statement) => ({
          ...statement,
          document: statement.document + documents[part]!,
        })),
      })),
    ),
  };
};

interface Asked {
  readonly ask: (question: AccessQuestion) => AccessAnswer;
  readonly identity: (index: number) => number;
  readonly scope: (index: number) => number;
  /** Of the takeover graph. */
  readonly node: (node: number) => number;
}

/** A question is about one provider: those that do not know its words are left out, unless nobody knows them. */
const answerOfAll = (asked: readonly Asked[], question: AccessQuestion): AccessAnswer => {
  const problems: InputError[] = [];
  const answers = asked.flatMap(({ ask, identity, scope, node }) => {
    try {
      const answer = ask(question);
      return [
        {
          ...answer,
          identities: answer.identities.map((each) => ({ ...each, identity: identity(each.identity) })),
          scopes: answer.scopes.map(scope),
          states: (answer.states ?? []).map((each) => ({ ...each, node: node(each.node) })),
          lifting: (answer.lifting ?? []).map((each) => ({ ...each, identity: identity(each.identity) })),
        },
      ];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error);
      return [];
    }
  });
  const [problem] = problems;
  if (answers.length === 0 && problem !== undefined) throw problem;
  return {
    privileges: [...new Set(answers.flatMap(({ privileges }) => privileges))].sort(),
    identities: answers.flatMap(({ identities }) => identities),
    scopes: answers.flatMap(({ scopes }) => scopes),
    states: answers.flatMap(({ states }) => states),
    lifting: answers.flatMap(({ lifting }) => lifting),
    notes: [...new Set(answers.flatMap(({ notes }) => notes))],
  };
};

/** Each connector hands on the coverage it was given; what it adds stands behind. */
const distinct = (coverage: readonly Coverage[]): readonly Coverage[] => [
  ...new Map(coverage.map((entry) => [JSON.stringify(entry), entry])).values(),
];
