/**
 * A bounded queue from many producers to one reader: collection goes no faster than the snapshot is written, so that
 * memory does not grow with the account.
 */
export interface Channel<T> extends AsyncIterable<T> {
  /** Waits while the queue is full; rejects when the reader has gone away. */
  readonly put: (item: T) => Promise<void>;
  /** No more items. */
  readonly close: () => void;
  /** The reader gets this error once the queue is read. */
  readonly fail: (error: unknown) => void;
}

export const createChannel = <T>(capacity: number, signal: AbortSignal): Channel<T> => {
  const items: T[] = [];
  let ended: { readonly error?: { readonly is: unknown } } | undefined;
  let wakeReader: (() => void) | undefined;
  let wakeWriters: (() => void)[] = [];
  const wake = (): void => {
    wakeReader?.();
    const writers = wakeWriters;
    wakeWriters = [];
    for (const writer of writers) writer();
  };
  signal.addEventListener('abort', wake, { once: true });
  const end = (how: typeof ended): void => {
    ended ??= how;
    wake();
  };
  return {
    put: async (item) => {
      while (items.length >= capacity && !signal.aborted) {
        await new Promise<void>((resolve) => wakeWriters.push(resolve));
      }
      signal.throwIfAborted();
      items.push(item);
      wakeReader?.();
    },
    close: () => end({}),
    fail: (error) => end({ error: { is: error } }),
    [Symbol.asyncIterator]: async function* () {
      while (true) {
        signal.throwIfAborted();
        if (items.length > 0) {
          yield* items.splice(0);
          wake();
        } else if (ended !== undefined) {
          if (ended.error !== undefined) throw ended.error.is;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
          wakeReader = undefined;
        }
      }
    },
  };
};
