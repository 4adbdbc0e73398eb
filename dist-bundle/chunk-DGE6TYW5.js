import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/snapshot/channel.js
var createChannel = (capacity, signal) => {
  const items = [];
  let ended;
  let wakeReader;
  let wakeWriters = [];
  const wake = () => {
    wakeReader?.();
    const writers = wakeWriters;
    wakeWriters = [];
    for (const writer of writers)
      writer();
  };
  signal.addEventListener("abort", wake, { once: true });
  const end = (how) => {
    ended ??= how;
    wake();
  };
  return {
    put: async (item) => {
      while (items.length >= capacity && !signal.aborted) {
        await new Promise((resolve) => wakeWriters.push(resolve));
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
        } else if (ended !== void 0) {
          if (ended.error !== void 0)
            throw ended.error.is;
          return;
        } else {
          await new Promise((resolve) => {
            wakeReader = resolve;
          });
          wakeReader = void 0;
        }
      }
    }
  };
};

export {
  createChannel
};
