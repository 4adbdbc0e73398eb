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
  /** Σ value · strength · breadth. */
  readonly value: (holding: number) => number;
  /** Scopes (index) under full control, sorted. */
  readonly controlled: (holding: number) => readonly number[];
  /** Scopes (index) in which anything is held, sorted. */
  readonly scopes: (holding: number) => readonly number[];
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

export const holdingsOf = (values: Values): Holdings => {
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

  const holdings: (readonly number[])[] = [];
  const holdingValues: number[] = [];
  const holdingByParts = new Map<string, number>();
  const joinedHoldings = new Map<number, number>();

  const addHolding = (list: readonly number[]): number => {
    const key = list.join();
    const known = holdingByParts.get(key);
    if (known !== undefined) return known;
    let value = 0;
    for (const part of list) value += parts[part]!.value;
    holdingValues.push(value);
    holdingByParts.set(key, holdings.length);
    return holdings.push(list) - 1;
  };
  addHolding([]);

  const join = (a: number, b: number): number => {
    if (a === b || b === emptyHolding) return a;
    if (a === emptyHolding) return b;
    const key = pair(a, b);
    const known = joinedHoldings.get(key);
    if (known !== undefined) return known;
    const left = holdings[a]!;
    const right = holdings[b]!;
    const list: number[] = [];
    let [asLeft, asRight] = [true, true];
    for (let l = 0, r = 0; l < left.length || r < right.length; ) {
      const scopeLeft = l < left.length ? parts[left[l]!]!.scope : Infinity;
      const scopeRight = r < right.length ? parts[right[r]!]!.scope : Infinity;
      const inLeft = scopeLeft <= scopeRight ? left[l++] : undefined;
      const inRight = scopeRight <= scopeLeft ? right[r++] : undefined;
      const part =
        inLeft === undefined ? inRight! : inRight === undefined ? inLeft : joinParts(inLeft, inRight);
      list.push(part);
      if (part !== inLeft) asLeft = false;
      if (part !== inRight) asRight = false;
    }
    const joined = asLeft ? a : asRight ? b : addHolding(list);
    joinedHoldings.set(key, joined);
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
    value: (holding) => holdingValues[holding]!,
    controlled: (holding) => holdings[holding]!.filter((part) => part < scopeCount),
    scopes: (holding) => holdings[holding]!.map((part) => parts[part]!.scope),
  };
};
