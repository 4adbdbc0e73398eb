import { schema } from './tables.ts';
import type { Fleet } from './world.ts';

/** What a worker stored a moment ago may not be written down yet. */
const grace = 86_400_000;

export interface Pruned {
  /** Snapshots that nothing refers to any more. */
  readonly snapshots: number;
  readonly targets: number;
  /** Objects that a worker stored, and did not live to write down. */
  readonly orphans: number;
}

/**
 * Removes snapshots older than `keep`, but never the newest of a target that is still listed, and targets that are gone for
 * as long. Rows go first: an object without a row is found again the next time, a row without its object would be a gap.
 */
export const prune = async ({ database, store, file, now }: Fleet): Promise<Pruned> => {
  const { rows } = database;
  const targets = await rows(
    `DELETE FROM ${schema}.target WHERE gone_at < now() - $1 * interval '1 s' RETURNING key`,
    [file.keep],
  );
  const snapshots = await rows(
    `DELETE FROM ${schema}.snapshot AS old WHERE collected_at < now() - $1 * interval '1 s' AND EXISTS (
       SELECT FROM ${schema}.snapshot AS newer WHERE newer.target = old.target
         AND (newer.collected_at, newer.stored_at, newer.object) > (old.collected_at, old.stored_at, old.object))
     RETURNING object`,
    [file.keep],
  );
  let orphans = 0;
  let some: string[] = [];
  const removeUnknown = async (): Promise<void> => {
    const known = await rows<{ readonly object: string }>(
      `SELECT object FROM ${schema}.snapshot WHERE object = ANY($1::text[])`,
      [some],
    );
    const kept = new Set(known.map(({ object }) => object));
    for (const object of some) {
      if (kept.has(object)) continue;
      await store.remove(object);
      orphans += 1;
    }
    some = [];
  };
  for await (const { object, changedAt } of store.list()) {
    if (now().getTime() - changedAt.getTime() < grace) continue;
    some.push(object);
    if (some.length >= 1000) await removeUnknown();
  }
  if (some.length > 0) await removeUnknown();
  return { snapshots: snapshots.length, targets: targets.length, orphans };
};
