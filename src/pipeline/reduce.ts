import { connectors } from '../../connectors/index.ts';
import { type Overlay, overlayOf } from '../audit/reduce/overlay.ts';
import { searchPlan } from '../audit/reduce/search.ts';
import { type Simulation, simulationOf } from '../audit/reduce/standing.ts';
import type { SearchLimits } from '../audit/reduce/trial.ts';
import type { ChangeTable, ChangeWorld, ReduceGoal, ReductionPlan } from '../model/reduce.ts';
import type { Provider } from '../model/scope.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';
import { remediesFor } from './audit.ts';
import { estateReuser } from './estate.ts';
import type { Facts } from './facts.ts';

/** How changes of these providers look. */
export const changeTablesOf = async (
  providers: Iterable<Provider>,
): Promise<ReadonlyMap<Provider, ChangeTable>> => {
  const wanted = new Set(providers);
  const found = await Promise.all(
    connectors.flatMap(({ id, changes }) =>
      wanted.has(id) && changes !== undefined ? [changes().then((table) => [id, table] as const)] : [],
    ),
  );
  return new Map(found);
};

export interface ReduceOptions {
  /** Changes at most. */
  readonly most: number;
  readonly goal?: ReduceGoal | undefined;
  readonly keepUsedWithinDays?: number | undefined;
  /** Whether people count as well as machines. */
  readonly people?: boolean;
  /** How much is verified; for tests. */
  readonly limits?: SearchLimits | undefined;
  readonly onStep?: ((changes: number, share: number) => void) | undefined;
}

/**
 * The whole way from facts to what falls, for any facts; each estate is worked out from nothing but them. Providers of whom
 * nothing changed are not interpreted again.
 */
export const simulatorOf = (
  { collectedAt, coverage, interpretations }: Facts,
  settings: Settings,
  people: boolean,
): ((facts: Overlay) => Simulation) => {
  const entered = new Map(interpretations.map(({ id, enteredByTrust }) => [id, enteredByTrust ?? []]));
  const estateOf = estateReuser(interpretations, { collectedAt, coverage, settings });
  return (facts) => {
    const estate = estateOf(facts.parts);
    return simulationOf(estate, reachOf(estate, settings), {
      settings,
      people,
      enteredByTrust: ({ provider, kind }) => entered.get(provider)?.includes(kind) === true,
    });
  };
};

export const worldOfSimulation =
  ({ interpretations }: Pick<Facts, 'interpretations'>) =>
  ({ estate, indexOf }: Simulation, facts: Overlay): ChangeWorld => ({
    identityById: (id) => estate.identities[indexOf(id) ?? -1],
    documentAt: (place) => estate.documentAt?.(place),
    tokensFor: (identity, trust) => {
      const index = indexOf(identity.id);
      const at = identity.trusts.indexOf(trust);
      return index === undefined || at < 0 ? [] : (estate.tokensFor?.(index, at) ?? []);
    },
    dataOf: (record, id) => facts.of(record, id)?.data,
    records: facts.records,
    cut: remediesFor(interpretations)(estate).cut,
  });

/** From facts to the plan that ends standing privilege. The same facts give the same plan, in whatever order they come. */
export const reduce = async (
  facts: Facts,
  settings: Settings,
  { most, goal, keepUsedWithinDays, people = false, limits, onStep }: ReduceOptions,
): Promise<ReductionPlan> =>
  searchPlan(overlayOf(facts.records), {
    tables: await changeTablesOf(facts.interpretations.map(({ id }) => id)),
    worldOf: worldOfSimulation(facts),
    simulate: simulatorOf(facts, settings, people),
    unusedDays: settings.thresholds.unusedIdentityDays,
    keepUsedWithinDays,
    settings,
    most,
    goal,
    people,
    limits,
    onStep,
  });
