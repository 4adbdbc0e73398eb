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
  /** One for each provider. */
  readonly ties: readonly TargetTies[];
  /** Providers of which nobody can tell what joins their facts to others. */
  readonly untold: readonly Provider[];
  /** Number of its facts. */
  readonly entries: number;
  /** Coverage that bears on all parts: without the list of an organisation nobody says whose an account is. */
  readonly toAll: readonly Coverage[];
}

export interface Split {
  /** Targets (index) by part; those of one part are joined, or small ones were put together. */
  readonly parts: readonly (readonly number[])[];
  /** Why all is one part. Absent: no trust joins the parts. */
  readonly whole?: string;
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
  const take = (record: SnapshotRecord): void => {
    const reader = readers.get(providerOf(record));
    reader?.tie.add(record);
    if (reader?.toAll.has(record.record) === true) toAll.set(JSON.stringify(record), record);
  };
  for await (const entry of (await newest?.source.entries()) ?? []) {
    entries += 1;
    scopes.add(entry.scope);
    if (isCoverage(entry)) {
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
    ties: [...readers.values()].map(({ tie }) => tie.finish()),
    untold: [...untold],
    entries,
    toAll: coverage,
  };
};

/** Reads all facts once, and keeps the names in them. */
export const readTargets = async (facts: readonly TargetFacts[]): Promise<ReadTargets> => {
  const toAll = new Map<string, SnapshotRecord>();
  const targets: KnownTarget[] = [];
  for (const target of facts) targets.push(await readTarget(target, toAll));
  return { targets, toAll: [...toAll].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record) };
};

/** Why no part can be told from the rest. */
const wholeBecause = (targets: readonly KnownTarget[]): string | undefined => {
  const untold = [...new Set(targets.flatMap((target) => target.untold))].sort();
  if (untold.length > 0)
    return `it is not known what joins facts of ${untold.join(' and ')} to those of other targets`;
  const unplaced = targets.find(({ scopes }) => scopes.has('*'));
  if (unplaced !== undefined) return `${unplaced.key} has coverage that is of no scope in particular`;
  const wholes = new Set(targets.flatMap(({ ties }) => ties.flatMap(({ whole }) => [...whole])));
  const isClosed = (limits: readonly (readonly string[])[]): boolean =>
    limits.some((limit) => limit.every((whole) => wholes.has(whole)));
  const open = targets.find(({ ties }) => ties.some((tie) => !tie.open.every(isClosed)));
  return open === undefined
    ? undefined
    : `something in ${open.key} lets everybody in, or members of what is not known in full`;
};

/** What a part is given of the others, beside the records that all are given. @param part targets (index) */
export const coverageElsewhere = (
  targets: readonly KnownTarget[],
  part: readonly number[],
): readonly Coverage[] => {
  const own = new Set(part);
  return targets.flatMap(({ toAll }, index) => (own.has(index) ? [] : toAll));
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

/** Targets that something joins, whichever of them lets the other in. */
const joined = (targets: readonly KnownTarget[]): readonly (readonly number[])[] => {
  const { join, sets } = unions(targets.length);
  const owners = new Map<string, number>();
  targets.forEach(({ scopes, ties }, target) => {
    for (const name of [...scopes, ...ties.flatMap(({ own }) => [...own])]) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, target);
      else join(owner, target);
    }
  });
  targets.forEach(({ ties }, target) => {
    for (const { named } of ties) {
      for (const name of named) {
        const owner = owners.get(name);
        if (owner !== undefined) join(owner, target);
      }
    }
  });
  return sets();
};

/**
 * Parts of an estate that no trust joins. Where one target trusts another, both are in one part, whichever way the trust goes.
 * Small ones are put together: each part has its costs.
 * @param most facts that a part may have, if it is not one thing
 */
export const splitTargets = (targets: readonly KnownTarget[], most: number): Split => {
  const whole = wholeBecause(targets);
  if (whole !== undefined) return { parts: [[...targets.keys()]], whole };
  const parts: number[][] = [];
  let entries = Number.POSITIVE_INFINITY;
  for (const set of joined(targets)) {
    const more = set.reduce((sum, target) => sum + targets[target]!.entries, 0);
    if (entries + more > most) {
      parts.push([]);
      entries = 0;
    }
    for (const target of set) parts.at(-1)!.push(target);
    entries += more;
  }
  return { parts: parts.map((part) => part.sort((a, b) => a - b)) };
};
