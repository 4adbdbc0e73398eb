import { jsonText } from '../model/command-line.ts';
import type { Estate } from '../model/estate.ts';
import type { Exposure } from '../model/exposure.ts';
import type { ClaimOffer, ClaimTest, TokenAcceptance, TokenOffer } from '../model/federation.ts';
import type { Identity } from '../model/identity.ts';
import type { TakeoverGraph, Technique } from '../model/takeover.ts';
import { patternCovers, patternsMeet } from './claim-patterns.ts';
import type { JoinEdge } from './join-edge.ts';
import { indexOffers } from './offer-index.ts';
import { storedKeyEdges } from './stored-keys.ts';

/** https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const exchangeToken: Technique = {
  id: 'federated-token',
  mechanism: 'federate',
  does: 'present its OIDC token, which the trust accepts',
  source: 'https://docs.github.com/en/actions/concepts/security/openid-connect',
};

/**
 * Whether a holder of the offer can get a value that the test lets pass. Values are the holder's to choose from: one is
 * enough. Of a pattern with exceptions no more is said than that one of its values may be left.
 */
const passes = (offer: ClaimOffer | undefined, test: ClaimTest): boolean => {
  if (offer === undefined) return test.ifExists;
  const fold = (text: string): string => (test.ignoreCase ? text.toLowerCase() : text);
  const except = (offer.except ?? []).map(fold);
  const wanted = test.values.map((value) => ({
    value: fold(value),
    // `*` in a value that is compared letter by letter is a star.
    literal: test.operator === 'equals' || !/[*?]/.test(value),
  }));
  return offer.like.map(fold).some((like) => {
    if (except.some((pattern) => patternCovers(like, pattern))) return false;
    if (test.negated) {
      return !wanted.some(({ value, literal }) => (literal ? like === value : patternCovers(like, value)));
    }
    return wanted.some(({ value, literal }) => {
      if (except.some((pattern) => patternCovers(value, pattern))) return false;
      // A value without wildcards is matched by the offer's pattern; the other way round a star would be one.
      return literal ? literalMeets(like, value) : patternsMeet(like, value);
    });
  });
};

const literalMeets = (like: string, value: string): boolean =>
  like === value || (like.includes('*') && patternCovers(value.replaceAll('*', '\u0000'), like));

/** What stands in the way is not told: most pairs have nothing to do with each other. */
export const accepts = (acceptance: TokenAcceptance, offer: TokenOffer): boolean =>
  sameIssuer(acceptance.issuer, offer.issuer) &&
  acceptance.tests.every((test) => passes(claimOf(offer, test.claim), test));

/** Whether the token may be presented to the identity at all. */
export const isFor = (
  { only }: Pick<TokenOffer, 'only'>,
  { id, name, scope }: Pick<Identity, 'id' | 'name' | 'scope'>,
): boolean =>
  only === undefined ||
  ((only.name === name || only.name === id) && (only.scope === undefined || only.scope === scope));

const sameIssuer = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Condition keys ignore case, and so must their claims. */
const claimOf = ({ claims }: TokenOffer, claim: string): ClaimOffer | undefined =>
  claims[claim] ?? Object.entries(claims).find(([name]) => name.toLowerCase() === claim.toLowerCase())?.[1];

const tokenEdges = ({
  identities,
  tokenOffers = [],
}: Pick<Estate, 'identities' | 'tokenOffers'>): readonly JoinEdge[] => {
  const byIssuer = Map.groupBy(tokenOffers, ({ issuer }) => issuer.toLowerCase());
  if (byIssuer.size === 0) return [];
  const indices = new Map([...byIssuer].map(([issuer, offers]) => [issuer, indexOffers(offers)]));
  const known = new Map<string, readonly TokenOffer[]>();
  const offersFor = (acceptance: TokenAcceptance): readonly TokenOffer[] => {
    const key = JSON.stringify([acceptance.issuer.toLowerCase(), acceptance.tests]);
    let found = known.get(key);
    if (found === undefined) {
      found = (indices.get(acceptance.issuer.toLowerCase())?.(acceptance) ?? []).filter((offer) =>
        accepts(acceptance, offer),
      );
      known.set(key, found);
    }
    return found;
  };
  return identities.flatMap((identity, to) =>
    identity.trusts.flatMap(({ accepts: acceptance }, index) =>
      acceptance === undefined
        ? []
        : offersFor(acceptance)
            .filter((offer) => isFor(offer, identity))
            .map(
              (offer): JoinEdge => ({
                from: offer.node,
                to,
                technique: exchangeToken,
                reason: {
                  allowedBy: [],
                  trustedBy: [index],
                  assumes: [...new Set([...offer.assumes, ...acceptance.assumes])],
                  ...(acceptance.until === undefined ? {} : { until: acceptance.until }),
                },
              }),
            ),
    ),
  );
};

/** Which identities of the estate get tokens that a trust accepts. Worked out when it is first asked. */
export const acceptedTokens = (
  identities: readonly Identity[],
  held: readonly { readonly offer: TokenOffer; readonly holder: string }[],
): NonNullable<Estate['tokensFor']> => {
  const holders = new Map(held.map(({ offer, holder }) => [offer, holder]));
  let index: ReturnType<typeof indexOffers> | undefined;
  return (identity, trust) => {
    const target = identities[identity];
    const acceptance = target?.trusts[trust]?.accepts;
    if (target === undefined || acceptance === undefined) return [];
    index ??= indexOffers([...holders.keys()]);
    return index(acceptance)
      .filter((offer) => isFor(offer, target) && accepts(acceptance, offer))
      .map((offer) => ({
        identity: holders.get(offer)!,
        claims: offer.claims,
        ...(offer.uses === undefined
          ? {}
          : { named: offer.uses.some((name) => name === target.id || name === target.name) }),
      }));
  };
};

/**
 * Trusts that name a subject which its own issuer no longer gives: nobody enters by them today, and whoever registers the
 * name anew tomorrow might. By index of identity.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const retiredTrusts = ({
  identities,
  tokenOffers = [],
}: Pick<Estate, 'identities' | 'tokenOffers'>): ReadonlyMap<number, readonly Exposure[]> => {
  const former = tokenOffers.flatMap((offer) =>
    offer.retiredSubjects === undefined
      ? []
      : [{ ...offer, claims: { ...offer.claims, sub: { like: offer.retiredSubjects } } }],
  );
  const current = tokenOffers.filter(({ retiredSubjects }) => retiredSubjects !== undefined);
  const currentOf = new Map(former.map((offer, index) => [offer, current[index]!]));
  const found = new Map<number, readonly Exposure[]>();
  if (former.length === 0) return found;
  const given = indexOffers(tokenOffers);
  identities.forEach((identity, index) => {
    const { name, trusts } = identity;
    const exposures = trusts.flatMap(({ accepts: acceptance, principal, source }): readonly Exposure[] => {
      if (
        acceptance === undefined ||
        given(acceptance).some((offer) => isFor(offer, identity) && accepts(acceptance, offer))
      )
        return [];
      const subjects = acceptance.tests.filter(({ claim, negated }) => claim === 'sub' && !negated);
      if (subjects.length === 0 || !former.some((offer) => accepts(acceptance, offer))) return [];
      const now = former
        .filter((offer) => accepts(acceptance, offer))
        .flatMap((offer) => currentOf.get(offer)?.claims.sub?.like ?? []);
      const named = subjects.flatMap(({ values }) => values);
      return [
        {
          kind: 'reusable-name',
          key: `${principal} ${named.join(' ')}`,
          says: `${name} trusts ${named.slice(0, 3).join(', ')}, a form of subject that ${acceptance.issuer} no longer gives to it`,
          evidence: [{ ...source, says: 'the trust names the subject by names alone' }],
          fix: `Name the subject as the issuer gives it now, with the numbers of owner and repository, or take the trust away.\n${jsonText({ [`${acceptance.issuer}:sub`]: [...new Set(now)].sort().slice(0, 5) })}`,
        },
      ];
    });
    if (exposures.length > 0) found.set(index, exposures);
  });
  return found;
};

/** Every way that leads from one provider into another. Pure. */
export const federationEdges = (
  estate: Pick<Estate, 'identities' | 'tokenOffers' | 'storedKeys'>,
): readonly JoinEdge[] => [...tokenEdges(estate), ...storedKeyEdges(estate)];

export const withEdges = (graph: TakeoverGraph, edges: readonly JoinEdge[]): TakeoverGraph => {
  const techniques = [...graph.techniques];
  const techniqueAt = new Map<Technique, number>();
  const reasons = [...graph.reasons];
  const reasonAt = new Map<string, number>();
  const place = <Value>(list: Value[], at: Map<unknown, number>, key: unknown, value: Value): number => {
    const found = at.get(key);
    if (found !== undefined) return found;
    at.set(key, list.length);
    list.push(value);
    return list.length - 1;
  };
  const joined = <Column extends Uint16Array | Uint32Array>(column: Column, more: readonly number[]) => [
    ...column,
    ...more,
  ];
  return {
    ...graph,
    from: Uint32Array.from(
      joined(
        graph.from,
        edges.map(({ from }) => from),
      ),
    ),
    to: Uint32Array.from(
      joined(
        graph.to,
        edges.map(({ to }) => to),
      ),
    ),
    technique: Uint16Array.from(
      joined(
        graph.technique,
        edges.map(({ technique }) => place(techniques, techniqueAt, technique, technique)),
      ),
    ),
    reason: Uint32Array.from(
      joined(
        graph.reason,
        edges.map(({ reason }) => place(reasons, reasonAt, JSON.stringify(reason), reason)),
      ),
    ),
    techniques,
    reasons,
  };
};
