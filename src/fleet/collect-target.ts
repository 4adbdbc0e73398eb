import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { Given } from '../../connectors/connector.ts';
import { sortedCoverage } from '../audit/order.ts';
import type { Coverage } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import { clockOf } from '../pipeline/clock.ts';
import { readAll, readingWatch } from '../pipeline/facts.ts';
import { liveSource } from '../pipeline/live-source.ts';
import { isCoverage } from '../snapshot/read.ts';
import { openSnapshotWriter } from '../snapshot/write.ts';
import { tool } from '../version.ts';
import type { SharedBudget } from './budget.ts';
import { redactedFailure } from './failure.ts';
import { hashOf, objectName } from './store/store.ts';
import type { StoredSnapshot } from './targets.ts';
import { withFolder } from './temporary.ts';
import type { Fleet, FleetConnector } from './world.ts';

export interface CollectOptions {
  readonly connector: FleetConnector;
  readonly given: Given;
  readonly signal: AbortSignal;
  /** The clock of the database, so that snapshots of workers whose clocks differ can be compared. */
  readonly now: () => Date;
  readonly budget?: SharedBudget | undefined;
  /** Milliseconds between tries to store what was collected. */
  readonly storePatience?: readonly number[];
}

/** A store that is full or away is waited for, for half an hour: what was collected need not be asked for again. */
const usualPatience = [2, 5, 15, 30, 60, 120, 300, 600, 600].map((seconds) => seconds * 1000);

/** What is wrong with it, in few lines: causes before what follows from them. */
const causesOf = (gaps: readonly Coverage[]): string =>
  sortedCoverage(gaps)
    .slice(0, 3)
    .map(({ source, scope, detail }) => `${source} in ${scope}: ${detail}`)
    .join('; ');

/** Facts as one file, packed. @returns what is known of it; an error where nothing could be read */
const collected = async (
  { bounds, settings, note }: Pick<Fleet, 'bounds' | 'settings' | 'note'>,
  { connector, given, signal, now, budget }: CollectOptions,
  folder: string,
): Promise<Omit<StoredSnapshot, 'object' | 'bytes'> & { readonly path: string }> => {
  const source = await liveSource(connector.live, given, {
    settings,
    now,
    signal,
    note,
    ...(bounds === undefined ? {} : { bounds }),
    ...(budget === undefined ? {} : { onCall: () => budget.turn(signal), onThrottled: budget.throttled }),
  });
  const path = join(folder, 'snapshot.ndjson');
  const clock = clockOf([source]);
  const writer = openSnapshotWriter(path, { tool, collectedAt: clock.time, clock });
  const gaps: Coverage[] = [];
  let entries = 0;
  const reading = readingWatch();
  try {
    for await (const entry of readAll([source])) {
      writer.add(entry);
      entries += 1;
      reading.note(entry);
      if (isCoverage(entry) && entry.status !== 'complete') gaps.push(entry);
    }
    if (!reading.couldRead())
      throw new Error(`nothing could be read: ${causesOf(gaps) || 'no source answered'}`);
    const completedAt = now().toISOString();
    writer.seal(completedAt);
    return {
      path,
      collectedAt: clock.time,
      completedAt,
      entries,
      gaps: gaps.length,
      toolVersion: tool.version,
    };
  } finally {
    writer.discard();
  }
};

const stored = async (
  { store, note }: Pick<Fleet, 'store' | 'note'>,
  object: string,
  file: string,
  { signal, storePatience = usualPatience }: CollectOptions,
): Promise<void> => {
  for (const pause of storePatience) {
    try {
      await store.put(object, file, signal);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof InputError) throw error;
      note(`the store refuses: ${redactedFailure(error)}; trying again`);
      await wait(pause, undefined, { signal });
    }
  }
  await store.put(object, file, signal);
};

/** Collects one target as a live scan does, and stores its snapshot. Nothing of it stays on this machine. */
export const collectTarget = (
  fleet: Pick<Fleet, 'bounds' | 'settings' | 'store' | 'note'>,
  options: CollectOptions,
): Promise<StoredSnapshot> =>
  withFolder(async (folder) => {
    const { path, ...known } = await collected(fleet, options, folder);
    const packed = `${path}.gz`;
    await pipeline(createReadStream(path), createGzip(), createWriteStream(packed, { mode: 0o600 }));
    await rm(path);
    const object = objectName(await hashOf(packed));
    const { size } = await stat(packed);
    await stored(fleet, object, packed, options);
    return { ...known, object, bytes: size };
  });
