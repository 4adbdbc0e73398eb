import type { Estate } from '../../src/model/estate.ts';
import { withParents } from '../../src/model/scope.ts';
import { canBeOwned } from './guards.ts';

/** A scope in which no identity names an owner; identities of scopes within it included. */
export interface ScopeWithoutOwners {
  /** Index into `Estate.scopes`. */
  readonly scope: number;
  /** Indices into `Estate.identities` of those that rules look at, ascending: at least two. */
  readonly identities: readonly number[];
}

interface ScopesWithoutOwners {
  /** The widest ones: none lies within another. */
  readonly list: readonly ScopeWithoutOwners[];
  /** That of an identity (index). */
  readonly of: (identity: number) => ScopeWithoutOwners | undefined;
}

/** Fewer say nothing of a habit. */
const fewest = 2;

const found = new WeakMap<Estate, ScopesWithoutOwners>();

/** Worked out once for an estate: each identity counts at its scope and at all that hold it. */
export const scopesWithoutOwners = (estate: Estate): ScopesWithoutOwners => {
  const known = found.get(estate) ?? search(estate);
  found.set(estate, known);
  return known;
};

const search = ({ scopes, identities }: Estate): ScopesWithoutOwners => {
  const parentsOf = withParents(scopes);
  const chains = new Map<string, readonly string[]>();
  const chainOf = (scope: string): readonly string[] => {
    const chain = chains.get(scope) ?? [...parentsOf(scope)];
    chains.set(scope, chain);
    return chain;
  };
  const counted = new Map<string, number>();
  const owned = new Set<string>();
  for (const identity of identities) {
    if (!canBeOwned(identity)) continue;
    for (const scope of chainOf(identity.scope)) {
      counted.set(scope, (counted.get(scope) ?? 0) + 1);
      if (identity.owner !== undefined) owned.add(scope);
    }
  }
  const indexOf = new Map(scopes.map(({ id }, index) => [id, index]));
  const lacks = (scope: string): boolean =>
    indexOf.has(scope) && !owned.has(scope) && (counted.get(scope) ?? 0) >= fewest;
  const members = new Map<string, number[]>();
  for (const [index, identity] of identities.entries()) {
    if (!canBeOwned(identity)) continue;
    const widest = chainOf(identity.scope).findLast(lacks);
    if (widest === undefined) continue;
    const list = members.get(widest);
    if (list === undefined) members.set(widest, [index]);
    else list.push(index);
  }
  const list = [...members]
    .map(([scope, indices]) => ({ scope: indexOf.get(scope)!, identities: indices }))
    .sort((a, b) => a.scope - b.scope);
  const byIdentity = new Map(list.flatMap((each) => each.identities.map((index) => [index, each] as const)));
  return { list, of: (identity) => byIdentity.get(identity) };
};
