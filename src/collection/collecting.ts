import { setTimeout as wait } from 'node:timers/promises';
import type { Coverage } from '../model/coverage.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { type Bounds, defaultBounds } from './bounds.ts';
import { createChannel } from './channel.ts';

/** A fact, or how far a call came. */
export type Item = SnapshotRecord | Coverage;

export interface Progress {
  readonly connector: string;
  /** Account, organisation… */
  readonly scope: string;
  /** Id of the call. */
  readonly source: string;
  /** Entries read from it so far. */
  readonly count: number;
}

/** What every live collection can be told. */
export interface CollectionOptions {
  /** File that an interrupted collection goes on from. Removed at the end. */
  readonly journal?: string | undefined;
  /** Interrupts the collection: the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** For each request, repeated ones included, before it is sent, with the id of the call. Waited for. */
  readonly onCall?: ((call: string) => unknown) | undefined;
  /** The provider refused a request for its limit: nobody should ask for so many seconds. */
  readonly onThrottled?: ((seconds: number) => void) | undefined;
  readonly now?: (() => Date) | undefined;
  /** What a server may cost. */
  readonly bounds?: Bounds | undefined;
  /** For tests: how to wait. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal });

/** What a running collection has to work with. */
export interface Collecting {
  /** Waits while the reader is slower. */
  readonly emit: (item: Item) => Promise<void>;
  /** Aborted by the caller, or when the reader leaves early. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Rejects when interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly bounds: Bounds;
}

/** What reading needs that gives no facts: a list of what could be collected. */
export const listing = (
  options: Pick<CollectionOptions, 'signal' | 'sleep' | 'bounds'>,
): Pick<Collecting, 'signal' | 'sleep' | 'bounds'> => {
  const signal = options.signal ?? new AbortController().signal;
  const sleep = options.sleep ?? pause;
  return {
    signal,
    sleep: (milliseconds) => sleep(milliseconds, signal),
    bounds: options.bounds ?? defaultBounds,
  };
};

/** Lines that may wait for the snapshot writer. */
const queueLength = 512;

/** Runs a collection, and gives facts and coverage as they come. */
export const collecting = async function* (
  options: CollectionOptions,
  run: (collecting: Collecting) => Promise<void>,
): AsyncGenerator<Item> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  signal.throwIfAborted();
  const channel = createChannel<Item>(queueLength, signal);
  const sleep = options.sleep ?? pause;
  const work = run({
    emit: channel.put,
    signal,
    now: options.now ?? (() => new Date()),
    sleep: (milliseconds) => sleep(milliseconds, signal),
    bounds: options.bounds ?? defaultBounds,
  }).then(channel.close, channel.fail);
  try {
    yield* channel;
  } finally {
    // The reader may leave early: then nothing more is asked.
    stop.abort();
    await work;
  }
};
