import type { Components } from './components.ts';
import { componentsOf } from './components.ts';
import { weightsBelow } from './count.ts';
import type { Graph } from './graph.ts';
import type { Holdings } from './holdings.ts';
import { numbers } from './numbers.ts';
import type { Rows } from './rows.ts';
import { none, transpose } from './rows.ts';

/** What can be reached through one set of edges, by identity (index). */
export interface Closure {
  /** Everything held at the end: own and reached privileges, and scopes under control. */
  readonly holding: (identity: number) => number;
  /** Number of other identities that it can become. */
  readonly others: (identity: number) => number;
  /** Number of other identities that can become it, by identity. Worked out when first asked. */
  readonly becomableBy: () => Uint32Array;
  /** The other identity with the strongest privileges of its own, the lower index on a tie; or `none`. */
  readonly strongest: (identity: number) => number;
  /** Whether the identity is among the two strongest that a node is or reaches. */
  readonly leadsToStrong: (node: number, identity: number) => boolean;
  /** Providers of the identity and of all identities that it can become, as bits. */
  readonly providers: (identity: number) => number;
}

/** What each identity brings in by itself. */
export interface Own {
  readonly holding: Uint32Array;
  /** The same by group: what its members have by being in it. */
  readonly ofGroup: Uint32Array;
  /** To rank identities by; any unit. */
  readonly strength: Float64Array;
  /** One bit. */
  readonly provider: Uint8Array;
}

/**
 * One pass over the components, successors first: each joins what its members bring and what the components one step
 * away have. Time grows with nodes and edges, plus the joins that were not met before (see {@link Holdings}).
 */
export const closureOf = (graph: Graph, edges: Rows, holdings: Holdings, own: Own): Closure => {
  const components = componentsOf(edges);
  const { count, of, members, next } = components;
  const holding = numbers(count);
  const providers = new Uint8Array(count);
  const strongest = numbers(count).fill(none);
  const second = numbers(count).fill(none);

  const stronger = (a: number, b: number): boolean => {
    const difference = own.strength[a]! - own.strength[b]!;
    return difference > 0 || (difference === 0 && a < b);
  };
  /** Keeps the two strongest: an identity that is the strongest itself then still has the strongest other. */
  const consider = (component: number, identity: number): void => {
    const [best, next] = [strongest[component]!, second[component]!];
    if (identity === none || identity === best || identity === next) return;
    if (best === none || stronger(identity, best)) {
      strongest[component] = identity;
      second[component] = best;
    } else if (next === none || stronger(identity, next)) {
      second[component] = identity;
    }
  };

  const held: number[] = [];
  const hold = (holding: number): void => {
    if (holding !== held.at(-1)) held.push(holding);
  };

  for (let component = 0; component < count; component++) {
    held.length = 0;
    let reached = 0;
    for (let p = members.offsets[component]!; p < members.offsets[component + 1]!; p++) {
      const node = members.values[p]!;
      if (node < graph.identities) {
        hold(own.holding[node]!);
        reached |= own.provider[node]!;
        consider(component, node);
      } else if (node >= graph.firstControl) {
        hold(holdings.ofControl(node - graph.firstControl));
      } else {
        hold(own.ofGroup[node - graph.identities]!);
      }
    }
    for (let p = next.offsets[component]!; p < next.offsets[component + 1]!; p++) {
      const stepped = next.values[p]!;
      hold(holding[stepped]!);
      reached |= providers[stepped]!;
      consider(component, strongest[stepped]!);
      consider(component, second[stepped]!);
    }
    holding[component] = holdings.joinAll(held);
    providers[component] = reached;
  }

  const weight = identitiesIn(components, graph.identities);
  const below = weightsBelow(next, weight);
  let above: Uint32Array | undefined;
  return {
    becomableBy: () => {
      above ??= identitiesAbove(components, weight, graph.identities);
      return above;
    },
    holding: (identity) => holding[of[identity]!]!,
    others: (identity) => weight[of[identity]!]! - 1 + below[of[identity]!]!,
    strongest: (identity) => {
      const component = of[identity]!;
      return strongest[component] === identity ? second[component]! : strongest[component]!;
    },
    leadsToStrong: (node, identity) => strongest[of[node]!] === identity || second[of[node]!] === identity,
    providers: (identity) => providers[of[identity]!]!,
  };
};

const identitiesIn = ({ count, of }: Components, identities: number): Uint32Array => {
  const weight = numbers(count);
  for (let identity = 0; identity < identities; identity++) weight[of[identity]!]! += 1;
  return weight;
};

/** By identity: how many others reach it. The same sum as `weightsBelow`, over the components in reverse. */
const identitiesAbove = (
  { count, of, next }: Components,
  weight: Uint32Array,
  identities: number,
): Uint32Array => {
  const before = transpose(next);
  const reversed = { offsets: numbers(count + 1), values: numbers(before.values.length) };
  const weights = numbers(count);
  let length = 0;
  for (let row = 0; row < count; row++) {
    const component = count - 1 - row;
    weights[row] = weight[component]!;
    // From the last: rows stay sorted.
    for (let p = before.offsets[component + 1]! - 1; p >= before.offsets[component]!; p--)
      reversed.values[length++] = count - 1 - before.values[p]!;
    reversed.offsets[row + 1] = length;
  }
  const below = weightsBelow(reversed, weights);
  const above = numbers(identities);
  for (let identity = 0; identity < identities; identity++) {
    const component = of[identity]!;
    above[identity] = weight[component]! - 1 + below[count - 1 - component]!;
  }
  return above;
};
