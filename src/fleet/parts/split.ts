import type { Interpretation, TargetTies, TieReader } from '../../../connectors/connector.ts';
import type { Coverage } from '../../model/coverage.ts';
import type { Provider } from '../../model/scope.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';
import { interpretationsOf, providerOf } from '../../pipeline/interpretations.ts';
import { isCoverage } from '../../snapshot/read.ts';
import type { TargetFacts } from '../estate.ts';

/** What joins a target to others. */
export interface KnownTarget {
  readonly key: string;
  /** Ids of the scopes that its facts and its coverage are about. */
  readonly scopes: ReadonlySet<string>;
  /** One for each provider that can tell what joins its facts. */
  readonly ties: readonly (TargetTies & { readonly provider: Provider })[];
  /** Providers of which nobody can tell what joins their facts to others. */
  readonly untold: readonly Provider[];
  /** Number of its facts. */
  readonly entries: number;
  /** Coverage that bears on all parts: without the list of an organisation nobody says whose an account is. */
  readonly toAll: readonly Coverage[];
  /** Scopes that were read completely: as they are today, or as an old snapshot has them. */
  readonly read: { readonly fresh: ReadonlySet<string>; readonly old: ReadonlySet<string> };
}

/** Targets (index) that something joins, in order. */
export type TargetSet = readonly number[];

export interface Split {
  /** Sets of targets that no fact of their own providers joins to others. */
  readonly sets: readonly TargetSet[];
  /** Why all is one set. Absent: sets are apart. */
  readonly whole?: string;
  /** Why all of a provider is in one set. */
  readonly wholeOf: ReadonlyMap<Provider, string>;
  /** Providers of all targets: of several, what joins them shows only when their facts are interpreted. */
  readonly providers: readonly Provider[];
}

export interface ReadTargets {
  readonly targets: readonly KnownTarget[];
  /** Records that every part is given. */
  readonly toAll: readonly SnapshotRecord[];
}

const readTarget = async (
  { key, age, isOld, newest }: TargetFacts,
  toAll: Map<string, SnapshotRecord>,
): Promise<KnownTarget> => {
  const scopes = new Set([age.scope]);
  const readers = new Map<Provider, { readonly tie: TieReader; readonly toAll: ReadonlySet<string> }>();
  const untold = new Set<Provider>();
  let entries = 0;
  const coverage: Coverage[] = [];
  const [fresh, old] = [new Set<string>(), new Set<string>()];
  const take = (record: SnapshotRecord): void => {
    const reader = readers.get(providerOf(record));
    reader?.tie.add(record);
    if (reader?.toAll.has(record.record) === true) toAll.set(JSON.stringify(record), record);
  };
  for await (const entry of (await newest?.source.entries()) ?? []) {
    entries += 1;
    scopes.add(entry.scope);
    if (isCoverage(entry)) {
      if (entry.status === 'complete')
        for (const each of isOld ? [entry.scope, age.scope] : [entry.scope]) (isOld ? old : fresh).add(each);
      // Only where records bear on all parts does it matter whether all of them were read.
      if (!isOld && entry.status === 'complete' && entry.gives.includes('organization')) coverage.push(entry);
      continue;
    }
    const provider = providerOf(entry);
    if (!readers.has(provider) && !untold.has(provider)) {
      const [interpretation] = (await interpretationsOf([provider])) as readonly (
        | Interpretation
        | undefined
      )[];
      const ties = interpretation?.ties;
      if (ties === undefined) untold.add(provider);
      else readers.set(provider, { tie: ties.reader(), toAll: ties.toAll });
    }
    take(entry);
  }
  return {
    key,
    scopes,
    ties: [...readers].map(([provider, { tie }]) => ({ provider, ...tie.finish() })),
    untold: [...untold],
    entries,
    read: { fresh, old },
    toAll: coverage.filter(({ connector }) => (readers.get(connector)?.toAll.size ?? 0) > 0),
  };
};

/** Reads all facts once, and keeps the names in them. */
export const readTargets = async (facts: readonly TargetFacts[]): Promise<ReadTargets> => {
  const toAll = new Map<string, SnapshotRecord>();
  const targets: KnownTarget[] = [];
  for (const target of facts) targets.push(await readTarget(target, toAll));
  return { targets, toAll: [...toAll].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record) };
};

/** As `FleetEstate.staleScopes`: of which nobody knows how they are now. */
export const staleScopesOf = (targets: readonly KnownTarget[]): ReadonlySet<string> => {
  const fresh = new Set(targets.flatMap(({ read }) => [...read.fresh]));
  return new Set(targets.flatMap(({ read }) => [...read.old].filter((scope) => !fresh.has(scope))));
};

/** Why nothing can be told from the rest. */
const wholeBecause = (targets: readonly KnownTarget[]): string | undefined => {
  const unplaced = targets.find(({ scopes }) => scopes.has('*'));
  return unplaced === undefined
    ? undefined
    : `${unplaced.key} has coverage that is of no scope in particular`;
};

/** Why nothing of a provider can be told from the rest of it. */
const wholeProviders = (targets: readonly KnownTarget[]): ReadonlyMap<Provider, string> => {
  const why = new Map<Provider, string>();
  for (const { untold } of targets)
    for (const provider of untold)
      why.set(provider, `it is not known what joins facts of ${provider} to each other`);
  const wholes = new Set(targets.flatMap(({ ties }) => ties.flatMap(({ whole }) => [...whole])));
  const isClosed = (limits: readonly (readonly string[])[]): boolean =>
    limits.some((limit) => limit.every((whole) => wholes.has(whole)));
  for (const { key, ties } of targets)
    for (const { provider, open } of ties)
      if (!why.has(provider) && !open.every(isClosed))
        why.set(provider, `something in ${key} lets everyone in, or members that are not known in full`);
  return why;
};

const providersOf = ({ ties, untold }: KnownTarget): readonly Provider[] => [
  ...ties.map(({ provider }) => provider),
  ...untold,
];

/** Records of others that a part is given. @param part targets (index) */
export const recordsElsewhere = (
  { targets, toAll }: ReadTargets,
  part: readonly number[],
): readonly SnapshotRecord[] => {
  const providers = new Set(part.flatMap((index) => providersOf(targets[index]!)));
  return toAll.filter((record) => providers.has(providerOf(record)));
};

/** What a part is given of the others, beside the records that all are given. @param part targets (index) */
export const coverageElsewhere = (
  targets: readonly KnownTarget[],
  part: readonly number[],
): readonly Coverage[] => {
  const own = new Set(part);
  const providers = new Set(part.flatMap((index) => providersOf(targets[index]!)));
  return targets.flatMap(({ toAll }, index) =>
    own.has(index) ? [] : toAll.filter(({ connector }) => providers.has(connector)),
  );
};

/** Sets that grow together. */
const unions = (count: number) => {
  const parent = Array.from({ length: count }, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = index; at !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  return {
    join: (a: number, b: number): void => {
      const [low, high] = [rootOf(a), rootOf(b)].sort((one, two) => one - two) as [number, number];
      parent[high] = low;
    },
    sets: (): readonly (readonly number[])[] => [...Map.groupBy(parent.keys(), rootOf).values()],
  };
};

/** Sets of what pairs join, each in order, in the order of their firsts. */
export const joinedSets = (
  count: number,
  pairs: Iterable<readonly [number, number]>,
): readonly (readonly number[])[] => {
  const { join, sets } = unions(count);
  for (const [one, other] of pairs) join(one, other);
  return sets();
};

/** Pairs of those that have the same, and of those that name what others have. Names are of one provider; ids of scopes of all. */
function* pairsOf(
  targets: readonly KnownTarget[],
  wholeOf: ReadonlyMap<Provider, string>,
): Generator<readonly [number, number]> {
  const owners = new Map<string, number>();
  const placed = function* (target: number, name: string): Generator<readonly [number, number]> {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, target);
    else yield [owner, target];
  };
  for (const [target, each] of targets.entries()) {
    const { scopes, ties } = each;
    for (const scope of scopes) {
      yield* placed(target, scope);
      for (const { provider } of ties) yield* placed(target, `${provider} ${scope}`);
    }
    for (const { provider, own } of ties)
      for (const name of own) yield* placed(target, `${provider} ${name}`);
    for (const provider of providersOf(each))
      if (wholeOf.has(provider)) yield* placed(target, ` all of ${provider}`);
  }
  for (const [target, { ties }] of targets.entries()) {
    for (const { provider, named } of ties) {
      for (const name of named) {
        const owner = owners.get(`${provider} ${name}`);
        if (owner !== undefined) yield [owner, target];
      }
    }
  }
}

/**
 * Sets of targets that no fact of their own providers joins. Where one target trusts another, both are in one set, whichever way
 * the trust goes.
 */
export const splitTargets = (targets: readonly KnownTarget[]): Split => {
  const whole = wholeBecause(targets);
  const wholeOf = wholeProviders(targets);
  const providers = [...new Set(targets.flatMap(providersOf))].sort();
  if (whole !== undefined) return { sets: [[...targets.keys()]], whole, wholeOf, providers };
  return { sets: joinedSets(targets.length, pairsOf(targets, wholeOf)), wholeOf, providers };
};

/**
 * Puts small sets together: each part has its costs.
 * @param sizes facts of each
 * @param most facts that several together may have
 * @returns places of sets, by part
 */
export const packed = (sizes: readonly number[], most: number): readonly (readonly number[])[] => {
  const parts: number[][] = [];
  let entries = Number.POSITIVE_INFINITY;
  for (const [place, more] of sizes.entries()) {
    if (entries + more > most) {
      parts.push([]);
      entries = 0;
    }
    parts.at(-1)!.push(place);
    entries += more;
  }
  return parts;
};

export const sizeOf = (targets: readonly KnownTarget[], set: TargetSet): number =>
  set.reduce((sum, target) => sum + targets[target]!.entries, 0);
