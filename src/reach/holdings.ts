import type { Cell } from '../model/grant.ts';
import { pairMap } from './pair-map.ts';
import { none } from './rows.ts';
import { scopeHoldingsOf } from './scope-holdings.ts';
import { strengthOf, type Values } from './weights.ts';

/**
 * What somebody holds of the estate: for every cell the largest strength × breadth. A holding is a number; 0 is
 * nothing. Identities by the thousand share a few hundred profiles and reach the same few things, so holdings are
 * shared as well, and joining two of them is remembered.
 */
export interface Holdings {
  readonly ofCells: (cells: readonly Cell[]) => number;
  readonly ofControl: (scope: number) => number;
  readonly join: (a: number, b: number) => number;
  /** The same for many at once. */
  readonly joinAll: (holdings: readonly number[]) => number;
  /** Σ value · strength · breadth. */
  readonly value: (holding: number) => number;
  /** What all of the estate is worth. */
  readonly total: number;
  /** Providers of the scopes in which anything is held, as bits. */
  readonly providers: (holding: number) => number;
  /** The part of it that is full control of scopes. Equal control is an equal number. */
  readonly control: (holding: number) => number;
  /** Scopes (index) under full control, sorted. */
  readonly controlled: (holding: number) => number[];
}

export const emptyHolding = 0;

/** The estate that another is a part of. */
export interface Whole {
  /** Number of its scopes. */
  readonly scopes: number;
  /** By scope of the part: its place in the whole. Ascending. */
  readonly places: readonly number[];
  /** What all of the whole is worth, as {@link totalOf} has it. */
  readonly total: number;
}

const heightOf = (scopes: number): number => Math.ceil(Math.log2(Math.max(1, scopes)));

/** The worth of all scopes, added in pairs as the tree of holdings adds it. @param scopeValue by scope */
export const totalOf = (scopeValue: readonly number[]): number => {
  let sums = scopeValue;
  for (let level = heightOf(scopeValue.length); level > 0; level--)
    sums = Array.from(
      { length: Math.ceil(sums.length / 2) },
      (_, n) => sums[n * 2]! + (sums[n * 2 + 1] ?? 0),
    );
  return sums[0] ?? 0;
};

/**
 * A holding is a binary tree over the scopes, like a heap: a leaf is what is held in one scope, and a branch joins two
 * halves. Equal branches are made once, so two holdings that differ in one scope of a thousand share all but ten
 * branches, and joining them takes ten steps. Leaf `1 + s` is full control of scope `s`, and swallows every other
 * leaf there.
 *
 * Values are summed along the tree, the same way for every holding: more held never comes out as less by rounding,
 * and everything held is exactly the total.
 * @param providerOfScope by scope: one bit
 * @param whole what the estate is a part of: its scopes stand where they stand there, so that sums are rounded as there
 */
export const holdingsOf = (values: Values, providerOfScope: Uint8Array, whole?: Whole): Holdings => {
  const { scopeValue } = values;
  const scopeCount = scopeValue.length;
  const height = heightOf(whole?.scopes ?? scopeCount);
  const placeOf = (scope: number): number => whole?.places[scope] ?? scope;

  // By node: 0, then control of each scope, then further leaves and branches as they come up.
  const value: number[] = [0, ...scopeValue];
  const providers: number[] = [0, ...providerOfScope];
  const halves: number[] = new Array((scopeCount + 1) * 2).fill(none); // first and second; `none`: a leaf
  const control: number[] = value.map((_, node) => node);

  const leaves = scopeHoldingsOf(values);
  const leafOfNode = new Map<number, number>();
  const nodeOfLeaf: number[] = [];
  const leafNode = (leaf: number): number => {
    if (nodeOfLeaf[leaf] !== undefined) return nodeOfLeaf[leaf];
    const node = value.push(leaves.value(leaf)) - 1;
    providers.push(providerOfScope[leaves.scope(leaf)]!);
    halves.push(none, none);
    control.push(emptyHolding);
    leafOfNode.set(node, leaf);
    nodeOfLeaf[leaf] = node;
    return node;
  };

  const branches = pairMap();
  const branch = (first: number, second: number): number => {
    if (first === emptyHolding && second === emptyHolding) return emptyHolding;
    const known = branches.get(first, second);
    if (known !== none) return known;
    const node = value.push(value[first]! + value[second]!) - 1;
    providers.push(providers[first]! | providers[second]!);
    halves.push(first, second);
    control.push(none);
    branches.set(first, second, node);
    return node;
  };

  /** Control of scope `s` is leaf `1 + s`: the lower numbers, so it is always the lower of two. */
  const isControl = (node: number): boolean => node <= scopeCount && node !== emptyHolding;

  const joined = pairMap();
  const join = (a: number, b: number): number => {
    if (a === b || b === emptyHolding) return a;
    if (a === emptyHolding) return b;
    const [low, high] = a < b ? [a, b] : [b, a];
    if (isControl(low)) return low;
    const known = joined.get(low, high);
    if (known !== none) return known;
    const result =
      halves[low * 2] === none
        ? joinLeaves([low, high])
        : branch(
            join(halves[low * 2]!, halves[high * 2]!),
            join(halves[low * 2 + 1]!, halves[high * 2 + 1]!),
          );
    joined.set(low, high, result);
    return result;
  };

  const joinLeaves = (nodes: readonly number[]): number =>
    leafNode(leaves.joined(nodes.map((node) => leafOfNode.get(node)!)));

  // Many at once: what would lie between a first and a last of them is never made.
  const joinAll = (some: readonly number[]): number => {
    if (some.length < 3) return join(some[0] ?? emptyHolding, some[1] ?? emptyHolding);
    const nodes = [...new Set(some)].filter((node) => node !== emptyHolding);
    if (nodes.length < 3) return joinAll(nodes);
    if (halves[nodes[0]! * 2] !== none) {
      return branch(
        joinAll(nodes.map((node) => halves[node * 2]!)),
        joinAll(nodes.map((node) => halves[node * 2 + 1]!)),
      );
    }
    return nodes.find(isControl) ?? joinLeaves(nodes);
  };

  /** The tree that has only this leaf. */
  const alone = (scope: number, leaf: number): number => {
    let node = leaf;
    const place = placeOf(scope);
    for (let level = 0; level < height; level++) {
      node = (place >>> level) & 1 ? branch(emptyHolding, node) : branch(node, emptyHolding);
    }
    return node;
  };

  const ofCells = (cells: readonly Cell[]): number => {
    const byScope = new Map<number, (readonly [number, number])[]>();
    for (const { scope, service, level, breadth } of cells) {
      const share = strengthOf(level) * Math.min(breadth, 1);
      if (!(share > 0) || !values.hasCell(scope, service)) continue;
      const services = byScope.get(scope);
      if (services === undefined) byScope.set(scope, [[service, share]]);
      else services.push([service, share]);
    }
    let holding = emptyHolding;
    for (const [scope, services] of byScope) {
      holding = join(holding, alone(scope, leafNode(leaves.of(scope, services))));
    }
    return holding;
  };

  const controlOf = (node: number): number => {
    if (control[node] === none) {
      control[node] = branch(controlOf(halves[node * 2]!), controlOf(halves[node * 2 + 1]!));
    }
    return control[node]!;
  };

  const ofScope = Uint32Array.from(scopeValue, (_, scope) => alone(scope, 1 + scope));
  return {
    ofCells,
    ofControl: (scope) => ofScope[scope]!,
    join,
    joinAll,
    value: (holding) => value[holding]!,
    total: whole?.total ?? value[ofScope.reduce(join, emptyHolding)]!,
    providers: (holding) => providers[holding]!,
    control: controlOf,
    controlled: (holding) => {
      const scopes: number[] = [];
      const list = (node: number): void => {
        if (node === emptyHolding) return;
        if (halves[node * 2] === none) {
          scopes.push(node - 1);
          return;
        }
        list(halves[node * 2]!);
        list(halves[node * 2 + 1]!);
      };
      list(controlOf(holding));
      return scopes;
    },
  };
};
