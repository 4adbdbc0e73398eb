import { none } from './rows.ts';
import type { Values } from './weights.ts';

/**
 * What is held in one scope: services, ascending, and the share held of each. Equal leaves are made once. Cells of all
 * leaves stand one after the other in two flat arrays.
 */
export interface ScopeHoldings {
  /** Number of the leaf that holds of each service the most of what the given leaves hold; all of one scope. */
  readonly joined: (leaves: readonly number[]) => number;
  /** @param shares by service, 0 < share ≤ 1 */
  readonly of: (scope: number, shares: Iterable<readonly [service: number, share: number]>) => number;
  readonly scope: (leaf: number) => number;
  /** Σ value · share. */
  readonly value: (leaf: number) => number;
}

export const scopeHoldingsOf = ({ scopeWeight, serviceWeight }: Values): ScopeHoldings => {
  let services = new Uint32Array(1024);
  let shares = new Float64Array(1024);
  const offsets: number[] = [0];
  const scopeOfLeaf: number[] = [];
  const values: number[] = [];
  // ScopeHoldings by the hash of their cells; those with the same hash are chained.
  const byHash = new Map<number, number>();
  const sameHash: number[] = [];

  // The leaf in the making: by service, between the lowest and the highest.
  const share = new Float64Array(serviceWeight.length);
  let lowest = share.length;
  let highest = -1;
  const put = (service: number, more: number): void => {
    if (more > share[service]!) share[service] = more;
    if (service < lowest) lowest = service;
    if (service > highest) highest = service;
  };

  const isLeaf = (leaf: number, scope: number, start: number, length: number): boolean => {
    if (scopeOfLeaf[leaf] !== scope || offsets[leaf + 1]! - offsets[leaf]! !== length) return false;
    for (let n = 0, there = offsets[leaf]!; n < length; n++, there++) {
      if (services[there] !== services[start + n] || shares[there] !== shares[start + n]) return false;
    }
    return true;
  };

  const made = (scope: number): number => {
    const start = offsets.at(-1)!;
    if (start + highest - lowest >= services.length) {
      services = grown(services, new Uint32Array(services.length * 2 + share.length));
      shares = grown(shares, new Float64Array(services.length));
    }
    let end = start;
    let value = 0;
    let hash = scope;
    for (let service = lowest; service <= highest; service++) {
      const held = share[service]!;
      if (held === 0) continue;
      share[service] = 0;
      services[end] = service;
      shares[end++] = held;
      value += scopeWeight[scope]! * serviceWeight[service]! * held;
      hash = Math.imul(hash ^ (service + Math.round(held * 1e6) * 4096), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    lowest = share.length;
    highest = -1;
    const chain = byHash.get(hash) ?? none;
    for (let leaf = chain; leaf !== none; leaf = sameHash[leaf]!) {
      if (isLeaf(leaf, scope, start, end - start)) return leaf;
    }
    offsets.push(end);
    scopeOfLeaf.push(scope);
    sameHash.push(chain);
    byHash.set(hash, values.length);
    return values.push(value) - 1;
  };

  return {
    joined: (leaves) => {
      for (const leaf of leaves) {
        for (let p = offsets[leaf]!; p < offsets[leaf + 1]!; p++) put(services[p]!, shares[p]!);
      }
      return made(scopeOfLeaf[leaves[0]!]!);
    },
    of: (scope, cells) => {
      for (const [service, more] of cells) put(service, more);
      return made(scope);
    },
    scope: (leaf) => scopeOfLeaf[leaf]!,
    value: (leaf) => values[leaf]!,
  };
};

const grown = <T extends Uint32Array | Float64Array>(old: T, larger: T): T => {
  larger.set(old);
  return larger;
};
