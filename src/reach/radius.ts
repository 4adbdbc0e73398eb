import type { Estate } from '../model/estate.ts';
import type { BlastRadius } from '../model/reach.ts';
import type { Provider } from '../model/scope.ts';
import { conditionalControl, reasonsOf } from './assumptions.ts';
import type { Closure, Own } from './closure.ts';
import { closureOf } from './closure.ts';
import type { Graph } from './graph.ts';
import type { Holdings } from './holdings.ts';
import { holdingsOf } from './holdings.ts';
import { classesOfRows, none } from './rows.ts';
import type { Walker } from './walk.ts';
import type { Values } from './weights.ts';
import type { Goals } from './worst.ts';
import { stepsToGoals } from './worst.ts';

/** What is known of every identity at the end. */
export interface Radii {
  readonly of: (identity: number) => BlastRadius;
  /** By identity: where the path to the worst ends (see {@link Goals}), or `none`. */
  readonly goal: Uint32Array;
}

/** What follows from the two holdings of an identity: with all steps, and with proven steps only. */
interface Verdict {
  readonly score: number;
  readonly admin: readonly number[];
  /** Scopes controlled under assumptions only. */
  readonly conditional: readonly number[];
  /** Weight of the weightiest scope under proven control, else of the weightiest under conditional control. */
  readonly worstWeight: number | undefined;
  /** Providers of the scopes in which something is held, as bits. */
  readonly providers: number;
}

/** The two closures of an estate, by all edges and by the proven ones. */
export interface Closures {
  readonly all: Closure;
  readonly proven: Closure;
  readonly holdings: Holdings;
  /** Providers of the estate, sorted: bit `b` of a set of providers is `providers[b]`. */
  readonly providers: readonly Provider[];
}

export const closuresOf = (estate: Estate, graph: Graph, values: Values): Closures => {
  const named = [...estate.identities, ...estate.scopes].map(({ provider }) => provider);
  const providers = [...new Set(named)].sort();
  const holdings = holdingsOf(values);
  const own = ownOf(estate, holdings, providers);
  const all = closureOf(graph, graph.out, holdings, own);
  const proven = graph.outProven === graph.out ? all : closureOf(graph, graph.outProven, holdings, own);
  return { all, proven, holdings, providers };
};

const ownOf = (estate: Estate, holdings: Holdings, providers: readonly Provider[]): Own => {
  const ofProfile = estate.profiles.map(({ cells }) => holdings.ofCells(cells));
  const holding = Uint32Array.from(estate.identities, ({ profile }) => ofProfile[profile]!);
  return {
    holding,
    strength: Float64Array.from(holding, holdings.value),
    provider: Uint8Array.from(estate.identities, ({ provider }) => 1 << providers.indexOf(provider)),
  };
};

/**
 * The score follows every step, assumed ones as well: what the snapshot does not show must not make an identity look
 * harmless. What is said by name (`admin`, `identities`) rests on proven steps alone, and the rest stands beside it
 * (`adminIf`, `identitiesIf`).
 */
export const radiiOf = (
  estate: Estate,
  graph: Graph,
  values: Values,
  { all, proven, holdings, providers }: Closures,
  goals: Goals,
  walker: Walker,
): Radii => {
  const count = graph.identities;

  const verdictOf = (withAll: number, withProven: number): Verdict => {
    const admin = holdings.controlled(withProven);
    const isAdmin = new Set(admin);
    const conditional = holdings.controlled(withAll).filter((scope) => !isAdmin.has(scope));
    const worst = admin.length > 0 ? admin : conditional;
    const share = values.total === 0 ? 0 : holdings.value(withAll) / values.total;
    return {
      score: Math.round(share * 10_000) / 100,
      admin,
      conditional,
      worstWeight:
        worst.length === 0
          ? undefined
          : worst.reduce((most, scope) => Math.max(most, values.scopeWeight[scope]!), 0),
      providers: holdings
        .scopes(withAll)
        .reduce((bits, scope) => bits | (1 << providers.indexOf(estate.scopes[scope]!.provider)), 0),
    };
  };
  const { verdicts, verdictNumber } = judge(count, all, proven, verdictOf);

  const conditionalScopes = [...new Set(verdicts.flatMap(({ conditional }) => conditional))].sort(
    (a, b) => a - b,
  );
  const conditional = conditionalControl(graph, walker, reasonsOf(graph, estate.takeover), conditionalScopes);

  const goal = new Uint32Array(count).fill(none);
  const goalOfVerdict = verdicts.map(({ worstWeight }) =>
    worstWeight === undefined ? none : goals.ofWeight(worstWeight),
  );
  for (let i = 0; i < count; i++) {
    goal[i] = goalOfVerdict[verdictNumber[i]!]!;
    if (goal[i] !== none) continue;
    const identity = proven.strongest(i) === none ? all.strongest(i) : proven.strongest(i);
    if (identity !== none) goal[i] = goals.ofIdentity(identity);
  }
  const hops = stepsToGoals(graph, walker, goals, goal);

  // Equal results share one object: each is written as a row of numbers, and equal rows are found.
  const adminNumber = numberLists(verdicts.map(({ admin }) => admin));
  const width = 7;
  const rows = {
    offsets: Uint32Array.from({ length: count + 1 }, (_, i) => i * width),
    values: new Uint32Array(count * width),
  };
  for (let i = 0; i < count; i++) {
    const verdict = verdictNumber[i]!;
    rows.values[i * width] = Math.round(verdicts[verdict]!.score * 100);
    rows.values[i * width + 1] = adminNumber[verdict]!;
    rows.values[i * width + 2] = conditional.of[i]!;
    rows.values[i * width + 3] = proven.others(i);
    rows.values[i * width + 4] = all.others(i);
    rows.values[i * width + 5] = hops[i]!;
    rows.values[i * width + 6] = verdicts[verdict]!.providers | all.providers(i);
  }
  const { classOf, first } = classesOfRows(rows);
  const radii = Array.from(first, (i): BlastRadius => {
    const { score, admin } = verdicts[verdictNumber[i]!]!;
    const bits = rows.values[i * width + 6]!;
    return {
      score,
      admin,
      adminIf: conditional.controls(conditional.of[i]!),
      identities: proven.others(i),
      identitiesIf: all.others(i),
      hops: hops[i]!,
      providers: providers.filter((_, bit) => ((bits >>> bit) & 1) === 1),
    };
  });
  return { of: (identity) => radii[classOf[identity]!]!, goal };
};

/** One verdict for each pair of holdings that occurs. */
const judge = (
  count: number,
  all: Closure,
  proven: Closure,
  verdictOf: (withAll: number, withProven: number) => Verdict,
): { verdicts: readonly Verdict[]; verdictNumber: Uint32Array } => {
  const verdicts: Verdict[] = [];
  const known = new Map<number, number>();
  const verdictNumber = Uint32Array.from({ length: count }, (_, i) => {
    const key = all.holding(i) * 0x4000000 + proven.holding(i);
    const same = known.get(key);
    if (same !== undefined) return same;
    known.set(key, verdicts.length);
    return verdicts.push(verdictOf(all.holding(i), proven.holding(i))) - 1;
  });
  return { verdicts, verdictNumber };
};

/** Equal lists get equal numbers. */
const numberLists = (lists: readonly (readonly number[])[]): number[] => {
  const known = new Map<string, number>();
  return lists.map((list) => {
    const key = list.join();
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
};
