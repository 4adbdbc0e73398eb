import { mkdir } from 'node:fs/promises';
import { eachAtMost } from '../collection/concurrency.ts';
import { type Coverage, type InputKind, inputKinds } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import type { Source } from '../pipeline/facts.ts';
import { snapshotSource } from '../pipeline/file-source.ts';
import { isCoverage } from '../snapshot/read.ts';
import { tool } from '../version.ts';
import { redactedFailure } from './failure.ts';
import { staleAfter } from './fleet-file.ts';
import { schema } from './tables.ts';
import { stamp, type TargetState } from './targets.ts';
import type { Fleet } from './world.ts';

/** Source of the line of coverage that each target has. */
export const fleetSource = 'fleet: newest snapshot';

interface SnapshotRow {
  readonly target: string;
  readonly object: string;
  readonly collectedAt: string;
  readonly toolVersion: string;
}

/** Snapshots of each target, the newest first. @param key of one of them; absent: of all */
const snapshotsOf = async (
  { database }: Fleet,
  key?: string,
): Promise<ReadonlyMap<string, readonly SnapshotRow[]>> => {
  const rows = await database.rows<SnapshotRow>(
    `SELECT target, object, ${stamp('collected_at')} AS "collectedAt", tool_version AS "toolVersion"
     FROM ${schema}.snapshot JOIN ${schema}.target ON key = target
     WHERE gone_at IS NULL AND ($1::text IS NULL OR key = $1)
     ORDER BY target COLLATE "C", collected_at DESC, stored_at DESC, object`,
    [key ?? null],
  );
  const byTarget = new Map<string, SnapshotRow[]>();
  for (const row of rows) {
    const known = byTarget.get(row.target);
    if (known === undefined) byTarget.set(row.target, [row]);
    else known.push(row);
  }
  return byTarget;
};

/** One of another version may hold what this one does not know, which shows only at its end. @throws InputError */
const readThrough = async ({ entries }: Source): Promise<void> => {
  for await (const _ of await entries());
};

interface Opened {
  readonly row: SnapshotRow;
  readonly source: Source;
  /** Why newer ones were left out. */
  readonly passed: readonly string[];
}

/** Snapshots that are fetched at once. */
const storeRequests = 16;

/** The newest that can be read. */
const openNewest = async (
  { store }: Fleet,
  rows: readonly SnapshotRow[],
  folder: string,
): Promise<Opened | { readonly passed: readonly string[] }> => {
  const passed: string[] = [];
  for (const row of rows) {
    try {
      const source = snapshotSource(await store.get(row.object, folder));
      if (row.toolVersion !== tool.version) await readThrough(source);
      return { row, source, passed };
    } catch (error) {
      passed.push(`the snapshot of ${row.collectedAt}: ${redactedFailure(error)}`);
      if (!(error instanceof InputError)) throw error;
    }
  }
  return { passed };
};

/** Newer snapshots may come, and old ones go, while a report is read: so often is looked again. */
const mostLooks = 3;

/** The same where what was passed over may be gone because something newer has come since. */
const openCurrent = async (
  fleet: Fleet,
  key: string,
  rows: readonly SnapshotRow[],
  folder: string,
): ReturnType<typeof openNewest> => {
  let known = rows;
  for (let look = 1; ; look += 1) {
    const opened = await openNewest(fleet, known, folder);
    if (opened.passed.length === 0 || look === mostLooks) return opened;
    const now = (await snapshotsOf(fleet, key)).get(key) ?? [];
    if (now[0]?.object === known[0]?.object) return opened;
    known = now;
  }
};

const span = (milliseconds: number): string => {
  const hours = Math.floor(milliseconds / 3_600_000);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
};

const failing = ({ failingSince, failures, deadAt, lastError }: TargetState): string | undefined => {
  if (failingSince === undefined) return undefined;
  const tries = failures === 1 ? '1 try' : `${failures} tries`;
  const end = deadAt === undefined ? 'and is tried again' : `and was given up at ${deadAt}`;
  return `it fails since ${failingSince} (${tries}) ${end}: ${lastError ?? 'no reason was told'}`;
};

const isStale = (collectedAt: string, clock: number, staleSeconds: number): boolean =>
  clock - Date.parse(collectedAt) > staleSeconds * 1000;

/** How old the facts of a target are, and why. @param clock of the estate, in milliseconds since 1970 */
export const ageCoverage = (
  target: TargetState,
  {
    collectedAt,
    passed = [],
  }: { readonly collectedAt?: string | undefined; readonly passed?: readonly string[] },
  clock: number,
  staleSeconds: number,
): Coverage => {
  const line = { connector: target.provider, scope: target.id ?? target.key, source: fleetSource };
  const why = [...passed, failing(target) ?? []].flat();
  if (collectedAt === undefined) {
    const nothing = target.wantedAt === undefined ? 'it was not collected yet' : 'it was never collected';
    return { ...line, status: 'denied', detail: [nothing, ...why].join('; '), gives: inputKinds };
  }
  const age = Math.max(0, clock - Date.parse(collectedAt));
  const facts = `data as of ${collectedAt}, ${span(age)} old`;
  const tooOld = isStale(collectedAt, clock, staleSeconds);
  if (!tooOld && why.length === 0) return { ...line, status: 'complete', detail: facts, gives: [] };
  const said = tooOld ? [`stale: ${facts}`, ...why] : [facts, ...why];
  return { ...line, status: 'partial', detail: said.join('; '), gives: [] };
};

interface Found {
  readonly state: TargetState;
  readonly opened: Opened | { readonly passed: readonly string[] };
}

/**
 * Of targets that are one account (or the like) under several names those that are left out, with the one whose facts are used:
 * the newest. What was there at another time is not there beside it.
 */
const newestOfSame = (found: readonly Found[]): ReadonlyMap<string, string> => {
  const timeOf = ({ opened }: Found): string => ('row' in opened ? opened.row.collectedAt : '');
  const named = found.filter(({ state }) => state.id !== undefined);
  return new Map(
    [...Map.groupBy(named, ({ state }) => JSON.stringify([state.provider, state.id])).values()].flatMap(
      (same) => {
        const best = same.reduce((one, other) => (timeOf(other) > timeOf(one) ? other : one));
        return same.flatMap(({ state }): (readonly [string, string])[] =>
          state.key === best.state.key ? [] : [[state.key, best.state.key]],
        );
      },
    ),
  );
};

/** That nothing of it is used is no gap: the other's line says how old the facts are. */
const sameCoverage = (target: TargetState, used: string): Coverage => {
  const why = failing(target);
  const detail = `it is the same as ${used}, whose facts are newer, and used`;
  return {
    connector: target.provider,
    scope: target.id!,
    source: `${fleetSource} of ${target.key}`,
    status: why === undefined ? 'complete' : 'partial',
    detail: why === undefined ? detail : `${detail}; ${why}`,
    gives: [],
  };
};

/** A target with the newest of its facts that can be read. */
export interface TargetFacts {
  readonly key: string;
  /** How old they are, and why. */
  readonly age: Coverage;
  /** They are stale, or older than a newer snapshot that cannot be read. */
  readonly isOld: boolean;
  /** Absent: it was never read. */
  readonly newest?: { readonly object: string; readonly collectedAt: string; readonly source: Source };
}

export interface NewestFacts {
  /** Newest first: the clock of the report. ISO 8601, UTC. */
  readonly collectedAt: string;
  /** In the order of their keys. */
  readonly targets: readonly TargetFacts[];
}

/**
 * The newest snapshot of each target, opened.
 * @param folder for what the store hands out; not removed here
 * @throws InputError where no target was ever collected
 */
export const newestFacts = async (
  fleet: Fleet,
  states: readonly TargetState[],
  folder: string,
): Promise<NewestFacts> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const rows = await snapshotsOf(fleet);
  const found = await eachAtMost(storeRequests, states, async (state) => ({
    state,
    opened: await openCurrent(fleet, state.key, rows.get(state.key) ?? [], folder),
  }));
  const times = found.flatMap(({ opened }) => ('row' in opened ? opened.row.collectedAt : []));
  const collectedAt = times.toSorted().at(-1);
  if (collectedAt === undefined) {
    throw new InputError(
      `no target was collected yet, of ${states.length}`,
      'the database of the fleet',
      'Run nhi-audit fleet schedule and nhi-audit fleet work; nhi-audit fleet status says what fails.',
    );
  }
  const clock = Date.parse(collectedAt);
  const staleSeconds = staleAfter(fleet.file);
  const newer = newestOfSame(found);
  const targets = found.map(({ state, opened }): TargetFacts => {
    const { key } = state;
    const same = newer.get(key);
    if (same !== undefined) return { key, age: sameCoverage(state, same), isOld: false };
    if (!('row' in opened))
      return { key, age: ageCoverage(state, opened, clock, staleSeconds), isOld: false };
    const { row, passed, source } = opened;
    return {
      key,
      age: ageCoverage(state, { collectedAt: row.collectedAt, passed }, clock, staleSeconds),
      // Stale, or older than a newer one that cannot be read.
      isOld: passed.length > 0 || isStale(row.collectedAt, clock, staleSeconds),
      newest: { object: row.object, collectedAt: row.collectedAt, source },
    };
  });
  return { collectedAt, targets };
};

export interface FleetEstate {
  /** The newest snapshot of each target, then how old each is. */
  readonly sources: readonly Source[];
  /** Newest first: the clock of the report. ISO 8601, UTC. */
  readonly collectedAt: string;
  readonly ages: readonly Coverage[];
  /**
   * Ids of the scopes of which nobody knows how they are now, once all is read: their facts are stale, or older than the newest.
   * What was found there is neither open nor fixed.
   */
  readonly staleScopes: () => ReadonlySet<string>;
}

const rank: Readonly<Record<Coverage['status'], number>> = {
  complete: 0,
  partial: 1,
  denied: 2,
  unsupported: 3,
  skipped: 4,
};

/**
 * What several targets say of one place beside them, the organisation they belong to: where one of them read it, that another
 * may not is no gap.
 */
const bestOf = (
  entries: readonly { readonly entry: Coverage; readonly target: string }[],
): readonly Coverage[] => {
  const best = new Map<string, { entry: Coverage; target: string }[]>();
  for (const each of entries) {
    const { connector, scope, source } = each.entry;
    const key = JSON.stringify([connector, scope, source]);
    const known = best.get(key);
    if (known === undefined) best.set(key, [each]);
    else if (known[0]!.target === each.target) known.push(each);
    else if (rank[each.entry.status] < rank[known[0]!.entry.status]) best.set(key, [each]);
  }
  return [...best.values()].flat().map(({ entry }) => entry);
};

/**
 * What an old snapshot could read completely is no complete reading of today. Its lines become one for each scope: the age of the
 * target, which gives what they gave, in part.
 */
const oldScopes = (byTarget: ReadonlyMap<string, { readonly age: Coverage; readonly isOld: boolean }>) => {
  const given = new Map<string, Map<string, Set<InputKind>>>();
  return {
    /** Whether the line goes into that of the age. */
    take: (target: string, { scope, status, gives }: Coverage): boolean => {
      const { age, isOld } = byTarget.get(target)!;
      if (status !== 'complete' || !isOld) return false;
      const ofTarget = given.get(target) ?? new Map<string, Set<InputKind>>([[age.scope, new Set()]]);
      given.set(target, ofTarget.set(scope, (ofTarget.get(scope) ?? new Set()).union(new Set(gives))));
      return true;
    },
    scopes: (): ReadonlySet<string> => new Set([...given.values()].flatMap((of) => [...of.keys()])),
    lines: (): readonly Coverage[] =>
      [...byTarget].flatMap(([target, { age }]) =>
        [...(given.get(target) ?? [[age.scope, age.gives]])].map(([scope, gives]) => ({
          ...age,
          scope,
          gives: inputKinds.filter((kind) => new Set(gives).has(kind)),
        })),
      ),
  };
};

/** Facts of targets as sources of one estate. Coverage comes at the end, what is said of one place by several targets once. */
export const estateOfTargets = ({ targets, collectedAt }: NewestFacts): FleetEstate => {
  const told: { readonly entry: Coverage; readonly target: string }[] = [];
  const old = oldScopes(new Map(targets.map((target) => [target.key, target])));
  const facts = targets.flatMap(({ key, newest }): readonly Source[] => {
    if (newest === undefined) return [];
    const { source } = newest;
    return [
      {
        ...source,
        entries: async () => {
          const each = await source.entries();
          if (!(Symbol.iterator in each)) throw new Error('a snapshot is read from a file');
          return (function* () {
            for (const entry of each) {
              if (!isCoverage(entry)) yield entry;
              else if (!old.take(key, entry)) told.push({ entry, target: key });
            }
          })();
        },
      },
    ];
  });
  const coverage: Source = { collectedAt, entries: () => [...bestOf(told), ...old.lines()] };
  const staleScopes = (): ReadonlySet<string> => {
    const fresh = new Set(told.flatMap(({ entry }) => (entry.status === 'complete' ? [entry.scope] : [])));
    return new Set([...old.scopes()].filter((scope) => !fresh.has(scope)));
  };
  return { sources: [...facts, coverage], collectedAt, ages: targets.map(({ age }) => age), staleScopes };
};

/**
 * The newest snapshot of each target as sources of one estate.
 * @param folder for what the store hands out; not removed here
 * @throws InputError where no target was ever collected
 */
export const fleetEstate = async (
  fleet: Fleet,
  states: readonly TargetState[],
  folder: string,
): Promise<FleetEstate> => estateOfTargets(await newestFacts(fleet, states, folder));
