import type { Estate } from '../model/estate.ts';
import type { BlastRadius } from '../model/reach.ts';
import type { Provider } from '../model/scope.ts';
import { conditionalControl, reasonsOf } from './assumptions.ts';
import type { Closure, Own } from './closure.ts';
import { closureOf } from './closure.ts';
import type { Goals } from './goals.ts';
import { stepsToGoals } from './goals.ts';
import type { Graph } from './graph.ts';
import type { Holdings } from './holdings.ts';
import { emptyHolding, holdingsOf, type Whole } from './holdings.ts';
import { numbers } from './numbers.ts';
import { classesOfRows, none } from './rows.ts';
import type { Walker } from './walk.ts';
import type { Values } from './weights.ts';

/** What is known of every identity at the end. */
export interface Radii {
  readonly of: (identity: number) => BlastRadius;
  /** By identity: where the path to the worst ends (see {@link Goals}), or `none`. */
  readonly goal: Uint32Array;
}

/** What follows from the two holdings of an identity: with all steps, and with proven steps only. */
interface Verdict {
  /** Hundredths; by all steps, and by proven ones. */
  readonly score: number;
  readonly proven: number;
  /** What is controlled by proven steps, and by all. */
  readonly admin: number;
  readonly control: number;
  /** Goal of the path to the worst scope under control, or `none`. */
  readonly goal: number;
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

export const closuresOf = (estate: Estate, graph: Graph, values: Values, whole?: Whole): Closures => {
  const named = [...estate.identities, ...estate.scopes].map(({ provider }) => provider);
  const providers = [...new Set(named)].sort();
  const bit = ({ provider }: { readonly provider: Provider }): number => 1 << providers.indexOf(provider);
  const holdings = holdingsOf(values, Uint8Array.from(estate.scopes, bit), whole);
  const own = ownOf(estate, holdings, Uint8Array.from(estate.identities, bit));
  const all = closureOf(graph, graph.out, holdings, own);
  const proven = graph.outProven === graph.out ? all : closureOf(graph, graph.outProven, holdings, own);
  return { all, proven, holdings, providers };
};

const ownOf = (estate: Estate, holdings: Holdings, provider: Uint8Array): Own => {
  const ofProfile = estate.profiles.map(({ cells }) => holdings.ofCells(cells));
  const holding = Uint32Array.from(estate.identities, ({ profile }) => ofProfile[profile]!);
  return {
    holding,
    ofGroup: Uint32Array.from(estate.takeover.groups, ({ profile }) =>
      profile === undefined ? emptyHolding : ofProfile[profile]!,
    ),
    strength: Float64Array.from(holding, holdings.value),
    provider,
  };
};

/**
 * The score follows every step, assumed ones as well (`proven` the others alone): what the snapshot does not show must not make an identity look
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

  // Lists of scopes by the number of the control that they are.
  const lists = new Map<number, readonly number[]>();
  const scopesOf = (control: number): readonly number[] => {
    const known = lists.get(control) ?? holdings.controlled(control);
    lists.set(control, known);
    return known;
  };
  const heaviest = (scopes: readonly number[]): number =>
    scopes.reduce((most, scope) => Math.max(most, values.scopeWeight[scope]!), 0);

  const { verdicts, verdictNumber } = judge(count, all, proven, (withAll, withProven): Verdict => {
    const admin = holdings.control(withProven);
    const control = holdings.control(withAll);
    const shareOf = (holding: number): number =>
      holdings.total === 0 ? 0 : Math.round((holdings.value(holding) / holdings.total) * 10_000);
    // A proven way to control is worse than an assumed one: it is the one to show.
    const worst = admin === emptyHolding ? control : admin;
    return {
      score: shareOf(withAll),
      proven: shareOf(withProven),
      admin,
      control,
      goal: worst === emptyHolding ? none : goals.ofWeight(heaviest(scopesOf(worst))),
      providers: holdings.providers(withAll),
    };
  });

  const conditionalScopes = new Set<number>();
  const differing = new Map(verdicts.map((verdict) => [`${verdict.admin} ${verdict.control}`, verdict]));
  for (const { admin, control } of differing.values()) {
    if (admin === control) continue;
    const isAdmin = new Set(scopesOf(admin));
    for (const scope of scopesOf(control)) if (!isAdmin.has(scope)) conditionalScopes.add(scope);
  }
  const conditional = conditionalControl(
    graph,
    walker,
    reasonsOf(graph, estate.takeover),
    [...conditionalScopes].sort((a, b) => a - b),
  );

  const goal = numbers(count);
  for (let i = 0; i < count; i++) {
    goal[i] = verdicts[verdictNumber[i]!]!.goal;
    if (goal[i] !== none) continue;
    const identity = proven.strongest(i) === none ? all.strongest(i) : proven.strongest(i);
    if (identity !== none) goal[i] = goals.ofIdentity(identity);
  }
  const hops = stepsToGoals(graph, walker, goals, goal);

  // Equal results share one object: each is written as a row of numbers, and equal rows are found.
  const width = 8;
  const rows = {
    offsets: Uint32Array.from({ length: count + 1 }, (_, i) => i * width),
    values: numbers(count * width),
  };
  for (let i = 0; i < count; i++) {
    const verdict = verdicts[verdictNumber[i]!]!;
    rows.values[i * width] = verdict.score;
    rows.values[i * width + 1] = verdict.admin;
    rows.values[i * width + 2] = conditional.of[i]!;
    rows.values[i * width + 3] = proven.others(i);
    rows.values[i * width + 4] = all.others(i);
    rows.values[i * width + 5] = hops[i]!;
    rows.values[i * width + 6] = verdict.providers | all.providers(i);
    rows.values[i * width + 7] = verdict.proven;
  }
  const { classOf, first } = classesOfRows(rows);
  const radii = Array.from(first, (i): BlastRadius => {
    const { score, proven: provenScore, admin } = verdicts[verdictNumber[i]!]!;
    const bits = rows.values[i * width + 6]!;
    return {
      score: score / 100,
      proven: provenScore / 100,
      admin: scopesOf(admin),
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
