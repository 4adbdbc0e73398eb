import type { FleetDatabase } from './database.ts';
import { schema } from './tables.ts';

/** What a source has: an account, a subscription, a project, an organisation. */
export interface FoundTarget {
  /** Absent: the source is one target. */
  readonly id?: string;
  readonly title?: string;
}

/** A target as the database has it. Times are ISO 8601, UTC. */
export interface TargetState {
  readonly key: string;
  readonly source: string;
  readonly id: string | undefined;
  readonly provider: string;
  readonly title: string | undefined;
  /** It was listed once, and is not any more. */
  readonly goneAt: string | undefined;
  /** When it was last put into the queue, and when that ended, one way or the other. */
  readonly wantedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** First failure since the last good collection. */
  readonly failingSince: string | undefined;
  readonly failures: number;
  /** It was given up after all tries. */
  readonly deadAt: string | undefined;
  readonly lastError: string | undefined;
  /** Of its newest snapshot. */
  readonly collectedAt: string | undefined;
}

export const keyOf = (source: string, { id }: FoundTarget): string =>
  id === undefined ? source : `${source}/${id}`;

const stamp = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export { stamp };

/** More parameters than a statement may have are sent as one document. */
export const rememberTargets = async (
  { rows }: FleetDatabase,
  source: { readonly name: string; readonly provider: string },
  found: readonly FoundTarget[],
): Promise<{ readonly added: number; readonly gone: number }> => {
  const list = JSON.stringify(
    found.map((target) => ({ key: keyOf(source.name, target), id: target.id, title: target.title })),
  );
  // One statement: two that find at once do not undo each other.
  const [counted] = await rows<{ readonly added: string; readonly gone: string }>(
    // A list may say something twice.
    `WITH found AS (
       SELECT DISTINCT ON (key) * FROM jsonb_to_recordset($3::jsonb) AS f(key text, id text, title text) ORDER BY key, title),
     kept AS (
       INSERT INTO ${schema}.target (key, source, provider, id, title)
       SELECT key, $1, $2, id, title FROM found
       ON CONFLICT (key) DO UPDATE SET gone_at = NULL, provider = $2, title = coalesce(EXCLUDED.title, target.title)
       RETURNING xmax = 0 AS is_new),
     gone AS (
       UPDATE ${schema}.target SET gone_at = now()
       WHERE source = $1 AND gone_at IS NULL AND key NOT IN (SELECT key FROM found) RETURNING key)
     SELECT (SELECT count(*) FROM kept WHERE is_new) AS added, (SELECT count(*) FROM gone) AS gone`,
    [source.name, source.provider, list],
  );
  return { added: Number(counted?.added ?? 0), gone: Number(counted?.gone ?? 0) };
};

/** Sources that the configuration no longer has: their targets are gone. */
export const forgetSources = async ({ rows }: FleetDatabase, kept: readonly string[]): Promise<number> =>
  (
    await rows(
      `UPDATE ${schema}.target SET gone_at = now() WHERE gone_at IS NULL AND NOT source = ANY($1::text[]) RETURNING key`,
      [kept],
    )
  ).length;

type Nullable<Value> = { readonly [Key in keyof Value]: Value[Key] | null };

const defined = <Value>(value: Value | null): Value | undefined => value ?? undefined;

/** All that are still listed, in the order of their keys. */
export const targetStates = async ({ rows }: FleetDatabase): Promise<readonly TargetState[]> => {
  const found = await rows<
    Nullable<TargetState> & {
      readonly key: string;
      readonly source: string;
      readonly provider: string;
      readonly failures: number;
    }
  >(
    `SELECT key, source, id, provider, title, failures, last_error AS "lastError",
       ${stamp('gone_at')} AS "goneAt", ${stamp('wanted_at')} AS "wantedAt", ${stamp('ended_at')} AS "endedAt",
       ${stamp('failing_since')} AS "failingSince", ${stamp('dead_at')} AS "deadAt",
       (SELECT ${stamp('max(collected_at)')} FROM ${schema}.snapshot WHERE target = key) AS "collectedAt"
     FROM ${schema}.target WHERE gone_at IS NULL ORDER BY key COLLATE "C"`,
  );
  return found.map((row) => ({
    key: row.key,
    source: row.source,
    provider: row.provider,
    failures: row.failures,
    id: defined(row.id),
    title: defined(row.title),
    goneAt: defined(row.goneAt),
    wantedAt: defined(row.wantedAt),
    endedAt: defined(row.endedAt),
    failingSince: defined(row.failingSince),
    deadAt: defined(row.deadAt),
    lastError: defined(row.lastError),
    collectedAt: defined(row.collectedAt),
  }));
};

/** Keys of targets that several sources list: the same account, subscription, project or organisation under several names. */
export const sameTargets = async ({ rows }: FleetDatabase): Promise<readonly (readonly string[])[]> =>
  (
    await rows<{ readonly keys: readonly string[] }>(
      `SELECT array_agg(key ORDER BY key COLLATE "C") AS keys FROM ${schema}.target
       WHERE gone_at IS NULL AND id IS NOT NULL GROUP BY provider, id HAVING count(*) > 1 ORDER BY 1`,
    )
  ).map(({ keys }) => keys);

export interface StoredSnapshot {
  /** Its name in the store. */
  readonly object: string;
  readonly collectedAt: string;
  readonly completedAt: string;
  readonly bytes: number;
  readonly entries: number;
  /** Sources of it that could not be read in full. */
  readonly gaps: number;
  readonly toolVersion: string;
}

/** A target was collected. Told twice it is the same. */
export const succeeded = async (
  { rows }: FleetDatabase,
  key: string,
  snapshot: StoredSnapshot,
): Promise<void> => {
  const { object, collectedAt, completedAt, bytes, entries, gaps, toolVersion } = snapshot;
  await rows(
    `WITH kept AS (
       INSERT INTO ${schema}.snapshot (target, object, collected_at, completed_at, bytes, entries, gaps, tool_version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING)
     UPDATE ${schema}.target SET ended_at = now(), failing_since = NULL, failures = 0, dead_at = NULL, last_error = NULL
     WHERE key = $1`,
    [key, object, collectedAt, completedAt, bytes, entries, gaps, toolVersion],
  );
};

/** One try failed. @param says without secrets */
export const failed = async ({ rows }: FleetDatabase, key: string, says: string): Promise<void> => {
  await rows(
    `UPDATE ${schema}.target SET failures = failures + 1, failing_since = coalesce(failing_since, now()), last_error = $2
     WHERE key = $1`,
    [key, says.slice(0, 4000)],
  );
};

/** All tries failed, or no worker lived through one. */
export const givenUp = async ({ rows }: FleetDatabase, keys: readonly string[]): Promise<void> => {
  await rows(
    `UPDATE ${schema}.target SET dead_at = now(), ended_at = now(), failing_since = coalesce(failing_since, now()),
       last_error = coalesce(last_error, 'no worker lived through it: was it killed, or out of memory?')
     WHERE key = ANY($1::text[])`,
    [keys],
  );
};

/** Milliseconds by which the database's clock is ahead of this machine's. */
export const clockAhead = async ({ rows }: FleetDatabase, now: () => Date): Promise<number> => {
  const before = now().getTime();
  const [row] = await rows<{ readonly now: string }>(
    'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now',
  );
  const after = now().getTime();
  return Math.round(Number(row?.now ?? after) - (before + after) / 2);
};
