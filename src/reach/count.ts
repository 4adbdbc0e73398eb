import type { Rows } from './rows.ts';
import { classesOfRows, rowCount, transpose } from './rows.ts';

/** Members listed one by one, up to this number; more become a base. */
const listed = 256;

/** A large set, kept as bits and shared by all sets that contain it. */
interface Base {
  readonly id: number;
  readonly bits: Uint32Array;
  readonly weight: number;
}

/** A set of atoms: everything in the base, and a few more. */
interface AtomSet {
  readonly base: Base | undefined;
  readonly more: readonly number[];
  readonly weight: number;
}

/**
 * For every component, the exact sum of weights below it: of all components that it reaches, itself left out.
 * `next` must run from higher numbers to lower, as in {@link Components}.
 *
 * Exact counts of reachable nodes are not linear in general (there is no better way known than sets). Two things keep
 * the sets few and small in an estate:
 * - components with the same steps out (all holders of one policy) share one set, computed once: a *way*;
 * - components with the same steps in (all roles of an account that are reached only by controlling it) always fall
 *   together: they are one *atom* of their summed weight.
 * A set is a shared base of bits plus a short list, and is dropped as soon as no way needs it any more. With S steps
 * out of the ways, A atoms and B bases (sets that outgrew their list, about one for each scope under control and one
 * for each pair of bases that meet), time is O(edges + 256 S + B A/32), and memory O(edges + 256 W + B A/32). So
 * 100,000 identities in 100 scopes with 20,000 atoms make some hundred bases of 2.5 kB.
 */
export const weightsBelow = (next: Rows, weight: Uint32Array): Uint32Array => {
  const components = rowCount(next);
  const { classOf: wayOf, first: firstOfWay } = classesOfRows(next);
  const { classOf: atomOf, first: firstOfAtom } = classesOfRows(transpose(next));
  const atomWeight = new Float64Array(firstOfAtom.length);
  for (let c = 0; c < components; c++) atomWeight[atomOf[c]!]! += weight[c]!;

  const uses = new Uint32Array(firstOfWay.length); // how many ways still wait for the set of this one
  for (const c of firstOfWay) {
    for (let p = next.offsets[c]!; p < next.offsets[c + 1]!; p++) uses[wayOf[next.values[p]!]!]! += 1;
  }

  let bases = 0;
  const words = Math.ceil(atomWeight.length / 32);
  const joined = new Map<number, Base>();
  const newBase = (bits: Uint32Array, weight: number): Base => ({ id: bases++, bits, weight });

  const joinBases = (a: Base | undefined, b: Base | undefined): Base | undefined => {
    if (a === undefined || b === undefined || a === b) return a ?? b;
    const key = Math.min(a.id, b.id) * 0x4000000 + Math.max(a.id, b.id);
    const known = joined.get(key);
    if (known !== undefined) return known;
    const [large, small] = a.weight >= b.weight ? [a, b] : [b, a];
    const bits = large.bits.slice();
    let sum = large.weight;
    let grown = false;
    for (let w = 0; w < words; w++) {
      for (let fresh = small.bits[w]! & ~bits[w]!; fresh !== 0; fresh &= fresh - 1) {
        sum += atomWeight[w * 32 + 31 - Math.clz32(fresh & -fresh)]!;
        grown = true;
      }
      bits[w]! |= small.bits[w]!;
    }
    const result = grown ? newBase(bits, sum) : large;
    joined.set(key, result);
    return result;
  };

  const sets: (AtomSet | undefined)[] = new Array(firstOfWay.length);
  const seen = new Uint32Array(atomWeight.length); // the way that last took this atom, from 1
  const below = new Float64Array(firstOfWay.length);

  const setOfWay = (way: number): AtomSet => {
    const row = firstOfWay[way]!;
    const [start, end] = [next.offsets[row]!, next.offsets[row + 1]!];
    let base: Base | undefined;
    for (let p = start; p < end; p++) base = joinBases(base, sets[wayOf[next.values[p]!]!]!.base);
    let sum = base?.weight ?? 0;
    const more: number[] = [];
    const take = (atom: number): void => {
      if (seen[atom] === way + 1) return;
      seen[atom] = way + 1;
      if (base !== undefined && (base.bits[atom >>> 5]! >>> (atom & 31)) & 1) return;
      more.push(atom);
      sum += atomWeight[atom]!;
    };
    for (let p = start; p < end; p++) {
      const component = next.values[p]!;
      if (atomWeight[atomOf[component]!]! > 0) take(atomOf[component]!);
      for (const atom of sets[wayOf[component]!]!.more) take(atom);
    }
    if (more.length <= listed) return { base, more, weight: sum };
    const bits = base === undefined ? new Uint32Array(words) : base.bits.slice();
    for (const atom of more) bits[atom >>> 5]! |= 1 << (atom & 31);
    return { base: newBase(bits, sum), more: [], weight: sum };
  };

  // A way's first component comes after all components that it steps to, so their sets are known by then.
  for (let way = 0; way < firstOfWay.length; way++) {
    const set = setOfWay(way);
    below[way] = set.weight;
    if (uses[way]! > 0) sets[way] = set;
    const row = firstOfWay[way]!;
    for (let p = next.offsets[row]!; p < next.offsets[row + 1]!; p++) {
      const stepped = wayOf[next.values[p]!]!;
      uses[stepped]! -= 1;
      if (uses[stepped] === 0) sets[stepped] = undefined;
    }
  }
  return Uint32Array.from(wayOf, (way) => below[way]!);
};
