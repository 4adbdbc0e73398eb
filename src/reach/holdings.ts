import type { Cell } from '../model/grant.ts';
import { strengthOf, type Values } from './weights.ts';

/**
 * What somebody holds of the estate: for every cell the largest strength × breadth. A holding is a number; equal
 * numbers are equal holdings, and joining two is remembered. Identities by the thousand share a few hundred profiles
 * and reach the same few things, so nearly all joins are look-ups.
 *
 * A holding is a sorted list of parts, one for each scope in which something is held. Part `s` is full control of
 * scope `s` and swallows every other part of that scope.
 */
export interface Holdings {
  readonly ofCells: (cells: readonly Cell[]) => number;
  readonly ofControl: (scope: number) => number;
  readonly join: (a: number, b: number) => number;
  /** The same for many at once, without making what lies between. */
  readonly joinAll: (holdings: readonly number[]) => number;
  /** Σ value · strength · breadth. */
  readonly value: (holding: number) => number;
  /** Scopes (index) under full control, sorted. */
  readonly controlled: (holding: number) => readonly number[];
  /** Providers of the scopes in which anything is held, as bits. */
  readonly providers: (holding: number) => number;
}

/** Nothing is held. */
export const emptyHolding = 0;

/** Privileges in one scope: services, ascending, and how much of each is held. */
interface Part {
  readonly scope: number;
  readonly value: number;
  readonly services: readonly number[];
  readonly held: readonly number[];
}

/** Both numbers below 2^26 (67 million), so that the pair is exact in a double. */
const pair = (a: number, b: number): number => (a < b ? a * 0x4000000 + b : b * 0x4000000 + a);

/** @param providerOfScope by scope: one bit */
export const holdingsOf = (values: Values, providerOfScope: Uint8Array): Holdings => {
  const { scopeWeight, serviceWeight, scopeValue } = values;
  const scopeCount = scopeWeight.length;
  const parts: Part[] = Array.from(scopeValue, (value, scope) => ({ scope, value, services: [], held: [] }));
  const joinedParts = new Map<number, number>();

  const addPart = (scope: number, services: readonly number[], held: readonly number[]): number => {
    let value = 0;
    for (let n = 0; n < services.length; n++) {
      value += scopeWeight[scope]! * serviceWeight[services[n]!]! * held[n]!;
    }
    return parts.push({ scope, value, services, held }) - 1;
  };

  const joinParts = (a: number, b: number): number => {
    if (a === b) return a;
    if (a < scopeCount || b < scopeCount) return Math.min(a, b);
    const key = pair(a, b);
    const known = joinedParts.get(key);
    if (known !== undefined) return known;
    const left = parts[a]!;
    const right = parts[b]!;
    const services: number[] = [];
    const held: number[] = [];
    let [asLeft, asRight] = [true, true];
    for (let l = 0, r = 0; l < left.services.length || r < right.services.length; ) {
      const service = Math.min(left.services[l] ?? Infinity, right.services[r] ?? Infinity);
      const inLeft = left.services[l] === service ? left.held[l++]! : 0;
      const inRight = right.services[r] === service ? right.held[r++]! : 0;
      services.push(service);
      held.push(Math.max(inLeft, inRight));
      if (inRight > inLeft) asLeft = false;
      if (inLeft > inRight) asRight = false;
    }
    const joined = asLeft ? a : asRight ? b : addPart(left.scope, services, held);
    joinedParts.set(key, joined);
    return joined;
  };

  const holdings: Uint32Array[] = [];
  const holdingValue: number[] = [];
  const holdingProviders: number[] = [];
  // Holdings by the hash of their parts; those with the same hash are chained.
  const byHash = new Map<number, number>();
  const sameHash: number[] = [];
  const joinedHoldings = new Map<number, number>();

  const addHolding = (list: readonly number[]): number => {
    let hash = list.length;
    for (const part of list) hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 15);
    const chain = byHash.get(hash) ?? -1;
    for (let known = chain; known >= 0; known = sameHash[known]!) {
      const parts = holdings[known]!;
      if (parts.length === list.length && list.every((part, n) => part === parts[n])) return known;
    }
    let value = 0;
    let providers = 0;
    for (const part of list) {
      value += parts[part]!.value;
      providers |= providerOfScope[parts[part]!.scope]!;
    }
    holdingValue.push(value);
    holdingProviders.push(providers);
    byHash.set(hash, holdings.length);
    sameHash.push(chain);
    return holdings.push(Uint32Array.from(list)) - 1;
  };
  addHolding([]);

  /** Whether the larger holding has all of the smaller: by search, because mostly the smaller is one scope. */
  const includes = (large: Uint32Array, small: Uint32Array): boolean => {
    let low = 0;
    for (const part of small) {
      const { scope } = parts[part]!;
      let high = large.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (parts[large[middle]!]!.scope < scope) low = middle + 1;
        else high = middle;
      }
      const there = large[low];
      if (there === undefined || parts[there]!.scope !== scope || joinParts(there, part) !== there)
        return false;
    }
    return true;
  };

  const join = (a: number, b: number): number => {
    if (a === b || b === emptyHolding) return a;
    if (a === emptyHolding) return b;
    const key = pair(a, b);
    const known = joinedHoldings.get(key);
    if (known !== undefined) return known;
    const [large, small] = holdings[a]!.length >= holdings[b]!.length ? [a, b] : [b, a];
    const joined = includes(holdings[large]!, holdings[small]!) ? large : joinAll([large, small]);
    joinedHoldings.set(key, joined);
    return joined;
  };

  const partInScope = new Int32Array(scopeCount).fill(-1);
  const joinAll = (some: readonly number[]): number => {
    const touched: number[] = [];
    for (const holding of some) {
      for (const part of holdings[holding]!) {
        const { scope } = parts[part]!;
        if (partInScope[scope] === -1) touched.push(scope);
        partInScope[scope] = partInScope[scope] === -1 ? part : joinParts(partInScope[scope]!, part);
      }
    }
    touched.sort((a, b) => a - b);
    const joined = addHolding(touched.map((scope) => partInScope[scope]!));
    for (const scope of touched) partInScope[scope] = -1;
    return joined;
  };

  const ofCells = (cells: readonly Cell[]): number => {
    const byScope = new Map<number, Map<number, number>>();
    for (const { scope, service, level, breadth } of cells) {
      const held = strengthOf(level) * Math.min(breadth, 1);
      if (!(held > 0) || !values.hasCell(scope, service)) continue;
      const services = byScope.get(scope) ?? new Map<number, number>();
      byScope.set(scope, services);
      services.set(service, Math.max(held, services.get(service) ?? 0));
    }
    const list = [...byScope]
      .sort(([a], [b]) => a - b)
      .map(([scope, services]) => {
        const ordered = [...services].sort(([a], [b]) => a - b);
        return addPart(
          scope,
          ordered.map(([service]) => service),
          ordered.map(([, held]) => held),
        );
      });
    return addHolding(list);
  };

  return {
    ofCells,
    ofControl: (scope) => addHolding([scope]),
    join,
    joinAll: (some) => {
      if (some.length < 3) return join(some[0] ?? emptyHolding, some[1] ?? emptyHolding);
      const few = [...new Set(some)].filter((holding) => holding !== emptyHolding);
      return few.length < 3 ? join(few[0] ?? emptyHolding, few[1] ?? emptyHolding) : joinAll(few);
    },
    value: (holding) => holdingValue[holding]!,
    providers: (holding) => holdingProviders[holding]!,
    controlled: (holding) => Array.from(holdings[holding]!.filter((part) => part < scopeCount)),
  };
};
