import { shellQuote } from '../model/command-line.ts';
import type { Credential } from '../model/credential.ts';
import type { Estate } from '../model/estate.ts';
import type { Exposure } from '../model/exposure.ts';
import type { StoredKey } from '../model/federation.ts';
import type { Identity } from '../model/identity.ts';
import type { Technique } from '../model/takeover.ts';
import type { JoinEdge } from './join-edge.ts';

/** A store of secrets shows names and dates, never values: whose key it is can be plausible, not certain. */
const storedKey: Technique = {
  id: 'stored-key',
  mechanism: 'impersonate',
  does: 'read a stored key that is plausibly its own',
  source: 'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
};

/** Kinds of credentials that are kept as text in such a store. */
const storedKinds: ReadonlySet<string> = new Set([
  'access-key',
  'certificate',
  'client-secret',
  'service-account-key',
]);

/** A key is stored soon after it was made. */
const soon = 3 * 24 * 60 * 60 * 1000;
const mostCandidates = 3;

interface Candidate {
  readonly index: number;
  readonly score: number;
  readonly why: readonly string[];
}

const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1),
  );

/** What of an identity tells whether a stored key may be its own. */
export type KeyHolder = Pick<Identity, 'id' | 'name' | 'scope' | 'provider'> & {
  readonly keys: readonly Pick<Credential, 'createdAt'>[];
};

const judge = (identity: KeyHolder, index: number, keys: KeyHolder['keys'], stored: StoredKey): Candidate => {
  const words = wordsOf(identity.name);
  const shared = stored.hints.filter((hint) => words.has(hint));
  const named = stored.names.some((name) => name === identity.id || name === identity.scope);
  const setAt = stored.setAt === undefined ? Number.NaN : Date.parse(stored.setAt);
  const near = keys.some(({ createdAt }) => {
    const after = createdAt === undefined ? Number.NaN : setAt - Date.parse(createdAt);
    return after >= 0 && after <= soon;
  });
  return {
    index,
    score: shared.length + (near ? 3 : 0) + (named && (shared.length > 0 || near) ? 1 : 0),
    why: [
      ...(shared.length === 0 ? [] : [`its name has ${shared.join(', ')}`]),
      ...(near ? ['its key was made just before the secret was set'] : []),
      ...(named ? ['the workflow names its scope'] : []),
    ],
  };
};

/** Whose a stored key plausibly is, and why. */
interface Owned {
  readonly stored: StoredKey;
  readonly owners: readonly Candidate[];
}

const ownersOf = ({
  identities,
  storedKeys = [],
}: Pick<Estate, 'identities' | 'storedKeys'>): readonly Owned[] => {
  if (storedKeys.length === 0) return [];
  const holders = identities.flatMap((identity, index) => {
    const keys = keysOf(identity);
    return keys.length === 0 ? [] : [{ holder: { ...identity, keys }, index }];
  });
  return storedKeys.map((stored) => {
    const best = likeliest(stored, holders);
    // Where many are equally plausible, none is.
    return { stored, owners: best.length > mostCandidates ? [] : best };
  });
};

/** Credentials of an identity that may be kept as text elsewhere. */
export const keysOf = ({ credentials }: Pick<Identity, 'credentials'>): readonly Credential[] =>
  credentials.filter(({ kind, status }) => status !== 'inactive' && storedKinds.has(kind));

const likeliest = (
  stored: StoredKey,
  holders: readonly { readonly holder: KeyHolder; readonly index: number }[],
): readonly Candidate[] => {
  const candidates = holders
    .filter(({ holder }) => holder.provider === stored.provider)
    .map(({ holder, index }) => judge(holder, index, holder.keys, stored))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  return candidates.filter(({ score }) => score === candidates[0]?.score);
};

/**
 * Holders (index) beside whom a stored key is judged as beside all of them: the likeliest, and no more of them than it takes to
 * be too many.
 */
export const deciding = (stored: StoredKey, holders: readonly KeyHolder[]): readonly number[] =>
  likeliest(
    stored,
    holders.map((holder, index) => ({ holder, index })),
  )
    .slice(0, mostCandidates + 1)
    .map(({ index }) => index);

/** Edges from who can read a stored key to the identities whose key it plausibly is. Each rests on that assumption. */
export const storedKeyEdges = (estate: Pick<Estate, 'identities' | 'storedKeys'>): readonly JoinEdge[] =>
  ownersOf(estate).flatMap(({ stored, owners }) =>
    owners.map(
      ({ index, why }): JoinEdge => ({
        from: stored.node,
        to: index,
        technique: storedKey,
        reason: {
          allowedBy: [],
          assumes: [
            ...(stored.assumes ?? []),
            `${stored.label} holds a key of ${estate.identities[index]!.name} (${why.join('; ')})`,
          ],
        },
      }),
    ),
  );

const mostNamed = 5;

/** Identities of which a key is plausibly stored for several users, where each could have one of its own; by index. */
export const keysInSeveralPlaces = (
  estate: Pick<Estate, 'identities' | 'storedKeys'>,
): ReadonlyMap<number, readonly Exposure[]> => {
  const users = new Map<number, Map<string, Set<string>>>();
  for (const { stored, owners } of ownersOf(estate)) {
    const [owner] = owners;
    // One of several candidates is a guess, on which no finding rests.
    if (owner === undefined || owners.length > 1 || stored.usedBy === undefined) continue;
    const byUser = users.get(owner.index) ?? new Map<string, Set<string>>();
    users.set(owner.index, byUser);
    byUser.set(stored.usedBy, (byUser.get(stored.usedBy) ?? new Set()).add(stored.label));
  }
  return new Map(
    [...users]
      .filter(([, byUser]) => byUser.size > 1)
      .map(([index, byUser]) => {
        const { id, name, source } = estate.identities[index]!;
        const names = [...byUser.keys()].sort();
        const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
        const labels = [...new Set([...byUser.values()].flatMap((each) => [...each]))].sort();
        const exposure: Exposure = {
          kind: 'key-in-several-places',
          key: 'stored-key',
          says: `A key of ${name} is plausibly used from ${names.length} places: ${names.slice(0, mostNamed).join(', ')}${more}`,
          evidence: labels
            .slice(0, mostEvidence)
            .map((label) => ({ ...source, says: `${label} plausibly holds its key` })),
          fix: `Give each of them an identity of its own, entered by federation where there is one; then revoke the key. This shows who can come to it:\nnhi-audit explain ${shellQuote(id) ?? 'NAME'}`,
        };
        return [index, [exposure]] as const;
      }),
  );
};

const mostEvidence = 20;
